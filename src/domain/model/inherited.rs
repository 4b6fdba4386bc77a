//! What a goal has from those above it: area, owner, and whether it is archived.

use std::collections::BTreeMap;

use super::goal::{Archiving, Goal};
use super::tree::{Line, Tree};
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

impl Tree {
    fn line(&self, id: GoalId) -> Line {
        let lines = self.derived.lines.get_or_init(|| {
            let mut lines: BTreeMap<GoalId, Line> = BTreeMap::new();
            for goal in self.goals_in_order() {
                let above = goal.parent().and_then(|parent| lines.get(&parent).copied());
                let Line { area, who, archived, .. } = above.unwrap_or_default();
                let own = |stated: bool| stated.then_some(goal.id);
                let line = Line {
                    depth: above.map_or(0, |above| above.depth + 1),
                    area: own(goal.area.is_some()).or(area),
                    who: own(goal.who.is_some()).or(who),
                    archived: own(!goal.archivings.is_empty()).or(archived),
                };
                lines.insert(goal.id, line);
            }
            lines
        });
        lines.get(&id).copied().unwrap_or_default()
    }

    /// How many goals are above one.
    pub(crate) fn depth(&self, id: GoalId) -> usize {
        self.line(id).depth
    }

    /// A goal and those above it that were archived once, the nearest first.
    fn once_archived(&self, id: GoalId) -> impl Iterator<Item = &Goal> {
        let goal = |id: GoalId| self.line(id).archived.and_then(|id| self.goals.get(&id));
        std::iter::successors(goal(id), move |found| goal(found.parent()?))
    }

    /// The nearest archived goal, this one or above it.
    pub(crate) fn archived_at(&self, id: GoalId) -> Option<&Goal> {
        self.once_archived(id).find(|goal| goal.archived().is_some())
    }

    pub fn is_archived(&self, id: GoalId) -> bool {
        self.archived_at(id).is_some()
    }

    /// Whether a goal or one above it was archived on a day.
    pub fn was_archived(&self, id: GoalId, day: Day) -> bool {
        let held = |it: &Archiving| it.from <= day && it.back.is_none_or(|back| day < back);
        self.once_archived(id).any(|goal| goal.archivings.iter().any(held))
    }

    /// Its own, or that of the nearest goal above it that has one.
    pub fn area(&self, id: GoalId) -> Option<&str> {
        self.goals.get(&self.line(id).area?).and_then(|goal| goal.area.as_deref())
    }

    /// Its own, or that of the nearest goal above it that has one.
    pub fn owner(&self, id: GoalId) -> Option<&str> {
        self.goals.get(&self.line(id).who?).and_then(|goal| goal.who.as_deref())
    }
}
