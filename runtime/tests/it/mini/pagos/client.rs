//! The client of the service.

use ::bank_client_runtime as rt;

pub static FIRMA: rt::AuthScheme = rt::AuthScheme::Signature(rt::Signature {
    name: "firma",
    algorithm: rt::Algorithm::HmacSha384,
    encoding: rt::Encoding::HexLower,
    key_header: "api-key",
    key_prefix: "",
    key_length: 32,
    secret_length: 32,
    nonce: ::core::option::Option::Some(("nonce", rt::NonceKind::UnixMillis)),
    nonce_prefix: "",
    signature_header: "api-signature",
    signature_prefix: "",
    message: &[rt::Part::SigningBase, rt::Part::Nonce, rt::Part::Body],
    body_methods: &["POST"],
});

pub static OAUTH2: rt::AuthScheme = rt::AuthScheme::Oauth2ClientCredentials {
    name: "oauth2",
    basic_header: true,
    scopes: &["am_application_scope", "default"],
};

pub static CREDENCIALES: rt::AuthScheme = rt::AuthScheme::Credentials {
    name: "credenciales",
    credentials: &[
        rt::Credential {
            wire_name: "client_id",
            place: rt::Place::Header,
            prefix: "",
        },
        rt::Credential {
            wire_name: "Authorization",
            place: rt::Place::Header,
            prefix: "Bearer ",
        },
    ],
};

pub static CABECERA: rt::Envelope = rt::Envelope {
    code: &[
        rt::Spot::Header("codigoRespuesta"),
        rt::Spot::Body("codigoRespuesta"),
    ],
    client_description: &[rt::Spot::Header("descripcionCliente")],
    system_description: &[rt::Spot::Header("descripcionSistema")],
    timestamp: &[rt::Spot::Header("fechaHora"), rt::Spot::Body("fechaHora")],
    timestamp_format: "YYYY-MM-DD hh:mm:ss",
    detail_code: &[],
    detail_type: &[],
    unlisted: rt::Outcome::Unknown,
    absent: rt::Outcome::Unknown,
    doubt: &[],
};

pub static RESULTADO: rt::Envelope = rt::Envelope {
    code: &[rt::Spot::Body("responseType.value")],
    client_description: &[rt::Spot::Body("responseDetail.message")],
    system_description: &[],
    timestamp: &[],
    timestamp_format: "",
    detail_code: &[rt::Spot::Body("responseDetail.errorCode")],
    detail_type: &[],
    unlisted: rt::Outcome::Rejected,
    absent: rt::Outcome::Accepted,
    doubt: &[],
};

pub static LLAVE: rt::Envelope = rt::Envelope {
    code: &[rt::Spot::Body("responseType.value")],
    client_description: &[],
    system_description: &[
        rt::Spot::Body("responseDetail.errorDesc"),
        rt::Spot::Body("responseType.errorDesc"),
    ],
    timestamp: &[rt::Spot::Body("fecha")],
    timestamp_format: "YYYY-MM-DD",
    detail_code: &[
        rt::Spot::Header("X-Detalle"),
        rt::Spot::Body("responseDetail.errorCode"),
        rt::Spot::Body("responseType.errorCode"),
    ],
    detail_type: &[rt::Spot::Body("responseDetail.errorType")],
    unlisted: rt::Outcome::Unknown,
    absent: rt::Outcome::Accepted,
    doubt: &["OSB-", "TPESVCFAIL"],
};

pub static SERVICE: rt::Service = rt::Service {
    bank: "banco-prueba",
    id: "pagos",
    auth: &[&FIRMA, &OAUTH2, &CREDENCIALES],
    operations: &[
        &super::crear_pago::OPERATION,
        &super::consultar_pago::OPERATION,
        &super::listar_bancos::OPERATION,
        &super::consultar_cliente::OPERATION,
        &super::validar_cliente::OPERATION,
    ],
};

#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    Prueba,
    Productivo,
}

impl rt::EnvironmentFacts for Environment {
    fn name(&self) -> &'static str {
        match self {
            Self::Prueba => "prueba",
            Self::Productivo => "productivo",
        }
    }
    fn url(&self) -> &'static str {
        match self {
            Self::Prueba => "https://prueba.example:8585",
            Self::Productivo => "https://produccion.example",
        }
    }
    fn token_url(&self) -> ::core::option::Option<&'static str> {
        ::core::option::Option::Some("https://tokens.example/token")
    }
    fn is_production(&self) -> bool {
        match self {
            Self::Prueba => false,
            Self::Productivo => true,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Client(rt::Client);

impl Client {
    pub fn builder(environment: Environment) -> rt::ClientBuilder<Client> {
        rt::ClientBuilder::new(&environment)
    }
    pub(super) fn call<'a, R: rt::Request>(&'a self, request: &'a R) -> rt::Call<'a, R> {
        self.0.call(request)
    }
    pub fn runtime(&self) -> &rt::Client {
        &self.0
    }
}

impl rt::ServiceClient for Client {
    type Credentials = Credentials;
    type Profile = rt::NoProfile;
    const SERVICE: &'static rt::Service = &SERVICE;
    fn from_runtime(client: rt::Client) -> Self {
        Self(client)
    }
}

#[derive(Clone, Default, Debug)]
pub struct Credentials {
    pub firma: ::core::option::Option<rt::SigningKey>,
    pub oauth2: ::core::option::Option<rt::ClientCredentials>,
    pub credenciales: ::core::option::Option<Credenciales>,
}

#[derive(Clone, Debug)]
pub struct Credenciales {
    pub client_id: rt::SecretText,
    pub token: rt::BearerToken,
}

impl ::core::convert::From<rt::SigningKey> for Credentials {
    fn from(key: rt::SigningKey) -> Self {
        Self {
            firma: ::core::option::Option::Some(key),
            ..::core::default::Default::default()
        }
    }
}
impl ::core::convert::From<rt::ClientCredentials> for Credentials {
    fn from(client: rt::ClientCredentials) -> Self {
        Self {
            oauth2: ::core::option::Option::Some(client),
            ..::core::default::Default::default()
        }
    }
}
impl ::core::convert::From<Credentials> for rt::CredentialSet {
    fn from(credentials: Credentials) -> Self {
        Self::new()
            .signing_key("firma", credentials.firma)
            .client_credentials("oauth2", credentials.oauth2)
            .supplied(
                "credenciales",
                credentials.credenciales.map(|texts| {
                    ::std::vec![
                        ("client_id", rt::Supplied::Text(texts.client_id)),
                        ("Authorization", rt::Supplied::Bearer(texts.token)),
                    ]
                }),
            )
    }
}
