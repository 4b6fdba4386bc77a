//! What today shows (SEMANTICS 8).

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::ActivityRecord;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::tree::Tree;
use crate::domain::value::ids::GoalId;

#[derive(Clone, Debug, Default)]
pub struct Choice {
    pub reach: Reach,
    pub area: Option<String>,
    /// Only this owner's goals and nobody's.
    pub who: Option<String>,
}

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

#[derive(Clone, Copy, Debug)]
pub struct Line<'w> {
    pub goal: &'w Goal,
    pub state: Status,
    /// How far below the top of its group, from 0.
    pub depth: usize,
    pub role: Role,
    /// How many one-off steps right below it are left for later, and not shown.
    pub later: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// It has children; what is to be done stands below it.
    Heading,
    /// It is checked off itself.
    Task,
}

#[derive(Clone, Debug)]
pub struct Group<'w> {
    pub head: Head<'w>,
    /// In order; a macro goal's first line is its own.
    pub lines: Vec<Line<'w>>,
}

#[derive(Clone, Copy, Debug)]
pub enum Head<'w> {
    /// A macro goal with what is below it.
    Macro(&'w Goal),
    /// An area's goals that stand alone.
    Area(&'w str),
    /// Goals that stand alone, in no area.
    Other,
}

#[derive(Clone, Debug)]
pub struct Agenda<'w> {
    pub groups: Vec<Group<'w>>,
    /// Goals whose trial is over: to keep, adjust or drop.
    pub trials: Vec<&'w Goal>,
    /// One-off goals that are due within a week and are not among the groups.
    pub soon: Vec<&'w Goal>,
    /// In the order in which it was recorded.
    pub done: Vec<&'w ActivityRecord>,
    /// How many of the counted goals are met or done, or have no share left today.
    pub counted_done: u32,
    /// How many are counted: goals without children that are no limits.
    pub counted_of: u32,
}

struct Chooser<'j, 'w> {
    judge: &'j Judge<'w>,
    choice: &'j Choice,
}

impl<'w> Agenda<'w> {
    pub fn of(judge: &Judge<'w>, choice: &Choice) -> Self {
        let tree = &judge.state.tree;
        let chooser = Chooser { judge, choice };
        let mut macros = Vec::new();
        // In the order in which the tree has the areas first; what has none comes last.
        let mut alone: Vec<(Option<&str>, Vec<Line<'w>>)> = Vec::new();
        let mut areas: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        for root in tree.children(None).iter().filter_map(|id| tree.goal(*id)) {
            let lines = chooser.lines(root);
            match lines.first().map(|first| first.role) {
                None => {}
                Some(Role::Heading) => macros.push(Group { head: Head::Macro(root), lines }),
                Some(Role::Task) => {
                    let area = tree.area(root.id);
                    let at = *areas.entry(area).or_insert(alone.len());
                    match alone.get_mut(at) {
                        Some((_, known)) => known.extend(lines),
                        None => alone.push((area, lines)),
                    }
                }
            }
        }
        alone.sort_by_key(|(area, _)| area.is_none());
        let others = alone.into_iter().map(|(area, mut lines)| {
            lines.sort_by_key(|line| !judge.is_overdue(line.goal));
            Group { head: area.map_or(Head::Other, Head::Area), lines }
        });
        let groups: Vec<Group<'w>> = macros.into_iter().chain(others).collect();
        // Limits are no tasks, and headings stand for what is below them.
        let tasks = groups.iter().flat_map(|group| &group.lines).filter(|line| line.role == Role::Task);
        let counted: Vec<&Line<'w>> = tasks.filter(|line| !chooser.is_limit(line.goal)).collect();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            trials: ended_trials(judge, choice),
            soon: chooser.due_soon(&groups),
            done: chooser.done_today(),
            counted_done: number(counted.iter().filter(|line| chooser.is_settled(line)).count()),
            counted_of: number(counted.len()),
            groups,
        }
    }
}

