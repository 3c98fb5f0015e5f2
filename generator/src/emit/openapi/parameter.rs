//! Parameters and the request body.

use super::aside::is_parameter;
use super::draft::Draft;
use super::made::Made;
use super::schema::{
    Meaning, Notes, Property, Scalar, Schema, own_example, property, required_undocumented, scalar,
};
use super::write::{Layout, Node, Sink};
use crate::emit::EmitError;
use crate::model::{Example, Field, Json, Operation, Place, Required};
use std::borrow::Cow;

/// A path, query or header parameter.
pub(super) struct Parameter<'a> {
    name: &'a str,
    place: &'static str,
    required: bool,
    content: Content<'a>,
    examples: Vec<(&'a Example, Scalar<'a>)>,
    notes: Notes<'a>,
}

/// How a value outside a body is spelt.
pub(super) enum Content<'a> {
    /// As itself.
    Plain(Schema<'a>),
    /// As JSON text.
    Json(Schema<'a>),
}

impl<'a> Content<'a> {
    /// The spelling of a row.
    pub(super) fn of(draft: &mut Draft<'a>, field: &'a Field) -> Result<Self, EmitError> {
        let schema = Schema::of_value(draft, field)?;
        Ok(if Schema::is_structured(draft, &field.ty) {
            Self::Json(schema)
        } else {
            Self::Plain(schema)
        })
    }

    /// `schema` or `content`.
    pub(super) fn write_entry<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Plain(schema) => to.entry("schema", schema),
            Self::Json(schema) => {
                to.name("content");
                to.open_map(Layout::Block);
                to.key("application/json");
                to.open_map(Layout::Block);
                to.entry("schema", schema);
                to.close();
                to.close();
            }
        }
    }
}

/// What is known about a parameter or header beside its schema.
pub(super) fn notes<'a>(draft: &mut Draft<'a>, field: &'a Field) -> Notes<'a> {
    Notes {
        description: Some(Meaning::Text(&field.doc)),
        example: own_example(draft, field),
        aliases: &field.aliases,
        sensitive: field.sensitive,
        supply: field.supply,
        required_undocumented: required_undocumented(draft, field),
        origin: Some(draft.origin(&field.provenance)),
        ..Notes::default()
    }
}

/// The word of OpenAPI for a place outside the body.
pub(super) const fn place(place: Place) -> Option<&'static str> {
    match place {
        Place::Path => Some("path"),
        Place::Query => Some("query"),
        Place::Header => Some("header"),
        Place::Body => None,
    }
}

impl<'a> Parameter<'a> {
    /// The parameters of an operation, in document order, without those that [`super::aside`] publishes.
    pub(super) fn all(
        draft: &mut Draft<'a>,
        operation: &'a Operation,
    ) -> Result<Vec<Self>, EmitError> {
        let mut parameters = Vec::new();
        for field in &operation.request {
            let Some(place) = place(field.place).filter(|_| is_parameter(field)) else {
                continue;
            };
            parameters.push(Self {
                name: &field.wire_name,
                place,
                // OpenAPI knows no optional path parameter.
                required: field.required == Required::Yes || field.place == Place::Path,
                content: Content::of(draft, field)?,
                examples: examples(draft, operation, field),
                notes: notes(draft, field),
            });
        }
        Ok(parameters)
    }
}

fn examples<'a>(
    draft: &Draft<'a>,
    operation: &'a Operation,
    field: &'a Field,
) -> Vec<(&'a Example, Scalar<'a>)> {
    let mut examples = Vec::new();
    for example in &operation.examples {
        let values = match field.place {
            Place::Path => &example.request.path,
            Place::Query => &example.request.query,
            Place::Header => &example.request.headers,
            Place::Body => continue,
        };
        for (name, value) in values {
            if *name == field.wire_name {
                examples.push((example, scalar(draft.bank, &field.ty, value)));
            }
        }
    }
    examples
}

impl Node for Parameter<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry("name", self.name);
        to.entry("in", self.place);
        if self.required {
            to.entry("required", &true);
        }
        to.entry_if("description", self.notes.description.as_ref());
        self.content.write_entry(to);
        if let (Content::Plain(_), false) = (&self.content, self.examples.is_empty()) {
            to.name("examples");
            to.open_map(Layout::Block);
            for (example, value) in &self.examples {
                to.key(&example.name);
                to.open_map(Layout::Line);
                to.entry("value", value);
                to.close();
            }
            to.close();
        } else if let (Content::Plain(_), Some(example)) = (&self.content, &self.notes.example) {
            to.entry("example", example);
        }
        self.notes.write_extensions(to);
        to.close();
    }
}

/// The JSON body of a request.
pub(super) struct RequestBody<'a> {
    schema: Schema<'a>,
    required: bool,
    examples: Vec<BodyExample<'a>>,
}

/// A made-up body.
pub(super) struct BodyExample<'a> {
    example: &'a Example,
    body: Cow<'a, Json>,
}

impl<'a> BodyExample<'a> {
    /// The example with one of its bodies.
    pub(super) fn new(example: &'a Example, body: Cow<'a, Json>) -> Self {
        Self { example, body }
    }

    /// The body.
    pub(super) fn body(&self) -> &Json {
        &self.body
    }

    /// Content of type JSON: of this schema, or of any of several. Without a schema there is none.
    pub(super) fn write_content<S: Sink>(schemas: &[Schema<'_>], examples: &[Self], to: &mut S) {
        if schemas.is_empty() {
            return;
        }
        to.name("content");
        to.open_map(Layout::Block);
        to.key("application/json");
        to.open_map(Layout::Block);
        to.name("schema");
        if let [schema] = schemas {
            schema.write(to);
        } else {
            to.open_map(Layout::Block);
            to.entry_list("anyOf", Layout::Block, schemas);
            to.close();
        }
        if !examples.is_empty() {
            to.name("examples");
            to.open_map(Layout::Block);
            for BodyExample { example, body } in examples {
                to.key(&example.name);
                to.open_map(Layout::Block);
                to.entry("summary", &example.summary);
                to.entry("value", &**body);
                to.close();
            }
            to.close();
        }
        to.close();
        to.close();
    }
}

impl<'a> RequestBody<'a> {
    /// The body of an operation, where it has one.
    pub(super) fn of(
        draft: &mut Draft<'a>,
        operation: &'a Operation,
    ) -> Result<Option<Self>, EmitError> {
        let mut members: Vec<Property<'a>> = Vec::new();
        for field in &operation.request {
            if field.place == Place::Body {
                members.push(property(draft, field)?);
            }
        }
        if members.is_empty() {
            return Ok(None);
        }
        let examples = operation
            .examples
            .iter()
            .filter_map(|example| {
                let made = Made {
                    bank: draft.bank,
                    operation,
                    example: Some(example),
                };
                Some(BodyExample::new(example, Cow::Owned(made.body()?)))
            })
            .collect();
        Ok(Some(Self {
            required: members.iter().any(|member| member.required),
            schema: Schema::object(members),
            examples,
        }))
    }
}

impl Node for RequestBody<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        if self.required {
            to.entry("required", &true);
        }
        BodyExample::write_content(std::slice::from_ref(&self.schema), &self.examples, to);
        to.close();
    }
}
