//! Fields by the names that a file gives them: wire names, with dots into objects.

use crate::world::program::Argument;
use generator::model::{
    Bank, Body, Field, Operation, Place, ResponseKind, Sensitive, Shape, TypeRef, ZeroPadded,
};

/// Whether an answer of the operation has this header.
pub(super) fn header(operation: &Operation, name: &str) -> bool {
    let headers = operation
        .responses
        .iter()
        .flat_map(|response| &response.headers);
    headers
        .into_iter()
        .any(|field| field.wire_name.eq_ignore_ascii_case(name))
}

/// The fields of the body of an accepted answer.
pub(super) fn of_answer(operation: &Operation, status: Option<u16>) -> Vec<&Field> {
    let documented = |status: Option<u16>| {
        operation
            .responses
            .iter()
            .find(|one| status.is_some() && one.status == status)
    };
    let success = || {
        let mut all = operation.responses.iter();
        all.find(|one| one.kind == ResponseKind::Success)
    };
    let Some(response) = documented(status).or_else(success) else {
        return Vec::new();
    };
    let also_here = |field: &&Field| field.also_in == Some(Place::Body);
    let mut fields: Vec<&Field> = response.headers.iter().filter(also_here).collect();
    if let Body::Object(own) = &response.body {
        fields.extend(own);
    }
    fields
}

/// A field of one value: its members, and its type.
pub(super) fn value(bank: &Bank, fields: &[&Field], name: &str) -> Option<(Vec<String>, TypeRef)> {
    let (path, field) = resolve(bank, fields, name)?;
    is_single(bank, &field.ty).then(|| (path, field.ty.clone()))
}

/// A list: its members, and the fields of an item. The empty name is the body itself.
pub(super) fn list<'b>(
    bank: &'b Bank,
    operation: &'b Operation,
    fields: &[&'b Field],
    name: &str,
) -> Option<(Vec<String>, Vec<&'b Field>)> {
    let item = |ty: &TypeRef| Some(bank.members(ty)?.iter().collect());
    if name.is_empty() {
        let mut bodies = operation.responses.iter().map(|response| &response.body);
        return bodies.find_map(|body| match body {
            Body::List(ty) => Some((Vec::new(), item(ty)?)),
            Body::None | Body::Object(_) => None,
        });
    }
    let (path, field) = resolve(bank, fields, name)?;
    match &field.ty {
        TypeRef::List(ty) => Some((path, item(ty)?)),
        TypeRef::Named(_)
        | TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => None,
    }
}

/// An argument of one value.
pub(super) fn argument(bank: &Bank, operation: &Operation, name: &str) -> Option<Argument> {
    let fields: Vec<&Field> = operation.request.iter().collect();
    let (path, field) = resolve(bank, &fields, name)?;
    let top = path.first()?;
    let same = |one: &&&Field| one.wire_name.eq_ignore_ascii_case(top);
    let place = fields.iter().find(same)?.place;
    is_single(bank, &field.ty).then(|| Argument {
        place,
        zero_padded: zero_padded(bank, &field.ty),
        sensitive: matches!(
            field.sensitive,
            Some(Sensitive::Personal | Sensitive::Secret)
        ),
        path,
    })
}

/// The field at the end of a name, and the wire names that lead to it.
fn resolve<'b>(
    bank: &'b Bank,
    fields: &[&'b Field],
    name: &str,
) -> Option<(Vec<String>, &'b Field)> {
    for field in fields {
        let wire = field.wire_name.as_str();
        let head = name.get(..wire.len()).filter(|head| match field.place {
            Place::Header => head.eq_ignore_ascii_case(wire),
            Place::Path | Place::Query | Place::Body => *head == wire,
        });
        let Some(rest) = head.and_then(|_| name.get(wire.len()..)) else {
            continue;
        };
        if rest.is_empty() {
            return Some((vec![wire.to_owned()], field));
        }
        let below = rest
            .strip_prefix('.')
            .and_then(|rest| resolve(bank, &members(bank, &field.ty), rest));
        if let Some((mut path, found)) = below {
            path.insert(0, wire.to_owned());
            return Some((path, found));
        }
    }
    None
}

fn members<'b>(bank: &'b Bank, ty: &TypeRef) -> Vec<&'b Field> {
    bank.members(ty).unwrap_or_default().iter().collect()
}

fn is_single(bank: &Bank, ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Named(id) => !matches!(bank.ty(*id).shape, Shape::Object(_)),
        TypeRef::List(_) => false,
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_) => true,
    }
}

fn zero_padded(bank: &Bank, ty: &TypeRef) -> Option<ZeroPadded> {
    match ty {
        TypeRef::Named(id) => match &bank.ty(*id).shape {
            Shape::Text(rules) => rules.zero_padded,
            Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } | Shape::Object(_) => None,
        },
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => None,
    }
}
