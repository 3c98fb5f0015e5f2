//! Authentication schemes.

use super::{Fact, Localized, OneOrMany, Place, Sensitive, Source, Spanned};
use serde::Deserialize;

/// How requests of a service are authenticated. Which keys apply follows from `kind`.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthScheme {
    /// Name used by operations, snake_case. `none` is reserved.
    pub scheme: Spanned<String>,
    /// Which scheme it is.
    pub kind: Spanned<AuthKind>,
    /// What it is.
    pub doc: Localized,
    /// `signature`: `hmac-sha256`, `hmac-sha384` or `hmac-sha512`.
    #[serde(default)]
    pub algorithm: Option<Fact<String>>,
    /// `signature`: `hex-lower`, `hex-upper` or `base64`.
    #[serde(default)]
    pub encoding: Option<Fact<String>>,
    /// `signature`: where the public key travels.
    #[serde(default)]
    pub key: Option<SignatureHeader>,
    /// `signature`: the secret; it travels nowhere.
    #[serde(default)]
    pub secret: Option<SignatureHeader>,
    /// `signature`: the nonce.
    #[serde(default)]
    pub nonce: Option<Nonce>,
    /// `signature`: where the signature travels.
    #[serde(default)]
    pub signature: Option<SignatureHeader>,
    /// `signature`: the parts of the signed text in their order.
    #[serde(default)]
    pub message: Option<Fact<Vec<MessagePart>>>,
    /// `signature`: methods whose body is part of the text; the body of any other counts as empty.
    #[serde(default)]
    pub body_methods: Option<Fact<Vec<String>>>,
    /// `signature`: known answers from an independent tool.
    #[serde(default)]
    pub vectors: Vec<Vector>,
    /// `oauth2-client-credentials`: `basic-header` or `form-body`.
    #[serde(default)]
    pub client_authentication: Option<Fact<String>>,
    /// `oauth2-client-credentials`: scopes to ask for.
    #[serde(default)]
    pub scopes: Vec<Spanned<String>>,
    /// `credentials`: what the caller supplies and where it travels.
    #[serde(default)]
    pub credentials: Vec<Credential>,
    /// Lines that describe it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// The kinds of authentication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
pub enum AuthKind {
    /// Client credentials exchanged for a bearer token that is cached.
    #[serde(rename = "oauth2-client-credentials")]
    Oauth2ClientCredentials,
    /// A keyed signature over each request.
    #[serde(rename = "signature")]
    Signature,
    /// Texts the caller supplies, sent as they are in headers or the query.
    #[serde(rename = "credentials")]
    Credentials,
}

/// A part of a signature scheme.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignatureHeader {
    /// Header that carries it; absent for the secret.
    #[serde(default)]
    pub header: Option<Spanned<String>>,
    /// Number of characters.
    #[serde(default)]
    pub length: Option<Spanned<u32>>,
    /// Text before the value.
    #[serde(default)]
    pub prefix: Option<Spanned<String>>,
    /// Meaning.
    #[serde(default)]
    pub doc: Option<Localized>,
    /// Lines that describe it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// The nonce of a signature scheme.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Nonce {
    /// Header that carries it.
    pub header: Spanned<String>,
    /// `unix-seconds`, `unix-millis` or `unix-micros`: what the number starts from. It always increases strictly per key.
    pub kind: Spanned<String>,
    /// Text before the number.
    #[serde(default)]
    pub prefix: Option<Spanned<String>>,
    /// Meaning.
    #[serde(default)]
    pub doc: Option<Localized>,
    /// Lines that describe it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}

/// A part of the signed text: `signing-base`, `path` (as sent, with parameters), `query` (without `?`), `target`
/// (path and query, with `?` if there is a query), `method`, `nonce`, `key`, `body`, or `{text: "\n"}`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum MessagePart {
    /// The operation's signing base.
    SigningBase,
    /// The path as sent.
    Path,
    /// The query as sent, without the question mark.
    Query,
    /// Path and query as sent: with the question mark if there is a query.
    Target,
    /// The method in capitals.
    Method,
    /// The nonce in decimal.
    Nonce,
    /// The public key.
    Key,
    /// The bytes of the body.
    Body,
    /// A constant text.
    Text(String),
}

/// A known answer of a signature, made with an independent tool from made-up values.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// Operation it is for.
    pub operation: Spanned<String>,
    /// Made-up public key.
    pub key: Spanned<String>,
    /// Made-up secret.
    pub secret: Spanned<String>,
    /// Nonce.
    pub nonce: Spanned<String>,
    /// Method, path and query as sent: `GET /v0/cuentas/V1?moneda=USD`.
    pub request: Spanned<String>,
    /// Body as sent; empty where there is none.
    #[serde(default)]
    pub body: Spanned<String>,
    /// The text that is signed.
    pub message: Spanned<String>,
    /// The signature as sent.
    pub signature: Spanned<String>,
}

/// Something the caller supplies.
#[derive(Clone, Debug, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credential {
    /// Header or query parameter.
    pub name: Spanned<String>,
    /// `header` or `query`.
    #[serde(rename = "in")]
    pub place: Spanned<Place>,
    /// What the caller calls it, snake_case; the wire name folded where absent.
    #[serde(default)]
    pub rust_name: Option<Spanned<String>>,
    /// `true` for a token from a source that may renew it; in a header sent as `Bearer <token>` unless `prefix` says otherwise.
    #[serde(default)]
    pub bearer: bool,
    /// Text before the value in its header: `"Token "`.
    #[serde(default)]
    pub prefix: Option<Spanned<String>>,
    /// `secret` (the default) or `personal`.
    #[serde(default)]
    pub sensitive: Option<Spanned<Sensitive>>,
    /// Meaning.
    #[serde(default)]
    pub doc: Option<Localized>,
    /// Lines that describe it.
    #[serde(default)]
    pub source: Option<Source>,
    /// Ruling that supplies it.
    #[serde(default)]
    pub assumed: Option<Spanned<String>>,
    /// Rulings that decided between readings.
    #[serde(default)]
    pub ruling: OneOrMany,
}
