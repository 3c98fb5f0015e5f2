//! Syntax trees as text, and the header of every file.

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

/// Rust source: header, documentation of the module, items with an empty line between them.
pub(super) fn rust(file: &str, docs: Vec<syn::Attribute>, items: Vec<syn::Item>) -> String {
    let mut text = format!("// {}\n", notice(file));
    if !docs.is_empty() {
        text.push_str(&print(docs, Vec::new()));
    }
    let mut before = None;
    for item in items {
        // Declarations of one kind stand together.
        let kind = match &item {
            syn::Item::Use(item) if item.attrs.is_empty() => Some("use"),
            syn::Item::Mod(item) if item.attrs.is_empty() => Some("mod"),
            _ => None,
        };
        if kind.is_none() || kind != before {
            text.push('\n');
        }
        before = kind;
        text.push_str(&print(Vec::new(), vec![item]));
    }
    text
}

fn print(attrs: Vec<syn::Attribute>, items: Vec<syn::Item>) -> String {
    prettyplease::unparse(&syn::File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    })
}
