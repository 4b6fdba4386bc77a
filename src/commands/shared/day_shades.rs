//! How the days of a repeating goal look: in `streaks`, and beside it on a screen.

use crate::domain::judge::history::History;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::timeline::Cover;
use crate::domain::judge::verdict::{Basis, Verdict};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::ui::heatmap::Shade;

/// How each of the last so many days looks, today's at the end.
pub(crate) fn shades(judge: &Judge<'_>, goal: &Goal, days: usize) -> Vec<Shade> {
    let history = judge.history(goal);
    let ago = (0..i64::try_from(days).unwrap_or(i64::MAX)).rev();
    ago.map(|ago| shade(judge, goal, &history, judge.today.plus(-ago))).collect()
}

fn shade(judge: &Judge<'_>, goal: &Goal, history: &History, day: Day) -> Shade {
    let done = judge.done_on_day(goal, day);
    let Some(period) = history.period_on(day) else {
        return if done.is_positive() { Shade::Some } else { Shade::Blank };
    };
    let excused = history.timeline.paused(day, Some(day)) == Cover::All || period.verdict == Verdict::Excused;
    match (period.bound, period.basis, period.verdict) {
        (_, Basis::Children { .. }, Verdict::Met) => Shade::Full,
        (_, Basis::Children { met, .. }, _) if met > 0 => Shade::Some,
        (Bound::AtMost(limit), Basis::Own, Verdict::Missed)
            if done.is_positive() && done_through(judge, goal, period.range.from, day) > limit =>
        {
            Shade::Passed
        }
        (Bound::AtMost(_), Basis::Own, Verdict::Met) if done == Amount::ZERO => Shade::Full,
        (Bound::AtLeast(_), Basis::Own, Verdict::Met) if done.is_positive() => Shade::Full,
        (Bound::AtLeast(_), Basis::Own, Verdict::Met) => Shade::Filled,
        _ if done.is_positive() => Shade::Some,
        _ if excused => Shade::Excused,
        _ => Shade::Nothing,
    }
}

fn done_through(judge: &Judge<'_>, goal: &Goal, from: Day, day: Day) -> Amount {
    std::iter::successors(Some(from), |day| Some(day.next()))
        .take_while(|it| *it <= day)
        .map(|it| judge.done_on_day(goal, it))
        .fold(Amount::ZERO, |sum, done| sum + done)
}
