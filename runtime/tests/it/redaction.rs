//! Secrets and personal data do not appear where people look: `Debug`, `Display`, error chains.

use crate::mini::pagos::client::{Client, Credenciales, Credentials, Environment};
use crate::mini::pagos::consultar_cliente::ConsultarCliente;
use crate::mini::pagos::crear_pago::{CrearPago, Cuenta};
use crate::mini::types::{Clave, Saldo, Telefono};
use crate::scripted::{Scripted, response};
use bank_client_runtime as rt;
use std::fmt::Write as _;

const KEY: &str = "canary-api-key-canary-api-key-12";
const SECRET: &str = "canary-secret-canary-secret-1234";
const PHONE: &str = "04141234567";
const ACCOUNT: &str = "01380000001234567890";

/// Everything that a careless program prints about an error.
fn printed(error: &(dyn std::error::Error + 'static)) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut next = error.source();
    while let Some(source) = next {
        write!(text, " {source} {source:?}").unwrap();
        next = source.source();
    }
    text
}

fn clean(text: &str) {
    for canary in [KEY, SECRET, PHONE, ACCOUNT, "canary", "1234567"] {
        assert!(!text.contains(canary), "{canary} in {text}");
    }
}

fn pago() -> CrearPago {
    let mut pago = crate::requests::pago();
    pago.telefono = PHONE.parse().unwrap();
    pago.optional.ip_cliente = Some("canary-ip".into());
    pago.optional.cuenta = Some(Cuenta {
        numero: ACCOUNT.into(),
        saldo: None,
    });
    pago
}

#[test]
fn debug_of_values_and_records_is_masked() {
    clean(&format!("{:?} {:#?}", pago(), pago()));
    assert_eq!(
        format!("{:?}", pago()),
        "CrearPago { ipCliente: ***, Content-Type: \"application/json\", banco: \"0138\", telefono: ***, monto: 10.50, \
         id-externo: \"A-1\", cuenta: Cuenta { numero: *** } }"
    );
    let clave = Clave::new(SECRET).unwrap();
    assert_eq!(format!("{clave:?}"), "***");
    assert_eq!(
        format!("{:?}", "1234567.89".parse::<Saldo>().unwrap()),
        "***"
    );
    assert_eq!(format!("{:?}", PHONE.parse::<Telefono>().unwrap()), "***");
    clean(&printed(&"canary-1234567".parse::<Telefono>().unwrap_err()));
    clean(&printed(&Clave::new("can").unwrap_err()));
}

#[test]
fn debug_of_credentials_and_clients_is_masked() {
    let credentials = Credentials {
        firma: Some(rt::SigningKey::new(KEY, SECRET).unwrap()),
        oauth2: Some(rt::ClientCredentials::new("canary-id", SECRET).unwrap()),
        credenciales: Some(Credenciales {
            client_id: "canary-client".into(),
            token: rt::BearerToken::fixed("canary-token"),
        }),
    };
    clean(&format!(
        "{credentials:?} {:?}",
        rt::CredentialSet::from(credentials.clone())
    ));
    let builder = Client::builder(Environment::Prueba).credentials(credentials);
    clean(&format!("{builder:?}"));
    clean(&format!("{:?}", builder.build().unwrap()));
    let error = Client::builder(Environment::Prueba)
        .credentials(rt::SigningKey::new("canary", SECRET).unwrap())
        .build();
    clean(&printed(&error.unwrap_err()));
    clean(&printed(
        &rt::SigningKey::new("canary canary", SECRET).unwrap_err(),
    ));
}

#[test]
fn headers_of_a_prepared_request_are_marked_sensitive() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let key = rt::SigningKey::new(KEY, SECRET).unwrap();
    let set = rt::CredentialSet::from(Credentials::from(key));
    let request = rt::prepare(&pago(), &rt::Prepare::new(&url, &set).nonce(1)).unwrap();
    clean(&format!("{:?} {:?}", request.headers(), request.uri()));
    clean(&format!(
        "{:?}",
        rt::Prepare::new(&url, &set).token("canary-token")
    ));
}

