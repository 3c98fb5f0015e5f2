//! Values: texts with a dollar sign in front become what they name.

use super::{Compiler, Name, Target, field, line};
use crate::world::file::ValueEntry;
use crate::world::program::Value;
use serde_yaml::Spanned;
use std::sync::Arc;

/// Digits of a running number.
const DIGITS: std::ops::RangeInclusive<usize> = 1..=18;

/// What `$now` alone is written as.
const MOMENT: &str = "YYYY-MM-DDThh:mm:ss.SSSZ";

impl Compiler<'_> {
    pub(super) fn value(
        &mut self,
        entry: &Spanned<ValueEntry>,
        target: Target<'_>,
        names: &[Name],
    ) -> Option<Value> {
        let at = line(entry);
        match &entry.value {
            ValueEntry::One(text) => self.text(text, at, target, names),
            ValueEntry::First(texts) => {
                let mut values = Vec::with_capacity(texts.len());
                for text in texts {
                    values.push(self.text(text, at, target, names)?);
                }
                Some(Value::First(values))
            }
        }
    }

    fn text(&mut self, text: &str, at: u64, target: Target<'_>, names: &[Name]) -> Option<Value> {
        let Some(reference) = text.strip_prefix('$') else {
            return Some(Value::Text(Arc::from(text)));
        };
        if reference.starts_with('$') {
            return Some(Value::Text(Arc::from(reference)));
        }
        let (kind, name) = match reference.split_once('.') {
            Some((kind, name)) => (kind, Some(name)),
            None => (reference, None),
        };
        match (kind, name) {
            ("argument", Some(name)) => self.argument(name, at, target),
            ("row", Some(name)) => self.column_of(name, at, names),
            ("count", Some(name)) => {
                let listed = |one: &Name| one.text == name && one.many;
                let slot = names.iter().position(listed);
                if slot.is_none() {
                    self.problem(at, format!("no step `list` has the name `{name}`"));
                }
                slot.map(Value::Count)
            }
            ("caller", None) => Some(Value::Caller),
            ("now", None) => Some(Value::Moment {
                format: MOMENT.to_owned(),
                offset: 0,
            }),
            ("now", Some(format)) => Some(Value::Moment {
                format: format.to_owned(),
                offset: self.bank.zone.as_ref().map_or(0, |zone| zone.value),
            }),
            ("id", None) => Some(Value::Id),
            ("number", Some(digits)) if is_width(digits) => digits.parse().ok().map(Value::Number),
            _ => {
                let what = format!(
                    "`{text}` is none of `$argument.name`, `$row.name.column`, `$count.name`, `$caller`, `$now`, `$now.format`, `$number.9` and \
                     `$id`; a text that begins with a dollar sign begins with two"
                );
                self.problem(at, what);
                None
            }
        }
    }

    fn argument(&mut self, name: &str, at: u64, target: Target<'_>) -> Option<Value> {
        if let Some(argument) = field::argument(self.bank, target.operation, name) {
            return Some(Value::Argument(argument));
        }
        // A rule may be shared by operations of which only some have the argument.
        let elsewhere = target
            .siblings
            .iter()
            .any(|(_, other)| field::argument(self.bank, other, name).is_some());
        if elsewhere {
            return Some(Value::Nothing);
        }
        let what = format!(
            "`{}` has no argument `{name}` of one value",
            target.operation.id
        );
        self.problem(at, what);
        None
    }

    fn column_of(&mut self, name: &str, at: u64, names: &[Name]) -> Option<Value> {
        let (row, column) = name.split_once('.').unwrap_or((name, ""));
        let Some(slot) = names.iter().position(|one| one.text == row) else {
            self.problem(at, format!("no step before has the name `{row}`"));
            return None;
        };
        let column = self.column(names[slot].table, column, at)?;
        Some(Value::Column { slot, column })
    }
}

fn is_width(digits: &str) -> bool {
    digits.parse().is_ok_and(|width| DIGITS.contains(&width))
}
