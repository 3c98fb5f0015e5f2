//! Where a fact comes from, and text in two languages.

use super::Spanned;
use serde::Deserialize;

/// Own words, one sentence each, in English and Spanish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Localized {
    /// English: the Rust documentation and `<service>.en.yaml`.
    pub en: Spanned<String>,
    /// Spanish: `<service>.yaml`.
    pub es: Spanned<String>,
}

/// What a document says, or could be read to say. In YAML: own words in both languages, or a plain text where the words are
/// the document's and need no translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Words of the document.
    Verbatim(String),
    /// Own words.
    Own(Localized),
}

/// Line numbers of a document, 1-based: `136`, `24-106`, `"31, 61-63"`. Each pair is first and last line, both inclusive.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lines(pub Vec<(u32, u32)>);

/// The lines a fact stands on. In YAML: lines alone (of the service's document), `{doc: pagos, lines: 136}`, or a list of these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source(pub Vec<SourceLines>);

/// Lines of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLines {
    /// Id of the document; absent for the document of the service.
    pub doc: Option<Spanned<String>>,
    /// The lines.
    pub lines: Spanned<Lines>,
}

/// One name or a list of names: `P-01` or `[P-01, P-03]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OneOrMany(pub Vec<Spanned<String>>);

/// A single value with the place it comes from: `{value: POST, source: 291}`.
///
/// Exactly one of `source` and `assumed` is given; `ruling` names the decisions behind a value that the documents contradict.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[schemars(rename = "Fact_of_{T}")]
#[serde(deny_unknown_fields)]
pub struct Fact<T> {
    /// What the document says.
    pub value: Spanned<T>,
    /// Lines that say so.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies a value no document states.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// An HTTP status: a number from 200 to 599, or the word `undocumented`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatusText {
    /// The document gives this number.
    Status(u16),
    /// The document gives none.
    Undocumented,
}

/// A JSON value with numbers kept as written.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, digits as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    Array(Vec<Json>),
    /// Names and values in the order written.
    Object(Vec<(String, Json)>),
}
