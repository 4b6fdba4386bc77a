//! How a goal's periods are judged, and what follows over a run of them: streaks, rate, strength
//! (SEMANTICS 4 and 5).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::amount::Amount;
use super::cadence::Cadence;
use super::day::Day;
use super::goal::{Bound, Goal, GoalId, Schedule};
use super::life::{Cover, Life};
use super::period::{Cut, Frame, frames};
use super::streak::{Count, Run};
use super::world::World;

/// What became of a period (SEMANTICS 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What was asked was done.
    Met,
    /// It was not.
    Missed,
    /// Skipped, or paused throughout: passed over.
    Excused,
    /// It is still going on.
    Open,
    /// Cut or partly paused, and not met: passed over.
    Neutral,
}

/// By what a period is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The goal's own check-offs.
    Own,
    /// The children of its cadence (SEMANTICS 4.3).
    Children {
        /// How many of them are met.
        met: u32,
        /// How many count: those neither excused nor neutral.
        of: u32,
    },
}

/// Which line of the table of SEMANTICS 4 gave a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The sum reached the target, or every child that counts is met.
    Reached,
    /// A day of it was skipped, or all its children are excused.
    Skipped,
    /// Every day of it was paused.
    Paused,
    /// The sum passed the limit.
    Passed,
    /// It is still going on.
    Running,
    /// It is cut short.
    Cut,
    /// Some day of it was paused.
    PartlyPaused,
    /// No child counts in it.
    NoChild,
    /// The sum did not reach the target, or a child missed.
    Short,
    /// The limit was kept.
    Kept,
}

/// A period with its verdict.
#[derive(Clone, Copy, Debug)]
pub struct Period {
    /// Its days, as cut.
    pub frame: Frame,
    /// What it asks for.
    pub bound: Bound,
    /// What was done in it, up to the day of judging.
    pub sum: Amount,
    /// The day on which it was met: for at most, the day it closed.
    pub met_on: Option<Day>,
    /// By what it is judged.
    pub basis: Basis,
    /// What became of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// From 0 to 1: what counts towards the strength (SEMANTICS 5.4).
    pub(super) share: f64,
}

/// A goal's days and periods, judged.
#[derive(Clone, Debug)]
pub struct History {
    /// From when to when, in which rhythm.
    pub life: Life,
    /// All periods that have begun, in order; in a world that was carried, those since it was.
    pub periods: Vec<Period>,
    /// What was counted over the periods before.
    pub(super) before: Count,
}

impl History {
    /// The period that holds a day.
    pub fn period_on(&self, day: Day) -> Option<&Period> {
        let at = self.periods.partition_point(|period| period.frame.from <= day);
        self.periods.get(at.checked_sub(1)?).filter(|period| period.frame.holds(day))
    }

    pub(super) fn overlapping(&self, frame: Frame) -> impl Iterator<Item = &Period> {
        let first = self.periods.partition_point(|period| period.frame.to.is_some_and(|to| to < frame.from));
        self.periods
            .iter()
            .skip(first)
            .take_while(move |period| frame.to.is_none_or(|to| period.frame.from <= to))
            .filter(move |period| period.frame.cadence == frame.cadence)
    }
}

/// The world as it is judged on a day. Keeps what it has judged, for parents ask their children.
pub struct Judge<'w> {
    /// What happened.
    pub world: &'w World,
    /// The day of judging.
    pub today: Day,
    /// The children a goal has or ever had.
    pub(super) offspring: BTreeMap<GoalId, BTreeSet<GoalId>>,
    judged: RefCell<BTreeMap<GoalId, Rc<History>>>,
    pub(super) runs: RefCell<BTreeMap<GoalId, Run>>,
    pub(super) finished: RefCell<BTreeMap<GoalId, Option<Day>>>,
    pub(super) gained: RefCell<BTreeMap<GoalId, Rc<BTreeMap<Day, Amount>>>>,
    pub(super) judging: RefCell<BTreeSet<GoalId>>,
}

