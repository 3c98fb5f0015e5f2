//! Facts with their provenance, text in two languages, rulings.

pub use crate::spec::fact::Json;
use serde::Serialize;

/// Own words in English and Spanish.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// Spanish.
    pub es: String,
}

/// Lines of one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceLines {
    /// Position in [`super::Bank::documents`].
    pub document: usize,
    /// First and last line of each stretch, both inclusive, 1-based.
    pub lines: Vec<(u32, u32)>,
}

impl SourceLines {
    /// The lines as published: `126`, `24-106`, `31, 61-63`.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (first, last) in &self.lines {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(&first.to_string());
            if last > first {
                text.push('-');
                text.push_str(&last.to_string());
            }
        }
        text
    }
}

/// Where a fact comes from: lines of a document, or a ruling where no document states it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// Lines, the document of the service first. Empty exactly if `assumed` is given.
    pub source: Vec<SourceLines>,
    /// Ruling that supplies the fact.
    pub assumed: Option<String>,
    /// Rulings that decided between readings.
    pub rulings: Vec<String>,
}

impl Provenance {
    /// Whether a ruling stands behind the fact.
    #[must_use]
    pub fn names_ruling(&self, id: &str) -> bool {
        self.assumed.as_deref() == Some(id) || self.rulings.iter().any(|ruling| ruling == id)
    }

    /// Every ruling behind the fact, the one that supplies it first, none twice.
    #[must_use]
    pub fn all_rulings(&self) -> Vec<&str> {
        let mut all: Vec<&str> = self.assumed.iter().map(String::as_str).collect();
        for ruling in &self.rulings {
            if !all.contains(&ruling.as_str()) {
                all.push(ruling);
            }
        }
        all
    }
}

/// A value with its provenance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// One matter the documents leave open, and what was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ruling {
    /// Id: `P-01`.
    pub id: String,
    /// `contradiction`, `gap` or `ambiguity`.
    pub kind: &'static str,
    /// The matter in a few words.
    pub title: Text,
    /// Lines concerned.
    pub places: Vec<SourceLines>,
    /// What the documents say, or could be read to say.
    pub readings: Vec<String>,
    /// What the specification does.
    pub decision: Text,
    /// Why.
    pub why: Text,
    /// `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// What to ask the bank.
    pub question: Text,
}
