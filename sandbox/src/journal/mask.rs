//! Requests without their secrets and without what they say about people.

use crate::call::{Call, CallBody};
use crate::catalogue::Catalogue;
use crate::route;
use crate::value::Rules;
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

/// Methods that HTTP has. Any other word may be anything.
const METHODS: [&str; 9] = [
    "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE",
];
/// Characters of a name that nobody knows.
const NAME: usize = 48;

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

/// What is known about the request that is masked.
#[derive(Clone, Copy)]
struct Known<'k> {
    bank: &'k Bank,
    rules: &'k Rules,
    operation: &'k Operation,
}

/// Masks a request; `call` where its operation is known. A value that is not as its type says is masked wherever it stands: it may be anything.
#[must_use]
pub fn mask(
    catalogue: &Catalogue,
    rules: &Rules,
    received: &Received,
    call: Option<&Call>,
) -> Masked {
    let known = call.map(|call| {
        let operation = catalogue.operation(call.id);
        let service = catalogue.service(call.id);
        let scheme = operation
            .auth
            .value
            .and_then(|place| service.auth.get(place));
        let known = Known {
            bank: catalogue.bank(),
            rules,
            operation,
        };
        (call, known, scheme)
    });
    let headers = received.headers.iter().take(HEADERS).map(|(name, value)| {
        let text = String::from_utf8_lossy(value);
        let open = HARMLESS
            .iter()
            .any(|harmless| harmless.eq_ignore_ascii_case(name))
            || name.eq_ignore_ascii_case(SCENARIO_HEADER)
            || known.is_some_and(|(_, known, scheme)| {
                known.is_open(Place::Header, name, &text)
                    || scheme.is_some_and(|scheme| is_nonce(scheme, name, &text))
            });
        (cut(name), if open { cut(&text) } else { masked(&text) })
    });
    let body = known.and_then(|(call, known, _)| match &call.body {
        CallBody::Json(json) => {
            let mut room = MEMBERS;
            let json = known.top(json, &mut room);
            Some(crate::json::write(&json))
        }
        CallBody::None | CallBody::Broken(_) => None,
    });
    Masked {
        method: if METHODS.contains(&received.method.as_str()) {
            received.method.clone()
        } else {
            masked(&received.method)
        },
        target: match known {
            Some((call, known, _)) => known.target(call),
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

/// A name that nobody knows, as it may be shown: its beginning, without digits, since a value may stand where a name should.
#[must_use]
pub fn name(name: &str) -> String {
    if name.contains('@') {
        return masked(name);
    }
    let mut shown = String::new();
    for letter in name.chars().take(NAME) {
        let letter = match letter {
            letter if letter.is_numeric() => '#',
            letter if letter.is_alphabetic() || letter.is_ascii_graphic() => letter,
            _ => '\u{fffd}',
        };
        if letter != '#' || !shown.ends_with('#') {
            shown.push(letter);
        }
    }
    if name.chars().count() > NAME {
        shown.push('\u{2026}');
    }
    shown
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

impl Known<'_> {
    /// Whether the model knows a parameter, has no mark on it, and the value is one of its type.
    fn is_open(self, place: Place, name: &str, value: &str) -> bool {
        find(self.operation, place, name).is_some_and(|field| {
            sensitive(self.bank, field).is_none()
                && self.rules.check_text(self.bank, &field.ty, value).is_ok()
        })
    }
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

/// Nonces are no secrets, and nothing can be understood without them. What is no number is none.
fn is_nonce(scheme: &AuthScheme, name: &str, value: &str) -> bool {
    match &scheme.kind {
        AuthKind::Signature(signature) => {
            let nonce = signature.nonce.as_ref();
            nonce.is_some_and(|(part, _)| {
                let number = value.strip_prefix(part.prefix.as_str()).unwrap_or("");
                part.header.eq_ignore_ascii_case(name)
                    && number.len() < 40
                    && number.bytes().all(|byte| byte.is_ascii_digit())
            })
        }
        AuthKind::Oauth2ClientCredentials { .. } | AuthKind::Credentials(_) => false,
    }
}

impl Known<'_> {
    fn target(self, call: &Call) -> String {
        let operation = self.operation;
        let mut text = match &operation.path {
            Path::Template { template, .. } => template.clone(),
            Path::Undocumented { .. } => cut(route::path_of(&call.received.target)),
        };
        for (name, value) in &call.path {
            let shown = if self.is_open(Place::Path, name, value) {
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
            let open = self.is_open(Place::Query, name, value);
            let shown = if find(operation, Place::Query, name).is_some() {
                cut(name)
            } else {
                self::name(name)
            };
            text.extend([&shown, "=", &if open { cut(value) } else { masked(value) }]);
        }
        text
    }
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
impl Known<'_> {
    fn top(self, json: &Json, room: &mut usize) -> Json {
        let Json::Object(members) = json else {
            return hidden(json);
        };
        let fields = self
            .operation
            .request
            .iter()
            .filter(|field| field.place == Place::Body);
        self.object(&fields.collect::<Vec<_>>(), members, room)
    }

    fn object(self, fields: &[&Field], members: &[(String, Json)], room: &mut usize) -> Json {
        let mut kept = Vec::new();
        for (name, value) in members {
            if *room == 0 {
                break;
            }
            *room -= 1;
            let field = fields.iter().find(|field| field.wire_name == *name);
            let shown = match field {
                Some(field) if sensitive(self.bank, field).is_none() => {
                    self.of(&field.ty, value, room)
                }
                Some(_) | None => hidden(value),
            };
            let name = if field.is_some() {
                cut(name)
            } else {
                self::name(name)
            };
            kept.push((name, shown));
        }
        Json::Object(kept)
    }

    fn of(self, ty: &TypeRef, value: &Json, room: &mut usize) -> Json {
        match (ty, value) {
            (TypeRef::Named(id), Json::Object(members)) => match &self.bank.ty(*id).shape {
                Shape::Object(fields) => {
                    self.object(&fields.iter().collect::<Vec<_>>(), members, room)
                }
                Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } => {
                    hidden(value)
                }
            },
            (TypeRef::List(item), Json::Array(items)) => {
                let items = items.iter().take(*room).map(|value| {
                    *room = room.saturating_sub(1);
                    self.of(item, value, room)
                });
                Json::Array(items.collect())
            }
            (_, Json::Text(_) | Json::Number(_) | Json::Boolean(_)) if !self.fits(ty, value) => {
                hidden(value)
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

    /// Whether a single value is one of its type.
    fn fits(self, ty: &TypeRef, value: &Json) -> bool {
        let mut broken = Vec::new();
        self.rules.check_json(self.bank, ty, value, "", &mut broken);
        broken.is_empty()
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
