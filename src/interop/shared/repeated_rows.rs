//! Repeats of tools that write each time as a row of its own, without saying how often.

use std::collections::BTreeMap;

use super::guesses::Guesses;
use super::repeats::{ENOUGH, ROWS, usual};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::interop::reader::imported::{Activity, ImportedGoal, Standing};

/// Makes one goal of the rows of one title, where they are enough. It is the first of them; how often is told by the days on which they were done or were to be.
pub(crate) fn joined(rows: Vec<ImportedGoal>, guesses: &mut Guesses) -> Vec<ImportedGoal> {
    let mut by_title: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        by_title.entry(row.title.to_string()).or_default().push(at);
    }
    by_title.retain(|_, at| at.len() >= ENOUGH);
    if by_title.is_empty() {
        return rows;
    }
    let mut goals: Vec<ImportedGoal> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut days: BTreeMap<String, Vec<Day>> = BTreeMap::new();
    for row in rows {
        let name = row.title.to_string();
        if !by_title.contains_key(&name) {
            goals.push(row);
            continue;
        }
        days.entry(name.clone()).or_default().extend(row.done.or(row.by));
        let at = if let Some(at) = places.get(&name) {
            *at
        } else {
            places.insert(name, goals.len());
            let standing = Standing::Active;
            goals.push(ImportedGoal { done: None, by: None, from: None, standing, ..row.clone() });
            goals.len() - 1
        };
        if let Some(goal) = goals.get_mut(at) {
            goal.activity.extend(row.done.map(|day| Activity::check(day, Amount::ONE, None)));
        }
    }
    for (name, at) in &places {
        let Some(goal) = goals.get_mut(*at) else { continue };
        let every = usual(&days.remove(name).unwrap_or_default());
        guesses.note(ROWS, format!("{name} ({every})"));
        goal.every = Some(every);
    }
    goals
}
