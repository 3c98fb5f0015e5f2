//! From text to the mirror of the YAML.
//!
//! Three steps per file, files in parallel: `tree` reads YAML into a tree that knows its bytes, `check` compares the tree
//! with the format and reports every difference, `de` turns a tree without differences into the types of [`crate::spec`].
//! Then `layout` puts the files together.

mod check;
mod de;
mod hidden;
mod layout;
mod node;
mod plain;
mod problems;
mod shape;
mod syntax;
mod tree;

use crate::diagnostic::{Diagnostic, code};
use crate::parallel;
use crate::source::{Defect, Document, FileId, Sources, Span, Spanned};
use crate::spec::Spec;
use layout::{Content, Role};
use node::{Node, Value};
use problems::Problems;
use serde::Deserialize;
use shape::{SHAPES, ShapeId};
use std::num::NonZero;

/// Files that are worth a thread.
const PER_THREAD: NonZero<usize> = NonZero::<usize>::MIN.saturating_add(7);

/// Reads the files of a specification.
///
/// # Errors
/// Every problem of every file, in the order of their places.
pub fn parse(sources: &Sources) -> Result<Spec, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut contents = Vec::with_capacity(sources.documents.len());
    let documents: Vec<(FileId, &Document)> = (0..)
        .map(FileId)
        .zip(&sources.documents)
        .filter(|(_, document)| !layout::is_sandbox(&document.path))
        .collect();
    let read = parallel::each(&documents, PER_THREAD, |(file, document)| {
        let mut found = Problems::default();
        let content = read_file(document, *file, &mut found);
        (*file, content, found.into_list())
    });
    for (file, content, found) in read {
        problems.extend(found);
        contents.push((file, content));
    }
    let spec = layout::assemble(sources, contents, &mut problems);
    if problems.is_empty() {
        return Ok(spec);
    }
    problems.sort();
    Err(problems)
}

fn read_file(document: &Document, file: FileId, problems: &mut Problems) -> Option<Content> {
    let Some(role) = layout::role(&document.path) else {
        problems.push(layout::unexpected(&document.path, file));
        return None;
    };
    if let Some(defect) = document.defect {
        problems.push(explain(defect, document, file));
        return None;
    }
    hidden::refuse(&document.text, file, problems);
    let node = tree::read(&document.text, file, problems);
    if !problems.is_empty() && node.is_none() {
        return None;
    }
    // The value of a file with nothing in it takes no bytes.
    let empty = |node: &Node| matches!(node.value, Value::Plain(_)) && node.start == node.end;
    let Some(node) = node.filter(|node| !empty(node)) else {
        let help = "a file of the specification holds one map; delete the file if it is not needed";
        problems.push(
            Diagnostic::new(code::EMPTY, layout::top(file), "the file is empty", "").help(help),
        );
        return None;
    };
    Some(match role {
        Role::Bank { .. } => Content::Bank(convert(&node, SHAPES.bank, file, problems)?),
        Role::Rulings { .. } => {
            let rulings: Box<Spanned<_>> = convert(&node, SHAPES.rulings, file, problems)?;
            Content::Rulings(rulings.value)
        }
        Role::Service { .. } => Content::Service(convert(&node, SHAPES.service, file, problems)?),
        Role::Operation { .. } => {
            Content::Operation(convert(&node, SHAPES.operation, file, problems)?)
        }
    })
}

/// Turns a tree into a value if nothing is wrong with it.
fn convert<'n, T: Deserialize<'n>>(
    node: &'n Node,
    shape: ShapeId,
    file: FileId,
    problems: &mut Problems,
) -> Option<Box<Spanned<T>>> {
    check::check(node, shape, file, problems);
    if !problems.is_empty() {
        return None;
    }
    match de::read(node, file) {
        Ok(value) => Some(Box::new(value)),
        Err(error) => {
            problems.push(error.explain(file));
            None
        }
    }
}

fn explain(defect: Defect, document: &Document, file: FileId) -> Diagnostic {
    match defect {
        Defect::NotUtf8 { at } => {
            let end = at.saturating_add(3);
            let span = Span {
                file,
                start: at,
                end,
            };
            let utf16 = document.text.starts_with("\u{fffd}\u{fffd}") && at == 0;
            let help = if utf16 {
                "the file looks like UTF-16; save it as UTF-8"
            } else {
                "save the file as UTF-8"
            };
            Diagnostic::new(
                code::NOT_UTF8,
                span,
                "the file is not UTF-8",
                "the first byte that is not",
            )
            .help(help)
        }
        Defect::TooLarge => {
            let message = "the file has more than 4 MiB";
            Diagnostic::new(code::TOO_LARGE, layout::top(file), message, "")
                .help("one file holds one operation")
        }
    }
}
