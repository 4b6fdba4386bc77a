//! Civil days (SEMANTICS 1).

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use super::text::as_text;
use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use thiserror::Error;

/// A civil day, from 0001-01-01 to 9999-12-31. Steps beyond either end stay at that end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

const FIRST: Day = Day(NaiveDate::from_ymd_opt(1, 1, 1).unwrap());
const LAST: Day = Day(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap());

/// The years of the days that can be typed, and to which those that the journal has are bounded: nobody means to
/// be judged for two thousand years.
pub(crate) const YEARS: RangeInclusive<i32> = 1900..=2199;

impl Day {
    pub const FIRST: Self = FIRST;
    pub const LAST: Self = LAST;

    /// The day a wall clock's reading belongs to: its date, or the date before when the clock
    /// reads earlier than `day_start` (SEMANTICS 1.1).
    pub fn of(wall: NaiveDateTime, day_start: NaiveTime) -> Self {
        let date = Self(wall.date()).within();
        if wall.time() < day_start { date.prev() } else { date }
    }

    fn within(self) -> Self {
        self.clamp(FIRST, LAST)
    }

    /// Midnight, with which it begins.
    pub(crate) fn midnight(self) -> NaiveDateTime {
        self.0.and_time(NaiveTime::MIN)
    }

    /// Nothing beyond the first and the last day.
    pub(crate) fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self).filter(|day| *day == day.within())
    }

    /// The Thursday of a week as ISO 8601 numbers them.
    pub(crate) fn in_week(year: i32, week: u32) -> Option<Self> {
        NaiveDate::from_isoywd_opt(year, week, Weekday::Thu).map(Self).filter(|day| *day == day.within())
    }

    /// The days from the beginning of the calendar: 1 for the first day.
    pub(crate) fn number(self) -> i32 {
        self.0.num_days_from_ce()
    }

    pub(crate) fn from_number(number: i32) -> Option<Self> {
        NaiveDate::from_num_days_from_ce_opt(number).map(Self).filter(|day| *day == day.within())
    }

    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        let step = Days::new(days.unsigned_abs());
        let (moved, edge) = if days < 0 {
            (self.0.checked_sub_days(step), FIRST)
        } else {
            (self.0.checked_add_days(step), LAST)
        };
        moved.map_or(edge, |date| Self(date).within())
    }

    /// Month ends clamp.
    #[must_use]
    pub(crate) fn plus_months(self, months: i32) -> Self {
        let step = Months::new(months.unsigned_abs());
        let (moved, edge) = if months < 0 {
            (self.0.checked_sub_months(step), FIRST)
        } else {
            (self.0.checked_add_months(step), LAST)
        };
        moved.map_or(edge, |date| Self(date).within())
    }

    #[must_use]
    pub fn next(self) -> Self {
        self.plus(1)
    }

    #[must_use]
    pub fn prev(self) -> Self {
        self.plus(-1)
    }

    /// How many days later `other` is; negative when it is earlier.
    pub fn days_to(self, other: Self) -> i64 {
        (other.0 - self.0).num_days()
    }

    /// How many days a stretch from this day to `last` has, both counted; 0 when `last` is earlier.
    pub(crate) fn days_through(self, last: Self) -> i64 {
        (self.days_to(last) + 1).max(0)
    }

    pub fn weekday(self) -> Weekday {
        self.0.weekday()
    }

    pub(crate) fn year(self) -> i32 {
        self.0.year()
    }

    /// 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// 1 to 31.
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    #[must_use]
    pub(crate) fn week_begin(self, start: Weekday) -> Self {
        self.plus(-i64::from(self.weekday().days_since(start)))
    }

    #[must_use]
    pub(crate) fn week_end(self, start: Weekday) -> Self {
        self.week_begin(start).plus(6)
    }

    /// The first day of the stretch of `months` months, counted from January, that holds this day.
    #[must_use]
    pub(crate) fn months_begin(self, months: u32) -> Self {
        let month = (self.month() - 1) / months * months + 1;
        Self::from_ymd(self.year(), month, 1).unwrap_or(FIRST)
    }

    #[must_use]
    pub(crate) fn months_end(self, months: u32) -> Self {
        let begin = self.months_begin(months);
        let after = begin.plus_months(i32::try_from(months).unwrap_or(12));
        if after == LAST { LAST } else { after.prev() }
    }

    /// `Wednesday 18 November 2026`.
    pub(crate) fn long(self) -> impl fmt::Display {
        self.0.format("%A %-d %B %Y")
    }

    /// `Wed 18 Nov`, of another year than today's `Tue 18 Nov 2025`.
    pub(crate) fn short(self, today: Self) -> impl fmt::Display {
        self.0.format(if self.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" })
    }

    /// `18 Nov`, of another year than today's `18 Nov 2025`.
    pub(crate) fn day_and_month(self, today: Self) -> impl fmt::Display {
        self.0.format(if self.year() == today.year() { "%-d %b" } else { "%-d %b %Y" })
    }

    /// `Wed 18 Nov`, `Mon 16 Nov to Sun 22 Nov`, `Sat 1 Jan to Sat 31 Dec 2022`: a year that both days have is told
    /// once.
    pub(crate) fn through(self, last: Self, today: Self) -> String {
        if self == last {
            return self.short(today).to_string();
        }
        let seen_from = if self.year() == last.year() { self } else { today };
        format!("{} to {}", self.short(seen_from), last.short(today))
    }

    /// `18 Nov`, of whatever year.
    pub(crate) fn short_date(self) -> impl fmt::Display {
        self.0.format("%-d %b")
    }

    /// `18 Nov 2026`.
    pub(crate) fn dated(self) -> impl fmt::Display {
        self.0.format("%-d %b %Y")
    }

    /// `Wednesday`.
    pub(crate) fn weekday_name(self) -> impl fmt::Display {
        self.0.format("%A")
    }

    /// `November 2026`.
    pub(crate) fn month_long(self) -> impl fmt::Display {
        self.0.format("%B %Y")
    }

    /// `November`.
    pub(crate) fn month_name(self) -> impl fmt::Display {
        self.0.format("%B")
    }

    /// `Wed`.
    pub(crate) fn weekday_short(self) -> impl fmt::Display {
        self.0.format("%a")
    }

    /// `Nov 2026`.
    pub(crate) fn month_dated(self) -> impl fmt::Display {
        self.0.format("%b %Y")
    }

    /// `Nov`.
    pub(crate) fn month_short(self) -> impl fmt::Display {
        self.0.format("%b")
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Day {
    type Err = DayError;

    /// Reads `YYYY-MM-DD`, as the journal writes it. Before or after the known `YEARS`, it is their first or last
    /// day.
    fn from_str(text: &str) -> Result<Self, DayError> {
        let day = dated(text).ok_or_else(|| DayError(text.to_owned()))?;
        let bounded = match day.year() {
            year if year < *YEARS.start() => Self::from_ymd(*YEARS.start(), 1, 1),
            year if year > *YEARS.end() => Self::from_ymd(*YEARS.end(), 12, 31),
            _ => None,
        };
        Ok(bounded.unwrap_or(day))
    }
}

/// Where a day is looked for that words alone do not tell (SEMANTICS 1.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Behind, for what is written: `check`, `win`, `finish`.
    Back,
    /// Behind, for the first day of what is read: `log --since`, `review --week`.
    Since,
    /// Behind, for the last day of what is read: `log --until`.
    Until,
    /// Ahead: `--pilot`, `plan`, `pause --until`.
    Ahead,
    /// Ahead, for a last day: of `next week` the last one. `--by`.
    Deadline,
    /// Both ways, weekdays ahead: `today --on`, `--from`.
    Around,
    /// Both ways, of weekdays today alone: `skip`.
    Either,
    /// As `check` looks where that finds a day, else ahead; of weekdays today alone: `why --if check`.
    Supposed,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is not a day")]
pub struct DayError(String);

/// A year of four digits, a month and a day of one or two.
fn dated(text: &str) -> Option<Day> {
    let mut parts = text.split('-');
    let mut number = |widths: RangeInclusive<usize>| {
        let part = parts.next().filter(|part| widths.contains(&part.len()))?;
        part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
    };
    let (year, month, day) = (number(4..=4)?, number(1..=2)?, number(1..=2)?);
    parts.next().is_none().then(|| Day::from_ymd(i32::try_from(year).ok()?, month, day)).flatten()
}

/// The day of a moment in RFC 3339, by its own clock (SEMANTICS 1.1).
pub(crate) fn written_on(at: &str, day_start: NaiveTime) -> Option<Day> {
    DateTime::parse_from_rfc3339(at).ok().map(|moment| Day::of(moment.naive_local(), day_start))
}

/// The weekday with this English name, or a beginning of it of three letters or more.
pub(crate) fn weekday(word: &str) -> Option<Weekday> {
    const NAMES: [(&str, Weekday); 7] = [
        ("monday", Weekday::Mon),
        ("tuesday", Weekday::Tue),
        ("wednesday", Weekday::Wed),
        ("thursday", Weekday::Thu),
        ("friday", Weekday::Fri),
        ("saturday", Weekday::Sat),
        ("sunday", Weekday::Sun),
    ];
    NAMES.iter().find(|(name, _)| word.len() >= 3 && name.starts_with(word)).map(|(_, weekday)| *weekday)
}

as_text! { Day as i32: |day| day.number(), Self::from_number; }
