//! Whether a value keeps the rules of its type.

use generator::model::{
    Bank, DecimalRules, Field, IntegerRules, Json, Required, Shape, TextRules, TypeRef, WireForm,
};
use regex_lite::Regex;
use rust_decimal::Decimal;
use std::collections::HashMap;

/// The patterns of a bank's types, each compiled once.
#[derive(Debug)]
pub struct Rules {
    patterns: HashMap<String, Regex>,
}

/// A value that breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field: its wire name, in a body with the members that lead to it and dots between.
    pub field: String,
    /// How.
    pub kind: Breach,
}

/// How a value breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breach {
    /// It has to be there and is not.
    Missing,
    /// It is not as its type says; what is wrong, without the value.
    Invalid(String),
}

impl Rules {
    /// Compiles the patterns of all types. `lower` has compiled each of them before.
    #[must_use]
    pub fn new(bank: &Bank) -> Self {
        let mut patterns = HashMap::new();
        for ty in &bank.types {
            if let Shape::Text(TextRules {
                pattern: Some(pattern),
                ..
            }) = &ty.shape
                && let Ok(regex) = Regex::new(&format!("^(?:{pattern})$"))
            {
                patterns.insert(pattern.clone(), regex);
            }
        }
        Self { patterns }
    }

    /// Says why a text that stands for a value of this type is none.
    pub fn check_text(&self, bank: &Bank, ty: &TypeRef, text: &str) -> Result<(), String> {
        match ty {
            TypeRef::Named(id) => self.check_shape(&bank.ty(*id).shape, text),
            TypeRef::Text | TypeRef::SecretText | TypeRef::Boolean { lenient: true, .. } => Ok(()),
            TypeRef::Decimal(_) => decimal(text).map(|_| ()),
            TypeRef::Integer(_) => integer(text).map(|_| ()),
            TypeRef::Boolean { lenient: false, .. } => match ty.yes_and_no() {
                Some((yes, no)) if text != yes && text != no => {
                    Err(format!("it is neither `{yes}` nor `{no}`"))
                }
                Some(_) | None => Ok(()),
            },
            TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => {
                if format.matches(text) {
                    Ok(())
                } else {
                    Err(format!("it is no day or time written as `{}`", format.0))
                }
            }
            TypeRef::List(item) => self.check_text(bank, item, text),
        }
    }

    /// Adds what a JSON value breaks of the rules of its type. `name` is that of the field.
    pub fn check_json(
        &self,
        bank: &Bank,
        ty: &TypeRef,
        json: &Json,
        name: &str,
        broken: &mut Vec<Violation>,
    ) {
        let mut invalid = |what: String| {
            broken.push(Violation {
                field: name.to_owned(),
                kind: Breach::Invalid(what),
            });
        };
        match (ty, json) {
            (TypeRef::List(item), Json::Array(items)) => {
                for value in items {
                    self.check_json(bank, item, value, name, broken);
                }
            }
            (TypeRef::List(_), _) => invalid("it is no list".to_owned()),
            (TypeRef::Named(id), _) if matches!(bank.ty(*id).shape, Shape::Object(_)) => {
                let (Shape::Object(fields), Json::Object(members)) = (&bank.ty(*id).shape, json)
                else {
                    return invalid("it is no object".to_owned());
                };
                for field in fields {
                    let value = members
                        .iter()
                        .find(|(member, _)| *member == field.wire_name);
                    let inner = format!("{name}.{}", field.wire_name);
                    self.check_field(bank, field, value.map(|(_, value)| value), &inner, broken);
                }
            }
            (_, Json::Null | Json::Array(_) | Json::Object(_)) => {
                invalid("it is no single value".to_owned());
            }
            (_, Json::Text(text) | Json::Number(text)) => {
                let number = matches!(json, Json::Number(_));
                if let Err(what) =
                    form(bank, ty, number, false).and_then(|()| self.check_text(bank, ty, text))
                {
                    invalid(what);
                }
            }
            (_, Json::Boolean(_)) => {
                if let Err(what) = form(bank, ty, false, true) {
                    invalid(what);
                }
            }
        }
    }

