//! The repeat rule of iCalendar (RFC 5545, 3.3.10) as a cadence, as far as there is one.

use chrono::Weekday;

use crate::domain::value::cadence::{Cadence, Each, Weekdays};
use crate::domain::value::day::Day;
use crate::domain::value::month_days::MonthDays;

/// What a rule asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Repeat {
    pub(crate) cadence: Cadence,
    /// How many times in each period, 1 or more: every second week on Monday and Thursday is 2 in two weeks.
    pub(crate) times: u32,
    /// Its last day: of UNTIL, or of COUNT where the first day is known.
    pub(crate) last: Option<Day>,
    pub(crate) likeness: Likeness,
}

/// How near a cadence comes to the rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Likeness {
    Same,
    /// As often, though not on the days that the rule names.
    Near,
}

/// The parts of a rule that bear on a cadence.
#[derive(Debug, Default)]
struct Parts {
    frequency: String,
    interval: Option<u16>,
    days: Vec<String>,
    month_days: Vec<String>,
    months: usize,
    count: Option<u32>,
    last: Option<Day>,
    others: usize,
}

/// `FREQ=WEEKLY;BYDAY=MO,WE`, with or without `RRULE:` before it; nothing for what is no rule. `first` is the day of
/// DTSTART, and `day_of` reads a date or moment of UNTIL.
pub(crate) fn repeat(rule: &str, first: Option<Day>, day_of: impl Fn(&str) -> Option<Day>) -> Option<Repeat> {
    let parts = parts(rule, day_of)?;
    let (cadence, times, likeness) = cadence(&parts)?;
    let likeness = if parts.others > 0 { Likeness::Near } else { likeness };
    let counted = || last_of(cadence, first?, parts.count?);
    Some(Repeat { cadence, times, last: parts.last.or_else(counted), likeness })
}

fn parts(rule: &str, day_of: impl Fn(&str) -> Option<Day>) -> Option<Parts> {
    let rule = rule.trim();
    let rule = rule
        .get(..6)
        .filter(|start| start.eq_ignore_ascii_case("RRULE:"))
        .map_or(rule, |start| rule.strip_prefix(start).unwrap_or(rule));
    let mut parts = Parts::default();
    for part in rule.split(';').filter(|part| !part.trim().is_empty()) {
        let (name, value) = part.split_once('=')?;
        let list = || value.split(',').map(|one| one.trim().to_ascii_uppercase()).collect();
        match name.trim().to_ascii_uppercase().as_str() {
            "FREQ" => parts.frequency = value.trim().to_ascii_uppercase(),
            "INTERVAL" => parts.interval = value.trim().parse().ok(),
            "BYDAY" => parts.days = list(),
            "BYMONTHDAY" => parts.month_days = list(),
            "BYMONTH" => parts.months = value.split(',').count(),
            "COUNT" => parts.count = value.trim().parse().ok(),
            "UNTIL" => parts.last = day_of(value.trim()),
            // The week's first day is the store's own.
            "WKST" => {}
            // What other tools add says nothing of how often.
            name if name.starts_with("X-") || name.starts_with("TT_") => {}
            _ => parts.others += 1,
        }
    }
    (!parts.frequency.is_empty()).then_some(parts)
}

fn cadence(parts: &Parts) -> Option<(Cadence, u32, Likeness)> {
    let interval = parts.interval.unwrap_or(1).max(1);
    let plain = |cadence| (cadence, 1, Likeness::Same);
    match parts.frequency.as_str() {
        "DAILY" if interval == 1 && !parts.days.is_empty() => {
            Weekdays::cadence(parts.days.iter().filter_map(|day| weekday(day))).map(plain)
        }
        "DAILY" => Cadence::every(interval, Each::Day).map(plain),
        "WEEKLY" => {
            let days: Vec<Weekday> = parts.days.iter().filter_map(|day| weekday(day)).collect();
            if interval == 1 {
                return Some(plain(Weekdays::cadence(days).unwrap_or(Cadence::Week)));
            }
            let cadence = Cadence::every(interval, Each::Week)?;
            Some(if days.is_empty() { plain(cadence) } else { (cadence, number(days.len()), Likeness::Near) })
        }
        "MONTHLY" => {
            let named = month_days(parts);
            if interval == 1 {
                return Some(named.map_or_else(
                    || (Cadence::Month, 1, nearness(parts)),
                    |days| plain(Cadence::OnDates(days)),
                ));
            }
            let times = named.map_or(1, MonthDays::count);
            Some((Cadence::every(interval, Each::Month)?, times, nearness(parts)))
        }
        "YEARLY" if parts.months > 1 && interval == 1 => {
            Some((Cadence::Year, number(parts.months), Likeness::Near))
        }
        "YEARLY" if interval == 1 => Some(plain(Cadence::Year)),
        "YEARLY" => Cadence::every(interval.checked_mul(12)?, Each::Month).map(plain),
        "HOURLY" | "MINUTELY" | "SECONDLY" => Some((Cadence::Day, 1, Likeness::Near)),
        _ => None,
    }
}

/// Whether days of the month were named that the cadence does not keep.
fn nearness(parts: &Parts) -> Likeness {
    if parts.days.is_empty() && parts.month_days.is_empty() { Likeness::Same } else { Likeness::Near }
}

/// `BYMONTHDAY=15,-1` and `BYDAY=2TU,-1FR`; nothing where one of them is no day that each month has.
fn month_days(parts: &Parts) -> Option<MonthDays> {
    let dates = parts.month_days.iter().map(|date| match date.as_str() {
        "-1" => MonthDays::date(31),
        date => date.parse().ok().and_then(MonthDays::date),
    });
    let weekdays = parts.days.iter().map(|day| {
        let nth = day.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
        let place = match nth.parse::<i32>().ok()? {
            -1 => 4,
            nth @ 1..=4 => u32::try_from(nth - 1).ok()?,
            _ => return None,
        };
        MonthDays::nth(place, weekday(day)?)
    });
    dates.chain(weekdays).reduce(|all, one| Some(all?.and(one?))).flatten()
}

/// `MO`, also with the number that stands before it.
fn weekday(day: &str) -> Option<Weekday> {
    match day.trim_start_matches(|sign: char| !sign.is_ascii_alphabetic()) {
        "MO" => Some(Weekday::Mon),
        "TU" => Some(Weekday::Tue),
        "WE" => Some(Weekday::Wed),
        "TH" => Some(Weekday::Thu),
        "FR" => Some(Weekday::Fri),
        "SA" => Some(Weekday::Sat),
        "SU" => Some(Weekday::Sun),
        _ => None,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The day of the last of so many times, for cadences that step evenly.
fn last_of(cadence: Cadence, first: Day, count: u32) -> Option<Day> {
    let steps = count.checked_sub(1)?;
    let days = |length: u16| Some(first.plus(i64::from(steps) * i64::from(length)));
    let months = |length: i32| Some(first.plus_months(i32::try_from(steps).ok()?.checked_mul(length)?));
    match cadence {
        Cadence::Day => days(1),
        Cadence::Window(length) => days(length),
        Cadence::Week => days(7),
        Cadence::Weeks(weeks) => days(weeks.checked_mul(7)?),
        Cadence::Month => months(1),
        Cadence::Quarter => months(3),
        Cadence::Months(length) => months(length.into()),
        Cadence::Year => months(12),
        Cadence::Once | Cadence::On(_) | Cadence::OnDates(_) => None,
    }
}
