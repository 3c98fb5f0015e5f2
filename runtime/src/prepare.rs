//! From a request to the exact bytes that travel, without touching a socket.

use crate::credentials::{CredentialSet, SchemeCredentials, Supplied};
use crate::error::{NotSent, NotSentCause, UndocumentedPath};
use crate::facts::{AuthScheme, Credential, Operation, Path, Place, Signature};
use crate::headers::{argument_name, header_name, header_value};
use crate::invalid::{Invalid, Rule};
use crate::outcome::Request;
use crate::profile::ProfileHeaders;
use crate::random::Random;
use crate::secret::SecretText;
use crate::sign::Signed;
use crate::supply::{self, Supplier};
use crate::url::{self, BaseUrl};
use crate::writer::{Gathered, Pair};
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use http::{HeaderMap, Uri};
use std::fmt;
use std::time::Duration;

/// What a request needs besides its arguments.
///
/// Headers that a client would supply by itself come from what is given here: those of its profile from
/// [`profile`](Self::profile), ids from [`random`](Self::random), moments from [`at`](Self::at). Without it only what the
/// request itself gives is sent, and a required header that is missing is an error.
#[derive(Clone)]
pub struct Prepare<'a> {
    pub(crate) base_url: &'a BaseUrl,
    pub(crate) credentials: &'a CredentialSet,
    pub(crate) nonce: Option<u64>,
    pub(crate) token: Option<SecretText>,
    pub(crate) signing_base: Option<&'a str>,
    pub(crate) path: Option<&'a str>,
    pub(crate) profile: Option<&'a ProfileHeaders>,
    pub(crate) random: Option<&'a dyn Random>,
    pub(crate) at: Option<Duration>,
}

impl<'a> Prepare<'a> {
    /// Below this URL, with these credentials.
    #[must_use]
    pub const fn new(base_url: &'a BaseUrl, credentials: &'a CredentialSet) -> Self {
        Self {
            base_url,
            credentials,
            nonce: None,
            token: None,
            signing_base: None,
            path: None,
            profile: None,
            random: None,
            at: None,
        }
    }

    /// The nonce of a signed request.
    #[must_use]
    pub const fn nonce(mut self, nonce: u64) -> Self {
        self.nonce = Some(nonce);
        self
    }

    /// The bearer token, of OAuth 2.0 or from the caller's source.
    #[must_use]
    pub fn token(mut self, token: impl Into<SecretText>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Another signing base than the operation's.
    #[must_use]
    pub const fn signing_base(mut self, signing_base: &'a str) -> Self {
        self.signing_base = Some(signing_base);
        self
    }

    /// The path template of an operation whose document gives none.
    #[must_use]
    pub const fn path(mut self, template: &'a str) -> Self {
        self.path = Some(template);
        self
    }

    /// The profile that headers are taken from which the request leaves out.
    #[must_use]
    pub const fn profile(mut self, profile: &'a ProfileHeaders) -> Self {
        self.profile = Some(profile);
        self
    }

    /// Where ids are made from that the request leaves out.
    #[must_use]
    pub const fn random(mut self, random: &'a dyn Random) -> Self {
        self.random = Some(random);
        self
    }

    /// The moment of sending, as time since 1970-01-01T00:00Z, for headers that tell it.
    #[must_use]
    pub const fn at(mut self, moment: Duration) -> Self {
        self.at = Some(moment);
        self
    }
}

impl fmt::Debug for Prepare<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepare")
            .field("base_url", &self.base_url)
            .field("credentials", &self.credentials)
            .field("nonce", &self.nonce)
            .field("token", &self.token)
            .field("signing_base", &self.signing_base)
            .field("path", &self.path)
            .field("profile", &self.profile)
            .field("at", &self.at)
            .finish_non_exhaustive()
    }
}

/// Makes the HTTP request of an operation. The body bytes are those that were signed.
pub fn prepare<R: Request>(
    request: &R,
    with: &Prepare<'_>,
) -> Result<http::Request<Bytes>, NotSent> {
    let operation = R::OPERATION;
    let supplier = Supplier {
        path: with.path,
        profile: with.profile,
        random: with.random,
    };
    Plan::new(operation, Gathered::of(request), &supplier)
        .and_then(|plan| plan.request(with))
        .map_err(|cause| NotSent { operation, cause })
}

