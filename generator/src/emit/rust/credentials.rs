//! What a caller gives a service to authenticate with.

use super::ast;
use super::docs::{self, Docs};
use super::markdown::{code, sentence};
use super::page::Page;
use crate::model::{AuthKind, AuthScheme, Bank, Credential, Service};
use proc_macro2::TokenStream;
use quote::quote;
use syn::{Item, parse_quote};

/// `Credentials` with a field per auth scheme, and the structs of the schemes whose texts the caller supplies.
pub(super) fn items(page: &Page<'_>, service: &Service) -> Vec<Item> {
    let mut items = Vec::new();
    let fields = service.auth.iter().map(|scheme| {
        let mut docs = Docs::new(sentence(&scheme.doc.en));
        docs::provenance(&mut docs, page.bank, &scheme.provenance);
        let ty = ast::generic("::core::option::Option", ast::ty(&of_scheme(scheme)));
        ast::field(page.docs(docs.into_lines()), scheme.field.as_str(), ty)
    });
    let mut attrs = page.doc("What the service's auth schemes need, one field each.");
    attrs.push(parse_quote!(#[derive(Clone, Debug, Default)]));
    items.push(ast::structure(attrs, "Credentials", fields));
    for scheme in &service.auth {
        items.extend(supplied(page, scheme));
        items.extend(only_one_of_its_kind(service, scheme));
    }
    items.push(into_set(service));
    items
}

/// The type that holds the credentials of a scheme.
pub(super) fn of_scheme(scheme: &AuthScheme) -> String {
    match &scheme.kind {
        AuthKind::Signature(_) => "rt::SigningKey".to_owned(),
        AuthKind::Oauth2ClientCredentials { .. } => "rt::ClientCredentials".to_owned(),
        AuthKind::Credentials(_) => scheme.ident.as_str().to_owned(),
    }
}

/// The struct of a scheme whose texts the caller supplies.
fn supplied(page: &Page<'_>, scheme: &AuthScheme) -> Option<Item> {
    match &scheme.kind {
        AuthKind::Signature(_) | AuthKind::Oauth2ClientCredentials { .. } => None,
        AuthKind::Credentials(credentials) => {
            let mut attrs = page.doc(sentence(&scheme.doc.en));
            attrs.push(parse_quote!(#[derive(Clone, Debug)]));
            let fields = credentials.iter().map(|credential| {
                let ty = if credential.bearer {
                    "rt::BearerToken"
                } else {
                    "rt::SecretText"
                };
                ast::field(
                    page.docs(credential_docs(page.bank, credential)),
                    credential.ident.as_str(),
                    ast::ty(ty),
                )
            });
            Some(ast::structure(attrs, scheme.ident.as_str(), fields))
        }
    }
}

fn credential_docs(bank: &Bank, credential: &Credential) -> Vec<String> {
    let meaning = credential.doc.as_ref().map(|doc| sentence(&doc.en));
    let mut docs =
        Docs::new(meaning.unwrap_or_else(|| format!("{}.", code(&credential.wire_name))));
    let place = docs::place(credential.place);
    docs.item(&format!(
        "On the wire: {} {place}",
        code(&credential.wire_name)
    ));
    if !credential.prefix.is_empty() {
        let prefix = code(credential.prefix.trim_end());
        docs.item(&format!("Sent after {prefix}, which is no part of it"));
    }
    docs::provenance(&mut docs, bank, &credential.provenance);
    docs.into_lines()
}

/// Whether no other scheme of the service has credentials of this type.
pub(super) fn is_only_one_of_its_kind(service: &Service, scheme: &AuthScheme) -> bool {
    let name = of_scheme(scheme);
    let mut same = service.auth.iter().filter(|other| of_scheme(other) == name);
    same.nth(1).is_none()
}

/// `From`, so that the builder takes the credentials of the only scheme of a kind directly.
fn only_one_of_its_kind(service: &Service, scheme: &AuthScheme) -> Option<Item> {
    if !is_only_one_of_its_kind(service, scheme) {
        return None;
    }
    let (ty, field) = (
        ast::ty(&of_scheme(scheme)),
        ast::ident(scheme.field.as_str()),
    );
    let rest = (service.auth.len() > 1).then(|| quote!(, ..Self::default()));
    Some(parse_quote! {
        impl ::core::convert::From<#ty> for Credentials {
            fn from(given: #ty) -> Self {
                Self { #field: ::core::option::Option::Some(given) #rest }
            }
        }
    })
}

/// Every credential under the name of its scheme, for the runtime.
fn into_set(service: &Service) -> Item {
    let steps: Vec<TokenStream> = service.auth.iter().map(step).collect();
    let given = if steps.is_empty() {
        quote!(_given)
    } else {
        quote!(given)
    };
    parse_quote! {
        impl ::core::convert::From<Credentials> for rt::CredentialSet {
            fn from(#given: Credentials) -> Self {
                Self::new() #(#steps)*
            }
        }
    }
}

fn step(scheme: &AuthScheme) -> TokenStream {
    let (field, id) = (ast::ident(scheme.field.as_str()), &scheme.id);
    match &scheme.kind {
        AuthKind::Signature(_) => quote!(.signing_key(#id, given.#field)),
        AuthKind::Oauth2ClientCredentials { .. } => quote!(.client_credentials(#id, given.#field)),
        AuthKind::Credentials(credentials) => {
            let texts = credentials.iter().map(|credential| {
                let name = &credential.wire_name;
                let ident = ast::ident(credential.ident.as_str());
                if credential.bearer {
                    quote!((#name, rt::Supplied::Bearer(texts.#ident)))
                } else {
                    quote!((#name, rt::Supplied::Text(texts.#ident)))
                }
            });
            quote!(.supplied(#id, given.#field.map(|texts| ::std::vec::Vec::from([#(#texts),*]))))
        }
    }
}
