//! The phrases that several commands use: amounts, periods, streaks in words.

use crate::domain::judge::children;
use crate::domain::judge::finished::{Finished, Outcome};
use crate::domain::judge::forecast::Forecast;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::needed::Dose;
use crate::domain::judge::pace::{Progress, Standing};
use crate::domain::judge::parts::{Parts, Until};
use crate::domain::judge::progress::Measure;
use crate::domain::judge::streaks::StreakStats;
use crate::domain::judge::verdict::Basis;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::report::activities::of_children;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;

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
        (_, Basis::Children { met, asked, of }) => {
            let below = of_children(judge, goal, period);
            let below = below.map(|(done, asked)| format!(" · {done} of {asked}")).unwrap_or_default();
            format!("{}{below} {when}", steps_met(met, asked, of))
        }
        (Bound::Any, Basis::Own) => with_unit(judge, goal, period.sum),
        (Bound::AtMost(most), Basis::Own) => format!("{} {when}", of_at_most(judge, goal, period.sum, most)),
        (Bound::AtLeast(target), Basis::Own) if target == Amount::ONE && unit.is_empty() => String::new(),
        (Bound::AtLeast(target), Basis::Own) => {
            format!("{}/{} {when}", period.sum, with_unit(judge, goal, target))
        }
    }
}

/// `5 of at most 4 looks`; of what is not to be done at all `none` or `2`.
pub(crate) fn of_at_most(judge: &Judge<'_>, goal: &Goal, sum: Amount, most: Amount) -> String {
    match (sum, most) {
        (Amount::ZERO, Amount::ZERO) => "none".to_owned(),
        (sum, Amount::ZERO) => with_unit(judge, goal, sum),
        (sum, most) => format!("{sum} of at most {}", with_unit(judge, goal, most)),
    }
}

/// The period that a repeating goal is in: `today`, `this week`, `until Fri 20 Nov`.
pub(crate) fn when(judge: &Judge<'_>, goal: &Goal) -> String {
    let cadence = judge.cadence(goal);
    let history = judge.history(goal);
    match (cadence, history.period_on(judge.today).and_then(|period| period.range.to)) {
        (Cadence::Window(_) | Cadence::Weeks(_) | Cadence::Months(_), Some(to)) if to > judge.today => {
            format!("until {}", to.short(judge.today))
        }
        (Cadence::Window(_) | Cadence::Weeks(_) | Cadence::Months(_), _) => "today".to_owned(),
        (other, _) => other.current_period(),
    }
}

