//! Calls that are sound but for a value or two, thousands of them: each is answered as documented, and none makes the sandbox panic or fail.

use crate::client::{Caller, Request};
use crate::document::{Bank, Operation};
use crate::{root, start};
use serde_json::{Value, json};
use std::panic::{self, Location};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// `xorshift64*`.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end.max(1)).unwrap()).unwrap()
    }
}

/// Panics outside of tests: a task that panics looks like a connection that ended.
static PANICS: AtomicUsize = AtomicUsize::new(0);

fn count_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panicked| {
        let file = panicked.location().map_or("", Location::file);
        if !file.contains("tests") {
            PANICS.fetch_add(1, Ordering::SeqCst);
        }
        usual(panicked);
    }));
}

/// Texts as they may stand in a path, a query and a header.
const TEXTS: &[&str] = &[
    "",
    "0",
    "-1",
    "%00",
    "%F1",
    "%c3%b1",
    "%2F..%2F",
    "99999999999999999999999999999999999999999",
    "1e400",
    "00000000-0000-0000-0000-000000000000",
    "2026-02-30",
    "9999-99-99T99:99:99.999Z",
    "true",
    "null",
    "&=&;,",
    "V",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
];

fn odd(random: &mut Random) -> Value {
    let numbers = "[0,-1,1.5,-0.0,1e300,0.001,18446744073709551615,99999999999999999999]";
    let numbers: Value = serde_json::from_str(numbers).unwrap();
    let others = json!([null, true, [], {}, [[]], {"": ""}, [null], "\u{0}", "\u{1f600}", "\u{202e}", "\n", " "]);
    let all = match random.below(3) {
        0 => numbers.as_array().unwrap().clone(),
        1 => others.as_array().unwrap().clone(),
        _ => TEXTS.iter().map(|text| json!(text)).collect(),
    };
    all[random.below(all.len())].clone()
}

/// Changes, removes or adds something somewhere in a body.
fn spoil_body(random: &mut Random, body: &mut Value) {
    if let Value::Object(members) = body
        && !members.is_empty()
    {
        let at = random.below(members.len());
        let name = members.keys().nth(at).unwrap().clone();
        match random.below(6) {
            0 => drop(members.remove(&name)),
            1 => drop(members.insert(format!("{name}x"), odd(random))),
            2 => drop(members.insert(name, odd(random))),
            _ => {
                let inner = members.get_mut(&name).unwrap();
                if inner.is_object() {
                    spoil_body(random, inner);
                } else {
                    *inner = odd(random);
                }
            }
        }
    } else {
        *body = odd(random);
    }
}

fn spoil_pairs(random: &mut Random, pairs: &mut Vec<(String, String)>) {
    let at = random.below(pairs.len());
    match (pairs.get_mut(at), random.below(4)) {
        (Some(_), 0) => drop(pairs.remove(at)),
        (Some((_, value)), _) => TEXTS[random.below(TEXTS.len())].clone_into(value),
        (None, _) => pairs.push(("sobra".to_owned(), "1".to_owned())),
    }
}

fn spoil(random: &mut Random, request: &mut Request) {
    for _ in 0..=random.below(2) {
        match random.below(5) {
            0 if !request.path.is_empty() => spoil_path(random, request),
            0 | 1 => spoil_pairs(random, &mut request.query),
            2 => spoil_pairs(random, &mut request.headers),
            _ => spoil_body(random, &mut request.body),
        }
    }
}

/// A path keeps its parameters, or another operation might be meant.
fn spoil_path(random: &mut Random, request: &mut Request) {
    let at = random.below(request.path.len());
    TEXTS[random.below(TEXTS.len())].clone_into(&mut request.path[at].1);
}

/// Statuses that the bank documents for an operation; none where it documents none.
fn documented(operation: &Operation) -> Vec<u16> {
    let codes = operation.codes.iter().filter_map(|code| code.status);
    let responses = operation
        .responses
        .iter()
        .filter_map(|response| response.status);
    codes.chain(responses).collect()
}

async fn odd_values(id: &str) {
    let seed = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap()
        .as_nanos();
    let seed = u64::try_from(seed % u128::from(u64::MAX)).unwrap() | 1;
    eprintln!("seed {seed}");
    count_panics();
    let bank = Bank::read(&root().join("spec").join(id));
    let sandbox = start(id).await;
    let mut caller = Caller::new(&bank, &sandbox);
    let mut random = Random(seed);
    let (mut accepted, mut refused) = (0, 0);
    for call in 0..1_500 {
        let operation = &bank.operations[random.below(bank.operations.len())];
        let examples = operation.examples();
        let mut request = operation.request_of(&examples[random.below(examples.len())]);
        spoil(&mut random, &mut request);
        let answer = caller.call(&sandbox, operation, &request);
        let entry = sandbox.journal().pop().unwrap();
        let what = format!("seed {seed}, call {call}: {} {entry:?}", operation.id);
        assert_eq!(PANICS.load(Ordering::SeqCst), 0, "{what}");
        assert_eq!(entry.status, answer.status, "{what}");
        assert!(answer.status < 500 || entry.code.is_some(), "{what}");
        // An odd path may be that of no operation, or of another one.
        if entry.operation.as_ref() == Some(&operation.id) {
            let documented = documented(operation);
            let known = documented.is_empty() || documented.contains(&answer.status);
            assert!(known || !entry.assumed.is_empty(), "{what}");
        }
        let good = entry.outcome.as_deref() == Some("accepted");
        accepted += usize::from(good);
        refused += usize::from(!good);
    }
    eprintln!("{accepted} accepted, {refused} refused");
    assert!(
        accepted > 50 && refused > 50,
        "{accepted} accepted, {refused} refused"
    );
    sandbox.shutdown().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_values_are_answered_by_banco_plaza() {
    odd_values("banco-plaza").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn odd_values_are_answered_by_banco_caja_social() {
    odd_values("banco-caja-social").await;
}
