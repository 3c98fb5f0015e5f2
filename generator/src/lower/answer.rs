//! What a success is in Rust, and the answers that only a code table has.

use super::body::Member;
use super::made::same_field;
use super::problem::RESPONSE;
use super::responses::{Answered, Asked, Spotted};
use super::{Lowering, envelope};
use crate::model::{
    Answer, AnswerStruct, AnswerVariant, Body, Code, Envelope, Field, Outcome, Place, Required,
    Response, ResponseKind, TypeIdent, VariantIdent,
};
use crate::names;
use crate::source::Span;

/// One success as Rust sees it.
struct Success {
    status: Option<u16>,
    /// Whether it has a body.
    body: bool,
    span: Span,
    fields: Vec<Spotted>,
}

impl Lowering<'_> {
    /// The published answers, and what a success is in Rust. `further` tells whether the code table has a success status
    /// that no answer documents.
    pub(super) fn answer(
        &mut self,
        answered: Vec<Answered>,
        further: bool,
        asked: &Asked<'_>,
    ) -> (Vec<Response>, Answer) {
        let ident = asked.ident.with_suffix("Response");
        let mut responses = Vec::with_capacity(answered.len());
        let mut successes = Vec::new();
        for answer in answered {
            if answer.response.kind == ResponseKind::Success {
                successes.push(Success {
                    status: answer.response.status,
                    body: answer.response.body != Body::None,
                    span: answer.span,
                    fields: answer.fields,
                });
            }
            responses.push(answer.response);
        }
        if alike(&successes) {
            let spotted = merged(successes, further);
            self.check_answer_names(&spotted);
            let fields = spotted.into_iter().map(|spotted| spotted.field).collect();
            return (responses, Answer::Struct(AnswerStruct { ident, fields }));
        }
        let mut names = names::Scope::new();
        let variants = successes
            .into_iter()
            .filter_map(|success| self.variant(success, &ident, &mut names))
            .collect();
        (responses, Answer::Enum { ident, variants })
    }

    fn variant(
        &mut self,
        success: Success,
        ident: &TypeIdent,
        names: &mut names::Scope,
    ) -> Option<AnswerVariant> {
        let Some(status) = success.status else {
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
        self.take_type_name(Some(&content), success.span, "status");
        self.check_answer_names(&success.fields);
        Some(AnswerVariant {
            ident: variant,
            status,
            content: AnswerStruct {
                ident: content,
                fields: success
                    .fields
                    .into_iter()
                    .map(|spotted| spotted.field)
                    .collect(),
            },
        })
    }

    /// Reports fields of one struct that would have one name.
    fn check_answer_names(&mut self, fields: &[Spotted]) {
        let mut names = names::Scope::with_room(fields.len());
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
fn body_fields(success: &Success) -> Vec<&Field> {
    let in_body = |field: &&Field| field.place == Place::Body || field.also_in == Some(Place::Body);
    success
        .fields
        .iter()
        .map(|spotted| &spotted.field)
        .filter(in_body)
        .collect()
}

/// Whether the bodies differ in nothing, those that are absent left aside.
fn alike(successes: &[Success]) -> bool {
    let mut bodies = successes
        .iter()
        .filter(|success| success.body)
        .map(body_fields);
    let first = bodies.next().unwrap_or_default();
    bodies.all(|body| {
        body.len() == first.len() && first.iter().zip(body).all(|(a, b)| same_field(a, b))
    })
}

/// The fields of every success in one list. What one of them lacks need not be there.
fn merged(successes: Vec<Success>, further: bool) -> Vec<Spotted> {
    let answers = successes.len();
    let mut merged: Vec<(Spotted, usize)> = Vec::new();
    for success in successes {
        for spotted in success.fields {
            let same = |known: &Field| {
                known.wire_name == spotted.field.wire_name && known.place == spotted.field.place
            };
            match merged.iter_mut().find(|(known, _)| same(&known.field)) {
                Some((_, seen)) => *seen += 1,
                None => merged.push((spotted, 1)),
            }
        }
    }
    let relaxed = |(mut spotted, seen): (Spotted, usize)| {
        if (further || seen < answers) && spotted.field.required == Required::Yes {
            spotted.field.required = Required::No;
        }
        spotted
    };
    merged.into_iter().map(relaxed).collect()
}

/// Headers and members that belong to the caller: what is no place of the envelope.
pub(super) fn caller_fields(
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

/// An answer for each status that only the code table has, and one for the errors whose status no document gives.
pub(super) fn by_codes(answered: &[Answered], codes: &[Code]) -> Vec<Response> {
    let mut added: Vec<Response> = Vec::new();
    for code in codes {
        let kind = match code.status {
            Some(200..=299) => ResponseKind::Success,
            // A success of unknown status is one of the documented successes; an error may have any status.
            None if code.outcome == Outcome::Accepted => continue,
            Some(_) | None => ResponseKind::Error,
        };
        let same = |known: &Response| known.status == code.status;
        if answered.iter().any(|answer| same(&answer.response)) {
            continue;
        }
        match added.iter_mut().find(|response| same(response)) {
            Some(response) => super::facts::join(&mut response.provenance, &code.provenance),
            None => added.push(of_code(code, kind, answered)),
        }
    }
    added
}

/// The answer of a status that only the code table has: where the document gives an answer without its status, that one.
fn of_code(code: &Code, kind: ResponseKind, answered: &[Answered]) -> Response {
    let mut open = answered.iter().map(|answer| &answer.response);
    let open = open.find(|open| open.status.is_none() && open.kind == kind);
    let bodiless = matches!(code.status, Some(204 | 205 | 304));
    Response {
        status: code.status,
        kind,
        headers: open.map_or_else(Vec::new, |open| open.headers.clone()),
        body: open
            .filter(|_| !bodiless)
            .map_or(Body::None, |open| open.body.clone()),
        provenance: code.provenance.clone(),
    }
}
