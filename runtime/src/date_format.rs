//! Formats of dates and times: reading and writing by letters.
//!
//! `YYYY` year, `MM` month, `DD` day, `hh` hour, `mm` minute, `ss` second, `SSS` milliseconds, `Z` offset; any other
//! character stands for itself.

use std::time::Duration;

/// The parts of a date and time, as far as a text has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) year: Option<u16>,
    pub(crate) month: u8,
    pub(crate) day: u8,
    pub(crate) hour: Option<u8>,
    pub(crate) minute: u8,
    pub(crate) second: u8,
    pub(crate) nanosecond: u32,
    /// Minutes east of UTC.
    pub(crate) offset: Option<i32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Millisecond,
    Offset,
    Literal(char),
}

const LETTERS: [(&str, Piece); 8] = [
    ("YYYY", Piece::Year),
    ("SSS", Piece::Millisecond),
    ("MM", Piece::Month),
    ("DD", Piece::Day),
    ("hh", Piece::Hour),
    ("mm", Piece::Minute),
    ("ss", Piece::Second),
    ("Z", Piece::Offset),
];

/// The pieces of a format, in order.
fn pieces(format: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut rest = format;
    std::iter::from_fn(move || {
        for (letters, piece) in LETTERS {
            if let Some(after) = rest.strip_prefix(letters) {
                rest = after;
                return Some(piece);
            }
        }
        let literal = rest.chars().next()?;
        rest = rest.get(literal.len_utf8()..).unwrap_or_default();
        Some(Piece::Literal(literal))
    })
}

/// Forms that are read whatever the documented one is. A part that is missing at the end of a time counts as zero.
const READ: [&str; 12] = [
    "YYYY-MM-DDThh:mm:ss",
    "YYYY-MM-DD hh:mm:ss",
    "YYYY-MM-DDThh:mm",
    "YYYY-MM-DD hh:mm",
    "YYYYMMDD hhmmss",
    "YYYYMMDDhhmmss",
    "YYYY-MM-DD",
    "YYYYMMDD",
    "hh:mm:ss",
    "hhmmss",
    "hh:mm",
    "hhmm",
];

/// Reads a text: in the documented format, or else in one of the common forms that `wanted` accepts.
pub(crate) fn read(
    text: &str,
    format: Option<&str>,
    wanted: impl Fn(&Parts) -> bool,
) -> Option<Parts> {
    let text = text.trim();
    let mut forms = format.into_iter().chain(READ);
    forms.find_map(|form| parse(text, form).filter(|parts| parts.are_possible() && wanted(parts)))
}

fn parse(text: &str, format: &str) -> Option<Parts> {
    let mut parts = Parts::default();
    let mut rest = text;
    let mut last = None;
    for piece in pieces(format) {
        match piece {
            Piece::Year => parts.year = Some(number(&mut rest, 4)?),
            Piece::Month => parts.month = small(&mut rest)?,
            Piece::Day => parts.day = small(&mut rest)?,
            Piece::Hour => parts.hour = Some(small(&mut rest)?),
            Piece::Minute => parts.minute = small(&mut rest)?,
            Piece::Second => parts.second = small(&mut rest)?,
            Piece::Millisecond => {
                parts.nanosecond = u32::from(number(&mut rest, 3)?) * 1_000_000;
            }
            Piece::Offset => parts.offset = Some(offset(&mut rest)?),
            Piece::Literal(literal) => rest = rest.strip_prefix(literal)?,
        }
        last = Some(piece);
    }
    // ISO 8601 allows a fraction after the seconds and an offset after the time.
    if last == Some(Piece::Second) {
        parts.nanosecond = fraction(&mut rest)?;
    }
    if matches!(last, Some(Piece::Second | Piece::Minute)) && !rest.is_empty() {
        parts.offset = Some(offset(&mut rest)?);
    }
    rest.is_empty().then_some(parts)
}

fn number(rest: &mut &str, digits: usize) -> Option<u16> {
    let (number, after) = rest.split_at_checked(digits)?;
    if !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    *rest = after;
    number.parse().ok()
}

fn small(rest: &mut &str) -> Option<u8> {
    u8::try_from(number(rest, 2)?).ok()
}

