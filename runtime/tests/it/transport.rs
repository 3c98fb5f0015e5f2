//! The built-in transport against a server that misbehaves byte for byte.

use crate::loopback::{Reply, Server, header, split};
use crate::mini::pagos::client::{Client, Environment};
use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::mini::pagos::listar_bancos::ListarBancos;
use crate::requests::pago;
use bank_client_runtime as rt;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha384;
use std::fmt::Write as _;
use std::time::Duration;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn client(key: &str, url: &str, limits: rt::Limits) -> Client {
    Client::builder(Environment::Prueba)
        .credentials(rt::SigningKey::new(key, SECRET).unwrap())
        .base_url(url)
        .limits(limits)
        .build()
        .unwrap()
}

/// Long enough for any loopback answer; a server that hangs costs the test this time.
const SHORT: rt::Limits = rt::Limits {
    head: Duration::from_millis(300),
    body_idle: Duration::from_millis(100),
    total: Duration::from_millis(600),
    max_body: 1000,
};

const ACCEPTED: &str = "HTTP/1.1 201 Created\r\ncodigoRespuesta: 0000\r\ndescripcionSistema: TRANSACCI\u{d3}N EXITOSA\r\n\
    content-type: application/json\r\ncontent-length: 29\r\n\r\n{\"numeroReferencia\":\"000123\"}";

#[tokio::test]
async fn the_bank_gets_the_bytes_that_were_signed() {
    let server = Server::start(|_| Reply::Close(ACCEPTED.into())).await;
    let client = client(
        "bytesbytesbytesbytesbytesbytes12",
        &server.url,
        rt::Limits::WRITE,
    );
    let mut pago = pago();
    pago.optional.motivo = Some("Año 😀 \"x\"".parse().unwrap());
    let accepted = client.crear_pago(&pago).await.unwrap();
    assert_eq!(accepted.body.numero_referencia.as_deref(), Some("000123"));
    assert_eq!(accepted.meta.description(), Some("TRANSACCIÓN EXITOSA"));

    let requests = server.requests.lock().unwrap();
    let (head, body) = split(&requests[0]).unwrap();
    assert!(head.starts_with(b"POST /v1/pagos/p2p HTTP/1.1\r\n"));
    let mac = Hmac::<Sha384>::new_from_slice(SECRET.as_bytes()).unwrap();
    let mac = mac
        .chain_update("/v1/pagos/p2p")
        .chain_update(header(head, "nonce").unwrap())
        .chain_update(body);
    let mut expected = String::new();
    for byte in mac.finalize().into_bytes() {
        write!(expected, "{byte:02x}").unwrap();
    }
    assert_eq!(header(head, "api-signature"), Some(expected));
    for absent in [
        "accept-encoding",
        "cookie",
        "referer",
        "authorization",
        "transfer-encoding",
    ] {
        assert_eq!(header(head, absent), None, "{absent}");
    }
}

#[tokio::test]
async fn a_redirect_is_not_followed_anywhere() {
    let other = Server::start(|_| Reply::Close(ACCEPTED.into())).await;
    for status in [301, 302, 303, 307, 308] {
        let location = other.url.clone();
        let server = Server::start(move |_| {
            Reply::Close(
                format!(
                    "HTTP/1.1 {status} Moved\r\nLocation: {location}/x\r\ncontent-length: 0\r\n\r\n"
                )
                .into(),
            )
        })
        .await;
        let client = client(
            "redirectredirectredirectredirect",
            &server.url,
            rt::Limits::WRITE,
        );
        let error = client.crear_pago(&pago()).await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("a redirect to 127.0.0.1 was not followed"),
            "{error}"
        );
        assert_eq!(server.count(), 1);
    }
    assert_eq!(*other.connections.lock().unwrap(), 0);
}

#[tokio::test]
async fn no_connection_means_not_sent() {
    // A port that was free a moment ago.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = client("noconnnoconnnoconnnoconnnoconn12", &url, rt::Limits::WRITE);
    let error = client.crear_pago(&pago()).await.unwrap_err();
    assert!(matches!(error, rt::Error::NotSent(_)), "{error:?}");
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.crear_pago was not sent: no connection to the bank"
    );
}

