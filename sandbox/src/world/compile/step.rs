//! Steps of rules.

use super::{Compiler, Name, Target, line};
use crate::world::file::{StepEntry, ValueEntry, Values};
use crate::world::program::{Change, ChangeKind, Fits, Refusal, Step, Test, Value, Verb};
use crate::world::table::Key;
use serde_yaml::Spanned;

impl Compiler<'_> {
    /// A step; nothing where there is a problem, or where it never is taken because the operation lacks the argument that it depends on.
    pub(super) fn step(
        &mut self,
        spanned: &Spanned<StepEntry>,
        target: Target<'_>,
        names: &mut Vec<Name>,
    ) -> Option<Step> {
        let (at, entry) = (line(spanned), &spanned.value);
        self.keys(at, entry)?;
        let when = match &entry.when {
            Some(value) => Some(self.value(value, target, names)?),
            None => None,
        };
        if matches!(when, Some(Value::Nothing)) {
            return None;
        }
        let unless = match &entry.unless {
            Some(value) => Some(self.value(value, target, names)?),
            None => None,
        };
        let step = Scope { at, entry, target };
        let verb = if let Some(table) = &entry.find {
            self.find(&step, table, names)?
        } else if let Some(table) = &entry.list {
            self.list(&step, table, names)?
        } else if let Some(table) = &entry.absent {
            let table = self.table(table)?;
            Verb::Absent {
                fits: self.fits(&step, table, names)?,
                refusal: self.must_refuse(&step, "there is a row of", table)?,
            }
        } else if let Some(table) = &entry.once {
            let table = self.table(table)?;
            Verb::Once {
                fits: self.fits(&step, table, names)?,
                refusal: self.must_refuse(&step, "the request was executed before, by", table)?,
                slot: self.slot(&step, table, false, names)?,
            }
        } else if let Some(value) = &entry.require {
            self.require(&step, value, names)?
        } else if let Some(table) = &entry.insert {
            self.insert(&step, table, names)?
        } else if let Some(row) = &entry.change {
            self.change(&step, row, names)?
        } else {
            return None;
        };
        Some(Step { when, unless, verb })
    }

    /// Reports a step of no verb or of several, and keys that its verb does not know.
    fn keys(&mut self, at: u64, entry: &StepEntry) -> Option<()> {
        let find = entry.find.is_some() || entry.list.is_some();
        let look = entry.absent.is_some() || entry.once.is_some();
        let verbs = [
            ("find", entry.find.is_some()),
            ("list", entry.list.is_some()),
            ("absent", entry.absent.is_some()),
            ("once", entry.once.is_some()),
            ("require", entry.require.is_some()),
            ("insert", entry.insert.is_some()),
            ("change", entry.change.is_some()),
        ];
        let mut given = verbs.iter().filter(|(_, given)| *given);
        let (Some((verb, _)), None) = (given.next(), given.next()) else {
            self.problem(
                at,
                "a step has exactly one of `find`, `list`, `absent`, `once`, `require`, `insert` and `change`",
            );
            return None;
        };
        let (require, insert, change) = (
            entry.require.is_some(),
            entry.insert.is_some(),
            entry.change.is_some(),
        );
        let keys = [
            (
                "as",
                entry.name.is_some(),
                find || entry.once.is_some() || insert,
            ),
            ("where", !entry.fits.is_empty(), find || look),
            ("optional", entry.optional, find),
            ("row", !entry.row.is_empty(), insert),
            ("set", !entry.set.is_empty(), change),
            ("add", !entry.add.is_empty(), change),
            ("subtract", !entry.subtract.is_empty(), change),
            ("plus", entry.plus.is_some(), require),
            ("equals", entry.equals.is_some(), require),
            ("one_of", entry.one_of.is_some(), require),
            ("at_least", entry.at_least.is_some(), require),
            ("at_most", entry.at_most.is_some(), require),
            ("else", !entry.refusal.is_empty(), find || look || require),
            ("assumed", entry.assumed.is_some(), find || look || require),
        ];
        let before = self.problems.len();
        for (key, given, known) in keys {
            if given && !known {
                self.problem(at, format!("`{verb}` has no key `{key}`"));
            }
        }
        (self.problems.len() == before).then_some(())
    }

    fn find(
        &mut self,
        step: &Scope<'_>,
        table: &Spanned<String>,
        names: &mut Vec<Name>,
    ) -> Option<Verb> {
        let table = self.table(table)?;
        Some(Verb::Find {
            fits: self.fits(step, table, names)?,
            refusal: self.may_refuse(step, table)?,
            slot: self.slot(step, table, false, names)?,
        })
    }

    fn list(
        &mut self,
        step: &Scope<'_>,
        table: &Spanned<String>,
        names: &mut Vec<Name>,
    ) -> Option<Verb> {
        let table = self.table(table)?;
        let fits = self.fits(step, table, names)?;
        let refusal = self.may_refuse(step, table)?;
        let Some(slot) = self.slot(step, table, true, names)? else {
            self.problem(step.at, "`list` needs a name: `as`");
            return None;
        };
        Some(Verb::List {
            fits,
            slot,
            refusal,
        })
    }

    fn require(
        &mut self,
        step: &Scope<'_>,
        value: &Spanned<ValueEntry>,
        names: &[Name],
    ) -> Option<Verb> {
        let entry = step.entry;
        let value = self.value(value, step.target, names)?;
        let plus = match &entry.plus {
            Some(plus) => Some(self.value(plus, step.target, names)?),
            None => None,
        };
        let tests = (
            &entry.equals,
            &entry.one_of,
            &entry.at_least,
            &entry.at_most,
        );
        let test = match tests {
            (Some(one), None, None, None) => Test::Equals(self.value(one, step.target, names)?),
            (None, Some(list), None, None) => Test::OneOf(list.value.clone()),
            (None, None, Some(one), None) => Test::AtLeast(self.value(one, step.target, names)?),
            (None, None, None, Some(one)) => Test::AtMost(self.value(one, step.target, names)?),
            (_, _, _, _) => {
                self.problem(
                    step.at,
                    "`require` has exactly one of `equals`, `one_of`, `at_least` and `at_most`",
                );
                return None;
            }
        };
        let note = format!("a value is not as {} requires", self.place(step.at));
        let refusal = self.coded(step, note)?;
        Some(Verb::Require {
            value,
            plus,
            test,
            refusal,
        })
    }

    fn insert(
        &mut self,
        step: &Scope<'_>,
        table: &Spanned<String>,
        names: &mut Vec<Name>,
    ) -> Option<Verb> {
        let table = self.table(table)?;
        let width = self.tables.get(table)?.columns.len();
        let mut cells: Vec<Option<Value>> = (0..width).map(|_| None).collect();
        for (name, entry) in &step.entry.row {
            let column = self.column(table, name, line(entry))?;
            let value = self.value(entry, step.target, names)?;
            self.mask(table, column, &value);
            cells[column] = Some(value);
        }
        Some(Verb::Insert {
            table,
            cells,
            slot: self.slot(step, table, false, names)?,
        })
    }

    fn change(&mut self, step: &Scope<'_>, row: &Spanned<String>, names: &[Name]) -> Option<Verb> {
        let is_row = |one: &Name| one.text == row.value && !one.many;
        let Some(slot) = names.iter().position(is_row) else {
            let what = format!("no step before names one row `{}`", row.value);
            self.problem(line(row), what);
            return None;
        };
        let table = names[slot].table;
        let mut changes = Vec::new();
        for (kind, values) in [
            (ChangeKind::Set, &step.entry.set),
            (ChangeKind::Add, &step.entry.add),
            (ChangeKind::Subtract, &step.entry.subtract),
        ] {
            for (name, entry) in values {
                let column = self.column(table, name, line(entry))?;
                let value = self.value(entry, step.target, names)?;
                if kind == ChangeKind::Set {
                    self.mask(table, column, &value);
                }
                changes.push(Change {
                    column,
                    kind,
                    value,
                });
            }
        }
        Some(Verb::Change { slot, changes })
    }

    /// A column that gets a value of a person is not shown.
    fn mask(&mut self, table: usize, column: usize, value: &Value) {
        let column = self
            .masked
            .get_mut(table)
            .and_then(|all| all.get_mut(column));
        if let Some(masked) = column {
            *masked |= value.is_sensitive();
        }
    }

    fn fits(&mut self, step: &Scope<'_>, table: usize, names: &[Name]) -> Option<Fits> {
        let (key, values) = self.conditions(&step.entry.fits, table, step.target, names)?;
        if values.is_empty() {
            return Some(Fits {
                table,
                index: None,
                values,
            });
        }
        let keys = self.keys.get_mut(table)?;
        let known = keys.iter().position(|one| *one == key);
        let index = known.unwrap_or(keys.len());
        if known.is_none() {
            keys.push(key);
        }
        Some(Fits {
            table,
            index: Some(index),
            values,
        })
    }

    fn conditions(
        &mut self,
        conditions: &Values,
        table: usize,
        target: Target<'_>,
        names: &[Name],
    ) -> Option<(Key, Vec<Value>)> {
        let mut found = Vec::with_capacity(conditions.len());
        for (name, entry) in conditions {
            let column = self.column(table, name, line(entry))?;
            found.push((column, self.value(entry, target, names)?));
        }
        found.sort_by_key(|(column, _)| *column);
        let key = Key {
            columns: found.iter().map(|(column, _)| *column).collect(),
            padded: found.iter().map(|(_, value)| value.zero_padded()).collect(),
        };
        Some((key, found.into_iter().map(|(_, value)| value).collect()))
    }

    /// The place of the name that the step gives. A name that was given before is given anew if it is one of the same table.
    #[allow(clippy::option_option, reason = "no name is no problem")]
    fn slot(
        &mut self,
        step: &Scope<'_>,
        table: usize,
        many: bool,
        names: &mut Vec<Name>,
    ) -> Option<Option<usize>> {
        let Some(name) = &step.entry.name else {
            return Some(None);
        };
        match names.iter().position(|one| one.text == name.value) {
            Some(slot) if names[slot].table == table && names[slot].many == many => {
                Some(Some(slot))
            }
            Some(_) => {
                let what = format!("`{}` names something else already", name.value);
                self.problem(line(name), what);
                None
            }
            None => {
                names.push(Name {
                    text: name.value.clone(),
                    table,
                    many,
                });
                Some(Some(names.len() - 1))
            }
        }
    }

    /// What happens if nothing is found: a refusal, or nothing if the step says that it is optional.
    #[allow(clippy::option_option, reason = "no refusal is no problem")]
    fn may_refuse(&mut self, step: &Scope<'_>, table: usize) -> Option<Option<Refusal>> {
        match (step.entry.optional, step.entry.refusal.is_empty()) {
            (true, true) => Some(None),
            (true, false) => {
                self.problem(step.at, "a step has `optional` or `else`, not both");
                None
            }
            (false, _) => self
                .must_refuse(step, "there is no row of", table)
                .map(Some),
        }
    }

    fn must_refuse(&mut self, step: &Scope<'_>, what: &str, table: usize) -> Option<Refusal> {
        let name = &self.tables.get(table)?.table.value;
        let note = format!("{what} `{name}` that fits {}", self.place(step.at));
        self.coded(step, note)
    }

    fn coded(&mut self, step: &Scope<'_>, note: String) -> Option<Refusal> {
        let entry = step.entry;
        if entry.refusal.is_empty() {
            self.problem(step.at, "the step needs the code of its refusal: `else`");
            return None;
        }
        self.refusal(&entry.refusal, entry.assumed.as_ref(), note, step.target)
    }
}

/// A step on its way.
struct Scope<'s> {
    at: u64,
    entry: &'s StepEntry,
    target: Target<'s>,
}
