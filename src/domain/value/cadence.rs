//! How often a goal wants to be done, and the stretches of days that makes (SEMANTICS 2).

use std::fmt;
use std::str::FromStr;

use chrono::Weekday;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::day::{Day, weekday};
use super::text::as_text;

/// Weeks, months, quarters and years are those of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cadence {
    /// One period, without end.
    Once,
    Day,
    On(Weekdays),
    Week,
    Month,
    Quarter,
    Year,
    /// A window of so many days, 2 to 3660, that opens anew when it was met or has passed.
    Window(u16),
}

/// The longest window that may be asked for: ten years.
const LONGEST_WINDOW: u16 = 3660;

/// A set of one to six weekdays (seven would be [`Cadence::Day`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekdays(u8);

const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

impl Weekdays {
    const WORKING: Self = Self(0b001_1111);
    const WEEKEND: Self = Self(0b110_0000);
    const ALL: u8 = 0b111_1111;

    pub fn holds(self, day: Day) -> bool {
        self.0 & bit(day.weekday()) != 0
    }

    pub(crate) fn count(self) -> u32 {
        self.0.count_ones()
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

impl Cadence {
    pub fn repeats(self) -> bool {
        self != Self::Once
    }

    /// The natural period that holds `day`, for cadences that the calendar cuts. A day that is not
    /// listed, `once` and windows have none.
    pub(crate) fn calendar_span(self, day: Day, week_start: Weekday) -> Option<(Day, Day)> {
        match self {
            Self::Day => Some((day, day)),
            Self::On(weekdays) => weekdays.holds(day).then_some((day, day)),
            Self::Week => Some((day.week_begin(week_start), day.week_end(week_start))),
            Self::Month => Some((day.months_begin(1), day.months_end(1))),
            Self::Quarter => Some((day.months_begin(3), day.months_end(3))),
            Self::Year => Some((day.months_begin(12), day.months_end(12))),
            Self::Once | Self::Window(_) => None,
        }
    }

    /// How many periods begin in a stretch of days, both ends inclusive, where one begins on the first: of
    /// windows, as many as there are where each lasts its days (SEMANTICS 6.2).
    pub(crate) fn periods_in(self, from: Day, to: Day, week_start: Weekday) -> u32 {
        let days = from.days_through(to).max(0);
        let periods = match self {
            Self::Once => i64::from(days > 0),
            Self::Day => days,
            Self::Window(length) => (days + i64::from(length) - 1) / i64::from(length),
            Self::On(weekdays) => {
                let rest = (0..days % 7).filter(|day| weekdays.holds(from.plus(*day))).count();
                days / 7 * i64::from(weekdays.count()) + i64::try_from(rest).unwrap_or_default()
            }
            Self::Week | Self::Month | Self::Quarter | Self::Year => {
                let next = |day: &Day| self.calendar_span(*day, week_start).map(|(_, end)| end.next());
                let begun = std::iter::successors(Some(from), next).take_while(|day| *day <= to);
                i64::try_from(begun.count()).unwrap_or_default()
            }
        };
        u32::try_from(periods).unwrap_or(u32::MAX)
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
        }
    }

    pub(crate) fn number(self) -> u16 {
        match self {
            Self::Once => 0,
            Self::Day => 1,
            Self::Week => 2,
            Self::Month => 3,
            Self::Quarter => 4,
            Self::Year => 5,
            Self::On(Weekdays(bits)) => 0x100 | u16::from(bits),
            Self::Window(days) => 0x1000 | days,
        }
    }

    pub(crate) fn from_number(number: u16) -> Option<Self> {
        Some(match number {
            0 => Self::Once,
            1 => Self::Day,
            2 => Self::Week,
            3 => Self::Month,
            4 => Self::Quarter,
            5 => Self::Year,
            listed @ 0x101..=0x17e => Self::On(Weekdays((listed & 0x7f) as u8)),
            window @ 0x1002.. => Self::Window(window & 0xfff).bounded()?,
            _ => return None,
        })
    }

    fn bounded(self) -> Option<Self> {
        match self {
            Self::Window(days) if days > LONGEST_WINDOW => None,
            cadence => Some(cadence),
        }
    }

    pub(crate) fn streak_unit(self) -> Unit {
        match self {
            Self::Day | Self::On(_) => Unit::Days,
            Self::Week => Unit::Weeks,
            Self::Month => Unit::Months,
            Self::Quarter => Unit::Quarters,
            Self::Year => Unit::Years,
            Self::Once | Self::Window(_) => Unit::Times,
        }
    }

    /// `this week`; nothing for `once`.
    pub(crate) fn current_period(self) -> String {
        match self {
            Self::Once => String::new(),
            Self::Day | Self::On(_) => "today".to_owned(),
            Self::Week => "this week".to_owned(),
            Self::Month => "this month".to_owned(),
            Self::Quarter => "this quarter".to_owned(),
            Self::Year => "this year".to_owned(),
            Self::Window(days) => format!("in {days} days"),
        }
    }

    /// `every week`, `every 3 days`, `on mon, wed, fri`.
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Once => "once".to_owned(),
            Self::Window(days) => format!("every {days} days"),
            Self::On(weekdays) if ![Weekdays::WORKING, Weekdays::WEEKEND].contains(&weekdays) => {
                format!("on {}", self.to_string().replace(',', ", "))
            }
            other => format!("every {other}"),
        }
    }
}

impl fmt::Display for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = WEEK.into_iter().filter(|weekday| self.0 & bit(*weekday) != 0);
        for (place, weekday) in listed.enumerate() {
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
        }
    }
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CadenceError {
    #[error(
        "unknown cadence `{0}`: it is one of `day`, `weekday`, `weekend`, `mon,wed,fri`, `week`, `month`, `quarter`, \
         `year`, `3d` (every three days), `once`"
    )]
    Unknown(String),
    #[error("`{0}` is no window of days: it has 1 to 3660, as in `3d`")]
    Window(String),
}

impl FromStr for Cadence {
    type Err = CadenceError;

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
        if let Some(digits) = word.strip_suffix('d')
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return match digits.parse::<u16>() {
                Ok(1) => Ok(Self::Day),
                Ok(days @ 2..=LONGEST_WINDOW) => Ok(Self::Window(days)),
                _ => Err(CadenceError::Window(text.to_owned())),
            };
        }
        let mut listed = 0;
        for part in word.split(',') {
            let weekday = weekday(part.trim()).ok_or_else(|| CadenceError::Unknown(text.to_owned()))?;
            listed |= bit(weekday);
        }
        Ok(if listed == Weekdays::ALL { Self::Day } else { Self::On(Weekdays(listed)) })
    }
}

as_text! { Cadence as u16: |cadence| cadence.number(), Self::from_number; }
