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
    let mut at = 0;
    while let Some(found) = next_noteworthy(text.as_bytes(), at) {
        let Some(character) = text[found..].chars().next() else {
            break;
        };
        at = found + character.len_utf8();
        if matches!(character, '"' | '\\') || is_hidden(character) {
            out.push_str(&text[written..found]);
            escape(out, character, escapes);
            written = at;
        }
    }
    out.push_str(&text[written..]);
    out.push('"');
}

/// Position of the next byte that is not plain ASCII text, at `from` or later. Looks at eight bytes at a time.
fn next_noteworthy(bytes: &[u8], from: usize) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGHS: u64 = ONES << 7;
    /// The high bit of every byte that is zero, and of none before the first zero byte.
    const fn zero_bytes(word: u64) -> u64 {
        word.wrapping_sub(ONES) & !word & HIGHS
    }
    let rest = bytes.get(from..)?;
    let mut at = from;
    let (words, _) = rest.as_chunks::<8>();
    for word in words {
        let word = u64::from_le_bytes(*word);
        let controls = word.wrapping_sub(ONES * 0x20) & !word & HIGHS;
        let quotes = zero_bytes(word ^ (ONES * 0x22));
        let backslashes = zero_bytes(word ^ (ONES * 0x5c));
        let deletes = zero_bytes(word ^ (ONES * 0x7f));
        let found = controls | quotes | backslashes | deletes | (word & HIGHS);
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let tail = bytes.get(at..)?;
    let noteworthy = |byte: &u8| !matches!(byte, 0x20..=0x7e) || matches!(byte, b'"' | b'\\');
    tail.iter().position(noteworthy).map(|found| at + found)
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
pub(super) const fn is_hidden(character: char) -> bool {
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
