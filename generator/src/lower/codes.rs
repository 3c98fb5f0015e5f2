//! Response-code tables.

use super::facts::{join, join_rulings};
use super::problem::{NO_OUTCOME, NO_STATUS, ROW, TOO_DEEP, UNKNOWN_CODE_TABLE};
use super::{GREATEST_DEPTH, Lowering};
use crate::model::{self, Code, Effect, Outcome, Provenance, VariantIdent};
use crate::names;
use crate::source::{Span, Spanned};
use crate::spec::{self, CodeRow, StatusText};
use std::collections::HashMap;

/// A row with what the tables it came through say about it.
struct Row<'a> {
    code: &'a Spanned<String>,
    description: Option<&'a Spanned<String>>,
    kind: Option<&'a Spanned<String>>,
    status: Option<&'a Spanned<StatusText>>,
    outcome: Option<&'a Spanned<Outcome>>,
    name: Option<&'a Spanned<String>>,
    extra: Vec<(&'a str, &'a str)>,
    /// The rows of the document that it stands for, never empty.
    rows: Vec<model::CodeRow>,
}

impl Row<'_> {
    /// The place after all of its rows.
    fn end(&self) -> usize {
        self.rows.last().map_or(0, |row| row.position + 1)
    }

    /// What its rows say together about where it comes from.
    fn provenance(&self) -> Provenance {
        let mut all = Provenance::default();
        let mut rows = self.rows.iter().map(|row| &row.provenance);
        if let Some(first) = rows.next() {
            all.clone_from(first);
        }
        for further in rows {
            join(&mut all, further);
            for lines in &mut all.source {
                lines.lines.sort_unstable();
            }
        }
        all
    }

    /// Whether a row of the same code is this one: a code may have a row for each of several statuses.
    fn same_status(&self, row: &CodeRow) -> bool {
        let status = |status: Option<&Spanned<StatusText>>| status.map(|status| status.value);
        row.status.is_none() || status(self.status) == status(row.status.as_ref())
    }
}

impl<'a> Lowering<'a> {
    /// The codes of an operation in document order, and where their table comes from.
    pub(super) fn lower_codes(
        &mut self,
        operation: &'a spec::Operation,
        effect: Effect,
    ) -> (Vec<Code>, Option<Provenance>) {
        let codes = &operation.codes;
        let mut way = Vec::new();
        let rows = self.code_rows(codes, &mut way);
        let empty = codes.rows.is_empty() && codes.same_as.is_none();
        let provenance = if empty {
            self.stated(codes)
        } else {
            self.provenance(codes, codes_anchor(codes, operation.operation.span))
        };
        let mut names =
            names::Scope::with_generated(&[("Other", "the variant for a code that is not listed")]);
        let lowered = rows
            .into_iter()
            .filter_map(|row| self.lower_code(row, effect, &mut names))
            .collect();
        let known = !empty || !provenance.source.is_empty() || provenance.assumed.is_some();
        (lowered, known.then_some(provenance))
    }

    /// Reports what is wrong with tables, also with those that no operation takes in.
    pub(super) fn check_code_tables(&mut self, tables: &'a [spec::CodeTable]) {
        for table in tables {
            self.code_rows(&table.codes, &mut Vec::new());
            if !table.codes.rows.is_empty() || table.codes.same_as.is_some() {
                self.provenance(&table.codes, table.table.span);
            }
        }
    }

