//! Outcomes and faults on demand.

use crate::client::{call, exchange, pay, payment, plaza, request, signed, with};
use sandbox::sandbox::Sandbox;

const HEADER: &str = "X-Sandbox-Scenario";

fn effect(sandbox: &Sandbox) -> bool {
    sandbox.journal().pop().unwrap().effect.is_some()
}

#[tokio::test]
async fn an_accepted_code_has_its_effect_a_rejected_one_has_none_and_an_unknown_one_as_asked() {
    let sandbox = plaza().await;
    for (scenario, status, executed) in [
        ("0000", 201, true),
        ("E015", 500, false),
        ("0051; effect=yes", 400, false),
        ("0084; effect=yes", 500, true),
        ("0084; effect=no", 500, false),
        ("0000; effect=no", 201, false),
    ] {
        let answer = pay(&sandbox, &[(HEADER, scenario)]).await;
        assert_eq!(answer.status, status, "{scenario}");
        assert!(scenario.starts_with(&answer.code().unwrap()), "{scenario}");
        assert_eq!(effect(&sandbox), executed, "{scenario}");
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_executed_by_the_seed_and_both_happen() {
    let outcomes = |seed| async move {
        let mut config = sandbox::config::Config::new(crate::client::spec(), "banco-plaza");
        config.seed = seed;
        let sandbox = Sandbox::start(config).await.unwrap();
        let mut all = Vec::new();
        for _ in 0..16 {
            pay(&sandbox, &[(HEADER, "0084")]).await;
            all.push(effect(&sandbox));
        }
        all
    };
    let (first, again) = (outcomes(7).await, outcomes(7).await);
    assert_eq!(first, again, "the same seed");
    assert!(first.contains(&true) && first.contains(&false), "{first:?}");
    let mut others = Vec::new();
    for seed in 8..12 {
        others.push(outcomes(seed).await);
    }
    assert!(others.iter().any(|other| *other != first), "another seed");
}

#[tokio::test]
async fn a_scenario_does_not_get_around_authentication() {
    let sandbox = plaza().await;
    let body = payment();
    let headers = [(HEADER, "0000")];
    let answer = call(&sandbox, "POST", "/v1/pagos/p2p", &headers, body.as_bytes()).await;
    assert_eq!(answer.code().as_deref(), Some("A004"));
    assert!(!effect(&sandbox));
}

#[tokio::test]
async fn a_scenario_that_cannot_be_understood_says_so() {
    let sandbox = plaza().await;
    for scenario in [
        "",
        "NOPE",
        "E015 E016",
        "0084; effect=perhaps",
        "fault:nope",
        "E015, E016",
        "fault:delay=-1s",
        ";",
    ] {
        let answer = pay(&sandbox, &[(HEADER, scenario)]).await;
        assert_eq!((answer.status, answer.code()), (400, None), "{scenario}");
        let said = String::from_utf8(answer.body).unwrap();
        assert!(said.contains("cannot be understood"), "{said}");
    }
}

#[tokio::test]
async fn queued_scenarios_are_for_clients_that_cannot_add_headers() {
    let sandbox = plaza().await;
    sandbox.queue("crear_pago_p2p", "E015", 2).unwrap();
    sandbox.queue("pagos/crear_pago_p2p", "E016", 1).unwrap();
    let body = br#"{"operation": "crear_pago_p2p", "scenario": "E017", "times": 1}"#;
    let posted = call(&sandbox, "POST", "/__sandbox/scenarios", &[], body).await;
    assert_eq!(posted.status, 204);
    let waiting = call(&sandbox, "GET", "/__sandbox/scenarios", &[], b"").await;
    assert_eq!(waiting.json()["scenarios"].as_array().unwrap().len(), 3);
    let mut codes = Vec::new();
    for _ in 0..5 {
        codes.push(pay(&sandbox, &[]).await.code().unwrap());
    }
    assert_eq!(codes, ["E015", "E015", "E016", "E017", "0000"]);
    assert!(sandbox.queue("nope", "E015", 1).is_err());
    assert!(sandbox.queue("crear_pago_p2p", "E999", 1).is_err());
    for wrong in [
        "",
        "{}",
        "[]",
        r#"{"operation":"crear_pago_p2p","scenario":"E015","times":-1}"#,
    ] {
        let refused = call(
            &sandbox,
            "POST",
            "/__sandbox/scenarios",
            &[],
            wrong.as_bytes(),
        )
        .await;
        assert_eq!(refused.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn faults_in_the_answer_leave_the_effect_as_the_code_has_it() {
    let sandbox = plaza().await;
    let answer = pay(&sandbox, &[(HEADER, "fault:missing-code")]).await;
    assert_eq!((answer.status, answer.code()), (201, None));
    assert!(effect(&sandbox));
    let answer = pay(&sandbox, &[(HEADER, "E015, fault:status-at-odds")]).await;
    assert_eq!(
        (answer.status, answer.code().as_deref()),
        (200, Some("E015"))
    );
    assert!(!effect(&sandbox));
    let answer = pay(&sandbox, &[(HEADER, "fault:429=3")]).await;
    assert_eq!(
        (answer.status, answer.header("Retry-After").as_deref()),
        (429, Some("3"))
    );
    assert!(!effect(&sandbox));
    let entry = sandbox.journal().pop().unwrap();
    assert_eq!(entry.faults, ["429=3"]);
    // What never got to the bank has used up no nonce and found no key.
    assert!(entry.verification.is_none());
}

#[tokio::test]
async fn a_reset_before_executes_nothing_and_a_reset_after_does() {
    let sandbox = plaza().await;
    for (fault, executed) in [("fault:reset-before", false), ("fault:reset-after", true)] {
        let body = payment();
        let nonce = crate::client::next_nonce().to_string();
        let message = format!("/v1/pagos/p2p{nonce}{body}");
        let signature = crate::client::sign(crate::client::SECRET, message.as_bytes());
        let headers = [
            ("api-key", crate::client::KEY),
            ("nonce", &*nonce),
            ("api-signature", &*signature),
            (HEADER, fault),
        ];
        let bytes = request("POST", "/v1/pagos/p2p", &headers, body.as_bytes());
        let to = sandbox.local_addr();
        let answer = tokio::task::spawn_blocking(move || exchange(to, &bytes))
            .await
            .unwrap();
        assert!(answer.is_err() || answer.unwrap().is_empty(), "{fault}");
        assert_eq!(effect(&sandbox), executed, "{fault}");
    }
}

#[tokio::test]
async fn a_schedule_spoils_the_share_of_calls_that_it_says() {
    let sandbox = with(
        "banco-plaza",
        "faults: [{share: 100%, faults: [missing-code], operations: [listar_bancos]}]",
    )
    .await;
    let answer = call(&sandbox, "GET", "/v1/pagos/p2p/bancos", &[], b"").await;
    assert_eq!((answer.status, answer.code()), (200, None));
    let answer = signed(
        &sandbox,
        "GET",
        "/v0/cuentas/default",
        "/v0/cuentas",
        "",
        &[],
    )
    .await;
    assert_eq!(answer.code().as_deref(), Some("0000"));
    // Asking for something goes before the schedule.
    let asked = call(
        &sandbox,
        "GET",
        "/v1/pagos/p2p/bancos",
        &[(HEADER, "0096")],
        b"",
    )
    .await;
    assert_eq!(asked.code().as_deref(), Some("0096"));
}

#[tokio::test]
async fn a_natural_value_asks_for_an_outcome_without_a_header() {
    let sandbox = plaza().await;
    // The row's place is in the amount; the table has E015 in the tenth place.
    let body = payment().replace("150.00", "1313.10");
    let answer = signed(
        &sandbox,
        "POST",
        "/v1/pagos/p2p",
        "/v1/pagos/p2p",
        &body,
        &[],
    )
    .await;
    assert_eq!(
        (answer.code().as_deref(), answer.status),
        (Some("E015"), 500)
    );
    let entry = sandbox.journal().pop().unwrap();
    assert_eq!(serde_json::to_value(entry.rule).unwrap(), "trigger");
}

#[tokio::test]
async fn a_documented_status_that_no_code_has_can_be_asked_for() {
    let sandbox = plaza().await;
    let path = "/v0/cuentas/V12345678";
    for (scenario, status) in [
        ("status=204", 204),
        ("status=299", 400),
        ("0000, status=204", 400),
    ] {
        let headers = [(HEADER, scenario)];
        let answer = signed(&sandbox, "GET", path, "/v0/cuentas", "", &headers).await;
        assert_eq!(answer.status, status, "{scenario}");
        assert_eq!(answer.code(), None, "{scenario}");
        if status == 204 {
            assert!(answer.body.is_empty(), "{answer:?}");
        }
    }
}
