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
            target = target.replace(&format!("{{{name}}}"), value);
        }
        for (position, (name, value)) in self.query.iter().enumerate() {
            target.push(if position == 0 { '?' } else { '&' });
            target.extend([name.as_str(), "=", &value.replace('@', "%40")]);
        }
        target
    }
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

/// Somebody with the sandbox's credentials.
pub(crate) struct Caller {
    nonce: u64,
    /// Services with their tokens.
    tokens: Vec<(String, String)>,
}

/// A credential that the sandbox accepts for a service.
fn credential(sandbox: &Sandbox, service: &str, name: &str) -> String {
    let accepted = sandbox.credentials().iter();
    let mut own = accepted.filter(|one| one.services.iter().any(|own| own == service));
    let value = own.find_map(|one| one.values.iter().find(|(own, _)| own == name));
    value
        .unwrap_or_else(|| panic!("no {name} for {service}"))
        .1
        .clone()
}

impl Caller {
    /// Fetches a token for each service that asks for one.
    pub(crate) fn new(bank: &Bank, sandbox: &Sandbox) -> Self {
        let mut tokens: Vec<(String, String)> = Vec::new();
        for operation in &bank.operations {
            let known = tokens
                .iter()
                .any(|(service, _)| *service == operation.service);
            if operation.auth["kind"] != "oauth2-client-credentials" || known {
                continue;
            }
            let url = sandbox.token_url(&operation.service).unwrap();
            let path = url.split_once(&sandbox.local_addr().to_string()).unwrap().1;
            let id = credential(sandbox, &operation.service, "client_id");
            let secret = credential(sandbox, &operation.service, "client_secret");
            let basic = STANDARD.encode(format!("{id}:{secret}"));
            let headers = format!(
                "Authorization: Basic {basic}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            );
            let answer = send(
                sandbox,
                "POST",
                path,
                &headers,
                "grant_type=client_credentials",
            );
            assert_eq!(answer.status, 200);
            let token = answer.json()["access_token"].as_str().unwrap().to_owned();
            tokens.push((operation.service.clone(), token));
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
        let target = format!("{base}{}", request.target());
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
        headers.push_str(&self.authentication(sandbox, operation, &body));
        send(sandbox, &operation.method, &target, &headers, &body)
    }

    fn authentication(&mut self, sandbox: &Sandbox, operation: &Operation, body: &str) -> String {
        let (scheme, service) = (&operation.auth, operation.service.as_str());
        match scheme["kind"].as_str() {
            None => String::new(),
            Some("oauth2-client-credentials") => {
                let mut tokens = self.tokens.iter();
                let (_, token) = tokens.find(|(own, _)| own == service).unwrap();
                format!("Authorization: Bearer {token}\r\n")
            }
            Some("credentials") => format!(
                "client_id: {}\r\nclient_secret: {}\r\nAuthorization: Bearer {}\r\n",
                credential(sandbox, service, "client_id"),
                credential(sandbox, service, "client_secret"),
                credential(sandbox, service, "bearer"),
            ),
            Some("signature") => self.signature(sandbox, operation, body),
            Some(other) => panic!("no client for {other}"),
        }
    }

    /// HMAC-SHA384 in lower-case hexadecimal: what both services that sign ask for.
    fn signature(&mut self, sandbox: &Sandbox, operation: &Operation, body: &str) -> String {
        let scheme = &operation.auth;
        assert_eq!(scheme["algorithm"]["value"], "hmac-sha384");
        assert_eq!(scheme["encoding"]["value"], "hex-lower");
        self.nonce += 1;
        let nonce = (1_772_734_000_000 + self.nonce).to_string();
        let methods = scheme["body_methods"]["value"].as_array().unwrap();
        let signs_body = methods
            .iter()
            .any(|method| *method == operation.method.as_str());
        let mut message = String::new();
        for part in scheme["message"]["value"].as_array().unwrap() {
            message.push_str(match part.as_str().unwrap() {
                "signing-base" => &operation.signing_base,
                "nonce" => &nonce,
                "body" if signs_body => body,
                "body" => "",
                other => panic!("no part {other}"),
            });
        }
        let secret = credential(sandbox, &operation.service, "api_secret");
        let key = hmac::Key::new(hmac::HMAC_SHA384, secret.as_bytes());
        let tag = hmac::sign(&key, message.as_bytes());
        let mut signature = String::new();
        for byte in tag.as_ref() {
            for half in [byte >> 4, byte & 15] {
                signature.extend(char::from_digit(u32::from(half), 16));
            }
        }
        let header = |part: &str| scheme[part]["header"].as_str().unwrap().to_owned();
        format!(
            "{}: {}\r\n{}: {nonce}\r\n{}: {signature}\r\n",
            header("key"),
            credential(sandbox, &operation.service, "api_key"),
            header("nonce"),
            header("signature"),
        )
    }
}
