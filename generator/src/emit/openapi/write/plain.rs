//! Which texts need no quotes in YAML.

/// May start a plain scalar.
const FIRST: u8 = 1;
/// May follow in a plain scalar of a block.
const BLOCK: u8 = 2;
/// May follow in a plain scalar of a flow map or list.
const FLOW: u8 = 4;

/// First byte of U+00C0 to U+00FF, the accents of Spanish: each is a letter or a sign that everyone sees.
pub(super) const ACCENTS: u8 = 0xc3;

const CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'/' => FIRST | BLOCK | FLOW,
            b'0'..=b'9' | b' ' | b'-' | b'_' | b'.' | b'(' | b')' | b';' | b'+' | b'=' => {
                BLOCK | FLOW
            }
            b',' | b'\'' | b'?' | b'!' | b'{' | b'}' | b'[' | b']' => BLOCK,
            _ => 0,
        };
        byte += 1;
    }
    table
}

/// Words that some reader takes for something other than text.
const RESERVED: [&str; 12] = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf", "infinity",
];

/// Whether the text may stand without quotes for every reader of YAML 1.1 and 1.2. Deliberately narrow: a text that starts with a
/// letter or a slash and holds nothing that YAML gives a meaning to.
pub(super) fn is_plain(text: &str, in_flow: bool) -> bool {
    let bytes = text.as_bytes();
    let (Some(&first), Some(&last)) = (bytes.first(), bytes.last()) else {
        return false;
    };
    if last == b' ' || (first < 128 && CLASSES[usize::from(first)] & FIRST == 0) {
        return false;
    }
    let wanted = if in_flow { FLOW } else { BLOCK };
    let mut common = true;
    let mut last = 0;
    for &byte in bytes {
        if byte >= 128 {
            common &= byte == ACCENTS || last == ACCENTS;
        } else if CLASSES[usize::from(byte)] & wanted == 0 {
            return false;
        }
        last = byte;
    }
    if !common
        && !text
            .chars()
            .all(|character| character.is_ascii() || is_latin(character))
    {
        return false;
    }
    bytes.len() > 8 || !RESERVED.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Letters of the western languages, and the dashes and quotation marks of running text.
const fn is_latin(character: char) -> bool {
    matches!(
        character,
        '\u{a1}'..='\u{ac}'
            | '\u{ae}'..='\u{24f}'
            | '\u{2013}'
            | '\u{2014}'
            | '\u{2018}'..='\u{201d}'
            | '\u{2026}'
    )
}
