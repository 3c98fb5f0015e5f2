//! What leaves: paths, queries, headers and URLs that mean only what they should.

use crate::mini::pagos::client::{Client, Credenciales, Credentials, Environment};
use crate::mini::pagos::consultar_pago::ConsultarPago;
use crate::mini::pagos::crear_pago::{CrearPago, CrearPagoOptional};
use crate::mini::pagos::validar_cliente::ValidarCliente;
use crate::mini::types::{Canal, CodigoBanco, Moneda, Motivo};
use crate::scripted::Scripted;
use bank_client_runtime as rt;

const KEY: &str = "0123456789abcdef0123456789abcdef";

pub fn pago() -> CrearPago {
    CrearPago {
        banco: "0138".parse().unwrap(),
        telefono: "04140000000".parse().unwrap(),
        monto: "10.5".parse().unwrap(),
        id_externo: "A-1".into(),
        optional: CrearPagoOptional::default(),
    }
}

pub fn prepared(request: &impl rt::Request) -> Result<http::Request<bytes::Bytes>, rt::NotSent> {
    let url = rt::BaseUrl::new("https://prueba.example:8585/base").unwrap();
    let key = rt::SigningKey::new(KEY, KEY).unwrap();
    let set = rt::CredentialSet::from(Credentials::from(key));
    rt::prepare(request, &rt::Prepare::new(&url, &set).nonce(7))
}

fn consulta(id: &str, texto: Option<&str>) -> ConsultarPago {
    ConsultarPago {
        id: id.into(),
        texto: texto.map(Into::into),
    }
}

#[test]
fn a_path_parameter_cannot_change_the_path() {
    for id in [
        "", ".", "..", "../x", "a/b", "/", "\\", "..\\x", "%2e%2e", "%", "a?b=1", "a#b", "a\r\nb",
        "a\0b", "a\tb", "Peña", "\u{7f}", "😀",
    ] {
        let error = prepared(&consulta(id, None)).unwrap_err();
        assert_eq!(
            error.cause().to_string(),
            "id must be ASCII and one path segment",
            "{id:?}"
        );
    }
}

#[test]
fn an_accepted_path_parameter_is_exactly_one_segment() {
    for id in [
        "V12345678",
        "a b",
        "a;b=c",
        "...",
        "{id}",
        "a:b@c",
        "~a-b_c.d",
        "<>\"'`|^[]",
    ] {
        let request = prepared(&consulta(id, None)).unwrap();
        let path = request.uri().path();
        assert_eq!(
            path.split('/').count(),
            "/base/v1/pagos/p2p/x".split('/').count(),
            "{path}"
        );
        assert_eq!(request.uri().query(), None);
        let segment = path.rsplit('/').next().unwrap();
        assert_eq!(decoded(segment), id);
    }
}

