//! One operation: request, answer, codes, facts and the client's method.

use super::markdown::link;
use super::operation_docs;
use super::page::{self, Page, Part, push_docs};
use super::print::{self, Member};
use super::{ast, codes, docs, supply, types, wire};
use crate::emit::EmitError;
use crate::model::{
    Answer, AnswerStruct, AnswerVariant, Bank, Effect, Field, Finality, Method, Operation, Path,
    Place, ResponseKind, Service, Supply, Type,
};
use proc_macro2::Literal;
use syn::{Expr, Item, parse_quote};

/// For structs whose fields may all be left out.
const DEFAULT: &str = "#[derive(Default)]\n";

/// The parts of an operation's module.
pub(super) fn parts(
    page: &Page<'_>,
    service: &Service,
    operation: &Operation,
    own_types: &[&Type],
) -> Result<Vec<Part>, EmitError> {
    let bank = page.bank;
    let mut parts = vec![page::runtime()];
    parts.extend(request(bank, service, operation).map(Part::Text));
    parts.extend(answer(page, operation)?);
    for ty in own_types {
        parts.extend(types::parts(page, ty));
    }
    parts.push(Part::Text(codes::text(bank, service.document, operation)));
    parts.push(facts(service, bank, operation).into());
    parts.push(Part::Text(client_method(operation)));
    Ok(parts)
}

/// Whether a field is an optional argument.
fn is_left_out(field: &Field) -> bool {
    !field.is_always_given()
}

/// A field of a struct.
pub(super) fn member<'f>(bank: &Bank, field: &'f Field) -> Member<'f> {
    Member {
        docs: docs::field(bank, field),
        name: field.ident.as_str(),
        ty: types::of_field(bank, field),
    }
}

fn request(
    bank: &Bank,
    service: &Service,
    operation: &Operation,
) -> impl Iterator<Item = String> + use<> {
    let name = operation.request_ident.as_str();
    let arguments = || {
        operation
            .request
            .iter()
            .filter(|field| field.fixed.is_none())
    };
    let required = arguments().filter(|field| !is_left_out(field));
    let mut members: Vec<Member<'_>> = required.map(|field| member(bank, field)).collect();
    let derive = if members.is_empty() { DEFAULT } else { "" };
    let mut optional = None;
    if let Some(ident) = &operation.optional_ident {
        let doc = format!("The optional arguments; `{ident}::default()` leaves all of them out.");
        members.push(Member {
            docs: vec![doc],
            name: "optional",
            ty: ident.to_string(),
        });
        let request = link("struct", name);
        let supplied = arguments().any(|field| field.supply != Supply::Argument);
        let unless = if supplied {
            ", unless the client supplies it"
        } else {
            ""
        };
        let doc = format!("Optional arguments of {request}. What is left out is not sent{unless}.");
        let left_out = arguments().filter(|field| is_left_out(field));
        let left_out = left_out.map(|field| member(bank, field));
        let attributes = [DEFAULT, print::EXTRA_TRAITS];
        optional = Some(print::structure(
            &[doc],
            &attributes,
            ident.as_str(),
            left_out,
        ));
    }
    let docs = operation_docs::request(bank, service, operation);
    let request = print::structure(&docs, &[derive, print::EXTRA_TRAITS], name, members);
    let access = |field: &Field| {
        let optional = if is_left_out(field) { ".optional" } else { "" };
        format!("self{optional}.{}", field.ident)
    };
    let implementation = format!(
        "impl rt::Request for {name} {{\n    \
         const OPERATION: &'static rt::Operation = &OPERATION;\n    \
         type Response = {};\n    \
         type Code = {};\n}}\n",
        answer_name(operation),
        operation.code_ident,
    );
    let mut masked = wire::masked(&operation.request);
    // The value that tells requests apart is shown when an outcome is unknown, wherever it stands.
    masked.extend(
        operation
            .idempotency
            .iter()
            .filter(|key| key.sensitive && !masked.contains(&key.wire_name.as_str()))
            .map(|key| key.wire_name.as_str())
            .collect::<Vec<_>>(),
    );
    let record = wire::record(bank, name, &operation.request, &masked, &access);
    let debug = format!("rt::debug_record!({name});\n");
    let before = std::iter::once(request).chain(optional);
    before.chain([record, debug, implementation])
}

/// Name of the answer's type.
pub(super) fn answer_name(operation: &Operation) -> &str {
    match &operation.answer {
        Answer::Struct(answer) => answer.ident.as_str(),
        Answer::Enum { ident, .. } => ident.as_str(),
    }
}

