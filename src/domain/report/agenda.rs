//! What today shows (SEMANTICS 8).

use std::collections::{BTreeMap, BTreeSet};

use super::mark::{Mark, is_limit, is_only_counted, is_to_do, is_urgent, presses, stands_for_children};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::status::Status;
use crate::domain::model::activity::ActivityRecord;
use crate::domain::model::goal::Goal;
use crate::domain::model::people::same;
use crate::domain::model::tree::Tree;
use crate::domain::value::day::Day;
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

impl Choice {
    /// Whether a goal is one of this owner's and this area's, and not archived.
    pub(crate) fn holds(&self, judge: &Judge<'_>, goal: &Goal) -> bool {
        let tree = &judge.state.tree;
        let area =
            |area: &String| tree.area(goal.id).is_some_and(|own| own.to_lowercase() == area.to_lowercase());
        let who = |who: &String| tree.owner(goal.id).is_none() || tree.is_owner(goal.id, who);
        !tree.was_archived(goal.id, judge.today)
            && self.area.as_ref().is_none_or(area)
            && self.who.as_ref().is_none_or(who)
    }
}

/// So many days ahead a deadline is near.
const SOON: i64 = 7;

#[derive(Clone, Copy, Debug)]
pub struct Line<'w> {
    pub goal: &'w Goal,
    pub state: Status,
    pub mark: Mark,
    /// How far below the top of its group, from 0.
    pub depth: usize,
    pub role: Role,
    /// How many one-off steps right below it are left for later, and not shown.
    pub later: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What is to be done stands below it.
    Heading,
    /// It is to be done itself, whatever stands below it.
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
    /// Goals whose trial is over, where it is the day to ask: to keep, adjust or drop.
    pub trials: Vec<&'w Goal>,
    /// Goals with a month or longer that don't press yet (SEMANTICS 8.11).
    pub can_wait: Vec<&'w Goal>,
    /// One-off goals that are due within a week and are not among the groups.
    pub soon: Vec<&'w Goal>,
    /// In the order in which it was recorded.
    pub done: Vec<&'w ActivityRecord>,
    /// How many of the counted goals are met or done, or have enough for today.
    pub counted_done: u32,
    /// How many are counted: goals that are to be done themselves, and are no limits.
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
            match lines.as_slice() {
                // Its steps may be others', or wait: that it is late is told all the same.
                [] if chooser.is_late(root) => macros.push(Group { head: Head::Macro(root), lines }),
                [] => {}
                [first] if first.role == Role::Task => {
                    let area = tree.area(root.id);
                    let at = *areas.entry(area).or_insert(alone.len());
                    match alone.get_mut(at) {
                        Some((_, known)) => known.extend(lines),
                        None => alone.push((area, lines)),
                    }
                }
                _ => macros.push(Group { head: Head::Macro(root), lines }),
            }
        }
        alone.sort_by_key(|(area, _)| area.is_none());
        let others = alone.into_iter().map(|(area, mut lines)| {
            lines.sort_by_key(|line| {
                Rank::of(line.goal.position_on(judge.today), judge.is_overdue(line.goal))
            });
            Group { head: area.map_or(Head::Other, Head::Area), lines }
        });
        let mut groups: Vec<Group<'w>> = macros.into_iter().chain(others).collect();
        groups.sort_by_key(|group| group.position_on(judge.today).unwrap_or(u32::MAX));
        // Limits and what is only counted are no tasks, and headings stand for what is below them.
        let tasks = groups.iter().flat_map(|group| &group.lines).filter(|line| line.role == Role::Task);
        let counted: Vec<&Line<'w>> = tasks.filter(|line| is_to_do(judge, line.goal)).collect();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        Self {
            trials: trials_to_ask_about(judge, choice),
            can_wait: chooser.can_wait(&groups),
            soon: chooser.due_soon(&groups),
            done: chooser.done_today(),
            counted_done: number(counted.iter().filter(|line| line.mark.is_settled()).count()),
            counted_of: number(counted.len()),
            groups,
        }
    }
}

impl Group<'_> {
    /// Where the first of its lines stands, if somebody put the page in order.
    fn position_on(&self, day: Day) -> Option<u32> {
        self.lines.iter().filter_map(|line| line.goal.position_on(day)).min()
    }
}

