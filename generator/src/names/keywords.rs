//! The one table of Rust's words.

/// What Rust makes of a word used as an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// An identifier like any other. Weak keywords (`union`, `default`, `auto`, `raw`, `safe`, `macro_rules`) belong here.
    Free,
    /// Needs `r#`.
    Raw,
    /// No identifier at all, not even with `r#`.
    Never,
}

/// Strict and reserved keywords of edition 2024, sorted. Those of [`NEVER`] are left out.
const RAW: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Words that `r#` does not help, sorted.
const NEVER: [&str; 5] = ["Self", "_", "crate", "self", "super"];

/// What Rust makes of `word`.
pub(super) fn word(word: &str) -> Word {
    if NEVER.binary_search(&word).is_ok() {
        Word::Never
    } else if RAW.binary_search(&word).is_ok() {
        Word::Raw
    } else {
        Word::Free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_so_that_the_search_finds_every_word() {
        assert!(RAW.is_sorted());
        assert!(NEVER.is_sorted());
    }

    #[test]
    fn every_keyword_of_the_reference_is_known() {
        // The Rust Reference, "Keywords", edition 2024.
        let strict = "as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub \
                      ref return self Self static struct super trait true type unsafe use where while async await dyn";
        let reserved =
            "abstract become box do final macro override priv typeof unsized virtual yield try gen";
        for keyword in strict.split_whitespace().chain(reserved.split_whitespace()) {
            assert_ne!(word(keyword), Word::Free, "{keyword}");
        }
        assert_eq!(
            strict.split_whitespace().count() + reserved.split_whitespace().count() + 1,
            RAW.len() + NEVER.len()
        );
    }

    #[test]
    fn weak_keywords_and_prelude_names_stay_as_they_are() {
        for free in [
            "union",
            "default",
            "auto",
            "raw",
            "safe",
            "macro_rules",
            "Option",
            "String",
            "Some",
            "main",
            "std",
        ] {
            assert_eq!(word(free), Word::Free, "{free}");
        }
    }
}
