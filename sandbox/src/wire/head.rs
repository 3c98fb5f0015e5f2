//! Heads of requests: where they end, what they say, and what they say about the body.

use super::message::Head;
use super::refusal::Refusal;
use super::{Limits, LostReason};
use std::net::SocketAddr;

/// First byte of a TLS handshake.
const TLS_HANDSHAKE: u8 = 0x16;

/// Looks for the end of a head in bytes that arrive bit by bit. Each byte is looked at once.
#[derive(Default)]
pub(super) struct HeadScan {
    /// Bytes looked at.
    position: usize,
    /// Where the line begins that is being looked at.
    line: usize,
    /// Empty lines in front of the request line are allowed and no part of the head: where the head begins.
    start: usize,
}

impl HeadScan {
    /// The range of the head once it is whole.
    pub(super) fn scan(
        &mut self,
        buffer: &[u8],
    ) -> Result<Option<std::ops::Range<usize>>, Refusal> {
        while let Some(byte) = buffer.get(self.position) {
            let at_start = self.position == self.start;
            if at_start && !(byte.is_ascii_alphanumeric() || b"\r\n!#$%&'*+-.^_`|~".contains(byte))
            {
                return Err(Refusal::malformed(if *byte == TLS_HANDSHAKE {
                    "the first byte is that of a TLS handshake, and this server speaks plain HTTP"
                } else {
                    "the first byte is none that a method begins with"
                }));
            }
            self.position += 1;
            if *byte == b'\n'
                && let Some(range) = self.end_line(buffer)?
            {
                return Ok(Some(range));
            }
        }
        Ok(None)
    }

    /// Takes note of a line that ends before `position`.
    fn end_line(&mut self, buffer: &[u8]) -> Result<Option<std::ops::Range<usize>>, Refusal> {
        let length = self.position - self.line;
        if length < 2 || buffer.get(self.position - 2) != Some(&b'\r') {
            return Err(Refusal::malformed(
                "a line ends with a line feed alone; lines end with carriage return and line feed",
            ));
        }
        let empty = length == 2;
        if empty && self.line != self.start {
            return Ok(Some(self.start..self.position));
        }
        self.line = self.position;
        if empty {
            self.start = self.position;
        }
        Ok(None)
    }
}

/// How long the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BodyLength {
    /// This many bytes.
    Exactly(usize),
    /// As its chunks say.
    Chunked,
}

/// What a head says about its body and its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Framing {
    /// Length of the body.
    pub(super) body: BodyLength,
    /// Whether the client will send further requests.
    pub(super) keep_alive: bool,
    /// Whether the client waits to be told to send the body.
    pub(super) waits: bool,
    /// Whether it speaks HTTP/1.0.
    pub(super) old: bool,
}

/// Which connection a head came over, and its number.
pub(super) struct Arrival {
    pub(super) peer: SocketAddr,
    pub(super) connection: u64,
    pub(super) number: u64,
}

/// Reads a whole head.
pub(super) fn read(raw: Vec<u8>, arrival: &Arrival, limits: &Limits) -> Result<Parsed, Refusal> {
    let mut lines = vec![httparse::EMPTY_HEADER; limits.headers];
    let mut request = httparse::Request::new(&mut lines);
    match request.parse(&raw) {
        Ok(httparse::Status::Complete(end)) if end == raw.len() => {}
        Ok(httparse::Status::Complete(_) | httparse::Status::Partial) => {
            return Err(Refusal::malformed("the head is not that of a request"));
        }
        Err(error) => return Err(refuse(error)),
    }
    let old = request.version == Some(0);
    let headers: Vec<(String, Vec<u8>)> = request
        .headers
        .iter()
        .map(|line| (line.name.to_owned(), line.value.trim_ascii().to_vec()))
        .collect();
    let method = request.method.unwrap_or_default().to_owned();
    let target = request.path.unwrap_or_default().to_owned();
    let head = Head {
        method,
        target,
        headers,
        peer: arrival.peer,
        connection: arrival.connection,
        number: arrival.number,
        raw,
    };
    let framing = framing(&head, old, limits);
    Ok(Parsed { head, framing })
}