/// Nanoseconds of a fraction; further digits are cut, none is zero.
fn fraction(rest: &mut &str) -> Option<u32> {
    let Some(after) = rest.strip_prefix(['.', ',']) else {
        return Some(0);
    };
    let end = after
        .find(|digit: char| !digit.is_ascii_digit())
        .unwrap_or(after.len());
    let (digits, tail) = after.split_at(end);
    *rest = tail;
    let nine: String = digits.chars().chain("000000000".chars()).take(9).collect();
    (!digits.is_empty()).then(|| nine.parse().ok()).flatten()
}

/// Whether clocks can differ from UTC by so many minutes: by 18 hours at most.
pub(crate) const fn is_offset(minutes_east: i32) -> bool {
    minutes_east.unsigned_abs() <= 18 * 60
}

/// Minutes east of UTC: `Z`, `-04:00`, `-0400`, `-04`.
fn offset(rest: &mut &str) -> Option<i32> {
    if let Some(after) = rest.strip_prefix(['Z', 'z']) {
        *rest = after;
        return Some(0);
    }
    let (sign, after) = match rest.strip_prefix('-') {
        Some(after) => (-1, after),
        None => (1, rest.strip_prefix('+')?),
    };
    *rest = after;
    let hours = i32::from(small(rest)?);
    *rest = rest.strip_prefix(':').unwrap_or(rest);
    let minutes = if rest.is_empty() {
        0
    } else {
        i32::from(small(rest)?)
    };
    let east = sign * (hours * 60 + minutes);
    (minutes < 60 && is_offset(east)).then_some(east)
}

impl Parts {
    fn are_possible(&self) -> bool {
        let day = match self.year {
            Some(year) => (1..=month_length(year, self.month)).contains(&self.day),
            None => true,
        };
        day && self.hour.is_none_or(|hour| hour < 24) && self.minute < 60 && self.second <= 60
    }
}

/// Days of a month; 0 for a month that does not exist.
pub(crate) fn month_length(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 0,
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

/// Writes the parts in a format. A format without `Z` leaves out the offset, and so on.
pub(crate) fn write(parts: &Parts, format: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(format.len() + 8);
    for piece in pieces(format) {
        let written = match piece {
            Piece::Year => write!(text, "{:04}", parts.year.unwrap_or_default()),
            Piece::Month => write!(text, "{:02}", parts.month),
            Piece::Day => write!(text, "{:02}", parts.day),
            Piece::Hour => write!(text, "{:02}", parts.hour.unwrap_or_default()),
            Piece::Minute => write!(text, "{:02}", parts.minute),
            Piece::Second => write!(text, "{:02}", parts.second),
            Piece::Millisecond => write!(text, "{:03}", parts.nanosecond / 1_000_000),
            Piece::Offset => match parts.offset.unwrap_or_default() {
                0 => text.write_char('Z'),
                minutes => {
                    let sign = if minutes < 0 { '-' } else { '+' };
                    let minutes = minutes.unsigned_abs();
                    write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
                }
            },
            Piece::Literal(literal) => text.write_char(literal),
        };
        if written.is_err() {
            break;
        }
    }
    text
}

/// What a clock so many minutes east of UTC shows at a moment; `None` beyond the years that four digits can tell.
pub(crate) fn parts_at(since_epoch: Duration, minutes_east: i32) -> Option<Parts> {
    let seconds = i64::try_from(since_epoch.as_secs()).ok()?;
    let seconds = seconds.checked_add(i64::from(minutes_east) * 60)?;
    let (year, month, day) = civil(seconds.div_euclid(86_400))?;
    let of_day = seconds.rem_euclid(86_400);
    Some(Parts {
        year: Some(year),
        month,
        day,
        hour: u8::try_from(of_day / 3_600).ok(),
        minute: u8::try_from(of_day / 60 % 60).ok()?,
        second: u8::try_from(of_day % 60).ok()?,
        nanosecond: since_epoch.subsec_nanos(),
        offset: Some(minutes_east),
    })
}

/// The day so many days after 1970-01-01 (Howard Hinnant's `civil_from_days`); `None` unless its year has up to four digits.
fn civil(days: i64) -> Option<(u16, u8, u8)> {
    let days = days.checked_add(719_468)?;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // Months are counted from March, so that the leap day stands at the end.
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let year = u16::try_from(year).ok().filter(|year| *year <= 9_999)?;
    Some((year, u8::try_from(month).ok()?, u8::try_from(day).ok()?))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar (Howard Hinnant's `days_from_civil`).
pub(crate) fn days_since_epoch(year: u16, month: u8, day: u8) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}
