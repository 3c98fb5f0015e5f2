//! The time as `Date` spells it.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: i64 = 86_400;
/// 9999-12-31T23:59:59Z, the last second that the format can spell.
const LAST: i64 = 253_402_300_799;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// `Sun, 06 Nov 1994 08:49:37 GMT`. Times before 1970 and after 9999 are spelled as the nearest end of that range.
pub(super) fn imf_fixdate(now: SystemTime, skew: i64) -> String {
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let seconds = i64::try_from(since)
        .unwrap_or(LAST)
        .saturating_add(skew)
        .clamp(0, LAST);
    let (days, second) = (seconds / DAY, seconds % DAY);
    let (year, month, day) = civil(days);
    let weekday = WEEKDAYS[usize::try_from(days % 7).unwrap_or_default()];
    let month = MONTHS[month];
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Year, month from 0 and day from 1 of a day counted from 1970-01-01: counts in years that begin in March, so that the leap day is last.
fn civil(days: i64) -> (i64, usize, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = (march_month + 2) % 12;
    let year = era * 400 + year_of_era + i64::from(month < 2);
    (year, usize::try_from(month).unwrap_or_default(), day)
}

#[cfg(test)]
mod tests {
    use super::imf_fixdate;
    use std::time::{Duration, UNIX_EPOCH};

    /// Expected texts by `date --utc --date=@N '+%a, %d %b %Y %T GMT'`.
    #[test]
    fn dates_are_those_of_another_calendar() {
        for (seconds, expected) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
            (1_798_761_599, "Thu, 31 Dec 2026 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] {
            let time = UNIX_EPOCH + Duration::from_secs(seconds);
            assert_eq!(imf_fixdate(time, 0), expected, "{seconds}");
        }
    }

    #[test]
    fn skew_moves_the_date_and_never_leaves_the_calendar() {
        let time = UNIX_EPOCH + Duration::from_hours(24);
        assert_eq!(imf_fixdate(time, -60), "Thu, 01 Jan 1970 23:59:00 GMT");
        assert_eq!(imf_fixdate(time, i64::MIN), "Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(imf_fixdate(time, i64::MAX), "Fri, 31 Dec 9999 23:59:59 GMT");
    }
}
