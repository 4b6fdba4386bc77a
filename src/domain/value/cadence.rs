//! How often a goal wants to be done, and the stretches of days that makes (SEMANTICS 2).

use std::fmt;
use std::str::FromStr;

use chrono::Weekday;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::day::{Day, weekday};
use super::month_days::{MonthDayError, MonthDays};
use super::text::as_text;

/// Weeks, months, quarters and years are those of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cadence {
    /// One period, without end.
    Once,
    Day,
    On(Weekdays),
    OnDates(MonthDays),
    Week,
    Month,
    Quarter,
    Year,
    /// A window of so many days, 2 to 3660, that opens anew when it was met or has passed.
    Window(u16),
    /// So many calendar weeks, 2 to 520, counted from the one it starts in.
    Weeks(u16),
    /// So many calendar months, 2 to 120, counted from the one it starts in.
    Months(u16),
}

/// The longest that may be asked for: ten years.
const LONGEST_WINDOW: u16 = 3660;
const MOST_WEEKS: u16 = 520;
const MOST_MONTHS: u16 = 120;

/// A set of one to six weekdays (seven would be [`Cadence::Day`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekdays(u8);

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Weekdays {
    pub(crate) const WORKING: Self = Self(0b001_1111);
    pub(crate) const WEEKEND: Self = Self(0b110_0000);
    const ALL: u8 = 0b111_1111;

    pub fn holds(self, day: Day) -> bool {
        self.0 & bit(day.weekday()) != 0
    }

    pub(crate) fn count(self) -> u32 {
        self.0.count_ones()
    }

    /// In the order of the week, from Monday.
    pub(crate) fn weekdays(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().filter(move |weekday| self.0 & bit(*weekday) != 0)
    }

    /// These days: all seven are each day. There is none without a day.
    pub(crate) fn cadence(days: impl IntoIterator<Item = Weekday>) -> Option<Cadence> {
        match days.into_iter().fold(0, |listed, day| listed | bit(day)) {
            0 => None,
            Self::ALL => Some(Cadence::Day),
            listed => Some(Cadence::On(Self(listed))),
        }
    }
}

fn bit(weekday: Weekday) -> u8 {
    1 << weekday.num_days_from_monday()
}

/// What a streak or a window is counted in (SEMANTICS 5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unit {
    /// Also listed weekdays.
    Days,
    Weeks,
    Months,
    Quarters,
    Years,
    /// Windows, and runs across a change of cadence.
    Times,
}

impl Unit {
    pub(crate) const fn plural(self) -> &'static str {
        match self {
            Self::Days => "days",
            Self::Weeks => "weeks",
            Self::Months => "months",
            Self::Quarters => "quarters",
            Self::Years => "years",
            Self::Times => "times",
        }
    }

    /// `1 day`, `12 days`.
    pub(crate) fn counted(self, count: u32) -> String {
        format!("{count} {}", self.word(count))
    }

    /// `day` for 1, `days` for others.
    pub(crate) fn word(self, count: u32) -> &'static str {
        let plural = self.plural();
        if count == 1 { plural.strip_suffix('s').unwrap_or(plural) } else { plural }
    }
}

/// What can be typed, as the help, the errors and completion tell it.
pub(crate) const CADENCES: [&str; 18] = [
    "day",
    "weekday",
    "weekend",
    "mon,wed,fri",
    "mon-fri",
    "week",
    "month",
    "quarter",
    "year",
    "3d",
    "2w",
    "3m",
    "1st,15th",
    "last-day",
    "2nd-tue",
    "last-fri",
    "2/week",
    "once",
];

impl Cadence {
    pub fn repeats(self) -> bool {
        self != Self::Once
    }

    /// Periods per day, for the strength's decay (SEMANTICS 5.4); 0 for `once`.
    pub(crate) fn per_day(self) -> f64 {
        match self {
            Self::Once => 0.0,
            Self::Day => 1.0,
            Self::On(weekdays) => f64::from(weekdays.count()) / 7.0,
            Self::Week => 1.0 / 7.0,
            Self::Month => 1.0 / 30.4375,
            Self::Quarter => 4.0 / 365.25,
            Self::Year => 1.0 / 365.25,
            Self::Window(days) => 1.0 / f64::from(days),
            Self::OnDates(days) => f64::from(days.count()) / 30.4375,
            Self::Weeks(count) => 1.0 / (7.0 * f64::from(count)),
            Self::Months(count) => 1.0 / (30.4375 * f64::from(count)),
        }
    }

