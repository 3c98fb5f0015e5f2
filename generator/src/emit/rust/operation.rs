//! One operation: request, answer, codes, facts and the client's method.

use super::operation_docs;
use super::page::{self, Page, Part};
use super::{ast, codes, docs, types, wire};
use crate::emit::EmitError;
use crate::model::{
    Answer, AnswerStruct, AnswerVariant, Bank, Effect, Field, Finality, Method, Operation, Path,
    Place, Required, ResponseKind, Service, Type,
};
use syn::{Expr, Item, parse_quote};

/// The parts of an operation's module.
pub(super) fn parts(
    page: &Page<'_>,
    service: &Service,
    operation: &Operation,
    own_types: &[&Type],
) -> Result<Vec<Part>, EmitError> {
    let mut parts = vec![page::runtime()];
    let items = [request(page, service, operation), answer(page, operation)?];
    parts.extend(items.into_iter().flatten().map(Part::from));
    for ty in own_types {
        parts.extend(types::parts(page, ty));
    }
    parts.push(Part::Text(codes::text(
        page.bank,
        service.document,
        operation,
    )));
    parts.push(facts(service, page.bank, operation).into());
    parts.push(client_method(page, operation).into());
    Ok(parts)
}

/// Whether a field is an optional argument.
fn is_left_out(field: &Field) -> bool {
    field.required != Required::Yes
}

