//! The obstacle course of `tests/course` lowers, and every name in its model is one that Rust takes.

use generator::load::load;
use generator::lower::lower;
use generator::model::{Answer, Bank, Field, Model, Shape};
use generator::parse::parse;
use std::collections::HashSet;
use std::path::Path;

fn course() -> Model {
    let sources = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/course")).unwrap();
    let shown = |problems: Vec<generator::diagnostic::Diagnostic>| -> String {
        problems
            .iter()
            .map(|problem| problem.render(&sources, false))
            .collect()
    };
    let spec = parse(&sources).map_err(shown).unwrap();
    lower(&spec).map_err(shown).unwrap()
}

fn bank(model: &Model) -> &Bank {
    model.banks.first().unwrap()
}

fn is_ident(name: &str) {
    assert!(
        syn::parse_str::<syn::Ident>(name).is_ok(),
        "{name} is no identifier"
    );
    assert_ne!(name, "gen", "a keyword of edition 2024");
}

fn fields(names: &mut Vec<String>, fields: &[Field]) {
    let mut seen = HashSet::new();
    for field in fields {
        assert!(
            seen.insert(field.ident.as_str()),
            "{} stands twice in one struct",
            field.ident
        );
        names.push(field.ident.to_string());
    }
}

#[test]
fn every_name_is_an_identifier_and_unique_where_it_stands() {
    let model = course();
    let bank = bank(&model);
    let mut names = vec![bank.lib.to_string()];
    for ty in &bank.types {
        names.push(ty.ident.to_string());
        match &ty.shape {
            Shape::Object(own) => fields(&mut names, own),
            Shape::Enum { values, .. } => {
                names.extend(values.iter().map(|value| value.ident.to_string()));
            }
            Shape::Text(_) | Shape::Decimal(_) | Shape::Integer(_) => {}
        }
    }
    for service in &bank.services {
        names.push(service.module.to_string());
        let profile = service.profile.iter().map(|header| header.field.clone());
        fields(&mut names, &profile.collect::<Vec<_>>());
        names.extend(
            service
                .environments
                .iter()
                .map(|environment| environment.ident.to_string()),
        );
        for scheme in &service.auth {
            names.extend([
                scheme.constant.to_string(),
                scheme.field.to_string(),
                scheme.ident.to_string(),
            ]);
        }
        for operation in &service.operations {
            names.extend([operation.module.to_string(), operation.ident.to_string()]);
            names.extend([
                operation.request_ident.to_string(),
                operation.code_ident.to_string(),
            ]);
            names.extend(operation.optional_ident.iter().map(ToString::to_string));
            names.extend(operation.codes.iter().map(|code| code.ident.to_string()));
            fields(&mut names, &operation.request);
            match &operation.answer {
                Answer::Struct(answer) => fields(&mut names, &answer.fields),
                Answer::Enum { variants, .. } => {
                    for variant in variants {
                        names.push(variant.ident.to_string());
                        fields(&mut names, &variant.content.fields);
                    }
                }
            }
        }
    }
    assert!(
        names.len() > 300,
        "the course has become short: {} names",
        names.len()
    );
    for name in &names {
        is_ident(name);
    }
}

#[test]
fn lowering_twice_gives_the_same_model() {
    assert_eq!(course(), course());
}
