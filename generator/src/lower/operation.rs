//! Operations.

use super::body::Member;
use super::fields::{Owner, Placed};
use super::path::takes_body;
use super::problem::{
    ALSO_IN, BODY, FIXED, HEADER_NAME, IDEMPOTENCY, OPTIONAL_PATH_PARAMETER, UNKNOWN_AUTH,
    UNKNOWN_ENVELOPE,
};
use super::responses::{Asked, by_codes};
use super::rows::{Row, Table, anchor};
use super::{Lowering, http};
use crate::model::{
    AuthKind, AuthScheme, Effect, Envelope, Fact, Field, Finality, Idempotency, MessagePart,
    Method, MethodIdent, ModuleIdent, Operation, Place, Required, ResponseKind, Scope, TypeIdent,
};
use crate::names;
use crate::source::{Span, Spanned};
use crate::spec;
use std::collections::HashMap;

/// What the operations of a service refer to.
pub(super) struct Shared<'s> {
    /// Position of the service.
    pub(super) service: usize,
    pub(super) auth: &'s [AuthScheme],
    /// Where each scheme is written.
    pub(super) auth_spans: &'s [Span],
    pub(super) envelopes: &'s [Envelope],
}

/// The names that one operation has in Rust.
struct Names {
    module: ModuleIdent,
    method: MethodIdent,
    request: TypeIdent,
}

/// The arguments with the rows they were made of.
struct Arguments {
    fields: Vec<(Field, Span)>,
}

impl<'a> Lowering<'a> {
    /// One operation; `None` only where it has no usable name.
    pub(super) fn lower_operation(
        &mut self,
        written: &'a Spanned<spec::Operation>,
        place: usize,
        shared: &Shared<'_>,
        taken: &mut names::Scope,
    ) -> Option<Operation> {
        let operation = &written.value;
        let id = &operation.operation;
        let file = self.file(id.span);
        let names = self.operation_names(id, taken)?;
        let scope = Scope::Operation {
            service: shared.service,
            operation: place,
        };
        let method = self.lower_method(&operation.method);
        let path = self.lower_path(&operation.path, id.span);
        let auth = self.operation_auth(&operation.auth, shared);
        let scheme = auth.value.and_then(|auth| shared.auth.get(auth));
        let signs = auth
            .value
            .filter(|_| scheme.is_some_and(signs_base))
            .and_then(|auth| shared.auth_spans.get(auth).copied());
        let signing_base = self.lower_signing_base(operation, &path, signs);
        let effect = self.fact(&operation.effect, operation.effect.value.value);
        let envelope = self.operation_envelope(operation, shared);
        let arguments = self.lower_request(operation, &names.request, &scope, scheme);
        let path_rows: Vec<_> = arguments
            .fields
            .iter()
            .filter(|(field, _)| field.place == Place::Path)
            .map(|(field, span)| (field, *span))
            .collect();
        self.check_path_parameters(operation, &path, &path_rows);
        self.check_request_body(&arguments, method.value, &operation.method);
        let asked = Asked {
            ident: &names.request,
            scope: &scope,
            method: method.value,
            envelope: envelope.and_then(|envelope| shared.envelopes.get(envelope)),
        };
        let answers = self.lower_responses(operation, &asked);
        let (codes, codes_provenance) = self.lower_codes(operation, effect.value);
        let mut responses: Vec<_> = answers
            .iter()
            .map(|answer| answer.response.clone())
            .collect();
        let added = by_codes(&responses, &codes);
        let further = added
            .iter()
            .any(|response| response.kind == ResponseKind::Success);
        let answer = self.answer(&answers, further, &asked);
        responses.extend(added);
        let idempotency = self.lower_idempotency(operation, &arguments);
        let request: Vec<Field> = arguments
            .fields
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        let optional = request
            .iter()
            .any(|field| field.fixed.is_none() && field.required != Required::Yes);
        let lowered = Operation {
            id: id.value.clone(),
            module: names.module,
            ident: names.method,
            optional_ident: optional.then(|| names.request.with_suffix("Optional")),
            code_ident: names.request.with_suffix("Code"),
            request_ident: names.request,
            summary: self.text(&operation.summary),
            description: self.text(&operation.description),
            provenance: self.provenance(operation, id.span),
            method,
            path,
            auth,
            signing_base,
            permission: operation
                .permission
                .as_ref()
                .map(|fact| self.fact(fact, fact.value.value.clone())),
            finality: self.finality(operation, &effect),
            effect,
            idempotency,
            envelope,
            request,
            responses,
            answer,
            codes,
            codes_provenance,
            examples: operation
                .examples
                .iter()
                .map(super::examples::lower)
                .collect(),
            file,
        };
        self.texts_of_examples(&operation.examples);
        self.check_examples(operation, &lowered, shared);
        Some(lowered)
    }

    /// Path of the file that a place lies in.
    pub(super) fn file(&self, span: Span) -> String {
        let place = usize::try_from(span.file.0).unwrap_or(usize::MAX);
        self.files.get(place).cloned().unwrap_or_default()
    }

    fn operation_names(&mut self, id: &Spanned<String>, taken: &mut names::Scope) -> Option<Names> {
        let method = self.ident(MethodIdent::explicit(&id.value), id.span, "operation")?;
        let module = self.ident(ModuleIdent::explicit(&id.value), id.span, "operation")?;
        let request = self.ident(TypeIdent::derive(&id.value), id.span, "operation")?;
        self.take(taken, method.as_str(), id.span, "operation");
        for suffix in ["", "Optional", "Response", "Code"] {
            self.take_type_name(Some(&request.with_suffix(suffix)), id.span);
        }
        Some(Names {
            module,
            method,
            request,
        })
    }

