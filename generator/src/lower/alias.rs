//! Other names of body fields that are accepted when reading.

use super::body::{Leaf, NodeAliases, Part, parts, path};
use super::problem::ALIAS_PATH;
use super::{GREATEST_DEPTH, Lowering};
use crate::source::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

impl<'a> Lowering<'a> {
    /// Sorts aliases: one with as many parts as the name renames the objects on the way, any other one leads away from the
    /// object that holds the value.
    pub(super) fn place_aliases(&mut self, leaves: &mut [Leaf<'a>]) -> NodeAliases {
        self.check_aliases_free(leaves);
        let mut nodes = NodeAliases::new();
        let mut detours = Vec::new();
        for (place, leaf) in leaves.iter_mut().enumerate() {
            let row = leaf.row.clone();
            for alias in &row.field.aliases {
                let Some(written) = parts(&alias.value) else {
                    self.report_alias(alias.span, "it is no path of members");
                    continue;
                };
                if written.len() > GREATEST_DEPTH {
                    self.report_alias(alias.span, "it leads more than 32 members deep");
                } else if written.len() != leaf.parts.len() {
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

    /// Reports aliases that name a row, the own one or another, or that are given twice.
    fn check_aliases_free(&mut self, leaves: &[Leaf<'a>]) {
        let mut taken: HashMap<Vec<String>, (Span, &str)> = HashMap::new();
        for leaf in leaves {
            let span = leaf.row.name.span;
            taken.insert(path(&leaf.parts), (span, "this row has the name"));
        }
        for leaf in leaves {
            for alias in &leaf.row.field.aliases {
                let Some(written) = parts(&alias.value) else {
                    continue;
                };
                let this = (alias.span, "it stands here first");
                match taken.entry(path(&written)) {
                    Entry::Vacant(free) => {
                        free.insert(this);
                    }
                    Entry::Occupied(first) if first.get().0 == alias.span => {}
                    Entry::Occupied(first) => self.problems.between(
                        ALIAS_PATH,
                        alias.span,
                        *first.get(),
                        format!("`{}` is a name already", alias.value.escape_debug()),
                        "remove the alias, or correct it: each name stands for one value",
                    ),
                }
            }
        }
    }

    fn report_alias(&mut self, span: Span, why: &str) {
        self.problems.at(
            ALIAS_PATH,
            span,
            format!("this alias cannot be placed: {why}"),
            "write the whole dotted path from the root of the body, as in `name`",
        );
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
