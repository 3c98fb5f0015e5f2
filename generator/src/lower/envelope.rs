//! Response envelopes.

use super::Lowering;
use super::body::split_path;
use super::format;
use super::problem::{DUPLICATE, ENVELOPE, FORM, NOTHING};
use crate::model::{ConstIdent, Envelope, EnvelopePlace, Fact, Place};
use crate::names;
use crate::spec::{self, Kind};

/// Fewest characters of a text that makes a refusal uncertain.
const SHORTEST_DOUBT: usize = 3;

/// A role of an envelope: its key, its places, whether they have a format.
type Role<'e> = (&'static str, &'e [spec::EnvelopeField], bool);

impl Lowering<'_> {
    /// An envelope; `constants` are the statics of the service.
    pub(super) fn lower_envelope(
        &mut self,
        envelope: &spec::Envelope,
        constants: &mut names::Scope,
    ) -> Option<Envelope> {
        let name = &envelope.envelope;
        let constant = self.ident(ConstIdent::derive(&name.value), name.span, "envelope");
        if let Some(constant) = &constant {
            self.take(constants, constant.as_str(), name.span, "envelope");
        }
        if envelope.code.is_empty() {
            self.problems.at(
                NOTHING,
                name.span,
                "the envelope does not tell where the response code is",
                "list at least one place under `code`",
            );
        }
        let code = self.role(("code", &envelope.code, false));
        let client_description =
            self.role(("client_description", &envelope.client_description, false));
        let system_description =
            self.role(("system_description", &envelope.system_description, false));
        let timestamp = self.role(("timestamp", &envelope.timestamp, true));
        let detail_code = self.role(("detail_code", &envelope.detail_code, false));
        let detail_type = self.role(("detail_type", &envelope.detail_type, false));
        let doubt = self.doubts(&envelope.doubt);
        Some(Envelope {
            name: name.value.clone(),
            constant: constant?,
            doc: self.text(&envelope.doc),
            code,
            client_description,
            system_description,
            timestamp,
            detail_code,
            detail_type,
            unlisted: envelope.unlisted.value,
            absent: envelope.absent.value,
            doubt,
            provenance: self.provenance(envelope, name.span),
        })
    }

    /// Reports what is wrong with envelopes, also with those that no operation names.
    pub(super) fn check_envelopes(&mut self, envelopes: &[spec::Envelope]) {
        for envelope in envelopes {
            self.lower_envelope(envelope, &mut names::Scope::new());
        }
    }

    /// Texts that make a refusal uncertain. A short one would stand in half of all answers.
    fn doubts(&mut self, doubts: &[spec::Fact<String>]) -> Vec<Fact<String>> {
        let mut lowered: Vec<Fact<String>> = Vec::with_capacity(doubts.len());
        for doubt in doubts {
            let (text, span) = (&doubt.value.value, doubt.value.span);
            if text.trim() != text || text.chars().count() < SHORTEST_DOUBT {
                self.problems.at(
                    FORM,
                    span,
                    format!("`{}` is no text to look for", text.escape_debug()),
                    format!(
                        "write at least {SHORTEST_DOUBT} characters, without spaces around them"
                    ),
                );
            }
            let same = |known: &Fact<String>| known.value.eq_ignore_ascii_case(text);
            if lowered.iter().any(same) {
                self.problems.at(
                    DUPLICATE,
                    span,
                    format!("`{text}` is listed twice"),
                    "remove one of the two; capital and small letters are alike here",
                );
            }
            let fact = self.fact(doubt, text.clone());
            lowered.push(fact);
        }
        lowered
    }

    fn role(&mut self, (key, places, timed): Role<'_>) -> Vec<EnvelopePlace> {
        let mut lowered: Vec<EnvelopePlace> = Vec::with_capacity(places.len());
        for place in places {
            let Some(path) = self.envelope_path(place) else {
                continue;
            };
            let format = match &place.format {
                Some(written) if timed => {
                    self.check_format(Kind::Datetime, written);
                    Some(written.value.clone())
                }
                Some(written) => {
                    self.misplaced(
                        "format",
                        written.span,
                        &format!("`{key}`; only `timestamp` has one"),
                    );
                    None
                }
                None if timed => format::default_format(Kind::Datetime).map(str::to_owned),
                None => None,
            };
            if lowered
                .iter()
                .any(|known| known.place == place.place.value && known.path == path)
            {
                self.problems.at(
                    ENVELOPE,
                    place.name.span,
                    format!("`{key}` looks at this place twice"),
                    "remove one of the two",
                );
            }
            lowered.push(EnvelopePlace {
                place: place.place.value,
                path,
                format,
            });
        }
        lowered
    }

    fn envelope_path(&mut self, place: &spec::EnvelopeField) -> Option<Vec<String>> {
        match place.place.value {
            Place::Header => {
                self.check_header_name(&place.name);
                Some(vec![place.name.value.clone()])
            }
            Place::Body => {
                let path = split_path(&place.name)
                    .filter(|path| !path.iter().any(|part| part.ends_with("[]")));
                if path.is_none() {
                    self.problems.at(
                        ENVELOPE,
                        place.name.span,
                        format!("`{}` is no path of members", place.name.escape_debug()),
                        "write member names with dots between them; an envelope value cannot stand in a list",
                    );
                }
                path
            }
            Place::Path | Place::Query => {
                self.problems.at(
                    ENVELOPE,
                    place.place.span,
                    "an answer has neither path nor query",
                    "write `in: header` or `in: body`",
                );
                None
            }
        }
    }
}

/// Every place of an envelope.
pub(super) fn places(envelope: &Envelope) -> impl Iterator<Item = &EnvelopePlace> {
    [
        &envelope.code,
        &envelope.client_description,
        &envelope.system_description,
        &envelope.timestamp,
        &envelope.detail_code,
        &envelope.detail_type,
    ]
    .into_iter()
    .flatten()
}

/// Whether a header is a place of the envelope.
pub(super) fn has_header(envelope: Option<&Envelope>, name: &str) -> bool {
    envelope.is_some_and(|envelope| {
        places(envelope).any(|place| {
            place.place == Place::Header
                && place
                    .path
                    .first()
                    .is_some_and(|known| known.eq_ignore_ascii_case(name))
        })
    })
}

/// Whether a value of the body is a place of the envelope.
pub(super) fn has_path(envelope: Option<&Envelope>, path: &[String]) -> bool {
    envelope.is_some_and(|envelope| {
        places(envelope).any(|place| place.place == Place::Body && place.path == path)
    })
}
