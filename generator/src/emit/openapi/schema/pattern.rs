//! Patterns.

use std::borrow::Cow;

/// A pattern that the whole value has to match: JSON Schema looks for it anywhere in the value unless it is anchored.
pub(super) fn anchored(pattern: &str) -> Cow<'_, str> {
    if is_anchored(pattern) {
        Cow::Borrowed(pattern)
    } else {
        Cow::Owned(["^(?:", pattern, ")$"].concat())
    }
}

/// Whether both anchors of a pattern hold for all of it: they stand at its ends, and no alternative outside of groups divides it.
fn is_anchored(pattern: &str) -> bool {
    let (mut depth, mut in_class, mut escaped) = (0_usize, false, false);
    let mut last = None;
    for character in pattern.chars() {
        last = Some((character, escaped));
        if escaped {
            escaped = false;
            continue;
        }
        match character {
            '\\' => escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            '(' if !in_class => depth += 1,
            ')' if !in_class => depth = depth.saturating_sub(1),
            '|' if !in_class && depth == 0 => return false,
            _ => {}
        }
    }
    pattern.starts_with('^') && last == Some(('$', false)) && !in_class
}

#[cfg(test)]
mod tests {
    use super::anchored;

    #[test]
    fn a_pattern_that_is_anchored_as_a_whole_stays_as_written() {
        for pattern in ["^[0-9]{4}$", "^(a|b)$", "^[|]$", r"^a\|b$", "^$"] {
            assert_eq!(anchored(pattern), pattern);
        }
    }

    #[test]
    fn a_pattern_that_could_match_a_part_is_anchored() {
        for pattern in ["[0-9]{4}", "^a|b$", r"^a\$", "^[$", "a$"] {
            assert_eq!(anchored(pattern), format!("^(?:{pattern})$"));
        }
    }
}
