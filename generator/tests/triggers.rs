//! Triggers: every row of every code table can be asked for, and no value that asks for a row means anything else.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use generator::load::load;
use generator::lower::lower;
use generator::model::{
    Bank, Code, Model, Operation, Sensitive, Service, Shape, TextRules, TypeRef,
};
use generator::parse::parse;
use generator::trigger::{OperationTriggers, Triggers};
use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn model(folder: &str) -> Model {
    let sources = load(&root(folder)).unwrap();
    lower(&parse(&sources).unwrap()).unwrap()
}

/// The text of every YAML file below a folder, comments and all.
fn yaml(folder: &Path, text: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            yaml(&path, text);
        } else if path.extension().is_some_and(|name| name == "yaml") {
            text.push_str(&fs::read_to_string(&path).unwrap());
        }
    }
}

fn operations(bank: &Bank) -> impl Iterator<Item = (&Service, &Operation, OperationTriggers)> {
    let triggers = Triggers::of(bank);
    let pairs = bank.services.iter().enumerate().flat_map(|(at, service)| {
        let operations = service.operations.iter().enumerate();
        operations.map(move |(index, operation)| (at, service, index, operation))
    });
    pairs.map(move |(at, service, index, operation)| {
        let own = triggers.get(at, index).unwrap().clone();
        (service, operation, own)
    })
}

fn operation<'b>(bank: &'b mut Bank, id: &str) -> &'b mut Operation {
    let mut all = bank.services.iter_mut().flat_map(|one| &mut one.operations);
    all.find(|operation| operation.id == id).unwrap()
}

fn triggers_of(bank: &Bank, id: &str) -> OperationTriggers {
    let mut all = operations(bank);
    all.find(|(_, operation, _)| operation.id == id).unwrap().2
}

fn plaza() -> Bank {
    let mut banks = model("../spec").banks;
    banks.remove(
        banks
            .iter()
            .position(|one| one.id == "banco-plaza")
            .unwrap(),
    )
}

/// Gives the operation as many different codes.
fn rows(operation: &mut Operation, count: usize) {
    let row = operation.codes.first().unwrap().clone();
    operation.codes = (0..count)
        .map(|at| Code {
            code: format!("N{at:04}"),
            ..row.clone()
        })
        .collect();
}

#[test]
fn every_row_has_a_scenario_and_a_value_that_lead_back_to_it() {
    for folder in ["../spec", "tests/course"] {
        for bank in &model(folder).banks {
            for (_, operation, triggers) in operations(bank) {
                assert_eq!(triggers.rows.len(), operation.codes.len());
                for (row, trigger) in triggers.rows.iter().enumerate() {
                    assert_eq!(triggers.row_named(&trigger.scenario), Some(row));
                    if let Some(value) = &trigger.value {
                        assert_eq!(triggers.row_of(value), Some(row), "{}", operation.id);
                    }
                }
                let values: HashSet<_> = triggers.rows.iter().map(|row| &row.value).collect();
                let expected = if triggers.argument.is_some() {
                    operation.codes.len()
                } else {
                    1.min(operation.codes.len())
                };
                assert_eq!(values.len(), expected, "{}", operation.id);
            }
        }
    }
}

#[test]
fn only_an_operation_without_arguments_has_no_natural_values() {
    let lacking = |bank: &Bank| -> Vec<String> {
        operations(bank)
            .filter(|(_, _, triggers)| triggers.argument.is_none())
            .map(|(_, operation, _)| operation.id.clone())
            .collect()
    };
    for bank in &model("../spec").banks {
        let without_arguments: Vec<String> = bank
            .services
            .iter()
            .flat_map(|service| &service.operations)
            .filter(|operation| operation.request.is_empty())
            .map(|operation| operation.id.clone())
            .collect();
        assert_eq!(lacking(bank), without_arguments);
    }
}

#[test]
fn no_value_stands_in_the_specification() {
    for bank in &model("../spec").banks {
        let mut text = String::new();
        yaml(&root("../spec").join(&bank.id), &mut text);
        for (_, operation, triggers) in operations(bank) {
            for value in triggers.rows.iter().filter_map(|row| row.value.as_ref()) {
                // Texts of digits are quoted; without quotes they are lines of a document.
                let quoted = format!("\"{value}\"");
                if value.bytes().all(|byte| byte.is_ascii_digit()) {
                    assert!(!text.contains(&quoted), "{}: {value}", operation.id);
                    continue;
                }
                // Whole words only: a longer text that contains the value is another one.
                let word = |letter: char| letter.is_alphanumeric() || letter == '-';
                let stands = text.match_indices(value.as_str()).any(|(at, _)| {
                    let before = text[..at].chars().next_back();
                    let after = text[at + value.len()..].chars().next();
                    !before.is_some_and(word) && !after.is_some_and(word)
                });
                assert!(!stands, "{}: {value} has a meaning", operation.id);
            }
        }
    }
}

/// The rules, read anew: the crate's own check is what is under test.
fn keeps(bank: &Bank, ty: &TypeRef, value: &str) -> bool {
    let TypeRef::Named(id) = ty else { return true };
    match &bank.ty(*id).shape {
        Shape::Text(rules) => {
            let length = u32::try_from(value.chars().count()).unwrap();
            rules.min_length.is_none_or(|least| length >= least)
                && rules.max_length.is_none_or(|most| length <= most)
                && rules
                    .pattern
                    .as_ref()
                    .is_none_or(|text| regex_lite::Regex::new(text).unwrap().is_match(value))
        }
        Shape::Decimal(rules) => {
            let (_, fraction) = value.split_once('.').unwrap_or((value, ""));
            rules
                .scale
                .is_none_or(|scale| fraction.len() <= scale as usize)
        }
        Shape::Integer(_) => value.parse::<i64>().is_ok(),
        Shape::Enum { .. } | Shape::Object(_) => false,
    }
}

