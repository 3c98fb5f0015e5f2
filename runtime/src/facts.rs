//! The facts of a bank's interface, as generated code states them.
//!
//! Everything here is plain `'static` data: one constant per operation, written by the generator, read by the
//! runtime. The types derive nothing that could cost anything per operation.

use crate::code_table::CodeTable;
use crate::supply::SuppliedHeader;
use std::fmt;

/// One operation: everything the runtime has to know to send it and to judge its answer.
pub struct Operation {
    /// Bank, kebab-case.
    pub bank: &'static str,
    /// Service, `snake_case`.
    pub service: &'static str,
    /// Operation, `snake_case`.
    pub id: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path below the base URL.
    pub path: Path,
    /// Part of the path that a signature covers; empty where there is none.
    pub signing_base: &'static str,
    /// How requests are authenticated; `None` where no authentication is needed.
    pub auth: Option<&'static AuthScheme>,
    /// What a call changes.
    pub effect: Effect,
    /// Whether an accepted request is final.
    pub finality: Finality,
    /// Headers that a call need not give, since the client does.
    pub supplied: &'static [SuppliedHeader],
    /// Wire name of the field by which the bank recognises a repeated request.
    pub idempotency: Option<&'static str>,
    /// Where answers carry their response code; `None` where the status alone decides.
    pub envelope: Option<&'static Envelope>,
    /// Statuses documented as success; may be empty, which stands for 200 and 201 where a change has no code to prove it.
    pub success: &'static [u16],
    /// The operation's own code table, in document order.
    pub codes: CodeTable,
}

impl Operation {
    /// Whether a repeated execution can do harm: everything but a read.
    #[must_use]
    pub const fn changes_something(&self) -> bool {
        match self.effect {
            Effect::Read => false,
            Effect::Write | Effect::MovesMoney => true,
        }
    }
}

/// `bank service.operation`; the other facts would bury an error that carries them.
impl fmt::Debug for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `bank service.operation`
impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}.{}", self.bank, self.service, self.id)
    }
}

/// The path of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// A template such as `/v1/pagos/p2p/{id}`; a parameter fills one whole segment.
    Template(&'static str),
    /// No document gives the path: the caller does, with [`ClientBuilder::path`](crate::ClientBuilder::path).
    Undocumented {
        /// Names of its parameters.
        parameters: &'static [&'static str],
        /// Ruling that says so.
        ruling: &'static str,
    },
}

/// HTTP methods.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `POST`
    Post,
    /// `PUT`
    Put,
    /// `PATCH`
    Patch,
    /// `DELETE`
    Delete,
}

impl Method {
    /// The method in capitals.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    pub(crate) const fn http(self) -> http::Method {
        match self {
            Self::Get => http::Method::GET,
            Self::Head => http::Method::HEAD,
            Self::Post => http::Method::POST,
            Self::Put => http::Method::PUT,
            Self::Patch => http::Method::PATCH,
            Self::Delete => http::Method::DELETE,
        }
    }
}

/// What a call changes at the bank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing.
    Read,
    /// Data, but no money.
    Write,
    /// Money.
    MovesMoney,
}

/// Whether an accepted request is final.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Finality {
    /// It is.
    Final,
    /// Accepted, but the bank may still reverse it when it settles.
    SettlementPending,
}

/// What a response code says about the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Executed.
    Accepted,
    /// Certainly not executed.
    Rejected,
    /// Possibly executed.
    Unknown,
}

/// Where answers carry their response code and what belongs to it. Of several places the first that holds
/// something wins; code places that contradict each other make the answer inconsistent.
#[derive(Debug)]
pub struct Envelope {
    /// Places of the response code.
    pub code: &'static [Spot],
    /// Places of the text for customers.
    pub client_description: &'static [Spot],
    /// Places of the text for integrators.
    pub system_description: &'static [Spot],
    /// Places of the time stamp.
    pub timestamp: &'static [Spot],
    /// Format of the time stamp; other common forms are read too.
    pub timestamp_format: &'static str,
    /// Places of a second, finer code.
    pub detail_code: &'static [Spot],
    /// Places of the kind of failure.
    pub detail_type: &'static [Spot],
    /// Outcome of a code that the table does not list.
    pub unlisted: Outcome,
    /// Outcome of a 2xx answer without a code. [`Accepted`](Outcome::Accepted) asks for proof: something of the body that
    /// is documented for a success has to be there. For a change, an object that a place of the code or of the texts of an
    /// error lies in counts as an error even if it is empty, as does a member that is one by its name (`error`, `fault`).
    pub absent: Outcome,
    /// Texts of failures inside the bank. Where one stands in the answer to a change, in capital or small letters, the outcome
    /// of the change is unknown, whatever the code says.
    pub doubt: &'static [&'static str],
}

