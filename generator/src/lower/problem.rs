//! The list that problems are collected in.

use crate::diagnostic::Diagnostic;
use crate::source::Span;

pub(super) use crate::diagnostic::code::{
    ALIAS_PATH, ALSO_IN, AUTH_MISSING, AUTH_UNEXPECTED, AUTH_VALUE, BODY, CLASH, DUPLICATE,
    EMPTY_TEXT, ENVELOPE, ENVIRONMENT, EXAMPLE_MISSING, EXAMPLE_STATUS, EXAMPLE_UNKNOWN,
    EXAMPLE_VALUE, FIXED, FORM, FORMAT, GENERATE, HEADER_NAME, IDEMPOTENCY, IMPOSSIBLE,
    LINE_BEYOND_END, METHOD, NESTING, NO_DOC, NO_FINALITY, NO_IDENT, NO_OUTCOME, NO_REASON,
    NO_REQUIRED, NO_SOURCE, NO_STATUS, NO_TYPE, NOT_TAKEN, NOTHING, OPTIONAL_PATH_PARAMETER, PATH,
    PATH_PARAMETER, PATTERN, PLACE, PROFILE_SENSITIVE, RESPONSE, ROW, RULE, SAME_AS_CYCLE,
    SAME_SHAPE, SECRET, SIGNING_BASE, SUPPLY, TOKEN_URL, TOO_DEEP, TWO_SOURCES, TYPE_CYCLE,
    TYPE_EXPRESSION, UNKNOWN_AUTH, UNKNOWN_CODE_TABLE, UNKNOWN_DOCUMENT, UNKNOWN_ENVELOPE,
    UNKNOWN_EXCEPT, UNKNOWN_HEADER, UNKNOWN_RULING, UNKNOWN_SAME_AS, UNKNOWN_TYPE, VALUE, VECTOR,
};

/// The problems found so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    list: Vec<Diagnostic>,
}

impl Problems {
    /// A problem of one place.
    pub(super) fn at(
        &mut self,
        code: &'static str,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.list
            .push(Diagnostic::new(code, span, message, "").help(help));
    }

    /// A problem between two places: `span` is wrong because of `other`, where `text` holds.
    pub(super) fn between(
        &mut self,
        code: &'static str,
        span: Span,
        other: (Span, &str),
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.list.push(
            Diagnostic::new(code, span, message, "")
                .and(other.0, other.1)
                .help(help),
        );
    }

    /// How many there are, to tell whether something has added to them.
    pub(super) fn count(&self) -> usize {
        self.list.len()
    }

    /// The problems in the order of their places. A row that several operations take in is reported once.
    pub(super) fn into_list(self) -> Vec<Diagnostic> {
        let mut list = self.list;
        list.sort();
        list.dedup();
        list
    }
}
