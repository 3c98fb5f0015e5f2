//! Signatures against answers of an independent tool: Python's `hmac`, checked with `openssl dgst -hmac`.

use bank_client_runtime as rt;

const KEY: &str = "fedcba9876543210fedcba9876543210";
const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// An operation that signs in its own way.
macro_rules! signed {
    ($name:ident, $algorithm:ident, $encoding:ident, prefix: $prefix:literal, message: $message:expr, $method:ident, body: $body:expr, query: $query:expr) => {
        struct $name;
        impl rt::Record for $name {
            fn write(&self, to: &mut rt::Writer<'_>) {
                to.query($query);
                let body: Option<&rt::Fields<'_>> = $body;
                if let Some(body) = body {
                    to.body(body);
                }
            }
        }
        impl rt::Request for $name {
            const OPERATION: &'static rt::Operation = &rt::Operation {
                bank: "banco-prueba",
                service: "pagos",
                id: stringify!($name),
                method: rt::Method::$method,
                path: rt::Path::Template("/v1/pagos/p2p"),
                signing_base: "/v1/pagos/p2p",
                auth: Some(&rt::AuthScheme::Signature(rt::Signature {
                    name: "firma",
                    algorithm: rt::Algorithm::$algorithm,
                    encoding: rt::Encoding::$encoding,
                    key_header: "api-key",
                    key_prefix: $prefix,
                    key_length: 0,
                    secret_length: 0,
                    nonce: Some(("nonce", rt::NonceKind::UnixMillis)),
                    nonce_prefix: $prefix,
                    signature_header: "api-signature",
                    signature_prefix: $prefix,
                    message: $message,
                    body_methods: &["POST"],
                })),
                effect: rt::Effect::Read,
                finality: rt::Finality::Final,
                supplied: &[],
                idempotency: None,
                envelope: None,
                success: &[],
                codes: rt::CodeTable::new(""),
            };
            type Response = Vec<String>;
            type Code = crate::mini::pagos::crear_pago::CrearPagoCode;
        }
    };
}

const BANK: &[rt::Part] = &[rt::Part::SigningBase, rt::Part::Nonce, rt::Part::Body];
const NAMED: Option<&rt::Fields<'static>> = Some(&[("nombre", &"Peña 😀")]);

signed!(Empty, HmacSha384, HexLower, prefix: "", message: BANK, Post, body: Some(&[]), query: &[]);
signed!(Sha256, HmacSha256, HexLower, prefix: "", message: BANK, Post, body: NAMED, query: &[]);
signed!(Sha384, HmacSha384, HexLower, prefix: "", message: BANK, Post, body: NAMED, query: &[]);
signed!(Sha512, HmacSha512, HexUpper, prefix: "v1=", message: BANK, Post, body: NAMED, query: &[]);
signed!(Base64, HmacSha384, Base64, prefix: "", message: BANK, Post, body: NAMED, query: &[]);
signed!(Lectura, HmacSha384, HexLower, prefix: "", message: BANK, Get, body: Some(&[]), query: &[]);
signed!(Cabeza, HmacSha384, HexLower, prefix: "", message: BANK, Head, body: None, query: &[("a", &"1")]);
signed!(Todo, HmacSha384, HexLower, prefix: "", message: &[
    rt::Part::Method, rt::Part::Text("|"), rt::Part::Path, rt::Part::Text("?"), rt::Part::Query, rt::Part::Text("|"),
    rt::Part::Key, rt::Part::Text("|"), rt::Part::Nonce,
], Post, body: None, query: &[("a", &"1")]);

const EVERYTHING: &[rt::Part] = &[
    rt::Part::Key,
    rt::Part::Nonce,
    rt::Part::Path,
    rt::Part::Body,
];
signed!(TodoBase64, HmacSha256, Base64, prefix: "", message: EVERYTHING, Post, body: NAMED, query: &[]);
signed!(TodoPrefixed, HmacSha256, Base64, prefix: "HMAC ", message: EVERYTHING, Post, body: NAMED, query: &[]);

const TARGET: &[rt::Part] = &[rt::Part::Target, rt::Part::Nonce];
signed!(Dirigida, HmacSha256, HexLower, prefix: "", message: TARGET, Get, body: None, query: &[("a", &"1")]);
signed!(SinConsulta, HmacSha256, HexLower, prefix: "", message: TARGET, Get, body: None, query: &[]);

fn signature<R: rt::Request>(request: &R, base: Option<&'static str>) -> String {
    let Some(rt::AuthScheme::Signature(scheme)) = R::OPERATION.auth else {
        panic!("not signed");
    };
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let key = rt::SigningKey::new(KEY, SECRET).unwrap();
    let set = rt::CredentialSet::new().signing_key("firma", Some(key));
    let mut with = rt::Prepare::new(&url, &set).nonce(1_700_000_000_000);
    if let Some(base) = base {
        with = with.signing_base(base);
    }
    let request = rt::prepare(request, &with).unwrap();
    let key = [scheme.key_prefix, KEY].concat();
    let nonce = [scheme.nonce_prefix, "1700000000000"].concat();
    assert_eq!(request.headers()["api-key"], key);
    assert!(request.headers()["api-key"].is_sensitive());
    assert_eq!(request.headers()["nonce"], nonce);
    request.headers()["api-signature"]
        .to_str()
        .unwrap()
        .to_owned()
}

#[test]
fn an_empty_object_is_signed_as_it_is_sent() {
    let expected = "7707da8639c0d8ecfac9b98cb5b63dc835e2332acc0409e7f9e952f36296881127778c9952e02367eb2df16ec0213eef";
    assert_eq!(signature(&Empty, None), expected);
}

