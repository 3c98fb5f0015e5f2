//! What the sandbox tells about the requests it got, and what it does not.

use crate::client::{KEY, SECRET, call, pay, payment, plaza, signed, with};

/// Words that may stand in no journal: of keys, secrets, tokens, people and whatever else a caller sends by mistake.
const CANARIES: [&str; 8] = [
    "canary-secret",
    "4149990001",
    "V99999998",
    "01389999999999999998",
    "canary-token",
    "canary-session",
    "canary-name",
    "canary@example.com",
];

/// Method, target, headers and body.
type Call<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)], &'a [u8]);

#[tokio::test]
async fn no_secret_and_nothing_about_a_person_is_kept() {
    let sandbox = plaza().await;
    let body = r#"{"banco":"0138","idBeneficiario":"V99999998","telefono":"4149990001","monto":1.00,"motivo":"x","canal":"20","id-externo":"1","cuenta":"01389999999999999998","secreto":"canary-secret","lista":["canary-name"]}"#;
    signed(
        &sandbox,
        "POST",
        "/v1/pagos/p2p",
        "/v1/pagos/p2p",
        body,
        &[("Cookie", "canary-session")],
    )
    .await;
    signed(
        &sandbox,
        "POST",
        "/v1/pagos/p2p/V99999998",
        "/wrong",
        body,
        &[],
    )
    .await;
    let calls: [Call<'_>; 6] = [
        (
            "GET",
            "/v0/cuentas/V99999998?moneda=VES&otro=canary-name",
            &[("api-key", "canary-secret")],
            b"",
        ),
        (
            "GET",
            "/clientes/v1/v0/clientes/V99999998?telefono=4149990001&email=canary@example.com",
            &[("Authorization", "Bearer canary-token")],
            b"",
        ),
        (
            "POST",
            "/oauth2/token",
            &[
                ("Authorization", "Basic canary-secret"),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            b"client_secret=canary-secret",
        ),
        (
            "GET",
            "/nowhere/V99999998/4149990001?x=canary-token",
            &[],
            b"",
        ),
        (
            "POST",
            "/v1/pagos/p2p",
            &[("api-signature", "canary-secret")],
            b"canary-name is no json",
        ),
        (
            "GET",
            "/v0/cuentas/telefonos/4149990001",
            &[("nonce", "1"), ("api-key", KEY), ("api-signature", SECRET)],
            b"",
        ),
    ];
    for (method, target, headers, body) in calls {
        call(&sandbox, method, target, headers, body).await;
    }
    let entries = sandbox.journal();
    assert_eq!(entries.len(), 8);
    let served = call(&sandbox, "GET", "/__sandbox/journal", &[], b"").await;
    let served = String::from_utf8(served.body).unwrap();
    for text in [
        format!("{entries:?}{sandbox:?}{:?}", sandbox.credentials()),
        served,
    ] {
        for canary in CANARIES.iter().chain(&[KEY, SECRET]) {
            assert!(!text.contains(canary), "{canary} in {text}");
        }
        // What is harmless is kept.
        assert!(text.contains("/v1/pagos/p2p") && text.contains("1.00"));
    }
}

#[tokio::test]
async fn the_ring_has_its_stated_size() {
    let sandbox = with("banco-plaza", "settings: {journal: 5}").await;
    for _ in 0..12 {
        call(&sandbox, "GET", "/v1/pagos/p2p/bancos", &[], b"").await;
    }
    let numbers: Vec<_> = sandbox.journal().iter().map(|entry| entry.number).collect();
    assert_eq!(numbers, [8, 9, 10, 11, 12]);
    assert_eq!(sandbox.journal_since(10).len(), 2);
    let served = call(&sandbox, "GET", "/__sandbox/journal?since=11", &[], b"")
        .await
        .json();
    assert_eq!(
        (served["size"].as_u64(), served["written"].as_u64()),
        (Some(5), Some(12))
    );
    assert_eq!(served["entries"].as_array().unwrap().len(), 1);
    assert_eq!(
        call(&sandbox, "GET", "/__sandbox/journal?since=x", &[], b"")
            .await
            .status,
        400
    );
    assert_eq!(
        call(&sandbox, "DELETE", "/__sandbox/journal", &[], b"")
            .await
            .status,
        204
    );
    assert!(sandbox.journal().is_empty());
}

#[tokio::test]
async fn an_entry_cannot_be_made_arbitrarily_long() {
    let sandbox = plaza().await;
    let long = "x".repeat(8000);
    let many = (0..3000)
        .map(|at| format!("\"m{at}\":[{{}},[],0]"))
        .collect::<Vec<_>>()
        .join(",");
    let body = payment()
        .replace("Café", &long)
        .replace('}', &format!(",{many}}}"));
    signed(
        &sandbox,
        "POST",
        "/v1/pagos/p2p",
        "/v1/pagos/p2p",
        &body,
        &[("User-Agent", &long)],
    )
    .await;
    let entry = sandbox.journal().pop().unwrap();
    let length = serde_json::to_string(entry.as_ref()).unwrap().len();
    assert!(body.len() > 60_000 && length < 20_000, "{length}");
}

#[tokio::test]
async fn coverage_counts_what_was_answered() {
    let sandbox = plaza().await;
    let before = sandbox.coverage();
    assert_eq!(
        (before.exercised, before.total),
        (0, before.missing().len())
    );
    pay(&sandbox, &[]).await;
    pay(&sandbox, &[("X-Sandbox-Scenario", "E015")]).await;
    pay(&sandbox, &[("X-Sandbox-Scenario", "E015")]).await;
    let after = sandbox.coverage();
    assert_eq!(after.exercised, 2);
    assert!(
        !after
            .missing()
            .contains(&"pagos/crear_pago_p2p E015".to_owned())
    );
    let served = call(&sandbox, "GET", "/__sandbox/coverage", &[], b"")
        .await
        .json();
    assert_eq!(served["exercised"], 2);
    assert_eq!(
        call(&sandbox, "DELETE", "/__sandbox/coverage", &[], b"")
            .await
            .status,
        204
    );
    assert_eq!(sandbox.coverage().exercised, 0);
}

#[tokio::test]
async fn the_sandboxs_own_paths_refuse_what_they_do_not_have() {
    let sandbox = plaza().await;
    for (method, path, status) in [
        ("GET", "/__sandbox", 200),
        ("GET", "/__sandbox/nope", 404),
        ("PUT", "/__sandbox/journal", 405),
        ("GET", "/__sandbox/credentials", 405),
        ("POST", "/__sandbox/tokens/expire", 204),
        ("DELETE", "/__sandbox/scenarios", 204),
    ] {
        assert_eq!(
            call(&sandbox, method, path, &[], b"").await.status,
            status,
            "{method} {path}"
        );
    }
    let body = format!(r#"{{"client": "{KEY}", "revoked": true}}"#);
    let revoked = call(
        &sandbox,
        "POST",
        "/__sandbox/credentials",
        &[],
        body.as_bytes(),
    )
    .await;
    assert_eq!(revoked.status, 204);
    assert_eq!(pay(&sandbox, &[]).await.code().as_deref(), Some("A004"));
    // Looking is no request of the bank's.
    assert_eq!(sandbox.journal().len(), 1);
}

#[tokio::test]
async fn a_request_that_never_became_one_is_noted() {
    let sandbox = plaza().await;
    let to = sandbox.local_addr();
    let sent = tokio::task::spawn_blocking(move || {
        crate::client::exchange(
            to,
            b"GET / HTTP/1.1\r\nHost: x\r\nno colon canary-secret\r\n\r\n",
        )
    });
    let answer = String::from_utf8(sent.await.unwrap().unwrap()).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
    let entry = sandbox.journal().pop().unwrap();
    assert_eq!(serde_json::to_value(entry.rule).unwrap(), "wire");
    assert!(!format!("{entry:?}").contains("canary"));
}
