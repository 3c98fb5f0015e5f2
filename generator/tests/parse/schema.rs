//! The JSON Schema for editors says what the reader says.

use crate::example::{example, problems};
use generator::load::load;
use generator::parse::parse;
use generator::source::Sources;
use generator::spec::schema_json;
use jsonschema::Validator;
use serde_json::{Value, json};
use std::path::Path;

/// The banks of this repository.
fn repository() -> Sources {
    load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")).unwrap()
}

/// A validator for one kind of file, as an editor makes it from the fragment of `$schema`.
fn validator(definition: &str) -> Validator {
    let mut schema: Value = serde_json::from_str(&schema_json()).unwrap();
    let definitions = schema["$defs"].take();
    let reference = format!("#/$defs/{definition}");
    jsonschema::validator_for(&json!({"$ref": reference, "$defs": definitions})).unwrap()
}

fn definition(path: &str) -> &'static str {
    match path.rsplit('/').next().unwrap() {
        "bank.yaml" => "Bank",
        "rulings.yaml" => "Rulings",
        "service.yaml" => "Service",
        _ => "Operation",
    }
}

#[test]
fn the_banks_of_this_repository_parse() {
    let sources = repository();
    let problems = parse(&sources).err().unwrap_or_default();
    let shown: String = problems
        .iter()
        .map(|problem| problem.render(&sources, false))
        .collect();
    assert!(shown.is_empty(), "{shown}");
}

/// The reader and an independent YAML reader with an independent validator agree on what is right.
#[test]
fn every_file_of_the_repository_is_valid() {
    let whole: Value = serde_json::from_str(&schema_json()).unwrap();
    let whole = jsonschema::validator_for(&whole).unwrap();
    let example = Sources::from_memory(example());
    let kinds = ["Bank", "Rulings", "Service", "Operation"].map(|kind| (kind, validator(kind)));
    let repository = repository();
    let facts = repository.documents.iter();
    // The sandbox's files state no facts, and the sandbox reads them itself.
    let facts = facts.filter(|document| !document.path.ends_with("/sandbox.yaml"));
    for document in facts.chain(&example.documents) {
        let value: Value = serde_yaml::from_str(&document.text).unwrap();
        for (kind, validator) in &kinds {
            let fits = *kind == definition(&document.path);
            assert_eq!(
                validator.is_valid(&value),
                fits,
                "{} as {kind}",
                document.path
            );
        }
        assert!(whole.is_valid(&value), "{}", document.path);
    }
}

#[test]
fn what_the_schema_refuses_the_reader_refuses() {
    let (path, text) = example().swap_remove(3);
    let text = String::from_utf8(text).unwrap();
    let validator = validator(definition(&path));
    for (from, to) in [
        ("effect:", "efect:"),
        ("effect: {value: moves-money, source: 50}\n", ""),
        ("moves-money", "moves-cash"),
        ("required: true", "required: 1"),
        ("status: 201", "status: 99"),
        ("source: 50-95", "source: 0"),
        ("source: 50-95", "source: x"),
        ("source: 50-95", "source: []"),
        ("source: 50-95", "source: {doc: pagos}"),
        ("max_length: 20", "max_length: -1"),
        ("envelope: cabecera", "envelope: [cabecera]"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        let value: Value = serde_yaml::from_str(&changed).unwrap();
        assert!(!validator.is_valid(&value), "the schema takes {to}");
        let (_, problems) = problems(vec![(path.clone(), changed.into_bytes())]);
        let own = problems.iter().any(|problem| problem.code < "S040");
        assert!(own, "the reader takes {to}");
    }
}

#[test]
fn the_schema_is_the_same_in_every_run_and_knows_no_null() {
    let text = schema_json();
    assert_eq!(text, schema_json());
    assert!(
        !text.contains("\"null\""),
        "an absent key is left out, never null"
    );
    assert!(text.ends_with("}\n"));
}
