//! What every generated bank client shares: signing, tokens, nonces, transport, and outcomes that are safe for money.
//!
//! The operations of a bank are generated code: facts ([`Operation`]), a request type that names its fields
//! ([`Record`]), an answer type that reads them ([`Read`]), an enum of response codes ([`Code`]). Everything that is the
//! same for all of them is here.
//!
//! # Did it happen?
//!
//! A call gives an [`Accepted`] answer or an [`Error`], and the error says first what a failed payment makes one ask:
//!
//! | | |
//! |---|---|
//! | [`Error::NotSent`] | Nothing reached the bank. Correct the cause and send again. |
//! | [`Error::Rejected`] | The bank, or the gateway before it, certainly refused. |
//! | [`Error::Unknown`] | It may have happened: a time-out, a broken connection, an answer that contradicts itself. Look it up before sending again. |
//!
//! Nothing is ever sent twice on its own, save a read that a gateway refused for its expired token.
//!
//! # An operation, from arguments to outcome
//!
//! This is what the generator writes, cut down to one argument and two codes. [`prepare`] and [`read`] touch no socket:
//!
//! ```
//! use bank_client_runtime as rt;
//!
//! /// A bank code: four digits.
//! #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
//! pub struct CodigoBanco(String);
//! rt::text_type!(CodigoBanco { min_length: 4, max_length: 4, pattern: "^[0-9]{4}$", sensitive: no });
//!
//! pub struct ConsultarBanco {
//!     pub banco: CodigoBanco,
//! }
//! impl rt::Record for ConsultarBanco {
//!     fn write(&self, to: &mut rt::Writer<'_>) {
//!         to.path(&[("banco", &self.banco)]);
//!     }
//! }
//! rt::debug_record!(ConsultarBanco);
//!
//! pub struct ConsultarBancoResponse {
//!     pub nombre: Option<String>,
//! }
//! impl rt::Read for ConsultarBancoResponse {
//!     fn read(from: &mut rt::Reader<'_>) -> Self {
//!         // The first name is the document's; others are accepted too.
//!         Self { nombre: from.body(&["nombre", "banco"]) }
//!     }
//! }
//!
//! pub enum ConsultarBancoCode {
//!     Exitosa,
//!     NoExiste,
//!     Other(Box<str>),
//! }
//! impl rt::Code for ConsultarBancoCode {
//!     const TABLE: rt::CodeTable = rt::CodeTable::new(
//!         "0000\t200\taccepted\t12\t\tEXITOSA\nC001\t404\trejected\t13\t\tNO EXISTE\n",
//!     );
//!     fn from_row(row: usize) -> Option<Self> {
//!         [Self::Exitosa, Self::NoExiste].into_iter().nth(row)
//!     }
//!     fn other(code: Box<str>) -> Self {
//!         Self::Other(code)
//!     }
//!     fn row(&self) -> Result<usize, &str> {
//!         match self {
//!             Self::Exitosa => Ok(0),
//!             Self::NoExiste => Ok(1),
//!             Self::Other(code) => Err(code),
//!         }
//!     }
//! }
//! rt::code_type!(ConsultarBancoCode);
//!
//! static CABECERA: rt::Envelope = rt::Envelope {
//!     code: &[rt::Spot::Header("codigoRespuesta"), rt::Spot::Body("codigoRespuesta")],
//!     client_description: &[],
//!     system_description: &[rt::Spot::Header("descripcionSistema")],
//!     timestamp: &[],
//!     timestamp_format: "",
//!     detail_code: &[],
//!     detail_type: &[],
//!     unlisted: rt::Outcome::Unknown,
//!     absent: rt::Outcome::Unknown,
//!     doubt: &[],
//! };
//! static OPERATION: rt::Operation = rt::Operation {
//!     bank: "un-banco",
//!     service: "bancos",
//!     id: "consultar_banco",
//!     method: rt::Method::Get,
//!     path: rt::Path::Template("/v1/bancos/{banco}"),
//!     signing_base: "",
//!     auth: None,
//!     effect: rt::Effect::Read,
//!     finality: rt::Finality::Final,
//!     supplied: &[],
//!     idempotency: None,
//!     envelope: Some(&CABECERA),
//!     success: &[200],
//!     codes: <ConsultarBancoCode as rt::Code>::TABLE,
//! };
//! impl rt::Request for ConsultarBanco {
//!     const OPERATION: &'static rt::Operation = &OPERATION;
//!     type Response = ConsultarBancoResponse;
//!     type Code = ConsultarBancoCode;
//! }
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let base_url = rt::BaseUrl::new("https://banco.example:8585")?;
//! let credentials = rt::CredentialSet::new();
//! let request = ConsultarBanco { banco: "0138".parse()? };
//! let sent = rt::prepare(&request, &rt::Prepare::new(&base_url, &credentials))?;
//! assert_eq!(sent.uri(), "https://banco.example:8585/v1/bancos/0138");
//!
//! let answer = http::Response::builder()
//!     .status(404)
//!     .header("codigoRespuesta", "C001")
//!     .body(bytes::Bytes::new())?;
//! match rt::read::<ConsultarBanco>(answer) {
//!     Ok(accepted) => println!("{:?}", accepted.body.nombre),
//!     Err(rt::Error::NotSent(error)) => println!("harmless: {error}"),
//!     Err(rt::Error::Rejected(rejected)) => {
//!         assert_eq!(rejected.code, Some(ConsultarBancoCode::NoExiste));
//!         assert_eq!(
//!             rejected.to_string(),
//!             "un-banco bancos.consultar_banco was rejected, status 404, code C001, NO EXISTE"
//!         );
//!     }
//!     Err(rt::Error::Unknown(unknown)) => println!("look it up: {unknown}"),
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # A transport of one's own
//!
//! With the feature `reqwest` (the default) a client brings its own transport: TLS by rustls, no redirects, no retries, no
//! proxy from the environment. Any other HTTP implementation on any executor will do:
//!
//! ```
//! use bank_client_runtime::{Answer, Delivery, Pending, Transport, TransportError};
//! use bytes::Bytes;
//!
//! /// Answers everything with 503, without a network.
//! struct Closed;
//!
//! impl Transport for Closed {
//!     fn send(
//!         &self,
//!         _request: http::Request<Bytes>,
//!         _delivery: Delivery,
//!     ) -> Pending<'_, Result<Answer, TransportError>> {
//!         Box::pin(async {
//!             let mut response = http::Response::new(Bytes::new());
//!             *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
//!             Ok(Answer::complete(response))
//!         })
//!     }
//! }
//! ```
//!
//! # Values
//!
//! Money is a [`Decimal`] read from the digits of the message; no number passes through floating point. Days and times
//! have no zone unless their text has one ([`Date`], [`Time`], [`DateTime`], [`OffsetDateTime`]). What the bank sends and
//! breaks a rule is kept as it was sent, never failing an answer; the same value is refused when it is to be sent. A
//! secret ([`SecretText`]) is never shown, a personal value shows as `***`.
//!
//! # Headers of every call
//!
//! Where a bank wants twenty headers with each call, most of them are no concern of the call. Those that are the same for
//! all calls of a program stand in the `Profile` of the service and are given once, to [`ClientBuilder::profile`]; ids and
//! moments are made for each call. Both are optional arguments of the requests that take them, and what a call gives wins.
//! A header that the bank requires and nobody gives ends the call as [`NotSent`], before anything else is done.
//!
//! The ids of a call are told with its outcome ([`Sent::ids`]): they are what to ask the bank about it with. Who must know
//! an id before anything is sent, to write it down first, makes it and gives it in the call.
//!
//! # Nonces
//!
//! Of the requests signed with one key, one is under way at a time in the whole process, whatever client object sent it:
//! so nonces arrive in the order in which they were drawn. Use one key per process, or give a [`NonceSource`]; for
//! throughput use several keys, and a separate one for reads, so that a slow payment does not hold them up. The time spent
//! waiting for the lane does not count towards [`Limits`].
#![forbid(unsafe_code)]

