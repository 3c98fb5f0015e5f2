//! What carries requests. The client speaks `http` types only; any HTTP implementation on any executor will do.

use bytes::Bytes;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

/// A boxed future.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Carries requests to the bank.
///
/// The promises that the client's safety rests on:
///
/// - The request is sent as it is: every header and body byte, at most once, to its own host. No redirect is
///   followed, nothing is retried, no proxy is taken from the environment, no cookie kept, nothing compressed.
/// - [`TransportError::not_sent`] is returned only if provably no byte of the request has left.
/// - The limits of the [`Delivery`] hold. The head is handed over as soon as it is complete, before the body.
/// - With [`Delivery::once`] the request travels on a connection that cannot have been closed while idle, since some
///   implementations silently send again what such a connection lost.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request and waits for the head of the answer.
    fn send(
        &self,
        request: http::Request<Bytes>,
        delivery: Delivery,
    ) -> Pending<'_, Result<Answer, TransportError>>;
}

/// How one request is to be delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Delivery {
    /// Time and size limits.
    pub limits: Limits,
    /// Whether sending the request twice could do harm: it is signed with a nonce, or changes something.
    pub once: bool,
}

impl Delivery {
    /// A delivery within these limits.
    #[must_use]
    pub const fn new(limits: Limits, once: bool) -> Self {
        Self { limits, once }
    }
}

/// Time and size limits of one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From the start until the head of the answer has arrived, connecting included.
    pub head: Duration,
    /// Longest pause within the body.
    pub body_idle: Duration,
    /// From the start until the end of the body.
    pub total: Duration,
    /// Greatest body, in bytes.
    pub max_body: usize,
}

impl Limits {
    /// For reads: 15 s to the head, 5 s between body bytes, 30 s in all, 1 MiB.
    pub const READ: Self = Self {
        head: Duration::from_secs(15),
        body_idle: Duration::from_secs(5),
        total: Duration::from_secs(30),
        max_body: 1024 * 1024,
    };

    /// For writes and money: 45 s to the head, 5 s between body bytes, 60 s in all, 64 KiB.
    pub const WRITE: Self = Self {
        head: Duration::from_secs(45),
        body_idle: Duration::from_secs(5),
        total: Duration::from_mins(1),
        max_body: 64 * 1024,
    };
}

/// The head of an answer, and its body to come.
pub struct Answer {
    /// Status and headers.
    pub head: http::Response<()>,
    /// The body. Ends within the limits of the delivery; dropping it gives the connection up.
    pub body: Pending<'static, Body>,
}

impl Answer {
    /// An answer whose body has arrived already.
    #[must_use]
    pub fn complete(response: http::Response<Bytes>) -> Self {
        let (head, bytes) = response.into_parts();
        let body = Body {
            bytes,
            end: BodyEnd::Complete,
        };
        Self {
            head: http::Response::from_parts(head, ()),
            body: Box::pin(std::future::ready(body)),
        }
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.head.status())
            .finish_non_exhaustive()
    }
}

/// What arrived of a body, and how it ended.
#[derive(Clone, PartialEq, Eq)]
pub struct Body {
    /// What arrived.
    pub bytes: Bytes,
    /// How it ended.
    pub end: BodyEnd,
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body")
            .field("length", &self.bytes.len())
            .field("end", &self.end)
            .finish()
    }
}

/// How a body ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyEnd {
    /// As announced.
    Complete,
    /// It is longer than the limit.
    TooLarge,
    /// It did not end in time.
    TimedOut,
    /// The connection broke.
    Broken,
}

/// What to say of the body: `was cut off`.
impl fmt::Display for BodyEnd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Complete => "is complete",
            Self::TooLarge => "is larger than the limit",
            Self::TimedOut => "did not end in time",
            Self::Broken => "was cut off",
        })
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub struct TransportError {
    sent: bool,
    timed_out: bool,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl TransportError {
    /// Provably no byte of the request has left: name resolution, connection or TLS failed.
    #[must_use]
    pub fn not_sent(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            sent: false,
            timed_out: false,
            source: Some(source.into()),
        }
    }

    /// The request may have arrived.
    #[must_use]
    pub fn no_answer(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self {
            sent: true,
            timed_out: false,
            source: Some(source.into()),
        }
    }

    /// The request may have arrived; no head came in time.
    #[must_use]
    pub const fn timed_out() -> Self {
        Self {
            sent: true,
            timed_out: true,
            source: None,
        }
    }

    /// Whether the request may have left. If not, it certainly did not.
    #[must_use]
    pub const fn may_have_been_sent(&self) -> bool {
        self.sent
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.sent, self.timed_out) {
            (false, _) => "no connection to the bank",
            (true, false) => "the connection broke before the bank answered",
            (true, true) => "the bank did not answer in time",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.source {
            Some(source) => Some(source.as_ref()),
            None => None,
        }
    }
}
