//! From the file to the program: every name resolved, every problem reported with its line.

mod answer;
mod field;
mod step;
mod value;

use super::file::{RuleEntry, TableEntry, WorldFile};
use super::program::{Program, Refusal, Rule, TableSpec};
use super::table::{Cell, KEEP, Key, Table};
use crate::catalogue::{Catalogue, OperationId};
use crate::judgement::Assumed;
use generator::model::{Bank, Operation};
use serde_yaml::Spanned;
use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// Something that is wrong with the world of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, where it was read from one.
    pub file: Option<Arc<Path>>,
    /// The line, counted from 1.
    pub line: u64,
    /// What is wrong, and what to do.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{}:{}: {}", file.display(), self.line, self.what),
            None => write!(f, "line {}: {}", self.line, self.what),
        }
    }
}

/// Where a text stands.
fn line<T>(spanned: &Spanned<T>) -> u64 {
    spanned.referenced.line()
}

/// Resolves a file for the bank that is served. Rules of services that are not served are checked like all others.
pub(super) fn compile(file: &WorldFile, catalogue: &Catalogue) -> Result<Program, Vec<Problem>> {
    let mut compiler = Compiler {
        bank: catalogue.bank(),
        tables: &file.tables,
        keys: vec![Vec::new(); file.tables.len()],
        masked: file
            .tables
            .iter()
            .map(|table| vec![false; table.columns.len()])
            .collect(),
        origin: None,
        problems: Vec::new(),
    };
    let starts: Vec<_> = file.tables.iter().map(|one| compiler.rows(one)).collect();
    compiler.distinct_tables();
    let mut rules = HashMap::new();
    for entry in &file.rules {
        compiler.rule(entry, &mut rules);
    }
    if !compiler.problems.is_empty() {
        let place = |problem: &Problem| (problem.file.clone(), problem.line);
        compiler.problems.sort_by_key(place);
        return Err(compiler.problems);
    }
    let settled = compiler.keys.into_iter().zip(compiler.masked);
    let tables = file.tables.iter().zip(starts).zip(settled);
    Ok(Program {
        tables: tables
            .map(|((entry, rows), (keys, masked))| TableSpec {
                name: entry.table.value.clone(),
                columns: columns(entry).map(str::to_owned).collect(),
                masked,
                start: Table::new(rows, entry.keep.unwrap_or(KEEP), &keys),
            })
            .collect(),
        rules,
        repeated: file.repeated.unwrap_or_default(),
    })
}

fn columns(table: &TableEntry) -> impl Iterator<Item = &str> {
    table.columns.iter().map(|column| column.value.as_str())
}

/// What is known while a file is compiled.
struct Compiler<'f> {
    bank: &'f Bank,
    tables: &'f [TableEntry],
    /// For each table the sets of columns that rows are found by.
    keys: Vec<Vec<Key>>,
    /// For each table the columns that get values of people.
    masked: Vec<Vec<bool>>,
    /// The file of what is compiled at the moment.
    origin: Option<Arc<Path>>,
    problems: Vec<Problem>,
}

/// The operation that a rule is compiled for.
#[derive(Clone, Copy)]
struct Target<'f> {
    service: &'f generator::model::Service,
    operation: &'f Operation,
    /// The other operations of the rule.
    siblings: &'f [(OperationId, &'f Operation)],
}

/// A name that a step has given.
struct Name {
    text: String,
    table: usize,
    /// Whether it names all rows that fit.
    many: bool,
}

impl<'f> Compiler<'f> {
    fn problem(&mut self, line: u64, what: impl Into<String>) {
        self.problems.push(Problem {
            file: self.origin.clone(),
            line,
            what: what.into(),
        });
    }

    /// A place in the file, for the journal.
    fn place(&self, line: u64) -> String {
        let name = self.origin.as_deref().and_then(Path::file_name);
        match name {
            Some(name) => format!("{}:{line}", name.display()),
            None => format!("line {line}"),
        }
    }

    fn distinct_tables(&mut self) {
        for (at, table) in self.tables.iter().enumerate() {
            let name = &table.table;
            self.origin.clone_from(&table.origin);
            if self.tables[..at]
                .iter()
                .any(|other| other.table.value == name.value)
            {
                self.problem(
                    line(name),
                    format!("the table `{}` is there already", name.value),
                );
            }
            for (position, column) in table.columns.iter().enumerate() {
                if columns(table).take(position).any(|one| one == column.value) {
                    self.problem(
                        line(column),
                        format!("the column `{}` is there already", column.value),
                    );
                }
            }
        }
    }

