//! Which argument of an operation a natural value is given in.

use crate::model::{
    Bank, Example, Field, Json, Operation, Place, Required, Sensitive, Shape, TypeRef,
};

/// A single value of a request that could stand for a row.
pub(super) struct Candidate<'m> {
    /// Where it travels.
    pub(super) place: Place,
    /// Wire name as one item, or the members that lead to the value in the body.
    pub(super) path: Vec<String>,
    /// Its type: text, decimal or whole number.
    pub(super) ty: &'m TypeRef,
    /// A made-up value to take the form from.
    pub(super) form: String,
    required: bool,
    personal: bool,
}

/// What a natural value can be made of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Decimal,
    Integer,
    Text,
}

impl Candidate<'_> {
    /// Whether it is a decimal or a whole number.
    pub(super) fn is_number(&self, bank: &Bank) -> bool {
        matches!(kind(bank, self.ty), Some(Kind::Decimal | Kind::Integer))
    }

    /// Best first: no header, an amount, required, an identification or account or phone (personal, and ends in digits), anything that ends in digits.
    fn rank(&self, bank: &Bank) -> (bool, bool, bool, bool, bool) {
        let digits = self.form.ends_with(|letter: char| letter.is_ascii_digit());
        let known = kind(bank, self.ty);
        (
            self.place == Place::Header,
            known != Some(Kind::Decimal),
            !self.required,
            !(self.personal && digits),
            !digits,
        )
    }
}

/// Every argument that could stand for a row, best first. Secrets stay out of documentation and journals, so they stand for nothing; the field by
/// which repeated requests are recognised has to stay free for the caller; what is fixed or listed has no room.
pub(super) fn candidates<'m>(bank: &'m Bank, operation: &'m Operation) -> Vec<Candidate<'m>> {
    let mut found = Vec::new();
    let key = operation.idempotency.as_ref().map(|key| key.field);
    for (index, field) in operation.request.iter().enumerate() {
        if Some(index) != key {
            let walk = Walk {
                bank,
                example: operation.examples.first(),
                place: field.place,
            };
            walk.field(field, &mut Vec::new(), true, &mut found);
        }
    }
    // Stable: of equals the first of the document.
    found.sort_by_key(|candidate| candidate.rank(bank));
    found
}

/// The walk through one argument.
struct Walk<'m> {
    bank: &'m Bank,
    example: Option<&'m Example>,
    place: Place,
}

impl<'m> Walk<'m> {
    fn field(
        &self,
        field: &'m Field,
        above: &mut Vec<String>,
        required: bool,
        found: &mut Vec<Candidate<'m>>,
    ) {
        if field.fixed.is_some() || field.sensitive == Some(Sensitive::Secret) {
            return;
        }
        let required = required && field.required == Required::Yes;
        above.push(field.wire_name.clone());
        match self.bank.members(&field.ty) {
            // An object contains itself only through a list, which is not followed.
            Some(members) => {
                for member in members {
                    self.field(member, above, required, found);
                }
            }
            None if kind(self.bank, &field.ty).is_some() => found.push(Candidate {
                place: self.place,
                path: above.clone(),
                ty: &field.ty,
                form: self.form(field, above),
                required,
                personal: field.sensitive == Some(Sensitive::Personal),
            }),
            None => {}
        }
        above.pop();
    }

    /// The value that the first example gives, else the example of the row, else that of its type.
    fn form(&self, field: &Field, path: &[String]) -> String {
        let given = self.example.and_then(|example| {
            let request = &example.request;
            let head = match self.place {
                Place::Path => &request.path,
                Place::Query => &request.query,
                Place::Header => &request.headers,
                Place::Body => return inside(request.body.as_ref()?, path),
            };
            let named = |(name, _): &&(String, String)| name.eq_ignore_ascii_case(&field.wire_name);
            head.iter().find(named).map(|(_, value)| value.clone())
        });
        let named = || match &field.ty {
            TypeRef::Named(id) => self.bank.ty(*id).example.clone(),
            TypeRef::Text
            | TypeRef::SecretText
            | TypeRef::Decimal(_)
            | TypeRef::Integer(_)
            | TypeRef::Boolean { .. }
            | TypeRef::Date(_)
            | TypeRef::Time(_)
            | TypeRef::DateTime(_)
            | TypeRef::List(_) => None,
        };
        given
            .or_else(|| field.example.clone())
            .or_else(named)
            .unwrap_or_default()
    }
}

fn inside(body: &Json, path: &[String]) -> Option<String> {
    let mut value = body;
    for name in path {
        let Json::Object(members) = value else {
            return None;
        };
        value = members
            .iter()
            .find(|(member, _)| member == name)
            .map(|(_, value)| value)?;
    }
    match value {
        Json::Number(text) | Json::Text(text) => Some(text.clone()),
        Json::Null | Json::Boolean(_) | Json::Array(_) | Json::Object(_) => None,
    }
}

fn kind(bank: &Bank, ty: &TypeRef) -> Option<Kind> {
    match ty {
        TypeRef::Named(id) => match &bank.ty(*id).shape {
            Shape::Text(_) => Some(Kind::Text),
            Shape::Decimal(_) => Some(Kind::Decimal),
            Shape::Integer(_) => Some(Kind::Integer),
            Shape::Enum { .. } | Shape::Object(_) => None,
        },
        TypeRef::Text => Some(Kind::Text),
        TypeRef::Decimal(_) => Some(Kind::Decimal),
        TypeRef::Integer(_) => Some(Kind::Integer),
        TypeRef::SecretText
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => None,
    }
}