impl<'w> Judge<'w> {
    /// The world as of `today`: what comes later does not count yet (SEMANTICS 10.6).
    pub fn new(world: &'w World, today: Day) -> Self {
        let mut offspring: BTreeMap<GoalId, BTreeSet<GoalId>> = BTreeMap::new();
        for id in world.plan.in_order() {
            for (_, place) in world.plan.goal(id).into_iter().flat_map(|goal| &goal.places) {
                if let Some(parent) = place.parent {
                    offspring.entry(parent).or_default().insert(id);
                }
            }
        }
        Self {
            world,
            today,
            offspring,
            judged: RefCell::default(),
            runs: RefCell::default(),
            finished: RefCell::default(),
            gained: RefCell::default(),
            judging: RefCell::default(),
        }
    }

    /// A goal's periods with their verdicts.
    pub fn history(&self, goal: &Goal) -> Rc<History> {
        if let Some(known) = self.judged.borrow().get(&goal.id) {
            return Rc::clone(known);
        }
        self.judging.borrow_mut().insert(goal.id);
        let history = Rc::new(self.judge(goal, self.today));
        self.judging.borrow_mut().remove(&goal.id);
        self.judged.borrow_mut().insert(goal.id, Rc::clone(&history));
        history
    }

    /// The periods that begin up to a day that may lie ahead, as far as they can be told.
    pub fn outlook(&self, goal: &Goal, horizon: Day) -> History {
        self.judge(goal, horizon.max(self.today))
    }

    fn judge(&self, goal: &Goal, horizon: Day) -> History {
        let life = Life::of(self.world, goal, self.today);
        let children = self.counting_children(goal, &life);
        let carry = self.world.carry(goal.id);
        let known = carry.and_then(|carry| carry.edge);
        let edge = children.iter().map(|child| child.since).chain(known).min();
        let begin = carry.and_then(|carry| carry.resume).unwrap_or(life.start);
        let edges: Vec<Day> = edge.into_iter().collect();
        let by_children = |day: Day| edge.is_some_and(|edge| edge <= day);
        let frames = frames(&life, begin, &edges, horizon, |from, to| {
            let cadence = life.beat_on(from).cadence;
            if by_children(from) && self.has_say(goal, cadence, &children, from, to) {
                Self::children_met_on(goal, cadence, &children, from, to)
            } else {
                self.window_met_on(goal, from, to)
            }
        });
        let mut periods = Vec::with_capacity(frames.len());
        for frame in frames {
            let own = self.own_period(goal, &life, frame);
            periods.push(if by_children(frame.from) && frame.cadence.repeats() {
                self.period_by_children(goal, &life, &children, frame).unwrap_or(own)
            } else {
                own
            });
        }
        History { life, periods, before: carry.map(|carry| carry.count).unwrap_or_default() }
    }

    /// How often a goal wants to be done as of the day of judging.
    pub fn cadence(&self, goal: &Goal) -> Cadence {
        Life::cadence_on(self.world, goal, self.today)
    }

