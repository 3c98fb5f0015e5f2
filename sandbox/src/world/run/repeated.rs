//! A request that was executed before: whether it still asks for the same.

use super::value::{amount, is_same};
use super::{Bound, Run};
use crate::world::program::{Rule, Value, Verb};

impl Run<'_> {
    /// Says which arguments of a repeated request differ from those that the row of the first one holds, by name; `None` where none does.
    pub(super) fn changed_arguments(&self, rule: &Rule, before: Bound) -> Option<String> {
        let Bound::Stored { table, .. } = before else {
            return None;
        };
        let stored = self.cells(before)?;
        let mut names: Vec<String> = Vec::new();
        let inserted = rule.steps.iter().filter_map(|step| match &step.verb {
            Verb::Insert {
                table: into, cells, ..
            } if *into == table => Some(cells),
            Verb::Insert { .. }
            | Verb::Find { .. }
            | Verb::List { .. }
            | Verb::Absent { .. }
            | Verb::Once { .. }
            | Verb::Require { .. }
            | Verb::Change { .. } => None,
        });
        for (value, cell) in inserted.flat_map(|cells| cells.iter().zip(stored)) {
            let Some(Value::Argument(argument)) = value else {
                continue;
            };
            let now = value.as_ref().and_then(|value| self.cell(value));
            let same = match (&now, cell) {
                (Some(now), Some(then)) => {
                    is_same(now, then, argument.zero_padded) || is_same_amount(now, then)
                }
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            };
            let name = argument.path.join(".");
            if !same && !names.contains(&name) {
                names.push(name);
            }
        }
        let names = names.join(", ");
        (!names.is_empty()).then(|| {
            format!("answered as the first time, although these arguments are others now: {names}")
        })
    }
}

/// `10.5` and `10.50`. Digits alone may be a code, of which each zero counts.
fn is_same_amount(one: &str, other: &str) -> bool {
    let fraction = one.contains('.') || other.contains('.');
    fraction && amount(one).is_some_and(|value| amount(other) == Some(value))
}
