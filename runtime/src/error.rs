//! Errors that say first what a failed payment makes one ask: did it happen?

use crate::facts::Operation;
use crate::gateway::Gateway;
use crate::invalid::Invalid;
use crate::listed::Code;
use crate::nonce::NonceError;
use crate::outcome::Meta;
use crate::problem::Problem;
use crate::shown::{line, shown};
use crate::supply::{self, SuppliedHeader};
use crate::token::TokenError;
use crate::transport::{BodyEnd, TransportError};
use crate::url::{Parameters, TemplateError};
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a call has no accepted answer. There is no variant for "something else": whatever is not certain is
/// [`Unknown`](Self::Unknown).
///
/// The variants do not convert into each other, so an unknown outcome cannot become a refusal by a `?`:
///
/// ```compile_fail
/// use bank_client_runtime::{Answered, Rejected, Request};
///
/// fn refused<R: Request>(outcome: Answered<R>) -> Result<(), Rejected<R::Code>> {
///     outcome?;
///     Ok(())
/// }
/// ```
#[derive(Debug)]
#[must_use = "whether the bank executed the request is the caller's next question"]
pub enum Error<C> {
    /// Nothing reached the bank. Sending again is harmless.
    NotSent(Box<NotSent>),
    /// The bank, or the gateway before it, certainly refused.
    Rejected(Box<Rejected<C>>),
    /// The bank may have executed the request. Ask it (or a person) before sending again. For a read it only means
    /// that there is no usable answer.
    Unknown(Box<Unknown<C>>),
}

/// Nothing reached the bank.
#[derive(Debug)]
pub struct NotSent {
    pub(crate) operation: &'static Operation,
    pub(crate) cause: NotSentCause,
}

impl NotSent {
    /// The operation.
    #[must_use]
    pub const fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Why.
    #[must_use]
    pub const fn cause(&self) -> &NotSentCause {
        &self.cause
    }
}

/// Why nothing reached the bank.
#[derive(Debug)]
#[non_exhaustive]
pub enum NotSentCause {
    /// An argument breaks a rule.
    Invalid(Invalid),
    /// The client has no credentials for this scheme.
    Credentials(&'static str),
    /// No document gives the path, and the caller gave none that fits.
    Path(UndocumentedPath),
    /// The bank requires these headers, and neither the call nor the client gives them.
    MissingHeaders(Vec<&'static SuppliedHeader>),
    /// No random bytes could be had to make an id of.
    Random(std::io::Error),
    /// A nonce is needed and none was given.
    NoNonce,
    /// A token is needed and none was given.
    NoToken,
    /// No nonce could be drawn.
    Nonce(NonceError),
    /// No token could be obtained.
    Token(TokenError),
    /// No connection came about.
    Transport(TransportError),
}

/// An operation whose path no document gives was called without a template.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UndocumentedPath {
    /// The operation, as [`ClientBuilder::path`](crate::ClientBuilder::path) wants it.
    pub operation: &'static str,
    /// The ruling that says that the path is undocumented.
    pub ruling: &'static str,
    /// The parameters that the template has to have, and no others.
    pub parameters: &'static [&'static str],
    /// What is wrong with the template; `None` if there is none.
    pub problem: Option<TemplateError>,
}

/// What is missing, and what to do.
impl fmt::Display for UndocumentedPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (operation, parameters) = (self.operation, Parameters(self.parameters));
        write!(f, "no document gives its path (ruling {})", self.ruling)?;
        if let Some(problem) = &self.problem {
            write!(f, ", and the template given is refused: {problem}")?;
        }
        write!(
            f,
            "; give the client one with `path(\"{operation}\", ...)`, which takes {parameters}"
        )
    }
}

impl From<UndocumentedPath> for NotSentCause {
    fn from(path: UndocumentedPath) -> Self {
        Self::Path(path)
    }
}

impl From<Invalid> for NotSentCause {
    fn from(invalid: Invalid) -> Self {
        Self::Invalid(invalid)
    }
}

impl fmt::Display for NotSentCause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(invalid) => invalid.fmt(f),
            Self::Credentials(scheme) => write!(f, "no credentials for {scheme}"),
            Self::Path(path) => path.fmt(f),
            Self::MissingHeaders(headers) => supply::write_missing(headers, f),
            Self::Random(error) => write!(f, "no random bytes could be had: {error}"),
            Self::NoNonce => f.write_str("no nonce was given"),
            Self::NoToken => f.write_str("no token was given"),
            Self::Nonce(error) => error.fmt(f),
            Self::Token(error) => error.fmt(f),
            Self::Transport(error) => error.fmt(f),
        }
    }
}

