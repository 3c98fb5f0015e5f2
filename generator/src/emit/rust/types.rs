//! Named types.

use super::page::{Page, Part, push_docs};
use super::{ast, docs, operation, print, wire};
use crate::model::{
    Bank, DecimalRules, Field, IntegerRules, Listed, Scope, Sensitive, Shape, TextRules, Type,
    TypeId, TypeRef, WireForm, ZeroPadded,
};
use proc_macro2::Literal;
use syn::{Attribute, Item, parse_quote};

/// The path of a named type below `root` (`crate`, or the library's name).
pub(super) fn path(bank: &Bank, id: TypeId, root: &str) -> String {
    let ty = bank.ty(id);
    let module = |service: usize| {
        bank.services
            .get(service)
            .map_or("", |service| service.module.as_str())
    };
    match &ty.scope {
        Scope::Bank => format!("{root}::types::{}", ty.ident),
        Scope::Service(service) => format!("{root}::{}::types::{}", module(*service), ty.ident),
        Scope::Operation { service, operation } => {
            let operations = bank
                .services
                .get(*service)
                .map(|service| &service.operations);
            let operation = operations.and_then(|operations| operations.get(*operation));
            let name = operation.map_or("", |operation| operation.module.as_str());
            format!("{root}::{}::{name}::{}", module(*service), ty.ident)
        }
    }
}

/// The Rust type of a value.
fn reference(bank: &Bank, ty: &TypeRef) -> String {
    let name = match ty {
        TypeRef::Named(id) => return path(bank, *id, "crate"),
        TypeRef::Text => "::std::string::String",
        TypeRef::SecretText => "rt::SecretText",
        TypeRef::Decimal(_) => "rt::Decimal",
        TypeRef::Integer(_) => "rt::Integer",
        TypeRef::Boolean { lenient: true, .. } => "rt::Flag",
        TypeRef::Boolean { lenient: false, .. } => "bool",
        TypeRef::Date(_) => "rt::Date",
        TypeRef::Time(_) => "rt::Time",
        TypeRef::DateTime(format) if format.0.contains('Z') => "rt::OffsetDateTime",
        TypeRef::DateTime(_) => "rt::DateTime",
        TypeRef::List(item) => return format!("::std::vec::Vec<{}>", reference(bank, item)),
    };
    name.to_owned()
}

/// The Rust type of a field: what may be absent is an `Option`, a list is always a `Vec`.
pub(super) fn of_field(bank: &Bank, field: &Field) -> String {
    let ty = reference(bank, &field.ty);
    if matches!(field.ty, TypeRef::List(_)) || field.is_always_given() {
        return ty;
    }
    format!("::core::option::Option<{ty}>")
}

/// The definition of a named type.
pub(super) fn parts(page: &Page<'_>, ty: &Type) -> Vec<Part> {
    let docs = docs::named(page.bank, ty);
    let name = ty.ident.as_str();
    match &ty.shape {
        Shape::Text(rules) => match bounded(ty, rules) {
            Some(bounded) => vec![Part::Text(alias(&docs, name, &bounded))],
            None => text(ty, rules, page.docs(docs)),
        },
        Shape::Decimal(rules) => {
            let item = newtype(page.docs(docs), name, "rt::Decimal");
            vec![item.into(), Part::Text(decimal(ty, rules))]
        }
        Shape::Integer(rules) => {
            let item = newtype(page.docs(docs), name, "rt::Integer");
            vec![item.into(), Part::Text(integer(ty, rules))]
        }
        Shape::Enum { open, values } => listed(page, name, page.docs(docs), *open, values),
        Shape::Object(fields) => object(page.bank, name, &docs, fields),
    }
}

fn newtype(mut attrs: Vec<Attribute>, name: &str, inner: &str) -> Item {
    attrs.push(parse_quote!(#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]));
    ast::newtype(attrs, name, ast::ty(inner))
}

/// A rule of a macro call: the value, or the word `none`.
fn rule<T: ToString>(value: Option<T>) -> String {
    value.map_or_else(|| "none".to_owned(), |value| value.to_string())
}

fn literal_rule(value: Option<&str>) -> String {
    rule(value.map(Literal::string))
}

const fn sensitive(ty: &Type) -> &'static str {
    match ty.sensitive {
        None => "no",
        Some(Sensitive::Personal) => "personal",
        Some(Sensitive::Secret) => "secret",
    }
}

/// Numbers have no form of their own for secrets: both marks mask.
const fn masked(ty: &Type) -> &'static str {
    match ty.sensitive {
        None => "no",
        Some(Sensitive::Personal | Sensitive::Secret) => "personal",
    }
}

