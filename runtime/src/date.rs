//! Days, times of day and date-times. None of them guesses a zone, and none loses what it cannot read.

use crate::date_format::{self, Parts};
use crate::invalid::{Invalid, Rule};
use crate::number::kept;
use crate::reader::{Read, Reader, Scalar};
use crate::value::{Value, Wire};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

/// What was read, or the text as sent.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kept<T> {
    Read(T),
    Text(Box<str>),
}

impl<T: Copy> Kept<T> {
    fn exact(&self) -> Option<T> {
        match self {
            Self::Read(value) => Some(*value),
            Self::Text(_) => None,
        }
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Read(_) => None,
            Self::Text(text) => Some(text),
        }
    }
}

type Day = (u16, u8, u8);
type Clock = (u8, u8, u8, u32);

fn day_of(parts: &Parts) -> Option<Day> {
    Some((parts.year?, parts.month, parts.day))
}

fn clock_of(parts: &Parts) -> Option<Clock> {
    Some((parts.hour?, parts.minute, parts.second, parts.nanosecond))
}

fn parts_of(day: Option<Day>, clock: Option<Clock>, offset: Option<i32>) -> Parts {
    let (month, dom) = day.map_or((0, 0), |(_, month, day)| (month, day));
    let (minute, second, nanosecond) = clock.map_or((0, 0, 0), |(_, m, s, n)| (m, s, n));
    Parts {
        year: day.map(|day| day.0),
        month,
        day: dom,
        hour: clock.map(|clock| clock.0),
        minute,
        second,
        nanosecond,
        offset,
    }
}

/// Defines one of the types: reading, writing, `Display`, `Debug`, `FromStr`.
macro_rules! temporal {
    ($(#[$doc:meta])* $name:ident($value:ty), $default:literal, $rule:expr, $from:expr, $parts:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Kept<$value>);

        impl $name {
            /// The text as sent, if it cannot be read.
            #[must_use]
            pub fn text(&self) -> Option<&str> {
                self.0.text()
            }

            fn parse(text: &str, format: Option<&str>) -> Option<Self> {
                let from: fn(&Parts) -> Option<$value> = $from;
                let parts = date_format::read(text, format, |parts| from(parts).is_some())?;
                from(&parts).map(|value| Self(Kept::Read(value)))
            }

            pub(crate) fn lenient(text: &str, format: Option<&str>) -> Self {
                Self::parse(text, format).unwrap_or_else(|| Self(Kept::Text(text.into())))
            }
        }

        impl FromStr for $name {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                Self::parse(text, None).ok_or(Invalid::new(stringify!($name), $rule))
            }
        }

        #[doc = concat!("`", $default, "`, or the text as sent.")]
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let parts: fn(&$value) -> Parts = $parts;
                match &self.0 {
                    Kept::Read(value) => f.pad(&date_format::write(&parts(value), $default)),
                    Kept::Text(text) => f.pad(text),
                }
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match &self.0 {
                    Kept::Read(_) => fmt::Display::fmt(self, f),
                    Kept::Text(text) => fmt::Debug::fmt(text, f),
                }
            }
        }

        impl Value for $name {
            fn wire(&self, to: &mut Wire<'_>) {
                let parts: fn(&$value) -> Parts = $parts;
                match &self.0 {
                    Kept::Read(value) => {
                        let format = to.format().unwrap_or($default);
                        to.text(&date_format::write(&parts(value), format));
                    }
                    Kept::Text(text) => kept(text, $rule, to),
                }
            }
        }

        impl Read for $name {
            const EMPTY_IS_ABSENT: bool = true;

            fn read(from: &mut Reader<'_>) -> Self {
                let format = from.format();
                match from.scalar() {
                    Scalar::Text(text) | Scalar::Number(text) => Self::lenient(text, format),
                    Scalar::Absent | Scalar::Boolean(_) | Scalar::Structure => {
                        from.unreadable($rule);
                        Self(Kept::Text("".into()))
                    }
                }
            }
        }
    };
}

temporal!(
    /// A day of the calendar. Written as `YYYY-MM-DD` unless the field has a format of its own; read from that, from
    /// `YYYYMMDD` and ISO 8601. A text that is no day is kept ([`text`](Self::text)).
    Date(Day),
    "YYYY-MM-DD",
    Rule::Date,
    day_of,
    |day| parts_of(Some(*day), None, None)
);

temporal!(
    /// A time of day, without zone. Written as `hh:mm:ss` unless the field has a format of its own; read from that, from
    /// `HHMM`, `HHMMSS` and ISO 8601. A text that is no time is kept ([`text`](Self::text)).
    Time(Clock),
    "hh:mm:ss",
    Rule::Time,
    clock_of,
    |clock| parts_of(None, Some(*clock), None)
);

temporal!(
    /// A day and a time of the bank's wall clock, without zone. Written as `YYYY-MM-DD hh:mm:ss` unless the field has a
    /// format of its own; a text that cannot be read is kept ([`text`](Self::text)).
    ///
    /// ```
    /// use bank_client_runtime::DateTime;
    ///
    /// let accepted: DateTime = "2026-03-09 14:30:00".parse()?;
    /// // The zone is the caller's word: Caracas is four hours behind UTC.
    /// assert_eq!(accepted.at_offset(-4 * 60).map(|time| time.as_secs()), Some(1_773_081_000));
    /// # Ok::<(), bank_client_runtime::Invalid>(())
    /// ```
    DateTime((Day, Clock)),
    "YYYY-MM-DD hh:mm:ss",
    Rule::DateTime,
    |parts| day_of(parts).zip(clock_of(parts)),
    |(day, clock)| parts_of(Some(*day), Some(*clock), None)
);

