//! Reading is lenient where that is harmless, and says what it could not read where it is not.

use crate::mini::pagos::consultar_cliente::ConsultarCliente;
use crate::mini::pagos::consultar_pago::{ConsultarPago, ConsultarPagoResponse};
use crate::mini::pagos::crear_pago::CrearPago;
use crate::mini::pagos::listar_bancos::{ListarBancos, ListarBancosResponse};
use crate::scripted::response;
use bank_client_runtime as rt;
use bytes::Bytes;

const OK: (&str, &str) = ("codigoRespuesta", "0000");

fn pago(body: &str) -> rt::Answered<ConsultarPago> {
    rt::read::<ConsultarPago>(response(200, &[OK], body))
}

#[test]
fn numbers_and_texts_stand_for_each_other() {
    let read = |body: &str| pago(body).unwrap().body;
    let expected = ConsultarPagoResponse {
        monto: "500.00".parse().unwrap(),
        fecha: Some(rt::Date::new(2026, 3, 9).unwrap()),
        cantidad: Some(4),
    };
    assert_eq!(
        read("{\"monto\":\"500.00\",\"fecha\":\"20260309\",\"cantidad\":\"4\"}"),
        expected
    );
    assert_eq!(
        read("{\"monto\":500.00,\"fecha\":20260309,\"cantidad\":4}"),
        expected
    );
    assert_eq!(
        read("{\"monto\":500.00,\"fecha\":\"09/03/2026\",\"cantidad\":4.0,\"otro\":[{}]}"),
        expected
    );
    // Aliases lead into nested objects; null and empty text are nothing.
    let read = read(
        "\u{feff} {\"monto\":null,\"amt\":{\"value\":\"1\"},\"fecha\":\"\",\"cantidad\":null} ",
    );
    assert_eq!(
        (read.monto.to_string().as_str(), read.fecha, read.cantidad),
        ("1", None, None)
    );
}

#[test]
fn an_unreadable_date_keeps_its_text_and_fails_nothing() {
    let read = pago("{\"monto\":1,\"fecha\":\"ayer\"}").unwrap();
    assert_eq!(read.body.fecha.unwrap().text(), Some("ayer"));
    let headers = [OK, ("fechaHora", "mañana temprano")];
    let read = rt::read::<ConsultarPago>(response(200, &headers, "{\"monto\":1}")).unwrap();
    assert_eq!(read.meta.timestamp.unwrap().text(), Some("mañana temprano"));
}

#[test]
fn an_unreadable_optional_number_is_noted_and_a_missing_required_field_is_named() {
    let read = pago("{\"monto\":1,\"cantidad\":\"cuatro\"}").unwrap();
    assert_eq!(read.body.cantidad, None);
    assert_eq!(
        read.notes[0].to_string(),
        "cantidad must be a whole number of 64 bits"
    );
    let error = pago("{\"cantidad\":4}").unwrap_err();
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.consultar_pago has no usable answer: the answer cannot be read: monto is missing, \
         status 200, code 0000, EXITOSA"
    );
    assert!(
        pago("{\"monto\":{}}")
            .unwrap_err()
            .to_string()
            .contains("monto must be a decimal")
    );
}

#[test]
fn a_list_is_read_from_a_header_that_holds_json_or_from_the_body() {
    let read = |headers: &[(&str, &str)], body: &str| {
        rt::read::<ListarBancos>(response(200, headers, body))
            .unwrap()
            .body
    };
    let expected = || ListarBancosResponse {
        bancos: vec!["0102".into(), "0138".into()],
        cantidad: Some(2.into()),
    };
    assert_eq!(
        read(
            &[
                OK,
                ("bancos", "[\"0102\",\"0138\"]"),
                ("cantidadBancos", "2")
            ],
            ""
        ),
        expected()
    );
    assert_eq!(
        read(
            &[OK],
            "{\"bancos\":[\"0102\",\"0138\"],\"cantidadBancos\":\"2\"}"
        ),
        expected()
    );
    let none = read(&[OK], "{\"bancos\":null}");
    assert_eq!((none.bancos.len(), none.cantidad), (0, None));
}

