//! Charging a buyer: everything that a request can hold, two sorts of success, and refusals.

use crate::server::{Bank, KEY, SECRET, answer};
use crate::{NOON, charges, failure};
use banco_espejo::cobros;
use banco_espejo::cobros::crear_cobro::{
    CrearCobro, CrearCobroCode, CrearCobroOptional, CrearCobroPedido, CrearCobroPedidoLineas,
    CrearCobroResponse,
};
use banco_espejo::cobros::types::{Canal, ClaveSeguridad, Contacto, Importe, Moneda, Persona};
use banco_espejo::runtime::{Date, Error, Finality, OffsetDateTime, Outcome, SigningKey};

pub fn importe(text: &str) -> Importe {
    text.parse().unwrap()
}

fn buyer() -> Persona {
    Persona {
        nombre: "Persona de Ejemplo".parse().unwrap(),
        documento: Some("12345672".to_owned()),
        contactos: vec![Contacto {
            medio: "correo".to_owned(),
            valor: "persona@espejo.example".to_owned(),
            preferido: Some(true),
        }],
    }
}

pub fn charge() -> CrearCobro {
    CrearCobro {
        comercio: "C000000001".parse().unwrap(),
        pedido: CrearCobroPedido {
            referencia: "R-1".parse().unwrap(),
            fecha: Date::new(2026, 3, 7).unwrap(),
            lineas: vec![CrearCobroPedidoLineas {
                nombre_articulo: "Té \"negro\"".to_owned(),
                cantidad: "2".parse().unwrap(),
                precio: importe("5.25"),
                notas: vec!["frágil".to_owned(), String::new()],
            }],
            hora: Some("11:07:09".parse().unwrap()),
            vence: Some("2026-03-08T00:00:00.25-03:00".parse().unwrap()),
        },
        importe: importe("10.5"),
        moneda: Moneda::Pesos,
        pagador: buyer(),
        clave: ClaveSeguridad::new("abc123").unwrap(),
        reembolsable: false,
        optional: CrearCobroOptional {
            cuotas: Some("12".parse().unwrap()),
            aviso: Some(true),
            reparto: vec![vec![importe("5"), importe("5.5")], vec![]],
            ..CrearCobroOptional::default()
        },
    }
}

const SENT: &str = r#"{"pedido":{"referencia":"R-1","fecha":"07/03/2026","lineas":[{"articulo":"Té \"negro\"","cantidad":"2","precio":"5.2500","notas":["frágil",""]}],"hora":"110709","vence":"2026-03-08T00:00:00.250-03:00"},"importe":"10.5000","moneda":"UYU","pagador":{"nombre":"Persona de Ejemplo","documento":"12345672","contactos":[{"medio":"correo","valor":"persona@espejo.example","preferido":"S"}]},"clave":"abc123","reembolsable":"N","cuotas":12,"aviso":"true","reparto":[["5.0000","5.5000"],[]],"origen":"API"}"#;

#[tokio::test]
async fn everything_is_sent_as_the_manual_writes_it() {
    let done = r#"{"resultado":{"numero":1000,"texto":"Listo","aviso":"Sin aviso","momento":"07/03/2026 14:07:09","detalle":{"numero":7,"clase":"A"}},"cobro":"K-17","autorizacion":{"codigo":4711,"instante":"2026-03-07T14:07:09.250-03:00","tasa":-0.125}}"#;
    let bank = Bank::start([answer(201, done).with("x-restantes", "59")]);
    let client = charges(&bank, KEY);
    let accepted = client.crear_cobro(&charge()).await.unwrap();

    let sent = bank.received();
    assert_eq!(sent.method, "POST");
    assert_eq!(
        sent.target,
        "/ensayo/nucleo/comercios/C000000001/cobros?edicion=3"
    );
    assert_eq!(sent.sealed_at(SECRET), Some(NOON));
    assert_eq!(sent.sealed_at("another secret"), None);
    let headers = [
        ("X-Llave", "Llave comercio-de-prueba"),
        ("X-Momento", "t=1772892429"),
        // From the profile.
        ("X-Canal", "02"),
        ("X-Sucursal", "0007"),
        // Made for the call: the bank's clock is three hours behind.
        ("X-Hora-Local", "07/03/2026 11:07"),
        ("X-Peticion", "000102030405060708090a0b0c0d0e0f"),
        ("X-Version", "3.1"),
        ("Accept", "application/json"),
        ("Content-Type", "application/json"),
    ];
    for (name, value) in headers {
        assert_eq!(sent.header(name), Some(value), "{name}");
    }
    assert_eq!(sent.body, SENT);

    assert_eq!(accepted.finality, Finality::SettlementPending);
    assert_eq!(accepted.meta.code.as_deref(), Some("1000"));
    assert_eq!(accepted.meta.client_description.as_deref(), Some("Listo"));
    assert_eq!(
        accepted.meta.system_description.as_deref(),
        Some("Sin aviso")
    );
    assert_eq!(accepted.meta.detail_code.as_deref(), Some("7"));
    assert_eq!(accepted.meta.detail_type.as_deref(), Some("A"));
    let stamp = accepted.meta.timestamp.as_ref().unwrap();
    assert_eq!(stamp.to_string(), "2026-03-07 14:07:09");
    let CrearCobroResponse::Created(created) = accepted.body else {
        panic!("another success");
    };
    assert_eq!(created.cobro, "K-17");
    assert_eq!(created.x_restantes.unwrap().exact(), Some(59));
    let granted = created.autorizacion.unwrap();
    assert_eq!(granted.codigo.as_deref(), Some("4711"));
    let instant: OffsetDateTime = granted.instante.unwrap();
    assert_eq!(instant.minutes_east(), Some(-180));
    assert_eq!(
        instant.since_epoch().unwrap().as_millis(),
        1_772_903_229_250
    );
    assert_eq!(granted.tasa.unwrap().to_string(), "-0.125");
    assert_eq!(accepted.notes, []);
}