fn request(page: &Page<'_>, service: &Service, operation: &Operation) -> Vec<Item> {
    let name = operation.request_ident.as_str();
    let name_ident = ast::ident(name);
    let arguments = || {
        operation
            .request
            .iter()
            .filter(|field| field.fixed.is_none())
    };
    let member = |field: &Field| {
        ast::field(
            page.docs(docs::field(page.bank, field)),
            field.ident.as_str(),
            types::of_field(page.bank, field),
        )
    };
    let mut fields: Vec<_> = arguments()
        .filter(|field| !is_left_out(field))
        .map(member)
        .collect();
    let mut attrs = page.docs(operation_docs::request(page.bank, service, operation));
    if fields.is_empty() {
        attrs.push(parse_quote!(#[derive(Default)]));
    }
    attrs.push(types::extra_traits());
    let mut items = Vec::new();
    if let Some(optional) = &operation.optional_ident {
        let doc =
            format!("The optional arguments; `{optional}::default()` leaves all of them out.");
        fields.push(ast::field(
            page.doc(doc),
            "optional",
            ast::ty(optional.as_str()),
        ));
        let doc = format!("Optional arguments of [`{name}`]. What is left out is not sent.");
        let mut attrs = page.doc(doc);
        attrs.push(parse_quote!(#[derive(Default)]));
        attrs.push(types::extra_traits());
        let left_out = arguments().filter(|field| is_left_out(field)).map(member);
        items.push(ast::structure(attrs, optional.as_str(), left_out));
    }
    items.insert(0, ast::structure(attrs, name, fields));
    let access = |field: &Field| {
        let base = ast::value("self");
        let base = if is_left_out(field) {
            ast::member(base, "optional")
        } else {
            base
        };
        ast::member(base, field.ident.as_str())
    };
    items.push(wire::record(name, &operation.request, &access));
    items.push(parse_quote!(rt::debug_record!(#name_ident);));
    let (response, code) = (
        ast::ident(answer_name(operation)),
        ast::ident(operation.code_ident.as_str()),
    );
    items.push(parse_quote! {
        impl rt::Request for #name_ident {
            const OPERATION: &'static rt::Operation = &OPERATION;
            type Response = #response;
            type Code = #code;
        }
    });
    items
}

/// Name of the answer's type.
pub(super) fn answer_name(operation: &Operation) -> &str {
    match &operation.answer {
        Answer::Struct(answer) => answer.ident.as_str(),
        Answer::Enum { ident, .. } => ident.as_str(),
    }
}

fn answer(page: &Page<'_>, operation: &Operation) -> Result<Vec<Item>, EmitError> {
    match &operation.answer {
        Answer::Struct(answer) => {
            let doc = format!("What an accepted `{}` answers.", operation.id);
            Ok(answer_struct(page, answer, doc))
        }
        Answer::Enum { ident, variants } => {
            let mut items = answer_enum(page, ident.as_str(), variants, operation)?;
            for variant in variants {
                let doc = format!(
                    "What `{}` answers with status {}.",
                    operation.id, variant.status
                );
                items.extend(answer_struct(page, &variant.content, doc));
            }
            Ok(items)
        }
    }
}

fn answer_struct(page: &Page<'_>, answer: &AnswerStruct, mut doc: String) -> Vec<Item> {
    if answer.fields.is_empty() {
        doc.push_str(" Its code and texts are in the metadata; no field is documented.");
    }
    let name = answer.ident.as_str();
    let name_ident = ast::ident(name);
    let mut attrs = page.doc(doc);
    attrs.push(types::extra_traits());
    let fields = answer.fields.iter().map(|field| {
        ast::field(
            page.docs(docs::field(page.bank, field)),
            field.ident.as_str(),
            types::of_field(page.bank, field),
        )
    });
    let access = |field: &Field| ast::member(ast::value("self"), field.ident.as_str());
    vec![
        ast::structure(attrs, name, fields),
        wire::read(name, &answer.fields),
        wire::record(name, &answer.fields, &access),
        parse_quote!(rt::debug_record!(#name_ident);),
    ]
}

fn answer_enum(
    page: &Page<'_>,
    name: &str,
    variants: &[AnswerVariant],
    operation: &Operation,
) -> Result<Vec<Item>, EmitError> {
    let Some((first, others)) = variants.split_first() else {
        return Err(EmitError::Model {
            file: operation.file.clone(),
            what: format!("`{name}` has no variant"),
        });
    };
    let name_ident = ast::ident(name);
    let doc = format!(
        "What an accepted `{}` answers: its body depends on the status.",
        operation.id
    );
    let mut attrs = page.doc(doc);
    attrs.push(types::extra_traits());
    let cases = variants.iter().map(|variant| {
        let doc = format!("Status {}.", variant.status);
        ast::variant(
            page.doc(doc),
            variant.ident.as_str(),
            Some(ast::ty(variant.content.ident.as_str())),
        )
    });
    let read = |variant: &AnswerVariant| {
        let path = format!("Self::{}", variant.ident);
        ast::call(&path, [ast::call("rt::Read::read", [ast::value("from")])])
    };
    let arms = others
        .iter()
        .map(|variant| (ast::number_pattern(variant.status), read(variant)));
    let arms = arms.chain([(parse_quote!(_), read(first))]);
    let read = ast::matching(ast::method("from", "status", []), arms);
    let shown = variants.iter().map(|variant| {
        let ident = ast::ident(variant.ident.as_str());
        let pattern: syn::Pat = parse_quote!(Self::#ident(content));
        (
            pattern,
            ast::call(
                "rt::Record::write",
                [ast::value("content"), ast::value("to")],
            ),
        )
    });
    let write = ast::matching(ast::value("self"), shown);
    Ok(vec![
        ast::enumeration(attrs, name, cases),
        ast::implementation(
            "rt::Read",
            name,
            vec![ast::function(
                parse_quote!(
                    fn read(from: &mut rt::Reader<'_>) -> Self {}
                ),
                vec![ast::returned(read)],
            )],
        ),
        ast::implementation(
            "rt::Record",
            name,
            vec![ast::function(
                parse_quote!(
                    fn write(&self, to: &mut rt::Writer<'_>) {}
                ),
                vec![ast::returned(write)],
            )],
        ),
        parse_quote!(rt::debug_record!(#name_ident);),
    ])
}

/// The static that holds everything the runtime has to know.
fn facts(service: &Service, bank: &Bank, operation: &Operation) -> Item {
    let auth = operation
        .auth
        .value
        .and_then(|scheme| service.auth.get(scheme));
    let auth = auth.map(|scheme| client_static(scheme.constant.as_str()));
    let envelope = operation
        .envelope
        .and_then(|envelope| service.envelopes.get(envelope));
    let envelope = envelope.map(|envelope| client_static(envelope.constant.as_str()));
    let idempotency = operation.idempotency.as_ref();
    let idempotency = idempotency.and_then(|key| operation.request.get(key.field));
    let success = operation.responses.iter();
    let success = success.filter(|response| response.kind == ResponseKind::Success);
    let success = success
        .filter_map(|response| response.status)
        .map(ast::number);
    let signing_base = operation
        .signing_base
        .as_ref()
        .map_or("", |base| base.value.as_str());
    let rows: Expr = {
        let code = ast::ident(operation.code_ident.as_str());
        parse_quote!(<#code as rt::Code>::ROWS)
    };
    let fields = [
        ("bank", ast::string(&bank.id)),
        ("service", ast::string(&service.id)),
        ("id", ast::string(&operation.id)),
        ("method", ast::value(method(operation.method.value))),
        ("path", path(operation)),
        ("signing_base", ast::string(signing_base)),
        ("auth", option(auth)),
        ("effect", ast::value(effect(operation.effect.value))),
        ("finality", ast::value(finality(operation.finality.value))),
        (
            "idempotency",
            option(idempotency.map(|field| ast::string(&field.wire_name))),
        ),
        ("envelope", option(envelope)),
        ("success", ast::slice(success)),
        ("codes", rows),
    ];
    ast::statics(
        Vec::new(),
        parse_quote!(pub(crate)),
        "OPERATION",
        ast::ty("rt::Operation"),
        ast::record("rt::Operation", fields),
    )
}

fn client_static(name: &str) -> Expr {
    ast::reference(ast::value(&format!("super::client::{name}")))
}

/// `Some(expr)` or `None`, by their full names.
pub(super) fn option(value: Option<Expr>) -> Expr {
    match value {
        Some(value) => ast::call("::core::option::Option::Some", [value]),
        None => ast::value("::core::option::Option::None"),
    }
}

fn path(operation: &Operation) -> Expr {
    match &operation.path {
        Path::Template { template, .. } => ast::call("rt::Path::Template", [ast::string(template)]),
        Path::Undocumented { .. } => {
            let parameters = operation
                .request
                .iter()
                .filter(|field| field.place == Place::Path);
            let names = ast::strings(parameters.map(|field| field.wire_name.as_str()));
            ast::call("rt::Path::Undocumented", [names])
        }
    }
}

const fn method(method: Method) -> &'static str {
    match method {
        Method::Get => "rt::Method::Get",
        Method::Head => "rt::Method::Head",
        Method::Post => "rt::Method::Post",
        Method::Put => "rt::Method::Put",
        Method::Patch => "rt::Method::Patch",
        Method::Delete => "rt::Method::Delete",
    }
}

const fn effect(effect: Effect) -> &'static str {
    match effect {
        Effect::Read => "rt::Effect::Read",
        Effect::Write => "rt::Effect::Write",
        Effect::MovesMoney => "rt::Effect::MovesMoney",
    }
}

const fn finality(finality: Finality) -> &'static str {
    match finality {
        Finality::Final => "rt::Finality::Final",
        Finality::SettlementPending => "rt::Finality::SettlementPending",
    }
}

/// The method of the client: hands the request to the runtime.
fn client_method(page: &Page<'_>, operation: &Operation) -> Item {
    let (name, request) = (
        ast::ident(operation.ident.as_str()),
        ast::ident(operation.request_ident.as_str()),
    );
    let mut signature: syn::ImplItemFn = parse_quote!(pub fn #name<'a>(&'a self, request: &'a #request) -> rt::Call<'a, #request> {});
    signature.attrs = page.docs(operation_docs::method(operation));
    let method = ast::function(
        signature,
        vec![ast::returned(parse_quote!(self.call(request)))],
    );
    ast::implementation("", "super::client::Client", vec![method])
}
