//! Answers that the server gives by itself, to requests that never get to the service.

use super::{LostReason, Reply};

/// Why a request is refused, and the status that says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) reason: LostReason,
}

impl Refusal {
    pub(super) fn malformed(reason: &'static str) -> Self {
        Self {
            status: 400,
            reason: LostReason::Malformed(reason),
        }
    }

    pub(super) fn too_large(status: u16, limit: &'static str) -> Self {
        Self {
            status,
            reason: LostReason::TooLarge(limit),
        }
    }

    pub(super) fn timed_out() -> Self {
        Self {
            status: 408,
            reason: LostReason::TimedOut,
        }
    }

    /// The answer: a sentence about the request that quotes nothing of it.
    pub(super) fn reply(&self) -> Reply {
        let sentence = match &self.reason {
            LostReason::Malformed(what) => format!("This is not HTTP/1.1: {what}.\n"),
            LostReason::TooLarge(what) => format!("Too large: {what}.\n"),
            LostReason::TimedOut => "The request did not arrive whole in time.\n".to_owned(),
            LostReason::Closed | LostReason::Fault(_) => String::new(),
        };
        let text = b"text/plain; charset=utf-8".to_vec();
        Reply::new(
            self.status,
            vec![("Content-Type".to_owned(), text)],
            sentence.into_bytes(),
        )
    }
}
