//! Requests as received and replies as meant.

use crate::fault::Fault;
use std::net::SocketAddr;

/// The head of a request, before its body is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Head {
    /// Method as sent.
    pub method: String,
    /// Request target as sent: path and query, or the absolute form.
    pub target: String,
    /// Header lines in the order of arrival. Names as sent; values without the white space around them.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The bytes of the request line and of the header lines, with the empty line that ends them.
    pub raw: Vec<u8>,
    /// The client's end of the connection.
    pub peer: SocketAddr,
    /// Number of the connection: unique in the server, ascending in the order of acceptance.
    pub connection: u64,
    /// Number of the request: unique in the server, ascending in the order in which heads arrive.
    pub number: u64,
}

/// A whole request.
#[derive(Clone, PartialEq, Eq)]
pub struct Received {
    /// Method as sent.
    pub method: String,
    /// Request target as sent: path and query, or the absolute form.
    pub target: String,
    /// Header lines in the order of arrival. Names as sent; values without the white space around them.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body; of a chunked request the contents of its chunks.
    pub body: Vec<u8>,
    /// The bytes of the head, as [`Head::raw`].
    pub head: Vec<u8>,
    /// The client's end of the connection.
    pub peer: SocketAddr,
    /// Number of the connection, as [`Head::connection`].
    pub connection: u64,
    /// Number of the request, as [`Head::number`].
    pub number: u64,
}

impl Received {
    /// A request made of its head and its body.
    #[must_use]
    pub fn new(head: Head, body: Vec<u8>) -> Self {
        Self {
            method: head.method,
            target: head.target,
            headers: head.headers,
            body,
            head: head.raw,
            peer: head.peer,
            connection: head.connection,
            number: head.number,
        }
    }

    /// The first value of a header; upper and lower case of `name` are the same.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        first(&self.headers, name)
    }
}

impl Head {
    /// The first value of a header; upper and lower case of `name` are the same.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&[u8]> {
        first(&self.headers, name)
    }

    /// The values of a header, a line each, in the order of arrival.
    pub(super) fn values(&self, name: &'static str) -> impl Iterator<Item = &[u8]> {
        self.headers
            .iter()
            .filter(move |(sent, _)| sent.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_slice())
    }
}

/// The first value of a header.
fn first<'h>(headers: &'h [(String, Vec<u8>)], name: &str) -> Option<&'h [u8]> {
    headers
        .iter()
        .find(|(sent, _)| sent.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_slice())
}

/// An answer, and what is to go wrong with it.
///
/// The server adds `Date`, `Content-Length` and `Connection` unless they are there. `HEAD` requests and the statuses 204 and 304 are
/// answered without the body.
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    /// Status, 200 to 999. Others are sent as 500.
    pub status: u16,
    /// Header lines in this order. Line breaks in names and values are sent as spaces; everything else is sent as it is.
    pub headers: Vec<(String, Vec<u8>)>,
    /// The body.
    pub body: Vec<u8>,
    /// What the server does wrong when it sends this. [`crate::fault::disguise`] takes out those that change what it says.
    pub faults: Vec<Fault>,
}

impl Reply {
    /// An answer without faults.
    #[must_use]
    pub fn new(status: u16, headers: Vec<(String, Vec<u8>)>, body: Vec<u8>) -> Self {
        Self {
            status,
            headers,
            body,
            faults: Vec::new(),
        }
    }
}
