//! A service whose requests have headers that the client supplies.

use ::bank_client_runtime as rt;

pub static OAUTH2: rt::AuthScheme = rt::AuthScheme::Oauth2ClientCredentials {
    name: "oauth2",
    basic_header: true,
    scopes: &[],
};

static RESULTADO: rt::Envelope = rt::Envelope {
    code: &[rt::Spot::Body("codigo")],
    client_description: &[],
    system_description: &[],
    timestamp: &[],
    timestamp_format: "",
    detail_code: &[],
    detail_type: &[],
    doubt: &[],
    unlisted: rt::Outcome::Unknown,
    absent: rt::Outcome::Unknown,
};

pub static SERVICE: rt::Service = rt::Service {
    bank: "banco-prueba",
    id: "avisos",
    auth: &[&OAUTH2],
    operations: &[&ENVIAR_AVISO, &LEER_AVISO],
};

pub struct Environment;

impl rt::EnvironmentFacts for Environment {
    fn name(&self) -> &'static str {
        "prueba"
    }
    fn url(&self) -> &'static str {
        "https://prueba.example"
    }
    fn token_url(&self) -> ::core::option::Option<&'static str> {
        ::core::option::Option::Some("https://tokens.example/token")
    }
    fn is_production(&self) -> bool {
        false
    }
}

#[derive(Clone, Debug)]
pub struct Client(rt::Client);

impl Client {
    pub fn builder() -> rt::ClientBuilder<Client> {
        rt::ClientBuilder::new(&Environment)
    }
    pub fn enviar_aviso<'a>(&'a self, request: &'a EnviarAviso) -> rt::Call<'a, EnviarAviso> {
        self.0.call(request)
    }
    pub fn leer_aviso<'a>(&'a self, request: &'a LeerAviso) -> rt::Call<'a, LeerAviso> {
        self.0.call(request)
    }
}

impl rt::ServiceClient for Client {
    type Credentials = Credentials;
    type Profile = Profile;
    const SERVICE: &'static rt::Service = &SERVICE;
    fn from_runtime(client: rt::Client) -> Self {
        Self(client)
    }
}

#[derive(Clone, Default, Debug)]
pub struct Credentials {
    pub oauth2: ::core::option::Option<rt::ClientCredentials>,
}

impl ::core::convert::From<rt::ClientCredentials> for Credentials {
    fn from(client: rt::ClientCredentials) -> Self {
        Self {
            oauth2: ::core::option::Option::Some(client),
        }
    }
}
impl ::core::convert::From<Credentials> for rt::CredentialSet {
    fn from(credentials: Credentials) -> Self {
        Self::new().client_credentials("oauth2", credentials.oauth2)
    }
}

#[derive(Clone, Default)]
pub struct Profile {
    pub x_canal: ::core::option::Option<rt::Text<1, 4>>,
    pub x_sucursal: ::core::option::Option<::std::string::String>,
    pub x_desde: ::core::option::Option<rt::Date>,
}

impl rt::Record for Profile {
    fn write(&self, to: &mut rt::Writer<'_>) {
        to.headers(&[
            ("X-Canal", &self.x_canal),
            ("X-Sucursal", &self.x_sucursal),
            ("X-Desde", &rt::Formatted(&self.x_desde, "DD/MM/YYYY")),
        ]);
    }
}
rt::debug_record!(Profile);

pub struct EnviarAviso {
    pub texto: ::std::string::String,
    pub optional: EnviarAvisoOptional,
}
#[derive(Default)]
pub struct EnviarAvisoOptional {
    pub x_canal: ::core::option::Option<rt::Text<1, 4>>,
    pub x_sucursal: ::core::option::Option<::std::string::String>,
    pub x_desde: ::core::option::Option<rt::Date>,
    pub x_id: ::core::option::Option<::std::string::String>,
    pub x_traza: ::core::option::Option<::std::string::String>,
    pub x_momento: ::core::option::Option<rt::OffsetDateTime>,
    pub x_hora: ::core::option::Option<rt::Time>,
}

impl rt::Record for EnviarAviso {
    fn write(&self, to: &mut rt::Writer<'_>) {
        to.headers(&[
            ("X-Canal", &self.optional.x_canal),
            ("X-Sucursal", &self.optional.x_sucursal),
            (
                "X-Desde",
                &rt::Formatted(&self.optional.x_desde, "DD/MM/YYYY"),
            ),
            ("X-Id", &self.optional.x_id),
            ("X-Traza", &self.optional.x_traza),
            (
                "X-Momento",
                &rt::Formatted(&self.optional.x_momento, "YYYY-MM-DDThh:mm:ss.SSSZ"),
            ),
            ("X-Hora", &rt::Formatted(&self.optional.x_hora, "hhmmss")),
        ]);
        to.body(&[("texto", &self.texto)]);
    }
}
rt::debug_record!(EnviarAviso);
impl rt::Request for EnviarAviso {
    const OPERATION: &'static rt::Operation = &ENVIAR_AVISO;
    type Response = AvisoResponse;
    type Code = AvisoCode;
}

