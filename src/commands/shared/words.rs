//! The phrases that several commands use: amounts, periods, streaks in words.

use crate::domain::judge::finished::{Finished, Outcome};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Progress;
use crate::domain::judge::parts::{Parts, Until};
use crate::domain::judge::progress::Measure;
use crate::domain::judge::streaks::StreakStats;
use crate::domain::judge::verdict::Basis;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;

/// How much of a goal is done, in its period or in all: `4/12 emails this week`. Nothing where that
/// says no more than done or not done.
pub(crate) fn amount(judge: &Judge<'_>, goal: &Goal) -> String {
    let cadence = judge.cadence(goal);
    if cadence.repeats() { in_period(judge, goal) } else { in_all(judge, goal) }
}

fn in_period(judge: &Judge<'_>, goal: &Goal) -> String {
    let history = judge.history(goal);
    let Some(period) = history.period_on(judge.today) else {
        return String::new();
    };
    let when = when(judge, goal);
    let unit = unit(judge, goal, " ");
    match (period.bound, period.basis) {
        (_, Basis::Children { of: 0, .. }) => String::new(),
        (_, Basis::Children { met, of }) => format!("{met} of {} {when}", steps(of)),
        (Bound::AtMost(most), Basis::Own) => format!("{} of at most {most}{unit} {when}", period.sum),
        (Bound::AtLeast(target), Basis::Own) if target == Amount::ONE && unit.is_empty() => String::new(),
        (Bound::AtLeast(target), Basis::Own) => format!("{}/{target}{unit} {when}", period.sum),
    }
}

/// The period that a repeating goal is in: `today`, `this week`, `until Fri 20 Nov`.
pub(crate) fn when(judge: &Judge<'_>, goal: &Goal) -> String {
    let cadence = judge.cadence(goal);
    let history = judge.history(goal);
    match (cadence, history.period_on(judge.today).and_then(|period| period.range.to)) {
        (Cadence::Window(_), Some(to)) if to > judge.today => format!("until {}", to.short()),
        (Cadence::Window(_), _) => "today".to_owned(),
        (other, _) => other.current_period(),
    }
}

fn in_all(judge: &Judge<'_>, goal: &Goal) -> String {
    let unit = unit(judge, goal, " ");
    let amount = judge.amount(goal);
    match (judge.measure(goal), judge.schedule(goal).bound()) {
        (_, Bound::AtMost(most)) => format!("{amount} of at most {most}{unit}"),
        (Measure::Readings, Bound::AtLeast(target)) => {
            let from = goal.baseline.unwrap_or_default();
            format!("at {amount}{unit}, from {from} to {target}")
        }
        (Measure::Parts, Bound::AtLeast(_)) => {
            judge.parts(goal).map(|parts| parts_done(&parts)).unwrap_or_default()
        }
        (Measure::Amount, Bound::AtLeast(target))
            if judge.schedule(goal).bound.is_some() && target != Amount::ONE =>
        {
            format!("{amount} of {target}{unit}")
        }
        (Measure::Amount, Bound::AtLeast(_)) => String::new(),
    }
}

/// `2 of 5 steps`, `36 of 366 · 1 of 1 step`, `35 done, no end set`.
pub(crate) fn parts_done(parts: &Parts) -> String {
    let Parts { all, steps: one_off, until } = parts;
    let periods = if all.of == one_off.of && *until != Until::NoEnd {
        String::new()
    } else if *until == Until::NoEnd && one_off.of == 0 {
        format!("{} done, no end set", all.done)
    } else if *until == Until::NoEnd {
        format!("{} done", all.done - one_off.done)
    } else {
        format!("{} of {}", all.done, all.of)
    };
    let one_off =
        if one_off.of == 0 { String::new() } else { format!("{} of {}", one_off.done, steps(one_off.of)) };
    joined([periods.as_str(), &one_off])
}

/// What a goal had come to when it was closed by hand: `complete, 301 of 366`, `finished at 70 of 100 km`.
pub(crate) fn finished(judge: &Judge<'_>, goal: &Goal) -> Option<String> {
    let Finished { finish, outcome } = judge.finished(goal)?;
    let amount = if judge.cadence(goal).repeats() { String::new() } else { in_all(judge, goal) };
    let came_to = match (outcome, amount.is_empty()) {
        (Outcome::Complete, true) => "complete".to_owned(),
        (Outcome::Complete, false) => format!("complete, {amount}"),
        (Outcome::Ended, true) => "finished".to_owned(),
        (Outcome::Ended, false) => format!("finished at {amount}"),
    };
    let on = if finish.day == judge.today { String::new() } else { format!(" on {}", finish.day.dated()) };
    Some(format!("{came_to}{on}"))
}

