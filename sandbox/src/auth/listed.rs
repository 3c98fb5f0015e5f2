//! Credentials that are sent as they are: an id, a secret, a bearer token.

use super::{Passage, Verification, resemblance};
use crate::config::{Check, Credential as Configured};
use crate::route;
use crate::wire::Received;
use generator::model::{Credential, Operation, Place};
use ring::{digest, hmac};
use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

/// A scheme of credentials, and those it knows.
#[derive(Debug)]
pub(super) struct ListedGate {
    parts: Vec<Credential>,
    known: Vec<Known>,
    key: hmac::Key,
}

/// Somebody's credentials, as hashes to compare with.
#[derive(Debug)]
struct Known {
    /// What the first part says: who it is.
    client: String,
    /// One for each part, in its order.
    tags: Vec<hmac::Tag>,
    revoked: AtomicBool,
    denied: Vec<String>,
}

impl ListedGate {
    pub(super) fn new(parts: &[Credential], credentials: &[&Configured]) -> Self {
        // Any key does: the hashes are compared with each other only, so that the time it takes says nothing.
        let key = hmac::Key::new(
            hmac::HMAC_SHA256,
            digest::digest(&digest::SHA256, b"listed").as_ref(),
        );
        let known = credentials.iter().map(|credential| {
            let value = |part: &Credential| credential.values.get(&part.wire_name);
            let tags = parts.iter().map(|part| {
                let value = value(part).map_or("", String::as_str);
                hmac::sign(&key, value.as_bytes())
            });
            Known {
                client: parts.first().and_then(value).cloned().unwrap_or_default(),
                tags: tags.collect(),
                revoked: AtomicBool::new(credential.revoked),
                denied: credential
                    .denied
                    .iter()
                    .map(|name| name.value.clone())
                    .collect(),
            }
        });
        Self {
            known: known.collect(),
            parts: parts.to_vec(),
            key,
        }
    }

    pub(super) fn revoke(&self, client: &str, revoked: bool) -> bool {
        let mut found = false;
        for known in self.known.iter().filter(|known| known.client == client) {
            known.revoked.store(revoked, Ordering::Relaxed);
            found = true;
        }
        found
    }

    pub(super) fn check(
        &self,
        operation: &Operation,
        received: &Received,
        verification: &mut Verification,
    ) -> Passage {
        let steps = &mut verification.steps;
        let mut sent = Vec::new();
        for part in &self.parts {
            match value(received, part) {
                Ok(value) => sent.push(value),
                Err(why) => {
                    steps.push(format!("{}: {why}", part.wire_name));
                    return Passage::Refused(Check::CredentialMissing);
                }
            }
        }
        // Whoever fits best says what is wrong.
        let mut wrong: Option<Vec<&str>> = None;
        for known in &self.known {
            let differing: Vec<&str> = self
                .parts
                .iter()
                .zip(&known.tags)
                .zip(&sent)
                .filter(|((_, tag), sent)| {
                    hmac::verify(&self.key, sent.as_bytes(), tag.as_ref()).is_err()
                })
                .map(|((part, _), _)| part.wire_name.as_str())
                .collect();
            if differing.is_empty() {
                return known.admit(operation, steps);
            }
            if wrong
                .as_ref()
                .is_none_or(|wrong| differing.len() < wrong.len())
            {
                wrong = Some(differing);
            }
        }
        let wrong = wrong.unwrap_or_default().join(", ");
        steps.push(format!("these are nobody's credentials; wrong: {wrong}"));
        Passage::Refused(Check::CredentialWrong)
    }
}

impl Known {
    fn admit(&self, operation: &Operation, steps: &mut Vec<String>) -> Passage {
        if self.revoked.load(Ordering::Relaxed) {
            steps.push("the credentials were revoked".to_owned());
            return Passage::Refused(Check::CredentialWrong);
        }
        if self.denied.contains(&operation.id) {
            steps.push("the credentials do not allow this operation".to_owned());
            return Passage::Refused(Check::Denied);
        }
        steps.push("the credentials are right".to_owned());
        Passage::Open(self.client.clone())
    }
}

/// A credential as sent, without the word before a token; or what is wrong with it.
fn value<'r>(received: &'r Received, part: &Credential) -> Result<Cow<'r, str>, String> {
    let sent = match part.place {
        Place::Query => {
            let pairs = route::pairs(route::query_of(&received.target).unwrap_or(""));
            let found = pairs.into_iter().find(|(name, _)| *name == part.wire_name);
            Cow::Owned(found.ok_or("it is missing")?.1)
        }
        Place::Header | Place::Path | Place::Body => {
            let name = &part.wire_name;
            let value = received
                .header(name)
                .ok_or_else(|| format!("it is missing{}", resemblance::hint(received, name)))?;
            Cow::Borrowed(std::str::from_utf8(value).map_err(|_| "it is no UTF-8 text")?)
        }
    };
    if part.prefix.is_empty() {
        return Ok(sent);
    }
    let alone = match part.prefix.as_str() {
        "Bearer " => token_of(&sent),
        prefix => sent.strip_prefix(prefix),
    };
    match alone {
        Some(alone) => Ok(Cow::Owned(alone.to_owned())),
        None => Err(format!("it does not begin with `{}`", part.prefix)),
    }
}

/// The token behind the word `Bearer`, in capitals or not.
pub(super) fn token_of(value: &str) -> Option<&str> {
    let (word, token) = value.split_once(' ')?;
    let token = token.trim();
    (word.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}
