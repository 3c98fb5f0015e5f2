//! Finding the response code and deciding what it says.

use crate::code_table::{CodeRow, CodeTable};
use crate::date::DateTime;
use crate::echo::Echoes;
use crate::error::{Inconsistency, UnknownReason};
use crate::facts::{Envelope, Operation, Outcome, Spot};
use crate::gateway::Gateway;
use crate::json::Json;
use crate::outcome::Meta;
use crate::shown::shown;
use crate::spot::{self, Nothing};
use crate::transport::BodyEnd;
use http::HeaderMap;
use http::header::LOCATION;

/// An answer, as far as it arrived.
pub(crate) struct Arrived<'a> {
    pub(crate) status: u16,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) text: &'a str,
    pub(crate) json: Option<&'a Json<'a>>,
    pub(crate) end: BodyEnd,
}

/// What an answer says about the request.
pub(crate) struct Verdict {
    pub(crate) class: Class,
    /// Row of the code in the operation's table; the code itself is in the meta data.
    pub(crate) row: Option<usize>,
    pub(crate) meta: Meta,
}

pub(crate) enum Class {
    Accepted,
    /// There is no code, and the status is one of success: accepted if something documented of the body is there.
    Presumed,
    Rejected(Option<Gateway>),
    Unknown(UnknownReason),
}

