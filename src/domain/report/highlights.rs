//! What stands out in a stretch of days: the best day, the best week, the longest runs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::Weekday;

use super::span::{Length, Span};
use crate::domain::judge::verdict::{JudgedPeriod, Verdict};
use crate::domain::model::goal::Goal;
use crate::domain::value::cadence::Unit;
use crate::domain::value::day::Day;

/// A stretch of days and its activities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub from: Day,
    pub to: Day,
    pub activities: u32,
}

/// Periods that were met one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Run<'w> {
    pub goal: &'w Goal,
    pub length: u32,
    pub(crate) unit: Unit,
    /// The first day of the first of them.
    pub(crate) from: Day,
    /// The last day of the last of them, or the day on which that was met.
    pub(crate) to: Day,
}

/// The activities of each part of a span.
pub(crate) fn parts(days: &BTreeMap<Day, u32>, span: Span, week_start: Weekday) -> Vec<Stretch> {
    let stretch = |(from, to): (Day, Day)| Stretch { from, to, activities: total(days, from, to) };
    span.parts(week_start).into_iter().map(stretch).collect()
}

pub(crate) fn total(days: &BTreeMap<Day, u32>, from: Day, to: Day) -> u32 {
    days.range(from..=to).map(|(_, count)| *count).fold(0, u32::saturating_add)
}

/// The day with the most activities, the earliest of several.
pub(crate) fn best_day(days: &BTreeMap<Day, u32>, span: Span) -> Option<(Day, u32)> {
    let days = days.range(span.from..=span.to);
    days.max_by_key(|(day, count)| (**count, Reverse(**day))).map(|(day, count)| (*day, *count))
}

/// The week with the most activities, the earliest of several, as far as it lies in a span that has several.
pub(crate) fn best_week(days: &BTreeMap<Day, u32>, span: Span, week_start: Weekday) -> Option<Stretch> {
    if span.length == Length::Week {
        return None;
    }
    let mut weeks: BTreeMap<Day, u32> = BTreeMap::new();
    for (day, count) in days.range(span.from..=span.to) {
        *weeks.entry(day.week_begin(week_start)).or_default() += count;
    }
    let best = weeks.into_iter().max_by_key(|(day, count)| (*count, Reverse(*day)));
    best.map(|(day, activities)| Stretch {
        from: day.max(span.from),
        to: day.plus(6).min(span.to),
        activities,
    })
}

/// A goal's longest run of periods met one after the other, of two at least.
pub(crate) fn longest_run<'w>(goal: &'w Goal, periods: &[JudgedPeriod]) -> Option<Run<'w>> {
    let mut best: Option<Run<'w>> = None;
    let mut current: Option<Run<'w>> = None;
    for period in periods {
        match period.verdict {
            Verdict::Met => {
                let run = longer(goal, current, period);
                current = Some(run);
                if best.is_none_or(|best| best.length < run.length) {
                    best = current;
                }
            }
            Verdict::Missed => current = None,
            Verdict::Open | Verdict::Excused | Verdict::Neutral => {}
        }
    }
    best.filter(|run| run.length > 1)
}

fn longer<'w>(goal: &'w Goal, run: Option<Run<'w>>, period: &JudgedPeriod) -> Run<'w> {
    let unit = period.range.cadence.streak_unit();
    let to = period.met_on.or(period.range.to).unwrap_or(period.range.from);
    match run {
        None => Run { goal, length: 1, unit, from: period.range.from, to },
        Some(run) if run.unit == unit => Run { length: run.length + 1, to, ..run },
        Some(run) => Run { length: run.length + 1, to, unit: Unit::Times, ..run },
    }
}
