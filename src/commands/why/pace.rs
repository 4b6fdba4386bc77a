//! How expected, buffer, needed and forecast come about (SEMANTICS 7).

use crate::commands::shared::words;
use crate::domain::judge::forecast::Forecast;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::needed::{Dose, Needed};
use crate::domain::judge::pace::{Line, Progress, Standing};
use crate::domain::value::amount::Amount;

pub(super) fn in_words(judge: &Judge<'_>, progress: &Progress<'_>) -> Vec<String> {
    let Some(target) = progress.target else {
        return Vec::new();
    };
    if progress.complete {
        let day = judge.done_on(progress.goal).map(|day| format!(" on {}", day.long())).unwrap_or_default();
        return vec![format!("Done: {} reached{day}.", words::with_unit(judge, progress.goal, target))];
    }
    let mut lines = Vec::new();
    if let Some(line) = progress.line {
        lines.push(expected(judge, progress, line, target));
        lines.push(buffer(judge, progress, line));
    }
    lines.extend(progress.needed.map(|it| needed(judge, progress, it)));
    lines.extend(progress.forecast.map(|it| forecast(judge, progress, it)));
    lines
}

fn expected(judge: &Judge<'_>, progress: &Progress<'_>, line: Line, target: Amount) -> String {
    let Line { from, by, settled, expected, .. } = line;
    let way = match progress.goal.baseline {
        Some(baseline) => format!("from {baseline} to {}", words::with_unit(judge, progress.goal, target)),
        None => format!("of {}", words::with_unit(judge, progress.goal, target)),
    };
    let days = format!("{} to {}", from.dated(), by.dated());
    if settled < from {
        return format!("Expected: nothing yet {way} ({days}).");
    }
    let (gone, all) = (from.days_through(settled.min(by)), from.days_through(by));
    let exact = target.part(gone, all);
    let rounded = if progress.goal.baseline.is_none() && expected != exact { ", rounded down" } else { "" };
    let share = format!("the share {way} that {gone} of {all} days make ({days}){rounded}");
    let expected = words::told(judge, progress.goal, expected);
    format!("Expected by the end of {}: {expected}, {share}.", settled.long())
}

/// How it stands to the line, and how long what is done was enough, or is.
fn buffer(judge: &Judge<'_>, progress: &Progress<'_>, line: Line) -> String {
    let standing = words::standing_to_line(judge, progress.goal, line.standing);
    match line.standing {
        Standing::Behind(_) => {
            let covered = line.settled.plus(line.buffer_days);
            if covered < line.from {
                format!("Pace: {standing}.")
            } else {
                let enough = covered.day_and_month(judge.today);
                format!("Pace: {standing}; what is done was enough until {enough}.")
            }
        }
        Standing::OnPace | Standing::Ahead(_) if line.buffer_days == 0 => format!("Pace: {standing}."),
        Standing::OnPace | Standing::Ahead(_) => {
            let covered = judge.today.prev().plus(line.buffer_days);
            let until = if progress.amount == progress.goal.baseline.unwrap_or_default() {
                format!("{} due by {}", first(line, progress), covered.next().day_and_month(judge.today))
            } else {
                format!("what is done is enough until {}", covered.day_and_month(judge.today))
            };
            format!("Pace: {standing}; {until}.")
        }
    }
}

/// What the line asks for first: one, where it counts in whole units.
fn first(line: Line, progress: &Progress<'_>) -> &'static str {
    let is_whole = line.expected == line.expected.ceil() && progress.amount == progress.amount.ceil();
    if is_whole && progress.goal.baseline.is_none() { "1 is" } else { "something is" }
}

fn needed(judge: &Judge<'_>, progress: &Progress<'_>, needed: Needed) -> String {
    let Needed { left, days } = needed;
    let left = words::with_unit(judge, progress.goal, left);
    match (needed.dose(), progress.line) {
        (Dose::All(_), Some(line)) => {
            format!("Needed: all that is left, {left}; the deadline was {}.", line.by.long())
        }
        (Dose::All(_) | Dose::Within(..), _) => format!("Needed: {left} in {}.", words::days(days)),
        (dose @ (Dose::Each(..) | Dose::OneIn { .. }), _) => {
            format!("Needed: {left} in {}, about {}.", words::days(days), words::dose(dose))
        }
    }
}

fn forecast(judge: &Judge<'_>, progress: &Progress<'_>, forecast: Forecast) -> String {
    let Forecast { day, gained, days, to } = forecast;
    let gains = words::with_unit(judge, progress.goal, gained);
    let lived = judge.begins(progress.goal).days_through(to);
    let of_late = if lived < days {
        format!("{gains} in {}, taken as those of a week", words::days(lived))
    } else if to < judge.today.prev() {
        format!("{gains} in the {} to {}", words::days(days), to.short(judge.today))
    } else {
        format!("{gains} in the last {}", words::days(days))
    };
    match day {
        Some(day) => {
            let against = progress.line.map(|line| words::against(day, line.by)).unwrap_or_default();
            format!("Forecast: {of_late}; at this rate done on {}{against}.", day.long())
        }
        None if gained > Amount::ZERO => {
            let year = judge.today.plus_months(120).dated();
            format!("Forecast: {of_late}; not at this rate, nor by {year}.")
        }
        None if gained < Amount::ZERO => {
            let back = words::with_unit(judge, progress.goal, -gained);
            format!(
                "Forecast: none, for the value went {back} the other way in the last {}.",
                words::days(days)
            )
        }
        None if progress.goal.baseline.is_some() => {
            format!("Forecast: none, for the value did not move in the last {}.", words::days(days))
        }
        None => format!("Forecast: none, for nothing was done in the last {}.", words::days(days)),
    }
}
