mod bank;

use crate::emit::{Options, emit};
use crate::model::Model;
use crate::output::Output;

fn output(model: &Model) -> Output {
    emit(model, &Options::default()).unwrap()
}

fn is_rust(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| extension == "rs")
}

#[test]
fn the_same_model_gives_the_same_bytes() {
    let model = bank::small();
    assert_eq!(output(&model), output(&model));
}

#[test]
fn every_rust_file_parses() {
    for (path, contents) in output(&bank::small()).files() {
        if is_rust(path) {
            assert!(syn::parse_file(contents).is_ok(), "{path}\n{contents}");
        }
    }
}

/// Text that would end a string, a comment, a code span, a table cell or a line, or turn the reading direction around.
const HOSTILE: &str = "\"#*/ `]|\\\r\n#![x]\n```\n/// \u{202e}<script>[a](b) r#\"\0 \u{2028}";

#[test]
fn hostile_text_stays_text() {
    let mut model = bank::small();
    let bank = &mut model.banks[0];
    let text = crate::model::Text {
        en: HOSTILE.to_owned(),
        es: HOSTILE.to_owned(),
    };
    let plain = output(&bank::small());
    bank.title = text.clone();
    bank.documents[0].file = HOSTILE.to_owned();
    bank.documents[0].title = text.clone();
    bank.rulings[0].decision = text.clone();
    bank.version = HOSTILE.to_owned();
    for ty in &mut bank.types {
        ty.doc = text.clone();
        ty.example = Some(HOSTILE.to_owned());
    }
    let service = &mut bank.services[0];
    service.title = text.clone();
    service.description = text.clone();
    service.file = HOSTILE.to_owned();
    for operation in &mut service.operations {
        operation.summary = text.clone();
        operation.description = text.clone();
        operation.file = HOSTILE.to_owned();
        for field in &mut operation.request {
            field.wire_name = HOSTILE.to_owned();
            field.doc = text.clone();
            field.default = Some(HOSTILE.to_owned());
        }
        for code in &mut operation.codes {
            code.code = HOSTILE.to_owned();
            code.description = Some(HOSTILE.to_owned());
            code.kind = Some(HOSTILE.to_owned());
        }
    }
    let hostile = output(&model);
    let shape = |contents: &str| {
        let file = syn::parse_file(contents).unwrap();
        file.items
            .iter()
            .map(std::mem::discriminant)
            .collect::<Vec<_>>()
    };
    for ((path, before), (_, after)) in plain.files().zip(hostile.files()) {
        for forbidden in ['\u{202e}', '\u{2028}', '\0', '\r'] {
            assert!(!after.contains(forbidden), "{forbidden:?} in {path}");
        }
        if is_rust(path) {
            assert_eq!(shape(before), shape(after), "{path}\n{after}");
            let attributes = |text: &str| {
                text.lines()
                    .filter(|line| line.trim_start().starts_with("#!["))
                    .count()
            };
            assert_eq!(attributes(before), attributes(after), "{path}\n{after}");
        }
    }
}

#[test]
fn every_file_of_a_small_bank_is_as_reviewed() {
    let output = output(&bank::small());
    let own = |path: &str| !path.contains("/openapi/");
    for (path, contents) in output.files().filter(|(path, _)| own(path)) {
        let name = path.trim_start_matches("banco-prueba/").replace('/', ".");
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(name, contents);
        });
    }
}

#[test]
fn a_crate_outside_the_workspace_is_a_workspace_of_its_own() {
    let options = Options {
        runtime: "/elsewhere/\"runtime\"".to_owned(),
        standalone: true,
    };
    let output = emit(&bank::small(), &options).unwrap();
    let manifest = output.get("banco-prueba/Cargo.toml").unwrap();
    assert!(manifest.ends_with("\n[workspace]\n"), "{manifest}");
    assert!(
        manifest.contains(r#"path = "/elsewhere/\"runtime\"""#),
        "{manifest}"
    );
}
