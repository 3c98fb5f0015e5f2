//! A source file in the making.

use super::ast;
use crate::emit::format;
use crate::model::Bank;
use std::cell::RefCell;
use syn::{Attribute, Item};

/// What a line of documentation that stands for others begins with. Other lines have a space after the slashes.
const STAND_IN: &str = "///@";

/// What a source file consists of.
pub(super) enum Part {
    /// An item, to be formatted.
    Item(Box<Item>),
    /// Items as text.
    Text(String),
}

impl From<Item> for Part {
    fn from(item: Item) -> Self {
        Self::Item(Box::new(item))
    }
}

/// The import that every file with generated types begins with.
pub(super) fn runtime() -> Part {
    Part::Text("use ::bank_client_runtime as rt;\n".to_owned())
}

/// A source file of a bank's crate.
///
/// Documentation is most of a generated file, and it needs no formatting. The syntax tree therefore holds one line, with a number, for each piece
/// of it; [`finish`](Self::finish) puts the text in.
pub(super) struct Page<'m> {
    /// The bank.
    pub(super) bank: &'m Bank,
    pieces: RefCell<Vec<Vec<String>>>,
}

impl<'m> Page<'m> {
    /// An empty file.
    pub(super) fn new(bank: &'m Bank) -> Self {
        Self {
            bank,
            pieces: RefCell::default(),
        }
    }

    /// The attributes for these lines of documentation.
    pub(super) fn docs(&self, lines: Vec<String>) -> Vec<Attribute> {
        let mut pieces = self.pieces.borrow_mut();
        pieces.push(lines);
        vec![ast::doc(&format!("@{}", pieces.len() - 1))]
    }

    /// The attributes for one line of documentation.
    pub(super) fn doc(&self, line: impl Into<String>) -> Vec<Attribute> {
        self.docs(vec![line.into()])
    }

    /// The file: header, documentation of the module, and its parts with an empty line between them. `file` is what it was made from.
    pub(super) fn finish<P: Into<Part>>(
        self,
        file: &str,
        docs: &[String],
        parts: Vec<P>,
    ) -> String {
        let mut text = format!("// {}\n", format::notice(file));
        push_docs(&mut text, "", "//!", docs);
        let pieces = self.pieces.into_inner();
        let mut before = None;
        for part in parts {
            let item = match part.into() {
                Part::Item(item) => *item,
                Part::Text(part) => {
                    text.extend(["\n", &part]);
                    continue;
                }
            };
            // Declarations of one kind stand together.
            let kind = match &item {
                Item::Use(item) if item.attrs.is_empty() => Some("use"),
                Item::Mod(item) if item.attrs.is_empty() => Some("mod"),
                _ => None,
            };
            if kind.is_none() || kind != before {
                text.push('\n');
            }
            before = kind;
            for line in format::item(item).lines() {
                match piece(line, &pieces) {
                    Some((indent, piece)) => push_docs(&mut text, indent, "///", piece),
                    None => text.extend([line, "\n"]),
                }
            }
        }
        text
    }
}

/// The documentation that a line stands for, and its indentation.
fn piece<'a>(line: &'a str, pieces: &'a [Vec<String>]) -> Option<(&'a str, &'a [String])> {
    let bare = line.trim_start();
    let number = bare.strip_prefix(STAND_IN)?.parse::<usize>().ok()?;
    let piece = pieces.get(number)?;
    Some((&line[..line.len() - bare.len()], piece))
}

/// Adds lines of documentation.
pub(super) fn push_docs(text: &mut String, indent: &str, mark: &str, lines: &[String]) {
    // A line feed inside a line would end the comment: it begins another line of it instead.
    for line in lines.iter().flat_map(|line| line.split('\n')) {
        let line = line.trim_end();
        let space = if line.is_empty() { "" } else { " " };
        text.extend([indent, mark, space, line, "\n"]);
    }
}
