//! Answers: what is published for each status, and what a success is in Rust.

use super::Lowering;
use super::answer::caller_fields;
use super::body::Member;
use super::fields::{Owner, Placed, named_type};
use super::problem::{ALSO_IN, BODY, DUPLICATE, FIXED, NOTHING, RESPONSE};
use super::rows::Row;
use super::rules::Rules;
use super::types::Base;
use crate::model::{
    Body, Envelope, Field, FieldIdent, Method, Place, Required, Response, ResponseKind, Scope,
    Supply, Text, TypeIdent, TypeRef,
};
use crate::names;
use crate::source::Span;
use crate::spec::{self, StatusText};
use std::collections::HashMap;

/// What belongs to the operation that is being answered.
pub(super) struct Asked<'s> {
    pub(super) ident: &'s TypeIdent,
    pub(super) scope: &'s Scope,
    pub(super) method: Method,
    pub(super) envelope: Option<&'s Envelope>,
}

/// One documented answer with what Rust makes of it.
pub(super) struct Answered {
    pub(super) response: Response,
    pub(super) span: Span,
    /// Fields that belong to the caller, not to the envelope.
    pub(super) fields: Vec<Spotted>,
}

/// A field and the row it was made of.
#[derive(Clone)]
pub(super) struct Spotted {
    pub(super) field: Field,
    pub(super) span: Span,
}

impl<'a> Lowering<'a> {
    /// The documented answers.
    pub(super) fn lower_responses(
        &mut self,
        operation: &'a spec::Operation,
        asked: &Asked<'_>,
    ) -> Vec<Answered> {
        if operation.responses.is_empty() {
            self.problems.at(
                NOTHING,
                operation.operation.span,
                "the operation has no answers",
                "list the documented statuses under `responses`, or `{status: undocumented, when: success, …}`",
            );
        }
        let mut seen: HashMap<(StatusText, Option<ResponseKind>), Span> = HashMap::new();
        let mut answers = Vec::with_capacity(operation.responses.len());
        for response in &operation.responses {
            let kind = self.response_kind(response);
            // A status that no document gives can be that of a success and of an error.
            let key = match response.status.value {
                StatusText::Status(_) => (response.status.value, None),
                StatusText::Undocumented => (response.status.value, Some(kind)),
            };
            if let Some(first) = seen.insert(key, response.status.span) {
                self.problems.between(
                    DUPLICATE,
                    response.status.span,
                    (first, "it stands here first"),
                    "this answer is listed twice",
                    "put everything the document says about one status into one answer",
                );
            }
            answers.push(self.lower_response(response, kind, asked));
        }
        answers
    }

    fn response_kind(&mut self, response: &spec::Response) -> ResponseKind {
        let documented = match response.status.value {
            StatusText::Status(200..=299) => Some(ResponseKind::Success),
            StatusText::Status(_) => Some(ResponseKind::Error),
            StatusText::Undocumented => None,
        };
        let written = response.when.as_ref();
        match (documented, written) {
            (Some(kind), Some(when)) if kind != when.value => {
                self.problems.between(
                    RESPONSE,
                    when.span,
                    (response.status.span, "the status"),
                    "the status says the opposite",
                    "remove `when`: it is for answers whose status is undocumented",
                );
                kind
            }
            (Some(kind), _) => kind,
            (None, Some(when)) => when.value,
            (None, None) => {
                self.problems.at(
                    RESPONSE,
                    response.status.span,
                    "without a status nothing tells whether this answer is a success",
                    "add `when: success` or `when: error`",
                );
                ResponseKind::Success
            }
        }
    }

    fn lower_response(
        &mut self,
        response: &'a spec::Response,
        kind: ResponseKind,
        asked: &Asked<'_>,
    ) -> Answered {
        let span = response.status.span;
        let suffix = match kind {
            ResponseKind::Success => "Response",
            ResponseKind::Error => "Error",
        };
        let prefix = asked.ident.with_suffix(suffix);
        let owner = Owner {
            scope: asked.scope,
            prefix: prefix.as_str(),
        };
        let rows = self.rows(&response.fields, response.table(), span);
        let (headers, members) = self.answer_rows(rows, owner);
        let list = self.body_list(response, &members);
        self.check_body_allowed(
            response,
            asked.method,
            !members.is_empty() || list.is_some(),
        );
        let fields = caller_fields(&headers, &members, list.as_ref(), asked.envelope);
        let (headers, members) = published(headers, members);
        let body = match (list, members.is_empty()) {
            (Some(Spotted { field, .. }), _) => match field.ty {
                TypeRef::List(item) => Body::List(*item),
                other => Body::List(other),
            },
            (None, true) => Body::None,
            (None, false) => Body::Object(members),
        };
        let status = match response.status.value {
            StatusText::Status(status) => Some(status),
            StatusText::Undocumented => None,
        };
        Answered {
            response: Response {
                status,
                kind,
                headers,
                body,
                provenance: self.provenance(response, span),
            },
            span,
            fields,
        }
    }

    /// The header fields and the members of the body.
    fn answer_rows(&mut self, rows: Vec<Row<'a>>, owner: Owner<'_>) -> (Vec<Spotted>, Vec<Member>) {
        let mut headers = Vec::new();
        let mut leaves = Vec::new();
        let mut seen: HashMap<String, Span> = HashMap::new();
        for (order, row) in rows.into_iter().enumerate() {
            self.check_not_fixed(&row);
            let Some(place) = self.answer_place(&row) else {
                continue;
            };
            let also_in = self.answer_also_in(&row, place);
            if place == Place::Body {
                leaves.extend(self.leaf(row, also_in, order));
                continue;
            }
            self.check_header_name(row.name);
            let span = super::rows::anchor(row.field, row.name.span);
            if let Some(first) = seen.insert(row.name.to_ascii_lowercase(), span) {
                self.report_double_header(&row, span, first);
                continue;
            }
            // Names that clash matter among the fields a caller sees only; they are checked there.
            let mut names = names::Scope::new();
            let placed = Placed::whole(&row, place, also_in);
            let field = self.lower_field(placed, owner, &mut names);
            self.check_single(&row, &field);
            headers.push(Spotted { field, span });
        }
        let mut names = names::Scope::with_room(leaves.len());
        let members = self.lower_body(leaves, owner, &mut names);
        (headers, members)
    }

