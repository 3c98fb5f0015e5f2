//! Authentication: one scheme of each kind.

use super::*;

fn part(header: &str, length: Option<u32>, line: u32) -> SignaturePart {
    SignaturePart {
        header: header.to_owned(),
        length,
        prefix: String::new(),
        doc: Some(text("Part of the signature", "Parte de la firma")),
        provenance: at(line),
    }
}

/// Key, secret, nonce and answer of the signature, made up; the answer is what `openssl dgst` gives.
pub(crate) const VECTOR: [&str; 4] = [
    "a9100000000000000000000000000c01",
    "0123456789abcdef0123456789abcdef",
    "1700000000000",
    "7707da8639c0d8ecfac9b98cb5b63dc835e2332acc0409e7f9e952f36296881127778c9952e02367eb2df16ec0213eef",
];

pub(super) fn auth() -> Vec<AuthScheme> {
    let scheme = |id: &str, kind: AuthKind, line: u32| AuthScheme {
        id: id.to_owned(),
        constant: ConstIdent::derive(id).expect("a name"),
        field: FieldIdent::derive(id).expect("a name"),
        ident: TypeIdent::derive(id).expect("a name"),
        doc: text(&format!("Scheme {id}."), &format!("Esquema {id}.")),
        kind,
        provenance: at(line),
    };
    let [key, secret, nonce, signature] = VECTOR.map(str::to_owned);
    let signed = Signature {
        algorithm: fact(Algorithm::HmacSha384, 50),
        encoding: fact(Encoding::HexLower, 51),
        key: part("api-key", Some(32), 52),
        secret: part("", Some(32), 53),
        nonce: Some((part("nonce", None, 54), NonceKind::UnixMillis)),
        signature: part("api-signature", Some(96), 55),
        message: fact(
            vec![
                MessagePart::SigningBase,
                MessagePart::Nonce,
                MessagePart::Body,
            ],
            56,
        ),
        body_methods: fact(vec!["POST".to_owned()], 57),
        vectors: vec![Vector {
            operation: "crear_pago".to_owned(),
            key,
            secret,
            message: format!("/v1/pagos/p2p{nonce}{{}}"),
            nonce,
            request: "POST /v1/pagos/p2p".to_owned(),
            body: "{}".to_owned(),
            signature,
        }],
    };
    let credential = |name: &str, bearer: bool, line: u32| Credential {
        wire_name: name.to_owned(),
        place: Place::Header,
        ident: FieldIdent::derive(name).expect("a name"),
        bearer,
        prefix: if bearer { "Bearer " } else { "" }.to_owned(),
        sensitive: Sensitive::Secret,
        doc: None,
        provenance: at(line),
    };
    vec![
        scheme("firma", AuthKind::Signature(Box::new(signed)), 58),
        scheme(
            "oauth2",
            AuthKind::Oauth2ClientCredentials {
                client_authentication: fact(ClientAuthentication::BasicHeader, 59),
                scopes: vec!["clientes".to_owned()],
            },
            60,
        ),
        scheme(
            "credenciales",
            AuthKind::Credentials(vec![
                credential("client_id", false, 61),
                credential("client_secret", false, 62),
                credential("Authorization", true, 63),
            ]),
            64,
        ),
    ]
}
