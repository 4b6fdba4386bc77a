//! Days of each month: `1st`, `15th`, `last-day`, `2nd-tue`, `last-fri` (SEMANTICS 2.9).

use std::fmt;
use std::str::FromStr;

use chrono::Weekday;
use thiserror::Error;

use super::day::{Day, weekday};

/// A set of days of the month, at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDays {
    /// The 1st in the lowest bit; the 31st is the last day of each month.
    dates: u32,
    /// Seven bits each, Monday's the lowest: the first, second, third, fourth and last of each weekday.
    weekdays: u64,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum MonthDayError {
    #[error("`{0}` is not a day of the month")]
    Unknown(String),
    /// The weekday of which a fifth was asked for.
    #[error("not each month has a 5th {0}")]
    Fifth(String),
}

/// The place of the last of a weekday, after the first four.
const LAST: u32 = 4;

const ORDINALS: [&str; 4] = ["1st", "2nd", "3rd", "4th"];

const DATES: u32 = (1 << 31) - 1;
const ALL_WEEKDAYS: u64 = (1 << 35) - 1;

impl MonthDays {
    /// Days beyond the month's end are its last.
    pub fn holds(self, day: Day) -> bool {
        let date = day.day_of_month();
        let last = day.months_end(1).day_of_month();
        let dates = if date == last { DATES & !((1 << (last - 1)) - 1) } else { 1 << (date - 1) };
        let weekday = 1 << day.weekday().num_days_from_monday();
        let nth = |place: u32| self.weekdays >> (place * 7) & weekday != 0;
        self.dates & dates != 0 || (date <= 28 && nth((date - 1) / 7)) || (date + 7 > last && nth(LAST))
    }

    /// How many are named.
    pub(crate) fn count(self) -> u32 {
        self.dates.count_ones() + self.weekdays.count_ones()
    }

    pub(crate) fn number(self) -> u128 {
        u128::from(self.weekdays) << 31 | u128::from(self.dates)
    }

    pub(crate) fn from_number(number: u128) -> Option<Self> {
        let dates = u32::try_from(number & u128::from(DATES)).ok()?;
        let weekdays = u64::try_from(number >> 31).ok().filter(|bits| *bits <= ALL_WEEKDAYS)?;
        (dates != 0 || weekdays != 0).then_some(Self { dates, weekdays })
    }

    #[must_use]
    pub(crate) fn and(self, other: Self) -> Self {
        Self { dates: self.dates | other.dates, weekdays: self.weekdays | other.weekdays }
    }

    /// The date of each month, 1 to 31.
    pub(crate) fn date(date: u32) -> Option<Self> {
        (1..=31).contains(&date).then(|| Self { dates: 1 << (date - 1), weekdays: 0 })
    }

    /// The first to fourth of a weekday, counted from 0; 4 is the last.
    pub(crate) fn nth(place: u32, weekday: Weekday) -> Option<Self> {
        let bit = 1 << (place * 7 + weekday.num_days_from_monday());
        (place <= LAST).then_some(Self { dates: 0, weekdays: bit })
    }

    /// Each as it is typed: `1st`, `last-day`, `2nd-tue`, `last-fri`.
    pub(crate) fn names(self) -> Vec<String> {
        let mut names: Vec<String> =
            (1..=30).filter(|date| self.dates >> (date - 1) & 1 == 1).map(ordinal).collect();
        if self.dates >> 30 & 1 == 1 {
            names.push("last-day".to_owned());
        }
        for place in 0..=LAST {
            for number in 0..7_u8 {
                let Ok(weekday) = Weekday::try_from(number) else { continue };
                if self.weekdays >> (place * 7 + u32::from(number)) & 1 == 1 {
                    let nth = usize::try_from(place).ok().and_then(|place| ORDINALS.get(place));
                    let weekday = weekday.to_string().to_ascii_lowercase();
                    names.push(format!("{}-{weekday}", nth.unwrap_or(&"last")));
                }
            }
        }
        names
    }

    /// `the 1st and 15th`, `the last day`, `the 2nd Tue`.
    pub(crate) fn in_words(self) -> String {
        let named = self.names().into_iter().map(|name| match name.split_once('-') {
            Some((nth, "day")) => format!("{nth} day"),
            Some((nth, weekday)) => {
                let (first, rest) = weekday.split_at(weekday.len().min(1));
                format!("{nth} {}{rest}", first.to_ascii_uppercase())
            }
            None => name,
        });
        let mut named: Vec<String> = named.collect();
        match (named.pop(), named.is_empty()) {
            (Some(last), false) => format!("the {} and {last}", named.join(", ")),
            (last, _) => format!("the {}", last.unwrap_or_default()),
        }
    }
}

/// `1st`, `22nd`, `15th`.
pub(crate) fn ordinal(number: u32) -> String {
    let ending = match (number % 10, number / 10 % 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The number that an ordinal in digits tells, its ending not wrong.
pub(crate) fn from_ordinal(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let number: u32 = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    (number > 0 && ordinal(number) == word).then_some(number)
}

impl fmt::Display for MonthDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.names().join(","))
    }
}

impl FromStr for MonthDays {
    type Err = MonthDayError;

    fn from_str(text: &str) -> Result<Self, MonthDayError> {
        let mut all: Option<Self> = None;
        for name in text.split(',').map(str::trim) {
            let one = one(name)?;
            all = Some(all.map_or(one, |all| all.and(one)));
        }
        all.ok_or_else(|| MonthDayError::Unknown(text.to_owned()))
    }
}

fn one(name: &str) -> Result<MonthDays, MonthDayError> {
    let unknown = || MonthDayError::Unknown(name.to_owned());
    let Some((nth, of)) = name.split_once('-') else {
        return from_ordinal(name).and_then(MonthDays::date).ok_or_else(unknown);
    };
    if (nth, of) == ("last", "day") {
        return MonthDays::date(31).ok_or_else(unknown);
    }
    let weekday = weekday(of).ok_or_else(unknown)?;
    match (nth, from_ordinal(nth)) {
        ("last", _) => MonthDays::nth(LAST, weekday).ok_or_else(unknown),
        (_, Some(place @ 1..=4)) => MonthDays::nth(place - 1, weekday).ok_or_else(unknown),
        (_, Some(5)) => Err(MonthDayError::Fifth(weekday.to_string())),
        _ => Err(unknown()),
    }
}
