//! What today shows (SEMANTICS 8).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::Done;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::ids::GoalId;

/// What is chosen from the day.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Whether goals with nothing to do today are shown as well.
    pub reach: Reach,
    /// Only goals of this area.
    pub area: Option<String>,
    /// Only this owner's goals and nobody's.
    pub who: Option<String>,
}

/// How much of the plan is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// What can be done, or was done today.
    #[default]
    Doable,
    /// Every goal that is not archived.
    All,
}

/// So many days ahead a deadline is near.
const SOON: i64 = 7;

/// A goal on the page.
#[derive(Clone, Copy, Debug)]
pub struct Line<'w> {
    /// The goal.
    pub goal: &'w Goal,
    /// How it stands.
    pub state: Status,
    /// How far below the top of its group, from 0.
    pub depth: usize,
    /// Whether it stands here for the goals below it, or for itself.
    pub role: Role,
    /// How many one-off steps right below it are left for later, and not shown.
    pub later: usize,
}

/// Whether a line is to be done or heads what is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It has children; what is to be done stands below it.
    Heading,
    /// It is checked off itself.
    Task,
}

/// Goals that stand together.
#[derive(Clone, Debug)]
pub struct Group<'w> {
    /// What heads them.
    pub head: Head<'w>,
    /// They themselves, in order; a macro goal's first line is its own.
    pub lines: Vec<Line<'w>>,
}

/// What heads a group.
#[derive(Clone, Copy, Debug)]
pub enum Head<'w> {
    /// A macro goal with what is below it.
    Macro(&'w Goal),
    /// An area's goals that stand alone.
    Area(&'w str),
    /// Goals that stand alone, in no area.
    Other,
}

/// A day's page.
#[derive(Clone, Debug)]
pub struct Agenda<'w> {
    /// The goals, by group.
    pub groups: Vec<Group<'w>>,
    /// Goals whose trial is over: to keep, adjust or drop.
    pub trials: Vec<&'w Goal>,
    /// One-off goals that are due within a week and are not among the groups.
    pub soon: Vec<&'w Goal>,
    /// What was done on that day, in the order in which it was recorded.
    pub done: Vec<&'w Done>,
    /// How many of the counted goals are met or done, or have no share left today.
    pub counted_done: u32,
    /// How many are counted: goals without children that are no limits.
    pub counted_of: u32,
}

