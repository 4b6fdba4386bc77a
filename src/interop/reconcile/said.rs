//! What the imports that stand have said: what a later one need not say again.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::model::change::{Act, Change, Scope};
use crate::domain::model::goal_field::GoalField;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};

/// By the imports of one kind of file.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub(super) goals: BTreeMap<GoalId, SaidOfGoal>,
    pub(super) days: BTreeMap<(GoalId, Day), SaidOfDay>,
    /// The entries that are there.
    pub(super) entries: BTreeSet<EntryId>,
}

/// Of a goal.
#[derive(Clone, Debug, Default)]
pub(super) struct SaidOfGoal {
    /// That it was made so, and what was changed since, the last of each field; empty where a goal of one's own was
    /// joined.
    pub(super) fields: BTreeMap<&'static str, GoalField>,
    pub(super) archived: Option<Act>,
    pub(super) paused: bool,
    pub(super) finished: bool,
}

/// Of a goal's day.
#[derive(Clone, Debug, Default)]
pub(super) struct SaidOfDay {
    pub(super) checks: Vec<(Amount, Option<String>)>,
    pub(super) skip: Option<Act>,
    pub(super) reading: Option<Amount>,
}

impl Said {
    /// Takes in an entry of an import, in the order of the entries.
    pub fn take(&mut self, entry: EntryId, did: &[Change]) {
        self.entries.insert(entry);
        for change in did {
            self.change(change);
        }
    }

    fn change(&mut self, change: &Change) {
        match change {
            Change::Add { goal, fields, .. } => {
                let said = self.goals.entry(*goal).or_default();
                said.fields.extend(fields.iter().map(|field| (field.name(), field.clone())));
            }
            Change::Set { goal, fields, .. } => {
                let said = self.goals.entry(*goal).or_default();
                let joins = said.fields.is_empty();
                if !joins {
                    said.fields.extend(fields.iter().map(|field| (field.name(), field.clone())));
                }
            }
            Change::Archive { goal, act, .. } => {
                self.goals.entry(*goal).or_default().archived = Some(*act);
            }
            Change::Pause { scope: Scope::Goal(goal), .. } => {
                self.goals.entry(*goal).or_default().paused = true;
            }
            Change::Finish { goal, .. } => self.goals.entry(*goal).or_default().finished = true,
            Change::Check { goal, day, n, note } => {
                self.day(*goal, *day).checks.push((*n, note.clone()));
            }
            Change::Read { goal, day, value, .. } => self.day(*goal, *day).reading = Some(*value),
            Change::Skip { goal, day, act, .. } => self.day(*goal, *day).skip = Some(*act),
            _ => {}
        }
    }

    fn day(&mut self, goal: GoalId, day: Day) -> &mut SaidOfDay {
        self.days.entry((goal, day)).or_default()
    }
}
