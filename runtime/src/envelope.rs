//! Finding the response code and deciding what it says.

use crate::code_table::{CodeRow, CodeTable};
use crate::date::DateTime;
use crate::error::{Inconsistency, UnknownReason};
use crate::facts::{Envelope, Operation, Outcome, Spot};
use crate::gateway::Gateway;
use crate::json::Json;
use crate::outcome::Meta;
use crate::shown::shown;
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
    Rejected(Option<Gateway>),
    Unknown(UnknownReason),
}

impl Arrived<'_> {
    /// Judges the answer.
    pub(crate) fn verdict(&self, operation: &Operation) -> Verdict {
        let envelope = operation.envelope;
        let codes = envelope.map_or_else(Vec::new, |envelope| self.codes(envelope));
        let row = codes
            .first()
            .and_then(|code| self.row(operation.codes, code));
        let class = match (codes.as_slice(), envelope) {
            _ if (300..400).contains(&self.status) => Class::Unknown(self.redirected()),
            ([], _) | (_, None) => self.without_code(operation),
            ([code, rest @ ..], _) if rest.iter().any(|other| other != code) => {
                Class::Unknown(UnknownReason::Inconsistent(Inconsistency::Codes))
            }
            (_, Some(envelope)) => match row.and_then(|row| operation.codes.get(row)) {
                Some(row) => self.listed(operation, row),
                None => self.unlisted(operation, envelope.unlisted),
            },
        };
        let meta = self.meta(operation, codes.into_iter().next(), row);
        Verdict { class, row, meta }
    }

    fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Every response code in the answer: one per header line and body member that has one.
    fn codes(&self, envelope: &Envelope) -> Vec<Box<str>> {
        let mut codes = Vec::<Box<str>>::new();
        for spot in envelope.code {
            match spot {
                Spot::Header(name) => {
                    for value in self.headers.get_all(*name) {
                        codes.push(crate::windows1252::text(value.as_bytes()).trim().into());
                    }
                }
                Spot::Body(path) => self.members(path, &mut codes),
            }
        }
        codes.into_iter().filter(|code| !code.is_empty()).collect()
    }

    fn members(&self, path: &str, codes: &mut Vec<Box<str>>) {
        let (parent, name) = match path.rsplit_once('.') {
            Some((parent, name)) => (self.json.and_then(|json| json.at(parent)), name),
            None => (self.json, path),
        };
        if let Some(parent) = parent {
            codes.extend(parent.members(name).filter_map(scalar).map(Box::from));
        }
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
            Outcome::Rejected => {
                documented.is_none_or(|status| status == self.status)
                    || !operation.changes_something()
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
        let documented = operation.success.is_empty() || operation.success.contains(&self.status);
        match operation.envelope.map(|envelope| envelope.absent) {
            None if documented => Class::Accepted,
            Some(Outcome::Accepted) => Class::Accepted,
            Some(Outcome::Rejected) => Class::Rejected(None),
            None | Some(Outcome::Unknown) => Class::Unknown(UnknownReason::NoCode),
        }
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

    fn gateway(&self) -> Gateway {
        Gateway::of(self.status, self.headers, self.text, self.json)
    }

    fn redirected(&self) -> UnknownReason {
        let location = self.headers.get(LOCATION);
        let host = location
            .and_then(|target| target.to_str().ok()?.parse::<http::Uri>().ok())
            .and_then(|target| target.host().map(|host| shown(host).into()));
        UnknownReason::Redirected { host }
    }

    fn meta(&self, operation: &Operation, code: Option<Box<str>>, row: Option<usize>) -> Meta {
        let first = |spots: fn(&'static Envelope) -> &'static [Spot]| {
            let spots = operation.envelope.map_or(&[][..], spots);
            spots.iter().find_map(|spot| self.value(spot))
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
        }
    }

    fn value(&self, spot: &Spot) -> Option<Box<str>> {
        let text: Box<str> = match spot {
            Spot::Header(name) => {
                let value = self.headers.get(*name)?;
                crate::windows1252::text(value.as_bytes()).trim().into()
            }
            Spot::Body(path) => scalar(self.json?.at(path)?)?.into(),
        };
        Some(text).filter(|text| !text.is_empty())
    }
}

/// A text, or the digits of a number.
fn scalar<'j>(json: &'j Json<'_>) -> Option<&'j str> {
    match json {
        Json::Text(text) => Some(text.trim()),
        Json::Number(digits) => Some(digits),
        Json::Null | Json::Boolean(_) | Json::List(_) | Json::Object(_) => None,
    }
}