/// A checked request that only lacks its authentication, and the headers that tell the moment of sending.
#[derive(Clone)]
pub(crate) struct Plan {
    pub(crate) operation: &'static Operation,
    path: String,
    query: Vec<Pair>,
    headers: HeaderMap,
    body: Bytes,
    /// Value of the idempotency field, unless it is sensitive.
    pub(crate) idempotency: Option<String>,
    /// The headers that tell this call from all others, by whom they were ever given.
    pub(crate) ids: Vec<Pair>,
}

impl Plan {
    pub(crate) fn new(
        operation: &'static Operation,
        gathered: Gathered,
        supplier: &Supplier<'_>,
    ) -> Result<Self, NotSentCause> {
        let template = template(operation, supplier.path)?;
        if let Some(invalid) = gathered.invalid {
            return Err(NotSentCause::Invalid(invalid));
        }
        let path = url::fill(template, &gathered.path)?;
        let mut headers = HeaderMap::with_capacity(gathered.headers.len() + 6);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if gathered.body.is_some() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        for (name, value) in &gathered.headers {
            let sensitive = gathered.is_sensitive(name);
            let value = header_value(name, value, sensitive)?;
            headers.insert(argument_name(operation, name)?, value);
        }
        let ids = supply::fill(operation, &mut headers, supplier)?;
        let idempotency = idempotency(operation, &gathered)?;
        Ok(Self {
            operation,
            path,
            query: gathered.query,
            headers,
            body: gathered.body.unwrap_or_default().into(),
            idempotency,
            ids,
        })
    }

