//! Goals that are closed by hand (SEMANTICS 6.4).

use super::judge::Judge;
use crate::domain::model::goal::{Finish, Goal};
use crate::domain::value::day::Day;

/// That a goal was closed by hand, and what it had come to.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'w> {
    pub finish: &'w Finish,
    pub outcome: Outcome,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its target was reached, or its steps are done and nothing is left of what repeats.
    Complete,
    /// It was closed before that; also what repeats, which is never complete.
    Ended,
}

impl<'w> Judge<'w> {
    /// The day on which all parts of a goal were done, or on which it was closed with nothing left to do.
    pub(crate) fn parts_done_on(&self, goal: &Goal) -> Option<Day> {
        let by_parts = self.count_parts(goal).done_on();
        let by_parts = by_parts.map(|day| self.last_left_out(goal).map_or(day, |left_out| left_out.max(day)));
        by_parts.or_else(|| self.closed_on(goal).filter(|day| self.has_nothing_left(goal, *day)))
    }

    /// The last day on which something below a goal that was still to be done was left out: archived, or closed.
    fn last_left_out(&self, goal: &Goal) -> Option<Day> {
        let tree = &self.state.tree;
        let children = tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id));
        let left_out = children.filter_map(|child| {
            let archived = child.archived().map(|it| it.from).filter(|from| *from <= self.today);
            let repeats = self.cadence(child).repeats();
            let day = if repeats { archived } else { archived.or_else(|| self.own_finish(child)) }?;
            let was_open = if repeats {
                self.last_day(child).is_none_or(|last| day <= last)
            } else {
                self.done_on(child).is_none()
            };
            was_open.then_some(day)
        });
        left_out.max()
    }

    /// Whether the steps below a goal are done, and nothing that repeats has days left to a known end after a day.
    fn has_nothing_left(&self, goal: &Goal, day: Day) -> bool {
        self.part_givers(goal).into_iter().all(|child| {
            if self.cadence(child).repeats() {
                self.is_out_of_sight(child) || self.last_day(child).is_none_or(|last| last <= day)
            } else {
                self.done_on(child).is_some()
            }
        })
    }

    /// The day with which a goal, or one above it, was closed by hand (SEMANTICS 6.4).
    pub(crate) fn closed_on(&self, goal: &Goal) -> Option<Day> {
        self.closed.of(&self.state.tree, goal, |goal, above: Option<Day>| {
            self.own_finish(goal).into_iter().chain(above).min()
        })
    }

    /// That a goal itself was closed by hand.
    pub fn finished(&self, goal: &'w Goal) -> Option<Finished<'w>> {
        let finish = goal.finish.as_ref().filter(|finish| finish.day <= self.today)?;
        let complete = !self.cadence(goal).repeats() && self.done_on(goal).is_some();
        Some(Finished { finish, outcome: if complete { Outcome::Complete } else { Outcome::Ended } })
    }

    pub(crate) fn own_finish(&self, goal: &Goal) -> Option<Day> {
        goal.finish.as_ref().map(|finish| finish.day).filter(|day| *day <= self.today)
    }
}
