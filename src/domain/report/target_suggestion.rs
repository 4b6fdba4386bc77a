//! The size of a goal, learnt from its last periods: which target would have fitted.

use crate::domain::judge::judge::Judge;
use crate::domain::judge::verdict::{Basis, JudgedPeriod, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

/// So many periods are looked at.
const LEARNT_FROM: usize = 4;

/// What experience says of a goal's target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Size {
    /// Two or more were missed: the largest target that would have been met in three.
    Smaller(Amount),
    /// Two or more were missed, and no target above 0 would have been met in three.
    TooSmall,
    /// All were met with half as much again: the median of what was done.
    Larger(Amount),
}

#[derive(Clone, Debug)]
pub struct Offer<'w> {
    pub(crate) goal: &'w Goal,
    pub target: Amount,
    /// What was done in the last four periods that were met or missed, oldest first.
    pub sums: [Amount; LEARNT_FROM],
    pub missed: usize,
    pub size: Size,
}

impl<'w> Offer<'w> {
    /// What the last four periods closed by `until` say of the target that holds now. Only a goal that repeats
    /// and is judged by its own check-offs gets an offer: neither a limit, nor what counts once a day.
    pub fn of(judge: &Judge<'w>, goal: &'w Goal, until: Day) -> Option<Self> {
        let schedule = judge.schedule(goal);
        let Bound::AtLeast(target) = schedule.bound() else { return None };
        if schedule.counts_once() || !judge.judging_children(goal).is_empty() {
            return None;
        }
        let periods = learnt_from(judge, goal, until)?;
        let sums = periods.map(|period| period.sum);
        let missed = periods.iter().filter(|period| period.verdict == Verdict::Missed).count();
        let size = size(target, sums, missed)?;
        Some(Self { goal, target, sums, missed, size })
    }
}

/// The last four met or missed periods since the goal has its cadence, oldest first. One learns nothing
/// from what was excused, or cut and not met.
fn learnt_from(judge: &Judge<'_>, goal: &Goal, until: Day) -> Option<[JudgedPeriod; LEARNT_FROM]> {
    let history = judge.history(goal);
    let cadence = judge.cadence(goal);
    let closed = |period: &JudgedPeriod| {
        period.range.is_closed(judge.today) && period.range.to.is_some_and(|to| to <= until)
    };
    let judged = |period: &&JudgedPeriod| {
        matches!(period.verdict, Verdict::Met | Verdict::Missed) && matches!(period.bound, Bound::AtLeast(_))
    };
    let latest = history
        .periods
        .iter()
        .rev()
        .skip_while(|period| !closed(period))
        .take_while(|period| period.range.cadence == cadence && period.basis == Basis::Own);
    let mut found: Vec<JudgedPeriod> = latest.filter(judged).take(LEARNT_FROM).copied().collect();
    found.reverse();
    found.try_into().ok()
}

fn size(target: Amount, sums: [Amount; LEARNT_FROM], missed: usize) -> Option<Size> {
    let mut ordered = sums;
    ordered.sort_unstable();
    let [least, second, third, _] = ordered;
    if missed >= 2 {
        // What is reached three times of four, the second least is.
        let fits = counted_like(target, second);
        return match fits {
            Amount::ZERO => Some(Size::TooSmall),
            fits => (fits < target).then_some(Size::Smaller(fits)),
        };
    }
    let half_as_much_again = least.times(2) >= target.times(3);
    let median = counted_like(target, Amount::from_thousandths((second + third).thousandths() / 2));
    (missed == 0 && half_as_much_again && target < median).then_some(Size::Larger(median))
}

/// An amount rounded down to what a target counts in: whole numbers, where it is one.
fn counted_like(target: Amount, amount: Amount) -> Amount {
    if target == target.ceil() { Amount::whole(amount.thousandths() / 1000) } else { amount }
}
