//! Whether what a file names exists.

use super::file::{CheckRule, Credential, SandboxFile};
use crate::catalogue::{Catalogue, OperationId};
use generator::model::{AuthKind, Path, Place, Shape, TypeRef};
use serde_yaml::Spanned;
use std::collections::BTreeMap;
use std::fmt;

/// Something in a file that does not fit the bank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1; 0 where it is the file as a whole.
    pub line: u64,
    /// What is wrong.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Everything in a file that does not fit the bank, in the order of the file.
#[must_use]
pub fn problems(file: &SandboxFile, catalogue: &Catalogue) -> Vec<Problem> {
    let mut found = Problems {
        catalogue,
        list: Vec::new(),
    };
    for credential in &file.credentials {
        found.credential(credential);
    }
    for check in &file.checks {
        found.check(check);
    }
    for rule in &file.paths {
        found.path(&rule.operation, &rule.path);
    }
    for name in file.faults.iter().flat_map(|rule| &rule.operations) {
        if catalogue.bank().services.iter().all(|service| {
            service
                .operations
                .iter()
                .all(|operation| operation.id != *name)
        }) {
            found.list.push(Problem {
                line: 0,
                what: format!("faults: the bank has no operation `{name}`"),
            });
        }
    }
    found.list
}

/// The paths of a file by operation. Names that do not exist are left out.
#[must_use]
pub fn paths(file: &SandboxFile, catalogue: &Catalogue) -> BTreeMap<OperationId, String> {
    let mut paths = BTreeMap::new();
    for rule in &file.paths {
        if let Some(id) = catalogue.find(&rule.operation.value) {
            paths.entry(id).or_insert_with(|| rule.path.value.clone());
        }
    }
    paths
}

struct Problems<'c> {
    catalogue: &'c Catalogue,
    list: Vec<Problem>,
}

