//! What the open period of a goal asks, and leaves (SEMANTICS 5.5, 7.6).

use super::judge::Judge;
use super::verdict::{Basis, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;

impl Judge<'_> {
    /// Days that can go by unharmed in the open period of a goal that counts times (SEMANTICS 5.5).
    pub fn slack(&self, goal: &Goal) -> Option<i64> {
        let history = self.history(goal);
        let period = history.period_on(self.today)?;
        let to = period.range.to?;
        let unitless = goal.schedule_on(to).unit.is_none();
        match (period.bound, period.basis, period.verdict) {
            (Bound::AtLeast(target), Basis::Own, Verdict::Open) if unitless => {
                let days = |amount: Amount| amount.ceil().thousandths() / 1000;
                // More than once a day it is not counted by days.
                let by_days = days(target) <= period.range.from.days_through(to);
                by_days.then(|| self.today.days_through(to) - days(target - period.sum))
            }
            _ => None,
        }
    }

    /// What a period asks of today so that the rest of its days ask no more (SEMANTICS 7.6).
    pub fn share_today(&self, goal: &Goal) -> Option<Amount> {
        let history = self.history(goal);
        let period = history.period_on(self.today)?;
        let (Bound::AtLeast(target), Basis::Own, Some(to)) = (period.bound, period.basis, period.range.to)
        else {
            return None;
        };
        let today = self.done_on_day(goal, self.today);
        let left_this_morning = (period.range.asked(target) - (period.sum - today)).at_least_zero();
        let share = left_this_morning.shared(self.today.days_through(to)).min(left_this_morning);
        Some((share - today).at_least_zero())
    }

    /// What today asks of a goal yet: of a repeating one its share; of a one-off one 1 or, with a target and a deadline,
    /// what the days that are left have to carry each (SEMANTICS 3.10).
    pub fn asked_today(&self, goal: &Goal) -> Amount {
        if self.cadence(goal).repeats() {
            return self.share_today(goal).unwrap_or_default();
        }
        let schedule = self.schedule(goal);
        let (Some(_), Bound::AtLeast(target)) = (schedule.bound, schedule.bound()) else {
            return Amount::ONE;
        };
        let today = self.done_on_day(goal, self.today);
        let this_morning = (target - (self.amount(goal) - today)).at_least_zero();
        let line = self.progress(goal).line;
        let share = line.map_or(Amount::ONE, |line| this_morning.shared(self.today.days_through(line.by)));
        (share.min(this_morning) - today).at_least_zero()
    }

    /// How far a repeating goal is in its running period: where its children judge it, the mean of
    /// theirs (SEMANTICS 4.3).
    pub fn fraction_in_period(&self, goal: &Goal) -> Option<Share> {
        let history = self.history(goal);
        history.period_on(self.today)?.fraction()
    }

    pub fn period_is_longer_than_a_day(&self, goal: &Goal) -> bool {
        let history = self.history(goal);
        history.period_on(self.today).is_some_and(|period| period.range.to != Some(period.range.from))
    }

    pub fn done_on_day(&self, goal: &Goal, day: Day) -> Amount {
        let sum = self.state.activity.goal_days(goal.id).sum(day);
        if goal.schedule_on(day).counts_once() { sum.min(Amount::ONE) } else { sum }
    }
}
