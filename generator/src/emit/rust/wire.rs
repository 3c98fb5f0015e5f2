//! How records name their fields: what is written, in which place, and what is read.

use super::print::{literal, literals};
use crate::model::{Bank, Field, Place, Shape, TypeRef, WireForm};
use std::borrow::Cow;

/// Where a record finds the value of a field: `self.optional.cuenta`.
pub(super) type Access<'a> = &'a dyn Fn(&Field) -> String;

/// A field of the record itself.
pub(super) fn own(field: &Field) -> String {
    format!("self.{}", field.ident)
}

/// Wire names of the fields that `Debug` masks.
pub(super) fn masked(fields: &[Field]) -> Vec<&str> {
    fields
        .iter()
        .filter(|field| field.sensitive.is_some())
        .map(|field| field.wire_name.as_str())
        .collect()
}

/// `impl rt::Record`: every field with its wire name, by place.
pub(super) fn record(
    bank: &Bank,
    name: &str,
    fields: &[Field],
    masked: &[&str],
    access: Access<'_>,
) -> String {
    let mut body = String::with_capacity(512);
    if !masked.is_empty() {
        let masked = literals(masked.iter().copied());
        body.extend(["        to.mask(&[", &masked, "]);\n"]);
    }
    let places = [
        (Place::Path, "path"),
        (Place::Query, "query"),
        (Place::Header, "headers"),
        (Place::Body, "body"),
    ];
    for (place, method) in places {
        let mut fields = fields
            .iter()
            .filter(|field| field.place == place)
            .peekable();
        if fields.peek().is_none() {
            continue;
        }
        body.extend(["        to.", method, "(&[\n"]);
        for field in fields {
            let value = written(bank, field, access);
            body.extend([
                "            (",
                &literal(shown_name(field)),
                ", ",
                &value,
                "),\n",
            ]);
        }
        body.push_str("        ]);\n");
    }
    let to = if body.is_empty() { "_to" } else { "to" };
    let end = if body.is_empty() {
        "}\n}\n"
    } else {
        "    }\n}\n"
    };
    let mut text =
        format!("impl rt::Record for {name} {{\n    fn write(&self, {to}: &mut rt::Writer<'_>) {{");
    if !body.is_empty() {
        text.push('\n');
    }
    text.extend([body.as_str(), end]);
    text
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
fn written(bank: &Bank, field: &Field, access: Access<'_>) -> String {
    let form = json_form(bank, &field.ty);
    if let Some(fixed) = &field.fixed {
        let in_body = field.place == Place::Body;
        return match (form, fixed.as_str()) {
            (WireForm::Number, digits) if in_body => {
                let digits = match (&field.ty, digits) {
                    (TypeRef::Boolean { .. }, "true") => "1",
                    (TypeRef::Boolean { .. }, "false") => "0",
                    (_, digits) => digits,
                };
                format!("&rt::Digits({})", literal(digits))
            }
            (WireForm::Boolean, "true" | "false") if in_body => format!("&{fixed}"),
            (WireForm::Text | WireForm::Number | WireForm::Boolean, text) => {
                format!("&{}", literal(text))
            }
        };
    }
    let is_list = matches!(field.ty, TypeRef::List(_));
    let mut value = format!("&{}", access(field));
    if is_list && !field.is_always_given() {
        value = format!("&rt::OmitEmpty({value})");
    }
    if let Some(format) = other_format(&field.ty) {
        value = format!("&rt::Formatted({value}, {})", literal(&format));
    }
    match other_form(&field.ty).filter(|_| field.place == Place::Body) {
        Some(wrapper) => format!("&{wrapper}({value})"),
        None => value,
    }
}

/// The JSON form that a single value of a type has.
fn json_form(bank: &Bank, ty: &TypeRef) -> WireForm {
    match ty {
        TypeRef::Named(id) => match &bank.ty(*id).shape {
            Shape::Decimal(rules) => rules.wire,
            Shape::Integer(rules) => rules.wire,
            Shape::Text(_) | Shape::Enum { .. } | Shape::Object(_) => WireForm::Text,
        },
        TypeRef::Decimal(form) | TypeRef::Integer(form) | TypeRef::Boolean { wire: form, .. } => {
            *form
        }
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => WireForm::Text,
    }
}

/// What makes a number or boolean travel in another JSON form than its own. Named types know theirs.
fn other_form(ty: &TypeRef) -> Option<&'static str> {
    match ty {
        TypeRef::Decimal(WireForm::Text)
        | TypeRef::Integer(WireForm::Text)
        | TypeRef::Boolean {
            wire: WireForm::Text,
            words: None,
            ..
        } => Some("rt::AsText"),
        TypeRef::Boolean {
            wire: WireForm::Number,
            ..
        } => Some("rt::AsNumber"),
        TypeRef::List(item) => other_form(item),
        TypeRef::Decimal(WireForm::Number | WireForm::Boolean)
        | TypeRef::Integer(WireForm::Number | WireForm::Boolean)
        | TypeRef::Boolean {
            wire: WireForm::Text | WireForm::Boolean,
            ..
        }
        | TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => None,
    }
}

/// The format of a date, time or boolean, where it is not the one of its Rust type.
fn other_format(ty: &TypeRef) -> Option<Cow<'_, str>> {
    let (format, default) = match ty {
        TypeRef::Date(format) => (format, "YYYY-MM-DD"),
        TypeRef::Time(format) => (format, "hh:mm:ss"),
        TypeRef::DateTime(format) if format.0.contains('Z') => (format, "YYYY-MM-DDThh:mm:ssZ"),
        TypeRef::DateTime(format) => (format, "YYYY-MM-DD hh:mm:ss"),
        TypeRef::List(item) => return other_format(item),
        TypeRef::Boolean {
            words: Some(words), ..
        } => return Some([&words.yes, "|", &words.no].concat().into()),
        TypeRef::Boolean { words: None, .. }
        | TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_) => return None,
    };
    (format.0 != default).then_some(format.0.as_str().into())
}

/// `impl rt::Read`: every field by its names.
pub(super) fn read(name: &str, fields: &[Field]) -> String {
    let mut body = String::with_capacity(512);
    for field in fields.iter().filter(|field| field.fixed.is_none()) {
        body.extend(["            ", field.ident.as_str(), ": from."]);
        push_place(&mut body, field);
        body.push_str(",\n");
    }
    let (from, open, close) = if body.is_empty() {
        ("_from", "Self {", "}\n")
    } else {
        ("from", "Self {\n", "        }\n")
    };
    let mut text = format!(
        "impl rt::Read for {name} {{\n    fn read({from}: &mut rt::Reader<'_>) -> Self {{\n        "
    );
    text.extend([open, &body, close, "    }\n}\n"]);
    text
}

/// Where a field is looked for.
fn push_place(text: &mut String, field: &Field) {
    if field.wire_name.is_empty() {
        match other_format(&field.ty) {
            Some(format) => text.extend(["items_formatted(", &literal(&format), ")"]),
            None => text.push_str("items()"),
        }
        return;
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
    let names = literals(names.map(String::as_str));
    match other_format(&field.ty) {
        None => text.extend([place, "(&[", &names, "])"]),
        Some(format) => {
            let format = literal(&format);
            text.extend([place, "_formatted(&[", &names, "], ", &format, ")"]);
        }
    }
}
