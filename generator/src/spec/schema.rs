//! JSON Schema of the types that are read by hand.

use super::fact::{Json, Lines, OneOrMany, Source, StatusText};
use super::{MessagePart, Required};
use crate::source::Spanned;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

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

schema!(OneOrMany, "OneOrMany", |_| json_schema!({
    "description": "One name or a list of names.",
    "oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
}));

schema!(StatusText, "Status", |_| json_schema!({
    "description": "HTTP status, or `undocumented`.",
    "oneOf": [{"type": "integer", "minimum": 100, "maximum": 599}, {"const": "undocumented"}]
}));

schema!(Required, "Required", |_| json_schema!({
    "description": "Whether it must be given.",
    "oneOf": [{"type": "boolean"}, {"const": "undocumented"}]
}));

schema!(MessagePart, "MessagePart", |_| json_schema!({
    "description": "A part of the signed text.",
    "oneOf": [
        {"enum": ["signing-base", "path", "query", "method", "nonce", "key", "body"]},
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
