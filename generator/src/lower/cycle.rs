//! Objects that would contain themselves.

use super::Lowering;
use super::problem::TYPE_CYCLE;
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
