//! Where facts come from, and text for readers.

use super::Lowering;
use super::problem::{
    EMPTY_TEXT, LINE_BEYOND_END, NO_SOURCE, TWO_SOURCES, UNKNOWN_DOCUMENT, UNKNOWN_RULING,
};
use crate::model::{Fact, Provenance, SourceLines, Text};
use crate::source::{Span, Spanned};
use crate::spec;

/// Stands in for a document that was reported, until all problems are found.
pub(super) const NO_DOCUMENT: usize = usize::MAX;

/// The three keys that say where something comes from.
#[derive(Clone, Copy)]
pub(super) struct Origin<'s> {
    source: Option<&'s spec::Source>,
    assumed: Option<&'s Spanned<String>>,
    ruling: &'s spec::OneOrMany,
}

macro_rules! origin {
    ($($name:ty),* $(,)?) => {$(
        impl<'s> From<&'s $name> for Origin<'s> {
            fn from(written: &'s $name) -> Self {
                Self {
                    source: written.source.as_ref(),
                    assumed: written.assumed.as_ref(),
                    ruling: &written.ruling,
                }
            }
        }
    )*};
}

origin!(
    spec::AuthScheme,
    spec::CodeRow,
    spec::Codes,
    spec::Credential,
    spec::Environment,
    spec::Envelope,
    spec::Field,
    spec::Idempotency,
    spec::ListedValue,
    spec::Nonce,
    spec::Operation,
    spec::PathFact,
    spec::Response,
    spec::SignatureHeader,
    spec::TypeDef,
    spec::Zone,
);

impl<'s, T> From<&'s spec::Fact<T>> for Origin<'s> {
    fn from(fact: &'s spec::Fact<T>) -> Self {
        Self {
            source: fact.source.as_ref(),
            assumed: fact.assumed.as_ref(),
            ruling: &fact.ruling,
        }
    }
}

