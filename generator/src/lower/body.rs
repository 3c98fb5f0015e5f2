//! Body rows with dotted names become nested objects.

use super::Lowering;
use super::facts::join;
use super::fields::{Owner, Placed};
use super::problem::{ALIAS_PATH, ALSO_IN, DUPLICATE, FIXED, NESTING, PLACE, RULE};
use super::rows::{Row, anchor};
use super::types::NewType;
use crate::model::{Field, Place, Provenance, Required, Scope, Shape, Text, TypeIdent, TypeRef};
use crate::names;
use crate::source::Span;
use crate::spec;
use std::collections::HashMap;

/// One part of a dotted name.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    name: String,
    list: bool,
}

/// A body row with its name cut at the dots.
pub(super) struct Leaf<'a> {
    row: Row<'a>,
    parts: Vec<Part>,
    also_in: Option<Place>,
    /// Position in its table.
    order: usize,
    /// Aliases of the last part: paths relative to the innermost object.
    aliases: Vec<Vec<String>>,
}

/// A top-level member of a body, with the position of its first row in the table.
pub(super) struct Member {
    pub(super) order: usize,
    pub(super) field: Field,
    /// Its row, or the first one below it.
    pub(super) span: Span,
    /// Dotted paths of the values below it, for the envelope to be recognised.
    pub(super) paths: Vec<Vec<String>>,
}

/// Other names of the objects on the way, by the path that leads to them.
type NodeAliases = HashMap<Vec<String>, Vec<Vec<String>>>;

/// The member names of a dotted path; `\\.` is a dot that belongs to a name. None for an empty name.
pub(super) fn split_path(path: &str) -> Option<Vec<String>> {
    let mut names = vec![String::new()];
    let mut letters = path.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, names.last_mut()) {
            ('.', _) => names.push(String::new()),
            ('\\', Some(name)) if letters.peek() == Some(&'.') => name.extend(letters.next()),
            (letter, Some(name)) => name.push(letter),
            (_, None) => {}
        }
    }
    names.iter().all(|name| !name.is_empty()).then_some(names)
}

fn parts(name: &str) -> Option<Vec<Part>> {
    split_path(name)?
        .into_iter()
        .map(|part| {
            let (name, list) = match part.strip_suffix("[]") {
                Some(name) => (name, true),
                None => (part.as_str(), false),
            };
            let plain = !name.is_empty() && name.trim() == name;
            plain.then(|| Part {
                name: name.to_owned(),
                list,
            })
        })
        .collect()
}

fn path(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| part.name.clone()).collect()
}

