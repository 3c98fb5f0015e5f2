//! The third bank of `tests/third`: it generates without a diagnostic, uses every word of the format, and shares none of the
//! facts with the banks in `spec/` that code could have been written for. That its client works is checked by `.ci/run`.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use generator::diagnostic::Diagnostic;
use generator::emit::{Options, emit};
use generator::load::load;
use generator::lower::lower;
use generator::model::{Answer, AuthKind, Bank, Method, Model, Place, ResponseKind};
use generator::parse::parse;
use generator::spec::schema_json;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Keys and words of the format that the third bank does not use, each with the reason.
const UNUSED: [(&str, &str); 2] = [
    ("repair", "its documents are sound"),
    ("utf8-read-as-gbk", "its documents are sound"),
];

fn third() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/third/spec")
}

fn model(spec: &Path) -> Model {
    let sources = load(spec).unwrap();
    let shown = |problems: Vec<Diagnostic>| -> String {
        let shown = problems.iter();
        shown
            .map(|problem| problem.render(&sources, false))
            .collect()
    };
    let lowered = parse(&sources).and_then(|spec| lower(&spec));
    lowered.map_err(shown).unwrap()
}

#[test]
fn it_generates_without_a_diagnostic() {
    let model = model(&third());
    let output = emit(&model, &Options::default()).unwrap();
    let ends = |end: &str| {
        output
            .files()
            .filter(|(path, _)| path.ends_with(end))
            .count()
    };
    // A crate with a module for each service and each operation, and four OpenAPI files for each service.
    assert_eq!(ends("/src/lib.rs"), 1);
    assert_eq!(ends("/mod.rs"), 2);
    let operations = model.banks[0].services.iter();
    let operations = operations.flat_map(|service| &service.operations);
    assert_eq!(operations.clone().count(), 14);
    for operation in operations {
        assert_eq!(
            ends(&format!("/{}.rs", operation.id)),
            1,
            "{}",
            operation.id
        );
    }
    assert_eq!(ends(".yaml") + ends(".json"), 8);
}

/// Keys of maps and closed words, from the schema of the format.
fn vocabulary(schema: &Value, keys: &mut BTreeSet<String>, words: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            if let Some(Value::Object(properties)) = members.get("properties") {
                keys.extend(properties.keys().cloned());
            }
            words.extend(
                members
                    .get("const")
                    .and_then(Value::as_str)
                    .map(str::to_owned),
            );
            if let Some(Value::Array(listed)) = members.get("enum") {
                words.extend(listed.iter().filter_map(Value::as_str).map(str::to_owned));
            }
            for value in members.values() {
                vocabulary(value, keys, words);
            }
        }
        Value::Array(items) => {
            for item in items {
                vocabulary(item, keys, words);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The text of every file of the specification.
fn written(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        text += &if path.is_dir() {
            written(&path)
        } else {
            fs::read_to_string(&path).unwrap()
        };
    }
    text
}

#[test]
fn it_uses_every_key_and_word_of_the_format() {
    let schema: Value = serde_json::from_str(&schema_json()).unwrap();
    let (mut keys, mut words) = (BTreeSet::new(), BTreeSet::new());
    vocabulary(&schema, &mut keys, &mut words);
    assert!(keys.len() > 90 && words.len() > 40, "{keys:?} {words:?}");
    let text = written(&third());
    let tokens: BTreeSet<&str> = text
        .split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | '-' | ':')))
        .collect();
    let unused: Vec<&str> = UNUSED.iter().map(|(word, _)| *word).collect();
    let lacks = |word: &String, token: &str| {
        assert!(
            !(unused.contains(&word.as_str()) && tokens.contains(token)),
            "{word} is used"
        );
        !tokens.contains(token) && !unused.contains(&word.as_str())
    };
    let missing: Vec<&String> = keys
        .iter()
        .filter(|key| lacks(key, &format!("{key}:")))
        .chain(words.iter().filter(|word| lacks(word, word)))
        .collect();
    assert_eq!(missing, Vec::<&String>::new());
}

/// What code could be written for: signatures, credentials, places of codes, formats and hosts, each as text.
fn habits(bank: &Bank) -> BTreeSet<String> {
    let mut habits = BTreeSet::new();
    for service in &bank.services {
        for environment in &service.environments {
            habits.insert(format!("host {}", environment.host));
        }
        for scheme in &service.auth {
            match &scheme.kind {
                AuthKind::Signature(signature) => {
                    habits.extend([
                        format!(
                            "{:?} as {:?}",
                            signature.algorithm.value, signature.encoding.value
                        ),
                        format!("signed text {:?}", signature.message.value),
                        format!("key in {}", signature.key.header.to_ascii_lowercase()),
                        format!(
                            "signature in {}",
                            signature.signature.header.to_ascii_lowercase()
                        ),
                    ]);
                    let nonce = signature.nonce.iter();
                    habits.extend(nonce.map(|(_, kind)| format!("nonce {kind:?}")));
                }
                AuthKind::Oauth2ClientCredentials {
                    client_authentication,
                    ..
                } => {
                    habits.insert(format!("token by {:?}", client_authentication.value));
                }
                AuthKind::Credentials(credentials) => {
                    let names = credentials.iter().filter(|credential| !credential.bearer);
                    habits.extend(names.map(|credential| {
                        format!("{} in {:?}", credential.wire_name, credential.place)
                    }));
                }
            }
        }
        for envelope in &service.envelopes {
            for place in envelope.code.iter().chain(&envelope.timestamp) {
                habits.insert(format!("{:?} in {:?}", place.path, place.place));
            }
        }
        for operation in &service.operations {
            habits.extend(
                operation
                    .codes
                    .iter()
                    .map(|code| format!("code {}", code.code)),
            );
        }
    }
    habits
}

#[test]
fn it_shares_no_habit_with_the_banks_that_the_generator_was_written_with() {
    let own = habits(&model(&third()).banks[0]);
    assert!(own.len() > 30, "{own:?}");
    let real = model(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec"));
    // The banks that the generator was written with. A later one may do as this one does, and that is no fault of either.
    let first = ["banco-caja-social", "banco-plaza"];
    let first: Vec<_> = real
        .banks
        .iter()
        .filter(|bank| first.contains(&bank.id.as_str()))
        .collect();
    assert_eq!(first.len(), 2);
    for bank in first {
        let theirs = habits(bank);
        let shared: Vec<_> = own.intersection(&theirs).collect();
        assert_eq!(shared, Vec::<&String>::new(), "{}", bank.id);
    }
}

#[test]
fn it_has_what_no_other_bank_has() {
    let bank = &model(&third()).banks[0];
    let operations = || bank.services.iter().flat_map(|service| &service.operations);
    for method in [
        Method::Get,
        Method::Head,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ] {
        assert!(
            operations().any(|operation| operation.method.value == method),
            "{method:?}"
        );
    }
    let by_status =
        |answer: &Answer| matches!(answer, Answer::Enum { variants, .. } if variants.len() > 1);
    assert!(operations().any(|operation| by_status(&operation.answer)));
    let bodiless =
        |kind: ResponseKind, status| kind == ResponseKind::Success && status == Some(204);
    assert!(operations().any(|operation| {
        let mut answers = operation.responses.iter();
        answers.any(|answer| bodiless(answer.kind, answer.status))
    }));
    let fixed = |place| {
        operations().any(|operation| {
            let mut arguments = operation.request.iter();
            arguments.any(|argument| argument.place == place && argument.fixed.is_some())
        })
    };
    for place in [Place::Query, Place::Header, Place::Body] {
        assert!(fixed(place), "{place:?}");
    }
}
