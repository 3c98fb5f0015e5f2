//! Known answers of signatures: each is computed again.

use super::auth::Lowered;
use super::{Lowering, http};

use super::problem::VECTOR;
use crate::model::{
    Algorithm, AuthKind, Encoding, Environment, MessagePart, Operation, Path, Segment, Signature,
    Vector,
};
use crate::source::Span;
use crate::spec;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha384, Sha512};

/// A vector as it stands in the model.
pub(super) fn lower(vector: &spec::Vector) -> Vector {
    Vector {
        operation: vector.operation.value.clone(),
        key: vector.key.value.clone(),
        secret: vector.secret.value.clone(),
        nonce: vector.nonce.value.clone(),
        request: vector.request.value.clone(),
        body: vector.body.value.clone(),
        message: vector.message.value.clone(),
        signature: vector.signature.value.clone(),
    }
}

impl Lowering<'_> {
    /// Reports vectors that are not what the scheme computes.
    pub(super) fn check_vectors(
        &mut self,
        written: &spec::AuthScheme,
        scheme: &Lowered,
        place: usize,
        operations: &[Operation],
        environments: &[Environment],
    ) {
        let AuthKind::Signature(signature) = &scheme.scheme.kind else {
            return;
        };
        if !scheme.sound {
            return;
        }
        for vector in &written.vectors {
            let name = &vector.operation;
            let Some(operation) = operations
                .iter()
                .find(|operation| operation.id == name.value)
            else {
                let known = operations.iter().map(|operation| operation.id.as_str());
                self.unknown(
                    VECTOR,
                    name,
                    "operation",
                    known,
                    "name an operation of this service",
                );
                continue;
            };
            if operation.auth.value != Some(place) {
                self.wrong(
                    name.span,
                    "this operation is not signed by this scheme",
                    "name one that is",
                );
                continue;
            }
            self.check_vector_lengths(vector, signature);
            self.check_vector(vector, signature, operation, environments);
        }
    }

    fn wrong(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.problems.at(VECTOR, span, message, help);
    }

    fn check_vector_lengths(&mut self, vector: &spec::Vector, signature: &Signature) {
        // Key and secret stand alone; the signature stands as it is sent.
        let prefix = signature.signature.prefix.as_str();
        let parts = [
            ("key", &vector.key, signature.key.length, ""),
            ("secret", &vector.secret, signature.secret.length, ""),
            (
                "signature",
                &vector.signature,
                signature.signature.length,
                prefix,
            ),
        ];
        for (what, written, length, prefix) in parts {
            let wanted = length;
            let alone = written.strip_prefix(prefix).unwrap_or(&written.value);
            let length = alone.chars().count();
            if let Some(wanted) = wanted
                && u32::try_from(length) != Ok(wanted)
            {
                self.wrong(
                    written.span,
                    format!("the {what} has {length} characters instead of {wanted}"),
                    "make up a value of the documented length, and compute the vector again with an independent tool",
                );
            }
        }
    }

    fn check_vector(
        &mut self,
        vector: &spec::Vector,
        signature: &Signature,
        operation: &Operation,
        environments: &[Environment],
    ) {
        let Some((method, path, query)) = request_line(&vector.request) else {
            self.wrong(
                vector.request.span,
                "this is no request line",
                "write method, path and query as sent: `GET /v0/cuentas/V1?moneda=USD`",
            );
            return;
        };
        let sent = environments
            .iter()
            .filter_map(|environment| path.strip_prefix(&environment.base_path))
            .any(|path| is_path_of(path, &operation.path))
            || environments.is_empty();
        if method != operation.method.value.as_str() || !sent {
            self.wrong(
                vector.request.span,
                format!("this is no request of `{}`", operation.id),
                "write the operation's method, then the `base_path` of an environment and the operation's path with values for the parameters",
            );
        }
        let signs_base = signature.message.value.contains(&MessagePart::SigningBase);
        if signs_base && operation.signing_base.is_none() {
            // Reported where the operation lacks it.
            return;
        }
        let message = message(vector, signature, operation, (method, path, query));
        if message != vector.message.value {
            self.wrong(
                vector.message.span,
                format!("the scheme signs `{}`", message.escape_debug()),
                "correct the vector, the parts of `message`, or the operation's `signing_base`",
            );
        }
        let computed = format!(
            "{}{}",
            signature.signature.prefix,
            sign(
                signature,
                vector.secret.value.as_bytes(),
                message.as_bytes()
            )
        );
        if computed != vector.signature.value {
            self.wrong(
                vector.signature.span,
                format!("the signature of the message is `{computed}`"),
                "compute it again with an independent tool, and correct whichever is wrong",
            );
        }
    }
}

