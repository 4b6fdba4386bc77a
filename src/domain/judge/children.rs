//! How a parent is judged by its children (SEMANTICS 4.3).

use std::rc::Rc;

use super::history::History;
use super::judge::Judge;
use super::periods::{Cut, PeriodRange};
use super::timeline::{Cover, Timeline};
use super::verdict::{Basis, JudgedPeriod, Reason, Verdict};
use crate::domain::model::goal::Goal;
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
}

impl<'w> Judge<'w> {
    /// The children, present and past, that judge their parent while they share its cadence (4.3).
    pub(crate) fn counting_children(&self, goal: &Goal, timeline: &Timeline) -> Vec<Child<'w>> {
        if timeline.spans.iter().all(|span| !span.cadence.repeats()) {
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
            let shares = |day: &Day| {
                let cadence = history.timeline.span_on(*day).cadence;
                cadence.repeats() && cadence == timeline.span_on(*day).cadence
            };
            let changes = history.timeline.spans.iter().chain(timeline.spans.iter()).map(|span| span.from);
            let days = std::iter::once(*joined).chain(changes.filter(|day| day > joined));
            if let Some(since) = days.filter(shares).min() {
                found.push(Child { goal: child, since, history });
            }
        }
        found
    }

    /// The children with the goal's cadence that are there to judge it now, or will be.
    pub fn judging_children(&self, goal: &Goal) -> Vec<GoalId> {
        let cadence = self.cadence(goal);
        let tree = &self.state.tree;
        let judges = |child: &Goal| {
            let ended = || self.timeline(child).end.is_some_and(|end| end < self.today);
            self.cadence(child) == cadence && !ended()
        };
        let children = tree.living_children(Some(goal.id)).filter(|_| cadence.repeats());
        children.filter(|id| tree.goal(*id).is_some_and(judges)).collect()
    }

    /// Whether children judge a window of the goal that opens on `from` and lasts until `to` at most.
    pub(crate) fn children_judge(
        &self,
        goal: &Goal,
        cadence: Cadence,
        children: &[Child<'_>],
        from: Day,
        to: Day,
    ) -> bool {
        let lives = |child: &Child<'_>| {
            let timeline = &child.history.timeline;
            timeline.span_on(from).cadence == cadence && timeline.end.is_none_or(|end| from <= end)
        };
        children.iter().any(|child| child.counts(goal, from) && lives(child))
            || (self.today <= to && !self.judging_children(goal).is_empty())
    }

    /// The day on which the last of the children was met, each in a window that ended in this one.
    pub(crate) fn children_met_on(
        goal: &Goal,
        cadence: Cadence,
        children: &[Child<'_>],
        from: Day,
        to: Day,
    ) -> Option<Day> {
        let mut last = None;
        for child in children.iter().filter(|child| child.counts(goal, to)) {
            let window = PeriodRange { from, to: Some(to), cadence, cut: Cut::Whole };
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
    fn child_in(child: &Child<'_>, range: PeriodRange) -> Option<(Verdict, Option<Day>)> {
        // Windows don't keep step: one counts where it ends.
        let ends_here = |period: &&JudgedPeriod| match (period.range.cadence, period.verdict) {
            (Cadence::Window(_), Verdict::Met | Verdict::Missed) => {
                period.range.to.is_some_and(|to| range.holds(to))
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
            .overlapping(range)
            .filter(ends_here)
            // A window may end here long after it was met.
            .map(|period| (period.verdict, period.met_on.map(|met| met.max(range.from))))
            .min_by_key(|(verdict, _)| rank(*verdict))
    }

    /// A period judged by the children that stand under the goal at its end (SEMANTICS 4.3); nothing
    /// where there are none, and its own check-offs judge.
    pub(crate) fn period_by_children(
        &self,
        goal: &Goal,
        timeline: &Timeline,
        children: &[Child<'_>],
        range: PeriodRange,
    ) -> Option<JudgedPeriod> {
        let end = range.to.map_or(self.today, |to| to.min(self.today)).max(range.from);
        let mut met_on = None;
        let (mut met, mut of, mut excused, mut present) = (0, 0, 0, 0);
        for child in children {
            let Some((verdict, day)) =
                child.counts(goal, end).then(|| Self::child_in(child, range)).flatten()
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
        // While none is there, the goal is its own; of the period that is going on, what is there now tells.
        let now = range.holds(self.today);
        let gone = present == 0 || (of == 0 && now);
        if gone && (!now || self.judging_children(goal).is_empty()) {
            return None;
        }
        let paused = timeline.paused(range.from, range.to);
        let skipped = timeline.is_skipped(range.from, range.to) || (excused > 0 && excused == present);
        let (verdict, reason) = if met > 0 && met == of {
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
        let bound = goal.schedule_on(range.to.unwrap_or(Day::LAST)).bound();
        Some(JudgedPeriod {
            range,
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
