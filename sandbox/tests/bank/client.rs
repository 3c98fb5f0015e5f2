//! A client of raw bytes.

use ring::hmac;
use sandbox::config::Config;
use sandbox::sandbox::Sandbox;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

pub(crate) const KEY: &str = "a9100000000000000000000000000c01";
pub(crate) const SECRET: &str = "0123456789abcdef0123456789abcdef";
pub(crate) const PAYMENT: &str = r#"{"banco":"0138","idBeneficiario":"V12345678","telefono":"4140000001","monto":150.00,"motivo":"Café","canal":"20","id-externo":"#;

static NONCE: AtomicU64 = AtomicU64::new(1_700_000_000_000);

pub(crate) fn spec() -> String {
    format!("{}/../spec", env!("CARGO_MANIFEST_DIR"))
}

/// A sandbox on a free port, with extra configuration.
pub(crate) async fn plaza() -> Sandbox {
    Sandbox::start(Config::new(spec(), "banco-plaza"))
        .await
        .unwrap()
}

/// The same with a file.
pub(crate) async fn with(bank: &str, file: &str) -> Sandbox {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("own.yaml");
    std::fs::write(&path, file).unwrap();
    let mut config = Config::new(spec(), bank);
    config.file = Some(path);
    Sandbox::start(config).await.unwrap()
}

pub(crate) fn next_nonce() -> u64 {
    NONCE.fetch_add(1, Ordering::Relaxed)
}

/// A body with an id of its own.
pub(crate) fn payment() -> String {
    format!("{PAYMENT}\"pedido-{}\"}}", next_nonce())
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let mut found = self
            .headers
            .iter()
            .filter(|(own, _)| own.eq_ignore_ascii_case(name));
        let (_, value) = found.next()?;
        assert!(found.next().is_none(), "{name} is there twice");
        Some(String::from_utf8_lossy(value).into_owned())
    }

    pub(crate) fn code(&self) -> Option<String> {
        self.header("codigoRespuesta")
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Sends bytes on a connection of their own and reads until the other side closes.
pub(crate) fn exchange(to: SocketAddr, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut socket = TcpStream::connect(to)?;
    socket.set_read_timeout(Some(Duration::from_secs(20)))?;
    socket.write_all(bytes)?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer)?;
    Ok(answer)
}

/// A request as bytes, with the connection closed behind it.
pub(crate) fn request(
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Vec<u8> {
    let mut bytes = format!("{method} {target} HTTP/1.1\r\nHost: bank\r\nConnection: close\r\n");
    for (name, value) in headers {
        bytes.extend([name, ": ", value, "\r\n"]);
    }
    if !body.is_empty() {
        let length = body.len().to_string();
        bytes.extend(["Content-Length: ", &length, "\r\n"]);
    }
    bytes.push_str("\r\n");
    let mut bytes = bytes.into_bytes();
    bytes.extend_from_slice(body);
    bytes
}

/// Takes an answer apart.
pub(crate) fn read(bytes: &[u8]) -> Answer {
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .expect("a whole head");
    let mut lines = bytes[..end].split(|byte| *byte == b'\n');
    let first = String::from_utf8(lines.next().unwrap().to_vec()).unwrap();
    let status = first.split(' ').nth(1).unwrap().parse().unwrap();
    let headers = lines.map(|line| {
        let colon = line.iter().position(|byte| *byte == b':').expect("a colon");
        let name = String::from_utf8(line[..colon].to_vec()).unwrap();
        (name, line[colon + 1..].trim_ascii().to_vec())
    });
    Answer {
        status,
        headers: headers.collect(),
        body: bytes[end + 4..].to_vec(),
    }
}

pub(crate) async fn call(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let (to, bytes) = (sandbox.local_addr(), request(method, target, headers, body));
    let answer = tokio::task::spawn_blocking(move || exchange(to, &bytes).unwrap());
    read(&answer.await.unwrap())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits
        .map(|digit| char::from_digit(u32::from(digit), 16).unwrap())
        .collect()
}

pub(crate) fn sign(secret: &str, message: &[u8]) -> String {
    hex(hmac::sign(
        &hmac::Key::new(hmac::HMAC_SHA384, secret.as_bytes()),
        message,
    )
    .as_ref())
}

/// A signed call as the documents of Banco Plaza have it, with further headers.
pub(crate) async fn signed(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    base: &str,
    body: &str,
    extra: &[(&str, &str)],
) -> Answer {
    let nonce = next_nonce().to_string();
    let message = if method == "POST" {
        format!("{base}{nonce}{body}")
    } else {
        format!("{base}{nonce}")
    };
    let signature = sign(SECRET, message.as_bytes());
    let mut headers = vec![
        ("api-key", KEY),
        ("nonce", &nonce),
        ("api-signature", &signature),
    ];
    headers.extend_from_slice(extra);
    call(sandbox, method, target, &headers, body.as_bytes()).await
}

pub(crate) async fn pay(sandbox: &Sandbox, extra: &[(&str, &str)]) -> Answer {
    signed(
        sandbox,
        "POST",
        "/v1/pagos/p2p",
        "/v1/pagos/p2p",
        &payment(),
        extra,
    )
    .await
}
