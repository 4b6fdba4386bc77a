//! Days and values as Loop's tables write them, through all its versions.

use super::habit::value;
use crate::domain::value::day::Day;

/// `2023-04-04`.
pub(super) fn read_day(text: &str) -> Option<Day> {
    let mut parts = text.trim().splitn(3, '-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Day::from_ymd(year, month, day)
}

/// A word, a number, or as 2.0 wrote it `Entry(timestamp=2023-04-04, value=2)`.
pub(super) fn read_value(text: &str) -> Option<i64> {
    match text.trim() {
        "YES_MANUAL" => Some(value::YES_MANUAL),
        "YES_AUTO" => Some(value::YES_AUTO),
        "NO" => Some(value::NO),
        "SKIP" => Some(value::SKIP),
        "UNKNOWN" => Some(value::UNKNOWN),
        other => {
            let number = match other.strip_prefix("Entry(") {
                Some(entry) => entry.strip_suffix(')')?.rsplit_once("value=")?.1,
                None => other,
            };
            number.parse().ok().filter(|number| *number >= value::UNKNOWN)
        }
    }
}
