//! Answers against the tables.

use crate::client::Answer;
use crate::document::{Operation, Response, Row};
use serde_json::Value;

/// The value at the end of a dotted path.
fn at<'v>(json: &'v Value, path: &str) -> &'v Value {
    path.split('.').fold(json, |json, name| &json[name])
}

/// What an example or an answer says in a place of the envelope.
fn said(place: &Value, headers: &dyn Fn(&str) -> Option<String>, body: &Value) -> Option<String> {
    let name = place["name"].as_str().unwrap();
    if place["in"] == "header" {
        return headers(name);
    }
    match at(body, name) {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn places<'v>(operation: &'v Operation, role: &str) -> &'v [Value] {
    operation.envelope[role]
        .as_array()
        .map_or(&[], Vec::as_slice)
}

/// The code of an example's answer.
pub(crate) fn code_of(operation: &Operation, example: &Value) -> Option<String> {
    let response = &example["response"];
    let header = |name: &str| response["headers"][name].as_str().map(str::to_owned);
    let mut all = places(operation, "code").iter();
    all.find_map(|place| said(place, &header, &response["body"]))
}

/// The status that the row documents; where it documents none, the one that an example of the code shows, else a documented or common one.
pub(crate) fn status(operation: &Operation, code: &Row, answer: &Answer, what: &str) {
    if let Some(status) = code.status {
        assert_eq!(answer.status, status, "{what}");
        return;
    }
    let shown = operation
        .examples()
        .iter()
        .find(|example| code_of(operation, example).as_deref() == Some(code.code.as_str()));
    if let Some(status) = shown.and_then(|shown| shown["response"]["status"].as_u64()) {
        assert_eq!(u64::from(answer.status), status, "{what}");
        return;
    }
    let (class, common) = match code.outcome.as_str() {
        "accepted" => (200..300, 200),
        "rejected" => (400..500, 400),
        _ => (500..600, 500),
    };
    let documented = operation.responses.iter().filter_map(|one| one.status);
    let mut fitting: Vec<u16> = documented.filter(|one| class.contains(one)).collect();
    if fitting.is_empty() {
        fitting.push(common);
    }
    assert!(
        fitting.contains(&answer.status),
        "{what}: {} is none of {fitting:?}",
        answer.status
    );
}

/// The documented answer of this status and kind.
fn documented<'o>(operation: &'o Operation, code: &Row, status: u16) -> Option<&'o Response> {
    let mut exact = operation.responses.iter();
    let success = code.outcome == "accepted";
    exact.find(|one| one.status == Some(status)).or_else(|| {
        let mut open = operation.responses.iter();
        open.find(|one| one.status.is_none() && one.success == success)
    })
}

pub(crate) fn envelope(operation: &Operation, code: &Row, answer: &Answer, what: &str) {
    let header = |name: &str| answer.header(name).map(str::to_owned);
    let body = match answer.body.as_slice() {
        [] => Value::Null,
        bytes => serde_json::from_slice(bytes).unwrap_or_else(|_| panic!("{what}: no JSON")),
    };
    // An answer that has no body says everything in headers.
    let bodiless = operation.method == "HEAD" || answer.status == 204;
    let place_of = |role: &str| {
        let mut all = places(operation, role).iter();
        all.find(|place| !bodiless || place["in"] == "header")
    };
    let answered = |role: &str| said(place_of(role)?, &header, &body);
    let Some(place) = place_of("code") else {
        return;
    };
    // A success whose documented body has no place for the code does not say it.
    let silent = place["in"] == "body" && code.outcome == "accepted" && {
        let field = place["name"].as_str().unwrap();
        let listed = documented(operation, code, answer.status);
        let listed = listed.is_some_and(|one| one.fields.iter().any(|own| own == field));
        let shown = operation
            .examples()
            .iter()
            .any(|example| code_of(operation, example).as_deref() == Some(code.code.as_str()));
        !listed && !shown
    };
    let expected = (!silent).then_some(code.code.as_str());
    assert_eq!(answered("code").as_deref(), expected, "{what}");
    let in_header = |role: &str| place_of(role).is_some_and(|place| place["in"] == "header");
    if in_header("system_description") {
        let description = answered("system_description");
        // A header has one line.
        let expected = code
            .description
            .as_ref()
            .map(|text| text.replace('\n', " "));
        assert_eq!(description, expected, "{what}");
    }
    if in_header("client_description") && code.description.is_some() {
        let shown = answered("client_description").unwrap_or_default();
        assert!(!shown.is_empty(), "{what}: nothing for the customer");
    }
    if in_header("timestamp") {
        let time = answered("timestamp").unwrap_or_default();
        assert!(time.ends_with(&operation.wall_clock), "{what}: {time}");
    }
}

