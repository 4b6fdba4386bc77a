//! The last step of each reader of tasks: first and last days that agree with what was done, check-offs of which no day is known.

use std::collections::BTreeSet;

use super::titles::{counted, listed};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::interop::reader::imported::{
    Activity, Did, Dropped, Imported, ImportedGoal, Noun, Standing, noun,
};
use crate::interop::reader::options::{Options, Undated};

pub(crate) const UNDATED: Noun = noun("check-off without a day", "check-offs without a day");
const LATE_STARTS: Noun = noun("first day after what was done", "first days after what was done");
const AGAIN: Noun = noun("further check-off of a day", "further check-offs of days");

/// What was done on a day that the file does not tell.
#[derive(Debug, Default)]
pub(crate) struct WithoutDay(Vec<String>);

impl WithoutDay {
    /// The goal is put away and its check-off counted as dropped, or it is done today.
    pub(crate) fn done(&mut self, goal: &mut ImportedGoal, options: &Options<'_>, dropped: &mut Dropped) {
        match options.undated {
            Undated::Drop => {
                goal.standing = Standing::Archived(None);
                dropped.count(UNDATED, 1);
            }
            Undated::Today => self.done_today(goal, options.clock.today),
        }
    }

    pub(crate) fn done_today(&mut self, goal: &mut ImportedGoal, today: Day) {
        goal.done = Some(today);
        self.0.push(goal.title.to_string());
    }

    /// Says for what today was taken.
    pub(crate) fn tell(self, guessed: &mut Vec<String>) {
        let names = self.0;
        if !names.is_empty() {
            let things = counted(names.len(), "thing is", "things are");
            let names = listed(names.iter().map(String::as_str));
            guessed.push(format!("{things} done without a day, today is taken: {names}"));
        }
    }
}

/// Leaves out a first day after which something was done: it would count for nothing (SEMANTICS 2.5).
pub(crate) fn first_days(imported: &mut Imported) {
    for goal in &mut imported.goals {
        let done = goal.activity.iter().map(|activity| activity.day).chain(goal.done).min();
        let late = goal
            .from
            .is_some_and(|from| done.is_some_and(|done| done < from) || goal.by.is_some_and(|by| by < from));
        if late {
            goal.from = None;
            imported.dropped.count(LATE_STARTS, 1);
        }
    }
}

/// A one-off below what repeats says so: else it would be asked for as often (SEMANTICS 2.6).
pub(crate) fn one_offs_below_repeats(goals: &mut [ImportedGoal]) {
    let mut repeating: BTreeSet<String> = BTreeSet::new();
    for goal in goals {
        let below = goal.parent.as_ref().is_some_and(|parent| repeating.contains(parent));
        if below && goal.every.is_none() {
            goal.every = Some(Cadence::Once);
        } else if goal.every.is_some_and(Cadence::repeats) {
            repeating.insert(goal.key.clone());
        }
    }
}

/// One check-off a day of a goal that counts once a day: the first one, and of the others only what they note.
pub(crate) fn once_a_day(activity: Vec<Activity>, dropped: &mut Dropped) -> Vec<Activity> {
    let mut kept: Vec<Activity> = Vec::new();
    let mut met = BTreeSet::new();
    for mut one in activity {
        if matches!(one.what, Did::Check(amount) if amount > Amount::ZERO) && !met.insert(one.day) {
            dropped.count(AGAIN, 1);
            if one.note.is_none() {
                continue;
            }
            one.what = Did::Check(Amount::ZERO);
        }
        kept.push(one);
    }
    kept
}
