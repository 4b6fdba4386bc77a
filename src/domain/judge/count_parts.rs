//! What is below a one-off goal, counted as its parts (SEMANTICS 6.2).

use std::rc::Rc;

use super::judge::Judge;
use super::parts::{PartCount, Parts, Until};
use super::periods::{Cut, PeriodRange};
use super::verdict::{Basis, JudgedPeriod, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::rhythm::Rhythm;

impl<'w> Judge<'w> {
    /// What the parts of a goal have come to; nothing where it has none of its own (SEMANTICS 6.2).
    pub fn parts(&self, goal: &Goal) -> Option<Parts> {
        self.has_parts(goal).then(|| self.count_parts(goal))
    }

    pub(crate) fn has_parts(&self, goal: &Goal) -> bool {
        let states_none = goal.baseline.is_none() && self.schedule(goal).bound.is_none();
        states_none && !self.cadence(goal).repeats() && !self.part_giver_ids(goal).is_empty()
    }

    pub(crate) fn count_parts(&self, goal: &Goal) -> Parts {
        if let Some(known) = self.parts.borrow().get(&goal.id) {
            return *known;
        }
        let parts = self.find_parts(goal);
        self.parts.borrow_mut().insert(goal.id, parts);
        parts
    }

    fn find_parts(&self, goal: &Goal) -> Parts {
        let mut steps = PartCount::default();
        let mut periods = PartCount::default();
        let mut until = Until::Over;
        for child in self.part_givers(goal) {
            let (count, ends) = self.periods_as_parts(child);
            (periods, until) = (periods.and(count), until.or(ends));
            if !self.cadence(child).repeats() {
                let done_on = self.done_on(child);
                let below = self.parts(child).map_or(Until::Over, |parts| parts.until);
                until = until.or(if done_on.is_some() { Until::Over } else { below });
                steps.add(self.share_of_step(child, done_on), done_on);
            }
        }
        Parts { all: steps.and(periods), steps, until }
    }

    fn share_of_step(&self, step: &Goal, done_on: Option<Day>) -> f64 {
        if done_on.is_some() { 1.0 } else { self.fraction(step).unwrap_or_default() }
    }

    /// The children that give a goal parts: all that is to be done, and what was done of what is closed. Kept, for
    /// whatever is shown of a goal asks whether there are any.
    pub(crate) fn part_givers(&self, goal: &Goal) -> Vec<&'w Goal> {
        let ids = self.part_giver_ids(goal);
        ids.iter().filter_map(|id| self.state.tree.goal(*id)).collect()
    }

    /// The one-off goals among them.
    pub(crate) fn steps(&self, goal: &Goal) -> Vec<&'w Goal> {
        let mut steps = self.part_givers(goal);
        steps.retain(|step| !self.cadence(step).repeats());
        steps
    }

    fn part_giver_ids(&self, goal: &Goal) -> Rc<[GoalId]> {
        if let Some(known) = self.part_givers.borrow().get(&goal.id) {
            return Rc::clone(known);
        }
        let tree = &self.state.tree;
        let children = tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id));
        let found: Rc<[_]> = children.filter(|child| self.gives_parts(child)).map(|child| child.id).collect();
        self.part_givers.borrow_mut().insert(goal.id, Rc::clone(&found));
        found
    }

    fn gives_parts(&self, child: &Goal) -> bool {
        let known = child.made <= self.today
            || self.state.activity.goal_days(child.id).first_day(self.today).is_some();
        let closed = self.is_out_of_sight(child) || self.own_finish(child).is_some();
        known
            && match (self.cadence(child), self.schedule(child).bound()) {
                (Cadence::Once, _) if closed => self.done_on(child).is_some(),
                // A limit without a deadline is never kept to its end.
                (Cadence::Once, Bound::AtMost(_)) => child.by.is_some(),
                (Cadence::Once, Bound::Any) => false,
                (Cadence::Once, Bound::AtLeast(_)) => true,
                _ if closed => self.periods_as_parts(child).0.of > 0,
                _ => true,
            }
    }

    pub(crate) fn is_out_of_sight(&self, goal: &Goal) -> bool {
        goal.archived().is_some_and(|archiving| archiving.from <= self.today)
    }

    /// The periods of a goal as parts, and how long they go on.
    fn periods_as_parts(&self, goal: &Goal) -> (PartCount, Until) {
        let history = self.history(goal);
        let mut count = self.checkpoint(goal).map(|it| it.parts).unwrap_or_default();
        count = count.and(self.as_parts(goal, &history.periods));
        let rhythm = history.timeline.rhythm_on(self.today);
        if self.is_out_of_sight(goal) {
            return (count.of_done(), Until::Over);
        }
        if !rhythm.cadence.repeats() {
            return (count, Until::Over);
        }
        let Some(last) = self.last_day(goal) else { return (count, Until::NoEnd) };
        count.of = count.of.saturating_add(self.periods_ahead(goal, last));
        if self.today < last {
            return (count, Until::Ends);
        }
        // Its last day is over or has come: with that it was done, if it was.
        count.done_on = count.done_on.map(|day| day.max(last));
        (count, Until::Over)
    }

    /// How many periods of a goal that repeats begin after today, up to its last day.
    fn periods_ahead(&self, goal: &Goal, last: Day) -> u32 {
        let history = self.history(goal);
        let rhythm = history.timeline.rhythm_on(self.today);
        let begun = history.periods.last().and_then(|period| self.first_ahead(goal, period));
        let begun = begun.or_else(|| self.checkpoint(goal).and_then(|it| it.ahead));
        let (today, start) = (self.last_lived(goal), history.timeline.start);
        let next = begun.into_iter().chain([today.next(), start]).max().unwrap_or(last);
        rhythm.periods_in(next, last)
    }

    /// The first day on which a period may begin after one that has. A window that was met today, and the period in
    /// which the goal was closed, count as long as they could have been: neither a check-off nor closing adds a part.
    pub(crate) fn first_ahead(&self, goal: &Goal, period: &JudgedPeriod) -> Option<Day> {
        let PeriodRange { from, to, cadence, .. } = period.range;
        // A window's days, or what the calendar cuts: by the week as it begins now.
        let whole = if let Cadence::Window(days) = cadence {
            Some(from.plus(i64::from(days) - 1))
        } else {
            let timeline = &self.history(goal).timeline;
            let week_start = timeline.rhythm_on(self.today).week_start;
            let rhythm = Rhythm { cadence, week_start, ..timeline.rhythm_on(from) };
            rhythm.calendar_span(from).map(|(_, end)| end)
        };
        whole.filter(|_| period.range.holds(self.last_lived(goal))).or(to).map(Day::next)
    }

    /// Today, or the day on which a goal was closed.
    fn last_lived(&self, goal: &Goal) -> Day {
        self.closed_on(goal).map_or(self.today, |closed| closed.min(self.today))
    }

    /// How many periods of a goal that repeats can still be met up to its last day.
    pub(crate) fn periods_left(&self, goal: &Goal, last: Day) -> u32 {
        let is_open = |period: &JudgedPeriod| period.verdict == Verdict::Open && period.range.from <= last;
        let running = self.history(goal).period_on(self.today).is_some_and(is_open);
        self.periods_ahead(goal, last).saturating_add(u32::from(running))
    }

    /// What periods of a goal that have begun come to.
    pub(crate) fn as_parts(&self, goal: &Goal, periods: &[JudgedPeriod]) -> PartCount {
        let history = self.history(goal);
        let last = self.last_day(goal).unwrap_or(Day::LAST);
        let closed = self.closed_on(goal);
        let mut count = PartCount::default();
        let begun = periods.iter().take_while(|period| period.range.from <= last);
        for period in begun.filter(|period| history.is_completion(period)) {
            let is_cut_short =
                period.verdict == Verdict::Neutral && closed.is_some_and(|closed| period.range.holds(closed));
            if is_cut_short {
                count.add(period.share, None);
            } else if period.range.to.is_some_and(|to| last < to) {
                count.add_period(&self.through(goal, period, last));
            } else {
                count.add_period(period);
            }
        }
        count
    }

    /// A period that goes on after a goal's last day as a part: what is done by then counts.
    fn through(&self, goal: &Goal, period: &JudgedPeriod, last: Day) -> JudgedPeriod {
        let is_counted = !matches!(period.verdict, Verdict::Excused | Verdict::Neutral);
        let (Bound::AtLeast(target), Basis::Own, true) = (period.bound, period.basis, is_counted) else {
            return *period;
        };
        if self.today <= last {
            return *period;
        }
        let (sum, met_on) = self.sum_through(goal, period.range, last);
        let share = sum.as_f64() / target.as_f64();
        let verdict = match met_on {
            Some(_) => Verdict::Met,
            None if period.range.cut == Cut::Partial && period.range.is_closed(self.today) => {
                Verdict::Neutral
            }
            None => Verdict::Missed,
        };
        JudgedPeriod { sum, met_on, verdict, share, ..*period }
    }

    /// The last day on which a repeating goal gives parts: its own `--by`, else the nearest above it; what
    /// repeats above it, or is closed itself, may end earlier.
    pub fn last_day(&self, goal: &Goal) -> Option<Day> {
        let nearest = self.deadlines.of(&self.state.tree, goal, |goal, above| goal.by.or(above));
        nearest.into_iter().chain(self.end_by_deadlines(goal)).chain(self.own_finish(goal)).min()
    }

    /// The goal with parts above a repeating one, where a day is past the last one on which that gives it parts,
    /// itself or through what it judges; with that last day.
    pub(crate) fn past_part_of(&self, goal: &Goal, day: Day) -> Option<(&'w Goal, Day)> {
        let tree = &self.state.tree;
        let mut below = tree.goal(goal.id)?;
        while self.cadence(below).repeats() {
            let above = below.parent().and_then(|id| tree.goal(id))?;
            if self.has_parts(above) {
                return self.last_day(below).filter(|last| *last < day).map(|last| (above, last));
            }
            below = above;
        }
        None
    }

    /// Whether a goal above it is complete, with which it ends.
    pub(crate) fn ended_above(&self, goal: &Goal) -> bool {
        let above =
            self.state.tree.goal(goal.id).and_then(Goal::parent).and_then(|id| self.state.tree.goal(id));
        let complete = |goal: &Goal| self.has_parts(goal) && self.done_on(goal).is_some();
        above.is_some_and(|above| {
            self.complete.of(&self.state.tree, above, |goal, above| above || complete(goal))
        })
    }
}
