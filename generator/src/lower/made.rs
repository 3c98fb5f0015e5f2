//! Types made for rows: nested objects, and rules that stand beside a row.

use super::Lowering;
use super::types::next_id;
use crate::model::{Field, Provenance, Scope, Sensitive, Shape, Text, Type, TypeId, TypeIdent};
use crate::names::NoIdent;
use crate::source::Span;

/// A type to be made for a row.
pub(super) struct NewType<'s> {
    /// Its name, or why there is none.
    pub(super) ident: Result<TypeIdent, NoIdent>,
    /// Where it is written.
    pub(super) span: Span,
    pub(super) scope: &'s Scope,
    pub(super) shape: Shape,
    pub(super) doc: Text,
    pub(super) sensitive: Option<Sensitive>,
    pub(super) example: Option<String>,
    pub(super) provenance: Provenance,
}

impl Lowering<'_> {
    /// Makes a type for a row. The same type under the same name is made once.
    pub(super) fn make_type(&mut self, new: NewType<'_>) -> Option<TypeId> {
        let ident = self.ident(new.ident, new.span, "rust_type")?;
        if let Some(id) = self.made.get(ident.as_str()).copied()
            && let Some(known) = self.types.get(id.0 as usize)
            && same_shape(&known.shape, &new.shape)
        {
            return Some(id);
        }
        self.take_type_name(Some(&ident), new.span, "rust_type");
        let id = next_id(&self.types);
        self.made.insert(ident.as_str().to_owned(), id);
        self.types.push(Type {
            ident,
            scope: new.scope.clone(),
            shape: new.shape,
            doc: new.doc,
            sensitive: new.sensitive,
            example: new.example,
            provenance: new.provenance,
        });
        self.type_spans.push(new.span);
        Some(id)
    }
}

/// Whether two shapes differ in nothing that code can see.
fn same_shape(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Object(a), Shape::Object(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_field(a, b))
        }
        (
            Shape::Text(_)
            | Shape::Decimal(_)
            | Shape::Integer(_)
            | Shape::Enum { .. }
            | Shape::Object(_),
            _,
        ) => a == b,
    }
}

/// Whether two fields differ in nothing but where they come from and how they are explained.
pub(super) fn same_field(a: &Field, b: &Field) -> bool {
    a.wire_name == b.wire_name
        && a.place == b.place
        && a.also_in == b.also_in
        && a.ident == b.ident
        && a.ty == b.ty
        && a.required == b.required
        && a.aliases == b.aliases
        && a.fixed == b.fixed
        && a.sensitive == b.sensitive
}
