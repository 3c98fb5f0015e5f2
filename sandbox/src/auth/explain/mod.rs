//! Why a signature differs: the usual mistakes are tried until one, or two together, give the received signature.

mod mistake;
mod style;

use super::signature::{Explanation, Parts, algorithm, bytes_of_hex};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use generator::model::{Algorithm, Encoding, MessagePart, Signature};
use mistake::{Change, Mistake};
use ring::{digest, hmac};

/// Bodies up to this many bytes are tried with two mistakes at once.
const PAIRS: usize = 4096;
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
    /// The bytes of the received signature, in whatever text form; notes what is wrong with the form.
    fn tag(&self, notes: &mut Vec<String>) -> Option<Vec<u8>> {
        let sent = self.sent.trim();
        if sent != self.sent {
            notes.push("there is white space around the signature".to_owned());
        }
        let wanted = match self.scheme.encoding.value {
            Encoding::HexLower => "lower-case hexadecimal",
            Encoding::HexUpper => "upper-case hexadecimal",
            Encoding::Base64 => "base64",
        };
        let forms = [
            ("lower-case hexadecimal", bytes_of_hex(sent, false)),
            ("upper-case hexadecimal", bytes_of_hex(sent, true)),
            (
                "hexadecimal of mixed case",
                bytes_of_hex(&sent.to_ascii_lowercase(), false),
            ),
            ("base64", STANDARD.decode(sent).ok()),
            ("base64 without padding", STANDARD_NO_PAD.decode(sent).ok()),
            ("base64 for URLs", URL_SAFE.decode(sent).ok()),
            (
                "base64 for URLs without padding",
                URL_SAFE_NO_PAD.decode(sent).ok(),
            ),
        ];
        let fits = |tag: &Vec<u8>| matches!(tag.len(), 16 | 20 | 32 | 48 | 64);
        let mut found = forms
            .into_iter()
            .filter_map(|(name, tag)| Some((name, tag.filter(fits)?)));
        if let Some((name, tag)) = found.next() {
            // Digits alone are of either case.
            let same = name == wanted
                || (wanted.contains("hexadecimal") && name.contains("lower"))
                    && sent.bytes().all(|byte| byte.is_ascii_digit());
            if !same {
                notes.push(format!(
                    "the signature is written in {name} instead of {wanted}"
                ));
            }
            return Some(tag);
        }
        let length = self.sent.chars().count();
        notes.push(format!(
            "the signature is no hash in {wanted}: it has {length} characters"
        ));
        None
    }

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
                | MessagePart::Method
                | MessagePart::Nonce
                | MessagePart::Key
                | MessagePart::Text(_) => self.parts.part(part).as_bytes(),
            };
            let other = changes
                .iter()
                .find_map(|mistake| match (&mistake.change, part) {
                    (Change::Place(text), MessagePart::SigningBase | MessagePart::Path)
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
        None
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
