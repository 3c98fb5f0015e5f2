//! Money is exact, whatever form it travels in.

use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::mini::types::{Monto, Pagina, Saldo};
use bank_client_runtime as rt;

fn read(amount: &str) -> rt::Decimal {
    let body = format!("{{\"monto\":{amount}}}");
    let headers = [("codigoRespuesta", "0000")];
    let answer = rt::read::<ConsultarPago>(crate::scripted::response(200, &headers, &body));
    answer.unwrap().body.monto
}

#[test]
fn amounts_are_read_from_their_digits() {
    for text in [
        "90071992547409.93",
        "150000.00",
        "0.1",
        "-3.30",
        "7922816251426433759354395033.5",
    ] {
        assert_eq!(read(text).to_string(), text);
        assert_eq!(read(&format!("\"{text}\"")).to_string(), text);
    }
    assert_eq!(read("1e3").to_string(), "1000");
    assert_eq!(read("12.345E1").to_string(), "123.45");
    assert_eq!(read("5e-3").to_string(), "0.005");
    assert_eq!(read("-1.5e-2").to_string(), "-0.015");
}

#[test]
fn what_cannot_be_read_exactly_is_kept_and_not_rounded() {
    for text in [
        "12345678901234567890123456789.01",
        "1e99",
        "1e-99",
        "1e2147483648",
        "79228162514264337593543950336",
    ] {
        assert_eq!(read(text).text(), Some(text));
        assert_eq!(read(text).exact(), None);
    }
    for text in [
        "1.234,56", "Bs 5", "1.", ".5", "0x10", "NaN", "1 000", "--1", "1e", "1e+",
    ] {
        assert_eq!(read(&format!("\"{text}\"")).text(), Some(text));
        assert!(text.parse::<rt::Decimal>().is_err(), "{text}");
    }
}

#[test]
fn amounts_are_written_with_their_scale_and_without_exponent() {
    struct Uno<T>(T);
    impl<T: rt::Value> rt::Record for Uno<T> {
        fn write(&self, to: &mut rt::Writer<'_>) {
            to.body(&[("v", &self.0)]);
        }
    }
    impl<T: rt::Value + Send + Sync + 'static> rt::Request for Uno<T> {
        const OPERATION: &'static rt::Operation = crate::mini::pagos::client::SERVICE.operations[2];
        type Response = Vec<String>;
        type Code = crate::mini::pagos::crear_pago::CrearPagoCode;
    }
    fn written(value: impl rt::Value + Send + Sync + 'static) -> Result<String, String> {
        let url = rt::BaseUrl::new("https://prueba.example").unwrap();
        let set = rt::CredentialSet::new();
        match rt::prepare(&Uno(value), &rt::Prepare::new(&url, &set)) {
            Ok(request) => Ok(String::from_utf8(request.into_body().to_vec()).unwrap()),
            Err(error) => Err(error.cause().to_string()),
        }
    }
    let monto = |text: &str| written(text.parse::<Monto>().unwrap()).unwrap();
    assert_eq!(monto("10.5"), "{\"v\":10.50}");
    assert_eq!(monto("150000"), "{\"v\":150000.00}");
    assert_eq!(monto("1e3"), "{\"v\":1000.00}");
    assert_eq!(monto("3.100"), "{\"v\":3.10}");
    assert_eq!(monto("999999999999999.99"), "{\"v\":999999999999999.99}");
    assert_eq!(
        written("1.50".parse::<Saldo>().unwrap()).unwrap(),
        "{\"v\":\"1.50\"}"
    );
    assert_eq!(written(Pagina::new(3).unwrap()).unwrap(), "{\"v\":3}");
    assert_eq!(written(read("0.10")).unwrap(), "{\"v\":0.10}");
    assert_eq!(
        written(read("\"Bs 5\"")).unwrap_err(),
        "v must be a decimal number of at most 28 digits"
    );
}

#[test]
fn rules_of_numbers_refuse_instead_of_rounding() {
    let refused = |text: &str| text.parse::<Monto>().unwrap_err().to_string();
    assert_eq!(
        refused("3.141"),
        "Monto must have at most 2 digits after the point"
    );
    assert_eq!(refused("0"), "Monto must not be less than 0.01");
    assert_eq!(refused("-5"), "Monto must not be less than 0.01");
    assert_eq!(
        refused("1000000000000000.00"),
        "Monto must have at most 17 digits"
    );
    assert_eq!(
        Pagina::new(0).unwrap_err().to_string(),
        "Pagina must not be less than 1"
    );
    assert_eq!(
        Pagina::new(1000).unwrap_err().to_string(),
        "Pagina must not be more than 999"
    );
    assert!("1.5".parse::<Pagina>().is_err());
}
