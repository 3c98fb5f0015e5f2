//! `x-codeSamples`: calls to copy.

mod rust;
mod shell;
mod word;

pub(super) use word::push_json;

use super::draft::Draft;
use super::write::{Layout, Node, Sink};
use crate::model::Operation;

/// A call in some programming language.
pub(super) struct Sample {
    lang: &'static str,
    label: [&'static str; 2],
    source: String,
}

/// The samples of an operation.
pub(super) fn samples(draft: &Draft<'_>, operation: &Operation) -> Vec<Sample> {
    let shell = shell::source(draft.bank, draft.service, operation);
    vec![
        Sample {
            lang: "Rust",
            label: [
                "Rust with the generated client",
                "Rust con el cliente generado",
            ],
            source: rust::source(draft.bank, draft.service, operation),
        },
        Sample {
            lang: "Shell",
            label: if shell.contains("openssl ") {
                ["Shell with curl and openssl", "Shell con curl y openssl"]
            } else {
                ["Shell with curl", "Shell con curl"]
            },
            source: shell,
        },
    ]
}

impl Node for Sample {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry("lang", self.lang);
        let [en, es] = self.label;
        to.entry("label", to.language().pick(en, es));
        to.entry("source", &self.source);
        to.close();
    }
}
