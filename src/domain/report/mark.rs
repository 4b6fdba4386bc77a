//! What a goal asks of today, and what has become of that: the mark before its line (SEMANTICS 8.1, 8.11).

use serde::Serialize;

use crate::domain::judge::judge::Judge;
use crate::domain::judge::periods::PeriodRange;
use crate::domain::judge::progress::Measure;
use crate::domain::judge::status::Status;
use crate::domain::judge::verdict::Basis;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Its period is met, or it is done for good.
    Done,
    /// There is enough for today, but its period is not met; or its value was read today.
    Enough,
    Open,
    /// It is only counted: it has no box.
    Counted,
    /// A limit that is kept so far.
    Kept,
    /// A limit that was passed.
    Passed,
    /// Nothing can be done for it now.
    Held,
}

impl Mark {
    pub(crate) fn of(judge: &Judge<'_>, goal: &Goal, state: Status) -> Self {
        match state {
            Status::Met | Status::Done => Self::Done,
            Status::Missed => Self::Passed,
            Status::Open if is_only_counted(judge, goal) => Self::Counted,
            Status::Open if is_limit(judge, goal) => Self::Kept,
            Status::Open if has_enough(judge, goal) => Self::Enough,
            Status::Open => Self::Open,
            Status::Excused | Status::Paused | Status::Blocked | Status::Waiting | Status::Ended => {
                Self::Held
            }
        }
    }

    /// Whether nothing more is to be done today.
    pub(crate) fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::Enough)
    }
}

pub(crate) fn is_limit(judge: &Judge<'_>, goal: &Goal) -> bool {
    matches!(judge.schedule(goal).bound(), Bound::AtMost(_))
}

/// Nothing is asked of it (SEMANTICS 2.4).
pub(crate) fn is_only_counted(judge: &Judge<'_>, goal: &Goal) -> bool {
    judge.schedule(goal).bound() == Bound::Any
}

/// Whether it is to be done: it is no limit, and not only counted.
pub(crate) fn is_to_do(judge: &Judge<'_>, goal: &Goal) -> bool {
    matches!(judge.schedule(goal).bound(), Bound::AtLeast(_))
}

fn has_enough(judge: &Judge<'_>, goal: &Goal) -> bool {
    if goal.baseline.is_some() {
        return judge.reading(goal).is_some_and(|(day, _)| day == judge.today);
    }
    let share = if judge.cadence(goal).repeats() {
        judge.share_today(goal)
    } else {
        judge.done_on_day(goal, judge.today).is_positive().then(|| judge.asked_today(goal))
    };
    share.is_some_and(|share| !share.is_positive())
}

/// Whether a goal is done through what is below it, rather than by itself.
pub(crate) fn stands_for_children(judge: &Judge<'_>, goal: &Goal) -> bool {
    let tree = &judge.state.tree;
    let children = tree.children(Some(goal.id)).iter();
    let mut living =
        children.filter(|id| !tree.was_archived(**id, judge.today)).filter_map(|id| tree.goal(*id));
    if judge.cadence(goal).repeats() {
        return match judge.history(goal).period_on(judge.today) {
            Some(period) => matches!(period.basis, Basis::Children { .. }),
            None => !judge.judging_children(goal).is_empty(),
        };
    }
    if !is_to_do(judge, goal) || judge.measure(goal) == Measure::Readings {
        return false;
    }
    if judge.done_on(goal).is_some() {
        return living.next().is_some() && !judge.was_done_today(goal);
    }
    if judge.schedule(goal).bound.is_some() {
        return !is_urgent(judge, goal)
            && living.any(|child| goes_on(judge, child) && judge.feeds(goal, child).is_some());
    }
    let is_part = |child: &Goal| judge.cadence(child).repeats() || is_to_do(judge, child);
    living.any(|child| goes_on(judge, child) && is_part(child))
}

fn goes_on(judge: &Judge<'_>, goal: &Goal) -> bool {
    !matches!(judge.status(goal), Status::Done | Status::Ended)
}

/// Overdue, due today, or put on today or a day before.
pub(crate) fn is_urgent(judge: &Judge<'_>, goal: &Goal) -> bool {
    let today = judge.today;
    goal.by.is_some_and(|by| by <= today) || judge.planned_day(goal).is_some_and(|day| day <= today)
}

/// Whether an open goal that repeats wants to be seen today. One with a month or longer for it can wait for the
/// last quarter of that, as long as it keeps pace (SEMANTICS 8.11).
pub(crate) fn presses(judge: &Judge<'_>, goal: &Goal) -> bool {
    let history = judge.history(goal);
    let Some(period) = history.period_on(judge.today) else { return true };
    let (Bound::AtLeast(target), Some(to)) = (period.bound, period.range.to) else { return true };
    if !is_long(period.range.cadence) {
        return true;
    }
    let days = period.range.from.days_through(to);
    let last_quarter = judge.today.days_through(to) * 4 < days + 4;
    let planned = judge.planned_day(goal).is_some_and(|day| day <= judge.today);
    let done_today = judge.done_on_day(goal, judge.today);
    let behind = || period.sum - done_today < line_yesterday(judge, period.range, target, days);
    last_quarter || planned || done_today.is_positive() || behind()
}

/// The shortest month has so many days.
const MONTH: u16 = 28;

fn is_long(cadence: Cadence) -> bool {
    match cadence {
        Cadence::Month | Cadence::Quarter | Cadence::Year | Cadence::Months(_) => true,
        Cadence::Weeks(count) => count * 7 >= MONTH,
        Cadence::Window(days) => days >= MONTH,
        _ => false,
    }
}

/// What the line from nothing to the target wanted when yesterday ended; in whole units, where the target is
/// whole.
fn line_yesterday(judge: &Judge<'_>, range: PeriodRange, target: Amount, days: i64) -> Amount {
    let gone = range.from.days_to(judge.today);
    if target == target.ceil() {
        Amount::whole(target.thousandths() / 1000 * gone / days)
    } else {
        target.part(gone, days)
    }
}
