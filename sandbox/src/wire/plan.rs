//! From a reply to the bytes that are sent and the way they are sent, without touching a socket.

use super::Reply;
use super::date::imf_fixdate;
use crate::fault::{Ending, Fault, Malformation};
use std::time::{Duration, SystemTime};

/// What is sent, and how.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// Time before the first byte.
    pub(super) delay: Duration,
    /// Head and body, as far as they are sent.
    pub(super) bytes: Vec<u8>,
    /// Bytes at a time and the time between them; `None` is all at once.
    pub(super) pace: Option<(usize, Duration)>,
    /// What follows.
    pub(super) end: End,
}

/// What follows the last byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The next request.
    Next,
    /// The connection is closed in order.
    Close,
    /// The connection is reset.
    Reset,
    /// Nothing, until the client gives up.
    Silence,
    /// Spaces without end.
    Endless {
        bytes: usize,
        every: Duration,
        chunked: bool,
    },
}

/// What the request says about its answer.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    /// `HEAD`: the answer has no body.
    pub(super) head_only: bool,
    /// HTTP/1.0.
    pub(super) old: bool,
    /// Whether further requests may follow.
    pub(super) keep_alive: bool,
}

/// What the faults of a reply amount to.
#[derive(Default)]
struct Faults {
    delay: Duration,
    pace: Option<(usize, Duration)>,
    /// Bytes of the answer, or of its body alone, that are sent.
    cut: Option<(Cut, Ending)>,
    endless: Option<(usize, Duration)>,
    length: i64,
    malformed: Option<Malformation>,
    skew: i64,
}

#[derive(Clone, Copy)]
enum Cut {
    Answer(u64),
    Body(u64),
}

impl Faults {
    /// The first of two faults of one kind counts; delays and skews add up.
    fn of(faults: &[Fault]) -> Self {
        let mut sum = Self::default();
        for fault in faults {
            match fault {
                Fault::Early(_) | Fault::ResetBefore | Fault::ResetAfter => {
                    sum.cut = Some((Cut::Answer(0), Ending::Reset));
                }
                Fault::CutAnswer { at, ending } => {
                    sum.cut.get_or_insert((Cut::Answer(*at), *ending));
                }
                Fault::CutBody { at, ending } => {
                    sum.cut.get_or_insert((Cut::Body(*at), *ending));
                }
                Fault::Delay(time) => sum.delay = sum.delay.saturating_add(*time),
                Fault::EndlessBody { bytes, every } => {
                    sum.endless.get_or_insert((size(*bytes), *every));
                }
                Fault::Drip { bytes, every } => {
                    sum.pace.get_or_insert((size(*bytes), *every));
                }
                Fault::WrongLength(by) => sum.length = sum.length.saturating_add(*by),
                Fault::MalformedHeader(how) => {
                    sum.malformed.get_or_insert(*how);
                }
                Fault::Skew(by) => sum.skew = sum.skew.saturating_add(*by),
                // These are about what the answer says, and have been worked into it.
                Fault::TruncatedJson(_)
                | Fault::Html(_)
                | Fault::MissingCode
                | Fault::RepeatedCode
                | Fault::ContradictoryCode
                | Fault::UnlistedCode(_)
                | Fault::StatusAtOdds(_)
                | Fault::Latin1
                | Fault::Utf8
                | Fault::Redirect { .. }
                | Fault::TooManyRequests(_)
                | Fault::Unavailable(_)
                | Fault::Gateway { .. } => {}
            }
        }
        sum
    }
}

fn size(bytes: u32) -> usize {
    usize::try_from(bytes).unwrap_or(usize::MAX).max(1)
}

/// What to send for a reply.
pub(super) fn plan(reply: &Reply, asked: Asked, now: SystemTime) -> Plan {
    let faults = Faults::of(&reply.faults);
    let status = match reply.status {
        status @ 200..=999 => status,
        _ => 500,
    };
    let bodiless = matches!(status, 204 | 304);
    let endless = faults.endless.filter(|_| !bodiless && !asked.head_only);
    let end = ending(reply, asked, &faults, endless);
    let mut bytes = status_line(status, &faults);
    header_lines(&mut bytes, reply);
    malformed_line(&mut bytes, &faults);
    if !states(reply, "date") {
        line(&mut bytes, "Date", imf_fixdate(now, faults.skew).as_bytes());
    }
    if endless.is_some() {
        if !asked.old {
            line(&mut bytes, "Transfer-Encoding", b"chunked");
        }
    } else if status != 204
        && !states(reply, "content-length")
        && !states(reply, "transfer-encoding")
    {
        let length = stated_length(reply.body.len(), faults.length);
        line(&mut bytes, "Content-Length", length.to_string().as_bytes());
    }
    if !states(reply, "connection") {
        match end {
            End::Next if asked.old => line(&mut bytes, "Connection", b"keep-alive"),
            End::Close => line(&mut bytes, "Connection", b"close"),
            End::Next | End::Reset | End::Silence | End::Endless { .. } => {}
        }
    }
    bytes.extend_from_slice(b"\r\n");
    let head = bytes.len();
    if !bodiless && !asked.head_only {
        body(&mut bytes, &reply.body, endless.is_some() && !asked.old);
    }
    let end = cut(&mut bytes, head, &faults, end);
    Plan {
        delay: faults.delay,
        bytes,
        pace: faults.pace,
        end,
    }
}

/// What follows an answer that is not cut.
fn ending(reply: &Reply, asked: Asked, faults: &Faults, endless: Option<(usize, Duration)>) -> End {
    if let Some((bytes, every)) = endless {
        return End::Endless {
            bytes,
            every,
            chunked: !asked.old,
        };
    }
    // Behind a length that is too large the client waits for bytes that never come, unless the connection ends.
    if !asked.keep_alive || faults.length > 0 || closes(reply) {
        return End::Close;
    }
    End::Next
}

