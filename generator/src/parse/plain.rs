//! What an unquoted YAML scalar means: the core schema of YAML 1.2, narrowed to one spelling per value.

/// Meaning of an unquoted scalar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plain {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer,
    /// A number with a point or an exponent, an infinity, not a number.
    Float,
    /// A word that some YAML tools read as a truth value and others as text: `yes`, `NO`, `True`.
    Ambiguous,
    /// Anything else.
    Text,
}

/// Reads an unquoted scalar.
pub(super) fn plain(text: &str) -> Plain {
    match text.as_bytes() {
        [] | b"~" | b"null" | b"Null" | b"NULL" => Plain::Null,
        b"true" => Plain::Boolean(true),
        b"false" => Plain::Boolean(false),
        [b'0'..=b'9' | b'+' | b'-' | b'.', ..] => number(text),
        [
            b't' | b'T' | b'f' | b'F' | b'y' | b'Y' | b'n' | b'N' | b'o' | b'O',
            ..,
        ] if ["true", "false", "yes", "no", "on", "off"]
            .iter()
            .any(|word| word.eq_ignore_ascii_case(text)) =>
        {
            Plain::Ambiguous
        }
        _ => Plain::Text,
    }
}

fn number(text: &str) -> Plain {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if let Some(octal) = text.strip_prefix("0o") {
        let octal = !octal.is_empty() && octal.bytes().all(|b| matches!(b, b'0'..=b'7'));
        return if octal { Plain::Integer } else { Plain::Text };
    }
    if let Some(hex) = text.strip_prefix("0x") {
        let hex = !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit());
        return if hex { Plain::Integer } else { Plain::Text };
    }
    if matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Plain::Float;
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits(unsigned) {
        return Plain::Integer;
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Plain::Float;
    }
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let exponent = exponent.is_none_or(|e| digits(e.strip_prefix(['+', '-']).unwrap_or(e)));
    let mantissa = match mantissa.split_once('.') {
        Some(("", after)) => digits(after),
        Some((before, after)) => digits(before) && (after.is_empty() || digits(after)),
        None => digits(mantissa),
    };
    if mantissa && exponent {
        Plain::Float
    } else {
        Plain::Text
    }
}

/// Whether a text is a number as JSON writes it.
pub(super) fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = unsigned.split(['.', 'e', 'E']).next().unwrap_or_default();
    let starts = whole == "0" || !whole.is_empty() && !whole.starts_with('0');
    let ends = unsigned.ends_with(|last: char| last.is_ascii_digit());
    let point = !unsigned.contains(".e") && !unsigned.contains(".E");
    let plain = matches!(plain(unsigned), Plain::Integer | Plain::Float);
    let decimal = whole.bytes().all(|b| b.is_ascii_digit());
    starts && ends && point && plain && decimal && !unsigned.starts_with(['+', '-'])
}

#[cfg(test)]
mod tests {
    use super::{Plain, is_json_number, plain};

    #[test]
    fn unquoted_scalars_follow_the_core_schema() {
        for (text, meaning) in [
            ("", Plain::Null),
            ("~", Plain::Null),
            ("true", Plain::Boolean(true)),
            ("True", Plain::Ambiguous),
            ("NO", Plain::Ambiguous),
            ("off", Plain::Ambiguous),
            ("0000", Plain::Integer),
            ("-12", Plain::Integer),
            ("0x1F", Plain::Integer),
            ("12E013", Plain::Float),
            ("1.50", Plain::Float),
            (".5", Plain::Float),
            ("-.inf", Plain::Float),
            ("E013", Plain::Text),
            ("24-106", Plain::Text),
            ("0.1.0", Plain::Text),
            ("-", Plain::Text),
            (".", Plain::Text),
            ("+", Plain::Text),
            ("1e", Plain::Text),
            ("nombre", Plain::Text),
        ] {
            assert_eq!(plain(text), meaning, "{text}");
        }
    }

    #[test]
    fn only_numbers_that_json_has_pass() {
        for number in ["0", "-0", "150.00", "1e9", "-1.5E-3", "12"] {
            assert!(is_json_number(number), "{number}");
        }
        for other in [
            "", "-", "007", "+5", "1.", ".5", "0x1F", "1.e3", ".inf", "--1", "1e",
        ] {
            assert!(!is_json_number(other), "{other}");
        }
    }
}
