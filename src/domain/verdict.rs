//! How a goal's periods are judged, and what follows over a run of them: streaks, rate, strength
//! (SEMANTICS 4 and 5).

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::amount::Amount;
use super::cadence::{Cadence, Unit};
use super::day::Day;
use super::goal::{Bound, Goal, GoalId, Schedule};
use super::life::{Cover, Life};
use super::period::{Cut, Frame, frames};
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
    share: f64,
}

/// A goal's days and periods, judged.
#[derive(Clone, Debug)]
pub struct History {
    /// From when to when, in which rhythm.
    pub life: Life,
    /// All periods that have begun, in order.
    pub periods: Vec<Period>,
}

impl History {
    /// The period that holds a day.
    pub fn period_on(&self, day: Day) -> Option<&Period> {
        let at = self.periods.partition_point(|period| period.frame.from <= day);
        self.periods.get(at.checked_sub(1)?).filter(|period| period.frame.holds(day))
    }

    fn overlapping(&self, frame: Frame) -> impl Iterator<Item = &Period> {
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
    offspring: BTreeMap<GoalId, BTreeSet<GoalId>>,
    judged: RefCell<BTreeMap<GoalId, Rc<History>>>,
    judging: RefCell<BTreeSet<GoalId>>,
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
        Self { world, today, offspring, judged: RefCell::default(), judging: RefCell::default() }
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
        let edge = children.iter().map(|child| child.since).min();
        let edges: Vec<Day> = edge.into_iter().collect();
        let by_children = |day: Day| edge.is_some_and(|edge| edge <= day);
        let frames = frames(&life, &edges, horizon, |from, to| {
            if by_children(from) && self.has_say(goal, &children, from) {
                Self::children_met_on(goal, &children, from, to)
            } else {
                self.window_met_on(goal, from, to)
            }
        });
        let mut periods = Vec::with_capacity(frames.len());
        for frame in frames {
            let own = self.own_period(goal, &life, frame);
            periods.push(if by_children(frame.from) {
                self.period_by_children(goal, &life, &children, frame).unwrap_or(own)
            } else {
                own
            });
        }
        History { life, periods }
    }

    /// What a goal asks for as of the day of judging.
    pub fn schedule<'g>(&self, goal: &'g Goal) -> &'g Schedule {
        goal.schedule_on(self.today)
    }

    fn is_over(&self, frame: Frame) -> bool {
        frame.is_closed(self.today)
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
            _ => self.is_over(frame),
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
        let last = frame.to.map_or(self.today, |to| to.min(self.today));
        let schedule = goal.schedule_on(frame.to.unwrap_or(Day::LAST));
        let mut sum = Amount::ZERO;
        let mut reached = None;
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

/// A child by which its parent is judged.
struct Child<'w> {
    goal: &'w Goal,
    /// The day from which it counts: it was made or moved there, and shares the cadence.
    since: Day,
    history: Rc<History>,
}

impl Child<'_> {
    /// Whether it has a say in what its parent does up to a day.
    fn counts(&self, parent: &Goal, day: Day) -> bool {
        self.since <= day && self.goal.parent_on(day) == Some(parent.id)
    }
}

impl<'w> Judge<'w> {
    /// The children, present and past, that judge their parent while they share its cadence (4.3).
    fn counting_children(&self, goal: &Goal, life: &Life) -> Vec<Child<'w>> {
        if life.beats.iter().all(|beat| !beat.cadence.repeats()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for id in self.offspring.get(&goal.id).into_iter().flatten() {
            // History may run in a circle where clocks disagreed; then nothing judges itself.
            let Some(child) = self.world.plan.goal(*id).filter(|_| !self.judging.borrow().contains(id))
            else {
                continue;
            };
            let history = self.history(child);
            let joined = child.places.iter().find(|(_, place)| place.parent == Some(goal.id));
            let Some((joined, _)) = joined else { continue };
            let shares = |day: &Day| {
                let cadence = history.life.beat_on(*day).cadence;
                cadence.repeats() && cadence == life.beat_on(*day).cadence
            };
            let changes = history.life.beats.iter().chain(&life.beats).map(|beat| beat.from);
            let days = std::iter::once(*joined).chain(changes.filter(|day| day > joined));
            if let Some(since) = days.filter(shares).min() {
                found.push(Child { goal: child, since, history });
            }
        }
        found
    }

    /// The children with the goal's cadence that are there to judge it now.
    pub fn judging_children(&self, goal: &Goal) -> Vec<GoalId> {
        let cadence = Life::cadence_on(self.world, goal, self.today);
        let same = |id: &GoalId| {
            let child = self.world.plan.goal(*id);
            cadence.repeats()
                && child.is_some_and(|child| Life::cadence_on(self.world, child, self.today) == cadence)
        };
        self.world.plan.living_children(Some(goal.id)).filter(same).collect()
    }

