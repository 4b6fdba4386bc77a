//! Rewards: what is promised for a goal, at which mark it is earned, and what became of it (SEMANTICS 9).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use thiserror::Error;

use super::goal_field::{GoalField, TextKey};
use crate::domain::value::amount::Amount;
use crate::domain::value::amount_words::amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{GoalId, RewardId};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RewardCondition {
    /// The goal is complete; where it repeats, for the first time.
    Done,
    /// So many percent of the goal are done, above 0 and up to 100.
    Share(Amount),
    /// The goal amounts to this much, in all; where it holds readings, the value is reached.
    Amount(Amount),
    /// So many met periods in a row, 1 or more.
    Streak(u32),
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`--at` takes a share (50%), an amount (26) or a streak (streak:30), not `{0}`")]
pub struct MarkError(String);

impl FromStr for RewardCondition {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Self, MarkError> {
        let wrong = || MarkError(text.to_owned());
        if text == "done" {
            return Ok(Self::Done);
        }
        if let Some(count) = text.strip_prefix("streak:") {
            let count = count.parse().ok().filter(|count| *count > 0);
            return count.map(Self::Streak).ok_or_else(wrong);
        }
        if let Some(share) = text.strip_suffix('%') {
            let share = amount(share.trim_end()).map_err(|_| wrong())?;
            let within = share.is_positive() && share <= Amount::whole(100);
            return within.then_some(Self::Share(share)).ok_or_else(wrong);
        }
        amount(text).map(Self::Amount).map_err(|_| wrong())
    }
}

impl fmt::Display for RewardCondition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.pad("done"),
            Self::Share(share) => f.pad(&format!("{share}%")),
            Self::Amount(amount) => fmt::Display::fmt(amount, f),
            Self::Streak(count) => f.pad(&format!("streak:{count}")),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    pub text: String,
    pub mark: RewardCondition,
}

/// What was done with a reward.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum RewardRecord {
    Promised,
    /// Whatever became of the check-offs since (SEMANTICS 9.1).
    Claimed(Day),
    /// It keeps its place, so that the others keep their numbers.
    Removed,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reward {
    pub(crate) goal: GoalId,
    /// The one that the goal's own field tells of has none.
    pub(crate) id: Option<RewardId>,
    pub promise: Promise,
    pub(crate) fate: RewardRecord,
}

/// In the order in which they were made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Rewards {
    pub(crate) all: Vec<Reward>,
}

impl Rewards {
    fn standing(&mut self, goal: GoalId, id: Option<RewardId>) -> Option<&mut Reward> {
        self.all.iter_mut().find(|it| it.goal == goal && it.id == id && it.fate != RewardRecord::Removed)
    }

    /// `None` takes the reward away.
    pub(crate) fn promise(&mut self, goal: GoalId, id: Option<RewardId>, promise: Option<Promise>) {
        match (self.standing(goal, id), promise) {
            (Some(known), Some(promise)) => known.promise = promise,
            (Some(known), None) => known.fate = RewardRecord::Removed,
            (None, Some(promise)) => {
                self.all.push(Reward { goal, id, promise, fate: RewardRecord::Promised });
            }
            (None, None) => {}
        }
    }

    /// What a goal's own field promises, at its completion.
    pub(crate) fn promise_own(&mut self, goal: GoalId, fields: &[GoalField]) {
        for field in fields {
            if let GoalField::Text(TextKey::Reward, text) = field {
                let promise = text.clone().map(|text| Promise { text, mark: RewardCondition::Done });
                self.promise(goal, None, promise);
            }
        }
    }

    /// The first claim stands.
    pub(crate) fn claim(&mut self, goal: GoalId, id: Option<RewardId>, day: Day) {
        if let Some(known) = self.standing(goal, id).filter(|it| it.fate == RewardRecord::Promised) {
            known.fate = RewardRecord::Claimed(day);
        }
    }

    /// Those that were not taken away, each with its number: from 1, in the order in which they were made.
    pub(crate) fn kept(&self) -> impl Iterator<Item = (usize, &Reward)> {
        (1..).zip(&self.all).filter(|(_, it)| it.fate != RewardRecord::Removed)
    }

    /// The last one that had this identity, a removed one too.
    pub(crate) fn find(&self, goal: GoalId, id: Option<RewardId>) -> Option<&Reward> {
        self.all.iter().rev().find(|it| it.goal == goal && it.id == id)
    }
}
