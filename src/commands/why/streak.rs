//! A streak in words: since when it runs, what broke the one before, how often the goal was met.

use crate::commands::shared::{period_words, words};
use crate::domain::judge::streaks::StreakStats;
use crate::domain::judge::verdict::{JudgedPeriod, Verdict};
use crate::domain::value::day::Day;

pub(super) fn last_missed(periods: &[JudgedPeriod]) -> Option<&JudgedPeriod> {
    periods.iter().rev().find(|period| period.verdict == Verdict::Missed)
}

/// `3 days in a row, since Mon 16 Nov; last missed: Sun 15 Nov. The best is 8 days.`
pub(super) fn in_words(streak: &StreakStats, periods: &[JudgedPeriod], today: Day) -> String {
    let missed = last_missed(periods).map(|period| period_words::named(period.range, today));
    let best = format!("The best is {}.", streak.best_unit.counted(streak.best));
    let now = match (first_in_a_row(periods), streak.current) {
        (Some(first), 1..) => {
            let count = streak.unit.counted(streak.current);
            format!("{count} in a row, since {}", period_words::named(first.range, today))
        }
        _ => "No streak now".to_owned(),
    };
    match missed {
        None if streak.best == 0 => "Not met yet.".to_owned(),
        None => format!("{now}. {best}"),
        Some(missed) => format!("{now}; last missed: {missed}. {best}"),
    }
}

/// The first that was met of those that run.
fn first_in_a_row(periods: &[JudgedPeriod]) -> Option<&JudgedPeriod> {
    let since = periods.iter().rposition(|period| period.verdict == Verdict::Missed).map_or(0, |at| at + 1);
    periods.iter().skip(since).find(|period| period.verdict == Verdict::Met)
}

pub(super) fn rate_in_words(streak: &StreakStats) -> Option<String> {
    let (met, missed) = streak.rated;
    streak
        .rate
        .map(|rate| format!("Met {} of the time lately: {met} met, {missed} missed.", words::percent(rate)))
}
