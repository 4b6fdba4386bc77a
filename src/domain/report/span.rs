//! The calendar's week, month, quarter or year that is looked back on.

use chrono::Weekday;

use crate::domain::value::day::Day;

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
