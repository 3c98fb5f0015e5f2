//! What can go wrong between a client and a bank, as data.
//!
//! A [`Fault`] concerns the request before it is read ([`EarlyFault`]), what an answer says (see [`disguise`]), or how an answer travels
//! (the server's part). [`KINDS`] lists the text form of each.

mod disguise;
mod kind;
mod member;
mod page;
mod place;
mod schedule;
mod text;

pub use disguise::disguise;
pub use kind::{KINDS, Kind};
pub use place::{CodePlace, ListedCode, Places};
pub use schedule::{Rule, Schedule, ScheduleError, Share};
pub use text::FaultError;

use std::time::Duration;

/// Something that goes wrong with a call. In a configuration it is written as text, see [`KINDS`].
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(try_from = "String")]
pub enum Fault {
    /// The request is not read. In a [`crate::wire::Reply`] this is a reset connection.
    Early(EarlyFault),
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
    /// After the answer's body come spaces, without end.
    EndlessBody {
        /// Spaces at a time, at least 1.
        bytes: u32,
        /// Time between them.
        every: Duration,
    },
    /// The answer comes a few bytes at a time.
    Drip {
        /// Bytes at a time, at least 1.
        bytes: u32,
        /// Time between them.
        every: Duration,
    },
    /// `Content-Length` is this much larger than the body, or smaller if negative. After a length that is too large the connection is
    /// closed; after one that is too small it stays open, with the surplus in front of the next answer.
    WrongLength(i64),
    /// A line of the head is not HTTP.
    MalformedHeader(Malformation),
    /// The JSON of the body stops after this many bytes, or half-way if `None`; the length is right.
    TruncatedJson(Option<u64>),
    /// A page in HTML instead of the answer, with this status or else the answer's.
    Html(Option<u16>),
    /// The answer says no response code.
    MissingCode,
    /// The response code is said twice.
    RepeatedCode,
    /// Two different response codes: one in the header and one in the body where the answer has both, else two in one place.
    ContradictoryCode,
    /// This response code, or if `None` one that the operation's table does not list.
    UnlistedCode(Option<String>),
    /// This status, or if `None` one that says success where the code says failure, and the other way round.
    StatusAtOdds(Option<u16>),
    /// Accents in the header values meant for people, in Latin-1.
    Latin1,
    /// Accents in the header values meant for people, in UTF-8.
    Utf8,
    /// A redirect instead of the answer.
    Redirect {
        /// 301, 302, 303, 307 or 308.
        status: u16,
        /// Where to; `None` is a host that does not exist.
        to: Option<String>,
    },
    /// Status 429 and `Retry-After` of this many seconds instead of the answer.
    TooManyRequests(u32),
    /// Status 503 and `Retry-After` of this many seconds instead of the answer.
    Unavailable(u32),
    /// `Date` is off by this many seconds.
    Skew(i64),
    /// A gateway's error instead of the answer, without a response code of the bank.
    Gateway {
        /// What it is written in.
        form: GatewayForm,
        /// HTTP status.
        status: u16,
        /// The gateway's own number of the error.
        error: u32,
    },
}

/// Something that keeps a request from being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EarlyFault {
    /// The connection is reset when this many bytes of the request have arrived, or all of them. A number inside the head stands for its
    /// last byte, since the head is what decides.
    CutRequest(u64),
    /// The connection is reset, and the port refuses new ones for this long.
    Refuse(Duration),
}

/// How a connection ends in the middle of an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// In order, as if all had been sent.
    #[default]
    Close,
    /// By a reset.
    Reset,
    /// Not at all: nothing more is sent until the client gives up.
    Silence,
}

/// What is wrong with a line of a head.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Malformation {
    /// A line without a colon.
    #[default]
    NoColon,
    /// A header without a name.
    NoName,
    /// A byte of zero in a value.
    Nul,
    /// A status line whose status is no number.
    Status,
}

/// What a gateway's error is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayForm {
    /// JSON.
    Json,
    /// XML.
    Xml,
}

/// Whether a call is executed although something goes wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Execution {
    /// The request does not get to the bank's application.
    Never,
    /// Nobody can tell from the answer: it may have been.
    Open,
    /// As the response code says.
    AsAnswered,
}

impl Fault {
    /// Whether the call is executed.
    #[must_use]
    pub const fn execution(&self) -> Execution {
        match self {
            Self::Early(_)
            | Self::ResetBefore
            | Self::Redirect { .. }
            | Self::TooManyRequests(_) => Execution::Never,
            Self::Gateway { status, .. } if matches!(*status, 401 | 404 | 405 | 429) => {
                Execution::Never
            }
            Self::Unavailable(_) | Self::Html(_) | Self::Gateway { .. } => Execution::Open,
            Self::ResetAfter
            | Self::CutAnswer { .. }
            | Self::CutBody { .. }
            | Self::Delay(_)
            | Self::EndlessBody { .. }
            | Self::Drip { .. }
            | Self::WrongLength(_)
            | Self::MalformedHeader(_)
            | Self::TruncatedJson(_)
            | Self::MissingCode
            | Self::RepeatedCode
            | Self::ContradictoryCode
            | Self::UnlistedCode(_)
            | Self::StatusAtOdds(_)
            | Self::Latin1
            | Self::Utf8
            | Self::Skew(_) => Execution::AsAnswered,
        }
    }
}
