//! The envelope: which of its places an answer uses, and what it says there.

use crate::moment::Moment;
use crate::value;
use generator::model::{
    Bank, Body, Envelope, EnvelopePlace, Example, Json, Operation, Place, Response,
};
use std::time::SystemTime;

/// What an envelope is filled with.
pub(super) struct Filling<'a> {
    pub(super) bank: &'a Bank,
    pub(super) operation: &'a Operation,
    pub(super) envelope: &'a Envelope,
    pub(super) code: &'a Said<'a>,
    /// What the document says about answers of this status.
    pub(super) documented: Option<&'a Response>,
    pub(super) example: Option<&'a Example>,
    /// The argument that a description speaks of.
    pub(super) argument: Option<&'a str>,
    pub(super) now: SystemTime,
    /// Whether the answer has no body.
    pub(super) headers_only: bool,
}

impl Filling<'_> {
    /// Puts the envelope's values where they belong.
    pub(super) fn fill(&self, draft: &mut Draft) {
        let envelope = self.envelope;
        let description = self
            .code
            .description
            .map(|text| filled(text, self.argument));
        let shown = |places: &[EnvelopePlace]| {
            let example = self.example?;
            places.iter().find_map(|place| said_in(example, place))
        };
        let roles: [(&[EnvelopePlace], Option<String>); 5] = [
            (&envelope.code, Some(self.code.code.to_owned())),
            (
                &envelope.client_description,
                shown(&envelope.client_description).or_else(|| description.clone()),
            ),
            (
                &envelope.system_description,
                description.or_else(|| shown(&envelope.system_description)),
            ),
            (&envelope.detail_code, shown(&envelope.detail_code)),
            (&envelope.detail_type, shown(&envelope.detail_type)),
        ];
        for (places, text) in roles {
            if let (Some(place), Some(text)) = (self.place(places), text) {
                self.put(draft, place, text);
            }
        }
        if let Some(place) = self.place(&envelope.timestamp) {
            let zone = self.bank.zone.as_ref().map_or(0, |zone| zone.value);
            let format = place.format.as_deref().unwrap_or("YYYY-MM-DDThh:mm:ssZ");
            self.put(draft, place, Moment::new(self.now, zone).format(format));
        }
    }

    /// The place that an answer uses: the first one that its document lists, or else the first one that it can use at all.
    fn place<'p>(&self, places: &'p [EnvelopePlace]) -> Option<&'p EnvelopePlace> {
        let usable = |place: &&EnvelopePlace| match place.place {
            Place::Header => true,
            Place::Body => !self.headers_only && self.says_in_body(place),
            Place::Path | Place::Query => false,
        };
        let listed = places.iter().filter(usable).find(|place| self.lists(place));
        listed.or_else(|| places.iter().find(usable))
    }

    /// Whether the document lists a place for answers of this status.
    fn lists(&self, place: &EnvelopePlace) -> bool {
        let Some(documented) = self.documented else {
            return false;
        };
        match (place.place, place.path.as_slice()) {
            (Place::Header, [name]) => {
                let mut headers = documented.headers.iter();
                headers.any(|field| field.wire_name.eq_ignore_ascii_case(name))
            }
            (Place::Body, path) => match &documented.body {
                Body::Object(fields) => value::type_at(self.bank, fields, path).is_some(),
                Body::None | Body::List(_) => false,
            },
            (Place::Header | Place::Path | Place::Query, _) => false,
        }
    }

    /// A success says its code in the body only if its document or its example does.
    fn says_in_body(&self, place: &EnvelopePlace) -> bool {
        let list = self
            .documented
            .is_some_and(|response| matches!(response.body, Body::List(_)));
        let shown = |example| {
            let mut places = self.envelope.code.iter();
            places.any(|place| place.place == Place::Body && said_in(example, place).is_some())
        };
        !self.code.accepted || !list && (self.lists(place) || self.example.is_some_and(shown))
    }

    fn put(&self, draft: &mut Draft, place: &EnvelopePlace, text: String) {
        match (place.place, place.path.as_slice()) {
            (Place::Header, [name]) => draft.header(name, text),
            (Place::Body, path) => {
                // Numbers as numbers, if any of the operation's answers says that they are.
                let ty =
                    self.operation
                        .responses
                        .iter()
                        .find_map(|response| match &response.body {
                            Body::Object(fields) => value::type_at(self.bank, fields, path),
                            Body::None | Body::List(_) => None,
                        });
                let said = match ty {
                    Some(ty) => value::written(self.bank, ty, &text),
                    None => Json::Text(text),
                };
                let body = draft.body.get_or_insert_with(|| Json::Object(Vec::new()));
                set(body, path, said);
            }
            (Place::Header | Place::Path | Place::Query, _) => {}
        }
    }
}

/// A code as an answer says it.
pub(super) struct Said<'a> {
    pub(super) code: &'a str,
    pub(super) description: Option<&'a str>,
    pub(super) accepted: bool,
}

/// A reply in the making.
pub(super) struct Draft {
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Option<Json>,
}

impl Draft {
    /// Adds a header unless it is there.
    pub(super) fn header(&mut self, name: &str, value: String) {
        if !self
            .headers
            .iter()
            .any(|(own, _)| own.eq_ignore_ascii_case(name))
        {
            self.headers.push((name.to_owned(), value));
        }
    }
}

/// Puts a value at the end of these members, and makes the objects on the way.
fn set(value: &mut Json, path: &[String], said: Json) {
    let Json::Object(members) = value else { return };
    let Some((name, rest)) = path.split_first() else {
        return;
    };
    let place = members.iter().position(|(own, _)| own == name);
    let place = place.unwrap_or_else(|| {
        members.push((name.clone(), Json::Object(Vec::new())));
        members.len() - 1
    });
    let Some((_, member)) = members.get_mut(place) else {
        return;
    };
    if rest.is_empty() {
        *member = said;
    } else {
        if !matches!(member, Json::Object(_)) {
            *member = Json::Object(Vec::new());
        }
        set(member, rest, said);
    }
}

/// What an example's answer says in a place of the envelope.
pub(super) fn said_in(example: &Example, place: &EnvelopePlace) -> Option<String> {
    let name = place.path.first()?;
    match place.place {
        Place::Header => {
            let mut headers = example.response.headers.iter();
            let found = headers.find(|(own, _)| own.eq_ignore_ascii_case(name));
            found.map(|(_, value)| value.clone())
        }
        Place::Body => {
            let mut value = example.response.body.as_ref()?;
            for name in &place.path {
                let Json::Object(members) = value else {
                    return None;
                };
                value = members
                    .iter()
                    .find(|(own, _)| own == name)
                    .map(|(_, value)| value)?;
            }
            match value {
                Json::Text(text) | Json::Number(text) => Some(text.clone()),
                Json::Null | Json::Boolean(_) | Json::Array(_) | Json::Object(_) => None,
            }
        }
        Place::Path | Place::Query => None,
    }
}

/// A description whose blank in brackets holds the argument's name.
fn filled(text: &str, argument: Option<&str>) -> String {
    let blank = text.find('[').and_then(|from| {
        let length = text[from..].find(']')?;
        Some((from, from + length + 1))
    });
    match (blank, argument) {
        (Some((from, upto)), Some(argument)) => {
            [&text[..from], "[", argument, "]", &text[upto..]].concat()
        }
        (Some(_) | None, _) => text.to_owned(),
    }
}
