//! Answers that OpenAPI cannot tell apart: several without a documented status are one `default`.

use super::{at, course, documents, documents_of, operation, operations};
use serde_json::Value;
use std::collections::BTreeSet;

fn banco_caja_social() -> &'static Value {
    let mut all = documents().iter();
    let found = all.find(|(name, _)| name.ends_with("banco-caja-social/openapi/customers"));
    &found.expect("a document").1
}

/// Every answer of Banco Caja Social with several bodies.
fn with_several_bodies() -> Vec<(String, &'static Value)> {
    let mut found = Vec::new();
    let documents = documents().iter();
    for (name, document) in documents.filter(|(name, _)| name.starts_with("banco-caja-social/")) {
        for (id, operation) in operations(document) {
            for (status, response) in operation["responses"].as_object().expect("responses") {
                let bodies = response.pointer("/content/application~1json/schema/anyOf");
                if bodies.is_some() {
                    found.push((format!("{name}/{id}/{status}"), response));
                }
            }
        }
    }
    assert!(found.len() >= 22, "{} answers", found.len());
    found
}

fn rulings(object: &Value) -> BTreeSet<&str> {
    let list = object.get("x-rulings").and_then(Value::as_array);
    let list = list.map_or(&[][..], Vec::as_slice);
    list.iter().filter_map(Value::as_str).collect()
}

fn lines(object: &Value) -> BTreeSet<u32> {
    let text = at(object, "/x-source/lines").as_str().expect("lines");
    let line = |text: &str| text.parse::<u32>().expect("a line");
    text.split(", ")
        .flat_map(|stretch| {
            let (first, last) = stretch.split_once('-').unwrap_or((stretch, stretch));
            line(first)..=line(last)
        })
        .collect()
}

#[test]
fn several_bodies_lose_no_made_up_answer() {
    for (what, response) in with_several_bodies() {
        let examples = at(response, "/content/application~1json/examples");
        let examples = examples.as_object().expect("examples");
        assert!(!examples.is_empty(), "{what}");
    }
    let authentication = operation(banco_caja_social(), "authentication");
    let examples = at(
        authentication,
        "/responses/default/content/application~1json/examples",
    );
    assert_eq!(at(examples, "/aceptado/value/responseType/value"), "OK");
    assert_eq!(
        at(examples, "/error/value/responseDetail/errorCode"),
        "00017"
    );
}

#[test]
fn several_bodies_lose_no_line_and_no_ruling() {
    for (what, response) in with_several_bodies() {
        let bodies = at(response, "/content/application~1json/schema/anyOf");
        let bodies = bodies.as_array().expect("bodies");
        let mut all = (BTreeSet::new(), BTreeSet::new());
        for body in bodies {
            all.0.extend(lines(body));
            all.1.extend(rulings(body));
        }
        assert_eq!(all, (lines(response), rulings(response)), "{what}");
    }
}

#[test]
fn a_success_does_not_repeat_what_the_table_of_the_error_states() {
    for (what, response) in with_several_bodies() {
        let bodies = at(response, "/content/application~1json/schema/anyOf");
        let success = at(bodies, "/0");
        assert_eq!(
            success["description"],
            if what.contains(".en/") {
                "Answer that reports success."
            } else {
                "Respuesta que informa éxito."
            },
            "{what}"
        );
        assert_eq!(success["properties"].get("responseDetail"), None, "{what}");
        let error = at(bodies, "/1/properties");
        assert!(error.get("responseDetail").is_some(), "{what}");
    }
    // No table of this operation has an error: its only body holds what the envelope reads.
    let schema = at(
        operation(banco_caja_social(), "update_key"),
        "/responses/default/content/application~1json/schema",
    );
    assert!(schema["properties"].get("responseDetail").is_some());
}

#[test]
fn a_column_that_no_code_fills_is_left_out() {
    let response = at(
        operation(banco_caja_social(), "authentication"),
        "/responses/default",
    );
    let description = response["description"].as_str().expect("a text");
    assert!(
        description.contains("| Código | Desenlace |\n|---|---|\n| OK | aceptado |"),
        "{description}"
    );
}

#[test]
fn only_a_sample_that_signs_names_openssl() {
    let mut signing = BTreeSet::new();
    for (name, document) in documents() {
        for (id, operation) in operations(document) {
            let sample = at(operation, "/x-codeSamples/1");
            let says = |key: &str| sample[key].as_str().expect("a text").contains("openssl");
            assert_eq!(says("label"), says("source"), "{name}/{id}");
            signing.insert(says("label"));
        }
    }
    assert_eq!(signing, BTreeSet::from([false, true]));
}

#[test]
fn an_alias_in_another_object_is_shown_where_it_stands() {
    let mut found = 0;
    for (name, document) in documents().iter().chain(course()) {
        let schemas = at(document, "/components/schemas").as_object();
        for (component, schema) in schemas.expect("schemas") {
            let members = schema.get("properties").and_then(Value::as_object);
            for (member, own) in members.into_iter().flatten() {
                let aliases = own.get("x-aliases").and_then(Value::as_array);
                let aliases = aliases.into_iter().flatten().filter_map(Value::as_str);
                let ways = aliases.map(|alias| (alias, alias.replace("\\.", "\0")));
                for (alias, way) in ways.filter(|(_, way)| way.contains('.')) {
                    // What a schema calls a value cannot be an object in it too.
                    let head = way.split('.').next().and_then(|head| members?.get(head));
                    if head.is_some_and(|head| head.get("properties").is_none()) {
                        continue;
                    }
                    let way = way.replace('.', "/properties/").replace('\0', ".");
                    let other = at(schema, &["/properties/", &way].concat());
                    let what = format!("{name}/{component}/{member}: {alias}");
                    assert_eq!(other["x-alias-of"], member.as_str(), "{what}");
                    assert_eq!(other["readOnly"], true, "{what}");
                    for key in ["type", "description", "x-source"] {
                        assert_eq!(other.get(key), own.get(key), "{what} {key}");
                    }
                    found += 1;
                }
            }
        }
    }
    assert!(found >= 4, "{found} aliases");
}

#[test]
fn an_example_with_a_status_of_its_own_is_no_answer_of_any_status() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/third/spec");
    let mut sources = generator::load::load(&root).expect("a specification");
    let file = sources
        .documents
        .iter_mut()
        .find(|file| file.path.ends_with("cobros/operations/crear_cobro.yaml"));
    let text = &mut file.expect("the operation").text;
    let anywhere = "  rows:\n    - {code: \"7777\", description: OTRO, status: undocumented, outcome: unknown, source: 117}\n";
    *text = text.replacen("  rows:\n", anywhere, 1);
    let spec = generator::parse::parse(&sources).expect("no diagnostics");
    let model = generator::lower::lower(&spec).expect("no diagnostics");
    let documents = documents_of(&model.banks);
    let found = documents
        .iter()
        .find(|(name, _)| name == "banco-espejo/openapi/cobros");
    let operation = operation(&found.expect("a document").1, "crear_cobro");
    let body = "content/application~1json";
    let made = at(operation, &format!("/responses/201/{body}/examples"));
    assert!(made.as_object().is_some_and(|made| !made.is_empty()));
    let default = at(operation, &format!("/responses/default/{body}"));
    assert_eq!(default.get("examples"), None);
}