    /// Adds what the value of a body field breaks, if only by its absence. A `null` is no value of any type.
    pub fn check_field(
        &self,
        bank: &Bank,
        field: &Field,
        value: Option<&Json>,
        name: &str,
        broken: &mut Vec<Violation>,
    ) {
        match (value, field.required) {
            (None | Some(Json::Null), Required::Yes) => broken.push(Violation {
                field: name.to_owned(),
                kind: Breach::Missing,
            }),
            (None, Required::No | Required::Undocumented) => {}
            (Some(value), _) => self.check_json(bank, &field.ty, value, name, broken),
        }
    }

    fn check_shape(&self, shape: &Shape, text: &str) -> Result<(), String> {
        match shape {
            Shape::Text(rules) => self.check_text_rules(rules, text),
            Shape::Decimal(rules) => check_decimal(rules, text),
            Shape::Integer(rules) => check_integer(rules, text),
            Shape::Enum { open: true, .. } => Ok(()),
            Shape::Enum {
                open: false,
                values,
            } => {
                if values.iter().any(|listed| listed.value == text) {
                    Ok(())
                } else {
                    Err("it is none of the listed values".to_owned())
                }
            }
            Shape::Object(_) => Err("it is no object".to_owned()),
        }
    }

    fn check_text_rules(&self, rules: &TextRules, text: &str) -> Result<(), String> {
        let length = text.chars().count();
        let bound = |bound: u32| usize::try_from(bound).unwrap_or(usize::MAX);
        if let Some(least) = rules.min_length
            && length < bound(least)
        {
            return Err(format!("it has {length} of at least {least} characters"));
        }
        if let Some(greatest) = rules.max_length
            && length > bound(greatest)
        {
            return Err(format!("it has {length} of at most {greatest} characters"));
        }
        let regex = rules.pattern.as_ref().and_then(|pattern| {
            let regex = self.patterns.get(pattern)?;
            Some((pattern, regex))
        });
        match regex {
            Some((pattern, regex)) if !regex.is_match(text) => {
                Err(format!("it does not match `{pattern}`"))
            }
            Some(_) | None => Ok(()),
        }
    }
}

/// The JSON form that values of this type have.
fn wire_form(bank: &Bank, ty: &TypeRef) -> WireForm {
    match ty {
        TypeRef::Named(id) => match &bank.ty(*id).shape {
            Shape::Text(_) | Shape::Enum { .. } | Shape::Object(_) => WireForm::Text,
            Shape::Decimal(rules) => rules.wire,
            Shape::Integer(rules) => rules.wire,
        },
        TypeRef::Decimal(wire) | TypeRef::Integer(wire) | TypeRef::Boolean { wire, .. } => *wire,
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => WireForm::Text,
    }
}

/// Whether a value of this type may be a JSON number, a boolean or a text.
fn form(bank: &Bank, ty: &TypeRef, number: bool, boolean: bool) -> Result<(), String> {
    if let TypeRef::Boolean { lenient: true, .. } = ty {
        return Ok(());
    }
    match (wire_form(bank, ty), number, boolean) {
        (WireForm::Number, true, _)
        | (WireForm::Boolean, _, true)
        | (WireForm::Text, false, false) => Ok(()),
        (WireForm::Number, false, _) => Err("it is no JSON number".to_owned()),
        (WireForm::Boolean, _, false) => Err("it is no JSON boolean".to_owned()),
        (WireForm::Text, _, _) => Err("it is no JSON string".to_owned()),
    }
}

/// A decimal number of plain digits.
fn decimal(text: &str) -> Result<Decimal, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty()
        && digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit());
    if !plain {
        return Err("it is no decimal number of plain digits".to_owned());
    }
    Decimal::from_str_exact(text)
        .map_err(|_| "it is no decimal number of at most 28 digits".to_owned())
}

fn check_decimal(rules: &DecimalRules, text: &str) -> Result<(), String> {
    let number = decimal(text)?;
    let written = text.split_once('.').map_or(0, |(_, digits)| digits.len());
    let scale = rules.scale.unwrap_or(0);
    if rules.scale.is_some() && written > usize::try_from(scale).unwrap_or(usize::MAX) {
        return Err(format!(
            "it has {written} digits after the point instead of {scale}"
        ));
    }
    if let Some(digits) = rules.digits {
        let whole = number.trunc().abs().normalize().to_string();
        let whole = if whole == "0" { 0 } else { whole.len() };
        let after = scale.max(number.normalize().scale());
        if whole + usize::try_from(after).unwrap_or(0) > usize::try_from(digits).unwrap_or(0) {
            return Err(format!("it has more than {digits} digits"));
        }
    }
    let bound = |bound: &Option<String>| bound.as_deref().and_then(|bound| decimal(bound).ok());
    if bound(&rules.minimum).is_some_and(|minimum| number < minimum) {
        return Err("it is less than the least value".to_owned());
    }
    if bound(&rules.maximum).is_some_and(|maximum| number > maximum) {
        return Err("it is greater than the greatest value".to_owned());
    }
    Ok(())
}

