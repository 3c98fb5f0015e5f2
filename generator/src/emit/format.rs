//! What every kind of file shares: the header, and text that cannot break out of its line.

use crate::output::MARK;

/// The sentence that opens a generated file: where it comes from and what to edit. `file` is a path below the specification's root.
pub(super) fn notice(file: &str) -> String {
    format!(
        "{MARK} from spec/{}. Edit that file instead.",
        visible(file)
    )
}

/// `text` on one line: line breaks as spaces, characters that show nothing or reorder what stands around them as `\u{202e}`.
pub(super) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\n' | '\r' | '\t') {
            shown.push(' ');
        } else if is_invisible(letter) {
            shown.extend(letter.escape_unicode());
        } else {
            shown.push(letter);
        }
    }
    shown
}

fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// One item of Rust source.
pub(super) fn item(item: syn::Item) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}