impl Arrived<'_> {
    /// Judges the answer.
    pub(crate) fn verdict(&self, operation: &Operation) -> Verdict {
        let envelope = operation.envelope;
        let codes = envelope.map_or_else(Vec::new, |envelope| {
            spot::values(envelope.code, self.headers, self.json)
        });
        let row = codes
            .first()
            .and_then(|code| self.row(operation.codes, code));
        let class = match (codes.as_slice(), envelope) {
            _ if (300..400).contains(&self.status) => {
                Class::Unknown(self.redirected(&Echoes::default()))
            }
            ([], _) | (_, None) => self.without_code(operation),
            ([code, rest @ ..], _) if rest.iter().any(|other| other.trim() != code.trim()) => {
                Class::Unknown(UnknownReason::Inconsistent(Inconsistency::Codes))
            }
            (_, Some(envelope)) => match row.and_then(|row| operation.codes.get(row)) {
                Some(row) => self.listed(operation, row),
                None => self.unlisted(operation, envelope.unlisted),
            },
        };
        let class = match (class, envelope) {
            (class @ (Class::Accepted | Class::Rejected(_)), Some(envelope))
                if operation.changes_something() =>
            {
                self.doubted(envelope).unwrap_or(class)
            }
            (class, _) => class,
        };
        let class = match (class, envelope, codes.first()) {
            (Class::Accepted, Some(envelope), Some(code))
                if operation.changes_something() && !self.is_unanimous(envelope, code) =>
            {
                Class::Unknown(UnknownReason::Inconsistent(Inconsistency::Codes))
            }
            (class, _, _) => class,
        };
        let meta = self.meta(operation, codes.into_iter().next(), row);
        Verdict { class, row, meta }
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The row of a code: the one with this status if the table lists the code more than once.
    fn row(&self, table: CodeTable, code: &str) -> Option<usize> {
        let same = |row: &CodeRow| row.code == code;
        let here = |row: CodeRow| same(&row) && row.status == Some(self.status);
        table
            .rows()
            .position(here)
            .or_else(|| table.rows().position(|row| same(&row)))
    }

    /// The code decides, provided that the status is the one of its row.
    fn listed(&self, operation: &Operation, row: CodeRow) -> Class {
        let documented = row.status;
        let fits = match row.outcome {
            Outcome::Unknown => return Class::Unknown(UnknownReason::Code),
            // Success codes go with any 2xx: documents mix up 200 and 201, and nobody refuses with a 2xx status.
            Outcome::Accepted if documented.is_none_or(|status| (200..300).contains(&status)) => {
                self.is_success()
            }
            Outcome::Accepted => documented == Some(self.status),
            // Of a read nothing depends on it.
            Outcome::Rejected if !operation.changes_something() => true,
            // Without a documented status anything goes but 5xx: a server that fails may have done its work before.
            Outcome::Rejected => {
                documented.map_or(self.status < 500, |status| status == self.status)
            }
        };
        match row.outcome {
            Outcome::Accepted if fits => Class::Accepted,
            Outcome::Rejected if fits => Class::Rejected(None),
            Outcome::Accepted | Outcome::Rejected | Outcome::Unknown => {
                Class::Unknown(UnknownReason::Inconsistent(Inconsistency::Status))
            }
        }
    }

    fn unlisted(&self, operation: &Operation, outcome: Outcome) -> Class {
        let broken = operation.changes_something() && self.status >= 500;
        match outcome {
            Outcome::Accepted if self.is_success() => Class::Accepted,
            Outcome::Rejected if !broken => Class::Rejected(None),
            Outcome::Accepted | Outcome::Rejected | Outcome::Unknown => {
                Class::Unknown(UnknownReason::Code)
            }
        }
    }

    fn without_code(&self, operation: &Operation) -> Class {
        if !self.is_success() {
            return self.failed(operation);
        }
        if self.end != BodyEnd::Complete {
            return Class::Unknown(UnknownReason::Body(self.end));
        }
        if self.json.is_none() && !self.text.trim().is_empty() {
            return Class::Unknown(UnknownReason::Gateway(self.gateway()));
        }
        // "No content" as a documented answer to a query is complete without a code: there is nothing to report.
        // Where it is the only success, as of a HEAD request, any proxy's 204 would pass for the bank's word.
        let nothing = matches!(self.status, 204 | 205)
            && operation.success.contains(&self.status)
            && operation.success.len() > 1;
        if nothing && !operation.changes_something() {
            return Class::Accepted;
        }
        let documented = match operation.success {
            // The status is part of the proof that a change was made, and a 206 or a 202 tells of half of it.
            [] if operation.changes_something() => matches!(self.status, 200 | 201),
            [] => true,
            listed => listed.contains(&self.status),
        };
        match operation.envelope {
            None if documented => Class::Presumed,
            Some(envelope) => match envelope.absent {
                Outcome::Accepted if documented && self.is_without(operation, envelope) => {
                    Class::Presumed
                }
                Outcome::Rejected => Class::Rejected(None),
                Outcome::Accepted | Outcome::Unknown => Class::Unknown(UnknownReason::NoCode),
            },
            None => Class::Unknown(UnknownReason::NoCode),
        }
    }

    /// Whether nothing of an envelope is there: neither its code, not even an unreadable one, nor its texts. In the answer to a
    /// change there must be nothing of a failure at all: no object of the envelope, whatever is in it, no member that by its
    /// name is an error, and nowhere a text that speaks of a failure inside the bank.
    fn is_without(&self, operation: &Operation, envelope: &Envelope) -> bool {
        let texts = [
            envelope.client_description,
            envelope.system_description,
            envelope.detail_code,
            envelope.detail_type,
        ];
        let vacant = |place, nothing| spot::is_vacant(place, nothing, self.headers, self.json);
        let mut codes = envelope.code.iter();
        let mut texts = texts.into_iter().flatten();
        codes.all(|place| vacant(place, Nothing::Null))
            && texts.all(|place| vacant(place, Nothing::Blank))
            && !(operation.changes_something() && self.hints_at_failure(envelope))
    }

    fn hints_at_failure(&self, envelope: &Envelope) -> bool {
        self.doubted(envelope).is_some()
            || self
                .json
                .is_some_and(|json| spot::has_object_of(envelope, json) || spot::has_error(json))
    }

    /// Whether no place of the code, however its names are spelt, has another one.
    fn is_unanimous(&self, envelope: &Envelope, code: &str) -> bool {
        let mut spots = envelope.code.iter();
        spots.all(|spot| spot::agrees(spot, code, self.json))
    }

    /// What becomes of the answer to a change if it has a text that speaks of a failure inside the bank, whether its code
    /// refuses or accepts.
    fn doubted(&self, envelope: &Envelope) -> Option<Class> {
        let says = |text: &str| match self.json {
            Some(json) => spot::says(json, text),
            None => spot::contains(self.text, text),
        };
        let mut texts = envelope.doubt.iter().copied();
        texts
            .find(|text| says(text) || spot::headers_say(envelope, self.headers, text))
            .map(|text| Class::Unknown(UnknownReason::Doubt(text)))
    }

    /// A 4xx or 5xx without a code.
    fn failed(&self, operation: &Operation) -> Class {
        let gateway = self.gateway();
        let harmless = !operation.changes_something() && (400..500).contains(&self.status);
        if harmless || gateway.refused_before_the_bank() {
            Class::Rejected(Some(gateway))
        } else {
            Class::Unknown(UnknownReason::Gateway(gateway))
        }
    }

    /// The same reason without what the call sent: texts that were cut or masked before it was known are made again.
    pub(crate) fn without_echoes(&self, reason: UnknownReason, echoes: &Echoes) -> UnknownReason {
        match reason {
            UnknownReason::Gateway(gateway) => {
                UnknownReason::Gateway(gateway.without_echoes(self.headers, echoes))
            }
            UnknownReason::Redirected { .. } => self.redirected(echoes),
            UnknownReason::Code
            | UnknownReason::Doubt(_)
            | UnknownReason::NoCode
            | UnknownReason::Inconsistent(_)
            | UnknownReason::Unreadable(_)
            | UnknownReason::EmptyBody
            | UnknownReason::Body(_)
            | UnknownReason::Transport(_) => reason,
        }
    }

    fn gateway(&self) -> Gateway {
        Gateway::of(self.status, self.headers, self.text, self.json)
    }

    fn redirected(&self, echoes: &Echoes) -> UnknownReason {
        let location = self.headers.get(LOCATION);
        let host = location
            .and_then(|target| target.to_str().ok()?.parse::<http::Uri>().ok())
            .and_then(|target| {
                target
                    .host()
                    .map(|host| shown(&echoes.blanked(host)).into())
            });
        UnknownReason::Redirected { host }
    }

    fn meta(&self, operation: &Operation, code: Option<Box<str>>, row: Option<usize>) -> Meta {
        let first = |spots: fn(&'static Envelope) -> &'static [Spot]| {
            let spots = operation.envelope.map_or(&[][..], spots);
            spot::first(spots, self.headers, self.json)
        };
        let format = operation.envelope.map(|envelope| envelope.timestamp_format);
        let format = format.filter(|format| !format.is_empty());
        Meta {
            status: self.status,
            code,
            row: row.and_then(|row| operation.codes.get(row)),
            client_description: first(|envelope| envelope.client_description),
            system_description: first(|envelope| envelope.system_description),
            timestamp: first(|envelope| envelope.timestamp)
                .map(|text| DateTime::lenient(&text, format)),
            detail_code: first(|envelope| envelope.detail_code),
            detail_type: first(|envelope| envelope.detail_type),
            headers: Box::new(self.headers.clone()),
            body_end: self.end,
            echoes: Echoes::default(),
        }
    }
}
