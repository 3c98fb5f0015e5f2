//! What proves that a change was made, and what proves that it was not: codes without documented statuses, answers without a
//! code, and refusals that speak of a failure inside the bank.

use crate::mini::pagos::consultar_llave::ConsultarLlave;
use crate::mini::pagos::registrar_llave::RegistrarLlave;
use crate::mini::pagos::validar_cliente::ValidarCliente;
use crate::scripted::response;
use bank_client_runtime as rt;

/// What is told of an answer: `accepted`, `rejected`, or why it is unknown.
fn told<R: rt::Request>(status: u16, headers: &[(&str, &str)], body: &str) -> String {
    match rt::read::<R>(response(status, headers, body)) {
        Ok(_) => "accepted".to_owned(),
        Err(rt::Error::NotSent(error)) => panic!("{error}"),
        Err(rt::Error::Rejected(_)) => "rejected".to_owned(),
        Err(rt::Error::Unknown(unknown)) => unknown.reason.to_string(),
    }
}

fn change(status: u16, body: &str) -> String {
    told::<RegistrarLlave>(status, &[], body)
}

fn query(status: u16, body: &str) -> String {
    told::<ConsultarLlave>(status, &[], body)
}

const NO_MEMBERS: &str =
    "the answer cannot be read: body must have at least one of the documented members";
const NO_OBJECT: &str = "the answer cannot be read: body must be an object";
const NO_CODE: &str = "the answer has no response code";

