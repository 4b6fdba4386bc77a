//! What was done in a goal within some days, beside the days before (SEMANTICS 11.1).

use std::ops::RangeInclusive;

use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

#[derive(Clone, Copy, Debug)]
pub struct Total<'w> {
    pub goal: &'w Goal,
    pub kind: Kind,
    /// What was done, or the last reading.
    pub amount: Amount,
    /// What was done in the days before, or the value with which these days began.
    pub before: Amount,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sum,
    Reading,
}

impl<'w> Total<'w> {
    /// Nothing where nothing was done in either.
    pub fn of(
        judge: &Judge<'w>,
        goal: &'w Goal,
        days: RangeInclusive<Day>,
        before: &RangeInclusive<Day>,
    ) -> Option<Self> {
        if let Some(baseline) = goal.baseline {
            return read(judge, goal, baseline, days);
        }
        let (mut amount, mut earlier) = (Amount::ZERO, Amount::ZERO);
        let own = judge.own_units_and_room(goal, judge.today.next()).0.into_iter();
        let fed = judge.passes(goal).then(|| judge.fed_by_children(goal));
        let fed = fed.iter().flat_map(|fed| fed.iter().copied());
        let late = if judge.passes(goal) { judge.fed_after_closing(goal) } else { Vec::new() };
        for (day, units) in own.chain(fed).chain(late) {
            if days.contains(&day) {
                amount = amount + units;
            } else if before.contains(&day) {
                earlier = earlier + units;
            }
        }
        let any = amount.is_positive() || earlier.is_positive();
        any.then_some(Self { goal, kind: Kind::Sum, amount, before: earlier })
    }

    /// Of days in which nothing was done, nor in those before; a value stays as it was.
    pub(crate) fn nothing(judge: &Judge<'w>, goal: &'w Goal, from: Day) -> Self {
        let (kind, amount) = match goal.baseline {
            None => (Kind::Sum, Amount::ZERO),
            Some(baseline) => (Kind::Reading, value_before(judge, goal, baseline, from)),
        };
        Self { goal, kind, amount, before: amount }
    }
}

/// The last reading within some days, and the value before them.
fn read<'w>(
    judge: &Judge<'w>,
    goal: &'w Goal,
    baseline: Amount,
    days: RangeInclusive<Day>,
) -> Option<Total<'w>> {
    let recorded = judge.state.activity.goal_days(goal.id);
    let last = recorded.readings(judge.today.min(*days.end())).next_back();
    let (_, amount) = last.filter(|(day, _)| days.contains(day))?;
    let before = value_before(judge, goal, baseline, *days.start());
    Some(Total { goal, kind: Kind::Reading, amount, before })
}

/// The value with which days begin.
fn value_before(judge: &Judge<'_>, goal: &Goal, baseline: Amount, from: Day) -> Amount {
    let read = judge.state.activity.goal_days(goal.id).readings(from.prev()).next_back();
    read.filter(|(day, _)| *day < from).map_or(baseline, |(_, value)| value)
}