#[tokio::test]
async fn a_failed_tls_handshake_means_not_sent_and_leaks_nothing() {
    let server = Server::start(|_| Reply::Close(Vec::new())).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let client = client("tlstlstlstlstlstlstlstlstlstls12", &url, rt::Limits::WRITE);
    let plain = async {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = vec![0; 4096];
        let read = stream.read(&mut hello).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .await
            .unwrap();
        hello.truncate(read);
        hello
    };
    let pago = pago();
    let (outcome, hello) = tokio::join!(client.crear_pago(&pago).into_future(), plain);
    assert!(matches!(outcome, Err(rt::Error::NotSent(_))), "{outcome:?}");
    // A TLS handshake record, and nothing of the request in it.
    assert_eq!(hello[0], 22);
    assert!(!hello.windows(4).any(|window| window == b"/v1/"));
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn every_cut_of_the_answer_to_a_payment_is_unknown_or_accepted() {
    let answer: &'static [u8] = ACCEPTED.as_bytes();
    let head_end = answer.len() - 29;
    let server =
        Server::start(move |number| Reply::Close(answer[..number.min(answer.len())].to_vec()))
            .await;
    let client = client(
        "cutscutscutscutscutscutscutscuts",
        &server.url,
        rt::Limits::WRITE,
    );
    for end in 0..=answer.len() {
        match client.crear_pago(&pago()).await {
            Ok(accepted) => {
                assert!(end >= head_end, "{end}");
                assert_eq!(
                    accepted.body.numero_referencia.is_some(),
                    end == answer.len(),
                    "{end}"
                );
                let complete = accepted.meta.body_end == rt::BodyEnd::Complete;
                assert_eq!(complete, end == answer.len(), "{end}");
            }
            Err(rt::Error::Unknown(unknown)) => {
                assert!(end < head_end, "{end}");
                assert_eq!(unknown.sent.idempotency.as_deref(), Some("A-1"));
                assert!(
                    unknown.sent.nonce.is_some()
                        && unknown.sent.at.is_some()
                        && unknown.sent.took.is_some()
                );
            }
            Err(other) => panic!("{end}: {other}"),
        }
    }
    // One request per call: nothing below sends again.
    assert_eq!(server.count(), answer.len() + 1);
}

#[tokio::test]
async fn every_cut_of_a_payment_on_its_way_is_unknown() {
    use tokio::io::AsyncReadExt as _;
    let key = "requestcutrequestcutrequestcut12";
    let whole = Server::start(|_| Reply::Close(ACCEPTED.into())).await;
    let first = client(key, &whole.url, rt::Limits::WRITE);
    first.crear_pago(&pago()).await.unwrap();
    let length = whole.requests.lock().unwrap()[0].len();

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let client = client(key, &url, rt::Limits::WRITE);
    for end in 0..=length {
        let cut = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.read_exact(&mut vec![0; end]).await.unwrap();
        };
        let pago = pago();
        let (outcome, ()) = tokio::join!(client.crear_pago(&pago).into_future(), cut);
        assert!(
            matches!(outcome, Err(rt::Error::Unknown(_))),
            "{end} {outcome:?}"
        );
    }
}

#[tokio::test]
async fn every_call_has_its_own_nonce_although_the_server_closes_kept_connections() {
    // Promises to keep the connection and closes it right after the answer.
    let server = Server::start(|_| Reply::Close(ACCEPTED.into())).await;
    let client = client(
        "idleidleidleidleidleidleidleidle",
        &server.url,
        rt::Limits::WRITE,
    );
    for _ in 0..20 {
        client.crear_pago(&pago()).await.unwrap();
    }
    let requests = server.requests.lock().unwrap();
    let nonces: Vec<String> = requests
        .iter()
        .map(|request| header(split(request).unwrap().0, "nonce").unwrap())
        .collect();
    assert_eq!(nonces.len(), 20);
    assert!(
        nonces.windows(2).all(|pair| pair[0] < pair[1]),
        "{nonces:?}"
    );
    assert_eq!(*server.connections.lock().unwrap(), 20);
}

#[tokio::test]
async fn signed_requests_never_reuse_a_connection_and_plain_reads_do() {
    let bancos =
        "HTTP/1.1 200 OK\r\ncodigoRespuesta: 0000\r\ncontent-length: 13\r\n\r\n{\"bancos\":[]}";
    let server = Server::start(move |_| Reply::Keep(bancos.into())).await;
    let client = client(
        "reusereusereusereusereusereuse12",
        &server.url,
        rt::Limits::READ,
    );
    for _ in 0..3 {
        client.listar_bancos(&ListarBancos {}).await.unwrap();
    }
    assert_eq!(*server.connections.lock().unwrap(), 1);
    for _ in 0..3 {
        let request = ConsultarPago {
            id: "V1".into(),
            texto: None,
        };
        let error = client.consultar_pago(&request).await.unwrap_err();
        assert!(error.to_string().contains("monto is missing"), "{error}");
    }
    assert_eq!(*server.connections.lock().unwrap(), 4);
}

