//! What a report is limited to. What is not chosen is nowhere in it.

use std::collections::BTreeSet;

use crate::domain::judge::judge::Judge;
use crate::domain::model::activity::Activity;
use crate::domain::model::goal::Goal;
use crate::domain::report::balance::Doings;
use crate::domain::report::told::Told;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

pub(super) struct Choice<'w> {
    pub(super) judge: &'w Judge<'w>,
    /// The goals that are named and what is below them; all where none is.
    named: Option<BTreeSet<GoalId>>,
    pub(super) area: Option<String>,
    /// Whose goals, and what she did (SEMANTICS 10.7).
    pub(super) who: Option<String>,
    /// The goals that are shared, in the tree's order.
    pub(super) goals: Vec<&'w Goal>,
    ids: BTreeSet<GoalId>,
}

impl<'w> Choice<'w> {
    pub(super) fn new(
        judge: &'w Judge<'w>,
        named: &[&Goal],
        area: Option<String>,
        who: Option<String>,
    ) -> Self {
        let tree = &judge.state.tree;
        let below = || named.iter().flat_map(|goal| tree.subtree(goal.id)).collect();
        let named = (!named.is_empty()).then(below);
        let mut choice = Self { judge, named, area, who, goals: Vec::new(), ids: BTreeSet::new() };
        let is_hers = |id: &GoalId| choice.who.as_ref().is_none_or(|who| tree.is_owner(*id, who));
        let ids = tree.in_order().into_iter().filter(|id| choice.allows(*id)).filter(is_hers);
        choice.goals = ids.filter_map(|id| tree.goal(id)).collect();
        choice.ids = choice.goals.iter().map(|goal| goal.id).collect();
        choice
    }

    fn in_area(&self, area: Option<&str>) -> bool {
        let same = |wanted: &String| area.is_some_and(|area| area.to_lowercase() == wanted.to_lowercase());
        self.area.as_ref().is_none_or(same)
    }

    /// Whether a goal is one of those that are named, and in the area, whosever it is.
    pub(super) fn allows(&self, goal: GoalId) -> bool {
        self.named.as_ref().is_none_or(|named| named.contains(&goal))
            && self.in_area(self.judge.state.tree.area(goal))
    }

    pub(super) fn holds(&self, goal: GoalId) -> bool {
        self.ids.contains(&goal)
    }

    /// What was done since a day: in the goals that are shared, or by whom it is about, in whosever goals.
    pub(super) fn doings(&self, since: Day) -> Doings<'w> {
        let is_chosen = |win: &Activity| self.allows_activity(win);
        let doings = Doings::chosen(self.judge, since, self.judge.today, |id| self.allows(id), is_chosen);
        match &self.who {
            Some(who) => doings.by(self.judge, who),
            None => doings,
        }
    }

    fn allows_activity(&self, activity: &Activity) -> bool {
        match activity {
            Activity::Check(goal, _) | Activity::Reading(goal, _) => self.allows(*goal),
            Activity::Win { under, .. } => {
                let below = |named: &BTreeSet<GoalId>| under.is_some_and(|goal| named.contains(&goal));
                self.named.as_ref().is_none_or(below) && self.in_area(self.judge.state.area_of(activity))
            }
        }
    }

    /// A note or a pause of what is chosen, or a pause of everything.
    pub(super) fn is_told(&self, told: &Told<'_>) -> bool {
        told.goal.is_none_or(|goal| self.holds(goal.id))
    }

    pub(super) fn living(&self) -> impl Iterator<Item = &'w Goal> {
        let tree = &self.judge.state.tree;
        self.goals.iter().copied().filter(|goal| !tree.is_archived(goal.id))
    }
}
