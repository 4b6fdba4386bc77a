//! What to do now: the goals of the day, the most pressing first (SEMANTICS 8.13).

use super::agenda::{Agenda, Line, Role};
use super::mark::Mark;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Standing;
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Day;

#[derive(Clone, Copy, Debug)]
pub struct Next<'w> {
    pub goal: &'w Goal,
    pub why: Why<'w>,
}

/// Why a goal comes before others.
#[derive(Clone, Copy, Debug)]
pub enum Why<'w> {
    /// Somebody put the page of the day in order, and there it has this place.
    Placed(u32),
    /// It, or this goal above it, was due then.
    Overdue(&'w Goal, Day),
    /// It was put on this day, today or before.
    Planned(Day),
    /// It, or this goal above it, is behind its line, by so many days.
    Behind { goal: &'w Goal, standing: Standing, days: i64 },
    /// Its period ends then, or it is due, itself or through what is above it.
    Ends(Day),
    /// Nothing presses; it is the next in the tree.
    InTurn,
}

/// What is left of the day, in turn.
pub fn in_turn<'w>(judge: &Judge<'w>, agenda: &Agenda<'w>) -> Vec<Next<'w>> {
    let lines = agenda.groups.iter().flat_map(|group| &group.lines);
    let left = |line: &&Line<'w>| line.role == Role::Task && line.mark == Mark::Open;
    let mut found: Vec<Next<'w>> =
        lines.filter(left).map(|line| Next { goal: line.goal, why: why(judge, line.goal) }).collect();
    found.sort_by_key(|next| next.why.rank());
    found
}

impl Why<'_> {
    /// What comes first has the least; where two are alike, the page's order stands.
    fn rank(&self) -> (u8, i64) {
        match self {
            Self::Placed(place) => (0, (*place).into()),
            Self::Overdue(_, day) => (1, day.number().into()),
            Self::Planned(day) => (2, day.number().into()),
            Self::Behind { days, .. } => (3, -days),
            Self::Ends(day) => (4, day.number().into()),
            Self::InTurn => (5, 0),
        }
    }
}

fn why<'w>(judge: &Judge<'w>, goal: &'w Goal) -> Why<'w> {
    let today = judge.today;
    let tree = &judge.state.tree;
    let line = || std::iter::once(goal).chain(tree.ancestors(goal.id));
    if let Some(place) = goal.position_on(today) {
        return Why::Placed(place);
    }
    let overdue = line().filter(|goal| judge.is_overdue(goal)).filter_map(|goal| Some((goal, goal.by?)));
    if let Some((late, by)) = overdue.min_by_key(|(_, by)| *by) {
        return Why::Overdue(late, by);
    }
    if let Some(day) = judge.planned_day(goal).filter(|day| *day <= today) {
        return Why::Planned(day);
    }
    if let Some(behind) = line().filter_map(|goal| behind(judge, goal)).min_by_key(Why::rank) {
        return behind;
    }
    let history = judge.history(goal);
    let own = history.period_on(today).filter(|_| judge.cadence(goal).repeats());
    let own = own.and_then(|period| period.range.to);
    let due = line().filter(|goal| !judge.cadence(goal).repeats()).filter_map(|goal| goal.by);
    own.into_iter().chain(due).min().map_or(Why::InTurn, Why::Ends)
}

/// How far a macro goal, or one within it, is behind.
fn behind<'w>(judge: &Judge<'w>, goal: &'w Goal) -> Option<Why<'w>> {
    let progress = judge.progress(goal);
    let line = progress.line.filter(|_| !progress.complete)?;
    let standing = line.standing;
    matches!(standing, Standing::Behind(_)).then_some(Why::Behind { goal, standing, days: -line.buffer_days })
}