/// What comes first on a page: what is overdue and was not put anywhere, then what was put in order, then the rest
/// (SEMANTICS 8.3, 8.12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Late,
    Position(u32),
    Other,
}

impl Rank {
    fn of(position: Option<u32>, is_late: bool) -> Self {
        match position {
            Some(position) => Self::Position(position),
            None if is_late => Self::Late,
            None => Self::Other,
        }
    }
}

impl Agenda<'_> {
    /// Whether something was counted, and nothing of it is left for today.
    pub fn is_all_done(&self) -> bool {
        self.counted_of > 0 && self.counted_done == self.counted_of
    }
}

/// The goals whose trial is over, and of which it was not said yet whether they stay. One that is done, or has
/// ended, is not asked about.
pub(crate) fn ended_trials<'w>(judge: &Judge<'w>, choice: &Choice) -> Vec<&'w Goal> {
    let chooser = Chooser { judge, choice };
    let over = |goal: &&Goal| {
        goal.pilot.is_some_and(|last| last < judge.today)
            && chooser.is_chosen(goal)
            && !matches!(judge.status(goal), Status::Done | Status::Ended)
    };
    judge.state.tree.goals_in_order().filter(over).collect()
}

/// Those of them that the day asks about: on the day after the last one of the trial, and each seventh after
/// (SEMANTICS 9.3).
fn trials_to_ask_about<'w>(judge: &Judge<'w>, choice: &Choice) -> Vec<&'w Goal> {
    let is_due = |goal: &&Goal| goal.pilot.is_some_and(|last| last.next().days_to(judge.today) % 7 == 0);
    ended_trials(judge, choice).into_iter().filter(is_due).collect()
}

/// What is found of a tree for the page.
#[derive(Default)]
struct Found {
    /// What is shown, and what is above that.
    shown: BTreeSet<GoalId>,
    /// What is to be done itself.
    tasks: BTreeSet<GoalId>,
    /// What is overdue, and what is above that.
    late: BTreeSet<GoalId>,
    /// Where what was put in order stands, and what is above that with the first below it.
    positions: BTreeMap<GoalId, u32>,
}

