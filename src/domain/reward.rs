//! Rewards: what is promised for a goal, at which mark it is earned, and what became of it (SEMANTICS 9).

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::amount::Amount;
use super::change::Field;
use super::day::Day;
use super::goal::{Bound, Goal, GoalId, GoalIdError};
use super::progress::Measure;
use super::verdict::Judge;

/// A reward's identity, which never changes: 40 random bits, as a goal's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RewardId(GoalId);

impl RewardId {
    pub(super) const fn of(bits: GoalId) -> Self {
        Self(bits)
    }

    pub(super) const fn bits(self) -> GoalId {
        self.0
    }

    /// The id made of the lowest 40 of these bits.
    pub const fn from_bits(bits: u64) -> Self {
        Self(GoalId::from_bits(bits))
    }
}

impl fmt::Display for RewardId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl FromStr for RewardId {
    type Err = GoalIdError;

    fn from_str(text: &str) -> Result<Self, GoalIdError> {
        text.parse().map(Self)
    }
}

/// At what a reward is earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The goal is complete; where it repeats, for the first time.
    Done,
    /// So many percent of the goal are done, above 0 and up to 100.
    Share(Amount),
    /// The goal amounts to this much, in all; where it holds readings, the value is reached.
    Amount(Amount),
    /// So many met periods in a row, 1 or more.
    Streak(u32),
}

/// A text that is no mark.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no mark: it is a share as `50%`, an amount as `26`, or a streak as `streak:30`")]
pub struct MarkError(String);

impl FromStr for Mark {
    type Err = MarkError;

    fn from_str(text: &str) -> Result<Self, MarkError> {
        let wrong = || MarkError(text.to_owned());
        if text == "done" {
            return Ok(Self::Done);
        }
        if let Some(count) = text.strip_prefix("streak:") {
            let count = count.parse().ok().filter(|count| *count > 0);
            return count.map(Self::Streak).ok_or_else(wrong);
        }
        if let Some(share) = text.strip_suffix('%') {
            let share: Amount = share.trim_end().parse().map_err(|_| wrong())?;
            let within = share.is_positive() && share <= Amount::whole(100);
            return within.then_some(Self::Share(share)).ok_or_else(wrong);
        }
        text.parse().map(Self::Amount).map_err(|_| wrong())
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => f.pad("done"),
            Self::Share(share) => f.pad(&format!("{share}%")),
            Self::Amount(amount) => fmt::Display::fmt(amount, f),
            Self::Streak(count) => f.pad(&format!("streak:{count}")),
        }
    }
}

/// What a reward says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// What one gets.
    pub text: String,
    /// At what.
    pub mark: Mark,
}

/// What was done with a reward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is promised.
    Promised,
    /// It was claimed on that day, whatever became of the check-offs since (SEMANTICS 9.1).
    Claimed(Day),
    /// It was taken away. It keeps its place, so that the others keep their numbers.
    Removed,
}

/// A reward with everything the journal says of it.
#[derive(Clone, Debug)]
pub struct Reward {
    /// The goal it is promised for.
    pub goal: GoalId,
    /// Its identity; the one that the goal's own field tells of has none.
    pub id: Option<RewardId>,
    /// What it says.
    pub promise: Promise,
    /// What was done with it.
    pub fate: Fate,
}

/// All rewards, in the order in which they were made.
#[derive(Clone, Debug, Default)]
pub struct Rewards {
    pub(super) all: Vec<Reward>,
}

impl Rewards {
    fn standing(&mut self, goal: GoalId, id: Option<RewardId>) -> Option<&mut Reward> {
        self.all.iter_mut().find(|it| it.goal == goal && it.id == id && it.fate != Fate::Removed)
    }

    /// Takes over what is promised; nothing takes it away.
    pub(super) fn promise(&mut self, goal: GoalId, id: Option<RewardId>, promise: Option<Promise>) {
        match (self.standing(goal, id), promise) {
            (Some(known), Some(promise)) => known.promise = promise,
            (Some(known), None) => known.fate = Fate::Removed,
            (None, Some(promise)) => self.all.push(Reward { goal, id, promise, fate: Fate::Promised }),
            (None, None) => {}
        }
    }

    /// Takes over what a goal's own field says: a reward at its completion.
    pub(super) fn promise_own(&mut self, goal: GoalId, fields: &[Field]) {
        for field in fields {
            if let Field::Reward(text) = field {
                let promise = text.clone().map(|text| Promise { text, mark: Mark::Done });
                self.promise(goal, None, promise);
            }
        }
    }

