//! Authentication schemes.

use super::Lowering;
use super::path::method_of;
use super::problem::{AUTH_MISSING, AUTH_UNEXPECTED, AUTH_VALUE, FORM};
use crate::diagnostic::listed;
use crate::model::{
    Algorithm, AuthKind, AuthScheme, ClientAuthentication, ConstIdent, Encoding, Fact, FieldIdent,
    MessagePart, NonceKind, Signature, SignaturePart, TypeIdent,
};
use crate::names;
use crate::source::{Span, Spanned};
use crate::spec;
use std::collections::HashMap;

const ALGORITHMS: [(&str, Algorithm); 3] = [
    ("hmac-sha256", Algorithm::HmacSha256),
    ("hmac-sha384", Algorithm::HmacSha384),
    ("hmac-sha512", Algorithm::HmacSha512),
];
const ENCODINGS: [(&str, Encoding); 3] = [
    ("hex-lower", Encoding::HexLower),
    ("hex-upper", Encoding::HexUpper),
    ("base64", Encoding::Base64),
];
const NONCES: [(&str, NonceKind); 3] = [
    ("unix-seconds", NonceKind::UnixSeconds),
    ("unix-millis", NonceKind::UnixMillis),
    ("unix-micros", NonceKind::UnixMicros),
];
const CLIENT_AUTHENTICATIONS: [(&str, ClientAuthentication); 2] = [
    ("basic-header", ClientAuthentication::BasicHeader),
    ("form-body", ClientAuthentication::FormBody),
];

/// A scheme with what is needed to check what follows from it.
pub(super) struct Lowered {
    pub(super) scheme: AuthScheme,
    /// Where it is written.
    pub(super) span: Span,
    /// Whether nothing is wrong with it.
    pub(super) sound: bool,
}

