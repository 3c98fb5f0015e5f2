//! Services: hosts, and everything that one service's operations share.

use super::operation::Shared;
use super::problem::{ENVIRONMENT, FORM, NOTHING, TOKEN_URL, UNKNOWN_DOCUMENT};
use super::{Lowering, http};
use crate::model::{
    AuthKind, AuthScheme, Environment, ModuleIdent, Operation, Scope, Service, VariantIdent,
};
use crate::names;
use crate::source::{Span, Spanned};
use crate::spec::{self, EnvironmentKind, ServiceFiles};
use std::collections::{HashMap, HashSet};

/// Names of types that every service has.
const SERVICE_TYPES: [(&str, &str); 3] = [
    ("Client", "the client of the service"),
    ("Environment", "the list of environments"),
    ("Credentials", "the credentials of the service"),
];
/// Names of modules and methods that every service has.
const SERVICE_MODULES: [(&str, &str); 5] = [
    ("client", "the module of the client"),
    ("types", "the module of the service's types"),
    ("builder", "a method of the client"),
    ("call", "a method of the client"),
    ("runtime", "a method of the client"),
];
/// Names in a generated crate, and cargo features, that a service cannot have.
const RESERVED_SERVICES: [&str; 5] = ["types", "runtime", "default", "reqwest", "serde"];

impl<'a> Lowering<'a> {
    /// One service; `None` only where it has no usable name.
    pub(super) fn lower_service(
        &mut self,
        files: &'a ServiceFiles,
        place: usize,
    ) -> Option<Service> {
        let service = &files.service.value;
        let id = &service.service;
        let module = self.service_module(files);
        self.home = self.service_document(&service.document);
        self.tables.operations.clear();
        self.made.clear();
        for (name, what) in SERVICE_TYPES {
            if let Err(clash) = self.type_names.insert(name, names::Origin::Generated(what))
                && let names::Origin::Written(span) = clash.first
            {
                self.taken_by_generated(span, name, what);
            }
        }
        let scope = Scope::Service(place);
        let first_type = self.types.len();
        self.lower_types(&service.types, &scope);
        self.add_headers(&service.headers, &scope, id.span);
        self.add_groups(&service.groups);
        self.add_envelopes(&service.envelopes);
        self.add_operations(&service.code_tables, &files.operations);
        if files.operations.is_empty() {
            self.problems.at(
                NOTHING,
                id.span,
                "the service has no operations",
                "list them under `operations`, and give each a file in `operations/`",
            );
        }

        let mut constants =
            names::Scope::with_generated(&[("SERVICE", "the facts of the service")]);
        self.unique(
            "auth scheme",
            service.auth.iter().map(|scheme| &scheme.scheme),
        );
        let mut auth = Vec::with_capacity(service.auth.len());
        let mut written_auth = Vec::with_capacity(service.auth.len());
        for scheme in &service.auth {
            if let Some(lowered) = self.lower_auth(scheme, &mut constants) {
                auth.push(lowered);
                written_auth.push(scheme);
            }
        }
        let auth_spans: Vec<Span> = written_auth
            .iter()
            .map(|scheme| scheme.scheme.span)
            .collect();
        let envelopes: Vec<_> = self
            .used_envelopes(service, &files.operations)
            .into_iter()
            .filter_map(|envelope| self.lower_envelope(envelope, &mut constants))
            .collect();
        let environments = self.lower_environments(service, &auth);
        let shared = Shared {
            service: place,
            auth: &auth,
            auth_spans: &auth_spans,
            envelopes: &envelopes,
        };
        let operations = self.lower_operations(&files.operations, &shared);
        for (place, (scheme, written)) in auth.iter().zip(written_auth).enumerate() {
            self.check_vectors(written, scheme, place, &operations);
        }
        self.check_cycles(first_type);
        Some(Service {
            id: id.value.clone(),
            module: module?,
            document: self.home?,
            title: self.text(&service.title),
            description: self.text(&service.description),
            environments,
            auth,
            envelopes,
            operations,
            file: self.file(id.span),
        })
    }

    fn taken_by_generated(&mut self, span: Span, name: &str, what: &str) {
        self.problems.at(
            super::problem::CLASH,
            span,
            format!("`{name}` is the name of {what} in the generated code"),
            "give the type another name",
        );
    }

