//! How records name their fields: what is written, in which place, and what is read.

use super::ast;
use crate::model::{Field, Place, Required, TypeRef, WireForm};
use syn::{Expr, Item, parse_quote};

/// Where a record finds the value of a field: `self.optional.cuenta`.
pub(super) type Access<'a> = &'a dyn Fn(&Field) -> Expr;

/// `impl rt::Record`: every field with its wire name, by place.
pub(super) fn record(name: &str, fields: &[Field], access: Access<'_>) -> Item {
    let mut body = Vec::new();
    let masked: Vec<&str> = fields
        .iter()
        .filter(|field| field.sensitive.is_some())
        .map(|field| field.wire_name.as_str())
        .collect();
    if !masked.is_empty() {
        body.push(ast::statement(ast::method(
            "to",
            "mask",
            [ast::strings(masked)],
        )));
    }
    let places = [
        (Place::Path, "path"),
        (Place::Query, "query"),
        (Place::Header, "headers"),
        (Place::Body, "body"),
    ];
    for (place, method) in places {
        let mut pairs = fields
            .iter()
            .filter(|field| field.place == place)
            .map(|field| ast::tuple([ast::string(shown_name(field)), written(field, access)]))
            .peekable();
        if pairs.peek().is_some() {
            body.push(ast::statement(ast::method(
                "to",
                method,
                [ast::slice(pairs)],
            )));
        }
    }
    let signature = if body.is_empty() {
        parse_quote!(
            fn write(&self, _to: &mut rt::Writer<'_>) {}
        )
    } else {
        parse_quote!(
            fn write(&self, to: &mut rt::Writer<'_>) {}
        )
    };
    ast::implementation("rt::Record", name, vec![ast::function(signature, body)])
}

/// The wire name, or of a body that is an array, which has none, the name in Rust.
fn shown_name(field: &Field) -> &str {
    if field.wire_name.is_empty() {
        field.ident.as_str()
    } else {
        &field.wire_name
    }
}

/// The value of a field as a record gives it.
fn written(field: &Field, access: Access<'_>) -> Expr {
    if let Some(fixed) = &field.fixed {
        return fixed_value(field, fixed);
    }
    let is_list = matches!(field.ty, TypeRef::List(_));
    let mut value = ast::reference(access(field));
    if is_list && field.required != Required::Yes {
        value = ast::reference(ast::call("rt::OmitEmpty", [value]));
    }
    if let Some(format) = other_format(&field.ty) {
        value = ast::reference(ast::call("rt::Formatted", [value, ast::string(format)]));
    }
    if field.place == Place::Body && is_text_on_the_wire(&field.ty) {
        value = ast::reference(ast::call("rt::AsText", [value]));
    }
    value
}

/// A value that is always sent: a JSON number or boolean where the type is one, else text.
fn fixed_value(field: &Field, fixed: &str) -> Expr {
    let text = || ast::reference(ast::string(fixed));
    if field.place != Place::Body || is_text_on_the_wire(&field.ty) {
        return text();
    }
    match &field.ty {
        TypeRef::Integer(_) => fixed.parse::<i64>().map_or_else(
            |_| text(),
            |number| {
                let number = proc_macro2::Literal::i64_suffixed(number);
                parse_quote!(&#number)
            },
        ),
        TypeRef::Boolean { .. } => match fixed {
            "true" => ast::reference(ast::boolean(true)),
            "false" => ast::reference(ast::boolean(false)),
            _ => text(),
        },
        TypeRef::Decimal(_) => ast::reference(ast::call("rt::Digits", [ast::string(fixed)])),
        TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => text(),
    }
}

/// The format of a date or time, where it is not the one of its Rust type.
fn other_format(ty: &TypeRef) -> Option<&str> {
    let (format, default) = match ty {
        TypeRef::Date(format) => (format, "YYYY-MM-DD"),
        TypeRef::Time(format) => (format, "hh:mm:ss"),
        TypeRef::DateTime(format) if format.0.contains('Z') => (format, "YYYY-MM-DDThh:mm:ssZ"),
        TypeRef::DateTime(format) => (format, "YYYY-MM-DD hh:mm:ss"),
        TypeRef::List(item) => return other_format(item),
        TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. } => return None,
    };
    (format.0 != default).then_some(format.0.as_str())
}

/// Whether a number or boolean travels as JSON text.
fn is_text_on_the_wire(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Decimal(form) | TypeRef::Integer(form) | TypeRef::Boolean { wire: form, .. } => {
            match form {
                WireForm::Text => true,
                WireForm::Number | WireForm::Boolean => false,
            }
        }
        TypeRef::List(item) => is_text_on_the_wire(item),
        TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => false,
    }
}

/// `impl rt::Read`: every field by its names.
pub(super) fn read(name: &str, fields: &[Field]) -> Item {
    let fields: Vec<&Field> = fields
        .iter()
        .filter(|field| field.fixed.is_none())
        .collect();
    let signature = if fields.is_empty() {
        parse_quote!(
            fn read(_from: &mut rt::Reader<'_>) -> Self {}
        )
    } else {
        parse_quote!(
            fn read(from: &mut rt::Reader<'_>) -> Self {}
        )
    };
    let values = fields
        .iter()
        .map(|field| (field.ident.as_str(), found(field)));
    let body = vec![ast::returned(ast::record("Self", values))];
    ast::implementation("rt::Read", name, vec![ast::function(signature, body)])
}

/// Where a field is looked for.
fn found(field: &Field) -> Expr {
    if field.wire_name.is_empty() {
        return ast::method("from", "items", []);
    }
    let place = match (field.place, field.also_in) {
        (Place::Header, Some(Place::Body)) => "header_or_body",
        (Place::Body, Some(Place::Header)) => "body_or_header",
        (Place::Header, _) => "header",
        (Place::Body | Place::Path | Place::Query, _) => "body",
    };
    // Dots lead into nested objects; the runtime looks for a name that has one itself first.
    let aliases: Vec<String> = field.aliases.iter().map(|path| path.join(".")).collect();
    let names = std::iter::once(&field.wire_name).chain(&aliases);
    let names = ast::strings(names.map(String::as_str));
    match other_format(&field.ty) {
        None => ast::method("from", place, [names]),
        Some(format) => {
            let method = format!("{place}_formatted");
            ast::method("from", &method, [names, ast::string(format)])
        }
    }
}