#[tokio::test]
async fn a_body_that_never_ends_does_not_hide_what_the_head_says() {
    let head =
        "HTTP/1.1 201 Created\r\ncodigoRespuesta: 0000\r\ncontent-length: 29\r\n\r\n{\"numeroRef";
    let server = Server::start(move |_| Reply::Hang(head.into())).await;
    let client = client("hanghanghanghanghanghanghanghang", &server.url, SHORT);
    let accepted = client.crear_pago(&pago()).await.unwrap();
    assert_eq!(accepted.body.numero_referencia, None);
    assert_eq!(accepted.meta.body_end, rt::BodyEnd::TimedOut);
    let request = ConsultarPago {
        id: "V1".into(),
        texto: None,
    };
    match client.consultar_pago(&request).await {
        Err(rt::Error::Unknown(unknown)) => assert!(
            matches!(
                unknown.reason,
                rt::UnknownReason::Inconsistent(_) | rt::UnknownReason::Body(rt::BodyEnd::TimedOut)
            ),
            "{unknown}"
        ),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_bank_that_does_not_answer_leaves_the_outcome_unknown() {
    let server = Server::start(|_| Reply::Hang(Vec::new())).await;
    let client = client(
        "silentsilentsilentsilentsilent12",
        &server.url,
        rt::Limits::WRITE,
    );
    let pago = pago();
    let error = client.crear_pago(&pago).limits(SHORT).await.unwrap_err();
    let text = error.to_string();
    let (what, nonce) = text.rsplit_once(", nonce ").unwrap();
    assert_eq!(
        what,
        "banco-prueba pagos.crear_pago has an unknown outcome: the bank did not answer in time, id-externo A-1"
    );
    let nonces: Vec<String> = (server.requests.lock().unwrap().iter())
        .filter_map(|request| header(split(request)?.0, "nonce"))
        .collect();
    assert_eq!(nonces, [nonce]);
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_malformed_header_line_does_not_cost_the_answer() {
    for line in ["sin dos puntos", "con espacio : x", "\u{1}: x", ": vacío"] {
        let answer = format!(
            "HTTP/1.1 201 Created\r\n{line}\r\ncodigoRespuesta: 0000\r\ncontent-length: 2\r\n\r\n{{}}"
        );
        let server = Server::start(move |_| Reply::Close(answer.clone().into())).await;
        let client = client(
            "malformedmalformedmalformedmalfo",
            &server.url,
            rt::Limits::WRITE,
        );
        let outcome = client.crear_pago(&pago()).await;
        assert!(outcome.is_ok(), "{line:?} {outcome:?}");
    }
}

#[tokio::test]
async fn a_head_that_is_lost_all_the_same_leaves_the_outcome_unknown() {
    let answer = "HTTP/1.1 201 Created\r\nx\0y: z\r\ncodigoRespuesta: 0000\r\n\r\n";
    let server = Server::start(move |_| Reply::Close(answer.into())).await;
    let client = client(
        "losthead".repeat(4).as_str(),
        &server.url,
        rt::Limits::WRITE,
    );
    let error = client.crear_pago(&pago()).await.unwrap_err();
    assert!(matches!(error, rt::Error::Unknown(_)), "{error:?}");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_cut() {
    let answer = format!(
        "HTTP/1.1 201 Created\r\ncodigoRespuesta: 0000\r\n\r\n{}",
        "x".repeat(1_000_000)
    );
    let server = Server::start(move |_| Reply::Close(answer.clone().into())).await;
    let client = client("largelargelargelargelargelarge12", &server.url, SHORT);
    let accepted = client.crear_pago(&pago()).await.unwrap();
    assert_eq!(accepted.meta.body_end, rt::BodyEnd::TooLarge);
}

#[tokio::test]
async fn a_transport_of_ones_own_runs_on_any_executor() {
    // No reactor, no runtime: a loop that polls.
    let transport = crate::scripted::Scripted::answering(201, &[("codigoRespuesta", "0000")], "{}");
    let outcome = std::thread::spawn(move || {
        let client = Client::builder(Environment::Prueba)
            .credentials(rt::SigningKey::new("executorexecutorexecutorexecutor", SECRET).unwrap())
            .transport(transport)
            .build()
            .unwrap();
        let pago = pago();
        let mut call = IntoFuture::into_future(client.crear_pago(&pago));
        let mut cx = std::task::Context::from_waker(std::task::Waker::noop());
        loop {
            if let std::task::Poll::Ready(outcome) = call.as_mut().poll(&mut cx) {
                return outcome.map(|accepted| accepted.meta.status);
            }
        }
    });
    assert_eq!(outcome.join().unwrap().unwrap(), 201);
}
