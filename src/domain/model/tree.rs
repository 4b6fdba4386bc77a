//! The tree of goals: who stands where, under which code (SEMANTICS 10.3).

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use super::goal::{Goal, Place};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// The room between two neighbours when a goal is put last: 2^20 places.
pub(crate) const ROOM: i64 = 1 << 20;

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Tree {
    pub(crate) goals: BTreeMap<GoalId, Goal>,
    pub(crate) children: BTreeMap<Option<GoalId>, Vec<GoalId>>,
    pub(crate) codes: BTreeMap<Code, GoalId>,
    pub(crate) shown: BTreeMap<GoalId, Code>,
    /// How many goals were taken out, since they closed long ago.
    taken_out: usize,
    #[serde(skip)]
    pub(super) derived: Derived,
}

/// What is found when it is first asked for. It belongs to no state: no copy takes it along, and nobody sees it.
#[derive(Default)]
pub(super) struct Derived {
    /// What goals have from those above them, until the next change.
    pub(super) lines: OnceCell<BTreeMap<GoalId, Line>>,
    /// What any goal comes after, or came.
    pub(super) waited_for: OnceCell<BTreeSet<GoalId>>,
}

impl fmt::Debug for Derived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Derived")
    }
}

impl Clone for Derived {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Of a goal and those above it, the nearest of which something is said.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    /// How many goals are above it.
    pub(super) depth: usize,
    pub(super) area: Option<GoalId>,
    pub(super) who: Option<GoalId>,
    /// That was archived once, or is.
    pub(super) archived: Option<GoalId>,
}

/// So many goals stand above one at most: how deep pages and documents nest has an end.
pub(crate) const DEEPEST: usize = 500;

impl Tree {
    pub fn goal(&self, id: GoalId) -> Option<&Goal> {
        self.goals.get(&id)
    }

    /// Archived goals count.
    pub fn is_empty(&self) -> bool {
        self.goals.is_empty() && self.taken_out == 0
    }

    /// Takes out whole trees of goals. The codes of the others stay as they are.
    pub(crate) fn take_out(&mut self, goals: &BTreeSet<GoalId>) -> Vec<Goal> {
        let taken: Vec<Goal> = goals.iter().filter_map(|id| self.goals.remove(id)).collect();
        self.children.retain(|parent, _| parent.is_none_or(|id| !goals.contains(&id)));
        self.children.retain(|_, siblings| {
            siblings.retain(|id| !goals.contains(id));
            !siblings.is_empty()
        });
        self.codes.retain(|_, id| !goals.contains(id));
        self.shown.retain(|id, _| !goals.contains(id));
        self.taken_out += taken.len();
        self.derived = Derived::default();
        taken
    }

    pub(crate) fn put_back(&mut self, goals: Vec<Goal>) {
        if goals.is_empty() {
            return;
        }
        self.taken_out -= goals.len();
        for goal in goals {
            self.children.entry(goal.parent()).or_default().push(goal.id);
            self.goals.insert(goal.id, goal);
        }
        self.derived = Derived::default();
        self.rebuild_indexes();
    }

    /// The goals right below one, or those without a parent, in their order, archived ones too.
    pub fn children(&self, parent: Option<GoalId>) -> &[GoalId] {
        self.children.get(&parent).map_or(&[], Vec::as_slice)
    }

