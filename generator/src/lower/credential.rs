//! Credentials that the caller supplies.

use super::Lowering;
use super::problem::{AUTH_VALUE, DUPLICATE};
use crate::model::{Credential, FieldIdent, Place, Sensitive};
use crate::names;
use crate::source::Span;
use crate::spec;
use std::collections::HashMap;

impl Lowering<'_> {
    /// The texts of a scheme, in document order.
    pub(super) fn credentials(&mut self, scheme: &spec::AuthScheme) -> Vec<Credential> {
        self.needed("credentials", scheme.credentials.first(), scheme);
        let mut names = names::Scope::new();
        let mut bearer: Option<Span> = None;
        let mut seen: HashMap<(Place, String), Span> = HashMap::new();
        let mut lowered = Vec::with_capacity(scheme.credentials.len());
        for credential in &scheme.credentials {
            if credential.bearer {
                if let Some(first) = bearer {
                    self.problems.between(
                        DUPLICATE,
                        credential.name.span,
                        (first, "the first one"),
                        "a scheme has one bearer token",
                        "make one of the two a plain credential",
                    );
                }
                bearer = Some(credential.name.span);
            }
            let (place, name) = (credential.place.value, &credential.name);
            let key = match place {
                Place::Header => name.to_ascii_lowercase(),
                Place::Path | Place::Query | Place::Body => name.value.clone(),
            };
            if let Some(first) = seen.insert((place, key), name.span) {
                self.twice("credential", name, first);
            }
            lowered.extend(self.credential(credential, &mut names));
        }
        lowered
    }

    fn credential(
        &mut self,
        credential: &spec::Credential,
        names: &mut names::Scope,
    ) -> Option<Credential> {
        let name = &credential.name;
        match credential.place.value {
            Place::Header => self.check_header_name(name),
            Place::Query => {}
            Place::Path | Place::Body => self.problems.at(
                AUTH_VALUE,
                credential.place.span,
                "a credential travels in a header or in the query",
                "write `in: header` or `in: query`",
            ),
        }
        let (ident, span) = match &credential.rust_name {
            Some(written) => (FieldIdent::explicit(&written.value), written.span),
            None => (FieldIdent::derive(&name.value), name.span),
        };
        let ident = self.ident(ident, span, "rust_name");
        if let Some(ident) = &ident {
            self.take(names, ident.as_str(), span, "rust_name");
        }
        let provenance = self.provenance(credential, name.span);
        let in_query = credential.place.value == Place::Query;
        if let Some(prefix) = &credential.prefix {
            self.check_header_prefix(prefix);
            if in_query {
                self.problems.at(
                    AUTH_VALUE,
                    prefix.span,
                    "a text in the query has no prefix",
                    "remove `prefix`, or correct `in`",
                );
            }
        }
        let prefix = match &credential.prefix {
            Some(prefix) => prefix.value.clone(),
            None if credential.bearer && !in_query => "Bearer ".to_owned(),
            None => String::new(),
        };
        Some(Credential {
            prefix,
            wire_name: name.value.clone(),
            place: credential.place.value,
            ident: ident?,
            bearer: credential.bearer,
            sensitive: credential
                .sensitive
                .as_ref()
                .map_or(Sensitive::Secret, |sensitive| sensitive.value),
            doc: credential.doc.as_ref().map(|doc| self.text(doc)),
            provenance,
        })
    }
}
