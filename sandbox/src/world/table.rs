//! Tables: rows of texts that are found by the values of their columns.

use generator::model::ZeroPadded;
use generator::trigger::without_padding;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// A value of a row; `None` where it is empty.
pub(super) type Cell = Option<Arc<str>>;

/// Rows that calls have added and that are kept, unless the table says otherwise.
pub(super) const KEEP: usize = 100_000;

/// A table of a running sandbox.
#[derive(Clone, Debug)]
pub(super) struct Table {
    rows: BTreeMap<u64, Vec<Cell>>,
    /// Number of the next row.
    next: u64,
    /// Rows with a smaller number were there at the beginning and stay.
    initial: u64,
    keep: usize,
    indexes: Vec<Index>,
}

/// A set of columns by which rows are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Key {
    /// Positions of the columns.
    pub(super) columns: Vec<usize>,
    /// For each column whether its values can be padded: both forms are then the same value.
    pub(super) padded: Vec<Option<ZeroPadded>>,
}

/// Rows by the values of some columns.
#[derive(Clone, Debug)]
struct Index {
    key: Key,
    rows: HashMap<Vec<Arc<str>>, BTreeSet<u64>>,
}

impl Key {
    /// Values in the one form in which they are compared.
    fn canonical(&self, values: impl Iterator<Item = Arc<str>>) -> Vec<Arc<str>> {
        let one = |(value, padded): (Arc<str>, &Option<ZeroPadded>)| match padded {
            Some(padded) => Arc::from(without_padding(&value, *padded)),
            None => value,
        };
        values.zip(&self.padded).map(one).collect()
    }
}

impl Index {
    /// The values of a row; `None` if one is empty: such a row is not found by them.
    fn key(&self, cells: &[Cell]) -> Option<Vec<Arc<str>>> {
        let cell = |column: &usize| cells.get(*column).cloned().flatten();
        let values: Option<Vec<Arc<str>>> = self.key.columns.iter().map(cell).collect();
        Some(self.key.canonical(values?.into_iter()))
    }

    fn add(&mut self, number: u64, cells: &[Cell]) {
        if let Some(key) = self.key(cells) {
            self.rows.entry(key).or_default().insert(number);
        }
    }

    fn remove(&mut self, number: u64, cells: &[Cell]) {
        if let Some(key) = self.key(cells)
            && let Some(rows) = self.rows.get_mut(&key)
        {
            rows.remove(&number);
            if rows.is_empty() {
                self.rows.remove(&key);
            }
        }
    }
}

impl Table {
    /// A table that can be searched by these sets of columns. At most `keep` of the rows that are added later are kept.
    pub(super) fn new(rows: Vec<Vec<Cell>>, keep: usize, keys: &[Key]) -> Self {
        let indexes = keys.iter().map(|key| Index {
            key: key.clone(),
            rows: HashMap::new(),
        });
        let mut table = Self {
            rows: BTreeMap::new(),
            next: 0,
            initial: 0,
            keep,
            indexes: indexes.collect(),
        };
        for row in rows {
            table.put(row);
        }
        table.initial = table.next;
        table
    }

    /// The same columns and searches with other rows, of which the first `initial` stay for good.
    pub(super) fn refilled(&self, rows: Vec<Vec<Cell>>, initial: u64) -> Self {
        let keys: Vec<Key> = self.indexes.iter().map(|index| index.key.clone()).collect();
        let mut table = Self::new(rows, self.keep, &keys);
        table.initial = initial.min(table.next);
        table
    }

    fn put(&mut self, cells: Vec<Cell>) {
        let number = self.next;
        self.next += 1;
        for index in &mut self.indexes {
            index.add(number, &cells);
        }
        self.rows.insert(number, cells);
    }

    /// Adds a row. If there are more added rows than are kept, the oldest of them goes.
    pub(super) fn insert(&mut self, cells: Vec<Cell>) {
        self.put(cells);
        if self.added() > self.keep {
            let oldest = self.rows.range(self.initial..).next();
            if let Some(oldest) = oldest.map(|(number, _)| *number) {
                self.remove(oldest);
            }
        }
    }

    /// Rows that were added after the beginning.
    fn added(&self) -> usize {
        let initial = usize::try_from(self.initial).unwrap_or(usize::MAX);
        self.rows.len().saturating_sub(initial)
    }

    fn remove(&mut self, number: u64) {
        if let Some(cells) = self.rows.remove(&number) {
            for index in &mut self.indexes {
                index.remove(number, &cells);
            }
        }
    }

    /// Gives a row other values.
    pub(super) fn replace(&mut self, number: u64, cells: Vec<Cell>) {
        let Some(row) = self.rows.get_mut(&number) else {
            return;
        };
        let before = std::mem::replace(row, cells);
        for index in &mut self.indexes {
            index.remove(number, &before);
            if let Some(cells) = self.rows.get(&number) {
                index.add(number, cells);
            }
        }
    }

    /// The values of a row.
    pub(super) fn row(&self, number: u64) -> Option<&[Cell]> {
        self.rows.get(&number).map(Vec::as_slice)
    }

    /// Rows whose columns have these values, oldest first. `index` is the position of the set of columns; `None` asks for all rows.
    pub(super) fn find<'t>(
        &'t self,
        index: Option<usize>,
        values: &[Arc<str>],
    ) -> Box<dyn Iterator<Item = u64> + 't> {
        let Some(index) = index else {
            return Box::new(self.rows.keys().copied());
        };
        let rows = self.indexes.get(index).and_then(|one| {
            let values = one.key.canonical(values.iter().cloned());
            one.rows.get(&values)
        });
        Box::new(rows.into_iter().flatten().copied())
    }

    /// All rows, oldest first.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[Cell]> {
        self.rows.values().map(Vec::as_slice)
    }

    /// How many of the rows were there at the beginning.
    pub(super) fn initial(&self) -> u64 {
        self.initial
    }
}