    /// What a goal asks for as of the day of judging.
    pub fn schedule<'g>(&self, goal: &'g Goal) -> &'g Schedule {
        goal.schedule_on(self.today)
    }

    /// Whether a period is closed, or ends today with the goal's archiving (SEMANTICS 2.5).
    pub(super) fn is_over(&self, life: &Life, frame: Frame) -> bool {
        frame.is_closed(self.today) || life.gone.is_some_and(|day| day <= self.today && frame.holds(day))
    }

    /// The table of SEMANTICS 4 for a period judged by the goal's own check-offs.
    fn own_period(&self, goal: &Goal, life: &Life, frame: Frame) -> Period {
        let schedule = goal.schedule_on(frame.to.unwrap_or(Day::LAST));
        let bound = schedule.bound();
        let (sum, reached) = self.sum(goal, frame);
        let repeats = frame.cadence.repeats();
        let skipped = repeats && life.is_skipped(frame.from, frame.to);
        let paused = life.paused(frame.from, frame.to);
        // A limit without periods closes with its deadline.
        let over = match (frame.cadence, bound, goal.by) {
            (Cadence::Once, Bound::AtMost(_), Some(by)) => by < self.today,
            _ => self.is_over(life, frame),
        };
        let (verdict, reason, met_on) = match bound {
            Bound::AtLeast(_) if reached.is_some() => (Verdict::Met, Reason::Reached, reached),
            _ if skipped => (Verdict::Excused, Reason::Skipped, None),
            _ if repeats && paused == Cover::All => (Verdict::Excused, Reason::Paused, None),
            Bound::AtMost(most) if sum > most => (Verdict::Missed, Reason::Passed, None),
            _ if !over => (Verdict::Open, Reason::Running, None),
            _ if frame.cut == Cut::Partial => (Verdict::Neutral, Reason::Cut, None),
            _ if paused != Cover::None => (Verdict::Neutral, Reason::PartlyPaused, None),
            Bound::AtLeast(_) => (Verdict::Missed, Reason::Short, None),
            Bound::AtMost(_) => (Verdict::Met, Reason::Kept, frame.to.or(goal.by)),
        };
        let share = match (bound, verdict) {
            (_, Verdict::Met) => 1.0,
            (Bound::AtLeast(target), _) => (sum.as_f64() / target.as_f64()).clamp(0.0, 1.0),
            (Bound::AtMost(_), _) => 0.0,
        };
        Period { frame, bound, sum, met_on, basis: Basis::Own, verdict, reason, share }
    }

    /// What a period's days add up to so far, and the day on which that reached the target in force.
    fn sum(&self, goal: &Goal, frame: Frame) -> (Amount, Option<Day>) {
        self.sum_through(goal, frame, frame.to.map_or(self.today, |to| to.min(self.today)))
    }

    /// The same, of the period's days up to `last`.
    pub(super) fn sum_through(&self, goal: &Goal, frame: Frame, last: Day) -> (Amount, Option<Day>) {
        let schedule = goal.schedule_on(frame.to.unwrap_or(Day::LAST));
        let carry = self.world.carry(goal.id);
        let carry = carry.filter(|carry| frame.cadence == Cadence::Once && carry.resume == Some(frame.from));
        let mut sum = carry.map_or(Amount::ZERO, |carry| carry.once);
        let mut reached = carry.and_then(|carry| carry.reached);
        for (day, amount) in self.world.tally.ledger(goal.id).days(frame.from, last) {
            // Done twice, it still is done once (SEMANTICS 3.3).
            sum = match (schedule.counts_once(), frame.cadence) {
                (true, Cadence::Once) => Amount::ONE.min(sum + amount),
                (true, _) => sum + amount.min(Amount::ONE),
                (false, _) => sum + amount,
            };
            if reached.is_none() && matches!(schedule.bound(), Bound::AtLeast(target) if sum >= target) {
                reached = Some(day);
            }
        }
        (sum, reached)
    }

    /// The first day on which a window's sum reaches the target in force that day (SEMANTICS 2.7).
    fn window_met_on(&self, goal: &Goal, from: Day, to: Day) -> Option<Day> {
        let last = to.min(self.today);
        let ledger = self.world.tally.ledger(goal.id);
        let done = ledger.days(from, last).map(|(day, _)| day);
        let changed = goal.later.keys().copied().filter(|day| from <= *day && *day <= last);
        let days: BTreeSet<Day> = done.chain(changed).collect();
        let mut sum = Amount::ZERO;
        days.into_iter().find(|day| {
            let schedule = goal.schedule_on(*day);
            let done = ledger.sum(*day);
            sum = sum + if schedule.counts_once() { done.min(Amount::ONE) } else { done };
            matches!(schedule.bound(), Bound::AtLeast(target) if sum >= target)
        })
    }
}
