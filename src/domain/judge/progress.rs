//! How far one-off goals are: what they hold themselves and what their children feed them
//! (SEMANTICS 3.6 and 6).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::judge::Judge;
use super::parts::Parts;
use super::verdict::Verdict;
use crate::domain::model::goal::{Bound, Feeds, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

/// What decides that a one-off goal is done.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// Its amount, own check-offs and what its children feed it, reaches a number.
    Amount,
    /// Its readings reach a value.
    Readings,
    /// All that is below it is done (SEMANTICS 6.2).
    Parts,
}

impl Judge<'_> {
    pub fn measure(&self, goal: &Goal) -> Measure {
        if goal.baseline.is_some() {
            Measure::Readings
        } else if self.has_parts(goal) {
            Measure::Parts
        } else {
            Measure::Amount
        }
    }

    /// What a one-off goal gained on each day up to today (SEMANTICS 6.1). One that repeated before begins
    /// anew where it became one-off (2.7). With a checkpoint, the days since; what was gained before is in
    /// [`Judge::amount`]. Kept, for all that is shown of a goal's progress asks for it.
    pub fn gained(&self, goal: &Goal) -> Rc<BTreeMap<Day, Amount>> {
        if let Some(known) = self.gained.borrow().get(&goal.id) {
            return Rc::clone(known);
        }
        let gains = Rc::new(self.find_gains(goal));
        self.gained.borrow_mut().insert(goal.id, Rc::clone(&gains));
        gains
    }

    fn find_gains(&self, goal: &Goal) -> BTreeMap<Day, Amount> {
        let begun = self.begun(goal);
        let own = self.own_units(goal).into_iter().filter(|(day, _)| begun <= *day);
        let fed = self.schedule(goal).bound.is_some().then(|| self.fed_by_children(goal));
        by_day(own.chain(fed.iter().flat_map(|fed| fed.iter().copied())).collect())
    }

    /// The day from which what was done counts for a goal as it is now.
    pub(crate) fn begun(&self, goal: &Goal) -> Day {
        // What it said on the day on which it was made, it said from the beginning.
        let history = self.history(goal);
        let turned = history.timeline.spans.last().map_or(Day::FIRST, |span| span.from);
        if turned <= goal.made { Day::FIRST } else { turned }
    }

    /// What counts of a goal's own check-offs: no more than 1 a day while it repeats, no more than 1 in
    /// all while it is one-off, where 1 is all it asks for (SEMANTICS 3.3).
    pub(crate) fn own_units(&self, goal: &Goal) -> Vec<(Day, Amount)> {
        // What is done after a goal was closed counts in totals only (SEMANTICS 6.4).
        let last = self.closed_on(goal).unwrap_or(Day::LAST).min(self.today);
        self.own_units_and_room(goal, last.next()).0
    }

    /// The same on the days before `until`, and what is left then of the one that a goal done once counts in all.
    pub(crate) fn own_units_and_room(&self, goal: &Goal, until: Day) -> (Vec<(Day, Amount)>, Amount) {
        let history = self.history(goal);
        let checkpoint = self.checkpoint(goal);
        let mut room = checkpoint.map_or(Amount::ONE, |it| it.room);
        let mut stretch = checkpoint.map(|it| history.timeline.span_on(it.begin.prev()).from);
        let mut units = Vec::new();
        for (day, amount) in self.state.activity.goal_days(goal.id).days(Day::FIRST, until.prev()) {
            let span = history.timeline.span_on(day);
            let once = !span.rhythm.cadence.repeats();
            // Where it is one-off again, it is to be done again (SEMANTICS 2.7).
            if stretch.replace(span.from).is_some_and(|before| before != span.from) {
                room = Amount::ONE;
            }
            let counted = match (once, goal.schedule_on(day).counts_once()) {
                (_, false) => amount,
                (false, true) => amount.min(Amount::ONE),
                (true, true) => {
                    let counted = amount.min(room);
                    room = room - counted;
                    counted
                }
            };
            if counted.is_positive() {
                units.push((day, counted));
            }
        }
        (units, room)
    }

    /// What all children feed their parent, by day; kept, for it passes through them to the top.
    pub(crate) fn fed_by_children(&self, goal: &Goal) -> Rc<[(Day, Amount)]> {
        if let Some(known) = self.fed.borrow().get(&goal.id) {
            return Rc::clone(known);
        }
        let children = self.state.tree.children(Some(goal.id)).iter();
        let children = children.filter_map(|id| self.state.tree.goal(*id));
        let fed: Rc<[(Day, Amount)]> = by_day(children.flat_map(|child| self.fed(goal, child)).collect());
        self.fed.borrow_mut().insert(goal.id, Rc::clone(&fed));
        fed
    }

    /// What was done below a goal after that was closed: it counts in totals only (SEMANTICS 6.4).
    pub(crate) fn fed_after_closing(&self, goal: &Goal) -> Vec<(Day, Amount)> {
        let children = self.state.tree.children(Some(goal.id)).iter();
        let children = children.filter_map(|id| self.state.tree.goal(*id));
        let mut units = Vec::new();
        for child in children.filter(|child| self.feeds(goal, child) == Some(Feeds::Sum)) {
            if let Some(closed) = self.closed_on(child) {
                let (own, _) = self.own_units_and_room(child, self.today.next());
                units.extend(own.into_iter().filter(|(day, _)| closed < *day));
            }
            if self.passes(child) {
                units.extend(self.fed_after_closing(child));
            }
        }
        units
    }

    /// What a child feeds its parent, and when (SEMANTICS 6.1): by its whole history, whatever its cadence
    /// is now. Units done below a child that has an amount, or repeats, pass through it.
    pub(crate) fn fed(&self, parent: &Goal, child: &Goal) -> Vec<(Day, Amount)> {
        match self.feeds(parent, child) {
            None => Vec::new(),
            Some(Feeds::Sum) => {
                let below = self.passes(child).then(|| self.fed_by_children(child));
                let below = below.iter().flat_map(|fed| fed.iter().copied());
                self.own_units(child).into_iter().chain(below).collect()
            }
            Some(Feeds::Each(amount)) => {
                let history = self.history(child);
                let met = history.periods.iter().filter(|period| period.verdict == Verdict::Met);
                let met =
                    met.filter(|period| history.is_completion(period)).filter_map(|period| period.met_on);
                let done = if self.cadence(child).repeats() { None } else { self.done_on(child) };
                met.chain(done).map(|day| (day, amount)).collect()
            }
        }
    }

    /// What a one-off goal amounts to: its value where it holds readings, else all it gained.
    pub fn amount(&self, goal: &Goal) -> Amount {
        match goal.baseline {
            Some(baseline) => self.reading(goal).map_or(baseline, |(_, value)| value),
            None => self.gained_before(goal) + self.gained(goal).values().copied().sum(),
        }
    }

    /// What a one-off goal gained before its checkpoint.
    pub(crate) fn gained_before(&self, goal: &Goal) -> Amount {
        let own = self.checkpoint(goal).map(|it| it.own).unwrap_or_default();
        if self.schedule(goal).bound.is_some() { own + self.fed_by_children_before(goal) } else { own }
    }

    fn fed_by_children_before(&self, goal: &Goal) -> Amount {
        if self.checkpoints.is_none() {
            return Amount::ZERO;
        }
        let children = self.state.tree.children(Some(goal.id)).iter();
        let children = children.filter_map(|id| self.state.tree.goal(*id));
        children.map(|child| self.fed_before(goal, child)).sum()
    }

    /// The units done in a goal before its checkpoint.
    pub(crate) fn units_before(&self, goal: &Goal) -> Amount {
        self.checkpoint(goal).map(|it| it.units).unwrap_or_default()
    }

    /// What [`Judge::fed`] was before the child's checkpoint.
    fn fed_before(&self, parent: &Goal, child: &Goal) -> Amount {
        let Some(checkpoint) = self.checkpoint(child) else { return Amount::ZERO };
        match self.feeds(parent, child) {
            None => Amount::ZERO,
            Some(Feeds::Sum) if self.passes(child) => checkpoint.units + self.fed_by_children_before(child),
            Some(Feeds::Sum) => checkpoint.units,
            Some(Feeds::Each(amount)) => amount.times(checkpoint.completions.into()),
        }
    }

    /// How a child feeds its parent: as it says, or unit by unit where both count the same.
    pub(crate) fn feeds(&self, parent: &Goal, child: &Goal) -> Option<Feeds> {
        let unit = self.schedule(child).unit.as_ref();
        let same_unit = unit.is_some() && unit == self.unit_counted(parent);
        child.feeds.or(same_unit.then_some(Feeds::Sum))
    }

    /// What a goal counts. A group that passes units on, and names none, counts what is counted above it.
    fn unit_counted<'g>(&'g self, goal: &'g Goal) -> Option<&'g String> {
        let group = |goal: &Goal| {
            let schedule = self.schedule(goal);
            schedule.bound.is_none() && schedule.unit.is_none() && goal.feeds == Some(Feeds::Sum)
        };
        let mut line = std::iter::once(goal).chain(self.state.tree.ancestors(goal.id));
        line.find(|goal| !group(goal)).and_then(|goal| self.schedule(goal).unit.as_ref())
    }

    /// Whether a one-off goal has a target, and nothing that stands below it moves that (SEMANTICS 6.6).
    pub(crate) fn is_moved_by_no_child(&self, goal: &Goal) -> bool {
        let has_target = matches!(self.schedule(goal).bound, Some(Bound::AtLeast(_)));
        let tree = &self.state.tree;
        let mut children = tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id));
        has_target
            && goal.baseline.is_none()
            && !self.cadence(goal).repeats()
            && children.all(|child| self.feeds(goal, child).is_none())
    }

    /// Whether units done below a goal pass through it.
    pub(crate) fn passes(&self, goal: &Goal) -> bool {
        self.cadence(goal).repeats() || self.schedule(goal).bound.is_some() || goal.feeds == Some(Feeds::Sum)
    }

    /// The latest.
    pub fn reading(&self, goal: &Goal) -> Option<(Day, Amount)> {
        let last = self.today.min(self.closed_on(goal).unwrap_or(Day::LAST));
        let read = self.state.activity.goal_days(goal.id).readings(last).next_back();
        read.or_else(|| self.checkpoint(goal).and_then(|it| it.reading))
    }

    /// How far a one-off goal is, from 0 to 1; nothing where it has no end to reach.
    pub fn fraction(&self, goal: &Goal) -> Option<f64> {
        let known = self.fractions.borrow().get(&goal.id).copied();
        known.unwrap_or_else(|| {
            let fraction = self.find_fraction(goal);
            self.fractions.borrow_mut().insert(goal.id, fraction);
            fraction
        })
    }

    fn find_fraction(&self, goal: &Goal) -> Option<f64> {
        match (self.measure(goal), self.schedule(goal).bound()) {
            (_, Bound::AtMost(_) | Bound::Any) => None,
            (Measure::Readings, Bound::AtLeast(target)) => {
                let baseline = goal.baseline.unwrap_or_default();
                let way = (target - baseline).as_f64();
                let gone = (self.amount(goal) - baseline).as_f64();
                // Without the 0 added, nothing of a way down would be a negative zero.
                (way != 0.0).then(|| (gone / way).clamp(0.0, 1.0) + 0.0)
            }
            (Measure::Amount, Bound::AtLeast(target)) => {
                Some((self.amount(goal).as_f64() / target.as_f64()).clamp(0.0, 1.0))
            }
            (Measure::Parts, Bound::AtLeast(_)) => self.parts(goal).and_then(Parts::fraction),
        }
    }

    pub(crate) fn repeating_children(&self, goal: &Goal) -> Vec<&Goal> {
        let tree = &self.state.tree;
        let children = tree.living_children(Some(goal.id)).filter_map(|id| tree.goal(id));
        children.filter(|child| self.cadence(child).repeats()).collect()
    }

    /// The day on which a one-off goal was done, if it is. Kept, for parents ask their children.
    pub fn done_on(&self, goal: &Goal) -> Option<Day> {
        let known = self.finished.borrow().get(&goal.id).copied();
        known.unwrap_or_else(|| {
            let day = self.find_done_on(goal);
            self.finished.borrow_mut().insert(goal.id, day);
            day
        })
    }

    fn find_done_on(&self, goal: &Goal) -> Option<Day> {
        let Bound::AtLeast(target) = self.schedule(goal).bound() else {
            // A limit is kept when its deadline has passed.
            if let Some(kept) = self.checkpoint(goal).and_then(|it| it.done) {
                return Some(kept);
            }
            let history = self.history(goal);
            let last = history.periods.last().filter(|period| period.verdict == Verdict::Met);
            let last = last.filter(|_| !self.has_passed_limit(goal));
            return last.and_then(|period| period.met_on);
        };
        match self.measure(goal) {
            Measure::Readings => {
                let baseline = goal.baseline?;
                let (day, value) = self.reading(goal)?;
                let reached = if target < baseline { value <= target } else { value >= target };
                reached.then_some(day)
            }
            Measure::Parts => self.parts_done_on(goal),
            Measure::Amount => self.reached_on(goal, target),
        }
    }

    /// Whether a one-off limit has passed what it allows by its deadline, by what its children feed it too.
    pub(crate) fn has_passed_limit(&self, goal: &Goal) -> bool {
        let Bound::AtMost(most) = self.schedule(goal).bound() else { return false };
        let last = goal.by.unwrap_or(Day::LAST);
        let begins = self.history(goal).timeline.start;
        let is_kept = begins > last || self.checkpoint(goal).is_some_and(|it| it.done.is_some());
        let gained = self.gained(goal);
        let in_time = gained.range(..=last).map(|(_, amount)| *amount);
        !is_kept && self.gained_before(goal) + in_time.sum() > most
    }

    /// The day on which what a goal gained came to a number.
    fn reached_on(&self, goal: &Goal, target: Amount) -> Option<Day> {
        // By the checkpoint's day it was reached or not; what came since comes later.
        if let Some(done) = self.checkpoint(goal).and_then(|it| it.done) {
            return Some(done);
        }
        let mut sum = self.gained_before(goal);
        let gained = self.gained(goal);
        let reached = gained.iter().find(|(_, amount)| {
            sum = sum + **amount;
            sum >= target
        });
        reached.map(|(day, _)| *day)
    }
}

/// What there is on each day in all.
fn by_day<C: FromIterator<(Day, Amount)>>(mut amounts: Vec<(Day, Amount)>) -> C {
    amounts.sort_by_key(|(day, _)| *day);
    let days = amounts.chunk_by(|(day, _), (other, _)| day == other);
    days.filter_map(|same| Some((same.first()?.0, same.iter().map(|(_, amount)| *amount).sum()))).collect()
}
