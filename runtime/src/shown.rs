//! Text of the bank made fit for a log line.

/// Longest text that is shown.
const LONGEST: usize = 200;

/// Digits in a row that may be shown: codes and amounts are shorter than accounts, cards and phones.
const DIGITS: usize = 6;

/// One line, at most 200 characters, longer numbers as `***`, no control or bidirectional characters.
pub(crate) fn shown(text: &str) -> String {
    let mut line = String::new();
    let mut digits = String::new();
    for character in text.chars().take(LONGEST) {
        if character.is_ascii_digit() {
            digits.push(character);
        } else {
            flush(&mut digits, &mut line);
            line.push(if is_harmless(character) {
                character
            } else {
                ' '
            });
        }
    }
    flush(&mut digits, &mut line);
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// One line, at most 200 characters, no control or bidirectional characters; numbers stay. For texts of the caller that
/// are not sensitive.
pub(crate) fn line(text: &str) -> String {
    let harmless = |character| {
        if is_harmless(character) {
            character
        } else {
            ' '
        }
    };
    text.chars().take(LONGEST).map(harmless).collect()
}

fn flush(digits: &mut String, line: &mut String) {
    line.push_str(if digits.len() > DIGITS { "***" } else { digits });
    digits.clear();
}

/// Whether a character cannot change how the line around it reads.
pub(crate) fn is_harmless(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