/// Status, headers and body of an answer.
type Raw = (u16, Vec<(&'static str, String)>, String);

#[tokio::test]
async fn errors_of_every_kind_are_masked() {
    let phone = format!("EL TELÉFONO {PHONE} Y LA CUENTA {ACCOUNT} NO EXISTEN\r\nX: \u{202e}y");
    let phone = phone.replace(['\r', '\n'], " ");
    let answers: Vec<Raw> = vec![
        (
            409,
            vec![
                ("codigoRespuesta", "E001".into()),
                ("descripcionSistema", phone.clone()),
            ],
            String::new(),
        ),
        (
            500,
            vec![
                ("codigoRespuesta", "0084".into()),
                ("descripcionCliente", phone.clone()),
            ],
            String::new(),
        ),
        (
            201,
            vec![("codigoRespuesta", "9999".into())],
            format!("{{\"descripcionSistema\":\"{phone}\"}}"),
        ),
        (
            502,
            vec![("Content-Type", "text/html".into())],
            format!("<html>{phone} canary</html>"),
        ),
        (
            200,
            vec![],
            format!("{{\"numeroReferencia\":\"{ACCOUNT}\"}}"),
        ),
        (
            307,
            vec![("Location", "https://otro.example/?token=canary".into())],
            String::new(),
        ),
        (
            409,
            vec![("codigoRespuesta", ACCOUNT.into())],
            String::new(),
        ),
    ];
    for (status, headers, body) in answers {
        let headers: Vec<(&str, &str)> = headers
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = response(status, &headers, &body);
        let transport = Scripted::new(move |_| Ok(answer.clone()));
        let client = Client::builder(Environment::Prueba)
            .credentials(rt::SigningKey::new(KEY, SECRET).unwrap())
            .transport(transport)
            .build()
            .unwrap();
        let error = client.crear_pago(&pago()).await.unwrap_err();
        let text = error.to_string();
        clean(&text);
        assert_eq!(text.lines().count(), 1, "{text}");
        // `Debug` may name an unlisted code as it was sent.
        if !headers.contains(&("codigoRespuesta", ACCOUNT)) {
            clean(&printed(&error));
        }
    }
}

#[tokio::test]
async fn what_the_bank_repeats_of_the_call_is_blanked_in_errors_and_meta() {
    let mut pago = pago();
    pago.optional.ip_cliente = Some("Ana Nunez".into());
    pago.optional.cuenta = Some(Cuenta {
        numero: "CTA/17".into(),
        saldo: None,
    });
    let all = format!("{KEY}, {SECRET}, {PHONE}, NUNEZ ana, cta/17, CTA%2F17");
    let table = [
        (409, "E001", "rejected"),
        (500, "0084", "unknown"),
        (201, all.as_str(), "unknown"),
        (409, "", "unknown"),
    ];
    for (status, code, class) in table {
        let headers = [
            ("codigoRespuesta", code),
            ("descripcionSistema", &all),
            ("Content-Type", &all),
            ("X-Detalle", &all),
        ];
        let headers: Vec<_> = headers
            .into_iter()
            .filter(|(_, text)| !text.is_empty())
            .collect();
        let answer = response(status, &headers, "{}");
        let transport = Scripted::new(move |_| Ok(answer.clone()));
        let client = Client::builder(Environment::Prueba)
            .credentials(rt::SigningKey::new(KEY, SECRET).unwrap())
            .transport(transport)
            .build()
            .unwrap();
        let error = client.crear_pago(&pago).await.unwrap_err();
        let meta = match &error {
            rt::Error::NotSent(error) => panic!("{error}"),
            rt::Error::Rejected(rejected) => {
                assert_eq!(class, "rejected", "{error}");
                &rejected.meta
            }
            rt::Error::Unknown(unknown) => {
                assert_eq!(class, "unknown", "{error}");
                unknown.meta.as_ref().unwrap()
            }
        };
        assert_eq!(meta.system_description.as_deref(), Some(all.as_str()));
        let text = format!("{} {meta:?}", printed(&error));
        for repeated in [KEY, SECRET, PHONE, "NUNEZ", "cta/17", "CTA%2F17"] {
            assert!(!text.contains(repeated), "{repeated} in {text}");
        }
    }
}

#[tokio::test]
async fn a_token_and_a_client_secret_that_come_back_are_blanked() {
    let transport = Scripted::new(|request| {
        let asks = request.uri().path().contains("token");
        Ok(if asks {
            response(200, &[], r#"{"access_token":"el-token-canario"}"#)
        } else {
            response(
                404,
                &[("Content-Type", "x/el-token-canario;canary-id")],
                "{}",
            )
        })
    });
    let client = Client::builder(Environment::Prueba)
        .credentials(rt::ClientCredentials::new("canary-id", SECRET).unwrap())
        .transport(transport)
        .build()
        .unwrap();
    let id = ConsultarCliente { id: PHONE.into() };
    let error = client.consultar_cliente(&id).await.unwrap_err();
    let text = printed(&error);
    assert!(text.contains("x/***;***"), "{text}");
    assert!(!text.contains("canar"), "{text}");
    let refusal = format!(r#"{{"error":"{SECRET} canary-id"}}"#);
    let client = Client::builder(Environment::Prueba)
        .credentials(rt::ClientCredentials::new("canary-id", SECRET).unwrap())
        .transport(Scripted::new(move |_| Ok(response(401, &[], &refusal))))
        .build()
        .unwrap();
    let error = client.consultar_cliente(&id).await.unwrap_err();
    clean(&printed(&error));
}

#[tokio::test]
async fn a_refused_token_request_does_not_show_the_credentials() {
    let transport = Scripted::answering(
        401,
        &[],
        "{\"error\":\"invalid_client\",\"error_description\":\"canary\"}",
    );
    let client = Client::builder(Environment::Prueba)
        .credentials(rt::ClientCredentials::new("canary-id", SECRET).unwrap())
        .transport(transport)
        .build()
        .unwrap();
    let error = client
        .consultar_cliente(&ConsultarCliente { id: PHONE.into() })
        .await
        .unwrap_err();
    clean(&printed(&error));
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.consultar_cliente was not sent: the token endpoint refused with status 401, invalid_client"
    );
}

#[test]
fn errors_can_cross_threads_and_stay_small() {
    fn sendable<T: Send + Sync + 'static>() {}
    sendable::<rt::Error<crate::mini::pagos::crear_pago::CrearPagoCode>>();
    sendable::<rt::NotSent>();
    sendable::<rt::ConfigError>();
    sendable::<rt::Accepted<crate::mini::pagos::crear_pago::CrearPagoResponse>>();
    sendable::<Client>();
    let size = size_of::<rt::Error<crate::mini::pagos::crear_pago::CrearPagoCode>>();
    assert!(size <= 16, "{size}");
}
