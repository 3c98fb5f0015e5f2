//! Triggers: what makes a sandbox answer with one row of an operation's code table.
//!
//! There are two for each row. The header [`SCENARIO_HEADER`] asks for the row on any call. A *natural value* of one argument asks for it without
//! a header: an amount such as `1313.07`, or an identification, account or phone that ends in `131307`, where `07` is the row's place in the table.
//! Both follow from the model alone, so that documentation and sandbox agree without sharing a list.

mod argument;
mod value;

use crate::lower::values::Patterns;
use crate::model::{Bank, Code, Operation, Place, Service, Shape, TypeRef, ZeroPadded};
use serde::Serialize;

pub use value::{Taken, without_padding};

/// The header that asks for an outcome by name.
pub const SCENARIO_HEADER: &str = "X-Sandbox-Scenario";

/// The triggers of a bank.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Triggers {
    /// For each service, in the order of [`Bank::services`], those of its operations, in the order of [`Service::operations`].
    pub services: Vec<Vec<OperationTriggers>>,
}

/// The triggers of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct OperationTriggers {
    /// The argument whose value stands for a row; `None` where no argument has room for as many values as there are rows.
    pub argument: Option<Argument>,
    /// One for each row of the code table, in the order of [`Operation::codes`].
    pub rows: Vec<Trigger>,
    /// Documented statuses of answers that no row has. The scenario `status=204` asks for one.
    pub statuses: Vec<u16>,
}

/// An argument that natural values are given in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// Where it travels.
    pub place: Place,
    /// Wire name as one item, or the members that lead to the value in the body.
    pub path: Vec<String>,
    /// Whether values are compared as numbers.
    pub number: bool,
    /// A longer form in which the value may arrive as well.
    pub zero_padded: Option<ZeroPadded>,
}

/// The triggers of one row of a code table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trigger {
    /// Value of [`SCENARIO_HEADER`]: the code, with `;status=` behind it where the table lists the code with several statuses. Characters that
    /// cannot stand there are percent-encoded.
    pub scenario: String,
    /// Value of [`OperationTriggers::argument`], as text.
    pub value: Option<String>,
}

impl Triggers {
    /// The triggers of every operation of a bank.
    #[must_use]
    pub fn of(bank: &Bank) -> Self {
        let taken = Taken::by(bank);
        let mut patterns = Patterns::default();
        let mut operation = |operation| of_operation(bank, operation, &taken, &mut patterns);
        Self {
            services: bank
                .services
                .iter()
                .map(|service: &Service| service.operations.iter().map(&mut operation).collect())
                .collect(),
        }
    }

    /// The triggers of the operation at a place of the model.
    #[must_use]
    pub fn get(&self, service: usize, operation: usize) -> Option<&OperationTriggers> {
        self.services.get(service)?.get(operation)
    }
}

impl OperationTriggers {
    /// The row that a natural value stands for: its place in [`Operation::codes`].
    #[must_use]
    pub fn row_of(&self, value: &str) -> Option<usize> {
        let argument = self.argument.as_ref()?;
        let value = argument.canonical(value);
        self.rows.iter().position(|row| {
            row.value
                .as_ref()
                .is_some_and(|own| argument.canonical(own) == value)
        })
    }

    /// The row that a scenario names: its place in [`Operation::codes`]. A code alone names its first row.
    #[must_use]
    pub fn row_named(&self, scenario: &str) -> Option<usize> {
        let exact = self.rows.iter().position(|row| row.scenario == scenario);
        exact.or_else(|| {
            let code_alone = |row: &Trigger| {
                let status = row.scenario.strip_prefix(scenario);
                status.is_some_and(|status| status.starts_with(STATUS))
            };
            self.rows.iter().position(code_alone)
        })
    }
}

impl Argument {
    /// A value in the one form that equal values share: `1313.1` and `1313.10`, a padded and an unpadded identification.
    #[must_use]
    pub fn canonical(&self, value: &str) -> String {
        if self.number {
            return value::canonical_number(value);
        }
        match self.zero_padded {
            Some(padded) => without_padding(value, padded),
            None => value.to_owned(),
        }
    }

    /// The argument as documentation names it: `monto`, or `depAcctId.acctId` for a member inside an object.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.join(".")
    }
}

/// What stands between code and status in a scenario.
const STATUS: &str = ";status=";

fn of_operation(
    bank: &Bank,
    operation: &Operation,
    taken: &Taken,
    patterns: &mut Patterns,
) -> OperationTriggers {
    let scenarios = operation.codes.iter().map(|row| scenario(operation, row));
    let candidates = argument::candidates(bank, operation);
    let found = candidates.into_iter().find_map(|candidate| {
        let count = operation.codes.len();
        let values = value::series(bank, &candidate, count, taken, patterns)?;
        Some((candidate, values))
    });
    let Some((candidate, values)) = found else {
        return OperationTriggers {
            argument: None,
            statuses: statuses(operation),
            rows: scenarios
                .map(|scenario| Trigger {
                    scenario,
                    value: None,
                })
                .collect(),
        };
    };
    OperationTriggers {
        argument: Some(Argument {
            place: candidate.place,
            number: candidate.is_number(bank),
            zero_padded: zero_padded(bank, candidate.ty),
            path: candidate.path,
        }),
        statuses: statuses(operation),
        rows: scenarios
            .zip(values)
            .map(|(scenario, value)| Trigger {
                scenario,
                value: Some(value),
            })
            .collect(),
    }
}

fn statuses(operation: &Operation) -> Vec<u16> {
    let of_rows: Vec<u16> = operation
        .codes
        .iter()
        .filter_map(|row| row.status)
        .collect();
    let documented = operation.responses.iter();
    documented
        .filter_map(|response| response.status)
        .filter(|status| !of_rows.contains(status))
        .collect()
}

fn scenario(operation: &Operation, row: &Code) -> String {
    let same = |other: &&Code| other.code == row.code;
    let code = escaped(&row.code);
    if operation.codes.iter().filter(same).count() == 1 {
        return code;
    }
    let status = row
        .status
        .map_or_else(|| "undocumented".to_owned(), |status| status.to_string());
    format!("{code}{STATUS}{status}")
}

/// A code as it can stand in a header among other words: what separates them, and what no header carries, as `%2C`.
fn escaped(code: &str) -> String {
    let mut escaped = String::with_capacity(code.len());
    for byte in code.bytes() {
        if byte.is_ascii_graphic() && !b",;%:".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    escaped
}

fn digit(half: u8) -> char {
    let letter = char::from_digit(u32::from(half), 16);
    letter.map_or('0', |letter| letter.to_ascii_uppercase())
}

fn zero_padded(bank: &Bank, ty: &TypeRef) -> Option<ZeroPadded> {
    match ty {
        TypeRef::Named(id) => match &bank.ty(*id).shape {
            Shape::Text(rules) => rules.zero_padded,
            Shape::Decimal(_) | Shape::Integer(_) | Shape::Enum { .. } | Shape::Object(_) => None,
        },
        TypeRef::Text
        | TypeRef::SecretText
        | TypeRef::Decimal(_)
        | TypeRef::Integer(_)
        | TypeRef::Boolean { .. }
        | TypeRef::Date(_)
        | TypeRef::Time(_)
        | TypeRef::DateTime(_)
        | TypeRef::List(_) => None,
    }
}
