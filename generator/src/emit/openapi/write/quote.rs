//! Quoted texts: nothing that cannot be seen passes raw.

use std::fmt::Write;

/// Whose escapes are used. They differ only beyond the basic plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Escapes {
    /// Surrogate pairs.
    Json,
    /// `\U` and eight digits.
    Yaml,
}

/// Appends the text in double quotes.
pub(super) fn quote(out: &mut String, text: &str, escapes: Escapes) {
    out.push('"');
    let mut written = 0;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' | b'\\' | 0..=0x1f | 0x7f => {
                out.push_str(&text[written..at]);
                escape(out, char::from(byte), escapes);
                at += 1;
                written = at;
            }
            0x20..=0x7e => at += 1,
            // U+00C0 to U+00FF: the accents of Spanish.
            0xc3 => at += 2,
            0x80..=0xff => {
                let Some(character) = text[at..].chars().next() else {
                    break;
                };
                let end = at + character.len_utf8();
                if is_hidden(character) {
                    out.push_str(&text[written..at]);
                    escape(out, character, escapes);
                    written = end;
                }
                at = end;
            }
        }
    }
    out.push_str(&text[written..]);
    out.push('"');
}

fn escape(out: &mut String, character: char, escapes: Escapes) {
    match character {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        other if u32::from(other) > 0xffff && escapes == Escapes::Yaml => {
            // Writing to a String cannot fail.
            let _ = write!(out, "\\U{:08X}", u32::from(other));
        }
        other => {
            for unit in other.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        }
    }
}

/// Characters that a reader of the file would not see, or that reorder what is seen: controls, joiners, bidirectional marks,
/// line separators, tags, non-characters.
pub(in crate::emit::openapi) const fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\0'..='\u{1f}'
            | '\u{7f}'..='\u{a0}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{180e}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}'
            | '\u{3000}'
            | '\u{3164}'
            | '\u{e000}'..='\u{f8ff}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{fff0}'..='\u{ffff}'
            | '\u{1d173}'..='\u{1d17a}'
            | '\u{1fffe}'..='\u{1ffff}'
            | '\u{e0000}'..='\u{10ffff}'
    )
}
