//! What answers are made of.

use crate::client::{call, pay, plaza, signed, spec, with};
use sandbox::config::Config;
use sandbox::sandbox::Sandbox;

#[tokio::test]
async fn money_that_moved_is_gone_from_the_account() {
    let sandbox = plaza().await;
    let balance = async || {
        let target = "/v0/cuentas/01380000000000000017";
        let answer = signed(&sandbox, "GET", target, "/v0/cuentas", "", &[]).await;
        answer.json()["saldoDisponible"].to_string()
    };
    assert_eq!(balance().await, "15250.75");
    assert_eq!(pay(&sandbox, &[]).await.code().as_deref(), Some("0000"));
    assert_eq!(balance().await, "15100.75");
    assert_eq!(
        pay(&sandbox, &[("X-Sandbox-Scenario", "E015")])
            .await
            .status,
        500
    );
    assert_eq!(balance().await, "15100.75");
}

#[tokio::test]
async fn an_envelope_stands_in_its_headers_once_and_nothing_undocumented_beside_it() {
    let sandbox = plaza().await;
    let answer = pay(&sandbox, &[("X-Sandbox-Scenario", "E023")]).await;
    let mut names: Vec<_> = answer
        .headers
        .iter()
        .map(|(name, _)| name.to_lowercase())
        .collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "codigorespuesta",
            "connection",
            "content-length",
            "date",
            "descripcioncliente",
            "descripcionsistema",
            "fechahora"
        ]
    );
    assert_eq!(
        answer.header("descripcionSistema").as_deref(),
        Some("IDENTIF. DEL BENEFICIARIO NO COINCIDE")
    );
    assert!(answer.body.is_empty());
}

#[tokio::test]
async fn accents_of_headers_are_utf8_unless_told_otherwise() {
    let sandbox = plaza().await;
    let raw = |answer: &crate::client::Answer| {
        let found = answer
            .headers
            .iter()
            .find(|(name, _)| name == "descripcionSistema");
        found.unwrap().1.clone()
    };
    let answer = call(&sandbox, "GET", "/v1/pagos/p2p/bancos", &[], b"").await;
    assert_eq!(raw(&answer), "TRANSACCIÓN EXITOSA".as_bytes());
    let sandbox = with("banco-plaza", "settings: {header_text: latin-1}").await;
    let answer = call(&sandbox, "GET", "/v1/pagos/p2p/bancos", &[], b"").await;
    assert_eq!(raw(&answer), b"TRANSACCI\xd3N EXITOSA");
}

#[tokio::test]
async fn an_undocumented_status_is_assumed_with_its_rulings_and_can_be_changed() {
    let sandbox = plaza().await;
    let scenario = [("X-Sandbox-Scenario", "0096")];
    let answer = call(&sandbox, "GET", "/v1/pagos/p2p/bancos", &scenario, b"").await;
    assert_eq!(answer.status, 500);
    let entry = sandbox.journal().pop().unwrap();
    assert!(entry.assumed.iter().any(|assumed| {
        assumed.what == "status 500 of code 0096" && assumed.rulings.contains(&"P-13".to_owned())
    }));
    let sandbox = with("banco-plaza", "settings: {unknown_status: 503}").await;
    let answer = call(&sandbox, "GET", "/v1/pagos/p2p/bancos", &scenario, b"").await;
    assert_eq!(answer.status, 503);
}

#[tokio::test]
async fn ids_of_the_request_are_echoed_and_moments_are_now() {
    let sandbox = Sandbox::start(Config::new(spec(), "banco-caja-social"))
        .await
        .unwrap();
    let id = "00000000-0000-4000-8000-00000000beef";
    let headers = [
        ("client_id", "made-up"),
        ("client_secret", "made-up"),
        ("Authorization", "Bearer made-up"),
        ("X-RqUID", id),
        ("X-SPRefId", "00000000-0000-4000-8000-000000000025"),
        ("X-StartDt", "2026-03-05T14:07:09.250Z"),
        ("X-UpDt", "2026-03-05T14:07:09.300Z"),
        ("X-Sandbox-Scenario", "OK"),
        ("Content-Type", "application/json"),
    ];
    let body = br#"{"cryptSecret": {"contentType": "X", "type": "XYZ", "value": "llave-nueva"}}"#;
    let answer = call(
        &sandbox,
        "POST",
        "/undocumented/register_key",
        &headers,
        body,
    )
    .await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("X-RqUID").as_deref(), Some(id));
    let made = answer.header("X-CreatedDt").unwrap();
    assert!(
        made.ends_with('Z') && made.len() == 24 && !made.starts_with("2026-03-05T14:07"),
        "{made}"
    );
}

#[tokio::test]
async fn many_sandboxes_run_beside_one_another() {
    let (one, other) = (plaza().await, plaza().await);
    assert_ne!(one.local_addr(), other.local_addr());
    assert_eq!(pay(&one, &[]).await.code().as_deref(), Some("0000"));
    assert!(other.journal().is_empty());
    assert_eq!(
        one.base_url("pagos"),
        Some(format!("http://{}", one.local_addr()))
    );
    assert_eq!(one.base_url("nope"), None);
    let to = one.local_addr();
    drop(one);
    assert_eq!(pay(&other, &[]).await.code().as_deref(), Some("0000"));
    // The port is let go of once the server has noticed.
    let gone = tokio::task::spawn_blocking(move || {
        (0..1000).any(|_| {
            std::thread::yield_now();
            std::net::TcpStream::connect(to).is_err()
        })
    });
    assert!(gone.await.unwrap());
}
