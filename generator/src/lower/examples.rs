//! Made-up calls: each is checked against the rows it stands for.

use super::example_body::Checked;
use super::operation::Shared;
use super::problem::{EXAMPLE_MISSING, EXAMPLE_STATUS, EXAMPLE_UNKNOWN, EXAMPLE_VALUE};
use super::{Lowering, envelope};
use crate::model::{
    Body, Envelope, Example, ExampleMessage, Field, Json, Operation, Place, Required, Response,
    Shape, Text, TypeRef,
};
use crate::names::FieldIdent;
use crate::source::{Span, Spanned};
use crate::spec;
use std::collections::BTreeMap;

/// The two messages of an example, as problems call them.
const REQUEST: &str = "the example's request";
const ANSWER: &str = "the example's answer";

/// An example as it stands in the model.
pub(super) fn lower(example: &spec::Example) -> Example {
    Example {
        name: example.example.value.clone(),
        summary: Text {
            en: example.summary.en.value.clone(),
            es: example.summary.es.value.clone(),
        },
        request: message(&example.request),
        response: message(&example.response),
    }
}

fn message(message: &spec::ExampleMessage) -> ExampleMessage {
    let pairs = |map: &BTreeMap<String, Spanned<String>>| {
        map.iter()
            .map(|(name, value)| (name.clone(), value.value.clone()))
            .collect()
    };
    ExampleMessage {
        status: message.status.as_ref().map(|status| status.value),
        path: pairs(&message.path),
        query: pairs(&message.query),
        headers: pairs(&message.headers),
        body: message.body.as_ref().map(|body| body.value.clone()),
    }
}

/// The head of one message: what it may carry outside its body.
struct Head<'m> {
    place: Place,
    given: &'m BTreeMap<String, Spanned<String>>,
    fields: &'m [Field],
    /// Where a value that is missing is underlined.
    span: Span,
    /// The message, as a problem calls it.
    message: &'static str,
}

