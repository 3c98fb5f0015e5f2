//! The generator's third bank, made up to differ from the others in everything: operations without codes, lists as bodies, words
//! for yes and no, seals of its own, base paths, tokens that are not called bearer.

use crate::client::{call, hex};
use ring::hmac;
use sandbox::config::Config;
use sandbox::sandbox::Sandbox;
use serde_json::{Value, json};

async fn third() -> Sandbox {
    let spec = format!(
        "{}/../generator/tests/third/spec",
        env!("CARGO_MANIFEST_DIR")
    );
    Sandbox::start(Config::new(spec, "banco-espejo"))
        .await
        .unwrap()
}

/// Status and body of a call.
async fn asked(sandbox: &Sandbox, target: &str, headers: &[(&str, &str)]) -> (u16, Value) {
    let answer = call(sandbox, "GET", target, headers, b"").await;
    let body = serde_json::from_slice(&answer.body);
    (answer.status, body.unwrap_or(Value::Null))
}

#[tokio::test]
async fn what_has_neither_code_nor_example_is_answered_as_documented() {
    let sandbox = third().await;
    let cases = [
        ("/ensayo/nucleo/tasas", json!([[-0.125]])),
        ("/ensayo/nucleo/feriados/01032026", json!(["05/03/2026"])),
        (
            "/ensayo/nucleo/estado",
            json!({"vivo": "S", "cuadro": [[7]], "desde": "05/03/2026 14:07"}),
        ),
    ];
    for (target, body) in cases {
        assert_eq!(asked(&sandbox, target, &[]).await, (200, body), "{target}");
    }
}

#[tokio::test]
async fn credentials_count_with_their_prefix_and_where_they_travel() {
    let sandbox = third().await;
    let partner = ("X-Socio", "made-up");
    let right = [("Authorization", "Pase made-up"), partner];
    let (status, body) = asked(&sandbox, "/banco/saldos", &right).await;
    assert_eq!((status, body), (200, json!([[-12.345_678]])));
    for wrong in ["Bearer made-up", "made-up", "Pase other"] {
        let (status, _) = asked(
            &sandbox,
            "/banco/saldos",
            &[("Authorization", wrong), partner],
        )
        .await;
        assert!((400..500).contains(&status), "{wrong}: {status}");
    }
    let search = "/ensayo/nucleo/cobros?desde=01%2F03%2F2026&abiertos=S&formato=lista";
    let keys = "&clave_comercio=made-up&clave_firma=made-up";
    let (status, body) = asked(&sandbox, &[search, keys].concat(), &[]).await;
    assert_eq!(status, 200);
    assert_eq!(body[1], json!({"numero": "K-2", "abierto": "N"}));
    let (status, _) = asked(&sandbox, search, &[]).await;
    assert!((400..500).contains(&status), "{status}");
    let other_word = search.replace("abiertos=S", "abiertos=true");
    let (status, _) = asked(&sandbox, &[&other_word, keys].concat(), &[]).await;
    assert!((400..500).contains(&status), "{status}");
}

#[tokio::test]
async fn a_short_seal_is_checked_over_base_and_target() {
    let sandbox = third().await;
    let key = hmac::Key::new(hmac::HMAC_SHA512, b"0123456789abcdef-secreto-inventa");
    let sealed = |base: &str, micro: &str| {
        let tag = hmac::sign(
            &key,
            format!("{base}/ensayo/nucleo/cobros/K-17socio-01{micro}").as_bytes(),
        );
        hex(tag.as_ref()).to_uppercase()
    };
    for (base, micro, accepted) in [
        ("/cobros", "1772892429000001", true),
        ("/ensayo/nucleo/cobros", "1772892429000002", false),
        ("/cobros", "1772892429000003", true),
        ("/cobros", "1772892429000002", false),
    ] {
        let seal = sealed(base, micro);
        let headers = [
            ("X-Socio", "socio-01"),
            ("X-Micro", micro),
            ("X-Sello", seal.as_str()),
        ];
        let answer = call(
            &sandbox,
            "HEAD",
            "/ensayo/nucleo/cobros/K-17",
            &headers,
            b"",
        )
        .await;
        assert_eq!(answer.status == 200, accepted, "{base} {micro}");
        assert!(answer.body.is_empty());
    }
}
