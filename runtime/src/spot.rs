//! What stands at the places of an envelope.

use crate::facts::{Envelope, Spot};
use crate::json::Json;
use http::HeaderMap;
use std::borrow::Cow;

/// Every value at these places, best place first: one per header line and per member of a name given twice. Values are as
/// sent, those of headers without the spaces around them; blank ones count as absent.
pub(crate) fn values(
    spots: &[Spot],
    headers: &HeaderMap,
    json: Option<&Json<'_>>,
) -> Vec<Box<str>> {
    let mut found = Vec::<Box<str>>::new();
    for spot in spots {
        match spot {
            Spot::Header(name) => {
                let lines = headers.get_all(*name).iter();
                found.extend(
                    lines.map(|value| crate::windows1252::text(value.as_bytes()).trim().into()),
                );
            }
            Spot::Body(path) => {
                let members = json.map_or_else(Vec::new, |json| json.every(path));
                found.extend(members.into_iter().filter_map(scalar).map(Box::from));
            }
        }
    }
    found.retain(|value| !value.trim().is_empty());
    found
}

/// The first value at these places.
pub(crate) fn first(
    spots: &[Spot],
    headers: &HeaderMap,
    json: Option<&Json<'_>>,
) -> Option<Box<str>> {
    values(spots, headers, json).into_iter().next()
}

/// What counts as nothing at a place, besides a header line or member that is not there.
#[derive(Clone, Copy)]
pub(crate) enum Nothing {
    /// `null` alone: any other value is something, also one that cannot be read.
    Null,
    /// `null` and what is empty: a blank text, a list or an object with nothing in it.
    Blank,
}

/// Whether nothing stands at a place. What stands where an object should lead to it is something. Names are compared in capital
/// and small letters alike: an answer must not pass for one without a code because the bank spells it otherwise.
pub(crate) fn is_vacant(
    spot: &Spot,
    nothing: Nothing,
    headers: &HeaderMap,
    json: Option<&Json<'_>>,
) -> bool {
    match (spot, json) {
        (Spot::Header(name), _) => headers.get_all(*name).iter().all(|value| match nothing {
            Nothing::Null => false,
            Nothing::Blank => value.as_bytes().trim_ascii().is_empty(),
        }),
        (Spot::Body(path), Some(Json::Object(members))) => {
            lack(members, path, &|value| is_nothing(value, nothing))
        }
        (Spot::Body(_), _) => true,
    }
}

/// Whether a place in the body has this code or none. Names are compared in capital and small letters alike.
pub(crate) fn agrees(spot: &Spot, code: &str, json: Option<&Json<'_>>) -> bool {
    let same = |value: &Json<'_>| {
        is_nothing(value, Nothing::Blank)
            || scalar(value).is_some_and(|text| text.trim() == code.trim())
    };
    match (spot, json) {
        (Spot::Body(path), Some(Json::Object(members))) => lack(members, path, &same),
        (Spot::Body(_) | Spot::Header(_), _) => true,
    }
}

/// Whether an object is there that a place of the code or of the texts of an error lies in, be it empty.
pub(crate) fn has_object_of(envelope: &Envelope, json: &Json<'_>) -> bool {
    let Json::Object(members) = json else {
        return false;
    };
    let roles = [
        envelope.code,
        envelope.client_description,
        envelope.system_description,
        envelope.detail_code,
        envelope.detail_type,
    ];
    let mut places = roles.into_iter().flatten();
    places.any(|place| match place {
        Spot::Header(_) => false,
        Spot::Body(path) => path.rsplit_once('.').is_some_and(|(object, _)| {
            !lack(members, object, &|value| is_nothing(value, Nothing::Null))
        }),
    })
}

/// How the names of members begin that tell of an error, in small letters.
const ERRORS: [&str; 5] = ["error", "fault", "exception", "falla", "fallo"];

/// Whether a member of the body is an error by its name. `null`, `false` and what is empty are none.
pub(crate) fn has_error(json: &Json<'_>) -> bool {
    let Json::Object(members) = json else {
        return false;
    };
    members.iter().any(|(name, value)| {
        let name = folded(name);
        let named = ERRORS.iter().any(|error| name.starts_with(error));
        named && !is_nothing(value, Nothing::Blank) && *value != Json::Boolean(false)
    })
}

