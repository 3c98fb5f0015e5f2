//! What the documentation says about the sandbox: how to get each answer from it.

use super::docs;
use super::markdown::{code, code_cell, plain};
use crate::emit::text::{self, SANDBOX};
use crate::emit::{EmitError, format};
use crate::model::{Bank, Operation};
use crate::trigger::{Argument, OperationTriggers, SCENARIO_HEADER, Triggers};
use serde::Serialize;

#[derive(Serialize)]
struct SandboxValues<'m> {
    notice: String,
    name: &'m str,
    title: String,
    header: &'static str,
    services: Vec<ServiceValues>,
}

#[derive(Serialize)]
struct ServiceValues {
    title: String,
    operations: Vec<OperationValues>,
}

#[derive(Serialize)]
struct OperationValues {
    id: String,
    argument: String,
    rows: Vec<RowValues>,
    /// Scenarios of statuses that no row has.
    statuses: Vec<String>,
}

#[derive(Serialize)]
struct RowValues {
    scenario: String,
    value: String,
    status: String,
    outcome: &'static str,
    description: String,
}

/// `SANDBOX.md`: every trigger of the bank.
pub(super) fn file(bank: &Bank, triggers: &Triggers) -> Result<(String, String), EmitError> {
    let service = |(index, service): (usize, &crate::model::Service)| ServiceValues {
        title: plain(&service.title.en),
        operations: service
            .operations
            .iter()
            .enumerate()
            .filter_map(|(at, operation)| Some(values(operation, triggers.get(index, at)?)))
            .collect(),
    };
    let values = SandboxValues {
        notice: format::notice(&bank.file),
        name: &bank.id,
        title: plain(&bank.title.en),
        header: SCENARIO_HEADER,
        services: bank.services.iter().enumerate().map(service).collect(),
    };
    Ok(("SANDBOX.md".to_owned(), text::fill(SANDBOX, &values)?))
}

fn values(operation: &Operation, triggers: &OperationTriggers) -> OperationValues {
    let rows = operation.codes.iter().zip(&triggers.rows);
    let rows = rows.map(|(row, trigger)| RowValues {
        scenario: code_cell(&trigger.scenario),
        value: trigger.value.as_deref().map_or_else(String::new, code_cell),
        status: row
            .status
            .map_or_else(|| "undocumented".to_owned(), |status| status.to_string()),
        outcome: docs::outcome(row.outcome),
        description: plain(row.description.as_deref().unwrap_or_default()),
    });
    OperationValues {
        id: code(&operation.id),
        argument: match (&triggers.argument, triggers.rows.is_empty()) {
            (_, true) => "No document lists a code.".to_owned(),
            (Some(argument), false) => format!("Argument: {}.", named(argument)),
            (None, false) => {
                "No argument has room for natural values; the header is the only way.".to_owned()
            }
        },
        rows: rows.collect(),
        statuses: triggers
            .statuses
            .iter()
            .map(|status| code(&format!("status={status}")))
            .collect(),
    }
}

fn named(argument: &Argument) -> String {
    format!("{} {}", code(&argument.name()), docs::place(argument.place))
}

/// The lines about the sandbox in the documentation of an operation's module; none for an operation without codes.
pub(super) fn sentence(triggers: Option<&OperationTriggers>) -> Vec<String> {
    let Some(triggers) = triggers.filter(|triggers| !triggers.rows.is_empty()) else {
        return Vec::new();
    };
    let header = code(SCENARIO_HEADER);
    let values = |argument: &Argument| {
        let first = triggers.rows.first()?.value.as_deref()?;
        let last = triggers.rows.last()?.value.as_deref()?;
        let name = named(argument);
        Some(if first == last {
            format!("; so does {name} as {}", code(first))
        } else {
            format!(
                "; so does {name} from {} (first row of the code table) to {} (last)",
                code(first),
                code(last)
            )
        })
    };
    let values = triggers.argument.as_ref().and_then(values);
    vec![
        String::new(),
        format!(
            "In the sandbox the header {header} asks for any of its response codes{}.",
            values.unwrap_or_default()
        ),
    ]
}
