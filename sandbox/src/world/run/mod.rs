//! One call through the rule of its operation.

mod repeated;
mod value;

use super::file::Repeated;
use super::program::{
    Answer, Change, ChangeKind, Fits, Member, Program, Refusal, Rule, Step, Test, Value, Verb,
};
use super::table::{Cell, Table};
use super::{body, member};
use crate::call::Call;
use crate::judgement::{Assumed, Content};
use generator::model::{Bank, Json};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;
use value::{amount, is_same};

/// A rule at work. Nothing is changed before [`Run::finish`] has said that nothing refuses.
pub(super) struct Run<'r> {
    pub(super) bank: &'r Bank,
    pub(super) program: &'r Program,
    pub(super) tables: &'r [Table],
    pub(super) call: &'r Call,
    pub(super) now: SystemTime,
    /// The running number of this call.
    pub(super) serial: u64,
    slots: Vec<Slot>,
    staged: Staged,
    assumed: Vec<Assumed>,
}

/// What a name stands for.
#[derive(Clone, Debug, Default)]
enum Slot {
    /// No step has given it.
    #[default]
    Empty,
    Row(Bound),
    Rows(Vec<Bound>),
}

/// A row that a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    Stored {
        table: usize,
        row: u64,
    },
    /// Position among the rows that this run adds.
    Added(usize),
}

/// Changes that are made if nothing refuses.
#[derive(Debug, Default)]
pub(super) struct Staged {
    /// Rows that change, by table and number: all of their values.
    pub(super) changed: BTreeMap<(usize, u64), Vec<Cell>>,
    /// New rows with their tables.
    pub(super) added: Vec<(usize, Vec<Cell>)>,
    /// What happened to single amounts, in words.
    amounts: Vec<String>,
}

/// How a run ended.
pub(super) enum End {
    /// A step refused.
    Refused(Refusal),
    /// A step met an amount that cannot be counted with.
    Broken(&'static str),
    /// Nothing refused.
    Accepted {
        row: usize,
        content: Content,
        staged: Staged,
        assumed: Vec<Assumed>,
        /// What the caller should know about it.
        note: Option<String>,
    },
}

/// What a step leads to.
enum Next {
    Go,
    /// The request was executed before, as this row says, and is answered again.
    Answer(Bound),
    Refuse(Refusal),
    Break(&'static str),
}

impl<'r> Run<'r> {
    pub(super) fn new(
        bank: &'r Bank,
        program: &'r Program,
        tables: &'r [Table],
        call: &'r Call,
        now: SystemTime,
        serial: u64,
    ) -> Self {
        Self {
            bank,
            program,
            tables,
            call,
            now,
            serial,
            slots: Vec::new(),
            staged: Staged::default(),
            assumed: Vec::new(),
        }
    }

    /// Takes the steps and makes the answer.
    pub(super) fn finish(mut self, rule: &Rule) -> End {
        self.slots = vec![Slot::Empty; rule.slots];
        let mut note = None;
        for step in &rule.steps {
            if !self.is_taken(step) {
                continue;
            }
            match self.step(&step.verb) {
                Next::Go => {}
                Next::Answer(before) => {
                    note = self.changed_arguments(rule, before);
                    self.staged = Staged::default();
                    break;
                }
                Next::Refuse(refusal) => return End::Refused(refusal),
                Next::Break(why) => return End::Broken(why),
            }
        }
        End::Accepted {
            row: rule.answer.row,
            content: self.content(&rule.answer),
            staged: self.staged,
            assumed: self.assumed,
            note,
        }
    }

    fn is_taken(&self, step: &Step) -> bool {
        let there = |value: &Value| self.value(value, None).is_some();
        step.when.as_ref().is_none_or(there) && !step.unless.as_ref().is_some_and(there)
    }

