//! What every generated bank client shares.
#![forbid(unsafe_code)]

mod call;
mod client;
mod clock;
mod credentials;
mod date;
mod date_format;
mod envelope;
mod error;
mod facts;
mod gateway;
mod invalid;
mod json;
mod listed;
mod nonce;
mod number;
mod number_type;
mod outcome;
mod prepare;
mod queue;
mod read;
mod reader;
mod secret;
mod shown;
mod sign;
mod text;
mod token;
mod transport;
#[cfg(feature = "reqwest")]
mod transport_reqwest;
mod url;
mod value;
mod windows1252;
mod writer;

pub use call::Call;
pub use client::{Client, ClientBuilder, ConfigError, ServiceClient};
pub use clock::{Clock, SystemClock};
pub use credentials::{
    BearerToken, ClientCredentials, CredentialSet, SigningKey, Supplied, TokenSource,
};
pub use date::{Date, DateTime, OffsetDateTime, Time};
pub use error::{
    Error, Inconsistency, NotSent, NotSentCause, Rejected, Sent, Unknown, UnknownReason,
};
pub use facts::{
    Algorithm, AuthScheme, CodeRow, Credential, Effect, Encoding, Envelope, EnvironmentFacts,
    Finality, Method, NonceKind, Operation, Outcome, Part, Path, Place, Service, Signature, Spot,
};
pub use gateway::Gateway;
pub use invalid::{Invalid, Rule};
pub use listed::{Code, Flag, Listed};
#[doc(hidden)]
pub use listed::{display_code, values};
pub use nonce::{KeyId, MAX_NONCE, NonceError, NonceSource};
pub use number::{Decimal, Integer};
pub use number_type::{DecimalRules, IntegerRules};
pub use outcome::{Accepted, Answered, Meta, Request};
pub use prepare::{Prepare, prepare};
pub use read::read;
pub use reader::{Problem, ProblemKind, Read, Reader, Scalar};
pub use rust_decimal;
pub use secret::SecretText;
#[doc(hidden)]
pub use text::write_text;
pub use text::{Pattern, TextRules, zero_padded};
pub use token::TokenError;
pub use transport::{Answer, Body, BodyEnd, Delivery, Limits, Pending, Transport, TransportError};
#[cfg(feature = "reqwest")]
pub use transport_reqwest::ReqwestTransport;
pub use url::{BaseUrl, UrlError};
pub use value::{AsText, Formatted, OmitEmpty, Value, Wire};
#[doc(hidden)]
pub use writer::debug_record;
pub use writer::{Fields, Record, Writer};
