//! Building clients: everything is checked before the first call.

use crate::client::{Client, Inner, ServiceClient};
use crate::clock::{Clock, SystemClock};
use crate::credentials::{CredentialSet, SchemeCredentials};
use crate::facts::{AuthScheme, EnvironmentFacts, Path, Service};
use crate::invalid::Invalid;
use crate::nonce::NonceSource;
use crate::profile::ProfileHeaders;
use crate::random::{Random, SystemRandom};
use crate::token::TokenCache;
use crate::transport::{Limits, Transport};
use crate::url::{self, BaseUrl, Parameters, TemplateError, UrlError};
use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// Why a client cannot be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// The base URL is refused.
    BaseUrl(UrlError),
    /// The URL of the token endpoint is refused.
    TokenUrl(UrlError),
    /// The service has no such operation without a documented path.
    UnknownPath(Box<str>),
    /// A path template does not fit its operation.
    PathTemplate {
        /// The operation.
        operation: &'static str,
        /// The parameters that the template has to have, and no others.
        parameters: &'static [&'static str],
        /// What is wrong with it.
        problem: TemplateError,
    },
    /// A header of the profile breaks the rules of its type, or cannot travel.
    Profile(Invalid),
    /// Key or secret of this scheme do not have the length that the bank's document gives.
    KeyLength(&'static str),
    /// The client was built without the feature `reqwest` and no transport was given.
    NoTransport,
    /// The transport cannot be set up.
    Transport(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(error) => write!(f, "the base URL is refused: {error}"),
            Self::TokenUrl(error) => write!(f, "the token URL is refused: {error}"),
            Self::UnknownPath(operation) => {
                write!(f, "{operation} is no operation that lacks a path")
            }
            Self::PathTemplate {
                operation,
                parameters,
                problem,
            } => {
                let parameters = Parameters(parameters);
                write!(
                    f,
                    "the path of {operation} is refused: {problem}; it takes {parameters}"
                )
            }
            Self::Profile(invalid) => write!(f, "the profile is refused: {invalid}"),
            Self::KeyLength(scheme) => write!(f, "key or secret of {scheme} has another length"),
            Self::NoTransport => f.write_str("no transport was given"),
            Self::Transport(_) => f.write_str("the transport cannot be set up"),
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(source) => Some(source.as_ref()),
            Self::BaseUrl(_)
            | Self::TokenUrl(_)
            | Self::UnknownPath(_)
            | Self::PathTemplate { .. }
            | Self::Profile(_)
            | Self::KeyLength(_)
            | Self::NoTransport => None,
        }
    }
}

/// Collects what a client needs.
#[must_use = "a builder does nothing until `build` is called"]
pub struct ClientBuilder<C> {
    environment: &'static str,
    production: bool,
    base_url: String,
    token_url: Option<String>,
    credentials: CredentialSet,
    profile: Result<ProfileHeaders, Invalid>,
    paths: Vec<(String, String)>,
    transport: Option<Arc<dyn Transport>>,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    nonces: Option<Arc<dyn NonceSource>>,
    read_limits: Limits,
    write_limits: Limits,
    #[cfg(feature = "reqwest")]
    roots: Vec<Vec<u8>>,
    #[cfg(feature = "reqwest")]
    connect: std::time::Duration,
    client: PhantomData<fn() -> C>,
}

impl<C: ServiceClient> ClientBuilder<C> {
    /// For an environment of the service.
    pub fn new(environment: &dyn EnvironmentFacts) -> Self {
        Self {
            environment: environment.name(),
            production: environment.is_production(),
            base_url: environment.url().to_owned(),
            token_url: environment.token_url().map(str::to_owned),
            credentials: C::Credentials::default().into(),
            profile: Ok(ProfileHeaders::default()),
            paths: Vec::new(),
            transport: None,
            clock: Arc::new(SystemClock),
            random: Arc::new(SystemRandom),
            nonces: None,
            read_limits: Limits::READ,
            write_limits: Limits::WRITE,
            #[cfg(feature = "reqwest")]
            roots: Vec::new(),
            #[cfg(feature = "reqwest")]
            connect: std::time::Duration::from_secs(5),
            client: PhantomData,
        }
    }

    /// The credentials: a key, an id with its secret, or one of each scheme.
    pub fn credentials(mut self, credentials: impl Into<C::Credentials>) -> Self {
        self.credentials = credentials.into().into();
        self
    }

