//! One call: arguments checked, authentication added, answer judged.

use crate::client::{Client, Inner};
use crate::credentials::{CredentialSet, SchemeCredentials, Supplied};
use crate::echo::Echoes;
use crate::error::{Error, NotSent, NotSentCause, Sent, Unknown, UnknownReason};
use crate::facts::{AuthScheme, Operation, Signature};
use crate::gateway::Gateway;
use crate::nonce::{self, Lane};
use crate::outcome::{Answered, Request};
use crate::prepare::{Plan, Prepare};
use crate::queue::Permit;
use crate::read::judge;
use crate::secret::SecretText;
use crate::token::TokenError;
use crate::transport::{Answer, Body, Delivery, Limits, Pending, TransportError};
use crate::writer::Gathered;
use bytes::Bytes;
use http::HeaderValue;
use std::sync::Arc;
use std::time::Duration;

/// A call that has not started yet. Await it, to its end.
///
/// # Dropping it loses the outcome
///
/// Once the request has been handed over, dropping the future (a `timeout(..)` around it, a losing branch of a `select!`,
/// an aborted task) does not take it back: the bank may have executed it, and nobody is left to hear the answer. Treat
/// such a call as [`Unknown`](crate::Error::Unknown). To stop waiting without losing the outcome, let a task of its own
/// await the call and keep its handle. Time limits belong into [`Limits`], which give an outcome that says what is known.
///
/// # Calls with one key wait for each other
///
/// A call signed with a nonce first waits until the one before it with the same key has its answer's head. [`Limits`] do
/// not cover that wait yet: behind a slow bank it lasts as long as all the calls in front take together. Nothing has been
/// sent while it lasts. Use several keys where calls should run side by side.
#[must_use = "a call does nothing until it is awaited"]
pub struct Call<'a, R: Request> {
    client: &'a Client,
    request: &'a R,
    signing_base: Option<&'a str>,
    limits: Option<Limits>,
}

impl<'a, R: Request> Call<'a, R> {
    pub(crate) const fn new(client: &'a Client, request: &'a R) -> Self {
        Self {
            client,
            request,
            signing_base: None,
            limits: None,
        }
    }

    /// Signs another base than the operation's, where the bank's documents leave open which one it is.
    pub const fn signing_base(mut self, signing_base: &'a str) -> Self {
        self.signing_base = Some(signing_base);
        self
    }

    /// Other limits than the client's.
    pub const fn limits(mut self, limits: Limits) -> Self {
        self.limits = Some(limits);
        self
    }
}

impl<'a, R: Request> IntoFuture for Call<'a, R> {
    type Output = Answered<R>;
    type IntoFuture = Pending<'a, Answered<R>>;

    fn into_future(self) -> Self::IntoFuture {
        let operation = R::OPERATION;
        let inner = self.client.inner();
        let gathered = Gathered::of(self.request);
        let plan = Plan::new(operation, gathered, &inner.supplier(operation));
        let limits = self.limits.unwrap_or(inner.limits(operation));
        let (request, signing_base) = (self.request, self.signing_base);
        Box::pin(async move {
            let not_sent = |cause| Error::from(NotSent { operation, cause });
            let plan = plan.map_err(not_sent)?;
            let mut sent = Sent {
                idempotency: plan.idempotency.clone(),
                ids: plan.ids.clone(),
                ..Sent::default()
            };
            let exchange = Exchange {
                inner,
                plan,
                signing_base,
                delivery: Delivery::new(limits, once(operation)),
            };
            let mut secrets = Vec::new();
            match exchange.run(&mut sent, &mut secrets).await {
                Ok((head, body)) => {
                    let credentials = inner.credentials();
                    let echoes = || {
                        let headers = secrets.iter().chain(inner.profile.sensitive());
                        Echoes::of_call(request, headers, operation, credentials)
                    };
                    judge::<R>(&head, &body, sent, &echoes)
                }
                Err(Failure::NotSent(cause)) => Err(not_sent(cause)),
                Err(Failure::NoAnswer(error)) => Err(Error::Unknown(Box::new(Unknown {
                    operation,
                    reason: UnknownReason::Transport(error),
                    code: None,
                    meta: None,
                    sent,
                }))),
            }
        })
    }
}

/// Whether sending twice could do harm: it would use a nonce twice, or change something twice.
fn once(operation: &Operation) -> bool {
    let nonce = match operation.auth {
        Some(AuthScheme::Signature(scheme)) => scheme.nonce.is_some(),
        Some(AuthScheme::Oauth2ClientCredentials { .. } | AuthScheme::Credentials { .. })
        | None => false,
    };
    nonce || operation.changes_something()
}

enum Failure {
    NotSent(NotSentCause),
    NoAnswer(TransportError),
}

impl<E: Into<NotSentCause>> From<E> for Failure {
    fn from(cause: E) -> Self {
        Self::NotSent(cause.into())
    }
}

/// The part of a call that is the same for every operation.
struct Exchange<'a> {
    inner: &'a Inner,
    plan: Plan,
    signing_base: Option<&'a str>,
    delivery: Delivery,
}

/// What a request is authenticated with.
#[derive(Default)]
struct Access {
    nonce: Option<u64>,
    token: Option<SecretText>,
    /// Kept until the head of the answer has arrived.
    permit: Option<Permit>,
}

