//! How rewards stand: whether what they were promised for is reached, and since when (SEMANTICS 9).

use super::judge::Judge;
use super::progress::Measure;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::rewards::{Reward, RewardCondition, RewardRecord};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use std::collections::BTreeSet;

/// How a reward stands (SEMANTICS 9.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RewardStatus {
    /// Its mark was never reached.
    Locked,
    /// It was reached first on that day.
    Earned(Day),
    /// It was claimed on that day.
    Claimed(Day),
}

impl RewardStatus {
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
    pub stage: RewardStatus,
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
pub(crate) const ROUNDING: f64 = 1e-9;

impl<'w> Judge<'w> {
    /// All rewards that were not taken away, in the order of their numbers.
    pub fn rewards(&self) -> Vec<Judged<'w>> {
        let state = self.state;
        let judged = |(number, reward): (usize, &'w Reward)| {
            let goal = state.tree.goal(reward.goal)?;
            Some(Judged { number, reward, goal, stage: self.stage(goal, reward) })
        };
        state.rewards.kept().filter_map(judged).collect()
    }

    fn stage(&self, goal: &Goal, reward: &Reward) -> RewardStatus {
        match reward.fate {
            RewardRecord::Claimed(day) => RewardStatus::Claimed(day),
            RewardRecord::Promised | RewardRecord::Removed => {
                self.earned_on(goal, reward.promise.mark).map_or(RewardStatus::Locked, RewardStatus::Earned)
            }
        }
    }

    /// Whether a mark is reached as of the day of judging.
    pub fn has_reached(&self, goal: &Goal, mark: RewardCondition) -> bool {
        let repeats = self.cadence(goal).repeats();
        match mark {
            RewardCondition::Done if repeats => self.streak(goal).met > 0,
            RewardCondition::Done => self.done_on(goal).is_some(),
            RewardCondition::Share(share) => {
                let fraction = if repeats { None } else { self.fraction(goal) };
                fraction.is_some_and(|fraction| fraction + ROUNDING >= share.as_f64() / 100.0)
            }
            RewardCondition::Amount(wanted) => match (goal.baseline, self.schedule(goal).bound().number()) {
                (Some(baseline), target) if target < baseline => self.total(goal) <= wanted,
                _ => self.total(goal) >= wanted,
            },
            RewardCondition::Streak(count) => self.streak(goal).best >= count,
        }
    }

    /// What a goal amounts to in all, also where it repeats.
    fn total(&self, goal: &Goal) -> Amount {
        if !self.cadence(goal).repeats() {
            return self.amount(goal);
        }
        let days = self.state.activity.goal_days(goal.id).days(Day::FIRST, self.today);
        self.units_before(goal) + days.map(|(day, _)| self.done_on_day(goal, day)).sum()
    }

    /// The first day on whose end a mark was reached (SEMANTICS 9.1). What is done only ever grows, so
    /// between two days that can lower what was reached one asks for the last alone.
    fn earned_on(&self, goal: &Goal, mark: RewardCondition) -> Option<Day> {
        let mut from = self.first_possible_day(goal);
        for last in self.breakpoints(goal, mark) {
            let now = last == self.today;
            let reached = if now { self.has_reached(goal, mark) } else { self.had_reached(goal, mark, last) };
            if reached {
                return Some(self.first_reached(goal, mark, from, last));
            }
            from = last.next();
        }
        None
    }

    fn had_reached(&self, goal: &Goal, mark: RewardCondition, day: Day) -> bool {
        self.as_of(day).has_reached(goal, mark)
    }

    /// The first day of a stretch on whose last day the mark is reached, by halving it.
    fn first_reached(&self, goal: &Goal, mark: RewardCondition, mut from: Day, mut last: Day) -> Day {
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
    fn first_possible_day(&self, goal: &Goal) -> Day {
        let below = self.state.tree.subtree(goal.id);
        let done = below.iter().filter_map(|id| self.state.activity.goal_days(*id).first_day(self.today));
        done.chain(goal.from).chain([goal.made]).min().unwrap_or(goal.made).min(self.today)
    }

    /// The last days before what was reached may have become less, and today: closed periods keep their
    /// verdicts, so for a streak that is today alone; else a target may have been raised, a value fallen,
    /// a step added.
    fn breakpoints(&self, goal: &Goal, mark: RewardCondition) -> BTreeSet<Day> {
        let tree = &self.state.tree;
        let mut days = BTreeSet::from([self.today]);
        if matches!(mark, RewardCondition::Streak(_)) {
            return days;
        }
        let stated = |goal: &Goal| {
            goal.first.bound.is_some() && goal.later.values().all(|schedule| schedule.bound.is_some())
        };
        let of = if stated(goal) { vec![goal.id] } else { tree.subtree(goal.id) };
        for part in of.into_iter().filter_map(|id| tree.goal(id)) {
            days.extend(part.later.keys().map(|day| day.prev()));
            if part.id != goal.id {
                days.insert(part.made.prev());
                let ways = part.archivings.iter().flat_map(|it| [Some(it.from), it.back]);
                days.extend(ways.flatten().map(Day::prev));
            }
            if part.baseline.is_some() {
                let readings = self.state.activity.goal_days(part.id).readings(self.today);
                days.extend(readings.map(|(day, _)| day));
            }
        }
        days.retain(|day| *day <= self.today);
        days
    }

    /// How far it is to a mark.
    pub fn way_to(&self, goal: &Goal, mark: RewardCondition) -> Way {
        let unit = self.schedule(goal).unit.as_ref().map(|unit| format!(" {unit}")).unwrap_or_default();
        let of = |reached: Amount, wanted: Amount, unit: &str| Way {
            reached,
            wanted,
            words: format!("{reached} of {wanted}{unit}"),
        };
        match mark {
            RewardCondition::Share(share) => of(self.percent(goal), share, " %"),
            RewardCondition::Amount(wanted) if goal.baseline.is_some() => {
                let reached = self.total(goal);
                Way { reached, wanted, words: format!("at {reached}{unit}, {wanted}{unit} wanted") }
            }
            RewardCondition::Amount(wanted) => of(self.total(goal), wanted, &unit),
            RewardCondition::Streak(count) => {
                let run = self.streak(goal);
                let reached = if run.best < count { run.current } else { run.best };
                let whole = |count: u32| Amount::whole(count.into());
                of(
                    whole(reached),
                    whole(count),
                    &format!(" {} in a row", self.cadence(goal).streak_unit().plural()),
                )
            }
            RewardCondition::Done => self.way_to_the_end(goal, &unit),
        }
    }

    fn way_to_the_end(&self, goal: &Goal, unit: &str) -> Way {
        let reached = if self.has_reached(goal, RewardCondition::Done) { Amount::ONE } else { Amount::ZERO };
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
