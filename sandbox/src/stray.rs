//! What a request names that its operation does not know: a misspelt optional name would go unnoticed.

use crate::call::{Call, CallBody};
use crate::catalogue::Catalogue;
use crate::journal;
use generator::model::{AuthKind, AuthScheme, Bank, Field, Json, Operation, Place, Shape, TypeRef};

/// Names that are told of for one request.
const TOLD: usize = 8;
/// Members and items of a body that are looked at.
const LOOKED_AT: usize = 256;
/// Letters that are compared.
const COMPARED: usize = 48;

/// What the caller should know about names that mean nothing here, and about query parameters of which only the first one counts.
#[must_use]
pub fn notes(catalogue: &Catalogue, call: &Call) -> Vec<String> {
    let operation = catalogue.operation(call.id);
    let schemes = &catalogue.service(call.id).auth;
    let scheme = operation.auth.value.and_then(|place| schemes.get(place));
    let mut stray = Stray {
        bank: catalogue.bank(),
        room: LOOKED_AT,
        notes: Vec::new(),
    };
    stray.query(operation, scheme, call);
    stray.headers(operation, scheme, call);
    stray.body(operation, call);
    stray.notes
}

struct Stray<'b> {
    bank: &'b Bank,
    room: usize,
    notes: Vec<String>,
}

impl Stray<'_> {
    fn say(&mut self, note: String) {
        if self.notes.len() < TOLD && !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    fn unknown(&mut self, what: &str, before: &str, name: &str, known: &[&str]) {
        let hint = near(name, known).map_or_else(String::new, |near| {
            format!("; did you mean `{before}{near}`?")
        });
        let shown = journal::name(name);
        self.say(format!("unknown {what}: `{before}{shown}`{hint}"));
    }

    fn query(&mut self, operation: &Operation, scheme: Option<&AuthScheme>, call: &Call) {
        let mut known = names(operation, Place::Query);
        known.extend(credentials(scheme, Place::Query));
        for (position, (name, _)) in call.query.iter().take(LOOKED_AT).enumerate() {
            if !known.contains(&name.as_str()) {
                self.unknown("query parameter", "", name, &known);
            } else if call.query[..position].iter().any(|(own, _)| own == name) {
                self.say(format!(
                    "the query parameter `{name}` is there more than once; the first one counts"
                ));
            }
        }
    }

    /// Any program adds headers of its own, so only those are told of that are almost a documented one.
    fn headers(&mut self, operation: &Operation, scheme: Option<&AuthScheme>, call: &Call) {
        let mut known = names(operation, Place::Header);
        known.extend(credentials(scheme, Place::Header));
        let sent = |name: &str| call.received.header(name).is_some();
        let missing: Vec<&str> = known.iter().copied().filter(|name| !sent(name)).collect();
        for (name, _) in call.received.headers.iter().take(LOOKED_AT) {
            let is_known = known.iter().any(|own| own.eq_ignore_ascii_case(name));
            if !is_known && near(name, &missing).is_some() {
                self.unknown("header", "", name, &missing);
            }
        }
    }

    fn body(&mut self, operation: &Operation, call: &Call) {
        let CallBody::Json(Json::Object(members)) = &call.body else {
            return;
        };
        let fields: Vec<&Field> = operation
            .request
            .iter()
            .filter(|field| field.place == Place::Body)
            .collect();
        if fields.is_empty() {
            self.say("the operation takes no body; this one means nothing".to_owned());
        } else {
            self.members(&fields, "", members);
        }
    }

    fn members(&mut self, fields: &[&Field], before: &str, members: &[(String, Json)]) {
        let known: Vec<&str> = fields.iter().map(|field| &*field.wire_name).collect();
        for (name, value) in members {
            if self.room == 0 {
                return;
            }
            self.room -= 1;
            match fields.iter().find(|field| field.wire_name == *name) {
                Some(field) => self.value(&field.ty, &format!("{before}{name}."), value),
                None => self.unknown("member of the body", before, name, &known),
            }
        }
    }

    fn value(&mut self, ty: &TypeRef, before: &str, value: &Json) {
        match (ty, value) {
            (TypeRef::Named(id), Json::Object(members)) => {
                if let Shape::Object(fields) = &self.bank.ty(*id).shape {
                    self.members(&fields.iter().collect::<Vec<_>>(), before, members);
                }
            }
            (TypeRef::List(item), Json::Array(items)) => {
                for value in items {
                    if self.room == 0 {
                        return;
                    }
                    self.room -= 1;
                    self.value(item, before, value);
                }
            }
            (
                TypeRef::Named(_)
                | TypeRef::List(_)
                | TypeRef::Text
                | TypeRef::SecretText
                | TypeRef::Decimal(_)
                | TypeRef::Integer(_)
                | TypeRef::Boolean { .. }
                | TypeRef::Date(_)
                | TypeRef::Time(_)
                | TypeRef::DateTime(_),
                _,
            ) => {}
        }
    }
}

fn names(operation: &Operation, place: Place) -> Vec<&str> {
    let fields = operation.request.iter();
    let fields = fields.filter(|field| field.place == place);
    fields.map(|field| field.wire_name.as_str()).collect()
}

/// Where a scheme's credentials travel.
fn credentials(scheme: Option<&AuthScheme>, place: Place) -> Vec<&str> {
    match (scheme.map(|scheme| &scheme.kind), place) {
        (Some(AuthKind::Credentials(parts)), _) => {
            let parts = parts.iter().filter(|part| part.place == place);
            parts.map(|part| part.wire_name.as_str()).collect()
        }
        (Some(AuthKind::Signature(signature)), Place::Header) => {
            let nonce = signature.nonce.iter().map(|(part, _)| part);
            let parts = [&signature.key, &signature.signature];
            let parts = parts.into_iter().chain(nonce);
            parts.map(|part| part.header.as_str()).collect()
        }
        (Some(AuthKind::Oauth2ClientCredentials { .. }), Place::Header) => vec!["Authorization"],
        (Some(AuthKind::Signature(_) | AuthKind::Oauth2ClientCredentials { .. }) | None, _) => {
            Vec::new()
        }
    }
}

/// The known name that this one was probably meant to be.
fn near<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    let sent = letters(name);
    let distances = known.iter().map(|known| {
        let wanted = letters(known);
        (distance(&sent, &wanted), wanted.len(), *known)
    });
    let nearest = distances.min_by_key(|(distance, _, _)| *distance);
    nearest
        .filter(|(distance, length, _)| *distance <= 2 && distance * 3 <= *length)
        .map(|(_, _, known)| known)
}

/// The beginning of a name without what tells spellings apart: marks, capitals, an `X` in front.
fn letters(name: &str) -> Vec<char> {
    let start: String = name.chars().take(COMPARED).collect();
    let lower = start.to_lowercase();
    let lower = lower.strip_prefix("x-").unwrap_or(&lower);
    lower.chars().filter(|it| it.is_alphanumeric()).collect()
}

/// How many letters have to be added, left out or replaced to make one of the other.
fn distance(one: &[char], other: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=other.len()).collect();
    for (row, letter) in one.iter().enumerate() {
        let mut line = vec![row + 1];
        let mut left = row + 1;
        for (wanted, pair) in other.iter().zip(above.windows(2)) {
            let &[diagonal, up] = pair else {
                continue;
            };
            let replaced = diagonal + usize::from(letter != wanted);
            left = replaced.min(up + 1).min(left + 1);
            line.push(left);
        }
        above = line;
    }
    above.last().copied().unwrap_or_default()
}
