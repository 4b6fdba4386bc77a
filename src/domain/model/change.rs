//! What can happen: the changes that entries record and the state applies.

use serde::{Deserialize, Serialize};

use super::goal_field::GoalField;
use super::rewards::Promise;
use super::settings::Setting;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId, RewardId};
use crate::domain::value::text::Title;

/// Where a change stands: its entry, its place in it, and what the entry tells of its writing.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    pub id: EntryId,
    /// The change's place in the entry, from 0.
    pub place: usize,
    /// The moment of writing by the wall clock, RFC 3339.
    pub at: &'a str,
    pub device: &'a str,
    /// Who did it, where the entry tells (SEMANTICS 10.7).
    pub by: Option<&'a str>,
    /// The import that it is a part of, and which is undone as one (SEMANTICS 10.11).
    pub of: Option<EntryId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    Goal(GoalId),
    /// Everything, goals made meanwhile included.
    All,
}

/// Whether something is put in force or taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Act {
    #[default]
    Set,
    Lift,
}

/// Which lines of an inbox were taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TakenLines {
    /// Of the file's name and of what was read in it.
    pub hash: String,
    /// How much was read in it.
    pub bytes: u64,
    /// The numbers of the lines, from 1.
    pub lines: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// The fields hold its title, code, place and first schedule.
    Add { goal: GoalId, day: Day, fields: Vec<GoalField> },
    /// A schedule and a place hold from the day on.
    Set { goal: GoalId, day: Day, fields: Vec<GoalField> },
    /// Something was done on that day, or, where `n` is negative, taken off its sum.
    Check { goal: GoalId, day: Day, n: Amount, note: Option<String> },
    /// SEMANTICS 3.6.
    Read { goal: GoalId, day: Day, value: Amount, note: Option<String> },
    /// For the goal and its subtree the period that holds the day is excused, or that is taken back.
    Skip { goal: GoalId, day: Day, act: Act, note: Option<String> },
    /// Days that can't break anything.
    Pause { scope: Scope, from: Day, until: Option<Day> },
    /// All pauses of that scope end with the day before.
    Resume { scope: Scope, day: Day },
    /// The goal was put out of sight with its subtree, or taken back.
    Archive { goal: GoalId, day: Day, act: Act },
    /// The goal was closed by hand with its subtree, or is open again (SEMANTICS 6.4).
    Finish { goal: GoalId, day: Day, act: Act, note: Option<String> },
    /// The goal was put on a day, or taken off it (SEMANTICS 8.2).
    Plan { goal: GoalId, day: Option<Day> },
    /// Where the goal stands on the page of a day, the least first (SEMANTICS 8.12). `planned` is the day that it
    /// was on: the journal says it again, for versions that know of no places on a page.
    Order { goal: GoalId, day: Day, position: u32, planned: Option<Day> },
    /// A breakdown was kept under a name; without an outline the name was given up.
    Template { name: String, outline: Option<String> },
    /// Unplanned; `under` is the goal it belongs to.
    Win { title: Title, day: Day, area: Option<String>, under: Option<GoalId>, note: Option<String> },
    /// Without a promise the reward was taken away.
    Reward { goal: GoalId, id: RewardId, promise: Option<Promise> },
    /// SEMANTICS 9.1. Without an id it is the reward that the goal's own field tells of.
    Claim { goal: GoalId, id: Option<RewardId>, day: Day },
    /// What follows, and the entries that are of this one, was in a file of another tool; the kind is that of the
    /// file (SEMANTICS 10.11).
    Import { kind: String },
    /// The other changes of the entry are what lines of an inbox said (SEMANTICS 10.12).
    Inbox(TakenLines),
    /// The entry is void (SEMANTICS 10.2).
    Undo { entry: EntryId },
    /// The setting holds from the day on.
    Config { setting: Setting, day: Day },
}

impl Change {
    /// Whether it changes who is in the tree, where, or under which code.
    pub(crate) fn shapes_plan(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Set { .. } | Self::Archive { .. })
    }

    /// The goals that the change refers to, other than one it makes.
    pub fn refers_to(&self) -> Vec<GoalId> {
        match self {
            Self::Add { fields, .. } => fields.iter().flat_map(GoalField::refers_to).copied().collect(),
            Self::Set { goal, fields, .. } => {
                std::iter::once(*goal).chain(fields.iter().flat_map(GoalField::refers_to).copied()).collect()
            }
            Self::Check { goal, .. }
            | Self::Read { goal, .. }
            | Self::Skip { goal, .. }
            | Self::Archive { goal, .. }
            | Self::Finish { goal, .. }
            | Self::Plan { goal, .. }
            | Self::Order { goal, .. }
            | Self::Reward { goal, .. }
            | Self::Claim { goal, .. }
            | Self::Pause { scope: Scope::Goal(goal), .. }
            | Self::Resume { scope: Scope::Goal(goal), .. } => vec![*goal],
            Self::Win { under, .. } => under.iter().copied().collect(),
            Self::Pause { scope: Scope::All, .. }
            | Self::Resume { scope: Scope::All, .. }
            | Self::Import { .. }
            | Self::Inbox(_)
            | Self::Undo { .. }
            | Self::Template { .. }
            | Self::Config { .. } => Vec::new(),
        }
    }
}