#[test]
fn every_value_keeps_the_rules_of_its_argument() {
    for bank in &model("../spec").banks {
        for (_, operation, triggers) in operations(bank) {
            let Some(argument) = &triggers.argument else {
                continue;
            };
            let mut fields = operation.request.as_slice();
            let mut ty = None;
            for name in &argument.path {
                let field = fields.iter().find(|one| one.wire_name == *name).unwrap();
                assert_ne!(field.sensitive, Some(Sensitive::Secret));
                ty = Some(&field.ty);
                if let TypeRef::Named(id) = &field.ty
                    && let Shape::Object(members) = &bank.ty(*id).shape
                {
                    fields = members;
                }
            }
            for value in triggers.rows.iter().filter_map(|row| row.value.as_ref()) {
                assert!(keeps(bank, ty.unwrap(), value), "{}: {value}", operation.id);
            }
        }
    }
}

#[test]
fn a_payment_is_steered_by_its_amount_and_never_by_the_id_that_makes_it_unique() {
    let bank = plaza();
    for (_, operation, triggers) in operations(&bank) {
        if let Some(key) = &operation.idempotency {
            let key = &operation.request[key.field].wire_name;
            let argument = triggers.argument.unwrap();
            assert_eq!(argument.path, ["monto"]);
            assert_ne!(argument.path, [key.as_str()]);
        }
    }
}

#[test]
fn equal_amounts_and_padded_identifications_are_one_value() {
    let bank = plaza();
    let payment = triggers_of(&bank, "crear_pago_p2p");
    assert_eq!(payment.row_of("1313.10"), Some(9));
    assert_eq!(payment.row_of("1313.1"), Some(9));
    assert_eq!(payment.row_of("01313.100"), Some(9));
    assert_eq!(payment.row_of("1313.101"), None);
    assert_eq!(payment.row_of("1313"), None);
    assert_eq!(payment.row_of("-1313.10"), None);
    let customer = triggers_of(&bank, "verificar_cliente");
    assert_eq!(customer.row_of("V12131304"), Some(3));
    assert_eq!(customer.row_of("V00012131304"), Some(3));
    assert_eq!(customer.row_of("E12131304"), None);
}

#[test]
fn a_code_with_two_statuses_is_told_apart_by_them() {
    let mut bank = plaza();
    let payment = operation(&mut bank, "crear_pago_p2p");
    let mut row = payment.codes[2].clone();
    row.status = None;
    payment.codes.push(row);
    let last = payment.codes.len() - 1;
    let triggers = triggers_of(&bank, "crear_pago_p2p");
    assert_eq!(triggers.rows[2].scenario, "E001;status=500");
    assert_eq!(triggers.rows[last].scenario, "E001;status=undocumented");
    assert_eq!(triggers.row_named("E001"), Some(2));
    assert_eq!(triggers.row_named("E001;status=undocumented"), Some(last));
    assert_eq!(triggers.row_named("E00"), None);
    assert_eq!(triggers.row_named("E001;status=404"), None);
}

#[test]
fn a_code_of_any_text_fits_into_the_header() {
    let mut bank = plaza();
    operation(&mut bank, "crear_pago_p2p").codes[0].code = "Á, b;c:d%".to_owned();
    let triggers = triggers_of(&bank, "crear_pago_p2p");
    assert_eq!(triggers.rows[0].scenario, "%C3%81%2C%20b%3Bc%3Ad%25");
}

#[test]
fn a_table_of_a_thousand_rows_gets_longer_numbers() {
    let mut bank = plaza();
    rows(operation(&mut bank, "crear_pago_p2p"), 1000);
    let triggers = triggers_of(&bank, "crear_pago_p2p");
    assert_eq!(triggers.rows[0].value.as_deref(), Some("131300.01"));
    let distinct: HashSet<_> = triggers.rows.iter().map(|row| &row.value).collect();
    assert_eq!(distinct.len(), 1000);
}

#[test]
fn an_argument_without_room_leaves_it_to_the_next() {
    let mut bank = plaza();
    let tight = TextRules {
        max_length: Some(1),
        ..TextRules::default()
    };
    // Neither ten rows nor a mark fit into one digit, so the other argument of the path is taken.
    let id = operation(&mut bank, "consultar_cuenta_cliente").request[0]
        .ty
        .clone();
    let TypeRef::Named(id) = id else {
        unreachable!("the identification is a named type")
    };
    bank.types[id.0 as usize].shape = Shape::Text(tight);
    rows(operation(&mut bank, "consultar_cuenta_cliente"), 10);
    let triggers = triggers_of(&bank, "consultar_cuenta_cliente");
    assert_eq!(triggers.argument.unwrap().path, ["cuenta"]);
    rows(operation(&mut bank, "verificar_cliente"), 10);
    let only = operation(&mut bank, "verificar_cliente");
    only.request.truncate(1);
    assert_eq!(triggers_of(&bank, "verificar_cliente").argument, None);
}

#[test]
fn a_value_that_an_example_shows_is_left_to_the_example() {
    let mut bank = plaza();
    let shown = &mut operation(&mut bank, "crear_pago_p2p").request;
    let amount = shown
        .iter_mut()
        .find(|one| one.wire_name == "monto")
        .unwrap();
    amount.example = Some("1313.1".to_owned());
    let triggers = triggers_of(&bank, "crear_pago_p2p");
    assert_eq!(triggers.row_of("1313.10"), None);
    assert_eq!(triggers.rows[9].value.as_deref(), Some("1717.10"));
}
