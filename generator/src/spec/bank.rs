//! `bank.yaml`: what all services of a bank share.

use super::{
    Fact, Field, Lines, Localized, OneOrMany, Place, Source, Spanned, TypeDef, codes::Outcome,
};
use serde::Deserialize;

/// `bank.yaml`.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bank {
    /// Id in kebab-case; the same as the folder's name and the generated crate's.
    pub bank: Spanned<String>,
    /// Name of the bank.
    pub title: Localized,
    /// ISO 3166-1 alpha-2 code of its country.
    pub country: Spanned<String>,
    /// Version of the generated crate and of the OpenAPI files.
    #[serde(default)]
    pub version: Option<Spanned<String>>,
    /// The documents that are transcribed.
    pub documents: Vec<BankDocument>,
    /// The offset of the bank's wall clock, used only when a caller asks for it.
    #[serde(default)]
    pub zone: Option<Zone>,
    /// Types that all services share.
    #[serde(default)]
    pub types: Vec<TypeDef>,
    /// Header catalogue.
    #[serde(default)]
    pub headers: Vec<Field>,
    /// Field groups.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Response envelopes.
    #[serde(default)]
    pub envelopes: Vec<Envelope>,
}

/// A transcribed document.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BankDocument {
    /// Id used by `source`.
    #[serde(rename = "document")]
    pub id: Spanned<String>,
    /// File name, without folders.
    pub file: Spanned<String>,
    /// SHA-256 of the file, 64 lower-case hexadecimal digits.
    pub sha256: Spanned<String>,
    /// Number of lines; a source line beyond it is refused.
    pub lines: Spanned<u32>,
    /// What it is.
    pub title: Localized,
    /// How destroyed characters are repaired before a wire name is looked for.
    #[serde(default)]
    pub repair: Option<Spanned<Repair>>,
    /// Table rows that no fact refers to, each with the reason.
    #[serde(default)]
    pub unused: Vec<Unused>,
}

/// Table rows of a document that no fact refers to.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unused {
    /// The rows.
    pub lines: Spanned<Lines>,
    /// Why no fact refers to them.
    pub reason: Spanned<String>,
}

/// How a document's characters were destroyed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Repair {
    /// UTF-8 that was once read as GBK.
    Utf8ReadAsGbk,
}

/// Offset of a wall clock from UTC.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Zone {
    /// `-04:00`
    pub offset: Spanned<String>,
    /// Lines that say so.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// Rows that several operations take in.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Name used by `same_as`.
    pub group: Spanned<String>,
    /// The rows.
    pub fields: Vec<Field>,
}

/// Where an answer carries its response code and what belongs to it. Each role lists the places to look at, best first;
/// the first that is there counts, and two that differ are a contradiction.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Envelope {
    /// Name used by operations.
    pub envelope: Spanned<String>,
    /// Meaning.
    pub doc: Localized,
    /// The response code.
    pub code: Vec<EnvelopeField>,
    /// Text meant for the bank's customer.
    #[serde(default)]
    pub client_description: Vec<EnvelopeField>,
    /// Text meant for the integrator.
    #[serde(default)]
    pub system_description: Vec<EnvelopeField>,
    /// When the answer was given.
    #[serde(default)]
    pub timestamp: Vec<EnvelopeField>,
    /// A second, finer code.
    #[serde(default)]
    pub detail_code: Vec<EnvelopeField>,
    /// The kind of the failure.
    #[serde(default)]
    pub detail_type: Vec<EnvelopeField>,
    /// Outcome of a code that the operation's table does not list (a write answered with 5xx is `unknown` all the same).
    pub unlisted: Spanned<Outcome>,
    /// Outcome of a 2xx answer without a code; `accepted` only if something documented of its body is there.
    pub absent: Spanned<Outcome>,
    /// Texts of failures inside the bank: a change whose answer has one of them is `unknown`, whatever its code.
    #[serde(default)]
    pub doubt: Vec<Fact<String>>,
    /// Lines that describe it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// One place an envelope value is looked for.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnvelopeField {
    /// `header` or `body`.
    #[serde(rename = "in")]
    pub place: Spanned<Place>,
    /// Header name, or dotted path in the body.
    pub name: Spanned<String>,
    /// `timestamp`: its format.
    #[serde(default)]
    pub format: Option<Spanned<String>>,
}
