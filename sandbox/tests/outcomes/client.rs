//! A client of its own: plain sockets, signatures by `ring`.

use crate::document::{Bank, Operation};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use sandbox::sandbox::Sandbox;
use serde_json::Value;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// A request in the making.
pub(crate) struct Request {
    pub(crate) template: String,
    pub(crate) path: Vec<(String, String)>,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Value,
}

impl Request {
    /// Gives an argument a value; in a body a number if there was one.
    pub(crate) fn set(&mut self, place: &str, path: &str, value: &str) {
        let pairs = match place {
            "path" => &mut self.path,
            "query" => &mut self.query,
            "headers" | "header" => &mut self.headers,
            "body" => return self.set_member(path, value),
            other => panic!("no place `{other}`"),
        };
        pairs.retain(|(name, _)| name != path);
        pairs.push((path.to_owned(), value.to_owned()));
    }

    fn set_member(&mut self, path: &str, value: &str) {
        let member = path
            .split('.')
            .fold(&mut self.body, |json, name| &mut json[name]);
        *member = if member.is_number() {
            serde_json::from_str(value).unwrap()
        } else {
            Value::String(value.to_owned())
        };
    }

    fn target(&self) -> String {
        let mut target = self.template.clone();
        for (name, value) in &self.path {
            target = target.replace(&format!("{{{name}}}"), &encoded(value));
        }
        for (position, (name, value)) in self.query.iter().enumerate() {
            target.push(if position == 0 { '?' } else { '&' });
            target.extend([name.as_str(), "=", &encoded(value)]);
        }
        target
    }
}

/// Percent-encoding of everything that is not unreserved.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push_str(&hex(&[byte]).to_uppercase());
        }
    }
    encoded
}

/// An answer as received.
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Sends one request over a connection of its own.
pub(crate) fn send(
    sandbox: &Sandbox,
    method: &str,
    target: &str,
    headers: &str,
    body: &str,
) -> Answer {
    let address = sandbox.local_addr();
    let mut stream = TcpStream::connect(address).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    let length = body.len();
    let text = format!(
        "{method} {target} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    );
    stream.write_all(text.as_bytes()).unwrap();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).unwrap();
    let end = bytes
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().unwrap().split(' ').nth(1).unwrap();
    let headers: Vec<(String, String)> = lines
        .map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_lowercase(), value.trim().to_owned())
        })
        .collect();
    let answer = Answer {
        status: status.parse().unwrap(),
        headers,
        body: bytes[end + 4..].to_vec(),
    };
    if method != "HEAD" {
        let stated = answer
            .header("content-length")
            .map(|length| length.parse().unwrap());
        assert_eq!(stated.unwrap_or(0), answer.body.len(), "{target}");
    }
    answer
}

/// Somebody with the credentials of the generated examples.
pub(crate) struct Caller {
    nonce: u64,
    /// Services with their tokens.
    tokens: Vec<(String, String)>,
}

const ID: &str = "made-up-id";
const SECRET: &str = "made-up-secret";
const TEXT: &str = "made-up";

impl Caller {
    /// Fetches a token for each service that asks for one.
    pub(crate) fn new(bank: &Bank, sandbox: &Sandbox) -> Self {
        let mut tokens: Vec<(String, String)> = Vec::new();
        for operation in &bank.operations {
            let known = |(service, _): &(String, String)| *service == operation.service;
            if operation.auth["kind"] == "oauth2-client-credentials" && !tokens.iter().any(known) {
                let token = token(sandbox, operation);
                tokens.push((operation.service.clone(), token));
            }
        }
        Self { nonce: 0, tokens }
    }

    pub(crate) fn call(
        &mut self,
        sandbox: &Sandbox,
        operation: &Operation,
        request: &Request,
    ) -> Answer {
        let url = sandbox.base_url(&operation.service).unwrap();
        let base = url.split_once(&sandbox.local_addr().to_string()).unwrap().1;
        let mut target = format!("{base}{}", request.target());
        let body = match &request.body {
            Value::Null => String::new(),
            body => body.to_string(),
        };
        let mut headers = String::new();
        for (name, value) in &request.headers {
            headers.extend([name.as_str(), ": ", value, "\r\n"]);
        }
        if !body.is_empty() && !headers.to_lowercase().contains("content-type:") {
            headers.push_str("Content-Type: application/json\r\n");
        }
        let scheme = &operation.auth;
        match scheme["kind"].as_str() {
            None => {}
            Some("oauth2-client-credentials") => {
                let mut tokens = self.tokens.iter();
                let token = tokens.find(|(service, _)| *service == operation.service);
                headers.extend(["Authorization: Bearer ", &token.unwrap().1, "\r\n"]);
            }
            Some("credentials") => listed(scheme, &mut target, &mut headers),
            Some("signature") => {
                self.nonce += 1;
                headers.push_str(&signature(operation, self.nonce, &target, &body));
            }
            Some(other) => panic!("no client for {other}"),
        }
        send(sandbox, &operation.method, &target, &headers, &body)
    }
}

