//! Rows of argument and field tables: header references and `same_as` resolved, keys that do not go together reported.

use super::facts::{join, join_rulings};
use super::problem::{
    ROW, SAME_AS_CYCLE, TOO_DEEP, UNKNOWN_EXCEPT, UNKNOWN_HEADER, UNKNOWN_SAME_AS,
};
use super::tables::Header;
use super::{GREATEST_DEPTH, Lowering};
use crate::diagnostic::closest;
use crate::model::Provenance;
use crate::source::{Span, Spanned};
use crate::spec::{self, Field, StatusText};
use std::collections::HashSet;
use std::rc::Rc;

/// Which table of an operation rows belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Table {
    /// The arguments.
    Request,
    /// The headers and body fields of one answer.
    Response(StatusText),
}

/// One row, ready to become a field.
#[derive(Clone)]
pub(super) struct Row<'a> {
    /// The row as written.
    pub(super) field: &'a Field,
    /// The catalogue's entry, for a row that refers to one.
    pub(super) header: Option<Rc<Header<'a>>>,
    /// Wire name.
    pub(super) name: &'a Spanned<String>,
    /// The `same_as` rows through which it came here, the nearest table's first.
    pub(super) through: Vec<&'a Field>,
}

impl<'a> Row<'a> {
    /// A key of the row, or of the catalogue's entry.
    pub(super) fn key<T>(&self, key: impl Fn(&'a Field) -> Option<&'a T>) -> Option<&'a T> {
        key(self.field).or_else(|| self.header.as_ref().and_then(|header| key(header.field)))
    }
}

/// The place to underline for a row.
pub(super) fn anchor(field: &Field, fallback: Span) -> Span {
    let names = [&field.name, &field.header, &field.same_as, &field.ty];
    names
        .into_iter()
        .flatten()
        .next()
        .map_or(fallback, |name| name.span)
}