    /// The rows that a table begins with.
    fn rows(&mut self, table: &TableEntry) -> Vec<Vec<Cell>> {
        self.origin.clone_from(&table.origin);
        for row in &table.rows {
            for name in row.value.keys() {
                if !columns(table).any(|column| column == name) {
                    let what = format!("the table `{}` has no column `{name}`", table.table.value);
                    self.problem(line(row), what);
                }
            }
        }
        let cells = |row: &Spanned<std::collections::BTreeMap<String, String>>| {
            let cell = |name: &str| row.value.get(name).map(|text| Arc::from(text.as_str()));
            columns(table).map(cell).collect()
        };
        table.rows.iter().map(cells).collect()
    }

    /// The position of a table.
    fn table(&mut self, name: &Spanned<String>) -> Option<usize> {
        let found = self
            .tables
            .iter()
            .position(|table| table.table.value == name.value);
        if found.is_none() {
            self.problem(line(name), format!("there is no table `{}`", name.value));
        }
        found
    }

    /// The position of a column.
    fn column(&mut self, table: usize, name: &str, at: u64) -> Option<usize> {
        let entry = self.tables.get(table)?;
        let found = columns(entry).position(|column| column == name);
        if found.is_none() {
            let what = format!("the table `{}` has no column `{name}`", entry.table.value);
            self.problem(at, what);
        }
        found
    }

    fn rule(&mut self, entry: &'f RuleEntry, rules: &mut HashMap<OperationId, Rule>) {
        self.origin.clone_from(&entry.origin);
        let mut targets: Vec<(OperationId, &Operation)> = Vec::new();
        for name in &entry.operations {
            match find(self.bank, &name.value) {
                Some((id, _))
                    if rules.contains_key(&id) || targets.iter().any(|(one, _)| *one == id) =>
                {
                    let what = format!("`{}` has a rule already", name.value);
                    self.problem(line(name), what);
                }
                Some(found) => targets.push(found),
                None => {
                    let what = format!(
                        "no service has an operation `{}`, or two have; write `service/operation`",
                        name.value
                    );
                    self.problem(line(name), what);
                }
            }
        }
        for (id, operation) in &targets {
            let target = Target {
                service: &self.bank.services[id.service],
                operation,
                siblings: &targets,
            };
            if let Some(rule) = self.rule_for(entry, target) {
                rules.insert(*id, rule);
            }
        }
    }

    fn rule_for(&mut self, entry: &'f RuleEntry, target: Target<'_>) -> Option<Rule> {
        let mut names = Vec::new();
        let mut steps = Vec::new();
        for step in &entry.steps {
            steps.extend(self.step(step, target, &mut names));
        }
        let answer = self.answer(entry, target, &names)?;
        Some(Rule {
            steps,
            slots: names.len(),
            answer,
        })
    }

    /// The code that a refusal is answered with: the first that the operation lists.
    fn refusal(
        &mut self,
        codes: &[Spanned<String>],
        assumed: Option<&Spanned<String>>,
        note: String,
        target: Target<'_>,
    ) -> Option<Refusal> {
        let listed = |code: &Spanned<String>| {
            let mut rows = target.operation.codes.iter();
            rows.position(|row| row.code == code.value)
        };
        let row = codes.iter().find_map(listed);
        if row.is_none() {
            let at = codes.first().map_or(1, line);
            self.unlisted(at, target);
        }
        let assumed = match assumed {
            Some(ruling) if self.bank.ruling(&ruling.value).is_none() => {
                let what = format!("there is no ruling `{}`", ruling.value);
                self.problem(line(ruling), what);
                None
            }
            Some(ruling) => Some(Assumed {
                what: note.clone(),
                rulings: vec![ruling.value.clone()],
                setting: Some("world.rules".to_owned()),
            }),
            None => None,
        };
        Some(Refusal {
            row: row?,
            assumed,
            note,
        })
    }

    fn unlisted(&mut self, at: u64, target: Target<'_>) {
        let what = format!(
            "the code table of `{}` in `{}` lists none of these codes",
            target.operation.id, target.service.id
        );
        self.problem(at, what);
    }
}

/// The operation of this name: `operation`, or `service/operation` where two services have one of the name.
fn find<'b>(bank: &'b Bank, name: &str) -> Option<(OperationId, &'b Operation)> {
    let (wanted, id) = match name.split_once('/') {
        Some((service, operation)) => (Some(service), operation),
        None => (None, name),
    };
    let services = bank.services.iter().enumerate();
    let services = services.filter(|(_, service)| wanted.is_none_or(|wanted| service.id == wanted));
    let mut found = services.flat_map(|(at, service)| {
        let operations = service.operations.iter().enumerate();
        operations
            .filter(|(_, operation)| operation.id == id)
            .map(move |(operation, found)| {
                let id = OperationId {
                    service: at,
                    operation,
                };
                (id, found)
            })
    });
    match (found.next(), found.next()) {
        (Some(one), None) => Some(one),
        (Some(_), Some(_)) | (None, _) => None,
    }
}
