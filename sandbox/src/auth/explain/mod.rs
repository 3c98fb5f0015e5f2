//! Why a signature differs: the usual mistakes are tried until one, or two together, give the received signature.

mod body;
mod mistake;
mod style;
mod tag;

use super::signature::{Explanation, Parts, algorithm};
use generator::model::{Algorithm, MessagePart, Signature};
use mistake::{Change, Mistake};
use ring::{digest, hmac};

/// Bodies up to this many bytes are tried with two mistakes at once.
const PAIRS: usize = 4096;
/// Bytes below which a beginning says nothing.
const SHORTEST: usize = 8;
/// A clock that was read twice gives nonces this far apart.
const NEAR: u128 = 1000;

/// A refused signature and everything that may explain it.
pub(super) struct Attempt<'a> {
    pub(super) scheme: &'a Signature,
    pub(super) parts: &'a Parts<'a>,
    /// Public key.
    pub(super) key: &'a str,
    /// Its secret.
    pub(super) secret: &'a str,
    /// Secrets of all keys.
    pub(super) others: Vec<&'a str>,
    /// The signature as sent.
    pub(super) sent: &'a str,
}

/// Looks for the mistakes behind a signature.
pub(super) fn explain(attempt: &Attempt<'_>) -> Explanation {
    let mut notes = Vec::new();
    let Some(tag) = attempt.tag(&mut notes) else {
        return Explanation {
            certain: false,
            mistakes: notes,
        };
    };
    let Some(algorithm) = attempt.algorithm_of(&tag, &mut notes) else {
        return Explanation {
            certain: false,
            mistakes: notes,
        };
    };
    let is_it = |changes: &[&Mistake]| attempt.gives(&tag, algorithm, changes);
    let certain = |mut notes: Vec<String>, found: &[&Mistake]| {
        notes.extend(found.iter().map(|mistake| mistake.name.clone()));
        Explanation {
            certain: true,
            mistakes: notes,
        }
    };
    if is_it(&[]) {
        return certain(notes, &[]);
    }
    let mistakes = attempt.mistakes();
    for mistake in &mistakes {
        if is_it(&[mistake]) {
            return certain(notes, &[mistake]);
        }
    }
    if attempt.parts.received.body.len() <= PAIRS {
        for (position, first) in mistakes.iter().enumerate() {
            for second in &mistakes[position + 1..] {
                if first.change.kind() != second.change.kind() && is_it(&[first, second]) {
                    return certain(notes, &[first, second]);
                }
            }
        }
    }
    if let Some(note) = attempt
        .other_hash(&tag)
        .or_else(|| attempt.other_nonce(&tag, algorithm))
    {
        notes.push(note);
        return certain(notes, &[]);
    }
    notes.push(
        "none of the usual mistakes gives this signature: compare the expected text byte by byte with the signed one, and check the secret"
            .to_owned(),
    );
    Explanation {
        certain: false,
        mistakes: notes,
    }
}

