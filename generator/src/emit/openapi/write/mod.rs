//! How a document is put on paper: a node tells a sink what it is made of, and the sink knows the syntax and the language.
//!
//! A document of a thousand operations is a hundred megabytes in four files, so nothing stands between the typed document and the
//! text. serde-saphyr's serializer was measured first: 76 MB/s, and it lets bidirectional marks pass raw.

mod json;
mod plain;
mod quote;
mod twin;
mod yaml;

pub(super) use json::JsonSink;
pub(super) use twin::TwinSink;
pub(super) use yaml::YamlSink;

use crate::model::{Json, Text};
use std::borrow::Cow;

/// The language that bilingual text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// `<service>.en.yaml`
    English,
    /// `<service>.yaml`
    Spanish,
}

impl Language {
    /// The text in this language.
    pub(super) fn of(self, text: &Text) -> &str {
        match self {
            Self::English => &text.en,
            Self::Spanish => &text.es,
        }
    }

    /// One of two words of our own.
    pub(super) const fn pick(self, en: &'static str, es: &'static str) -> &'static str {
        match self {
            Self::English => en,
            Self::Spanish => es,
        }
    }
}

/// Appends a text as JSON.
pub(super) fn push_json_text(out: &mut String, text: &str) {
    quote::quote(out, text, quote::Escapes::Json);
}

/// How a map or list is laid out. Everything inside a line stays on that line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// An entry per line.
    Block,
    /// All entries on one line: rows of tables, sources.
    Line,
}

/// Where a document is written to.
pub(super) trait Sink: Sized {
    /// The language of this file.
    fn language(&self) -> Language;
    /// Opens a map; every entry is a key and a value.
    fn open_map(&mut self, layout: Layout);
    /// Opens a list; every value stands after [`Sink::item`].
    fn open_list(&mut self, layout: Layout);
    /// Closes the map or list opened last.
    fn close(&mut self);
    /// A key that may be any text.
    fn key(&mut self, key: &str);
    /// A key of OpenAPI or one of our extensions: letters, digits, `-` and `$`, nothing a YAML reader could take for anything else.
    fn name(&mut self, name: &'static str);
    /// Announces the next value of a list.
    fn item(&mut self);
    /// A text.
    fn text(&mut self, text: &str);
    /// `null`, `true`, `false` or a number, spelt so that JSON and every version of YAML read the same.
    fn literal(&mut self, literal: &str);

    /// The entry `$ref` for a component, whose name has only characters that OpenAPI allows there.
    fn reference(&mut self, section: &'static str, component: &str);

    /// An entry with one of our names.
    fn entry<N: Node + ?Sized>(&mut self, name: &'static str, value: &N) {
        self.name(name);
        value.write(self);
    }

    /// An entry that is left out where there is no value.
    fn entry_if<N: Node>(&mut self, name: &'static str, value: Option<&N>) {
        if let Some(value) = value {
            self.entry(name, value);
        }
    }

    /// A list entry that is left out where the list is empty.
    fn entry_list<N: Node>(&mut self, name: &'static str, layout: Layout, values: &[N]) {
        if !values.is_empty() {
            self.name(name);
            self.list_of(layout, values);
        }
    }

    /// A list.
    fn list_of<N: Node>(&mut self, layout: Layout, values: &[N]) {
        self.open_list(layout);
        for value in values {
            self.item();
            value.write(self);
        }
        self.close();
    }

    /// An entry that is a map by arbitrary keys, left out where it is empty.
    fn entry_map<K: AsRef<str>, N: Node>(&mut self, name: &'static str, values: &[(K, N)]) {
        if !values.is_empty() {
            self.name(name);
            self.open_map(Layout::Block);
            for (key, value) in values {
                self.key(key.as_ref());
                value.write(self);
            }
            self.close();
        }
    }
}

/// Part of a document.
pub(super) trait Node {
    /// Writes it as one value.
    fn write<S: Sink>(&self, to: &mut S);
}

impl<N: Node + ?Sized> Node for &N {
    fn write<S: Sink>(&self, to: &mut S) {
        (**self).write(to);
    }
}

impl Node for str {
    fn write<S: Sink>(&self, to: &mut S) {
        to.text(self);
    }
}

impl Node for String {
    fn write<S: Sink>(&self, to: &mut S) {
        to.text(self);
    }
}

impl Node for Cow<'_, str> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.text(self);
    }
}

impl Node for Text {
    fn write<S: Sink>(&self, to: &mut S) {
        let text = to.language().of(self);
        to.text(text);
    }
}

impl Node for bool {
    fn write<S: Sink>(&self, to: &mut S) {
        to.literal(if *self { "true" } else { "false" });
    }
}

impl Node for u16 {
    fn write<S: Sink>(&self, to: &mut S) {
        to.literal(&self.to_string());
    }
}

impl Node for u32 {
    fn write<S: Sink>(&self, to: &mut S) {
        to.literal(&self.to_string());
    }
}

impl Node for i64 {
    fn write<S: Sink>(&self, to: &mut S) {
        to.literal(&self.to_string());
    }
}

impl<N: Node> Node for Option<N> {
    fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Some(value) => value.write(to),
            None => to.literal("null"),
        }
    }
}

impl Node for Json {
    fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Null => to.literal("null"),
            Self::Boolean(value) => value.write(to),
            Self::Number(digits) => Number(digits).write(to),
            Self::Text(text) => to.text(text),
            Self::Array(items) => to.list_of(Layout::Block, items),
            Self::Object(members) => {
                to.open_map(Layout::Block);
                for (name, value) in members {
                    to.key(name);
                    value.write(to);
                }
                to.close();
            }
        }
    }
}

/// A number by its digits. What is no JSON number becomes a text, so that nothing is lost or reinterpreted.
pub(super) struct Number<'a>(pub(super) &'a str);

impl Node for Number<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        match portable_number(self.0) {
            Some(digits) => to.literal(&digits),
            None => to.text(self.0),
        }
    }
}

/// The number in a spelling that JSON and YAML 1.1 share: an exponent needs a point before it and a sign, or YAML 1.1 reads a text.
fn portable_number(digits: &str) -> Option<Cow<'_, str>> {
    let unsigned = digits.strip_prefix('-').unwrap_or(digits);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    if fraction.is_some_and(|fraction| !all_digits(fraction)) {
        return None;
    }
    let Some(exponent) = exponent else {
        return Some(Cow::Borrowed(digits));
    };
    let (sign, power) = match exponent.strip_prefix('-') {
        Some(power) => ('-', power),
        None => ('+', exponent.strip_prefix('+').unwrap_or(exponent)),
    };
    if !all_digits(power) {
        return None;
    }
    let minus = if unsigned.len() < digits.len() {
        "-"
    } else {
        ""
    };
    let fraction = fraction.unwrap_or("0");
    Some(Cow::Owned(format!(
        "{minus}{whole}.{fraction}e{sign}{power}"
    )))
}

#[cfg(test)]
mod tests;
