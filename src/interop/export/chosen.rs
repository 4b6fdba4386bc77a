//! What of a store goes out: which goals, and from which day on what was done is told.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::people::same;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// Archived goals are chosen too: each format says whether it tells of them.
pub struct Chosen<'w> {
    pub(super) judge: &'w Judge<'w>,
    /// The goal that was named, and what is below it.
    named: Option<BTreeSet<GoalId>>,
    area: Option<&'w str>,
    /// In the tree's order.
    goals: Vec<&'w Goal>,
    ids: BTreeSet<GoalId>,
    /// What was done in each goal, by day.
    done: BTreeMap<GoalId, Vec<&'w ActivityRecord>>,
    /// The first day of which it is told what was done.
    pub(super) since: Day,
}

/// A goal in an outline of some of the goals that are chosen.
#[derive(Clone, Copy)]
pub(super) struct Line<'w> {
    pub(super) goal: &'w Goal,
    /// How many goals of the outline are above it.
    pub(super) depth: usize,
}

impl<'w> Chosen<'w> {
    /// A goal with what is below it, else all; of an area, where one is named.
    pub fn new(judge: &'w Judge<'w>, root: Option<&Goal>, area: Option<&'w str>, since: Day) -> Self {
        let tree = &judge.state.tree;
        let ids = root.map_or_else(|| tree.in_order(), |root| tree.subtree(root.id));
        let named = root.map(|_| ids.iter().copied().collect());
        let mut chosen = Self {
            judge,
            named,
            area,
            goals: Vec::new(),
            ids: BTreeSet::new(),
            done: BTreeMap::new(),
            since,
        };
        let goals = ids.into_iter().filter(|id| chosen.in_area(tree.area(*id)));
        chosen.goals = goals.filter_map(|id| tree.goal(id)).collect();
        chosen.ids = chosen.goals.iter().map(|goal| goal.id).collect();
        for done in chosen.records() {
            if let Some(goal) = done.what.goal() {
                chosen.done.entry(goal).or_default().push(done);
            }
        }
        chosen
    }

    fn in_area(&self, area: Option<&str>) -> bool {
        self.area.is_none_or(|wanted| area.is_some_and(|area| same(area, wanted)))
    }

    pub(super) fn goals(&self) -> &[&'w Goal] {
        &self.goals
    }

    pub(super) fn holds(&self, goal: GoalId) -> bool {
        self.ids.contains(&goal)
    }

    /// What was done in the goals that are chosen, and the wins that belong to them, by day.
    pub(super) fn records(&self) -> Vec<&'w ActivityRecord> {
        let mut records: Vec<&ActivityRecord> = self
            .judge
            .state
            .done()
            .filter(|done| self.since <= done.day && self.tells_of(&done.what))
            .collect();
        records.sort_by_key(|done| done.day);
        records
    }

    /// What was done in a goal, by day.
    pub(super) fn records_of(&self, goal: &Goal) -> &[&'w ActivityRecord] {
        self.done.get(&goal.id).map_or(&[], Vec::as_slice)
    }

    /// The same of one day.
    pub(super) fn records_on(&self, goal: &Goal, day: Day) -> &[&'w ActivityRecord] {
        let records = self.records_of(goal);
        let begin = records.partition_point(|done| done.day < day);
        let end = records.partition_point(|done| done.day <= day);
        records.get(begin..end).unwrap_or_default()
    }

    fn tells_of(&self, what: &Activity) -> bool {
        match what {
            Activity::Check(goal, _) | Activity::Reading(goal, _) => self.holds(*goal),
            Activity::Win { under, .. } => {
                let below = |named: &BTreeSet<GoalId>| under.is_some_and(|goal| named.contains(&goal));
                self.named.as_ref().is_none_or(below) && self.in_area(self.judge.state.area_of(what))
            }
        }
    }

    /// The goals of which something holds, each below the nearest above it of which it holds too.
    pub(super) fn outline(&self, stands: impl Fn(&Goal) -> bool) -> Vec<Line<'w>> {
        let standing: BTreeSet<GoalId> =
            self.goals.iter().filter(|goal| stands(goal)).map(|goal| goal.id).collect();
        let above = |goal: &Goal| {
            self.judge.state.tree.ancestors(goal.id).filter(|above| standing.contains(&above.id)).count()
        };
        let lines = self.goals.iter().filter(|goal| standing.contains(&goal.id));
        lines.map(|goal| Line { goal, depth: above(goal) }).collect()
    }

    /// Whether a goal is of the plan as it stands: neither archived, nor closed before it was done.
    pub(super) fn is_planned(&self, goal: &Goal) -> bool {
        let tree = &self.judge.state.tree;
        let is_closed = || self.judge.closed_on(goal).is_some() && self.judge.status(goal) != Status::Done;
        !tree.is_archived(goal.id) && !tree.was_archived(goal.id, self.judge.today) && !is_closed()
    }

    /// Whether a program that shows tasks can tell of it: it is of the plan, something is to be done in it, and it is
    /// open, or was done since the first day that is told of.
    pub(super) fn is_task(&self, goal: &Goal) -> bool {
        let is_told = || match self.judge.status(goal) {
            Status::Done => self.judge.done_on(goal).is_some_and(|day| self.since <= day),
            Status::Ended => false,
            _ => true,
        };
        self.is_planned(goal) && self.is_to_do(goal) && is_told()
    }

    /// Neither a limit, nor only counted.
    fn is_to_do(&self, goal: &Goal) -> bool {
        !matches!(self.judge.schedule(goal).bound, Some(Bound::AtMost(_) | Bound::Any))
    }

    pub(super) fn repeats(&self, goal: &Goal) -> bool {
        self.judge.cadence(goal).repeats()
    }

    /// The day on which a one-off goal was done, where it is.
    pub(super) fn done_on(&self, goal: &Goal) -> Option<Day> {
        if self.repeats(goal) { None } else { self.judge.done_on(goal) }
    }

    /// The days on which something was done in a goal since the first that is told of, up to today.
    pub(super) fn days_done(&self, goal: &Goal) -> Vec<Day> {
        let days = self.judge.state.activity.goal_days(goal.id).days(self.since, self.judge.today);
        days.map(|(day, _)| day).collect()
    }

    /// Whether anything was ever done in a goal itself.
    pub(super) fn was_ever_done(&self, goal: &Goal) -> bool {
        self.judge.state.activity.goal_days(goal.id).days(Day::FIRST, Day::LAST).next().is_some()
    }

    /// The titles of the goals above one, the topmost first.
    pub(super) fn titles_above(&self, goal: GoalId) -> Vec<&'w str> {
        let mut titles: Vec<&str> =
            self.judge.state.tree.ancestors(goal).map(|goal| goal.title.as_str()).collect();
        titles.reverse();
        titles
    }
}
