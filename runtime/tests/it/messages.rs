//! One log line must be enough to know what happened and to look for the payment.

use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::mini::pagos::crear_pago::{self, CrearPago, CrearPagoCode, CrearPagoResponse};
use crate::mini::pagos::pagar_lote::PagarLote;
use crate::mini::types::{Clave, Monto, Pagina, Telefono};
use crate::requests::{pago, prepared};
use crate::scripted::response;
use bank_client_runtime as rt;
use bytes::Bytes;

fn text<R: rt::Request>(response: http::Response<Bytes>) -> String {
    match rt::read::<R>(response) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.to_string(),
    }
}

/// A payment that its phone number identifies.
struct PagoPorTelefono(CrearPago);
impl rt::Record for PagoPorTelefono {
    fn write(&self, to: &mut rt::Writer<'_>) {
        self.0.write(to);
    }
}
static POR_TELEFONO: rt::Operation = rt::Operation {
    supplied: &[],
    idempotency: Some("telefono"),
    auth: None,
    ..crear_pago::OPERATION
};
impl rt::Request for PagoPorTelefono {
    const OPERATION: &'static rt::Operation = &POR_TELEFONO;
    type Response = CrearPagoResponse;
    type Code = CrearPagoCode;
}

/// Breaks the connection after the request.
struct Breaking;
impl rt::Transport for Breaking {
    fn send(
        &self,
        _request: http::Request<Bytes>,
        _delivery: rt::Delivery,
    ) -> rt::Pending<'_, Result<rt::Answer, rt::TransportError>> {
        Box::pin(async { Err(rt::TransportError::no_answer("broken")) })
    }
}

async fn unknown<R: rt::Request>(request: &R) -> String {
    use crate::mini::pagos::client::{Client, Environment};
    let key = rt::SigningKey::new(
        "messagesmessagesmessagesmessages",
        "messagesmessagesmessagesmessages",
    );
    let client = Client::builder(Environment::Prueba)
        .credentials(key.unwrap())
        .transport(Breaking)
        .build()
        .unwrap();
    match client.runtime().call(request).await {
        Err(error @ rt::Error::Unknown(_)) => error.to_string(),
        Err(error) => panic!("{error}"),
        Ok(_) => panic!("accepted"),
    }
}

#[tokio::test]
async fn an_unknown_payment_can_be_looked_for_by_its_log_line() {
    let mut pago = pago();
    pago.id_externo = "20260309000123456\n\u{202e}x".into();
    let line = unknown(&pago).await;
    let (what, nonce) = line.rsplit_once(", nonce ").unwrap();
    // The number is whole, and the text cannot start a line of its own.
    assert!(
        what.ends_with(", id-externo 20260309000123456  x"),
        "{what}"
    );
    assert!(nonce.parse::<u64>().is_ok(), "{nonce}");
}

#[tokio::test]
async fn a_personal_value_stays_out_of_the_line_even_if_it_identifies_the_payment() {
    let line = unknown(&PagoPorTelefono(pago())).await;
    assert!(
        !line.contains("0414") && !line.contains("telefono"),
        "{line}"
    );
}

#[test]
fn a_status_is_said_once() {
    let page = |status| {
        let html = [("content-type", "text/html")];
        response(status, &html, "<html>")
    };
    assert_eq!(
        text::<CrearPago>(page(500)),
        "banco-prueba pagos.crear_pago has an unknown outcome: answer of a gateway with status 500, text/html"
    );
    assert_eq!(
        text::<ConsultarPago>(page(404)),
        "banco-prueba pagos.consultar_pago was rejected, answer of a gateway with status 404, text/html"
    );
    assert_eq!(
        text::<PagarLote>(response(404, &[("codigoRespuesta", "C001")], "")),
        "banco-prueba pagos.pagar_lote was rejected, status 404, code C001, NO EXISTE"
    );
}

#[test]
fn the_end_of_a_body_reads_as_a_sentence() {
    for (end, expected) in [
        (rt::BodyEnd::TimedOut, "the body did not end in time"),
        (rt::BodyEnd::Broken, "the body was cut off"),
        (rt::BodyEnd::TooLarge, "the body is larger than the limit"),
    ] {
        assert_eq!(rt::UnknownReason::Body(end).to_string(), expected);
    }
}

#[test]
fn a_refused_number_names_its_own_type() {
    let monto = "diez".parse::<Monto>().unwrap_err();
    assert_eq!(
        monto.to_string(),
        "Monto must be a decimal number of at most 28 digits"
    );
    assert_eq!("1.5".parse::<Pagina>().unwrap_err().name(), "Pagina");
    assert_eq!("1".parse::<Telefono>().unwrap_err().name(), "Telefono");
    assert_eq!(Clave::new("x").unwrap_err().name(), "Clave");
}

#[test]
fn an_empty_identity_of_a_payment_is_refused_before_it_is_sent() {
    for empty in ["", " ", "\t\n"] {
        let mut pago = pago();
        pago.id_externo = empty.into();
        let error = prepared(&pago).unwrap_err();
        assert_eq!(error.operation().id, "crear_pago");
        match error.cause() {
            rt::NotSentCause::Invalid(invalid) => {
                assert_eq!(invalid.name(), "id-externo", "{empty:?}");
                assert_eq!(invalid.rule(), &rt::Rule::NotEmpty, "{empty:?}");
            }
            other => panic!("{other}"),
        }
    }
}