/// The goals whose trial is over, and of which it was not said yet whether they stay.
pub(crate) fn ended_trials<'w>(judge: &Judge<'w>, choice: &Choice) -> Vec<&'w Goal> {
    let chooser = Chooser { judge, choice };
    let over = |goal: &&Goal| goal.pilot.is_some_and(|day| day < judge.today) && chooser.is_chosen(goal);
    judge.state.tree.goals_in_order().filter(over).collect()
}

impl<'w> Chooser<'_, 'w> {
    /// The lines of a tree: what is shown of it, and what is above that.
    fn lines(&self, root: &'w Goal) -> Vec<Line<'w>> {
        let tree = &self.judge.state.tree;
        let mut next = BTreeSet::new();
        self.next_steps(root, &mut next);
        let (mut shown, mut late) = (BTreeSet::new(), BTreeSet::new());
        for goal in tree.subtree(root.id).into_iter().filter_map(|id| tree.goal(id)) {
            if self.is_shown(goal, &next) {
                with_line(tree, goal, &mut shown);
            }
        }
        for goal in shown.iter().filter_map(|id| tree.goal(*id)) {
            if self.judge.is_overdue(goal) {
                with_line(tree, goal, &mut late);
            }
        }
        let mut lines = Vec::new();
        self.put(root, 0, (&shown, &late), &mut lines);
        lines
    }

    /// A goal's line and those below it, what is overdue, or holds what is, first among siblings
    /// (SEMANTICS 8.3).
    fn put(
        &self,
        goal: &'w Goal,
        depth: usize,
        (shown, late): (&BTreeSet<GoalId>, &BTreeSet<GoalId>),
        lines: &mut Vec<Line<'w>>,
    ) {
        if !shown.contains(&goal.id) {
            return;
        }
        let tree = &self.judge.state.tree;
        let role = if self.heads(goal) { Role::Heading } else { Role::Task };
        let (state, later) = (self.judge.status(goal), self.later(goal, shown));
        lines.push(Line { goal, state, depth, role, later });
        let mut below: Vec<&Goal> =
            tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id)).collect();
        below.sort_by_key(|goal| !late.contains(&goal.id));
        for child in below {
            self.put(child, depth + 1, (shown, late), lines);
        }
    }

    /// The one-off steps below a goal that are left for later: not done, and not shown.
    fn later(&self, parent: &Goal, shown: &BTreeSet<GoalId>) -> usize {
        let tree = &self.judge.state.tree;
        let steps = tree.living_children(Some(parent.id)).filter_map(|id| tree.goal(id));
        let left = |goal: &&Goal| {
            !shown.contains(&goal.id)
                && !self.judge.cadence(goal).repeats()
                && self.judge.done_on(goal).is_none()
        };
        let counted = |goal: &Goal| if self.heads(goal) { self.later(goal, shown) } else { 1 };
        steps.filter(left).map(counted).sum()
    }

    /// The first step below a goal that can be done, and is not shown for another reason; the next of
    /// each repeating goal below it as well (SEMANTICS 8.1).
    fn next_steps(&self, parent: &Goal, next: &mut BTreeSet<GoalId>) -> bool {
        let tree = &self.judge.state.tree;
        let children = tree.living_children(Some(parent.id)).filter_map(|id| tree.goal(id));
        let (repeating, steps): (Vec<&Goal>, Vec<&Goal>) =
            children.partition(|child| self.judge.cadence(child).repeats());
        for child in repeating {
            self.next_steps(child, next);
        }
        steps.into_iter().filter(|step| self.judge.status(step) == Status::Open).any(|step| {
            if self.heads(step) {
                self.next_steps(step, next)
            } else {
                let stands_anyway = self.is_urgent(step) || self.is_limit(step);
                !stands_anyway && self.is_chosen(step) && next.insert(step.id)
            }
        })
    }

    fn is_limit(&self, goal: &Goal) -> bool {
        matches!(self.judge.schedule(goal).bound(), Bound::AtMost(_))
    }

    /// Overdue, due today, or put on today or a day before.
    fn is_urgent(&self, goal: &Goal) -> bool {
        let today = self.judge.today;
        goal.by.is_some_and(|by| by <= today) || self.judge.planned_day(goal).is_some_and(|day| day <= today)
    }

    fn heads(&self, goal: &Goal) -> bool {
        let (tree, today) = (&self.judge.state.tree, self.judge.today);
        tree.children(Some(goal.id)).iter().any(|child| !tree.was_archived(*child, today))
    }

    fn is_chosen(&self, goal: &Goal) -> bool {
        let tree = &self.judge.state.tree;
        let area =
            |area: &String| tree.area(goal.id).is_some_and(|own| own.to_lowercase() == area.to_lowercase());
        let who = |who: &String| tree.owner(goal.id).is_none() || tree.is_owner(goal.id, who);
        !tree.was_archived(goal.id, self.judge.today)
            && self.choice.area.as_ref().is_none_or(area)
            && self.choice.who.as_ref().is_none_or(who)
    }

    fn is_shown(&self, goal: &Goal, next: &BTreeSet<GoalId>) -> bool {
        if !self.is_chosen(goal) {
            return false;
        }
        if self.choice.reach == Reach::All {
            return true;
        }
        if self.heads(goal) {
            return false;
        }
        match self.judge.status(goal) {
            Status::Open if self.judge.cadence(goal).repeats() => true,
            Status::Open => {
                let alone = goal.parent().is_none() || self.is_limit(goal);
                alone || self.is_urgent(goal) || next.contains(&goal.id)
            }
            Status::Missed => true,
            Status::Met => self.judge.was_done_today(goal),
            Status::Done => self.judge.done_on(goal) == Some(self.judge.today),
            Status::Excused | Status::Paused | Status::Blocked | Status::Waiting | Status::Ended => false,
        }
    }

    /// One-off goals that are due within a week and stand nowhere else on the page.
    fn due_soon(&self, groups: &[Group<'w>]) -> Vec<&'w Goal> {
        let today = self.judge.today;
        let shown: BTreeSet<GoalId> =
            groups.iter().flat_map(|group| &group.lines).map(|line| line.goal.id).collect();
        let soon = |goal: &&Goal| {
            let near = goal.by.is_some_and(|by| today <= by && by <= today.plus(SOON));
            near && !self.judge.cadence(goal).repeats()
                && self.is_chosen(goal)
                && matches!(self.judge.status(goal), Status::Open | Status::Blocked | Status::Waiting)
                && !shown.contains(&goal.id)
        };
        let mut found: Vec<&Goal> = self.judge.state.tree.goals_in_order().filter(soon).collect();
        found.sort_by_key(|goal| goal.by);
        found
    }

    fn is_settled(&self, line: &Line<'_>) -> bool {
        match line.state {
            Status::Met | Status::Done => true,
            Status::Open => self.judge.share_today(line.goal).is_some_and(|share| !share.is_positive()),
            Status::Missed
            | Status::Excused
            | Status::Paused
            | Status::Blocked
            | Status::Waiting
            | Status::Ended => false,
        }
    }

    fn done_today(&self) -> Vec<&'w ActivityRecord> {
        let state = self.judge.state;
        let wanted = |done: &&ActivityRecord| {
            let area = state.area_of(&done.what);
            let asked = self.choice.area.as_ref();
            asked.is_none_or(|asked| area.is_some_and(|area| area.to_lowercase() == asked.to_lowercase()))
        };
        state.done().filter(|done| done.day == self.judge.today).filter(wanted).collect()
    }
}

/// Puts a goal and those above it among others that are there with those above them.
fn with_line(tree: &Tree, goal: &Goal, among: &mut BTreeSet<GoalId>) {
    let line = std::iter::once(goal).chain(tree.ancestors(goal.id));
    for goal in line {
        if !among.insert(goal.id) {
            break;
        }
    }
}
