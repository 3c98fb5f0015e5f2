//! Signatures, nonces and keys of Banco Plaza.

use crate::client::{KEY, SECRET, call, next_nonce, pay, payment, plaza, sign, signed};
use sandbox::sandbox::Sandbox;

pub(crate) const PATH: &str = "/v1/pagos/p2p";

/// Sends a payment with these three headers and gives the code and what the journal says about it.
pub(crate) async fn refused(
    sandbox: &Sandbox,
    target: &str,
    (key, nonce, signature): (&str, &str, &str),
    body: &str,
) -> (Option<String>, u16, sandbox::auth::Verification) {
    let headers = [
        ("api-key", key),
        ("nonce", nonce),
        ("api-signature", signature),
    ];
    let headers: Vec<_> = headers
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .collect();
    let answer = call(sandbox, "POST", target, &headers, body.as_bytes()).await;
    let entry = sandbox.journal().pop().unwrap();
    (
        answer.code(),
        answer.status,
        entry.verification.clone().unwrap(),
    )
}

#[tokio::test]
async fn a_right_signature_passes_over_every_operation_of_the_scheme() {
    let sandbox = plaza().await;
    let answer = pay(&sandbox, &[]).await;
    assert_eq!(
        (answer.code().as_deref(), answer.status),
        (Some("0000"), 201)
    );
    for target in [
        "/v0/cuentas/default",
        "/v0/cuentas/V12345678",
        "/v0/cuentas/01380000000000000017?moneda=VES",
    ] {
        let answer = signed(&sandbox, "GET", target, "/v0/cuentas", "", &[]).await;
        assert_eq!(
            (answer.code().as_deref(), answer.status),
            (Some("0000"), 200),
            "{target}"
        );
    }
    let body = payment();
    let target = "/v1/pagos/p2p/J000000025";
    let answer = signed(&sandbox, "POST", target, PATH, &body, &[]).await;
    assert_eq!(
        (answer.code().as_deref(), answer.status),
        (Some("0000"), 201)
    );
}

/// The vectors of the requirements: computed by tools that are no part of this repository.
#[tokio::test]
async fn a_known_answer_passes() {
    let sandbox = plaza().await;
    let signature = "7707da8639c0d8ecfac9b98cb5b63dc835e2332acc0409e7f9e952f36296881127778c9952e02367eb2df16ec0213eef";
    let (code, status, found) =
        refused(&sandbox, PATH, (KEY, "1700000000000", signature), "{}").await;
    // The signature is right, so that the arguments are looked at.
    assert_eq!((code.as_deref(), status), (Some("0002"), 400));
    assert!(found.steps.contains(&"signature: right".to_owned()));
}

#[tokio::test]
async fn a_body_changed_by_one_byte_is_refused_and_not_executed() {
    let sandbox = plaza().await;
    let (nonce, body) = (next_nonce().to_string(), payment());
    let signature = sign(SECRET, format!("{PATH}{nonce}{body}").as_bytes());
    for position in (0..body.len())
        .step_by(7)
        .filter(|position| body.as_bytes()[*position] != b'9')
    {
        let mut changed = body.clone().into_bytes();
        changed[position] = b'9';
        let headers = [
            ("api-key", KEY),
            ("nonce", &*nonce),
            ("api-signature", &*signature),
        ];
        let answer = call(&sandbox, "POST", PATH, &headers, &changed).await;
        assert_eq!(answer.code().as_deref(), Some("A001"), "byte {position}");
    }
    assert!(sandbox.journal().iter().all(|entry| entry.effect.is_none()));
}

#[tokio::test]
async fn a_nonce_grows_by_its_number_whatever_service_it_is_for() {
    let sandbox = plaza().await;
    let send = |nonce: &'static str| {
        let signature = sign(SECRET, format!("/v0/cuentas{nonce}").as_bytes());
        let sandbox = &sandbox;
        async move {
            let headers = [
                ("api-key", KEY),
                ("nonce", nonce),
                ("api-signature", &*signature),
            ];
            call(sandbox, "GET", "/v0/cuentas/default", &headers, b"")
                .await
                .code()
                .unwrap()
        }
    };
    assert_eq!(send("9").await, "0000");
    // By number, not by letter.
    assert_eq!(send("10").await, "0000");
    assert_eq!(send("10").await, "A002");
    assert_eq!(send("9").await, "A002");
    assert_eq!(send("0011").await, "0000");
    assert_eq!(send("-12").await, "A001");
    assert_eq!(send("1e3").await, "A001");
    assert_eq!(
        send("99999999999999999999999999999999999999999").await,
        "A001"
    );
    // One sequence per key, also over services.
    let body = payment();
    let signature = sign(SECRET, format!("{PATH}11{body}").as_bytes());
    let (code, status, found) = refused(&sandbox, PATH, (KEY, "11", &signature), &body).await;
    assert_eq!((code.as_deref(), status), (Some("A002"), 400));
    assert!(
        found
            .steps
            .iter()
            .any(|step| step.contains("11 is not greater than 11"))
    );
}

