//! From an HTTP response to an outcome, without touching a socket.

use crate::envelope::{Arrived, Class};
use crate::error::{Error, Rejected, Sent, Unknown, UnknownReason};
use crate::facts::Method;
use crate::invalid::Rule;
use crate::json;
use crate::listed::Code;
use crate::outcome::{Accepted, Answered, Request};
use crate::reader::{Problem, Read, Source};
use crate::transport::{Body, BodyEnd};
use bytes::Bytes;
use std::borrow::Cow;

/// Judges a complete answer to a request of `R`, whatever bytes it consists of.
pub fn read<R: Request>(response: http::Response<Bytes>) -> Answered<R> {
    let (head, bytes) = response.into_parts();
    let body = Body {
        bytes,
        end: BodyEnd::Complete,
    };
    judge::<R>(
        &http::Response::from_parts(head, ()),
        &body,
        Sent::default(),
    )
}

/// Judges what arrived of an answer.
pub(crate) fn judge<R: Request>(head: &http::Response<()>, body: &Body, sent: Sent) -> Answered<R> {
    let operation = R::OPERATION;
    let status = head.status().as_u16();
    // What follows these heads is no body, whatever it is.
    let bodiless = operation.method == Method::Head || status == 204 || status == 205;
    let (text, end) = if bodiless {
        (Cow::Borrowed(""), BodyEnd::Complete)
    } else {
        (crate::windows1252::text(&body.bytes), body.end)
    };
    let json = json::parse(&text);
    let arrived = Arrived {
        status,
        headers: head.headers(),
        text: &text,
        json: json.as_ref(),
        end,
    };
    let verdict = arrived.verdict(operation);
    let code = || match (verdict.row.and_then(R::Code::from_row), &verdict.meta.code) {
        (Some(code), _) => Some(code),
        (None, Some(code)) => Some(R::Code::other(code.clone())),
        (None, None) => None,
    };
    let unknown = |reason| Unknown {
        operation,
        reason,
        code: code(),
        meta: Some(verdict.meta.clone()),
        sent,
    };
    match verdict.class {
        Class::Rejected(gateway) => Err(Error::Rejected(Box::new(Rejected {
            operation,
            code: code(),
            meta: verdict.meta,
            gateway,
        }))),
        Class::Unknown(reason) => Err(Error::Unknown(Box::new(unknown(reason)))),
        Class::Accepted => {
            let source = Source::new(arrived.headers, status, arrived.json);
            let value = R::Response::read(&mut source.reader());
            match arrived.check(operation.changes_something(), bodiless, &source) {
                Some(reason) => Err(Error::Unknown(Box::new(unknown(reason)))),
                None => Ok(Accepted {
                    body: value,
                    meta: verdict.meta,
                    finality: operation.finality,
                    notes: arrived.notes(bodiless, source),
                }),
            }
        }
    }
}

impl Arrived<'_> {
    /// Why an accepted answer cannot be handed out: a read without its body, or any answer without a required field.
    fn check(&self, changes: bool, bodiless: bool, source: &Source<'_>) -> Option<UnknownReason> {
        let wanted = source.body_wanted.get() && !bodiless;
        let problems = source.problems.take();
        if problems.is_empty() && (changes || !wanted) {
            // The code is what counts: a payment's reference may be absent, its outcome is known.
            return None;
        }
        let empty = match self.json {
            None => self.text.trim().is_empty(),
            Some(json) => *json == json::Json::Null,
        };
        if wanted && self.end != BodyEnd::Complete {
            Some(UnknownReason::Body(self.end))
        } else if wanted && empty {
            Some(UnknownReason::EmptyBody)
        } else if wanted && self.json.is_none() {
            Some(UnknownReason::Unreadable(vec![Problem::new(
                "body",
                Rule::Json,
            )]))
        } else if problems.is_empty() {
            None
        } else {
            Some(UnknownReason::Unreadable(problems))
        }
    }

    fn notes(&self, bodiless: bool, source: Source<'_>) -> Vec<Problem> {
        let mut notes = source.notes.into_inner();
        if source.body_wanted.get()
            && !bodiless
            && self.json.is_none()
            && !self.text.trim().is_empty()
        {
            notes.push(Problem::new("body", Rule::Json));
        }
        notes
    }
}
