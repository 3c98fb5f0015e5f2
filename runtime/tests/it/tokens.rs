//! OAuth 2.0 tokens: asked for once, shared, refreshed early, sent to no other host.

use crate::mini::pagos::client::{Client, Environment};
use crate::mini::pagos::consultar_cliente::ConsultarCliente;
use crate::scripted::{Hands, Scripted, response};
use bank_client_runtime as rt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

fn is_token_request(request: &http::Request<bytes::Bytes>) -> bool {
    request.uri().host() == Some("tokens.example")
}

fn client(transport: &Scripted, clock: &Hands) -> Client {
    Client::builder(Environment::Prueba)
        .credentials(rt::ClientCredentials::new("un-id", "un-secreto").unwrap())
        .transport(transport.clone())
        .clock(clock.clone())
        .build()
        .unwrap()
}

/// Hands out numbered tokens with this `expires_in`; every call with a token succeeds.
fn bank(expires_in: &'static str) -> Scripted {
    let minted = AtomicUsize::new(0);
    Scripted::new(move |request| {
        Ok(if is_token_request(request) {
            let number = minted.fetch_add(1, Ordering::SeqCst);
            let member = if expires_in.is_empty() {
                String::new()
            } else {
                format!(",\"expires_in\":{expires_in}")
            };
            response(
                200,
                &[],
                &format!("{{\"access_token\":\"token-{number}\"{member}}}"),
            )
        } else {
            response(200, &[], "{\"nombre\":\"Ana\"}")
        })
    })
}

fn mints(transport: &Scripted) -> usize {
    transport
        .seen
        .lock()
        .unwrap()
        .iter()
        .filter(|request| is_token_request(request))
        .count()
}

