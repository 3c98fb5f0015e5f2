//! What the YAML parser refuses, in words for the author of a specification.

use crate::diagnostic::{Diagnostic, code};
use crate::source::{FileId, Span};
use granit_parser::{ErrorKind, ScanError};

/// A diagnostic for an error of the YAML parser.
pub(super) fn explain(error: &ScanError, text: &str, file: FileId) -> Diagnostic {
    let start = error.marker().byte_offset().unwrap_or(text.len());
    let start = start.min(text.len());
    let width = text
        .get(start..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    let span = Span {
        file,
        start: u32::try_from(start).unwrap_or(u32::MAX),
        end: u32::try_from(start + width).unwrap_or(u32::MAX),
    };
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return Diagnostic::new(
            code::DEPTH,
            span,
            "lists and maps are nested more than 64 deep",
            "",
        )
        .help(
            "no part of the format is nested that deeply; look for a bracket that is not closed",
        );
    }
    Diagnostic::new(
        code::SYNTAX,
        span,
        error.kind().to_string(),
        "the YAML cannot be read beyond this",
    )
    .help(help(error.kind()))
}

fn help(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::MappingValueNotAllowed | ErrorKind::SimpleKeyExpected => {
            "quote a text that holds `: `, and look for a key that is indented differently from its neighbours"
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            "quote a text that holds `,`, `[`, `]`, `{` or `}`, and look for a bracket that is not closed"
        }
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar
        | ErrorKind::TabAtBlockScalarStart => "indent with spaces",
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            "close the quote; inside single quotes an apostrophe is written twice"
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar
        | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            "look for a quote above that is not closed; inside double quotes a quote is written `\\\"`, inside single quotes `''`"
        }
        ErrorKind::UnknownQuotedScalarEscape => {
            "inside double quotes a backslash is written twice; single quotes take it as it is"
        }
        ErrorKind::UnexpectedCharacter { .. } => "quote a text that begins with this character",
        ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofImplicitFlowMapping
        | ErrorKind::UnclosedFlowCollection { .. } => "close the bracket",
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::InvalidIndentation => {
            "look for a line that is indented differently from its neighbours"
        }
        // The parser's own words are all there is for the others; it may add kinds in any release.
        _ => "",
    }
}
