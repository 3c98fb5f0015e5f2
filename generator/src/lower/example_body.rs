//! Bodies of made-up calls.

use super::body::split_path;
use super::problem::{EXAMPLE_UNKNOWN, EXAMPLE_VALUE};
use super::values::check_scalar;
use super::{Lowering, envelope};
use crate::model::{Envelope, Field, Json, Required, Shape, TypeRef};
use crate::source::Span;

/// What is wrong with a body, by path.
pub(super) struct Checked {
    span: Span,
    /// Values that no row lists, and whether each is a text.
    unknown: Vec<(String, bool)>,
    missing: Vec<String>,
    values: Vec<(String, String)>,
}

impl Checked {
    pub(super) const fn new(span: Span) -> Self {
        Self {
            span,
            unknown: Vec::new(),
            missing: Vec::new(),
            values: Vec::new(),
        }
    }

    fn value(&mut self, path: &str, wrong: String) {
        self.values.push((path.to_owned(), wrong));
    }

    /// Notes a value that no row lists, down to its scalars: the envelope may list some of them.
    fn unknown(&mut self, path: &str, value: &Json) {
        match value {
            Json::Object(members) if !members.is_empty() => {
                for (name, value) in members {
                    self.unknown(&joined(path, name), value);
                }
            }
            Json::Text(_) => self.unknown.push((path.to_owned(), true)),
            Json::Null | Json::Boolean(_) | Json::Number(_) | Json::Array(_) | Json::Object(_) => {
                self.unknown.push((path.to_owned(), false));
            }
        }
    }
}

impl Lowering<'_> {
    /// Checks an object. `path` leads to it.
    pub(super) fn check_object(
        &mut self,
        fields: &[&Field],
        json: &Json,
        path: &str,
        checked: &mut Checked,
    ) {
        let Json::Object(members) = json else {
            checked.value(path, "it is not an object".to_owned());
            return;
        };
        let mut seen: Vec<&str> = Vec::with_capacity(members.len());
        for (name, value) in members {
            let path = joined(path, name);
            if seen.contains(&name.as_str()) {
                checked.value(&path, "it stands there twice".to_owned());
            }
            seen.push(name);
            match fields.iter().find(|field| field.wire_name == *name) {
                Some(field) => self.check_member(field, value, &path, checked),
                None => checked.unknown(&path, value),
            }
        }
        for field in fields {
            let given = seen.contains(&field.wire_name.as_str());
            let elsewhere = field.also_in.is_some() || field.fixed.is_some();
            if field.required == Required::Yes && !given && !elsewhere {
                checked.missing.push(joined(path, &field.wire_name));
            }
        }
    }

    fn check_member(&mut self, field: &Field, value: &Json, path: &str, checked: &mut Checked) {
        match (value, &field.fixed) {
            (Json::Null, _) => {
                let wrong = "`null` stands for no value; leave the member out";
                checked.value(path, wrong.to_owned());
            }
            (Json::Text(text), Some(fixed)) if text != fixed => {
                checked.value(path, format!("it is always `{}`", fixed.escape_debug()));
            }
            (
                Json::Boolean(_)
                | Json::Number(_)
                | Json::Text(_)
                | Json::Array(_)
                | Json::Object(_),
                _,
            ) => {
                self.check_json(&field.ty, value, path, checked);
            }
        }
    }

    pub(super) fn check_json(
        &mut self,
        ty: &TypeRef,
        json: &Json,
        path: &str,
        checked: &mut Checked,
    ) {
        match (ty, json) {
            (TypeRef::List(item), Json::Array(items)) => {
                for (place, value) in items.iter().enumerate() {
                    self.check_json(item, value, &format!("{path}[{place}]"), checked);
                }
            }
            (TypeRef::Named(id), _) if self.is_compound(ty) => {
                let fields = match self.types.get(id.0 as usize).map(|ty| &ty.shape) {
                    Some(Shape::Object(fields)) => fields.clone(),
                    Some(
                        Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. },
                    )
                    | None => return,
                };
                let fields: Vec<&Field> = fields.iter().collect();
                self.check_object(&fields, json, path, checked);
            }
            (
                TypeRef::List(_)
                | TypeRef::Named(_)
                | TypeRef::Text
                | TypeRef::SecretText
                | TypeRef::Decimal(_)
                | TypeRef::Integer(_)
                | TypeRef::Boolean { .. }
                | TypeRef::Date(_)
                | TypeRef::Time(_)
                | TypeRef::DateTime(_),
                _,
            ) => {
                if let Err(wrong) = check_scalar(&self.types, &mut self.patterns, ty, json) {
                    checked.value(path, wrong);
                }
            }
        }
    }

    /// Reports what is wrong with a body. Texts that only the envelope lists are no problem.
    pub(super) fn report_body(&mut self, checked: Checked, envelope: Option<&Envelope>) {
        let span = checked.span;
        for (path, text) in checked.unknown {
            let parts = split_path(&path);
            if parts.is_some_and(|parts| envelope::has_path(envelope, &parts)) {
                if !text {
                    self.problems.at(
                        EXAMPLE_VALUE,
                        span,
                        format!("`{}` is no text, and no row says what else it is", path.escape_debug()),
                        "quote it, or add a row with its type to the answer; the envelope says only where to look for it",
                    );
                }
                continue;
            }
            self.problems.at(
                EXAMPLE_UNKNOWN,
                span,
                format!("no row lists `{}` for the body", path.escape_debug()),
                "correct the name, or add the row",
            );
        }
        for path in checked.missing {
            self.missing(span, "the example", "body", &path);
        }
        for (path, wrong) in checked.values {
            let what = if path.is_empty() {
                "the body".to_owned()
            } else {
                format!("`{}`", path.escape_debug())
            };
            self.problems.at(
                EXAMPLE_VALUE,
                span,
                format!("{what} breaks the rules of its type: {wrong}"),
                "make up a value that keeps the rules, or correct the rules",
            );
        }
    }
}

/// The path of a member, written as in a row.
fn joined(path: &str, name: &str) -> String {
    let name = name.replace('.', r"\.");
    if path.is_empty() {
        name
    } else {
        format!("{path}.{name}")
    }
}
