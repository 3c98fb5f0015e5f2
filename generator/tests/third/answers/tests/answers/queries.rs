//! Reading: keys in the query, headers alone, lists and lists of lists as bodies, values with two places, no authentication.

use crate::charges::importe;
use crate::server::{Bank, SECRET, answer};
use crate::{NOON, charges, failure};
use banco_espejo::cobros::buscar_cobros::{BuscarCobros, BuscarCobrosOptional};
use banco_espejo::cobros::comprobar_cobro::{ComprobarCobro, ComprobarCobroCode};
use banco_espejo::cobros::leer_cobro::LeerCobro;
use banco_espejo::cobros::leer_estado::LeerEstado;
use banco_espejo::cobros::leer_feriados::LeerFeriados;
use banco_espejo::cobros::leer_por_referencia::LeerPorReferencia;
use banco_espejo::cobros::leer_tasas::LeerTasas;
use banco_espejo::cobros::types::{Canal, Moneda};
use banco_espejo::cobros::{self};
use banco_espejo::runtime::{Date, Error};

fn search() -> BuscarCobros {
    BuscarCobros {
        desde: Date::new(2026, 3, 1).unwrap(),
        optional: BuscarCobrosOptional {
            hasta: Some(Date::new(2026, 3, 31).unwrap()),
            moneda: Some(Moneda::Dolares),
            minimo: Some(importe("1")),
            maximo_filas: Some("500".parse().unwrap()),
            abiertos: Some(true),
            canal: Some(Canal::new("á&=").unwrap()),
        },
    }
}

