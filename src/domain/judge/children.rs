//! How a parent is judged by its children (SEMANTICS 4.3).

use std::rc::Rc;

use super::history::History;
use super::judge::Judge;
use super::periods::{Cut, PeriodRange};
use super::timeline::{Cover, Timeline};
use super::verdict::{Basis, JudgedPeriod, Reason, Verdict};
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

pub(crate) struct Child<'w> {
    pub(crate) goal: &'w Goal,
    /// The day from which it counts: it was made or moved there, and shares the cadence.
    pub(crate) since: Day,
    history: Rc<History>,
}

impl Child<'_> {
    /// Whether it has a say in what its parent does up to a day.
    fn counts(&self, parent: &Goal, day: Day) -> bool {
        self.since <= day && self.goal.parent_on(day) == Some(parent.id)
    }

    /// The period by which it counts in one of its parent's; nothing where it has none there.
    fn period_in(&self, range: PeriodRange) -> Option<&JudgedPeriod> {
        // Windows don't keep step, nor do weeks counted from another: one counts where it ends.
        let ends_here = |period: &&JudgedPeriod| match (period.range.cadence, period.verdict) {
            (Cadence::Window(_) | Cadence::Weeks(_) | Cadence::Months(_), Verdict::Met | Verdict::Missed) => {
                period.range.to.is_some_and(|to| range.holds(to))
            }
            _ => true,
        };
        let rank = |period: &JudgedPeriod| match period.verdict {
            Verdict::Met => 0,
            Verdict::Missed => 1,
            Verdict::Open => 2,
            Verdict::Neutral => 3,
            Verdict::Excused => 4,
        };
        let there = self.history.overlapping(range).filter(ends_here);
        there.min_by(|one, other| rank(one).cmp(&rank(other)).then(other.share.total_cmp(&one.share)))
    }
}

impl<'w> Judge<'w> {
    /// The children, present and past, that judge their parent while they share its cadence (4.3).
    pub(crate) fn counting_children(&self, goal: &Goal, timeline: &Timeline) -> Vec<Child<'w>> {
        if timeline.spans.iter().all(|span| !span.rhythm.cadence.repeats()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for id in self.offspring.get(&goal.id).into_iter().flatten() {
            // History may run in a circle where clocks disagreed; then nothing judges itself.
            let Some(child) = self.state.tree.goal(*id).filter(|_| !self.is_judging(*id)) else {
                continue;
            };
            let history = self.history(child);
            let joined = child.places.iter().find(|(_, place)| place.parent == Some(goal.id));
            let Some((joined, _)) = joined else { continue };
            let begun = *joined.max(&history.timeline.start);
            let shares = |day: &Day| {
                let cadence = history.timeline.rhythm_on(*day).cadence;
                cadence.repeats() && cadence == timeline.rhythm_on(*day).cadence
            };
            let changes = history.timeline.spans.iter().chain(timeline.spans.iter()).map(|span| span.from);
            let days = std::iter::once(begun).chain(changes.filter(|day| *day > begun));
            let lives = |day: &Day| history.timeline.end.is_none_or(|end| *day <= end);
            if let Some(since) = days.filter(shares).min().filter(lives) {
                found.push(Child { goal: child, since, history });
            }
        }
        found
    }

    /// The children with the goal's cadence that are there to judge it now.
    pub fn judging_children(&self, goal: &Goal) -> Vec<GoalId> {
        let cadence = self.cadence(goal);
        let tree = &self.state.tree;
        let judges = |child: &Goal| {
            let lives = || {
                let timeline = self.timeline(child);
                timeline.start <= self.today && timeline.end.is_none_or(|end| self.today <= end)
            };
            self.cadence(child) == cadence && lives()
        };
        let children = tree.children(Some(goal.id)).iter().copied().filter(|_| cadence.repeats());
        let children = children.filter(|id| !tree.was_archived(*id, self.today));
        children.filter(|id| tree.goal(*id).is_some_and(judges)).collect()
    }