    /// The rows of a table with those it takes in.
    fn code_rows(
        &mut self,
        codes: &'a spec::Codes,
        way: &mut Vec<&'a Spanned<String>>,
    ) -> Vec<Row<'a>> {
        let mut rows = match &codes.same_as {
            Some(same_as) => self.inherited(same_as, codes, way),
            None => Vec::new(),
        };
        let inherited = rows.len();
        let mut places: HashMap<&str, Vec<usize>> =
            HashMap::with_capacity(inherited + codes.rows.len());
        for (place, row) in rows.iter().enumerate() {
            places.entry(row.code.as_str()).or_default().push(place);
        }
        let mut position = rows.iter().map(Row::end).max().unwrap_or_default();
        // Inherited rows that a row of this table has changed.
        let mut changed: Vec<usize> = Vec::new();
        for row in &codes.rows {
            let known = places.get(row.code.as_str()).map_or(&[][..], Vec::as_slice);
            let own = known.iter().find(|place| {
                (**place >= inherited || changed.contains(place))
                    && rows
                        .get(**place)
                        .is_some_and(|known| known.same_status(row))
            });
            if let Some(known) = own.and_then(|place| rows.get_mut(*place)) {
                self.repeat(known, row, position);
                position += 1;
                continue;
            }
            let open: Vec<usize> = known
                .iter()
                .copied()
                .filter(|place| *place < inherited && !changed.contains(place))
                .collect();
            let same_status = open.iter().find(|place| {
                rows.get(**place)
                    .is_some_and(|known| known.same_status(row))
            });
            if let Some(place) = same_status.or(open.first()).copied() {
                changed.push(place);
                let own = self.stated(row);
                if let Some(known) = rows.get_mut(place) {
                    replace(known, row, own);
                }
                continue;
            }
            places
                .entry(row.code.as_str())
                .or_default()
                .push(rows.len());
            let provenance = self.provenance(row, row.code.span);
            rows.push(own_row(row, position, provenance));
            position += 1;
        }
        let table = self.stated(codes);
        for row in rows.iter_mut().flat_map(|row| &mut row.rows) {
            join_rulings(&mut row.provenance, &table);
        }
        self.check_added(codes, inherited, rows.len());
        rows
    }

    /// A code that the document lists twice to the letter is one code of two rows. Any other double is a mistake.
    fn repeat(&mut self, known: &mut Row<'a>, row: &'a CodeRow, position: usize) {
        let again = self.provenance(row, row.code.span);
        let own_lines = known.rows.iter().all(|before| {
            let lines = &before.provenance.source;
            again.source.iter().all(|own| !lines.contains(own))
        });
        let same = known.description == row.description.as_ref()
            && known.kind == row.kind.as_ref()
            && known.outcome == row.outcome.as_ref()
            && known.name == row.name.as_ref()
            && known.extra == extra(row);
        if same && own_lines && !again.source.is_empty() {
            known.rows.push(model::CodeRow {
                position,
                provenance: again,
            });
        } else {
            self.twice("code", &row.code, known.code.span);
        }
    }

    /// The rows that `same_as` names, each with the lines of the sentence that refers to them.
    fn inherited(
        &mut self,
        same_as: &'a Spanned<String>,
        codes: &'a spec::Codes,
        way: &mut Vec<&'a Spanned<String>>,
    ) -> Vec<Row<'a>> {
        if let Some(first) = way.iter().position(|seen| std::ptr::eq(*seen, same_as)) {
            self.report_circle(way.get(first..).unwrap_or_default());
            return Vec::new();
        }
        let table = self
            .tables
            .codes
            .get(same_as.as_str())
            .map(|table| &table.codes);
        let operation = self
            .tables
            .operations
            .get(same_as.as_str())
            .map(|operation| &operation.codes);
        let Some(other) = table.or(operation) else {
            let known: Vec<&str> = self
                .tables
                .codes
                .keys()
                .chain(self.tables.operations.keys())
                .copied()
                .collect();
            self.unknown(
                UNKNOWN_CODE_TABLE,
                same_as,
                "code table or operation",
                known.into_iter(),
                "list the table under `code_tables` of service.yaml",
            );
            return Vec::new();
        };
        if way.len() == GREATEST_DEPTH {
            self.problems.at(
                TOO_DEEP,
                same_as.span,
                format!("this table is taken in over {GREATEST_DEPTH} others"),
                "take it in where it is needed, not over other tables",
            );
            return Vec::new();
        }
        way.push(same_as);
        let mut rows = self.code_rows(other, way);
        way.pop();
        let referring = self.stated(codes);
        for row in rows.iter_mut().flat_map(|row| &mut row.rows) {
            join(&mut row.provenance, &referring);
        }
        rows
    }

    /// A table that takes in another one needs rows to take.
    fn check_added(&mut self, codes: &spec::Codes, inherited: usize, all: usize) {
        if let (Some(same_as), 0, 0) = (&codes.same_as, inherited, all)
            && self.tables.operations.contains_key(same_as.as_str())
        {
            self.problems.at(
                ROW,
                same_as.span,
                format!("`{}` has no codes", same_as.value.escape_debug()),
                "name a table that has rows, or list the rows here",
            );
        }
    }

    fn lower_code(
        &mut self,
        row: Row<'a>,
        effect: Effect,
        names: &mut names::Scope,
    ) -> Option<Code> {
        let (ident, span) = match (row.name, row.description) {
            (Some(name), _) => (VariantIdent::explicit(&name.value), name.span),
            (None, Some(description)) => (self.derived.code(&description.value), description.span),
            (None, None) => (VariantIdent::derive(&row.code.value), row.code.span),
        };
        let ident = self.ident(ident, span, "name");
        if let Some(ident) = &ident {
            self.take(names, ident.as_str(), span, "name");
        }
        let status = self.code_status(&row);
        let outcome = self.outcome(&row, status, effect);
        Some(Code {
            code: row.code.value.clone(),
            ident: ident?,
            description: row.description.map(|text| text.value.clone()),
            kind: row.kind.map(|text| text.value.clone()),
            status,
            outcome,
            extra: row
                .extra
                .iter()
                .map(|(title, text)| ((*title).to_owned(), (*text).to_owned()))
                .collect(),
            provenance: row.provenance(),
            rows: row.rows,
        })
    }

    fn code_status(&mut self, row: &Row<'_>) -> Option<u16> {
        match row.status.map(|status| status.value) {
            Some(StatusText::Status(status)) => Some(status),
            Some(StatusText::Undocumented) => None,
            None => {
                self.problems.at(
                    NO_STATUS,
                    row.code.span,
                    "this code does not tell its status",
                    "add `status: <number>`, or `status: undocumented` where the document gives none",
                );
                None
            }
        }
    }

    fn outcome(&mut self, row: &Row<'_>, status: Option<u16>, effect: Effect) -> Outcome {
        if let Some(outcome) = row.outcome {
            return outcome.value;
        }
        match effect {
            Effect::MovesMoney => {
                self.problems.at(
                    NO_OUTCOME,
                    row.code.span,
                    "nothing is guessed about money: this code does not tell its outcome",
                    "add `outcome: accepted`, `rejected` or `unknown`; `rejected` only if the bank certainly did not pay",
                );
                Outcome::Unknown
            }
            Effect::Read => default_outcome(status, Outcome::Rejected),
            Effect::Write => default_outcome(status, Outcome::Unknown),
        }
    }
}

