//! Whether a value keeps the rules of its type.

use super::decimal::{Decimal, GREATEST_DIGITS};
use super::format;
use crate::model::{
    DecimalRules, IntegerRules, Json, Listed, Shape, TextRules, Type, TypeRef, WireForm,
};
use regex_lite::Regex;
use std::collections::HashMap;

/// Regular expressions, each compiled once.
#[derive(Default)]
pub(crate) struct Patterns {
    compiled: HashMap<String, Option<Regex>>,
}

impl Patterns {
    /// Compiles a pattern; says what is wrong with it.
    pub(super) fn compile(&mut self, pattern: &str) -> Result<(), String> {
        // Compiled alone first: anchors around it would hide an unclosed group.
        let result = Regex::new(pattern).and_then(|_| Regex::new(&format!("^(?:{pattern})$")));
        let wrong = result.as_ref().err().map(ToString::to_string);
        self.compiled.insert(pattern.to_owned(), result.ok());
        wrong.map_or(Ok(()), Err)
    }

    /// Whether the whole text matches. A pattern that cannot be read is reported where it stands and matches everything.
    fn matches(&mut self, pattern: &str, text: &str) -> bool {
        if !self.compiled.contains_key(pattern) {
            // Reported where the pattern is defined.
            let _ = self.compile(pattern).is_ok();
        }
        match self.compiled.get(pattern) {
            Some(Some(regex)) => regex.is_match(text),
            Some(None) | None => true,
        }
    }
}

/// Says why a text that stands for a value of this type is none.
pub(crate) fn check_text(
    types: &[Type],
    patterns: &mut Patterns,
    ty: &TypeRef,
    text: &str,
) -> Result<(), String> {
    match ty {
        TypeRef::Named(id) => match types.get(id.0 as usize) {
            Some(ty) => check_shape(patterns, &ty.shape, text),
            None => Ok(()),
        },
        TypeRef::Text | TypeRef::SecretText => Ok(()),
        TypeRef::Decimal(_) => decimal(text).map(|_| ()),
        TypeRef::Integer(_) => integer(text).map(|_| ()),
        TypeRef::Boolean { lenient, words, .. } => {
            let (yes, no) = ty.yes_and_no().unwrap_or_default();
            // A row may say `true` however the value travels, unless the bank has words of its own for it.
            let plain = words.is_none() && matches!(text, "true" | "false");
            if *lenient || plain || text == yes || text == no {
                return Ok(());
            }
            Err(format!(
                "`{}` is neither `{}` nor `{}`",
                text.escape_debug(),
                yes.escape_debug(),
                no.escape_debug()
            ))
        }
        TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => {
            if format::matches(&format.0, text) {
                Ok(())
            } else {
                Err(format!(
                    "`{}` is no day or time written as `{}`",
                    text.escape_debug(),
                    format.0
                ))
            }
        }
        TypeRef::List(item) => check_text(types, patterns, item, text),
    }
}

fn check_shape(patterns: &mut Patterns, shape: &Shape, text: &str) -> Result<(), String> {
    match shape {
        Shape::Text(rules) => check_text_rules(patterns, rules, text),
        Shape::Decimal(rules) => check_decimal(rules, text),
        Shape::Integer(rules) => check_integer(rules, text),
        Shape::Enum { open, values } => check_listed(*open, values, text),
        Shape::Object(_) => Err("an object has no value of one text".to_owned()),
    }
}

fn check_text_rules(patterns: &mut Patterns, rules: &TextRules, text: &str) -> Result<(), String> {
    let length = text.chars().count();
    let characters = |count: u32| {
        if count == 1 {
            "character"
        } else {
            "characters"
        }
    };
    let outside = |bound: u32| usize::try_from(bound).unwrap_or(usize::MAX);
    match (rules.min_length, rules.max_length) {
        (Some(least), Some(greatest)) if least == greatest && length != outside(least) => {
            return Err(format!("it has {length} characters instead of {least}"));
        }
        (Some(least), _) if length < outside(least) => {
            return Err(format!(
                "it has {length} of at least {least} {}",
                characters(least)
            ));
        }
        (_, Some(greatest)) if length > outside(greatest) => {
            return Err(format!(
                "it has {length} of at most {greatest} {}",
                characters(greatest)
            ));
        }
        _ => {}
    }
    match &rules.pattern {
        Some(pattern) if !patterns.matches(pattern, text) => {
            Err(format!("it does not match `{pattern}`"))
        }
        Some(_) | None => Ok(()),
    }
}