#[test]
fn without_a_code_only_a_documented_value_is_a_success() {
    for body in [
        r#"{"llave":{"monto":"1"}}"#,
        r#"{"llave":{"monto":1,"concepto":null}}"#,
        r#"{"cuentas":["17"]}"#,
        r#"{"cuentas":[]}"#,
        r#"{"llave":{"concepto":"x"},"responseType":null,"error":null,"errores":[],"fault":""}"#,
    ] {
        assert_eq!(change(200, body), "accepted", "{body}");
        assert_eq!(change(201, body), "accepted", "{body}");
        assert_eq!(query(200, body), "accepted", "{body}");
    }
    for (body, why) in [
        ("", "the body is empty"),
        ("null", "the body is empty"),
        ("[]", NO_MEMBERS),
        ("{}", NO_MEMBERS),
        (r#"{"ok":true}"#, NO_MEMBERS),
        (r#"{"llave":null}"#, NO_MEMBERS),
        (r#"{"llave":{}}"#, NO_MEMBERS),
        (r#"{"llave":{"otro":1}}"#, NO_MEMBERS),
        (r#"{"llave":{"concepto":" "}}"#, NO_MEMBERS),
        (r#"{"llave":{"concepto":[1]}}"#, NO_MEMBERS),
        (r#"{"llave":"x"}"#, NO_MEMBERS),
        (r#"{"llave":[]}"#, NO_MEMBERS),
        (r#"{"fecha":"2026-03-05"}"#, NO_MEMBERS),
        (r#"[{"llave":{"monto":1}}]"#, NO_OBJECT),
        ("7", NO_OBJECT),
        ("true", NO_OBJECT),
        (r#""OK""#, NO_OBJECT),
    ] {
        assert_eq!(change(200, body), why, "{body}");
        let found = query(200, body);
        assert_ne!(found, "accepted", "{body}");
        assert_ne!(found, "rejected", "{body}");
    }
    for body in ["<html>ok</html>", r#"{"llave":{"monto":1"#] {
        let page = "answer of a gateway with status 200";
        assert_eq!(change(200, body), page, "{body}");
        assert_eq!(query(200, body), page, "{body}");
    }
    assert_eq!(change(204, ""), NO_CODE);
    assert_eq!(query(204, ""), "the body is empty");
    // A header is no part of the body, even if it has JSON.
    let header = [("X-RqUID", r#"["17"]"#)];
    let body = r#"{"llave":{}}"#;
    assert_eq!(told::<RegistrarLlave>(200, &header, body), NO_MEMBERS);
}

#[test]
fn a_code_that_cannot_be_read_or_an_error_without_its_code_is_no_absent_code() {
    for envelope in [
        r#""responseType":{"value":""}"#,
        r#""responseType":{"value":" "}"#,
        r#""responseType":{"value":{}}"#,
        r#""responseType":{"value":["ER"]}"#,
        r#""responseType":{"value":false}"#,
        r#""responseType":"ER""#,
        r#""responseType":["ER"]"#,
        r#""responseType":500"#,
        r#""responseType":{"errorCode":"1"}"#,
        r#""responseType":{"errorDesc":"falla"}"#,
        r#""responseDetail":{"errorCode":"1"}"#,
        r#""responseDetail":{"errorDesc":"falla"}"#,
        r#""responseDetail":{"errorType":"DAT"}"#,
        r#""responseType":null,"responseType":{"value":{}}"#,
        r#""ResponseType":{"value":"ER"}"#,
        r#""responsetype":{"VALUE":"ER"}"#,
        r#""responseDetail":{"errorCode":{"a":1}}"#,
        r#""responseDetail":{"ErrorCode":"1"}"#,
        r#""responseDetail":"falla""#,
        r#""responseDetail":[{"errorCode":"1"}]"#,
    ] {
        let body = format!(r#"{{"llave":{{"monto":1}},{envelope}}}"#);
        assert_eq!(change(200, &body), NO_CODE, "{body}");
        assert_eq!(query(200, &body), NO_CODE, "{body}");
    }
    let body = r#"{"llave":{"monto":1}}"#;
    let detail = [("X-Detalle", "17")];
    assert_eq!(told::<RegistrarLlave>(200, &detail, body), NO_CODE);
}

#[test]
fn an_envelope_without_its_code_or_an_error_beside_the_body_proves_no_change() {
    for beside in [
        r#""responseType":{}"#,
        r#""responseType":[]"#,
        r#""ResponseType":{}"#,
        r#""responseType":{"value":null}"#,
        r#""responseType":{"code":"ERR"}"#,
        r#""responseDetail":[]"#,
        r#""responseDetail":{"errorCode":null,"errorDesc":" ","errorType":{}}"#,
        r#""fault":{"code":1}"#,
        r#""Fault":"x""#,
        r#""error":"x""#,
        r#""error":true"#,
        r#""errores":[{"codigo":"1"}]"#,
        r#""ErrorMessage":"x""#,
        r#""exception":"x""#,
    ] {
        let body = format!(r#"{{"llave":{{"monto":1}},{beside}}}"#);
        assert_eq!(change(200, &body), NO_CODE, "{body}");
    }
    let body = r#"{"llave":{"monto":1},"responseType":{},"error":"x"}"#;
    assert_eq!(query(200, body), "accepted");
    let body = r#"{"llave":{"monto":1},"error":false,"terror":"x"}"#;
    assert_eq!(change(200, body), "accepted");
}

#[test]
fn without_a_code_a_change_is_proved_by_200_or_201_alone() {
    let body = r#"{"llave":{"monto":1}}"#;
    for status in [202, 203, 206, 207, 208, 226, 299] {
        assert_eq!(change(status, body), NO_CODE, "{status}");
        assert_eq!(query(status, body), "accepted", "{status}");
    }
}

#[test]
fn a_success_beside_another_spelling_of_a_refusal_is_a_contradiction() {
    for beside in [
        r#""ResponseType":{"Value":"ERR"}"#,
        r#""responsetype":{"value":"ER"}"#,
        r#""responseType.value":"ER""#,
        r#""RESPONSETYPE":"ER""#,
        r#""ResponseType":{"value":["ER"]}"#,
    ] {
        let body = format!(r#"{{"responseType":{{"value":"OK"}},{beside}}}"#);
        assert_eq!(
            change(200, &body),
            "the answer has contradictory codes",
            "{body}"
        );
    }
    for beside in [
        r#""ResponseType":{"Value":"OK"}"#,
        r#""ResponseType":{"Value":null}"#,
        r#""ResponseType":{}"#,
        r#""ResponseType":{"Text":"ER"}"#,
    ] {
        let body = format!(r#"{{"responseType":{{"value":"OK"}},{beside}}}"#);
        assert_eq!(change(200, &body), "accepted", "{body}");
    }
}

#[test]
fn a_query_that_the_body_confirms_needs_nothing_more() {
    let bare = r#"{"responseType":{"value":"OK"}}"#;
    match rt::read::<ConsultarLlave>(response(200, &[], bare)) {
        Ok(accepted) => {
            let notes: Vec<_> = accepted.notes.iter().map(ToString::to_string).collect();
            let expected = "body must have at least one of the documented members";
            assert_eq!(notes, [expected]);
        }
        Err(error) => panic!("{error}"),
    }
    // Rows that nobody sent would be made up.
    let rows = told::<ValidarCliente>(200, &[], bare);
    assert!(rows.starts_with("the answer cannot be read"), "{rows}");
    let full = r#"{"responseType":{"value":"OK"},"llave":{"monto":1}}"#;
    match rt::read::<ConsultarLlave>(response(200, &[], full)) {
        Ok(accepted) => assert!(accepted.notes.is_empty(), "{:?}", accepted.notes),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn an_answer_without_a_code_that_names_a_failure_inside_proves_no_change() {
    for rest in [
        r#""error":"-TPESVCFAIL(11)""#,
        r#""errores":[{"codigo":"osb-380000"}]"#,
        r#""OSB-380000":null"#,
    ] {
        let body = format!(r#"{{"llave":{{"monto":1}},{rest}}}"#);
        assert_eq!(change(200, &body), NO_CODE, "{body}");
        assert_eq!(query(200, &body), "accepted", "{body}");
    }
}

#[test]
fn an_object_given_twice_cannot_hide_its_code() {
    let twice = |first: &str, second: &str| {
        change(
            200,
            &format!(
                r#"{{"responseType":{{"value":"{first}"}},"responseType":{{"value":"{second}"}}}}"#
            ),
        )
    };
    assert_eq!(twice("OK", "OK"), "accepted");
    let contradiction = "the answer has contradictory codes";
    assert_eq!(twice("OK", "ER"), contradiction);
    assert_eq!(twice("ER", "OK"), contradiction);
}

#[test]
fn a_success_is_the_exact_code_with_a_2xx_status() {
    let answer = |status: u16, code: &str| {
        change(
            status,
            &format!(r#"{{"responseType":{{"value":"{code}"}}}}"#),
        )
    };
    assert_eq!(answer(200, "OK"), "accepted");
    assert_eq!(answer(201, "OK"), "accepted");
    for status in [400, 401, 404, 500, 503] {
        assert_eq!(
            answer(status, "OK"),
            "code and status contradict each other",
            "{status}"
        );
    }
    for code in ["Ok", "ok", "OK ", " OK", "OKAY", "0"] {
        assert_eq!(answer(200, code), "the code leaves it open", "{code}");
    }
}

#[test]
fn a_refusal_without_a_documented_status_is_none_if_the_server_failed() {
    let body = r#"{"responseType":{"value":"ER"}}"#;
    for status in [200, 201, 400, 401, 404, 409, 422] {
        assert_eq!(change(status, body), "rejected", "{status}");
    }
    for status in [500, 501, 502, 503, 504, 599] {
        assert_eq!(
            change(status, body),
            "code and status contradict each other",
            "{status}"
        );
        assert_eq!(query(status, body), "rejected", "{status}");
    }
}

#[test]
fn a_change_is_unknown_where_the_answer_names_a_failure_inside() {
    let osb = "the answer names a failure inside the bank (OSB-)";
    let pes = "the answer names a failure inside the bank (TPESVCFAIL)";
    for (rest, why) in [
        (r#""responseDetail":{"errorCode":"OSB-380000"}"#, osb),
        (r#""responseDetail":{"errorCode":" osb-380000 "}"#, osb),
        (
            r#""responseDetail":{"errorDesc":"fallo: -TPESVCFAIL(11)"}"#,
            pes,
        ),
        (
            r#""responseDetail":{"errorDesc":"fallo: -TpeSvcFail(11)"}"#,
            pes,
        ),
        (
            r#""responseDetail":{"errorDesc":"fallo: -TPESVCFAI\u004c(11)"}"#,
            pes,
        ),
        (r#""responseDetail":{"errorType":"OSB-1"}"#, osb),
        (r#""responseDetail":[{"errorCode":"OSB-380000"}]"#, osb),
        (r#""responseDetail":"OSB-380000""#, osb),
        (r#""responseDetail":{"errorCode":["OSB-380000"]}"#, osb),
        (r#""detalle":{"OSB-380000":[]}"#, osb),
    ] {
        let body = format!(r#"{{"responseType":{{"value":"ER"}},{rest}}}"#);
        for status in [200, 400, 404] {
            assert_eq!(change(status, &body), why, "{status} {body}");
            assert_eq!(query(status, &body), "rejected", "{status} {body}");
        }
    }
    let nested = r#"{"responseType":{"value":"ER","errorCode":"OSB-380000"}}"#;
    assert_eq!(change(200, nested), osb);
    let body = r#"{"responseType":{"value":"ER"}}"#;
    let header = [("X-Detalle", "x OSB-380000")];
    assert_eq!(told::<RegistrarLlave>(200, &header, body), osb);
    // A success that names one is as uncertain, but of a query nothing depends on it.
    for rest in [
        r#""llave":{"concepto":"OSB-1"}"#,
        r#""responseDetail":{"errorCode":"OSB-380000","errorDesc":"x"}"#,
    ] {
        let ok = format!(r#"{{"responseType":{{"value":"OK"}},{rest}}}"#);
        assert_eq!(change(200, &ok), osb, "{ok}");
        assert_eq!(query(200, &ok), "accepted", "{ok}");
    }
    let other = r#"{"responseType":{"value":"ER500"},"responseDetail":{"errorCode":"OSB-1"}}"#;
    assert_eq!(change(200, other), "the code leaves it open");
    let near = r#"{"responseType":{"value":"ER"},"responseDetail":{"errorCode":"OSB380000"}}"#;
    assert_eq!(change(200, near), "rejected");
}

#[test]
fn an_error_is_kept_to_the_letter_wherever_its_parts_stand() {
    let rejected = |body: &str| match rt::read::<RegistrarLlave>(response(400, &[], body)) {
        Err(rt::Error::Rejected(rejected)) => rejected.meta,
        Err(error) => panic!("{body}: {error}"),
        Ok(_) => panic!("{body}: accepted"),
    };
    let full = rejected(
        r#"{"responseType":{"value":"ER"},"responseDetail":{"errorCode":" 017 ","errorDesc":"Línea 1\nlínea 2","errorType":"DAT"}}"#,
    );
    assert_eq!(full.code.as_deref(), Some("ER"));
    assert_eq!(full.detail_code.as_deref(), Some(" 017 "));
    assert_eq!(full.system_description.as_deref(), Some("Línea 1\nlínea 2"));
    assert_eq!(full.detail_type.as_deref(), Some("DAT"));
    let nested = rejected(
        r#"{"responseType":{"value":"ER","errorCode":17,"errorDesc":"x"},"responseDetail":{"errorCode":""}}"#,
    );
    assert_eq!(nested.detail_code.as_deref(), Some("17"));
    assert_eq!(nested.system_description.as_deref(), Some("x"));
    assert_eq!(nested.detail_type, None);
    for detail in [
        "null",
        "[]",
        "{}",
        "7",
        r#""x""#,
        r#"{"errorCode":{"a":1}}"#,
    ] {
        let body = format!(r#"{{"responseType":{{"value":"ER"}},"responseDetail":{detail}}}"#);
        let partial = rejected(&body);
        assert_eq!(partial.detail_code, None, "{body}");
        assert_eq!(partial.description(), None, "{body}");
    }
}

#[test]
fn an_empty_list_without_a_code_is_no_rows_of_a_query_for_a_list() {
    assert_eq!(told::<ValidarCliente>(200, &[], "[]"), "accepted");
    assert_ne!(told::<ValidarCliente>(200, &[], "{}"), "accepted");
    assert_eq!(query(200, "[]"), NO_MEMBERS);
}
