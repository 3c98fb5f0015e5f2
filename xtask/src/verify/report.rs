//! What a verification found, for people and for machines.

use generator::source::{Sources, Span};
use generator::spec::BankDocument;
use serde::Serialize;
use std::fmt::Write as _;

/// Everything that was found.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// One entry per document, in the order of `bank.yaml`.
    pub documents: Vec<DocumentReport>,
    /// Facts that no line states and a ruling supplies; there is nothing to check about them.
    pub assumed: usize,
}

/// What was found in one document.
#[derive(Debug, Serialize)]
pub struct DocumentReport {
    /// Id of the bank.
    pub bank: String,
    /// Id of the document.
    pub document: String,
    /// Its file.
    pub file: String,
    /// Facts that cite it first.
    pub facts: usize,
    /// Those of them that its lines do not show.
    pub failed: usize,
    /// Rows of its tables.
    pub rows: usize,
    /// Rows that a fact transcribes.
    pub covered: usize,
    /// Rows that no fact transcribes, with the reason that the specification gives: line and reason.
    pub explained: Vec<(u32, String)>,
    /// Rows that no fact transcribes, without a reason.
    pub missing: usize,
    /// Everything that is wrong.
    pub problems: Vec<Problem>,
}

/// One thing that is wrong.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// File, line and column of the specification: `banco-plaza/bank.yaml:9:13`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl Report {
    /// Whether nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.documents
            .iter()
            .all(|document| document.problems.is_empty())
    }

    /// The report for people: one line per document, then what is wrong with it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for document in &self.documents {
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "{}/{}  {}: {} facts checked, {} hold, {} fail; {} table rows, {} in facts, {} left out with a reason, {} without",
                document.bank,
                document.document,
                document.file,
                document.facts,
                document.facts - document.failed,
                document.failed,
                document.rows,
                document.covered,
                document.explained.len(),
                document.missing,
            );
            for (line, reason) in &document.explained {
                let _ = writeln!(text, "  line {line} left out: {reason}");
            }
            for problem in &document.problems {
                let place = problem.place.as_deref().unwrap_or(&document.file);
                let _ = writeln!(text, "  {place}: {}", problem.message);
            }
        }
        let _ = writeln!(text, "{} more facts come from rulings alone", self.assumed);
        text
    }
}

impl DocumentReport {
    pub(super) fn new(bank: &str, document: &BankDocument) -> Self {
        Self {
            bank: bank.to_owned(),
            document: document.id.value.clone(),
            file: document.file.value.clone(),
            facts: 0,
            failed: 0,
            rows: 0,
            covered: 0,
            explained: Vec::new(),
            missing: 0,
            problems: Vec::new(),
        }
    }

    pub(super) fn extend(&mut self, found: Vec<(Option<Span>, String)>, sources: &Sources) {
        self.problems
            .extend(found.into_iter().map(|(span, message)| Problem {
                place: span.map(|span| place(sources, span)),
                message,
            }));
    }
}

/// `file:line:column` of a span; both count from 1, the column in characters.
fn place(sources: &Sources, span: Span) -> String {
    let Some(document) = usize::try_from(span.file.0)
        .ok()
        .and_then(|file| sources.documents.get(file))
    else {
        return "?".to_owned();
    };
    let start = usize::try_from(span.start).unwrap_or(usize::MAX);
    let before = document.text.get(..start).unwrap_or(&document.text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or(before).chars().count() + 1;
    format!("{}:{line}:{column}", document.path)
}
