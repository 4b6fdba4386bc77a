//! Tools that write a row for each time: what is one goal that repeats, and how often it does.

use crate::domain::value::cadence::{Cadence, Each};
use crate::domain::value::day::Day;

/// So many rows of one title in one list are one goal that repeats.
pub(crate) const ENOUGH: usize = 5;

/// What is said of them, with their titles and cadences.
pub(crate) const ROWS: &str = "rows of one title are one goal that repeats";

/// How often something is that was done on these days: as far apart as they mostly are.
pub(crate) fn usual(days: &[Day]) -> Cadence {
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let mut gaps: Vec<i64> =
        days.iter().zip(days.iter().skip(1)).map(|(one, next)| one.days_to(*next)).collect();
    gaps.sort_unstable();
    let middle = gaps.get(gaps.len() / 2).copied().unwrap_or(1);
    let every = |count: i64, each| u16::try_from(count).ok().and_then(|count| Cadence::every(count, each));
    let cadence = match middle {
        28..=31 => Some(Cadence::Month),
        89..=92 => Some(Cadence::Quarter),
        364..=366 => Some(Cadence::Year),
        weeks if weeks % 7 == 0 => every(weeks / 7, Each::Week),
        days => every(days, Each::Day),
    };
    cadence.unwrap_or(Cadence::Year)
}