    /// Takes over a claim; the first one stands.
    pub(super) fn claim(&mut self, goal: GoalId, id: Option<RewardId>, day: Day) {
        if let Some(known) = self.standing(goal, id).filter(|it| it.fate == Fate::Promised) {
            known.fate = Fate::Claimed(day);
        }
    }

    /// Those that were not taken away, each with its number: from 1, in the order in which they were made.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &Reward)> {
        (1..).zip(&self.all).filter(|(_, it)| it.fate != Fate::Removed)
    }

    /// A reward by its identity, the last one that had it, a removed one too.
    pub fn find(&self, goal: GoalId, id: Option<RewardId>) -> Option<&Reward> {
        self.all.iter().rev().find(|it| it.goal == goal && it.id == id)
    }
}

/// How a reward stands (SEMANTICS 9.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its mark was never reached.
    Locked,
    /// It was reached first on that day.
    Earned(Day),
    /// It was claimed on that day.
    Claimed(Day),
}

impl Stage {
    /// The name as it is shown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Earned(_) => "earned",
            Self::Claimed(_) => "claimed",
        }
    }
}

/// A reward as it is judged.
#[derive(Clone, Copy, Debug)]
pub struct Judged<'w> {
    /// Its number.
    pub number: usize,
    /// The reward.
    pub reward: &'w Reward,
    /// Its goal.
    pub goal: &'w Goal,
    /// How it stands.
    pub stage: Stage,
}

/// How far it is to a mark.
#[derive(Clone, Debug)]
pub struct Way {
    /// What is reached now.
    pub reached: Amount,
    /// What is wanted.
    pub wanted: Amount,
    /// The same in words: `12 of 30 days`.
    pub words: String,
}

/// What a sum of floating numbers may lack of what it stands for.
pub(super) const ROUNDING: f64 = 1e-9;