#[tokio::test]
async fn keys_travel_in_the_query_and_are_shown_nowhere() {
    let rows = r#"[{"numero":"K-1","importe":"10.5000","moneda":"UYU","hora":"140709","abierto":"S"},{"numero":2,"importe":3,"moneda":"XAU","hora":"25:00","abierto":"N","nuevo":[]}]"#;
    let bank = Bank::start([answer(200, rows), answer(206, "[]")]);
    let client = charges(&bank, "unused");
    let found = client.buscar_cobros(&search()).await.unwrap();
    let sent = bank.received();
    assert_eq!(sent.method, "GET");
    assert_eq!(
        sent.target,
        "/ensayo/nucleo/cobros?desde=01%2F03%2F2026&hasta=31%2F03%2F2026&moneda=USD&minimo=1.0000&maximo_filas=500&abiertos=S&canal=%C3%A1%26%3D&formato=lista&clave_comercio=comercio%20%26%20c%C3%ADa&clave_firma=firma-reservada"
    );
    assert_eq!(sent.header("Authorization"), None);
    assert_eq!(sent.header("X-Momento"), None);
    let items = found.body.items;
    assert_eq!(items.len(), 2);
    assert_eq!(items[0].hora.as_ref().unwrap().hms(), Some((14, 7, 9)));
    assert_eq!(items[0].abierto, Some(true));
    assert_eq!(items[0].moneda, Some(Moneda::Pesos));
    // What the bank sends against its own manual is kept, not lost.
    assert_eq!(items[1].numero.as_deref(), Some("2"));
    assert_eq!(items[1].importe.as_ref().unwrap().to_string(), "3");
    assert_eq!(items[1].moneda, Some(Moneda::Other("XAU".into())));
    assert_eq!(items[1].hora.as_ref().unwrap().text(), Some("25:00"));
    assert_eq!(items[1].abierto, Some(false));

    let none = client.buscar_cobros(&search()).await.unwrap();
    assert_eq!(none.meta.status, 206);
    assert!(none.body.items.is_empty());

    // Nobody listens any more: the address of the request is in no error.
    drop(bank);
    let Err(error) = client.buscar_cobros(&search()).await else {
        panic!("accepted");
    };
    let shown = format!("{error} {error:?} {client:?}");
    for secret in ["firma-reservada", "c%C3%ADa", "cía"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn a_list_is_neither_an_object_nor_nothing() {
    let cases = [
        (answer(200, ""), "unknown: the body is empty"),
        (answer(200, "{\"cobros\":[]}"), "unknown: "),
        (answer(200, "<html>"), "unknown: gateway"),
        (answer(400, "[]"), "rejected: none"),
        (answer(503, ""), "unknown: gateway"),
    ];
    for (answer, expected) in cases {
        let bank = Bank::start([answer]);
        let client = charges(&bank, "unused");
        let ended = failure::<BuscarCobros>(client.buscar_cobros(&search()).await);
        assert!(ended.starts_with(expected), "{ended} instead of {expected}");
    }
}

#[tokio::test]
async fn two_paths_of_one_shape_go_their_own_ways() {
    let body =
        r#"{"resultado":{"numero":3001},"cobro":"K-17","importe":"10.5","fecha":"07/03/2026"}"#;
    let bare = r#"{"resultado":{"numero":3001},"cobro":"K-17"}"#;
    let bank = Bank::start([
        answer(200, body).with("X-Fecha", "01/01/2001"),
        answer(200, bare).with("X-Fecha", "08/03/2026"),
        answer(404, r#"{"resultado":{"numero":3002}}"#),
        answer(200, r#"{"resultado":{"numero":8}}"#),
    ]);
    let client = charges(&bank, "two-paths");
    let one = LeerCobro {
        cobro: "K-17".parse().unwrap(),
    };
    let other = LeerPorReferencia {
        referencia: "R.1~".parse().unwrap(),
    };
    let read = client.leer_cobro(&one).await.unwrap().body;
    assert_eq!(read.importe.unwrap().to_string(), "10.5");
    assert_eq!(read.fecha.unwrap().ymd(), Some((2026, 3, 7)));
    let sent = bank.received();
    assert_eq!(sent.target, "/ensayo/nucleo/cobros/K-17");
    assert_eq!(sent.sealed_at(SECRET), Some(NOON));
    assert_eq!(sent.body, "");

    let read = client.leer_por_referencia(&other).await.unwrap().body;
    assert_eq!(read.fecha.unwrap().ymd(), Some((2026, 3, 8)));
    let sent = bank.received();
    assert_eq!(
        sent.target,
        "/ensayo/nucleo/cobros/R.1~?clave_comercio=comercio%20%26%20c%C3%ADa&clave_firma=firma-reservada"
    );
    assert_eq!(sent.header("X-Llave"), None);
    for expected in ["rejected: 3002", "unknown: the code leaves it open"] {
        assert_eq!(
            failure::<LeerPorReferencia>(client.leer_por_referencia(&other).await),
            expected
        );
    }
}

#[tokio::test]
async fn headers_alone_answer_a_head() {
    let request = ComprobarCobro {
        cobro: "K-17".to_owned(),
    };
    let bank = Bank::start([
        answer(200, "")
            .with("X-Resultado", "3001")
            .with("X-Restantes", "58"),
        answer(404, "").with("X-Resultado", "3002"),
        answer(200, ""),
        answer(404, ""),
    ]);
    let client = charges(&bank, "headers-alone");
    let found = client.comprobar_cobro(&request).await.unwrap();
    assert_eq!(found.body.x_restantes.unwrap().exact(), Some(58));
    let sent = bank.received();
    assert_eq!(sent.method, "HEAD");
    assert_eq!(sent.target, "/ensayo/nucleo/cobros/K-17");
    assert_eq!(sent.header("Authorization"), None);
    assert_eq!(
        sent.shortly_sealed_at("/cobros"),
        Some(NOON * 1_000_000 + 987_000)
    );
    assert_eq!(sent.shortly_sealed_at("/cobro"), None);
    let Err(Error::Rejected(rejected)) = client.comprobar_cobro(&request).await else {
        panic!("not rejected");
    };
    assert_eq!(rejected.code, Some(ComprobarCobroCode::CobroDesconocido));
    for expected in ["unknown: the answer has no response code", "rejected: none"] {
        assert_eq!(
            failure::<ComprobarCobro>(client.comprobar_cobro(&request).await),
            expected
        );
    }
}

#[tokio::test]
async fn rates_come_in_rows_and_need_no_key() {
    let bank = Bank::start([
        answer(200, "[[0.1,-2],[],[\"3.50\"]]"),
        answer(200, "[1,2]"),
        answer(429, ""),
    ]);
    let client = cobros::Client::builder(cobros::Environment::Plaza)
        .base_url(&bank.url)
        .build()
        .unwrap();
    let rows = client.leer_tasas(&LeerTasas {}).await.unwrap().body.items;
    let shown: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(shown, [vec!["0.1", "-2"], vec![], vec!["3.50"]]);
    let sent = bank.received();
    assert_eq!(sent.target, "/tasas");
    assert_eq!(sent.header("Authorization"), None);
    let flat = failure::<LeerTasas>(client.leer_tasas(&LeerTasas {}).await);
    assert!(
        flat.starts_with("unknown: the answer cannot be read: "),
        "{flat}"
    );
    let busy = failure::<LeerTasas>(client.leer_tasas(&LeerTasas {}).await);
    assert_eq!(busy, "rejected: none");
}

#[tokio::test]
async fn days_in_a_list_are_read_in_the_banks_format() {
    let bank = Bank::start([
        answer(200, r#"["06/01/2027","25/08/2027","pronto"]"#),
        answer(200, "{}"),
        answer(400, ""),
    ]);
    let client = charges(&bank, "unused");
    let request = LeerFeriados {
        desde: Date::new(2027, 1, 2).unwrap(),
    };
    let days = client.leer_feriados(&request).await.unwrap().body.items;
    assert_eq!(bank.received().target, "/ensayo/nucleo/feriados/02012027");
    // The sixth of January, not the first of June.
    assert_eq!(days[0].ymd(), Some((2027, 1, 6)));
    assert_eq!(days[1].ymd(), Some((2027, 8, 25)));
    assert_eq!(days[2].text(), Some("pronto"));
    let wrong = failure::<LeerFeriados>(client.leer_feriados(&request).await);
    assert!(
        wrong.starts_with("unknown: the answer cannot be read: "),
        "{wrong}"
    );
    let refused = failure::<LeerFeriados>(client.leer_feriados(&request).await);
    assert_eq!(refused, "rejected: none");
}

#[tokio::test]
async fn the_state_is_told_in_the_banks_words() {
    let bank = Bank::start([
        answer(
            200,
            r#"{"vivo":"S","cuadro":[[1,2],[3]],"desde":"07/03/2026 00:01"}"#,
        ),
        answer(200, r#"{"vivo":"quizás"}"#),
        answer(200, r#"{"cuadro":[]}"#),
        answer(500, r#"{"vivo":"N"}"#),
    ]);
    let client = charges(&bank, "unused");
    let state = client.leer_estado(&LeerEstado {}).await.unwrap().body;
    assert!(state.vivo);
    assert_eq!(state.cuadro[1][0].exact(), Some(3));
    assert_eq!(state.desde.unwrap().to_string(), "2026-03-07 00:01:00");
    for expected in [
        "unknown: the answer cannot be read: vivo ",
        "unknown: the answer cannot be read: vivo ",
        "unknown: gateway",
    ] {
        let ended = failure::<LeerEstado>(client.leer_estado(&LeerEstado {}).await);
        assert!(ended.starts_with(expected), "{ended}");
    }
}