impl<'a> Lowering<'a> {
    /// A body row; `None` where its name cannot be cut.
    pub(super) fn leaf(
        &mut self,
        row: Row<'a>,
        also_in: Option<Place>,
        order: usize,
    ) -> Option<Leaf<'a>> {
        let Some(parts) = parts(&row.name.value) else {
            self.problems.at(
                NESTING,
                row.name.span,
                format!("`{}` is no path of members", row.name.value.escape_debug()),
                "write member names with dots between them, and `[]` after a list: `cuentas[].numero`",
            );
            return None;
        };
        if parts.len() > 1
            && let Some(fixed) = &row.field.fixed
        {
            self.problems.at(
                FIXED,
                fixed.span,
                "a fixed value cannot stand inside a nested object",
                "fix the value of a header, a query parameter or a member of the body itself",
            );
        }
        Some(Leaf {
            row,
            parts,
            also_in,
            order,
            aliases: Vec::new(),
        })
    }

    /// The members of a body, in the order of their first rows.
    pub(super) fn lower_body(
        &mut self,
        mut leaves: Vec<Leaf<'a>>,
        owner: Owner<'_>,
        names: &mut names::Scope,
    ) -> Vec<Member> {
        let nodes = self.place_aliases(&mut leaves);
        self.members(leaves, 0, owner, names, &nodes)
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

    /// Sorts aliases: one with as many parts as the name renames the objects on the way, any other one leads away from the
    /// object that holds the value.
    fn place_aliases(&mut self, leaves: &mut [Leaf<'a>]) -> NodeAliases {
        let mut nodes = NodeAliases::new();
        let mut detours = Vec::new();
        for (place, leaf) in leaves.iter_mut().enumerate() {
            let row = leaf.row.clone();
            for alias in &row.field.aliases {
                let Some(written) = parts(&alias.value) else {
                    self.report_alias(alias.span, "it is no path of members");
                    continue;
                };
                if written.len() != leaf.parts.len() {
                    detours.push((place, written, alias.span));
                } else if written
                    .iter()
                    .zip(&leaf.parts)
                    .any(|(a, b)| a.list != b.list)
                {
                    self.report_alias(
                        alias.span,
                        "its lists stand elsewhere than those of the name",
                    );
                } else {
                    rename(&mut nodes, leaf, &written);
                }
            }
        }
        for (place, written, span) in detours {
            if let Some(leaf) = leaves.get_mut(place) {
                match detour(&nodes, &leaf.parts, &written) {
                    Some(way) => leaf.aliases.push(way),
                    None => self.report_alias(
                        span,
                        "it does not begin with the objects that hold the value",
                    ),
                }
            }
        }
        nodes
    }

    fn report_alias(&mut self, span: Span, why: &str) {
        self.problems.at(
            ALIAS_PATH,
            span,
            format!("this alias cannot be placed: {why}"),
            "write the whole dotted path from the root of the body, as in `name`",
        );
    }

    /// The members at one depth.
    fn members(
        &mut self,
        leaves: Vec<Leaf<'a>>,
        depth: usize,
        owner: Owner<'_>,
        names: &mut names::Scope,
        nodes: &NodeAliases,
    ) -> Vec<Member> {
        let mut places: HashMap<String, usize> = HashMap::with_capacity(leaves.len());
        let mut groups: Vec<Vec<Leaf<'a>>> = Vec::with_capacity(leaves.len());
        for leaf in leaves {
            let Some(part) = leaf.parts.get(depth) else {
                continue;
            };
            match places
                .get(&part.name)
                .and_then(|place| groups.get_mut(*place))
            {
                Some(group) => group.push(leaf),
                None => {
                    places.insert(part.name.clone(), groups.len());
                    groups.push(vec![leaf]);
                }
            }
        }
        groups
            .into_iter()
            .filter_map(|group| self.member(group, depth, owner, names, nodes))
            .collect()
    }

    /// One member: a value, or an object made of the rows below it.
    fn member(
        &mut self,
        group: Vec<Leaf<'a>>,
        depth: usize,
        owner: Owner<'_>,
        names: &mut names::Scope,
        nodes: &NodeAliases,
    ) -> Option<Member> {
        let (here, below): (Vec<_>, Vec<_>) = group
            .into_iter()
            .partition(|leaf| leaf.parts.len() == depth + 1);
        for double in here.iter().skip(1) {
            self.report_double_row(double, here.first());
        }
        let head = here.into_iter().next();
        if below.is_empty() {
            return self.value(head?, depth, owner, names, nodes);
        }
        if let Some(head) = &head {
            self.check_object_row(head, below.first());
        }
        self.check_lists_agree(head.as_ref(), &below, depth);
        self.nested(head, below, depth, owner, names, nodes)
    }

    fn report_double_row(&mut self, double: &Leaf<'a>, first: Option<&Leaf<'a>>) {
        let span = anchor(double.row.field, double.row.name.span);
        let first = first.map_or(span, |first| anchor(first.row.field, first.row.name.span));
        self.problems.between(
            DUPLICATE,
            span,
            (first, "it stands here first"),
            format!(
                "the row `{}` is listed twice",
                double.row.name.value.escape_debug()
            ),
            "remove one of the two",
        );
    }

    fn value(
        &mut self,
        leaf: Leaf<'a>,
        depth: usize,
        owner: Owner<'_>,
        names: &mut names::Scope,
        nodes: &NodeAliases,
    ) -> Option<Member> {
        let part = leaf.parts.get(depth)?;
        let path = path(&leaf.parts);
        let mut aliases = nodes.get(&path).cloned().unwrap_or_default();
        aliases.extend(leaf.aliases.iter().cloned());
        let placed = Placed {
            row: &leaf.row,
            wire_name: &part.name,
            place: Place::Body,
            also_in: leaf.also_in,
            list: part.list,
            aliases,
        };
        let field = self.lower_field(placed, owner, names)?;
        Some(Member {
            order: leaf.order,
            field,
            span: anchor(leaf.row.field, leaf.row.name.span),
            paths: vec![path],
        })
    }

    /// Reports keys of a row for an object that only a value can have.
    fn check_object_row(&mut self, head: &Leaf<'a>, below: Option<&Leaf<'a>>) {
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
        self.check_rules_fit(&rules, None, "an object");
        if let Some(sensitive) = &field.sensitive {
            self.problems.at(
                RULE,
                sensitive.span,
                "an object is shown as far as its fields are",
                "mark the rows below it",
            );
        }
    }

    fn check_lists_agree(&mut self, head: Option<&Leaf<'a>>, below: &[Leaf<'a>], depth: usize) {
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

    fn nested(
        &mut self,
        head: Option<Leaf<'a>>,
        below: Vec<Leaf<'a>>,
        depth: usize,
        owner: Owner<'_>,
        names: &mut names::Scope,
        nodes: &NodeAliases,
    ) -> Option<Member> {
        let first = below.first()?;
        let part = first.parts.get(depth)?.clone();
        let node_path = path(first.parts.get(..=depth)?);
        let order = head.iter().chain(&below).map(|leaf| leaf.order).min()?;
        let span = head
            .as_ref()
            .map_or(first.row.name.span, |head| head.row.name.span);
        let paths = below.iter().map(|leaf| path(&leaf.parts)).collect();
        let field_ident = match &head {
            Some(head) => self.field_ident(&head.row, &part.name),
            None => self.ident(
                crate::model::FieldIdent::derive(&part.name),
                span,
                "rust_name",
            ),
        };
        if let Some(ident) = &field_ident {
            self.take(names, ident.as_str(), span, "rust_name");
        }
        let (type_ident, type_span) = match head
            .as_ref()
            .and_then(|head| head.row.field.rust_type.as_ref())
        {
            Some(name) => (TypeIdent::explicit(&name.value), name.span),
            None => (TypeIdent::derive_within(owner.prefix, &part.name), span),
        };
        let prefix = type_ident
            .as_ref()
            .map_or_else(|_| owner.prefix.to_owned(), ToString::to_string);
        let provenance = match &head {
            Some(head) => self.row_provenance(&head.row),
            None => self.joined_provenance(&below),
        };
        let doc = self.object_doc(head.as_ref(), &part.name);
        let head_required = head.as_ref().and_then(|head| {
            head.row
                .field
                .required
                .as_ref()
                .map(|required| required.value)
        });
        let head_aliases = head.map(|head| head.aliases).unwrap_or_default();
        let mut inner_names = names::Scope::new();
        let inner_owner = Owner {
            scope: owner.scope,
            prefix: &prefix,
        };
        let members = self.members(below, depth + 1, inner_owner, &mut inner_names, nodes);
        let fields: Vec<Field> = members.into_iter().map(|member| member.field).collect();
        let required = head_required.unwrap_or_else(|| object_required(&fields));
        let id = self.make_type(NewType {
            ident: type_ident,
            span: type_span,
            scope: owner.scope,
            shape: Shape::Object(fields),
            doc: doc.clone(),
            sensitive: None,
            example: None,
            provenance: provenance.clone(),
        })?;
        let mut aliases = nodes.get(&node_path).cloned().unwrap_or_default();
        aliases.extend(head_aliases);
        let ty = TypeRef::Named(id);
        Some(Member {
            order,
            span,
            field: Field {
                wire_name: part.name,
                place: Place::Body,
                also_in: None,
                ident: field_ident?,
                ty: if part.list {
                    TypeRef::List(Box::new(ty))
                } else {
                    ty
                },
                required,
                aliases,
                default: None,
                fixed: None,
                sensitive: None,
                doc,
                example: None,
                provenance,
            },
            paths,
        })
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
        provenance.unwrap_or_default()
    }

    fn object_doc(&mut self, head: Option<&Leaf<'a>>, name: &str) -> Text {
        match head.and_then(|head| head.row.field.doc.as_ref()) {
            Some(doc) => self.text(doc),
            None => Text {
                en: format!("The fields of `{name}`."),
                es: format!("Los campos de `{name}`."),
            },
        }
    }

    /// Reports rows at places that their table does not allow.
    pub(super) fn report_place(&mut self, span: Span, what: &str, help: &str) {
        self.problems.at(PLACE, span, what, help);
    }
}

/// Renames the objects on the way, and the value itself, where an alias of equal length differs.
fn rename(nodes: &mut NodeAliases, leaf: &Leaf<'_>, written: &[Part]) {
    for (depth, (own, other)) in leaf.parts.iter().zip(written).enumerate() {
        if own.name != other.name
            && let Some(way) = leaf.parts.get(..=depth)
        {
            let names = nodes.entry(path(way)).or_default();
            let alias = vec![other.name.clone()];
            if !names.contains(&alias) {
                names.push(alias);
            }
        }
    }
}

/// The rest of an alias below the object that holds the value; `None` if it does not lead there.
fn detour(nodes: &NodeAliases, own: &[Part], written: &[Part]) -> Option<Vec<String>> {
    let holder = own.len().checked_sub(1)?;
    for depth in 0..holder {
        let (own_part, other) = (own.get(depth)?, written.get(depth)?);
        let known = nodes.get(&path(own.get(..=depth)?));
        let renamed = known.is_some_and(|names| {
            names
                .iter()
                .any(|name| name.as_slice() == [other.name.as_str()])
        });
        if own_part.list != other.list || (own_part.name != other.name && !renamed) {
            return None;
        }
    }
    let rest = written.get(holder..)?;
    let plain = !rest.is_empty() && rest.iter().all(|part| !part.list);
    plain.then(|| path(rest))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_dot_belongs_to_the_name() {
        let split = |path| split_path(path).unwrap_or_default();
        assert_eq!(split("a.b"), ["a", "b"]);
        assert_eq!(split(r"a\.b.c"), ["a.b", "c"]);
        assert_eq!(split(r"a\b"), [r"a\b"]);
        for wrong in ["", ".", "a.", ".a", "a..b"] {
            assert_eq!(split_path(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn brackets_mark_a_list_at_the_end_of_a_name_only() {
        let lists = |name| {
            parts(name).map(|parts| parts.into_iter().map(|part| part.list).collect::<Vec<_>>())
        };
        assert_eq!(lists("a[].b"), Some(vec![true, false]));
        assert_eq!(lists("[]"), None);
        assert_eq!(lists("a[0].b"), Some(vec![false, false]));
    }
}