#[tokio::test]
async fn each_success_status_has_its_own_answer() {
    let bank = Bank::start([answer(
        202,
        r#"{"resultado":{"numero":"1002"},"turno":8,"revisar":"08/03/2026"}"#,
    )]);
    let accepted = charges(&bank, "each-success").crear_cobro(&charge()).await;
    let accepted = accepted.unwrap();
    assert_eq!(accepted.meta.status, 202);
    let CrearCobroResponse::Accepted(queued) = accepted.body else {
        panic!("another success");
    };
    assert_eq!(queued.turno.unwrap().exact(), Some(8));
    assert_eq!(queued.revisar.unwrap().ymd(), Some((2026, 3, 8)));
}

#[tokio::test]
async fn a_code_tells_which_success_it_is_where_the_status_does_not() {
    let queued = r#"{"resultado":{"numero":1002},"turno":9}"#;
    let bank = Bank::start([answer(203, queued)]);
    let client = charges(&bank, "code-tells-which");
    let accepted = client.crear_cobro(&charge()).await.unwrap();
    let CrearCobroResponse::Accepted(queued) = accepted.body else {
        panic!("another success");
    };
    assert_eq!(queued.turno.unwrap().exact(), Some(9));
}

#[tokio::test]
async fn a_code_decides_and_what_no_table_tells_is_unknown() {
    let with =
        |status, code: &str| answer(status, &format!(r#"{{"resultado":{{"numero":{code}}}}}"#));
    let cases = [
        (with(422, "2001"), "rejected: 2001"),
        (with(401, "\"2003\""), "rejected: 2003"),
        (
            with(500, "2001"),
            "unknown: code and status contradict each other",
        ),
        // Queued or done: which of the two, nobody can tell from these.
        (
            with(202, "1000"),
            "unknown: code and status contradict each other",
        ),
        (
            with(201, "1002"),
            "unknown: code and status contradict each other",
        ),
        (with(504, "9001"), "unknown: the code leaves it open"),
        (with(200, "9002"), "unknown: the code leaves it open"),
        (with(422, "7777"), "unknown: the code leaves it open"),
        (
            with(201, "1000"),
            "unknown: the answer cannot be read: cobro is missing",
        ),
        (
            with(201, "true"),
            "unknown: the answer has no response code",
        ),
        (
            with(201, "1000").with("X-Resultado", "1002"),
            "unknown: the answer has contradictory codes",
        ),
        (
            answer(201, "{}"),
            "unknown: the answer has no response code",
        ),
        (answer(422, "{}"), "unknown: gateway"),
        (answer(502, "<html>"), "unknown: gateway"),
        (
            answer(302, "").with("location", "/otra"),
            "unknown: a redirect to an unnamed host",
        ),
    ];
    for (number, (answer, expected)) in cases.into_iter().enumerate() {
        let bank = Bank::start([answer]);
        let client = charges(&bank, &format!("code-decides-{number}"));
        let ended = failure::<CrearCobro>(client.crear_cobro(&charge()).await);
        assert!(ended.starts_with(expected), "{ended} instead of {expected}");
        assert_eq!(bank.received().body, SENT);
    }
}

#[tokio::test]
async fn a_refusal_is_typed_and_an_unknown_outcome_tells_what_to_look_for() {
    let bank = Bank::start([
        answer(422, r#"{"resultado":{"numero":2002,"texto":"No es esa"}}"#),
        answer(504, r#"{"resultado":{"numero":9001}}"#),
    ]);
    let client = charges(&bank, "typed-refusal");
    let Err(Error::Rejected(rejected)) = client.crear_cobro(&charge()).await else {
        panic!("not rejected");
    };
    assert_eq!(rejected.code, Some(CrearCobroCode::ClaveMala));
    let row = rejected.meta.row.unwrap();
    assert_eq!(row.description, "CLAVE EQUIVOCADA");
    assert_eq!(row.outcome, Outcome::Rejected);

    let Err(Error::Unknown(unknown)) = client.crear_cobro(&charge()).await else {
        panic!("not unknown");
    };
    assert_eq!(unknown.sent.idempotency.as_deref(), Some("R-1"));
    // Two calls of one second: the nonce runs ahead of the clock.
    assert_eq!(unknown.sent.nonce, Some(NOON + 1));
    assert_eq!(bank.received().sealed_at(SECRET), Some(NOON));
    assert_eq!(bank.received().sealed_at(SECRET), Some(NOON + 1));
    let shown = format!("{unknown}");
    assert!(shown.contains("pedido.referencia R-1"), "{shown}");
}

#[test]
fn nothing_secret_or_personal_is_shown() {
    let shown = format!("{:?}", charge());
    for hidden in ["abc123", "Persona de Ejemplo", "12345672", "persona@"] {
        assert!(!shown.contains(hidden), "{hidden} in {shown}");
    }
    for open in ["C000000001", "R-1", "07/03/2026", "moneda: \"UYU\""] {
        assert!(shown.contains(open), "{open} not in {shown}");
    }
}

#[tokio::test]
async fn what_a_call_gives_wins_over_what_the_client_supplies() {
    let bank = Bank::start([answer(504, r#"{"resultado":{"numero":9001}}"#)]);
    let client = charges(&bank, "given-by-the-call");
    let mut request = charge();
    request.optional.x_canal = Some(Canal::new("77").unwrap());
    request.optional.x_hora_local = Some("2026-01-31 00:00:00".parse().unwrap());
    request.optional.x_peticion = Some("ffeeddccbbaa99887766554433221100".parse().unwrap());
    request.optional.x_sucursal = Some("0001".parse().unwrap());
    let Err(Error::Unknown(unknown)) = client.crear_cobro(&request).await else {
        panic!("not unknown");
    };
    let sent = bank.received();
    assert_eq!(sent.header("X-Canal"), Some("77"));
    assert_eq!(sent.header("X-Hora-Local"), Some("31/01/2026 00:00"));
    assert_eq!(sent.header("X-Sucursal"), Some("0001"));
    let id = "ffeeddccbbaa99887766554433221100";
    assert_eq!(sent.header("X-Peticion"), Some(id));
    assert!(format!("{:?}", unknown.sent).contains(id));
}

#[tokio::test]
async fn a_text_of_doubt_makes_a_refusal_of_a_change_uncertain() {
    let doubtful = r#"{"resultado":{"numero":2001,"aviso":"aviso 7: núcleo caído"}}"#;
    let certain = r#"{"resultado":{"numero":2001,"aviso":"el núcleo dice que no"}}"#;
    let plain = doubtful.replace("núcleo caído", "NUCLEO CAIDO");
    let bank = Bank::start([
        answer(422, doubtful),
        answer(422, &plain),
        answer(422, certain),
    ]);
    let client = charges(&bank, "doubt");
    for _ in 0..2 {
        let ended = failure::<CrearCobro>(client.crear_cobro(&charge()).await);
        assert!(ended.starts_with("unknown: "), "{ended}");
    }
    let ended = failure::<CrearCobro>(client.crear_cobro(&charge()).await);
    assert_eq!(ended, "rejected: 2001");
}

#[tokio::test]
async fn a_required_header_that_nobody_gives_is_missed_before_anything_is_sent() {
    let bank = Bank::start([answer(500, "")]);
    let client = cobros::Client::builder(cobros::Environment::Ensayo)
        .base_url(&bank.url)
        .credentials(cobros::Credentials {
            sello: Some(SigningKey::new("no-profile", SECRET).unwrap()),
            ..cobros::Credentials::default()
        })
        .build()
        .unwrap();
    let ended = failure::<CrearCobro>(client.crear_cobro(&charge()).await);
    assert!(ended.starts_with("not sent: "), "{ended}");
    assert!(ended.contains("X-Canal"), "{ended}");
    assert!(bank.is_quiet());
}

#[tokio::test]
async fn what_breaks_a_rule_is_never_sent() {
    assert!("0.00001".parse::<Importe>().is_err());
    assert!("100000000000000".parse::<Importe>().is_err());
    assert!("0".parse::<Importe>().is_err());
    assert!("EUR".parse::<Moneda>().is_err());
    assert!("77".parse::<Canal>().is_ok());
    let bank = Bank::start([answer(500, "")]);
    let client = charges(&bank, "breaks-a-rule");
    let mut broken = charge();
    broken.moneda = Moneda::Other("EUR".into());
    let ended = failure::<CrearCobro>(client.crear_cobro(&broken).await);
    assert_eq!(ended, "not sent: moneda must be one of the listed values");
    let mut broken = charge();
    broken.pedido.referencia = "".parse().unwrap();
    let ended = failure::<CrearCobro>(client.crear_cobro(&broken).await);
    assert_eq!(ended, "not sent: pedido.referencia must not be empty");
    assert!(bank.is_quiet());
}
