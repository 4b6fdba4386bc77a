//! How rewards stand: whether what they were promised for is reached, and since when (SEMANTICS 9).

use std::collections::{BTreeMap, BTreeSet};

use super::judge::Judge;
use super::progress::Measure;
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::rewards::{Reward, RewardCondition, RewardRecord};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// SEMANTICS 9.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RewardStatus {
    /// Its mark was never reached.
    Locked,
    /// Its mark was reached first on that day.
    Earned(Day),
    Claimed(Day),
}

impl RewardStatus {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Locked => "locked",
            Self::Earned(_) => "earned",
            Self::Claimed(_) => "claimed",
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub struct Judged<'w> {
    pub number: usize,
    pub reward: &'w Reward,
    pub(crate) goal: &'w Goal,
    pub stage: RewardStatus,
}

/// How far it is to a mark.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) reached: Amount,
    pub(crate) wanted: Amount,
    /// `12 of 30 days`.
    pub(crate) words: String,
}

/// A reward's number, and its condition.
type Mark = (usize, RewardCondition);

/// What a sum of floating numbers may lack of what it stands for.
pub(crate) const ROUNDING: f64 = 1e-9;

impl<'w> Judge<'w> {
    /// Those that were not taken away, in the order of their numbers.
    pub fn rewards(&self) -> Vec<Judged<'w>> {
        let (tree, rewards) = (&self.state.tree, &self.state.rewards);
        let mut locked: BTreeMap<GoalId, Vec<Mark>> = BTreeMap::new();
        for (number, reward) in rewards.kept().filter(|(_, it)| it.fate == RewardRecord::Promised) {
            locked.entry(reward.goal).or_default().push((number, reward.promise.mark));
        }
        let mut earned = BTreeMap::new();
        for (goal, marks) in locked {
            if let Some(goal) = tree.goal(goal) {
                self.find_earned(goal, marks, &mut earned);
            }
        }
        let judged = |(number, reward): (usize, &'w Reward)| {
            let stage = match (reward.fate, earned.get(&number)) {
                (RewardRecord::Claimed(day), _) => RewardStatus::Claimed(day),
                (_, Some(day)) => RewardStatus::Earned(*day),
                (_, None) => RewardStatus::Locked,
            };
            Some(Judged { number, reward, goal: tree.goal(reward.goal)?, stage })
        };
        rewards.kept().filter_map(judged).collect()
    }

    pub(crate) fn has_reached(&self, goal: &Goal, mark: RewardCondition) -> bool {
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

    /// The first day on whose end each mark was reached (SEMANTICS 9.1). What is done only ever grows, so
    /// between two days that can lower what was reached one asks for the last alone.
    fn find_earned(&self, goal: &Goal, marks: Vec<Mark>, earned: &mut BTreeMap<usize, Day>) {
        let first = self.first_possible_day(goal);
        let (streaks, others): (Vec<Mark>, Vec<Mark>) =
            marks.into_iter().partition(|(_, mark)| matches!(mark, RewardCondition::Streak(_)));
        // Closed periods keep their verdicts: no streak that was reached becomes less.
        let days = if others.is_empty() { BTreeSet::new() } else { self.breakpoints(goal) };
        for (mut left, days) in [(streaks, BTreeSet::from([self.today])), (others, days)] {
            let mut from = first;
            for last in days {
                let (reached, rest) = self.parted(goal, left, last);
                self.find_first_day(goal, reached, (from, last), earned);
                (left, from) = (rest, last.next());
            }
        }
    }

    /// The marks that were reached as of a day, and the others: a day is judged once for all of them.
    fn parted(&self, goal: &Goal, marks: Vec<Mark>, day: Day) -> (Vec<Mark>, Vec<Mark>) {
        if marks.is_empty() {
            return (marks, Vec::new());
        }
        let then = (day != self.today).then(|| self.as_of(day));
        let judge = then.as_ref().unwrap_or(self);
        marks.into_iter().partition(|(_, mark)| judge.has_reached(goal, *mark))
    }

    /// The first day for each of the marks that are reached on the last day of a stretch, by halving it.
    fn find_first_day(
        &self,
        goal: &Goal,
        marks: Vec<Mark>,
        (from, last): (Day, Day),
        earned: &mut BTreeMap<usize, Day>,
    ) {
        if marks.is_empty() || last <= from {
            earned.extend(marks.into_iter().map(|(number, _)| (number, last)));
            return;
        }
        let middle = from.plus(from.days_to(last) / 2);
        let (before, behind) = self.parted(goal, marks, middle);
        self.find_first_day(goal, before, (from, middle), earned);
        self.find_first_day(goal, behind, (middle.next(), last), earned);
    }

    /// A day before which nothing was reached.
    fn first_possible_day(&self, goal: &Goal) -> Day {
        let below = self.state.tree.subtree(goal.id);
        let done = below.iter().filter_map(|id| self.state.activity.goal_days(*id).first_day(self.today));
        done.chain(goal.from).chain([goal.made]).min().unwrap_or(goal.made).min(self.today)
    }

    /// The last days before what was reached may have become less, and today: a target may have been raised, a
    /// value fallen, a step added.
    fn breakpoints(&self, goal: &Goal) -> BTreeSet<Day> {
        let tree = &self.state.tree;
        let stated = |goal: &Goal| {
            goal.first.bound.is_some() && goal.later.values().all(|schedule| schedule.bound.is_some())
        };
        let is_stated = stated(goal);
        let parts = if is_stated { vec![goal.id] } else { tree.subtree(goal.id) };
        let mut days = BTreeSet::new();
        // The days on which more may have been reached than on the day before, where that does not come by time
        // alone or from goals that are not looked at.
        let mut raised = BTreeSet::from([self.today]);
        let mut by_time = is_stated;
        for part in parts.into_iter().filter_map(|id| tree.goal(id)) {
            let done = self.state.activity.goal_days(part.id);
            let read = || done.readings(self.today).map(|(day, _)| day);
            let changed = part.later.keys();
            days.extend(changed.clone().map(|day| day.prev()));
            if part.id != goal.id {
                days.insert(part.made.prev());
                let ways = part.archivings.iter().flat_map(|it| [Some(it.from), it.back]).flatten();
                days.extend(ways.clone().map(Day::prev));
                raised.extend(ways);
                // What was done below it before it was made, it brings along.
                raised.extend(Some(part.made).filter(|_| !tree.children(Some(part.id)).is_empty()));
            }
            if part.baseline.is_some() {
                days.extend(read());
            }
            let checked = done.records(Day::FIRST, self.today).map(|(day, _)| day);
            raised.extend(checked.chain(read()).chain(changed.copied()));
            let is_limit = |schedule: &Schedule| matches!(schedule.bound(), Bound::AtMost(_));
            by_time |= self.repeats_ever(part)
                || std::iter::once(&part.first).chain(part.later.values()).any(is_limit);
        }
        days.retain(|day| *day < self.today);
        days.insert(self.today);
        let mut from = Day::FIRST;
        days.retain(|day| {
            let since = std::mem::replace(&mut from, day.next());
            by_time || raised.range(since..=*day).next().is_some()
        });
        days
    }

    pub(crate) fn way_to(&self, goal: &Goal, mark: RewardCondition) -> Way {
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
            (Bound::Any, _) => plain("never done, as it is only counted"),
            (Bound::AtLeast(target), Measure::Amount) if target == Amount::ONE && unit.is_empty() => {
                plain("not done yet")
            }
            (Bound::AtLeast(wanted), Measure::Amount) => {
                let reached = self.amount(goal);
                Way { reached, wanted, words: format!("{reached} of {wanted}{unit}") }
            }
            (Bound::AtLeast(_), Measure::Readings | Measure::Parts) => {
                let (reached, wanted) = (self.percent(goal), Amount::whole(100));
                Way { reached, wanted, words: format!("{reached} of {wanted} %") }
            }
        }
    }

    /// How far a one-off goal is: whole percent, rounded down.
    pub(crate) fn percent(&self, goal: &Goal) -> Amount {
        self.share(goal).map_or(Amount::ZERO, |share| Amount::whole(share.percent().into()))
    }
}
