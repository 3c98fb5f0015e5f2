//! Characters that a reader of the file does not see.

use super::problems::Problems;
use crate::diagnostic::{Diagnostic, code, is_hidden};
use crate::source::{FileId, Span};

/// Refuses control characters, direction marks and zero-width characters. A byte order mark may begin the file.
pub(super) fn refuse(text: &str, file: FileId, problems: &mut Problems) {
    const BOM: char = '\u{feff}';
    for (offset, &byte) in text.as_bytes().iter().enumerate() {
        if !SUSPECTS[usize::from(byte)] {
            continue;
        }
        let Some(character) = text.get(offset..).and_then(|rest| rest.chars().next()) else {
            continue;
        };
        if !is_hidden(character) || (offset == 0 && character == BOM) {
            continue;
        }
        let at = |offset| u32::try_from(offset).unwrap_or(u32::MAX);
        let span = Span {
            file,
            start: at(offset),
            end: at(offset + character.len_utf8()),
        };
        let message = format!("the invisible character U+{:04X}", u32::from(character));
        let help = "remove it; a text in double quotes may hold `\\n`, `\\r` and `\\t`";
        problems.push(Diagnostic::new(code::HIDDEN, span, message, "").help(help));
    }
}

/// Refuses the same characters where they are written as escapes: the text of `value`, which stands at `span`.
pub(super) fn refuse_escaped(value: &str, span: Span, problems: &mut Problems) {
    let refused =
        |&character: &char| is_hidden(character) && !matches!(character, '\n' | '\r' | '\t');
    if let Some(character) = value.chars().find(refused)
        // One that stands in the file as it is has been reported already.
        && !problems.has(code::HIDDEN, span)
    {
        let message = format!(
            "the text holds the invisible character U+{:04X}",
            u32::from(character)
        );
        problems.push(Diagnostic::new(code::HIDDEN, span, message, "").help("remove the escape"));
    }
}

/// First bytes of hidden characters, so that only few characters are looked at. Tabs and line ends are no suspects.
const SUSPECTS: [bool; 256] = {
    let mut suspects = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        suspects[byte] = !matches!(byte, 0x09 | 0x0a | 0x0d);
        byte += 1;
    }
    suspects[0x7f] = true;
    suspects[0xc2] = true;
    suspects[0xd8] = true;
    suspects[0xe1] = true;
    suspects[0xe2] = true;
    suspects[0xef] = true;
    suspects[0xf3] = true;
    suspects
};

#[cfg(test)]
mod tests {
    use super::{SUSPECTS, refuse};
    use crate::diagnostic::is_hidden;
    use crate::parse::problems::Problems;
    use crate::source::FileId;

    #[test]
    fn every_hidden_character_is_a_suspect() {
        for character in ('\0'..=char::MAX).filter(|&character| is_hidden(character)) {
            let first = character.encode_utf8(&mut [0; 4]).as_bytes()[0];
            let line = matches!(character, '\t' | '\n' | '\r');
            assert_eq!(SUSPECTS[usize::from(first)], !line, "{character:?}");
        }
    }

    #[test]
    fn only_a_leading_byte_order_mark_passes() {
        let mut problems = Problems::default();
        refuse("\u{feff}año: «1»\t\r\n", FileId(0), &mut problems);
        assert!(problems.is_empty());
        refuse("a\u{feff}\u{202e}\0", FileId(0), &mut problems);
        let spans: Vec<_> = problems
            .into_list()
            .iter()
            .map(|p| (p.primary.span.start, p.primary.span.end))
            .collect();
        assert_eq!(spans, [(1, 4), (4, 7), (7, 8)]);
    }
}