impl Attempt<'_> {
    /// The algorithm of a hash of this length; notes where it is another than the scheme's.
    fn algorithm_of(&self, tag: &[u8], notes: &mut Vec<String>) -> Option<Algorithm> {
        let own = self.scheme.algorithm.value;
        let found = match tag.len() {
            32 => Algorithm::HmacSha256,
            48 => Algorithm::HmacSha384,
            64 => Algorithm::HmacSha512,
            bytes => {
                let wanted = name(own);
                notes.push(format!("a hash of {bytes} bytes is none of {wanted}"));
                notes.extend(self.beginning(tag));
                return None;
            }
        };
        if found != own {
            notes.push(format!(
                "the length is that of {} instead of {}",
                name(found),
                name(own)
            ));
        }
        Some(found)
    }

    /// Whether the secret and these mistakes give the signature.
    fn gives(&self, tag: &[u8], with: Algorithm, changes: &[&Mistake]) -> bool {
        let secret = changes.iter().find_map(|mistake| match &mistake.change {
            Change::Secret(secret) => Some(secret.as_slice()),
            Change::Place(_)
            | Change::Nonce(_)
            | Change::Body(_)
            | Change::Separator(_)
            | Change::Order(_) => None,
        });
        let key = hmac::Key::new(algorithm(with), secret.unwrap_or(self.secret.as_bytes()));
        hmac::verify(&key, &self.message(changes), tag).is_ok()
    }

    /// The signed bytes under these mistakes.
    fn message(&self, changes: &[&Mistake]) -> Vec<u8> {
        let mut parts: Vec<Vec<u8>> = Vec::new();
        for part in &self.scheme.message.value {
            let own = match part {
                MessagePart::Body => self.parts.body(self.scheme),
                MessagePart::SigningBase
                | MessagePart::Path
                | MessagePart::Query
                | MessagePart::Target
                | MessagePart::Method
                | MessagePart::Nonce
                | MessagePart::Key
                | MessagePart::Text(_) => self.parts.part(part).as_bytes(),
            };
            let other = changes
                .iter()
                .find_map(|mistake| match (&mistake.change, part) {
                    (
                        Change::Place(text),
                        MessagePart::SigningBase | MessagePart::Path | MessagePart::Target,
                    )
                    | (Change::Nonce(text), MessagePart::Nonce)
                    | (Change::Body(text), MessagePart::Body) => Some(text.clone()),
                    (
                        Change::Place(_)
                        | Change::Nonce(_)
                        | Change::Body(_)
                        | Change::Separator(_)
                        | Change::Order(_)
                        | Change::Secret(_),
                        _,
                    ) => None,
                });
            parts.push(other.unwrap_or_else(|| own.to_vec()));
        }
        let mut separator = "";
        for mistake in changes {
            match &mistake.change {
                Change::Separator(text) => separator = text,
                Change::Order(order) => {
                    parts = order
                        .iter()
                        .filter_map(|place| parts.get(*place).cloned())
                        .collect();
                }
                Change::Place(_) | Change::Nonce(_) | Change::Body(_) | Change::Secret(_) => {}
            }
        }
        if !separator.is_empty() {
            parts.retain(|part| !part.is_empty());
        }
        parts.join(separator.as_bytes())
    }

    /// A plain hash instead of a keyed one.
    fn other_hash(&self, tag: &[u8]) -> Option<String> {
        let message = self.message(&[]);
        let secret = self.secret.as_bytes();
        let inputs = [
            ("of the text alone", message.clone()),
            ("of text and secret", [message.as_slice(), secret].concat()),
            ("of secret and text", [secret, message.as_slice()].concat()),
        ];
        for (name, input) in inputs {
            for hash in [&digest::SHA256, &digest::SHA384, &digest::SHA512] {
                if digest::digest(hash, &input).as_ref() == tag {
                    return Some(format!(
                        "this is a plain hash {name}, instead of a keyed one"
                    ));
                }
            }
        }
        let swapped = hmac::Key::new(algorithm(self.scheme.algorithm.value), &message);
        if hmac::verify(&swapped, secret, tag).is_ok() {
            return Some(
                "secret and text are swapped: the text was the key of the HMAC".to_owned(),
            );
        }
        self.beginning(tag)
    }

    /// A signature that was cut.
    fn beginning(&self, tag: &[u8]) -> Option<String> {
        let message = self.message(&[]);
        let own = self.scheme.algorithm.value;
        let all = [
            Algorithm::HmacSha384,
            Algorithm::HmacSha512,
            Algorithm::HmacSha256,
        ];
        all.into_iter().find_map(|with| {
            let key = hmac::Key::new(algorithm(with), self.secret.as_bytes());
            let whole = hmac::sign(&key, &message);
            let cut = tag.len() >= SHORTEST
                && tag.len() < whole.as_ref().len()
                && whole.as_ref().starts_with(tag);
            let name = name(with);
            cut.then(|| {
                if with == own {
                    format!("this is only the beginning of the right {name}")
                } else {
                    let own = self::name(own);
                    format!("this is the beginning of an {name}, instead of an {own}")
                }
            })
        })
    }

    /// A clock that was read once for the header and once for the signature.
    fn other_nonce(&self, tag: &[u8], with: Algorithm) -> Option<String> {
        let sent = self.parts.nonce.parse::<u128>().ok()?;
        if self.parts.received.body.len() > PAIRS {
            return None;
        }
        (1..=NEAR).find_map(|distance| {
            let earlier = sent.checked_sub(distance)?;
            let later = sent.checked_add(distance)?;
            [earlier, later].into_iter().find_map(|nonce| {
                let mistake = Mistake {
                    name: String::new(),
                    change: Change::Nonce(nonce.to_string().into_bytes()),
                };
                self.gives(tag, with, &[&mistake]).then(|| {
                    format!("another nonce was signed than sent: {nonce}; the clock was read twice")
                })
            })
        })
    }
}

const fn name(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacSha256 => "HMAC-SHA256",
        Algorithm::HmacSha384 => "HMAC-SHA384",
        Algorithm::HmacSha512 => "HMAC-SHA512",
    }
}