impl<'a> Lowering<'a> {
    /// The rows of a table with everything it takes in. `span` stands for the table where a row has nothing to underline.
    pub(super) fn rows(&mut self, fields: &'a [Field], table: Table, span: Span) -> Vec<Row<'a>> {
        let mut rows = Vec::with_capacity(fields.len());
        // Rows of a circle, which is reported, are left out.
        let _circle = self.collect_rows(fields, table, span, &mut Vec::new(), &mut rows);
        rows
    }

    /// Collects rows; tells whether the way leads back to where it came from.
    fn collect_rows(
        &mut self,
        fields: &'a [Field],
        table: Table,
        span: Span,
        way: &mut Vec<&'a Field>,
        rows: &mut Vec<Row<'a>>,
    ) -> bool {
        let mut circle = false;
        for field in fields {
            self.check_no_supply(field);
            match (&field.name, &field.header, &field.same_as) {
                (Some(name), None, None) => {
                    self.check_except_alone(field);
                    rows.push(Row {
                        field,
                        header: None,
                        name,
                        through: way.clone(),
                    });
                }
                (None, Some(header), None) => {
                    self.check_except_alone(field);
                    if let Some(row) = self.header_row(field, header, way) {
                        rows.push(row);
                    }
                }
                (None, None, Some(same_as)) => {
                    circle |= self.take_in(field, same_as, table, way, rows);
                }
                _ => self.report_row_kind(field, span),
            }
        }
        circle
    }

    /// Reports a row that is none of the three sorts, or more than one.
    pub(super) fn report_row_kind(&mut self, field: &Field, span: Span) {
        self.problems.at(
            ROW,
            anchor(field, span),
            "a row is a field with a `name`, a `header` of the catalogue, or a `same_as`",
            "give exactly one of `name`, `header` and `same_as`",
        );
    }

    fn check_except_alone(&mut self, field: &Field) {
        if let Some(except) = field.except.first() {
            self.misplaced("except", except.span, "a row that takes nothing in");
        }
    }

    fn header_row(
        &mut self,
        field: &'a Field,
        header: &'a Spanned<String>,
        way: &[&'a Field],
    ) -> Option<Row<'a>> {
        if let Some(place) = &field.place {
            self.misplaced(
                "in",
                place.span,
                "a `header` of the catalogue, which always travels in a header",
            );
        }
        let Some(known) = self
            .tables
            .headers
            .get(&header.to_ascii_lowercase())
            .cloned()
        else {
            let near = closest(
                &header.value,
                self.tables
                    .headers
                    .values()
                    .filter_map(|known| known.field.name.as_ref().map(|name| name.as_str())),
            );
            let help = match near {
                Some(near) => format!("did you mean `{near}`? Else add it to `headers` of bank.yaml or service.yaml, or use `name` and `in: header`"),
                None => "add it to `headers` of bank.yaml or service.yaml, or use `name` and `in: header`".to_owned(),
            };
            self.problems.at(
                UNKNOWN_HEADER,
                header.span,
                format!(
                    "no catalogue has a header `{}`",
                    header.value.escape_debug()
                ),
                help,
            );
            return None;
        };
        let name = known.field.name.as_ref()?;
        Some(Row {
            field,
            header: Some(known),
            name,
            through: way.to_vec(),
        })
    }

    fn take_in(
        &mut self,
        field: &'a Field,
        same_as: &'a Spanned<String>,
        table: Table,
        way: &mut Vec<&'a Field>,
        rows: &mut Vec<Row<'a>>,
    ) -> bool {
        self.check_takes_in_only(field);
        if let Some(first) = way.iter().position(|seen| std::ptr::eq(*seen, field)) {
            let circle: Vec<_> = way
                .iter()
                .skip(first)
                .filter_map(|row| row.same_as.as_ref())
                .collect();
            self.report_circle(&circle);
            return true;
        }
        if way.len() == GREATEST_DEPTH {
            self.problems.at(
                TOO_DEEP,
                same_as.span,
                format!("this table is taken in over {GREATEST_DEPTH} others"),
                "take it in where it is needed, not over other tables",
            );
            return false;
        }
        let Some((fields, span)) = self.rows_of(same_as, table) else {
            return false;
        };
        way.push(field);
        let mut taken = Vec::with_capacity(fields.len());
        let circle = self.collect_rows(fields, table, span, way, &mut taken);
        way.pop();
        if circle {
            return true;
        }
        self.leave_out(&field.except, &mut taken);
        rows.append(&mut taken);
        false
    }

    /// Reports tables that refer to each other in a circle, once for the circle: each of its tables leads here.
    pub(super) fn report_circle(&mut self, circle: &[&Spanned<String>]) {
        let (Some(first), Some(last)) = (circle.first(), circle.last()) else {
            return;
        };
        if circle.iter().any(|same_as| same_as.span < first.span) {
            return;
        }
        self.problems.between(
            SAME_AS_CYCLE,
            last.span,
            (first.span, "the circle begins here"),
            format!("`{}` leads back to this table", last.value),
            "let one of the tables list its rows itself",
        );
    }

    /// The rows that `same_as` names: of a group, or of the same table of another operation.
    fn rows_of(&mut self, same_as: &Spanned<String>, table: Table) -> Option<(&'a [Field], Span)> {
        if let Some(group) = self.tables.groups.get(same_as.as_str()) {
            return Some((&group.fields, group.group.span));
        }
        let Some(operation) = self.tables.operations.get(same_as.as_str()).copied() else {
            let known = self
                .tables
                .groups
                .keys()
                .chain(self.tables.operations.keys())
                .copied();
            let help = match closest(&same_as.value, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name a field group of bank.yaml or service.yaml, or an operation of this service".to_owned(),
            };
            self.problems.at(
                UNKNOWN_SAME_AS,
                same_as.span,
                format!(
                    "there is no group or operation `{}`",
                    same_as.value.escape_debug()
                ),
                help,
            );
            return None;
        };
        let status = match table {
            Table::Request => return Some((&operation.request, operation.operation.span)),
            Table::Response(status) => status,
        };
        let mut answers = operation
            .responses
            .iter()
            .filter(|answer| answer.status.value == status);
        let answer = match (answers.next(), answers.next()) {
            (Some(answer), None) => Some(answer),
            // Several answers of one status: the one that has rows, where only one does.
            (Some(_), Some(_)) => {
                let mut with_rows = operation
                    .responses
                    .iter()
                    .filter(|answer| answer.status.value == status && !answer.fields.is_empty());
                with_rows.next().filter(|_| with_rows.next().is_none())
            }
            (None, _) => None,
        };
        if answer.is_none() {
            self.problems.between(
                UNKNOWN_SAME_AS,
                same_as.span,
                (operation.operation.span, "this operation"),
                format!("`{}` has no answer of this status whose rows could be taken in", same_as.value),
                "name an operation that documents the same status, or make a field group of the rows",
            );
        }
        answer.map(|answer| (answer.fields.as_slice(), answer.status.span))
    }

    /// A row that takes others in says nothing about any of them.
    fn check_takes_in_only(&mut self, field: &Field) {
        let texts = [
            ("type", &field.ty),
            ("pattern", &field.pattern),
            ("minimum", &field.minimum),
            ("maximum", &field.maximum),
            ("format", &field.format),
            ("default", &field.default),
            ("fixed", &field.fixed),
            ("rust_name", &field.rust_name),
            ("rust_type", &field.rust_type),
            ("example", &field.example),
        ];
        let texts = texts
            .into_iter()
            .filter_map(|(key, value)| value.as_ref().map(|value| (key, value.span)));
        let numbers = [
            ("length", &field.length),
            ("min_length", &field.min_length),
            ("max_length", &field.max_length),
            ("scale", &field.scale),
            ("digits", &field.digits),
        ];
        let numbers = numbers
            .into_iter()
            .filter_map(|(key, value)| value.as_ref().map(|value| (key, value.span)));
        let places = [("in", &field.place), ("also_in", &field.also_in)];
        let places = places
            .into_iter()
            .filter_map(|(key, value)| value.as_ref().map(|value| (key, value.span)));
        let others = [
            ("required", field.required.as_ref().map(|value| value.span)),
            ("wire", field.wire.as_ref().map(|value| value.span)),
            ("lenient", field.lenient.as_ref().map(|value| value.span)),
            ("words", field.words.as_ref().map(|value| value.span)),
            (
                "sensitive",
                field.sensitive.as_ref().map(|value| value.span),
            ),
            ("aliases", field.aliases.first().map(|value| value.span)),
            ("doc", field.doc.as_ref().map(|value| value.en.span)),
        ];
        let others = others
            .into_iter()
            .filter_map(|(key, span)| span.map(|span| (key, span)));
        let given: Vec<_> = texts.chain(numbers).chain(places).chain(others).collect();
        for (key, span) in given {
            self.misplaced(key, span, "`same_as`, which takes rows in as they are");
        }
    }

    fn leave_out(&mut self, except: &[Spanned<String>], rows: &mut Vec<Row<'a>>) {
        self.unique("row left out", except);
        let known: HashSet<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        let left_out: HashSet<&str> = except.iter().map(|name| name.as_str()).collect();
        for name in except {
            if !known.contains(name.as_str()) {
                let help = match closest(&name.value, known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "name a row by its name on the wire".to_owned(),
                };
                self.problems.at(
                    UNKNOWN_EXCEPT,
                    name.span,
                    format!(
                        "the table has no row `{}` to leave out",
                        name.value.escape_debug()
                    ),
                    help,
                );
            }
        }
        rows.retain(|row| !left_out.contains(row.name.as_str()));
    }

    /// Where a row comes from: its own lines, then those of the sentences that refer to its table.
    pub(super) fn row_provenance(&mut self, row: &Row<'_>) -> Provenance {
        let provenance = self.row_stated(row);
        self.require_provenance(&provenance, anchor(row.field, row.name.span));
        provenance
    }

    /// Where a row comes from as far as anything says it.
    pub(super) fn row_stated(&mut self, row: &Row<'_>) -> Provenance {
        let mut provenance = self.stated(row.field);
        for through in row.through.iter().rev() {
            let referring = self.stated(*through);
            join(&mut provenance, &referring);
        }
        if let Some(header) = &row.header {
            let shared = self.stated(header.field);
            join_rulings(&mut provenance, &shared);
        }
        provenance
    }
}

impl spec::Response {
    /// The table its rows belong to.
    pub(super) const fn table(&self) -> Table {
        Table::Response(self.status.value)
    }
}
