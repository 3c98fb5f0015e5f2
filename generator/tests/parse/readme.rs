//! `spec/README.md` is enough to write a specification from.

use crate::example::{README, example, rendered};
use generator::diagnostic::CODES;
use generator::lower::lower;
use generator::parse::parse;
use generator::source::Sources;
use generator::spec::schema_json;
use std::collections::BTreeSet;

#[test]
fn the_worked_example_passes() {
    assert_eq!(example().len(), 5);
    assert_eq!(rendered(example()), "");
    let sources = Sources::from_memory(example());
    let model = parse(&sources).and_then(|spec| lower(&spec)).unwrap();
    assert_eq!(model.banks[0].services[0].operations.len(), 2);
}

#[test]
fn every_key_is_explained() {
    let schema: serde_json::Value = serde_json::from_str(&schema_json()).unwrap();
    let mut keys = BTreeSet::new();
    for definition in schema["$defs"].as_object().unwrap().values() {
        if let Some(properties) = definition["properties"].as_object() {
            keys.extend(properties.keys().cloned());
        }
    }
    assert!(keys.len() > 80, "{keys:?}");
    let explained = |key: &&String| {
        let inside = |before| README.contains(&format!("{before}{key}: "));
        README.contains(&format!("`{key}`")) || inside("{") || inside(", ")
    };
    let missing: Vec<_> = keys.iter().filter(|key| !explained(key)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn every_code_is_explained() {
    for meaning in CODES {
        let row = format!(
            "| `{}` | {} | {} |",
            meaning.code, meaning.title, meaning.explanation
        );
        assert!(README.contains(&row), "spec/README.md lacks: {row}");
    }
}