#[test]
fn header_text_is_utf_8_or_windows_1252() {
    let read = |description: &[u8]| {
        let mut response = response(200, &[OK], "{\"monto\":1}");
        let value = http::HeaderValue::from_bytes(description).unwrap();
        response.headers_mut().insert("descripcionSistema", value);
        let meta = rt::read::<ConsultarPago>(response).unwrap().meta;
        assert_eq!(meta.headers["descripcionSistema"].as_bytes(), description);
        meta.system_description.unwrap().into_string()
    };
    assert_eq!(
        read("TRANSACCIÓN EXITOSA".as_bytes()),
        "TRANSACCIÓN EXITOSA"
    );
    assert_eq!(read(b"TRANSACCI\xd3N EXITOSA"), "TRANSACCIÓN EXITOSA");
    assert_eq!(read(b"\x93precio\x94 5\x80"), "“precio” 5€");
    assert_eq!(read(b"mixed \xc3\xb3 \xf3"), "mixed Ã³ ó");
}

#[test]
fn a_body_of_another_encoding_is_read_all_the_same() {
    let mut response = response(200, &[], "");
    *response.body_mut() = Bytes::from_static(b"{\"nombre\":\"Pe\xf1a\",\"activo\":\"S\"}");
    let read = rt::read::<ConsultarCliente>(response).unwrap().body;
    assert_eq!(
        (read.nombre.as_str(), read.activo),
        ("Peña", Some(rt::Flag::True))
    );
}

#[test]
fn flags_keep_what_is_neither_yes_nor_no() {
    let read = |activo: &str| {
        let body = format!("{{\"nombre\":\"x\",\"activo\":{activo}}}");
        rt::read::<ConsultarCliente>(response(200, &[], &body))
            .unwrap()
            .body
            .activo
    };
    for yes in [
        "true", "\"true\"", "\"SI\"", "\"sí\"", "\"Y\"", "1", "\"1\"",
    ] {
        assert_eq!(read(yes), Some(rt::Flag::True), "{yes}");
    }
    for no in ["false", "\"FALSE\"", "\"N\"", "\"no\"", "0"] {
        assert_eq!(read(no), Some(rt::Flag::False), "{no}");
    }
    assert_eq!(read("\"quizás\""), Some(rt::Flag::Other("quizás".into())));
    assert_eq!(read("\"\""), None);
}

#[test]
fn references_and_codes_keep_their_zeros() {
    for reference in ["\"000123\"", "000123"] {
        let body = format!("{{\"numeroReferencia\":{reference}}}");
        let read = rt::read::<CrearPago>(response(201, &[OK], &body)).unwrap();
        assert_eq!(read.body.numero_referencia.as_deref(), Some("000123"));
    }
}

#[test]
fn an_accepted_payment_with_an_unusable_body_is_accepted_without_reference() {
    for body in [
        "",
        "[]",
        "null",
        "{}",
        "7",
        "<html>",
        "{\"numeroReferencia\":\"1",
        "{\"numeroReferencia\":{}}",
    ] {
        let read = rt::read::<CrearPago>(response(201, &[OK], body)).unwrap();
        assert_eq!(read.body.numero_referencia, None, "{body}");
    }
    let read = rt::read::<CrearPago>(response(201, &[OK], "<html>")).unwrap();
    assert_eq!(read.notes[0].to_string(), "body must be JSON");
}

#[test]
fn bytes_after_a_head_without_body_are_ignored() {
    // The required amount is missing, so a body would make this unreadable; 204 has none, whatever follows.
    let error = rt::read::<ConsultarPago>(response(204, &[OK], "{\"monto\":1}")).unwrap_err();
    assert!(error.to_string().contains("monto is missing"), "{error}");
}

#[test]
fn documents_deeper_than_the_limit_are_no_json() {
    let nested = |depth: usize| {
        format!(
            "{{\"monto\":1,\"x\":{}{}}}",
            "[".repeat(depth),
            "]".repeat(depth)
        )
    };
    assert!(pago(&nested(63)).is_ok());
    assert!(pago(&nested(64)).is_err());
    assert!(pago(&nested(100_000)).is_err());
}

#[test]
fn escapes_and_broken_surrogates_are_read() {
    let nombre = |text: &str| {
        let body = format!("{{\"nombre\":\"{text}\"}}");
        rt::read::<ConsultarCliente>(response(200, &[], &body)).map(|read| read.body.nombre)
    };
    assert_eq!(
        nombre(r#"a\"\\\/\b\f\n\r\tz"#).unwrap(),
        "a\"\\/\u{8}\u{c}\n\r\tz"
    );
    assert_eq!(nombre(r"\u00f1\ud83d\ude00").unwrap(), "ñ😀");
    assert_eq!(
        nombre(r"\ud83dx\ude00\ud83d\u0041").unwrap(),
        "\u{fffd}x\u{fffd}\u{fffd}A"
    );
    for broken in [r"\x", r"\u12", r"\u+123", r"\uñabc", "\\"] {
        assert!(nombre(broken).is_err(), "{broken}");
    }
}