    /// The headers that are the same for most calls: each is sent with every operation that takes it, unless the call gives
    /// another one. A call cannot leave out a header that stands here.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "like all that a builder is given"
    )]
    pub fn profile(mut self, profile: C::Profile) -> Self {
        self.profile = ProfileHeaders::new(&profile);
        self
    }

    /// Another base URL than the environment's: https, or http on the loopback interface.
    pub fn base_url(mut self, url: &str) -> Self {
        url.clone_into(&mut self.base_url);
        self
    }

    /// Another token endpoint than the environment's: https, or http on the loopback interface.
    pub fn token_url(mut self, url: &str) -> Self {
        self.token_url = Some(url.to_owned());
        self
    }

    /// The path template of an operation whose document gives none: `path("validate_customer", "/v1/{mnemonic}")`. It
    /// begins with a slash and has exactly the operation's path parameters, each in braces as a whole segment.
    pub fn path(mut self, operation: &str, template: &str) -> Self {
        self.paths.push((operation.to_owned(), template.to_owned()));
        self
    }

    /// Another transport than the built-in one.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Other clocks than the operating system's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Another source of random bytes than the operating system, for the ids that the client makes.
    pub fn random(mut self, random: impl Random) -> Self {
        self.random = Arc::new(random);
        self
    }

    /// Where nonces come from when several processes use one key.
    pub fn nonces(mut self, source: impl NonceSource) -> Self {
        self.nonces = Some(Arc::new(source));
        self
    }

    /// The limits of all calls.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.read_limits = limits;
        self.write_limits = limits;
        self
    }

    /// The limits of reads and token requests.
    pub const fn read_limits(mut self, limits: Limits) -> Self {
        self.read_limits = limits;
        self
    }

    /// The limits of writes and payments.
    pub const fn write_limits(mut self, limits: Limits) -> Self {
        self.write_limits = limits;
        self
    }

    /// A further root certificate, PEM, for the built-in transport.
    #[cfg(feature = "reqwest")]
    pub fn root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.roots.push(pem.into());
        self
    }

    /// Longest time until a connection of the built-in transport stands, TLS included. 5 s unless given.
    #[cfg(feature = "reqwest")]
    pub const fn connect_timeout(mut self, limit: std::time::Duration) -> Self {
        self.connect = limit;
        self
    }

    /// Checks everything and builds the client.
    pub fn build(mut self) -> Result<C, ConfigError> {
        let service = C::SERVICE;
        let base_url = BaseUrl::new(&self.base_url).map_err(ConfigError::BaseUrl)?;
        let token_url = self.token_url.take();
        let token_url = token_url.map(|url| BaseUrl::new(&url)).transpose();
        let token_url = token_url.map_err(ConfigError::TokenUrl)?;
        check_keys(service, &self.credentials)?;
        let paths = check_paths(service, std::mem::take(&mut self.paths))?;
        let transport = self.take_transport()?;
        let profile = self.profile.map_err(ConfigError::Profile)?;
        Ok(C::from_runtime(Client(Arc::new(Inner {
            service,
            environment: self.environment,
            production: self.production,
            base_url,
            token_url,
            credentials: self.credentials,
            profile,
            random: self.random,
            paths,
            transport,
            clock: self.clock,
            nonces: self.nonces,
            tokens: token_caches(service),
            read_limits: self.read_limits,
            write_limits: self.write_limits,
        }))))
    }

    #[cfg(feature = "reqwest")]
    fn take_transport(&mut self) -> Result<Arc<dyn Transport>, ConfigError> {
        if let Some(transport) = self.transport.take() {
            return Ok(transport);
        }
        let roots = std::mem::take(&mut self.roots);
        let transport = crate::ReqwestTransport::new(&roots, self.connect);
        Ok(Arc::new(transport.map_err(ConfigError::Transport)?))
    }

    #[cfg(not(feature = "reqwest"))]
    fn take_transport(&mut self) -> Result<Arc<dyn Transport>, ConfigError> {
        self.transport.take().ok_or(ConfigError::NoTransport)
    }
}

impl<C> fmt::Debug for ClientBuilder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("environment", &self.environment)
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

fn token_caches(service: &Service) -> BTreeMap<&'static str, TokenCache> {
    let names = service.auth.iter().filter_map(|scheme| match scheme {
        AuthScheme::Oauth2ClientCredentials { name, .. } => Some(*name),
        AuthScheme::Signature(_) | AuthScheme::Credentials { .. } => None,
    });
    names.map(|name| (name, TokenCache::default())).collect()
}

fn check_keys(service: &Service, credentials: &CredentialSet) -> Result<(), ConfigError> {
    let fits = |text: &str, length: u32| length == 0 || u32::try_from(text.len()) == Ok(length);
    for scheme in service.auth {
        if let AuthScheme::Signature(scheme) = scheme
            && let Some(SchemeCredentials::Signing(key)) = credentials.get(scheme.name)
            && !(fits(key.key(), scheme.key_length) && fits(key.secret(), scheme.secret_length))
        {
            return Err(ConfigError::KeyLength(scheme.name));
        }
    }
    Ok(())
}

fn check_paths(
    service: &Service,
    given: Vec<(String, String)>,
) -> Result<BTreeMap<&'static str, String>, ConfigError> {
    let mut paths = BTreeMap::new();
    for (id, template) in given {
        let operation = service.operations.iter().find(|known| known.id == id);
        let Some((operation, parameters)) = operation.and_then(|known| match known.path {
            Path::Undocumented { parameters, .. } => Some((known, parameters)),
            Path::Template(_) => None,
        }) else {
            return Err(ConfigError::UnknownPath(id.into()));
        };
        url::check_template(&template, parameters).map_err(|problem| {
            ConfigError::PathTemplate {
                operation: operation.id,
                parameters,
                problem,
            }
        })?;
        paths.insert(operation.id, template);
    }
    Ok(paths)
}
