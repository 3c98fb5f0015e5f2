//! The root of a generated crate, and the modules of its services.

use super::ast;
use super::docs::{self, Docs};
use super::markdown::{code, link, plain, sentence};
use super::operation::answer_name;
use super::page::Page;
use crate::model::{Bank, Operation, Service, Type, TypeIdent};
use syn::{Item, parse_quote};

/// `src/lib.rs`
pub(super) fn root(page: &Page<'_>, has_types: bool) -> (Vec<String>, Vec<Item>) {
    let bank = page.bank;
    let mut docs = Docs::new(format!("Client of {}'s HTTP APIs.", plain(&bank.title.en)));
    docs.paragraph(
        "Generated from a transcription of the bank's documents. Every item names the lines it comes from; where the documents \
         contradict themselves or say nothing, it names the ruling that decided."
            .to_owned(),
    );
    docs.paragraph("# Services".to_owned());
    for service in &bank.services {
        docs.item(&format!(
            "{}: {} (feature {})",
            link("mod", service.module.as_str()),
            sentence(&service.title.en).trim_end_matches('.'),
            code(&service.id),
        ));
    }
    docs.paragraph("# Documents".to_owned());
    for document in &bank.documents {
        docs.item(&format!(
            "{}: {}",
            code(&document.file),
            sentence(&document.title.en)
        ));
    }
    let mut items: Vec<Item> = Vec::new();
    let mut modules: Vec<(&str, Option<&Service>)> = Vec::new();
    modules.extend(
        bank.services
            .iter()
            .map(|service| (service.module.as_str(), Some(service))),
    );
    if has_types {
        modules.push(("types", None));
    }
    modules.sort_by_key(|(name, _)| *name);
    for (name, service) in modules {
        items.push(module(name, service));
    }
    items.push(parse_quote!(
        #[doc(inline)]
        pub use ::bank_client_runtime as runtime;
    ));
    if let Some(zone) = &bank.zone {
        items.push(zone_constant(page, zone.value, &zone.provenance));
    }
    (docs.into_lines(), items)
}

/// A module of the crate. rustfmt leaves its file alone: the generator formats.
fn module(name: &str, service: Option<&Service>) -> Item {
    let ident = ast::ident(name);
    match service {
        Some(service) => {
            let feature = &service.id;
            parse_quote! {
                #[cfg(feature = #feature)]
                #[rustfmt::skip]
                pub mod #ident;
            }
        }
        None => parse_quote! {
            #[rustfmt::skip]
            pub mod #ident;
        },
    }
}

fn zone_constant(page: &Page<'_>, minutes: i32, provenance: &crate::model::Provenance) -> Item {
    let mut docs = Docs::new(
        "Minutes from UTC to the bank's wall clock. Times without a zone stay without one unless they are converted with this."
            .to_owned(),
    );
    docs::provenance(&mut docs, page.bank, provenance);
    let attrs = page.docs(docs.into_lines());
    let value = ast::number(minutes);
    parse_quote! {
        #(#attrs)*
        pub const ZONE_MINUTES: i32 = #value;
    }
}

/// `src/<service>/mod.rs`
pub(super) fn service(bank: &Bank, service: &Service, types: &[&Type]) -> (Vec<String>, Vec<Item>) {
    let mut docs = Docs::new(sentence(&service.title.en));
    docs.paragraph(sentence(&service.description.en));
    let document = bank
        .documents
        .get(service.document)
        .map_or("", |document| &document.file);
    docs.paragraph(format!("Transcribed from {}.", code(document)));
    docs.block(operations_table(service));
    let mut items: Vec<Item> = vec![parse_quote!(
        pub mod client;
    )];
    for operation in &service.operations {
        let module = ast::ident(operation.module.as_str());
        items.push(parse_quote!(pub mod #module;));
    }
    if !types.is_empty() {
        items.push(parse_quote!(
            pub mod types;
        ));
    }
    let profile = (!service.profile.is_empty()).then(|| ast::ident("Profile"));
    let profile = profile.iter();
    items.push(parse_quote!(
        #[doc(inline)]
        pub use self::client::{Client, Credentials, Environment #(, #profile)*};
    ));
    for operation in &service.operations {
        items.push(exports(operation));
    }
    if !types.is_empty() {
        // Unique in the service, so they cannot clash with what stands above.
        let names = types.iter().map(|ty| ast::ident(ty.ident.as_str()));
        items.push(parse_quote!(
            #[doc(inline)]
            pub use self::types::{#(#names),*};
        ));
    }
    (docs.into_lines(), items)
}

fn operations_table(service: &Service) -> Vec<String> {
    let mut lines = vec!["| Operation | |".to_owned(), "|---|---|".to_owned()];
    for operation in &service.operations {
        lines.push(format!(
            "| {} | {} |",
            link("method", &format!("Client::{}", operation.ident)),
            sentence(&operation.summary.en),
        ));
    }
    lines
}

/// The types of an operation that callers name, reachable from the service's module.
fn exports(operation: &Operation) -> Item {
    let module = ast::ident(operation.module.as_str());
    let names = [
        Some(operation.request_ident.as_str()),
        operation.optional_ident.as_ref().map(TypeIdent::as_str),
        Some(answer_name(operation)),
        Some(operation.code_ident.as_str()),
    ];
    let names = names.into_iter().flatten().map(ast::ident);
    parse_quote!(
        #[doc(inline)]
        pub use self::#module::{#(#names),*};
    )
}
