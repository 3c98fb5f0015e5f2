//! Keyed signatures, checked over the bytes that arrived.

use super::explain::{self, Attempt};
use super::{Passage, Verification, resemblance};
use crate::config::{Check, Credential};
use crate::route;
use crate::wire::Received;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use generator::model::{Algorithm, Encoding, MessagePart, Operation, Signature, SignaturePart};
use ring::{digest, hmac};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A signature scheme and the keys it knows.
pub(super) struct SignatureGate {
    scheme: Signature,
    keys: HashMap<String, SigningKey>,
}

/// One key.
struct SigningKey {
    secret: String,
    mac: hmac::Key,
    revoked: AtomicBool,
    denied: Vec<String>,
    lane: Arc<Lane>,
}

/// The nonces of one key, whatever services it is used for.
#[derive(Debug)]
pub(super) struct Lane {
    /// What the key is called where nonces are kept.
    hash: String,
    last: Mutex<Option<u128>>,
}

/// The text that a signature should have been of, for a caller whose signature is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Expected {
    /// The text. The body stands in it as its length and hash, between braces.
    pub text: String,
    /// SHA-256 of the signed body in lower-case hexadecimal; of no bytes where none is signed.
    pub body_sha256: String,
    /// Length of the signed body in bytes.
    pub body_bytes: usize,
    /// What makes the received signature differ.
    pub explanation: Explanation,
}

/// Why a signature differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Whether one of the usual mistakes gives exactly the received signature.
    pub certain: bool,
    /// What was done instead of what should have been done.
    pub mistakes: Vec<String>,
}

impl std::fmt::Debug for SignatureGate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignatureGate")
            .field("keys", &self.keys.len())
            .finish_non_exhaustive()
    }
}

impl SignatureGate {
    pub(super) fn new(
        scheme: &Signature,
        credentials: &[&Credential],
        lanes: &mut HashMap<String, Arc<Lane>>,
    ) -> Self {
        let algorithm = algorithm(scheme.algorithm.value);
        let mut keys = HashMap::new();
        for credential in credentials {
            let (Some(key), Some(secret)) = (&credential.api_key, &credential.api_secret) else {
                continue;
            };
            let denied = credential.denied.iter().map(|name| name.value.clone());
            let signing = SigningKey {
                secret: secret.clone(),
                mac: hmac::Key::new(algorithm, secret.as_bytes()),
                revoked: AtomicBool::new(credential.revoked),
                denied: denied.collect(),
                lane: Arc::clone(lanes.entry(key.clone()).or_insert_with(|| Lane::of(key))),
            };
            keys.insert(key.clone(), signing);
        }
        Self {
            scheme: scheme.clone(),
            keys,
        }
    }

    pub(super) fn revoke(&self, client: &str, revoked: bool) -> bool {
        let key = self.keys.get(client);
        if let Some(key) = key {
            key.revoked.store(revoked, Ordering::Relaxed);
        }
        key.is_some()
    }

    pub(super) fn check(
        &self,
        operation: &Operation,
        received: &Received,
        verification: &mut Verification,
    ) -> Passage {
        match self.pass(operation, received, verification) {
            Ok(client) => Passage::Open(client),
            Err(check) => Passage::Refused(check),
        }
    }

    fn pass(
        &self,
        operation: &Operation,
        received: &Received,
        verification: &mut Verification,
    ) -> Result<String, Check> {
        let steps = &mut verification.steps;
        let (name, key) = self.key(received, steps)?;
        let sent = part(received, &self.scheme.signature).map_err(|why| {
            steps.push(format!("signature: {why}"));
            Check::SignatureMissing
        })?;
        let nonce = self.nonce(received, steps)?;
        let parts = Parts {
            operation,
            received,
            nonce: nonce.map_or("", |(text, _)| text),
            key: name,
        };
        let message = parts.message(&self.scheme);
        if !self.verifies(&key.mac, sent, &message) {
            steps.push("signature: it is not that of the expected text".to_owned());
            verification.expected = Some(self.expected(&parts, key, sent));
            return Err(Check::SignatureWrong);
        }
        steps.push("signature: right".to_owned());
        if let Some((_, number)) = nonce {
            key.lane.advance(number).map_err(|last| {
                steps.push(format!(
                    "nonce: {number} is not greater than {last}, the greatest one of this key so far{}",
                    scale(number, last)
                ));
                Check::NonceUsed
            })?;
            steps.push("nonce: greater than any before".to_owned());
        }
        if key.denied.contains(&operation.id) {
            steps.push("permission: this key may not call the operation".to_owned());
            return Err(Check::Denied);
        }
        Ok(name.to_owned())
    }

