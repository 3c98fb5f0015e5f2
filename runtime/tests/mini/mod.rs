//! A made-up bank in the exact shape of generated code.
#![allow(dead_code, missing_docs, unreachable_pub)]

pub mod types {
    use ::bank_client_runtime as rt;

    /// Four digits.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct CodigoBanco(::std::string::String);
    rt::text_type!(CodigoBanco {
        min_length: 4,
        max_length: 4,
        pattern: "^[0-9]{4}$",
        sensitive: no
    });

    /// A phone number.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Telefono(::std::string::String);
    rt::text_type!(Telefono {
        min_length: 11,
        max_length: 11,
        pattern: "[0-9]+",
        sensitive: personal
    });

    /// Free text.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Motivo(::std::string::String);
    rt::text_type!(Motivo {
        min_length: none,
        max_length: 35,
        pattern: none,
        sensitive: no
    });

    /// A password.
    #[derive(Clone, PartialEq, Eq)]
    pub struct Clave(rt::SecretText);
    rt::text_type!(Clave {
        min_length: 4,
        max_length: none,
        pattern: none,
        sensitive: secret
    });

    /// An amount.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Monto(rt::Decimal);
    rt::decimal_type!(Monto {
        scale: 2,
        digits: 17,
        minimum: "0.01",
        maximum: none,
        wire: number,
        sensitive: no
    });

    /// A balance.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Saldo(rt::Decimal);
    rt::decimal_type!(Saldo {
        scale: none,
        digits: none,
        minimum: none,
        maximum: none,
        wire: text,
        sensitive: personal
    });

    /// A page.
    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct Pagina(rt::Integer);
    rt::integer_type!(Pagina {
        minimum: 1,
        maximum: 999,
        wire: number,
        sensitive: no
    });

    /// A channel.
    #[non_exhaustive]
    pub enum Canal {
        /// "20" Point of sale
        Pos,
        /// "10" Web
        Web,
        /// Any other.
        Other(::std::boxed::Box<str>),
    }
    impl rt::Listed for Canal {
        const VALUES: &'static [&'static str] = &["20", "10"];
        const OPEN: bool = true;
        fn from_index(index: usize) -> ::core::option::Option<Self> {
            ::core::option::Option::Some(match index {
                0 => Self::Pos,
                1 => Self::Web,
                _ => return ::core::option::Option::None,
            })
        }
        fn other(text: ::std::boxed::Box<str>) -> Self {
            Self::Other(text)
        }
        fn index(&self) -> ::core::result::Result<usize, &str> {
            ::core::result::Result::Ok(match self {
                Self::Pos => 0,
                Self::Web => 1,
                Self::Other(text) => return ::core::result::Result::Err(text),
            })
        }
    }
    rt::listed_type!(Canal);

    /// A currency.
    #[non_exhaustive]
    pub enum Moneda {
        /// "VES"
        Ves,
        /// Any other, from the bank.
        Other(::std::boxed::Box<str>),
    }
    impl rt::Listed for Moneda {
        const VALUES: &'static [&'static str] = &["VES"];
        const OPEN: bool = false;
        fn from_index(index: usize) -> ::core::option::Option<Self> {
            ::core::option::Option::Some(match index {
                0 => Self::Ves,
                _ => return ::core::option::Option::None,
            })
        }
        fn other(text: ::std::boxed::Box<str>) -> Self {
            Self::Other(text)
        }
        fn index(&self) -> ::core::result::Result<usize, &str> {
            ::core::result::Result::Ok(match self {
                Self::Ves => 0,
                Self::Other(text) => return ::core::result::Result::Err(text),
            })
        }
    }
    rt::listed_type!(Moneda);
}

pub mod pagos {
    pub mod client {
        use ::bank_client_runtime as rt;

