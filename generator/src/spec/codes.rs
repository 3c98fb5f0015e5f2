//! Response-code tables.

use super::{OneOrMany, Source, Spanned, StatusText};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a response code says about the request.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The bank did what was asked.
    Accepted,
    /// The bank certainly did not do it.
    Rejected,
    /// The bank may have done it.
    Unknown,
}

/// The `codes` of an operation: rows of its own, or those of another table with changes.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Codes {
    /// Operation of the same service, or code table of `service.yaml`, whose rows stand first.
    #[serde(default)]
    pub same_as: Option<Spanned<String>>,
    /// Rows, in document order. With `same_as`, a row with a code of the other table replaces the keys it gives.
    #[serde(default)]
    pub rows: Vec<CodeRow>,
    /// Lines of the table, or of the sentence that refers to another one.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings; they count for every row.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// A table that operations share.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeTable {
    /// Name used by `same_as`.
    pub table: Spanned<String>,
    /// Its rows.
    pub codes: Codes,
}

/// One row of a code table.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeRow {
    /// The code, always quoted.
    #[schemars(extend("format" = super::schema::QUOTED))]
    pub code: Spanned<String>,
    /// The bank's description, to the letter.
    #[serde(default)]
    pub description: Option<Spanned<String>>,
    /// The kind of result as printed.
    #[serde(default)]
    pub kind: Option<Spanned<String>>,
    /// HTTP status as printed.
    #[serde(default)]
    pub status: Option<Spanned<StatusText>>,
    /// What it says about the request.
    #[serde(default)]
    pub outcome: Option<Spanned<Outcome>>,
    /// Rust variant; derived from the description where absent.
    #[serde(default)]
    pub name: Option<Spanned<String>>,
    /// Further columns: title to text.
    #[serde(default)]
    pub extra: BTreeMap<String, Spanned<String>>,
    /// Lines of the row.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}
