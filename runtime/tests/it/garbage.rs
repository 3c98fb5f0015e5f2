//! Whatever bytes arrive, reading gives a class and does not panic. The generator of bytes is seeded: failures repeat.

use crate::mini::pagos::consultar_cliente::ConsultarCliente;
use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::mini::pagos::crear_pago::CrearPago;
use crate::mini::pagos::listar_bancos::ListarBancos;
use crate::mini::pagos::registrar_llave::RegistrarLlave;
use crate::mini::pagos::validar_cliente::ValidarCliente;
use bank_client_runtime as rt;
use bytes::Bytes;

/// Xorshift, enough for bytes.
struct Seeded(u64);

impl Seeded {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    fn pick<'a>(&mut self, from: &[&'a [u8]]) -> &'a [u8] {
        from[self.below(from.len())]
    }
}

const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"\\u",
    b"\\ud83d",
    b"null",
    b"true",
    b"false",
    b"0",
    b"-",
    b"1e",
    b"9".as_slice(),
    b"99999999999999999999999999999999",
    b".",
    b"\"codigoRespuesta\":",
    b"\"0000\"",
    b"\"E001\"",
    b"\"monto\":",
    b"\"fecha\":",
    b"\"nombre\":",
    b"\"responseType\":",
    b"\"value\":",
    b"\"fault\":",
    b"\"code\":",
    b"<fault><code>",
    b"900901",
    b"\xff",
    b"\xc3",
    b"\xef\xbb\xbf",
    b" ",
    b"\n",
    b"\0",
    "ñ".as_bytes(),
    "😀".as_bytes(),
    b"2026-02-30",
    b"24:00:00",
    b"-04:00",
    b"\"bancos\":",
    b"[[[[",
];

const NAMES: &[&[u8]] = &[
    b"codigoRespuesta",
    b"descripcionSistema",
    b"fechaHora",
    b"bancos",
    b"cantidadBancos",
    b"Location",
    b"WWW-Authenticate",
    b"Retry-After",
    b"X-RqUID",
    b"Content-Type",
];

fn bytes(random: &mut Seeded, most: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..random.below(most) {
        if random.below(8) == 0 {
            bytes.push(random.next().to_le_bytes()[0]);
        } else {
            bytes.extend_from_slice(random.pick(PIECES));
        }
    }
    bytes
}

fn answer(random: &mut Seeded) -> http::Response<Bytes> {
    let mut answer = http::Response::new(Bytes::from(bytes(random, 24)));
    let statuses = [
        200, 201, 204, 302, 400, 401, 404, 409, 429, 500, 503, 599, 999, 100,
    ];
    *answer.status_mut() =
        http::StatusCode::from_u16(statuses[random.below(statuses.len())]).unwrap();
    for _ in 0..random.below(4) {
        let name = http::HeaderName::from_bytes(random.pick(NAMES)).unwrap();
        if let Ok(value) = http::HeaderValue::from_bytes(&bytes(random, 6)) {
            answer.headers_mut().append(name, value);
        }
    }
    answer
}

fn read<R: rt::Request>(answer: &http::Response<Bytes>)
where
    R::Code: std::fmt::Debug,
{
    // Showing must not panic either.
    if let Err(error) = rt::read::<R>(answer.clone()) {
        let shown = format!("{error} {error:?}");
        assert!(!error.to_string().contains('\n'), "{shown}");
    }
}

#[test]
fn random_answers_never_panic() {
    let mut random = Seeded(0x5eed_1234_5678_9abc);
    for _ in 0..5_000 {
        let answer = answer(&mut random);
        read::<CrearPago>(&answer);
        read::<ConsultarPago>(&answer);
        read::<ConsultarCliente>(&answer);
        read::<ListarBancos>(&answer);
        read::<ValidarCliente>(&answer);
        read::<RegistrarLlave>(&answer);
    }
}

#[test]
fn every_cut_of_an_answer_is_classified() {
    let body = "{\"codigoRespuesta\":\"0000\",\"numeroReferencia\":\"0001\\u00f1\",\"lista\":[1,-2.5e3,true,null]}";
    for end in 0..=body.len() {
        let mut answer = http::Response::new(Bytes::copy_from_slice(&body.as_bytes()[..end]));
        *answer.status_mut() = http::StatusCode::CREATED;
        let outcome = rt::read::<CrearPago>(answer);
        // Only the whole body has its code; nothing less may count as accepted or refused.
        assert_eq!(outcome.is_ok(), end == body.len(), "{end}");
        assert!(
            matches!(outcome, Ok(_) | Err(rt::Error::Unknown(_))),
            "{end}"
        );
    }
}

#[test]
fn random_texts_never_panic_the_types() {
    let mut random = Seeded(0x5eed_0000_0000_0001);
    for _ in 0..5_000 {
        let bytes = bytes(&mut random, 8);
        let text = String::from_utf8_lossy(&bytes);
        let _date = text.parse::<rt::Date>();
        let _time = text.parse::<rt::Time>();
        let _moment = text.parse::<rt::OffsetDateTime>();
        let _whole = text.parse::<rt::Integer>();
        let _url = rt::BaseUrl::new(&text);
        if let Ok(decimal) = text.parse::<rt::Decimal>() {
            assert_eq!(decimal.to_string().parse::<rt::Decimal>(), Ok(decimal));
        }
    }
}
