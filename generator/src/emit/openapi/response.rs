//! Answers.

use super::code::{codes_of, push_table};
use super::draft::{Draft, Origin};
use super::envelope::with_envelope;
use super::header::{HeaderTable, response_key};
use super::parameter::BodyExample;
use super::schema::{
    Form, Meaning, Notes, Property, Schema, add_detours, property, write_undocumented,
};
use super::write::{Language, Layout, Node, Sink};
use crate::emit::EmitError;
use crate::model::{
    Body, Code, Field, Json, Method, Operation, Outcome, Place, Response as ModelResponse,
    ResponseKind,
};
use std::borrow::Cow;

/// The answer with one status, or the answer whose status is not documented.
pub(super) struct Response<'a> {
    /// Status, or `default`.
    pub(super) key: Cow<'static, str>,
    kind: ResponseKind,
    status: Option<u16>,
    codes: Vec<&'a Code>,
    headers: Vec<(&'a str, String)>,
    bodies: Vec<Schema<'a>>,
    examples: Vec<BodyExample<'a>>,
    origin: Origin<'a>,
}

impl<'a> Response<'a> {
    /// The answers of an operation. Several without a documented status are one: OpenAPI has one `default`.
    pub(super) fn all(
        draft: &mut Draft<'a>,
        operation: &'a Operation,
    ) -> Result<Vec<Self>, EmitError> {
        let mut table = HeaderTable::new(draft, operation);
        let mut all: Vec<Self> = Vec::with_capacity(operation.responses.len());
        for (position, response) in operation.responses.iter().enumerate() {
            let others = operation.responses.iter().enumerate();
            let others: Vec<&ModelResponse> = others
                .filter(|(other, known)| *other != position && known.status == response.status)
                .map(|(_, known)| known)
                .collect();
            let next = Self::new(draft, operation, response, &others, &mut table)?;
            match all.iter_mut().find(|known| known.key == next.key) {
                Some(known) => known.join(next),
                None => all.push(next),
            }
        }
        Ok(all)
    }

    /// One answer; `others` are those that OpenAPI cannot tell from it.
    fn new(
        draft: &mut Draft<'a>,
        operation: &'a Operation,
        response: &'a ModelResponse,
        others: &[&'a ModelResponse],
        table: &mut HeaderTable<'a>,
    ) -> Result<Self, EmitError> {
        draft.gaps.statuses += usize::from(response.status.is_none());
        let twofold = |fields: &'a [Field], place: Place| -> Vec<&'a Field> {
            fields
                .iter()
                .filter(|field| field.also_in == Some(place))
                .collect()
        };
        let in_headers = match &response.body {
            Body::Object(fields) => twofold(fields, Place::Header),
            Body::None | Body::List(_) => Vec::new(),
        };
        let in_body = twofold(&response.headers, Place::Body);
        let headers = table.of(draft, response, &in_headers)?;
        let origin = draft.origin(&response.provenance);
        // An answer to HEAD and a 204 have no body whatever else is said.
        let bodies = if operation.method.value == Method::Head || response.status == Some(204) {
            Vec::new()
        } else {
            let body = body(draft, &response.body, &in_body)?;
            let mut places = table.envelope_places();
            if body.is_some() {
                places.retain(|(envelope, _, role, _)| {
                    !others
                        .iter()
                        .any(|other| role.is_stated(draft.bank, envelope, &other.body))
                });
            }
            let examples = examples(operation, response);
            let examples: Vec<&Json> = examples.iter().map(BodyExample::body).collect();
            let mut body = with_envelope(draft, body, &places, &examples)?;
            if let (Some(schema), false) = (&mut body, others.is_empty()) {
                schema.notes.description = Some(meaning(response.kind));
                schema.notes.origin = Some(origin.clone());
            }
            body.into_iter().collect()
        };
        Ok(Self {
            key: response_key(response),
            kind: response.kind,
            status: response.status,
            codes: codes_of(operation, response.status),
            headers,
            examples: if bodies.is_empty() {
                Vec::new()
            } else {
                examples(operation, response)
            },
            bodies,
            origin,
        })
    }

    fn join(&mut self, other: Self) {
        for (name, component) in other.headers {
            if !self.headers.iter().any(|(known, _)| *known == name) {
                self.headers.push((name, component));
            }
        }
        self.bodies.extend(other.bodies);
        self.origin.join(other.origin);
    }
}

fn body<'a>(
    draft: &mut Draft<'a>,
    body: &'a Body,
    further: &[&'a Field],
) -> Result<Option<Schema<'a>>, EmitError> {
    let fields: &'a [Field] = match body {
        Body::None => &[],
        Body::Object(fields) => fields,
        Body::List(item) => {
            return Ok(Some(Schema {
                form: Form::List(Box::new(Schema::of(draft, item)?)),
                notes: Notes::default(),
            }));
        }
    };
    let mut members: Vec<Property<'a>> = Vec::with_capacity(fields.len());
    let further = further.iter().copied();
    let further = further.filter(|field| fields.iter().all(|own| own.wire_name != field.wire_name));
    for field in fields.iter().chain(further) {
        members.push(property(draft, field)?);
    }
    add_detours(draft, &mut members, fields)?;
    Ok((!members.is_empty()).then(|| Schema::object(members)))
}

