//! The calendar's week, month, quarter or year that is looked back on, and what may be typed for one.

use chrono::Weekday;

use crate::domain::input::resolve::Calendar;
use crate::domain::model::refusal::Refusal;
use crate::domain::value::day::{Day, Look};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    Week,
    Month,
    Quarter,
    Year,
}

/// The days that are looked back on, both ends counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub(crate) length: Length,
    pub from: Day,
    pub to: Day,
}

impl Length {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

impl Span {
    pub fn week(day: Day, start: Weekday) -> Self {
        Self { length: Length::Week, from: day.week_begin(start), to: day.week_end(start) }
    }

    pub fn month(day: Day) -> Self {
        Self { length: Length::Month, from: day.months_begin(1), to: day.months_end(1) }
    }

    pub fn quarter(day: Day) -> Self {
        Self { length: Length::Quarter, from: day.months_begin(3), to: day.months_end(3) }
    }

    pub fn year(day: Day) -> Self {
        Self { length: Length::Year, from: day.months_begin(12), to: day.months_end(12) }
    }

    #[must_use]
    pub fn before(self) -> Self {
        match self.length {
            Length::Week => Self { from: self.from.plus(-7), to: self.from.prev(), ..self },
            Length::Month => Self::month(self.from.prev()),
            Length::Quarter => Self::quarter(self.from.prev()),
            Length::Year => Self::year(self.from.prev()),
        }
    }

    /// Whether one asks what to change: of the week or the month that goes on, and of the one before.
    pub(crate) fn is_fresh(self, today: Day) -> bool {
        match self.length {
            Length::Week => today <= self.to.plus(7),
            Length::Month => today <= self.to.next().months_end(1),
            Length::Quarter | Length::Year => false,
        }
    }

    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }

    /// What its bars are of: the days of a week, the months of a year, else the weeks as far as they lie in it.
    pub fn parts(self, start: Weekday) -> Vec<(Day, Day)> {
        let end = |day: Day| match self.length {
            Length::Week => day,
            Length::Month | Length::Quarter => day.week_end(start),
            Length::Year => day.months_end(1),
        };
        let mut parts = Vec::new();
        let mut begin = self.from;
        while begin <= self.to {
            let last = end(begin).min(self.to);
            parts.push((begin, last));
            if last == Day::LAST {
                break;
            }
            begin = last.next();
        }
        parts
    }

    /// `Week of Monday 16 November 2026`, `November 2026`, `October to December 2026`, `2026`.
    pub(crate) fn title(self) -> String {
        match self.length {
            Length::Week => format!("Week of {}", self.from.long()),
            Length::Month => self.from.month_long().to_string(),
            Length::Quarter => format!("{} to {}", self.from.month_name(), self.to.month_long()),
            Length::Year => self.from.year().to_string(),
        }
    }
}

/// `2026-11`, a month's name (the latest, this one included), `last`, or a day in it.
pub fn typed_month(text: &str, calendar: &mut Calendar) -> Result<Span, Refusal> {
    let word = text.trim().to_ascii_lowercase();
    let today = calendar.today;
    if word == "last" {
        return Ok(Span::month(today).before());
    }
    let latest = |month: u32| Day::from_ymd(today.year() - i32::from(month > today.month()), month, 1);
    let named = named_month(&word).and_then(latest);
    let first = named.or_else(|| calendar.day(&format!("{word}-01"), Look::Back).ok());
    let day = first.map_or_else(|| calendar.day(text, Look::Back), Ok).map_err(|_| {
        let hint = "a month is `2026-11`, `november`, or a day in it: `today`, `-1m`, `2026-11-18`";
        Refusal::invalid_input(format!("`{text}` is no month"), hint)
    })?;
    Ok(Span::month(day))
}

/// `2026-q4`, `q4` (the latest, this one included), `last`, or a day in it; this one where nothing is typed.
pub fn typed_quarter(text: &str, calendar: &mut Calendar) -> Result<Span, Refusal> {
    let word = text.trim().to_ascii_lowercase();
    let today = calendar.today;
    match word.as_str() {
        "" => return Ok(Span::quarter(today)),
        "last" => return Ok(Span::quarter(today).before()),
        _ => {}
    }
    let (year, name) = word.rsplit_once('-').map_or((None, word.as_str()), |(year, name)| (Some(year), name));
    let month = match name {
        "q1" => Some(1),
        "q2" => Some(4),
        "q3" => Some(7),
        "q4" => Some(10),
        _ => None,
    };
    let first = match (year, month) {
        (None, Some(month)) => Day::from_ymd(today.year() - i32::from(month > today.month()), month, 1),
        (Some(year), Some(month)) => calendar.day(&format!("{year}-{month:02}-01"), Look::Back).ok(),
        (_, None) => calendar.day(text, Look::Back).ok(),
    };
    let hint = "a quarter is `2026-q4`, `q4`, `last`, or a day in it: `today`, `2026-11-18`";
    first.map(Span::quarter).ok_or_else(|| Refusal::invalid_input(format!("`{text}` is no quarter"), hint))
}

/// `2026`, `last`, or a day in it; this one where nothing is typed.
pub fn typed_year(text: &str, calendar: &mut Calendar) -> Result<Span, Refusal> {
    let word = text.trim().to_ascii_lowercase();
    match word.as_str() {
        "" => return Ok(Span::year(calendar.today)),
        "last" => return Ok(Span::year(calendar.today).before()),
        _ => {}
    }
    let first = calendar.day(&format!("{word}-01-01"), Look::Back);
    let day = first.or_else(|_| calendar.day(text, Look::Back)).map_err(|_| {
        let hint = "a year is `2026`, `last`, or a day in it: `today`, `2026-11-18`";
        Refusal::invalid_input(format!("`{text}` is no year"), hint)
    })?;
    Ok(Span::year(day))
}

/// The month with this English name, or the first three letters of it: 1 to 12.
fn named_month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let named = |name: &&str| word == *name || name.get(..3) == Some(word);
    (1..).zip(NAMES).find(|(_, name)| named(name)).map(|(month, _)| month)
}
