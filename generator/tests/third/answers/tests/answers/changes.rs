//! PATCH, DELETE and PUT: tables shared with another operation, an answer without a body, a path that no manual prints.

use crate::charges::{charge, importe};
use crate::server::{Bank, SECRET, answer};
use crate::{NOON, charges, failure};
use banco_espejo::cobros::anular_cobro::AnularCobro;
use banco_espejo::cobros::corregir_cobro::{
    CorregirCobro, CorregirCobroCode, CorregirCobroOptional, CorregirCobroPedido,
    CorregirCobroPedidoLineas,
};
use banco_espejo::cobros::fijar_limite::FijarLimite;
use banco_espejo::cobros::types::Moneda;
use banco_espejo::cobros::{self};
use banco_espejo::runtime::{Code as _, Finality, Flag, SigningKey};

fn correction() -> CorregirCobro {
    let base = charge();
    CorregirCobro {
        cobro: "K 17/á".replace("/á", ""),
        pedido: CorregirCobroPedido {
            referencia: "R-1".parse().unwrap(),
            fecha: base.pedido.fecha,
            lineas: vec![CorregirCobroPedidoLineas {
                nombre_articulo: "té".to_owned(),
                cantidad: "1".parse().unwrap(),
                precio: importe("1"),
                notas: Vec::new(),
            }],
            hora: None,
            vence: None,
        },
        moneda: Moneda::Indexada,
        pagador: base.pagador,
        reembolsable: true,
        optional: CorregirCobroOptional::default(),
    }
}

#[tokio::test]
async fn a_table_of_another_operation_comes_without_what_it_leaves_out() {
    let body = r#"{"resultado":{"numero":1000},"cambios":[["moneda","UI"],["precio",1.0],[]],"arbol":{"etiqueta":"raíz","ramas":[{"etiqueta":"a","ramas":[{"etiqueta":"b"}]},{"ramas":null}]},"cliente":{"cuenta":"UY1"},"estado":1}"#;
    let bank = Bank::start([answer(200, body).with("X-Restantes", "0")]);
    let accepted = charges(&bank, "correction")
        .corregir_cobro(&correction())
        .await;
    let accepted = accepted.unwrap();
    let sent = bank.received();
    assert_eq!(sent.method, "PATCH");
    assert_eq!(sent.target, "/ensayo/nucleo/cobros/K%2017");
    assert_eq!(sent.sealed_at(SECRET), Some(NOON));
    // The profile's, and one that this operation does not take.
    assert_eq!(sent.header("X-Canal"), Some("02"));
    assert_eq!(sent.header("X-Hora-Local"), None);
    assert_eq!(
        sent.body,
        r#"{"pedido":{"referencia":"R-1","fecha":"07/03/2026","lineas":[{"articulo":"té","cantidad":"1","precio":"1.0000"}]},"moneda":"UI","pagador":{"nombre":"Persona de Ejemplo","documento":"12345672","contactos":[{"medio":"correo","valor":"persona@espejo.example","preferido":"S"}]},"reembolsable":"S","origen":"API"}"#
    );
    let body = accepted.body;
    assert_eq!(
        body.cambios,
        [vec!["moneda", "UI"], vec!["precio", "1.0"], vec![]]
    );
    let tree = body.arbol.unwrap();
    assert_eq!(tree.ramas[0].ramas[0].etiqueta.as_deref(), Some("b"));
    assert_eq!(tree.ramas[1].etiqueta, None);
    assert_eq!(body.pagador.unwrap().cuenta.as_deref(), Some("UY1"));
    assert_eq!(body.estado, Some(Flag::True));
    assert_eq!(body.x_restantes.unwrap().exact(), Some(0));
}

