//! What may be typed for a week, a month, a quarter or a year that is looked back on: its number or name, the latest
//! where it has no year; `this`, `last`; or a day in it.

use chrono::Weekday;

use super::span::{Length, Span};
use crate::domain::input::day_words::{Said, month, nearly, read};
use crate::domain::input::resolve::Calendar;
use crate::domain::model::refusal::Refusal;
use crate::domain::value::day::{Day, Look, YEARS};

/// `47`, `w47`, `2026-w47`, `w47 2026`: a day in it.
pub fn typed_week(text: &str, calendar: &mut Calendar) -> Result<Day, Refusal> {
    let today = calendar.today;
    asked(Length::Week, text, calendar, |words| match words {
        ["this"] => Some(today),
        ["last"] => Some(today.plus(-7)),
        words => {
            let (year, number) = with_year(words)?;
            let number = number.strip_prefix("week").or_else(|| number.strip_prefix('w')).unwrap_or(number);
            let number = number.parse().ok().filter(|week| (1..=53).contains(week))?;
            latest(year, today, |year| Day::in_week(year, number), |day| day.week_begin(Weekday::Mon))
        }
    })
}

/// `11`, `november`, `2026-11`, `nov 2026`.
pub fn typed_month(text: &str, calendar: &mut Calendar) -> Result<Span, Refusal> {
    let today = calendar.today;
    let day = asked(Length::Month, text, calendar, |words| match words {
        ["this"] => Some(today),
        ["last"] => Some(today.plus_months(-1)),
        words => {
            let (year, name) = with_year(words)?;
            let number = month(name).or_else(|| name.parse().ok().filter(|_| name.len() <= 2))?;
            latest(year, today, |year| Day::from_ymd(year, number, 1), |day| day)
        }
    })?;
    Ok(Span::month(day))
}

/// `q4`, `2026-q4`, `q4 2026`; this one where nothing is typed.
pub fn typed_quarter(text: &str, calendar: &mut Calendar) -> Result<Span, Refusal> {
    let today = calendar.today;
    let day = asked(Length::Quarter, text, calendar, |words| match words {
        [] | ["this"] => Some(today),
        ["last"] => Some(today.plus_months(-3)),
        words => {
            let (year, name) = with_year(words)?;
            let number: u32 = name.strip_prefix('q').unwrap_or(name).parse().ok()?;
            let month = number.checked_sub(1).filter(|quarter| *quarter < 4)? * 3 + 1;
            latest(year, today, |year| Day::from_ymd(year, month, 1), |day| day)
        }
    })?;
    Ok(Span::quarter(day))
}

/// `2026`; this one where nothing is typed.
pub fn typed_year(text: &str, calendar: &mut Calendar) -> Result<Span, Refusal> {
    let today = calendar.today;
    let day = asked(Length::Year, text, calendar, |words| match words {
        [] | ["this"] => Some(today),
        ["last"] => Some(today.plus_months(-12)),
        [year] => Day::from_ymd(known_year(year)?, 1, 1),
        _ => None,
    })?;
    Ok(Span::year(day))
}

/// A day in what is asked for: as its own words have it, else as words for a day do.
fn asked(
    length: Length,
    text: &str,
    calendar: &mut Calendar,
    own: impl Fn(&[&str]) -> Option<Day>,
) -> Result<Day, Refusal> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| c.is_whitespace() || "-/.,".contains(c)).collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    if let Some(day) = own(&words).filter(|_| !text.trim_start().starts_with(['-', '+'])) {
        return Ok(day);
    }
    match read(text) {
        None | Some(Said::DayOfMonth(_)) => {}
        Some(Said::Month { .. }) if length == Length::Month => {}
        Some(_) => return calendar.day(text, Look::Since),
    }
    let hint =
        nearly(text).map_or_else(|| examples(length).to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Refusal::invalid_input(format!("`{text}` is not a {}", length.name()), hint))
}

const fn examples(length: Length) -> &'static str {
    match length {
        Length::Week => "a week is `last`, `47`, `2026-w47`, or a day in it: `yesterday`, `2026-11-18`",
        Length::Month => "a month is `last`, `november`, `2026-11`, or a day in it: `today`, `2026-11-18`",
        Length::Quarter => "a quarter is `last`, `q4`, `2026-q4`, or a day in it: `today`, `2026-11-18`",
        Length::Year => "a year is `last`, `2026`, or a day in it: `today`, `2026-11-18`",
    }
}

/// A year before or behind the name, and the name.
fn with_year<'w>(words: &[&'w str]) -> Option<(Option<i32>, &'w str)> {
    match words {
        [name] => Some((None, name)),
        ["week", number] if known_year(number).is_none() => Some((None, number)),
        [year, name] if known_year(year).is_some() => Some((known_year(year), name)),
        [name, year] => Some((Some(known_year(year)?), name)),
        _ => None,
    }
}

fn known_year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && YEARS.contains(year))
}

/// The one of that year, else the latest that has begun.
fn latest(
    year: Option<i32>,
    today: Day,
    of_year: impl Fn(i32) -> Option<Day>,
    begin: impl Fn(Day) -> Day,
) -> Option<Day> {
    match year {
        Some(year) => of_year(year),
        // Week 53 is not in every year.
        None => (0..=7).find_map(|ago| of_year(today.year() + 1 - ago).filter(|day| begin(*day) <= today)),
    }
}
