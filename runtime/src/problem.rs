//! What is wrong with an answer that arrived.

use crate::invalid::Rule;
use std::fmt;

/// What is wrong with one field of an answer. The value itself is not kept: it may be personal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub(crate) field: Box<str>,
    pub(crate) kind: ProblemKind,
}

/// The kinds of [`Problem`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// A required field was not sent.
    Missing,
    /// The field cannot be read as its type.
    Unreadable(Rule),
    /// An object is due here, and something else was sent.
    NoObject,
    /// A header that tells calls apart has another value in the answer than in the request.
    OtherId,
}

impl Problem {
    pub(crate) fn new(field: &str, rule: Rule) -> Self {
        Self {
            field: field.into(),
            kind: ProblemKind::Unreadable(rule),
        }
    }

    /// Where the field stands: its wire name, with those of the objects around it.
    #[must_use]
    pub fn field(&self) -> &str {
        &self.field
    }

    /// What is wrong.
    #[must_use]
    pub const fn kind(&self) -> &ProblemKind {
        &self.kind
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ProblemKind::Missing => write!(f, "{} is missing", self.field),
            ProblemKind::Unreadable(rule) => write!(f, "{} {rule}", self.field),
            ProblemKind::OtherId => write!(f, "{} is not the one of the request", self.field),
            ProblemKind::NoObject => write!(f, "{} {}", self.field, Rule::Object),
        }
    }
}
