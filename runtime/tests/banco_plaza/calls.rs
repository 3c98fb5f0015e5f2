//! A call of each of the eleven operations, with what it should send and what the bank documents as answers.

use crate::server::{Answer, Bank, Received};
use banco_plaza::{clientes, cuentas, pagos};
use bank_client_runtime as rt;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

pub const KEY: &str = "a9100000000000000000000000000c01";
pub const SECRET: &str = "7e57000000000000000000000000beef";
pub const TOKEN: &str = "made-up-token";

/// An answer with a response code in the header, as the bank gives it.
pub fn with_code(status: u16, code: &str, body: &str) -> Answer {
    let header = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
    let mut answer = Answer::bare(status, body);
    answer.headers = vec![
        header("codigoRespuesta", code),
        header("descripcionCliente", "Texto para el cliente"),
        header("descripcionSistema", "Texto del sistema"),
        header("fechaHora", "2026-03-05 14:07:09"),
    ];
    answer
}

/// Whether `api-signature` is the HMAC-SHA384 of base, nonce and body under this secret, as `ring` computes it.
pub fn is_signed(request: &Received, base: &str, secret: &str) -> bool {
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA384, secret.as_bytes());
    let mut text = ring::hmac::Context::with_key(&key);
    text.update(base.as_bytes());
    text.update(request.header("nonce").unwrap_or_default().as_bytes());
    text.update(&request.body);
    let mut hex = String::new();
    for byte in text.sign().as_ref() {
        hex.extend(
            [byte >> 4, byte & 15].map(|half| char::from(b"0123456789abcdef"[usize::from(half)])),
        );
    }
    request.header("api-signature") == Some(&hex)
}

/// What a caller sees of an outcome.
#[derive(Debug, PartialEq, Eq)]
pub enum Seen {
    /// The body, as `Debug` shows it.
    Accepted(String),
    /// The code.
    Rejected(String),
    /// The reason.
    Unknown(String),
}

