//! What can happen: the changes that entries record and the state applies.

use super::goal::{Bound, Feeds, Place, Schedule};
use super::rewards::Promise;
use super::settings::Setting;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId, RewardId};
use crate::domain::value::text::Title;
use serde::{Deserialize, Serialize};

/// Where a change stands: its entry, its place in it, and what the entry tells of its writing.
#[derive(Clone, Copy, Debug)]
pub struct Stamp<'a> {
    /// The entry.
    pub id: EntryId,
    /// The change's place in the entry, from 0.
    pub place: usize,
    /// The moment of writing by the wall clock, RFC 3339.
    pub at: &'a str,
    /// The device that wrote it.
    pub device: &'a str,
}

/// What a pause covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    /// One goal and its subtree.
    Goal(GoalId),
    /// Everything, goals made meanwhile included.
    All,
}

/// Whether something is put in force or taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Put in force.
    Set,
    /// Taken back.
    Lift,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// A goal was made. The fields hold its title, code, place and first schedule.
    Add {
        /// The new goal.
        goal: GoalId,
        /// The day it was made.
        day: Day,
        /// What it says of itself.
        fields: Vec<Field>,
    },
    /// Fields of a goal were changed.
    Set {
        /// The goal.
        goal: GoalId,
        /// The day from which a schedule or a place holds.
        day: Day,
        /// The new values.
        fields: Vec<Field>,
    },
    /// Something was done, or, when negative, taken off a day's sum.
    Check {
        /// The goal.
        goal: GoalId,
        /// The day it counts for.
        day: Day,
        /// How much.
        n: Amount,
        /// A note.
        note: Option<String>,
    },
    /// A reading was taken (SEMANTICS 3.6).
    Read {
        /// The goal.
        goal: GoalId,
        /// The day it was taken on.
        day: Day,
        /// What was read.
        value: Amount,
        /// A note.
        note: Option<String>,
    },
    /// The period that holds a day is excused, or that is taken back.
    Skip {
        /// The goal; its subtree with it.
        goal: GoalId,
        /// The day.
        day: Day,
        /// Excused, or no longer.
        act: Act,
        /// A note.
        note: Option<String>,
    },
    /// A range of days that can't break anything.
    Pause {
        /// What it covers.
        scope: Scope,
        /// Its first day.
        from: Day,
        /// Its last day, if it has one.
        until: Option<Day>,
    },
    /// All pauses of that scope end with the day before.
    Resume {
        /// What they cover.
        scope: Scope,
        /// The first day after them.
        day: Day,
    },
    /// A goal was put out of sight, or taken back.
    Archive {
        /// The goal; its subtree with it.
        goal: GoalId,
        /// The day.
        day: Day,
        /// Put away, or taken back.
        act: Act,
    },
    /// A goal was put on a day, or taken off it (SEMANTICS 8.2).
    Plan {
        /// The goal.
        goal: GoalId,
        /// The day, if any.
        day: Option<Day>,
    },
    /// A breakdown was kept under a name, or the name was given up.
    Template {
        /// The name.
        name: String,
        /// The outline; nothing takes it away.
        outline: Option<String>,
    },
    /// Something unplanned was done.
    Win {
        /// What.
        title: Title,
        /// The day.
        day: Day,
        /// The sphere of life.
        area: Option<String>,
        /// The goal it belongs to.
        under: Option<GoalId>,
    },
    /// A reward was promised or taken away.
    Reward {
        /// The goal.
        goal: GoalId,
        /// The reward.
        id: RewardId,
        /// What it says; nothing takes it away.
        promise: Option<Promise>,
    },
    /// A reward was claimed (SEMANTICS 9.1).
    Claim {
        /// The goal.
        goal: GoalId,
        /// The reward; nothing for the one that the goal's own field tells of.
        id: Option<RewardId>,
        /// The day.
        day: Day,
    },
    /// An entry is void (SEMANTICS 10.2).
    Undo {
        /// Which.
        entry: EntryId,
    },
    /// A setting was changed.
    Config {
        /// The setting and its new value.
        setting: Setting,
        /// The day from which it holds.
        day: Day,
    },
}

impl Change {
    /// Whether it changes who is in the tree, where, or under which code.
    pub(crate) fn shapes_plan(&self) -> bool {
        matches!(self, Self::Add { .. } | Self::Set { .. } | Self::Archive { .. })
    }

    /// The goal and the day of something done.
    pub fn done(&self) -> Option<(Option<GoalId>, Day)> {
        match self {
            Self::Check { goal, day, .. } | Self::Read { goal, day, .. } => Some((Some(*goal), *day)),
            Self::Win { under, day, .. } => Some((*under, *day)),
            _ => None,
        }
    }

    /// The goals that the change refers to, other than one it makes.
    pub fn refers_to(&self) -> Vec<GoalId> {
        match self {
            Self::Add { fields, .. } => fields.iter().flat_map(Field::refers_to).collect(),
            Self::Set { goal, fields, .. } => {
                std::iter::once(*goal).chain(fields.iter().flat_map(Field::refers_to)).collect()
            }
            Self::Check { goal, .. }
            | Self::Read { goal, .. }
            | Self::Skip { goal, .. }
            | Self::Archive { goal, .. }
            | Self::Plan { goal, .. }
            | Self::Reward { goal, .. }
            | Self::Claim { goal, .. }
            | Self::Pause { scope: Scope::Goal(goal), .. }
            | Self::Resume { scope: Scope::Goal(goal), .. } => vec![*goal],
            Self::Win { under, .. } => under.iter().copied().collect(),
            Self::Pause { scope: Scope::All, .. }
            | Self::Resume { scope: Scope::All, .. }
            | Self::Undo { .. }
            | Self::Template { .. }
            | Self::Config { .. } => Vec::new(),
        }
    }
}

/// A field of a goal with its new value; `None` clears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title(Title),
    /// The code it claims.
    Code(Code),
    /// Why it matters.
    Why(Option<String>),
    /// The sphere of life.
    Area(Option<String>),
    /// Whose it is.
    Who(Option<String>),
    /// Its last day or deadline.
    By(Option<Day>),
    /// Its first day.
    From(Option<Day>),
    /// What has to be done before it.
    After(Vec<GoalId>),
    /// What it adds to its parent.
    Feeds(Option<Feeds>),
    /// On trial until.
    Pilot(Option<Day>),
    /// What it is worth.
    Reward(Option<String>),
    /// Where its readings begin.
    Baseline(Option<Amount>),
    /// Cadence, target, unit and direction, together one field of a day.
    Schedule(Schedule),
    /// Parent and position, together one field.
    Place(Place),
}

impl Field {
    fn refers_to(&self) -> Vec<GoalId> {
        match self {
            Self::After(goals) => goals.clone(),
            Self::Place(place) => place.parent.iter().copied().collect(),
            Self::Title(_)
            | Self::Code(_)
            | Self::Why(_)
            | Self::Area(_)
            | Self::Who(_)
            | Self::By(_)
            | Self::From(_)
            | Self::Feeds(_)
            | Self::Pilot(_)
            | Self::Reward(_)
            | Self::Baseline(_)
            | Self::Schedule(_) => Vec::new(),
        }
    }
}

impl Schedule {
    /// The schedule with its bound replaced.
    #[must_use]
    pub fn with_bound(mut self, bound: Option<Bound>) -> Self {
        self.bound = bound;
        self
    }
}
