//! The plan and the last days as todo.txt has them: a task a line.

use super::chosen::Chosen;
use super::text::{BREAK, each_word, one_line};
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::value::cadence::{Cadence, Weekdays};
use crate::domain::value::day::Day;

/// The keys that programs read.
const KEYS: [&str; 6] = ["due", "t", "rec", "pri", "h", "id"];

/// Open tasks and done ones. A repeating goal is an open task with a `rec:`, and a done one for each day on which
/// something was done. `+PARENT` is the code of the goal above, `@AREA` the area.
pub fn write(chosen: &Chosen<'_>) -> String {
    let lines = chosen.outline(|goal| chosen.is_task(goal));
    lines.iter().flat_map(|line| tasks(chosen, line.goal)).map(|line| line + "\n").collect()
}

fn tasks(chosen: &Chosen<'_>, goal: &Goal) -> Vec<String> {
    let text = text(chosen, goal);
    // A day that is written before a task's text is that on which it was made.
    let made = goal.made;
    if let Some(day) = chosen.done_on(goal) {
        return vec![format!("x {day} {} {text}", made.min(day))];
    }
    let ahead = |day: &Day| chosen.judge.today < *day && chosen.judge.status(goal) != Status::Done;
    let begins = [goal.from, chosen.judge.planned_day(goal)].into_iter().flatten().filter(ahead).max();
    let due = chosen.due(goal);
    let days = [("t", begins), ("due", due)].into_iter().filter_map(|(key, day)| Some((key, day?)));
    let open = days.fold(format!("{made} {text}"), |line, (key, day)| format!("{line} {key}:{day}"));
    let done = chosen.days_done(goal).into_iter().filter(|_| chosen.repeats(goal));
    let done = done.map(|day| format!("x {day} {} {text}", made.min(day)));
    std::iter::once(open).chain(done).collect()
}

/// What is the same in each line of a goal.
fn text(chosen: &Chosen<'_>, goal: &Goal) -> String {
    let tree = &chosen.judge.state.tree;
    let title = each_word(&one_line(goal.title.as_str()), tamed);
    let parent = goal.parent().map(|parent| format!(" +{}", tree.code(parent)));
    let area = tree.area(goal.id).map(|area| format!(" @{}", one_line(area).replace(' ', "-")));
    let every = every(chosen.judge.cadence(goal)).map(|every| format!(" rec:{every}"));
    std::iter::once(title).chain(parent).chain(area).chain(every).collect()
}

/// A word of a title that would be read as a tag or a key.
fn tamed(word: &str) -> Option<String> {
    let is_key = word.split_once(':').is_some_and(|(key, value)| KEYS.contains(&key) && !value.is_empty());
    (word.starts_with(['+', '@']) || is_key).then(|| format!("{BREAK}{word}"))
}

/// Strictly by the calendar with a `+`, else from the day on which it was done.
fn every(cadence: Cadence) -> Option<String> {
    Some(match cadence {
        Cadence::Once => return None,
        Cadence::Day => "+1d".to_owned(),
        Cadence::On(Weekdays::WORKING) => "+1b".to_owned(),
        Cadence::On(_) | Cadence::Week => "+1w".to_owned(),
        Cadence::OnDates(_) | Cadence::Month => "+1m".to_owned(),
        Cadence::Quarter => "+3m".to_owned(),
        Cadence::Year => "+1y".to_owned(),
        Cadence::Window(days) => format!("{days}d"),
        Cadence::Weeks(count) => format!("+{count}w"),
        Cadence::Months(count) => format!("+{count}m"),
    })
}
