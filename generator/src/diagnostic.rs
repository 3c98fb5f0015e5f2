//! Problems of a specification: what is wrong, where, and what to do.

use crate::source::Span;

/// One problem.
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
    /// What to do.
    pub help: String,
}

/// A place and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The underlined bytes.
    pub span: Span,
    /// A few words beside the underline; may be empty.
    pub text: String,
}
