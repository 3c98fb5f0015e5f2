//! Problems of a specification: what is wrong, where, and what to do.

pub(crate) mod code;
mod render;
mod suggest;
mod visible;

pub use code::{CODES, Meaning, meaning};
pub use render::{Located, LocatedLabel};
pub use suggest::{closest, listed};
pub(crate) use visible::is_hidden;
pub use visible::visible;

use crate::source::Span;
use std::cmp::Ordering;

/// One problem. Diagnostics are ordered by place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable code: `S012`. Below 100 from reading and parsing, from 100 on from lowering.
    pub code: &'static str,
    /// What is wrong, one line, without a full stop.
    pub message: String,
    /// Where.
    pub primary: Label,
    /// The other places, when there are some: a name clash, a code listed twice.
    pub secondary: Vec<Label>,
    /// What to do; may be empty.
    pub help: String,
}

/// A place and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// The underlined bytes.
    pub span: Span,
    /// A few words beside the underline; may be empty.
    pub text: String,
}

impl Diagnostic {
    /// A problem at one place, without help.
    #[must_use]
    pub fn new(
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            primary: Label {
                span,
                text: label.into(),
            },
            secondary: Vec::new(),
            help: String::new(),
        }
    }

    /// The same with another place.
    #[must_use]
    pub fn and(mut self, span: Span, label: impl Into<String>) -> Self {
        self.secondary.push(Label {
            span,
            text: label.into(),
        });
        self
    }

    /// The same with what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }
}

impl Ord for Diagnostic {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |d: &Self| (d.primary.span, d.code);
        key(self)
            .cmp(&key(other))
            .then_with(|| self.message.cmp(&other.message))
            .then_with(|| self.primary.cmp(&other.primary))
            .then_with(|| self.secondary.cmp(&other.secondary))
            .then_with(|| self.help.cmp(&other.help))
    }
}

impl PartialOrd for Diagnostic {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