#[derive(Default)]
pub struct LeerAviso {
    pub x_canal: ::core::option::Option<rt::Text<1, 4>>,
    pub x_id: ::core::option::Option<::std::string::String>,
    pub x_momento: ::core::option::Option<rt::OffsetDateTime>,
}

impl rt::Record for LeerAviso {
    fn write(&self, to: &mut rt::Writer<'_>) {
        to.headers(&[
            ("X-Canal", &self.x_canal),
            ("X-Id", &self.x_id),
            (
                "X-Momento",
                &rt::Formatted(&self.x_momento, "YYYY-MM-DDThh:mm:ss.SSSZ"),
            ),
        ]);
    }
}
rt::debug_record!(LeerAviso);
impl rt::Request for LeerAviso {
    const OPERATION: &'static rt::Operation = &LEER_AVISO;
    type Response = AvisoResponse;
    type Code = AvisoCode;
}

#[derive(Debug)]
pub struct AvisoResponse {
    pub texto: ::core::option::Option<::std::string::String>,
}
impl rt::Read for AvisoResponse {
    fn read(from: &mut rt::Reader<'_>) -> Self {
        Self {
            texto: from.body(&["texto"]),
        }
    }
}

#[non_exhaustive]
pub enum AvisoCode {
    Hecho,
    Rechazado,
    Other(::std::boxed::Box<str>),
}
impl rt::Code for AvisoCode {
    const TABLE: rt::CodeTable =
        rt::CodeTable::new("OK\t200\taccepted\t1\t\t\nNO\t400\trejected\t2\t\t");
    fn from_row(row: usize) -> ::core::option::Option<Self> {
        ::core::option::Option::Some(match row {
            0 => Self::Hecho,
            1 => Self::Rechazado,
            _ => return ::core::option::Option::None,
        })
    }
    fn other(code: ::std::boxed::Box<str>) -> Self {
        Self::Other(code)
    }
    fn row(&self) -> ::core::result::Result<usize, &str> {
        ::core::result::Result::Ok(match self {
            Self::Hecho => 0,
            Self::Rechazado => 1,
            Self::Other(code) => return ::core::result::Result::Err(code),
        })
    }
}
rt::code_type!(AvisoCode);

const fn supplied(name: &'static str, required: bool, by: rt::Supply) -> rt::SuppliedHeader {
    rt::SuppliedHeader { name, required, by }
}

const MOMENTO: rt::Supply = rt::Supply::Now {
    format: "YYYY-MM-DDThh:mm:ss.SSSZ",
    minutes_east: 0,
};

static ENVIAR_AVISO: rt::Operation = rt::Operation {
    bank: "banco-prueba",
    service: "avisos",
    id: "enviar_aviso",
    method: rt::Method::Post,
    path: rt::Path::Template("/avisos"),
    signing_base: "",
    auth: ::core::option::Option::Some(&OAUTH2),
    effect: rt::Effect::Write,
    finality: rt::Finality::Final,
    supplied: &[
        supplied("X-Canal", true, rt::Supply::Profile),
        supplied("X-Sucursal", true, rt::Supply::Profile),
        supplied("X-Desde", false, rt::Supply::Profile),
        supplied("X-Id", true, rt::Supply::Uuid),
        supplied("X-Traza", false, rt::Supply::Hex(15)),
        supplied("X-Momento", true, MOMENTO),
        supplied(
            "X-Hora",
            false,
            rt::Supply::Now {
                format: "hhmmss",
                minutes_east: -270,
            },
        ),
    ],
    idempotency: ::core::option::Option::None,
    envelope: ::core::option::Option::Some(&RESULTADO),
    success: &[200],
    codes: <AvisoCode as rt::Code>::TABLE,
};

static LEER_AVISO: rt::Operation = rt::Operation {
    bank: "banco-prueba",
    service: "avisos",
    id: "leer_aviso",
    method: rt::Method::Get,
    path: rt::Path::Template("/avisos"),
    signing_base: "",
    auth: ::core::option::Option::Some(&OAUTH2),
    effect: rt::Effect::Read,
    finality: rt::Finality::Final,
    supplied: &[
        supplied("X-Canal", false, rt::Supply::Profile),
        supplied("X-Id", true, rt::Supply::Uuid),
        supplied("X-Momento", true, MOMENTO),
    ],
    idempotency: ::core::option::Option::None,
    envelope: ::core::option::Option::Some(&RESULTADO),
    success: &[200],
    codes: <AvisoCode as rt::Code>::TABLE,
};