fn decimal(text: &str) -> Result<Decimal<'_>, String> {
    match Decimal::parse(text) {
        Some(number) if number.is_too_long() => {
            Err(format!("it has more than {GREATEST_DIGITS} digits"))
        }
        Some(number) => Ok(number),
        None => Err(format!(
            "`{}` is no decimal number of plain digits",
            text.escape_debug()
        )),
    }
}

fn check_decimal(rules: &DecimalRules, text: &str) -> Result<(), String> {
    let number = decimal(text)?;
    let width = |digits: u32| usize::try_from(digits).unwrap_or(usize::MAX);
    let scale = rules.scale.map_or(0, width);
    if rules.scale.is_some() && number.scale > scale {
        return Err(format!(
            "it has {} digits after the point instead of {scale}",
            number.scale
        ));
    }
    if let Some(digits) = rules.digits.map(width)
        && number.digits(scale.max(number.significant_scale())) > digits
    {
        return Err(format!("it has more than {digits} digits"));
    }
    if let Some(minimum) = rules.minimum.as_deref().and_then(Decimal::parse)
        && number < minimum
    {
        return Err("it is less than the least value".to_owned());
    }
    if let Some(maximum) = rules.maximum.as_deref().and_then(Decimal::parse)
        && number > maximum
    {
        return Err("it is greater than the greatest value".to_owned());
    }
    Ok(())
}

fn integer(text: &str) -> Result<i64, String> {
    match text.parse::<i64>() {
        Ok(number) if !text.starts_with('+') => Ok(number),
        Ok(_) | Err(_) => Err(format!(
            "`{}` is no whole number of 64 bits",
            text.escape_debug()
        )),
    }
}

fn check_integer(rules: &IntegerRules, text: &str) -> Result<(), String> {
    let number = integer(text)?;
    if rules.minimum.is_some_and(|minimum| number < minimum) {
        return Err("it is less than the least value".to_owned());
    }
    if rules.maximum.is_some_and(|maximum| number > maximum) {
        return Err("it is greater than the greatest value".to_owned());
    }
    Ok(())
}

fn check_listed(open: bool, values: &[Listed], text: &str) -> Result<(), String> {
    if open || values.iter().any(|listed| listed.value == text) {
        return Ok(());
    }
    let listed: Vec<_> = values
        .iter()
        .map(|listed| format!("`{}`", listed.value.escape_debug()))
        .collect();
    Err(format!(
        "`{}` is none of {}",
        text.escape_debug(),
        listed.join(", ")
    ))
}

/// The JSON form that a value of this type has.
fn wire_form(types: &[Type], ty: &TypeRef) -> Option<WireForm> {
    match ty {
        TypeRef::Named(id) => match &types.get(id.0 as usize)?.shape {
            Shape::Text(_) | Shape::Enum { .. } => Some(WireForm::Text),
            Shape::Decimal(rules) => Some(rules.wire),
            Shape::Integer(rules) => Some(rules.wire),
            Shape::Object(_) => None,
        },
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => Some(WireForm::Text),
        TypeRef::Decimal(wire) | TypeRef::Integer(wire) | TypeRef::Boolean { wire, .. } => {
            Some(*wire)
        }
        TypeRef::List(_) => None,
    }
}

/// Says why a JSON value that is neither list nor object is no value of this type.
pub(super) fn check_scalar(
    types: &[Type],
    patterns: &mut Patterns,
    ty: &TypeRef,
    json: &Json,
) -> Result<(), String> {
    // A type that was reported allows every value.
    if let TypeRef::Named(id) = ty
        && types.get(id.0 as usize).is_none()
    {
        return Ok(());
    }
    let Some(form) = wire_form(types, ty) else {
        return Err("it is neither the list nor the object that its type is".to_owned());
    };
    let text = match json {
        Json::Text(text) => text.as_str(),
        Json::Number(number) => number.as_str(),
        Json::Boolean(true) => "true",
        Json::Boolean(false) => "false",
        Json::Null | Json::Array(_) | Json::Object(_) => {
            return Err("it is no single value".to_owned());
        }
    };
    if let TypeRef::Boolean { lenient: true, .. } = ty {
        return Ok(());
    }
    match (form, json) {
        (WireForm::Text, Json::Text(_))
        | (WireForm::Number, Json::Number(_))
        | (WireForm::Boolean, Json::Boolean(_)) => check_text(types, patterns, ty, text),
        (WireForm::Text, _) => Err("it is not a JSON string; quote it".to_owned()),
        (WireForm::Number, _) => Err("it is not a JSON number".to_owned()),
        (WireForm::Boolean, _) => Err("it is not a JSON boolean".to_owned()),
    }
}
