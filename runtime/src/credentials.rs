//! What the caller authenticates with.

use crate::facts::NonceKind;
use crate::invalid::{Invalid, Rule};
use crate::nonce::KeyId;
use crate::secret::SecretText;
use crate::transport::Pending;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A public key and its secret. `Debug` shows neither.
#[derive(Clone)]
pub struct SigningKey {
    key: SecretText,
    secret: SecretText,
    nonces: Option<NonceKind>,
}

impl SigningKey {
    /// A key and its secret, both visible ASCII without spaces. Their lengths are checked when the client is built.
    pub fn new(key: impl Into<SecretText>, secret: impl Into<SecretText>) -> Result<Self, Invalid> {
        let (key, secret) = (key.into(), secret.into());
        visible("key", &key)?;
        visible("secret", &secret)?;
        Ok(Self {
            key,
            secret,
            nonces: None,
        })
    }

    /// Counts this key's nonces in another unit than the bank's document says. A key that was once used with greater
    /// numbers accepts nothing smaller any more: give `UnixMicros` to one that was used with milliseconds × 1000.
    #[must_use]
    pub fn with_nonces(mut self, kind: NonceKind) -> Self {
        self.nonces = Some(kind);
        self
    }

    pub(crate) const fn nonces(&self) -> Option<NonceKind> {
        self.nonces
    }

    pub(crate) fn key(&self) -> &str {
        self.key.expose()
    }

    pub(crate) fn secret(&self) -> &str {
        self.secret.expose()
    }

    pub(crate) fn id(&self) -> KeyId {
        KeyId::of(self.key())
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey({:?})", self.id())
    }
}

/// The id and secret of an OAuth 2.0 client. `Debug` shows neither.
#[derive(Clone)]
pub struct ClientCredentials {
    id: SecretText,
    secret: SecretText,
}

impl ClientCredentials {
    /// An id and its secret, both visible ASCII without spaces.
    pub fn new(id: impl Into<SecretText>, secret: impl Into<SecretText>) -> Result<Self, Invalid> {
        let (id, secret) = (id.into(), secret.into());
        visible("client_id", &id)?;
        visible("client_secret", &secret)?;
        Ok(Self { id, secret })
    }

    pub(crate) fn id(&self) -> &str {
        self.id.expose()
    }

    pub(crate) fn secret(&self) -> &str {
        self.secret.expose()
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ClientCredentials(***)")
    }
}

fn visible(name: &'static str, text: &SecretText) -> Result<(), Invalid> {
    let bytes = text.expose().as_bytes();
    if bytes.is_empty() {
        Err(Invalid::new(name, Rule::MinLength(1)))
    } else if bytes.iter().all(u8::is_ascii_graphic) {
        Ok(())
    } else {
        Err(Invalid::new(name, Rule::HeaderValue))
    }
}

/// A bearer token: a fixed text, or a source that is asked before each request.
#[derive(Clone)]
pub struct BearerToken(Bearer);

#[derive(Clone)]
enum Bearer {
    Fixed(SecretText),
    Source(Arc<dyn TokenSource>),
}

/// Supplies bearer tokens that something else obtains.
pub trait TokenSource: Send + Sync + 'static {
    /// The token to use now, without the word that travels before it, such as `Bearer`: a call with `Bearer x` is not sent
    /// ([`Rule::BareToken`]). The time it takes does not count towards
    /// [`Limits`](crate::Limits): a source that never answers holds the call up for good, with nothing sent.
    fn token(&self) -> Pending<'_, Result<SecretText, Box<dyn std::error::Error + Send + Sync>>>;
}

impl BearerToken {
    /// A token that does not change, without the word that travels before it, such as `Bearer`. A call with `Bearer x` is not
    /// sent ([`Rule::BareToken`]).
    #[must_use]
    pub fn fixed(token: impl Into<SecretText>) -> Self {
        Self(Bearer::Fixed(token.into()))
    }

    /// Tokens from a source.
    #[must_use]
    pub fn source(source: impl TokenSource) -> Self {
        Self(Bearer::Source(Arc::new(source)))
    }

    pub(crate) async fn get(&self) -> Result<SecretText, Box<dyn std::error::Error + Send + Sync>> {
        match &self.0 {
            Bearer::Fixed(token) => Ok(token.clone()),
            Bearer::Source(source) => source.token().await,
        }
    }

    pub(crate) fn fixed_text(&self) -> Option<&SecretText> {
        match &self.0 {
            Bearer::Fixed(token) => Some(token),
            Bearer::Source(_) => None,
        }
    }
}

impl From<SecretText> for BearerToken {
    fn from(token: SecretText) -> Self {
        Self::fixed(token)
    }
}

impl fmt::Debug for BearerToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BearerToken(***)")
    }
}

/// One text of a scheme whose credentials the caller supplies.
#[derive(Clone, Debug)]
pub enum Supplied {
    /// Sent as it is.
    Text(SecretText),
    /// A token that can be renewed for each call; sent after the prefix of its scheme, which is `Bearer` unless the document says otherwise.
    Bearer(BearerToken),
}

/// The credentials of every scheme of a service. Generated `Credentials` convert into it.
#[derive(Clone, Debug, Default)]
pub struct CredentialSet {
    schemes: BTreeMap<&'static str, SchemeCredentials>,
}

#[derive(Clone, Debug)]
pub(crate) enum SchemeCredentials {
    Signing(SigningKey),
    Client(ClientCredentials),
    Supplied(Vec<(&'static str, Supplied)>),
}

impl CredentialSet {
    /// None yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the key of a signature scheme.
    #[must_use]
    pub fn signing_key(self, scheme: &'static str, key: Option<SigningKey>) -> Self {
        self.with(scheme, key.map(SchemeCredentials::Signing))
    }

    /// Adds the credentials of an OAuth 2.0 scheme.
    #[must_use]
    pub fn client_credentials(
        self,
        scheme: &'static str,
        client: Option<ClientCredentials>,
    ) -> Self {
        self.with(scheme, client.map(SchemeCredentials::Client))
    }

    /// Adds the texts of a scheme, by wire name.
    #[must_use]
    pub fn supplied(
        self,
        scheme: &'static str,
        texts: Option<Vec<(&'static str, Supplied)>>,
    ) -> Self {
        self.with(scheme, texts.map(SchemeCredentials::Supplied))
    }

    fn with(mut self, scheme: &'static str, credentials: Option<SchemeCredentials>) -> Self {
        if let Some(credentials) = credentials {
            self.schemes.insert(scheme, credentials);
        }
        self
    }

    pub(crate) fn get(&self, scheme: &str) -> Option<&SchemeCredentials> {
        self.schemes.get(scheme)
    }
}
