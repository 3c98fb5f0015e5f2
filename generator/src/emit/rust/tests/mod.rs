mod bank;

use crate::emit::{Options, emit};
use crate::model::Model;
use crate::output::Output;

fn output(model: &Model) -> Output {
    emit(model, &Options::default()).unwrap()
}

fn is_rust(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, extension)| extension == "rs")
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
fn emission_speed() {
    let mut model = bank::small();
    let service = &mut model.banks[0].services[0];
    let mut operation = service.operations[0].clone();
    let code = operation.codes[0].clone();
    operation.codes = vec![code; 20];
    let mut field = operation.request[4].clone();
    field.wire_name = "canal2".to_owned();
    operation.request.extend(vec![field; 9]);
    service.operations = (0..1000)
        .map(|n| {
            let mut operation = operation.clone();
            operation.module = crate::model::ModuleIdent::derive(&format!("op{n}")).unwrap();
            operation
        })
        .collect();
    for _ in 0..5 {
        let start = std::time::Instant::now();
        let output = output(&model);
        let bytes: usize = output.files().map(|(_, text)| text.len()).sum();
        println!(
            "{:?} {} files {} bytes {} lines",
            start.elapsed(),
            output.files().len(),
            bytes,
            output
                .files()
                .map(|(_, t)| t.lines().count())
                .sum::<usize>()
        );
    }
}

#[test]
fn zz_dump() {
    let options = Options {
        runtime: "/tmp/wt/rust/runtime".into(),
        standalone: true,
    };
    emit(&bank::small(), &options)
        .unwrap()
        .write(std::path::Path::new("/tmp/rust-small"))
        .unwrap();
}