impl Exchange<'_> {
    /// `secrets` receives the sensitive header values of what was sent.
    async fn run(
        self,
        sent: &mut Sent,
        secrets: &mut Vec<HeaderValue>,
    ) -> Result<(http::Response<()>, Body), Failure> {
        let access = self.access().await?;
        let token = access.token.clone();
        let (head, body) = self.once(access, sent, secrets).await?;
        let Some(token) = token.filter(|_| is_stale_token(&head, &body)) else {
            return Ok((head, body));
        };
        let Some(AuthScheme::Oauth2ClientCredentials { name, .. }) = self.plan.operation.auth
        else {
            return Ok((head, body));
        };
        if let Some(cache) = self.inner.tokens(name) {
            cache.invalidate(&token);
        }
        // The gateway is expected to check tokens before it passes anything on, but only a read is sent again on that.
        if self.plan.operation.changes_something() {
            return Ok((head, body));
        }
        let access = self.access().await?;
        self.once(access, sent, secrets).await
    }

    /// Sends the request once, whatever comes back.
    async fn once(
        &self,
        access: Access,
        sent: &mut Sent,
        secrets: &mut Vec<HeaderValue>,
    ) -> Result<(http::Response<()>, Body), Failure> {
        let clock = self.inner.clock();
        let now = clock.now();
        let request = self.request(&access, now)?;
        let values = request.headers().values();
        secrets.extend(values.filter(|value| value.is_sensitive()).cloned());
        let started = clock.monotonic();
        sent.nonce = access.nonce;
        sent.at = Some(now);
        let answer = self.inner.transport().send(request, self.delivery).await;
        drop(access.permit);
        let received = match answer {
            Ok(Answer { head, body }) => Ok((head, body.await)),
            Err(error) if error.may_have_been_sent() => Err(Failure::NoAnswer(error)),
            Err(error) => Err(Failure::NotSent(NotSentCause::Transport(error))),
        };
        sent.took = Some(clock.monotonic().saturating_sub(started));
        received
    }

    fn request(
        &self,
        access: &Access,
        now: Duration,
    ) -> Result<http::Request<Bytes>, NotSentCause> {
        let prepare = Prepare {
            base_url: self.inner.base_url(),
            credentials: self.inner.credentials(),
            nonce: access.nonce,
            token: access.token.clone(),
            signing_base: self.signing_base,
            path: None,
            profile: None,
            random: None,
            at: Some(now),
        };
        self.plan.clone().request(&prepare)
    }

    /// Everything that can wait or fail before the request exists: tokens, the lane, the nonce.
    async fn access(&self) -> Result<Access, NotSentCause> {
        let credentials = self.inner.credentials();
        match self.plan.operation.auth {
            None => Ok(Access::default()),
            Some(AuthScheme::Signature(scheme)) => self.nonce(scheme, credentials).await,
            Some(AuthScheme::Oauth2ClientCredentials {
                name,
                basic_header,
                scopes,
            }) => {
                let token = self.inner.token(name, *basic_header, scopes).await?;
                Ok(Access {
                    token: Some(token),
                    ..Access::default()
                })
            }
            Some(AuthScheme::Credentials { name, .. }) => {
                let texts = match credentials.get(name) {
                    Some(SchemeCredentials::Supplied(texts)) => texts.as_slice(),
                    Some(SchemeCredentials::Signing(_) | SchemeCredentials::Client(_)) | None => {
                        &[]
                    }
                };
                let bearer = texts.iter().find_map(|(_, text)| match text {
                    Supplied::Bearer(token) => Some(token),
                    Supplied::Text(_) => None,
                });
                let token = match bearer {
                    Some(bearer) => Some(bearer.get().await.map_err(TokenError::Source)?),
                    None => None,
                };
                Ok(Access {
                    token,
                    ..Access::default()
                })
            }
        }
    }

    /// Waits for the lane of the key and draws the nonce while holding it.
    async fn nonce(
        &self,
        scheme: &Signature,
        credentials: &CredentialSet,
    ) -> Result<Access, NotSentCause> {
        let Some(SchemeCredentials::Signing(key)) = credentials.get(scheme.name) else {
            return Err(NotSentCause::Credentials(scheme.name));
        };
        let Some((_, kind)) = scheme.nonce else {
            return Ok(Access::default());
        };
        let kind = key.nonces().unwrap_or(kind);
        let lane = Lane::of(key.id());
        let permit = lane.queue.permit().await;
        let clock = self.inner.clock();
        let nonce = match self.inner.nonces() {
            None => lane.next(clock, kind),
            Some(source) => {
                let at_least = nonce::at(clock.now(), kind).max(lane.floor());
                let drawn = source.next(key.id(), at_least).await;
                drawn.and_then(|nonce| lane.record(nonce))
            }
        };
        Ok(Access {
            nonce: Some(nonce.map_err(NotSentCause::Nonce)?),
            token: None,
            permit: Some(permit),
        })
    }
}

impl From<TokenError> for NotSentCause {
    fn from(error: TokenError) -> Self {
        Self::Token(error)
    }
}

/// Whether an answer is the gateway's word that the token is not valid (any more).
fn is_stale_token(head: &http::Response<()>, body: &Body) -> bool {
    if head.status() != http::StatusCode::UNAUTHORIZED {
        return false;
    }
    let text = crate::windows1252::text(&body.bytes);
    let json = crate::json::parse(&text);
    Gateway::of(401, head.headers(), &text, json.as_ref()).invalid_token
}

impl Client {
    /// Prepares a call. Generated clients have a method for each operation that does this.
    pub const fn call<'a, R: Request>(&'a self, request: &'a R) -> Call<'a, R> {
        Call::new(self, request)
    }

    pub(crate) fn inner(&self) -> &Inner {
        Arc::as_ref(&self.0)
    }
}