fn tokens(transport: &Scripted) -> Vec<String> {
    let seen = transport.seen.lock().unwrap();
    let calls = seen.iter().filter(|request| !is_token_request(request));
    calls
        .map(|request| {
            request.headers()["authorization"]
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect()
}

fn cliente() -> ConsultarCliente {
    ConsultarCliente { id: "V1".into() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_cold_start_of_a_thousand_calls_asks_for_one_token() {
    let (transport, clock) = (bank("3600"), Hands::default());
    let client = client(&transport, &clock);
    let tasks: Vec<_> = (0..1000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { client.consultar_cliente(&cliente()).await.map(|_| ()) })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(mints(&transport), 1);
    assert!(
        tokens(&transport)
            .iter()
            .all(|token| token == "Bearer token-0")
    );
}

#[tokio::test]
async fn id_and_secret_go_to_the_token_host_only() {
    let transport = bank("3600");
    client(&transport, &Hands::default())
        .consultar_cliente(&cliente())
        .await
        .unwrap();
    let seen = transport.seen.lock().unwrap();
    let [token, call] = seen.as_slice() else {
        panic!("{}", seen.len())
    };
    // printf 'un-id:un-secreto' | base64
    assert_eq!(
        token.headers()["authorization"],
        "Basic dW4taWQ6dW4tc2VjcmV0bw=="
    );
    assert_eq!(
        token.headers()["content-type"],
        "application/x-www-form-urlencoded"
    );
    assert_eq!(
        token.body().as_ref(),
        b"grant_type=client_credentials&scope=am_application_scope%20default"
    );
    assert_eq!(token.uri(), "https://tokens.example/token");
    assert_eq!(call.headers()["authorization"], "Bearer token-0");
    assert_eq!(call.uri(), "https://prueba.example:8585/clientes/V1");
}

/// Mints after one call now and one after each further pause.
async fn mints_after(expires_in: &'static str, pauses: &[u64]) -> Vec<usize> {
    let (transport, clock) = (bank(expires_in), Hands::default());
    let client = client(&transport, &clock);
    client.consultar_cliente(&cliente()).await.unwrap();
    let mut counts = vec![mints(&transport)];
    for pause in pauses {
        clock.advance(Duration::from_secs(*pause));
        client.consultar_cliente(&cliente()).await.unwrap();
        counts.push(mints(&transport));
    }
    counts
}

#[tokio::test]
async fn a_token_is_refreshed_before_it_expires_whatever_its_lifetime_looks_like() {
    assert_eq!(mints_after("3600", &[3000, 300]).await, [1, 1, 2]);
    assert_eq!(mints_after("\"3600\"", &[3000, 300]).await, [1, 1, 2]);
    assert_eq!(mints_after("3600.0", &[3000, 300]).await, [1, 1, 2]);
    // Missing or unreadable: minutes. Zero: used once. Huge: a day.
    assert_eq!(mints_after("", &[200, 100]).await, [1, 1, 2]);
    assert_eq!(mints_after("\"pronto\"", &[200, 100]).await, [1, 1, 2]);
    assert_eq!(mints_after("-1", &[200, 100]).await, [1, 1, 2]);
    assert_eq!(mints_after("0", &[0]).await, [1, 2]);
    assert_eq!(
        mints_after("99999999999999999999999", &[60_000, 30_000]).await,
        [1, 1, 2]
    );
}

#[tokio::test]
async fn a_token_that_still_works_is_used_while_the_endpoint_fails() {
    let down = Arc::new(AtomicUsize::new(0));
    let switch = Arc::clone(&down);
    let transport = Scripted::new(move |request| {
        Ok(
            match (is_token_request(request), switch.load(Ordering::SeqCst)) {
                (true, 0) => response(200, &[], "{\"access_token\":\"t\",\"expires_in\":1000}"),
                (true, _) => response(503, &[], "<html>"),
                (false, _) => response(200, &[], "{\"nombre\":\"Ana\"}"),
            },
        )
    });
    let clock = Hands::default();
    let client = client(&transport, &clock);
    client.consultar_cliente(&cliente()).await.unwrap();
    down.store(1, Ordering::SeqCst);
    clock.advance(Duration::from_secs(950));
    // Asks once, keeps the old one, and leaves the endpoint alone for a while.
    for _ in 0..5 {
        client.consultar_cliente(&cliente()).await.unwrap();
    }
    assert_eq!(mints(&transport), 2);
    clock.advance(Duration::from_mins(1));
    for expected in [
        "the token endpoint refused with status 503, no reason",
        "the token endpoint failed a moment ago",
    ] {
        let error = client.consultar_cliente(&cliente()).await.unwrap_err();
        assert!(matches!(error, rt::Error::NotSent(_)));
        assert!(error.to_string().ends_with(expected), "{error}");
    }
    assert_eq!(mints(&transport), 3);
    clock.advance(Duration::from_secs(31));
    down.store(0, Ordering::SeqCst);
    client.consultar_cliente(&cliente()).await.unwrap();
}

#[tokio::test]
async fn a_token_reply_without_token_is_an_error_of_its_own() {
    for body in [
        "",
        "{}",
        "[]",
        "{\"access_token\":\"\"}",
        "{\"access_token\":\"a\\nb\"}",
        "{\"access_token\":{}}",
        "<html>",
    ] {
        let transport = Scripted::answering(200, &[], body);
        let error = client(&transport, &Hands::default())
            .consultar_cliente(&cliente())
            .await
            .unwrap_err();
        assert!(
            error
                .to_string()
                .ends_with("the token endpoint answered with status 200 without a token"),
            "{body} {error}"
        );
        assert_eq!(transport.count(), 1);
    }
}

const STALE: &str = "{\"fault\":{\"code\":900901,\"message\":\"Invalid Credentials\"}}";

#[tokio::test]
async fn a_read_refused_for_its_token_is_sent_once_more_with_a_new_one() {
    let minted = AtomicUsize::new(0);
    let transport = Scripted::new(move |request| {
        Ok(if is_token_request(request) {
            let number = minted.fetch_add(1, Ordering::SeqCst);
            response(
                200,
                &[],
                &format!("{{\"access_token\":\"token-{number}\",\"expires_in\":3600}}"),
            )
        } else if request.headers()["authorization"] == "Bearer token-0" {
            response(401, &[], STALE)
        } else {
            response(200, &[], "{\"nombre\":\"Ana\"}")
        })
    });
    let client = client(&transport, &Hands::default());
    assert_eq!(
        client
            .consultar_cliente(&cliente())
            .await
            .unwrap()
            .body
            .nombre,
        "Ana"
    );
    assert_eq!(tokens(&transport), ["Bearer token-0", "Bearer token-1"]);
    client.consultar_cliente(&cliente()).await.unwrap();
    assert_eq!(mints(&transport), 2);
}

#[tokio::test]
async fn a_gateway_that_refuses_every_token_is_not_asked_forever() {
    let transport = Scripted::new(|request| {
        Ok(if is_token_request(request) {
            response(200, &[], "{\"access_token\":\"t\"}")
        } else {
            response(401, &[], STALE)
        })
    });
    let error = client(&transport, &Hands::default())
        .consultar_cliente(&cliente())
        .await
        .unwrap_err();
    match error {
        rt::Error::Rejected(rejected) => {
            assert!(rejected.code.is_none() && rejected.gateway.unwrap().invalid_token);
        }
        other => panic!("{other}"),
    }
    assert_eq!(tokens(&transport).len(), 2);
}

#[tokio::test]
async fn a_holder_that_is_dropped_hands_the_token_request_on() {
    struct First(AtomicUsize);
    impl rt::Transport for First {
        fn send(
            &self,
            request: http::Request<bytes::Bytes>,
            _delivery: rt::Delivery,
        ) -> rt::Pending<'_, Result<rt::Answer, rt::TransportError>> {
            let first = self.0.fetch_add(1, Ordering::SeqCst) == 0;
            Box::pin(async move {
                if first {
                    std::future::pending::<()>().await;
                }
                let body = if is_token_request(&request) {
                    "{\"access_token\":\"t\"}"
                } else {
                    "{\"nombre\":\"Ana\"}"
                };
                Ok(rt::Answer::complete(response(200, &[], body)))
            })
        }
    }
    let client = Client::builder(Environment::Prueba)
        .credentials(rt::ClientCredentials::new("un-id", "un-secreto").unwrap())
        .transport(First(AtomicUsize::new(0)))
        .build()
        .unwrap();
    let (one, two) = (cliente(), cliente());
    let mut holder = IntoFuture::into_future(client.consultar_cliente(&one));
    let mut waiting = IntoFuture::into_future(client.consultar_cliente(&two));
    std::future::poll_fn(|cx| {
        assert!(holder.as_mut().poll(cx).is_pending());
        assert!(waiting.as_mut().poll(cx).is_pending());
        std::task::Poll::Ready(())
    })
    .await;
    drop(holder);
    assert_eq!(waiting.await.unwrap().body.nombre, "Ana");
}
