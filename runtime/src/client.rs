//! The client that generated clients wrap.

use crate::clock::Clock;
use crate::credentials::{CredentialSet, SchemeCredentials};
use crate::error::NotSentCause;
use crate::facts::{Operation, Service};
use crate::nonce::NonceSource;
use crate::profile::ProfileHeaders;
use crate::random::Random;
use crate::secret::SecretText;
use crate::supply::Supplier;
use crate::token::{Endpoint, TokenCache, TokenError};
use crate::transport::{Limits, Transport};
use crate::url::BaseUrl;
use crate::writer::Record;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// A client of one service in one environment. Cloning is cheap and shares everything.
#[derive(Clone)]
pub struct Client(pub(crate) Arc<Inner>);

/// What the clones of a client share.
pub(crate) struct Inner {
    pub(crate) service: &'static Service,
    pub(crate) environment: &'static str,
    pub(crate) production: bool,
    pub(crate) base_url: BaseUrl,
    pub(crate) token_url: Option<BaseUrl>,
    pub(crate) credentials: CredentialSet,
    pub(crate) profile: ProfileHeaders,
    pub(crate) random: Arc<dyn Random>,
    pub(crate) paths: BTreeMap<&'static str, String>,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) nonces: Option<Arc<dyn NonceSource>>,
    pub(crate) tokens: BTreeMap<&'static str, TokenCache>,
    pub(crate) read_limits: Limits,
    pub(crate) write_limits: Limits,
}

impl Client {
    /// The service.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.0.service
    }

    /// Name of the environment.
    #[must_use]
    pub fn environment(&self) -> &'static str {
        self.0.environment
    }

    /// Whether calls move real money.
    #[must_use]
    pub fn is_production(&self) -> bool {
        self.0.production
    }

    /// The base URL.
    #[must_use]
    pub fn base_url(&self) -> &BaseUrl {
        &self.0.base_url
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("bank", &self.0.service.bank)
            .field("service", &self.0.service.id)
            .field("environment", &self.0.environment)
            .field("base_url", &self.0.base_url)
            .finish_non_exhaustive()
    }
}

impl Inner {
    /// What the client has for requests of an operation that they themselves do not have.
    pub(crate) fn supplier(&self, operation: &Operation) -> Supplier<'_> {
        Supplier {
            path: self.paths.get(operation.id).map(String::as_str),
            profile: Some(&self.profile),
            random: Some(self.random.as_ref()),
        }
    }

    pub(crate) const fn limits(&self, operation: &Operation) -> Limits {
        if operation.changes_something() {
            self.write_limits
        } else {
            self.read_limits
        }
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.clock.as_ref()
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        self.transport.as_ref()
    }

    pub(crate) const fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }

    pub(crate) const fn credentials(&self) -> &CredentialSet {
        &self.credentials
    }

    pub(crate) fn nonces(&self) -> Option<&dyn NonceSource> {
        self.nonces.as_deref()
    }

    pub(crate) fn tokens(&self, scheme: &str) -> Option<&TokenCache> {
        self.tokens.get(scheme)
    }

    /// The token of an OAuth 2.0 scheme.
    pub(crate) async fn token(
        &self,
        scheme: &'static str,
        basic_header: bool,
        scopes: &'static [&'static str],
    ) -> Result<SecretText, NotSentCause> {
        let (Some(SchemeCredentials::Client(client)), Some(cache)) =
            (self.credentials.get(scheme), self.tokens.get(scheme))
        else {
            return Err(NotSentCause::Credentials(scheme));
        };
        let url = self.token_url.as_ref().ok_or(TokenError::NoEndpoint)?;
        let endpoint = Endpoint {
            url,
            client,
            basic_header,
            scopes,
            transport: self.transport(),
            clock: self.clock(),
            limits: self.read_limits,
        };
        Ok(cache.get(&endpoint).await?)
    }
}

/// A client of a service. Implemented by generated code.
pub trait ServiceClient: Sized {
    /// One field per auth scheme.
    type Credentials: Default + Into<CredentialSet>;
    /// The headers that are usually the same for all calls of one program; [`NoProfile`](crate::NoProfile) where no
    /// operation takes one.
    type Profile: Record;
    /// The facts of the service.
    const SERVICE: &'static Service;
    /// Wraps the client.
    fn from_runtime(client: Client) -> Self;
}