#[test]
fn every_hash_and_text_form_agrees_with_the_independent_tool() {
    assert_eq!(
        signature(&Sha256, None),
        "5fbdb6dad4f5bdcb7e9cc157772b73bd713f182735a6b9c01683b32651d0751f"
    );
    assert_eq!(
        signature(&Sha384, None),
        "968886124199f3186ddf7cc63c1d4f6b48400ad06aa162b0e4ec718286a3851479df10f65998e3b9ee264f71ca9c1ee5"
    );
    assert_eq!(
        signature(&Sha512, None),
        "v1=F3A90789421AA1B5CF3EAFAB0F0A4F4B9C2695BC582D496CC8D8E70C8F76FC5CDD03682C3A55729A4597B9DC304A67E42438FDF1B43DFCC86D9B350C5F2FA073"
    );
    assert_eq!(
        signature(&Base64, None),
        "loiGEkGZ8xht33zGPB1Pa0hACtBqoWKw5OxxgoajhRR53xD2WZjjue4mT3HKnB7l"
    );
}

#[test]
fn prefixes_are_sent_with_key_nonce_and_signature_but_not_signed() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let key = rt::SigningKey::new(KEY, SECRET).unwrap();
    let set = rt::CredentialSet::new().signing_key("firma", Some(key));
    let with = rt::Prepare::new(&url, &set).nonce(1_700_000_000_000);
    let plain = rt::prepare(&TodoBase64, &with).unwrap();
    let prefixed = rt::prepare(&TodoPrefixed, &with).unwrap();
    for header in ["api-key", "nonce", "api-signature"] {
        let plain = plain.headers()[header].to_str().unwrap();
        let prefixed = prefixed.headers()[header].to_str().unwrap();
        assert_eq!(prefixed, ["HMAC ", plain].concat());
    }
}

#[test]
fn the_signed_path_is_the_one_that_is_sent() {
    let url = rt::BaseUrl::new("https://prueba.example/api/v2").unwrap();
    let key = rt::SigningKey::new("k-1", SECRET).unwrap();
    let set = rt::CredentialSet::new().signing_key("firma", Some(key));
    let with = rt::Prepare::new(&url, &set).nonce(1);
    let request = rt::prepare(&Todo, &with).unwrap();
    assert_eq!(request.uri().path(), "/api/v2/v1/pagos/p2p");
    // printf %s 'POST|/api/v2/v1/pagos/p2p?a=1|k-1|1' | openssl dgst -sha384 -hmac "$secret"
    assert_eq!(
        request.headers()["api-signature"],
        "da997035b7a8cdffe53a42ff937daaadd687677a1af7896f9c48c68084ad67bad8328b11c363da045e17f548c34be63d"
    );
}

#[test]
fn a_target_without_a_query_is_signed_without_a_question_mark() {
    // printf %s '/v1/pagos/p2p?a=11700000000000' | openssl dgst -sha256 -hmac "$secret"
    let with = "3f59680b1a56e202568e04e18e48948158054931e427547d44d85ba24306792b";
    assert_eq!(signature(&Dirigida, None), with);
    // printf %s '/v1/pagos/p2p1700000000000' | openssl dgst -sha256 -hmac "$secret"
    let without = "f2aa5e99e793ef48d0b033518b5c4ab6249149e0062b712f2f4a85c10c52207c";
    assert_eq!(signature(&SinConsulta, None), without);
}

#[test]
fn reads_sign_nothing_after_the_nonce() {
    let expected = "cf75786c78596224830e66318dfc3cfcc029895bab8b67842ec7855acca9f1e348cdae799cc38b2f4b9fac7336d97872";
    assert_eq!(signature(&Lectura, None), expected);
    assert_eq!(signature(&Cabeza, None), expected);
}

#[test]
fn every_part_can_be_signed_and_the_base_be_replaced() {
    // POST|/v1/pagos/p2p?a=1|K|… with the key in place of K
    let expected = "12a56cce16c966bd8239b575bacae7ade4f1b2e9d2913506d651aff0b0351ffaf76ceda3fdc679e92c4c47e65c27870f";
    assert_eq!(signature(&Todo, None), expected);
    // The base of another operation makes the signature of that operation.
    assert_ne!(
        signature(&Empty, Some("/pagos/v1/p2p")),
        signature(&Empty, None)
    );
    assert_eq!(
        signature(&Empty, Some("/v1/pagos/p2p")),
        signature(&Empty, None)
    );
}

#[test]
fn an_operation_without_authentication_sends_no_authentication() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let key = rt::SigningKey::new(KEY, SECRET).unwrap();
    let set = rt::CredentialSet::new().signing_key("firma", Some(key));
    let request = crate::mini::pagos::listar_bancos::ListarBancos {};
    let request = rt::prepare(&request, &rt::Prepare::new(&url, &set)).unwrap();
    for header in ["api-key", "nonce", "api-signature", "authorization"] {
        assert!(!request.headers().contains_key(header), "{header}");
    }
}

#[test]
fn without_nonce_or_key_nothing_is_prepared() {
    let url = rt::BaseUrl::new("https://prueba.example").unwrap();
    let key = rt::SigningKey::new(KEY, SECRET).unwrap();
    let set = rt::CredentialSet::new().signing_key("firma", Some(key));
    let error = rt::prepare(&Empty, &rt::Prepare::new(&url, &set)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.Empty was not sent: no nonce was given"
    );
    let none = rt::CredentialSet::new();
    let error = rt::prepare(&Empty, &rt::Prepare::new(&url, &none).nonce(1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "banco-prueba pagos.Empty was not sent: no credentials for firma"
    );
}