/// Method, path and query of a request line.
fn request_line(line: &str) -> Option<(&str, &str, &str)> {
    let (method, target) = line.split_once(' ')?;
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    path.starts_with('/').then_some((method, path, query))
}

fn is_path_of(path: &str, template: &Path) -> bool {
    let Path::Template {
        segments: wanted, ..
    } = template
    else {
        return true;
    };
    let Some(path) = path.strip_prefix('/') else {
        return false;
    };
    let given: Vec<&str> = path.split('/').collect();
    given.len() == wanted.len()
        && given
            .iter()
            .zip(wanted)
            .all(|(given, wanted)| match wanted {
                Segment::Parameter(_) => http::is_sent_segment(given),
                Segment::Constant(text) => given == text,
            })
}

/// The text that the scheme signs.
fn message(
    vector: &spec::Vector,
    signature: &Signature,
    operation: &Operation,
    (method, path, query): (&str, &str, &str),
) -> String {
    let mut message = String::new();
    for part in &signature.message.value {
        match part {
            MessagePart::SigningBase => {
                message.push_str(
                    operation
                        .signing_base
                        .as_ref()
                        .map_or("", |base| base.value.as_str()),
                );
            }
            MessagePart::Path => message.push_str(path),
            MessagePart::Query => message.push_str(query),
            MessagePart::Target => {
                message.push_str(path);
                if !query.is_empty() {
                    message.push('?');
                    message.push_str(query);
                }
            }
            MessagePart::Method => message.push_str(method),
            MessagePart::Nonce => message.push_str(&vector.nonce.value),
            MessagePart::Key => message.push_str(&vector.key.value),
            MessagePart::Body => {
                if signature
                    .body_methods
                    .value
                    .iter()
                    .any(|signed| signed == method)
                {
                    message.push_str(&vector.body.value);
                }
            }
            MessagePart::Text(text) => message.push_str(text),
        }
    }
    message
}

fn sign(signature: &Signature, secret: &[u8], message: &[u8]) -> String {
    let hash = match signature.algorithm.value {
        Algorithm::HmacSha256 => mac::<Hmac<Sha256>>(secret, message),
        Algorithm::HmacSha384 => mac::<Hmac<Sha384>>(secret, message),
        Algorithm::HmacSha512 => mac::<Hmac<Sha512>>(secret, message),
    };
    match signature.encoding.value {
        Encoding::HexLower => hexadecimal(&hash, b"0123456789abcdef"),
        Encoding::HexUpper => hexadecimal(&hash, b"0123456789ABCDEF"),
        Encoding::Base64 => base64(&hash),
    }
}

fn mac<M: KeyInit + Mac>(secret: &[u8], message: &[u8]) -> Vec<u8> {
    // A keyed hash of this family takes a key of any length.
    match <M as KeyInit>::new_from_slice(secret) {
        Ok(mut mac) => {
            mac.update(message);
            mac.finalize().into_bytes().to_vec()
        }
        Err(_) => Vec::new(),
    }
}

fn hexadecimal(bytes: &[u8], digits: &[u8; 16]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|half| char::from(digits[usize::from(half & 15)]))
        .collect()
}

fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| chunk.get(place).copied().map_or(0, u32::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            if place <= chunk.len() {
                let index = bits >> (18 - 6 * place) & 63;
                text.push(char::from(ALPHABET[index as usize]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
    }

    #[test]
    fn the_keyed_hash_is_that_of_rfc_4231() {
        // Test case 2.
        let hash = mac::<Hmac<Sha256>>(b"Jefe", b"what do ya want for nothing?");
        assert_eq!(
            hexadecimal(&hash, b"0123456789abcdef"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn request_lines_are_cut() {
        assert_eq!(
            request_line("GET /a/b?x=1&y=2"),
            Some(("GET", "/a/b", "x=1&y=2"))
        );
        assert_eq!(request_line("GET a"), None);
        assert_eq!(request_line(""), None);
    }
}
