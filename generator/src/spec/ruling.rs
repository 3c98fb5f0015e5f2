//! `rulings.yaml`: contradictions and gaps of the documents, each with its decision.

use super::{Localized, Reading, Source, Spanned};
use serde::Deserialize;

/// `rulings.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rulings {
    /// The rulings, in the order of their ids.
    pub rulings: Vec<Ruling>,
}

/// One matter the documents leave open, and what was decided.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ruling {
    /// Id: `P-01`.
    pub ruling: Spanned<String>,
    /// What sort of matter it is.
    pub kind: Spanned<RulingKind>,
    /// The matter in a few words.
    pub title: Localized,
    /// Lines concerned. A gap may have none.
    #[serde(rename = "where", default)]
    pub places: Option<Source>,
    /// What the documents say, or could be read to say.
    pub readings: Vec<Reading>,
    /// What this specification does.
    pub decision: Localized,
    /// Why.
    pub why: Localized,
    /// How sure.
    pub confidence: Spanned<Confidence>,
    /// What to ask the bank.
    pub question: Localized,
}

/// Sort of a ruling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RulingKind {
    /// The documents say two things.
    Contradiction,
    /// They say nothing.
    Gap,
    /// They say one thing that can be read in two ways.
    Ambiguity,
}

/// How sure a ruling is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Several sources agree.
    High,
    /// One source, or a strong reason.
    Medium,
    /// A guess that the bank should confirm.
    Low,
}
