//! The plan and the last days as the Tasks plugin of Obsidian reads them.

use chrono::Weekday;

use super::chosen::{Chosen, Line};
use super::text::{BREAK, one_line};
use crate::domain::judge::status::Status;
use crate::domain::model::goal::Goal;
use crate::domain::value::cadence::{Cadence, Weekdays};
use crate::domain::value::day::{Day, weekday};

/// What the plugin reads behind a task.
const SIGNS: [&str; 18] = [
    "➕", "⏳", "⌛", "🛫", "📅", "📆", "🗓", "✅", "❌", "🔁", "🆔", "⛔", "🏁", "🔺", "⏫", "🔼", "🔽", "⏬",
];

/// A task a line, each indented below what it is below. A repeating one is an open task and, behind what is below it, a
/// completed one for each day on which something was done.
pub fn write(chosen: &Chosen<'_>) -> String {
    let mut text = String::new();
    let mut add = |lines: Vec<String>| lines.iter().for_each(|line| text.extend([line, "\n"]));
    // The goals that what comes may be below.
    let mut above: Vec<Line<'_>> = Vec::new();
    for line in chosen.outline(|goal| chosen.is_task(goal)) {
        while let Some(left) = above.pop_if(|before| before.depth >= line.depth) {
            add(times(chosen, &left));
        }
        add(vec![task(chosen, &line)]);
        above.push(line);
    }
    while let Some(left) = above.pop() {
        add(times(chosen, &left));
    }
    text
}

fn task(chosen: &Chosen<'_>, line: &Line<'_>) -> String {
    let goal = line.goal;
    let done = chosen.done_on(goal);
    let mark = if done.is_some() { 'x' } else { ' ' };
    format!("{}- [{mark}] {}{}", indent(line), plain(goal.title.as_str()), behind(chosen, goal, done))
}

/// What was done of a repeating goal, a line each day.
fn times(chosen: &Chosen<'_>, line: &Line<'_>) -> Vec<String> {
    let Some(rule) = rule(chosen.judge.cadence(line.goal)) else { return Vec::new() };
    let title = plain(line.goal.title.as_str());
    let days = chosen.days_done(line.goal).into_iter();
    days.map(|day| format!("{}- [x] {title} 🔁 {rule} 📅 {day} ✅ {day}", indent(line))).collect()
}

fn indent(line: &Line<'_>) -> String {
    "    ".repeat(line.depth)
}

/// In the order in which the plugin writes it.
fn behind(chosen: &Chosen<'_>, goal: &Goal, done: Option<Day>) -> String {
    let judge = chosen.judge;
    let is_told = |id: &&_| {
        let goal = judge.state.tree.goal(**id);
        goal.is_some_and(|goal| chosen.holds(goal.id) && chosen.is_task(goal))
    };
    let after: Vec<String> = goal.after.iter().filter(is_told).map(ToString::to_string).collect();
    let ahead = |day: Option<Day>| day.filter(|_| judge.status(goal) != Status::Done);
    let days =
        [("🛫", goal.from), ("⏳", ahead(judge.planned_day(goal))), ("📅", chosen.due(goal)), ("✅", done)];
    let after = (!after.is_empty()).then(|| format!(" ⛔ {}", after.join(",")));
    let rule = rule(judge.cadence(goal)).map(|rule| format!(" 🔁 {rule}"));
    let days = days.into_iter().filter_map(|(sign, day)| Some(format!(" {sign} {}", day?)));
    let own = format!(" 🆔 {}", goal.id);
    std::iter::once(own).chain(after).chain(rule).chain(days).collect()
}

/// A title of which nothing is read as a sign.
fn plain(title: &str) -> String {
    let mut plain = one_line(title);
    for sign in SIGNS {
        plain = plain.replace(sign, &format!("{sign}{BREAK}"));
    }
    plain
}

/// As the plugin says it; nothing for `once`.
fn rule(cadence: Cadence) -> Option<String> {
    Some(match cadence {
        Cadence::Once => return None,
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
    })
}

/// `1st`, `last`, `2nd Tuesday`.
fn month_day(name: &str) -> String {
    match name.split_once('-') {
        Some((nth, "day")) => nth.to_owned(),
        Some((nth, text)) => match weekday(text) {
            Some(weekday) => format!("{nth} {}", self::name(weekday)),
            None => name.to_owned(),
        },
        None => name.to_owned(),
    }
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