    fn step(&mut self, verb: &Verb) -> Next {
        match verb {
            Verb::Find {
                fits,
                slot,
                refusal,
            } => {
                let found = self.fitting(fits).next();
                match (found, refusal) {
                    (None, Some(refusal)) => Next::Refuse(refusal.clone()),
                    (None, None) => Next::Go,
                    (Some(row), _) => self.name(*slot, Slot::Row(row)),
                }
            }
            Verb::List {
                fits,
                slot,
                refusal,
            } => {
                let found: Vec<Bound> = self.fitting(fits).collect();
                match refusal {
                    Some(refusal) if found.is_empty() => Next::Refuse(refusal.clone()),
                    Some(_) | None => self.name(Some(*slot), Slot::Rows(found)),
                }
            }
            Verb::Absent { fits, refusal } => match self.fitting(fits).next() {
                Some(_) => Next::Refuse(refusal.clone()),
                None => Next::Go,
            },
            Verb::Once {
                fits,
                slot,
                refusal,
            } => self.once(fits, *slot, refusal),
            Verb::Require {
                value,
                plus,
                test,
                refusal,
            } => {
                if self.holds(value, plus.as_ref(), test) {
                    Next::Go
                } else {
                    Next::Refuse(refusal.clone())
                }
            }
            Verb::Insert { table, cells, slot } => {
                let value = |cell: &Option<Value>| cell.as_ref().and_then(|it| self.cell(it));
                let cells: Vec<Cell> = cells.iter().map(value).collect();
                self.staged.added.push((*table, cells));
                self.name(*slot, Slot::Row(Bound::Added(self.staged.added.len() - 1)))
            }
            Verb::Change { slot, changes } => self.change(*slot, changes),
        }
    }

    fn once(&mut self, fits: &Fits, slot: Option<usize>, refusal: &Refusal) -> Next {
        let Some(before) = self.fitting(fits).next() else {
            return Next::Go;
        };
        let assumed = refusal.assumed.clone().map(|assumed| Assumed {
            setting: Some("world.repeated".to_owned()),
            ..assumed
        });
        match self.program.repeated {
            Repeated::Refuse => Next::Refuse(Refusal {
                assumed,
                ..refusal.clone()
            }),
            Repeated::AnswerAgain => {
                self.assumed.extend(assumed);
                self.name(slot, Slot::Row(before));
                Next::Answer(before)
            }
            Repeated::ExecuteAgain => {
                self.assumed.extend(assumed);
                Next::Go
            }
        }
    }

    fn name(&mut self, slot: Option<usize>, what: Slot) -> Next {
        if let Some(place) = slot.and_then(|slot| self.slots.get_mut(slot)) {
            *place = what;
        }
        Next::Go
    }

    /// The rows that fit, as they were before this call. A condition without a value fits nothing.
    fn fitting(&self, fits: &Fits) -> impl Iterator<Item = Bound> + use<'r> {
        let values: Option<Vec<Arc<str>>> =
            fits.values.iter().map(|value| self.cell(value)).collect();
        let (table, index) = (fits.table, fits.index);
        let rows = self.tables.get(table).zip(values);
        rows.into_iter()
            .flat_map(move |(found, values)| found.find(index, &values))
            .map(move |row| Bound::Stored { table, row })
    }

    fn holds(&self, own: &Value, plus: Option<&Value>, test: &Test) -> bool {
        let Some(value) = self.value(own, None) else {
            return false;
        };
        let sum = || {
            let amount = amount(&value)?;
            match plus {
                Some(plus) => amount.checked_add(self.amount(plus)?),
                None => Some(amount),
            }
        };
        match test {
            Test::Equals(other) => {
                let padded = own.zero_padded().or_else(|| other.zero_padded());
                self.value(other, None)
                    .is_some_and(|other| is_same(&value, &other, padded))
            }
            Test::OneOf(texts) => texts.iter().any(|text| *text == value),
            Test::AtLeast(other) => sum()
                .zip(self.amount(other))
                .is_some_and(|(sum, least)| sum >= least),
            Test::AtMost(other) => sum()
                .zip(self.amount(other))
                .is_some_and(|(sum, most)| sum <= most),
        }
    }