    /// Reports a header that is listed twice.
    pub(super) fn report_double_header(&mut self, row: &Row<'_>, span: Span, first: Span) {
        self.problems.between(
            DUPLICATE,
            span,
            (first, "it stands here first"),
            format!("`{}` is listed twice", row.name.value.escape_debug()),
            "remove one of the two",
        );
    }

    fn check_not_fixed(&mut self, row: &Row<'_>) {
        if let Some(fixed) = &row.field.fixed {
            self.problems.at(
                FIXED,
                fixed.span,
                "only what is sent can be fixed, and this is received",
                "remove `fixed`; a value that is always the same is an enum of one value",
            );
        }
    }

    fn answer_place(&mut self, row: &Row<'_>) -> Option<Place> {
        if row.header.is_some() {
            return Some(Place::Header);
        }
        let help = "write `in: header` or `in: body`";
        match row
            .field
            .place
            .as_ref()
            .map(|place| (place.value, place.span))
        {
            Some((place @ (Place::Header | Place::Body), _)) => Some(place),
            Some((Place::Path | Place::Query, span)) => {
                self.report_place(span, "an answer has neither path nor query", help);
                None
            }
            None => {
                self.report_place(
                    row.name.span,
                    "this row does not tell where it travels",
                    help,
                );
                None
            }
        }
    }

    fn answer_also_in(&mut self, row: &Row<'_>, place: Place) -> Option<Place> {
        let also_in = row.field.also_in.as_ref()?;
        let fits = match also_in.value {
            Place::Header | Place::Body => also_in.value != place,
            Place::Path | Place::Query => false,
        };
        if !fits {
            self.problems.at(
                ALSO_IN,
                also_in.span,
                "the second place is the first one, or none that an answer has",
                "write `also_in: body` for a header, `also_in: header` for a member of the body, or remove it",
            );
            return None;
        }
        Some(also_in.value)
    }

    /// The type of a body that is a JSON array, as a field called `items`.
    fn body_list(&mut self, response: &'a spec::Response, members: &[Member]) -> Option<Spotted> {
        let written = response.body_type.as_ref()?;
        if let Some(member) = members.first() {
            let name = member.field.wire_name.clone();
            self.problems.at(
                RESPONSE,
                written.span,
                format!("the body is a list here and an object with `{name}` there"),
                "keep `body_type`, or the rows with `in: body`",
            );
        }
        let expression = self.expression(written)?;
        let (mut ty, doc) = match expression.base {
            Base::Kind(kind) => (self.plain_type(kind, &Rules::default())?, None),
            Base::Named(named) => (named_type(named)?, Some(&named.def.doc)),
        };
        for _ in 0..=expression.lists {
            ty = TypeRef::List(Box::new(ty));
        }
        let field = Field {
            wire_name: String::new(),
            place: Place::Body,
            also_in: None,
            ident: self.ident(FieldIdent::explicit("items"), written.span, "body_type")?,
            ty,
            required: Required::Undocumented,
            supply: Supply::Argument,
            aliases: Vec::new(),
            default: None,
            fixed: None,
            sensitive: None,
            doc: match doc {
                Some(doc) => self.text(doc),
                None => Text {
                    en: "The items of the list.".to_owned(),
                    es: "Los elementos de la lista.".to_owned(),
                },
            },
            example: None,
            provenance: self.stated(response),
        };
        Some(Spotted {
            field,
            span: written.span,
        })
    }

    fn check_body_allowed(&mut self, response: &spec::Response, method: Method, body: bool) {
        if !body {
            return;
        }
        let why = match (method, response.status.value) {
            (Method::Head, _) => "the answer to HEAD has no body",
            (_, StatusText::Status(204 | 304)) => "an answer of this status has no body",
            (Method::Get | Method::Post | Method::Put | Method::Patch | Method::Delete, _) => {
                return;
            }
        };
        self.problems.at(
            BODY,
            response.status.span,
            why,
            "remove the rows with `in: body` and `body_type`, or correct the status or the method",
        );
    }
}

/// The field at its second place, if it has one.
fn elsewhere(field: &Field) -> Option<Field> {
    Some(Field {
        place: field.also_in?,
        also_in: Some(field.place),
        ..field.clone()
    })
}

/// The headers and the members of the body as they are published: a field with two places stands at both.
fn published(headers: Vec<Spotted>, members: Vec<Member>) -> (Vec<Field>, Vec<Field>) {
    let mut headers: Vec<Field> = headers.into_iter().map(|spotted| spotted.field).collect();
    let mut members: Vec<Field> = members.into_iter().map(|member| member.field).collect();
    let of_headers: Vec<Field> = headers.iter().filter_map(elsewhere).collect();
    headers.extend(members.iter().filter_map(elsewhere).collect::<Vec<_>>());
    members.extend(of_headers);
    for field in headers.iter_mut().chain(&mut members) {
        // With two places, neither must have it.
        if field.also_in.is_some() && field.required == Required::Yes {
            field.required = Required::No;
        }
    }
    (headers, members)
}