/// No header that neither the answer nor the envelope nor HTTP itself has.
pub(crate) fn headers(operation: &Operation, answer: &Answer, what: &str) {
    let roles = operation.envelope.as_object().into_iter().flatten();
    let envelope: Vec<String> = roles
        .filter_map(|(_, places)| places.as_array())
        .flatten()
        .filter(|place| place["in"] == "header")
        .map(|place| place["name"].as_str().unwrap().to_lowercase())
        .collect();
    for (name, _) in &answer.headers {
        let of_http = ["date", "content-length", "content-type", "connection"];
        let mut listed = operation.responses.iter().flat_map(|one| &one.headers);
        assert!(
            of_http.contains(&name.as_str())
                || envelope.contains(name)
                || listed.any(|own| own == name),
            "{what}: nobody documents `{name}`"
        );
    }
}

/// No member that neither the documented answer nor the envelope has; something where something is documented, all that an example of the code shows
/// among it; nothing where nothing is.
pub(crate) fn body(operation: &Operation, code: &Row, answer: &Answer, what: &str) {
    let response = documented(operation, code, answer.status);
    let fields = response.map_or(&[][..], |one| one.fields.as_slice());
    let roles = operation.envelope.as_object().into_iter().flatten();
    let envelope: Vec<&str> = roles
        .filter_map(|(_, places)| places.as_array())
        .flatten()
        .filter(|place| place["in"] == "body")
        .filter_map(|place| place["name"].as_str())
        .collect();
    if answer.body.is_empty() {
        let nothing = operation.method == "HEAD" || answer.status == 204 || fields.is_empty();
        assert!(nothing, "{what}: the body is missing");
        return;
    }
    let shown = operation
        .examples()
        .iter()
        .find(|example| code_of(operation, example).as_deref() == Some(code.code.as_str()));
    // What the envelope says in bodies, it says in any.
    let mut roles = operation.envelope.as_object().into_iter().flatten();
    let in_body = roles.any(|(_, places)| places[0]["in"] == "body");
    let in_example = shown.is_some_and(|shown| shown["response"]["body"].is_object());
    let is_documented = !fields.is_empty() || in_body || in_example;
    assert!(is_documented, "{what}: no body is documented");
    assert_eq!(
        answer.header("content-type"),
        Some("application/json"),
        "{what}"
    );
    let mut leaves = Vec::new();
    let json = answer.json();
    flatten(&json, String::new(), &mut leaves);
    for name in response.map_or(&[][..], |one| one.numbers.as_slice()) {
        let value = at(&json, name);
        let fits = value.is_null() || value.is_number();
        assert!(fits, "{what}: `{name}` is {value}");
    }
    for leaf in &leaves {
        let known = fields
            .iter()
            .map(String::as_str)
            .chain(envelope.iter().copied());
        let mut known = known.filter(|own| own == leaf);
        assert!(known.next().is_some(), "{what}: nobody documents `{leaf}`");
    }
    let mut expected = Vec::new();
    if let Some(shown) = shown {
        assert!(!leaves.is_empty(), "{what}: the body holds nothing");
        flatten(&shown["response"]["body"], String::new(), &mut expected);
    }
    for leaf in expected.iter().filter(|leaf| !leaf.is_empty()) {
        // A list of nothing shows no item.
        let mut lists = leaf.match_indices("[]").map(|(at, _)| &leaf[..at]);
        if lists.any(|list| *at(&answer.json(), list) == Value::Array(Vec::new())) {
            continue;
        }
        assert!(
            leaves.contains(leaf),
            "{what}: `{leaf}` of the example is missing"
        );
    }
}

fn flatten(json: &Value, path: String, into: &mut Vec<String>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match json {
        Value::Object(members) => {
            for (name, value) in members {
                flatten(value, below(name), into);
            }
        }
        Value::Array(items) => {
            for item in items {
                flatten(item, format!("{path}[]"), into);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => into.push(path),
    }
}
