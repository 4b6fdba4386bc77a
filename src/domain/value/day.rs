//! Civil days, and what a person may type for one (SEMANTICS 1).

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

    /// Nothing beyond the first and the last day.
    pub(crate) fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self).filter(|day| *day == day.within())
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
        let day = dated(text)?.ok_or_else(|| DayError::Unknown(text.to_owned()))?;
        let bounded = match day.year() {
            year if year < *YEARS.start() => Self::from_ymd(*YEARS.start(), 1, 1),
            year if year > *YEARS.end() => Self::from_ymd(*YEARS.end(), 12, 31),
            _ => None,
        };
        Ok(bounded.unwrap_or(day))
    }
}

/// Whether a day without a year is looked for behind or ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// The latest such day, today included: `check`, `skip`, `win`, `log`, `today --on`.
    Back,
    /// The next such day after today: `--by`, `--from`, `plan`, `pause`.
    Ahead,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum DayError {
    #[error("`{0}` is not a day")]
    Unknown(String),
    /// A date that the calendar does not have.
    #[error("`{text}`: {what}")]
    Missing { text: String, what: String },
    #[error("`{0}` is not within the years {first} to {last}", first = YEARS.start(), last = YEARS.end())]
    Beyond(String),
    /// A span without a sign, where both directions make sense.
    #[error("`{0}` could be ahead or behind")]
    Unsigned(String),
}

impl DayError {
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Unknown(_) => {
                "a day is `today`, `yesterday`, `tomorrow`, a weekday, `2026-12-01`, `12-01`, \
                 `+5d`, `-2w`, `+1m`, `+1y`, `eow`, `eom`, `eoq` or `eoy`"
                    .to_owned()
            }
            Self::Missing { .. } => "dates are written year-month-day, as in `2026-12-01`".to_owned(),
            Self::Beyond(_) => {
                format!("days from {}-01-01 to {}-12-31 are known", YEARS.start(), YEARS.end())
            }
            Self::Unsigned(text) => format!("write `+{text}` for ahead, `-{text}` for behind"),
        }
    }
}

/// The day of a moment in RFC 3339, by its own clock (SEMANTICS 1.1).
pub(crate) fn written_on(at: &str, day_start: NaiveTime) -> Option<Day> {
    DateTime::parse_from_rfc3339(at).ok().map(|moment| Day::of(moment.naive_local(), day_start))
}

/// Reads a day as typed (PRODUCT, "Commands").
pub(crate) fn typed(text: &str, today: Day, week_start: Weekday, look: Look) -> Result<Day, DayError> {
    let word = text.trim().to_ascii_lowercase();
    match word.as_str() {
        "today" => return Ok(today),
        "yesterday" => return Ok(today.prev()),
        "tomorrow" => return Ok(today.next()),
        "eow" => return Ok(today.week_end(week_start)),
        "eom" => return Ok(today.months_end(1)),
        "eoq" => return Ok(today.months_end(3)),
        "eoy" => return Ok(today.months_end(12)),
        _ => {}
    }
    if let Some(weekday) = weekday(&word) {
        return Ok(match look {
            Look::Back => today.week_begin(weekday),
            Look::Ahead => {
                let first = today.next();
                first.plus(weekday.days_since(first.weekday()).into())
            }
        });
    }
    let day = if let Some(day) = span(&word, today, look)? {
        day
    } else if let Some(day) = dated(&word)? {
        day
    } else {
        month_day(&word, today, look)?.ok_or_else(|| DayError::Unknown(text.to_owned()))?
    };
    if YEARS.contains(&day.year()) { Ok(day) } else { Err(DayError::Beyond(text.to_owned())) }
}

/// The weekday named by its English name or the first three letters of it.
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
    NAMES.iter().find(|(name, _)| word == *name || name.get(..3) == Some(word)).map(|(_, weekday)| *weekday)
}

/// `+5d`, `-2w`, `+1m`, `+1y`; ahead, the sign may be left out (`14d`).
fn span(word: &str, today: Day, look: Look) -> Result<Option<Day>, DayError> {
    let (sign, rest) = match (word.strip_prefix('+'), word.strip_prefix('-')) {
        (Some(rest), _) => (Some(1), rest),
        (_, Some(rest)) => (Some(-1), rest),
        _ => (None, word),
    };
    let Some(unit) = rest.chars().next_back() else {
        return Ok(None);
    };
    let Some(count) = rest.strip_suffix(unit).filter(|digits| all_digits(digits)) else {
        return Ok(None);
    };
    if !matches!(unit, 'd' | 'w' | 'm' | 'y') {
        return Ok(None);
    }
    let sign = match (sign, look) {
        (Some(sign), _) => sign,
        (None, Look::Ahead) => 1,
        (None, Look::Back) => return Err(DayError::Unsigned(word.to_owned())),
    };
    // Ten thousand years reach from any day past either end.
    let count = count.parse::<i32>().unwrap_or(i32::MAX).min(3_660_000) * sign;
    Ok(Some(match unit {
        'd' => today.plus(count.into()),
        'w' => today.plus(i64::from(count) * 7),
        'm' => today.plus_months(count),
        _ => today.plus_months(count.saturating_mul(12)),
    }))
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The numbers of `2026-12-01` or `12-01`, when the text has that shape.
fn numbers<const N: usize>(word: &str, widths: [usize; N]) -> Option<[u32; N]> {
    let mut found = [0; N];
    let mut parts = word.split('-');
    for (slot, width) in found.iter_mut().zip(widths) {
        let part = parts.next()?;
        let wide_enough = part.len() == width || (width == 2 && part.len() == 1);
        if !wide_enough || !all_digits(part) {
            return None;
        }
        *slot = part.parse().ok()?;
    }
    parts.next().is_none().then_some(found)
}

fn dated(word: &str) -> Result<Option<Day>, DayError> {
    let Some([year, month, day]) = numbers(word, [4, 2, 2]) else {
        return Ok(None);
    };
    let year = i32::try_from(year).unwrap_or(0);
    Day::from_ymd(year, month, day).map(Some).ok_or_else(|| missing(word, Some(year), month, day))
}

fn month_day(word: &str, today: Day, look: Look) -> Result<Option<Day>, DayError> {
    let Some([month, day]) = numbers(word, [2, 2]) else {
        return Ok(None);
    };
    // 29 February is at most eight years away (1896 to 1904, 2096 to 2104).
    let found = (0..=8).find_map(|years| match look {
        Look::Back => Day::from_ymd(today.year() - years, month, day).filter(|found| *found <= today),
        Look::Ahead => Day::from_ymd(today.year() + years, month, day).filter(|found| *found > today),
    });
    found.map(Some).ok_or_else(|| missing(word, None, month, day))
}

fn missing(text: &str, year: Option<i32>, month: u32, day: u32) -> DayError {
    // In a leap year, so that a date without a year names the longest February there is.
    let named = Day::from_ymd(year.unwrap_or(2000), month, 1);
    let what = match (named, year) {
        (None, Some(0)) => "there is no year 0".to_owned(),
        (None, _) => format!("there is no month {month}"),
        (Some(first), year) => format!(
            "{}{} has {} days, there is no {day}",
            first.0.format("%B"),
            year.map(|year| format!(" {year}")).unwrap_or_default(),
            first.months_end(1).day_of_month(),
        ),
    };
    DayError::Missing { text: text.to_owned(), what }
}

as_text! { Day as i32: |day| day.number(), Self::from_number; }