fn integer(text: &str) -> Result<i64, String> {
    match text.parse::<i64>() {
        Ok(number) if !text.starts_with('+') => Ok(number),
        Ok(_) | Err(_) => Err("it is no whole number of 64 bits".to_owned()),
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

/// The type of the field that these members lead to.
#[must_use]
pub fn type_at<'b>(bank: &'b Bank, fields: &'b [Field], path: &[String]) -> Option<&'b TypeRef> {
    let (name, rest) = path.split_first()?;
    let field = fields.iter().find(|field| field.wire_name == *name)?;
    if rest.is_empty() {
        return Some(&field.ty);
    }
    type_at(bank, bank.members(&field.ty)?, rest)
}

/// A made-up value of a field: its own example, or that of its type.
#[must_use]
pub fn made_up_field(bank: &Bank, field: &Field) -> Option<Json> {
    made_up_member(bank, field, false)
}

fn made_up_member(bank: &Bank, field: &Field, in_list: bool) -> Option<Json> {
    match &field.example {
        Some(text) => Some(in_lists(bank, &field.ty, text)),
        None => made_up_value(bank, &field.ty, in_list),
    }
}

/// The example of a field: of a list it is the example of an item.
fn in_lists(bank: &Bank, ty: &TypeRef, text: &str) -> Json {
    match ty {
        TypeRef::List(item) => Json::Array(vec![in_lists(bank, item, text)]),
        TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => written(bank, ty, text),
    }
}

/// The made-up value of a type; `None` where the type has rules, and neither an example nor a listed value keeps them.
#[must_use]
pub fn made_up(bank: &Bank, ty: &TypeRef) -> Option<Json> {
    made_up_value(bank, ty, false)
}

/// Lists inside the items of a list are empty: an object can contain a list of itself.
fn made_up_value(bank: &Bank, ty: &TypeRef, in_list: bool) -> Option<Json> {
    match ty {
        TypeRef::Named(id) => {
            let named = bank.ty(*id);
            if let Shape::Object(fields) = &named.shape {
                let members = fields.iter().filter_map(|field| {
                    Some((
                        field.wire_name.clone(),
                        made_up_member(bank, field, in_list)?,
                    ))
                });
                return Some(Json::Object(members.collect()));
            }
            if let Some(text) = &named.example {
                return Some(written(bank, ty, text));
            }
            match &named.shape {
                Shape::Enum { values, .. } => Some(Json::Text(values.first()?.value.clone())),
                Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Object(_) => None,
            }
        }
        TypeRef::List(item) => {
            let made = if in_list {
                None
            } else {
                made_up_value(bank, item, true)
            };
            Some(Json::Array(made.into_iter().collect()))
        }
        TypeRef::Text | TypeRef::SecretText => {
            Some(Json::Text(generator::made_up::TEXT.to_owned()))
        }
        TypeRef::Decimal(_) => Some(written(bank, ty, "1.00")),
        TypeRef::Integer(_) => Some(written(bank, ty, "1")),
        TypeRef::Boolean { .. } => {
            let (yes, _) = ty.yes_and_no()?;
            Some(written(bank, ty, yes))
        }
        TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => {
            Some(Json::Text(generator::made_up::moment(&format.0)))
        }
    }
}

/// A value given as text, in the JSON form of its type.
#[must_use]
pub fn written(bank: &Bank, ty: &TypeRef, text: &str) -> Json {
    match wire_form(bank, ty) {
        WireForm::Number => Json::Number(text.to_owned()),
        WireForm::Boolean => match text {
            "true" => Json::Boolean(true),
            "false" => Json::Boolean(false),
            _ => Json::Text(text.to_owned()),
        },
        WireForm::Text => Json::Text(text.to_owned()),
    }
}