impl Problems<'_> {
    fn wrong<T>(&mut self, at: &Spanned<T>, what: String) {
        self.list.push(Problem {
            line: at.referenced.line(),
            what,
        });
    }

    fn credential(&mut self, credential: &Credential) {
        let bank = self.catalogue.bank();
        for name in &credential.services {
            if !bank.services.iter().any(|service| service.id == name.value) {
                self.wrong(name, format!("the bank has no service `{}`", name.value));
            }
        }
        self.operations(&credential.denied);
        let schemes = bank.services.iter().flat_map(|service| &service.auth);
        let Some(scheme) = schemes
            .into_iter()
            .find(|scheme| scheme.id == credential.scheme.value)
        else {
            let what = format!("the bank has no auth scheme `{}`", credential.scheme.value);
            return self.wrong(&credential.scheme, what);
        };
        let needed: Vec<(&str, bool)> = match &scheme.kind {
            AuthKind::Signature(_) => vec![
                ("api_key", credential.api_key.is_some()),
                ("api_secret", credential.api_secret.is_some()),
            ],
            AuthKind::Oauth2ClientCredentials { .. } => vec![
                ("client_id", credential.client_id.is_some()),
                ("client_secret", credential.client_secret.is_some()),
            ],
            AuthKind::Credentials(parts) => {
                let given = |name: &String| credential.values.contains_key(name);
                parts
                    .iter()
                    .map(|part| (part.wire_name.as_str(), given(&part.wire_name)))
                    .collect()
            }
        };
        let missing: Vec<&str> = needed
            .iter()
            .filter(|(_, given)| !given)
            .map(|(name, _)| *name)
            .collect();
        if !missing.is_empty() {
            let what = format!(
                "the scheme `{}` needs {} as well",
                scheme.id,
                missing.join(", ")
            );
            self.wrong(&credential.scheme, what);
        }
        self.fitting(credential, &scheme.kind);
    }

    /// Credentials that no caller could send are a slip of the file, not of the callers.
    fn fitting(&mut self, credential: &Credential, kind: &AuthKind) {
        let signature = match kind {
            AuthKind::Signature(signature) => signature,
            AuthKind::Oauth2ClientCredentials { .. } | AuthKind::Credentials(_) => return,
        };
        let parts = [
            ("api_key", &credential.api_key, signature.key.length),
            (
                "api_secret",
                &credential.api_secret,
                signature.secret.length,
            ),
        ];
        for (name, value, length) in parts {
            let Some(value) = value else {
                continue;
            };
            let own = value.chars().count();
            if let Some(length) = length
                && u32::try_from(own) != Ok(length)
            {
                let what = format!(
                    "`{name}` has {own} characters, those of the scheme `{}` have {length}",
                    credential.scheme.value
                );
                self.wrong(&credential.scheme, what);
            } else if value.is_empty() {
                self.wrong(&credential.scheme, format!("`{name}` is empty"));
            }
        }
        if let Some(key) = &credential.api_key
            && !key.bytes().all(|byte| byte.is_ascii_graphic())
        {
            let what = "`api_key` holds characters that cannot stand in a header".to_owned();
            self.wrong(&credential.scheme, what);
        }
    }

    fn operations(&mut self, names: &[Spanned<String>]) {
        for name in names {
            let bank = self.catalogue.bank();
            let mut services = bank.services.iter();
            if !services.any(|service| service.operations.iter().any(|own| own.id == name.value)) {
                self.wrong(name, format!("the bank has no operation `{}`", name.value));
            }
        }
    }

    fn check(&mut self, rule: &CheckRule) {
        self.operations(&rule.operations);
        let bank = self.catalogue.bank();
        let operations = || bank.services.iter().flat_map(|service| &service.operations);
        for code in &rule.codes {
            if !operations()
                .any(|operation| operation.codes.iter().any(|row| row.code == code.value))
            {
                self.wrong(
                    code,
                    format!("no operation's table lists the code `{}`", code.value),
                );
            }
        }
        for name in &rule.fields {
            let known = operations().any(|operation| {
                operation.request.iter().any(|field| match field.place {
                    Place::Body => names_of(self.catalogue, &field.wire_name, &field.ty, 0)
                        .any(|known| known == name.value),
                    Place::Path | Place::Query | Place::Header => field.wire_name == name.value,
                })
            });
            if !known {
                self.wrong(
                    name,
                    format!("no operation has an argument `{}`", name.value),
                );
            }
        }
        if let Some(status) = &rule.status
            && !(400..=599).contains(&status.value)
        {
            self.wrong(status, format!("{} is no status of an error", status.value));
        }
        if let Some(ruling) = &rule.ruling
            && bank.ruling(&ruling.value).is_none()
        {
            self.wrong(ruling, format!("the bank has no ruling `{}`", ruling.value));
        }
        if rule.codes.is_empty() && rule.unlisted.is_none() && rule.status.is_none() {
            self.list.push(Problem {
                line: 0,
                what: format!("`{}` has no code and no status", rule.check.name()),
            });
        }
    }

    fn path(&mut self, operation: &Spanned<String>, path: &Spanned<String>) {
        let Some(id) = self.catalogue.find(&operation.value) else {
            // A service that is not served now may have it.
            return self.operations(std::slice::from_ref(operation));
        };
        let found = self.catalogue.operation(id);
        if let Path::Template { template, .. } = &found.path {
            let what = format!("`{}` has a path: {template}", operation.value);
            return self.wrong(operation, what);
        }
        let parameters = path.value.split('/').filter_map(|segment| {
            segment
                .strip_prefix('{')
                .and_then(|rest| rest.strip_suffix('}'))
        });
        let mut given: Vec<&str> = parameters.collect();
        let mut wanted: Vec<&str> = found
            .request
            .iter()
            .filter(|field| field.place == Place::Path)
            .map(|field| field.wire_name.as_str())
            .collect();
        given.sort_unstable();
        wanted.sort_unstable();
        if !path.value.starts_with('/') || path.value.contains(['?', '#', ' ']) || given != wanted {
            let braced: Vec<String> = wanted.iter().map(|name| format!("{{{name}}}")).collect();
            let what = format!(
                "a path of `{}` begins with a slash and has the parameters {} and no other",
                operation.value,
                if braced.is_empty() {
                    "(none)".to_owned()
                } else {
                    braced.join(", ")
                }
            );
            self.wrong(path, what);
        }
    }
}

/// Names of a body field and of the fields inside it, with dots.
fn names_of<'c>(
    catalogue: &'c Catalogue,
    name: &str,
    ty: &'c TypeRef,
    depth: usize,
) -> Box<dyn Iterator<Item = String> + 'c> {
    let own = std::iter::once(name.to_owned());
    let inner = match ty {
        TypeRef::List(item) => return names_of(catalogue, name, item, depth),
        TypeRef::Named(id) => match &catalogue.bank().ty(*id).shape {
            // As deep as `lower` lets objects stand in one another.
            Shape::Object(fields) if depth < 32 => fields,
            Shape::Object(_)
            | Shape::Text(_)
            | Shape::Decimal(_)
            | Shape::Integer(_)
            | Shape::Enum { .. } => return Box::new(own),
        },
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => return Box::new(own),
    };
    let name = name.to_owned();
    Box::new(own.chain(inner.iter().flat_map(move |field| {
        let whole = format!("{name}.{}", field.wire_name);
        names_of(catalogue, &whole, &field.ty, depth + 1)
    })))
}
