//! What can go wrong between a client and a bank, as data.

use std::time::Duration;

/// Something that goes wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection is reset and nothing is executed or answered.
    ResetBefore,
    /// The connection is reset after the effect, before the first byte of the answer.
    ResetAfter,
    /// The answer ends after this many bytes, head included.
    CutAnswer {
        /// Bytes that are sent.
        at: u64,
        /// How the connection ends.
        ending: Ending,
    },
    /// The answer ends after its head and this many bytes of its body.
    CutBody {
        /// Bytes of the body that are sent.
        at: u64,
        /// How the connection ends.
        ending: Ending,
    },
    /// The answer comes this much later.
    Delay(Duration),
    /// The head arrives and the body never ends.
    EndlessBody,
    /// The answer comes a few bytes at a time.
    Drip {
        /// Bytes at a time, at least 1.
        bytes: u32,
        /// Time between them.
        every: Duration,
    },
    /// `Content-Length` is this much larger than the body (smaller if negative).
    WrongLength(i64),
    /// A header line without a colon.
    MalformedHeader,
    /// The JSON of the body stops in the middle; the length is right.
    TruncatedJson,
    /// A page in HTML instead of the answer, with the answer's status.
    Html,
    /// The answer says no response code.
    MissingCode,
    /// The response code is said twice.
    RepeatedCode,
    /// Two different response codes.
    ContradictoryCode,
    /// A response code that no table lists.
    UnlistedCode,
    /// The status says success where the code says failure, and the other way round.
    StatusAtOdds,
    /// Accents in header values, in Latin-1.
    Latin1,
    /// Accents in header values, in UTF-8.
    Utf8,
    /// A redirect to another host.
    Redirect,
    /// Status 429 and `Retry-After` of this many seconds.
    TooManyRequests(u32),
    /// Status 503 and `Retry-After` of this many seconds.
    Unavailable(u32),
    /// `Date` is off by this many seconds.
    Skew(i64),
    /// A gateway's error in JSON, without a response code.
    GatewayJson,
    /// A gateway's error in XML, without a response code.
    GatewayXml,
}

/// How a connection ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// In order, as if all had been sent.
    #[default]
    Close,
    /// By a reset.
    Reset,
}

/// Something that keeps a request from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlyFault {
    /// The connection is reset when this many bytes of the request have arrived. A number inside the head stands for its last byte, since
    /// the head is what decides.
    CutRequest(u64),
    /// The connection is reset, and the port refuses connections for this long.
    Refuse(Duration),
}
