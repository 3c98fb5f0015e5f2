//! The bytes behind a signature that may be written otherwise than it should be.

use super::Attempt;
use crate::auth::signature::bytes_of_hex;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use generator::model::Encoding;

const LOWER: &str = "lower-case hexadecimal";
const UPPER: &str = "upper-case hexadecimal";
const BASE64: &str = "base64";

impl Attempt<'_> {
    /// The bytes of the received signature, in whatever text form; notes what is wrong with the form.
    pub(super) fn tag(&self, notes: &mut Vec<String>) -> Option<Vec<u8>> {
        let sent = self.sent.trim();
        if sent != self.sent {
            notes.push("there is white space around the signature".to_owned());
        }
        let wanted = match self.scheme.encoding.value {
            Encoding::HexLower => LOWER,
            Encoding::HexUpper => UPPER,
            Encoding::Base64 => BASE64,
        };
        let found = whole(sent)
            .map(|found| (None, found))
            .or_else(|| part(sent).map(|(note, found)| (Some(note), found)));
        if let Some((note, (name, tag))) = found {
            notes.extend(note.map(str::to_owned));
            // Digits alone are of either case.
            let same = name == wanted
                || wanted != BASE64
                    && name == LOWER
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
        let cut = bytes_of_hex(sent, false).or_else(|| STANDARD_NO_PAD.decode(sent).ok());
        notes.extend(cut.and_then(|cut| self.beginning(&cut)));
        None
    }
}

/// The hash that a text is, with the name of its form.
fn whole(text: &str) -> Option<(&'static str, Vec<u8>)> {
    let forms = [
        (LOWER, bytes_of_hex(text, false)),
        (UPPER, bytes_of_hex(text, true)),
        (
            "hexadecimal of mixed case",
            bytes_of_hex(&text.to_ascii_lowercase(), false),
        ),
        (BASE64, STANDARD.decode(text).ok()),
        ("base64 without padding", STANDARD_NO_PAD.decode(text).ok()),
        ("base64 for URLs", URL_SAFE.decode(text).ok()),
        (
            "base64 for URLs without padding",
            URL_SAFE_NO_PAD.decode(text).ok(),
        ),
        ("base64 of its hexadecimal digits", digits_in_base64(text)),
    ];
    let fits = |tag: &Vec<u8>| matches!(tag.len(), 16 | 20 | 32 | 48 | 64);
    let mut forms = forms.into_iter();
    forms.find_map(|(name, tag)| Some((name, tag.filter(fits)?)))
}

fn digits_in_base64(text: &str) -> Option<Vec<u8>> {
    let digits = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    bytes_of_hex(&digits.to_ascii_lowercase(), false)
}

/// The hash that stands in a text beside something else, such as the name that `openssl` prints before it.
fn part(text: &str) -> Option<(&'static str, (&'static str, Vec<u8>))> {
    if let Some(found) = text.strip_prefix("0x").and_then(whole) {
        return Some(("`0x` stands before the signature", found));
    }
    let words = text.split(|letter: char| letter.is_whitespace() || "\"'()[],;:".contains(letter));
    let behind = |word| str::rsplit_once(word, '=').map(|(_, rest)| rest);
    let mut words = words.flat_map(|word| [Some(word), behind(word)]).flatten();
    let found = words.find_map(whole)?;
    Some((
        "the signature is only a part of what the header holds",
        found,
    ))
}
