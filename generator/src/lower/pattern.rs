//! Whether a pattern that `regex-lite` reads means the same in ECMAScript, whose patterns JSON Schema publishes.

/// What stands before the place at hand, as far as a quantifier cares.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// Nothing, an opening bracket or a bar.
    Nothing,
    /// A place in the text and no character of it: `^`, `$`, `\b`.
    Anchor,
    /// A character, a class or a group.
    Atom,
    /// A quantifier; a question mark may follow.
    Quantifier,
}

/// Says what ECMAScript does not read, or reads in another way.
pub(super) fn check(pattern: &str) -> Result<(), String> {
    let mut rest = pattern;
    let mut before = Before::Nothing;
    while let Some(letter) = rest.chars().next() {
        let (after, now) = match letter {
            '\\' => escape(rest, "^$\\.*+?()[]{}|/")?,
            '[' => (class(rest)?, Before::Atom),
            '(' => (group(rest)?, Before::Nothing),
            ')' => (behind(rest, 1), Before::Atom),
            '|' => (behind(rest, 1), Before::Nothing),
            '^' | '$' => (behind(rest, 1), Before::Anchor),
            '*' | '+' | '?' | '{' => (quantifier(rest, before)?, Before::Quantifier),
            ']' | '}' => return Err(format!("`{letter}` alone is written `\\{letter}`")),
            _ => (behind(rest, letter.len_utf8()), Before::Atom),
        };
        (rest, before) = (after, now);
    }
    Ok(())
}

fn behind(text: &str, bytes: usize) -> &str {
    text.get(bytes..).unwrap_or_default()
}

/// What follows an escape. `marks` are those that may be escaped here.
fn escape<'p>(rest: &'p str, marks: &str) -> Result<(&'p str, Before), String> {
    let Some(letter) = rest.chars().nth(1) else {
        return Err("it ends with `\\`".to_owned());
    };
    let digits = |count: usize| {
        rest.get(2..2 + count)
            .is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    match letter {
        'd' | 'D' | 'w' | 'W' | 's' | 'S' | 't' | 'n' | 'r' | 'f' | 'v' => {
            Ok((behind(rest, 2), Before::Atom))
        }
        'b' | 'B' if marks.contains('^') && !marks.contains('-') => {
            Ok((behind(rest, 2), Before::Anchor))
        }
        'x' if digits(2) => Ok((behind(rest, 4), Before::Atom)),
        'u' if digits(4) => Ok((behind(rest, 6), Before::Atom)),
        mark if marks.contains(mark) => Ok((behind(rest, 2), Before::Atom)),
        other => Err(format!(
            "`\\{}` is not the same in both",
            other.escape_debug()
        )),
    }
}

/// What follows a class in square brackets.
fn class(pattern: &str) -> Result<&str, String> {
    let mut rest = behind(pattern, 1);
    rest = rest.strip_prefix('^').unwrap_or(rest);
    if rest.starts_with(']') {
        return Err("`]` in a class is written `\\]`".to_owned());
    }
    while let Some(letter) = rest.chars().next() {
        if ["&&", "--", "~~"].iter().any(|two| rest.starts_with(two)) {
            return Err("ECMAScript does not intersect or subtract classes".to_owned());
        }
        rest = match letter {
            ']' => return Ok(behind(rest, 1)),
            '[' => return Err("`[` in a class is written `\\[`".to_owned()),
            '\\' => escape(rest, "^$\\.*+?()[]{}|/-")?.0,
            _ => behind(rest, letter.len_utf8()),
        };
    }
    Err("a class is not closed".to_owned())
}

/// What follows the beginning of a group.
fn group(rest: &str) -> Result<&str, String> {
    match (rest.strip_prefix("(?:"), rest.strip_prefix("(?")) {
        (Some(inner), _) => Ok(inner),
        (None, Some(_)) => {
            Err("of groups that begin with `(?`, only `(?:` is the same in both".to_owned())
        }
        (None, None) => Ok(behind(rest, 1)),
    }
}

/// What follows a quantifier, its question mark included.
fn quantifier(rest: &str, before: Before) -> Result<&str, String> {
    match before {
        Before::Atom => {}
        Before::Nothing | Before::Anchor => return Err("nothing is there to repeat".to_owned()),
        Before::Quantifier => return Err("a quantifier repeats another one".to_owned()),
    }
    let after = match rest.strip_prefix('{') {
        None => behind(rest, 1),
        Some(counts) => {
            let Some((counts, after)) = counts.split_once('}') else {
                return Err("`{` alone is written `\\{`".to_owned());
            };
            let number =
                |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let fits = match counts.split_once(',') {
                None => number(counts),
                Some((least, most)) => number(least) && (most.is_empty() || number(most)),
            };
            if !fits {
                return Err("a count is written `{2}`, `{2,}` or `{2,4}`".to_owned());
            }
            after
        }
    };
    Ok(after.strip_prefix('?').unwrap_or(after))
}

#[cfg(test)]
mod tests {
    use super::check;
    use regex_lite::Regex;

    #[test]
    fn what_both_read_passes() {
        for pattern in [
            "^[0-9]{20}$",
            r"^[VEJP]\d{6,9}$",
            "(?:a|b)+?c*",
            r"^\w+@[\w.\-]+\.[a-z]{2,}$",
            r"^[^\]/]{1,3}\/\u00e1\x41$",
            "^ñ+$",
            r"\bx\B",
            "",
        ] {
            assert_eq!(check(pattern), Ok(()), "{pattern}");
            assert!(Regex::new(pattern).is_ok(), "{pattern}");
        }
    }

    #[test]
    fn what_only_one_reads_is_refused() {
        for pattern in [
            r"\Ax\z",
            "(?i)x",
            "(?i:x)",
            "(?P<a>x)",
            "(?<a>x)",
            "[[:digit:]]",
            "[a&&b]",
            "a++",
            "a{2}{3}",
            "^*",
            "a{,3}",
            "a}",
            "]",
            "[]a]",
            r"\-",
            r"\<",
            r"\x{41}",
            r"\u{41}",
            r"[\b]",
            r"\p{L}",
            r"\",
            "[a",
            "a{2",
        ] {
            assert!(check(pattern).is_err(), "{pattern}");
        }
    }
}
