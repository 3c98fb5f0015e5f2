//! What operations do with the tables, with every name resolved.

use super::file::Repeated;
use super::table::Table;
use crate::catalogue::OperationId;
use crate::judgement::Assumed;
use generator::model::{Place, TypeRef, ZeroPadded};
use std::collections::HashMap;
use std::sync::Arc;

/// Everything that was read from the file.
#[derive(Debug, Default)]
pub(super) struct Program {
    pub(super) tables: Vec<TableSpec>,
    pub(super) rules: HashMap<OperationId, Rule>,
    pub(super) repeated: Repeated,
}

/// What is fixed about a table.
#[derive(Debug)]
pub(super) struct TableSpec {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    /// Columns that get values of people; they are not shown.
    pub(super) masked: Vec<bool>,
    /// As it is at the beginning.
    pub(super) start: Table,
}

/// What an operation does.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) steps: Vec<Step>,
    /// Number of names that steps give.
    pub(super) slots: usize,
    pub(super) answer: Answer,
}

/// A step and when it is taken.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) when: Option<Value>,
    pub(super) unless: Option<Value>,
    pub(super) verb: Verb,
}

/// What a step does.
#[derive(Debug)]
pub(super) enum Verb {
    /// Names the first row that fits.
    Find {
        fits: Fits,
        slot: Option<usize>,
        /// Where nothing fits.
        refusal: Option<Refusal>,
    },
    /// Names all rows that fit.
    List {
        fits: Fits,
        slot: usize,
        /// Where nothing fits.
        refusal: Option<Refusal>,
    },
    /// Refuses if a row fits.
    Absent { fits: Fits, refusal: Refusal },
    /// Does with a repeated request what is set.
    Once {
        fits: Fits,
        slot: Option<usize>,
        refusal: Refusal,
    },
    /// Compares.
    Require {
        value: Value,
        plus: Option<Value>,
        test: Test,
        refusal: Refusal,
    },
    /// Adds a row: a value for each column.
    Insert {
        table: usize,
        cells: Vec<Option<Value>>,
        slot: Option<usize>,
    },
    /// Changes the row of a name.
    Change { slot: usize, changes: Vec<Change> },
}

/// Rows of a table by values of columns.
#[derive(Debug)]
pub(super) struct Fits {
    pub(super) table: usize,
    /// Position of the set of columns among those of the table; `None` for all rows.
    pub(super) index: Option<usize>,
    /// In the order of the columns.
    pub(super) values: Vec<Value>,
}

/// What a value has to be.
#[derive(Debug)]
pub(super) enum Test {
    Equals(Value),
    OneOf(Vec<String>),
    AtLeast(Value),
    AtMost(Value),
}

/// What becomes of one column.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) column: usize,
    pub(super) kind: ChangeKind,
    pub(super) value: Value,
}

/// How a column changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ChangeKind {
    Set,
    Add,
    Subtract,
}

/// How a step refuses.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    /// Position in the operation's code table.
    pub(super) row: usize,
    /// What no document says.
    pub(super) assumed: Option<Assumed>,
    /// What the step asks, for the journal.
    pub(super) note: String,
}

/// What is answered if no step refuses.
#[derive(Debug)]
pub(super) struct Answer {
    /// Position in the operation's code table.
    pub(super) row: usize,
    pub(super) headers: Vec<(String, Value)>,
    pub(super) body: Vec<Member>,
    pub(super) lists: Vec<List>,
}

/// One value of a body.
#[derive(Debug)]
pub(super) struct Member {
    pub(super) path: Vec<String>,
    pub(super) ty: TypeRef,
    pub(super) value: Value,
}

/// One list of a body.
#[derive(Debug)]
pub(super) struct List {
    pub(super) path: Vec<String>,
    pub(super) slot: usize,
    pub(super) item: Vec<Member>,
}

/// Something that has a value while a rule runs.
#[derive(Debug)]
pub(super) enum Value {
    /// This text.
    Text(Arc<str>),
    /// An argument of the call.
    Argument(Argument),
    /// A column of a named row.
    Column { slot: usize, column: usize },
    /// The number of rows of a name.
    Count(usize),
    /// Whoever calls.
    Caller,
    /// The moment.
    Moment {
        format: String,
        /// Minutes east of UTC.
        offset: i32,
    },
    /// The running number, with so many digits.
    Number(usize),
    /// The running number in the form of a UUID.
    Id,
    /// The first that there is.
    First(Vec<Value>),
    /// Nothing: an argument that the operation does not have.
    Nothing,
}

/// An argument of an operation.
#[derive(Debug)]
pub(super) struct Argument {
    pub(super) place: Place,
    /// Wire name as one item, or the members that lead to the value.
    pub(super) path: Vec<String>,
    pub(super) zero_padded: Option<ZeroPadded>,
    /// Whether its value is secret or a person's.
    pub(super) sensitive: bool,
}

impl Value {
    /// The longer form in which the value may arrive, where it is an argument that has one.
    pub(super) fn zero_padded(&self) -> Option<ZeroPadded> {
        match self {
            Self::Argument(argument) => argument.zero_padded,
            Self::First(values) => values.iter().find_map(Self::zero_padded),
            Self::Text(_)
            | Self::Column { .. }
            | Self::Count(_)
            | Self::Caller
            | Self::Moment { .. }
            | Self::Number(_)
            | Self::Id
            | Self::Nothing => None,
        }
    }

    /// Whether it is, or may be, a secret or something about a person that the call said.
    pub(super) fn is_sensitive(&self) -> bool {
        match self {
            Self::Argument(argument) => argument.sensitive,
            Self::First(values) => values.iter().any(Self::is_sensitive),
            Self::Caller => true,
            Self::Text(_)
            | Self::Column { .. }
            | Self::Count(_)
            | Self::Moment { .. }
            | Self::Number(_)
            | Self::Id
            | Self::Nothing => false,
        }
    }
}
