//! A bank on the loopback interface: one thread, one request per connection, answers given by the test.
//!
//! It reads raw bytes; nothing here uses the runtime. Every test of a generated crate has it by its path.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::thread;

/// A request as it came.
pub struct Received {
    /// `POST /v1/pagos/p2p`
    pub line: String,
    /// The request line and the headers.
    pub head: String,
    pub body: Vec<u8>,
}

impl Received {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().skip(1).find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }
}

/// An answer: status, headers and body. Its length is that of the body unless a header `content-length` says another.
#[derive(Clone)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// An answer without headers of the bank.
    pub fn bare(status: u16, body: &str) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        }
    }

    fn bytes(&self, head_only: bool) -> Vec<u8> {
        let mut bytes =
            format!("HTTP/1.1 {} Made-Up\r\nconnection: close\r\n", self.status).into_bytes();
        for (name, value) in &self.headers {
            bytes.extend_from_slice(name.as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value);
            bytes.extend_from_slice(b"\r\n");
        }
        let told = |(name, _): &(String, Vec<u8>)| name == "content-length";
        if self.status != 204 && !self.headers.iter().any(told) {
            bytes.extend_from_slice(format!("content-length: {}\r\n", self.body.len()).as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        if !head_only {
            bytes.extend_from_slice(&self.body);
        }
        bytes
    }
}

/// The listening server. Its thread ends with the process.
pub struct Bank {
    pub url: String,
    received: Receiver<Received>,
}

impl Bank {
    /// Answers the requests one after the other; the last answer stands for all further ones.
    pub fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (send, received) = channel();
        thread::spawn(move || {
            let mut answers = answers.into_iter().peekable();
            while let Ok((mut stream, _)) = listener.accept() {
                let Some(request) = read(&mut stream) else {
                    continue;
                };
                let answer = match answers.next() {
                    Some(answer) if answers.peek().is_none() => {
                        answers = vec![answer.clone()].into_iter().peekable();
                        answer
                    }
                    Some(answer) => answer,
                    None => return,
                };
                let head_only = request.line.starts_with("HEAD ");
                if send.send(request).is_err() {
                    return;
                }
                let _client_may_be_gone = stream.write_all(&answer.bytes(head_only));
            }
        });
        Self { url, received }
    }

    /// The next request that came.
    pub fn received(&self) -> Received {
        self.received.try_recv().unwrap()
    }

    /// How many further requests came.
    pub fn further(&self) -> usize {
        self.received.try_iter().count()
    }
}

fn read(stream: &mut TcpStream) -> Option<Received> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
            let line = head.lines().next()?.rsplit_once(' ')?.0.to_owned();
            let mut request = Received {
                line,
                head,
                body: bytes[end + 4..].to_vec(),
            };
            let length = request
                .header("content-length")
                .map_or(0, |length| length.parse().unwrap());
            if request.body.len() >= length {
                request.body.truncate(length);
                return Some(request);
            }
        }
        match stream.read(&mut chunk) {
            Ok(0) | Err(_) => return None,
            Ok(read) => bytes.extend_from_slice(&chunk[..read]),
        }
    }
}