impl Lowering<'_> {
    /// A scheme; `constants` are the statics of the service.
    pub(super) fn lower_auth(
        &mut self,
        scheme: &spec::AuthScheme,
        constants: &mut names::Scope,
    ) -> Lowered {
        let before = self.problems.count();
        let name = &scheme.scheme;
        if name.value == "none" {
            self.problems.at(
                FORM,
                name.span,
                "`none` stands for no authentication",
                "give the scheme another name",
            );
        }
        let field = self.ident(FieldIdent::explicit(&name.value), name.span, "scheme");
        let constant = self.ident(ConstIdent::derive(&name.value), name.span, "scheme");
        let ident = self.ident(TypeIdent::derive(&name.value), name.span, "scheme");
        if let Some(constant) = &constant {
            self.take(constants, constant.as_str(), name.span, "scheme");
        }
        self.check_auth_keys(scheme);
        let doc = self.text(&scheme.doc);
        let provenance = self.provenance(scheme, name.span);
        let kind = match scheme.kind.value {
            spec::AuthKind::Signature => self
                .signature(scheme)
                .map(|signature| AuthKind::Signature(Box::new(signature))),
            spec::AuthKind::Oauth2ClientCredentials => self.oauth2(scheme),
            spec::AuthKind::Credentials => {
                self.take_type_name(ident.as_ref(), name.span, "scheme");
                Some(AuthKind::Credentials(self.credentials(scheme)))
            }
        };
        Lowered {
            span: name.span,
            sound: self.problems.count() == before,
            scheme: AuthScheme {
                id: name.value.clone(),
                constant: constant.unwrap_or_else(ConstIdent::stand_in),
                field: field.unwrap_or_else(FieldIdent::stand_in),
                ident: ident.unwrap_or_else(TypeIdent::stand_in),
                doc,
                // What was reported is not asked for again.
                kind: kind.unwrap_or(AuthKind::Credentials(Vec::new())),
                provenance,
            },
        }
    }

    /// Reports keys that the kind of the scheme does not have.
    fn check_auth_keys(&mut self, scheme: &spec::AuthScheme) {
        let (signature, oauth2, credentials) = (
            signature_keys(scheme),
            oauth2_keys(scheme),
            credentials_key(scheme),
        );
        let unexpected: Vec<(&str, Span)> = match scheme.kind.value {
            spec::AuthKind::Signature => {
                oauth2.into_iter().chain([credentials]).flatten().collect()
            }
            spec::AuthKind::Oauth2ClientCredentials => signature
                .into_iter()
                .chain([credentials])
                .flatten()
                .collect(),
            spec::AuthKind::Credentials => signature.into_iter().chain(oauth2).flatten().collect(),
        };
        for (key, span) in unexpected {
            self.problems.between(
                AUTH_UNEXPECTED,
                span,
                (scheme.kind.span, "the kind"),
                format!("a scheme of this kind has no `{key}`"),
                format!("remove `{key}`, or correct the kind"),
            );
        }
    }

    /// Reports a key that the kind of the scheme needs.
    pub(super) fn needed<'s, T>(
        &mut self,
        key: &str,
        value: Option<&'s T>,
        scheme: &spec::AuthScheme,
    ) -> Option<&'s T> {
        if value.is_none() {
            self.problems.between(
                AUTH_MISSING,
                scheme.scheme.span,
                (scheme.kind.span, "the kind"),
                format!("a scheme of this kind needs `{key}`"),
                format!("add `{key}`"),
            );
        }
        value
    }

    /// The value that a word stands for.
    fn word<T: Copy>(&mut self, written: &Spanned<String>, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == written.value);
        if found.is_none() {
            let known = listed(words.iter().map(|(word, _)| *word));
            self.problems.at(
                AUTH_VALUE,
                written.span,
                format!("`{}` is not known here", written.value.escape_debug()),
                format!("write {known}"),
            );
        }
        found.map(|(_, value)| *value)
    }

    fn word_fact<T: Copy>(
        &mut self,
        fact: &spec::Fact<String>,
        words: &[(&str, T)],
    ) -> Option<Fact<T>> {
        let value = self.word(&fact.value, words);
        let provenance = self.provenance(fact, fact.value.span);
        Some(Fact {
            value: value?,
            provenance,
        })
    }

    fn signature(&mut self, scheme: &spec::AuthScheme) -> Option<Signature> {
        let algorithm = self.needed("algorithm", scheme.algorithm.as_ref(), scheme);
        let algorithm = algorithm.and_then(|fact| self.word_fact(fact, &ALGORITHMS));
        let encoding = self.needed("encoding", scheme.encoding.as_ref(), scheme);
        let encoding = encoding.and_then(|fact| self.word_fact(fact, &ENCODINGS));
        self.check_headers_differ(scheme);
        let key = self.needed("key", scheme.key.as_ref(), scheme);
        let key = key.and_then(|part| self.sent_part("key", part, scheme));
        let secret = self.needed("secret", scheme.secret.as_ref(), scheme);
        let secret = secret.map(|part| self.secret_part(part, scheme.scheme.span));
        let nonce = scheme.nonce.as_ref().map(|nonce| self.nonce(nonce));
        let signature = self.needed("signature", scheme.signature.as_ref(), scheme);
        let signature = signature.and_then(|part| self.sent_part("signature", part, scheme));
        if let (Some(algorithm), Some(encoding)) = (&algorithm, &encoding) {
            self.check_signature_length(scheme, algorithm.value, encoding.value);
        }
        let message = self.needed("message", scheme.message.as_ref(), scheme);
        let message = message.map(|fact| self.fact(fact, fact.value.value.clone()));
        let signs = |part: &MessagePart| {
            message
                .as_ref()
                .is_some_and(|message| message.value.contains(part))
        };
        if signs(&MessagePart::Nonce) {
            self.needed("nonce", scheme.nonce.as_ref(), scheme);
        }
        let body_methods = match &scheme.body_methods {
            Some(fact) => Some(self.body_methods(fact)),
            None if signs(&MessagePart::Body) => {
                self.needed("body_methods", scheme.body_methods.as_ref(), scheme);
                None
            }
            None => message.as_ref().map(|message| Fact {
                value: Vec::new(),
                provenance: message.provenance.clone(),
            }),
        };
        let nonce = match nonce {
            Some(nonce) => Some(nonce?),
            None => None,
        };
        Some(Signature {
            algorithm: algorithm?,
            encoding: encoding?,
            key: key?,
            secret: secret?,
            nonce,
            signature: signature?,
            message: message?,
            body_methods: body_methods?,
            vectors: scheme.vectors.iter().map(super::vectors::lower).collect(),
        })
    }

    /// Reports a length that no signature of this algorithm and encoding has.
    fn check_signature_length(
        &mut self,
        scheme: &spec::AuthScheme,
        algorithm: Algorithm,
        encoding: Encoding,
    ) {
        let part = scheme.signature.as_ref();
        let Some(length) = part.and_then(|part| part.length.as_ref()) else {
            return;
        };
        let bytes: u32 = match algorithm {
            Algorithm::HmacSha256 => 32,
            Algorithm::HmacSha384 => 48,
            Algorithm::HmacSha512 => 64,
        };
        let characters = match encoding {
            Encoding::HexLower | Encoding::HexUpper => bytes * 2,
            Encoding::Base64 => bytes.div_ceil(3) * 4,
        };
        if length.value != 0 && length.value != characters {
            self.impossible(
                length.span,
                &format!("a signature of this algorithm and encoding has {characters} characters"),
                "correct the length, which does not count a `prefix`, or the algorithm or the encoding",
            );
        }
    }

    /// Reports parts of a signature that would travel in one header.
    fn check_headers_differ(&mut self, scheme: &spec::AuthScheme) {
        let parts = [&scheme.key, &scheme.signature].into_iter().flatten();
        let headers = parts
            .filter_map(|part| part.header.as_ref())
            .chain(scheme.nonce.as_ref().map(|nonce| &nonce.header));
        let mut seen: HashMap<String, Span> = HashMap::new();
        for header in headers {
            if let Some(first) = seen.insert(header.to_ascii_lowercase(), header.span) {
                self.twice("header", header, first);
            }
        }
    }

    fn sent_part(
        &mut self,
        key: &str,
        part: &spec::SignatureHeader,
        scheme: &spec::AuthScheme,
    ) -> Option<SignaturePart> {
        let header = self.needed(&format!("header` of `{key}"), part.header.as_ref(), scheme);
        if let Some(header) = header {
            self.check_header_name(header);
        }
        if let Some(prefix) = &part.prefix {
            self.check_header_prefix(prefix);
        }
        let lowered = self.part(part, scheme.scheme.span);
        header.is_some().then_some(lowered)
    }

    fn secret_part(&mut self, part: &spec::SignatureHeader, anchor: Span) -> SignaturePart {
        for (key, written) in [("header", &part.header), ("prefix", &part.prefix)] {
            if let Some(written) = written {
                self.misplaced(key, written.span, "the secret, which travels nowhere");
            }
        }
        self.part(part, anchor)
    }

    fn part(&mut self, part: &spec::SignatureHeader, anchor: Span) -> SignaturePart {
        let anchor = part.header.as_ref().map_or(anchor, |header| header.span);
        if let Some(length) = part.length.as_ref().filter(|length| length.value == 0) {
            self.impossible(
                length.span,
                "no value has no characters",
                "correct the length, or leave it out",
            );
        }
        SignaturePart {
            header: part
                .header
                .as_ref()
                .map(|header| header.value.clone())
                .unwrap_or_default(),
            length: part.length.as_ref().map(|length| length.value),
            prefix: prefix(part.prefix.as_ref()),
            doc: part.doc.as_ref().map(|doc| self.text(doc)),
            provenance: self.provenance(part, anchor),
        }
    }

    fn nonce(&mut self, nonce: &spec::Nonce) -> Option<(SignaturePart, NonceKind)> {
        self.check_header_name(&nonce.header);
        let kind = self.word(&nonce.kind, &NONCES);
        let part = SignaturePart {
            header: nonce.header.value.clone(),
            length: None,
            prefix: prefix(nonce.prefix.as_ref()),
            doc: nonce.doc.as_ref().map(|doc| self.text(doc)),
            provenance: self.provenance(nonce, nonce.header.span),
        };
        Some((part, kind?))
    }

    fn body_methods(&mut self, fact: &spec::Fact<Vec<String>>) -> Fact<Vec<String>> {
        for method in &fact.value.value {
            if method_of(method).is_none() {
                self.problems.at(
                    AUTH_VALUE,
                    fact.value.span,
                    format!("`{}` is no method", method.escape_debug()),
                    "write methods in capitals: `[POST, PUT]`",
                );
            }
        }
        self.fact(fact, fact.value.value.clone())
    }

    fn oauth2(&mut self, scheme: &spec::AuthScheme) -> Option<AuthKind> {
        let authentication = self.needed(
            "client_authentication",
            scheme.client_authentication.as_ref(),
            scheme,
        )?;
        let client_authentication = self.word_fact(authentication, &CLIENT_AUTHENTICATIONS)?;
        self.unique("scope", &scheme.scopes);
        Some(AuthKind::Oauth2ClientCredentials {
            client_authentication,
            scopes: scheme
                .scopes
                .iter()
                .map(|scope| scope.value.clone())
                .collect(),
        })
    }
}