#[test]
fn a_query_value_comes_back_as_it_was() {
    for texto in [
        "a&b=c",
        "á ñ 😀",
        "%41",
        "+",
        "?#/\\",
        "\"<>\"",
        "\r\n",
        "x=1;y=2",
    ] {
        let request = prepared(&consulta("V1", Some(texto))).unwrap();
        let query = request.uri().query().unwrap();
        assert_eq!(query.matches(['&', ' ']).count(), 0, "{query}");
        let (name, value) = query.split_once('=').unwrap();
        assert_eq!((name, decoded(value).as_str()), ("texto", texto));
    }
    assert_eq!(prepared(&consulta("V1", None)).unwrap().uri().query(), None);
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

#[test]
fn a_header_value_must_be_visible_ascii() {
    let with = |ip: &str| {
        let mut pago = pago();
        pago.optional.ip_cliente = Some(ip.into());
        prepared(&pago)
    };
    assert_eq!(
        with("").unwrap_err().cause().to_string(),
        "ipCliente must not be empty"
    );
    for value in [
        " ",
        "a\r\nX-Evil: 1",
        "a\nb",
        "a\0",
        "a\tb",
        "Peña",
        " a",
        "a ",
        "\u{85}",
        "a\u{7f}",
    ] {
        let error = with(value).unwrap_err();
        assert_eq!(
            error.cause().to_string(),
            "ipCliente must be visible ASCII to travel in a header",
            "{value:?}"
        );
    }
    let request = with("a b ~!").unwrap();
    assert_eq!(request.headers()["ipcliente"], "a b ~!");
    assert!(request.headers()["ipcliente"].is_sensitive());
    assert!(request.headers()["api-signature"].is_sensitive());
    assert!(!request.headers().contains_key("accept-encoding"));
}

#[test]
fn an_argument_cannot_set_the_authentication() {
    struct Malo;
    impl rt::Record for Malo {
        fn write(&self, to: &mut rt::Writer<'_>) {
            to.headers(&[("Api-Signature", &"made up")]);
        }
    }
    impl rt::Request for Malo {
        const OPERATION: &'static rt::Operation = crate::mini::pagos::client::SERVICE.operations[0];
        type Response = Vec<String>;
        type Code = crate::mini::pagos::crear_pago::CrearPagoCode;
    }
    let error = prepared(&Malo).unwrap_err();
    assert_eq!(
        error.cause().to_string(),
        "Api-Signature must not be set by an argument"
    );
}

#[test]
fn text_rules_count_characters_and_match_the_whole_text() {
    let motivo = "ñ".repeat(35);
    assert_eq!(motivo.len(), 70);
    assert_eq!(motivo.parse::<Motivo>().unwrap().as_str(), motivo);
    assert!(format!("{motivo}ñ").parse::<Motivo>().is_err());
    for text in ["0138\n", "\n0138", "01380", "013a", "٠١٣٨", ""] {
        assert!(text.parse::<CodigoBanco>().is_err(), "{text:?}");
    }
    assert!(
        "0414 000000"
            .parse::<crate::mini::types::Telefono>()
            .is_err()
    );
}

#[test]
fn an_open_list_accepts_what_it_does_not_have_and_a_closed_one_refuses() {
    assert_eq!("20".parse::<Canal>().unwrap(), Canal::Pos);
    assert_eq!("99".parse::<Canal>().unwrap().as_str(), "99");
    assert_eq!(
        "XXX".parse::<Moneda>().unwrap_err().to_string(),
        "Moneda must be one of the listed values"
    );
    // The bank may send it; sending it back is refused.
    let mut pago = pago();
    pago.optional.moneda = Some(Moneda::Other("XXX".into()));
    let error = prepared(&pago).unwrap_err();
    assert_eq!(
        error.cause().to_string(),
        "moneda must be one of the listed values"
    );
}

#[test]
fn only_https_leaves_the_machine() {
    for url in [
        "https://banco.example",
        "https://banco.example:8585/x",
        "http://127.0.0.1:1",
        "http://localhost:80/",
        "http://[::1]:8080",
        "HTTPS://banco.example",
    ] {
        assert!(rt::BaseUrl::new(url).is_ok(), "{url}");
    }
    for url in [
        "http://banco.example",
        "http://127.0.0.1.banco.example",
        "http://localhost.example",
        "ftp://localhost",
        "http://10.0.0.1",
        "http://[::ffff:10.0.0.1]",
    ] {
        assert_eq!(rt::BaseUrl::new(url), Err(rt::UrlError::Insecure), "{url}");
    }
    for url in [
        "",
        "banco.example",
        "/v1",
        "https://",
        "https:///x",
        "https://banco.example:99999",
        "https://banco.example:x",
    ] {
        assert_eq!(rt::BaseUrl::new(url), Err(rt::UrlError::Malformed), "{url}");
    }
    for url in [
        "https://user:pass@banco.example",
        "https://banco.example/?a=1",
        "https://banco.example/#x",
        "https://banco.example/../x",
        "https://banco.example/a//b",
        "https://banco.example/%2e%2e",
        "https://banco.example\\x",
    ] {
        assert_eq!(rt::BaseUrl::new(url), Err(rt::UrlError::Extra), "{url}");
    }
    let error = Client::builder(Environment::Prueba)
        .base_url("http://banco.example")
        .build()
        .unwrap_err();
    assert!(matches!(
        error,
        rt::ConfigError::BaseUrl(rt::UrlError::Insecure)
    ));
    let error = Client::builder(Environment::Prueba)
        .token_url("http://banco.example")
        .build()
        .unwrap_err();
    assert!(matches!(
        error,
        rt::ConfigError::TokenUrl(rt::UrlError::Insecure)
    ));
}

#[test]
fn a_client_is_not_built_from_what_cannot_work() {
    let build = |builder: rt::ClientBuilder<Client>| builder.build().unwrap_err().to_string();
    let key = rt::SigningKey::new("short", KEY).unwrap();
    assert_eq!(
        build(Client::builder(Environment::Prueba).credentials(key)),
        "key or secret of firma has another length"
    );
    assert!(rt::SigningKey::new("with space", KEY).is_err());
    assert!(rt::SigningKey::new(KEY, "").is_err());
}

#[tokio::test]
async fn a_path_from_the_caller_and_supplied_credentials_are_sent() {
    let transport = Scripted::answering(200, &[("X-RqUID", "1")], "[\"a\",\"b\"]");
    let credentials = Credentials {
        credenciales: Some(Credenciales {
            client_id: "el-cliente".into(),
            token: rt::BearerToken::fixed("el-token"),
        }),
        ..Credentials::default()
    };
    let request = ValidarCliente {
        mnemonic: "V1".into(),
    };
    let client = Client::builder(Environment::Prueba)
        .credentials(credentials)
        .transport(transport.clone())
        .path("validar_cliente", "/v1/{mnemonic}/validation")
        .build()
        .unwrap();
    let accepted = client.validar_cliente(&request).await.unwrap();
    assert_eq!(accepted.body.items, ["a", "b"]);
    assert_eq!(accepted.body.rquid.as_deref(), Some("1"));
    let seen = transport.seen.lock().unwrap();
    assert_eq!(
        seen[0].uri(),
        "https://prueba.example:8585/v1/V1/validation"
    );
    assert_eq!(seen[0].headers()["client_id"], "el-cliente");
    assert_eq!(seen[0].headers()["authorization"], "Bearer el-token");
    assert_eq!(seen[0].headers()["accept"], "application/json");
    assert!(!seen[0].headers().contains_key("content-type"));
}

#[tokio::test]
async fn a_token_that_brings_the_word_before_it_along_is_refused() {
    for (token, refused) in [
        ("Bearer canary", true),
        ("bearer  canary", true),
        (" BEARER\tcanary", true),
        ("Bearer", true),
        ("Bearercanary", false),
        ("el-Bearer", false),
    ] {
        let transport = Scripted::answering(200, &[], r#"["a"]"#);
        let credentials = Credentials {
            credenciales: Some(Credenciales {
                client_id: "el-cliente".into(),
                token: rt::BearerToken::fixed(token),
            }),
            ..Credentials::default()
        };
        let client = Client::builder(Environment::Prueba)
            .credentials(credentials)
            .transport(transport.clone())
            .path("validar_cliente", "/v1/{mnemonic}")
            .build()
            .unwrap();
        let request = ValidarCliente {
            mnemonic: "V1".into(),
        };
        let outcome = client.validar_cliente(&request).await;
        assert_eq!(transport.count(), usize::from(!refused), "{token}");
        match outcome {
            Ok(_) => assert!(!refused, "{token}"),
            Err(rt::Error::NotSent(error)) => {
                assert!(refused, "{token}");
                let rt::NotSentCause::Invalid(invalid) = error.cause() else {
                    panic!("{error}");
                };
                assert_eq!(invalid.rule(), &rt::Rule::BareToken);
                assert!(!error.to_string().contains("canary"), "{error}");
            }
            Err(error) => panic!("{error}"),
        }
    }
}

#[tokio::test]
async fn a_token_source_that_fails_sends_nothing() {
    struct Broken;
    impl rt::TokenSource for Broken {
        fn token(
            &self,
        ) -> rt::Pending<'_, Result<rt::SecretText, Box<dyn std::error::Error + Send + Sync>>>
        {
            Box::pin(std::future::ready(Err("vault is sealed".into())))
        }
    }
    let transport = Scripted::answering(200, &[], "[]");
    let credentials = Credentials {
        credenciales: Some(Credenciales {
            client_id: "x".into(),
            token: rt::BearerToken::source(Broken),
        }),
        ..Credentials::default()
    };
    let builder = Client::builder(Environment::Prueba)
        .credentials(credentials)
        .transport(transport.clone());
    let client = builder
        .path("validar_cliente", "/v1/{mnemonic}")
        .build()
        .unwrap();
    let error = client
        .validar_cliente(&ValidarCliente {
            mnemonic: "V1".into(),
        })
        .await
        .unwrap_err();
    assert!(matches!(error, rt::Error::NotSent(_)));
    assert_eq!(
        std::error::Error::source(&error).unwrap().to_string(),
        "vault is sealed"
    );
    assert_eq!(transport.count(), 0);
}
