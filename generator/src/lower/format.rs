//! Formats of dates and times.

use crate::model::DateFormat;
use crate::spec::Kind;

/// A format cut into its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millis,
    Zone,
    Constant(char),
}

const PARTS: [(&str, Part); 8] = [
    ("YYYY", Part::Year),
    ("MM", Part::Month),
    ("DD", Part::Day),
    ("hh", Part::Hour),
    ("mm", Part::Minute),
    ("ss", Part::Second),
    ("SSS", Part::Millis),
    ("Z", Part::Zone),
];

/// The format of a kind where none is given.
pub(super) const fn default_format(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Date => Some("YYYY-MM-DD"),
        Kind::Time => Some("hh:mm:ss"),
        Kind::Datetime => Some("YYYY-MM-DD hh:mm:ss"),
        Kind::Text | Kind::Decimal | Kind::Integer | Kind::Boolean | Kind::Enum | Kind::Object => {
            None
        }
    }
}

fn parts(format: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = format;
    'format: while let Some(letter) = rest.chars().next() {
        for (letters, part) in PARTS {
            if let Some(after) = rest.strip_prefix(letters) {
                if parts.contains(&part) {
                    return Err(format!("`{letters}` stands in it twice"));
                }
                parts.push(part);
                rest = after;
                continue 'format;
            }
        }
        if letter.is_alphanumeric() && letter != 'T' {
            return Err(format!("`{letter}` is none of its letters"));
        }
        parts.push(Part::Constant(letter));
        rest = rest.strip_prefix(letter).unwrap_or("");
    }
    Ok(parts)
}

/// Says what is wrong with a format of this kind.
pub(super) fn check(kind: Kind, format: &str) -> Result<(), String> {
    let parts = parts(format)?;
    let has = |part| parts.contains(&part);
    let day = [Part::Year, Part::Month, Part::Day];
    let time = [Part::Hour, Part::Minute];
    let all = |wanted: &[Part]| wanted.iter().all(|part| has(*part));
    let any_time = has(Part::Hour)
        || has(Part::Minute)
        || has(Part::Second)
        || has(Part::Millis)
        || has(Part::Zone);
    let fits = match kind {
        Kind::Date => all(&day) && !any_time,
        Kind::Time => all(&time) && !day.iter().any(|part| has(*part)) && !has(Part::Zone),
        Kind::Datetime => all(&day) && all(&time),
        Kind::Text | Kind::Decimal | Kind::Integer | Kind::Boolean | Kind::Enum | Kind::Object => {
            false
        }
    };
    if fits {
        return Ok(());
    }
    let wanted = match kind {
        Kind::Date => "a date has YYYY, MM and DD and nothing smaller",
        Kind::Time => "a time has hh and mm, perhaps ss and SSS, and no day or zone",
        Kind::Datetime => "a datetime has YYYY, MM, DD, hh and mm",
        Kind::Text | Kind::Decimal | Kind::Integer | Kind::Boolean | Kind::Enum | Kind::Object => {
            "this kind has no format"
        }
    };
    Err(wanted.to_owned())
}

impl DateFormat {
    /// Whether a text is written in this format and names a day and time that exist.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        matches(&self.0, text)
    }
}

/// Whether `text` is written in `format` and names a day and time that exist.
pub(super) fn matches(format: &str, text: &str) -> bool {
    let Ok(parts) = parts(format) else {
        return true;
    };
    let mut rest = text;
    let (mut year, mut month, mut day) = (2000, 1, 1);
    for part in parts {
        let (width, low, high) = match part {
            Part::Year => (4, 0, 9999),
            Part::Month => (2, 1, 12),
            Part::Day => (2, 1, 31),
            Part::Hour => (2, 0, 23),
            Part::Minute => (2, 0, 59),
            Part::Second => (2, 0, 60),
            Part::Millis => (3, 0, 999),
            Part::Zone => match zone(rest) {
                Some(after) => {
                    rest = after;
                    continue;
                }
                None => return false,
            },
            Part::Constant(letter) => match rest.strip_prefix(letter) {
                Some(after) => {
                    rest = after;
                    continue;
                }
                None => return false,
            },
        };
        let Some((number, after)) = digits(rest, width) else {
            return false;
        };
        if !(low..=high).contains(&number) {
            return false;
        }
        match part {
            Part::Year => year = number,
            Part::Month => month = number,
            Part::Day => day = number,
            Part::Hour
            | Part::Minute
            | Part::Second
            | Part::Millis
            | Part::Zone
            | Part::Constant(_) => {}
        }
        rest = after;
    }
    rest.is_empty() && day <= days(year, month)
}

fn digits(text: &str, width: usize) -> Option<(u32, &str)> {
    let (number, rest) = text.split_at_checked(width)?;
    let plain = number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse().ok().filter(|_| plain)?;
    Some((number, rest))
}

/// `Z`, `-04:00` or `-0400`, and what follows.
fn zone(text: &str) -> Option<&str> {
    if let Some(rest) = text.strip_prefix('Z') {
        return Some(rest);
    }
    let rest = text.strip_prefix(['+', '-'])?;
    let (hours, rest) = digits(rest, 2)?;
    let (minutes, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    (hours <= 14 && minutes <= 59).then_some(rest)
}

const fn days(year: u32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_mean_nothing_are_refused() {
        assert!(check(Kind::Date, "YYYY-MM-DD").is_ok());
        assert!(check(Kind::Date, "DDMMYYYY").is_ok());
        assert!(check(Kind::Datetime, "YYYY-MM-DDThh:mm:ss.SSSZ").is_ok());
        assert!(check(Kind::Date, "YYYY-mm-DD").is_err());
        assert!(check(Kind::Date, "DD/MM/AAAA").is_err());
        assert!(check(Kind::Date, "").is_err());
        assert!(check(Kind::Time, "hh:mm:ssZ").is_err());
        assert!(check(Kind::Datetime, "YYYY-MM-DD").is_err());
        assert!(check(Kind::Datetime, "YYYY-MM-DD YYYY hh:mm").is_err());
    }

    #[test]
    fn days_that_do_not_exist_are_refused() {
        assert!(matches("YYYY-MM-DD", "2024-02-29"));
        assert!(!matches("YYYY-MM-DD", "2023-02-29"));
        assert!(!matches("YYYY-MM-DD", "1900-02-29"));
        assert!(!matches("YYYY-MM-DD", "2023-04-31"));
        assert!(!matches("YYYY-MM-DD", "2023-4-3"));
        assert!(!matches("YYYY-MM-DD", "2023-04-03 "));
        assert!(!matches("YYYY-MM-DD", "+023-04-03"));
        assert!(matches("hh:mm:ss", "23:59:60"));
        assert!(!matches("hh:mm:ss", "24:00:00"));
        assert!(matches(
            "YYYY-MM-DDThh:mm:ss.SSSZ",
            "2001-03-22T10:00:28.420Z"
        ));
        assert!(matches("YYYY-MM-DDThh:mm:ssZ", "2001-03-22T10:00:28-04:00"));
        assert!(!matches("YYYY", "añ"));
    }
}