fn examples<'a>(operation: &'a Operation, response: &ModelResponse) -> Vec<BodyExample<'a>> {
    let listed = |status: Option<u16>| {
        let mut statuses = operation.responses.iter().filter_map(|own| own.status);
        status.is_some_and(|status| statuses.any(|own| own == status))
    };
    operation
        .examples
        .iter()
        .map(|example| (example, example.response.status))
        .filter(|(_, status)| {
            *status == response.status || (response.status.is_none() && !listed(*status))
        })
        .map(|(example, _)| example)
        .filter_map(|example| {
            let body = example.response.body.as_ref()?;
            Some(BodyExample::new(example, Cow::Borrowed(body)))
        })
        .collect()
}

impl Response<'_> {
    fn description<S: Sink>(&self, to: &S) -> String {
        let language = to.language();
        let mut text = match (self.status, self.kind) {
            (None, _) => language.pick(
                "Every answer; the document gives no status.",
                "Toda respuesta; el documento no da el estado.",
            ),
            (Some(_), kind) => verdict(kind, &self.codes, language),
        }
        .to_owned();
        push_table(&mut text, &self.codes, language);
        text
    }
}

/// Which of several answers a body is.
const fn meaning(kind: ResponseKind) -> Meaning<'static> {
    match kind {
        ResponseKind::Success => Meaning::Ours {
            en: "Answer that reports success.",
            es: "Respuesta que informa éxito.",
        },
        ResponseKind::Error => Meaning::Ours {
            en: "Answer that reports an error.",
            es: "Respuesta que informa un error.",
        },
    }
}

/// What an answer says about the request: a success is claimed only where all codes of the answer say so.
fn verdict(kind: ResponseKind, codes: &[&Code], language: Language) -> &'static str {
    let accepted = |code: &&Code| code.outcome == Outcome::Accepted;
    if kind == ResponseKind::Success && codes.iter().all(accepted) {
        language.pick("The bank did what was asked.", "El banco hizo lo pedido.")
    } else if kind == ResponseKind::Success || codes.iter().any(accepted) {
        language.pick(
            "The response code decides whether the bank did what was asked.",
            "El código de respuesta decide si el banco hizo lo pedido.",
        )
    } else if codes.is_empty() {
        language.pick(
            "The bank did not do what was asked, or nobody knows whether it did.",
            "El banco no hizo lo pedido, o no se sabe si lo hizo.",
        )
    } else {
        language.pick(
            "The bank did not do what was asked, or nobody knows whether it did; the response code decides.",
            "El banco no hizo lo pedido, o no se sabe si lo hizo; decide el código de respuesta.",
        )
    }
}

impl Node for Response<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        let description = self.description(to);
        to.entry("description", &description);
        if !self.headers.is_empty() {
            to.name("headers");
            to.open_map(Layout::Block);
            for (name, component) in &self.headers {
                to.key(name);
                to.open_map(Layout::Line);
                to.reference("headers", component);
                to.close();
            }
            to.close();
        }
        BodyExample::write_content(&self.bodies, &self.examples, to);
        if self.status.is_none() {
            write_undocumented(&["status"], to);
        }
        self.origin.write_entries(to);
        to.close();
    }
}
