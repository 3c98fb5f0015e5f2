//! What readers of YAML and JSON make of the files.

use super::file;
use serde_json::Value;

#[test]
fn yaml_and_json_hold_the_same_document() {
    for language in ["", ".en"] {
        let yaml: Value =
            serde_yaml::from_str(&file(&format!("pagos{language}.yaml"))).expect("YAML");
        let json: Value =
            serde_json::from_str(&file(&format!("pagos{language}.json"))).expect("JSON");
        assert_eq!(yaml, json);
    }
}

/// Keys that hold text in the reader's language.
const TRANSLATED: [&str; 8] = [
    "description",
    "summary",
    "title",
    "label",
    "x-displayName",
    "decision",
    "why",
    "question",
];

fn assert_alike(one: &Value, other: &Value, path: &str) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let keys: Vec<_> = one.keys().collect();
            assert_eq!(keys, other.keys().collect::<Vec<_>>(), "{path}");
            for (key, value) in one {
                let translated = value.is_string()
                    && (TRANSLATED.contains(&key.as_str()) || path.ends_with("x-enumDescriptions"));
                if !translated && !path.ends_with("/contact") {
                    assert_alike(value, &other[key], &format!("{path}/{key}"));
                }
            }
        }
        (Value::Array(one), Value::Array(other)) => {
            assert_eq!(one.len(), other.len(), "{path}");
            for (position, (one, other)) in one.iter().zip(other).enumerate() {
                if !path.ends_with("/readings") {
                    assert_alike(one, other, &format!("{path}/{position}"));
                }
            }
        }
        (one, other) => assert_eq!(one, other, "{path}"),
    }
}

#[test]
fn languages_differ_in_words_only() {
    let spanish: Value = serde_json::from_str(&file("pagos.json")).expect("JSON");
    let english: Value = serde_json::from_str(&file("pagos.en.json")).expect("JSON");
    assert_ne!(spanish, english);
    assert_alike(&spanish, &english, "");
}

#[test]
fn nothing_invisible_passes_raw() {
    for name in ["pagos.yaml", "pagos.en.yaml", "pagos.json", "pagos.en.json"] {
        let hidden = |character: &char| {
            let control = character.is_control() && *character != '\n';
            control
                || matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        };
        assert_eq!(file(name).chars().find(hidden), None, "{name}");
    }
}

#[test]
fn hostile_text_arrives_unchanged() {
    let document: Value = serde_yaml::from_str(&file("pagos.en.yaml")).expect("YAML");
    let operation = super::operation(&document, "validar");
    assert_eq!(operation["summary"], "\"# */ \u{202e}reversed");
    assert_eq!(operation["description"], "First\r\n---\n\u{7}second: #x");
    assert_eq!(operation["parameters"][1]["name"], "a: b #\u{2028}");
    let spanish: Value = serde_yaml::from_str(&file("pagos.yaml")).expect("YAML");
    let operation = super::operation(&spanish, "validar");
    assert_eq!(operation["summary"], "yes");
    assert_eq!(operation["description"], "  margen\n\ttabulador\n\n");
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    for name in ["pagos.yaml", "pagos.en.json"] {
        assert_eq!(file(name), file(name));
    }
}

#[test]
fn generated_files_carry_the_mark_at_their_top() {
    for name in ["pagos.yaml", "pagos.en.yaml", "pagos.json", "pagos.en.json"] {
        let position = file(name).find(generator::output::MARK).expect("the mark");
        assert!(position < 400, "{name}: {position}");
    }
}

#[test]
fn spanish_yaml_as_published() {
    insta::assert_snapshot!(file("pagos.yaml"));
}

#[test]
fn english_json_as_published() {
    insta::assert_snapshot!(file("pagos.en.json"));
}
