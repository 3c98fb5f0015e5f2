//! Operations whose path no document gives: what the caller has to supply, and what happens without it.

use crate::mini::pagos::client::{Client, Credenciales, Credentials, Environment};
use crate::mini::pagos::validar_cliente::ValidarCliente;
use crate::scripted::Scripted;
use bank_client_runtime as rt;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts how often a token was asked for.
struct Counted(Arc<AtomicUsize>);

impl rt::TokenSource for Counted {
    fn token(
        &self,
    ) -> rt::Pending<'_, Result<rt::SecretText, Box<dyn std::error::Error + Send + Sync>>> {
        self.0.fetch_add(1, Ordering::SeqCst);
        Box::pin(std::future::ready(Ok("el-token".into())))
    }
}

fn request() -> ValidarCliente {
    ValidarCliente {
        mnemonic: "V1".into(),
    }
}

#[tokio::test]
async fn without_a_template_neither_token_source_nor_transport_is_asked() {
    let asked = Arc::new(AtomicUsize::new(0));
    let transport = Scripted::answering(200, &[], "[\"a\"]");
    let credentials = Credentials {
        credenciales: Some(Credenciales {
            client_id: "el-cliente".into(),
            token: rt::BearerToken::source(Counted(Arc::clone(&asked))),
        }),
        ..Credentials::default()
    };
    let builder = || {
        Client::builder(Environment::Prueba)
            .credentials(credentials.clone())
            .transport(transport.clone())
    };
    let client = builder().build().unwrap();
    let error = client.validar_cliente(&request()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.validar_cliente was not sent: no document gives its path (ruling B-01); give the client one \
         with `path(\"validar_cliente\", ...)`, which takes the parameter {mnemonic}"
    );
    match error {
        rt::Error::NotSent(error) => match error.cause() {
            rt::NotSentCause::Path(path) => {
                assert_eq!(path.operation, "validar_cliente");
                assert_eq!(path.ruling, "B-01");
                assert_eq!(path.parameters, ["mnemonic"]);
                assert_eq!(path.problem, None);
            }
            other => panic!("{other}"),
        },
        rt::Error::Rejected(_) | rt::Error::Unknown(_) => panic!("{error}"),
    }
    assert_eq!(asked.load(Ordering::SeqCst), 0, "the token source");
    assert_eq!(transport.count(), 0, "the transport");

    // The counters count: with a template both are asked once.
    let client = builder().path("validar_cliente", "/v1/{mnemonic}");
    client
        .build()
        .unwrap()
        .validar_cliente(&request())
        .await
        .unwrap();
    assert_eq!((asked.load(Ordering::SeqCst), transport.count()), (1, 1));
}

fn refused(template: &str) -> (rt::TemplateError, String) {
    let builder = Client::builder(Environment::Prueba).path("validar_cliente", template);
    let error = builder.build().unwrap_err();
    let text = error.to_string();
    match error {
        rt::ConfigError::PathTemplate {
            operation,
            parameters,
            problem,
        } => {
            assert_eq!(operation, "validar_cliente", "{template}");
            assert_eq!(parameters, ["mnemonic"], "{template}");
            (problem, text)
        }
        other => panic!("{template}: {other}"),
    }
}

#[test]
fn a_template_has_exactly_the_parameters_of_its_operation() {
    use rt::TemplateError::{Missing, Repeated, Unknown};
    for template in ["/", "/v1/x", "/v1/mnemonic"] {
        let expected = if template == "/" {
            rt::TemplateError::Segment("".into())
        } else {
            Missing("mnemonic")
        };
        assert_eq!(refused(template).0, expected, "{template}");
    }
    for (template, name) in [
        ("/v1/{otro}", "otro"),
        ("/v1/{mnemonic}/{otro}", "otro"),
        ("/v1/{Mnemonic}", "Mnemonic"),
        ("/v1/{MNEMONIC}", "MNEMONIC"),
        ("/v1/{ mnemonic}", " mnemonic"),
        ("/v1/{}", ""),
        ("/v1/{{mnemonic}}", "{mnemonic}"),
    ] {
        assert_eq!(refused(template).0, Unknown(name.into()), "{template}");
    }
    assert_eq!(
        refused("/v1/{mnemonic}/{mnemonic}"),
        (
            Repeated("mnemonic"),
            "the path of validar_cliente is refused: `{mnemonic}` is there more than once; it takes the parameter {mnemonic}"
                .to_owned()
        )
    );
}

#[test]
fn a_template_is_a_plain_path_below_the_host() {
    for template in [
        "",
        "v1/{mnemonic}",
        "{mnemonic}",
        "https://banco.example/v1/{mnemonic}",
        " /v1/{mnemonic}",
        "?a=/{mnemonic}",
    ] {
        let (problem, text) = refused(template);
        assert_eq!(problem, rt::TemplateError::NoSlash, "{template}");
        assert_eq!(
            text,
            "the path of validar_cliente is refused: it must begin with a slash; it takes the parameter {mnemonic}"
        );
    }
    for (template, segment) in [
        ("/v1/{mnemonic}?a=1", "{mnemonic}?a=1"),
        ("/v1/x?a/{mnemonic}", "x?a"),
        ("/v1/{mnemonic}#a", "{mnemonic}#a"),
        ("/v1/../{mnemonic}", ".."),
        ("/v1/./{mnemonic}", "."),
        ("/v1/%2e%2e/{mnemonic}", "%2e%2e"),
        ("/v1/x{mnemonic}", "x{mnemonic}"),
        ("/v1/{mnemonic", "{mnemonic"),
        ("/v1/a\\b/{mnemonic}", "a\\b"),
        ("/v1/a b/{mnemonic}", "a b"),
        ("/v1/ñ/{mnemonic}", "ñ"),
        ("//banco.example/{mnemonic}", ""),
        ("/v1//{mnemonic}", ""),
        ("/{mnemonic}/", ""),
        ("/v1/a\r\nX-Y: 1/{mnemonic}", "a\r\nX-Y: 1"),
    ] {
        let (problem, text) = refused(template);
        assert_eq!(
            problem,
            rt::TemplateError::Segment(segment.into()),
            "{template}"
        );
        assert!(!text.contains(['\r', '\n']), "{text}");
    }
}

#[test]
fn a_path_that_is_documented_or_of_nobody_is_not_overridden() {
    for operation in ["crear_pago", "nada", "", "Validar_Cliente"] {
        let builder = Client::builder(Environment::Prueba).path(operation, "/x");
        assert_eq!(
            builder.build().unwrap_err().to_string(),
            format!("{operation} is no operation that lacks a path")
        );
    }
}

#[test]
fn a_template_that_does_not_fit_is_refused_without_a_client_too() {
    let base_url = rt::BaseUrl::new("https://banco.example").unwrap();
    let credentials = rt::CredentialSet::new();
    let with = rt::Prepare::new(&base_url, &credentials).path("/v1/{otro}");
    let error = rt::prepare(&request(), &with).unwrap_err();
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.validar_cliente was not sent: no document gives its path (ruling B-01), and the template given \
         is refused: `{otro}` is no parameter of it; give the client one with `path(\"validar_cliente\", ...)`, which takes \
         the parameter {mnemonic}"
    );
}
