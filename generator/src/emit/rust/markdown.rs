//! Text of a specification as Markdown that shows exactly this text.
//!
//! Whatever a specification says can neither close a code span or a table cell, nor become a link, HTML or a directive of rustdoc, nor turn the
//! reading direction around. Line feeds become spaces: one piece of text stays on its line.

use crate::emit::format::visible;

/// Prose.
pub(super) fn plain(text: &str) -> String {
    let shown = visible(text.trim());
    let mut escaped = String::with_capacity(shown.len() + 8);
    let mut at_start = true;
    let mut rest = shown.as_str();
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        let special = match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~' | '$' => true,
            // No bare URL, which rustdoc would complain about.
            ':' => after.starts_with("//"),
            '-' | '+' | '=' => escaped.is_empty(),
            // No numbered list.
            '.' | ')' => at_start && !escaped.is_empty(),
            _ => false,
        };
        if special {
            escaped.push('\\');
        }
        escaped.push(letter);
        at_start &= letter.is_ascii_digit();
        rest = after;
    }
    escaped
}

/// A link to an item of the crate. The kind (`struct`, `method`, …) tells it from others of its name: a derive macro, a keyword.
pub(super) fn link(kind: &str, path: &str) -> String {
    let path = path.replace("r#", "");
    let name = path
        .rsplit_once("::")
        .map_or(path.as_str(), |(_, name)| name);
    format!("[`{name}`]({kind}@{path})")
}

/// A sentence: prose that ends in a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut sentence = plain(text);
    if !sentence.ends_with(['.', '!', '?', ':', ';', '…']) && !sentence.is_empty() {
        sentence.push('.');
    }
    sentence
}

/// A code span.
pub(super) fn code(text: &str) -> String {
    let shown = visible(text.trim());
    if shown.is_empty() {
        return "(empty)".to_owned();
    }
    let runs = shown.split(|letter| letter != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    let pad = if shown.starts_with('`') || shown.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{shown}{pad}{fence}")
}

/// A code span in a cell of a table.
pub(super) fn code_cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}

/// Code spans with commas between them.
pub(super) fn codes<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let spans: Vec<String> = texts.into_iter().map(code).collect();
    spans.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_can_become_neither_markup_nor_a_link() {
        assert_eq!(
            plain("a *b* [c](d) <e> `f` g_h"),
            r"a \*b\* \[c\](d) \<e\> \`f\` g\_h"
        );
        assert_eq!(
            plain("see https://example.com | # x"),
            r"see https\://example.com \| \# x"
        );
        assert_eq!(plain("- item"), r"\- item");
        assert_eq!(plain("12. item"), r"12\. item");
        assert_eq!(plain("version 1.2"), "version 1.2");
        assert_eq!(plain("    code"), "code");
    }

    #[test]
    fn line_breaks_and_direction_marks_do_not_survive() {
        assert_eq!(plain("a\nb\r\nc\u{202e}d\0"), r"a b  c\\u{202e}d\\u{0}");
        assert_eq!(code("a\n/// b\u{2066}"), r"`a /// b\u{2066}`");
    }

    #[test]
    fn a_code_span_cannot_be_closed_from_inside() {
        assert_eq!(code("a`b``c"), "```a`b``c```");
        assert_eq!(code("`"), "`` ` ``");
        assert_eq!(code(" "), "(empty)");
        assert_eq!(code_cell("a|b"), r"`a\|b`");
    }

    #[test]
    fn a_sentence_ends_once() {
        assert_eq!(sentence("Pay"), "Pay.");
        assert_eq!(sentence("Pay."), "Pay.");
        assert_eq!(sentence(""), "");
    }
}
