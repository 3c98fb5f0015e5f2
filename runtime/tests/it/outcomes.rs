//! Every combination of code, place and status gets a class, and money is never called refused without proof.

use crate::mini::pagos::consultar_cliente::ConsultarCliente;
use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::mini::pagos::crear_pago::{CrearPago, CrearPagoCode};
use crate::mini::pagos::validar_cliente::ValidarCliente;
use crate::scripted::response;
use bank_client_runtime as rt;

/// The class of an answer, in one word.
fn class<R: rt::Request>(
    answer: Result<rt::Accepted<R::Response>, rt::Error<R::Code>>,
) -> &'static str
where
    R::Code: std::fmt::Debug,
{
    match answer {
        Ok(_) => "accepted",
        Err(rt::Error::NotSent(error)) => panic!("{error}"),
        Err(rt::Error::Rejected(rejected)) if rejected.gateway.is_some() => "gateway",
        Err(rt::Error::Rejected(_)) => "rejected",
        Err(rt::Error::Unknown(unknown)) => match unknown.reason {
            rt::UnknownReason::Code => "unknown code",
            rt::UnknownReason::NoCode => "no code",
            rt::UnknownReason::Inconsistent(rt::Inconsistency::Codes) => "codes",
            rt::UnknownReason::Inconsistent(rt::Inconsistency::Status) => "status",
            rt::UnknownReason::Unreadable(_) => "unreadable",
            rt::UnknownReason::EmptyBody => "empty",
            rt::UnknownReason::Body(_) => "body",
            rt::UnknownReason::Gateway(_) => "page",
            rt::UnknownReason::Redirected { .. } => "redirect",
            other => panic!("{other}"),
        },
    }
}

fn money(status: u16, headers: &[(&str, &str)], body: &str) -> &'static str {
    class::<CrearPago>(rt::read::<CrearPago>(response(status, headers, body)))
}

fn lectura(status: u16, headers: &[(&str, &str)], body: &str) -> &'static str {
    class::<ConsultarPago>(rt::read::<ConsultarPago>(response(status, headers, body)))
}

#[test]
fn the_code_decides_a_payment_if_its_status_agrees() {
    let code = |status: u16, code: &str| money(status, &[("codigoRespuesta", code)], "");
    assert_eq!(code(201, "0000"), "accepted");
    assert_eq!(code(200, "0000"), "accepted");
    assert_eq!(code(500, "0000"), "status");
    assert_eq!(code(409, "0000"), "status");
    assert_eq!(code(409, "E001"), "rejected");
    // A 5xx status may belong to a certain refusal.
    assert_eq!(code(500, "E010"), "rejected");
    assert_eq!(code(500, "E001"), "status");
    assert_eq!(code(200, "E001"), "status");
    assert_eq!(code(500, "0084"), "unknown code");
    assert_eq!(code(200, "0084"), "unknown code");
    for unlisted in ["9999", "E0010", "e001", "0", "00", "X", "0000 0000", "é"] {
        for status in [200, 201, 400, 409, 500] {
            assert_eq!(
                code(status, unlisted),
                "unknown code",
                "{status} {unlisted}"
            );
        }
    }
}

#[test]
fn header_and_body_of_a_payment_must_agree() {
    let both = |header: &'static [(&str, &str)], body: &str| money(201, header, body);
    assert_eq!(both(&[], "{\"codigoRespuesta\":\"0000\"}"), "accepted");
    assert_eq!(
        both(
            &[("codigoRespuesta", "0000")],
            "{\"codigoRespuesta\":\"0000\"}"
        ),
        "accepted"
    );
    assert_eq!(
        both(
            &[("codigoRespuesta", "0000")],
            "{\"codigoRespuesta\":\"E001\"}"
        ),
        "codes"
    );
    assert_eq!(
        both(&[("codigoRespuesta", "0000")], "{\"codigoRespuesta\":null}"),
        "accepted"
    );
    assert_eq!(
        both(&[("codigoRespuesta", "")], "{\"codigoRespuesta\":\"0000\"}"),
        "accepted"
    );
    assert_eq!(
        both(
            &[("codigoRespuesta", "0000"), ("CodigoRespuesta", "0000")],
            ""
        ),
        "accepted"
    );
    assert_eq!(
        both(
            &[("codigoRespuesta", "0000"), ("CodigoRespuesta", "E001")],
            ""
        ),
        "codes"
    );
    assert_eq!(
        both(
            &[],
            "{\"codigoRespuesta\":\"0000\",\"codigoRespuesta\":\"E001\"}"
        ),
        "codes"
    );
    assert_eq!(both(&[], "{}"), "no code");
    assert_eq!(both(&[], ""), "no code");
    assert_eq!(both(&[], "[]"), "no code");
    assert_eq!(both(&[], "null"), "no code");
    assert_eq!(both(&[], "<html>ok</html>"), "page");
}