        pub static FIRMA: rt::AuthScheme = rt::AuthScheme::Signature(rt::Signature {
            name: "firma",
            algorithm: rt::Algorithm::HmacSha384,
            encoding: rt::Encoding::HexLower,
            key_header: "api-key",
            key_length: 32,
            secret_length: 32,
            nonce: ::core::option::Option::Some(("nonce", rt::NonceKind::UnixMillis)),
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
                    bearer: false,
                },
                rt::Credential {
                    wire_name: "Authorization",
                    place: rt::Place::Header,
                    bearer: true,
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
    }

    pub mod crear_pago {
        use ::bank_client_runtime as rt;

        pub struct CrearPago {
            pub banco: crate::mini::types::CodigoBanco,
            pub telefono: crate::mini::types::Telefono,
            pub monto: crate::mini::types::Monto,
            pub id_externo: ::std::string::String,
            pub optional: CrearPagoOptional,
        }
        #[derive(Default)]
        pub struct CrearPagoOptional {
            pub motivo: ::core::option::Option<crate::mini::types::Motivo>,
            pub canal: ::core::option::Option<crate::mini::types::Canal>,
            pub moneda: ::core::option::Option<crate::mini::types::Moneda>,
            pub fecha: ::core::option::Option<rt::Date>,
            pub cuenta: ::core::option::Option<Cuenta>,
            pub etiquetas: ::std::vec::Vec<::std::string::String>,
            pub ip_cliente: ::core::option::Option<::std::string::String>,
        }

        impl rt::Record for CrearPago {
            fn write(&self, to: &mut rt::Writer<'_>) {
                to.mask(&["ipCliente"]);
                to.headers(&[
                    ("ipCliente", &self.optional.ip_cliente),
                    ("Content-Type", &"application/json"),
                ]);
                to.body(&[
                    ("banco", &self.banco),
                    ("telefono", &self.telefono),
                    ("monto", &self.monto),
                    ("id-externo", &self.id_externo),
                    ("motivo", &self.optional.motivo),
                    ("canal", &self.optional.canal),
                    ("moneda", &self.optional.moneda),
                    ("fecha", &rt::Formatted(&self.optional.fecha, "YYYYMMDD")),
                    ("cuenta", &self.optional.cuenta),
                    ("etiquetas", &rt::OmitEmpty(&self.optional.etiquetas)),
                ]);
            }
        }
        rt::debug_record!(CrearPago);
        impl rt::Request for CrearPago {
            const OPERATION: &'static rt::Operation = &OPERATION;
            type Response = CrearPagoResponse;
            type Code = CrearPagoCode;
        }

        pub struct Cuenta {
            pub numero: ::std::string::String,
            pub saldo: ::core::option::Option<rt::Decimal>,
        }
        impl rt::Record for Cuenta {
            fn write(&self, to: &mut rt::Writer<'_>) {
                to.mask(&["numero"]);
                to.body(&[
                    ("numero", &self.numero),
                    ("saldo", &rt::AsText(&self.saldo)),
                ]);
            }
        }
        rt::record_value!(Cuenta);
        impl rt::Read for Cuenta {
            fn read(from: &mut rt::Reader<'_>) -> Self {
                Self {
                    numero: from.body(&["numero"]),
                    saldo: from.body(&["saldo", "balance.amount"]),
                }
            }
        }

        pub struct CrearPagoResponse {
            pub numero_referencia: ::core::option::Option<::std::string::String>,
        }
        impl rt::Read for CrearPagoResponse {
            fn read(from: &mut rt::Reader<'_>) -> Self {
                Self {
                    numero_referencia: from.body(&["numeroReferencia"]),
                }
            }
        }
        impl rt::Record for CrearPagoResponse {
            fn write(&self, to: &mut rt::Writer<'_>) {
                to.body(&[("numeroReferencia", &self.numero_referencia)]);
            }
        }
        rt::debug_record!(CrearPagoResponse);

        #[non_exhaustive]
        pub enum CrearPagoCode {
            TransaccionExitosa,
            CuentaInvalida,
            LimiteExcedido,
            TimeOut,
            Other(::std::boxed::Box<str>),
        }
        impl rt::Code for CrearPagoCode {
            const ROWS: &'static [rt::CodeRow] = &[
                rt::CodeRow(
                    "0000",
                    "TRANSACCIÓN EXITOSA",
                    "Exitosa",
                    201,
                    rt::Outcome::Accepted,
                    "1",
                ),
                rt::CodeRow(
                    "E001",
                    "CUENTA INVÁLIDA",
                    "Negocio",
                    409,
                    rt::Outcome::Rejected,
                    "2",
                ),
                rt::CodeRow(
                    "E010",
                    "LÍMITE EXCEDIDO",
                    "Negocio",
                    500,
                    rt::Outcome::Rejected,
                    "3",
                ),
                rt::CodeRow(
                    "0084",
                    "TIME-OUT",
                    "Sistema",
                    500,
                    rt::Outcome::Unknown,
                    "4",
                ),
            ];
            fn from_row(row: usize) -> ::core::option::Option<Self> {
                ::core::option::Option::Some(match row {
                    0 => Self::TransaccionExitosa,
                    1 => Self::CuentaInvalida,
                    2 => Self::LimiteExcedido,
                    3 => Self::TimeOut,
                    _ => return ::core::option::Option::None,
                })
            }
            fn other(code: ::std::boxed::Box<str>) -> Self {
                Self::Other(code)
            }
            fn row(&self) -> ::core::result::Result<usize, &str> {
                ::core::result::Result::Ok(match self {
                    Self::TransaccionExitosa => 0,
                    Self::CuentaInvalida => 1,
                    Self::LimiteExcedido => 2,
                    Self::TimeOut => 3,
                    Self::Other(code) => return ::core::result::Result::Err(code),
                })
            }
        }
        rt::code_type!(CrearPagoCode);

        pub(crate) static OPERATION: rt::Operation = rt::Operation {
            bank: "banco-prueba",
            service: "pagos",
            id: "crear_pago",
            method: rt::Method::Post,
            path: rt::Path::Template("/v1/pagos/p2p"),
            signing_base: "/v1/pagos/p2p",
            auth: ::core::option::Option::Some(&super::client::FIRMA),
            effect: rt::Effect::MovesMoney,
            finality: rt::Finality::Final,
            idempotency: ::core::option::Option::Some("id-externo"),
            envelope: ::core::option::Option::Some(&super::client::CABECERA),
            success: &[201],
            codes: <CrearPagoCode as rt::Code>::ROWS,
        };

        impl super::client::Client {
            pub fn crear_pago<'a>(&'a self, request: &'a CrearPago) -> rt::Call<'a, CrearPago> {
                self.call(request)
            }
        }
    }

