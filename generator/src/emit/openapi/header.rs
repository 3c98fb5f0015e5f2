//! Response headers. Each operation has components of its own, because the document states each header in the table of each operation.

use super::code::{codes_of, write_limits};
use super::draft::{Draft, bug};
use super::parameter::{Content, notes};
use super::schema::{Form, Meaning, Notes, Scalar, Schema, scalar};
use super::write::{Layout, Node, Sink};
use crate::emit::EmitError;
use crate::model::{
    Code, Envelope, EnvelopePlace, Field, Operation, Place, Required, Response, ResponseKind,
};
use std::borrow::Cow;

/// A response header.
pub(super) struct Header<'a> {
    required: bool,
    content: Content<'a>,
    /// The codes that come with the status.
    codes: Vec<&'a Code>,
    notes: Notes<'a>,
}

/// What states a header of an answer.
#[derive(Clone, Copy, PartialEq)]
enum Statement<'a> {
    /// A row of a table.
    Row(&'a Field),
    /// The envelope alone.
    Envelope(&'a Envelope, &'a EnvelopePlace, Role),
}

/// What an envelope header carries.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Code,
    ClientDescription,
    SystemDescription,
    Timestamp,
    DetailCode,
    DetailType,
}

impl Role {
    const ALL: [Self; 6] = [
        Self::Code,
        Self::ClientDescription,
        Self::SystemDescription,
        Self::Timestamp,
        Self::DetailCode,
        Self::DetailType,
    ];

    /// Where the envelope looks for it, best place first.
    pub(super) fn places(self, envelope: &Envelope) -> &[EnvelopePlace] {
        match self {
            Self::Code => &envelope.code,
            Self::ClientDescription => &envelope.client_description,
            Self::SystemDescription => &envelope.system_description,
            Self::Timestamp => &envelope.timestamp,
            Self::DetailCode => &envelope.detail_code,
            Self::DetailType => &envelope.detail_type,
        }
    }

    /// What the envelope says about it.
    pub(super) fn meaning(self) -> Meaning<'static> {
        let (en, es) = match self {
            Self::Code => ("Response code.", "Código de respuesta."),
            Self::ClientDescription => ("Text for the customer.", "Texto para el cliente."),
            Self::SystemDescription => ("Text for the integrator.", "Texto para el integrador."),
            Self::Timestamp => ("Time of the answer.", "Hora de la respuesta."),
            Self::DetailCode => ("Finer code.", "Código más preciso."),
            Self::DetailType => ("Kind of failure.", "Tipo de fallo."),
        };
        Meaning::Ours { en, es }
    }
}

/// The headers of an operation's answers, made into components as they are asked for.
pub(super) struct HeaderTable<'a> {
    operation: &'a Operation,
    envelope: Option<&'a Envelope>,
    made: Vec<Made<'a>>,
}

struct Made<'a> {
    name: &'a str,
    statement: Statement<'a>,
    codes: Vec<&'a Code>,
    component: String,
}

impl<'a> HeaderTable<'a> {
    /// The headers of an operation.
    pub(super) fn new(draft: &Draft<'a>, operation: &'a Operation) -> Self {
        let envelopes = &draft.service.envelopes;
        Self {
            operation,
            envelope: operation
                .envelope
                .and_then(|position| envelopes.get(position)),
            made: Vec::new(),
        }
    }

    /// Every place of the operation's envelope: what is there, and whether it is looked for there first.
    pub(super) fn envelope_places(&self) -> Vec<(&'a Envelope, &'a EnvelopePlace, Role, bool)> {
        let mut all = Vec::new();
        if let Some(envelope) = self.envelope {
            for role in Role::ALL {
                for (position, place) in role.places(envelope).iter().enumerate() {
                    all.push((envelope, place, role, position == 0));
                }
            }
        }
        all
    }

