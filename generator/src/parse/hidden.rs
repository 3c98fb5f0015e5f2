//! Characters that a reader of the file does not see.

use crate::diagnostic::{Diagnostic, code, is_hidden};
use crate::source::{FileId, Span};

/// Refuses control characters, direction marks and zero-width characters. A byte order mark may begin the file.
pub(super) fn refuse(text: &str, file: FileId, problems: &mut Vec<Diagnostic>) {
    let begin = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    for (offset, character) in text.char_indices() {
        let allowed = matches!(character, '\n' | '\r' | '\t') || offset < begin;
        if allowed || !is_hidden(character) {
            continue;
        }
        let at = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        let span = Span {
            file,
            start: at(offset),
            end: at(offset + character.len_utf8()),
        };
        let message = format!("the invisible character U+{:04X}", u32::from(character));
        problems.push(
            Diagnostic::new(code::HIDDEN, span, message, "")
                .help("remove it, or write it as an escape in double quotes"),
        );
    }
}