    /// Operations that differ in auth, method, path and answer share one code table here, which generated code never does.
    macro_rules! lectura {
        ($(#[$doc:meta])* $module:ident, $method:ident, $request:ident { $($field:ident: $type:ty),* }, $response:ident,
         path: $path:expr, auth: $auth:expr, envelope: $envelope:expr, success: $success:expr,
         write: |$this:ident, $to:ident| $write:block, read: |$from:ident| $read:block { $($out:ident: $out_type:ty),* }) => {
            $(#[$doc])*
            pub mod $module {
                use ::bank_client_runtime as rt;

                pub struct $request { $(pub $field: $type),* }
                impl rt::Record for $request {
                    fn write(&self, $to: &mut rt::Writer<'_>) { let $this = self; $write }
                }
                rt::debug_record!($request);
                impl rt::Request for $request {
                    const OPERATION: &'static rt::Operation = &OPERATION;
                    type Response = $response;
                    type Code = LecturaCode;
                }
                #[derive(Debug, PartialEq)]
                pub struct $response { $(pub $out: $out_type),* }
                impl rt::Read for $response {
                    fn read($from: &mut rt::Reader<'_>) -> Self { $read }
                }
                #[non_exhaustive]
                pub enum LecturaCode { Exitosa, NoExiste, Ok, Other(::std::boxed::Box<str>) }
                impl rt::Code for LecturaCode {
                    const ROWS: &'static [rt::CodeRow] = &[
                        rt::CodeRow("0000", "EXITOSA", "", 200, rt::Outcome::Accepted, "1"),
                        rt::CodeRow("C001", "NO EXISTE", "", 404, rt::Outcome::Rejected, "2"),
                        rt::CodeRow("OK", "", "", 0, rt::Outcome::Accepted, "3"),
                    ];
                    fn from_row(row: usize) -> ::core::option::Option<Self> {
                        ::core::option::Option::Some(match row {
                            0 => Self::Exitosa,
                            1 => Self::NoExiste,
                            2 => Self::Ok,
                            _ => return ::core::option::Option::None,
                        })
                    }
                    fn other(code: ::std::boxed::Box<str>) -> Self { Self::Other(code) }
                    fn row(&self) -> ::core::result::Result<usize, &str> {
                        ::core::result::Result::Ok(match self {
                            Self::Exitosa => 0,
                            Self::NoExiste => 1,
                            Self::Ok => 2,
                            Self::Other(code) => return ::core::result::Result::Err(code),
                        })
                    }
                }
                rt::code_type!(LecturaCode);
                pub(crate) static OPERATION: rt::Operation = rt::Operation {
                    bank: "banco-prueba",
                    service: "pagos",
                    id: stringify!($module),
                    method: rt::Method::$method,
                    path: $path,
                    signing_base: "/v1/pagos/p2p",
                    auth: $auth,
                    effect: rt::Effect::Read,
                    finality: rt::Finality::Final,
                    idempotency: ::core::option::Option::None,
                    envelope: $envelope,
                    success: $success,
                    codes: <LecturaCode as rt::Code>::ROWS,
                };
                impl super::client::Client {
                    pub fn $module<'a>(&'a self, request: &'a $request) -> rt::Call<'a, $request> { self.call(request) }
                }
            }
        };
    }

    lectura!(consultar_pago, Get, ConsultarPago { id: ::std::string::String, texto: ::core::option::Option<::std::string::String> }, ConsultarPagoResponse,
        path: rt::Path::Template("/v1/pagos/p2p/{id}"), auth: Some(&super::client::FIRMA), envelope: Some(&super::client::CABECERA), success: &[200, 204],
        write: |this, to| { to.path(&[("id", &this.id)]); to.query(&[("texto", &this.texto)]); },
        read: |from| { Self { monto: from.body(&["monto", "amt.value"]), fecha: from.body_formatted(&["fecha"], "DD/MM/YYYY"), cantidad: from.body(&["cantidad"]) } }
        { monto: rt::Decimal, fecha: ::core::option::Option<rt::Date>, cantidad: ::core::option::Option<i64> });

    lectura!(listar_bancos, Get, ListarBancos { }, ListarBancosResponse,
        path: rt::Path::Template("/v1/pagos/bancos"), auth: None, envelope: Some(&super::client::CABECERA), success: &[200],
        write: |_this, _to| { },
        read: |from| { Self { bancos: from.header_or_body(&["bancos"]), cantidad: from.header_or_body(&["cantidadBancos"]) } }
        { bancos: ::std::vec::Vec<::std::string::String>, cantidad: ::core::option::Option<rt::Integer> });

    lectura!(consultar_cliente, Get, ConsultarCliente { id: ::std::string::String }, ConsultarClienteResponse,
        path: rt::Path::Template("/clientes/{id}"), auth: Some(&super::client::OAUTH2), envelope: None, success: &[200],
        write: |this, to| { to.path(&[("id", &this.id)]); },
        read: |from| { Self { nombre: from.body(&["nombre"]), activo: from.body(&["activo"]) } }
        { nombre: ::std::string::String, activo: ::core::option::Option<rt::Flag> });

    lectura!(validar_cliente, Get, ValidarCliente { mnemonic: ::std::string::String }, ValidarClienteResponse,
        path: rt::Path::Undocumented(&["mnemonic"]), auth: Some(&super::client::CREDENCIALES), envelope: Some(&super::client::RESULTADO), success: &[],
        write: |this, to| { to.path(&[("mnemonic", &this.mnemonic)]); to.headers(&[("X-RqUID", &"1")]); },
        read: |from| { Self { items: from.items(), rquid: from.header(&["X-RqUID"]) } }
        { items: ::std::vec::Vec<::std::string::String>, rquid: ::core::option::Option<::std::string::String> });
}
