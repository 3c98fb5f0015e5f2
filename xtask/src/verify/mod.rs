//! Proving a transcription against its documents.
//!
//! Two questions, for each document: does every fact's source line show what the fact says, and is every row of every table in some fact?

mod check;
mod document;
mod facts;
mod passage;
mod report;
mod rows;
mod walk;

#[cfg(test)]
mod tests;

pub use report::{DocumentReport, Problem, Report};

use document::DocumentText;
use facts::{Fact, Key};
use generator::source::{Sources, Span};
use generator::spec::{BankDocument, BankFiles, Spec, Unused};
use rows::Row;
use std::collections::{HashMap, HashSet};
use std::io;

/// One document of the bank and what was found in it.
struct Opened<'a> {
    listed: &'a BankDocument,
    text: DocumentText,
    rows: Vec<Row>,
}

/// Checks every bank; `read` yields the bytes of a document by its file name.
pub fn verify(
    spec: &Spec,
    sources: &Sources,
    read: &dyn Fn(&str) -> io::Result<Vec<u8>>,
) -> io::Result<Report> {
    let mut report = Report::default();
    for bank in &spec.banks {
        bank_reports(bank, sources, read, &mut report)?;
    }
    Ok(report)
}

fn bank_reports(
    bank: &BankFiles,
    sources: &Sources,
    read: &dyn Fn(&str) -> io::Result<Vec<u8>>,
    report: &mut Report,
) -> io::Result<()> {
    let mut opened = Vec::new();
    for listed in &bank.bank.documents {
        let bytes = read(&listed.file).map_err(|error| {
            io::Error::new(error.kind(), format!("{}: {error}", listed.file.value))
        })?;
        let text = DocumentText::new(&bytes, listed.repair.as_ref().map(|repair| repair.value));
        let rows = rows::find(text.lines());
        opened.push(Opened { listed, text, rows });
    }
    let facts = walk::facts(bank);
    let first = report.documents.len();
    for document in &opened {
        let mut own = DocumentReport::new(&bank.bank.bank, document.listed);
        own.extend(identity(document), sources);
        report.documents.push(own);
    }
    let reports = &mut report.documents[first..];
    for fact in &facts.list {
        let problems = check::fact(fact, &opened);
        let home = fact
            .cited
            .first()
            .and_then(|cited| position(&opened, cited.document))
            .unwrap_or(0);
        if let Some(own) = reports.get_mut(home) {
            own.facts += 1;
            own.failed += usize::from(!problems.is_empty());
            own.extend(problems, sources);
        }
    }
    for (document, own) in opened.iter().zip(reports) {
        coverage(document, &facts.list, sources, own);
    }
    report.assumed += facts.assumed;
    Ok(())
}

fn position(opened: &[Opened<'_>], id: &str) -> Option<usize> {
    opened
        .iter()
        .position(|document| document.listed.id.value == id)
}

/// Whether the file is the one that was transcribed.
fn identity(document: &Opened<'_>) -> Vec<(Option<Span>, String)> {
    let (listed, text) = (document.listed, &document.text);
    let mut problems = Vec::new();
    if listed.sha256.value != text.sha256 {
        let message = format!(
            "the file's SHA-256 is {}: it is not the document that was transcribed",
            text.sha256
        );
        problems.push((Some(listed.sha256.span), message));
    }
    if usize::try_from(listed.lines.value) != Ok(text.len()) {
        problems.push((
            Some(listed.lines.span),
            format!("the file has {} lines", text.len()),
        ));
    }
    problems
}

/// Which rows of a document are transcribed, which are left out with a reason, and which are missing.
fn coverage(
    document: &Opened<'_>,
    facts: &[Fact<'_>],
    sources: &Sources,
    report: &mut DocumentReport,
) {
    let id = document.listed.id.value.as_str();
    let mut transcribed: HashMap<u32, HashSet<&Key>> = HashMap::new();
    for fact in facts {
        for cited in fact.cited.iter().filter(|cited| cited.document == id) {
            // A stretch beyond the document is a failed fact already.
            for &(first, last) in cited
                .lines
                .iter()
                .filter(|&&lines| document.text.stretch(lines).is_some())
            {
                for line in first..=last {
                    transcribed.entry(line).or_default().extend(&fact.keys);
                }
            }
        }
    }
    let mut idle: Vec<&Unused> = document.listed.unused.iter().collect();
    for row in &document.rows {
        report.rows += 1;
        let own = transcribed.get(&row.line);
        let missing: Vec<&Key> = row
            .keys
            .iter()
            .filter(|key| !own.is_some_and(|own| own.contains(key)))
            .collect();
        if missing.is_empty() {
            report.covered += 1;
        } else if let Some(unused) = unused(document, row.line) {
            idle.retain(|other| !std::ptr::eq(*other, unused));
            let reason = unused.reason.value.clone();
            report.explained.push((row.line, reason));
        } else {
            let names: Vec<String> = missing.iter().map(ToString::to_string).collect();
            report.missing += 1;
            let message = format!(
                "line {}: this table row is in no fact: {}",
                row.line,
                names.join(", ")
            );
            report.extend(vec![(None, message)], sources);
        }
    }
    let idle = idle.into_iter().map(|unused| {
        let message =
            "every table row on these lines is in a fact: there is nothing to give a reason for";
        (Some(unused.lines.span), message.to_owned())
    });
    report.extend(idle.collect(), sources);
}

/// The entry of the document's `unused` list about a line.
fn unused<'a>(document: &Opened<'a>, line: u32) -> Option<&'a Unused> {
    let mut unused = document.listed.unused.iter();
    unused.find(|unused| {
        let lines = &unused.lines.value.0;
        lines
            .iter()
            .any(|&(first, last)| (first..=last).contains(&line))
    })
}