#[test]
fn a_payment_without_code_is_refused_only_by_a_proven_gateway() {
    for status in [400, 401, 403, 404, 405, 409, 422, 429, 500, 502, 503, 504] {
        for body in [
            "",
            "[]",
            "null",
            "{}",
            "<html>x</html>",
            "{\"error\":\"x\"}",
            "{\"code\":404}",
            "{\"fault\":{\"code\":101503}}",
            // A page of any proxy: its words and elements only look like those of a fault.
            "<html>default backend <code>404</code></html>",
            "<html><default/><code>900901</code></html>",
            "<html>fault <p x=\"fault\">code>404</p></html>",
            "<fault>404</fault>",
            "<code>404</code><fault/>",
        ] {
            assert_eq!(money(status, &[], body), "page", "{status} {body}");
        }
    }
    let json = "{\"fault\":{\"code\":900901,\"message\":\"Invalid Credentials\"}}";
    let xml = "<ams:fault xmlns:ams=\"http://wso2.org/apimanager/security\"><ams:code>900901</ams:code></ams:fault>";
    for body in [json, xml, "{\"code\":\"900902\"}"] {
        assert_eq!(money(401, &[], body), "gateway", "{body}");
        assert_eq!(money(500, &[], body), "page", "{body}");
    }
    assert_eq!(
        money(
            401,
            &[("WWW-Authenticate", "Bearer error=\"invalid_token\"")],
            ""
        ),
        "gateway"
    );
    assert_eq!(
        money(
            404,
            &[],
            "<am:fault xmlns:am=\"x\"><am:code>404</am:code></am:fault>"
        ),
        "gateway"
    );
    let unprefixed = "<?xml version=\"1.0\"?>\n<fault xmlns=\"x\"><code> 404 </code></fault>";
    assert_eq!(money(404, &[], unprefixed), "gateway");
    assert_eq!(money(405, &[], "{\"fault\":{\"code\":405}}"), "gateway");
    assert_eq!(
        money(
            429,
            &[("Retry-After", "7")],
            "{\"fault\":{\"code\":900800}}"
        ),
        "gateway"
    );
}

#[test]
fn reads_tell_a_refusal_from_no_answer() {
    let code =
        |status: u16, code: &str| lectura(status, &[("codigoRespuesta", code)], "{\"monto\":1}");
    assert_eq!(code(200, "0000"), "accepted");
    assert_eq!(code(404, "C001"), "rejected");
    assert_eq!(code(400, "C001"), "rejected");
    assert_eq!(code(500, "0000"), "status");
    assert_eq!(code(200, "ZZZZ"), "unknown code");
    assert_eq!(lectura(401, &[], ""), "gateway");
    assert_eq!(lectura(404, &[], "<html>"), "gateway");
    assert_eq!(lectura(503, &[], "<html>"), "page");
    assert_eq!(lectura(200, &[], "{\"monto\":1}"), "no code");
    let ok = [("codigoRespuesta", "0000")];
    assert_eq!(lectura(200, &ok, ""), "empty");
    assert_eq!(lectura(200, &ok, "null"), "empty");
    assert_eq!(lectura(200, &ok, "{}"), "unreadable");
    assert_eq!(lectura(200, &ok, "7"), "unreadable");
    assert_eq!(lectura(200, &ok, "<html>"), "unreadable");
    assert_eq!(lectura(200, &ok, "{\"monto\":1"), "unreadable");
}

