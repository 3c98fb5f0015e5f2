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
    at(body, name).as_str().map(str::to_owned)
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
    if let Some(shown) = shown {
        let status = shown["response"]["status"].as_u64().unwrap();
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
    let answered = |role: &str| {
        let place = places(operation, role).first()?;
        said(place, &header, &body)
    };
    let place = &places(operation, "code")[0];
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
    if place["in"] == "header" {
        let description = answered("system_description");
        assert_eq!(description, code.description, "{what}");
        let shown = answered("client_description").unwrap_or_default();
        assert!(!shown.is_empty(), "{what}: nothing for the customer");
        assert_eq!(
            answered("timestamp").as_deref(),
            Some("2026-03-05 14:07:09"),
            "{what}"
        );
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
    let is_documented = !fields.is_empty() || !envelope.is_empty() && code.status.is_none();
    assert!(is_documented, "{what}: no body is documented");
    assert_eq!(
        answer.header("content-type"),
        Some("application/json"),
        "{what}"
    );
    let mut leaves = Vec::new();
    flatten(&answer.json(), String::new(), &mut leaves);
    assert!(!leaves.is_empty(), "{what}: the body holds nothing");
    for leaf in &leaves {
        let known = fields
            .iter()
            .map(String::as_str)
            .chain(envelope.iter().copied());
        let mut known = known.filter(|own| own == leaf);
        assert!(known.next().is_some(), "{what}: nobody documents `{leaf}`");
    }
    let shown = operation
        .examples()
        .iter()
        .find(|example| code_of(operation, example).as_deref() == Some(code.code.as_str()));
    let mut expected = Vec::new();
    if let Some(shown) = shown {
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
