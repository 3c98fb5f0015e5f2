//! The JSON Schema of the format: for editors, and for the check of [`crate::parse`].

use super::fact::{Json, Lines, Localized, OneOrMany, Reading, Source, StatusText};
use super::{Bank, MessagePart, Operation, Required, Rulings, Service};
use crate::source::Spanned;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// `format` of line numbers.
pub(crate) const LINE_NUMBERS: &str = "line-numbers";
/// `format` of a text that is always quoted.
pub(crate) const QUOTED: &str = "quoted";

/// The JSON Schema (draft 2020-12) of all four kinds of file, as the text of `spec/schema.json`. A file says which it follows by
/// a first line such as `# yaml-language-server: $schema=../../../schema.json#/$defs/Operation`; without a fragment the
/// key that a file begins with decides.
#[must_use]
pub fn schema_json() -> String {
    format!("{:#}\n", schema())
}

/// The JSON Schema with sorted keys.
pub(crate) fn schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().into_generator();
    let files = [
        generator.subschema_for::<Bank>(),
        generator.subschema_for::<Service>(),
        generator.subschema_for::<Operation>(),
        generator.subschema_for::<Rulings>(),
    ];
    let definitions = generator.take_definitions(true);
    tidy(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a bank's specification",
        "oneOf": files,
        "$defs": definitions,
    }))
}

/// Sorts keys, whatever order the maps of `serde_json` keep, and takes out what stands for an absent key: an absent key is left
/// out, never `null`.
fn tidy(value: Value) -> Value {
    match value {
        Value::Object(map) => tidy_object(map),
        Value::Array(items) => Value::Array(items.into_iter().map(tidy).collect()),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value,
    }
}

fn sorted(map: Map<String, Value>) -> Vec<(String, Value)> {
    let mut entries: Vec<(String, Value)> = map.into_iter().collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries
}

fn tidy_object(map: Map<String, Value>) -> Value {
    let mut tidied = Map::new();
    for (key, value) in sorted(map) {
        match (key.as_str(), value) {
            ("default", _) => {}
            // Names of the format, not words of JSON Schema.
            ("properties" | "$defs", Value::Object(names)) => {
                let names = sorted(names)
                    .into_iter()
                    .map(|(name, schema)| (name, tidy(schema)));
                tidied.insert(key, Value::Object(names.collect()));
            }
            ("description", Value::String(text)) => {
                tidied.insert(key, Value::String(text.replace('\n', " ")));
            }
            ("type", Value::Array(types)) => {
                let mut types: Vec<Value> =
                    types.into_iter().filter(|name| name != "null").collect();
                let one = if types.len() == 1 { types.pop() } else { None };
                tidied.insert(key, one.unwrap_or(Value::Array(types)));
            }
            ("anyOf", Value::Array(choices)) => {
                let null = json!({"type": "null"});
                let mut choices: Vec<Value> = choices
                    .into_iter()
                    .filter(|choice| *choice != null)
                    .collect();
                match (choices.len(), choices.pop()) {
                    (1, Some(Value::Object(only))) => tidied.extend(only),
                    (_, last) => {
                        choices.extend(last);
                        tidied.insert(key, tidy(Value::Array(choices)));
                    }
                }
            }
            (_, value) => {
                tidied.insert(key, tidy(value));
            }
        }
    }
    Value::Object(tidied)
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

macro_rules! schema {
    ($name:ty, $title:literal, $schema:expr) => {
        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                $title.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let build: fn(&mut SchemaGenerator) -> Schema = $schema;
                build(generator)
            }
        }
    };
}

const LINES: &str =
    r"^\s*[1-9][0-9]*(\s*-\s*[1-9][0-9]*)?(\s*,\s*[1-9][0-9]*(\s*-\s*[1-9][0-9]*)?)*\s*$";

schema!(Lines, "Lines", |_| json_schema!({
    "description": "Line numbers of a document, 1-based: 136, 24-106, \"31, 61-63\".",
    "format": LINE_NUMBERS,
    "oneOf": [{"type": "integer", "minimum": 1}, {"type": "string", "pattern": LINES}]
}));

schema!(Source, "Source", |generator| {
    let lines = generator.subschema_for::<Lines>();
    let source = generator.subschema_for::<Source>();
    json_schema!({
        "description": "Lines of the service's document, lines of another document, or a list of these.",
        "oneOf": [
            lines,
            {
                "type": "object",
                "properties": {"doc": {"type": "string", "description": "Id of the document."}, "lines": lines},
                "required": ["doc", "lines"],
                "additionalProperties": false
            },
            {"type": "array", "items": source, "minItems": 1}
        ]
    })
});

schema!(Reading, "Reading", |generator| {
    let own = generator.subschema_for::<Localized>();
    json_schema!({
        "description": "Own words in both languages, or words of the document that need no translation.",
        "oneOf": [{"type": "string"}, own]
    })
});

schema!(OneOrMany, "OneOrMany", |_| json_schema!({
    "description": "One name or a list of names.",
    "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
}));

schema!(StatusText, "Status", |_| json_schema!({
    "description": "HTTP status, or `undocumented`.",
    "oneOf": [{"type": "integer", "minimum": 200, "maximum": 599}, {"const": "undocumented"}]
}));

schema!(Required, "Required", |_| json_schema!({
    "description": "Whether it must be given.",
    "oneOf": [{"type": "boolean"}, {"const": "undocumented"}]
}));

schema!(MessagePart, "MessagePart", |_| json_schema!({
    "description": "A part of the signed text.",
    "oneOf": [
        {"enum": ["signing-base", "path", "query", "target", "method", "nonce", "key", "body"]},
        {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "required": ["text"],
            "additionalProperties": false
        }
    ]
}));

schema!(
    Json,
    "Json",
    |_| json_schema!({"description": "A JSON value; numbers keep their digits."})
);
