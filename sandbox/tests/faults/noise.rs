//! Requests that are nearly right, thousands of them: nothing makes the sandbox panic, and the payment after them is answered as before.

use crate::bank::Bank;
use crate::client::{Client, exchange};
use std::panic::{self, Location};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::io::AsyncWriteExt;

/// `xorshift64*`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    fn of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// Panics outside of tests: a task that panics looks like a connection that ended.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        let file = panicked.location().map_or("", Location::file);
        if !file.contains("tests") {
            PANICS.fetch_add(1, Ordering::SeqCst);
        }
        usual(panicked);
    }));
}

const PATHS: &[&str] = &[
    "/v1/pagos/p2p",
    "/v1/pagos/p2p/J000000025",
    "/v1/pagos/p2p/bancos?codigo=%ff",
    "/v0/cuentas/default?x=%00&x=%zz",
    "/v0/cuentas/\u{f1}",
    "/oauth2/token",
    "//",
    "/%2e%2e/%00",
    "*",
    "http://localhost/v1/pagos/p2p",
    "/__sandbox/journal?after=99999999999999999999",
    "/__sandbox/coverage",
    "/__sandbox/scenarios",
    "/__sandbox/ledger",
    "/__sandbox/nothing/%",
];

const HEADERS: &[&str] = &[
    "api-key: a9100000000000000000000000000c01",
    "api-key: \u{fffd}",
    "nonce: 99999999999999999999999999999999999999999999",
    "nonce: -1",
    "nonce: 1e9",
    "nonce: \u{663}",
    "api-signature: zz",
    "api-signature: ",
    "Authorization: Basic %%%",
    "Authorization: Basic bWFkZS11cC1pZA==",
    "Authorization: Bearer",
    "Authorization: Bearer \u{1f600}",
    "Content-Type: application/x-www-form-urlencoded",
    "Content-Type: application/json; charset=utf-16",
    "X-Sandbox-Scenario: E015",
    "X-Sandbox-Scenario: ;;;,,,=,fault:,fault:=",
    "X-Sandbox-Scenario: fault:cut-answer=18446744073709551615",
    "X-Sandbox-Scenario: fault:skew=+24h, fault:wrong-length=-9223372036854775807",
    "X-Sandbox-Scenario: fault:missing-code,fault:repeated-code,fault:contradictory-code,fault:unlisted-code=\"",
    "ipCliente: 999.999.999.999",
];

const BODIES: &[&str] = &[
    "",
    "{}",
    "[]",
    "null",
    "\u{feff}{}",
    "{\"monto\":1e999999999}",
    "{\"monto\":-0.00000000000000000000000000000000000000000000000000001}",
    "{\"monto\":99999999999999999999999999999999999999.99}",
    "{\"monto\":\"75.25\",\"monto\":1}",
    "{\"banco\":{\"banco\":{}},\"telefono\":[[]]}",
    "{\"id-externo\":\"\\ud800\\u0000\"}",
    "{\"\":\"\"",
    "grant_type=client_credentials&scope=%",
    "{\"operation\":\"crear_pago_p2p\",\"scenario\":\"fault:\",\"times\":4294967296}",
    "{\"operation\":\"\",\"scenario\":\"E015\",\"times\":-1}",
];

fn request(random: &mut Random) -> Vec<u8> {
    let method = random.of(&[
        "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "X",
    ]);
    let deep = ["[".repeat(20_000), "{\"a\":".repeat(20_000)];
    let body = match random.below(12) {
        0 => deep[0].as_str(),
        1 => deep[1].as_str(),
        _ => random.of(BODIES),
    };
    let mut head = format!(
        "{method} {} HTTP/1.1\r\nHost: localhost\r\n",
        random.of(PATHS)
    );
    for _ in 0..random.below(6) {
        head.push_str(random.of(HEADERS));
        head.push_str("\r\n");
    }
    format!(
        "{head}Connection: close\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

/// Changes a byte or two, anywhere.
fn spoil(random: &mut Random, bytes: &mut [u8]) {
    for _ in 0..random.below(3) {
        let at = random.below(bytes.len());
        bytes[at] = random.next().to_le_bytes()[3];
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_request_makes_the_sandbox_panic() {
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let seed = u64::try_from(seed % u128::from(u64::MAX)).unwrap() | 1;
    println!("seed {seed}");
    count_panics();
    let bank = Bank::start().await;
    let addr = bank.sandbox.local_addr();
    let mut random = Random(seed);
    for _ in 0..1_500 {
        let mut bytes = match random.below(3) {
            0 => bank.payment("Connection: close\r\n"),
            _ => request(&mut random),
        };
        spoil(&mut random, &mut bytes);
        let mut client = Client::connect(addr).await;
        client.send(&bytes).await;
        let _gone = client.stream.shutdown().await;
        let (answer, _) = client.rest().await;
        let known = answer.is_empty() || answer.starts_with(b"HTTP/1.1 ");
        assert!(known, "{:?}", String::from_utf8_lossy(&bytes));
        assert_eq!(
            PANICS.load(Ordering::SeqCst),
            0,
            "{:?}",
            String::from_utf8_lossy(&bytes)
        );
    }
    let (answer, _) = exchange(addr, bank.payment("Connection: close\r\n")).await;
    assert!(
        answer.starts_with(b"HTTP/1.1 201 "),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    assert_eq!(bank.sandbox.shutdown().await, 0);
}
