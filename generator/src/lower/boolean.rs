//! Booleans: their JSON form, and the texts that stand for yes and no.

use super::Lowering;
use super::problem::RULE;
use super::rules::Rules;
use crate::model::TypeRef;
use crate::spec::{WireForm, Words};

/// A boolean with its rules.
pub(super) fn boolean(rules: &Rules<'_>) -> TypeRef {
    let plain = if rules.words.is_some() {
        WireForm::Text
    } else {
        WireForm::Boolean
    };
    TypeRef::Boolean {
        wire: rules.wire.map_or(plain, |wire| wire.value),
        lenient: rules.lenient.is_some_and(|lenient| lenient.value),
        words: rules.words.map(|words| words.value.clone()),
    }
}

/// Whether a text can stand for yes or no. Generated code writes both with a `|` between them.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains('|')
}

impl Lowering<'_> {
    /// Reports words for yes and no that cannot be told apart, or that would be no words.
    pub(super) fn check_words(&mut self, rules: &Rules<'_>) {
        let Some(words) = rules.words else { return };
        let Words { yes, no } = &words.value;
        if yes == no || [yes, no].iter().any(|word| !is_word(word)) {
            self.impossible(
                words.span,
                "these words do not tell yes from no",
                "write two different words without spaces around them and without `|`: `{affirmative: \"S\", negative: \"N\"}`",
            );
        }
        if let Some(wire) = rules.wire.filter(|wire| wire.value != WireForm::Text) {
            self.problems.between(
                RULE,
                wire.span,
                (words.span, "the words stand here"),
                "a boolean with words of its own travels as text",
                "remove `wire`, or `words`",
            );
        }
    }
}