/// A head that is HTTP, with what it says about the body, if that makes sense.
pub(super) struct Parsed {
    pub(super) head: Head,
    pub(super) framing: Result<Framing, Refusal>,
}

fn refuse(error: httparse::Error) -> Refusal {
    match error {
        httparse::Error::TooManyHeaders => Refusal::too_large(431, "the number of header lines"),
        httparse::Error::Version => Refusal {
            status: 505,
            reason: LostReason::Malformed("the version is neither HTTP/1.1 nor HTTP/1.0"),
        },
        httparse::Error::HeaderName => Refusal::malformed("a header name is not well-formed"),
        httparse::Error::HeaderValue => {
            Refusal::malformed("a header value holds a control character")
        }
        httparse::Error::NewLine => Refusal::malformed("a line does not end where it should"),
        httparse::Error::Token | httparse::Error::Status => {
            Refusal::malformed("the request line is not well-formed")
        }
    }
}

fn framing(head: &Head, old: bool, limits: &Limits) -> Result<Framing, Refusal> {
    match head.values("host").count() {
        1 => {}
        0 if old => {}
        0 => return Err(Refusal::malformed("there is no Host header")),
        _ => return Err(Refusal::malformed("there is more than one Host header")),
    }
    let body = body_length(head, old, limits)?;
    let says = |word: &str| {
        head.values("connection")
            .flat_map(|value| value.split(|byte| *byte == b','))
            .any(|token| token.trim_ascii().eq_ignore_ascii_case(word.as_bytes()))
    };
    let waits = match head.values("expect").next() {
        None => false,
        Some(_) if old => false,
        Some(value) if value.eq_ignore_ascii_case(b"100-continue") => {
            body != BodyLength::Exactly(0)
        }
        Some(_) => {
            return Err(Refusal {
                status: 417,
                reason: LostReason::Malformed("the only expectation is 100-continue"),
            });
        }
    };
    Ok(Framing {
        body,
        keep_alive: !says("close") && (!old || says("keep-alive")),
        waits,
        old,
    })
}

/// Two ways to tell where a body ends are one too many: whoever reads the other one takes the rest for the next request.
fn body_length(head: &Head, old: bool, limits: &Limits) -> Result<BodyLength, Refusal> {
    let mut lengths = head.values("content-length");
    let length = lengths.next();
    if lengths.next().is_some() {
        return Err(Refusal::malformed(
            "there is more than one Content-Length header",
        ));
    }
    let mut codings = head.values("transfer-encoding");
    let Some(coding) = codings.next() else {
        return match length {
            None => Ok(BodyLength::Exactly(0)),
            Some(digits) => Ok(BodyLength::Exactly(stated_length(digits, limits)?)),
        };
    };
    if length.is_some() {
        return Err(Refusal::malformed(
            "there are both Content-Length and Transfer-Encoding",
        ));
    }
    if old {
        return Err(Refusal::malformed("HTTP/1.0 has no Transfer-Encoding"));
    }
    if codings.next().is_some() || !coding.eq_ignore_ascii_case(b"chunked") {
        return Err(Refusal {
            status: 501,
            reason: LostReason::Malformed("the only Transfer-Encoding is chunked"),
        });
    }
    Ok(BodyLength::Chunked)
}

fn stated_length(digits: &[u8], limits: &Limits) -> Result<usize, Refusal> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return Err(Refusal::malformed("Content-Length is no number"));
    }
    // A number that does not fit is larger than any limit.
    let length = digits.iter().fold(0_usize, |sum, digit| {
        sum.saturating_mul(10)
            .saturating_add(usize::from(digit - b'0'))
    });
    if length > limits.body {
        return Err(Refusal::too_large(413, "the body"));
    }
    Ok(length)
}
