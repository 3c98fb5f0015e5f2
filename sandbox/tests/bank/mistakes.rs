//! What the journal says of refused signatures: each usual mistake by its name.

use crate::auth::{PATH, refused};
use crate::client::{KEY, SECRET, call, hex, next_nonce, payment, plaza, sign};
use base64::Engine as _;
use ring::{digest, hmac};

/// What `str` makes of bytes that hold no single quotation mark.
fn python_bytes(text: &str) -> String {
    let letter = |byte: u8| match byte {
        b' '..=b'~' => char::from(byte).to_string(),
        _ => format!("\\x{byte:02x}"),
    };
    format!("b'{}'", text.bytes().map(letter).collect::<String>())
}

/// A path, the signature that is sent, and words of the explanation.
type Case = (&'static str, String, &'static str);

/// Signatures of another text.
fn mistakes_in_text(nonce: &str, body: &str) -> Vec<Case> {
    let signed = |text: String| sign(SECRET, text.as_bytes());
    let value: serde_json::Value = serde_json::from_str(body).unwrap();
    let third = "/v1/pagos/p2p/J000000025";
    let python = body.replace("\":", "\": ").replace(",\"", ", \"");
    let earlier = nonce.parse::<u64>().unwrap() - 7;
    vec![
        (
            third,
            signed(format!("{third}{nonce}{body}")),
            "whole path was signed",
        ),
        (
            PATH,
            signed(format!("{PATH}/{nonce}{body}")),
            "slash was signed behind",
        ),
        (
            PATH,
            signed(format!("v1/pagos/p2p{nonce}{body}")),
            "without its first slash",
        ),
        (
            "/v1/pagos/p2p?a=1",
            signed(format!("{PATH}?a=1{nonce}{body}")),
            "with its query",
        ),
        (
            PATH,
            signed(format!("http://bank{PATH}{nonce}{body}")),
            "whole URL",
        ),
        (
            PATH,
            signed(format!("/V1/PAGOS/P2P{nonce}{body}")),
            "in capitals",
        ),
        (
            PATH,
            signed(format!("/p2p{nonce}{body}")),
            "the end of the base",
        ),
        (
            third,
            signed(format!("/v1/pagos{nonce}{body}")),
            "the beginning of the whole path",
        ),
        (PATH, signed(format!("{PATH}{body}")), "nonce is missing"),
        (PATH, signed(format!("{PATH}{nonce}")), "body is missing"),
        (PATH, signed(format!("{PATH}{nonce}{{}}")), "empty object"),
        (
            PATH,
            signed(format!("{PATH}{nonce}{python}")),
            "space after commas and colons",
        ),
        (
            PATH,
            signed(format!("{PATH}{nonce}{value}")),
            "written anew",
        ),
        (
            PATH,
            signed(format!("{PATH}{nonce}{body}\n")),
            "line break behind",
        ),
        (
            PATH,
            signed(format!("{body}{nonce}{PATH}")),
            "in the order body, nonce, base",
        ),
        (
            PATH,
            signed(format!("{PATH}\n{nonce}\n{body}")),
            "line breaks between",
        ),
        (
            PATH,
            signed(format!("{PATH}{earlier}{body}")),
            "clock was read twice",
        ),
    ]
}

/// Signatures of what languages make of a body or a nonce, when nobody looks.
fn mistakes_of_languages(nonce: &str, body: &str) -> Vec<Case> {
    let signed = |text: String| sign(SECRET, text.as_bytes());
    vec![
        (
            PATH,
            signed(format!("{PATH}{nonce}[object Object]")),
            "`[object Object]` was signed as the body",
        ),
        (
            PATH,
            signed(format!("{PATH}{nonce}{}", python_bytes(body))),
            "Python writes bytes",
        ),
        (
            PATH,
            signed(format!("{PATH}{nonce}{}", serde_json::Value::from(body))),
            "it was written twice",
        ),
        (
            PATH,
            signed(format!("{PATH}undefined{body}")),
            "`undefined` was signed as the nonce",
        ),
        (
            PATH,
            signed(format!("{PATH}{KEY}{nonce}{body}")),
            "public key was signed too",
        ),
        (
            PATH,
            signed(format!("%2Fv1%2Fpagos%2Fp2p{nonce}{body}")),
            "percent-encoded",
        ),
    ]
}

/// Signatures of the right text by another hash, key or spelling.
fn mistakes_in_hash(whole: &str) -> Vec<Case> {
    let hash = |algorithm| {
        let key = hmac::Key::new(algorithm, SECRET.as_bytes());
        hmac::sign(&key, whole.as_bytes())
    };
    let bytes: Vec<u8> = (0..SECRET.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&SECRET[at..at + 2], 16).unwrap())
        .collect();
    let of_bytes = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA384, &bytes), whole.as_bytes());
    let plain = digest::digest(&digest::SHA384, format!("{whole}{SECRET}").as_bytes());
    let base64 = base64::engine::general_purpose::STANDARD;
    vec![
        (PATH, sign(KEY, whole.as_bytes()), "public key signed"),
        (
            PATH,
            sign(SECRET, whole.as_bytes()).to_uppercase(),
            "upper-case hexadecimal instead of lower-case",
        ),
        (
            PATH,
            base64.encode(hash(hmac::HMAC_SHA384)),
            "base64 instead of",
        ),
        (
            PATH,
            hex(hash(hmac::HMAC_SHA256).as_ref()),
            "HMAC-SHA256 instead of HMAC-SHA384",
        ),
        (
            PATH,
            hex(hash(hmac::HMAC_SHA512).as_ref()),
            "HMAC-SHA512 instead of HMAC-SHA384",
        ),
        (PATH, hex(of_bytes.as_ref()), "hexadecimal digits stand for"),
        (PATH, hex(plain.as_ref()), "plain hash of text and secret"),
        (
            PATH,
            hex(hash(hmac::HMAC_SHA512).as_ref())[..96].to_owned(),
            "beginning of an HMAC-SHA512",
        ),
        (
            PATH,
            base64.encode(sign(SECRET, whole.as_bytes())),
            "base64 of its hexadecimal digits",
        ),
        (
            PATH,
            format!("SHA2-384(stdin)= {}", sign(SECRET, whole.as_bytes())),
            "only a part of what the header holds",
        ),
        (
            PATH,
            sign(whole, SECRET.as_bytes()),
            "secret and text are swapped",
        ),
        (
            PATH,
            sign(&format!("\"{SECRET}\""), whole.as_bytes()),
            "in quotation marks",
        ),
    ]
}

