//! An accepted answer whose JSON is not where it should be.

use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::mini::pagos::listar_bancos::ListarBancos;
use crate::mini::pagos::listar_movimientos::{ListarMovimientos, ListarMovimientosResponse};
use crate::mini::pagos::pagar_lote::PagarLote;
use crate::mini::pagos::validar_lote::{ValidarLote, ValidarLoteResponse};
use crate::scripted::response;
use bank_client_runtime as rt;

const OK: (&str, &str) = ("codigoRespuesta", "0000");

/// Why the answer is unusable.
fn reason<R: rt::Request>(status: u16, body: &str) -> String {
    match rt::read::<R>(response(status, &[OK], body)) {
        Err(rt::Error::Unknown(unknown)) => unknown.reason.to_string(),
        Err(rt::Error::NotSent(_) | rt::Error::Rejected(_)) => panic!("{body} is a refusal"),
        Ok(_) => panic!("{body} is accepted"),
    }
}

fn movimientos(body: &str) -> ListarMovimientosResponse {
    let answer = rt::read::<ListarMovimientos>(response(200, &[OK], body));
    answer.unwrap().body
}

#[test]
fn a_list_under_another_name_is_no_empty_list() {
    for body in [
        "{}",
        "{\"rows\":[{\"monto\":1}]}",
        "{\"data\":{\"movimientos\":[]}}",
    ] {
        assert_eq!(
            reason::<ListarMovimientos>(200, body),
            "the answer cannot be read: body must have at least one of the documented members",
            "{body}"
        );
    }
    // Any documented member, or an alias of one, shows that the object is the right one.
    for body in [
        "{\"movimientos\":[]}",
        "{\"movimientos\":null}",
        "{\"movs\":{\"lista\":[]}}",
        "{\"total\":0}",
    ] {
        assert_eq!(movimientos(body).movimientos.len(), 0, "{body}");
    }
}

#[test]
fn a_body_that_is_no_object_is_no_empty_success() {
    for body in ["7", "true", "\"\"", "[7]", "[{\"movimientos\":[]}]"] {
        assert_eq!(
            reason::<ListarMovimientos>(200, body),
            "the answer cannot be read: body must be an object",
            "{body}"
        );
    }
}

#[test]
fn an_empty_list_is_no_rows_only_where_rows_were_due() {
    let none = movimientos(" [] ");
    assert_eq!((none.movimientos.len(), none.total), (0, None));
    assert!(rt::read::<ListarBancos>(response(200, &[OK], "[]")).is_ok());
    assert_eq!(reason::<ConsultarPago>(200, "[]"), "the body is empty");
}

#[test]
fn an_item_that_is_no_object_is_no_record_without_fields() {
    for item in ["7", "\"x\"", "[]", "false"] {
        assert_eq!(
            reason::<ListarMovimientos>(
                200,
                &format!("{{\"movimientos\":[{{\"monto\":1}},{item}]}}")
            ),
            "the answer cannot be read: movimientos.[1] must be an object",
            "{item}"
        );
    }
    assert_eq!(
        reason::<ListarMovimientos>(200, "{\"movimientos\":[null]}"),
        "the answer cannot be read: movimientos.[0] is missing"
    );
}

#[test]
fn an_optional_object_that_is_none_is_absent_and_noted() {
    let body = "{\"total\":1,\"ultimo\":\"ayer\"}";
    let read = rt::read::<ListarMovimientos>(response(200, &[OK], body)).unwrap();
    assert_eq!(read.body.ultimo, None);
    assert_eq!(read.notes.len(), 1);
    assert_eq!(read.notes[0].to_string(), "ultimo must be an object");
    assert_eq!(read.notes[0].kind(), &rt::ProblemKind::NoObject);
}

#[test]
fn a_lone_object_is_a_list_of_one_only_if_it_is_such_a_row() {
    let read = |body: &str| -> ValidarLoteResponse {
        rt::read::<ValidarLote>(response(200, &[OK], body))
            .unwrap()
            .body
    };
    assert_eq!(read("[]").items.len(), 0);
    assert_eq!(read("[{\"monto\":1},{}]").items.len(), 2);
    assert_eq!(read("{\"monto\":1}").items.len(), 1);
    assert_eq!(
        reason::<ValidarLote>(200, "{\"error\":\"x\"}"),
        "the answer cannot be read: body must have at least one of the documented members"
    );
    assert_eq!(
        reason::<ValidarLote>(200, "7"),
        "the answer cannot be read: body must be a list"
    );
}

#[test]
fn an_accepted_payment_stays_accepted_whatever_shape_its_body_has() {
    for body in [
        "",
        "[]",
        "[7]",
        "7",
        "\"x\"",
        "{}",
        "{\"otro\":1}",
        "{\"movimientos\":[]}",
    ] {
        let read = rt::read::<PagarLote>(response(200, &[OK], body));
        assert_eq!(read.unwrap().body.total, None, "{body}");
    }
    let body = "{\"movimientos\":[7]}";
    let read = rt::read::<PagarLote>(response(200, &[OK], body)).unwrap();
    assert_eq!(
        read.notes[0].to_string(),
        "movimientos.[0] must be an object"
    );
}
