//! A source document as lines that can be searched.

use generator::spec::Repair;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// A document, repaired and without markup, line numbers as in the file.
pub(crate) struct DocumentText {
    /// The lines; line 1 is the first.
    lines: Vec<String>,
    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub(crate) sha256: String,
}

impl DocumentText {
    /// Reads a document; bytes that are no UTF-8 become replacement characters.
    pub(crate) fn new(bytes: &[u8], repair: Option<Repair>) -> Self {
        let text = String::from_utf8_lossy(bytes);
        let lines = text.lines().map(|line| match repair {
            Some(Repair::Utf8ReadAsGbk) => plain(&repair_gbk(line)),
            None => plain(line),
        });
        let mut sha256 = String::with_capacity(64);
        for byte in Sha256::digest(bytes) {
            // Writing to a String cannot fail.
            let _ = write!(sha256, "{byte:02x}");
        }
        Self {
            lines: lines.collect(),
            sha256,
        }
    }

    /// Every line.
    pub(crate) fn lines(&self) -> &[String] {
        &self.lines
    }

    /// Number of lines; a last line without a line end counts.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Lines `first` to `last`, both counted from 1 and inclusive; `None` if the document does not have them all.
    pub(crate) fn stretch(&self, (first, last): (u32, u32)) -> Option<&[String]> {
        let first = usize::try_from(first).ok()?.checked_sub(1)?;
        self.lines.get(first..usize::try_from(last).ok()?)
    }
}

/// Undoes UTF-8 that was read as GBK: each run of characters beyond ASCII whose GBK bytes are UTF-8 becomes that text.
fn repair_gbk(line: &str) -> String {
    let mut repaired = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find(|c: char| !c.is_ascii()) {
        let (ascii, tail) = rest.split_at(start);
        let end = tail.find(|c: char| c.is_ascii()).unwrap_or(tail.len());
        let (run, after) = tail.split_at(end);
        repaired.push_str(ascii);
        let (bytes, _, unmappable) = encoding_rs::GBK.encode(run);
        match std::str::from_utf8(&bytes) {
            Ok(text) if !unmappable => repaired.push_str(text),
            Ok(_) | Err(_) => repaired.push_str(run),
        }
        rest = after;
    }
    repaired.push_str(rest);
    repaired
}

/// HTML elements whose tags are markup; anything else in angle brackets (`List<Banco>`, `<https://…>`) is text.
const ELEMENTS: [&str; 14] = [
    "a", "b", "br", "code", "em", "i", "p", "span", "strong", "sub", "sup", "td", "tr", "u",
];

/// A line without HTML tags and Markdown escapes, typographic quotes as plain ones, and without white space at its end.
fn plain(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '<'
            && let Some(length) = tag(rest)
        {
            rest = &rest[length..];
            continue;
        }
        let after = &rest[c.len_utf8()..];
        match c {
            '\u{201c}' | '\u{201d}' | '\u{201e}' => text.push('"'),
            '\u{2018}' | '\u{2019}' => text.push('\''),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => text.push(' '),
            '\\' if after.starts_with(['_', '*', '<', '>', '[', ']']) => {}
            other => text.push(other),
        }
        rest = after;
    }
    text.truncate(text.trim_end().len());
    text
}

/// Length of the HTML tag that the text begins with.
fn tag(text: &str) -> Option<usize> {
    let end = text.find('>')?;
    let inner = text.get(1..end)?;
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name = inner
        .split(|c: char| c.is_whitespace() || c == '/')
        .next()?;
    ELEMENTS
        .contains(&name.to_ascii_lowercase().as_str())
        .then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destroyed_accents_are_repaired_and_sound_ones_are_kept() {
        assert_eq!(
            repair_gbk("DESCRIPCI脫N del tama帽o"),
            "DESCRIPCIÓN del tamaño"
        );
        assert_eq!(repair_gbk("^[帽Aa-z]*$"), "^[ñAa-z]*$");
        assert_eq!(repair_gbk("tamaño"), "tamaño");
    }

    #[test]
    fn markup_goes_and_types_in_angle_brackets_stay() {
        assert_eq!(
            plain("<b>Campo</b>\tList<Banco>\t<a href=\"#\">/v1/x</a>\tclient\\_id  "),
            "Campo\tList<Banco>\t/v1/x\tclient_id"
        );
    }

    #[test]
    fn a_last_line_without_a_line_end_counts() {
        let document = DocumentText::new(b"one\ntwo\n ", None);
        assert_eq!(document.len(), 3);
        assert!(document.stretch((3, 3)).is_some());
        assert!(document.stretch((3, 4)).is_none());
        assert!(document.stretch((0, 1)).is_none());
    }
}