    fn change(&mut self, slot: usize, changes: &[Change]) -> Next {
        let Some(Slot::Row(row)) = self.slots.get(slot).cloned() else {
            return Next::Go;
        };
        let mut cells = self.cells(row).map(<[Cell]>::to_vec).unwrap_or_default();
        for change in changes {
            let Some(place) = cells.get(change.column) else {
                continue;
            };
            let new = match change.kind {
                ChangeKind::Set => match self.cell(&change.value) {
                    Some(text) => Some(text),
                    // An argument that was left out changes nothing.
                    None => continue,
                },
                ChangeKind::Add | ChangeKind::Subtract => {
                    let before = place.as_deref().map_or(Some(Decimal::ZERO), amount);
                    let Some((before, by)) = before.zip(self.amount(&change.value)) else {
                        return Next::Break("an amount is no decimal number");
                    };
                    let (after, sign) = match change.kind {
                        ChangeKind::Subtract => (before.checked_sub(by), '-'),
                        ChangeKind::Add | ChangeKind::Set => (before.checked_add(by), '+'),
                    };
                    let Some(after) = after else {
                        return Next::Break("an amount is too large");
                    };
                    self.note_amount(row, change.column, sign, by);
                    Some(Arc::from(after.to_string()))
                }
            };
            cells[change.column] = new;
        }
        match row {
            Bound::Stored { table, row } => {
                self.staged.changed.insert((table, row), cells);
            }
            Bound::Added(at) => {
                if let Some((_, row)) = self.staged.added.get_mut(at) {
                    *row = cells;
                }
            }
        }
        Next::Go
    }

    fn note_amount(&mut self, row: Bound, column: usize, sign: char, by: Decimal) {
        let table = match row {
            Bound::Stored { table, .. } => Some(table),
            Bound::Added(at) => self.staged.added.get(at).map(|(table, _)| *table),
        };
        let spec = table.and_then(|table| self.program.tables.get(table));
        let named = spec.and_then(|spec| Some((&spec.name, spec.columns.get(column)?)));
        if let Some((table, column)) = named {
            let note = format!("{table}.{column} {sign} {by}");
            self.staged.amounts.push(note);
        }
    }

    fn content(&self, answer: &Answer) -> Content {
        let headers = answer.headers.iter();
        let headers = headers.filter_map(|(name, value)| {
            let value = self.value(value, None)?;
            Some((name.clone(), value.into_owned()))
        });
        let mut body = Json::Object(Vec::new());
        self.members(&answer.body, None, &mut body);
        for list in &answer.lists {
            let rows = match self.slots.get(list.slot) {
                Some(Slot::Rows(rows)) => rows.as_slice(),
                Some(Slot::Empty | Slot::Row(_)) | None => &[],
            };
            let items = rows.iter().map(|row| {
                let mut item = Json::Object(Vec::new());
                self.members(&list.item, Some((list.slot, *row)), &mut item);
                item
            });
            let items = Json::Array(items.collect());
            if list.path.is_empty() {
                body = items;
            } else {
                member::put(&mut body, &list.path, items);
            }
        }
        let is_there = !answer.body.is_empty() || !answer.lists.is_empty();
        Content {
            headers: headers.collect(),
            body: is_there.then_some(body),
            argument: None,
        }
    }

    fn members(&self, members: &[Member], item: Option<(usize, Bound)>, into: &mut Json) {
        for one in members {
            if let Some(text) = self.value(&one.value, item) {
                member::put(into, &one.path, body::json(self.bank, &one.ty, &text));
            }
        }
    }
}

impl Staged {
    /// The changes in words; `None` where there is none.
    pub(super) fn words(&self, program: &Program) -> Option<String> {
        let name = |table: usize| program.tables.get(table).map_or("", |spec| &spec.name);
        let mut words: Vec<String> = Vec::new();
        for (table, _) in &self.added {
            words.push(format!("{} + 1 row", name(*table)));
        }
        if self.amounts.is_empty() {
            for (table, _) in self.changed.keys() {
                words.push(format!("{}: 1 row changed", name(*table)));
            }
        }
        words.extend(self.amounts.iter().cloned());
        (!words.is_empty()).then(|| words.join(", "))
    }
}