const fn wire_form(form: WireForm) -> &'static str {
    match form {
        WireForm::Text => "text",
        WireForm::Number | WireForm::Boolean => "number",
    }
}

/// The runtime's type for a text that a field of one operation bounds by lengths alone. A newtype for each would be most of
/// what a large crate has to compile.
fn bounded(ty: &Type, rules: &TextRules) -> Option<String> {
    let personal = match ty.sensitive {
        None => "",
        Some(Sensitive::Personal) => ", true",
        Some(Sensitive::Secret) => return None,
    };
    let alone = rules.pattern.is_none() && rules.zero_padded.is_none();
    match (&ty.scope, rules.max_length) {
        (Scope::Operation { .. }, Some(max)) if alone => {
            let min = rules.min_length.unwrap_or(0);
            Some(format!("rt::Text<{min}, {max}{personal}>"))
        }
        (Scope::Operation { .. } | Scope::Bank | Scope::Service(_), _) => None,
    }
}

fn alias(docs: &[String], name: &str, ty: &str) -> String {
    let mut text = String::new();
    push_docs(&mut text, "", "///", docs);
    text.extend(["pub type ", name, " = ", ty, ";\n"]);
    text
}

fn text(ty: &Type, rules: &TextRules, mut attrs: Vec<Attribute>) -> Vec<Part> {
    let name = ty.ident.as_str();
    let is_secret = ty.sensitive == Some(Sensitive::Secret);
    let item = if is_secret {
        attrs.push(parse_quote!(#[derive(Clone, PartialEq, Eq)]));
        ast::newtype(attrs, name, ast::ty("rt::SecretText"))
    } else {
        newtype(attrs, name, "::std::string::String")
    };
    let call = format!(
        "rt::text_type!({name} {{ min_length: {}, max_length: {}, pattern: {}, sensitive: {} }});\n",
        rule(rules.min_length),
        rule(rules.max_length),
        literal_rule(rules.pattern.as_deref()),
        sensitive(ty),
    );
    let mut parts = vec![item.into(), Part::Text(call)];
    if let Some(padded) = rules.zero_padded.filter(|_| !is_secret) {
        parts.push(zero_padded(name, padded).into());
    }
    parts
}

fn zero_padded(name: &str, padded: ZeroPadded) -> Item {
    let name = ast::ident(name);
    let length = Literal::u32_unsuffixed(padded.length);
    let after = Literal::u32_unsuffixed(padded.after);
    let doc = format!(
        " The same text with zeros after its first {} characters, {} characters in all. Nothing is padded unless this is called.",
        padded.after, padded.length
    );
    parse_quote! {
        impl #name {
            #[doc = #doc]
            #[must_use]
            pub fn zero_padded(&self) -> Self {
                Self(rt::zero_padded(&self.0, #after, #length))
            }
        }
    }
}

fn decimal(ty: &Type, rules: &DecimalRules) -> String {
    format!(
        "rt::decimal_type!({} {{ scale: {}, digits: {}, minimum: {}, maximum: {}, wire: {}, sensitive: {} }});\n",
        ty.ident,
        rule(rules.scale),
        rule(rules.digits),
        literal_rule(rules.minimum.as_deref()),
        literal_rule(rules.maximum.as_deref()),
        wire_form(rules.wire),
        masked(ty),
    )
}

fn integer(ty: &Type, rules: &IntegerRules) -> String {
    let bound = |value: Option<i64>| match value {
        Some(value) if value < 0 => format!("({value})"),
        Some(_) | None => rule(value),
    };
    format!(
        "rt::integer_type!({} {{ minimum: {}, maximum: {}, wire: {}, sensitive: {} }});\n",
        ty.ident,
        bound(rules.minimum),
        bound(rules.maximum),
        wire_form(rules.wire),
        masked(ty),
    )
}

/// An enum of listed values.
fn listed(
    page: &Page<'_>,
    name: &str,
    mut attrs: Vec<Attribute>,
    open: bool,
    values: &[Listed],
) -> Vec<Part> {
    attrs.push(parse_quote!(#[non_exhaustive]));
    let other = if open {
        "Another value, as given: the list is open."
    } else {
        "A value that the list does not have, as the bank sent it. It is never sent."
    };
    let boxed = || ast::generic("::std::boxed::Box", ast::ty("str"));
    let variants = values.iter().map(|value| {
        ast::variant(
            page.docs(docs::listed(page.bank, value)),
            value.ident.as_str(),
            None,
        )
    });
    let variants = variants.chain([ast::variant(page.doc(other), "Other", Some(boxed()))]);
    let texts = ast::strings(values.iter().map(|value| value.value.as_str()));
    let names: Vec<&str> = values.iter().map(|value| value.ident.as_str()).collect();
    let constants = vec![
        ast::constant("VALUES", parse_quote!(&'static [&'static str]), texts),
        ast::constant("OPEN", ast::ty("bool"), ast::boolean(open)),
    ];
    let positions = by_position(&names, "from_index", "index");
    vec![
        ast::enumeration(attrs, name, variants).into(),
        ast::implementation("rt::Listed", name, [constants, positions].concat()).into(),
        Part::Text(format!("rt::listed_type!({name});\n")),
    ]
}

/// The three functions that tie variants to positions: from a position, from any other text, to a position.
fn by_position(variants: &[&str], from: &str, to: &str) -> Vec<syn::ImplItem> {
    let paths: Vec<String> = variants
        .iter()
        .map(|name| format!("Self::{name}"))
        .collect();
    let (from_name, to_name) = (ast::ident(from), ast::ident(to));
    let position = |at: usize| i64::try_from(at).unwrap_or(i64::MAX);
    let none: (syn::Pat, syn::Expr) = (
        parse_quote!(_),
        parse_quote!(return ::core::option::Option::None),
    );
    let from_arms = paths.iter().enumerate();
    let from_arms =
        from_arms.map(|(at, path)| (ast::number_pattern(position(at)), ast::value(path)));
    let given: (syn::Pat, syn::Expr) = (
        parse_quote!(Self::Other(text)),
        parse_quote!(return ::core::result::Result::Err(text)),
    );
    let to_arms = paths.iter().enumerate();
    let to_arms = to_arms.map(|(at, path)| (ast::path_pattern(path), ast::number(position(at))));
    let from_body = if paths.is_empty() {
        parse_quote!(::core::option::Option::None)
    } else {
        let matching = ast::matching(ast::value("at"), from_arms.chain([none]));
        ast::call("::core::option::Option::Some", [matching])
    };
    let to_body = if paths.is_empty() {
        parse_quote!(match self {
            Self::Other(text) => ::core::result::Result::Err(text),
        })
    } else {
        let matching = ast::matching(ast::value("self"), to_arms.chain([given]));
        ast::call("::core::result::Result::Ok", [matching])
    };
    let at: syn::Ident = if paths.is_empty() {
        parse_quote!(_at)
    } else {
        parse_quote!(at)
    };
    vec![
        ast::function(
            parse_quote!(fn #from_name(#at: usize) -> ::core::option::Option<Self> {}),
            vec![ast::returned(from_body)],
        ),
        ast::function(
            parse_quote!(
                fn other(text: ::std::boxed::Box<str>) -> Self {}
            ),
            vec![ast::returned(parse_quote!(Self::Other(text)))],
        ),
        ast::function(
            parse_quote!(fn #to_name(&self) -> ::core::result::Result<usize, &str> {}),
            vec![ast::returned(to_body)],
        ),
    ]
}

/// A struct for a JSON object.
fn object(bank: &Bank, name: &str, docs: &[String], fields: &[Field]) -> Vec<Part> {
    let members = fields.iter().filter(|field| field.fixed.is_none());
    let members = members.map(|field| operation::member(bank, field));
    let parts = [
        print::structure(docs, &[print::EXTRA_TRAITS], name, members),
        wire::record(bank, name, fields, &wire::masked(fields), &wire::own),
        wire::read(name, fields),
        format!("rt::record_value!({name});\n"),
    ];
    parts.map(Part::Text).into()
}