fn steps(of: u32) -> String {
    count(usize::try_from(of).unwrap_or(usize::MAX), "step")
}

/// The goal's unit with `before` in front, if it has one.
pub(crate) fn unit(judge: &Judge<'_>, goal: &Goal, before: &str) -> String {
    judge.schedule(goal).unit.as_ref().map(|unit| format!("{before}{unit}")).unwrap_or_default()
}

/// What a goal asks for: `12 emails every week`, `at most 4 every week`, `every day`.
pub(crate) fn demand(judge: &Judge<'_>, goal: &Goal) -> String {
    let cadence = judge.cadence(goal);
    let schedule = judge.schedule(goal);
    let unit = unit(judge, goal, " ");
    let how_much = match (schedule.bound(), goal.baseline) {
        (Bound::AtLeast(target), Some(baseline)) => format!("from {baseline} to {target}{unit}"),
        (Bound::AtMost(most), _) => format!("at most {most}{unit}"),
        (Bound::AtLeast(target), None) if target == Amount::ONE && unit.is_empty() => String::new(),
        (Bound::AtLeast(target), None) => format!("{target}{unit}"),
    };
    match (how_much.is_empty(), cadence) {
        (true, _) => cadence.in_words(),
        (false, Cadence::Once) => how_much,
        (false, _) => format!("{how_much} {}", cadence.in_words()),
    }
}

/// `▲ 12 days`; nothing where there is no streak.
pub(crate) fn streak(run: &StreakStats) -> String {
    if run.current == 0 {
        String::new()
    } else {
        format!("▲ {} {}", run.current, run.unit.word(run.current))
    }
}

/// Whether a goal keeps pace, what it needs, and when it will be done.
pub(crate) fn pace(judge: &Judge<'_>, progress: &Progress<'_>) -> String {
    let unit = unit(judge, progress.goal, " ");
    let buffer = match (progress.complete, progress.line) {
        (true, _) | (_, None) => String::new(),
        (false, Some(line)) if line.by < judge.today => {
            let late = line.by.days_to(judge.today);
            format!("overdue since {} ({})", line.by.dated(), days(late))
        }
        (false, Some(line)) => match line.buffer_days {
            0 => "on pace".to_owned(),
            ahead @ 1.. => format!("{} to spare", days(ahead)),
            behind => format!("{} behind", days(-behind)),
        },
    };
    let line = progress.line.filter(|_| !progress.complete);
    let expected = line.map(|line| format!("{} expected by today", line.expected)).unwrap_or_default();
    let needed = match (progress.needed_per_day, progress.needed_per_week) {
        (Some(per_day), Some(per_week)) if line.is_some() => {
            format!("needs {per_day}{unit} a day, {per_week} a week")
        }
        _ => String::new(),
    };
    let forecast = match (progress.complete, progress.forecast, line) {
        (true, ..) if judge.cadence(progress.goal).repeats() => String::new(),
        (true, ..) => "done".to_owned(),
        (false, Some(forecast), _) => format!("as things go, done on {}", forecast.day.dated()),
        (false, None, Some(_)) => "nothing done of late".to_owned(),
        (false, None, None) => String::new(),
    };
    let rate = progress.rate.map(|rate| format!("{:.0} % of periods met", rate * 100.0)).unwrap_or_default();
    joined([buffer.as_str(), &expected, &needed, &forecast, &rate])
}

/// A share as it is told to programs: three decimals.
pub(crate) fn thousandths(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

/// A strength as it is told to programs: one decimal.
pub(crate) fn tenths(strength: f64) -> f64 {
    (strength * 10.0).round() / 10.0
}

/// `1 day`, `14 days`.
pub(crate) fn days(number: i64) -> String {
    count(usize::try_from(number).unwrap_or_default(), "day")
}

/// Parts with ` · ` between them, empty ones left out.
pub(crate) fn joined<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !joined.is_empty() {
            joined.push_str(" · ");
        }
        joined.push_str(part);
    }
    joined
}

/// `1 activity`, `12 activities`.
pub(crate) fn activities(count: u32) -> String {
    if count == 1 { "1 activity".to_owned() } else { format!("{count} activities") }
}

/// `1 goal`, `3 goals`.
pub(crate) fn count(number: usize, singular: &str) -> String {
    if number == 1 { format!("1 {singular}") } else { format!("{number} {singular}s") }
}