    fn key<'r>(
        &self,
        received: &'r Received,
        steps: &mut Vec<String>,
    ) -> Result<(&'r str, &SigningKey), Check> {
        let name = part(received, &self.scheme.key).map_err(|why| {
            steps.push(format!("key: {why}"));
            Check::KeyMissing
        })?;
        let Some(key) = self.keys.get(name) else {
            let length = name.chars().count();
            let wanted = self.scheme.key.length;
            if let Some(wanted) = wanted
                && u32::try_from(length) != Ok(wanted)
            {
                steps.push(format!(
                    "key: it has {length} characters instead of {wanted}"
                ));
                return Err(Check::KeyMalformed);
            }
            let swapped = self.keys.values().any(|key| key.secret == name);
            steps.push(if swapped {
                "key: this is a secret; key and secret are swapped".to_owned()
            } else {
                "key: nobody has it".to_owned()
            });
            return Err(Check::KeyUnknown);
        };
        if key.revoked.load(Ordering::Relaxed) {
            steps.push("key: it was revoked".to_owned());
            return Err(Check::KeyRevoked);
        }
        steps.push("key: known".to_owned());
        Ok((name, key))
    }

    /// The nonce as sent without its prefix, and its number; `None` where the scheme has none.
    fn nonce<'r>(
        &self,
        received: &'r Received,
        steps: &mut Vec<String>,
    ) -> Result<Option<(&'r str, u128)>, Check> {
        let Some((scheme, _)) = &self.scheme.nonce else {
            return Ok(None);
        };
        let text = part(received, scheme).map_err(|why| {
            steps.push(format!("nonce: {why}"));
            Check::NonceMissing
        })?;
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let Some(number) = text.parse::<u128>().ok().filter(|_| digits) else {
            steps.push("nonce: it is no whole number of at most 38 digits".to_owned());
            return Err(Check::NonceMalformed);
        };
        Ok(Some((text, number)))
    }

    /// The greatest nonce of each key so far, by the key's hash.
    pub(super) fn nonces(&self) -> impl Iterator<Item = (String, u128)> {
        self.keys.values().filter_map(|key| {
            let last = *key.lane.last();
            last.map(|last| (key.lane.hash.clone(), last))
        })
    }

    /// Goes on behind nonces that were kept.
    pub(super) fn resume(&self, kept: &BTreeMap<String, u128>) {
        for key in self.keys.values() {
            if let Some(nonce) = kept.get(&key.lane.hash) {
                let mut last = key.lane.last();
                *last = (*last).max(Some(*nonce));
            }
        }
    }

    /// Compares in constant time. A text form other than the documented one does not do.
    fn verifies(&self, key: &hmac::Key, sent: &str, message: &[u8]) -> bool {
        let tag = match self.scheme.encoding.value {
            Encoding::HexLower => bytes_of_hex(sent, false),
            Encoding::HexUpper => bytes_of_hex(sent, true),
            Encoding::Base64 => STANDARD.decode(sent).ok(),
        };
        tag.is_some_and(|tag| hmac::verify(key, message, &tag).is_ok())
    }

    fn expected(&self, parts: &Parts<'_>, key: &SigningKey, sent: &str) -> Expected {
        let body = parts.body(&self.scheme);
        let hash = hex(digest::digest(&digest::SHA256, body).as_ref());
        let shown = format!("{{body: {} bytes, sha256 {hash}}}", body.len());
        let text = parts.text(&self.scheme, if body.is_empty() { "" } else { &shown });
        let attempt = Attempt {
            scheme: &self.scheme,
            parts,
            key: parts.key,
            secret: &key.secret,
            others: self.keys.values().map(|key| key.secret.as_str()).collect(),
            sent,
        };
        Expected {
            text,
            body_sha256: hash,
            body_bytes: body.len(),
            explanation: explain::explain(&attempt),
        }
    }
}

impl Lane {
    fn of(key: &str) -> Arc<Self> {
        let hash = hex(digest::digest(&digest::SHA256, key.as_bytes()).as_ref());
        Arc::new(Self {
            hash,
            last: Mutex::default(),
        })
    }

    fn last(&self) -> MutexGuard<'_, Option<u128>> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a nonce if it is greater than the last one; says the last one if not.
    fn advance(&self, nonce: u128) -> Result<(), u128> {
        let mut last = self.last();
        match *last {
            Some(last) if nonce <= last => Err(last),
            Some(_) | None => {
                *last = Some(nonce);
                Ok(())
            }
        }
    }
}

/// What the parts of a signed text are filled with.
pub(super) struct Parts<'r> {
    pub(super) operation: &'r Operation,
    pub(super) received: &'r Received,
    pub(super) nonce: &'r str,
    pub(super) key: &'r str,
}