mod bounded;
mod call;
mod client;
mod client_builder;
mod clock;
mod code_table;
mod credentials;
mod date;
mod date_format;
mod echo;
mod envelope;
mod error;
mod facts;
mod gateway;
mod headers;
mod invalid;
mod json;
mod listed;
mod nonce;
mod number;
mod number_type;
mod outcome;
mod prepare;
mod problem;
mod profile;
mod queue;
mod random;
mod read;
mod reader;
mod secret;
mod shown;
mod sign;
mod source;
mod spot;
mod supply;
mod text;
mod token;
mod transport;
#[cfg(feature = "reqwest")]
mod transport_reqwest;
mod url;
mod value;
mod windows1252;
mod writer;

pub use bounded::Text;
pub use call::Call;
pub use client::{Client, ServiceClient};
pub use client_builder::{ClientBuilder, ConfigError};
pub use clock::{Clock, SystemClock};
pub use code_table::{CodeRow, CodeTable};
pub use credentials::{
    BearerToken, ClientCredentials, CredentialSet, SigningKey, Supplied, TokenSource,
};
pub use date::{Date, DateTime, OffsetDateTime, Time};
pub use error::{
    Error, Inconsistency, NotSent, NotSentCause, Rejected, Sent, UndocumentedPath, Unknown,
    UnknownReason,
};
pub use facts::{
    Algorithm, AuthScheme, Credential, Effect, Encoding, Envelope, EnvironmentFacts, Finality,
    Method, NonceKind, Operation, Outcome, Part, Path, Place, Service, Signature, Spot,
};
pub use gateway::Gateway;
pub use invalid::{Invalid, Rule};
pub use listed::{Code, Flag, Listed};
#[doc(hidden)]
pub use listed::{cloned_code, display_code, values};
pub use nonce::{KeyId, MAX_NONCE, NonceError, NonceSource};
pub use number::{Decimal, Integer};
pub use number_type::{DecimalRules, IntegerRules};
pub use outcome::{Accepted, Answered, Meta, Request};
pub use prepare::{Prepare, prepare};
pub use problem::{Problem, ProblemKind};
pub use profile::{NoProfile, ProfileHeaders};
pub use random::{Random, SystemRandom};
pub use read::read;
pub use reader::{Read, Reader, Scalar};
pub use rust_decimal;
pub use secret::SecretText;
pub use supply::{SuppliedHeader, Supply};
#[doc(hidden)]
pub use text::write_text;
pub use text::{Pattern, TextRules, zero_padded};
pub use token::TokenError;
pub use transport::{Answer, Body, BodyEnd, Delivery, Limits, Pending, Transport, TransportError};
#[cfg(feature = "reqwest")]
pub use transport_reqwest::ReqwestTransport;
pub use url::{BaseUrl, TemplateError, UrlError};
pub use value::{AsNumber, AsText, Digits, Formatted, OmitEmpty, Value, Wire};
#[doc(hidden)]
pub use writer::debug_record;
pub use writer::{Fields, Record, Writer};
