//! Requests made of examples, of what is always sent, and of the made-up values of rows and types.

use super::schema::scalar;
use crate::made_up;
use crate::model::{
    Bank, DateFormat, Example, Field, Json, Operation, Place, Required, Shape, Type, TypeRef,
};

/// The request of an example as it is sent, or without one the least that the operation takes.
#[derive(Clone, Copy)]
pub(super) struct Made<'a> {
    /// Where the types are.
    pub(super) bank: &'a Bank,
    /// What is called.
    pub(super) operation: &'a Operation,
    /// What the caller gives.
    pub(super) example: Option<&'a Example>,
}

impl<'a> Made<'a> {
    /// The body, where the operation has one.
    pub(super) fn body(self) -> Option<Json> {
        let given = self
            .example
            .and_then(|example| example.request.body.as_ref());
        let mut members = match given {
            Some(Json::Object(members)) => members.clone(),
            Some(other) => return Some(other.clone()),
            None => Vec::new(),
        };
        let mut rows = self.rows(Place::Body).peekable();
        rows.peek()?;
        for field in rows {
            let known = members.iter().any(|(name, _)| *name == field.wire_name);
            if !known && self.is_sent(field) {
                members.push((field.wire_name.clone(), self.value(field)));
            }
        }
        Some(Json::Object(members))
    }

    /// Names and texts of the parameters or headers.
    pub(super) fn texts(self, place: Place) -> Vec<(String, String)> {
        let request = self.example.map(|example| &example.request);
        let mut texts = match (request, place) {
            (Some(request), Place::Path) => request.path.clone(),
            (Some(request), Place::Query) => request.query.clone(),
            (Some(request), Place::Header) => request.headers.clone(),
            (Some(_), Place::Body) | (None, _) => Vec::new(),
        };
        for field in self.rows(place) {
            let same = |name: &str| name.eq_ignore_ascii_case(&field.wire_name);
            if !texts.iter().any(|(name, _)| same(name)) && self.is_sent(field) {
                texts.push((field.wire_name.clone(), text(&self.value(field))));
            }
        }
        texts
    }

    fn rows(self, place: Place) -> impl Iterator<Item = &'a Field> {
        let rows = self.operation.request.iter();
        rows.filter(move |field| field.place == place)
    }

    /// An example gives all that must be given.
    fn is_sent(self, field: &Field) -> bool {
        field.fixed.is_some() || (self.example.is_none() && field.required == Required::Yes)
    }

    fn value(self, field: &Field) -> Json {
        let text = field.fixed.as_deref().or(field.example.as_deref());
        self.of_type(&field.ty, text)
    }

    fn of_type(self, ty: &TypeRef, text: Option<&str>) -> Json {
        let moment = |format: &DateFormat| made_up::moment(&format.0);
        let made = match ty {
            TypeRef::List(item) => return Json::Array(vec![self.of_type(item, text)]),
            TypeRef::Named(id) => {
                let named = self.bank.ty(*id);
                match &named.shape {
                    Shape::Object(fields) => return self.object(fields),
                    Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } => {
                        made_text(named).to_owned()
                    }
                }
            }
            TypeRef::Text => "text".to_owned(),
            TypeRef::SecretText => "made-up".to_owned(),
            TypeRef::Decimal(_) => "1.00".to_owned(),
            TypeRef::Integer(_) => "1".to_owned(),
            TypeRef::Boolean { .. } => {
                let (yes, _) = ty.yes_and_no().unwrap_or_default();
                yes.to_owned()
            }
            TypeRef::Date(format) | TypeRef::Time(format) | TypeRef::DateTime(format) => {
                moment(format)
            }
        };
        scalar(self.bank, ty, text.unwrap_or(&made)).json()
    }

    /// What must be given of an object. No object contains itself but through a list, and lists are empty here.
    fn object(self, fields: &[Field]) -> Json {
        let needed = fields
            .iter()
            .filter(|field| field.fixed.is_some() || field.required == Required::Yes);
        let member = |field: &Field| {
            let value = match field.ty {
                TypeRef::List(_) => Json::Array(Vec::new()),
                TypeRef::Named(_)
                | TypeRef::Text
                | TypeRef::SecretText
                | TypeRef::Decimal(_)
                | TypeRef::Integer(_)
                | TypeRef::Boolean { .. }
                | TypeRef::Date(_)
                | TypeRef::Time(_)
                | TypeRef::DateTime(_) => self.value(field),
            };
            (field.wire_name.clone(), value)
        };
        Json::Object(needed.map(member).collect())
    }
}

fn made_text(ty: &Type) -> &str {
    let first = match &ty.shape {
        Shape::Enum { values, .. } => values.first().map(|listed| listed.value.as_str()),
        Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Object(_) => None,
    };
    ty.example.as_deref().or(first).unwrap_or("1")
}

/// The value outside a body: a single value as itself, anything else as JSON text.
fn text(value: &Json) -> String {
    match value {
        Json::Number(text) | Json::Text(text) => text.clone(),
        Json::Boolean(true) => "true".to_owned(),
        Json::Boolean(false) => "false".to_owned(),
        Json::Null | Json::Array(_) | Json::Object(_) => {
            let mut text = String::new();
            super::sample::push_json(&mut text, value);
            text
        }
    }
}
