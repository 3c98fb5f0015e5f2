//! A YAML file as a tree that knows where everything stands.

use super::plain::{Plain, plain};
use crate::source::{FileId, Span};
use std::borrow::Cow;

/// A value and its bytes.
#[derive(Debug)]
pub(super) struct Node<'t> {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) value: Value<'t>,
}

/// What a node holds.
#[derive(Debug)]
pub(super) enum Value<'t> {
    /// Text between quotes or in a block.
    Quoted(Cow<'t, str>),
    /// Text without quotes.
    Plain(Cow<'t, str>),
    /// Items.
    List(Vec<Node<'t>>),
    /// Keys and values in the order written, each key once.
    Map(Vec<Entry<'t>>),
    /// Something that a diagnostic has already refused; whoever reads the tree says no more about it.
    Refused,
}

/// A key with its value.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) key: Cow<'t, str>,
    pub(super) value: Node<'t>,
}

impl Node<'_> {
    /// Where it stands.
    pub(super) fn span(&self, file: FileId) -> Span {
        let (start, end) = (self.start, self.end);
        Span { file, start, end }
    }

    /// What was found, for a message.
    pub(super) fn found(&self) -> String {
        match &self.value {
            Value::Quoted(_) => "text".to_owned(),
            Value::Plain(text) => match plain(text) {
                Plain::Null => "nothing".to_owned(),
                Plain::Boolean(_) => format!("the truth value `{text}`"),
                Plain::Integer | Plain::Float => format!("the number `{text}`"),
                Plain::Ambiguous | Plain::Text => "text".to_owned(),
            },
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "a map".to_owned(),
            Value::Refused => "something that cannot be read".to_owned(),
        }
    }
}

impl Entry<'_> {
    /// Where the key stands.
    pub(super) fn span(&self, file: FileId) -> Span {
        let (start, end) = (self.start, self.end);
        Span { file, start, end }
    }
}
