//! What the journal says about a request that was answered all the same, and what it keeps to itself.

use crate::client::{call, next_nonce, payment, plaza, signed};
use sandbox::sandbox::Sandbox;

const PATH: &str = "/v1/pagos/p2p";

async fn pay(sandbox: &Sandbox, body: &str, extra: &[(&str, &str)]) -> Option<String> {
    signed(sandbox, "POST", PATH, PATH, body, extra)
        .await
        .code()
}

fn notes(sandbox: &Sandbox) -> Vec<String> {
    sandbox.journal().pop().unwrap().notes.clone()
}

#[tokio::test]
async fn a_repeated_payment_with_other_arguments_is_not_answered_again_in_silence() {
    let sandbox = plaza().await;
    let body = payment();
    assert_eq!(pay(&sandbox, &body, &[]).await.as_deref(), Some("0000"));
    // The same amount in another spelling is no other amount.
    let respelt = body.replace("150.00", "150.0");
    assert_eq!(pay(&sandbox, &respelt, &[]).await.as_deref(), Some("0000"));
    assert_eq!(notes(&sandbox), [""; 0]);
    let other = body.replace("150.00", "151.00").replace("Café", "Pan");
    assert_eq!(pay(&sandbox, &other, &[]).await.as_deref(), Some("0000"));
    let entry = sandbox.journal().pop().unwrap();
    assert_eq!(entry.effect, None);
    assert_eq!(
        entry.notes,
        ["answered as the first time, although these arguments are others now: monto, motivo"]
    );
}

#[tokio::test]
async fn a_misspelt_optional_name_does_not_pass_in_silence() {
    let sandbox = plaza().await;
    let body = payment().replace('}', r#","cuentta":"x","zzz":{"cuenta":1}}"#);
    pay(&sandbox, &body, &[]).await;
    assert_eq!(
        notes(&sandbox),
        [
            "unknown member of the body: `cuentta`; did you mean `cuenta`?",
            "unknown member of the body: `zzz`",
        ]
    );
    let target = "/v1/pagos/p2p/bancos?codigo=0138&codigos=1&codigo=0001";
    call(&sandbox, "GET", target, &[], b"").await;
    assert_eq!(
        notes(&sandbox),
        [
            "unknown query parameter: `codigos`; did you mean `codigo`?",
            "the query parameter `codigo` is there more than once; the first one counts",
        ]
    );
    call(&sandbox, "GET", "/v1/pagos/p2p/bancos", &[], b"{\"a\":1}").await;
    assert_eq!(
        notes(&sandbox),
        ["the operation takes no body; this one means nothing"]
    );
    // A call that is as documented has nothing said about it.
    pay(&sandbox, &payment(), &[("X-Request-Id", "1")]).await;
    assert_eq!(notes(&sandbox), [""; 0]);
}

#[tokio::test]
async fn a_header_that_is_almost_a_documented_one_is_told_of() {
    let sandbox = plaza().await;
    let headers = [("api-keys", "x"), ("User-Agent", "x")];
    call(&sandbox, "GET", "/v0/cuentas/default", &headers, b"").await;
    let told = notes(&sandbox);
    let wanted = "unknown header: `api-keys`; did you mean `api-key`?";
    assert!(told.iter().any(|note| note == wanted), "{told:?}");
}

#[tokio::test]
async fn a_value_where_a_name_should_stand_is_kept_nowhere() {
    let sandbox = plaza().await;
    let long = "n".repeat(5000);
    let extra = format!(
        r#","V99999998":1,"canary@example.com":1,"a\u001b[31mb":1,"{long}":1,"01389999999999999998":1}}"#
    );
    pay(&sandbox, &payment().replace('}', &extra), &[]).await;
    let target = "/v1/pagos/p2p/bancos?4149990001=x&canary@example.com";
    call(&sandbox, "GET", target, &[], b"").await;
    let kept = serde_json::to_string(
        &sandbox.journal()[..]
            .iter()
            .map(AsRef::as_ref)
            .collect::<Vec<_>>(),
    )
    .unwrap();
    for canary in ["99999998", "canary", "\\u001b", "4149990001", &long[..100]] {
        assert!(!kept.contains(canary), "{canary} in {kept}");
    }
    assert!(kept.contains("unknown member of the body: `V#`"), "{kept}");
    let many = (0..90).map(|at| format!(",\"m{}\":1", "a".repeat(at)));
    let many = payment().replace('}', &format!("{}}}", many.collect::<String>()));
    pay(&sandbox, &many, &[]).await;
    assert_eq!(notes(&sandbox).len(), 8);
}

#[tokio::test]
async fn a_value_in_the_wrong_place_is_masked_there_too() {
    let sandbox = plaza().await;
    // A phone as an amount, a number as a text: fields that are shown when they are right.
    let body = payment().replace("150.00", "\"4149990001\"");
    pay(&sandbox, &body.replace("\"Café\"", "99999998"), &[]).await;
    let target = "/v1/pagos/p2p/bancos?codigo=4149990001";
    call(&sandbox, "GET", target, &[], b"").await;
    call(&sandbox, "V99999998", PATH, &[], b"").await;
    let nonce = [("api-key", "x"), ("nonce", "V99999998")];
    call(&sandbox, "POST", PATH, &nonce, b"").await;
    let entries = sandbox.journal();
    assert_eq!(entries.len(), 4);
    let kept = format!("{entries:?}");
    for canary in ["4149990001", "99999998"] {
        assert!(!kept.contains(canary), "{canary} in {kept}");
    }
    assert_eq!(entries[2].request.method, "***(9)");
    // What is right is still there to be read.
    let nonce = next_nonce().to_string();
    let headers = [("nonce", &*nonce)];
    call(&sandbox, "GET", "/v0/cuentas/default", &headers, b"").await;
    let target = "/v1/pagos/p2p/bancos?codigo=0138";
    call(&sandbox, "GET", target, &[], b"").await;
    let kept = format!("{:?}", sandbox.journal_since(4));
    assert!(kept.contains(&nonce) && kept.contains(target), "{kept}");
}
