//! The shape of generated code compiles and works without a socket.

use crate::mini::pagos::client::Credentials;
use crate::mini::pagos::crear_pago::{CrearPago, CrearPagoCode, CrearPagoOptional, Cuenta};
use bank_client_runtime as rt;
use bytes::Bytes;

fn pago() -> CrearPago {
    CrearPago {
        banco: "0138".parse().unwrap(),
        telefono: "04140000000".parse().unwrap(),
        monto: "10.5".parse().unwrap(),
        id_externo: "A-1".into(),
        optional: CrearPagoOptional::default(),
    }
}

fn credentials() -> rt::CredentialSet {
    let key = rt::SigningKey::new(
        "0123456789abcdef0123456789abcdef",
        "fedcba9876543210fedcba9876543210",
    );
    Credentials::from(key.unwrap()).into()
}

#[test]
fn a_payment_becomes_the_very_bytes_that_are_signed() {
    let mut pago = pago();
    pago.optional.motivo = Some("Año \"nuevo\" 😀".parse().unwrap());
    pago.optional.canal = Some(crate::mini::types::Canal::Pos);
    pago.optional.fecha = Some(rt::Date::new(2026, 3, 9).unwrap());
    pago.optional.cuenta = Some(Cuenta {
        numero: "01380000000000000001".into(),
        saldo: Some("90071992547409.93".parse().unwrap()),
    });
    pago.optional.ip_cliente = Some("127.0.0.1".into());
    let base = rt::BaseUrl::new("https://prueba.example:8585/").unwrap();
    let set = credentials();
    let request = rt::prepare(
        &pago,
        &rt::Prepare::new(&base, &set).nonce(1_700_000_000_000),
    )
    .unwrap();
    assert_eq!(
        std::str::from_utf8(request.body()).unwrap(),
        "{\"banco\":\"0138\",\"telefono\":\"04140000000\",\"monto\":10.50,\"id-externo\":\"A-1\",\
         \"motivo\":\"Año \\\"nuevo\\\" 😀\",\"canal\":\"20\",\"fecha\":\"20260309\",\
         \"cuenta\":{\"numero\":\"01380000000000000001\",\"saldo\":\"90071992547409.93\"}}"
    );
    assert_eq!(request.uri(), "https://prueba.example:8585/v1/pagos/p2p");
    assert_eq!(request.headers()["nonce"], "1700000000000");
    assert_eq!(request.headers()["ipcliente"], "127.0.0.1");
    assert_eq!(request.headers()["content-type"], "application/json");
}

#[test]
fn accepted_rejected_and_unknown_are_told_apart() {
    let answer = |status: u16, code: &str| {
        let response = http::Response::builder()
            .status(status)
            .header("codigoRespuesta", code)
            .body(Bytes::from_static(b"{\"numeroReferencia\":\"000123\"}"));
        rt::read::<CrearPago>(response.unwrap())
    };
    let accepted = answer(201, "0000").unwrap();
    assert_eq!(accepted.body.numero_referencia.as_deref(), Some("000123"));
    assert_eq!(accepted.finality, rt::Finality::Final);
    match answer(409, "E001") {
        Err(rt::Error::Rejected(rejected)) => {
            assert_eq!(rejected.code, Some(CrearPagoCode::CuentaInvalida));
        }
        other => panic!("{other:?}"),
    }
    match answer(500, "0084") {
        Err(rt::Error::Unknown(unknown)) => assert_eq!(unknown.code, Some(CrearPagoCode::TimeOut)),
        other => panic!("{other:?}"),
    }
}
