//! The third bank's seals, keys and tokens, which are none of the other two's: other hashes and texts to sign, keys in the query, codes that are numbers in the body, a token
//! bought by a form, a word of its own before the bearer token.

use crate::client::{Answer, call, hex};
use base64::Engine as _;
use ring::hmac;
use sandbox::config::Config;
use sandbox::sandbox::Sandbox;

const CHARGE: &str = r#"{"pedido":{"referencia":"R-1","fecha":"07/03/2026","lineas":[{"articulo":"té","cantidad":"2","precio":"5.2500"}]},"importe":"10.5000","moneda":"UYU","pagador":{"nombre":"Persona de Ejemplo"},"clave":"abc123","reembolsable":"N"}"#;

async fn mirror() -> Sandbox {
    let spec = format!(
        "{}/../generator/tests/third/spec",
        env!("CARGO_MANIFEST_DIR")
    );
    Sandbox::start(Config::new(spec, "banco-espejo"))
        .await
        .unwrap()
}

/// The method, the key, the moment, the path as sent, the query and the body, in the bank's own order.
async fn charge(sandbox: &Sandbox, moment: u64, body: &str, signed: &str) -> Answer {
    let target = "/ensayo/nucleo/comercios/C000000001/cobros?edicion=3";
    let (path, query) = target.split_once('?').unwrap();
    let text = format!("POST.comercio-de-prueba.{moment}\n{path}?{query}\n{signed}");
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"secreto-inventado-para-pruebas");
    let seal = hmac::sign(&key, text.as_bytes());
    let seal = base64::engine::general_purpose::STANDARD.encode(seal);
    let headers = [
        ("X-Llave", "Llave comercio-de-prueba"),
        ("X-Momento", &format!("t={moment}")),
        ("Authorization", &format!("Sello {seal}")),
        ("X-Canal", "02"),
        ("X-Hora-Local", "07/03/2026 14:07"),
        ("X-Version", "3.1"),
    ];
    call(sandbox, "POST", target, &headers, body.as_bytes()).await
}

#[tokio::test]
async fn another_hash_over_another_text_is_checked_as_strictly() {
    let sandbox = mirror().await;
    let answer = charge(&sandbox, 1_772_892_429, CHARGE, CHARGE).await;
    assert_eq!(answer.status, 201, "{:?}", sandbox.journal());
    // A code that is a number is a number.
    assert_eq!(answer.json()["resultado"]["numero"], 1000);
    assert_eq!(answer.json()["cobro"], "K-17");
    assert_eq!(answer.header("X-Restantes").as_deref(), Some("59"));
    let refused = charge(&sandbox, 1_772_892_430, CHARGE, "").await;
    let entry = sandbox.journal().pop().unwrap();
    assert!(!(200..300).contains(&refused.status));
    let said = entry
        .verification
        .clone()
        .unwrap()
        .expected
        .unwrap()
        .explanation;
    assert!(
        said.certain && said.mistakes[0].contains("body is missing"),
        "{said:?}"
    );
    // A nonce is used up by what was accepted only.
    assert_eq!(
        charge(&sandbox, 1_772_892_430, CHARGE, CHARGE).await.status,
        201
    );
    assert_ne!(
        charge(&sandbox, 1_772_892_430, CHARGE, CHARGE).await.status,
        201
    );
    let words = CHARGE.replace("\"N\"", "\"true\"");
    assert_ne!(
        charge(&sandbox, 1_772_892_431, &words, &words).await.status,
        201
    );
}

#[tokio::test]
async fn an_answer_without_a_body_says_its_code_in_a_header() {
    let sandbox = mirror().await;
    let text = "/cobros/nucleo/v3/cobros/K-17socio-011772892429000000";
    let key = hmac::Key::new(hmac::HMAC_SHA512, b"0123456789abcdef-secreto-inventa");
    let seal = hex(hmac::sign(&key, text.as_bytes()).as_ref()).to_uppercase();
    let headers = [
        ("X-Socio", "socio-01"),
        ("X-Micro", "1772892429000000"),
        ("X-Sello", &*seal),
    ];
    let answer = call(&sandbox, "HEAD", "/nucleo/v3/cobros/K-17", &headers, b"").await;
    assert_eq!(
        (answer.status, answer.header("X-Resultado").as_deref()),
        (200, Some("3001"))
    );
    let mixed = [
        headers[0],
        ("X-Micro", "1772892429000001"),
        ("X-Sello", &seal.to_lowercase()),
    ];
    let refused = call(&sandbox, "HEAD", "/nucleo/v3/cobros/K-17", &mixed, b"").await;
    assert_ne!(refused.status, 200);
}

#[tokio::test]
async fn keys_travel_in_a_query_and_leave_no_trace() {
    let sandbox = mirror().await;
    let target = "/ensayo/nucleo/cobros/R-1?clave_comercio=made-up&clave_firma=made-up";
    let answer = call(&sandbox, "GET", target, &[], b"").await;
    assert_eq!(answer.status, 200, "{:?}", sandbox.journal());
    for wrong in [
        target.replace("firma=made-up", "firma=other"),
        target.replace("&clave_firma=made-up", ""),
    ] {
        assert_ne!(
            call(&sandbox, "GET", &wrong, &[], b"").await.status,
            200,
            "{wrong}"
        );
    }
    assert!(!format!("{:?}", sandbox.journal()).contains("made-up"));
}

#[tokio::test]
async fn a_token_is_bought_by_a_form_and_another_is_the_callers_own() {
    let sandbox = mirror().await;
    let form = "grant_type=client_credentials&client_id=made-up-id&client_secret=made-up-secret";
    let media = [("Content-Type", "application/x-www-form-urlencoded")];
    let bought = call(&sandbox, "POST", "/oauth/pase", &media, form.as_bytes()).await;
    let token = bought.json()["access_token"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {token}");
    let headers = [("Authorization", &*bearer), ("X-Traza", "traza-1")];
    let target = "/banco/cuentas/UY17/movimientos?desde=01%2F03%2F2026";
    let answer = call(&sandbox, "GET", target, &headers, b"").await;
    assert_eq!(answer.status, 200, "{:?}", sandbox.journal());
    assert_eq!(answer.json()["paginas"][0]["numero"], 1);
    assert_eq!(answer.header("X-Traza").as_deref(), Some("traza-1"));
    let own = |word: &str| {
        [
            ("Authorization", format!("{word} made-up")),
            ("X-Socio", "made-up".to_owned()),
        ]
    };
    for (word, right) in [("Pase", true), ("Bearer", false)] {
        let headers = own(word);
        let headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = call(&sandbox, "GET", "/banco/saldos", &headers, b"").await;
        assert_eq!(answer.status == 200, right, "{word}");
    }
}
