//! Dates and times: many forms are read, one is written, no zone is guessed.

use bank_client_runtime::{Date, DateTime, OffsetDateTime, Time};
use std::time::Duration;

#[test]
fn the_forms_seen_in_the_field_are_read() {
    let date = |text: &str| text.parse::<Date>().unwrap().ymd();
    for text in [
        "2026-03-09",
        "20260309",
        "2026-03-09T14:30:00",
        "2026-03-09 14:30",
        " 20260309 ",
    ] {
        assert_eq!(date(text), Some((2026, 3, 9)), "{text}");
    }
    let time = |text: &str| text.parse::<Time>().unwrap().hms();
    for text in [
        "14:30:05",
        "143005",
        "2026-03-09T14:30:05.250-04:00",
        "14:30:05,250",
    ] {
        assert_eq!(time(text), Some((14, 30, 5)), "{text}");
    }
    for text in ["14:30", "1430"] {
        assert_eq!(time(text), Some((14, 30, 0)), "{text}");
    }
    let fraction = "2026-03-09 14:30:05.25".parse::<DateTime>().unwrap();
    assert_eq!(fraction.time().unwrap().nanosecond(), Some(250_000_000));
    for text in [
        "2026-03-09T14:30:05Z",
        "20260309143005",
        "2026-03-09T14:30:05+05",
    ] {
        assert_eq!(
            text.parse::<DateTime>().unwrap().to_string(),
            "2026-03-09 14:30:05",
            "{text}"
        );
    }
}

#[test]
fn days_and_times_that_do_not_exist_are_refused() {
    for text in [
        "2026-02-29",
        "2100-02-29",
        "20261301",
        "2026-04-31",
        "2026-00-10",
        "hoy",
        "",
        "2026-3-9",
        "²0260309",
    ] {
        assert!(text.parse::<Date>().is_err(), "{text}");
    }
    assert_eq!(
        "2024-02-29".parse::<Date>().unwrap().ymd(),
        Some((2024, 2, 29))
    );
    assert_eq!(
        "2000-02-29".parse::<Date>().unwrap().ymd(),
        Some((2000, 2, 29))
    );
    for text in ["24:00", "12:60", "123", "12:30:61", "1é30"] {
        assert!(text.parse::<Time>().is_err(), "{text}");
    }
    assert!(Date::new(2026, 2, 29).is_err());
    assert!(Time::new(24, 0, 0).is_err());
    assert!("2026-03-09T14:30:05".parse::<OffsetDateTime>().is_err());
}

#[test]
fn a_zone_comes_from_the_caller_or_from_the_text_only() {
    let wall: DateTime = "2026-03-09 14:30:00".parse().unwrap();
    // date -u -d '2026-03-09 18:30:00' +%s
    assert_eq!(wall.at_offset(-240), Some(Duration::new(1_773_081_000, 0)));
    assert_eq!(wall.at_offset(0), Some(Duration::new(1_773_066_600, 0)));
    let offset: OffsetDateTime = "2026-03-09T14:30:00-04:00".parse().unwrap();
    assert_eq!(offset.since_epoch(), wall.at_offset(-240));
    assert_eq!(offset.to_string(), "2026-03-09T14:30:00-04:00");
    assert_eq!(offset.date_time(), Some(wall));
    // date -u -d '2026-03-09 18:30:00' +%s
    let moment = Duration::new(1_773_081_000, 0);
    assert_eq!(OffsetDateTime::at(moment, -240), Some(offset));
    assert_eq!(OffsetDateTime::at(moment, 18 * 60 + 1), None);
    assert_eq!(OffsetDateTime::at(Duration::MAX, 0), None);
    let utc: OffsetDateTime = "2026-03-09T14:30:00Z".parse().unwrap();
    assert_eq!(
        (utc.to_string().as_str(), utc.minutes_east()),
        ("2026-03-09T14:30:00Z", Some(0))
    );
    assert_eq!(
        "1969-12-31 23:59:59"
            .parse::<DateTime>()
            .unwrap()
            .at_offset(0),
        None
    );
}

#[test]
fn an_offset_that_no_clock_has_gives_no_time() {
    let wall: DateTime = "2026-03-09 14:30:00".parse().unwrap();
    assert_eq!(
        wall.at_offset(banco_plaza::ZONE_MINUTES),
        wall.at_offset(-240)
    );
    let new = |minutes| OffsetDateTime::new(&wall.date().unwrap(), &wall.time().unwrap(), minutes);
    for minutes in [-18 * 60, 18 * 60] {
        assert!(wall.at_offset(minutes).is_some(), "{minutes}");
        assert_eq!(
            new(minutes).unwrap().minutes_east(),
            Some(minutes),
            "{minutes}"
        );
    }
    for minutes in [-18 * 60 - 1, 18 * 60 + 1, 65_296, i32::MIN, i32::MAX] {
        assert_eq!(wall.at_offset(minutes), None, "{minutes}");
        assert_eq!(new(minutes), None, "{minutes}");
    }
    for text in ["2026-03-09T14:30:00+18:01", "2026-03-09T14:30:00-19:00"] {
        assert!(text.parse::<OffsetDateTime>().is_err(), "{text}");
    }
}