/// Whether all that stands at a path is what `nothing` takes for nothing.
fn lack(
    members: &[(Cow<'_, str>, Json<'_>)],
    path: &str,
    nothing: &dyn Fn(&Json<'_>) -> bool,
) -> bool {
    let rest = path.split_once('.');
    members.iter().all(|(name, value)| {
        let whole = !name.eq_ignore_ascii_case(path) || nothing(value);
        let part = match (rest, value) {
            (Some((first, _)), _) if !name.eq_ignore_ascii_case(first) => true,
            (Some((_, rest)), Json::Object(inner)) => lack(inner, rest, nothing),
            (Some(_), value) => nothing(value),
            (None, _) => true,
        };
        whole && part
    })
}

fn is_nothing(json: &Json<'_>, nothing: Nothing) -> bool {
    match (json, nothing) {
        (Json::Null, _) => true,
        (_, Nothing::Null) | (Json::Boolean(_) | Json::Number(_), _) => false,
        (Json::Text(text), Nothing::Blank) => text.trim().is_empty(),
        (Json::List(items), Nothing::Blank) => items.is_empty(),
        (Json::Object(members), Nothing::Blank) => members.is_empty(),
    }
}

/// The members of the body that an envelope looks at.
pub(crate) fn members<'j, 'd>(envelope: &Envelope, json: &'j Json<'d>) -> Vec<&'j Json<'d>> {
    let paths = spots(envelope).filter_map(|spot| match spot {
        Spot::Header(_) => None,
        Spot::Body(path) => Some(*path),
    });
    paths.flat_map(|path| json.every(path)).collect()
}

/// Whether one of the envelope's headers contains a text.
pub(crate) fn headers_say(envelope: &Envelope, headers: &HeaderMap, text: &str) -> bool {
    let mut names = spots(envelope).filter_map(|spot| match spot {
        Spot::Header(name) => Some(*name),
        Spot::Body(_) => None,
    });
    names.any(|name| {
        let mut lines = headers.get_all(name).iter();
        lines.any(|value| contains(&crate::windows1252::text(value.as_bytes()), text))
    })
}

fn spots(envelope: &Envelope) -> impl Iterator<Item = &'static Spot> {
    let roles = [
        envelope.code,
        envelope.client_description,
        envelope.system_description,
        envelope.timestamp,
        envelope.detail_code,
        envelope.detail_type,
    ];
    roles.into_iter().flatten()
}

/// Whether a value or a name, however deep, contains a text.
pub(crate) fn says(json: &Json<'_>, text: &str) -> bool {
    match json {
        Json::Null | Json::Boolean(_) => false,
        Json::Number(digits) => contains(digits, text),
        Json::Text(value) => contains(value, text),
        Json::List(items) => items.iter().any(|item| says(item, text)),
        Json::Object(members) => members
            .iter()
            .any(|(name, value)| contains(name, text) || says(value, text)),
    }
}

/// Whether a text contains another, capital and small letters alike, with and without their accents: a text that is missed
/// would let a doubtful answer pass for a certain one.
pub(crate) fn contains(text: &str, part: &str) -> bool {
    folded(text).contains(&folded(part))
}

/// Small letters without the accents of Spanish and its neighbours.
fn folded(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .filter(|letter| !('\u{300}'..='\u{36f}').contains(letter))
        .map(|letter| match letter {
            'á' | 'à' | 'â' | 'ã' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' => 'o',
            'ú' | 'ù' | 'û' | 'ü' => 'u',
            'ñ' => 'n',
            'ç' => 'c',
            other => other,
        })
        .collect()
}

/// A text, or the digits of a number.
fn scalar<'j>(json: &'j Json<'_>) -> Option<&'j str> {
    match json {
        Json::Text(text) => Some(text),
        Json::Number(digits) => Some(digits),
        Json::Null | Json::Boolean(_) | Json::List(_) | Json::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn a_text_is_found_however_it_is_spelt() {
        for text in [
            "aviso: NÚCLEO CAÍDO.",
            "el núcleo caído",
            "NUCLEO CAIDO",
            "nu\u{301}cleo cai\u{301}do",
        ] {
            assert!(contains(text, "Núcleo caído"), "{text}");
        }
        for text in ["", "núcleo", "núcleo  caído", "caído núcleo"] {
            assert!(!contains(text, "Núcleo caído"), "{text}");
        }
    }
}