/// The outcome that follows from the status; `otherwise` where it tells nothing.
const fn default_outcome(status: Option<u16>, otherwise: Outcome) -> Outcome {
    match status {
        Some(200..=299) => Outcome::Accepted,
        Some(400..=499) => Outcome::Rejected,
        Some(_) | None => otherwise,
    }
}

fn own_row(row: &CodeRow, position: usize, provenance: Provenance) -> Row<'_> {
    Row {
        code: &row.code,
        description: row.description.as_ref(),
        kind: row.kind.as_ref(),
        status: row.status.as_ref(),
        outcome: row.outcome.as_ref(),
        name: row.name.as_ref(),
        extra: extra(row),
        rows: vec![model::CodeRow {
            position,
            provenance,
        }],
    }
}

fn extra(row: &CodeRow) -> Vec<(&str, &str)> {
    row.extra
        .iter()
        .map(|(title, text)| (title.as_str(), text.as_str()))
        .collect()
}

/// Replaces the keys that a row gives, `own` among them. Rulings are added, since those of the other table still speak of what
/// is kept.
fn replace<'a>(inherited: &mut Row<'a>, row: &'a CodeRow, own: Provenance) {
    inherited.code = &row.code;
    inherited.description = row.description.as_ref().or(inherited.description);
    inherited.kind = row.kind.as_ref().or(inherited.kind);
    inherited.status = row.status.as_ref().or(inherited.status);
    inherited.outcome = row.outcome.as_ref().or(inherited.outcome);
    inherited.name = row.name.as_ref().or(inherited.name);
    if !row.extra.is_empty() {
        inherited.extra = extra(row);
    }
    if own.source.is_empty() && own.assumed.is_none() {
        for before in &mut inherited.rows {
            join_rulings(&mut before.provenance, &own);
        }
        return;
    }
    let mut own = own;
    for before in &inherited.rows {
        join_rulings(&mut own, &before.provenance);
    }
    inherited.rows.truncate(1);
    if let Some(before) = inherited.rows.first_mut() {
        before.provenance = own;
    }
}

fn codes_anchor(codes: &spec::Codes, fallback: Span) -> Span {
    match (&codes.same_as, codes.rows.first()) {
        (Some(same_as), _) => same_as.span,
        (None, Some(row)) => row.code.span,
        (None, None) => fallback,
    }
}