impl Lowering<'_> {
    /// Reports texts and names of examples.
    pub(super) fn texts_of_examples(&mut self, examples: &[spec::Example]) {
        self.unique("example", examples.iter().map(|example| &example.example));
        for example in examples {
            self.text(&example.summary);
            self.ident(
                FieldIdent::explicit(&example.example.value),
                example.example.span,
                "example",
            );
        }
    }

    /// Reports examples that the operation would not send, or not understand.
    pub(super) fn check_examples(
        &mut self,
        written: &spec::Operation,
        operation: &Operation,
        shared: &Shared<'_>,
    ) {
        let envelope = operation
            .envelope
            .and_then(|envelope| shared.envelopes.get(envelope));
        // Without the envelope that it names, nobody knows what the answers hold.
        let known = envelope.is_some() || written.envelope.is_none();
        for example in &written.examples {
            self.check_request(example, operation);
            if known {
                self.check_response(example, operation, envelope);
            }
        }
    }

    fn check_request(&mut self, example: &spec::Example, operation: &Operation) {
        let (request, span) = (&example.request, example.example.span);
        if let Some(status) = &request.status {
            self.misplaced("status", status.span, "a request");
        }
        for (place, given) in [
            (Place::Path, &request.path),
            (Place::Query, &request.query),
            (Place::Header, &request.headers),
        ] {
            self.check_head(
                &Head {
                    place,
                    given,
                    fields: &operation.request,
                    span,
                    message: REQUEST,
                },
                None,
            );
        }
        let fields: Vec<&Field> = operation
            .request
            .iter()
            .filter(|field| field.place == Place::Body)
            .collect();
        match &request.body {
            Some(body) if fields.is_empty() => self.problems.at(
                EXAMPLE_UNKNOWN,
                body.span,
                "the request has no body",
                "remove `body`, or list its members under `request`",
            ),
            Some(body) => {
                let mut checked = Checked::new(body.span);
                self.check_object(&fields, &body.value, "", &mut checked);
                self.report_body(checked, None);
            }
            None => {
                let missing = fields
                    .iter()
                    .find(|field| field.required == Required::Yes && field.fixed.is_none());
                if let Some(field) = missing {
                    self.missing(span, REQUEST, "body", &field.wire_name);
                }
            }
        }
    }

    pub(super) fn missing(&mut self, span: Span, message: &str, place: &str, name: &str) {
        self.problems.at(
            EXAMPLE_MISSING,
            span,
            format!("{message} lacks `{}` in its {place}", name.escape_debug()),
            "add a made-up value, or correct `required` of the row",
        );
    }

    /// Checks path, query or headers of a message.
    fn check_head(&mut self, head: &Head<'_>, envelope: Option<&Envelope>) {
        let same = |a: &str, b: &str| match head.place {
            Place::Header => a.eq_ignore_ascii_case(b),
            Place::Path | Place::Query | Place::Body => a == b,
        };
        let word = match head.place {
            Place::Path => "path",
            Place::Query => "query",
            Place::Header => "headers",
            Place::Body => "body",
        };
        let rows = || head.fields.iter().filter(|field| field.place == head.place);
        for (name, value) in head.given {
            match rows().find(|field| same(&field.wire_name, name)) {
                Some(field) => self.check_head_value(field, value),
                None if head.place == Place::Header && envelope::has_header(envelope, name) => {}
                None => self.problems.at(
                    EXAMPLE_UNKNOWN,
                    value.span,
                    format!("no row lists `{}` for the {word}", name.escape_debug()),
                    "correct the name, or add the row",
                ),
            }
        }
        for field in rows() {
            let given = head.given.keys().any(|name| same(&field.wire_name, name));
            let elsewhere = field.also_in.is_some() || field.fixed.is_some();
            if field.required == Required::Yes && !given && !elsewhere {
                self.missing(head.span, head.message, word, &field.wire_name);
            }
        }
    }

    fn check_head_value(&mut self, field: &Field, value: &Spanned<String>) {
        if let Some(fixed) = &field.fixed
            && *fixed != value.value
        {
            self.problems.at(
                EXAMPLE_VALUE,
                value.span,
                format!(
                    "`{}` is always `{}`",
                    field.wire_name.escape_debug(),
                    fixed.escape_debug()
                ),
                "write the fixed value, or leave it out",
            );
            return;
        }
        // A list or an object in a header is JSON text of any shape the bank likes.
        if self.is_compound(&field.ty) {
            return;
        }
        if let Some(wrong) = self.value_problem(&field.ty, &value.value) {
            self.problems.at(
                EXAMPLE_VALUE,
                value.span,
                format!(
                    "the value of `{}` breaks the rules of its type: {wrong}",
                    field.wire_name.escape_debug()
                ),
                "make up a value that keeps the rules, or correct the rules",
            );
        }
    }

    pub(super) fn is_compound(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::List(_) => true,
            TypeRef::Named(id) => self
                .types
                .get(id.0 as usize)
                .is_some_and(|ty| matches!(ty.shape, Shape::Object(_))),
            TypeRef::Text
            | TypeRef::SecretText
            | TypeRef::Decimal(_)
            | TypeRef::Integer(_)
            | TypeRef::Boolean { .. }
            | TypeRef::Date(_)
            | TypeRef::Time(_)
            | TypeRef::DateTime(_) => false,
        }
    }

    fn check_response(
        &mut self,
        example: &spec::Example,
        operation: &Operation,
        envelope: Option<&Envelope>,
    ) {
        let (answer, span) = (&example.response, example.example.span);
        for (key, given) in [("path", &answer.path), ("query", &answer.query)] {
            if let Some(value) = given.values().next() {
                self.misplaced(key, value.span, "an answer");
            }
        }
        let Some(response) = self.example_response(answer, operation, span) else {
            return;
        };
        self.check_example_code(answer, operation, envelope);
        self.check_head(
            &Head {
                place: Place::Header,
                given: &answer.headers,
                fields: &response.headers,
                span,
                message: ANSWER,
            },
            envelope,
        );
        let fields: Vec<&Field> = match &response.body {
            Body::None => Vec::new(),
            Body::Object(fields) => fields.iter().collect(),
            Body::List(item) => {
                if let Some(body) = &answer.body {
                    let mut checked = Checked::new(body.span);
                    self.check_json(
                        &TypeRef::List(Box::new(item.clone())),
                        &body.value,
                        "",
                        &mut checked,
                    );
                    self.report_body(checked, envelope);
                }
                return;
            }
        };
        let missing = fields
            .iter()
            .find(|field| field.required == Required::Yes && field.also_in.is_none());
        match (&answer.body, missing) {
            (Some(body), _) => {
                let mut checked = Checked::new(body.span);
                self.check_object(&fields, &body.value, "", &mut checked);
                self.report_body(checked, envelope);
            }
            (None, Some(field)) => self.missing(span, ANSWER, "body", &field.wire_name),
            (None, None) => {}
        }
    }

    /// The answer that an example shows.
    fn example_response<'o>(
        &mut self,
        answer: &spec::ExampleMessage,
        operation: &'o Operation,
        span: Span,
    ) -> Option<&'o Response> {
        let status = answer.status.as_ref().map(|status| status.value);
        let listed = operation
            .responses
            .iter()
            .find(|response| response.status == status);
        // An answer whose status no document gives: the success, or the error whose rows fit.
        let undocumented = || {
            let mut open = operation
                .responses
                .iter()
                .filter(|response| response.status.is_none());
            let first = open.next()?;
            let names: Vec<&String> = match answer.body.as_ref().map(|body| &body.value) {
                Some(Json::Object(members)) => members.iter().map(|(name, _)| name).collect(),
                Some(_) | None => Vec::new(),
            };
            let fits = |response: &&Response| match &response.body {
                Body::Object(fields) => names
                    .iter()
                    .all(|name| fields.iter().any(|field| field.wire_name == **name)),
                Body::None | Body::List(_) => names.is_empty(),
            };
            Some(
                std::iter::once(first)
                    .chain(open)
                    .find(fits)
                    .unwrap_or(first),
            )
        };
        let found = match (status, listed) {
            (Some(_), Some(response)) => Some(response),
            (Some(_) | None, _) => undocumented(),
        };
        if found.is_none() {
            let at = answer.status.as_ref().map_or(span, |status| status.span);
            self.problems.at(
                EXAMPLE_STATUS,
                at,
                "the operation has no answer of this status",
                "give the example a status of `responses` or of the code table",
            );
        }
        found
    }

    /// Reports a code that the table does not have, or that has another status.
    fn check_example_code(
        &mut self,
        answer: &spec::ExampleMessage,
        operation: &Operation,
        envelope: Option<&Envelope>,
    ) {
        let Some((code, span)) = envelope.and_then(|envelope| example_code(answer, envelope))
        else {
            return;
        };
        let status = answer.status.as_ref().map(|status| status.value);
        let rows = operation.codes.iter().filter(|row| row.code == code);
        // A code may have a row for each of several statuses.
        let statuses: Vec<Option<u16>> = rows.map(|row| row.status).collect();
        if statuses.is_empty() {
            self.problems.at(
                EXAMPLE_STATUS,
                span,
                format!("the code table has no code `{}`", code.escape_debug()),
                "use a code of the table",
            );
            return;
        }
        if status.is_some() && !statuses.contains(&status) && !statuses.contains(&None) {
            let known = statuses.iter().flatten().map(ToString::to_string);
            self.problems.at(
                EXAMPLE_STATUS,
                span,
                format!(
                    "the code `{}` has the status {}",
                    code.escape_debug(),
                    known.collect::<Vec<_>>().join(" or ")
                ),
                "correct the status or the code of the example",
            );
        }
    }
}

/// The response code of an example, and where it stands.
fn example_code(answer: &spec::ExampleMessage, envelope: &Envelope) -> Option<(String, Span)> {
    envelope.code.iter().find_map(|place| match place.place {
        Place::Header => {
            let name = place.path.first()?;
            let (_, value) = answer
                .headers
                .iter()
                .find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            Some((value.value.clone(), value.span))
        }
        Place::Body => {
            let body = answer.body.as_ref()?;
            let mut at = &body.value;
            for part in &place.path {
                let Json::Object(members) = at else {
                    return None;
                };
                at = members
                    .iter()
                    .find(|(name, _)| name == part)
                    .map(|(_, value)| value)?;
            }
            match at {
                Json::Text(code) | Json::Number(code) => Some((code.clone(), body.span)),
                Json::Null | Json::Boolean(_) | Json::Array(_) | Json::Object(_) => None,
            }
        }
        Place::Path | Place::Query => None,
    })
}
