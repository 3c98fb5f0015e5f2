//! The bank on the loopback interface: one thread, one request per connection, answers given by the test. It reads raw bytes
//! and shares no code with the client; seals are checked with `ring`.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

pub const KEY: &str = "comercio-de-prueba";
pub const SECRET: &str = "secreto-inventado-para-pruebas";
pub const SHORT_SECRET: &str = "0123456789abcdef-secreto-inventa";

/// A request as it came.
pub struct Received {
    pub method: String,
    /// Path and query as sent.
    pub target: String,
    head: String,
    pub body: String,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The second that the request was sealed at, if its seal is the one that the manual describes.
    pub fn sealed_at(&self, secret: &str) -> Option<u64> {
        let key = self.header("X-Llave")?.strip_prefix("Llave ")?;
        let second = self.header("X-Momento")?.strip_prefix("t=")?;
        let seal = self.header("Authorization")?.strip_prefix("Sello ")?;
        let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let body = match self.method.as_str() {
            "POST" | "PUT" | "PATCH" => self.body.as_str(),
            _ => "",
        };
        let text = format!("{}.{key}.{second}\n{path}?{query}\n{body}", self.method);
        let secret = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
        ring::hmac::verify(&secret, text.as_bytes(), &base64(seal)?).ok()?;
        second.parse().ok()
    }

    /// The microsecond that the request was sealed at, if its short seal is the one that the manual describes.
    pub fn shortly_sealed_at(&self, base: &str) -> Option<u64> {
        let partner = self.header("X-Socio")?;
        let micro = self.header("X-Micro")?;
        let secret = ring::hmac::Key::new(ring::hmac::HMAC_SHA512, SHORT_SECRET.as_bytes());
        let text = format!("{base}{}{partner}{micro}", self.target);
        let seal = ring::hmac::sign(&secret, text.as_bytes());
        let halves = seal.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
        let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half)]);
        let digits: String = halves.map(digit).collect();
        if self.header("X-Sello") != Some(&digits) {
            return None;
        }
        micro.parse().ok()
    }
}

/// The bytes behind a padded base64 text.
fn base64(text: &str) -> Option<Vec<u8>> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let padding = text.bytes().rev().take_while(|byte| *byte == b'=').count();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bits = 0_u32;
    let mut bytes = Vec::new();
    for (place, letter) in text.trim_end_matches('=').bytes().enumerate() {
        let six = ALPHABET.iter().position(|known| *known == letter)?;
        bits = bits << 6 | u32::try_from(six).ok()?;
        if place % 4 != 0 {
            let shift = 6 - 2 * (place % 4);
            bytes.push(u8::try_from(bits >> shift & 255).ok()?);
        }
    }
    Some(bytes)
}

/// An answer: status, headers and body.
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

pub fn answer(status: u16, body: &str) -> Answer {
    Answer {
        status,
        headers: Vec::new(),
        body: body.to_owned(),
    }
}

impl Answer {
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    fn bytes(&self, head_only: bool) -> Vec<u8> {
        let mut text = format!("HTTP/1.1 {} Made-Up\r\nconnection: close\r\n", self.status);
        for (name, value) in &self.headers {
            text.extend([name, ": ", value, "\r\n"]);
        }
        if self.status != 204 {
            text.extend(["content-length: ", &self.body.len().to_string(), "\r\n"]);
        }
        text.push_str("\r\n");
        if !head_only {
            text.push_str(&self.body);
        }
        text.into_bytes()
    }
}

/// The listening server. Its thread ends with the process.
pub struct Bank {
    pub url: String,
    received: Receiver<Received>,
}

impl Bank {
    /// Answers requests in their order; further ones find the connection closed.
    pub fn start(answers: impl IntoIterator<Item = Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answers: Vec<Answer> = answers.into_iter().collect();
        let (send, received) = channel();
        thread::spawn(move || {
            for answer in answers {
                let Some((mut stream, request)) = next(&listener) else {
                    return;
                };
                let bytes = answer.bytes(request.method == "HEAD");
                if send.send(request).is_err() {
                    return;
                }
                let _client_may_be_gone = stream.write_all(&bytes);
            }
        });
        Self { url, received }
    }

    /// The next request that came.
    pub fn received(&self) -> Received {
        self.received.try_recv().unwrap()
    }

    /// Whether no further request came.
    pub fn is_quiet(&self) -> bool {
        self.received.try_recv().is_err()
    }
}

fn next(listener: &TcpListener) -> Option<(TcpStream, Received)> {
    loop {
        let (mut stream, _) = listener.accept().ok()?;
        if let Some(request) = read(&mut stream) {
            return Some((stream, request));
        }
    }
}

fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let mut line = head.lines().next()?.split(' ').map(str::to_owned);
            let mut request = Received {
                method: line.next()?,
                target: line.next()?,
                head,
                body: String::new(),
            };
            let length = request
                .header("content-length")
                .map_or(0, |length| length.parse().unwrap());
            if let Some(body) = bytes.get(end + 4..end + 4 + length) {
                request.body = String::from_utf8(body.to_vec()).unwrap();
                return Some(request);
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}
