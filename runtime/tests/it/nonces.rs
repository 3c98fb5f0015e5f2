//! Nonces never repeat and never go back, whoever asks.

use crate::mini::pagos::client::{Client, Environment};
use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::scripted::{Hands, Scripted};
use bank_client_runtime as rt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

fn client(key: &str, transport: &Scripted, clock: &Hands) -> Client {
    Client::builder(Environment::Prueba)
        .credentials(rt::SigningKey::new(key, SECRET).unwrap())
        .transport(transport.clone())
        .clock(clock.clone())
        .build()
        .unwrap()
}

fn transport() -> Scripted {
    Scripted::answering(200, &[("codigoRespuesta", "0000")], "{\"monto\":1}")
}

fn consulta() -> ConsultarPago {
    ConsultarPago {
        id: "V1".into(),
        texto: None,
    }
}

fn nonces(transport: &Scripted) -> Vec<u64> {
    let seen = transport.seen.lock().unwrap();
    let texts = seen
        .iter()
        .map(|request| request.headers()["nonce"].to_str().unwrap());
    texts.map(|text| text.parse().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_thousand_tasks_in_one_millisecond_never_share_a_nonce() {
    let (transport, clock) = (transport(), Hands::at(1_700_000_000));
    let clients: Vec<Client> = (0..8)
        .map(|_| client("10000tasks10000tasks10000tasks10", &transport, &clock))
        .collect();
    let mut tasks = Vec::new();
    for index in 0..10_000_usize {
        let client = clients[index % clients.len()].clone();
        tasks.push(tokio::spawn(async move {
            client
                .consultar_pago(&consulta())
                .await
                .map(|accepted| accepted.meta.status)
        }));
    }
    for task in tasks {
        assert_eq!(task.await.unwrap().unwrap(), 200);
    }
    // In the order of arrival, not only as a set.
    let seen = nonces(&transport);
    assert_eq!(seen.len(), 10_000);
    assert!(seen.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!(seen[0], 1_700_000_000_000);
}

/// Counts how many requests are under way at once.
#[derive(Clone, Default)]
struct Narrow(std::sync::Arc<(AtomicUsize, AtomicUsize)>);

impl rt::Transport for Narrow {
    fn send(
        &self,
        _request: http::Request<bytes::Bytes>,
        _delivery: rt::Delivery,
    ) -> rt::Pending<'_, Result<rt::Answer, rt::TransportError>> {
        Box::pin(async move {
            let under_way = self.0.0.fetch_add(1, Ordering::SeqCst) + 1;
            self.0.1.fetch_max(under_way, Ordering::SeqCst);
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
            self.0.0.fetch_sub(1, Ordering::SeqCst);
            let headers = [("codigoRespuesta", "0000")];
            Ok(rt::Answer::complete(crate::scripted::response(
                200,
                &headers,
                "{\"monto\":1}",
            )))
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_signed_request_per_key_is_under_way() {
    let narrow = Narrow::default();
    let mut tasks = Vec::new();
    for _ in 0..4 {
        let key = rt::SigningKey::new("narrownarrownarrownarrownarrow12", SECRET).unwrap();
        let client = Client::builder(Environment::Prueba)
            .credentials(key)
            .transport(narrow.clone());
        let client = client.build().unwrap();
        for _ in 0..50 {
            let client = client.clone();
            tasks.push(tokio::spawn(async move {
                client.consultar_pago(&consulta()).await.map(|_| ())
            }));
        }
    }
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    assert_eq!(narrow.0.1.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn a_caller_who_gives_up_waiting_does_not_block_the_lane() {
    struct Never;
    impl rt::Transport for Never {
        fn send(
            &self,
            _request: http::Request<bytes::Bytes>,
            _delivery: rt::Delivery,
        ) -> rt::Pending<'_, Result<rt::Answer, rt::TransportError>> {
            Box::pin(std::future::pending())
        }
    }
    let key = "giveupgiveupgiveupgiveupgiveup12";
    let hung = Client::builder(Environment::Prueba)
        .credentials(rt::SigningKey::new(key, SECRET).unwrap())
        .transport(Never)
        .build()
        .unwrap();
    let (request, clock, transport) = (consulta(), Hands::at(1_700_000_000), transport());
    let free = client(key, &transport, &clock);
    let mut holder = IntoFuture::into_future(hung.consultar_pago(&request));
    let mut waiting = IntoFuture::into_future(hung.consultar_pago(&request));
    let mut last = IntoFuture::into_future(free.consultar_pago(&request));
    let poll = |call: &mut rt::Pending<'_, _>| {
        let waker = std::task::Waker::noop();
        call.as_mut()
            .poll(&mut std::task::Context::from_waker(waker))
            .is_ready()
    };
    assert!(!poll(&mut holder));
    assert!(!poll(&mut waiting));
    let mut call = std::pin::pin!(&mut last);
    assert!(
        std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx).is_pending()))
            .await
    );
    drop(waiting);
    drop(holder);
    assert_eq!(last.await.unwrap().meta.status, 200);
}

#[tokio::test]
async fn a_clock_that_steps_back_does_not_take_the_nonce_along() {
    let (transport, clock) = (transport(), Hands::at(1_700_003_600));
    let client = client("stepbackstepbackstepbackstepback", &transport, &clock);
    client.consultar_pago(&consulta()).await.unwrap();
    *clock.now.lock().unwrap() = Duration::from_secs(1_700_000_000);
    client.consultar_pago(&consulta()).await.unwrap();
    assert_eq!(nonces(&transport), [1_700_003_600_000, 1_700_003_600_001]);
}

#[tokio::test]
async fn a_key_counts_in_its_own_unit_and_never_beyond_the_exact_integers() {
    let (transport, clock) = (transport(), Hands::at(1_700_000_000));
    let build = |key: rt::SigningKey| {
        let builder = Client::builder(Environment::Prueba).credentials(key);
        builder
            .transport(transport.clone())
            .clock(clock.clone())
            .build()
            .unwrap()
    };
    let key = rt::SigningKey::new("microsmicrosmicrosmicrosmicros12", SECRET).unwrap();
    let client = build(key.with_nonces(rt::NonceKind::UnixMicros));
    client.consultar_pago(&consulta()).await.unwrap();
    assert_eq!(nonces(&transport), [1_700_000_000_000_000]);

    *clock.now.lock().unwrap() = Duration::from_micros(rt::MAX_NONCE);
    client.consultar_pago(&consulta()).await.unwrap();
    let error = client.consultar_pago(&consulta()).await.unwrap_err();
    assert!(matches!(&error, rt::Error::NotSent(_)), "{error:?}");
    assert_eq!(transport.count(), 2);
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.consultar_pago was not sent: the next nonce would exceed 2^53 - 1"
    );
}

#[tokio::test]
async fn a_source_that_fails_or_repeats_itself_sends_nothing() {
    struct Source(Mutex<Vec<Option<u64>>>);
    impl rt::NonceSource for Source {
        fn next(
            &self,
            _key: rt::KeyId,
            at_least: u64,
        ) -> rt::Pending<'_, Result<u64, rt::NonceError>> {
            let next = self.0.lock().unwrap().remove(0);
            assert!(at_least >= 1_700_000_000_000);
            Box::pin(std::future::ready(
                next.ok_or(rt::NonceError::Source("down".into())),
            ))
        }
    }
    let transport = transport();
    let given = [Some(1_800_000_000_000), Some(1_800_000_000_000), None];
    let client = Client::builder(Environment::Prueba)
        .credentials(rt::SigningKey::new("sourcesourcesourcesourcesource12", SECRET).unwrap())
        .transport(transport.clone())
        .clock(Hands::at(1_700_000_000))
        .nonces(Source(Mutex::new(given.to_vec())))
        .build()
        .unwrap();
    client.consultar_pago(&consulta()).await.unwrap();
    for expected in [
        "the nonce source did not give a greater nonce",
        "the nonce source failed",
    ] {
        let error = client.consultar_pago(&consulta()).await.unwrap_err();
        assert!(error.to_string().ends_with(expected), "{error}");
        assert!(matches!(error, rt::Error::NotSent(_)));
    }
    assert_eq!(nonces(&transport), [1_800_000_000_000]);
}
