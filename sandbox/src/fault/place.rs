//! Where an operation's answers say what became of a request.

use generator::model::{EnvelopePlace, Operation, Outcome, Place, Service};

/// What faults have to know about an operation's answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// Where the response code stands, best first.
    pub code: Vec<CodePlace>,
    /// Where texts for people stand.
    pub texts: Vec<CodePlace>,
    /// The codes that the operation's table lists.
    pub listed: Vec<ListedCode>,
}

/// One place in an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodePlace {
    /// A header.
    Header(String),
    /// A member of the body: the names that lead to it.
    Body(Vec<String>),
}

/// A row of an operation's code table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCode {
    /// The code.
    pub code: String,
    /// Whether it says that the request was executed.
    pub accepted: bool,
}

impl Places {
    /// Those of an operation; without envelope there are none.
    #[must_use]
    pub fn of(service: &Service, operation: &Operation) -> Self {
        let envelope = operation
            .envelope
            .and_then(|position| service.envelopes.get(position));
        let listed = operation.codes.iter().map(|row| ListedCode {
            code: row.code.clone(),
            accepted: match row.outcome {
                Outcome::Accepted => true,
                Outcome::Rejected | Outcome::Unknown => false,
            },
        });
        Self {
            code: envelope.map_or_else(Vec::new, |envelope| places(&[&envelope.code])),
            texts: envelope.map_or_else(Vec::new, |envelope| {
                places(&[&envelope.client_description, &envelope.system_description])
            }),
            listed: listed.collect(),
        }
    }

    /// Whether a code says that the request was executed; `None` if the table does not list it.
    pub(super) fn is_accepted(&self, code: &str) -> Option<bool> {
        let row = self.listed.iter().find(|row| row.code == code)?;
        Some(row.accepted)
    }
}

fn places(roles: &[&[EnvelopePlace]]) -> Vec<CodePlace> {
    let known = roles.iter().copied().flatten();
    known.filter_map(place).collect()
}

fn place(place: &EnvelopePlace) -> Option<CodePlace> {
    match place.place {
        Place::Header => place.path.first().cloned().map(CodePlace::Header),
        Place::Body => Some(CodePlace::Body(place.path.clone())),
        Place::Path | Place::Query => None,
    }
}