fn in_all(judge: &Judge<'_>, goal: &Goal) -> String {
    let unit = unit(judge, goal, " ");
    let amount = judge.amount(goal);
    match (judge.measure(goal), judge.schedule(goal).bound()) {
        (_, Bound::Any) => with_unit(judge, goal, amount),
        (_, Bound::AtMost(most)) => of_at_most(judge, goal, amount, most),
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
            format!("{amount} of {}", with_unit(judge, goal, target))
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

/// What stands for the area of what has none.
pub(crate) const NO_AREA: &str = "no area";

/// What a goal had come to when it was closed by hand: `complete, 301 of 366`, `finished at 70 of 100 km`.
pub(crate) fn finished(judge: &Judge<'_>, goal: &Goal) -> Option<String> {
    let finish = judge.finished(goal)?.finish;
    let on = if finish.day == judge.today {
        String::new()
    } else {
        format!(" on {}", finish.day.day_and_month(judge.today))
    };
    came_to(judge, goal).map(|came_to| format!("{came_to}{on}"))
}

/// The same without the day.
pub(crate) fn came_to(judge: &Judge<'_>, goal: &Goal) -> Option<String> {
    let Finished { outcome, .. } = judge.finished(goal)?;
    let amount = if judge.cadence(goal).repeats() { String::new() } else { in_all(judge, goal) };
    Some(match (outcome, amount.is_empty()) {
        (Outcome::Complete, true) => "complete".to_owned(),
        (Outcome::Complete, false) => format!("complete, {amount}"),
        (Outcome::Ended, true) => "finished".to_owned(),
        (Outcome::Ended, false) => format!("finished at {amount}"),
    })
}

fn steps(of: u32) -> String {
    count(usize::try_from(of).unwrap_or(usize::MAX), "step")
}

/// What judges a goal by its children (SEMANTICS 4.3): `2 of 7 steps`; `2 of 3` where not all are asked for.
pub(crate) fn steps_met(met: u32, asked: u32, of: u32) -> String {
    if asked < of { format!("{met} of {asked}") } else { format!("{met} of {}", steps(of)) }
}

/// The goal's unit with `before` in front, if it has one.
pub(crate) fn unit(judge: &Judge<'_>, goal: &Goal, before: &str) -> String {
    judge.schedule(goal).unit.as_ref().map(|unit| format!("{before}{unit}")).unwrap_or_default()
}

/// The name of one: `client` of `clients`. What is not plainly an English plural stays as it is.
pub(crate) fn singular(unit: &str) -> &str {
    const OTHERS: [&str; 8] = ["s", "i", "u", "ie", "xe", "che", "she", "sse"];
    let stem = unit.strip_suffix('s').filter(|stem| stem.len() > 2);
    stem.filter(|stem| !OTHERS.iter().any(|end| stem.ends_with(end))).unwrap_or(unit)
}

/// What a goal asks for: `12 emails every week`, `at most 4 every week`, `every day`.
pub(crate) fn demand(judge: &Judge<'_>, goal: &Goal) -> String {
    let cadence = judge.cadence(goal);
    let schedule = judge.schedule(goal);
    let unit = unit(judge, goal, " ");
    let how_much = match (schedule.bound(), goal.baseline) {
        (Bound::AtLeast(_), _) if !judge.judging_children(goal).is_empty() => steps_asked(judge, goal),
        (Bound::AtLeast(target), Some(baseline)) => format!("from {baseline} to {target}{unit}"),
        (Bound::Any, _) => return format!("only counted{}", self::unit(judge, goal, ", in ")),
        (Bound::AtMost(Amount::ZERO), _) => return none_at_all(cadence),
        (Bound::AtMost(most), _) => format!("at most {}", with_unit(judge, goal, most)),
        (Bound::AtLeast(target), None) if target == Amount::ONE && unit.is_empty() => String::new(),
        (Bound::AtLeast(target), None) => with_unit(judge, goal, target),
    };
    match (how_much.is_empty(), cadence) {
        (true, _) => cadence.in_words(),
        (false, Cadence::Once) => how_much,
        (false, _) => format!("{how_much} {}", cadence.in_words()),
    }
}

/// What a limit of 0 asks for: `none a day`, `none on sat, sun`.
fn none_at_all(cadence: Cadence) -> String {
    match cadence {
        Cadence::Once => "none".to_owned(),
        Cadence::Day | Cadence::Week | Cadence::Month | Cadence::Quarter | Cadence::Year => {
            format!("none a {cadence}")
        }
        other => format!("none {}", other.in_words()),
    }
}

/// How many of the children that judge a goal have to be met: `3 of 5 steps`; nothing where all have to be.
fn steps_asked(judge: &Judge<'_>, goal: &Goal) -> String {
    let of = judge.judging_children(goal).len();
    let asked = children::asked(judge.schedule(goal), u32::try_from(of).unwrap_or(u32::MAX));
    if usize::try_from(asked).is_ok_and(|asked| asked < of) {
        format!("{asked} of {}", count(of, "step"))
    } else {
        String::new()
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
    let rate = progress.rate.map(|rate| format!("met {} of the time", percent(rate))).unwrap_or_default();
    if judge.cadence(progress.goal).repeats() {
        return rate;
    }
    if progress.complete {
        return joined(["done", &rate]);
    }
    let to_line = match progress.line {
        Some(line) if line.by < judge.today => {
            let late = line.by.days_to(judge.today);
            format!("overdue since {} ({})", line.by.day_and_month(judge.today), days(late))
        }
        Some(line) => standing_to_line(judge, progress.goal, line.standing),
        None => String::new(),
    };
    let needed = progress.needed.map(|it| needed(judge, progress.goal, it.dose())).unwrap_or_default();
    let forecast = forecast(progress, judge.today).unwrap_or_default();
    joined([to_line.as_str(), &needed, &forecast, &rate])
}

/// `2 posts behind`, `on pace`, `0.5 kg ahead`.
pub(crate) fn standing_to_line(judge: &Judge<'_>, goal: &Goal, standing: Standing) -> String {
    match standing {
        Standing::Behind(amount) => format!("{} behind", told(judge, goal, amount)),
        Standing::OnPace => "on pace".to_owned(),
        Standing::Ahead(amount) => format!("{} ahead", told(judge, goal, amount)),
    }
}

/// A derived amount with its unit. Whole ones stand exact; others from 100 on whole, below that with one decimal
/// (SEMANTICS 7.8).
pub(crate) fn told(judge: &Judge<'_>, goal: &Goal, amount: Amount) -> String {
    let step = if amount < Amount::whole(100) { 100 } else { 1000 };
    let near = Amount::from_thousandths((amount.thousandths() + step / 2).div_euclid(step) * step);
    if near == Amount::ZERO && amount.is_positive() {
        format!("less than 0.1{}", unit(judge, goal, " "))
    } else {
        with_unit(judge, goal, near)
    }
}

/// `4 posts`, `1 post`.
pub(crate) fn with_unit(judge: &Judge<'_>, goal: &Goal, amount: Amount) -> String {
    match judge.schedule(goal).unit.as_deref() {
        None => amount.to_string(),
        Some(unit) if amount == Amount::ONE => format!("1 {}", singular(unit)),
        Some(unit) => format!("{amount} {unit}"),
    }
}

/// `about 1.3 a week from now on`, `about one every 8 weeks from now on`, `2 posts in the 3 days left`.
fn needed(judge: &Judge<'_>, goal: &Goal, dose: Dose) -> String {
    match dose {
        Dose::All(left) => format!("{} left", with_unit(judge, goal, left)),
        Dose::Within(left, 1) => format!("{} on the last day", with_unit(judge, goal, left)),
        Dose::Within(left, within) => {
            format!("{} in the {} left", with_unit(judge, goal, left), days(within))
        }
        Dose::Each(..) | Dose::OneIn { .. } => format!("about {} from now on", self::dose(dose)),
    }
}

/// `1.3 a week`, `one a week`, `one every 8 weeks`, `2 in 3 days`.
pub(crate) fn dose(dose: Dose) -> String {
    match dose {
        Dose::All(left) => left.to_string(),
        Dose::Each(Amount::ONE, span) => format!("one a {}", span.name()),
        Dose::Each(amount, span) => format!("{amount} a {}", span.name()),
        Dose::OneIn { weeks: 1 } => "one a week".to_owned(),
        Dose::OneIn { weeks } => format!("one every {weeks} weeks"),
        Dose::Within(left, within) => format!("{left} in {}", days(within)),
    }
}

/// `at this rate done 29 Mar 2027, 7 weeks late`; nothing where there is nothing to go by yet.
fn forecast(progress: &Progress<'_>, today: Day) -> Option<String> {
    let Forecast { day, gained, .. } = progress.forecast?;
    Some(match day {
        Some(day) => {
            let beside = progress.line.map(|line| against(day, line.by)).unwrap_or_default();
            format!("at this rate done {}{beside}", day.day_and_month(today))
        }
        None if gained == Amount::ZERO => "nothing done lately".to_owned(),
        None if gained < Amount::ZERO => "going the other way lately".to_owned(),
        None => "not at this rate".to_owned(),
    })
}

/// `, 7 weeks late`, `, 3 days early`, `, just in time`.
pub(crate) fn against(day: Day, by: Day) -> String {
    let late = by.days_to(day);
    let (how_long, word) = (roughly(late.saturating_abs()), if late < 0 { "early" } else { "late" });
    if late == 0 { ", just in time".to_owned() } else { format!(", {how_long} {word}") }
}

/// So many days in the unit that makes a number one can picture, rounded down: `13 days`, `7 weeks`.
fn roughly(length: i64) -> String {
    match length {
        ..14 => days(length),
        14..182 => counted(length / 7, "week"),
        182..731 => counted(length * 16 / 487, "month"),
        _ => counted(length * 4 / 1461, "year"),
    }
}

fn counted(number: i64, singular: &str) -> String {
    count(usize::try_from(number).unwrap_or_default(), singular)
}

/// `88 %`: rounded down (SEMANTICS 7.8).
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", Share::near(share).percent())
}

/// How far a goal is, in its period or in all, as it is told to programs.
pub(crate) fn fraction(judge: &Judge<'_>, goal: &Goal) -> Option<Share> {
    if judge.cadence(goal).repeats() { judge.fraction_in_period(goal) } else { judge.share(goal) }
}

/// A share as it is told to programs: three decimals, rounded down.
pub(crate) fn thousandths(share: f64) -> f64 {
    Share::near(share).told()
}

/// A strength as it is told to programs: one decimal.
pub(crate) fn tenths(strength: f64) -> f64 {
    (strength * 10.0).round() / 10.0
}

/// `1 day`, `14 days`.
pub(crate) fn days(number: i64) -> String {
    counted(number, "day")
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

/// `no activities`, `1 activity`, `12 activities`.
pub(crate) fn activities(count: u32) -> String {
    match count {
        0 => "no activities".to_owned(),
        1 => "1 activity".to_owned(),
        more => format!("{more} activities"),
    }
}

/// `no goals`, `1 goal`, `3 goals`.
pub(crate) fn count(number: usize, singular: &str) -> String {
    match number {
        0 => format!("no {singular}s"),
        1 => format!("1 {singular}"),
        more => format!("{more} {singular}s"),
    }
}
