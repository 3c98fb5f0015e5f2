//! What values are while a rule runs.

use super::{Bound, Run, Slot};
use crate::call::Call;
use crate::moment::Moment;
use crate::world::program::{Argument, Value};
use crate::world::table::Cell;
use generator::model::{Json, Place, ZeroPadded};
use generator::trigger::without_padding;
use rust_decimal::Decimal;
use std::borrow::Cow;
use std::sync::Arc;

impl Run<'_> {
    /// The values of a row as this call has left them.
    pub(super) fn cells(&self, row: Bound) -> Option<&[Cell]> {
        match row {
            Bound::Stored { table, row } => match self.staged.changed.get(&(table, row)) {
                Some(cells) => Some(cells),
                None => self.tables.get(table)?.row(row),
            },
            Bound::Added(at) => self.staged.added.get(at).map(|(_, cells)| cells.as_slice()),
        }
    }

    pub(super) fn cell(&self, value: &Value) -> Cell {
        if let Value::Text(text) = value {
            return Some(text.clone());
        }
        self.value(value, None).map(|text| Arc::from(text.as_ref()))
    }

    pub(super) fn amount(&self, value: &Value) -> Option<Decimal> {
        amount(&self.value(value, None)?)
    }

    /// A value. `item` is a row that stands for all rows of its name.
    pub(super) fn value<'v>(
        &'v self,
        value: &'v Value,
        item: Option<(usize, Bound)>,
    ) -> Option<Cow<'v, str>> {
        match value {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Argument(argument) => argument_of(self.call, argument),
            Value::Column { slot, column } => {
                let row = match (item, self.slots.get(*slot)) {
                    (Some((of, row)), _) if of == *slot => row,
                    (_, Some(Slot::Row(row))) => *row,
                    (_, Some(Slot::Empty | Slot::Rows(_)) | None) => return None,
                };
                let cell = self.cells(row)?.get(*column)?;
                cell.as_deref().map(Cow::Borrowed)
            }
            Value::Count(slot) => match self.slots.get(*slot) {
                Some(Slot::Rows(rows)) => Some(Cow::Owned(rows.len().to_string())),
                Some(Slot::Empty | Slot::Row(_)) | None => Some(Cow::Borrowed("0")),
            },
            Value::Caller => self.call.client.as_deref().map(Cow::Borrowed),
            Value::Moment { format, offset } => {
                Some(Cow::Owned(Moment::new(self.now, *offset).format(format)))
            }
            Value::Number(width) => Some(Cow::Owned(format!("{:0width$}", self.serial))),
            Value::Id => Some(Cow::Owned(format!(
                "00000000-0000-4000-9000-{:012}",
                self.serial
            ))),
            Value::First(values) => values.iter().find_map(|value| self.value(value, item)),
            Value::Nothing => None,
        }
    }
}

/// The text of an argument.
fn argument_of<'c>(call: &'c Call, argument: &Argument) -> Option<Cow<'c, str>> {
    let first = argument.path.first()?;
    let pair = |pairs: &'c [(String, String)]| {
        let found = pairs.iter().find(|(name, _)| name == first);
        found.map(|(_, value)| Cow::Borrowed(value.as_str()))
    };
    match argument.place {
        Place::Path => pair(&call.path),
        Place::Query => pair(&call.query),
        Place::Header => call.received.header(first).map(String::from_utf8_lossy),
        Place::Body => {
            let path: Vec<&str> = argument.path.iter().map(String::as_str).collect();
            match call.member(&path)? {
                Json::Text(text) | Json::Number(text) => Some(Cow::Borrowed(text.as_str())),
                Json::Boolean(true) => Some(Cow::Borrowed("true")),
                Json::Boolean(false) => Some(Cow::Borrowed("false")),
                Json::Null | Json::Array(_) | Json::Object(_) => None,
            }
        }
    }
}

/// Whether two texts are one value, padded or not.
pub(super) fn is_same(one: &str, other: &str, padded: Option<ZeroPadded>) -> bool {
    match padded {
        Some(padded) => without_padding(one, padded) == without_padding(other, padded),
        None => one == other,
    }
}

/// A decimal of plain digits.
pub(super) fn amount(text: impl AsRef<str>) -> Option<Decimal> {
    Decimal::from_str_exact(text.as_ref()).ok()
}