impl fmt::Display for NotSent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was not sent: {}", self.operation, self.cause)
    }
}

impl StdError for NotSent {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.cause {
            NotSentCause::Invalid(_)
            | NotSentCause::Credentials(_)
            | NotSentCause::Path(_)
            | NotSentCause::MissingHeaders(_)
            | NotSentCause::NoNonce
            | NotSentCause::NoToken => None,
            NotSentCause::Random(error) => error.source(),
            // Their own text is part of ours, so the chain goes on below them.
            NotSentCause::Nonce(error) => error.source(),
            NotSentCause::Token(error) => error.source(),
            NotSentCause::Transport(error) => error.source(),
        }
    }
}

/// The bank, or the gateway before it, certainly refused.
#[non_exhaustive]
pub struct Rejected<C> {
    /// The operation.
    pub operation: &'static Operation,
    /// The bank's code; `None` if the gateway refused.
    pub code: Option<C>,
    /// What stood around it.
    pub meta: Meta,
    /// The gateway's page, if the answer had no response code.
    pub gateway: Option<Gateway>,
    /// What is known about the request.
    pub sent: Sent,
    /// What is odd about the answer, without making it less certain.
    pub notes: Vec<Problem>,
}

/// The bank may have executed the request.
#[non_exhaustive]
pub struct Unknown<C> {
    /// The operation.
    pub operation: &'static Operation,
    /// Why it is unknown.
    pub reason: UnknownReason,
    /// The bank's code, if one arrived.
    pub code: Option<C>,
    /// What stood around it, if a head arrived.
    pub meta: Option<Meta>,
    /// What is known about the request: enough to look for it at the bank.
    pub sent: Sent,
}

/// What is known about a request that left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Sent {
    /// Value of the field by which the bank recognises the request, unless it is sensitive.
    pub idempotency: Option<String>,
    /// The headers that tell the call from all others: wire name and value, made by the client or given by the call. What
    /// the bank is asked about a call with.
    pub ids: Vec<(&'static str, String)>,
    /// Nonce.
    pub nonce: Option<u64>,
    /// When it was handed to the transport: time since 1970-01-01T00:00Z by the caller's clock.
    pub at: Option<Duration>,
    /// How long the call then took.
    pub took: Option<Duration>,
}

/// Why an outcome is unknown.
#[derive(Debug)]
#[non_exhaustive]
pub enum UnknownReason {
    /// The code itself does not say, or is in no table.
    Code,
    /// The code refuses or accepts a change, but the answer has this text, which speaks of a failure inside the bank: before
    /// it something may have been done, or not all.
    Doubt(&'static str),
    /// The answer has no response code, or none that can be read.
    NoCode,
    /// The answer contradicts itself.
    Inconsistent(Inconsistency),
    /// Required fields are missing, or fields cannot be read.
    Unreadable(Vec<Problem>),
    /// The answer should have a body and has none.
    EmptyBody,
    /// The body was not complete.
    Body(BodyEnd),
    /// A page of a gateway or proxy instead of an answer.
    Gateway(Gateway),
    /// A redirect, which is never followed.
    Redirected {
        /// Host it points to.
        host: Option<Box<str>>,
    },
    /// No answer.
    Transport(TransportError),
}

/// How an answer contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inconsistency {
    /// Several response codes.
    Codes,
    /// Code and status do not go together.
    Status,
}

impl fmt::Display for UnknownReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code => f.write_str("the code leaves it open"),
            Self::Doubt(text) => {
                write!(f, "the answer names a failure inside the bank ({text})")
            }
            Self::NoCode => f.write_str("the answer has no response code"),
            Self::Inconsistent(Inconsistency::Codes) => {
                f.write_str("the answer has contradictory codes")
            }
            Self::Inconsistent(Inconsistency::Status) => {
                f.write_str("code and status contradict each other")
            }
            Self::Unreadable(problems) => {
                f.write_str("the answer cannot be read")?;
                let mut separator = ": ";
                for problem in problems {
                    write!(f, "{separator}{problem}")?;
                    separator = ", ";
                }
                Ok(())
            }
            Self::EmptyBody => f.write_str("the body is empty"),
            Self::Body(end) => write!(f, "the body {end}"),
            Self::Gateway(gateway) => gateway.fmt(f),
            Self::Redirected { host } => {
                let host = host.as_deref().unwrap_or("an unnamed host");
                write!(f, "a redirect to {host} was not followed")
            }
            Self::Transport(error) => error.fmt(f),
        }
    }
}