impl<'w> Judge<'w> {
    /// All rewards that were not taken away, in the order of their numbers.
    pub fn rewards(&self) -> Vec<Judged<'w>> {
        let world = self.world;
        let judged = |(number, reward): (usize, &'w Reward)| {
            let goal = world.plan.goal(reward.goal)?;
            Some(Judged { number, reward, goal, stage: self.stage(goal, reward) })
        };
        world.rewards.kept().filter_map(judged).collect()
    }

    fn stage(&self, goal: &Goal, reward: &Reward) -> Stage {
        match reward.fate {
            Fate::Claimed(day) => Stage::Claimed(day),
            Fate::Promised | Fate::Removed => {
                self.earned_on(goal, reward.promise.mark).map_or(Stage::Locked, Stage::Earned)
            }
        }
    }

    /// Whether a mark is reached as of the day of judging.
    pub fn has_reached(&self, goal: &Goal, mark: Mark) -> bool {
        let repeats = self.cadence(goal).repeats();
        match mark {
            Mark::Done if repeats => self.run(goal).met > 0,
            Mark::Done => self.done_on(goal).is_some(),
            Mark::Share(share) => {
                let fraction = if repeats { None } else { self.fraction(goal) };
                fraction.is_some_and(|fraction| fraction + ROUNDING >= share.as_f64() / 100.0)
            }
            Mark::Amount(wanted) => match (goal.baseline, self.schedule(goal).bound().number()) {
                (Some(baseline), target) if target < baseline => self.total(goal) <= wanted,
                _ => self.total(goal) >= wanted,
            },
            Mark::Streak(count) => self.run(goal).best >= count,
        }
    }

    /// What a goal amounts to in all, also where it repeats.
    fn total(&self, goal: &Goal) -> Amount {
        if !self.cadence(goal).repeats() {
            return self.amount(goal);
        }
        let days = self.world.tally.ledger(goal.id).days(Day::FIRST, self.today);
        self.units_before(goal) + days.map(|(day, _)| self.done_on_day(goal, day)).sum()
    }

    /// The first day on whose end a mark was reached (SEMANTICS 9.1). What is done only ever grows, so
    /// between two days that can lower what was reached one asks for the last alone.
    fn earned_on(&self, goal: &Goal, mark: Mark) -> Option<Day> {
        let mut from = self.dawn(goal);
        for last in self.turns(goal, mark) {
            let now = last == self.today;
            let reached = if now { self.has_reached(goal, mark) } else { self.had_reached(goal, mark, last) };
            if reached {
                return Some(self.first_reached(goal, mark, from, last));
            }
            from = last.next();
        }
        None
    }

    fn had_reached(&self, goal: &Goal, mark: Mark, day: Day) -> bool {
        Judge::new(self.world, day).has_reached(goal, mark)
    }

    /// The first day of a stretch on whose last day the mark is reached, by halving it.
    fn first_reached(&self, goal: &Goal, mark: Mark, mut from: Day, mut last: Day) -> Day {
        while from < last {
            let middle = from.plus(from.days_to(last) / 2);
            if self.had_reached(goal, mark, middle) {
                last = middle;
            } else {
                from = middle.next();
            }
        }
        last
    }

    /// A day before which nothing was reached.
    fn dawn(&self, goal: &Goal) -> Day {
        let below = self.world.plan.subtree(goal.id);
        let done = below.iter().filter_map(|id| self.world.tally.ledger(*id).first_day(self.today));
        done.chain(goal.from).chain([goal.made]).min().unwrap_or(goal.made).min(self.today)
    }

    /// The last days before what was reached may have become less, and today: closed periods keep their
    /// verdicts, so for a streak that is today alone; else a target may have been raised, a value fallen,
    /// a step added.
    fn turns(&self, goal: &Goal, mark: Mark) -> BTreeSet<Day> {
        let plan = &self.world.plan;
        let mut days = BTreeSet::from([self.today]);
        if matches!(mark, Mark::Streak(_)) {
            return days;
        }
        let stated = |goal: &Goal| {
            goal.first.bound.is_some() && goal.later.values().all(|schedule| schedule.bound.is_some())
        };
        let of = if stated(goal) { vec![goal.id] } else { plan.subtree(goal.id) };
        for part in of.into_iter().filter_map(|id| plan.goal(id)) {
            days.extend(part.later.keys().map(|day| day.prev()));
            if part.id != goal.id {
                days.insert(part.made.prev());
                let ways = part.archivings.iter().flat_map(|it| [Some(it.from), it.back]);
                days.extend(ways.flatten().map(Day::prev));
            }
            if part.baseline.is_some() {
                let readings = self.world.tally.ledger(part.id).readings(self.today);
                days.extend(readings.map(|(day, _)| day));
            }
        }
        days.retain(|day| *day <= self.today);
        days
    }

    /// How far it is to a mark.
    pub fn way_to(&self, goal: &Goal, mark: Mark) -> Way {
        let unit = self.schedule(goal).unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let of = |reached: Amount, wanted: Amount, unit: &str| Way {
            reached,
            wanted,
            words: format!("{reached} of {wanted}{unit}"),
        };
        match mark {
            Mark::Share(share) => of(self.percent(goal), share, " %"),
            Mark::Amount(wanted) if goal.baseline.is_some() => {
                let reached = self.total(goal);
                Way { reached, wanted, words: format!("at {reached}{unit}, {wanted}{unit} wanted") }
            }
            Mark::Amount(wanted) => of(self.total(goal), wanted, &unit),
            Mark::Streak(count) => {
                let run = self.run(goal);
                let reached = if run.best < count { run.current } else { run.best };
                let whole = |count: u32| Amount::whole(count.into());
                of(
                    whole(reached),
                    whole(count),
                    &format!(" {} in a row", self.cadence(goal).streak_unit().plural()),
                )
            }
            Mark::Done => self.way_to_the_end(goal, &unit),
        }
    }

    fn way_to_the_end(&self, goal: &Goal, unit: &str) -> Way {
        let reached = if self.has_reached(goal, Mark::Done) { Amount::ONE } else { Amount::ZERO };
        let plain = |words: &str| Way { reached, wanted: Amount::ONE, words: words.to_owned() };
        let bound = self.schedule(goal).bound();
        match (bound, self.measure(goal)) {
            _ if self.cadence(goal).repeats() => plain("not met yet"),
            (Bound::AtMost(_), _) => plain("not over yet"),
            (Bound::AtLeast(target), Measure::Amount) if target == Amount::ONE && unit.is_empty() => {
                plain("not done yet")
            }
            (Bound::AtLeast(wanted), Measure::Amount) => {
                let reached = self.amount(goal);
                Way { reached, wanted, words: format!("{reached} of {wanted}{unit}") }
            }
            (Bound::AtLeast(_), Measure::Readings | Measure::Steps) => {
                let (reached, wanted) = (self.percent(goal), Amount::whole(100));
                Way { reached, wanted, words: format!("{reached} of {wanted} %") }
            }
        }
    }

    /// How far a one-off goal is: whole percent, rounded down.
    pub fn percent(&self, goal: &Goal) -> Amount {
        let fraction = self.fraction(goal).unwrap_or_default();
        (0..=100)
            .rev()
            .find(|whole| f64::from(*whole) <= fraction * 100.0 + ROUNDING)
            .map_or(Amount::ZERO, |whole| Amount::whole(whole.into()))
    }
}