    pub fn living_children(&self, parent: Option<GoalId>) -> impl Iterator<Item = GoalId> + '_ {
        self.children(parent).iter().copied().filter(|child| !self.is_archived(*child))
    }

    /// All goals, each parent before its children, siblings in their order.
    pub fn in_order(&self) -> Vec<GoalId> {
        let mut found = Vec::with_capacity(self.goals.len());
        let mut open: Vec<GoalId> = self.children(None).iter().rev().copied().collect();
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.children(Some(id)).iter().rev());
        }
        found
    }

    pub(crate) fn goals_in_order(&self) -> impl Iterator<Item = &Goal> {
        self.in_order().into_iter().filter_map(|id| self.goals.get(&id))
    }

    /// A goal and all below it, each parent before its children.
    pub(crate) fn subtree(&self, root: GoalId) -> Vec<GoalId> {
        let mut found = Vec::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            found.push(id);
            open.extend(self.children(Some(id)).iter().rev());
        }
        found
    }

    /// A goal and what comes back from the archive with it: all below it, but for what was archived itself.
    pub(crate) fn returning(&self, root: GoalId) -> Vec<GoalId> {
        let mut found = Vec::new();
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            found.push(id);
            let below = self.children(Some(id)).iter().rev();
            open.extend(below.filter(|id| self.goals.get(id).is_some_and(|goal| goal.archived().is_none())));
        }
        found
    }

    /// The goals above one, the nearest first.
    pub(crate) fn ancestors(&self, id: GoalId) -> impl Iterator<Item = &Goal> + '_ {
        let above = |goal: &Goal| goal.parent().and_then(|parent| self.goals.get(&parent));
        std::iter::successors(self.goals.get(&id).and_then(above), move |goal| above(goal))
    }

    /// The goals above one on a day, the nearest first. Ends where history runs in a circle, which
    /// clocks that disagree can make it do.
    pub(crate) fn ancestors_on(&self, id: GoalId, day: Day) -> Vec<GoalId> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::from([id]);
        let mut at = id;
        while let Some(parent) = self.goals.get(&at).and_then(|goal| goal.parent_on(day)) {
            if !self.goals.contains_key(&parent) || !seen.insert(parent) {
                break;
            }
            found.push(parent);
            at = parent;
        }
        found
    }

    /// The codes from the root of its tree to the goal.
    pub fn path(&self, id: GoalId) -> Vec<Code> {
        let mut path: Vec<Code> = self.ancestors(id).map(|goal| self.code(goal.id)).collect();
        path.reverse();
        path.push(self.code(id));
        path
    }

    /// The position behind all siblings under `parent`.
    pub(crate) fn last_position(&self, parent: Option<GoalId>) -> i64 {
        let positions = self.children(parent).iter().filter_map(|id| self.goals.get(id));
        positions.map(|goal| goal.place().position).max().map_or(0, |last| last.saturating_add(ROOM))
    }

    /// The places that put `goal` right before or behind `sibling`: its own alone, or those of all
    /// siblings where no room is left between two.
    pub(crate) fn places_beside(&self, goal: GoalId, sibling: &Goal, side: Side) -> Vec<(GoalId, Place)> {
        let parent = sibling.parent();
        let mut order: Vec<GoalId> = self.children(parent).iter().copied().filter(|id| *id != goal).collect();
        let at = order.iter().position(|id| *id == sibling.id).unwrap_or(order.len());
        let at = match side {
            Side::Before => at,
            Side::Behind => (at + 1).min(order.len()),
        };
        order.insert(at, goal);
        let position =
            |id: Option<&GoalId>| id.and_then(|id| self.goals.get(id)).map(|goal| goal.place().position);
        let before = at.checked_sub(1).and_then(|at| position(order.get(at)));
        let behind = position(order.get(at + 1));
        let between = match (before, behind) {
            (None, None) => Some(0),
            (Some(before), None) => before.checked_add(ROOM),
            (None, Some(behind)) => behind.checked_sub(ROOM),
            (Some(before), Some(behind)) => {
                let middle = before.midpoint(behind);
                (before < middle && middle < behind).then_some(middle)
            }
        };
        match between {
            Some(position) => vec![(goal, Place { parent, position })],
            None => order
                .into_iter()
                .zip(0..)
                .map(|(id, at)| (id, Place { parent, position: at * ROOM }))
                .collect(),
        }
    }

    /// Puts siblings in their order and deals out the codes, after changes were applied.
    pub(crate) fn rebuild_indexes(&mut self) {
        let goals = &self.goals;
        for siblings in self.children.values_mut() {
            siblings.sort_by_cached_key(|id| (goals.get(id).map(|goal| goal.place().position), *id));
        }
        self.derived.lines = OnceCell::new();
        self.assign_codes();
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    Behind,
}
