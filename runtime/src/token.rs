//! Tokens of OAuth 2.0 client credentials: fetched once, shared, refreshed early.

use crate::clock::Clock;
use crate::credentials::ClientCredentials;
use crate::echo::Echoes;
use crate::json::{self, Json};
use crate::queue::Queue;
use crate::secret::SecretText;
use crate::shown::shown;
use crate::transport::{BodyEnd, Delivery, Limits, Transport, TransportError};
use crate::url::{BaseUrl, encode};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use zeroize::Zeroizing;

/// How long a token counts as valid if the server does not say.
const UNSTATED: Duration = Duration::from_mins(5);
/// Longest time a token is kept, whatever the server says.
const LONGEST: Duration = Duration::from_hours(24);
/// Pause after the server refused the credentials or failed.
const COOL_DOWN: Duration = Duration::from_secs(30);

/// Why no token could be obtained. Nothing of the caller's request has left by then.
#[derive(Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The client has no token endpoint.
    NoEndpoint,
    /// The token endpoint refused, with this status and OAuth 2.0 error code.
    Refused {
        /// HTTP status.
        status: u16,
        /// `invalid_client` and its like.
        error: Option<Box<str>>,
    },
    /// The answer of the token endpoint has no token.
    Unreadable {
        /// HTTP status.
        status: u16,
    },
    /// The token endpoint refused or failed a moment ago and is not asked again yet.
    CoolingDown,
    /// The token endpoint did not answer.
    Transport(TransportError),
    /// The caller's own source failed.
    Source(Box<dyn std::error::Error + Send + Sync>),
}

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEndpoint => f.write_str("no token endpoint is known"),
            Self::Refused { status, error } => {
                let error = error.as_deref().unwrap_or("no reason");
                write!(
                    f,
                    "the token endpoint refused with status {status}, {error}"
                )
            }
            Self::Unreadable { status } => {
                write!(
                    f,
                    "the token endpoint answered with status {status} without a token"
                )
            }
            Self::CoolingDown => f.write_str("the token endpoint failed a moment ago"),
            Self::Transport(error) => write!(f, "no token: {error}"),
            Self::Source(_) => f.write_str("the token source failed"),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoEndpoint
            | Self::Refused { .. }
            | Self::Unreadable { .. }
            | Self::CoolingDown => None,
            Self::Transport(error) => error.source(),
            Self::Source(source) => Some(source.as_ref()),
        }
    }
}

/// The token of one scheme, shared by all calls of a client.
#[derive(Debug, Default)]
pub(crate) struct TokenCache {
    queue: Arc<Queue>,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    token: Option<Held>,
    /// Until then (monotonic) the endpoint is left alone.
    rest_until: Duration,
}

#[derive(Clone, Debug)]
struct Held {
    token: SecretText,
    refresh_at: Duration,
    expires_at: Duration,
}

/// Where and how tokens are fetched.
pub(crate) struct Endpoint<'a> {
    pub(crate) url: &'a BaseUrl,
    pub(crate) client: &'a ClientCredentials,
    pub(crate) basic_header: bool,
    pub(crate) scopes: &'static [&'static str],
    pub(crate) transport: &'a dyn Transport,
    pub(crate) clock: &'a dyn Clock,
    pub(crate) limits: Limits,
}

impl TokenCache {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fresh(&self, now: Duration) -> Option<SecretText> {
        let state = self.state();
        let held = state.token.as_ref()?;
        // A token that still works is used while the endpoint rests after a failure.
        let resting = now < state.rest_until && now < held.expires_at;
        (now < held.refresh_at || resting).then(|| held.token.clone())
    }

    /// The token: the one at hand, or a new one. Of many callers at once, one fetches and the others wait for it; if
    /// that one is dropped, the next takes over.
    pub(crate) async fn get(&self, endpoint: &Endpoint<'_>) -> Result<SecretText, TokenError> {
        if let Some(token) = self.fresh(endpoint.clock.monotonic()) {
            return Ok(token);
        }
        let _permit = self.queue.permit().await;
        let now = endpoint.clock.monotonic();
        if let Some(token) = self.fresh(now) {
            return Ok(token);
        }
        if now < self.state().rest_until {
            return Err(TokenError::CoolingDown);
        }
        let fetched = endpoint.fetch().await;
        let now = endpoint.clock.monotonic();
        let mut state = self.state();
        match fetched {
            Ok((token, lifetime)) => {
                *state = State {
                    token: Some(Held::new(token.clone(), lifetime, now)),
                    rest_until: Duration::ZERO,
                };
                Ok(token)
            }
            Err(error) => {
                state.rest_until = now.saturating_add(COOL_DOWN);
                let usable = state.token.as_ref().filter(|held| now < held.expires_at);
                usable.map(|held| held.token.clone()).ok_or(error)
            }
        }
    }

