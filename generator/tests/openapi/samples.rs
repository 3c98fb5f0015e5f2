//! Shell samples of the obstacle course. The signatures are those of an independent tool: Python's `hmac`.

use super::contract::run;
use super::{at, course, operation};

fn sent(id: &str) -> String {
    let mut documents = course().iter();
    let (_, document) = documents
        .find(|(name, _)| name.ends_with("/async.en"))
        .expect("a document");
    let sample = at(operation(document, id), "/x-codeSamples/1/source");
    run(sample.as_str().expect("a script"), "1700000000000")
}

#[test]
fn what_is_always_sent_and_the_base_path_are_sent_and_signed() {
    let sent = sent("unsafe");
    for line in [
        "http://127.0.0.1:8585/a/b~c/unsafe/V1?modo=real%20%26%20ya",
        "Version: 2",
        "x-key: KEY clave",
        "x-nonce: n=1700000000",
        "X-Signature: HMAC AC80Cr6FxoyKKya0RfES+iOD/RFNG6maQA/Fa90OleuAM46phUCOpOKcrGiOVsBawvQEaGrad6JZU1xz/8sXBQ==",
        r#"{"clave":"0000","fecha":"31/12/2025","momento":"2025-12-31T23:59:59.999-04:00","montos":["1.50","2.00"],"origen":{"cuenta":"V2"},"tipo":"T","canal":7}"#,
    ] {
        assert!(sent.lines().any(|known| known == line), "{line}\n{sent}");
    }
}

#[test]
fn without_an_example_all_that_must_be_sent_is_made_up() {
    let sent = sent("ref");
    for line in [
        "PATCH",
        "http://127.0.0.1:8585/a/b~c/ref?desde=31%2F12%2F2025",
        "hora: 2359",
        "X-Signature: HMAC zg9dPzow9tDgk0oalpOMeaQiq2wVBKg3RUm7WqNOrfuvuQOPPNpAmKaa3nS9lRiNxJ/cjA8SDglC9Z33g5R8jg==",
    ] {
        assert!(sent.lines().any(|known| known == line), "{line}\n{sent}");
    }
    let body = r#"{"clave":"0000","marca":"S","monto":1.5,"caja":{"type":"#;
    assert!(sent.lines().any(|line| line.starts_with(body)), "{sent}");
}
