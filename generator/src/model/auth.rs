//! Authentication schemes.

use super::{ConstIdent, Fact, FieldIdent, Place, Provenance, Sensitive, Text, TypeIdent};
use serde::Serialize;

pub use crate::spec::MessagePart;

/// How requests of a service are authenticated.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AuthScheme {
    /// Name, snake_case.
    pub id: String,
    /// Static of the generated `client` module. Unique among the schemes and envelopes of the service.
    pub constant: ConstIdent,
    /// Field of the generated `Credentials`.
    pub field: FieldIdent,
    /// Name in UpperCamelCase: the generated struct of a scheme of kind [`AuthKind::Credentials`].
    pub ident: TypeIdent,
    /// What it is.
    pub doc: Text,
    /// The scheme.
    pub kind: AuthKind,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// The kinds of authentication.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum AuthKind {
    /// A keyed signature over each request.
    Signature(Box<Signature>),
    /// Client credentials exchanged for a bearer token; the token endpoint is a fact of the environment.
    Oauth2ClientCredentials {
        /// How the client authenticates at the token endpoint.
        client_authentication: Fact<ClientAuthentication>,
        /// Scopes to ask for.
        scopes: Vec<String>,
    },
    /// Texts the caller supplies.
    Credentials(Vec<Credential>),
}

/// How a client authenticates at the token endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum ClientAuthentication {
    /// `Authorization: Basic …`
    BasicHeader,
    /// `client_id` and `client_secret` in the form.
    FormBody,
}

/// A signature scheme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Signature {
    /// Keyed hash.
    pub algorithm: Fact<Algorithm>,
    /// Text form of the hash.
    pub encoding: Fact<Encoding>,
    /// The public key.
    pub key: SignaturePart,
    /// The secret; its `header` is empty.
    pub secret: SignaturePart,
    /// The nonce, where the scheme has one.
    pub nonce: Option<(SignaturePart, NonceKind)>,
    /// The signature.
    pub signature: SignaturePart,
    /// Parts of the signed text.
    pub message: Fact<Vec<MessagePart>>,
    /// Methods whose body is signed, in capitals.
    pub body_methods: Fact<Vec<String>>,
    /// Known answers.
    pub vectors: Vec<Vector>,
}

/// Keyed hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Algorithm {
    /// `hmac-sha256`
    HmacSha256,
    /// `hmac-sha384`
    HmacSha384,
    /// `hmac-sha512`
    HmacSha512,
}

/// Text forms of a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// `hex-lower`
    HexLower,
    /// `hex-upper`
    HexUpper,
    /// `base64`, standard alphabet with padding
    Base64,
}

/// What a nonce starts from; it then increases strictly per key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum NonceKind {
    /// `unix-seconds`
    UnixSeconds,
    /// `unix-millis`
    UnixMillis,
    /// `unix-micros`
    UnixMicros,
}

/// Key, secret, nonce or signature.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SignaturePart {
    /// Header that carries it; empty for the secret.
    pub header: String,
    /// Number of characters.
    pub length: Option<u32>,
    /// Text before the value.
    pub prefix: String,
    /// Meaning.
    pub doc: Option<Text>,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// A known answer of a signature.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Vector {
    /// Operation it is for.
    pub operation: String,
    /// Made-up public key.
    pub key: String,
    /// Made-up secret.
    pub secret: String,
    /// Nonce.
    pub nonce: String,
    /// Method, path and query as sent.
    pub request: String,
    /// Body as sent.
    pub body: String,
    /// Signed text.
    pub message: String,
    /// Signature as sent.
    pub signature: String,
}

/// Something the caller supplies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Credential {
    /// Header or query parameter.
    pub wire_name: String,
    /// [`Place::Header`] or [`Place::Query`].
    pub place: Place,
    /// Name in Rust.
    pub ident: FieldIdent,
    /// Whether a source of the caller supplies it anew for each call.
    pub bearer: bool,
    /// Text before the value in its header; `"Bearer "` for a bearer token in a header, unless the document says otherwise.
    pub prefix: String,
    /// Secret or personal.
    pub sensitive: Sensitive,
    /// Meaning.
    pub doc: Option<Text>,
    /// Where it comes from.
    pub provenance: Provenance,
}