/// Status (unless it is said already), code and the bank's text; what it repeats of the call's secret and personal values
/// is blanked, and long numbers are masked.
fn answer(meta: &Meta, status: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if status {
        write!(f, ", status {}", meta.status)?;
    }
    if let Some(code) = &meta.code {
        write!(f, ", code {}", shown(&meta.echoes.blanked(code)))?;
    }
    match meta.description() {
        Some(text) => write!(f, ", {}", shown(&meta.echoes.blanked(text))),
        None => Ok(()),
    }
}

/// What the bank finds the call by.
fn ids(sent: &Sent, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    sent.ids
        .iter()
        .try_for_each(|(name, id)| write!(f, ", {name} {}", line(id)))
}

impl<C: fmt::Debug> fmt::Debug for Rejected<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rejected")
            .field("operation", &self.operation)
            .field("code", &self.meta.echoes.debug(&self.code))
            .field("meta", &self.meta)
            .field("gateway", &self.gateway)
            .field("sent", &self.sent)
            .field("notes", &self.notes)
            .finish()
    }
}

impl<C: fmt::Debug> fmt::Debug for Unknown<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let echoes = self.meta.as_ref().map(|meta| meta.echoes.clone());
        f.debug_struct("Unknown")
            .field("operation", &self.operation)
            .field("reason", &self.reason)
            .field("code", &echoes.unwrap_or_default().debug(&self.code))
            .field("meta", &self.meta)
            .field("sent", &self.sent)
            .finish()
    }
}

impl<C> fmt::Display for Error<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotSent(error) => error.fmt(f),
            Self::Rejected(error) => error.fmt(f),
            Self::Unknown(error) => error.fmt(f),
        }
    }
}

impl<C> fmt::Display for Rejected<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} was rejected", self.operation)?;
        if let Some(gateway) = &self.gateway {
            write!(f, ", {gateway}")?;
        }
        answer(&self.meta, self.gateway.is_none(), f)?;
        ids(&self.sent, f)
    }
}

/// What is known, in one line; with what the bank recognises the request by, so that it can be looked for.
impl<C> fmt::Display for Unknown<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = if self.operation.changes_something() {
            "has an unknown outcome"
        } else {
            "has no usable answer"
        };
        write!(f, "{} {what}: {}", self.operation, self.reason)?;
        if let Some(meta) = &self.meta {
            let status = !matches!(self.reason, UnknownReason::Gateway(_));
            answer(meta, status, f)?;
        }
        if let Some((name, value)) = self
            .operation
            .idempotency
            .zip(self.sent.idempotency.as_deref())
        {
            write!(f, ", {name} {}", line(value))?;
        }
        ids(&self.sent, f)?;
        match self.sent.nonce {
            Some(nonce) => write!(f, ", nonce {nonce}"),
            None => Ok(()),
        }
    }
}

impl<C: Code + fmt::Debug> StdError for Rejected<C> {}

impl<C: Code + fmt::Debug> StdError for Unknown<C> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.reason {
            UnknownReason::Transport(error) => error.source(),
            UnknownReason::Code
            | UnknownReason::Doubt(_)
            | UnknownReason::NoCode
            | UnknownReason::Inconsistent(_)
            | UnknownReason::Unreadable(_)
            | UnknownReason::EmptyBody
            | UnknownReason::Body(_)
            | UnknownReason::Gateway(_)
            | UnknownReason::Redirected { .. } => None,
        }
    }
}

impl<C: Code + fmt::Debug> StdError for Error<C> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::NotSent(error) => error.source(),
            Self::Rejected(error) => error.source(),
            Self::Unknown(error) => error.source(),
        }
    }
}

impl<C> From<NotSent> for Error<C> {
    fn from(error: NotSent) -> Self {
        Self::NotSent(Box::new(error))
    }
}
