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

impl Text {
    /// What is said of an object that nobody describes.
    #[must_use]
    pub fn fields_of(name: &str) -> Self {
        Self {
            en: format!("{FIELDS_OF}{name}{FIELDS_END}"),
            es: format!("Los campos de `{name}{FIELDS_END}"),
        }
    }

    /// The name of the object, if that is what is said: then the backticks around it are meant as such.
    #[must_use]
    pub fn object(&self) -> Option<&str> {
        let name = self.en.strip_prefix(FIELDS_OF)?;
        name.strip_suffix(FIELDS_END)
    }
}

const FIELDS_OF: &str = "The fields of `";
const FIELDS_END: &str = "`.";

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

    /// Puts the stretches in order; those that overlap or touch become one.
    pub fn tidy(&mut self) {
        self.lines.sort_unstable();
        let mut tidy: Vec<(u32, u32)> = Vec::with_capacity(self.lines.len());
        for (first, last) in self.lines.drain(..) {
            match tidy.last_mut() {
                Some(before) if first <= before.1.saturating_add(1) => {
                    before.1 = before.1.max(last);
                }
                Some(_) | None => tidy.push((first, last)),
            }
        }
        self.lines = tidy;
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
    pub readings: Vec<Text>,
    /// What the specification does.
    pub decision: Text,
    /// Why.
    pub why: Text,
    /// `high`, `medium` or `low`.
    pub confidence: &'static str,
    /// What to ask the bank.
    pub question: Text,
}

#[cfg(test)]
mod tests {
    use super::SourceLines;

    fn tidied(lines: &[(u32, u32)]) -> String {
        let mut lines = SourceLines {
            document: 0,
            lines: lines.to_vec(),
        };
        lines.tidy();
        lines.text()
    }

    #[test]
    fn stretches_that_touch_or_overlap_become_one_and_no_line_is_lost_or_added() {
        assert_eq!(tidied(&[]), "");
        assert_eq!(tidied(&[(64, 64), (65, 65)]), "64-65");
        assert_eq!(tidied(&[(120, 127), (109, 115)]), "109-115, 120-127");
        assert_eq!(tidied(&[(24, 106), (30, 30), (106, 108)]), "24-108");
        assert_eq!(tidied(&[(1, 1), (3, 3)]), "1, 3");
        assert_eq!(
            tidied(&[(u32::MAX, u32::MAX), (5, u32::MAX)]),
            "5-4294967295"
        );
    }
}