    /// Whether children judge a window of the goal that opens on `from`.
    fn has_say(&self, goal: &Goal, children: &[Child<'_>], from: Day) -> bool {
        let lives = |child: &Child<'_>| child.history.life.end.is_none_or(|end| from <= end);
        children.iter().any(|child| child.counts(goal, from) && lives(child))
            || !self.judging_children(goal).is_empty()
    }

    /// The day on which the last of the children was met, each in a window that ended in this one.
    fn children_met_on(goal: &Goal, children: &[Child<'_>], from: Day, to: Day) -> Option<Day> {
        let mut last = None;
        for child in children.iter().filter(|child| child.counts(goal, to)) {
            let cadence = child.history.life.beat_on(to).cadence;
            let window = Frame { from, to: Some(to), cadence, cut: Cut::Whole };
            match Self::child_in(child, window) {
                Some((Verdict::Met, met_on)) => last = last.max(met_on),
                Some((Verdict::Missed | Verdict::Open, _)) => return None,
                Some((Verdict::Excused | Verdict::Neutral, _)) | None => {}
            }
        }
        last
    }

    /// How a child stands in its parent's period, and when it was first met there; nothing where it
    /// has no period there.
    fn child_in(child: &Child<'_>, frame: Frame) -> Option<(Verdict, Option<Day>)> {
        // Windows don't keep step: one counts where it ends.
        let ends_here = |period: &&Period| match (period.frame.cadence, period.verdict) {
            (Cadence::Window(_), Verdict::Met | Verdict::Missed) => {
                period.frame.to.is_some_and(|to| frame.holds(to))
            }
            _ => true,
        };
        let rank = |verdict: Verdict| match verdict {
            Verdict::Met => 0,
            Verdict::Missed => 1,
            Verdict::Open => 2,
            Verdict::Neutral => 3,
            Verdict::Excused => 4,
        };
        child
            .history
            .overlapping(frame)
            .filter(ends_here)
            .map(|period| (period.verdict, period.met_on))
            .min_by_key(|(verdict, _)| rank(*verdict))
    }

    /// A period judged by the children that stand under the goal at its end (SEMANTICS 4.3); nothing
    /// where there are none, and its own check-offs judge.
    fn period_by_children(
        &self,
        goal: &Goal,
        life: &Life,
        children: &[Child<'_>],
        frame: Frame,
    ) -> Option<Period> {
        let end = frame.to.map_or(self.today, |to| to.min(self.today)).max(frame.from);
        let mut met_on = None;
        let (mut met, mut of, mut excused, mut present) = (0, 0, 0, 0);
        for child in children {
            let Some((verdict, day)) =
                child.counts(goal, end).then(|| Self::child_in(child, frame)).flatten()
            else {
                continue;
            };
            present += 1;
            match verdict {
                Verdict::Met => {
                    met += 1;
                    of += 1;
                    met_on = met_on.max(day);
                }
                Verdict::Missed | Verdict::Open => of += 1,
                Verdict::Excused => excused += 1,
                Verdict::Neutral => {}
            }
        }
        // The last of them gone, the goal is its own again from the period on that is going on.
        let gone = present == 0 || (of == 0 && frame.holds(self.today));
        if gone && self.judging_children(goal).is_empty() {
            return None;
        }
        let paused = life.paused(frame.from, frame.to);
        let skipped = life.is_skipped(frame.from, frame.to) || (excused > 0 && excused == present);
        let (verdict, reason) = if met > 0 && met == of {
            (Verdict::Met, Reason::Reached)
        } else if skipped {
            (Verdict::Excused, Reason::Skipped)
        } else if paused == Cover::All {
            (Verdict::Excused, Reason::Paused)
        } else if !self.is_over(frame) {
            (Verdict::Open, Reason::Running)
        } else if frame.cut == Cut::Partial {
            (Verdict::Neutral, Reason::Cut)
        } else if paused != Cover::None {
            (Verdict::Neutral, Reason::PartlyPaused)
        } else if of == 0 {
            (Verdict::Neutral, Reason::NoChild)
        } else {
            (Verdict::Missed, Reason::Short)
        };
        let bound = goal.schedule_on(frame.to.unwrap_or(Day::LAST)).bound();
        Some(Period {
            frame,
            bound,
            sum: if verdict == Verdict::Met { bound.number() } else { Amount::ZERO },
            met_on: met_on.filter(|_| verdict == Verdict::Met),
            basis: Basis::Children { met, of },
            verdict,
            reason,
            share: if of == 0 { 0.0 } else { f64::from(met) / f64::from(of) },
        })
    }
}

/// What follows from a goal's periods (SEMANTICS 5).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// The met periods back from now, up to the first missed one (5.1).
    pub current: u32,
    /// What the current streak is counted in.
    pub unit: Unit,
    /// The longest such run there was.
    pub best: u32,
    /// What that is counted in.
    pub best_unit: Unit,
    /// All met periods since the start.
    pub met: u32,
    /// All missed ones.
    pub missed: u32,
    /// All excused ones.
    pub excused: u32,
    /// Met among met and missed, of the last 30 closed periods (5.3), from 0 to 1.
    pub rate: Option<f64>,
    /// From 0 to 100 (5.4).
    pub strength: f64,
}

/// The last so many closed periods make the rate.
const RATED: usize = 30;

impl Run {
    /// What follows from these periods for a goal that now has this cadence.
    pub fn of(periods: &[Period], cadence: Cadence, today: Day) -> Self {
        let plain = cadence.streak_unit();
        let mut run = Self {
            current: 0,
            unit: plain,
            best: 0,
            best_unit: plain,
            met: 0,
            missed: 0,
            excused: 0,
            rate: None,
            strength: 0.0,
        };
        let mut within = None;
        for period in periods {
            run.count(period, &mut within);
        }
        if run.current == 0 {
            run.unit = plain;
        }
        if run.best == 0 {
            run.best_unit = plain;
        }
        run.rate = rate(periods, today);
        run
    }

    fn count(&mut self, period: &Period, within: &mut Option<Cadence>) {
        match period.verdict {
            Verdict::Met => {
                self.met += 1;
                self.current += 1;
                let cadence = period.frame.cadence;
                self.unit = match *within {
                    Some(before) if self.current > 1 && before != cadence => Unit::Times,
                    Some(_) if self.current > 1 => self.unit,
                    _ => cadence.streak_unit(),
                };
                *within = Some(cadence);
                if self.current > self.best {
                    self.best = self.current;
                    self.best_unit = self.unit;
                }
            }
            Verdict::Missed => {
                self.missed += 1;
                self.current = 0;
            }
            Verdict::Excused => self.excused += 1,
            Verdict::Open | Verdict::Neutral => {}
        }
        if matches!(period.verdict, Verdict::Met | Verdict::Missed) {
            let keep = decay(period.frame.cadence);
            self.strength = keep * self.strength + (1.0 - keep) * 100.0 * period.share;
        }
    }
}

/// How much of the strength one period keeps: it halves in 13·√f periods (SEMANTICS 5.4).
fn decay(cadence: Cadence) -> f64 {
    let frequency = cadence.per_day();
    if frequency > 0.0 { 0.5_f64.powf(1.0 / (13.0 * frequency.sqrt())) } else { 1.0 }
}

fn rate(periods: &[Period], today: Day) -> Option<f64> {
    let (mut met, mut missed) = (0_u32, 0_u32);
    for period in periods.iter().rev().filter(|period| period.frame.is_closed(today)).take(RATED) {
        match period.verdict {
            Verdict::Met => met += 1,
            Verdict::Missed => missed += 1,
            Verdict::Excused | Verdict::Open | Verdict::Neutral => {}
        }
    }
    let judged = met + missed;
    (judged > 0).then(|| f64::from(met) / f64::from(judged))
}

impl Judge<'_> {
    /// What follows from a goal's periods.
    pub fn run(&self, goal: &Goal) -> Run {
        let history = self.history(goal);
        Run::of(&history.periods, history.life.beat_on(self.today).cadence, self.today)
    }

    /// Days that can go by unharmed in the open period of a goal that counts times (SEMANTICS 5.5).
    pub fn slack(&self, goal: &Goal) -> Option<i64> {
        let history = self.history(goal);
        let period = history.period_on(self.today)?;
        let to = period.frame.to?;
        let unitless = goal.schedule_on(to).unit.is_none();
        match (period.bound, period.basis, period.verdict) {
            (Bound::AtLeast(target), Basis::Own, Verdict::Open) if unitless => {
                let needed = (target - period.sum).ceil().thousandths() / 1000;
                Some(self.today.days_through(to) - needed)
            }
            _ => None,
        }
    }

    /// What a period asks of today so that the rest of its days ask no more (SEMANTICS 7.6).
    pub fn share_today(&self, goal: &Goal) -> Option<Amount> {
        let history = self.history(goal);
        let period = history.period_on(self.today)?;
        let (Bound::AtLeast(target), Basis::Own, Some(to)) = (period.bound, period.basis, period.frame.to)
        else {
            return None;
        };
        let today = self.done_on_day(goal, self.today);
        let left_this_morning = (target - (period.sum - today)).at_least_zero();
        let share = left_this_morning.shared(self.today.days_through(to)).min(left_this_morning);
        Some((share - today).at_least_zero())
    }

    /// Whether there is another day left, or was one before, in the period that holds the day of judging.
    pub fn period_is_longer_than_a_day(&self, goal: &Goal) -> bool {
        let history = self.history(goal);
        history.period_on(self.today).is_some_and(|period| period.frame.to != Some(period.frame.from))
    }

    /// What counts as done on one day.
    pub fn done_on_day(&self, goal: &Goal, day: Day) -> Amount {
        let sum = self.world.tally.ledger(goal.id).sum(day);
        if goal.schedule_on(day).counts_once() { sum.min(Amount::ONE) } else { sum }
    }
}
