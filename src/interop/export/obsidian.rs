//! The plan and the last days as the Tasks plugin of Obsidian reads them.

use super::chosen::{Chosen, Line};
use super::text::{BREAK, one_line};
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::value::cadence::{Cadence, Weekdays};
use crate::domain::value::day::Day;

/// What the plugin reads behind a task.
const SIGNS: [&str; 18] = [
    "➕", "⏳", "⌛", "🛫", "📅", "📆", "🗓", "✅", "❌", "🔁", "🆔", "⛔", "🏁", "🔺", "⏫", "🔼", "🔽", "⏬",
];

/// A task a line, each indented below what it is below. A repeating one is an open task, and a completed one for each
/// day on which something was done.
pub fn write(chosen: &Chosen<'_>) -> String {
    let lines = chosen.outline(|goal| chosen.is_task(goal));
    lines.iter().flat_map(|line| tasks(chosen, line)).map(|line| line + "\n").collect()
}

fn tasks(chosen: &Chosen<'_>, line: &Line<'_>) -> Vec<String> {
    let goal = line.goal;
    let indent = "    ".repeat(line.depth);
    let title = plain(goal.title.as_str());
    if !chosen.repeats(goal) {
        let done = chosen.done_on(goal);
        let mark = if done.is_some() { 'x' } else { ' ' };
        return vec![format!("{indent}- [{mark}] {title}{}", behind(chosen, goal, None, done))];
    }
    let rule = format!(" 🔁 {}", rule(chosen.judge.cadence(goal)));
    let open = format!("{indent}- [ ] {title}{}", behind(chosen, goal, Some(&rule), None));
    let done = chosen.days_done(goal).into_iter();
    let done = done.map(|day| format!("{indent}- [x] {title}{rule} 📅 {day} ✅ {day}"));
    std::iter::once(open).chain(done).collect()
}

/// In the order in which the plugin writes it.
fn behind(chosen: &Chosen<'_>, goal: &Goal, rule: Option<&str>, done: Option<Day>) -> String {
    let judge = chosen.judge;
    let is_told = |id: &&_| {
        let goal = judge.state.tree.goal(**id);
        goal.is_some_and(|goal| chosen.holds(goal.id) && chosen.is_task(goal))
    };
    let after: Vec<String> = goal.after.iter().filter(is_told).map(ToString::to_string).collect();
    let ahead = |day: Option<Day>| day.filter(|_| judge.status(goal) != Status::Done);
    let mut text = format!(" 🆔 {}", goal.id);
    if !after.is_empty() {
        text.push_str(&format!(" ⛔ {}", after.join(",")));
    }
    text.push_str(rule.unwrap_or_default());
    let days =
        [("🛫", goal.from), ("⏳", ahead(judge.planned_day(goal))), ("📅", chosen.due(goal)), ("✅", done)];
    for (sign, day) in days {
        if let Some(day) = day {
            text.push_str(&format!(" {sign} {day}"));
        }
    }
    text
}

/// A title of which nothing is read as a sign.
fn plain(title: &str) -> String {
    let mut plain = one_line(title);
    for sign in SIGNS {
        plain = plain.replace(sign, &format!("{sign}{BREAK}"));
    }
    plain
}

/// As the plugin says it.
fn rule(cadence: Cadence) -> String {
    match cadence {
        Cadence::Once => String::new(),
        Cadence::Day => "every day".to_owned(),
        Cadence::On(Weekdays::WORKING) => "every weekday".to_owned(),
        Cadence::On(days) => {
            let named: Vec<&str> = days.weekdays().map(name).collect();
            format!("every week on {}", named.join(", "))
        }
        Cadence::OnDates(days) => {
            let named: Vec<String> = days.names().iter().map(|name| month_day(name)).collect();
            format!("every month on the {}", named.join(", "))
        }
        Cadence::Week => "every week".to_owned(),
        Cadence::Month => "every month".to_owned(),
        Cadence::Quarter => "every 3 months".to_owned(),
        Cadence::Year => "every year".to_owned(),
        Cadence::Window(days) => format!("every {days} days when done"),
        Cadence::Weeks(count) => format!("every {count} weeks"),
        Cadence::Months(count) => format!("every {count} months"),
    }
}

/// `1st`, `last`, `2nd Tuesday`.
fn month_day(name: &str) -> String {
    match name.split_once('-') {
        Some((nth, "day")) => nth.to_owned(),
        Some((nth, weekday)) => match crate::domain::value::day::weekday(weekday) {
            Some(weekday) => format!("{nth} {}", self::name(weekday)),
            None => name.to_owned(),
        },
        None => name.to_owned(),
    }
}

fn name(weekday: chrono::Weekday) -> &'static str {
    match weekday {
        chrono::Weekday::Mon => "Monday",
        chrono::Weekday::Tue => "Tuesday",
        chrono::Weekday::Wed => "Wednesday",
        chrono::Weekday::Thu => "Thursday",
        chrono::Weekday::Fri => "Friday",
        chrono::Weekday::Sat => "Saturday",
        chrono::Weekday::Sun => "Sunday",
    }
}
