//! The response codes of an operation.
//!
//! Tables are the longest part of many files and all alike: they are written as text, a row a line, and need no formatting.

use super::docs;
use super::page::push_docs;
use super::print::literal;
use crate::model::{Bank, Code, Operation, Outcome};

/// The enum of an operation's codes, with its table.
pub(super) fn text(bank: &Bank, document: usize, operation: &Operation) -> String {
    let name = operation.code_ident.as_str();
    let doc = format!(
        "Response codes of `{}`. A code that the bank's table does not list is [`Other`](Self::Other).",
        operation.id
    );
    let mut text = String::new();
    push_docs(&mut text, "", "///", &[doc]);
    text.extend(["#[non_exhaustive]\npub enum ", name, " {\n"]);
    for row in &operation.codes {
        let doc = docs::response_code(bank, document, row);
        push_docs(&mut text, "    ", "///", &doc);
        text.extend(["    ", row.ident.as_str(), ",\n"]);
    }
    text.push_str("    /// A code that the table does not list, as sent.\n");
    text.push_str("    Other(::std::boxed::Box<str>),\n}\n\n");
    text.extend(["impl rt::Code for ", name, " {\n"]);
    text.push_str("    const TABLE: rt::CodeTable = rt::CodeTable::new(\"\\\n");
    for code in &operation.codes {
        push_row(&mut text, bank, document, code);
    }
    text.push_str("\");\n");
    push_positions(&mut text, &operation.codes);
    text.extend(["}\n\nrt::code_type!(", name, ");\n"]);
    text
}

/// A line of the table: what the runtime's `CodeTable` takes apart again.
fn push_row(text: &mut String, bank: &Bank, document: usize, code: &Code) {
    let status = code.status.map(|status| status.to_string());
    let cells = [
        &code.code,
        status.as_deref().unwrap_or("-"),
        word(code.outcome),
        &docs::lines(bank, document, &code.provenance),
        code.kind.as_deref().unwrap_or_default(),
        code.description.as_deref().unwrap_or_default(),
    ];
    for (at, cell) in cells.into_iter().enumerate() {
        if at > 0 {
            text.push('\t');
        }
        // A tab or a line end would be a new cell or row.
        let cell = cell.replace(char::is_control, " ");
        let quoted = literal(&cell);
        let inner = quoted
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        text.push_str(inner.unwrap_or_default());
    }
    text.push('\n');
}

/// The functions that tie variants to rows.
fn push_positions(text: &mut String, codes: &[Code]) {
    let row = if codes.is_empty() { "_row" } else { "row" };
    text.extend([
        "    fn from_row(",
        row,
        ": usize) -> ::core::option::Option<Self> {\n",
    ]);
    if codes.is_empty() {
        text.push_str("        ::core::option::Option::None\n");
    } else {
        text.push_str("        ::core::option::Option::Some(match row {\n");
        for (row, code) in codes.iter().enumerate() {
            let row = row.to_string();
            text.extend([
                "            ",
                &row,
                " => Self::",
                code.ident.as_str(),
                ",\n",
            ]);
        }
        text.push_str("            _ => return ::core::option::Option::None,\n        })\n");
    }
    text.push_str("    }\n    fn other(code: ::std::boxed::Box<str>) -> Self {\n");
    text.push_str("        Self::Other(code)\n    }\n");
    text.push_str("    fn row(&self) -> ::core::result::Result<usize, &str> {\n");
    if codes.is_empty() {
        text.push_str("        let Self::Other(code) = self;\n");
        text.push_str("        ::core::result::Result::Err(code)\n    }\n");
        return;
    }
    text.push_str("        ::core::result::Result::Ok(match self {\n");
    for (row, code) in codes.iter().enumerate() {
        let row = row.to_string();
        text.extend([
            "            Self::",
            code.ident.as_str(),
            " => ",
            &row,
            ",\n",
        ]);
    }
    text.push_str("            Self::Other(code) => return ::core::result::Result::Err(code),\n");
    text.push_str("        })\n    }\n");
}

/// The word for an outcome in a table.
const fn word(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::Rejected => "rejected",
        Outcome::Unknown => "unknown",
    }
}

/// The runtime's name for an outcome.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "rt::Outcome::Accepted",
        Outcome::Rejected => "rt::Outcome::Rejected",
        Outcome::Unknown => "rt::Outcome::Unknown",
    }
}
