//! The examples of the specification, which are those of the OpenAPI files: whoever sends one gets what it shows.

use crate::client::{Caller, Request};
use crate::compare::code_of;
use crate::document::{Bank, Operation};
use crate::{root, start};
use sandbox::sandbox::Sandbox;

/// What no request can bring about by itself: the network's time-out.
const EVENTS: [&str; 1] = ["tiempo_agotado"];

/// The code that the journal has for the last call.
fn answered(sandbox: &Sandbox) -> String {
    let entries = sandbox.journal();
    let entry = serde_json::to_value(entries.last().unwrap().as_ref()).unwrap();
    entry["code"].as_str().unwrap_or("none").to_owned()
}

async fn every_example(id: &str, least: usize) {
    let bank = Bank::read(&root().join("spec").join(id));
    let sandbox = start(id).await;
    let mut caller = Caller::new(&bank, &sandbox);
    let mut seen = 0;
    for operation in &bank.operations {
        let examples = operation.examples();
        for (position, example) in examples.iter().enumerate() {
            // Two examples of one request show what may happen; the first is what does.
            let same = |other: &serde_json::Value| other["request"] == example["request"];
            let name = example["example"].as_str().unwrap();
            if EVENTS.contains(&name) || examples[..position].iter().any(same) {
                continue;
            }
            sandbox.world().reset().unwrap();
            let answer = caller.call(&sandbox, operation, &operation.request_of(example));
            let what = format!("{} {name}", operation.id);
            let status = example["response"]["status"].as_u64().unwrap();
            assert_eq!(u64::from(answer.status), status, "{what}");
            match code_of(operation, example) {
                Some(code) => assert_eq!(answered(&sandbox), code, "{what}"),
                None => assert_eq!(answered(&sandbox), operation.codes[0].code, "{what}"),
            }
            seen += 1;
        }
    }
    assert!(seen >= least, "{seen}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_of_banco_plaza_is_answered_as_shown() {
    every_example("banco-plaza", 22).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_example_of_banco_caja_social_is_answered_as_shown() {
    every_example("banco-caja-social", 13).await;
}

/// The least that a request needs, and every argument with the made-up value that its own row shows.
fn of_rows(operation: &Operation) -> Request {
    let mut request = operation.request();
    for (place, name, value) in &operation.shown {
        request.set(place, name, value);
    }
    request
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_made_up_values_of_all_arguments_together_are_accepted() {
    for id in ["banco-plaza", "banco-caja-social"] {
        let bank = Bank::read(&root().join("spec").join(id));
        let sandbox = start(id).await;
        let mut caller = Caller::new(&bank, &sandbox);
        for operation in &bank.operations {
            sandbox.world().reset().unwrap();
            caller.call(&sandbox, operation, &of_rows(operation));
            let entries = sandbox.journal();
            let entry = serde_json::to_value(entries.last().unwrap().as_ref()).unwrap();
            assert_eq!(entry["outcome"], "accepted", "{}: {entry:#}", operation.id);
        }
    }
}
