//! Arguments against the model, and paths.

use crate::client::{call, plaza, read, request, signed};
use sandbox::sandbox::Sandbox;

const PATH: &str = "/v1/pagos/p2p";
const GOOD: &str = r#"{"banco":"0138","idBeneficiario":"V12345678","telefono":"4140000001","monto":150.00,"motivo":"x","canal":"20","id-externo":"p-1"}"#;

async fn pay(sandbox: &Sandbox, body: &str) -> (Option<String>, u16, String) {
    let answer = signed(sandbox, "POST", PATH, PATH, body, &[]).await;
    let said = answer.header("descripcionSistema").unwrap_or_default();
    (answer.code(), answer.status, said)
}

#[tokio::test]
async fn a_missing_argument_has_its_code_and_is_named() {
    let sandbox = plaza().await;
    for (field, member) in [
        ("banco", r#""banco":"0138","#),
        ("telefono", r#""telefono":"4140000001","#),
        ("monto", r#""monto":150.00,"#),
        ("id-externo", r#","id-externo":"p-1""#),
    ] {
        assert!(GOOD.contains(member));
        for body in [
            GOOD.replace(member, ""),
            GOOD.replace(member, &with_null(member)),
        ] {
            let (code, status, said) = pay(&sandbox, &body).await;
            assert_eq!((code.as_deref(), status), (Some("0002"), 400), "{body}");
            assert_eq!(said, format!("PARÁMETRO [{field}] OBLIGATORIO"));
        }
    }
    let (code, _, said) = pay(&sandbox, "").await;
    assert_eq!(code.as_deref(), Some("0002"), "{said}");
    assert!(sandbox.journal().iter().all(|entry| entry.effect.is_none()));
}

#[tokio::test]
async fn a_body_that_says_an_amount_twice_is_refused() {
    let sandbox = plaza().await;
    let twice = GOOD.replace(r#""motivo""#, r#""monto":1.00,"motivo""#);
    let (code, _, said) = pay(&sandbox, &twice).await;
    assert_eq!(code.as_deref(), Some("0030"), "{said}");
}

fn with_null(member: &str) -> String {
    let (name, rest) = member.rsplit_once(':').unwrap();
    let comma = if rest.ends_with(',') { "," } else { "" };
    format!("{name}:null{comma}")
}

#[tokio::test]
async fn a_value_against_its_type_has_the_code_of_its_argument() {
    let sandbox = plaza().await;
    for (good, bad, code) in [
        ("150.00", "150.001", "E010"),
        ("150.00", "\"150.00\"", "E010"),
        ("150.00", "1e2", "E010"),
        ("150.00", "99999999999999999999999999999999.00", "E010"),
        ("\"0138\"", "\"138\"", "E018"),
        ("\"0138\"", "138", "E018"),
        ("\"V12345678\"", "\"v12345678\"", "V002"),
        ("\"4140000001\"", "\"04140000001\"", "0030"),
        ("\"4140000001\"", "[\"4140000001\"]", "0030"),
        ("\"x\"", "\"123456789012345678901234567890123456\"", "0030"),
    ] {
        let body = GOOD.replacen(good, bad, 1);
        let (found, status, _) = pay(&sandbox, &body).await;
        assert_eq!((found.as_deref(), status), (Some(code), 400), "{body}");
    }
    // 35 letters of two bytes are 35 letters.
    let letters = GOOD.replace("\"x\"", &format!("\"{}\"", "ñ".repeat(35)));
    assert_eq!(pay(&sandbox, &letters).await.0.as_deref(), Some("0000"));
}

#[tokio::test]
async fn what_is_no_json_object_is_refused_before_it_is_looked_into() {
    let sandbox = plaza().await;
    for body in [
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"monto\":01}",
        "banco=0138",
        "{\"a\":1}x",
        "\u{feff}{}",
    ] {
        let (code, status, _) = pay(&sandbox, body).await;
        assert_eq!((code.as_deref(), status), (Some("0030"), 400), "{body}");
    }
    let deep = format!("{}{}", "[".repeat(9000), "]".repeat(9000));
    assert_eq!(pay(&sandbox, &deep).await.0.as_deref(), Some("0030"));
}

#[tokio::test]
async fn two_operations_of_one_shape_are_told_apart_by_their_types() {
    let sandbox = plaza().await;
    for (target, operation) in [
        ("/v0/cuentas/default", "listar_cuentas"),
        ("/v0/cuentas/V12345678", "listar_cuentas_cliente"),
        ("/v0/cuentas/%5612345678", "listar_cuentas_cliente"),
        ("/v0/cuentas/01380000000000000017", "consultar_cuenta"),
        (
            "/v0/cuentas/V12345678/01380000000000000017",
            "consultar_cuenta_cliente",
        ),
        (
            "/v0/cuentas/telefonos/00584120000017",
            "consultar_cuenta_por_telefono",
        ),
        (
            "/v0/cuentas/V12345678/telefonos/00584120000017",
            "consultar_cuenta_cliente_por_telefono",
        ),
    ] {
        signed(&sandbox, "GET", target, "/v0/cuentas", "", &[]).await;
        let entry = sandbox.journal().pop().unwrap();
        assert_eq!(entry.operation.as_deref(), Some(operation), "{target}");
        assert!(
            entry
                .verification
                .as_ref()
                .unwrap()
                .steps
                .contains(&"signature: right".to_owned())
        );
    }
}

#[tokio::test]
async fn what_is_served_nowhere_is_refused_as_http_has_it() {
    let sandbox = plaza().await;
    for (method, target, status) in [
        ("GET", "/", 404),
        ("GET", "/v1/pagos/p2p/bancos/", 404),
        ("GET", "/v1//pagos", 404),
        ("GET", "/v0/cuentas/", 404),
        ("GET", "/v0/cuentas/%zz", 404),
        ("GET", "/v0/cuentas/%ff%fe", 404),
        ("GET", "/__sandboxed", 404),
        ("DELETE", "/v1/pagos/p2p", 405),
        // `bancos` is a path of its own, and nobody's identification.
        ("POST", "/v1/pagos/p2p/bancos", 405),
        ("OPTIONS", "/v1/pagos/p2p/bancos", 405),
        ("BREW", "/v1/pagos/p2p/bancos", 405),
    ] {
        let answer = call(&sandbox, method, target, &[], b"").await;
        assert_eq!(answer.status, status, "{method} {target}");
        assert_eq!(
            answer.header("Allow").is_some(),
            status == 405,
            "{method} {target}"
        );
    }
}

#[tokio::test]
async fn the_absolute_form_of_a_target_is_the_same_target() {
    let sandbox = plaza().await;
    let answer = call(
        &sandbox,
        "GET",
        "http://other/v1/pagos/p2p/bancos?codigo=0138",
        &[],
        b"",
    )
    .await;
    assert_eq!(answer.code().as_deref(), Some("0000"));
    let bytes = request("GET", "/v1/pagos/p2p/bancos?codigo=01", &[], b"");
    let to = sandbox.local_addr();
    let answer = tokio::task::spawn_blocking(move || crate::client::exchange(to, &bytes));
    let answer = read(&answer.await.unwrap().unwrap());
    assert_eq!(
        (answer.status, answer.code().as_deref()),
        (400, Some("0002"))
    );
    let entry = sandbox.journal().pop().unwrap();
    assert!(
        entry
            .assumed
            .iter()
            .any(|assumed| assumed.what.contains("argument-invalid"))
    );
}

#[tokio::test]
async fn an_argument_without_a_code_is_refused_by_a_status_that_says_it_is_assumed() {
    let sandbox = plaza().await;
    let target = "/v0/cuentas/01380000000000000017?moneda=bolivares";
    let answer = signed(&sandbox, "GET", target, "/v0/cuentas", "", &[]).await;
    assert_eq!((answer.status, answer.code()), (400, None));
    assert!(answer.body.is_empty());
    let entry = sandbox.journal().pop().unwrap();
    let mut assumed = entry.assumed.iter();
    assert!(assumed.any(|assumed| assumed.what.contains("without a code")));
    let mut notes = entry.notes.iter();
    assert!(
        notes.any(|note| note.starts_with("moneda: ")),
        "{:?}",
        entry.notes
    );
}

#[tokio::test]
async fn members_that_no_document_knows_are_let_be_but_not_null_or_one_said_twice() {
    let sandbox = plaza().await;
    for (more, code) in [
        (
            r#","𐋂":{"":[null,{"x":-0.0e-1}]},"":1,"a":"\ud83d\ude00""#,
            "0000",
        ),
        (r#","moneda":null"#, "0030"),
        (r#","moneda":"VES","moneda":"VES""#, "0030"),
    ] {
        let body = crate::client::payment().replace('}', &format!("{more}}}"));
        let (found, _, said) = pay(&sandbox, &body).await;
        assert_eq!(found.as_deref(), Some(code), "{body} {said}");
    }
}

#[tokio::test]
async fn a_refusal_of_a_bank_that_answers_in_bodies_is_a_body() {
    let config = sandbox::config::Config::new(crate::client::spec(), "banco-caja-social");
    let sandbox = Sandbox::start(config).await.unwrap();
    let good = [
        ("client_id", "made-up"),
        ("client_secret", "made-up"),
        ("Authorization", "Bearer made-up"),
        ("X-Invoker-Channel", "017"),
        ("X-Invoker-ProcessDate", "2026-03-05"),
    ];
    let target = "/undocumented/validate_customer/CC1000000017?cellphone=3000000017";
    let answer = call(&sandbox, "GET", target, &good, b"").await;
    assert_eq!(answer.status, 200, "{:?}", sandbox.journal());
    let mut bad = good;
    bad[4].1 = "5 March";
    let mut empty = good;
    empty[4].1 = "";
    let mut nobody = good;
    nobody[2].1 = "Bearer";
    for (headers, status) in [(bad, 400), (empty, 400), (nobody, 401)] {
        let answer = call(&sandbox, "GET", target, &headers, b"").await;
        assert_eq!(answer.status, status);
        assert_eq!(
            answer.header("Content-Type").as_deref(),
            Some("application/json")
        );
        assert_eq!(answer.json()["responseType"]["value"], "ERR");
    }
    let mut headers = good.to_vec();
    headers.extend([("X-RqUID", "1"), ("X-SPRefId", "1")]);
    headers.extend([("X-StartDt", "2026-03-05T14:07:09.250Z")]);
    headers.extend([("X-UpDt", "2026-03-05T14:07:09.250Z")]);
    let answer = call(
        &sandbox,
        "POST",
        "/undocumented/register_key",
        &headers,
        b"{",
    )
    .await;
    // Its table has no such word.
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["responseType"]["value"], "ERR");
    assert_eq!(
        sandbox.journal().pop().unwrap().code.as_deref(),
        Some("ERR")
    );
}