    fn service_module(&mut self, files: &ServiceFiles) -> Option<ModuleIdent> {
        let id = &files.service.value.service;
        if RESERVED_SERVICES.contains(&id.as_str()) {
            self.problems.at(
                FORM,
                id.span,
                format!(
                    "`{}` is a module or a feature of every generated crate",
                    id.value
                ),
                "give the service another name",
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
        let mut taken = names::Scope::with_generated(&SERVICE_MODULES);
        let mut seen: HashMap<&str, ()> = HashMap::with_capacity(operations.len());
        let mut lowered = Vec::with_capacity(operations.len());
        let mut spans = Vec::with_capacity(operations.len());
        for operation in operations {
            let id = &operation.value.operation;
            // A second operation of the name is reported where names are collected.
            if seen.insert(id.as_str(), ()).is_some() {
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

    fn lower_environments(
        &mut self,
        service: &spec::Service,
        auth: &[AuthScheme],
    ) -> Vec<Environment> {
        if service.environments.is_empty() {
            self.problems.at(
                NOTHING,
                service.service.span,
                "the service is served nowhere",
                "list at least one environment",
            );
        }
        self.unique(
            "environment",
            service
                .environments
                .iter()
                .map(|environment| &environment.name),
        );
        let tokens = auth.iter().any(|scheme| match scheme.kind {
            AuthKind::Oauth2ClientCredentials { .. } => true,
            AuthKind::Signature(_) | AuthKind::Credentials(_) => false,
        });
        let mut names = names::Scope::new();
        let mut seen: HashMap<&str, Span> = HashMap::new();
        let mut environments = Vec::with_capacity(service.environments.len());
        for environment in &service.environments {
            let double = seen
                .insert(environment.name.as_str(), environment.name.span)
                .is_some();
            let lowered = self.lower_environment(environment, tokens);
            if let Some(lowered) = &lowered
                && !double
            {
                self.take(
                    &mut names,
                    lowered.ident.as_str(),
                    environment.name.span,
                    "name",
                );
            }
            environments.extend(lowered);
        }
        environments
    }

    fn lower_environment(
        &mut self,
        environment: &spec::Environment,
        tokens: bool,
    ) -> Option<Environment> {
        let name = &environment.name;
        self.check_host(environment);
        let base_path = environment
            .base_path
            .as_ref()
            .map_or("", |path| path.as_str());
        let port = match &environment.port {
            Some(port) => format!(":{}", port.value),
            None => String::new(),
        };
        let url = format!(
            "{}://{}{port}{base_path}",
            environment.scheme.value, environment.host.value
        );
        let token_url = self.token_url(environment, tokens);
        let doc = environment.doc.as_ref().map(|doc| self.text(doc));
        let provenance = self.provenance(environment, name.span);
        let ident = self.ident(VariantIdent::derive(&name.value), name.span, "name")?;
        Some(Environment {
            name: name.value.clone(),
            ident,
            production: match environment.kind.value {
                EnvironmentKind::Production => true,
                EnvironmentKind::Test => false,
            },
            url,
            host: environment.host.value.clone(),
            base_path: base_path.to_owned(),
            token_url,
            doc,
            provenance,
        })
    }

    /// Reports parts of an address that make no URL.
    fn check_host(&mut self, environment: &spec::Environment) {
        let (scheme, host) = (&environment.scheme, &environment.host);
        let loopback = http::is_loopback(&host.value);
        match scheme.as_str() {
            "https" => {}
            "http" if loopback => {}
            "http" => self.problems.between(
                ENVIRONMENT,
                scheme.span,
                (host.span, "another machine"),
                "plain HTTP is for this machine only",
                "write `https`",
            ),
            other => self.problems.at(
                ENVIRONMENT,
                scheme.span,
                format!("`{}` is no scheme of an API", other.escape_debug()),
                "write `https`",
            ),
        }
        if !http::is_host(&host.value) {
            self.problems.at(
                ENVIRONMENT,
                host.span,
                format!("`{}` is no host name", host.value.escape_debug()),
                "write the name alone; scheme, port and path have keys of their own",
            );
        }
        if let Some(port) = environment.port.as_ref().filter(|port| port.value == 0) {
            self.problems.at(
                ENVIRONMENT,
                port.span,
                "there is no port 0",
                "correct the port, or leave it out",
            );
        }
        if let Some(path) = environment
            .base_path
            .as_ref()
            .filter(|path| !http::is_base_path(&path.value))
        {
            self.problems.at(
                ENVIRONMENT,
                path.span,
                format!("`{}` is no base path", path.value.escape_debug()),
                "write segments that each begin with a slash, and none at the end: `/customers/v1`",
            );
        }
    }

    fn token_url(
        &mut self,
        environment: &spec::Environment,
        tokens: bool,
    ) -> Option<crate::model::Fact<String>> {
        match (&environment.token_url, tokens) {
            (Some(fact), true) => {
                if !http::is_url(&fact.value) {
                    self.problems.at(
                        TOKEN_URL,
                        fact.value.span,
                        format!(
                            "`{}` is no address of a token endpoint",
                            fact.value.escape_debug()
                        ),
                        "write a whole URL: `https://host[:port]/path`",
                    );
                }
                Some(self.fact(fact, fact.value.value.clone()))
            }
            (Some(fact), false) => {
                self.problems.at(
                    TOKEN_URL,
                    fact.value.span,
                    "no auth scheme of this service asks for tokens",
                    "remove `token_url`, or list a scheme of the kind `oauth2-client-credentials`",
                );
                None
            }
            (None, true) => {
                self.problems.at(
                    TOKEN_URL,
                    environment.name.span,
                    "this environment has no token endpoint, but the service asks for tokens",
                    "add `token_url: {value: https://…, source: …}`",
                );
                None
            }
            (None, false) => None,
        }
    }
}
