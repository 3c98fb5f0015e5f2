//! Single values that the model spells as text.

use super::Form;
use crate::emit::openapi::write::{Layout, Node, Number, Sink};
use crate::model::{Bank, Json, Shape, TypeRef, WireForm};

/// A single value that is spelt as text in the model.
pub(in crate::emit::openapi) enum Scalar<'a> {
    /// Text.
    Text(&'a str),
    /// A number by its digits.
    Number(&'a str),
    /// `true` or `false`.
    Boolean(bool),
    /// A list of one: examples of lists are written as their only item.
    List(Box<Scalar<'a>>),
}

impl Scalar<'_> {
    /// The value for a body.
    pub(in crate::emit::openapi) fn json(&self) -> Json {
        match self {
            Self::Text(text) => Json::Text((*text).to_owned()),
            Self::Number(digits) => Json::Number((*digits).to_owned()),
            Self::Boolean(value) => Json::Boolean(*value),
            Self::List(item) => Json::Array(vec![item.json()]),
        }
    }
}

impl Node for Scalar<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        match self {
            Self::Text(text) => to.text(text),
            Self::Number(digits) => Number(digits).write(to),
            Self::Boolean(value) => value.write(to),
            Self::List(item) => {
                to.open_list(Layout::Line);
                to.item();
                item.write(to);
                to.close();
            }
        }
    }
}

impl Form<'_> {
    /// A value of this form.
    pub(super) fn scalar<'a>(&self, text: &'a str) -> Scalar<'a> {
        match self {
            Form::Decimal { wire, .. } | Form::Integer { wire, .. } => number(*wire, text),
            Form::Boolean { wire, .. } => boolean(*wire, text),
            Form::Reference(_)
            | Form::Text { .. }
            | Form::Enum { .. }
            | Form::Object(_)
            | Form::List(_) => Scalar::Text(text),
        }
    }
}

/// A value of this type that the model spells as text, as JSON.
pub(in crate::emit::openapi) fn scalar<'a>(bank: &Bank, ty: &TypeRef, text: &'a str) -> Scalar<'a> {
    match ty {
        TypeRef::Named(id) => match bank.types.get(id.0 as usize).map(|ty| &ty.shape) {
            Some(Shape::Decimal(rules)) => number(rules.wire, text),
            Some(Shape::Integer(rules)) => number(rules.wire, text),
            Some(Shape::Text(_) | Shape::Enum { .. } | Shape::Object(_)) | None => {
                Scalar::Text(text)
            }
        },
        TypeRef::Decimal(wire) | TypeRef::Integer(wire) => number(*wire, text),
        TypeRef::Boolean { wire, .. } => boolean(*wire, text),
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => Scalar::Text(text),
        TypeRef::List(item) => Scalar::List(Box::new(scalar(bank, item, text))),
    }
}

fn number(wire: WireForm, text: &str) -> Scalar<'_> {
    match wire {
        WireForm::Number | WireForm::Boolean => Scalar::Number(text),
        WireForm::Text => Scalar::Text(text),
    }
}

fn boolean(wire: WireForm, text: &str) -> Scalar<'_> {
    match (wire, text) {
        (WireForm::Boolean, "true") => Scalar::Boolean(true),
        (WireForm::Boolean, "false") => Scalar::Boolean(false),
        (WireForm::Number, "true" | "1") => Scalar::Number("1"),
        (WireForm::Number, "false" | "0") => Scalar::Number("0"),
        (WireForm::Boolean | WireForm::Number | WireForm::Text, _) => Scalar::Text(text),
    }
}