impl<'w> Chooser<'_, 'w> {
    /// The lines of a tree: what is shown of it, and what is above that.
    fn lines(&self, root: &'w Goal) -> Vec<Line<'w>> {
        let tree = &self.judge.state.tree;
        let mut next = BTreeSet::new();
        self.next_steps(root, &mut next);
        let mut found = Found::default();
        for goal in tree.subtree(root.id).into_iter().filter_map(|id| tree.goal(id)) {
            if self.is_shown(goal, &next) {
                with_line(tree, goal, &mut found.shown);
                found.tasks.extend((!stands_for_children(self.judge, goal)).then_some(goal.id));
            }
        }
        for goal in found.shown.iter().filter_map(|id| tree.goal(*id)) {
            if self.judge.is_overdue(goal) {
                with_line(tree, goal, &mut found.late);
            }
        }
        for goal in found.shown.iter().filter_map(|id| tree.goal(*id)) {
            let Some(position) = goal.position_on(self.judge.today) else { continue };
            for goal in std::iter::once(goal).chain(tree.ancestors(goal.id)) {
                let first = found.positions.entry(goal.id).or_insert(position);
                *first = position.min(*first);
            }
        }
        let mut lines = Vec::new();
        self.put(root, 0, &found, &mut lines);
        lines
    }

    /// A goal's line and those below it, what is overdue, or holds what is, first among siblings, unless somebody
    /// put the page in order (SEMANTICS 8.3, 8.12).
    fn put(&self, goal: &'w Goal, depth: usize, found: &Found, lines: &mut Vec<Line<'w>>) {
        if !found.shown.contains(&goal.id) {
            return;
        }
        let tree = &self.judge.state.tree;
        let role = if found.tasks.contains(&goal.id) { Role::Task } else { Role::Heading };
        let (state, later) = (self.judge.status(goal), self.later(goal, &found.shown));
        let mark = Mark::of(self.judge, goal, state);
        lines.push(Line { goal, state, mark, depth, role, later });
        let mut below: Vec<&Goal> =
            tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id)).collect();
        below.sort_by_key(|goal| {
            Rank::of(found.positions.get(&goal.id).copied(), found.late.contains(&goal.id))
        });
        for child in below {
            self.put(child, depth + 1, found, lines);
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
                && !is_only_counted(self.judge, goal)
        };
        let counted =
            |goal: &Goal| self.later(goal, shown) + usize::from(!stands_for_children(self.judge, goal));
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
            let stands_anyway = is_urgent(self.judge, step) || !is_to_do(self.judge, step);
            self.next_steps(step, next)
                || (!stands_for_children(self.judge, step)
                    && !stands_anyway
                    && self.is_chosen(step)
                    && next.insert(step.id))
        })
    }

    fn is_chosen(&self, goal: &Goal) -> bool {
        self.choice.holds(self.judge, goal)
    }

    /// Whether a goal is overdue with parts that are open.
    fn is_late(&self, goal: &Goal) -> bool {
        self.is_chosen(goal) && self.judge.status(goal) == Status::Open && self.judge.is_overdue(goal)
    }

    fn is_shown(&self, goal: &Goal, next: &BTreeSet<GoalId>) -> bool {
        if !self.is_chosen(goal) {
            return false;
        }
        if self.choice.reach == Reach::All {
            return true;
        }
        if stands_for_children(self.judge, goal) {
            return false;
        }
        match self.judge.status(goal) {
            Status::Open if self.judge.cadence(goal).repeats() => presses(self.judge, goal),
            Status::Open if is_only_counted(self.judge, goal) => false,
            Status::Open => {
                let alone = goal.parent().is_none() || is_limit(self.judge, goal);
                alone || is_urgent(self.judge, goal) || next.contains(&goal.id)
            }
            Status::Missed => true,
            Status::Met => self.judge.was_done_today(goal),
            Status::Done => self.judge.done_on(goal) == Some(self.judge.today),
            Status::Excused | Status::Paused | Status::Blocked | Status::Waiting | Status::Ended => false,
        }
    }

    /// Open goals that repeat and can wait for the end of a long period.
    fn can_wait(&self, groups: &[Group<'w>]) -> Vec<&'w Goal> {
        let shown = shown(groups);
        let waits = |goal: &&Goal| {
            self.judge.cadence(goal).repeats()
                && !shown.contains(&goal.id)
                && self.is_chosen(goal)
                && self.judge.status(goal) == Status::Open
                && !stands_for_children(self.judge, goal)
                && !presses(self.judge, goal)
        };
        self.judge.state.tree.goals_in_order().filter(waits).collect()
    }

    /// One-off goals that are due within a week and stand nowhere else on the page.
    fn due_soon(&self, groups: &[Group<'w>]) -> Vec<&'w Goal> {
        let today = self.judge.today;
        let shown = shown(groups);
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

    fn done_today(&self) -> Vec<&'w ActivityRecord> {
        let state = self.judge.state;
        let wanted = |done: &&ActivityRecord| {
            let area = state.area_of(&done.what);
            let asked = self.choice.area.as_ref();
            asked.is_none_or(|asked| area.is_some_and(|area| same(area, asked)))
                && self.choice.who.as_ref().is_none_or(|who| self.is_doing_of(done, who))
        };
        state.done().filter(|done| done.day == self.judge.today).filter(wanted).collect()
    }
}

impl Chooser<'_, '_> {
    /// Whether somebody did it, or it is nobody's (SEMANTICS 10.7).
    fn is_doing_of(&self, done: &ActivityRecord, who: &str) -> bool {
        let tree = &self.judge.state.tree;
        match (done.origin.by.as_deref(), done.what.about()) {
            (Some(by), _) => same(by, who),
            (None, Some(goal)) => tree.owner(goal).is_none() || tree.is_owner(goal, who),
            (None, None) => true,
        }
    }
}

fn shown(groups: &[Group<'_>]) -> BTreeSet<GoalId> {
    groups.iter().flat_map(|group| &group.lines).map(|line| line.goal.id).collect()
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