    /// Forgets a token that the gateway refused, unless it has been replaced since.
    pub(crate) fn invalidate(&self, token: &SecretText) {
        let mut state = self.state();
        if state
            .token
            .as_ref()
            .is_some_and(|held| held.token == *token)
        {
            state.token = None;
        }
    }
}

impl Held {
    /// Refreshes when a tenth of the lifetime is left, and a little earlier by chance, so that processes that started
    /// together do not ask together. The chance comes from the token itself.
    fn new(token: SecretText, lifetime: Duration, now: Duration) -> Self {
        let [chance, ..]: [u8; 32] = Sha256::digest(token.expose().as_bytes()).into();
        let early = lifetime / 10 + lifetime / 20 * u32::from(chance) / 256;
        Self {
            token,
            refresh_at: now.saturating_add(lifetime.saturating_sub(early)),
            expires_at: now.saturating_add(lifetime),
        }
    }
}

impl Endpoint<'_> {
    fn request(&self) -> Option<http::Request<Bytes>> {
        let mut form = Zeroizing::new(String::from("grant_type=client_credentials"));
        let mut field = |name: &str, value: &str| {
            form.push_str(name);
            encode(value, &mut form);
        };
        if !self.scopes.is_empty() {
            field("&scope=", &self.scopes.join(" "));
        }
        if !self.basic_header {
            field("&client_id=", self.client.id());
            field("&client_secret=", self.client.secret());
        }
        let mut request = http::Request::new(Bytes::copy_from_slice(form.as_bytes()));
        *request.method_mut() = http::Method::POST;
        *request.uri_mut() = self.url.to_string().parse().ok()?;
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        let form_type = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form_type);
        if self.basic_header {
            let pair = Zeroizing::new([self.client.id(), ":", self.client.secret()].concat());
            let text = Zeroizing::new(["Basic ", &STANDARD.encode(pair.as_bytes())].concat());
            let mut value = HeaderValue::from_str(&text).ok()?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        Some(request)
    }

    /// Asks for a token; gives it with its lifetime.
    async fn fetch(&self) -> Result<(SecretText, Duration), TokenError> {
        let request = self.request().ok_or(TokenError::NoEndpoint)?;
        let delivery = Delivery::new(self.limits, false);
        let answer = self.transport.send(request, delivery).await;
        let answer = answer.map_err(TokenError::Transport)?;
        let status = answer.head.status().as_u16();
        let body = answer.body.await;
        let text = std::str::from_utf8(&body.bytes).unwrap_or_default();
        let json = Some(text)
            .filter(|_| body.end == BodyEnd::Complete)
            .and_then(json::parse);
        match json.as_ref().and_then(token) {
            Some(token) if (200..300).contains(&status) => {
                Ok((token, json.as_ref().map_or(UNSTATED, lifetime)))
            }
            _ if (200..300).contains(&status) => Err(TokenError::Unreadable { status }),
            _ => {
                let error = json
                    .as_ref()
                    .and_then(|json| json.at("error"))
                    .and_then(text_of);
                let secrets = [self.client.id(), self.client.secret()];
                let echoes = Echoes::of(secrets.map(SecretText::from));
                let error = error.map(|error| shown(&echoes.blanked(error)).into());
                Err(TokenError::Refused { status, error })
            }
        }
    }
}

fn text_of<'j>(json: &'j Json<'_>) -> Option<&'j str> {
    match json {
        Json::Text(text) => Some(text),
        Json::Number(digits) => Some(digits),
        Json::Null | Json::Boolean(_) | Json::List(_) | Json::Object(_) => None,
    }
}

fn token(json: &Json<'_>) -> Option<SecretText> {
    let token = text_of(json.at("access_token")?)?;
    let usable = !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic());
    usable.then(|| SecretText::new(token))
}

/// Seconds as number or text. Missing or unreadable: a few minutes; huge: a day.
fn lifetime(json: &Json<'_>) -> Duration {
    let text = json.at("expires_in").and_then(text_of).map(str::trim);
    let whole = text.map(|text| text.split_once('.').map_or(text, |(whole, _)| whole));
    match whole {
        None | Some("") => UNSTATED,
        Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            let seconds = digits.parse().unwrap_or(u64::MAX);
            Duration::from_secs(seconds).min(LONGEST)
        }
        Some(_) => UNSTATED,
    }
}