impl<'r> Parts<'r> {
    /// The body, as far as it is signed.
    pub(super) fn body(&self, scheme: &Signature) -> &'r [u8] {
        let mut methods = scheme.body_methods.value.iter();
        let signed = scheme.message.value.contains(&MessagePart::Body)
            && methods.any(|method| *method == self.received.method);
        if signed { &self.received.body } else { b"" }
    }

    /// A part other than the body.
    pub(super) fn part<'s>(&self, part: &'s MessagePart) -> &'s str
    where
        'r: 's,
    {
        match part {
            MessagePart::SigningBase => {
                let base = self.operation.signing_base.as_ref();
                base.map_or("", |base| base.value.as_str())
            }
            MessagePart::Path => route::path_of(&self.received.target),
            MessagePart::Query => route::query_of(&self.received.target).unwrap_or(""),
            MessagePart::Target => route::origin_of(&self.received.target),
            MessagePart::Method => &self.received.method,
            MessagePart::Nonce => self.nonce,
            MessagePart::Key => self.key,
            MessagePart::Text(text) => text,
            MessagePart::Body => "",
        }
    }

    /// The bytes that are signed.
    fn message(&self, scheme: &Signature) -> Vec<u8> {
        let body = self.body(scheme);
        let mut message = Vec::with_capacity(64 + body.len());
        for part in &scheme.message.value {
            match part {
                MessagePart::Body => message.extend_from_slice(body),
                MessagePart::SigningBase
                | MessagePart::Path
                | MessagePart::Query
                | MessagePart::Target
                | MessagePart::Method
                | MessagePart::Nonce
                | MessagePart::Key
                | MessagePart::Text(_) => message.extend_from_slice(self.part(part).as_bytes()),
            }
        }
        message
    }

    /// The signed text for people, with something else in place of the body.
    fn text(&self, scheme: &Signature, body: &str) -> String {
        // What a path or a query holds may be about a person; the template says what to put there.
        let path = match &self.operation.path {
            generator::model::Path::Template { template, .. } => template,
            generator::model::Path::Undocumented { .. } => "{path}",
        };
        let asks = route::query_of(&self.received.target).is_some();
        let parts = scheme.message.value.iter().map(|part| match part {
            MessagePart::Body => [body, ""],
            MessagePart::Path => [path, ""],
            MessagePart::Query => [if asks { "{query}" } else { "" }, ""],
            MessagePart::Target => [path, if asks { "?{query}" } else { "" }],
            MessagePart::SigningBase
            | MessagePart::Method
            | MessagePart::Nonce
            | MessagePart::Key
            | MessagePart::Text(_) => [self.part(part), ""],
        });
        parts.flatten().collect()
    }
}

/// The value of the header that carries a part, without its prefix; or what is wrong with it.
fn part<'r>(received: &'r Received, part: &SignaturePart) -> Result<&'r str, String> {
    let name = &part.header;
    let mut values = received
        .headers
        .iter()
        .filter(|(sent, _)| sent.eq_ignore_ascii_case(name));
    let (_, value) = values.next().ok_or_else(|| {
        format!(
            "there is no header `{name}`{}",
            resemblance::hint(received, name)
        )
    })?;
    if values.next().is_some() {
        return Err(format!("the header `{name}` is sent more than once"));
    }
    let text =
        std::str::from_utf8(value).map_err(|_| format!("the header `{name}` is no UTF-8 text"))?;
    let text = text.strip_prefix(part.prefix.as_str()).ok_or(format!(
        "the header `{name}` does not begin with `{}`",
        part.prefix
    ))?;
    if text.is_empty() {
        return Err(format!("the header `{name}` is empty"));
    }
    Ok(text)
}

/// A hint for nonces of different units.
fn scale(number: u128, last: u128) -> &'static str {
    if last > number.saturating_mul(100) {
        "; that one has other units, so this key can only go on with those"
    } else {
        ""
    }
}

pub(super) const fn algorithm(algorithm: Algorithm) -> hmac::Algorithm {
    match algorithm {
        Algorithm::HmacSha256 => hmac::HMAC_SHA256,
        Algorithm::HmacSha384 => hmac::HMAC_SHA384,
        Algorithm::HmacSha512 => hmac::HMAC_SHA512,
    }
}

/// The bytes that hexadecimal digits of one case stand for.
pub(super) fn bytes_of_hex(text: &str, upper: bool) -> Option<Vec<u8>> {
    let digit = |digit: u8| match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' if !upper => Some(digit - b'a' + 10),
        b'A'..=b'F' if upper => Some(digit - b'A' + 10),
        _ => None,
    };
    let pairs = text.as_bytes().chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    });
    pairs.collect()
}

/// Lower-case hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half & 15)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}
