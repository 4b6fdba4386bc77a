//! What was done as a table of days: a row a day, a column a goal.

use std::collections::BTreeMap;

use super::chosen::Chosen;
use super::table::{Mark, Table, Texts};
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Day;

/// The name of the first column.
pub const DAY: &str = "day";

/// What a day that was skipped holds.
pub const SKIP: &str = "skip";

/// What each day of a goal holds.
type Cells = BTreeMap<Day, String>;

/// Every day from the first to the last of which something is told: what was done in each goal that day, its last
/// reading, `skip`, or nothing. Goals of which nothing is told have no column.
pub fn write(chosen: &Chosen<'_>, texts: Texts, mark: Mark) -> String {
    let goals = chosen.goals().iter().copied();
    let columns: Vec<(&Goal, Cells)> =
        goals.map(|goal| (goal, cells(chosen, goal))).filter(|(_, cells)| !cells.is_empty()).collect();
    let mut table = Table::new(texts, mark);
    table.plain(DAY);
    for (goal, _) in &columns {
        table.text(&header(chosen, goal, &columns));
    }
    table.end_row();
    let days = || columns.iter().flat_map(|(_, cells)| cells.keys().copied());
    if let (Some(first), Some(last)) = (days().min(), days().max()) {
        for day in std::iter::successors(Some(first), |day| Some(day.next())).take_while(|day| *day <= last) {
            table.plain(&day);
            for (_, cells) in &columns {
                table.plain(cells.get(&day).map_or("", String::as_str));
            }
            table.end_row();
        }
    }
    table.into_text()
}

fn cells(chosen: &Chosen<'_>, goal: &Goal) -> Cells {
    let activity = chosen.judge.state.activity.goal_days(goal.id);
    let mut cells: Cells = activity.standing_skips().map(|(day, _)| (day, SKIP.to_owned())).collect();
    cells.extend(activity.readings(Day::LAST).map(|(day, value)| (day, value.to_string())));
    cells.extend(activity.days(Day::FIRST, Day::LAST).map(|(day, sum)| (day, sum.to_string())));
    cells.split_off(&chosen.since)
}

/// `Run (km)`; with the code where another column would be called the same.
fn header(chosen: &Chosen<'_>, goal: &Goal, columns: &[(&Goal, Cells)]) -> String {
    let named = |goal: &Goal| match &chosen.judge.schedule(goal).unit {
        Some(unit) => format!("{} ({unit})", goal.title),
        None => goal.title.to_string(),
    };
    let own = named(goal);
    let alike = columns.iter().filter(|(other, _)| named(other) == own).count();
    if alike > 1 { format!("{} [{}]", own, chosen.judge.state.tree.code(goal.id)) } else { own }
}