    fn operation_auth(
        &mut self,
        fact: &spec::Fact<String>,
        shared: &Shared<'_>,
    ) -> Fact<Option<usize>> {
        let scheme = shared
            .auth
            .iter()
            .position(|scheme| scheme.id == fact.value.value);
        if scheme.is_none() && fact.value.value != "none" {
            let known: Vec<&str> = shared
                .auth
                .iter()
                .map(|scheme| scheme.id.as_str())
                .collect();
            self.unknown(
                UNKNOWN_AUTH,
                &fact.value,
                "auth scheme",
                known.into_iter(),
                "list it under `auth` of service.yaml, or write `none`",
            );
        }
        self.fact(fact, scheme)
    }

    fn operation_envelope(
        &mut self,
        operation: &spec::Operation,
        shared: &Shared<'_>,
    ) -> Option<usize> {
        let name = operation.envelope.as_ref()?;
        let place = shared
            .envelopes
            .iter()
            .position(|envelope| envelope.name == name.value);
        if place.is_none() && !self.tables.envelopes.contains_key(name.as_str()) {
            let known: Vec<&str> = self.tables.envelopes.keys().copied().collect();
            self.unknown(
                UNKNOWN_ENVELOPE,
                name,
                "envelope",
                known.into_iter(),
                "list it under `envelopes` of bank.yaml or service.yaml",
            );
        }
        place
    }

    fn finality(&mut self, operation: &spec::Operation, effect: &Fact<Effect>) -> Fact<Finality> {
        match &operation.finality {
            Some(fact) => self.fact(fact, fact.value.value),
            None => Fact {
                value: match effect.value {
                    Effect::MovesMoney => Finality::SettlementPending,
                    Effect::Read | Effect::Write => Finality::Final,
                },
                provenance: effect.provenance.clone(),
            },
        }
    }

    fn lower_idempotency(
        &mut self,
        operation: &spec::Operation,
        arguments: &Arguments,
    ) -> Option<Idempotency> {
        let idempotency = operation.idempotency.as_ref()?;
        let name = &idempotency.field;
        let field = arguments
            .fields
            .iter()
            .position(|(field, _)| field.wire_name == name.value && field.fixed.is_none());
        let provenance = self.provenance(idempotency, name.span);
        if field.is_none() {
            let known = arguments
                .fields
                .iter()
                .map(|(field, _)| field.wire_name.as_str());
            self.unknown(
                IDEMPOTENCY,
                name,
                "argument",
                known,
                "name an argument of `request` by its wire name",
            );
        }
        Some(Idempotency {
            field: field?,
            trusted: idempotency.trusted.value,
            provenance,
        })
    }

    /// The arguments, in document order.
    fn lower_request(
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
            let placed = Placed {
                row: &row,
                wire_name: &row.name.value,
                place,
                also_in: None,
                list: false,
                aliases: row
                    .field
                    .aliases
                    .iter()
                    .map(|alias| vec![alias.value.clone()])
                    .collect(),
            };
            if let Some(field) = self.lower_field(placed, owner, &mut names) {
                fields.push((order, field, span));
            }
        }
        let members = self.lower_body(leaves, owner, &mut names);
        fields.extend(members.into_iter().map(
            |Member {
                 order, field, span, ..
             }| (order, field, span),
        ));
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
        let span = anchor(row.field, row.name.span);
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
                if let Some(what) = scheme.and_then(|scheme| sent_by(scheme, &row.name.value)) {
                    self.problems.at(
                        HEADER_NAME,
                        span,
                        format!(
                            "the auth scheme sends `{}` already, as {what}",
                            row.name.value.escape_debug()
                        ),
                        "remove the row; its lines belong to the auth scheme",
                    );
                }
            }
            Place::Query | Place::Body => {}
        }
    }

    /// Reports a header name that cannot be sent.
    pub(super) fn check_header_name(&mut self, name: &Spanned<String>) {
        if !http::is_token(&name.value) {
            self.problems.at(
                HEADER_NAME,
                name.span,
                format!("`{}` is no header name", name.value.escape_debug()),
                "a header name has letters, digits and a few marks such as `-`, all ASCII",
            );
        } else if http::is_reserved(&name.value) {
            self.problems.at(
                HEADER_NAME,
                name.span,
                format!(
                    "the client or the connection sets `{}` by itself",
                    name.value
                ),
                "remove it",
            );
        }
    }

    fn check_request_body(
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

/// Whether a scheme signs the operation's signing base.
fn signs_base(scheme: &AuthScheme) -> bool {
    match &scheme.kind {
        AuthKind::Signature(signature) => {
            signature.message.value.contains(&MessagePart::SigningBase)
        }
        AuthKind::Oauth2ClientCredentials { .. } | AuthKind::Credentials(_) => false,
    }
}

/// What a scheme sends in this header.
fn sent_by(scheme: &AuthScheme, header: &str) -> Option<&'static str> {
    let is = |name: &str| name.eq_ignore_ascii_case(header);
    match &scheme.kind {
        AuthKind::Signature(signature) if is(&signature.key.header) => Some("the public key"),
        AuthKind::Signature(signature) if is(&signature.signature.header) => Some("the signature"),
        AuthKind::Signature(signature) => {
            let nonce = signature
                .nonce
                .as_ref()
                .is_some_and(|(nonce, _)| is(&nonce.header));
            nonce.then_some("the nonce")
        }
        AuthKind::Oauth2ClientCredentials { .. } => is("Authorization").then_some("the token"),
        AuthKind::Credentials(credentials) => credentials
            .iter()
            .any(|credential| credential.place == Place::Header && is(&credential.wire_name))
            .then_some("a credential"),
    }
}