/// A key that is given, and its place.
type Given = Option<(&'static str, Span)>;

fn prefix(written: Option<&Spanned<String>>) -> String {
    written.map_or_else(String::new, |prefix| prefix.value.clone())
}

fn signature_keys(scheme: &spec::AuthScheme) -> [Given; 9] {
    let fact =
        |key, fact: &Option<spec::Fact<String>>| fact.as_ref().map(|fact| (key, fact.value.span));
    let part = |key, part: &Option<spec::SignatureHeader>| {
        let header = part
            .as_ref()
            .map(|part| part.header.as_ref().map(|header| header.span));
        header.map(|span| (key, span.unwrap_or(scheme.scheme.span)))
    };
    [
        fact("algorithm", &scheme.algorithm),
        fact("encoding", &scheme.encoding),
        part("key", &scheme.key),
        part("secret", &scheme.secret),
        scheme
            .nonce
            .as_ref()
            .map(|nonce| ("nonce", nonce.header.span)),
        part("signature", &scheme.signature),
        scheme
            .message
            .as_ref()
            .map(|message| ("message", message.value.span)),
        scheme
            .body_methods
            .as_ref()
            .map(|methods| ("body_methods", methods.value.span)),
        scheme
            .vectors
            .first()
            .map(|vector| ("vectors", vector.operation.span)),
    ]
}

fn oauth2_keys(scheme: &spec::AuthScheme) -> [Given; 2] {
    let authentication = scheme.client_authentication.as_ref();
    [
        authentication.map(|fact| ("client_authentication", fact.value.span)),
        scheme.scopes.first().map(|scope| ("scopes", scope.span)),
    ]
}

fn credentials_key(scheme: &spec::AuthScheme) -> Given {
    scheme
        .credentials
        .first()
        .map(|credential| ("credentials", credential.name.span))
}