impl Lowering<'_> {
    /// Where a fact comes from. `anchor` is underlined where it says nothing.
    pub(super) fn provenance<'s>(
        &mut self,
        origin: impl Into<Origin<'s>>,
        anchor: Span,
    ) -> Provenance {
        let provenance = self.stated(origin);
        self.require_provenance(&provenance, anchor);
        provenance
    }

    /// Where a fact comes from as far as these keys say it.
    pub(super) fn stated<'s>(&mut self, origin: impl Into<Origin<'s>>) -> Provenance {
        let Origin {
            source,
            assumed,
            ruling,
        } = origin.into();
        if let (Some(source), Some(assumed)) = (source, assumed) {
            let other = source
                .0
                .first()
                .map_or(assumed.span, |lines| lines.lines.span);
            self.problems.between(
                TWO_SOURCES,
                assumed.span,
                (other, "these lines state it"),
                "a fact is either stated by a document or assumed, not both",
                "keep `source` where the lines state it, with the ruling under `ruling`; else keep `assumed`",
            );
        }
        let assumed = assumed.filter(|_| source.is_none());
        Provenance {
            source: source.map_or_else(Vec::new, |source| self.source_lines(source)),
            assumed: assumed.map(|id| self.ruling_id(id)),
            rulings: ruling.0.iter().map(|id| self.ruling_id(id)).collect(),
        }
    }

    /// Reports a fact that comes from nowhere.
    pub(super) fn require_provenance(&mut self, provenance: &Provenance, anchor: Span) {
        if provenance.source.is_empty() && provenance.assumed.is_none() {
            self.problems.at(
                NO_SOURCE,
                anchor,
                "this fact does not say where it comes from",
                "add `source: <lines>` of the document that states it, or `assumed: <ruling>` where none does",
            );
        }
    }

    /// The lines with their documents; the service's own document first.
    pub(super) fn source_lines(&mut self, source: &spec::Source) -> Vec<SourceLines> {
        let mut lines = Vec::with_capacity(source.0.len());
        for stretch in &source.0 {
            // Lines of a document that was reported stay, so that the fact does not seem to have none.
            let document = self.document_of(stretch).unwrap_or(NO_DOCUMENT);
            self.check_lines(document, &stretch.lines);
            add_lines(&mut lines, document, &stretch.lines.0);
        }
        if let Some(home) = self.home {
            lines.sort_by_key(|lines| lines.document != home);
        }
        lines
    }

    fn document_of(&mut self, stretch: &spec::SourceLines) -> Option<usize> {
        let Some(id) = &stretch.doc else {
            if self.home.is_none() {
                self.problems.at(
                    UNKNOWN_DOCUMENT,
                    stretch.lines.span,
                    "these lines do not say of which document",
                    "what services share has no document of its own: write `{doc: <document>, lines: …}`",
                );
            }
            return self.home;
        };
        let found = self.documents.get(id.as_str()).copied();
        if found.is_none() {
            self.problems.at(
                UNKNOWN_DOCUMENT,
                id.span,
                format!("there is no document `{}`", id.value),
                "list it under `documents` of bank.yaml, or correct the id",
            );
        }
        found
    }

    /// Reports lines beyond the end of a document.
    pub(super) fn check_lines(&mut self, document: usize, lines: &Spanned<spec::Lines>) {
        let Some(&count) = self.document_lines.get(document) else {
            return;
        };
        let last = lines.0.iter().map(|(_, last)| *last).max().unwrap_or(0);
        if last > count {
            self.problems.at(
                LINE_BEYOND_END,
                lines.span,
                format!("line {last} lies beyond the end of the document, which has {count} lines"),
                "correct the line, or the document's `lines` in bank.yaml",
            );
        }
    }

    /// The id of a ruling that exists.
    pub(super) fn ruling_id(&mut self, id: &Spanned<String>) -> String {
        if !self.rulings.contains_key(id.as_str()) {
            self.problems.at(
                UNKNOWN_RULING,
                id.span,
                format!("there is no ruling `{}`", id.value),
                "record it in rulings.yaml, or correct the id",
            );
        }
        id.value.clone()
    }

    /// A value with its provenance.
    pub(super) fn fact<T, U>(&mut self, fact: &spec::Fact<T>, value: U) -> Fact<U> {
        Fact {
            value,
            provenance: self.provenance(fact, fact.value.span),
        }
    }

    /// Text in both languages.
    pub(super) fn text(&mut self, text: &spec::Localized) -> Text {
        for written in [&text.en, &text.es] {
            if written.trim().is_empty() {
                self.problems.at(
                    EMPTY_TEXT,
                    written.span,
                    "this text is empty",
                    "write one sentence in your own words, in English under `en` and in Spanish under `es`",
                );
            }
        }
        Text {
            en: text.en.value.clone(),
            es: text.es.value.clone(),
        }
    }
}

/// Adds lines of a document, none twice, to those that are there.
fn add_lines(list: &mut Vec<SourceLines>, document: usize, lines: &[(u32, u32)]) {
    let known = list.iter_mut().find(|known| known.document == document);
    if let Some(known) = known {
        for stretch in lines {
            if !known.lines.contains(stretch) {
                known.lines.push(*stretch);
            }
        }
    } else {
        list.push(SourceLines {
            document,
            lines: lines.to_vec(),
        });
    }
}

/// Adds what another place says about the same fact: lines after the own ones, rulings that are not there yet. A fact that a
/// document states stays stated; a ruling that assumed it elsewhere still counts.
pub(super) fn join(own: &mut Provenance, other: &Provenance) {
    let stated = own.assumed.is_none();
    if stated {
        for lines in &other.source {
            add_lines(&mut own.source, lines.document, &lines.lines);
        }
    }
    match &other.assumed {
        Some(ruling) if stated && own.source.is_empty() => own.assumed = Some(ruling.clone()),
        Some(ruling) if !own.names_ruling(ruling) => {
            own.rulings.push(ruling.clone());
        }
        Some(_) | None => {}
    }
    join_rulings(own, other);
}

/// Adds the rulings of `other` that are not there yet.
pub(super) fn join_rulings(own: &mut Provenance, other: &Provenance) {
    for ruling in &other.rulings {
        if !own.names_ruling(ruling) {
            own.rulings.push(ruling.clone());
        }
    }
}