temporal!(
    /// A day and a time with an offset from UTC. Written as `YYYY-MM-DDThh:mm:ssZ` unless the field has a format of its
    /// own; a text that cannot be read, or has no offset, is kept ([`text`](Self::text)).
    OffsetDateTime((Day, Clock, i32)),
    "YYYY-MM-DDThh:mm:ssZ",
    Rule::OffsetDateTime,
    |parts| Some((day_of(parts)?, clock_of(parts)?, parts.offset?)),
    |(day, clock, offset)| parts_of(Some(*day), Some(*clock), Some(*offset))
);

impl Date {
    /// The day, if the calendar has it.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, Invalid> {
        if year <= 9999 && (1..=date_format::month_length(year, month)).contains(&day) {
            Ok(Self(Kept::Read((year, month, day))))
        } else {
            Err(Invalid::new("Date", Rule::Date))
        }
    }

    /// Year, month and day; `None` if the bank sent something else.
    #[must_use]
    pub fn ymd(&self) -> Option<(u16, u8, u8)> {
        self.0.exact()
    }
}

impl Time {
    /// The time, if a day has it.
    pub fn new(hour: u8, minute: u8, second: u8) -> Result<Self, Invalid> {
        if hour < 24 && minute < 60 && second < 60 {
            Ok(Self(Kept::Read((hour, minute, second, 0))))
        } else {
            Err(Invalid::new("Time", Rule::Time))
        }
    }

    /// Hour, minute and second; `None` if the bank sent something else.
    #[must_use]
    pub fn hms(&self) -> Option<(u8, u8, u8)> {
        self.0
            .exact()
            .map(|(hour, minute, second, _)| (hour, minute, second))
    }

    /// Nanoseconds after the second; `None` if the bank sent something else.
    #[must_use]
    pub fn nanosecond(&self) -> Option<u32> {
        self.0.exact().map(|clock| clock.3)
    }
}

impl DateTime {
    /// A day and a time. `None` if one of them is only a text.
    #[must_use]
    pub fn new(date: &Date, time: &Time) -> Option<Self> {
        let both = date.0.exact().zip(time.0.exact())?;
        Some(Self(Kept::Read(both)))
    }

    /// The day; `None` if the bank sent something else.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        self.0.exact().map(|(day, _)| Date(Kept::Read(day)))
    }

    /// The time of day; `None` if the bank sent something else.
    #[must_use]
    pub fn time(&self) -> Option<Time> {
        self.0.exact().map(|(_, clock)| Time(Kept::Read(clock)))
    }

    /// Time since 1970-01-01T00:00Z, if the bank's clock is this many minutes east of UTC (Caracas: −240, Bogotá:
    /// −300). `None` before 1970, more than 18 hours from UTC, or if the bank sent something else.
    #[must_use]
    pub fn at_offset(&self, minutes_east: i32) -> Option<Duration> {
        let (day, clock) = self.0.exact()?;
        date_format::is_offset(minutes_east).then(|| since_epoch(day, clock, minutes_east))?
    }
}

impl OffsetDateTime {
    /// A day and a time at a number of minutes east of UTC. `None` if one of them is only a text, or more than 18 hours
    /// from UTC.
    #[must_use]
    pub fn new(date: &Date, time: &Time, minutes_east: i32) -> Option<Self> {
        let (day, clock) = date.0.exact().zip(time.0.exact())?;
        date_format::is_offset(minutes_east).then_some(Self(Kept::Read((day, clock, minutes_east))))
    }

    /// The moment so long after 1970-01-01T00:00Z, as a clock so many minutes east of UTC shows it. `None` beyond the year 9999,
    /// or more than 18 hours from UTC.
    ///
    /// ```
    /// use bank_client_runtime::OffsetDateTime;
    /// use std::time::SystemTime;
    ///
    /// let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH)?;
    /// let now = OffsetDateTime::at(now, 0).ok_or("the clock is wrong")?;
    /// assert_eq!(now.minutes_east(), Some(0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn at(since_epoch: Duration, minutes_east: i32) -> Option<Self> {
        let near = date_format::is_offset(minutes_east);
        let parts = near.then(|| date_format::parts_at(since_epoch, minutes_east))??;
        let (day, clock) = day_of(&parts).zip(clock_of(&parts))?;
        Some(Self(Kept::Read((day, clock, minutes_east))))
    }

    /// Minutes east of UTC; `None` if the bank sent something else.
    #[must_use]
    pub fn minutes_east(&self) -> Option<i32> {
        self.0.exact().map(|(_, _, offset)| offset)
    }

    /// Day and time without the offset; `None` if the bank sent something else.
    #[must_use]
    pub fn date_time(&self) -> Option<DateTime> {
        self.0
            .exact()
            .map(|(day, clock, _)| DateTime(Kept::Read((day, clock))))
    }

    /// Time since 1970-01-01T00:00Z. `None` before 1970, or if the bank sent something else.
    #[must_use]
    pub fn since_epoch(&self) -> Option<Duration> {
        let (day, clock, offset) = self.0.exact()?;
        since_epoch(day, clock, offset)
    }
}

fn since_epoch(day: Day, clock: Clock, minutes_east: i32) -> Option<Duration> {
    let days = date_format::days_since_epoch(day.0, day.1, day.2);
    let minutes = i64::from(clock.0) * 60 + i64::from(clock.1) - i64::from(minutes_east);
    let seconds = days * 86_400 + minutes * 60 + i64::from(clock.2);
    Some(Duration::new(u64::try_from(seconds).ok()?, clock.3))
}
