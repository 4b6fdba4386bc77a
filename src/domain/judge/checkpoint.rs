//! Where judging may begin: what each goal's closed periods and old days have come to, so that today costs the
//! same after ten years as after ten days.
//!
//! A checkpoint has nothing that the days themselves have not: with and without, every answer about today is the
//! same (`tests/it/checkpoints.rs`). Who asks for an earlier period, or as of an earlier day, judges without.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::parts::PartCount;
use super::streaks::StreakCounter;
use crate::domain::model::change::Change;
use crate::domain::model::settings::Setting;
use crate::domain::model::state::{OldState, State};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Checkpoints {
    /// The day as of which they were made. They say nothing as of an earlier one.
    pub(crate) made: Day,
    pub(crate) goals: BTreeMap<GoalId, Checkpoint>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Checkpoint {
    /// Periods that ended by this day are in it. It is the same for all goals that ever stood in one tree.
    pub(crate) through: Day,
    /// Check-offs before this day are in it.
    pub(crate) begin: Day,
    /// The first day of the first period that is judged anew; nothing where the goal had none before.
    pub(crate) resume: Option<Day>,
    /// The first day on which a part may begin that is not in it (6.2).
    pub(crate) ahead: Option<Day>,
    pub(crate) streak: StreakCounter,
    /// What its periods come to as parts of what is above it (6.2).
    pub(crate) parts: PartCount,
    pub(crate) completions: u32,
    /// The last reading of a goal that was closed by hand: later ones are no value of it (6.4).
    pub(crate) reading: Option<(Day, Amount)>,
    /// The units done (SEMANTICS 3.3, 6.1).
    pub(crate) units: Amount,
    /// Whether each of them was whole, where days are added up (7.1).
    pub(crate) whole: bool,
    /// Those of them that count for the goal itself, as it is now (2.7).
    pub(crate) own: Amount,
    /// What is left of the one that a goal done once counts in all (3.3).
    pub(crate) room: Amount,
    /// The sum of a period without an end.
    pub(crate) once: Amount,
    /// The day on which that sum reached its target.
    pub(crate) reached: Option<Day>,
    /// The day on which a one-off goal was done, where that was by [`Self::through`].
    pub(crate) done: Option<Day>,
}

impl Checkpoints {
    pub(crate) fn get(&self, goal: GoalId) -> Option<&Checkpoint> {
        self.goals.get(&goal)
    }

    /// Takes out of a state what lies before these checkpoints, and the records of days before `records_since`.
    pub fn take_old(&self, state: &mut State, records_since: Day) -> OldState {
        state.take_old(|goal| self.get(goal).map(|it| it.begin), records_since)
    }

    /// Whether they still hold below an entry that was written after all that they know of.
    pub fn allow(&self, did: &[Change]) -> bool {
        did.iter().all(|change| match change {
            Change::Check { goal, day, .. }
            | Change::Read { goal, day, .. }
            | Change::Skip { goal, day, .. } => self.get(*goal).is_some_and(|it| it.through < *day),
            Change::Config { setting, .. } => !matches!(setting, Setting::WeekStart(_)),
            Change::Plan { .. }
            | Change::Order { .. }
            | Change::Win { .. }
            | Change::Claim { .. }
            | Change::Reward { .. }
            | Change::Template { .. }
            | Change::Inbox(_) => true,
            Change::Add { .. }
            | Change::Set { .. }
            | Change::Archive { .. }
            | Change::Finish { .. }
            | Change::Pause { .. }
            | Change::Resume { .. }
            | Change::Import { .. }
            | Change::Undo { .. } => false,
        })
    }
}
