//! The official schema, and examples against schemas.

use super::{at, course, document, documents, resolved};
use serde_json::{Value, json};

/// Every Schema Object is held against JSON Schema 2020-12 instead of against "object or boolean".
fn official() -> jsonschema::Validator {
    let schema: Value =
        serde_json::from_str(include_str!("schema/openapi-3.1.json")).expect("the official schema");
    let id = schema["$id"].as_str().expect("its id").to_owned();
    let with_dialect = json!({
        "$id": "https://bank.test/openapi-with-schemas",
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": id,
        "$defs": {"schema": {
            "$dynamicAnchor": "meta",
            "$ref": "https://json-schema.org/draft/2020-12/schema"
        }}
    });
    let registry = jsonschema::Registry::new()
        .add(&id, schema)
        .expect("a resource")
        .prepare()
        .expect("a registry");
    jsonschema::options()
        .with_registry(&registry)
        .build(&with_dialect)
        .expect("a validator")
}

#[test]
fn the_official_schema_holds() {
    let official = official();
    for (name, document) in documents().iter().chain(course()) {
        let errors: Vec<String> = official
            .iter_errors(document)
            .map(|error| format!("{name} {}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn the_official_schema_sees_a_fault() {
    let mut document = document();
    let schema = document
        .pointer_mut("/components/schemas/Monto")
        .expect("a schema");
    schema["type"] = json!("decimal");
    assert!(!official().is_valid(&document));
    let mut document = self::document();
    document["info"]["licence"] = json!("none");
    assert!(!official().is_valid(&document));
}

/// Forbids members that a schema does not list, as linters do for examples.
fn close(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            members.values_mut().for_each(close);
            if members.get("properties").is_some_and(Value::is_object) {
                members.insert("unevaluatedProperties".to_owned(), json!(false));
            }
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The validator of a schema that may refer to the document's components.
fn validator(document: &Value, schema: &Value) -> jsonschema::Validator {
    let mut whole = schema.clone();
    let members = whole.as_object_mut().expect("a schema");
    let schemas = json!({"schemas": document["components"]["schemas"]});
    members.insert("components".to_owned(), schemas);
    close(&mut whole);
    jsonschema::draft202012::new(&whole).expect("a schema")
}

fn check(document: &Value, schema: &Value, example: &Value, path: &str, found: &mut usize) {
    let validator = validator(document, schema);
    let errors: Vec<String> = validator
        .iter_errors(example)
        .map(|error| format!("{path}{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    *found += 1;
}

/// Walks over everything that has a schema and examples.
fn walk(document: &Value, value: &Value, path: &str, found: &mut usize) {
    if let Some(members) = value.as_object() {
        if let Some(schema) = members.get("schema") {
            if let Some(example) = members.get("example") {
                check(document, schema, example, path, found);
            }
            if let Some(examples) = members.get("examples").and_then(Value::as_object) {
                for (name, example) in examples {
                    let path = format!("{path}/examples/{name}");
                    check(document, schema, &example["value"], &path, found);
                }
            }
        }
        let is_schema = members.contains_key("type") || members.contains_key("$ref");
        if let (true, Some(Value::Array(examples))) = (is_schema, members.get("examples")) {
            for example in examples {
                check(document, value, example, path, found);
            }
        }
        if let (true, Some(default)) = (is_schema, members.get("default")) {
            check(document, value, default, path, found);
        }
        for (key, value) in members {
            walk(document, value, &format!("{path}/{key}"), found);
        }
    } else if let Some(items) = value.as_array() {
        for (position, value) in items.iter().enumerate() {
            walk(document, value, &format!("{path}/{position}"), found);
        }
    }
}

#[test]
fn every_example_fits_its_schema() {
    for (name, document) in documents() {
        let mut found = 0;
        walk(document, document, name, &mut found);
        assert!(found > 15, "only {found} examples were found in {name}");
    }
    let mut found = 0;
    for (name, document) in course() {
        walk(document, document, name, &mut found);
    }
    assert!(found > 50, "only {found} examples were found in the course");
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(document: &Value, value: &Value) {
        resolved(document, value);
        match value {
            Value::Object(members) => members.values().for_each(|value| walk(document, value)),
            Value::Array(items) => items.iter().for_each(|value| walk(document, value)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
    let document = document();
    walk(&document, &document);
    assert!(
        at(&document, "/components/headers")
            .as_object()
            .is_some_and(|all| all.len() > 5)
    );
}
