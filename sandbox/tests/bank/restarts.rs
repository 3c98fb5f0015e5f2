//! What a sandbox still knows when it is started again with the same file.

use crate::client::{Answer, KEY, SECRET, call, payment, sign, spec};
use sandbox::config::Config;
use sandbox::sandbox::Sandbox;
use std::fs;
use std::path::Path;

const PATH: &str = "/v1/pagos/p2p";
const ACCOUNT: &str = "/v0/cuentas/default";
/// What stands for its path in the signed text.
const ACCOUNT_BASE: &str = "/v0/cuentas";

async fn start(state: Option<&Path>) -> Sandbox {
    let mut config = Config::new(spec(), "banco-plaza");
    config.state = state.map(Path::to_owned);
    Sandbox::start(config).await.unwrap()
}

/// A call with a nonce that was chosen.
async fn with_nonce(sandbox: &Sandbox, nonce: &str, path: &str, body: &str) -> Answer {
    let (method, base) = match body {
        "" => ("GET", ACCOUNT_BASE),
        _ => ("POST", path),
    };
    let signature = sign(SECRET, format!("{base}{nonce}{body}").as_bytes());
    let headers = [
        ("api-key", KEY),
        ("nonce", nonce),
        ("api-signature", &signature),
    ];
    call(sandbox, method, path, &headers, body.as_bytes()).await
}

#[tokio::test]
async fn a_nonce_that_was_used_before_a_restart_is_not_taken_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let sandbox = start(Some(&path)).await;
    let body = payment();
    let answer = with_nonce(&sandbox, "1000", PATH, &body).await;
    assert_eq!(answer.code().as_deref(), Some("0000"));
    sandbox.shutdown().await;

    let sandbox = start(Some(&path)).await;
    let again = with_nonce(&sandbox, "1000", PATH, &body).await;
    assert_eq!(again.code().as_deref(), Some("A002"));
    // One that changes nothing uses its nonce as well; a reset gives none back.
    let read = with_nonce(
        &sandbox,
        "340282366920938463463374607431768211455",
        ACCOUNT,
        "",
    )
    .await;
    assert_eq!(read.code().as_deref(), Some("0000"));
    sandbox.world().reset().unwrap();
    sandbox.shutdown().await;

    let sandbox = start(Some(&path)).await;
    let again = with_nonce(&sandbox, "1001", ACCOUNT, "").await;
    assert_eq!(again.code().as_deref(), Some("A002"));
    let kept = fs::read_to_string(&path).unwrap();
    assert!(kept.contains("nonces") && !kept.contains(SECRET), "{kept}");
    let kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    let nonces = kept["nonces"].as_object().unwrap();
    assert_eq!(nonces.len(), 1, "{nonces:?}");
    assert!(!nonces.contains_key(KEY));
}

#[tokio::test]
async fn a_refused_signature_uses_no_nonce_and_a_restart_without_a_file_forgets_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.json");
    let sandbox = start(Some(&path)).await;
    let headers = [("api-key", KEY), ("nonce", "9"), ("api-signature", "00")];
    let refused = call(&sandbox, "GET", ACCOUNT, &headers, b"").await;
    assert_eq!(refused.code().as_deref(), Some("A001"));
    assert!(!path.exists(), "nothing was there to keep");
    sandbox.shutdown().await;

    for _ in 0..2 {
        let sandbox = start(None).await;
        let answer = with_nonce(&sandbox, "9", ACCOUNT, "").await;
        assert_eq!(answer.code().as_deref(), Some("0000"));
        sandbox.shutdown().await;
    }
}
