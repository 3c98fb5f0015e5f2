//! Rulings.

use super::Lowering;
use super::problem::NOTHING;
use crate::model::{Ruling, Text};
use crate::spec;

impl Lowering<'_> {
    /// The rulings, in the order of their ids.
    pub(super) fn lower_rulings(&mut self, rulings: &[spec::Ruling]) -> Vec<Ruling> {
        self.unique("ruling", rulings.iter().map(|ruling| &ruling.ruling));
        let mut lowered: Vec<Ruling> = rulings
            .iter()
            .map(|ruling| self.lower_ruling(ruling))
            .collect();
        lowered.sort_by(|a, b| id_order(&a.id).cmp(&id_order(&b.id)));
        lowered
    }

    fn lower_ruling(&mut self, ruling: &spec::Ruling) -> Ruling {
        self.form(
            is_id(&ruling.ruling),
            &ruling.ruling,
            "is no id of a ruling",
            "write capital letters, a hyphen and a number: `P-07`",
        );
        if ruling.readings.is_empty() {
            self.problems.at(
                NOTHING,
                ruling.ruling.span,
                "a ruling lists what the documents say, or could be read to say",
                "add at least one item under `readings`",
            );
        }
        Ruling {
            id: ruling.ruling.value.clone(),
            kind: match ruling.kind.value {
                spec::RulingKind::Contradiction => "contradiction",
                spec::RulingKind::Gap => "gap",
                spec::RulingKind::Ambiguity => "ambiguity",
            },
            title: self.text(&ruling.title),
            places: ruling
                .places
                .as_ref()
                .map_or_else(Vec::new, |places| self.source_lines(places)),
            readings: ruling
                .readings
                .iter()
                .map(|reading| self.reading(reading))
                .collect(),
            decision: self.text(&ruling.decision),
            why: self.text(&ruling.why),
            confidence: match ruling.confidence.value {
                spec::Confidence::High => "high",
                spec::Confidence::Medium => "medium",
                spec::Confidence::Low => "low",
            },
            question: self.text(&ruling.question),
        }
    }

    fn reading(&mut self, reading: &spec::Reading) -> Text {
        match reading {
            spec::Reading::Verbatim(words) => Text {
                en: words.clone(),
                es: words.clone(),
            },
            spec::Reading::Own(text) => self.text(text),
        }
    }
}

fn is_id(id: &str) -> bool {
    id.split_once('-').is_some_and(|(prefix, number)| {
        !prefix.is_empty()
            && prefix.bytes().all(|byte| byte.is_ascii_uppercase())
            && !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// `P-9` before `P-10`.
fn id_order(id: &str) -> (&str, Option<u32>, &str) {
    match id.rsplit_once('-') {
        Some((prefix, number)) => (prefix, number.parse().ok(), id),
        None => (id, None, id),
    }
}
