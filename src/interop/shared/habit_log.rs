//! Habits kept as a list of names with how often, and a log of yes, no and skip: what harsh and habitctl share.

use std::collections::BTreeMap;

use super::guesses::Guesses;
use super::titles::{Keys, title};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::interop::reader::imported::{Activity, Asked, Imported, ImportedGoal, Noun, Standing, noun};
use crate::interop::reader::unreadable::Unreadable;

const NOT_DONE: Noun = noun("day on which it was not done", "days on which it was not done");
const SKIPS: Noun = noun("skip of a habit that is only counted", "skips of habits that are only counted");
const TWICE: Noun = noun("line for a day that has another", "lines for days that have another");

#[derive(Clone, Debug)]
pub(crate) struct Habit {
    pub(crate) name: String,
    pub(crate) often: Often,
    pub(crate) by: Option<Day>,
    pub(crate) area: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Often {
    pub(crate) every: Cadence,
    pub(crate) asked: Asked,
    /// How it is written, where the cadence only comes near it.
    pub(crate) near: Option<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) day: Day,
    pub(crate) habit: String,
    pub(crate) mark: Mark,
    pub(crate) note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    Yes,
    No,
    Skip,
}

/// The habits of both, those that only the log has behind the others and put away. `twice` lines of the log were told
/// again by others.
pub(crate) fn imported(habits: Vec<Habit>, log: Vec<Entry>, twice: usize) -> Result<Imported, Unreadable> {
    if habits.is_empty() && log.is_empty() {
        let hint = "name the folder that holds both `habits` and `log`";
        return Err(Unreadable::damaged("it has no habits", hint));
    }
    let mut imported = Imported::default();
    imported.dropped.count(TWICE, twice);
    let is_listed = !habits.is_empty();
    let mut keys = Keys::default();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut guesses = Guesses::default();
    for habit in habits {
        if places.contains_key(&habit.name) {
            continue;
        }
        let Some(title) = title(&habit.name, &mut imported.dropped) else { continue };
        let mut goal = ImportedGoal::new(keys.free(&habit.name), title);
        if let Some(often) = habit.often.near {
            guesses.note("asked for as often as comes near", format!("{} {often}", habit.name));
        }
        goal.every = Some(habit.often.every).filter(|every| every.repeats());
        goal.asked = habit.often.asked;
        goal.by = habit.by;
        goal.area = habit.area;
        places.insert(habit.name, imported.goals.len());
        imported.goals.push(goal);
    }
    for entry in log {
        let at = if let Some(at) = places.get(&entry.habit) {
            *at
        } else {
            let Some(title) = title(&entry.habit, &mut imported.dropped) else { continue };
            let mut goal = ImportedGoal::new(keys.free(&entry.habit), title);
            goal.every = Some(Cadence::Day);
            if is_listed {
                goal.standing = Standing::Archived(None);
                guesses.note("in the log alone, taken as daily and put away", &entry.habit);
            } else {
                guesses.note("in the log alone, taken as daily", &entry.habit);
            }
            imported.goals.push(goal);
            places.insert(entry.habit.clone(), imported.goals.len() - 1);
            imported.goals.len() - 1
        };
        take(entry, at, &mut imported);
    }
    imported.guessed = guesses.told();
    Ok(imported)
}

fn take(entry: Entry, at: usize, imported: &mut Imported) {
    let Some(goal) = imported.goals.get_mut(at) else { return };
    match entry.mark {
        Mark::Yes => goal.activity.push(Activity::check(entry.day, Amount::ONE, entry.note)),
        // What was noted of a day on which nothing was done stays (SEMANTICS 11.4).
        Mark::No if entry.note.is_some() => {
            goal.activity.push(Activity::check(entry.day, Amount::ZERO, entry.note));
            imported.dropped.count(NOT_DONE, 1);
        }
        Mark::No => imported.dropped.count(NOT_DONE, 1),
        Mark::Skip if goal.asked == Asked::OnlyCounted => imported.dropped.count(SKIPS, 1),
        Mark::Skip => goal.activity.push(Activity::skip(entry.day, entry.note)),
    }
}
