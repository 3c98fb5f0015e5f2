//! Requests without their secrets and without what they say about people.

use crate::call::{Call, CallBody};
use crate::catalogue::Catalogue;
use crate::route;
use crate::wire::Received;
use generator::model::{
    AuthKind, AuthScheme, Bank, Field, Json, Operation, Path, Place, Sensitive, Shape, TypeRef,
};
use generator::trigger::SCENARIO_HEADER;
use serde::Serialize;

/// Characters of a value that are kept at most.
const VALUE: usize = 256;
/// Header lines that are kept at most.
const HEADERS: usize = 64;
/// Members and items of a body that are kept at most.
const MEMBERS: usize = 256;
/// Headers that say nothing about anybody.
const HARMLESS: [&str; 9] = [
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "transfer-encoding",
    "user-agent",
];

/// A request as received, masked. A masked value shows its length: `***(10)`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Masked {
    /// Method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Headers in the order sent.
    pub headers: Vec<(String, String)>,
    /// Length of the body in bytes.
    pub body_bytes: usize,
    /// The body as JSON text, if it was JSON.
    pub body: Option<String>,
}

/// Masks a request; `call` where its operation is known.
#[must_use]
pub fn mask(catalogue: &Catalogue, received: &Received, call: Option<&Call>) -> Masked {
    let known = call.map(|call| {
        let operation = catalogue.operation(call.id);
        let service = catalogue.service(call.id);
        let scheme = operation
            .auth
            .value
            .and_then(|place| service.auth.get(place));
        (call, operation, scheme)
    });
    let headers = received.headers.iter().take(HEADERS).map(|(name, value)| {
        let text = String::from_utf8_lossy(value);
        let open = HARMLESS
            .iter()
            .any(|harmless| harmless.eq_ignore_ascii_case(name))
            || name.eq_ignore_ascii_case(SCENARIO_HEADER)
            || known.is_some_and(|(_, operation, scheme)| {
                is_open(catalogue.bank(), operation, Place::Header, name)
                    || scheme.is_some_and(|scheme| is_nonce(scheme, name))
            });
        (cut(name), if open { cut(&text) } else { masked(&text) })
    });
    let body = known.and_then(|(call, operation, _)| match &call.body {
        CallBody::Json(json) => {
            let mut room = MEMBERS;
            let json = top(catalogue.bank(), operation, json, &mut room);
            Some(crate::json::write(&json))
        }
        CallBody::None | CallBody::Broken(_) => None,
    });
    Masked {
        method: cut(&received.method),
        target: match known {
            Some((call, operation, _)) => target(catalogue.bank(), operation, call),
            None => unknown_target(&received.target),
        },
        headers: headers.collect(),
        body_bytes: received.body.len(),
        body,
    }
}

/// A name of which the last four characters are left: enough to tell one key from another.
#[must_use]
pub fn client(name: &str) -> String {
    let length = name.chars().count();
    if length <= 8 {
        return masked(name);
    }
    let last: String = name.chars().skip(length - 4).collect();
    format!("***{last}")
}

fn masked(text: &str) -> String {
    format!("***({})", text.chars().count())
}

/// The beginning of a text, without control characters.
fn cut(text: &str) -> String {
    let letters = text.chars().take(VALUE);
    let letters = letters.map(|letter| {
        if letter.is_control() {
            '\u{fffd}'
        } else {
            letter
        }
    });
    let mut kept: String = letters.collect();
    if kept.len() < text.len() && text.chars().count() > VALUE {
        kept.push('\u{2026}');
    }
    kept
}

fn find<'m>(operation: &'m Operation, place: Place, name: &str) -> Option<&'m Field> {
    operation.request.iter().find(|field| {
        field.place == place
            && if place == Place::Header {
                field.wire_name.eq_ignore_ascii_case(name)
            } else {
                field.wire_name == name
            }
    })
}

/// Whether the model knows a parameter and has no mark on it.
fn is_open(bank: &Bank, operation: &Operation, place: Place, name: &str) -> bool {
    find(operation, place, name).is_some_and(|field| sensitive(bank, field).is_none())
}

fn sensitive(bank: &Bank, field: &Field) -> Option<Sensitive> {
    field.sensitive.or_else(|| of_type(bank, &field.ty))
}

fn of_type(bank: &Bank, ty: &TypeRef) -> Option<Sensitive> {
    match ty {
        TypeRef::Named(id) => bank.ty(*id).sensitive,
        TypeRef::SecretText => Some(Sensitive::Secret),
        TypeRef::List(item) => of_type(bank, item),
        TypeRef::Text
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => None,
    }
}

