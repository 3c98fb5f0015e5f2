//! Other names of body fields that are accepted when reading.

use super::body::{Leaf, NodeAliases, Part, parts, path};
use super::problem::ALIAS_PATH;
use super::{GREATEST_DEPTH, Lowering};
use crate::source::Span;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

impl<'a> Lowering<'a> {
    /// Sorts aliases: one with as many parts as the name renames the objects on the way, a longer one that begins elsewhere
    /// moves one of them, any other one leads away from the object that holds the value.
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
                    rename(&mut nodes, &leaf.parts, &written, 0);
                }
            }
        }
        for (place, written, span) in detours {
            let Some(leaf) = leaves.get_mut(place) else {
                continue;
            };
            if let Some(way) = detour(&nodes, &leaf.parts, &written) {
                leaf.aliases.push(way);
            } else if !shift(&mut nodes, &leaf.parts, &written) {
                self.report_alias(
                    span,
                    "it leads neither through the objects that hold the value nor to a further place of one of them",
                );
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
fn rename(nodes: &mut NodeAliases, own: &[Part], written: &[Part], from: usize) {
    let parts = own.iter().zip(written).enumerate().skip(from);
    for (depth, (part, other)) in parts {
        if part.name != other.name {
            add(nodes, own, depth, vec![other.name.clone()]);
        }
    }
}

/// Adds another way to the object or value at this depth, from the object that holds it.
fn add(nodes: &mut NodeAliases, own: &[Part], depth: usize, way: Vec<String>) {
    if let Some(parts) = own.get(..=depth) {
        let ways = nodes.entry(path(parts)).or_default();
        if !ways.contains(&way) {
            ways.push(way);
        }
    }
}

/// Reads a longer alias as a further place of an object: what is left of it names that object's members. The innermost object
/// that will do is moved. `false` if there is none.
fn shift(nodes: &mut NodeAliases, own: &[Part], written: &[Part]) -> bool {
    let Some(further) = written.len().checked_sub(own.len()) else {
        return false;
    };
    let same = |(part, other): &(&Part, &Part)| part == other;
    let common = own.iter().zip(written).take_while(same).count();
    for depth in (0..own.len().saturating_sub(1).min(common + 1)).rev() {
        let (Some(object), Some(way)) = (own.get(depth), written.get(depth..=depth + further))
        else {
            continue;
        };
        let (Some(below), Some(rest)) = (own.get(depth + 1..), written.get(depth + further + 1..))
        else {
            continue;
        };
        let Some((end, before)) = way.split_last() else {
            continue;
        };
        let lists = below
            .iter()
            .zip(rest)
            .all(|(part, other)| part.list == other.list);
        if lists && end.list == object.list && before.iter().all(|part| !part.list) {
            add(nodes, own, depth, path(way));
            let renamed = [own.get(..=depth).unwrap_or_default(), rest].concat();
            rename(nodes, own, &renamed, depth + 1);
            return true;
        }
    }
    false
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