#[test]
fn an_envelope_in_the_body_keeps_what_no_table_lists() {
    let answer = |status: u16, body: &str| rt::read::<ValidarCliente>(response(status, &[], body));
    assert_eq!(class::<ValidarCliente>(answer(200, "[\"a\"]")), "accepted");
    assert_eq!(
        class::<ValidarCliente>(answer(201, "{\"responseType\":{\"value\":\"OK\"},\"x\":1}")),
        "unreadable"
    );
    assert_eq!(
        class::<ValidarCliente>(answer(500, "{\"responseType\":{\"value\":\"OK\"}}")),
        "status"
    );
    let body = "{\"responseType\":{\"value\":\"ER\"},\"responseDetail\":{\"errorCode\":\"ERROSB-380000\",\"message\":\"Falla\"}}";
    match answer(200, body) {
        Err(rt::Error::Rejected(rejected)) => {
            assert_eq!(
                rejected.code.map(|code| rt::Code::code(&code).to_owned()),
                Some("ER".to_owned())
            );
            assert_eq!(rejected.meta.detail_code.as_deref(), Some("ERROSB-380000"));
            assert_eq!(rejected.meta.description(), Some("Falla"));
        }
        other => panic!("{:?}", other.map(|_| ())),
    }
}

#[test]
fn without_an_envelope_the_status_decides() {
    let cliente = |status: u16, body: &str| {
        class::<ConsultarCliente>(rt::read::<ConsultarCliente>(response(status, &[], body)))
    };
    assert_eq!(cliente(200, "{\"nombre\":\"Ana\"}"), "accepted");
    assert_eq!(cliente(202, "{\"nombre\":\"Ana\"}"), "no code");
    assert_eq!(cliente(404, "{\"nombre\":\"Ana\"}"), "gateway");
    assert_eq!(cliente(200, "<html>"), "page");
}

#[test]
fn a_redirect_is_an_answer_with_a_target() {
    for status in [301, 302, 303, 307, 308] {
        let headers = [
            ("Location", "https://otro.example/x?secreto=1"),
            ("codigoRespuesta", "0000"),
        ];
        match rt::read::<CrearPago>(response(status, &headers, "")) {
            Err(rt::Error::Unknown(unknown)) => match unknown.reason {
                rt::UnknownReason::Redirected { host } => {
                    assert_eq!(host.as_deref(), Some("otro.example"));
                }
                other => panic!("{other}"),
            },
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn a_code_of_another_row_is_found_by_its_status() {
    use rt::Code as _;
    assert_eq!(CrearPagoCode::of("E001"), CrearPagoCode::CuentaInvalida);
    assert_eq!(CrearPagoCode::of("ZZ").code(), "ZZ");
    assert_eq!(
        CrearPagoCode::CuentaInvalida.to_string(),
        "E001 CUENTA INVÁLIDA"
    );
    assert_eq!(CrearPagoCode::CuentaInvalida.status(), Some(409));
    assert_eq!(CrearPagoCode::TimeOut.outcome(), Some(rt::Outcome::Unknown));
    assert_eq!(CrearPagoCode::of("ZZ").outcome(), None);
    assert_eq!(
        CrearPagoCode::LimiteExcedido.clone(),
        CrearPagoCode::LimiteExcedido
    );
    assert_eq!(
        CrearPagoCode::of("ZZ").clone(),
        CrearPagoCode::Other("ZZ".into())
    );
}

#[test]
fn no_combination_panics_or_calls_an_unproven_payment_refused() {
    let codes = [
        None,
        Some(""),
        Some("0000"),
        Some("E001"),
        Some("E010"),
        Some("0084"),
        Some("9990"),
        Some("é\u{1}"),
    ];
    let bodies = [
        "",
        "[]",
        "null",
        "{}",
        "7",
        "\"x\"",
        "<html>",
        "{\"codigoRespuesta\":\"0000\"}",
        "{\"codigoRespuesta\":\"E001\"}",
        "{\"codigoRespuesta\":0}",
        "{\"codigoRespuesta\":{}}",
        "{\"numeroReferencia\":7}",
    ];
    for status in 200..600 {
        for code in codes {
            for body in bodies {
                let headers: Vec<(&str, &str)> = code
                    .iter()
                    .filter(|code| !code.contains('\u{1}'))
                    .map(|code| ("codigoRespuesta", *code))
                    .collect();
                let found = money(status, &headers, body);
                if found == "rejected" {
                    assert!(status == 409 || status == 500, "{status} {code:?} {body}");
                }
                if found == "accepted" {
                    assert!(
                        status < 300 && (code == Some("0000") || body.contains("0000")),
                        "{status} {code:?} {body}"
                    );
                }
                lectura(status, &headers, body);
            }
        }
    }
}