/// Nonces are no secrets, and nothing can be understood without them.
fn is_nonce(scheme: &AuthScheme, name: &str) -> bool {
    match &scheme.kind {
        AuthKind::Signature(signature) => {
            let nonce = signature.nonce.as_ref();
            nonce.is_some_and(|(part, _)| part.header.eq_ignore_ascii_case(name))
        }
        AuthKind::Oauth2ClientCredentials { .. } | AuthKind::Credentials(_) => false,
    }
}

fn target(bank: &Bank, operation: &Operation, call: &Call) -> String {
    let mut text = match &operation.path {
        Path::Template { template, .. } => template.clone(),
        Path::Undocumented { .. } => cut(route::path_of(&call.received.target)),
    };
    for (name, value) in &call.path {
        let shown = if is_open(bank, operation, Place::Path, name) {
            cut(value)
        } else {
            masked(value)
        };
        text = match &operation.path {
            Path::Template { .. } => text.replace(&format!("{{{name}}}"), &shown),
            Path::Undocumented { .. } => text.replace(value.as_str(), &shown),
        };
    }
    for (position, (name, value)) in call.query.iter().take(HEADERS).enumerate() {
        text.push(if position == 0 { '?' } else { '&' });
        let open = is_open(bank, operation, Place::Query, name);
        text.extend([
            &cut(name),
            "=",
            &if open { cut(value) } else { masked(value) },
        ]);
    }
    text
}

/// A path that nothing is served at: segments with digits may be about a person.
fn unknown_target(target: &str) -> String {
    let segments = route::path_of(target)
        .split('/')
        .take(HEADERS)
        .map(|segment| {
            let personal =
                segment.contains(|letter: char| letter.is_ascii_digit() || letter == '@');
            // A version is no number of anybody.
            if personal && segment.len() > 3 {
                masked(segment)
            } else {
                cut(segment)
            }
        });
    let path = segments.collect::<Vec<_>>().join("/");
    match route::query_of(target) {
        Some(query) => format!("{path}?{}", masked(query)),
        None => path,
    }
}

/// The top of a body: members that the model does not know are masked.
fn top(bank: &Bank, operation: &Operation, json: &Json, room: &mut usize) -> Json {
    let Json::Object(members) = json else {
        return hidden(json);
    };
    let fields = operation
        .request
        .iter()
        .filter(|field| field.place == Place::Body);
    object(bank, &fields.collect::<Vec<_>>(), members, room)
}

fn object(bank: &Bank, fields: &[&Field], members: &[(String, Json)], room: &mut usize) -> Json {
    let mut kept = Vec::new();
    for (name, value) in members {
        if *room == 0 {
            break;
        }
        *room -= 1;
        let field = fields.iter().find(|field| field.wire_name == *name);
        let shown = match field {
            Some(field) if sensitive(bank, field).is_none() => of(bank, &field.ty, value, room),
            Some(_) | None => hidden(value),
        };
        kept.push((cut(name), shown));
    }
    Json::Object(kept)
}

fn of(bank: &Bank, ty: &TypeRef, value: &Json, room: &mut usize) -> Json {
    match (ty, value) {
        (TypeRef::Named(id), Json::Object(members)) => match &bank.ty(*id).shape {
            Shape::Object(fields) => {
                object(bank, &fields.iter().collect::<Vec<_>>(), members, room)
            }
            Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } => {
                hidden(value)
            }
        },
        (TypeRef::List(item), Json::Array(items)) => {
            let items = items.iter().take(*room).map(|value| {
                *room = room.saturating_sub(1);
                of(bank, item, value, room)
            });
            Json::Array(items.collect())
        }
        (_, Json::Text(text)) => Json::Text(cut(text)),
        (_, Json::Number(digits)) => Json::Number(if digits.len() > VALUE {
            "0".to_owned()
        } else {
            digits.clone()
        }),
        (_, Json::Null | Json::Boolean(_)) => value.clone(),
        (_, Json::Object(_) | Json::Array(_)) => hidden(value),
    }
}

fn hidden(value: &Json) -> Json {
    match value {
        Json::Null => Json::Null,
        Json::Text(text) => Json::Text(masked(text)),
        Json::Boolean(_) | Json::Number(_) => Json::Text("***".to_owned()),
        Json::Array(items) => Json::Text(format!("***({} items)", items.len())),
        Json::Object(members) => Json::Text(format!("***({} members)", members.len())),
    }
}