    /// As a snapshot keeps it.
    fn number(self) -> u128 {
        match self {
            Self::Once => 0,
            Self::Day => 1,
            Self::Week => 2,
            Self::Month => 3,
            Self::Quarter => 4,
            Self::Year => 5,
            Self::On(Weekdays(bits)) => 0x100 | u128::from(bits),
            Self::Window(days) => 0x1000 | u128::from(days),
            Self::Weeks(count) => 0x1_0000 | u128::from(count),
            Self::Months(count) => 0x2_0000 | u128::from(count),
            Self::OnDates(days) => DATES | days.number(),
        }
    }

    fn from_number(number: u128) -> Option<Self> {
        let count = |kind: u128| u16::try_from(number ^ kind).ok();
        match number {
            0 => Some(Self::Once),
            1 => Some(Self::Day),
            2 => Some(Self::Week),
            3 => Some(Self::Month),
            4 => Some(Self::Quarter),
            5 => Some(Self::Year),
            0x101..=0x17e => Some(Self::On(Weekdays(u8::try_from(number ^ 0x100).ok()?))),
            0x1002..=0x1fff => Self::every(count(0x1000)?, Each::Day),
            0x1_0002..=0x1_ffff => Self::every(count(0x1_0000)?, Each::Week),
            0x2_0002..=0x2_ffff => Self::every(count(0x2_0000)?, Each::Month),
            dates if dates & DATES != 0 => MonthDays::from_number(dates ^ DATES).map(Self::OnDates),
            _ => None,
        }
    }

    /// Every so many days, weeks or months: one of them is the plain one. Nothing beyond ten years.
    pub(crate) fn every(count: u16, each: Each) -> Option<Self> {
        match (each, count) {
            (Each::Day, 1) => Some(Self::Day),
            (Each::Week, 1) => Some(Self::Week),
            (Each::Month, 1) => Some(Self::Month),
            (Each::Day, 2..=LONGEST_WINDOW) => Some(Self::Window(count)),
            (Each::Week, 2..=MOST_WEEKS) => Some(Self::Weeks(count)),
            (Each::Month, 2..=MOST_MONTHS) => Some(Self::Months(count)),
            _ => None,
        }
    }

    /// Whether its periods are counted from the one a goal starts in.
    pub(crate) fn is_counted(self) -> bool {
        matches!(self, Self::Weeks(_) | Self::Months(_))
    }

    pub(crate) fn streak_unit(self) -> Unit {
        match self {
            Self::Day | Self::On(_) => Unit::Days,
            Self::Week => Unit::Weeks,
            Self::Month => Unit::Months,
            Self::Quarter => Unit::Quarters,
            Self::Year => Unit::Years,
            Self::Once | Self::Window(_) | Self::Weeks(_) | Self::Months(_) | Self::OnDates(_) => Unit::Times,
        }
    }

    /// `this week`; nothing for `once`.
    pub(crate) fn current_period(self) -> String {
        match self {
            Self::Once => String::new(),
            Self::Day | Self::On(_) | Self::OnDates(_) => "today".to_owned(),
            Self::Week => "this week".to_owned(),
            Self::Month => "this month".to_owned(),
            Self::Quarter => "this quarter".to_owned(),
            Self::Year => "this year".to_owned(),
            Self::Window(days) => format!("in {days} days"),
            Self::Weeks(count) => format!("in these {count} weeks"),
            Self::Months(count) => format!("in these {count} months"),
        }
    }

    /// `every week`, `every 3 days`, `on mon, wed, fri`.
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Once => "once".to_owned(),
            Self::Window(days) => format!("every {days} days"),
            Self::Weeks(count) => format!("every {count} weeks"),
            Self::Months(count) => format!("every {count} months"),
            Self::OnDates(days) => format!("on {} of the month", days.in_words()),
            Self::On(weekdays) if ![Weekdays::WORKING, Weekdays::WEEKEND].contains(&weekdays) => {
                format!("on {}", self.to_string().replace(',', ", "))
            }
            other => format!("every {other}"),
        }
    }
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, weekday) in self.weekdays().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            write!(f, "{comma}{}", weekday.to_string().to_ascii_lowercase())?;
        }
        Ok(())
    }
}

