//! Texts of tables as the JSON that a field of an answer has.

use generator::model::{Bank, Json, Shape, TypeRef, WireForm};
use rust_decimal::Decimal;

/// The value of a field of this type. A text that is no value of it is written as a text.
pub(super) fn json(bank: &Bank, ty: &TypeRef, text: &str) -> Json {
    match ty {
        TypeRef::Named(id) => match &bank.ty(*id).shape {
            Shape::Decimal(rules) => decimal(rules.wire, rules.scale, text),
            Shape::Integer(rules) => number(rules.wire, text),
            Shape::Text(_) | Shape::Enum { .. } | Shape::Object(_) => Json::Text(text.to_owned()),
        },
        TypeRef::Decimal(wire) => decimal(*wire, None, text),
        TypeRef::Integer(wire) => number(*wire, text),
        TypeRef::Boolean { wire, .. } => boolean(ty, *wire, text),
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => Json::Text(text.to_owned()),
    }
}

/// `true` and `false` in the bank's own words.
fn boolean(ty: &TypeRef, wire: WireForm, text: &str) -> Json {
    let words = ty.yes_and_no();
    let word = match (text, words) {
        ("true", Some((yes, _))) => yes,
        ("false", Some((_, no))) => no,
        (_, Some(_) | None) => text,
    };
    match (wire, word) {
        (WireForm::Boolean, "true") => Json::Boolean(true),
        (WireForm::Boolean, "false") => Json::Boolean(false),
        (WireForm::Number, "0" | "1") => Json::Number(word.to_owned()),
        (WireForm::Boolean | WireForm::Text | WireForm::Number, _) => Json::Text(word.to_owned()),
    }
}

/// With the digits after the point that the type asks for.
fn decimal(wire: WireForm, scale: Option<u32>, text: &str) -> Json {
    let Ok(value) = Decimal::from_str_exact(text) else {
        return Json::Text(text.to_owned());
    };
    let digits = match scale.and_then(|scale| usize::try_from(scale).ok()) {
        Some(scale) => format!("{value:.scale$}"),
        None => value.to_string(),
    };
    spelled(wire, digits)
}

fn number(wire: WireForm, text: &str) -> Json {
    match text.parse::<i64>() {
        Ok(value) => spelled(wire, value.to_string()),
        Err(_) => Json::Text(text.to_owned()),
    }
}

fn spelled(wire: WireForm, digits: String) -> Json {
    match wire {
        WireForm::Number => Json::Number(digits),
        WireForm::Text | WireForm::Boolean => Json::Text(digits),
    }
}
