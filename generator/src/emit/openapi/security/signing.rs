//! `x-signing`: how a signature is made.

use crate::emit::openapi::draft::{Draft, Origin};
use crate::emit::openapi::write::{Layout, Node, Sink};
use crate::model::{Algorithm, AuthScheme, Encoding, MessagePart, NonceKind, Signature, Vector};

/// How the signature is made.
pub(super) struct Signing<'a> {
    signature: &'a Signature,
    origins: Vec<(&'static str, Origin<'a>)>,
}

impl<'a> Signing<'a> {
    /// The facts of a signature scheme with their sources.
    pub(super) fn new(
        draft: &mut Draft<'a>,
        scheme: &'a AuthScheme,
        signature: &'a Signature,
    ) -> Self {
        let mut origins = vec![
            ("scheme", draft.origin(&scheme.provenance)),
            ("algorithm", draft.origin(&signature.algorithm.provenance)),
            ("encoding", draft.origin(&signature.encoding.provenance)),
            ("message", draft.origin(&signature.message.provenance)),
            (
                "bodyMethods",
                draft.origin(&signature.body_methods.provenance),
            ),
            ("secret", draft.origin(&signature.secret.provenance)),
        ];
        if let Some((nonce, _)) = &signature.nonce {
            origins.push(("nonce", draft.origin(&nonce.provenance)));
        }
        Self { signature, origins }
    }
}

impl Node for Signing<'_> {
    fn write<S: Sink>(&self, to: &mut S) {
        let signature = self.signature;
        to.open_map(Layout::Block);
        to.entry("algorithm", algorithm(signature.algorithm.value));
        to.name("message");
        to.list_of(Layout::Line, &signature.message.value);
        to.name("bodyMethods");
        to.list_of(Layout::Line, &signature.body_methods.value);
        to.entry("encoding", encoding(signature.encoding.value));
        if let Some((nonce, kind)) = &signature.nonce {
            to.name("nonce");
            to.open_map(Layout::Line);
            to.entry("header", &nonce.header);
            to.entry("kind", nonce_kind(*kind));
            to.entry("order", "increasing");
            if !nonce.prefix.is_empty() {
                to.entry("prefix", &nonce.prefix);
            }
            to.close();
        }
        if !signature.key.prefix.is_empty() {
            to.entry("keyPrefix", &signature.key.prefix);
        }
        if !signature.signature.prefix.is_empty() {
            to.entry("prefix", &signature.signature.prefix);
        }
        to.name("secret");
        to.open_map(Layout::Line);
        to.entry_if("length", signature.secret.length.as_ref());
        to.entry_if("description", signature.secret.doc.as_ref());
        to.close();
        to.name("vectors");
        to.list_of(Layout::Block, &signature.vectors);
        to.entry_map("sources", &self.origins);
        to.close();
    }
}

impl Node for Vector {
    fn write<S: Sink>(&self, to: &mut S) {
        to.open_map(Layout::Block);
        to.entry("operation", &self.operation);
        to.entry("key", &self.key);
        to.entry("secret", &self.secret);
        to.entry("nonce", &self.nonce);
        to.entry("request", &self.request);
        to.entry("body", &self.body);
        to.entry("message", &self.message);
        to.entry("signature", &self.signature);
        to.close();
    }
}

impl Node for MessagePart {
    fn write<S: Sink>(&self, to: &mut S) {
        to.text(match self {
            Self::SigningBase => "signing-base",
            Self::Path => "path",
            Self::Query => "query",
            Self::Target => "target",
            Self::Method => "method",
            Self::Nonce => "nonce",
            Self::Key => "key",
            Self::Body => "body",
            Self::Text(text) => {
                to.open_map(Layout::Line);
                to.entry("text", text);
                to.close();
                return;
            }
        });
    }
}

const fn algorithm(algorithm: Algorithm) -> &'static str {
    match algorithm {
        Algorithm::HmacSha256 => "hmac-sha256",
        Algorithm::HmacSha384 => "hmac-sha384",
        Algorithm::HmacSha512 => "hmac-sha512",
    }
}

const fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::HexLower => "hex-lower",
        Encoding::HexUpper => "hex-upper",
        Encoding::Base64 => "base64",
    }
}

const fn nonce_kind(kind: NonceKind) -> &'static str {
    match kind {
        NonceKind::UnixSeconds => "unix-seconds",
        NonceKind::UnixMillis => "unix-millis",
        NonceKind::UnixMicros => "unix-micros",
    }
}
