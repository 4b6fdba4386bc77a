//! How a goal stands on the day of judging (SEMANTICS 8.2 and 8.6).

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::judge::Judge;
use super::timeline::Timeline;
use super::verdict::Verdict;
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Open,
    Met,
    /// An at-most goal has passed its limit.
    Missed,
    Excused,
    /// There is something to do, but today is paused.
    Paused,
    /// Something else comes first.
    Blocked,
    /// Its time has not come.
    Waiting,
    /// It is done for good.
    Done,
    /// It ended, or it is archived.
    Ended,
}

impl Status {
    const ALL: [Self; 9] = [
        Self::Open,
        Self::Met,
        Self::Missed,
        Self::Excused,
        Self::Paused,
        Self::Blocked,
        Self::Waiting,
        Self::Done,
        Self::Ended,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Excused => "excused",
            Self::Paused => "paused",
            Self::Blocked => "blocked",
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Ended => "ended",
        }
    }
}

impl Judge<'_> {
    pub fn status(&self, goal: &Goal) -> Status {
        if self.state.tree.was_archived(goal.id, self.today) {
            return if self.is_once(goal) && self.done_on(goal).is_some() {
                Status::Done
            } else {
                Status::Ended
            };
        }
        if self.closed_on(goal).is_some() {
            let is_done = self.is_once(goal) && self.done_on(goal).is_some();
            return if is_done { Status::Done } else { Status::Ended };
        }
        let history = self.history(goal);
        if self.is_once(goal) {
            let missed = history.periods.last().is_some_and(|period| period.verdict == Verdict::Missed);
            return match self.done_on(goal) {
                Some(_) => Status::Done,
                None if missed || self.has_passed_limit(goal) => Status::Missed,
                None if self.ended_above(goal) => Status::Ended,
                None => self.open_status(goal, &history.timeline),
            };
        }
        if self.ended_above(goal) {
            return Status::Ended;
        }
        match history.period_on(self.today).map(|period| period.verdict) {
            Some(Verdict::Met) => Status::Met,
            Some(Verdict::Missed) => Status::Missed,
            Some(Verdict::Excused) => Status::Excused,
            Some(Verdict::Open | Verdict::Neutral) => self.open_status(goal, &history.timeline),
            None if history.timeline.end.is_some_and(|end| end < self.today) => Status::Ended,
            None => Status::Waiting,
        }
    }

    fn is_once(&self, goal: &Goal) -> bool {
        !self.cadence(goal).repeats()
    }

    fn open_status(&self, goal: &Goal, timeline: &Timeline) -> Status {
        let begins_later = self.today < timeline.start && !self.is_brought_forward(goal);
        if begins_later || self.waits_until(goal).is_some() {
            Status::Waiting
        } else if self.is_blocked(goal) {
            Status::Blocked
        } else if timeline.is_paused(self.today) {
            Status::Paused
        } else {
            Status::Open
        }
    }

    /// Whether a one-off goal, or one above it, was put on a day that has come: that is its day, whenever what
    /// is above it begins (SEMANTICS 8.10).
    fn is_brought_forward(&self, goal: &Goal) -> bool {
        let line = std::iter::once(goal).chain(self.state.tree.ancestors(goal.id));
        let mut put = line.filter(|goal| goal.planned.is_some_and(|day| day <= self.today));
        put.any(|goal| self.is_once(goal))
    }

    /// The later day on which a goal, or one above it, begins or was put (SEMANTICS 8.2): a repeating one
    /// within its period. A one-off goal that was put on a day waits for that alone (8.10).
    pub fn waits_until(&self, goal: &Goal) -> Option<Day> {
        self.waits.of(&self.state.tree, goal, |goal, above: Option<Day>| {
            let days = [self.planned_day(goal), goal.from].into_iter().flatten();
            let yields = self.is_once(goal) && goal.planned.is_some();
            days.filter(|day| *day > self.today).chain(above.filter(|_| !yields)).max()
        })
    }

    /// The day a goal is on: a repeating one only in the period that holds it.
    pub fn planned_day(&self, goal: &Goal) -> Option<Day> {
        let day = goal.planned?;
        if self.is_once(goal) {
            return Some(day);
        }
        let history = self.history(goal);
        history.period_on(self.today).filter(|period| period.range.holds(day)).map(|_| day)
    }

    /// What has to be done before a goal and is not: what it comes after itself, and what the goals
    /// above it come after. What is archived holds nothing up.
    pub fn blockers(&self, goal: &Goal) -> Vec<&Goal> {
        let tree = &self.state.tree;
        let line = tree.goal(goal.id).into_iter().chain(tree.ancestors(goal.id));
        line.flat_map(|goal| self.blockers_of_its_own(goal)).collect()
    }

    fn blockers_of_its_own<'g>(&'g self, goal: &'g Goal) -> impl Iterator<Item = &'g Goal> + 'g {
        let tree = &self.state.tree;
        let before = goal.after.iter().filter_map(|id| tree.goal(*id));
        before.filter(|before| !tree.is_archived(before.id) && self.holds_up(before))
    }

    pub(crate) fn is_blocked(&self, goal: &Goal) -> bool {
        self.blocked.of(&self.state.tree, goal, |goal, above| {
            above || self.blockers_of_its_own(goal).next().is_some()
        })
    }

    /// Whether a goal is still to be done: for good, or, repeating, in its current period. One that has no
    /// period now, or whose period is excused, asks for nothing.
    fn holds_up(&self, goal: &Goal) -> bool {
        if self.closed_on(goal).is_some() {
            return false;
        }
        if self.is_once(goal) {
            return self.done_on(goal).is_none();
        }
        let history = self.history(goal);
        let period = history.period_on(self.today);
        period.is_some_and(|period| matches!(period.verdict, Verdict::Open | Verdict::Missed))
    }

    pub fn was_done_today(&self, goal: &Goal) -> bool {
        self.state.activity.goal_days(goal.id).sum(self.today).is_positive()
    }

    /// Whether the deadline of a one-off goal has passed while it is not done.
    pub fn is_overdue(&self, goal: &Goal) -> bool {
        let passed = |by: Day| by < self.today;
        goal.by.is_some_and(passed)
            && self.is_once(goal)
            && !matches!(self.status(goal), Status::Done | Status::Ended | Status::Missed)
    }
}

impl serde::Serialize for Status {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl JsonSchema for Status {
    fn schema_name() -> Cow<'static, str> {
        "State".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "enum": Self::ALL.map(Self::name)
        })
    }
}