#[tokio::test]
async fn each_usual_mistake_is_named() {
    let sandbox = plaza().await;
    let nonce = next_nonce().to_string();
    let body = payment();
    let whole = format!("{PATH}{nonce}{body}");
    let cases = mistakes_in_text(&nonce, &body).into_iter();
    let cases = cases.chain(mistakes_of_languages(&nonce, &body));
    let cases = cases.chain(mistakes_in_hash(&whole));
    for (target, signature, words) in cases {
        let (code, status, found) =
            refused(&sandbox, target, (KEY, &nonce, &signature), &body).await;
        assert_eq!((code.as_deref(), status), (Some("A001"), 400), "{words}");
        let expected = found.expected.unwrap();
        let said = expected.explanation.mistakes.join("; ");
        assert!(
            expected.explanation.certain && said.contains(words),
            "{words}: {said}"
        );
        assert!(
            expected
                .text
                .starts_with(&format!("{PATH}{nonce}{{body: {} bytes", body.len()))
        );
        let hash = digest::digest(&digest::SHA256, body.as_bytes());
        assert_eq!(expected.body_sha256, hex(hash.as_ref()));
    }
    // None of them has used up the nonce.
    let (code, _, _) = refused(
        &sandbox,
        PATH,
        (KEY, &nonce, &sign(SECRET, whole.as_bytes())),
        &body,
    )
    .await;
    assert_eq!(code.as_deref(), Some("0000"));
}

#[tokio::test]
async fn two_mistakes_at_once_are_both_named() {
    let sandbox = plaza().await;
    let (nonce, body) = (next_nonce().to_string(), payment());
    let python = body.replace("\":", "\": ").replace(",\"", ", \"");
    let third = "/v1/pagos/p2p/J000000025";
    let signature = sign(SECRET, format!("{third}{nonce}{python}").as_bytes());
    let (_, _, found) = refused(&sandbox, third, (KEY, &nonce, &signature), &body).await;
    let said = found.expected.unwrap().explanation.mistakes.join("; ");
    assert!(
        said.contains("whole path") && said.contains("space after commas"),
        "{said}"
    );
}

#[tokio::test]
async fn an_inexplicable_signature_is_not_explained_away() {
    let sandbox = plaza().await;
    let nonce = next_nonce().to_string();
    for signature in [
        "0".repeat(96),
        "f".repeat(96),
        "zz".to_owned(),
        "\u{e9}".repeat(48),
    ] {
        let (code, _, found) = refused(&sandbox, PATH, (KEY, &nonce, &signature), &payment()).await;
        assert_eq!(code.as_deref(), Some("A001"), "{signature}");
        let expected = found.expected.unwrap();
        assert!(!expected.explanation.certain && !expected.explanation.mistakes.is_empty());
    }
}

#[tokio::test]
async fn a_misspelt_header_and_a_cut_signature_are_named() {
    let sandbox = plaza().await;
    let (nonce, body) = (next_nonce().to_string(), payment());
    let signature = sign(SECRET, format!("{PATH}{nonce}{body}").as_bytes());
    let headers = [
        ("X-Api_Key", KEY),
        ("nonce", &*nonce),
        ("api-signature", &*signature),
    ];
    call(&sandbox, "POST", PATH, &headers, body.as_bytes()).await;
    let entry = sandbox.journal().pop().unwrap();
    let steps = entry.verification.clone().unwrap().steps.join("; ");
    assert!(steps.contains("but one called `x-api_key`"), "{steps}");
    let (_, _, found) = refused(&sandbox, PATH, (KEY, &nonce, &signature[..40]), &body).await;
    let said = found.expected.unwrap().explanation.mistakes.join("; ");
    assert!(said.contains("only the beginning of the right"), "{said}");
    // Another key's signature does not pass for the beginning of the right one.
    let (_, _, found) = refused(&sandbox, PATH, (KEY, &nonce, &"0".repeat(40)), &body).await;
    let said = found.expected.unwrap().explanation.mistakes.join("; ");
    assert!(!said.contains("beginning"), "{said}");
}

#[tokio::test]
async fn a_path_that_is_almost_served_says_what_is_wrong_with_it() {
    let sandbox = plaza().await;
    for (target, words) in [
        ("/v1/pagos/p2p/", Some("slash at its end")),
        ("/v1//pagos/p2p", Some("two slashes")),
        ("/V1/pagos/P2P", Some("capital letters")),
        ("/v1/pagos", None),
    ] {
        let answer = call(&sandbox, "POST", target, &[], b"").await;
        assert_eq!(answer.status, 404, "{target}");
        let said = sandbox.journal().pop().unwrap().notes.join("; ");
        match words {
            Some(words) => assert!(said.contains(words), "{target}: {said}"),
            None => assert!(!said.contains("; "), "{target}: {said}"),
        }
    }
}