#[tokio::test]
async fn of_concurrent_calls_with_one_nonce_one_is_accepted() {
    let sandbox = std::sync::Arc::new(plaza().await);
    let nonce = next_nonce().to_string();
    let signature = sign(SECRET, format!("/v0/cuentas{nonce}").as_bytes());
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (sandbox, nonce, signature) = (sandbox.clone(), nonce.clone(), signature.clone());
        calls.spawn(async move {
            let headers = [
                ("api-key", KEY),
                ("nonce", &*nonce),
                ("api-signature", &*signature),
            ];
            call(&sandbox, "GET", "/v0/cuentas/default", &headers, b"")
                .await
                .code()
                .unwrap()
        });
    }
    let codes = calls.join_all().await;
    assert_eq!(
        codes.iter().filter(|code| *code == "0000").count(),
        1,
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| *code == "A002").count(),
        19,
        "{codes:?}"
    );
}

#[tokio::test]
async fn every_state_of_a_key_has_its_documented_answer() {
    let sandbox = plaza().await;
    let body = payment();
    let send = |key: String| {
        let nonce = next_nonce().to_string();
        let signature = sign(SECRET, format!("{PATH}{nonce}{body}").as_bytes());
        let (sandbox, body) = (&sandbox, &body);
        async move {
            let (code, status, found) =
                refused(sandbox, PATH, (&key, &nonce, &signature), body).await;
            (code.unwrap(), status, found.steps.join("; "))
        }
    };
    // The payments' document has 500 for A004, that of the accounts 401.
    for (key, word) in [
        (String::new(), "no header"),
        ("short".to_owned(), "instead of 32"),
        ("f".repeat(32), "nobody"),
        (SECRET.to_owned(), "swapped"),
        ("a9100000000000000000000000000dea".to_owned(), "revoked"),
    ] {
        let (code, status, said) = send(key).await;
        assert_eq!((code.as_str(), status), ("A004", 500), "{word}");
        assert!(said.contains(word), "{said}");
    }
    let (code, status, _) = send("a9100000000000000000000000000ead".to_owned()).await;
    assert_eq!((code.as_str(), status), ("A003", 401));
    assert!(sandbox.revoke(KEY, true));
    assert_eq!(send(KEY.to_owned()).await.0, "A004");
    let answer = signed(
        &sandbox,
        "GET",
        "/v0/cuentas/default",
        "/v0/cuentas",
        "",
        &[],
    )
    .await;
    assert_eq!(
        (answer.code().as_deref(), answer.status),
        (Some("A004"), 401)
    );
    assert!(sandbox.revoke(KEY, false));
    assert_eq!(send(KEY.to_owned()).await.0, "0000");
    assert!(!sandbox.revoke("nobody", true));
}

#[tokio::test]
async fn a_header_that_is_missing_or_repeated_is_no_signature() {
    let sandbox = plaza().await;
    let (nonce, body) = (next_nonce().to_string(), payment());
    let signature = sign(SECRET, format!("{PATH}{nonce}{body}").as_bytes());
    let all = [
        ("api-key", KEY),
        ("nonce", &*nonce),
        ("api-signature", &*signature),
    ];
    for missing in 0..3 {
        let mut headers = all.to_vec();
        headers.remove(missing);
        let answer = call(&sandbox, "POST", PATH, &headers, body.as_bytes()).await;
        let wanted = if missing == 0 { "A004" } else { "A001" };
        assert_eq!(
            answer.code().as_deref(),
            Some(wanted),
            "without {:?}",
            all[missing].0
        );
        let mut headers = all.to_vec();
        headers.push(all[missing]);
        let answer = call(&sandbox, "POST", PATH, &headers, body.as_bytes()).await;
        assert_eq!(
            answer.code().as_deref(),
            Some(wanted),
            "twice {:?}",
            all[missing].0
        );
    }
    // Names are the same in capitals.
    let shouted = [
        ("API-KEY", KEY),
        ("Nonce", &*nonce),
        ("Api-Signature", &*signature),
    ];
    let answer = call(&sandbox, "POST", PATH, &shouted, body.as_bytes()).await;
    assert_eq!(answer.code().as_deref(), Some("0000"));
}

#[tokio::test]
async fn a_body_that_a_query_does_not_sign_is_named() {
    let sandbox = plaza().await;
    for (signed, words) in [
        ("{}", "an empty object was signed"),
        ("null", "`null` was signed"),
    ] {
        let nonce = next_nonce().to_string();
        let signature = sign(SECRET, format!("/v0/cuentas{nonce}{signed}").as_bytes());
        let headers = [
            ("api-key", KEY),
            ("nonce", &*nonce),
            ("api-signature", &*signature),
        ];
        let answer = call(&sandbox, "GET", "/v0/cuentas/default", &headers, b"").await;
        assert_eq!(answer.code().as_deref(), Some("A001"));
        let entry = sandbox.journal().pop().unwrap();
        let expected = entry.verification.clone().unwrap().expected.unwrap();
        assert_eq!(expected.text, format!("/v0/cuentas{nonce}"));
        let said = expected.explanation;
        assert!(said.certain && said.mistakes[0].contains(words), "{said:?}");
    }
}
