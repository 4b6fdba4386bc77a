//! Which goal here each goal of a file is.

use std::collections::{BTreeMap, BTreeSet};

use super::here::{Here, Wishes};
use super::identity::{goal_ids, origin};
use crate::domain::model::goal::Bound;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::ids::GoalId;
use crate::interop::reader::imported::{Asked, Imported, ImportedGoal};

/// The goals of a file beside those here.
pub(super) struct Matched<'a> {
    pub(super) imported: &'a Imported,
    pub(super) here: &'a Here<'a>,
    pub(super) wishes: &'a Wishes,
    /// For each goal of the file, in its order.
    placed: Vec<Placed>,
    /// By their keys.
    ids: BTreeMap<&'a str, GoalId>,
}

/// A goal of a file, and the one it is here.
#[derive(Clone, Debug)]
pub(super) struct Placed {
    pub(super) id: GoalId,
    /// `kind:key`.
    pub(super) origin: String,
    pub(super) how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It is to be made.
    New,
    /// An import made it, or joined it to one of one's own.
    Known,
    /// It is joined to one that is there, from now on.
    Joined,
}

impl<'a> Matched<'a> {
    pub(super) fn of(kind: &str, imported: &'a Imported, here: &'a Here<'a>, wishes: &'a Wishes) -> Self {
        let mut known: BTreeMap<&str, GoalId> = BTreeMap::new();
        for goal in here.state.tree.goals.values() {
            known.extend(goal.origins.iter().map(|origin| (origin.as_str(), goal.id)));
        }
        let mut taken = BTreeSet::new();
        let mut placed = Vec::with_capacity(imported.goals.len());
        for goal in &imported.goals {
            let origin = origin(kind, &goal.key);
            let earlier = known.get(origin.as_str()).copied();
            let joined = wishes.joined.iter().find(|(name, _)| goal.is_named(name)).map(|(_, id)| *id);
            let (id, how) = match (joined, earlier) {
                (Some(joined), earlier) if earlier != Some(joined) => (joined, How::Joined),
                (_, Some(earlier)) if here.made.contains(&earlier) => (earlier, How::Known),
                // Its making was undone, while something that stands refers to it.
                (_, Some(earlier)) => (earlier, How::New),
                (_, None) => (free_id(&origin, here, &taken), How::New),
            };
            taken.insert(id);
            placed.push(Placed { id, origin, how });
        }
        let ids = imported.goals.iter().zip(&placed).map(|(goal, at)| (goal.key.as_str(), at.id)).collect();
        Self { imported, here, wishes, placed, ids }
    }

    /// Each goal of the file with the one it is here.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'a ImportedGoal, &Placed)> {
        self.imported.goals.iter().zip(&self.placed)
    }

    pub(super) fn parent(&self, goal: &ImportedGoal) -> Option<GoalId> {
        goal.parent.as_deref().and_then(|key| self.ids.get(key).copied()).or(self.wishes.under)
    }

    pub(super) fn after(&self, goal: &ImportedGoal) -> Vec<GoalId> {
        let mut found: Vec<GoalId> = Vec::new();
        for id in goal.after.iter().filter_map(|key| self.ids.get(key.as_str()).copied()) {
            if !found.contains(&id) {
                found.push(id);
            }
        }
        found
    }

    /// How often a person says that it is.
    pub(super) fn wished(&self, goal: &ImportedGoal) -> Option<Cadence> {
        self.wishes.every.iter().find(|(name, _)| goal.is_named(name)).map(|(_, every)| *every)
    }

    /// The goals that ask for something again and again: by themselves, or since what is above them does.
    pub(super) fn repeating(&self) -> BTreeSet<GoalId> {
        let mut found = BTreeSet::new();
        for (goal, at) in self.pairs() {
            let stated = match at.how {
                How::New if goal.asked == Asked::OnlyCounted => {
                    Some(self.wished(goal).unwrap_or(Cadence::Once))
                }
                How::New => self.wished(goal).or(goal.every),
                How::Known | How::Joined => self.stated_here(at.id),
            };
            let repeats = match (stated, self.parent(goal)) {
                (Some(every), _) => every.repeats(),
                (None, Some(parent)) => {
                    found.contains(&parent) || self.stated_here(parent).is_some_and(Cadence::repeats)
                }
                (None, None) => false,
            };
            if repeats {
                found.insert(at.id);
            }
        }
        found
    }

    /// The cadence that a goal here states, or the nearest above it.
    fn stated_here(&self, id: GoalId) -> Option<Cadence> {
        let tree = &self.here.state.tree;
        let line = tree.goal(id).into_iter().chain(tree.ancestors(id));
        line.into_iter().find_map(|goal| {
            let schedule = goal.schedule_on(self.here.today);
            schedule.every.or((schedule.bound == Some(Bound::Any)).then_some(Cadence::Once))
        })
    }
}

/// The first of its ids that no goal of another origin has.
fn free_id(origin: &str, here: &Here<'_>, taken: &BTreeSet<GoalId>) -> GoalId {
    let is_free = |id: &GoalId| here.state.tree.goal(*id).is_none() && !taken.contains(id);
    goal_ids(origin).find(is_free).unwrap_or(GoalId::from_bits(0))
}
