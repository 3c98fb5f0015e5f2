//! What a call gives back.

use crate::code_table::CodeRow;
use crate::date::DateTime;
use crate::echo::Echoes;
use crate::error::{Error, Sent};
use crate::facts::{Finality, Operation};
use crate::listed::Code;
use crate::problem::Problem;
use crate::reader::Read;
use crate::transport::BodyEnd;
use crate::writer::Record;
use http::HeaderMap;
use std::fmt;

/// A request of one operation. Implemented by generated code.
pub trait Request: Record + Sync {
    /// The facts of the operation.
    const OPERATION: &'static Operation;
    /// What a success is.
    type Response: Read;
    /// The response codes.
    type Code: Code;
}

/// What a call gives back.
pub type Answered<R> = Result<Accepted<<R as Request>::Response>, Error<<R as Request>::Code>>;

/// The bank accepted the request.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Accepted<T> {
    /// The answer.
    pub body: T,
    /// What stood around it.
    pub meta: Meta,
    /// Whether the bank may still reverse what it accepted.
    pub finality: Finality,
    /// What is known about the request.
    pub sent: Sent,
    /// Optional fields that could not be read and count as absent, and what else is odd about the answer.
    pub notes: Vec<Problem>,
}

/// What stands around the body of an answer.
#[derive(Clone)]
#[non_exhaustive]
pub struct Meta {
    /// HTTP status.
    pub status: u16,
    /// Response code as sent.
    pub code: Option<Box<str>>,
    /// Its row in the operation's table.
    pub row: Option<CodeRow>,
    /// The bank's text for customers. May hold personal data.
    pub client_description: Option<Box<str>>,
    /// The bank's text for integrators. May hold personal data.
    pub system_description: Option<Box<str>>,
    /// The bank's time stamp, without zone.
    pub timestamp: Option<DateTime>,
    /// A second, finer code.
    pub detail_code: Option<Box<str>>,
    /// The kind of failure.
    pub detail_type: Option<Box<str>>,
    /// All headers as they came, bytes untouched. May hold personal data.
    pub headers: Box<HeaderMap>,
    /// How the body ended.
    pub body_end: BodyEnd,
    /// What `Debug` and the texts of errors leave out because the call itself sent it.
    pub(crate) echoes: Echoes,
}

impl Meta {
    /// Whether texts of the bank are among what `Debug` shows.
    pub(crate) fn shows_texts(&self) -> bool {
        let unlisted = self.code.is_some() && self.row.is_none();
        unlisted
            || self.detail_code.is_some()
            || self.detail_type.is_some()
            || self.timestamp.is_some()
    }

    /// The bank's own words about the code: those of the answer, or else of the document.
    #[must_use]
    pub fn description(&self) -> Option<&str> {
        let sent = self
            .system_description
            .as_deref()
            .or(self.client_description.as_deref());
        sent.or(self.row.map(|row| row.description))
            .filter(|text| !text.is_empty())
    }
}

/// Shows no free text of the bank and no header value: they may hold personal data. Where the bank repeats a secret or
/// personal value of the call, `***` stands for it.
impl fmt::Debug for Meta {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Meta")
            .field("status", &self.status)
            .field("code", &self.echoes.debug(&self.code))
            .field("row", &self.row)
            .field("timestamp", &self.echoes.debug(&self.timestamp))
            .field("detail_code", &self.echoes.debug(&self.detail_code))
            .field("detail_type", &self.echoes.debug(&self.detail_type))
            .field("body_end", &self.body_end)
            .finish_non_exhaustive()
    }
}
