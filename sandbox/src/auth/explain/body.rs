//! What programs sign as the body, when it is not the bytes they send.

use super::Attempt;
use super::mistake::{Change, Mistake};
use super::style::spellings;
use crate::auth::signature::hex;
use crate::json;
use generator::model::Json;
use ring::digest;

/// Bodies up to this many bytes are written anew in other ways.
const SPELLED: usize = 65_536;
/// What languages write for a value that is none, or that is no text.
const WORDS: [&str; 7] = [
    "null",
    "[]",
    "undefined",
    "None",
    "nil",
    "[object Object]",
    "\"\"",
];

impl Attempt<'_> {
    /// Adds everything that may have been signed as the body.
    pub(super) fn bodies(&self, all: &mut Vec<Mistake>) {
        let signed = self.parts.body(self.scheme);
        let body = &self.parts.received.body;
        let mut add = |name: &str, bytes: Vec<u8>| {
            if bytes != signed {
                all.push(Mistake {
                    name: name.to_owned(),
                    change: Change::Body(bytes),
                });
            }
        };
        if signed.is_empty() {
            add(
                "a body was signed that this method does not sign",
                body.clone(),
            );
            add(
                "the text was signed with a line break behind it",
                b"\n".to_vec(),
            );
        } else {
            add("the body is missing from the signed text", Vec::new());
        }
        add("an empty object was signed as the body", b"{}".to_vec());
        for word in WORDS {
            add(&format!("`{word}` was signed as the body"), word.into());
        }
        if let Ok(text) = std::str::from_utf8(body)
            && !body.is_empty()
        {
            for (name, bytes) in variants(text) {
                add(name, bytes);
            }
            add(
                "the public key was signed too, behind the body",
                format!("{text}{}", self.key).into(),
            );
        }
        let hash = hex(digest::digest(&digest::SHA256, body).as_ref());
        add(
            "the body's hash was signed instead of the body",
            hash.into_bytes(),
        );
        if body.len() <= SPELLED
            && let Ok(value) = json::parse(body)
        {
            for (name, text) in spellings(&value) {
                add(
                    &format!("the body was written anew between signing and sending: {name}"),
                    text.into_bytes(),
                );
            }
            let mut shown = String::new();
            python(&value, &mut shown);
            add(
                "the body was signed as Python writes a dictionary, instead of JSON",
                shown.into(),
            );
            if let Some(form) = form(&value) {
                add(
                    "the body was signed as a form, instead of JSON",
                    form.into(),
                );
            }
        }
    }
}

/// The same text in other bytes.
fn variants(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let mut all: Vec<(&'static str, Vec<u8>)> = vec![
        (
            "the body was signed without the white space around it",
            text.trim().into(),
        ),
        (
            "the body was signed with a line break behind it",
            format!("{text}\n").into(),
        ),
        (
            "the body was signed with other line breaks",
            text.replace("\r\n", "\n").into(),
        ),
        (
            "the body was signed with a byte order mark before it",
            format!("\u{feff}{text}").into(),
        ),
    ];
    if text.len() <= SPELLED {
        let twice = json::write(&Json::Text(text.to_owned()));
        all.push((
            "the body was signed as a JSON text of its own: it was written twice",
            twice.into(),
        ));
        all.push((
            "the body was signed as Python writes bytes, with b'' around it",
            python_bytes(text).into(),
        ));
    }
    let latin = text.chars();
    let latin = latin.map(|letter| u8::try_from(u32::from(letter)).ok());
    if let Some(latin) = latin.collect() {
        all.push(("the body was signed in Latin-1 and sent in UTF-8", latin));
    }
    all
}

/// What `str` makes of bytes.
fn python_bytes(text: &str) -> String {
    let mark = quotation_mark(text);
    let mut shown = format!("b{mark}");
    for byte in text.bytes() {
        match byte {
            b'\\' => shown.push_str("\\\\"),
            b'\n' => shown.push_str("\\n"),
            b'\r' => shown.push_str("\\r"),
            b'\t' => shown.push_str("\\t"),
            b' '..=b'~' if char::from(byte) == mark => shown.extend(['\\', mark]),
            b' '..=b'~' => shown.push(char::from(byte)),
            _ => shown.extend(["\\x", &hex(&[byte])]),
        }
    }
    shown.push(mark);
    shown
}

/// The mark that Python puts around a text.
fn quotation_mark(text: &str) -> char {
    if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    }
}

/// What `str` makes of a dictionary.
fn python(value: &Json, out: &mut String) {
    let text = |text: &str, out: &mut String| {
        let mark = quotation_mark(text);
        let written = text.replace('\\', "\\\\").replace('\n', "\\n");
        let written = written.replace(mark, &format!("\\{mark}"));
        out.push(mark);
        out.push_str(&written);
        out.push(mark);
    };
    match value {
        Json::Null => out.push_str("None"),
        Json::Boolean(true) => out.push_str("True"),
        Json::Boolean(false) => out.push_str("False"),
        Json::Number(digits) => out.push_str(digits),
        Json::Text(content) => text(content, out),
        Json::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                out.push_str(if position > 0 { ", " } else { "" });
                python(item, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (position, (name, member)) in members.iter().enumerate() {
                out.push_str(if position > 0 { ", " } else { "" });
                text(name, out);
                out.push_str(": ");
                python(member, out);
            }
            out.push('}');
        }
    }
}

/// The members of an object as the pairs of a form; `None` where a member is no single value.
fn form(value: &Json) -> Option<String> {
    let Json::Object(members) = value else {
        return None;
    };
    let pairs = members.iter().map(|(name, member)| {
        let text = match member {
            Json::Text(text) | Json::Number(text) => text.clone(),
            Json::Boolean(_) | Json::Null => json::write(member),
            Json::Array(_) | Json::Object(_) => return None,
        };
        Some(format!("{}={}", encoded(name), encoded(&text)))
    });
    let pairs: Option<Vec<String>> = pairs.collect();
    Some(pairs?.join("&"))
}

fn encoded(text: &str) -> String {
    let mut written = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_' => {
                written.push(char::from(byte));
            }
            b' ' => written.push('+'),
            _ => written.extend(["%", &hex(&[byte]).to_ascii_uppercase()]),
        }
    }
    written
}