impl<'w> Judge<'w> {
    /// The page of the day of judging.
    pub fn agenda(&self, choice: &Choice) -> Agenda<'w> {
        let tree = &self.state.tree;
        let mut macros = Vec::new();
        let mut alone: BTreeMap<Option<&str>, Vec<Line<'w>>> = BTreeMap::new();
        let mut areas: Vec<Option<&str>> = Vec::new();
        for root in tree.children(None).iter().filter_map(|id| tree.goal(*id)) {
            let lines = self.lines(root, choice);
            let Some(first) = lines.first() else { continue };
            match first.role {
                Role::Heading => macros.push(Group { head: Head::Macro(root), lines }),
                Role::Task => {
                    let area = tree.area(root.id);
                    if !areas.contains(&area) {
                        areas.push(area);
                    }
                    alone.entry(area).or_default().extend(lines);
                }
            }
        }
        // What has no area comes last.
        areas.sort_by_key(Option::is_none);
        let others = areas.into_iter().map(|area| Group {
            head: area.map_or(Head::Other, Head::Area),
            lines: alone.remove(&area).unwrap_or_default(),
        });
        let groups: Vec<Group<'w>> =
            macros.into_iter().chain(others).map(|group| self.ordered(group)).collect();
        let counted: Vec<&Line<'w>> =
            groups.iter().flat_map(|group| &group.lines).filter(|line| self.counts(line)).collect();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Agenda {
            trials: self.ended_trials(choice),
            soon: self.due_soon(choice, &groups),
            done: self.done_today(choice),
            counted_done: number(counted.iter().filter(|line| self.is_settled(line)).count()),
            counted_of: number(counted.len()),
            groups,
        }
    }

    /// The lines of a tree: what is shown of it, and what is above that.
    fn lines(&self, root: &'w Goal, choice: &Choice) -> Vec<Line<'w>> {
        let tree = &self.state.tree;
        let mut next = BTreeSet::new();
        self.next_steps(root, choice, &mut next);
        let mut shown: BTreeSet<GoalId> = BTreeSet::new();
        for goal in tree.subtree(root.id).into_iter().filter_map(|id| tree.goal(id)) {
            if self.is_shown(goal, choice, &next) {
                shown.insert(goal.id);
                shown.extend(tree.ancestors(goal.id).map(|goal| goal.id));
            }
        }
        let mut lines = Vec::new();
        self.put(root, 0, &shown, &mut lines);
        lines
    }

    /// A goal's line and those below it, what is overdue first among siblings (SEMANTICS 8.3).
    fn put(&self, goal: &'w Goal, depth: usize, shown: &BTreeSet<GoalId>, lines: &mut Vec<Line<'w>>) {
        if !shown.contains(&goal.id) {
            return;
        }
        let tree = &self.state.tree;
        let role = if self.heads(goal) { Role::Heading } else { Role::Task };
        lines.push(Line { goal, state: self.status(goal), depth, role, later: self.later(goal, shown) });
        let mut below: Vec<&Goal> =
            tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id)).collect();
        below.sort_by_key(|goal| !self.holds_overdue(goal, shown));
        for child in below {
            self.put(child, depth + 1, shown, lines);
        }
    }

    fn holds_overdue(&self, goal: &Goal, shown: &BTreeSet<GoalId>) -> bool {
        let tree = &self.state.tree;
        let below = tree.subtree(goal.id).into_iter().filter(|id| shown.contains(id));
        below.filter_map(|id| tree.goal(id)).any(|goal| self.is_overdue(goal))
    }

    /// The one-off steps below a goal that are left for later: not done, and not shown.
    fn later(&self, parent: &Goal, shown: &BTreeSet<GoalId>) -> usize {
        let tree = &self.state.tree;
        let steps = tree.living_children(Some(parent.id)).filter_map(|id| tree.goal(id));
        let left = |goal: &&Goal| {
            !shown.contains(&goal.id) && !self.cadence(goal).repeats() && self.done_on(goal).is_none()
        };
        let counted = |goal: &Goal| if self.heads(goal) { self.later(goal, shown) } else { 1 };
        steps.filter(left).map(counted).sum()
    }

    /// The first step below a goal that can be done, and is not shown for another reason; the next of
    /// each repeating goal below it as well (SEMANTICS 8.1).
    fn next_steps(&self, parent: &Goal, choice: &Choice, next: &mut BTreeSet<GoalId>) -> bool {
        let tree = &self.state.tree;
        let children = tree.living_children(Some(parent.id)).filter_map(|id| tree.goal(id));
        let (repeating, steps): (Vec<&Goal>, Vec<&Goal>) =
            children.partition(|child| self.cadence(child).repeats());
        for child in repeating {
            self.next_steps(child, choice, next);
        }
        steps.into_iter().filter(|step| self.status(step) == Status::Open).any(|step| {
            if self.heads(step) {
                self.next_steps(step, choice, next)
            } else {
                let stands_anyway = self.is_urgent(step) || self.is_limit(step);
                !stands_anyway && self.is_chosen(step, choice) && next.insert(step.id)
            }
        })
    }

    fn is_limit(&self, goal: &Goal) -> bool {
        matches!(self.schedule(goal).bound(), Bound::AtMost(_))
    }

    /// Overdue, due today, or put on today or a day before.
    fn is_urgent(&self, goal: &Goal) -> bool {
        goal.by.is_some_and(|by| by <= self.today)
            || self.planned_day(goal).is_some_and(|day| day <= self.today)
    }

    fn heads(&self, goal: &Goal) -> bool {
        let tree = &self.state.tree;
        tree.children(Some(goal.id)).iter().any(|child| !tree.was_archived(*child, self.today))
    }

    fn is_chosen(&self, goal: &Goal, choice: &Choice) -> bool {
        let tree = &self.state.tree;
        let area =
            |area: &String| tree.area(goal.id).is_some_and(|own| own.to_lowercase() == area.to_lowercase());
        let who = |who: &String| self.owner(goal).is_none_or(|own| own.to_lowercase() == who.to_lowercase());
        !tree.was_archived(goal.id, self.today)
            && choice.area.as_ref().is_none_or(area)
            && choice.who.as_ref().is_none_or(who)
    }

    /// Whose a goal is: its own owner, or that of the nearest goal above it that has one.
    pub fn owner(&self, goal: &Goal) -> Option<&str> {
        let tree = &self.state.tree;
        let mut line = tree.goal(goal.id).into_iter().chain(tree.ancestors(goal.id));
        line.find_map(|goal| goal.who.as_deref())
    }

    fn is_shown(&self, goal: &Goal, choice: &Choice, next: &BTreeSet<GoalId>) -> bool {
        if !self.is_chosen(goal, choice) {
            return false;
        }
        if choice.reach == Reach::All {
            return true;
        }
        if self.heads(goal) {
            return false;
        }
        match self.status(goal) {
            Status::Open if self.cadence(goal).repeats() => true,
            Status::Open => {
                let alone = goal.parent().is_none() || self.is_limit(goal);
                alone || self.is_urgent(goal) || next.contains(&goal.id)
            }
            Status::Missed => true,
            Status::Met => self.was_done_today(goal),
            Status::Done => self.done_on(goal) == Some(self.today),
            Status::Excused | Status::Paused | Status::Blocked | Status::Waiting | Status::Ended => false,
        }
    }

    /// The goals whose trial is over, and of which it was not said yet whether they stay.
    pub fn ended_trials(&self, choice: &Choice) -> Vec<&'w Goal> {
        let tree = &self.state.tree;
        let goals = tree.in_order().into_iter().filter_map(|id| tree.goal(id));
        let over =
            |goal: &&Goal| goal.pilot.is_some_and(|day| day < self.today) && self.is_chosen(goal, choice);
        goals.filter(over).collect()
    }

    /// One-off goals that are due within a week and stand nowhere else on the page.
    fn due_soon(&self, choice: &Choice, groups: &[Group<'w>]) -> Vec<&'w Goal> {
        let tree = &self.state.tree;
        let shown =
            |goal: &Goal| groups.iter().flat_map(|group| &group.lines).any(|line| line.goal.id == goal.id);
        let goals = tree.in_order().into_iter().filter_map(|id| tree.goal(id));
        let soon = |goal: &&Goal| {
            let near = goal.by.is_some_and(|by| self.today <= by && by <= self.today.plus(SOON));
            near && !self.cadence(goal).repeats()
                && self.is_chosen(goal, choice)
                && matches!(self.status(goal), Status::Open | Status::Blocked | Status::Waiting)
                && !shown(goal)
        };
        let mut found: Vec<&Goal> = goals.filter(soon).collect();
        found.sort_by_key(|goal| goal.by);
        found
    }

    /// Whether something counts as done for the goal on the day of judging.
    pub fn was_done_today(&self, goal: &Goal) -> bool {
        self.state.activity.goal_days(goal.id).sum(self.today).is_positive()
    }

    /// Within an area, what is overdue comes first.
    fn ordered(&self, mut group: Group<'w>) -> Group<'w> {
        if !matches!(group.head, Head::Macro(_)) {
            group.lines.sort_by_key(|line| !self.is_overdue(line.goal));
        }
        group
    }

    /// Limits are no tasks, and headings stand for what is below them.
    fn counts(&self, line: &Line<'_>) -> bool {
        line.role == Role::Task && !self.is_limit(line.goal)
    }

    fn is_settled(&self, line: &Line<'_>) -> bool {
        match line.state {
            Status::Met | Status::Done => true,
            Status::Open => self.share_today(line.goal).is_some_and(|share| !share.is_positive()),
            Status::Missed
            | Status::Excused
            | Status::Paused
            | Status::Blocked
            | Status::Waiting
            | Status::Ended => false,
        }
    }

    fn done_today(&self, choice: &Choice) -> Vec<&'w Done> {
        let wanted = |done: &&Done| {
            let area = self.state.area_of(&done.what);
            let asked = choice.area.as_ref();
            asked.is_none_or(|asked| area.is_some_and(|area| area.to_lowercase() == asked.to_lowercase()))
        };
        self.state.done().filter(|done| done.day == self.today).filter(wanted).collect()
    }
}
