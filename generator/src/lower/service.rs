//! Services: hosts, and everything that one service's operations share.

use super::Lowering;
use super::facts::NO_DOCUMENT;
use super::naming::another_name;
use super::operation::Shared;
use super::problem::{NOTHING, UNKNOWN_DOCUMENT};
use super::reserved::{OPERATIONS, PROFILE, SERVICE_TYPES, SERVICES};
use super::supply::is_of_profile;
use crate::model::{ModuleIdent, Operation, Scope, Service};
use crate::names;
use crate::source::{Span, Spanned};
use crate::spec::{self, ServiceFiles};
use std::collections::HashSet;

impl<'a> Lowering<'a> {
    /// One service; `None` only where it has no usable name.
    pub(super) fn lower_service(
        &mut self,
        files: &'a ServiceFiles,
        bank: &str,
        place: usize,
    ) -> Option<Service> {
        let service = &files.service.value;
        let id = &service.service;
        let module = self.service_module(files, bank);
        let document = self.service_document(&service.document);
        self.home = Some(document.unwrap_or(NO_DOCUMENT));
        self.made.clear();
        let first_type = self.types.len();
        self.service_tables(files, place);
        let mut constants =
            names::Scope::with_generated(&[("SERVICE", "the facts of the service")]);
        self.unique(
            "auth scheme",
            service.auth.iter().map(|scheme| &scheme.scheme),
        );
        let auth: Vec<_> = service
            .auth
            .iter()
            .map(|scheme| self.lower_auth(scheme, &mut constants))
            .collect();
        let envelopes: Vec<_> = self
            .used_envelopes(service, &files.operations)
            .into_iter()
            .filter_map(|envelope| self.lower_envelope(envelope, &mut constants))
            .collect();
        let environments = self.lower_environments(service);
        let shared = Shared {
            service: place,
            auth: &auth,
            envelopes: &envelopes,
        };
        let operations = self.lower_operations(&files.operations, &shared);
        let profile = self.lower_profile(&operations);
        self.check_taken(&service.headers);
        for (place, (scheme, written)) in auth.iter().zip(&service.auth).enumerate() {
            self.check_vectors(written, scheme, place, &operations, &environments);
        }
        self.check_cycles(first_type);
        self.check_depth(first_type);
        Some(Service {
            id: id.value.clone(),
            module: module?,
            document: document?,
            title: self.text(&service.title),
            description: self.text(&service.description),
            environments,
            auth: auth.into_iter().map(|lowered| lowered.scheme).collect(),
            profile,
            envelopes,
            operations,
            file: self.file(id.span),
        })
    }

    /// Makes known what the operations refer to, beside what the bank shares.
    fn service_tables(&mut self, files: &'a ServiceFiles, place: usize) {
        let service = &files.service.value;
        let span = service.service.span;
        let of_bank = self.tables.headers.values().map(|header| header.field);
        let kept = of_bank.chain(&service.headers).any(is_of_profile);
        for (name, what) in SERVICE_TYPES.into_iter().chain(kept.then_some(PROFILE)) {
            if let Err(clash) = self.type_names.insert(name, names::Origin::Generated(what))
                && let names::Origin::Written(span) = clash.first
            {
                self.taken_by_generated(span, name, what);
            }
        }
        let scope = Scope::Service(place);
        self.lower_types(&service.types, &scope);
        self.add_headers(&service.headers, &scope, span);
        self.add_groups(&service.groups);
        self.add_envelopes(&service.envelopes);
        self.check_envelopes(&service.envelopes);
        self.add_operations(&service.code_tables, &files.operations);
        self.check_code_tables(&service.code_tables);
        if files.operations.is_empty() {
            self.problems.at(
                NOTHING,
                span,
                "the service has no operations",
                "list them under `operations`, and give each a file in `operations/`",
            );
        }
    }

    fn taken_by_generated(&mut self, span: Span, name: &str, what: &str) {
        self.problems.at(
            super::problem::CLASH,
            span,
            format!("in the generated code `{name}` is {what}"),
            "give the type another name",
        );
    }

    fn service_module(&mut self, files: &ServiceFiles, bank: &str) -> Option<ModuleIdent> {
        let id = &files.service.value.service;
        self.take(
            &mut names::Scope::with_generated(&SERVICES),
            &id.value,
            id.span,
            "service",
        );
        if id.value == bank.replace('-', "_") {
            self.problems.at(
                super::problem::CLASH,
                id.span,
                format!("in the generated code `{}` is the crate itself", id.value),
                format!("give it {}", another_name("service")),
            );
        }
        self.ident(ModuleIdent::explicit(&id.value), id.span, "service")
    }

    fn service_document(&mut self, id: &Spanned<String>) -> Option<usize> {
        let found = self.documents.get(id.as_str()).copied();
        if found.is_none() {
            let known: Vec<&str> = self.documents.keys().copied().collect();
            self.unknown(
                UNKNOWN_DOCUMENT,
                id,
                "document",
                known.into_iter(),
                "list it under `documents` of bank.yaml",
            );
        }
        found
    }

    /// The envelopes that operations name, those of the bank first.
    fn used_envelopes(
        &self,
        service: &'a spec::Service,
        operations: &'a [Spanned<spec::Operation>],
    ) -> Vec<&'a spec::Envelope> {
        let used: HashSet<&str> = operations
            .iter()
            .filter_map(|operation| operation.value.envelope.as_ref().map(|name| name.as_str()))
            .collect();
        let of_service = |envelope: &&spec::Envelope| {
            service
                .envelopes
                .iter()
                .any(|own| std::ptr::eq(own, *envelope))
        };
        let mut envelopes: Vec<&spec::Envelope> = self
            .tables
            .envelopes
            .iter()
            .filter(|(name, _)| used.contains(*name))
            .map(|(_, envelope)| *envelope)
            .collect();
        envelopes.sort_by_key(|envelope| (of_service(envelope), envelope.envelope.span));
        envelopes
    }

    fn lower_operations(
        &mut self,
        operations: &'a [Spanned<spec::Operation>],
        shared: &Shared<'_>,
    ) -> Vec<Operation> {
        let mut taken = names::Scope::with_generated(&OPERATIONS);
        let mut seen: HashSet<&str> = HashSet::with_capacity(operations.len());
        let mut lowered = Vec::with_capacity(operations.len());
        let mut spans = Vec::with_capacity(operations.len());
        for operation in operations {
            let id = &operation.value.operation;
            // A second operation of the name is reported where names are collected.
            if !seen.insert(id.as_str()) {
                continue;
            }
            if let Some(operation) =
                self.lower_operation(operation, lowered.len(), shared, &mut taken)
            {
                lowered.push(operation);
                spans.push(id.span);
            }
        }
        self.check_shapes(&lowered, &spans);
        lowered
    }
}
