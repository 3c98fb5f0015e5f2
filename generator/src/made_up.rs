//! The made-up credentials that generated examples call with, and that a sandbox accepts.

use crate::model::Signature;

/// Id of an OAuth 2.0 client.
pub const CLIENT_ID: &str = "made-up-id";

/// Secret of an OAuth 2.0 client.
pub const CLIENT_SECRET: &str = "made-up-secret";

/// Any other secret text.
pub const TEXT: &str = "made-up";

/// Key and secret of a signature scheme: those of its first known answer, which are made up, or zeros of the right lengths.
#[must_use]
pub fn signing_key(signature: &Signature) -> (String, String) {
    let zeros =
        |length: Option<u32>| "0".repeat(length.map_or(32, |length| length.min(256) as usize));
    match signature.vectors.first() {
        Some(vector) => (vector.key.clone(), vector.secret.clone()),
        None => (zeros(signature.key.length), zeros(signature.secret.length)),
    }
}

/// A moment of the fifth of March 2026, in UTC where the format has an offset.
#[must_use]
pub fn moment(format: &str) -> String {
    [
        ("YYYY", "2026"),
        ("SSS", "000"),
        ("MM", "03"),
        ("DD", "05"),
        ("hh", "14"),
        ("mm", "07"),
        ("ss", "09"),
    ]
    .into_iter()
    .fold(format.to_owned(), |text, (letters, value)| {
        text.replace(letters, value)
    })
}
