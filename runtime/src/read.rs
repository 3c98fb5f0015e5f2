//! From an HTTP response to an outcome, without touching a socket.

use crate::echo::Echoes;
use crate::envelope::{Arrived, Class};
use crate::error::{Error, Inconsistency, Rejected, Sent, Unknown, UnknownReason};
use crate::facts::{Method, Operation, Spot};
use crate::invalid::Rule;
use crate::json::{self, Json};
use crate::listed::Code;
use crate::outcome::{Accepted, Answered, Request};
use crate::problem::{Problem, ProblemKind};
use crate::reader::Read;
use crate::source::{Source, Tally};
use crate::spot;
use crate::transport::{Body, BodyEnd};
use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use std::borrow::Cow;

/// Judges a complete answer to a request of `R`, whatever bytes it consists of. The request itself is not known here, so
/// the texts of errors do not blank what the bank repeats of it, as those of [`Client::call`](crate::Client::call) do.
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
        &Echoes::default,
    )
}

/// Judges what arrived of an answer.
/// `echoes` gives what the texts of the bank must not repeat.
pub(crate) fn judge<R: Request>(
    head: &http::Response<()>,
    body: &Body,
    sent: Sent,
    echoes: &dyn Fn() -> Echoes,
) -> Answered<R> {
    let operation = R::OPERATION;
    let status = head.status().as_u16();
    let (text, end) = if is_bodiless(operation, status) {
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
    let mut verdict = arrived.verdict(operation);
    let code = verdict.row.and_then(R::Code::from_row);
    let other = || verdict.meta.code.clone().map(R::Code::other);
    let code = code.or_else(other);
    let reason = match verdict.class {
        Class::Rejected(gateway) => {
            let echoes = echoes();
            let gateway = gateway.map(|gateway| gateway.without_echoes(arrived.headers, &echoes));
            verdict.meta.echoes = echoes;
            return Err(Error::Rejected(Box::new(Rejected {
                operation,
                code,
                meta: verdict.meta,
                gateway,
                notes: other_ids(arrived.headers, &sent).collect(),
                sent,
            })));
        }
        Class::Unknown(reason) => reason,
        class @ (Class::Accepted | Class::Presumed) => {
            let presumed = matches!(class, Class::Presumed);
            match arrived.accepted::<R>(presumed, verdict.row) {
                Ok((body, mut notes)) => {
                    notes.extend(other_ids(arrived.headers, &sent));
                    // An answer whose texts are all documented repeats nothing, and most do.
                    if verdict.meta.shows_texts() {
                        verdict.meta.echoes = echoes();
                    }
                    return Ok(Accepted {
                        body,
                        meta: verdict.meta,
                        finality: operation.finality,
                        sent,
                        notes,
                    });
                }
                Err(reason) => reason,
            }
        }
    };
    verdict.meta.echoes = echoes();
    Err(Error::Unknown(Box::new(Unknown {
        operation,
        reason: arrived.without_echoes(reason, &verdict.meta.echoes),
        code,
        meta: Some(verdict.meta),
        sent,
    })))
}

/// Whether what follows the head is no body, whatever it is.
fn is_bodiless(operation: &Operation, status: u16) -> bool {
    operation.method == Method::Head || status == 204 || status == 205
}

/// The status whose answer this is, of several that a success can be: the one documented for the code. `None` where the code
/// stands for one of them and the status for another.
fn answer_of<R: Request>(documented: Option<u16>, status: u16) -> Option<u16> {
    let code = documented.unwrap_or(status);
    let other = code != status && R::OPERATION.success.contains(&status);
    (!R::Response::BY_STATUS || !other).then_some(code)
}

impl Arrived<'_> {
    /// The body of an accepted answer and what is odd about it, or why it cannot be handed out.
    fn accepted<R: Request>(
        &self,
        presumed: bool,
        row: Option<usize>,
    ) -> Result<(R::Response, Vec<Problem>), UnknownReason> {
        let operation = R::OPERATION;
        let row = row.and_then(|row| operation.codes.get(row));
        let answer = answer_of::<R>(row.and_then(|row| row.status), self.status);
        let answer = answer.ok_or(UnknownReason::Inconsistent(Inconsistency::Status))?;
        let mut source = Source::new(self.headers, answer, self.json);
        if let (Some(envelope), Some(json)) = (operation.envelope, self.json) {
            source.aside = spot::members(envelope, json);
        }
        let value = R::Response::read(&mut source.reader());
        let changes = operation.changes_something();
        let bodiless = is_bodiless(operation, self.status);
        let reason = self.check(operation, changes && !presumed, bodiless, &source);
        let unproven = || presumed.then(|| self.unproven(changes, bodiless, &source))?;
        match reason.or_else(unproven) {
            Some(reason) => Err(reason),
            None => Ok((value, self.notes(bodiless || changes, bodiless, source))),
        }
    }

    /// Why an accepted answer cannot be handed out: a read without its body, or any answer without a required field. Of a
    /// change the code is what counts, and its body may be anything (`lenient`).
    fn check(
        &self,
        operation: &Operation,
        lenient: bool,
        bodiless: bool,
        source: &Source<'_>,
    ) -> Option<UnknownReason> {
        let wanted = source.tally.is_body_wanted() && !bodiless;
        let mut problems = source.problems.take();
        if lenient {
            // A payment's reference may be absent, its outcome is known.
            let misplaced = |problem: &mut Problem| *problem.kind() == ProblemKind::NoObject;
            let notes = problems.extract_if(.., misplaced);
            source.notes.borrow_mut().extend(notes);
        }
        if problems.is_empty() && (lenient || !wanted) {
            return None;
        }
        let empty = match self.json {
            None => self.text.trim().is_empty(),
            Some(json) => *json == Json::Null,
        };
        if wanted && self.end != BodyEnd::Complete {
            Some(UnknownReason::Body(self.end))
        } else if wanted && empty {
            Some(UnknownReason::EmptyBody)
        } else if wanted && self.json.is_none() {
            Some(unreadable(Rule::Json))
        } else if let Some(reason) = self.shape(&source.tally).filter(|_| wanted && !lenient) {
            Some(reason)
        } else if !problems.is_empty() {
            Some(UnknownReason::Unreadable(problems))
        } else if wanted
            && source.tally.member.get()
            && !source.tally.found.get()
            && !self.is_list()
            && (source.tally.items.get() || !self.confirmed(operation))
        {
            // Nothing that was documented is there: an empty success would be made up.
            Some(unreadable(Rule::Members))
        } else {
            None
        }
    }

    /// Whether the body is the envelope's by its code: then the bank itself answered, also where it had nothing to add.
    fn confirmed(&self, operation: &Operation) -> bool {
        let codes = operation.envelope.map_or(&[][..], |envelope| envelope.code);
        let mut codes = codes.iter().filter(|spot| matches!(spot, Spot::Body(_)));
        codes.any(|spot| spot::first(std::slice::from_ref(spot), self.headers, self.json).is_some())
    }

    /// Why an answer without a code is no success: nothing that the document puts into the body of one is there. An empty
    /// list is an answer to a query for a list, and says nothing about a change.
    fn unproven(
        &self,
        changes: bool,
        bodiless: bool,
        source: &Source<'_>,
    ) -> Option<UnknownReason> {
        let tally = &source.tally;
        let no_rows = self.is_list() && tally.items.get() && !changes;
        if !tally.is_body_wanted() || tally.shown.get() || no_rows {
            None
        } else if bodiless {
            Some(UnknownReason::EmptyBody)
        } else {
            Some(unreadable(Rule::Members))
        }
    }

    fn is_list(&self) -> bool {
        matches!(self.json, Some(Json::List(_)))
    }

    /// Why the body of a read is not of the kind that was looked for.
    fn shape(&self, tally: &Tally) -> Option<UnknownReason> {
        match self.json {
            None | Some(Json::Object(_)) => None,
            Some(Json::List(_)) if !tally.member.get() => None,
            // Some banks write an empty list for "no rows", whatever object is around the rows otherwise.
            Some(Json::List(items)) if items.is_empty() => {
                (!tally.list.get()).then_some(UnknownReason::EmptyBody)
            }
            Some(
                Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Text(_) | Json::List(_),
            ) => Some(unreadable(if tally.items.get() {
                Rule::List
            } else {
                Rule::Object
            })),
        }
    }

    fn notes(&self, silent: bool, bodiless: bool, source: Source<'_>) -> Vec<Problem> {
        let mut notes = source.notes.into_inner();
        let tally = &source.tally;
        let bare = tally.member.get() && !tally.found.get() && !self.is_list();
        if bare && !silent {
            notes.push(Problem::new("body", Rule::Members));
        }
        if source.tally.is_body_wanted()
            && !bodiless
            && self.json.is_none()
            && !self.text.trim().is_empty()
        {
            notes.push(Problem::new("body", Rule::Json));
        }
        notes
    }
}

/// The ids of the request that the answer has with another value. Nobody promises that they come back: a bank may well put
/// an id of its own into the header, so a difference is told and decides nothing.
fn other_ids<'a>(headers: &'a HeaderMap, sent: &'a Sent) -> impl Iterator<Item = Problem> + 'a {
    let differs = |name: &str, id: &str| {
        let mut values = headers.get_all(name).iter().peekable();
        let same = |value: &HeaderValue| {
            value
                .as_bytes()
                .trim_ascii()
                .eq_ignore_ascii_case(id.as_bytes())
        };
        values.peek().is_some() && !values.any(same)
    };
    let ids = sent.ids.iter();
    let other = ids.filter(move |(name, id)| differs(name, id));
    other.map(|(name, _)| Problem {
        field: (*name).into(),
        kind: ProblemKind::OtherId,
    })
}

fn unreadable(rule: Rule) -> UnknownReason {
    UnknownReason::Unreadable(vec![Problem::new("body", rule)])
}
