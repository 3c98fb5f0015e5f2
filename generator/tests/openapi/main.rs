//! The OpenAPI files of a made-up bank: valid, equal in every form, readable by everyone.
#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests stand outside test functions"
)]

mod answers;
mod bank;
mod contract;
mod reading;
mod samples;
mod validity;

use generator::emit::openapi::emit;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

/// The documents of these banks.
fn documents_of(banks: &[generator::model::Bank]) -> Vec<(String, Value)> {
    let mut documents = Vec::new();
    for bank in banks {
        for service in &bank.services {
            for (path, contents) in emit(bank, service).expect("documents") {
                if let Some(name) = path.strip_suffix(".json") {
                    let document = serde_json::from_str(&contents).expect("JSON");
                    documents.push((format!("{}/{name}", bank.id), document));
                }
            }
        }
    }
    documents
}

fn banks_below(root: &str) -> Vec<generator::model::Bank> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(root);
    let sources = generator::load::load(&root).expect("a specification");
    let spec = generator::parse::parse(&sources).expect("no diagnostics");
    let model = generator::lower::lower(&spec).expect("no diagnostics");
    model.banks
}

/// The documents of the made-up banks, and of the banks in `spec/`.
fn documents() -> &'static [(String, Value)] {
    static DOCUMENTS: LazyLock<Vec<(String, Value)>> = LazyLock::new(|| {
        let mut banks = banks_below("../spec");
        banks.extend(banks_below("tests/third/spec"));
        banks.push(bank::bank());
        documents_of(&banks)
    });
    &DOCUMENTS
}

/// The documents of the obstacle course.
fn course() -> &'static [(String, Value)] {
    static DOCUMENTS: LazyLock<Vec<(String, Value)>> =
        LazyLock::new(|| documents_of(&banks_below("tests/course")));
    &DOCUMENTS
}

/// One of the files.
fn file(name: &str) -> String {
    let bank = bank::bank();
    let files = emit(&bank, &bank.services[0]).expect("a document");
    let path = format!("openapi/{name}");
    let found = files.into_iter().find(|(known, _)| *known == path);
    found.expect("a file of this name").1
}

/// The Spanish document.
fn document() -> Value {
    serde_json::from_str(&file("pagos.json")).expect("JSON")
}

/// The value at a JSON pointer.
fn at<'v>(document: &'v Value, pointer: &str) -> &'v Value {
    document
        .pointer(pointer)
        .unwrap_or_else(|| panic!("nothing at {pointer}"))
}

/// The target of a `$ref`, or the value itself.
fn resolved<'v>(document: &'v Value, value: &'v Value) -> &'v Value {
    match value.get("$ref").and_then(Value::as_str) {
        Some(reference) => at(document, reference.trim_start_matches('#')),
        None => value,
    }
}

/// Every operation, by its id.
fn operations(document: &Value) -> Vec<(&str, &Value)> {
    let mut found = Vec::new();
    let items = ["/paths", "/components/pathItems"].map(|items| document.pointer(items));
    for items in items.into_iter().flatten() {
        for item in items.as_object().expect("path items").values() {
            for (method, operation) in item.as_object().expect("a path item") {
                if !method.starts_with("x-") {
                    let id = at(operation, "/operationId").as_str().expect("an id");
                    found.push((id, operation));
                }
            }
        }
    }
    found
}

/// An operation.
fn operation<'v>(document: &'v Value, id: &str) -> &'v Value {
    let mut all = operations(document).into_iter();
    let found = all.find(|(known, _)| *known == id);
    found.expect("an operation of this id").1
}
