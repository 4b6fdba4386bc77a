//! The plan and the last days as Org reads them, repeating goals as its habits.

use super::chosen::{Chosen, Line};
use super::text::{BREAK, one_line};
use crate::domain::judge::status::Status;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::Goal;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// A heading a goal, as deep as it stands. What repeats is scheduled again and again, with a line in its logbook for
/// each day on which something was done.
pub fn write(chosen: &Chosen<'_>) -> String {
    let mut text = "#+TITLE: Goals\n#+TODO: TODO | DONE\n#+STARTUP: logdrawer\n\n".to_owned();
    for line in chosen.outline(|goal| chosen.is_task(goal)) {
        for line in heading(chosen, &line) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn heading(chosen: &Chosen<'_>, line: &Line<'_>) -> Vec<String> {
    let goal = line.goal;
    let done = chosen.done_on(goal);
    let word = if done.is_some() { "DONE" } else { "TODO" };
    let mut lines = vec![format!("{} {word} {}", "*".repeat(line.depth + 1), title(goal.title.as_str()))];
    let planning = planning(chosen, goal, done);
    if !planning.is_empty() {
        lines.push(planning.join(" "));
    }
    lines.extend(properties(chosen, goal));
    let entries = logbook(chosen, goal);
    if !entries.is_empty() {
        lines.push(":LOGBOOK:".to_owned());
        lines.extend(entries);
        lines.push(":END:".to_owned());
    }
    lines.extend(goal.why.as_deref().map(|why| format!("  {}", body(why))));
    lines
}

/// What stands right below a heading: when it was closed, when it is due, when it is to be done.
fn planning(chosen: &Chosen<'_>, goal: &Goal, done: Option<Day>) -> Vec<String> {
    let mut planning: Vec<String> = done.map(|day| format!("CLOSED: [{}]", stamp(day))).into_iter().collect();
    let repeater = repeater(chosen.judge.cadence(goal));
    match (repeater, chosen.due(goal)) {
        (Some(repeater), Some(due)) => planning.push(format!("SCHEDULED: <{} {repeater}>", stamp(due))),
        (Some(_), None) => {}
        (None, due) => {
            planning.extend(due.map(|day| format!("DEADLINE: <{}>", stamp(day))));
            let is_done = chosen.judge.status(goal) == Status::Done;
            let planned = chosen.judge.planned_day(goal).or(goal.from).filter(|_| !is_done);
            planning.extend(planned.map(|day| format!("SCHEDULED: <{}>", stamp(day))));
        }
    }
    planning
}

fn properties(chosen: &Chosen<'_>, goal: &Goal) -> Vec<String> {
    let repeats = chosen.repeats(goal);
    let mut properties = vec![":PROPERTIES:".to_owned(), format!(":ID: {}", goal.id)];
    if repeats {
        properties.push(":STYLE: habit".to_owned());
        // What Org has no repeater for.
        properties.push(format!(":EVERY: {}", chosen.judge.cadence(goal)));
    }
    if let Some(area) = chosen.judge.state.tree.area(goal.id) {
        properties.push(format!(":CATEGORY: {}", one_line(area)));
    }
    properties.push(":END:".to_owned());
    properties
}

/// The latest first, as Org keeps it.
fn logbook(chosen: &Chosen<'_>, goal: &Goal) -> Vec<String> {
    if !chosen.repeats(goal) {
        return Vec::new();
    }
    let mut lines = Vec::new();
    for day in chosen.days_done(goal).into_iter().rev() {
        let of_day = chosen.records_on(goal, day);
        let noted: Vec<String> = of_day.iter().filter_map(|done| note(goal, done)).collect();
        let line = format!("- State \"DONE\"       from \"TODO\"       [{}]", stamp(day));
        if noted.is_empty() {
            lines.push(line);
        } else {
            lines.push(format!("{line} \\\\"));
            lines.push(format!("  {}", body(&noted.join("; "))));
        }
    }
    lines
}

/// `3.5 km: in the rain`; nothing where there is nothing to say beside the day.
fn note(goal: &Goal, done: &ActivityRecord) -> Option<String> {
    let unit = goal.schedule_on(done.day).unit.as_deref();
    let amount = match (&done.what, unit) {
        (Activity::Check(_, amount), Some(unit)) => Some(format!("{amount} {unit}")),
        _ => None,
    };
    let parts: Vec<String> = amount.into_iter().chain(done.note.clone()).collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// `2026-11-18 Wed`.
fn stamp(day: Day) -> String {
    format!("{day} {}", day.weekday_short())
}

/// From the day on which it was done with `.+`, by the calendar with `++`. Of a week's or a month's days by name Org
/// knows nothing.
fn repeater(cadence: Cadence) -> Option<String> {
    Some(match cadence {
        Cadence::Once => return None,
        Cadence::Day => ".+1d".to_owned(),
        Cadence::On(_) => "++1d".to_owned(),
        Cadence::Window(days) => format!(".+{days}d"),
        Cadence::Week => "++1w".to_owned(),
        Cadence::Weeks(count) => format!("++{count}w"),
        Cadence::Month | Cadence::OnDates(_) => "++1m".to_owned(),
        Cadence::Months(count) => format!("++{count}m"),
        Cadence::Quarter => "++3m".to_owned(),
        Cadence::Year => "++1y".to_owned(),
    })
}

/// A title, of which nothing is read as a priority or as tags.
fn title(title: &str) -> String {
    let title = one_line(title);
    let begins = title.starts_with("[#") || title.starts_with("COMMENT");
    let ends = title.ends_with(':');
    let (before, behind) = (
        if begins { BREAK.to_string() } else { String::new() },
        if ends { BREAK.to_string() } else { String::new() },
    );
    format!("{before}{title}{behind}")
}

/// A line below a heading, which is no drawer, list or keyword.
fn body(text: &str) -> String {
    let text = one_line(text);
    let is_plain = text.starts_with(char::is_alphanumeric)
        && !text.starts_with("CLOSED:")
        && !text.starts_with("SCHEDULED:")
        && !text.starts_with("DEADLINE:");
    if is_plain { text } else { format!("{BREAK}{text}") }
}
