//! Body rows with dotted names become nested objects.

use super::fields::{Owner, Placed};
use super::problem::{DUPLICATE, FIXED, NESTING, PLACE, TOO_DEEP};
use super::rows::{Row, anchor};
use super::{GREATEST_DEPTH, Lowering};
use crate::model::{Field, Place};
use crate::names;
use crate::source::Span;
use std::collections::HashMap;

/// One part of a dotted name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) list: bool,
}

/// A body row with its name cut at the dots.
pub(super) struct Leaf<'a> {
    pub(super) row: Row<'a>,
    pub(super) parts: Vec<Part>,
    also_in: Option<Place>,
    /// Position in its table.
    pub(super) order: usize,
    /// Aliases of the last part: paths relative to the innermost object.
    pub(super) aliases: Vec<Vec<String>>,
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

/// The member names of a dotted path; `\\.` is a dot that belongs to a name. None for an empty name.
pub(super) fn split_path(path: &str) -> Option<Vec<String>> {
    if !path.is_empty() && !path.contains('.') {
        return Some(vec![path.to_owned()]);
    }
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

pub(super) fn parts(name: &str) -> Option<Vec<Part>> {
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

pub(super) fn path(parts: &[Part]) -> Vec<String> {
    parts.iter().map(|part| part.name.clone()).collect()
}

/// Other names of the objects on the way, by the path that leads to them.
pub(super) type NodeAliases = HashMap<Vec<String>, Vec<Vec<String>>>;

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
        if parts.len() > GREATEST_DEPTH {
            self.problems.at(
                TOO_DEEP,
                row.name.span,
                format!("this name leads {} members deep", parts.len()),
                format!("a value stands in at most {GREATEST_DEPTH} objects"),
            );
            return None;
        }
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

    /// The members at one depth.
    pub(super) fn members(
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
            let known = places
                .get(&part.name)
                .and_then(|place| groups.get_mut(*place));
            if let Some(group) = known {
                group.push(leaf);
            } else {
                places.insert(part.name.clone(), groups.len());
                groups.push(vec![leaf]);
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
            return self.value(&head?, depth, owner, names, nodes);
        }
        if let Some(head) = &head {
            self.check_object_row(head, below.first());
        }
        self.check_lists_agree(head.as_ref(), &below, depth);
        self.nested(head.as_ref(), below, depth, owner, names, nodes)
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
        leaf: &Leaf<'a>,
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
        let field = self.lower_field(placed, owner, names);
        Some(Member {
            order: leaf.order,
            field,
            span: anchor(leaf.row.field, leaf.row.name.span),
            paths: vec![path],
        })
    }

    /// Reports rows at places that their table does not allow.
    pub(super) fn report_place(&mut self, span: Span, what: &str, help: &str) {
        self.problems.at(PLACE, span, what, help);
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
