//! Objects that would contain themselves.

use super::Lowering;
use super::problem::TYPE_CYCLE;
use crate::model::{Shape, Type, TypeRef};

impl Lowering<'_> {
    /// Reports objects that contain themselves other than through a list: no value of them could end.
    pub(super) fn check_cycles(&mut self, from: usize) {
        let contained: Vec<Vec<usize>> = self.types.iter().map(contained_objects).collect();
        // 0 not seen, 1 on the way, 2 done
        let mut state = vec![0_u8; contained.len()];
        for start in from..contained.len() {
            let mut way: Vec<(usize, usize)> = vec![(start, 0)];
            while let Some((at, next)) = way.pop() {
                if next == 0 {
                    if state.get(at).is_none_or(|state| *state != 0) {
                        continue;
                    }
                    state[at] = 1;
                }
                match contained.get(at).and_then(|inner| inner.get(next)) {
                    Some(&inner) => {
                        way.push((at, next + 1));
                        match state.get(inner) {
                            Some(0) => way.push((inner, 0)),
                            Some(1) => self.report_cycle(inner, at),
                            Some(_) | None => {}
                        }
                    }
                    None => state[at] = 2,
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
            format!("the object `{name}` contains itself, so no value of it ends"),
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
