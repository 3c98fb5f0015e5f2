//! Response codes: `x-response-codes`, the tables of the descriptions, and the limits of the header that carries the code.

use super::draft::{Draft, Origin};
use super::write::{Language, Layout, Node, Number, Sink};
use crate::model::{Code, Operation, Outcome};

/// A row of the code table.
///
/// Its keys are always there; `null` stands for a column that the document does not have, or does not fill.
pub(super) struct CodeRow<'a> {
    code: &'a Code,
    origin: Origin<'a>,
}

impl<'a> CodeRow<'a> {
    /// The table of an operation, in document order; a code that is listed twice has two rows.
    pub(super) fn all(draft: &mut Draft<'a>, operation: &'a Operation) -> Vec<Self> {
        let codes = operation.codes.iter();
        let mut rows: Vec<_> = codes
            .flat_map(|code| code.rows.iter().map(move |row| (code, row)))
            .collect();
        rows.sort_by_key(|(_, row)| row.position);
        let mut published = Vec::with_capacity(rows.len());
        for (code, row) in rows {
            draft.gaps.statuses += usize::from(code.status.is_none());
            published.push(Self {
                code,
                origin: draft.origin(&row.provenance),
            });
        }
        published
    }
}

impl Node for CodeRow<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        let code = self.code;
        to.open_map(Layout::Line);
        to.entry("code", &code.code);
        to.entry("description", &code.description);
        to.entry("kind", &code.kind);
        to.entry("status", &code.status);
        to.entry("outcome", outcome(code.outcome));
        if code.status.is_none() {
            to.entry_list("undocumented", Layout::Line, &["status"]);
        }
        if !code.extra.is_empty() {
            to.name("extra");
            to.open_map(Layout::Line);
            for (title, text) in &code.extra {
                to.key(title);
                to.text(text);
            }
            to.close();
        }
        self.origin.write_row_entries(to);
        to.close();
    }
}

/// The name of an outcome in the files.
pub(super) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::Rejected => "rejected",
        Outcome::Unknown => "unknown",
    }
}

const fn outcome_word(outcome: Outcome, language: Language) -> &'static str {
    match outcome {
        Outcome::Accepted => language.pick("accepted", "aceptado"),
        Outcome::Rejected => language.pick("rejected", "rechazado"),
        Outcome::Unknown => language.pick("unknown", "desconocido"),
    }
}

/// The codes that may come with a status: its own rows and those without a documented status, none twice.
pub(super) fn codes_of(operation: &Operation, status: Option<u16>) -> Vec<&Code> {
    let mut codes: Vec<&Code> = Vec::new();
    for code in &operation.codes {
        let fits = code.status.is_none() || code.status == status;
        if fits && !codes.iter().any(|known| known.code == code.code) {
            codes.push(code);
        }
    }
    codes
}

/// A column that a document may have: its title, and what a code has there.
type Column = (&'static str, fn(&Code) -> Option<&str>);

/// Appends a Markdown table of the codes. A column that no code fills is left out.
pub(super) fn push_table(text: &mut String, codes: &[&Code], language: Language) {
    if codes.is_empty() {
        return;
    }
    let columns: [Column; 2] = [
        (language.pick("Description", "Descripción"), |code| {
            code.description.as_deref()
        }),
        (language.pick("Kind", "Tipo"), |code| code.kind.as_deref()),
    ];
    let columns: Vec<Column> = columns
        .into_iter()
        .filter(|(_, cell)| codes.iter().any(|code| cell(code).is_some()))
        .collect();
    text.push_str("\n\n| ");
    text.push_str(language.pick("Code", "Código"));
    for (title, _) in &columns {
        text.push_str(" | ");
        text.push_str(title);
    }
    text.push_str(" | ");
    text.push_str(language.pick("Outcome", "Desenlace"));
    text.push_str(" |\n|---|");
    text.push_str(&"---|".repeat(columns.len()));
    text.push_str("---|");
    for code in codes {
        text.push_str("\n| ");
        push_cell(text, &code.code);
        for (_, cell) in &columns {
            text.push_str(" | ");
            push_cell(text, cell(code).unwrap_or_default());
        }
        text.push_str(" | ");
        text.push_str(outcome_word(code.outcome, language));
        text.push_str(" |");
    }
    let mut open = codes.iter().filter(|code| code.status.is_none());
    if let Some(first) = open.next() {
        text.push_str(language.pick(
            "\n\nThe document does not tell which status these codes come with: ",
            "\n\nEl documento no dice con qué estado llegan estos códigos: ",
        ));
        push_cell(text, &first.code);
        for code in open {
            text.push_str(", ");
            push_cell(text, &code.code);
        }
        text.push('.');
    }
}

/// A cell holds the text and nothing else: no further cells, rows, markup or scripts.
fn push_cell(text: &mut String, cell: &str) {
    for character in cell.chars() {
        match character {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' => {
                text.push('\\');
                text.push(character);
            }
            '<' => text.push_str("&lt;"),
            '&' => text.push_str("&amp;"),
            '\n' | '\r' => text.push(' '),
            other => text.push(other),
        }
    }
}

/// Limits a value to these codes, numbers or texts: `oneOf` of `{const, title, description}`, and `x-enumDescriptions`.
pub(super) fn write_limits<S: Sink>(codes: &[&Code], number: bool, to: &mut S) {
    to.name("oneOf");
    to.open_list(Layout::Block);
    for code in codes {
        to.item();
        to.open_map(Layout::Line);
        if number {
            to.entry("const", &Number(&code.code));
        } else {
            to.entry("const", &code.code);
        }
        to.entry_if("title", code.description.as_ref());
        to.entry_if("description", code.kind.as_ref());
        to.close();
    }
    to.close();
    to.name("x-enumDescriptions");
    to.open_map(Layout::Block);
    for code in codes {
        to.key(&code.code);
        to.text(code.description.as_deref().unwrap_or_default());
    }
    to.close();
}
