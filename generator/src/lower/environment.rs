//! Where a service is served.

use super::problem::{ENVIRONMENT, NOTHING, TOKEN_URL};
use super::{Lowering, http};
use crate::model::{Environment, Fact, VariantIdent};
use crate::names;
use crate::source::Span;
use crate::spec::{self, EnvironmentKind};
use std::collections::HashMap;

impl Lowering<'_> {
    /// The environments of a service.
    pub(super) fn lower_environments(&mut self, service: &spec::Service) -> Vec<Environment> {
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
        let tokens = service.auth.iter().any(|scheme| match scheme.kind.value {
            spec::AuthKind::Oauth2ClientCredentials => true,
            spec::AuthKind::Signature | spec::AuthKind::Credentials => false,
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

    fn token_url(&mut self, environment: &spec::Environment, tokens: bool) -> Option<Fact<String>> {
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
