//! Keyed hashes over the text that a scheme signs.

use crate::facts::{Algorithm, Encoding, Part, Signature};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};
use zeroize::Zeroizing;

/// What the parts of a signed text are filled with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) signing_base: &'a str,
    pub(crate) path: &'a str,
    pub(crate) query: &'a str,
    pub(crate) method: &'a str,
    pub(crate) nonce: &'a str,
    pub(crate) key: &'a str,
    pub(crate) body: &'a [u8],
}

impl Signed<'_> {
    /// The text to sign, parts in order without separators.
    fn message(&self, scheme: &Signature) -> Zeroizing<Vec<u8>> {
        let mut message = Zeroizing::new(Vec::with_capacity(64 + self.body.len()));
        for part in scheme.message {
            if *part == Part::Target && !self.query.is_empty() {
                message.extend_from_slice(self.path.as_bytes());
                message.push(b'?');
            }
            message.extend_from_slice(match part {
                Part::SigningBase => self.signing_base.as_bytes(),
                Part::Target if !self.query.is_empty() => self.query.as_bytes(),
                Part::Path | Part::Target => self.path.as_bytes(),
                Part::Query => self.query.as_bytes(),
                Part::Method => self.method.as_bytes(),
                Part::Nonce => self.nonce.as_bytes(),
                Part::Key => self.key.as_bytes(),
                Part::Body if scheme.body_methods.contains(&self.method) => self.body,
                Part::Body => b"",
                Part::Text(text) => text.as_bytes(),
            });
        }
        message
    }

    /// The value of the signature header.
    pub(crate) fn signature(&self, scheme: &Signature, secret: &str) -> Option<String> {
        let message = self.message(scheme);
        let hash = hash(scheme.algorithm, secret.as_bytes(), &message)?;
        Some([scheme.signature_prefix, &encode(scheme.encoding, &hash)].concat())
    }
}

/// HMAC accepts a key of any length, so this is always something.
fn hash(algorithm: Algorithm, secret: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    Some(match algorithm {
        Algorithm::HmacSha256 => {
            let mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
            mac.chain_update(message).finalize().into_bytes().to_vec()
        }
        Algorithm::HmacSha384 => {
            let mac = Hmac::<Sha384>::new_from_slice(secret).ok()?;
            mac.chain_update(message).finalize().into_bytes().to_vec()
        }
        Algorithm::HmacSha512 => {
            let mac = Hmac::<Sha512>::new_from_slice(secret).ok()?;
            mac.chain_update(message).finalize().into_bytes().to_vec()
        }
    })
}

fn encode(encoding: Encoding, hash: &[u8]) -> String {
    match encoding {
        Encoding::HexLower => hex(hash, b"0123456789abcdef"),
        Encoding::HexUpper => hex(hash, b"0123456789ABCDEF"),
        Encoding::Base64 => STANDARD.encode(hash),
    }
}

fn hex(hash: &[u8], digits: &[u8; 16]) -> String {
    let digit = |half: u8| char::from(digits[usize::from(half & 15)]);
    hash.iter()
        .flat_map(|byte| [digit(byte >> 4), digit(*byte)])
        .collect()
}