impl fmt::Display for Cadence {
    /// As it is typed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once => f.pad("once"),
            Self::Day => f.pad("day"),
            Self::On(Weekdays::WORKING) => f.pad("weekday"),
            Self::On(Weekdays::WEEKEND) => f.pad("weekend"),
            Self::On(weekdays) => f.pad(&weekdays.to_string()),
            Self::Week => f.pad("week"),
            Self::Month => f.pad("month"),
            Self::Quarter => f.pad("quarter"),
            Self::Year => f.pad("year"),
            Self::Window(days) => f.pad(&format!("{days}d")),
            Self::Weeks(count) => f.pad(&format!("{count}w")),
            Self::Months(count) => f.pad(&format!("{count}m")),
            Self::OnDates(days) => days.fmt(f),
        }
    }
}

/// What `3d`, `2w` and `3m` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Each {
    Day,
    Week,
    Month,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CadenceError {
    #[error("`{0}` is not a cadence")]
    Unknown(String),
    #[error("`{0}` is not a window of days: it has 1 to 3660, as in `3d`")]
    Days(String),
    #[error("`{0}`: weeks are counted from 1 to 520, as in `2w`")]
    Weeks(String),
    #[error("`{0}`: months are counted from 1 to 120, as in `3m`")]
    Months(String),
    #[error("`{0}`: days of the week and days of the month can't be mixed; two goals can be told apart")]
    Mixed(String),
    #[error(transparent)]
    Date(#[from] MonthDayError),
}

impl CadenceError {
    /// The weekday of which a fifth was asked for.
    pub(crate) fn fifth(&self) -> Option<&str> {
        match self {
            Self::Date(MonthDayError::Fifth(weekday)) => Some(weekday),
            _ => None,
        }
    }
}

impl FromStr for Cadence {
    type Err = CadenceError;

    /// Reads what `Display` writes, as the journal has it.
    fn from_str(text: &str) -> Result<Self, CadenceError> {
        let word = text.trim().to_ascii_lowercase();
        let named = match word.as_str() {
            "once" => Some(Self::Once),
            "day" => Some(Self::Day),
            "weekday" => Some(Self::On(Weekdays::WORKING)),
            "weekend" => Some(Self::On(Weekdays::WEEKEND)),
            "week" => Some(Self::Week),
            "month" => Some(Self::Month),
            "quarter" => Some(Self::Quarter),
            "year" => Some(Self::Year),
            _ => None,
        };
        if let Some(cadence) = named {
            return Ok(cadence);
        }
        if let Some(counted) = counted(&word, text) {
            return counted;
        }
        let parts: Vec<&str> = word.split(',').map(str::trim).collect();
        let weekdays: Vec<Weekday> = parts.iter().filter_map(|part| weekday(part)).collect();
        if weekdays.is_empty() {
            return match word.parse::<MonthDays>() {
                Ok(days) => Ok(Self::OnDates(days)),
                Err(MonthDayError::Unknown(_)) => Err(CadenceError::Unknown(text.to_owned())),
                Err(error) => Err(error.into()),
            };
        }
        if weekdays.len() < parts.len() {
            let is_known = |part: &&str| weekday(part).is_some() || part.parse::<MonthDays>().is_ok();
            return Err(if parts.iter().all(is_known) {
                CadenceError::Mixed(text.to_owned())
            } else {
                CadenceError::Unknown(text.to_owned())
            });
        }
        Weekdays::cadence(weekdays).ok_or_else(|| CadenceError::Unknown(text.to_owned()))
    }
}

/// `3d`, `2w`, `3m`; nothing for what has another shape.
fn counted(word: &str, text: &str) -> Option<Result<Cadence, CadenceError>> {
    let (each, wrong): (_, fn(String) -> CadenceError) = match word.chars().next_back()? {
        'd' => (Each::Day, CadenceError::Days),
        'w' => (Each::Week, CadenceError::Weeks),
        'm' => (Each::Month, CadenceError::Months),
        _ => return None,
    };
    let digits = word.strip_suffix(['d', 'w', 'm'])?;
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let cadence = digits.parse().ok().and_then(|count| Cadence::every(count, each));
    Some(cadence.ok_or_else(|| wrong(text.to_owned())))
}

/// What tells a set of days of the month from the other numbers.
const DATES: u128 = 1 << 80;

as_text! { Cadence as u128: |cadence| cadence.number(), Self::from_number; }
