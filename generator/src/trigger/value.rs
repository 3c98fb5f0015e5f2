//! The values that stand for rows.

use super::argument::Candidate;
use crate::lower::values::{Patterns, check_text};
use crate::model::{
    AuthKind, Bank, Example, ExampleMessage, Field, Json, Shape, TypeRef, ZeroPadded,
};
use std::collections::HashSet;

/// What the row's number is put behind, best first: a text in which nobody expects meaning, and shorter ones where a value has little room.
const MARKS: [&str; 6] = ["1313", "1717", "131", "13", "7", ""];

/// Every made-up value that a specification shows. None of them may have a meaning in a sandbox.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    texts: HashSet<String>,
    numbers: HashSet<String>,
}

impl Taken {
    /// The values that a bank's examples, rows, types and known answers of signatures show.
    #[must_use]
    pub fn by(bank: &Bank) -> Self {
        let mut taken = Self::default();
        for ty in &bank.types {
            taken.text(ty.example.as_deref());
            if let Shape::Object(fields) = &ty.shape {
                taken.fields(fields);
            }
        }
        for service in &bank.services {
            for scheme in &service.auth {
                if let AuthKind::Signature(signature) = &scheme.kind {
                    for vector in &signature.vectors {
                        vector
                            .request
                            .split(['/', '?', '&', '=', ' '])
                            .for_each(|part| taken.text(Some(part)));
                    }
                }
            }
            for operation in &service.operations {
                taken.fields(&operation.request);
                for response in &operation.responses {
                    taken.fields(&response.headers);
                    if let crate::model::Body::Object(fields) = &response.body {
                        taken.fields(fields);
                    }
                }
                operation.examples.iter().for_each(|one| taken.example(one));
            }
        }
        taken
    }

    fn text(&mut self, text: Option<&str>) {
        if let Some(text) = text {
            if text.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-') {
                self.numbers.insert(canonical_number(text));
            }
            self.texts.insert(text.to_owned());
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.text(field.example.as_deref());
            self.text(field.default.as_deref());
            self.text(field.fixed.as_deref());
        }
    }

    fn example(&mut self, example: &Example) {
        self.message(&example.request);
        self.message(&example.response);
    }

    fn message(&mut self, message: &ExampleMessage) {
        let heads = [&message.path, &message.query, &message.headers];
        for (_, value) in heads.into_iter().flatten() {
            self.text(Some(value));
        }
        if let Some(body) = &message.body {
            self.json(body);
        }
    }

    fn json(&mut self, json: &Json) {
        match json {
            Json::Null | Json::Boolean(_) => {}
            Json::Number(text) | Json::Text(text) => self.text(Some(text)),
            Json::Array(items) => items.iter().for_each(|item| self.json(item)),
            Json::Object(members) => members.iter().for_each(|(_, value)| self.json(value)),
        }
    }

    fn has(&self, value: &str, number: bool) -> bool {
        self.texts.contains(value) || (number && self.numbers.contains(&canonical_number(value)))
    }
}

/// One value for each of `count` rows: each keeps the rules of the type, none is taken.
pub(super) fn series(
    bank: &Bank,
    candidate: &Candidate<'_>,
    count: usize,
    taken: &Taken,
    patterns: &mut Patterns,
) -> Option<Vec<String>> {
    let number = candidate.is_number(bank);
    let scale = scale(bank, candidate.ty);
    // Two digits even for a short table, so that a table that grows keeps its values; one where there is no room for two.
    let needed = count.to_string().len();
    for width in [needed.max(2), needed] {
        for mark in MARKS {
            let made = (1..=count).map(|row| {
                let tail = format!("{mark}{row:0width$}");
                match scale {
                    Some(scale) if number => point(&tail, scale),
                    Some(_) | None => with_tail(&candidate.form, &tail),
                }
            });
            let values: Vec<String> = made.collect();
            let fits = values.iter().all(|value| {
                !taken.has(value, number)
                    && check_text(&bank.types, patterns, candidate.ty, value).is_ok()
            });
            if fits {
                return Some(values);
            }
        }
    }
    None
}

/// Digits after the point of a decimal: those of its type, else two. None for a whole number.
fn scale(bank: &Bank, ty: &TypeRef) -> Option<usize> {
    let documented = match ty {
        TypeRef::Named(id) => match &bank.ty(*id).shape {
            Shape::Decimal(rules) => rules.scale.unwrap_or(2),
            Shape::Integer(_) => 0,
            Shape::Text(_) | Shape::Enum { .. } | Shape::Object(_) => return None,
        },
        TypeRef::Decimal(_) => 2,
        TypeRef::Integer(_) => 0,
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => return None,
    };
    usize::try_from(documented).ok()
}

/// Digits as a number with `scale` of them after the point.
fn point(digits: &str, scale: usize) -> String {
    let padded = format!("{digits:0>width$}", width = scale + 1);
    let (whole, fraction) = padded.split_at(padded.len() - scale);
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

/// The form with its last digits replaced; a form that ends in fewer digits grows.
fn with_tail(form: &str, tail: &str) -> String {
    let digits = form
        .bytes()
        .rev()
        .take_while(u8::is_ascii_digit)
        .count()
        .min(tail.len());
    let kept = form.get(..form.len() - digits).unwrap_or_default();
    format!("{kept}{tail}")
}

/// A decimal without leading zeros and without zeros behind its point; any other text as it is.
pub(super) fn canonical_number(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    if digits.is_empty()
        || !digits
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
    {
        return text.to_owned();
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    }
}

/// The text without the zeros of its longer form.
#[must_use]
pub fn without_padding(text: &str, padded: ZeroPadded) -> String {
    let front = usize::try_from(padded.after).unwrap_or(usize::MAX);
    let kept: String = text.chars().take(front).collect();
    let rest: String = text.chars().skip(front).collect();
    kept + rest.trim_start_matches('0')
}
