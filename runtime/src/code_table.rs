//! The code table of an operation.

use crate::facts::Outcome;

/// One row of a code table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CodeRow {
    /// The code on the wire.
    pub code: &'static str,
    /// The bank's description, to the letter; empty where the document has none.
    pub description: &'static str,
    /// Kind of result as printed; empty where the document has none.
    pub kind: &'static str,
    /// HTTP status; `None` where it is undocumented.
    pub status: Option<u16>,
    /// What the code says about the request.
    pub outcome: Outcome,
    /// Lines of the document.
    pub source: &'static str,
}

/// A code table, written as text: a row a line with code, status (`-` where undocumented), outcome, lines of the document,
/// kind and description, separated by tabs.
///
/// One constant for the whole table compiles several times faster than a constant expression for each cell, and tables are
/// the longest part of a generated crate. A row is taken apart when it is looked at, which costs less than a microsecond.
///
/// ```
/// use bank_client_runtime::{CodeTable, Outcome};
///
/// const TABLE: CodeTable = CodeTable::new("0000\t201\taccepted\t410\tExitosa\tTRANSACCIÓN EXITOSA\n");
/// let row = TABLE.get(0).expect("it has one row");
/// assert_eq!((row.code, row.status, row.outcome), ("0000", Some(201), Outcome::Accepted));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeTable(&'static str);

impl CodeTable {
    /// The table of this text.
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self(text)
    }

    /// The rows in document order.
    pub fn rows(self) -> impl Iterator<Item = CodeRow> {
        let lines = self.0.lines().filter(|line| !line.is_empty());
        lines.map(row)
    }

    /// The row at this position, counted from 0.
    #[must_use]
    pub fn get(self, position: usize) -> Option<CodeRow> {
        self.rows().nth(position)
    }
}

/// Whatever is not spelt as it should be is what promises least: no status, and an unknown outcome.
fn row(line: &'static str) -> CodeRow {
    let mut cells = line.split('\t');
    let mut cell = || cells.next().unwrap_or_default();
    let (code, status, outcome, source, kind) = (cell(), cell(), cell(), cell(), cell());
    CodeRow {
        code,
        description: cell(),
        kind,
        status: status.parse().ok(),
        outcome: match outcome {
            "accepted" => Outcome::Accepted,
            "rejected" => Outcome::Rejected,
            _ => Outcome::Unknown,
        },
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::{CodeTable, Outcome};

    #[test]
    fn a_table_that_is_not_well_written_promises_nothing() {
        for text in ["", "\n\n"] {
            assert_eq!(CodeTable::new(text).rows().count(), 0);
        }
        let table = CodeTable::new("E1\n0000\tabc\tACCEPTED\n");
        for row in table.rows() {
            assert_eq!(
                (row.status, row.outcome, row.description),
                (None, Outcome::Unknown, "")
            );
        }
        assert_eq!(table.get(1).map(|row| row.code), Some("0000"));
        assert_eq!(table.get(2), None);
    }
}