/// One place in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A header.
    Header(&'static str),
    /// A member of the JSON body; dots lead into nested objects.
    Body(&'static str),
}

/// How requests of a service are authenticated.
#[derive(Debug)]
pub enum AuthScheme {
    /// A keyed signature over each request.
    Signature(Signature),
    /// Client credentials exchanged for a bearer token (RFC 6749, section 4.4).
    Oauth2ClientCredentials {
        /// Name of the scheme.
        name: &'static str,
        /// Whether id and secret travel as `Authorization: Basic` (else in the form).
        basic_header: bool,
        /// Scopes to ask for.
        scopes: &'static [&'static str],
    },
    /// Texts that the caller supplies.
    Credentials {
        /// Name of the scheme.
        name: &'static str,
        /// The texts.
        credentials: &'static [Credential],
    },
}

impl AuthScheme {
    /// Name of the scheme.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Signature(signature) => signature.name,
            Self::Oauth2ClientCredentials { name, .. } | Self::Credentials { name, .. } => name,
        }
    }
}

/// A signature scheme.
#[derive(Debug)]
pub struct Signature {
    /// Name of the scheme.
    pub name: &'static str,
    /// Keyed hash.
    pub algorithm: Algorithm,
    /// Text form of the hash.
    pub encoding: Encoding,
    /// Header of the public key.
    pub key_header: &'static str,
    /// Text before the public key in its header; it is no part of the key.
    pub key_prefix: &'static str,
    /// Characters of the public key; 0 for any number.
    pub key_length: u32,
    /// Characters of the secret; 0 for any number.
    pub secret_length: u32,
    /// Header and kind of the nonce, where the scheme has one.
    pub nonce: Option<(&'static str, NonceKind)>,
    /// Text before the nonce in its header; it is no part of the nonce.
    pub nonce_prefix: &'static str,
    /// Header of the signature.
    pub signature_header: &'static str,
    /// Text before the signature in its header.
    pub signature_prefix: &'static str,
    /// Parts of the signed text, in order, without separators.
    pub message: &'static [Part],
    /// Methods whose body is signed, in capitals; the body of any other counts as empty.
    pub body_methods: &'static [&'static str],
}

/// A part of the signed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The operation's signing base.
    SigningBase,
    /// The path as sent, with the base path of the environment.
    Path,
    /// The query as sent, without the question mark.
    Query,
    /// Path and query as sent: with the question mark if there is a query.
    Target,
    /// The method in capitals.
    Method,
    /// The nonce in decimal, without the prefix of its header.
    Nonce,
    /// The public key, without the prefix of its header.
    Key,
    /// The bytes of the body.
    Body,
    /// A constant text.
    Text(&'static str),
}

/// Keyed hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-384.
    HmacSha384,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// Text forms of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal, small letters.
    HexLower,
    /// Hexadecimal, capitals.
    HexUpper,
    /// Base 64, standard alphabet, padded.
    Base64,
}

/// What a nonce starts from; it then increases strictly per key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NonceKind {
    /// Seconds since 1970.
    UnixSeconds,
    /// Milliseconds since 1970.
    UnixMillis,
    /// Microseconds since 1970.
    UnixMicros,
}

/// A text that the caller supplies for authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credential {
    /// Header or query parameter.
    pub wire_name: &'static str,
    /// Where it travels.
    pub place: Place,
    /// Text before it in its header: `"Bearer "`. Empty in the query.
    pub prefix: &'static str,
}

/// Where a credential travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a header.
    Header,
    /// In the query.
    Query,
}

/// One service of a bank.
#[derive(Debug)]
pub struct Service {
    /// Bank, kebab-case.
    pub bank: &'static str,
    /// Service, `snake_case`.
    pub id: &'static str,
    /// Its auth schemes.
    pub auth: &'static [&'static AuthScheme],
    /// Its operations.
    pub operations: &'static [&'static Operation],
}

/// What an environment (test, production) of a service is.
pub trait EnvironmentFacts {
    /// Name as the document has it.
    fn name(&self) -> &'static str;
    /// Base URL: scheme, host, port and base path.
    fn url(&self) -> &'static str;
    /// Token endpoint, where the service has one.
    fn token_url(&self) -> Option<&'static str>;
    /// Whether calls move real money.
    fn is_production(&self) -> bool;
}
