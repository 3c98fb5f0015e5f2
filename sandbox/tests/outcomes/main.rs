//! Every row of every code table of both banks, asked for by header and by natural value over a socket, and compared with the tables.
//!
//! What is expected is read from the YAML and from the published `SANDBOX.md` by the code of this test alone: neither the generator's model nor
//! the sandbox's own answers are asked.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod client;
mod compare;
mod document;
mod effect;
mod example;
mod odd;
mod published;

use client::{Caller, Request};
use document::{Bank, Operation};
use published::Published;
use sandbox::config::{Clock, Config};
use sandbox::sandbox::Sandbox;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// 2026-03-05 18:07:09 in UTC, which is 14:07:09 in Caracas.
const NOW: u64 = 1_772_734_029;

async fn start(bank: &str) -> Sandbox {
    start_of(&root().join("spec"), bank).await
}

async fn start_of(spec: &Path, bank: &str) -> Sandbox {
    let mut config = Config::new(spec, bank);
    config.clock = Clock::new(|| SystemTime::UNIX_EPOCH + Duration::from_secs(NOW));
    Sandbox::start(config).await.unwrap()
}

/// Calls an operation and compares the answer with one row of its table.
fn check(
    sandbox: &Sandbox,
    caller: &mut Caller,
    operation: &Operation,
    row: usize,
    request: &Request,
    rule: &str,
) {
    let code = &operation.codes[row];
    let what = format!(
        "{}/{} {} by {rule}",
        operation.service, operation.id, code.code
    );
    let answer = caller.call(sandbox, operation, request);
    let entries = sandbox.journal();
    let entry = serde_json::to_value(entries.last().unwrap().as_ref()).unwrap();
    assert_eq!(entry["rule"], rule, "{what}: {entry}");
    assert_eq!(entry["code"], code.code.as_str(), "{what}");
    if code.status.is_none() {
        assert_ne!(
            entry["assumed"],
            serde_json::json!([]),
            "{what}: nothing said to be assumed"
        );
    }
    compare::status(operation, code, &answer, &what);
    compare::envelope(operation, code, &answer, &what);
    compare::headers(operation, &answer, &what);
    compare::body(operation, code, &answer, &what);
}

/// The code that a scenario names: without its status, and without percent-encoding.
fn code_of(scenario: &str) -> String {
    let (code, _) = scenario.split_once(";status=").unwrap_or((scenario, ""));
    let mut bytes = Vec::new();
    let mut rest = code.as_bytes();
    while let Some((byte, after)) = rest.split_first() {
        let (byte, after) = match after.split_at_checked(2) {
            Some((digits, after)) if *byte == b'%' => {
                let digits = std::str::from_utf8(digits).unwrap();
                (u8::from_str_radix(digits, 16).unwrap(), after)
            }
            Some(_) | None => (*byte, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8(bytes).unwrap()
}

async fn every_outcome(id: &str) {
    let published = published::read(&root().join("generated").join(id).join("SANDBOX.md"));
    let spec = root().join("spec");
    let (rows, by_value) = every_outcome_of(&spec, id, &published).await;
    let bank = Bank::read(&spec.join(id));
    let without = |operation: &&Operation| operation.has_no_arguments();
    let silent = bank.operations.iter().filter(without);
    let silent: usize = silent.map(|operation| operation.codes.len()).sum();
    assert_eq!(
        by_value,
        rows - silent,
        "only operations without arguments have no values"
    );
}

/// Says how many rows there are, and how many have a natural value.
async fn every_outcome_of(
    spec: &Path,
    id: &str,
    published: &HashMap<String, Published>,
) -> (usize, usize) {
    let bank = Bank::read(&spec.join(id));
    let sandbox = start_of(spec, id).await;
    let mut caller = Caller::new(&bank, &sandbox);
    let (mut by_header, mut by_value, mut rows) = (0, 0, 0);
    for operation in &bank.operations {
        let triggers = &published[&operation.id];
        assert_eq!(
            triggers.rows.len(),
            operation.codes.len(),
            "{}",
            operation.id
        );
        for (row, code) in operation.codes.iter().enumerate() {
            rows += 1;
            let (scenario, value) = &triggers.rows[row];
            assert_eq!(code_of(scenario), code.code, "{}", operation.id);
            let mut request = operation.request();
            request
                .headers
                .push(("X-Sandbox-Scenario".to_owned(), scenario.clone()));
            check(&sandbox, &mut caller, operation, row, &request, "scenario");
            by_header += 1;
            if let (Some((place, path)), Some(value)) = (&triggers.argument, value) {
                let mut request = operation.request();
                request.set(place, path, value);
                check(&sandbox, &mut caller, operation, row, &request, "trigger");
                by_value += 1;
            }
        }
    }
    assert_eq!(by_header, rows);
    let coverage = sandbox.coverage();
    assert_eq!((coverage.exercised, coverage.total), (rows, rows));
    eprintln!("{id}: {rows} rows, {by_header} by header, {by_value} by value");
    sandbox.shutdown().await;
    (rows, by_value)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_outcome_of_banco_plaza() {
    every_outcome("banco-plaza").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_outcome_of_banco_caja_social() {
    every_outcome("banco-caja-social").await;
}

/// Triggers of a bank whose `SANDBOX.md` is not checked in.
fn made(spec: &Path, id: &str) -> HashMap<String, Published> {
    let sources = generator::load::load(spec).unwrap();
    let model = generator::lower::lower(&generator::parse::parse(&sources).unwrap()).unwrap();
    let output = generator::emit::emit(&model, &generator::emit::Options::default()).unwrap();
    let mut files = output.files();
    let path = format!("{id}/SANDBOX.md");
    let (_, text) = files.find(|(own, _)| *own == path).unwrap();
    published::parse(text)
}

/// A made-up bank that uses the words of the format otherwise than both banks, and has no `sandbox.yaml`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_outcome_of_a_bank_that_nobody_prepared() {
    let spec = root().join("generator/tests/third/spec");
    every_outcome_of(&spec, "banco-espejo", &made(&spec, "banco-espejo")).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_outcome_of_a_bank_with_hostile_names() {
    let spec = root().join("generator/tests/course");
    every_outcome_of(&spec, "banco-obstaculos", &made(&spec, "banco-obstaculos")).await;
}
