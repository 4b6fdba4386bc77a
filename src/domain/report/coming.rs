//! The days that come: what is planned, due and beginning on each, and how much is asked (SEMANTICS 8.14).

use super::agenda::Choice;
use super::mark::{is_to_do, presses, stands_for_children};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::periods::PeriodRange;
use crate::domain::judge::status::Status;
use crate::domain::judge::verdict::Basis;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

/// A day that comes, or today.
#[derive(Clone, Debug)]
pub struct ComingDay<'w> {
    pub day: Day,
    /// What stands in the calendar for that day.
    pub dates: Vec<Dated<'w>>,
    /// What repeats and asks something of that day, if all before is done as it asks.
    pub asks: Vec<Ask<'w>>,
}

#[derive(Clone, Debug)]
pub struct Dated<'w> {
    pub goal: &'w Goal,
    pub occasions: Vec<Occasion>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// It was due on a day that is over; told today.
    Overdue(Day),
    /// It was put on that day, or on one that is over and is carried on.
    Planned,
    Due,
    Begins,
    /// What repeats ends with that day.
    Ends,
}

#[derive(Clone, Copy, Debug)]
pub struct Ask<'w> {
    pub goal: &'w Goal,
    pub amount: Amount,
}

impl ComingDay<'_> {
    /// How many goals are to be done on that day.
    pub fn count(&self) -> usize {
        let is_asked = |dated: &&Dated<'_>| self.asks.iter().any(|ask| ask.goal.id == dated.goal.id);
        let is_to_do = |dated: &&Dated<'_>| dated.occasions.iter().any(|it| it.is_to_do());
        self.asks.len() + self.dates.iter().filter(|it| is_to_do(it) && !is_asked(it)).count()
    }
}

impl Occasion {
    fn is_to_do(self) -> bool {
        matches!(self, Self::Overdue(_) | Self::Planned | Self::Due)
    }
}

/// The days from today on, as they are if nothing more is done.
pub fn coming<'w>(judge: &Judge<'w>, choice: &Choice, until: Day) -> Vec<ComingDay<'w>> {
    let days = std::iter::successors(Some(judge.today), |day| Some(day.next()));
    days.take_while(|day| *day <= until)
        .map(|day| {
            let then = judge.as_of(day);
            let goals = judge.state.tree.goals_in_order().filter(|goal| choice.holds(&then, goal));
            let goals: Vec<&'w Goal> = goals.collect();
            let dated = |goal: &'w Goal| {
                let occasions = occasions(&then, goal, judge.today);
                (!occasions.is_empty()).then_some(Dated { goal, occasions })
            };
            ComingDay {
                day,
                dates: goals.iter().filter_map(|goal| dated(goal)).collect(),
                asks: goals.iter().filter_map(|goal| asked(&then, goal, judge.today)).collect(),
            }
        })
        .collect()
}

fn occasions(then: &Judge<'_>, goal: &Goal, today: Day) -> Vec<Occasion> {
    let day = then.today;
    if matches!(then.status(goal), Status::Done | Status::Ended | Status::Met | Status::Paused) {
        return Vec::new();
    }
    let repeats = then.cadence(goal).repeats();
    let carried = |on: Day| on == day || (day == today && on < today);
    let planned = then.planned_day(goal).is_some_and(carried).then_some(Occasion::Planned);
    let begins = (goal.from == Some(day)).then_some(Occasion::Begins);
    let by = goal.by.and_then(|by| match by {
        by if by == day => Some(if repeats { Occasion::Ends } else { Occasion::Due }),
        by if day == today && then.is_overdue(goal) => Some(Occasion::Overdue(by)),
        _ => None,
    });
    by.into_iter().chain(planned).chain(begins).collect()
}

/// What a repeating goal asks of a day: all of what is for that day alone, a share of what has longer; what is done
/// once in a longer period is asked for on its last day.
fn asked<'w>(then: &Judge<'w>, goal: &'w Goal, today: Day) -> Option<Ask<'w>> {
    let day = then.today;
    let is_task = then.cadence(goal).repeats() && is_to_do(then, goal) && !stands_for_children(then, goal);
    if !is_task || then.status(goal) != Status::Open || !presses(then, goal) {
        return None;
    }
    let history = then.history(goal);
    let period = history.period_on(day)?;
    let (Bound::AtLeast(target), Basis::Own) = (period.bound, period.basis) else { return None };
    let PeriodRange { from, to, .. } = period.range;
    let to = to?;
    let left = (period.range.asked(target) - period.sum).at_least_zero();
    let amount = if then.schedule(goal).counts_once() && from < to {
        if day == to { left } else { Amount::ZERO }
    } else {
        let done = if from <= today { then.done_on_day(goal, today) } else { Amount::ZERO };
        share_of(day, left, from.max(today), to, done)
    };
    amount.is_positive().then_some(Ask { goal, amount })
}

/// What is left of a period is shared by the days from `first` on; `done` was done on the first of them.
fn share_of(day: Day, left: Amount, first: Day, to: Day, done: Amount) -> Amount {
    let mut left = left;
    let mut done = done;
    let mut at = first;
    loop {
        let share = ((left + done).shared(at.days_through(to)).min(left + done) - done).at_least_zero();
        if at >= day {
            return share;
        }
        left = left - share;
        done = Amount::ZERO;
        at = at.next();
    }
}
