//! Objects: named types of that kind, and those made of rows with dotted names.

use super::Lowering;
use super::body::{Leaf, Member, NodeAliases, parts, path};
use super::facts::join;
use super::fields::Owner;
use super::made::NewType;
use super::problem::{ALSO_IN, FIXED, NESTING, RULE};
use super::rows::{Row, anchor};
use crate::model::{
    Field, FieldIdent, Place, Provenance, Required, Scope, Shape, SourceLines, Supply, Text,
    TypeIdent, TypeRef,
};
use crate::names::{self, NoIdent};
use crate::source::Span;
use crate::spec;

/// What an object is called.
struct ObjectNames {
    /// Its row, or the first one below it.
    span: Span,
    field: FieldIdent,
    /// Its type, or why there is no name for one.
    ty: Result<TypeIdent, NoIdent>,
    ty_span: Span,
    /// What names of types inside it begin with.
    prefix: String,
}

impl<'a> Lowering<'a> {
    /// Reports keys of a row for an object that only a value can have.
    pub(super) fn check_object_row(&mut self, head: &Leaf<'a>, below: Option<&Leaf<'a>>) {
        let field = head.row.field;
        if let Some(ty) = &field.ty {
            let below = below.map_or(ty.span, |leaf| leaf.row.name.span);
            self.problems.between(
                NESTING,
                ty.span,
                (below, "a row below it"),
                format!(
                    "`{}` is a value here and an object there",
                    head.row.name.value.escape_debug()
                ),
                "leave out `type`: the rows below it make the object",
            );
        }
        for (key, value) in [
            ("example", &field.example),
            ("default", &field.default),
            ("fixed", &field.fixed),
        ] {
            if let Some(value) = value {
                self.misplaced(key, value.span, "an object");
            }
        }
        let rules = super::rules::Rules::of_row(field, None);
        self.check_rules_fit(&rules, None, || "an object".to_owned());
        if let Some(sensitive) = &field.sensitive {
            self.problems.at(
                RULE,
                sensitive.span,
                "an object is shown as far as its fields are",
                "mark the rows below it",
            );
        }
    }

