//! What each operation sends, byte for byte, and that its signature is the one an independent implementation computes.

use crate::calls::{KEY, SECRET, TOKEN, cases, is_signed, with_code};
use crate::server::Bank;

#[tokio::test]
async fn every_operation_sends_its_documented_request() {
    for case in cases() {
        let bank = Bank::start(vec![with_code(case.success.0, "0000", case.success.1)]);
        (case.call)(&bank).await;
        let request = bank.received();
        let name = case.operation;
        assert_eq!(request.line, case.line, "{name}");
        assert_eq!(String::from_utf8_lossy(&request.body), case.sent, "{name}");
        if !case.sent.is_empty() {
            assert_eq!(
                request.header("content-type"),
                Some("application/json"),
                "{name}"
            );
        }
        assert_eq!(
            request.header("accept-encoding"),
            None,
            "{name}: nothing may be compressed"
        );
        if let Some(base) = case.signed {
            assert_eq!(request.header("api-key"), Some(KEY), "{name}");
            assert!(is_signed(&request, base, SECRET), "{name}: signature");
            assert!(
                !is_signed(&request, &format!("{base}/"), SECRET),
                "{name}: the check would let anything pass"
            );
            assert_eq!(request.header("authorization"), None, "{name}");
        } else {
            for header in ["api-key", "nonce", "api-signature"] {
                assert_eq!(request.header(header), None, "{name}: {header}");
            }
            let bearer = name
                .ends_with("_cliente")
                .then(|| format!("Bearer {TOKEN}"));
            assert_eq!(request.header("authorization"), bearer.as_deref(), "{name}");
        }
        assert_eq!(bank.further(), 0, "{name} was sent more than once");
    }
}

#[tokio::test]
async fn optional_headers_are_sent_only_if_given() {
    let bank = Bank::start(vec![with_code(201, "0000", "")]);
    let client = crate::calls::pagos(&bank);
    let first = crate::calls::pago();
    let mut second = crate::calls::pago();
    second.optional = banco_plaza::pagos::CrearPagoP2pOptional::default();
    client.crear_pago_p2p(&first).await.unwrap();
    client.crear_pago_p2p(&second).await.unwrap();
    assert_eq!(bank.received().header("ipCliente"), Some("192.0.2.10"));
    let second = bank.received();
    assert_eq!(second.header("ipCliente"), None);
    assert!(
        !String::from_utf8(second.body)
            .unwrap()
            .contains("tipoCuenta")
    );
}

#[tokio::test]
async fn nonces_rise_over_client_objects_with_one_key() {
    let bank = Bank::start(vec![with_code(201, "0000", "")]);
    let (one, other) = (crate::calls::pagos(&bank), crate::calls::pagos(&bank));
    let mut last = 0;
    for client in [&one, &other, &other, &one] {
        client.crear_pago_p2p(&crate::calls::pago()).await.unwrap();
        let nonce: u64 = bank.received().header("nonce").unwrap().parse().unwrap();
        assert!(nonce > last, "{nonce} after {last}");
        last = nonce;
    }
}

#[tokio::test]
async fn another_signing_base_can_be_signed_without_generating_again() {
    let bank = Bank::start(vec![with_code(404, "C004", "")]);
    let client = crate::calls::cuentas(&bank);
    let request = banco_plaza::cuentas::ConsultarCuentaPorTelefono {
        telefono: "00584120000017".parse().unwrap(),
        optional: banco_plaza::cuentas::ConsultarCuentaPorTelefonoOptional::default(),
    };
    let base = "/v0/cuentas/telefonos";
    let answer = client
        .consultar_cuenta_por_telefono(&request)
        .signing_base(base)
        .await;
    assert!(answer.is_err());
    assert!(is_signed(&bank.received(), base, SECRET));
}