#[tokio::test]
async fn codes_of_another_operation_come_with_changes() {
    let described = |code: &str| CorregirCobroCode::of(code).description();
    assert_eq!(described("1000"), "COBRO CORREGIDO");
    assert_eq!(described("2001"), "IMPORTE FUERA DE LÍMITE");
    assert_eq!(described("2004"), "COBRO CERRADO");
    let with =
        |status, code: u32| answer(status, &format!(r#"{{"resultado":{{"numero":{code}}}}}"#));
    let cases = [
        (with(409, 2004), "rejected: 2004"),
        (with(504, 9001), "unknown: the code leaves it open"),
        (with(200, 5), "unknown: the code leaves it open"),
    ];
    for (number, (answer, expected)) in cases.into_iter().enumerate() {
        let bank = Bank::start([answer]);
        let client = charges(&bank, &format!("changed-codes-{number}"));
        let ended = failure::<CorregirCobro>(client.corregir_cobro(&correction()).await);
        assert_eq!(ended, expected);
    }
}

#[tokio::test]
async fn an_answer_without_a_body_is_a_success_by_its_status_alone() {
    let request = AnularCobro {
        cobro: "K-17".to_owned(),
        motivo: "error".parse().unwrap(),
    };
    let bank = Bank::start([
        answer(204, ""),
        answer(404, ""),
        answer(200, ""),
        answer(500, "x"),
    ]);
    let client = charges(&bank, "without-a-body");
    let accepted = client.anular_cobro(&request).await.unwrap();
    assert_eq!(accepted.finality, Finality::Final);
    let sent = bank.received();
    assert_eq!(sent.method, "DELETE");
    assert_eq!(sent.target, "/ensayo/nucleo/cobros/K-17");
    assert_eq!(sent.body, r#"{"motivo":"error"}"#);
    // The manual seals no body of DELETE.
    assert_eq!(sent.sealed_at(SECRET), Some(NOON));
    for expected in [
        // Nobody signs a 404: it can be a proxy's after the charge was taken back.
        "unknown: gateway",
        "unknown: the answer has no response code",
        "unknown: gateway",
    ] {
        let ended = failure::<AnularCobro>(client.anular_cobro(&request).await);
        assert_eq!(ended, expected);
    }
}

#[tokio::test]
async fn a_path_that_no_manual_prints_is_the_callers() {
    let request = FijarLimite {
        comercio: "C000000001".parse().unwrap(),
        limite: "diario".to_owned(),
        tope: importe("99999999999999.9999"),
    };
    let bank = Bank::start([
        answer(
            200,
            r#"{"resultado":{"numero":4001},"tope":"99999999999999.9999"}"#,
        ),
        answer(404, r#"{"resultado":{"numero":4002}}"#),
        answer(200, r#"{"resultado":{}}"#),
    ]);
    let client = charges(&bank, "path-of-the-caller");
    let accepted = client.fijar_limite(&request).await.unwrap();
    assert_eq!(
        accepted.body.tope.unwrap().to_string(),
        "99999999999999.9999"
    );
    let sent = bank.received();
    assert_eq!(sent.method, "PUT");
    assert_eq!(sent.target, "/ensayo/nucleo/limites/diario/de/C000000001");
    assert_eq!(sent.body, r#"{"tope":"99999999999999.9999","firme":1}"#);
    assert_eq!(sent.sealed_at(SECRET), Some(NOON));
    for expected in ["rejected: 4002", "unknown: the answer has no response code"] {
        assert_eq!(
            failure::<FijarLimite>(client.fijar_limite(&request).await),
            expected
        );
    }

    let quiet = Bank::start([answer(200, "")]);
    let without = cobros::Client::builder(cobros::Environment::Plaza)
        .base_url(&quiet.url)
        .credentials(cobros::Credentials {
            sello: Some(SigningKey::new("no-path", SECRET).unwrap()),
            ..cobros::Credentials::default()
        })
        .build()
        .unwrap();
    let ended = failure::<FijarLimite>(without.fijar_limite(&request).await);
    assert!(ended.starts_with("not sent: "), "{ended}");
    assert!(quiet.is_quiet());
}
