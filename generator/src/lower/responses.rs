//! Answers: what is published for each status, and what a success is in Rust.

use super::body::Member;
use super::fields::{Owner, Placed};
use super::problem::{ALSO_IN, BODY, DUPLICATE, FIXED, NOTHING, RESPONSE};
use super::rows::Row;
use super::rules::Rules;
use super::types::{Base, same_fields};
use super::{Lowering, envelope};
use crate::model::{
    Answer, AnswerStruct, AnswerVariant, Body, Code, Envelope, Field, FieldIdent, Method, Place,
    Required, Response, ResponseKind, Scope, Text, TypeIdent, TypeRef, VariantIdent,
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
    fields: Vec<Spotted>,
}

/// A field and the row it was made of.
#[derive(Clone)]
struct Spotted {
    field: Field,
    span: Span,
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
        let in_header = || headers.iter().map(|spotted| spotted.field.clone());
        let in_body = || members.iter().map(|member| member.field.clone());
        let object = published(in_body(), in_header());
        let body = match (list, object.is_empty()) {
            (Some(Spotted { field, .. }), _) => match field.ty {
                TypeRef::List(item) => Body::List(*item),
                other => Body::List(other),
            },
            (None, true) => Body::None,
            (None, false) => Body::Object(object),
        };
        let status = match response.status.value {
            StatusText::Status(status) => Some(status),
            StatusText::Undocumented => None,
        };
        Answered {
            response: Response {
                status,
                kind,
                headers: published(in_header(), in_body()),
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
            let placed = Placed {
                row: &row,
                wire_name: &row.name.value,
                place,
                also_in,
                list: false,
                aliases: row
                    .field
                    .aliases
                    .iter()
                    .map(|alias| vec![alias.value.clone()])
                    .collect(),
            };
            let field = self.lower_field(placed, owner, &mut names);
            headers.extend(field.map(|field| Spotted { field, span }));
        }
        let mut names = names::Scope::new();
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
        let span = row.name.span;
        match &row.field.place {
            Some(place) => match place.value {
                Place::Header | Place::Body => Some(place.value),
                Place::Path | Place::Query => {
                    self.report_place(
                        place.span,
                        "an answer has neither path nor query",
                        "write `in: header` or `in: body`",
                    );
                    None
                }
            },
            None => {
                self.report_place(
                    span,
                    "this row does not tell where it travels",
                    "add `in: header` or `in: body`",
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
            Base::Named(named) => (self.named_type(named)?, Some(&named.def.doc)),
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
            (_, StatusText::Status(204 | 304 | 100..=199)) => {
                "an answer of this status has no body"
            }
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

    /// What a success is in Rust. `further` tells whether the code table has a success status that no answer documents.
    pub(super) fn answer(
        &mut self,
        answers: &[Answered],
        further: bool,
        asked: &Asked<'_>,
    ) -> Answer {
        let ident = asked.ident.with_suffix("Response");
        let successes: Vec<&Answered> = answers
            .iter()
            .filter(|answer| answer.response.kind == ResponseKind::Success)
            .collect();
        let mut bodies = successes
            .iter()
            .filter_map(|success| match &success.response.body {
                Body::None => None,
                Body::Object(_) | Body::List(_) => Some(body_fields(success)),
            });
        let first = bodies.next().unwrap_or_default();
        if bodies.all(|body| same_fields(&first, &body)) {
            let spotted = merged(&successes, further);
            self.check_answer_names(&spotted);
            let fields = spotted.into_iter().map(|spotted| spotted.field).collect();
            return Answer::Struct(AnswerStruct { ident, fields });
        }
        let mut names = names::Scope::new();
        let variants = successes
            .into_iter()
            .filter_map(|success| self.variant(success, &ident, &mut names))
            .collect();
        Answer::Enum { ident, variants }
    }

    fn variant(
        &mut self,
        success: &Answered,
        ident: &TypeIdent,
        names: &mut names::Scope,
    ) -> Option<AnswerVariant> {
        let Some(status) = success.response.status else {
            self.problems.at(
                RESPONSE,
                success.span,
                "successes with different bodies can only be told apart by their status",
                "give each its status, or put all their rows into one answer with `required: false`",
            );
            return None;
        };
        let variant = self.ident(
            VariantIdent::explicit(&status_name(status)),
            success.span,
            "status",
        )?;
        self.take(names, variant.as_str(), success.span, "status");
        let content = TypeIdent::derive_within(ident.as_str(), variant.as_str());
        let content = self.ident(content, success.span, "status")?;
        self.take_type_name(Some(&content), success.span);
        self.check_answer_names(&success.fields);
        Some(AnswerVariant {
            ident: variant,
            status,
            content: AnswerStruct {
                ident: content,
                fields: success
                    .fields
                    .iter()
                    .map(|spotted| spotted.field.clone())
                    .collect(),
            },
        })
    }

    /// Reports fields of one struct that would have one name.
    fn check_answer_names(&mut self, fields: &[Spotted]) {
        let mut names = names::Scope::new();
        for spotted in fields {
            self.take(
                &mut names,
                spotted.field.ident.as_str(),
                spotted.span,
                "rust_name",
            );
        }
    }
}

/// The name of a variant for a success status.
fn status_name(status: u16) -> String {
    match status {
        200 => "Ok".to_owned(),
        201 => "Created".to_owned(),
        202 => "Accepted".to_owned(),
        203 => "NonAuthoritative".to_owned(),
        204 => "NoContent".to_owned(),
        205 => "ResetContent".to_owned(),
        206 => "PartialContent".to_owned(),
        _ => format!("Status{status}"),
    }
}

/// The fields of the body that belong to the caller.
fn body_fields(answered: &Answered) -> Vec<Field> {
    answered
        .fields
        .iter()
        .filter(|spotted| {
            spotted.field.place == Place::Body || spotted.field.also_in == Some(Place::Body)
        })
        .map(|spotted| spotted.field.clone())
        .collect()
}

/// The fields of every success in one list. What one of them lacks need not be there.
fn merged(successes: &[&Answered], further: bool) -> Vec<Spotted> {
    let mut merged: Vec<Spotted> = Vec::new();
    let same = |a: &Spotted, b: &Spotted| {
        a.field.wire_name == b.field.wire_name && a.field.place == b.field.place
    };
    for success in successes {
        for spotted in &success.fields {
            if !merged.iter().any(|known| same(known, spotted)) {
                merged.push(spotted.clone());
            }
        }
    }
    for spotted in &mut merged {
        let everywhere = successes
            .iter()
            .all(|success| success.fields.iter().any(|own| same(own, spotted)));
        if (further || !everywhere) && spotted.field.required == Required::Yes {
            spotted.field.required = Required::No;
        }
    }
    merged
}

/// Headers and members that belong to the caller: what is no place of the envelope.
fn caller_fields(
    headers: &[Spotted],
    members: &[Member],
    list: Option<&Spotted>,
    envelope: Option<&Envelope>,
) -> Vec<Spotted> {
    let headers = headers
        .iter()
        .filter(|spotted| !envelope::has_header(envelope, &spotted.field.wire_name))
        .cloned();
    let members = members
        .iter()
        .filter(|member| {
            !member
                .paths
                .iter()
                .all(|path| envelope::has_path(envelope, path))
        })
        .map(|member| Spotted {
            field: member.field.clone(),
            span: member.span,
        });
    headers.chain(members).chain(list.cloned()).collect()
}

/// The field as it is published at its second place.
fn elsewhere(field: &Field) -> Field {
    Field {
        place: field.also_in.unwrap_or(field.place),
        also_in: Some(field.place),
        required: either(field),
        ..field.clone()
    }
}

/// Whether a field must be at one of its places: not if there is another.
fn either(field: &Field) -> Required {
    match (field.also_in, field.required) {
        (Some(_), Required::Yes) => Required::No,
        (Some(_) | None, required) => required,
    }
}

fn published(
    fields: impl Iterator<Item = Field>,
    others: impl Iterator<Item = Field>,
) -> Vec<Field> {
    let own = fields.map(|field| Field {
        required: either(&field),
        ..field
    });
    own.chain(
        others
            .filter(|field| field.also_in.is_some())
            .map(|field| elsewhere(&field)),
    )
    .collect()
}

/// An answer for each status that only the code table has.
pub(super) fn by_codes(responses: &[Response], codes: &[Code]) -> Vec<Response> {
    let mut added: Vec<Response> = Vec::new();
    for code in codes {
        let Some(status) = code.status else { continue };
        if responses
            .iter()
            .any(|response| response.status == Some(status))
        {
            continue;
        }
        match added
            .iter_mut()
            .find(|response| response.status == Some(status))
        {
            Some(response) => super::facts::join(&mut response.provenance, &code.provenance),
            None => added.push(Response {
                status: Some(status),
                kind: match status {
                    200..=299 => ResponseKind::Success,
                    _ => ResponseKind::Error,
                },
                headers: Vec::new(),
                body: Body::None,
                provenance: code.provenance.clone(),
            }),
        }
    }
    added
}
