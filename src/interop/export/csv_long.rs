//! What was done as a table: a row for each check-off, reading, skip and win.

use super::chosen::Chosen;
use super::table::{Mark, Table, Texts};
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;

/// The names of the columns.
pub const HEADER: [&str; 9] = ["day", "code", "title", "path", "area", "amount", "unit", "note", "kind"];

/// What stands between the titles of a path.
pub const PATH: &str = " / ";

/// A day that was skipped, or something that was done.
enum Told<'w> {
    Done(&'w ActivityRecord),
    Skipped(&'w Goal, Option<&'w str>),
}

/// By day, and on a day as it was written down. What was taken off a day's sum is a row below 0, and a note alone one
/// of 0, so that the sums are those of the goals.
pub fn write(chosen: &Chosen<'_>, texts: Texts, mark: Mark) -> String {
    let mut table = Table::new(texts, mark);
    table.header(&HEADER);
    for (day, _, told) in told(chosen) {
        row(&mut table, chosen, day, &told);
    }
    table.into_text()
}

fn told<'w>(chosen: &Chosen<'w>) -> Vec<(Day, EntryId, Told<'w>)> {
    let done = chosen.records().into_iter().map(|done| (done.day, done.origin.entry, Told::Done(done)));
    let mut told: Vec<_> = done.collect();
    for goal in chosen.goals() {
        let skips = chosen.judge.state.activity.goal_days(goal.id).standing_skips();
        let skips = skips.filter(|(day, _)| chosen.since <= *day);
        told.extend(
            skips.map(|(day, skip)| (day, skip.origin.entry, Told::Skipped(goal, skip.note.as_deref()))),
        );
    }
    told.sort_by_key(|(day, entry, _)| (*day, *entry));
    told
}

fn row(table: &mut Table, chosen: &Chosen<'_>, day: Day, told: &Told<'_>) {
    let tree = &chosen.judge.state.tree;
    table.plain(&day);
    let path = |above: Vec<&str>| above.join(PATH);
    match told {
        Told::Done(ActivityRecord { what: what @ Activity::Win { title, under, .. }, note, .. }) => {
            let goal = under.and_then(|id| tree.goal(id));
            let mut above = goal.map(|goal| chosen.titles_above(goal.id)).unwrap_or_default();
            above.extend(goal.map(|goal| goal.title.as_str()));
            table.plain("").text(title.as_str()).text(&path(above));
            table.text(chosen.judge.state.area_of(what).unwrap_or_default());
            table.plain("").plain("").text(note.as_deref().unwrap_or_default()).plain("win");
        }
        Told::Done(ActivityRecord { what: Activity::Check(id, amount), note, .. }) => {
            let Some(goal) = tree.goal(*id) else { return };
            goal_cells(table, chosen, goal);
            table
                .plain(amount)
                .text(unit(goal, day))
                .text(note.as_deref().unwrap_or_default())
                .plain("check");
        }
        Told::Done(ActivityRecord { what: Activity::Reading(id, value), note, .. }) => {
            let Some(goal) = tree.goal(*id) else { return };
            goal_cells(table, chosen, goal);
            table.plain(value).text(unit(goal, day)).text(note.as_deref().unwrap_or_default()).plain("read");
        }
        Told::Skipped(goal, note) => {
            goal_cells(table, chosen, goal);
            table.plain("").plain("").text(note.unwrap_or_default()).plain("skip");
        }
    }
    table.end_row();
}

/// The code is no text: it can't begin with what a formula begins with.
fn goal_cells(table: &mut Table, chosen: &Chosen<'_>, goal: &Goal) {
    let tree = &chosen.judge.state.tree;
    table.plain(&tree.code(goal.id)).text(goal.title.as_str());
    table.text(&chosen.titles_above(goal.id).join(PATH));
    table.text(tree.area(goal.id).unwrap_or_default());
}

fn unit(goal: &Goal, day: Day) -> &str {
    goal.schedule_on(day).unit.as_deref().unwrap_or_default()
}