fn answer(page: &Page<'_>, operation: &Operation) -> Result<Vec<Part>, EmitError> {
    match &operation.answer {
        Answer::Struct(answer) => {
            let doc = format!("What an accepted `{}` answers.", operation.id);
            Ok(answer_struct(page.bank, answer, doc).into())
        }
        Answer::Enum { ident, variants } => {
            let mut parts = answer_enum(page, ident.as_str(), variants, operation)?;
            for variant in variants {
                let (id, status) = (&operation.id, variant.status);
                let doc = format!("What `{id}` answers with status {status}.");
                parts.extend(answer_struct(page.bank, &variant.content, doc));
            }
            Ok(parts)
        }
    }
}

fn answer_struct(bank: &Bank, answer: &AnswerStruct, mut doc: String) -> [Part; 4] {
    if answer.fields.is_empty() {
        doc.push_str(" Its code and texts are in the metadata; no field is documented.");
    }
    let name = answer.ident.as_str();
    let members = answer.fields.iter().map(|field| member(bank, field));
    let parts = [
        print::structure(&[doc], &[print::EXTRA_TRAITS], name, members),
        wire::read(name, &answer.fields),
        wire::record(
            bank,
            name,
            &answer.fields,
            &wire::masked(&answer.fields),
            &wire::own,
        ),
        format!("rt::debug_record!({name});\n"),
    ];
    parts.map(Part::Text)
}

fn answer_enum(
    page: &Page<'_>,
    name: &str,
    variants: &[AnswerVariant],
    operation: &Operation,
) -> Result<Vec<Part>, EmitError> {
    let Some((first, others)) = variants.split_first() else {
        return Err(EmitError::Model {
            file: operation.file.clone(),
            what: format!("`{name}` has no variant"),
        });
    };
    let ident = ast::ident(name);
    let doc = format!(
        "What an accepted `{}` answers: its body depends on the status.",
        operation.id
    );
    let mut attrs = page.doc(doc);
    attrs.push(parse_quote!(#[cfg_attr(feature = "extra-traits", derive(Clone, PartialEq))]));
    let cases = variants.iter().map(|variant| {
        let content = ast::ty(variant.content.ident.as_str());
        let doc = page.doc(format!("Status {}.", variant.status));
        ast::variant(doc, variant.ident.as_str(), Some(content))
    });
    let first = ast::ident(first.ident.as_str());
    let (statuses, idents): (Vec<_>, Vec<_>) = others
        .iter()
        .map(|variant| {
            (
                Literal::u16_unsuffixed(variant.status),
                ast::ident(variant.ident.as_str()),
            )
        })
        .unzip();
    let read: Item = parse_quote! {
        impl rt::Read for #ident {
            const BY_STATUS: bool = true;
            fn read(from: &mut rt::Reader<'_>) -> Self {
                match from.status() {
                    #(#statuses => Self::#idents(rt::Read::read(from)),)*
                    _ => Self::#first(rt::Read::read(from)),
                }
            }
        }
    };
    let write: Item = parse_quote! {
        impl rt::Record for #ident {
            fn write(&self, to: &mut rt::Writer<'_>) {
                match self {
                    Self::#first(content) => rt::Record::write(content, to),
                    #(Self::#idents(content) => rt::Record::write(content, to),)*
                }
            }
        }
    };
    Ok(vec![
        ast::enumeration(attrs, name, cases).into(),
        read.into(),
        write.into(),
        Part::Text(format!("rt::debug_record!({name});\n")),
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
        parse_quote!(<#code as rt::Code>::TABLE)
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
        ("finality", ast::value(finality(operation))),
        ("supplied", supply::headers(bank, operation)),
        (
            "idempotency",
            option(idempotency.map(|key| ast::string(&key.wire_name))),
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
        Path::Undocumented { ruling } => {
            let parameters = operation
                .request
                .iter()
                .filter(|field| field.place == Place::Path);
            let names = ast::strings(parameters.map(|field| field.wire_name.as_str()));
            ast::record(
                "rt::Path::Undocumented",
                [("parameters", names), ("ruling", ast::string(ruling))],
            )
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

/// What only reads or writes is final unless something else is said; where money moves, it is always said.
fn finality(operation: &Operation) -> &'static str {
    match operation.finality.as_ref().map(|fact| fact.value) {
        Some(Finality::Final) | None => "rt::Finality::Final",
        Some(Finality::SettlementPending) => "rt::Finality::SettlementPending",
    }
}

/// The method of the client: hands the request to the runtime.
fn client_method(operation: &Operation) -> String {
    let (name, request) = (operation.ident.as_str(), operation.request_ident.as_str());
    let mut text = "impl super::client::Client {\n".to_owned();
    push_docs(&mut text, "    ", "///", &operation_docs::method(operation));
    text.extend(["    pub fn ", name, "<'a>(&'a self, request: &'a ", request]);
    text.extend([
        ") -> rt::Call<'a, ",
        request,
        "> {\n        self.call(request)\n    }\n}\n",
    ]);
    text
}
