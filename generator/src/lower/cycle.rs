//! Objects that would contain themselves, or too many others in one another.

use super::problem::{TOO_DEEP, TYPE_CYCLE};
use super::{GREATEST_DEPTH, Lowering};
use crate::model::{Shape, Type, TypeRef};

/// How far the search has come with a type.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Seen {
    NotYet,
    OnTheWay,
    Done,
}

impl Lowering<'_> {
    /// Reports objects that contain themselves other than through a list: their Rust type would have no end. `from` is the
    /// first type that was not searched before.
    pub(super) fn check_cycles(&mut self, from: usize) {
        let contained: Vec<Vec<usize>> = self.types.iter().map(contained_objects).collect();
        let mut seen = vec![Seen::NotYet; contained.len()];
        for start in from..contained.len() {
            // Each step is a type and how many of its fields were looked at.
            let mut way: Vec<(usize, usize)> = vec![(start, 0)];
            while let Some((at, next)) = way.pop() {
                let (Some(state), Some(inner)) = (seen.get_mut(at), contained.get(at)) else {
                    continue;
                };
                match (next, *state) {
                    (0, Seen::OnTheWay | Seen::Done) => continue,
                    (0, Seen::NotYet) => *state = Seen::OnTheWay,
                    (1.., Seen::NotYet | Seen::OnTheWay | Seen::Done) => {}
                }
                let Some(&inner) = inner.get(next) else {
                    *state = Seen::Done;
                    continue;
                };
                way.push((at, next + 1));
                match seen.get(inner) {
                    Some(Seen::NotYet) => way.push((inner, 0)),
                    Some(Seen::OnTheWay) => self.report_cycle(inner, at),
                    Some(Seen::Done) | None => {}
                }
            }
        }
    }

    /// Reports types that hold too many others in one another. What leads back to a type that is on the way counts once.
    pub(super) fn check_depth(&mut self, from: usize) {
        let held: Vec<Vec<Held>> = self.types.iter().map(held_types).collect();
        let mut depths: Vec<Option<usize>> = vec![None; held.len()];
        let mut on_the_way = vec![false; held.len()];
        for start in from..held.len() {
            let mut way = vec![(start, 0, 0)];
            while let Some((at, next, deepest)) = way.pop() {
                let Some(inner) = held.get(at) else { continue };
                if let Some(mark) = on_the_way.get_mut(at) {
                    *mark = next < inner.len();
                }
                let Some(step) = inner.get(next) else {
                    let depth = deepest + 1;
                    if depth > GREATEST_DEPTH && depths.get(at) == Some(&None) {
                        self.report_depth(at, depth);
                    }
                    // Whoever holds a type that was reported is not blamed for it.
                    let known = if depth > GREATEST_DEPTH { 0 } else { depth };
                    if let Some(slot) = depths.get_mut(at) {
                        *slot = Some(known);
                    }
                    continue;
                };
                let known = step
                    .ty
                    .map_or(Some(0), |ty| depths.get(ty).copied().flatten());
                let back = step.ty.is_some_and(|ty| on_the_way.get(ty) == Some(&true));
                match (known, step.ty) {
                    (Some(depth), _) => way.push((at, next + 1, deepest.max(depth + step.lists))),
                    (None, Some(_)) if back => way.push((at, next + 1, deepest)),
                    (None, Some(ty)) if ty < held.len() => {
                        way.push((at, next, deepest));
                        way.push((ty, 0, 0));
                    }
                    (None, _) => way.push((at, next + 1, deepest)),
                }
            }
        }
    }

    fn report_depth(&mut self, ty: usize, depth: usize) {
        let (Some(span), Some(ty)) = (self.type_spans.get(ty), self.types.get(ty)) else {
            return;
        };
        let (span, name) = (*span, ty.ident.to_string());
        self.problems.at(
            TOO_DEEP,
            span,
            format!("`{name}` holds objects and lists that stand {depth} deep in one another"),
            format!("they stand in one another at most {GREATEST_DEPTH} deep"),
        );
    }

    fn report_cycle(&mut self, outer: usize, inner: usize) {
        let (Some(span), Some(other), Some(ty)) = (
            self.type_spans.get(outer),
            self.type_spans.get(inner),
            self.types.get(outer),
        ) else {
            return;
        };
        let (span, other, name) = (*span, *other, ty.ident.to_string());
        self.problems.between(
            TYPE_CYCLE,
            span,
            (other, "a field of this type leads back"),
            format!("the object `{name}` contains itself, so its Rust type would have no end"),
            "let it contain a list of itself, or correct the type of the field",
        );
    }
}

/// Objects that a value of this type holds directly.
fn contained_objects(ty: &Type) -> Vec<usize> {
    match &ty.shape {
        Shape::Object(fields) => fields
            .iter()
            .filter_map(|field| match &field.ty {
                TypeRef::Named(id) => Some(id.0 as usize),
                TypeRef::Text
                | TypeRef::SecretText
                | TypeRef::Decimal(_)
                | TypeRef::Integer(_)
                | TypeRef::Boolean { .. }
                | TypeRef::Date(_)
                | TypeRef::Time(_)
                | TypeRef::DateTime(_)
                | TypeRef::List(_) => None,
            })
            .collect(),
        Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } => Vec::new(),
    }
}

/// What a field holds: a type, within so many lists.
struct Held {
    ty: Option<usize>,
    lists: usize,
}

/// What the fields of an object hold, through lists too.
fn held_types(ty: &Type) -> Vec<Held> {
    match &ty.shape {
        Shape::Object(fields) => fields.iter().map(|field| held(&field.ty)).collect(),
        Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } => Vec::new(),
    }
}

fn held(ty: &TypeRef) -> Held {
    let (mut ty, mut lists) = (ty, 0);
    while let TypeRef::List(item) = ty {
        (ty, lists) = (item, lists + 1);
    }
    let named = match ty {
        TypeRef::Named(id) => usize::try_from(id.0).ok(),
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
    Held { ty: named, lists }
}
