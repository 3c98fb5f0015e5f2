//! The token endpoint of Banco Plaza's customers, its tokens, and the credentials of Banco Caja Social.

use crate::client::{Answer, call, plaza, spec, with};
use base64::Engine as _;
use sandbox::config::{Clock, Config};
use sandbox::sandbox::Sandbox;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, UNIX_EPOCH};

const CUSTOMER: &str = "/clientes/v1/v0/clientes/V12345678";

async fn ask(sandbox: &Sandbox, id: &str, secret: &str, form: &str) -> Answer {
    let pair = base64::engine::general_purpose::STANDARD.encode(format!("{id}:{secret}"));
    let basic = format!("Basic {pair}");
    let headers = [
        ("Authorization", &*basic),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    call(sandbox, "POST", "/oauth2/token", &headers, form.as_bytes()).await
}

async fn token(sandbox: &Sandbox) -> String {
    let answer = ask(
        sandbox,
        "made-up-id",
        "made-up-secret",
        "grant_type=client_credentials",
    )
    .await;
    assert_eq!(answer.status, 200);
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

async fn customer(sandbox: &Sandbox, token: &str, accept: &str) -> Answer {
    let bearer = format!("Bearer {token}");
    call(
        sandbox,
        "GET",
        CUSTOMER,
        &[("Authorization", &bearer), ("Accept", accept)],
        b"",
    )
    .await
}

#[tokio::test]
async fn a_token_opens_what_it_was_bought_for() {
    let sandbox = plaza().await;
    let token = token(&sandbox).await;
    let answer = customer(&sandbox, &token, "*/*").await;
    assert_eq!(
        (answer.status, answer.code().as_deref()),
        (200, Some("0000"))
    );
    let head = call(
        &sandbox,
        "HEAD",
        CUSTOMER,
        &[("Authorization", &format!("bearer {token}"))],
        b"",
    )
    .await;
    assert_eq!(
        (head.status, head.code().as_deref(), head.body.len()),
        (204, Some("0000"), 0)
    );
}

#[tokio::test]
async fn a_refused_token_is_a_gateway_fault_without_code_in_the_form_that_is_accepted() {
    let sandbox = plaza().await;
    for token in ["", "nobody-got-this"] {
        let json = customer(&sandbox, token, "application/json").await;
        assert_eq!((json.status, json.code()), (401, None));
        assert!(json.json()["fault"]["code"].as_u64().unwrap() > 900_900);
        let xml = customer(&sandbox, token, "application/xml").await;
        assert_eq!((xml.status, xml.code()), (401, None));
        assert!(xml.body.starts_with(b"<ams:fault"));
        assert_eq!(
            xml.header("content-type").as_deref(),
            Some("application/xml")
        );
    }
    let entry = sandbox.journal().pop().unwrap();
    assert!(
        entry
            .assumed
            .iter()
            .any(|assumed| assumed.rulings.contains(&"P-24".to_owned()))
    );
}

#[tokio::test]
async fn a_new_token_ends_the_former_of_its_own_scope_only() {
    let sandbox = plaza().await;
    let mut tokens = Vec::new();
    for scope in ["device_1", "device_2", "device_1"] {
        let form = format!("grant_type=client_credentials&scope={scope}");
        let answer = ask(&sandbox, "made-up-id", "made-up-secret", &form).await;
        assert_eq!(answer.json()["scope"], scope);
        tokens.push(answer.json()["access_token"].as_str().unwrap().to_owned());
    }
    for (token, status) in tokens.iter().zip([401, 200, 200]) {
        assert_eq!(customer(&sandbox, token, "*/*").await.status, status);
    }
    for scope in ["%22", "a%5Cb", "a++b", "", "%C3%B1", &"x".repeat(257)] {
        let form = format!("grant_type=client_credentials&scope={scope}");
        let answer = ask(&sandbox, "made-up-id", "made-up-secret", &form).await;
        assert_eq!(
            (answer.status, answer.json()["error"].as_str()),
            (400, Some("invalid_scope")),
            "{scope}"
        );
    }
}

#[tokio::test]
async fn a_new_token_ends_the_former_unless_told_otherwise() {
    let sandbox = plaza().await;
    let first = token(&sandbox).await;
    let second = token(&sandbox).await;
    assert_ne!(first, second);
    assert_eq!(customer(&sandbox, &first, "*/*").await.status, 401);
    assert_eq!(customer(&sandbox, &second, "*/*").await.status, 200);
    let sandbox = with("banco-plaza", "settings: {former_token: kept}").await;
    let first = token(&sandbox).await;
    token(&sandbox).await;
    assert_eq!(customer(&sandbox, &first, "*/*").await.status, 200);
}

#[tokio::test]
async fn a_token_expires_by_the_clock_that_is_given() {
    let seconds = Arc::new(AtomicU64::new(1_772_700_000));
    let mut config = Config::new(spec(), "banco-plaza");
    let clock = Arc::clone(&seconds);
    config.clock =
        Clock::new(move || UNIX_EPOCH + Duration::from_secs(clock.load(Ordering::Relaxed)));
    let sandbox = Sandbox::start(config).await.unwrap();
    let token = token(&sandbox).await;
    seconds.fetch_add(3599, Ordering::Relaxed);
    let answer = customer(&sandbox, &token, "*/*").await;
    assert_eq!(answer.status, 200);
    // UTC-4, and the date header of the same clock.
    assert_eq!(
        answer.header("fechaHora").as_deref(),
        Some("2026-03-05 05:39:59")
    );
    assert_eq!(
        answer.header("Date").as_deref(),
        Some("Thu, 05 Mar 2026 09:39:59 GMT")
    );
    seconds.fetch_add(1, Ordering::Relaxed);
    assert_eq!(customer(&sandbox, &token, "*/*").await.status, 401);
}

#[tokio::test]
async fn what_is_wrong_with_a_request_for_a_token_is_said_as_rfc_6749_has_it() {
    let sandbox = plaza().await;
    let good = "grant_type=client_credentials";
    for (id, secret, form, status, error) in [
        ("made-up-id", "wrong", good, 401, "invalid_client"),
        ("nobody", "made-up-secret", good, 401, "invalid_client"),
        (
            "made-up-revoked-id",
            "made-up-secret",
            good,
            401,
            "invalid_client",
        ),
        (
            "made-up-id",
            "made-up-secret",
            "grant_type=password",
            400,
            "unsupported_grant_type",
        ),
        ("made-up-id", "made-up-secret", "", 400, "invalid_request"),
        (
            "made-up-id",
            "made-up-secret",
            "grant_type",
            400,
            "unsupported_grant_type",
        ),
    ] {
        let answer = ask(&sandbox, id, secret, form).await;
        assert_eq!(answer.status, status, "{id} {form}");
        assert_eq!(answer.json()["error"], error, "{id} {form}");
    }
    let answer = call(&sandbox, "POST", "/oauth2/token", &[], b"{}").await;
    assert_eq!(answer.status, 400);
    assert_eq!(
        call(&sandbox, "GET", "/oauth2/token", &[], b"")
            .await
            .status,
        405
    );
}

#[tokio::test]
async fn credentials_that_are_sent_as_they_are_must_all_be_right() {
    let sandbox = Sandbox::start(Config::new(spec(), "banco-caja-social"))
        .await
        .unwrap();
    let target = "/undocumented/get_key/00000000-0000-4000-8000-000000000041/x";
    let right = [
        ("client_id", "made-up"),
        ("client_secret", "made-up"),
        ("Authorization", "Bearer made-up"),
    ];
    let status =
        async |headers: &[(&str, &str)]| call(&sandbox, "GET", target, headers, b"").await.status;
    assert_ne!(status(&right).await, 401);
    for wrong in 0..3 {
        let mut headers = right.to_vec();
        headers[wrong].1 = "wrong";
        assert_eq!(status(&headers).await, 401, "{:?}", headers[wrong]);
        headers.remove(wrong);
        assert_eq!(status(&headers).await, 401);
    }
    let said = format!("{:?}", sandbox.journal());
    assert!(said.contains("nobody's credentials; wrong: client_secret"));
}
