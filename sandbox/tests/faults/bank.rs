//! A sandbox of Banco Plaza, payments to it signed here, and what they did.

use ring::hmac;
use sandbox::config::{Clock, Config};
use sandbox::sandbox::Sandbox;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

/// A made-up key of the sandbox.
pub(crate) const KEY: &str = "a9100000000000000000000000000c01";
/// Its secret.
pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A sandbox, and a counter for nonces and ids.
pub(crate) struct Bank {
    pub(crate) sandbox: Sandbox,
    counter: AtomicU64,
}

impl Bank {
    pub(crate) async fn start() -> Self {
        Self::start_with(None, 0).await
    }

    /// With a configuration beside the bank's own, and a seed.
    pub(crate) async fn start_with(file: Option<&Path>, seed: u64) -> Self {
        let spec = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
        let mut config = Config::new(spec, "banco-plaza");
        config.clock = Clock::new(|| UNIX_EPOCH + Duration::from_secs(784_111_777));
        config.file = file.map(Path::to_owned);
        config.seed = seed;
        Self {
            sandbox: Sandbox::start(config).await.unwrap(),
            counter: AtomicU64::new(1_772_734_029_000),
        }
    }

    /// A number that was not used before.
    pub(crate) fn next(&self) -> u64 {
        self.counter.fetch_add(1, Ordering::Relaxed)
    }

    /// Payments that were executed, ever.
    pub(crate) fn payments(&self) -> usize {
        self.sandbox.world().column("pagos", "referencia").len()
    }

    /// A signed payment of an account with much money. The last header is what the test wants.
    pub(crate) fn payment(&self, header: &str) -> Vec<u8> {
        let number = self.next();
        let body = format!(
            r#"{{"banco":"9001","idBeneficiario":"V12345678","telefono":"4140000001","monto":75.25,"motivo":"Prueba","canal":"23","id-externo":"fallo-{number}"}}"#
        );
        let key = hmac::Key::new(hmac::HMAC_SHA384, SECRET.as_bytes());
        let tag = hmac::sign(&key, format!("/v1/pagos/p2p{number}{body}").as_bytes());
        let mut signature = String::new();
        for byte in tag.as_ref() {
            write!(signature, "{byte:02x}").unwrap();
        }
        let length = body.len();
        format!(
            "POST /v1/pagos/p2p/J000000025 HTTP/1.1\r\nHost: localhost\r\napi-key: {KEY}\r\nnonce: {number}\r\n\
             api-signature: {signature}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n{header}\r\n{body}"
        )
        .into_bytes()
    }

    /// The same with a scenario.
    pub(crate) fn asking(&self, scenario: &str) -> Vec<u8> {
        self.payment(&format!("X-Sandbox-Scenario: {scenario}\r\n"))
    }
}