/// One operation.
pub struct Case {
    pub operation: &'static str,
    /// Method, path and query.
    pub line: &'static str,
    /// Signed path; `None` where nothing is signed.
    pub signed: Option<&'static str>,
    /// Body as sent.
    pub sent: &'static str,
    /// Documented success: status and body.
    pub success: (u16, &'static str),
    /// A part of the body that was read, as `Debug` shows it.
    pub shown: &'static str,
    /// Documented refusal: status and code.
    pub refusal: (u16, &'static str),
    /// What a success without a body is.
    pub empty: Result<(), &'static str>,
    pub call: fn(&Bank) -> Pin<Box<dyn Future<Output = Seen> + '_>>,
}

async fn seen<R: rt::Request>(call: rt::Call<'_, R>) -> Seen
where
    R::Response: Debug,
    R::Code: ToString,
{
    match call.await {
        Ok(accepted) => Seen::Accepted(format!("{:?}", accepted.body)),
        Err(rt::Error::NotSent(error)) => panic!("{error}"),
        Err(rt::Error::Rejected(rejected)) => Seen::Rejected(
            rejected
                .meta
                .code
                .as_deref()
                .unwrap_or("no code")
                .to_owned(),
        ),
        Err(rt::Error::Unknown(unknown)) => Seen::Unknown(unknown.reason.to_string()),
    }
}

pub fn pagos(bank: &Bank) -> pagos::Client {
    let key = rt::SigningKey::new(KEY, SECRET).unwrap();
    let builder = pagos::Client::builder(pagos::Environment::Prueba);
    builder
        .credentials(key)
        .base_url(&bank.url)
        .build()
        .unwrap()
}

pub fn cuentas(bank: &Bank) -> cuentas::Client {
    let key = rt::SigningKey::new(KEY, SECRET).unwrap();
    let builder = cuentas::Client::builder(cuentas::Environment::Prueba);
    builder
        .credentials(key)
        .base_url(&bank.url)
        .build()
        .unwrap()
}

/// The token comes from a server of its own.
pub fn clientes(bank: &Bank, tokens: &Bank) -> clientes::Client {
    let credentials = rt::ClientCredentials::new("made-up-id", "made-up-secret").unwrap();
    let builder = clientes::Client::builder(clientes::Environment::Prueba);
    let builder = builder.credentials(credentials).base_url(&bank.url);
    builder
        .token_url(&format!("{}/oauth2/token", tokens.url))
        .build()
        .unwrap()
}

pub fn token_server() -> Bank {
    let token = format!(r#"{{"access_token":"{TOKEN}","token_type":"Bearer","expires_in":3600}}"#);
    Bank::start(vec![Answer::bare(200, &token)])
}

pub fn pago() -> pagos::CrearPagoP2p {
    pagos::CrearPagoP2p {
        banco: "0138".parse().unwrap(),
        id_beneficiario: "V12345678".parse().unwrap(),
        telefono: "4140000001".parse().unwrap(),
        monto: "1234.5".parse().unwrap(),
        motivo: "Café y piñata".parse().unwrap(),
        canal: pagos::types::Canal::Pos,
        id_externo: "pedido-0001".parse().unwrap(),
        optional: pagos::CrearPagoP2pOptional {
            ip_cliente: Some("192.0.2.10".parse().unwrap()),
            tipo_cuenta: Some("E".to_owned()),
            ..pagos::CrearPagoP2pOptional::default()
        },
    }
}

pub fn pago_tercero() -> pagos::CrearPagoP2pTercero {
    pagos::CrearPagoP2pTercero {
        id: "J000000025".parse().unwrap(),
        banco: "0138".parse().unwrap(),
        id_beneficiario: "V12345678".parse().unwrap(),
        telefono: "4140000001".parse().unwrap(),
        monto: "0.99".parse().unwrap(),
        motivo: "Envío".parse().unwrap(),
        canal: "99".parse().unwrap(),
        id_externo: "pedido-0002".parse().unwrap(),
        optional: pagos::CrearPagoP2pTerceroOptional::default(),
    }
}

const CUENTA: &str = r#"{"numero":"01380000000000000017","fechaApertura":"2021-03-15","tipoCuenta":"Corriente","estatus":"A","moneda":"VES","saldoDisponible":90071992547409.93}"#;
const CUENTAS: &str = r#"{"conteoCuentas":"1","cuentas":[{"numero":"01380000000000000017","fechaApertura":"2021-03-15","tipoCuenta":"Corriente","estatus":"A","moneda":"VES","saldoDisponible":"0.10"}]}"#;
const NO_BODY: Result<(), &str> = Err("the body is empty");

#[allow(clippy::too_many_lines)] // a table
pub fn cases() -> Vec<Case> {
    vec![
        Case {
            operation: "crear_pago_p2p",
            line: "POST /v1/pagos/p2p",
            signed: Some("/v1/pagos/p2p"),
            sent: r#"{"banco":"0138","idBeneficiario":"V12345678","telefono":"4140000001","monto":1234.50,"motivo":"Café y piñata","canal":"20","id-externo":"pedido-0001","tipoCuenta":"E"}"#,
            success: (201, r#"{"numeroReferencia":"000000123"}"#),
            shown: "000000123",
            refusal: (400, "0051"),
            empty: Ok(()),
            call: |bank| Box::pin(async move { seen(pagos(bank).crear_pago_p2p(&pago())).await }),
        },
        Case {
            operation: "crear_pago_p2p_tercero",
            line: "POST /v1/pagos/p2p/J000000025",
            signed: Some("/v1/pagos/p2p"),
            sent: r#"{"banco":"0138","idBeneficiario":"V12345678","telefono":"4140000001","monto":0.99,"motivo":"Envío","canal":"99","id-externo":"pedido-0002"}"#,
            success: (201, r#"{"numeroReferencia":124}"#),
            shown: "124",
            refusal: (500, "E001"),
            empty: Ok(()),
            call: |bank| {
                Box::pin(
                    async move { seen(pagos(bank).crear_pago_p2p_tercero(&pago_tercero())).await },
                )
            },
        },
        Case {
            operation: "listar_bancos",
            line: "GET /v1/pagos/p2p/bancos?codigo=0138",
            signed: None,
            sent: "",
            success: (
                200,
                r#"{"bancos":[{"codigo":"0138","banco":"Banco de Ejemplo"}],"cantidadBancos":"1"}"#,
            ),
            shown: "Banco de Ejemplo",
            refusal: (400, "0002"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    let codigo = Some("0138".parse().unwrap());
                    let request = pagos::ListarBancos {
                        optional: pagos::ListarBancosOptional { codigo },
                    };
                    seen(pagos(bank).listar_bancos(&request)).await
                })
            },
        },
        Case {
            operation: "listar_cuentas",
            line: "GET /v0/cuentas/default",
            signed: Some("/v0/cuentas"),
            sent: "",
            success: (200, CUENTAS),
            shown: "conteoCuentas: 1",
            refusal: (404, "C001"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    seen(cuentas(bank).listar_cuentas(&cuentas::ListarCuentas {})).await
                })
            },
        },
        Case {
            operation: "listar_cuentas_cliente",
            line: "GET /v0/cuentas/V12345678",
            signed: Some("/v0/cuentas"),
            sent: "",
            success: (200, CUENTAS),
            shown: "conteoCuentas: 1",
            refusal: (404, "C001"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    let request = cuentas::ListarCuentasCliente {
                        id: "V12345678".parse().unwrap(),
                    };
                    seen(cuentas(bank).listar_cuentas_cliente(&request)).await
                })
            },
        },
        Case {
            operation: "consultar_cuenta",
            line: "GET /v0/cuentas/01380000000000000017?moneda=USD",
            signed: Some("/v0/cuentas"),
            sent: "",
            success: (200, CUENTA),
            shown: "Corriente",
            refusal: (404, "C002"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    let request = cuentas::ConsultarCuenta {
                        cuenta: "01380000000000000017".parse().unwrap(),
                        optional: cuentas::ConsultarCuentaOptional {
                            moneda: Some("USD".parse().unwrap()),
                        },
                    };
                    seen(cuentas(bank).consultar_cuenta(&request)).await
                })
            },
        },
        Case {
            operation: "consultar_cuenta_cliente",
            line: "GET /v0/cuentas/V12345678/01380000000000000017",
            signed: Some("/v0/cuentas"),
            sent: "",
            success: (200, CUENTA),
            shown: "Corriente",
            refusal: (400, "C003"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    let request = cuentas::ConsultarCuentaCliente {
                        id: "V12345678".parse().unwrap(),
                        cuenta: "01380000000000000017".parse().unwrap(),
                        optional: cuentas::ConsultarCuentaClienteOptional::default(),
                    };
                    seen(cuentas(bank).consultar_cuenta_cliente(&request)).await
                })
            },
        },
        Case {
            operation: "consultar_cuenta_por_telefono",
            line: "GET /v0/cuentas/telefonos/00584120000017",
            signed: Some("/v0/cuentas"),
            sent: "",
            success: (200, CUENTA),
            shown: "Corriente",
            refusal: (404, "C004"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    let request = cuentas::ConsultarCuentaPorTelefono {
                        telefono: "00584120000017".parse().unwrap(),
                        optional: cuentas::ConsultarCuentaPorTelefonoOptional::default(),
                    };
                    seen(cuentas(bank).consultar_cuenta_por_telefono(&request)).await
                })
            },
        },
        Case {
            operation: "consultar_cuenta_cliente_por_telefono",
            line: "GET /v0/cuentas/V12345678/telefonos/00584120000017",
            signed: Some("/v0/cuentas"),
            sent: "",
            success: (200, CUENTA),
            shown: "Corriente",
            refusal: (403, "A003"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    let request = cuentas::ConsultarCuentaClientePorTelefono {
                        id: "V12345678".parse().unwrap(),
                        telefono: "00584120000017".parse().unwrap(),
                        optional: cuentas::ConsultarCuentaClientePorTelefonoOptional::default(),
                    };
                    seen(cuentas(bank).consultar_cuenta_cliente_por_telefono(&request)).await
                })
            },
        },
        Case {
            operation: "verificar_cliente",
            line: "HEAD /clientes/v1/v0/clientes/V12345678?telefono=04140000001&email=a.b%40example.com",
            signed: None,
            sent: "",
            success: (204, ""),
            shown: "VerificarClienteResponse",
            refusal: (404, "0010"),
            empty: Ok(()),
            call: |bank| {
                Box::pin(async move {
                    let request = clientes::VerificarCliente {
                        id: "V12345678".parse().unwrap(),
                        optional: clientes::VerificarClienteOptional {
                            telefono: Some("04140000001".to_owned()),
                            email: Some("a.b@example.com".to_owned()),
                        },
                    };
                    let tokens = token_server();
                    seen(clientes(bank, &tokens).verificar_cliente(&request)).await
                })
            },
        },
        Case {
            operation: "consultar_cliente",
            line: "GET /clientes/v1/v0/clientes/V12345678",
            signed: None,
            sent: "",
            success: (
                200,
                r#"{"id":"V0012345678901234","nombreCompleto":"ANA DE EJEMPLO"}"#,
            ),
            shown: "nombreCompleto",
            refusal: (400, "0011"),
            empty: NO_BODY,
            call: |bank| {
                Box::pin(async move {
                    let request = clientes::ConsultarCliente {
                        id: "V12345678".parse().unwrap(),
                        optional: clientes::ConsultarClienteOptional::default(),
                    };
                    let tokens = token_server();
                    seen(clientes(bank, &tokens).consultar_cliente(&request)).await
                })
            },
        },
    ]
}