    pub(super) fn check_lists_agree(
        &mut self,
        head: Option<&Leaf<'a>>,
        below: &[Leaf<'a>],
        depth: usize,
    ) {
        let list = |leaf: &Leaf<'a>| leaf.parts.get(depth).is_some_and(|part| part.list);
        let Some(first) = below.first() else { return };
        // The row of the object itself may leave the brackets out.
        let others = below.iter().chain(head.filter(|head| list(head)));
        for other in others {
            if list(other) != list(first) {
                self.problems.between(
                    NESTING,
                    other.row.name.span,
                    (first.row.name.span, "it is written differently here"),
                    "the same member is a list in one row and none in the other",
                    "write `[]` after its name in every row, or in none",
                );
            }
        }
        for leaf in head.into_iter().chain(below) {
            if let Some(also_in) = &leaf.row.field.also_in
                && leaf.parts.len() > 1
            {
                self.problems.at(
                    ALSO_IN,
                    also_in.span,
                    "only a whole member of the body can also travel in a header",
                    "remove `also_in`",
                );
            }
        }
    }

    /// A member that is an object made of the rows below it; `head` is the row of the object itself.
    pub(super) fn nested(
        &mut self,
        head: Option<&Leaf<'a>>,
        below: Vec<Leaf<'a>>,
        depth: usize,
        owner: Owner<'_>,
        names: &mut names::Scope,
        nodes: &NodeAliases,
    ) -> Option<Member> {
        let first = below.first()?;
        let part = first.parts.get(depth)?.clone();
        let node_path = path(first.parts.get(..=depth)?);
        let order = head
            .into_iter()
            .chain(&below)
            .map(|leaf| leaf.order)
            .min()?;
        let paths = below.iter().map(|leaf| path(&leaf.parts)).collect();
        let naming = self.object_names(head, first, &part.name, owner, names);
        let provenance = match head {
            Some(head) => self.row_provenance(&head.row),
            None => self.joined_provenance(&below),
        };
        let doc = self.object_doc(head, &part.name);
        let inner_owner = Owner {
            scope: owner.scope,
            prefix: &naming.prefix,
        };
        let members = self.members(
            below,
            depth + 1,
            inner_owner,
            &mut names::Scope::new(),
            nodes,
        );
        let fields: Vec<Field> = members.into_iter().map(|member| member.field).collect();
        let written = head.and_then(|head| head.row.field.required.as_ref());
        let required = written.map_or_else(|| object_required(&fields), |required| required.value);
        let ty = TypeRef::Named(self.make_type(NewType {
            ident: naming.ty,
            span: naming.ty_span,
            scope: owner.scope,
            shape: Shape::Object(fields),
            doc: doc.clone(),
            sensitive: None,
            example: None,
            provenance: provenance.clone(),
        })?);
        let mut aliases = nodes.get(&node_path).cloned().unwrap_or_default();
        aliases.extend(head.iter().flat_map(|head| head.aliases.iter().cloned()));
        let field = Field {
            wire_name: part.name,
            place: Place::Body,
            also_in: None,
            ident: naming.field,
            ty: if part.list {
                TypeRef::List(Box::new(ty))
            } else {
                ty
            },
            required,
            supply: Supply::Argument,
            aliases,
            default: None,
            fixed: None,
            sensitive: None,
            doc,
            example: None,
            provenance,
        };
        Some(Member {
            order,
            span: naming.span,
            field,
            paths,
        })
    }

    /// The names of an object's field and type: those of its own row, else those that follow from the name.
    fn object_names(
        &mut self,
        head: Option<&Leaf<'a>>,
        first: &Leaf<'a>,
        name: &str,
        owner: Owner<'_>,
        names: &mut names::Scope,
    ) -> ObjectNames {
        let span = head.unwrap_or(first).row.name.span;
        let field = match head {
            Some(head) => self.field_ident(&head.row, name),
            None => self.ident(FieldIdent::derive(name), span, "rust_name"),
        };
        if let Some(field) = &field {
            self.take(names, field.as_str(), span, "rust_name");
        }
        let (ty, ty_span) = match head.and_then(|head| head.row.field.rust_type.as_ref()) {
            Some(name) => (TypeIdent::explicit(&name.value), name.span),
            None => (TypeIdent::derive_within(owner.prefix, name), span),
        };
        ObjectNames {
            span,
            field: field.unwrap_or_else(FieldIdent::stand_in),
            prefix: ty
                .as_ref()
                .map_or_else(|_| owner.prefix.to_owned(), ToString::to_string),
            ty,
            ty_span,
        }
    }

    fn joined_provenance(&mut self, leaves: &[Leaf<'a>]) -> Provenance {
        let mut provenance: Option<Provenance> = None;
        for leaf in leaves {
            let own = self.row_stated(&leaf.row);
            match &mut provenance {
                // Lines of any row state the object, even where the first row is assumed.
                Some(known) if known.source.is_empty() && !own.source.is_empty() => {
                    let assumed = std::mem::replace(known, own);
                    join(known, &assumed);
                }
                Some(known) => join(known, &own),
                None => provenance = Some(own),
            }
        }
        let mut provenance = provenance.unwrap_or_default();
        provenance.source.iter_mut().for_each(SourceLines::tidy);
        provenance
    }

    fn object_doc(&mut self, head: Option<&Leaf<'a>>, name: &str) -> Text {
        match head.and_then(|head| head.row.field.doc.as_ref()) {
            Some(doc) => self.text(doc),
            None => Text::fields_of(name),
        }
    }

    /// The fields of a named object type.
    pub(super) fn lower_object(
        &mut self,
        fields: &'a [spec::Field],
        scope: &Scope,
        prefix: &str,
    ) -> Vec<Field> {
        let mut leaves = Vec::with_capacity(fields.len());
        for (order, field) in fields.iter().enumerate() {
            let (Some(name), None, None) = (&field.name, &field.header, &field.same_as) else {
                self.report_row_kind(field, anchor(field, Span::default()));
                continue;
            };
            if parts(&name.value).is_some_and(|parts| parts.len() > 1) {
                self.problems.at(
                    NESTING,
                    name.span,
                    "a field of an object type has a name without dots",
                    "make an object type of what is nested",
                );
                continue;
            }
            self.check_no_supply(field);
            let places = [("in", &field.place), ("also_in", &field.also_in)];
            for (key, place) in places {
                if let Some(place) = place {
                    self.misplaced(
                        key,
                        place.span,
                        "a field of an object type, which always travels in a body",
                    );
                }
            }
            if let Some(fixed) = &field.fixed {
                self.problems.at(
                    FIXED,
                    fixed.span,
                    "a fixed value cannot stand inside a nested object",
                    "fix the value of a header, a query parameter or a member of the body itself",
                );
            }
            if let Some(except) = field.except.first() {
                self.misplaced("except", except.span, "a row that takes nothing in");
            }
            let row = Row {
                field,
                header: None,
                name,
                through: Vec::new(),
            };
            leaves.extend(self.leaf(row, None, order));
        }
        let mut names = names::Scope::new();
        let members = self.lower_body(leaves, Owner { scope, prefix }, &mut names);
        members.into_iter().map(|member| member.field).collect()
    }
}

/// An object must be given if one of its fields must.
fn object_required(fields: &[Field]) -> Required {
    let any = |required| fields.iter().any(|field| field.required == required);
    if any(Required::Yes) {
        Required::Yes
    } else if any(Required::Undocumented) {
        Required::Undocumented
    } else {
        Required::No
    }
}