fn token(sandbox: &Sandbox, operation: &Operation) -> String {
    let url = sandbox.token_url(&operation.service).unwrap();
    let path = url.split_once(&sandbox.local_addr().to_string()).unwrap().1;
    let (mut headers, mut form) = (String::new(), "grant_type=client_credentials".to_owned());
    if operation.auth["client_authentication"]["value"] == "basic-header" {
        let basic = STANDARD.encode(format!("{ID}:{SECRET}"));
        headers.extend(["Authorization: Basic ", &basic, "\r\n"]);
    } else {
        form.extend(["&client_id=", ID, "&client_secret=", SECRET]);
    }
    headers.push_str("Content-Type: application/x-www-form-urlencoded\r\n");
    let answer = send(sandbox, "POST", path, &headers, &form);
    assert_eq!(answer.status, 200);
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// Credentials that are sent as they are.
fn listed(scheme: &Value, target: &mut String, headers: &mut String) {
    for credential in scheme["credentials"].as_array().unwrap() {
        let name = credential["name"].as_str().unwrap();
        if credential["in"] == "query" {
            let mark = if target.contains('?') { "&" } else { "?" };
            target.extend([mark, name, "=", TEXT]);
            continue;
        }
        let bearer = if credential["bearer"] == true {
            "Bearer "
        } else {
            ""
        };
        let prefix = credential["prefix"].as_str().unwrap_or(bearer);
        headers.extend([name, ": ", prefix, TEXT, "\r\n"]);
    }
}

/// The headers of a signature, with the key and the secret of the scheme's first known answer.
fn signature(operation: &Operation, number: u64, target: &str, body: &str) -> String {
    let scheme = &operation.auth;
    let text = |part: &str, key: &str| scheme[part][key].as_str().unwrap_or_default();
    let (key, secret) = (
        text_of(&scheme["vectors"][0]["key"]),
        text_of(&scheme["vectors"][0]["secret"]),
    );
    let nonce = match text("nonce", "kind") {
        "unix-seconds" => 1_772_734_000 + number,
        "unix-millis" => 1_772_734_000_000 + number,
        "unix-micros" => 1_772_734_000_000_000 + number,
        other => panic!("no nonce {other}"),
    };
    let nonce = nonce.to_string();
    let methods = scheme["body_methods"]["value"].as_array().unwrap();
    let signs_body = methods
        .iter()
        .any(|method| *method == operation.method.as_str());
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let mut message = String::new();
    for part in scheme["message"]["value"].as_array().unwrap() {
        message.push_str(match part.as_str() {
            None => part["text"].as_str().unwrap(),
            Some("signing-base") => &operation.signing_base,
            Some("method") => &operation.method,
            Some("path") => path,
            Some("query") => query,
            Some("target") => target,
            Some("key") => &key,
            Some("nonce") => &nonce,
            Some("body") if signs_body => body,
            Some("body") => "",
            Some(other) => panic!("no part {other}"),
        });
    }
    let algorithm = match text("algorithm", "value") {
        "hmac-sha256" => hmac::HMAC_SHA256,
        "hmac-sha384" => hmac::HMAC_SHA384,
        "hmac-sha512" => hmac::HMAC_SHA512,
        other => panic!("no algorithm {other}"),
    };
    let tag = hmac::sign(
        &hmac::Key::new(algorithm, secret.as_bytes()),
        message.as_bytes(),
    );
    let signature = match text("encoding", "value") {
        "base64" => STANDARD.encode(tag.as_ref()),
        "hex-lower" => hex(tag.as_ref()),
        "hex-upper" => hex(tag.as_ref()).to_uppercase(),
        other => panic!("no encoding {other}"),
    };
    let mut headers = String::new();
    for (part, value) in [("key", &key), ("nonce", &nonce), ("signature", &signature)] {
        headers.extend([
            text(part, "header"),
            ": ",
            text(part, "prefix"),
            value,
            "\r\n",
        ]);
    }
    headers
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn hex(bytes: &[u8]) -> String {
    let mut text = String::new();
    for byte in bytes {
        for half in [byte >> 4, byte & 15] {
            text.extend(char::from_digit(u32::from(half), 16));
        }
    }
    text
}
