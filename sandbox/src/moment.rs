//! Moments written as a bank's formats ask for.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A moment in a time zone, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    year: i64,
    month: u32,
    day: u32,
    /// Milliseconds since midnight.
    millis: u64,
    /// Minutes east of UTC.
    offset: i32,
}

/// Milliseconds of a day.
const DAY: u64 = 86_400_000;

impl Moment {
    /// The wall clock of a zone that is `offset` minutes east of UTC.
    #[must_use]
    pub fn new(time: SystemTime, offset: i32) -> Self {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO);
        let shift = i64::from(offset) * 60_000;
        let millis = u64::try_from(since.as_millis()).unwrap_or(0);
        let millis = millis.saturating_add_signed(shift);
        let (year, month, day) = civil(i64::try_from(millis / DAY).unwrap_or(0));
        Self {
            year,
            month,
            day,
            millis: millis % DAY,
            offset,
        }
    }

    /// Writes it in letters: `YYYY MM DD hh mm ss SSS Z`; everything else stands for itself.
    #[must_use]
    pub fn format(&self, format: &str) -> String {
        let mut text = String::with_capacity(format.len());
        let mut rest = format;
        let seconds = self.millis / 1000;
        while let Some(letter) = rest.chars().next() {
            let parts: [(&str, u64, usize); 7] = [
                ("YYYY", u64::try_from(self.year).unwrap_or(0), 4),
                ("MM", u64::from(self.month), 2),
                ("DD", u64::from(self.day), 2),
                ("hh", seconds / 3600, 2),
                ("mm", seconds / 60 % 60, 2),
                ("ss", seconds % 60, 2),
                ("SSS", self.millis % 1000, 3),
            ];
            let part = parts
                .iter()
                .find(|(letters, _, _)| rest.starts_with(letters));
            if let Some((letters, number, width)) = part {
                // Writing to a String does not fail.
                let _ = write!(text, "{number:0width$}");
                rest = &rest[letters.len()..];
            } else {
                if letter == 'Z' {
                    self.zone(&mut text);
                } else {
                    text.push(letter);
                }
                rest = &rest[letter.len_utf8()..];
            }
        }
        text
    }

    fn zone(&self, text: &mut String) {
        if self.offset == 0 {
            text.push('Z');
            return;
        }
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs();
        let _ = write!(text, "{sign}{:02}:{:02}", minutes / 60, minutes % 60);
    }
}

/// The date that is so many days after 1970-01-01, in the Gregorian calendar.
fn civil(days: i64) -> (i64, u32, u32) {
    // Years begin in March, so that a leap day is the last of its year.
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 {
        (month + 3, 0)
    } else {
        (month - 9, 1)
    };
    (
        year + era * 400 + next,
        u32::try_from(month).unwrap_or(1),
        u32::try_from(day).unwrap_or(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compared with `date -u -d @SECONDS`.
    #[test]
    fn moments_are_those_of_other_calendars() {
        let at = |seconds: u64, millis: u32, offset: i32, format: &str| {
            let time = UNIX_EPOCH + Duration::new(seconds, millis * 1_000_000);
            Moment::new(time, offset).format(format)
        };
        assert_eq!(at(0, 0, 0, "YYYY-MM-DD hh:mm:ss"), "1970-01-01 00:00:00");
        assert_eq!(at(951_782_400, 7, 0, "YYYYMMDD SSSZ"), "20000229 007Z");
        assert_eq!(
            at(1_767_225_599, 250, -240, "YYYY-MM-DDThh:mm:ss.SSSZ"),
            "2025-12-31T19:59:59.250-04:00"
        );
        assert_eq!(
            at(4_107_542_399, 0, 330, "DD/MM/YYYY hhmm"),
            "01/03/2100 0529"
        );
    }
}