/// Drops the bytes behind a cut.
fn cut(bytes: &mut Vec<u8>, head: usize, faults: &Faults, end: End) -> End {
    let Some((place, ending)) = faults.cut else {
        return end;
    };
    let at = match place {
        Cut::Answer(at) => usize::try_from(at).unwrap_or(usize::MAX),
        Cut::Body(at) => usize::try_from(at)
            .unwrap_or(usize::MAX)
            .saturating_add(head),
    };
    bytes.truncate(at);
    match ending {
        Ending::Close => End::Close,
        Ending::Reset => End::Reset,
        Ending::Silence => End::Silence,
    }
}

fn status_line(status: u16, faults: &Faults) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1024);
    bytes.extend_from_slice(b"HTTP/1.1 ");
    if faults.malformed == Some(Malformation::Status) {
        bytes.extend_from_slice(b"okay");
    } else {
        bytes.extend_from_slice(status.to_string().as_bytes());
    }
    bytes.push(b' ');
    bytes.extend_from_slice(reason(status).as_bytes());
    bytes.extend_from_slice(b"\r\n");
    bytes
}

fn header_lines(bytes: &mut Vec<u8>, reply: &Reply) {
    for (name, value) in &reply.headers {
        line(bytes, name, value);
    }
}

fn malformed_line(bytes: &mut Vec<u8>, faults: &Faults) {
    match faults.malformed {
        Some(Malformation::NoColon) => bytes.extend_from_slice(b"this line has no colon\r\n"),
        Some(Malformation::NoName) => bytes.extend_from_slice(b": a value without a name\r\n"),
        Some(Malformation::Nul) => bytes.extend_from_slice(b"X-Zero: a\0b\r\n"),
        Some(Malformation::Status) | None => {}
    }
}

/// One header line. Nothing in it ends the line early.
fn line(bytes: &mut Vec<u8>, name: &str, value: &[u8]) {
    let harmless = |byte: &u8| match *byte {
        b'\r' | b'\n' | 0 => b' ',
        byte => byte,
    };
    bytes.extend(name.as_bytes().iter().map(harmless));
    bytes.extend_from_slice(b": ");
    bytes.extend(value.iter().map(harmless));
    bytes.extend_from_slice(b"\r\n");
}

fn body(bytes: &mut Vec<u8>, body: &[u8], chunked: bool) {
    if !chunked {
        bytes.extend_from_slice(body);
    } else if !body.is_empty() {
        bytes.extend_from_slice(format!("{:x}\r\n", body.len()).as_bytes());
        bytes.extend_from_slice(body);
        bytes.extend_from_slice(b"\r\n");
    }
}

fn stated_length(length: usize, by: i64) -> u64 {
    u64::try_from(length)
        .unwrap_or(u64::MAX)
        .saturating_add_signed(by)
}

fn states(reply: &Reply, name: &str) -> bool {
    reply
        .headers
        .iter()
        .any(|(stated, _)| stated.eq_ignore_ascii_case(name))
}

fn closes(reply: &Reply) -> bool {
    reply.headers.iter().any(|(name, value)| {
        name.eq_ignore_ascii_case("connection") && value.trim_ascii().eq_ignore_ascii_case(b"close")
    })
}

/// The words behind a status; none for a status that has no usual ones.
fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, plan};
    use crate::wire::Reply;
    use std::time::UNIX_EPOCH;

    /// What an independent reader makes of an answer: its head as a reply, and the body.
    fn reread(reply: &Reply) -> Reply {
        let asked = Asked {
            head_only: false,
            old: false,
            keep_alive: true,
        };
        let plan = plan(reply, asked, UNIX_EPOCH);
        let mut lines = [httparse::EMPTY_HEADER; 16];
        let mut response = httparse::Response::new(&mut lines);
        let head = response.parse(&plan.bytes).unwrap().unwrap();
        let lines = response.headers.iter();
        Reply::new(
            response.code.unwrap(),
            lines
                .map(|line| (line.name.to_owned(), line.value.to_vec()))
                .collect(),
            plan.bytes[head..].to_vec(),
        )
    }

    /// Values come from requests and configurations, and may hold whatever they like.
    #[test]
    fn a_value_does_not_become_a_line_of_its_own() {
        let value = b"a\r\nX-Injected: 1\n\n\rb\0\xe9\xff";
        let reply = Reply::new(
            200,
            vec![("X-Text".to_owned(), value.to_vec())],
            b"\r\n\r\n".to_vec(),
        );
        let read = reread(&reply);
        let (lines, body) = (read.headers, read.body);
        let names: Vec<&str> = lines.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(read.status, 200);
        assert_eq!(names, ["X-Text", "Date", "Content-Length"]);
        assert_eq!(lines[0].1, b"a  X-Injected: 1   b \xe9\xff");
        assert_eq!(body, b"\r\n\r\n");
    }

    #[test]
    fn what_a_reply_states_itself_is_not_stated_twice() {
        let own = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
        let reply = Reply::new(
            200,
            vec![
                own("date", "x"),
                own("CONTENT-LENGTH", "9"),
                own("Connection", "close"),
            ],
            Vec::new(),
        );
        assert_eq!(reread(&reply).headers.len(), 3);
    }

    #[test]
    fn a_status_that_is_none_is_an_error_of_the_server() {
        for status in [0, 99, 100, 199, 1000, u16::MAX] {
            assert_eq!(
                reread(&Reply::new(status, Vec::new(), Vec::new())).status,
                500
            );
        }
        assert_eq!(reread(&Reply::new(999, Vec::new(), Vec::new())).status, 999);
    }
}
