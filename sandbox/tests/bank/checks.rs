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
    assert_eq!((answer.status, answer.code()), (400, None));
    let entry = sandbox.journal().pop().unwrap();
    assert!(
        entry
            .assumed
            .iter()
            .any(|assumed| assumed.what.contains("argument-invalid"))
    );
}