    /// The day on which a window is met that opens on `from` and lasts until `to` at most: the one on which enough of
    /// the children were met, each in a window that ended in this one. Where none counts, the goal's own check-offs do.
    pub(crate) fn window_met_through_children(
        &self,
        goal: &Goal,
        children: &[Child<'_>],
        from: Day,
        to: Day,
        cadence: Cadence,
    ) -> Option<Day> {
        let window = PeriodRange { from, to: Some(to), cadence, cut: Cut::Whole };
        let tally = Tally::of(goal, children, window, to);
        if tally.counting() == 0 { self.window_met_on(goal, from, to) } else { tally.met_on() }
    }

    /// A period judged by the children that stand under the goal at its end (SEMANTICS 4.3); nothing where its own
    /// check-offs, which came to `own`, judge.
    pub(crate) fn period_by_children(
        &self,
        goal: &Goal,
        timeline: &Timeline,
        children: &[Child<'_>],
        range: PeriodRange,
        own: Verdict,
    ) -> Option<JudgedPeriod> {
        let end = range.to.map_or(self.today, |to| to.min(self.today)).max(range.from);
        let tally = Tally::of(goal, children, range, end);
        let of = tally.counting();
        // While none is there, the goal is its own, and what it then met stays met; of the period that is going
        // on, what is there now tells.
        let gone = if range.holds(self.today) {
            of == 0 && self.judging_children(goal).is_empty()
        } else {
            tally.present == 0
        };
        if gone || (of == 0 && own == Verdict::Met) {
            return None;
        }
        let paused = timeline.paused(range.from, range.to);
        let skipped = timeline.is_skipped(range.from, range.to)
            || (tally.excused > 0 && tally.excused == tally.present);
        let met_on = tally.met_on();
        let (verdict, reason) = if met_on.is_some() {
            (Verdict::Met, Reason::Reached)
        } else if skipped {
            (Verdict::Excused, Reason::Skipped)
        } else if paused == Cover::All {
            (Verdict::Excused, Reason::Paused)
        } else if !self.is_over(timeline, range) {
            (Verdict::Open, Reason::Running)
        } else if range.cut == Cut::Partial {
            (Verdict::Neutral, Reason::Cut)
        } else if paused != Cover::None {
            (Verdict::Neutral, Reason::PartlyPaused)
        } else if of == 0 {
            (Verdict::Neutral, Reason::NoChild)
        } else {
            (Verdict::Missed, Reason::Short)
        };
        let stated = goal.schedule_on(range.to.unwrap_or(Day::LAST)).bound();
        let (met, asked) = (count(&tally.met), tally.asked);
        Some(JudgedPeriod {
            range,
            bound: match stated {
                Bound::AtLeast(_) if of > 0 => Bound::AtLeast(Amount::whole(asked.into())),
                bound => bound,
            },
            sum: Amount::whole(met.into()),
            met_on,
            basis: Basis::Children { met, asked, of },
            verdict,
            reason,
            share: tally.share(),
        })
    }
}

/// What the children come to in a period of their parent.
struct Tally {
    /// How many have a period there.
    present: u32,
    excused: u32,
    /// The days on which those were met that are.
    met: Vec<Day>,
    /// How much of what was asked each has done that counts, from 0 to 1.
    shares: Vec<f64>,
    /// How many of those that count have to be met.
    asked: u32,
}

impl Tally {
    fn of(goal: &Goal, children: &[Child<'_>], range: PeriodRange, end: Day) -> Self {
        let (mut present, mut excused) = (0, 0);
        let (mut met, mut shares) = (Vec::new(), Vec::with_capacity(children.len()));
        for child in children.iter().filter(|child| child.counts(goal, end)) {
            let Some(period) = child.period_in(range) else { continue };
            present += 1;
            match period.verdict {
                // A window may end here long after it was met.
                Verdict::Met => met.extend(period.met_on.map(|day| day.max(range.from))),
                Verdict::Excused => excused += 1,
                Verdict::Missed | Verdict::Open | Verdict::Neutral => {}
            }
            if matches!(period.verdict, Verdict::Met | Verdict::Missed | Verdict::Open) {
                shares.push(period.share);
            }
        }
        met.sort_unstable();
        shares.sort_unstable_by(|one, other| other.total_cmp(one));
        let asked = asked(goal.schedule_on(range.to.unwrap_or(Day::LAST)), count(&shares));
        Self { present, excused, met, shares, asked }
    }

    /// How many are neither excused nor neutral.
    fn counting(&self) -> u32 {
        count(&self.shares)
    }

    /// The day on which as many were met as are asked for.
    fn met_on(&self) -> Option<Day> {
        let last = usize::try_from(self.asked).ok()?.checked_sub(1)?;
        self.met.get(last).copied()
    }

    /// The mean of as many shares as are asked for, the largest.
    fn share(&self) -> f64 {
        let asked = usize::try_from(self.asked).unwrap_or(usize::MAX);
        let sum: f64 = self.shares.iter().take(asked).sum();
        if self.asked == 0 { 0.0 } else { sum / f64::from(self.asked) }
    }
}

/// How many of the children that count have to be met: where the goal states a number without a unit, so many; else,
/// or where there are no more, all (SEMANTICS 4.3).
pub(crate) fn asked(schedule: &Schedule, of: u32) -> u32 {
    match (schedule.bound, &schedule.unit) {
        (Some(Bound::AtLeast(number)), None) => {
            let number = number.ceil().thousandths() / 1000;
            u32::try_from(number.max(1)).unwrap_or(u32::MAX).min(of)
        }
        _ => of,
    }
}

fn count<T>(all: &[T]) -> u32 {
    u32::try_from(all.len()).unwrap_or(u32::MAX)
}
