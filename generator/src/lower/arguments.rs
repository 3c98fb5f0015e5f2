//! The arguments of an operation.

use super::Lowering;
use super::fields::{Owner, Placed};
use super::path::takes_body;
use super::problem::{ALSO_IN, BODY, FIXED, HEADER_NAME, OPTIONAL_PATH_PARAMETER};
use super::rows::{Row, Table, anchor};
use crate::model::{AuthKind, AuthScheme, Field, Method, Place, Required, Scope, TypeIdent};
use crate::names;
use crate::source::Span;
use crate::spec;
use std::collections::HashMap;

/// The arguments with the rows they were made of.
pub(super) struct Arguments {
    pub(super) fields: Vec<(Field, Span)>,
}

impl<'a> Lowering<'a> {
    /// The arguments, in document order.
    pub(super) fn lower_request(
        &mut self,
        operation: &'a spec::Operation,
        ident: &TypeIdent,
        scope: &Scope,
        scheme: Option<&AuthScheme>,
    ) -> Arguments {
        let rows = self.rows(&operation.request, Table::Request, operation.operation.span);
        let owner = Owner {
            scope,
            prefix: ident.as_str(),
        };
        let mut names = names::Scope::with_generated(&[("optional", "the optional arguments")]);
        let mut seen: HashMap<(Place, String), Span> = HashMap::new();
        let mut fields: Vec<(usize, Field, Span)> = Vec::with_capacity(rows.len());
        let mut leaves = Vec::new();
        for (order, row) in rows.into_iter().enumerate() {
            let Some(place) = self.request_place(&row) else {
                continue;
            };
            self.check_argument(&row, place, scheme);
            if place == Place::Body {
                leaves.extend(self.leaf(row, None, order));
                continue;
            }
            let span = anchor(row.field, row.name.span);
            let name = match place {
                Place::Header => row.name.to_ascii_lowercase(),
                Place::Path | Place::Query | Place::Body => row.name.value.clone(),
            };
            if let Some(first) = seen.insert((place, name), span) {
                self.report_double_header(&row, span, first);
                continue;
            }
            let mut field = self.lower_field(Placed::whole(&row, place, None), owner, &mut names);
            field.supply = self.supply(&row);
            self.check_sent(&row, &field);
            fields.push((order, field, span));
        }
        let members = self.lower_body(leaves, owner, &mut names);
        fields.extend(
            members
                .into_iter()
                .map(|member| (member.order, member.field, member.span)),
        );
        fields.sort_by_key(|(order, _, _)| *order);
        Arguments {
            fields: fields
                .into_iter()
                .map(|(_, field, span)| (field, span))
                .collect(),
        }
    }

    fn request_place(&mut self, row: &Row<'_>) -> Option<Place> {
        if row.header.is_some() {
            return Some(Place::Header);
        }
        if row.field.place.is_none() {
            self.report_place(
                row.name.span,
                "this row does not tell where it travels",
                "add `in: path`, `in: query`, `in: header` or `in: body`",
            );
        }
        row.field.place.as_ref().map(|place| place.value)
    }

    /// Reports what an argument at this place cannot have.
    fn check_argument(&mut self, row: &Row<'_>, place: Place, scheme: Option<&AuthScheme>) {
        if let Some(also_in) = row.key(|field| field.also_in.as_ref()) {
            self.problems.at(
                ALSO_IN,
                also_in.span,
                "an argument is sent at one place only",
                "remove `also_in`; it is for reading answers",
            );
        }
        match place {
            Place::Path => {
                let required = row.key(|field| field.required.as_ref());
                if let Some(required) = required.filter(|required| required.value != Required::Yes)
                {
                    self.problems.at(
                        OPTIONAL_PATH_PARAMETER,
                        required.span,
                        "a path parameter cannot be left out",
                        "write `required: true`; a path without it is another operation",
                    );
                }
                if let Some(fixed) = &row.field.fixed {
                    self.problems.at(
                        FIXED,
                        fixed.span,
                        "a fixed value in a path is no parameter",
                        "write the value into the path",
                    );
                }
            }
            Place::Header => {
                self.check_header_name(row.name);
                self.check_not_sent_by(scheme, row, Place::Header);
            }
            Place::Query => self.check_not_sent_by(scheme, row, Place::Query),
            Place::Body => {}
        }
    }

    /// Reports an argument that the auth scheme sends by itself.
    fn check_not_sent_by(&mut self, scheme: Option<&AuthScheme>, row: &Row<'_>, place: Place) {
        if let Some(what) = scheme.and_then(|scheme| sent_by(scheme, &row.name.value, place)) {
            self.problems.at(
                HEADER_NAME,
                anchor(row.field, row.name.span),
                format!(
                    "the auth scheme sends `{}` already, as {what}",
                    row.name.value.escape_debug()
                ),
                "remove the row; its lines belong to the auth scheme",
            );
        }
    }

    pub(super) fn check_request_body(
        &mut self,
        arguments: &Arguments,
        method: Method,
        written: &spec::Fact<String>,
    ) {
        if takes_body(method) {
            return;
        }
        let first = arguments
            .fields
            .iter()
            .find(|(field, _)| field.place == Place::Body);
        if let Some((_, span)) = first {
            self.problems.between(
                BODY,
                *span,
                (written.value.span, "the method"),
                format!("a {} request has no body", method.as_str()),
                "correct `in`, or the method",
            );
        }
    }
}

/// What a scheme sends by this name: in a header, whatever its case, or in the query, to the letter.
fn sent_by(scheme: &AuthScheme, name: &str, place: Place) -> Option<&'static str> {
    let header = |known: &str| place == Place::Header && known.eq_ignore_ascii_case(name);
    match &scheme.kind {
        AuthKind::Signature(signature) => {
            let nonce = signature.nonce.as_ref();
            if header(&signature.key.header) {
                Some("the public key")
            } else if header(&signature.signature.header) {
                Some("the signature")
            } else if nonce.is_some_and(|(nonce, _)| header(&nonce.header)) {
                Some("the nonce")
            } else {
                None
            }
        }
        AuthKind::Oauth2ClientCredentials { .. } => header("Authorization").then_some("the token"),
        AuthKind::Credentials(credentials) => credentials
            .iter()
            .any(|credential| {
                credential.place == place
                    && (header(&credential.wire_name) || credential.wire_name == name)
            })
            .then_some("a credential"),
    }
}