    /// Wire name and component of every header of an answer: those its table lists, then those of the envelope.
    pub(super) fn of(
        &mut self,
        draft: &mut Draft<'a>,
        response: &'a Response,
        body: &[&'a Field],
    ) -> Result<Vec<(&'a str, String)>, EmitError> {
        let mut statements: Vec<(&'a str, Statement<'a>)> = Vec::new();
        for field in response.headers.iter().chain(body.iter().copied()) {
            if !names_contain(&statements, &field.wire_name) {
                statements.push((&field.wire_name, Statement::Row(field)));
            }
        }
        for role in Role::ALL {
            let places = self
                .envelope
                .map_or(&[][..], |envelope| role.places(envelope));
            for place in places {
                let [name] = place.path.as_slice() else {
                    continue;
                };
                if place.place == Place::Header && !names_contain(&statements, name) {
                    statements.push((name, self.statement(place, role)?));
                }
            }
        }
        let mut headers = Vec::with_capacity(statements.len());
        for (name, statement) in statements {
            headers.push((name, self.component(draft, name, statement, response)?));
        }
        Ok(headers)
    }

    /// The row of another answer of the operation, a success if possible, or else the envelope.
    fn statement(&self, place: &'a EnvelopePlace, role: Role) -> Result<Statement<'a>, EmitError> {
        let answers = |kind: ResponseKind| {
            let responses = &self.operation.responses;
            responses
                .iter()
                .filter(move |response| response.kind == kind)
                .flat_map(|response| &response.headers)
        };
        let row = answers(ResponseKind::Success)
            .chain(answers(ResponseKind::Error))
            .find(|field| place.path.first() == Some(&field.wire_name));
        match (row, self.envelope) {
            (Some(field), _) => Ok(Statement::Row(field)),
            (None, Some(envelope)) => Ok(Statement::Envelope(envelope, place, role)),
            (None, None) => Err(bug(
                &self.operation.file,
                "an envelope header without an envelope".to_owned(),
            )),
        }
    }

    fn component(
        &mut self,
        draft: &mut Draft<'a>,
        name: &'a str,
        statement: Statement<'a>,
        response: &'a Response,
    ) -> Result<String, EmitError> {
        let codes = if self.carries_code(name) {
            codes_of(self.operation, response.status)
        } else {
            Vec::new()
        };
        let same = |made: &&Made<'a>| {
            made.name == name && made.statement == statement && made.codes == codes
        };
        if let Some(made) = self.made.iter().find(same) {
            return Ok(made.component.clone());
        }
        let mut component = [&self.operation.id, ".", &component_key(name)].concat();
        if !codes.is_empty() {
            component.push('.');
            component.push_str(&response_key(response));
        }
        let taken = self
            .made
            .iter()
            .filter(|made| made.component == component)
            .count();
        if taken > 0 {
            component.push('.');
            component.push_str(&(self.made.len() + 1).to_string());
        }
        let header = header(draft, statement, codes.clone())?;
        draft.headers.push((component.clone(), header));
        self.made.push(Made {
            name,
            statement,
            codes,
            component: component.clone(),
        });
        Ok(component)
    }

    fn carries_code(&self, name: &str) -> bool {
        self.envelope.is_some_and(|envelope| {
            envelope.code.iter().any(|place| {
                place.place == Place::Header && place.path.iter().map(String::as_str).eq([name])
            })
        })
    }
}

fn names_contain(statements: &[(&str, Statement<'_>)], name: &str) -> bool {
    statements
        .iter()
        .any(|(known, _)| known.eq_ignore_ascii_case(name))
}

/// The key of an answer.
pub(super) fn response_key(response: &Response) -> Cow<'static, str> {
    match response.status {
        Some(status) => Cow::Owned(status.to_string()),
        None => Cow::Borrowed("default"),
    }
}

/// A name as a component key, which OpenAPI restricts to letters, digits, `.`, `-` and `_`.
pub(super) fn component_key(name: &str) -> String {
    name.chars()
        .map(|character| match character {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => character,
            _ => '_',
        })
        .collect()
}

fn header<'a>(
    draft: &mut Draft<'a>,
    statement: Statement<'a>,
    codes: Vec<&'a Code>,
) -> Result<Header<'a>, EmitError> {
    let mut header = match statement {
        Statement::Row(field) => Header {
            required: field.required == Required::Yes,
            content: Content::of(draft, field)?,
            notes: notes(draft, field),
            codes,
        },
        Statement::Envelope(envelope, place, role) => Header {
            required: false,
            content: Content::Plain(Schema {
                form: Form::Text {
                    rules: None,
                    format: None,
                    date_format: place.format.as_deref(),
                },
                notes: Notes::default(),
            }),
            notes: Notes {
                description: Some(role.meaning()),
                required_undocumented: true,
                origin: Some(draft.origin(&envelope.provenance)),
                ..Notes::default()
            },
            codes,
        },
    };
    if let Some(code) = header.codes.first() {
        let own = match statement {
            Statement::Row(field) => scalar(draft.bank, &field.ty, &code.code),
            Statement::Envelope(..) => Scalar::Text(&code.code),
        };
        let numbers = header.codes.iter().all(|code| is_number(&code.code));
        header.notes.example = Some(match own {
            Scalar::Number(digits) if numbers => Scalar::Number(digits),
            Scalar::Number(_) | Scalar::Text(_) | Scalar::Boolean(_) | Scalar::List(_) => {
                Scalar::Text(&code.code)
            }
        });
    }
    Ok(header)
}

/// Whether a code is a whole number as JSON writes it, without leading zeros.
fn is_number(code: &str) -> bool {
    code.parse::<i64>()
        .is_ok_and(|number| number.to_string() == code)
}

impl Node for Header<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry_if("description", self.notes.description.as_ref());
        if self.required {
            to.entry("required", &true);
        }
        match &self.content {
            Content::Plain(schema) if !self.codes.is_empty() => {
                to.name("schema");
                to.open_map(Layout::Block);
                schema.form.write_entries(to);
                let number = matches!(self.notes.example, Some(Scalar::Number(_)));
                write_limits(&self.codes, number, to);
                to.close();
            }
            Content::Plain(_) | Content::Json(_) => self.content.write_entry(to),
        }
        if let (Content::Plain(_), Some(example)) = (&self.content, &self.notes.example) {
            to.entry("example", example);
        }
        self.notes.write_extensions(to);
        to.close();
    }
}