    /// Adds the authentication and closes the request.
    pub(crate) fn request(
        mut self,
        with: &Prepare<'_>,
    ) -> Result<http::Request<Bytes>, NotSentCause> {
        supply::tell_moment(self.operation, &mut self.headers, with.at)?;
        let path = [with.base_url.path(), &self.path].concat();
        if let Some(scheme) = self.operation.auth {
            let credentials = with.credentials.get(scheme.name());
            let missing = NotSentCause::Credentials(scheme.name());
            match (scheme, credentials) {
                (AuthScheme::Signature(scheme), Some(SchemeCredentials::Signing(_))) => {
                    self.sign(scheme, &path, with)?;
                }
                (AuthScheme::Oauth2ClientCredentials { .. }, _) => {
                    let token = with.token.as_ref().ok_or(NotSentCause::NoToken)?;
                    self.headers.insert(AUTHORIZATION, bearer(token)?);
                }
                (
                    AuthScheme::Credentials { credentials, .. },
                    Some(SchemeCredentials::Supplied(texts)),
                ) => {
                    for credential in *credentials {
                        self.supply(credential, texts, with)
                            .map_err(|cause| cause.unwrap_or(missing_text(scheme)))?;
                    }
                }
                (AuthScheme::Signature(_) | AuthScheme::Credentials { .. }, _) => {
                    return Err(missing);
                }
            }
        }
        let query = url::query(&self.query);
        let separator = if query.is_empty() { "" } else { "?" };
        let uri: Uri = [with.base_url.origin(), &path, separator, &query]
            .concat()
            .parse()
            .map_err(|_| Invalid::new("URL", Rule::PathSegment))?;
        let mut request = http::Request::new(self.body);
        *request.method_mut() = self.operation.method.http();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    fn sign(
        &mut self,
        scheme: &Signature,
        path: &str,
        with: &Prepare<'_>,
    ) -> Result<(), NotSentCause> {
        let Some(SchemeCredentials::Signing(key)) = with.credentials.get(scheme.name) else {
            return Err(NotSentCause::Credentials(scheme.name));
        };
        let nonce = match (scheme.nonce, with.nonce) {
            (Some((header, _)), Some(nonce)) => {
                let nonce = nonce.to_string();
                let sent = [scheme.nonce_prefix, &nonce].concat();
                let value = header_value(header, &sent, false)?;
                self.headers.insert(header_name(header)?, value);
                nonce
            }
            (Some(_), None) => return Err(NotSentCause::NoNonce),
            (None, _) => String::new(),
        };
        let signed = Signed {
            signing_base: with.signing_base.unwrap_or(self.operation.signing_base),
            path,
            query: &url::query(&self.query),
            method: self.operation.method.as_str(),
            nonce: &nonce,
            key: key.key(),
            body: &self.body,
        };
        let signature = signed
            .signature(scheme, key.secret())
            .ok_or(NotSentCause::Credentials(scheme.name))?;
        let sent = zeroize::Zeroizing::new([scheme.key_prefix, key.key()].concat());
        let value = header_value(scheme.key_header, &sent, true)?;
        self.headers.insert(header_name(scheme.key_header)?, value);
        let value = header_value(scheme.signature_header, &signature, true)?;
        self.headers
            .insert(header_name(scheme.signature_header)?, value);
        Ok(())
    }

    /// Adds one text of the caller. `Err(None)`: it is not there.
    fn supply(
        &mut self,
        credential: &Credential,
        texts: &[(&'static str, Supplied)],
        with: &Prepare<'_>,
    ) -> Result<(), Option<NotSentCause>> {
        let name = credential.wire_name;
        let given = texts.iter().find(|(given, _)| *given == name);
        let text = match given {
            Some((_, Supplied::Text(text))) => text,
            Some((_, Supplied::Bearer(token))) => {
                let token = with.token.as_ref().or(token.fixed_text());
                token.ok_or(NotSentCause::NoToken)?
            }
            None => return Err(None),
        };
        match credential.place {
            Place::Query => self.query.push((name, text.expose().to_owned())),
            Place::Header => {
                check_bare(name, credential.prefix, text).map_err(NotSentCause::from)?;
                let sent = zeroize::Zeroizing::new([credential.prefix, text.expose()].concat());
                let value = header_value(name, &sent, true).map_err(NotSentCause::from)?;
                let header = header_name(name).map_err(NotSentCause::from)?;
                self.headers.insert(header, value);
            }
        }
        Ok(())
    }
}

/// The path template of an operation: the document's, or the one that the caller gave where the document has none.
fn template<'p>(
    operation: &Operation,
    given: Option<&'p str>,
) -> Result<&'p str, UndocumentedPath> {
    let (parameters, ruling) = match operation.path {
        Path::Template(template) => return Ok(template),
        Path::Undocumented { parameters, ruling } => (parameters, ruling),
    };
    let refused = |problem| UndocumentedPath {
        operation: operation.id,
        ruling,
        parameters,
        problem,
    };
    let template = given.ok_or_else(|| refused(None))?;
    url::check_template(template, parameters).map_err(|problem| refused(Some(problem)))?;
    Ok(template)
}

/// Value of the idempotency field, unless it is sensitive. An empty one would tell no request from another.
fn idempotency(operation: &Operation, gathered: &Gathered) -> Result<Option<String>, Invalid> {
    let Some((name, value)) = operation
        .idempotency
        .and_then(|name| Some((name, gathered.value(name)?)))
    else {
        return Ok(None);
    };
    if value.trim().is_empty() {
        return Err(Invalid::new(name, Rule::NotEmpty));
    }
    Ok(Some(value).filter(|_| !gathered.is_sensitive(name)))
}

fn missing_text(scheme: &AuthScheme) -> NotSentCause {
    NotSentCause::Credentials(scheme.name())
}

/// Refuses a text that has the word of its header already (`Bearer x`): the bank would get it twice. It is not cut off
/// silently, for whatever wrote it there will write it again, or something else.
fn check_bare(name: &'static str, prefix: &str, text: &SecretText) -> Result<(), Invalid> {
    let word = prefix.trim();
    let text = text.expose().trim_start();
    let starts = text
        .get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word));
    let rest = text.get(word.len()..).unwrap_or_default();
    if !word.is_empty() && starts && (rest.is_empty() || rest.starts_with(char::is_whitespace)) {
        return Err(Invalid::new(name, Rule::BareToken));
    }
    Ok(())
}

fn bearer(token: &SecretText) -> Result<HeaderValue, NotSentCause> {
    check_bare("Authorization", "Bearer", token)?;
    let text = zeroize::Zeroizing::new(["Bearer ", token.expose()].concat());
    Ok(header_value("Authorization", &text, true)?)
}
