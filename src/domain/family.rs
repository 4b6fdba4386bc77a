//! How a parent is judged by its children (SEMANTICS 4.3).

use std::rc::Rc;

use super::amount::Amount;
use super::cadence::Cadence;
use super::day::Day;
use super::goal::{Goal, GoalId};
use super::life::{Cover, Life};
use super::period::{Cut, Frame};
use super::verdict::{Basis, History, Judge, Period, Reason, Verdict};

/// A child by which its parent is judged.
pub(super) struct Child<'w> {
    goal: &'w Goal,
    /// The day from which it counts: it was made or moved there, and shares the cadence.
    pub(super) since: Day,
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
    pub(super) fn counting_children(&self, goal: &Goal, life: &Life) -> Vec<Child<'w>> {
        if life.beats.iter().all(|beat| !beat.cadence.repeats()) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for id in self.offspring.get(&goal.id).into_iter().flatten() {
            // History may run in a circle where clocks disagreed; then nothing judges itself.
            let Some(child) = self.world.plan.goal(*id).filter(|_| !self.judging.borrow().contains(id))
            else {
                continue;
            };
            let history = self.history(child);
            let joined = child.places.iter().find(|(_, place)| place.parent == Some(goal.id));
            let Some((joined, _)) = joined else { continue };
            let shares = |day: &Day| {
                let cadence = history.life.beat_on(*day).cadence;
                cadence.repeats() && cadence == life.beat_on(*day).cadence
            };
            let changes = history.life.beats.iter().chain(&life.beats).map(|beat| beat.from);
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
        let plan = &self.world.plan;
        let judges = |child: &Goal| {
            let ended = || Life::of(self.world, child, self.today).end.is_some_and(|end| end < self.today);
            self.cadence(child) == cadence && !ended()
        };
        let children = plan.living_children(Some(goal.id)).filter(|_| cadence.repeats());
        children.filter(|id| plan.goal(*id).is_some_and(judges)).collect()
    }

    /// Whether children judge a window of the goal that opens on `from` and lasts until `to` at most.
    pub(super) fn has_say(
        &self,
        goal: &Goal,
        cadence: Cadence,
        children: &[Child<'_>],
        from: Day,
        to: Day,
    ) -> bool {
        let lives = |child: &Child<'_>| {
            let life = &child.history.life;
            life.beat_on(from).cadence == cadence && life.end.is_none_or(|end| from <= end)
        };
        children.iter().any(|child| child.counts(goal, from) && lives(child))
            || (self.today <= to && !self.judging_children(goal).is_empty())
    }

    /// The day on which the last of the children was met, each in a window that ended in this one.
    pub(super) fn children_met_on(
        goal: &Goal,
        cadence: Cadence,
        children: &[Child<'_>],
        from: Day,
        to: Day,
    ) -> Option<Day> {
        let mut last = None;
        for child in children.iter().filter(|child| child.counts(goal, to)) {
            let window = Frame { from, to: Some(to), cadence, cut: Cut::Whole };
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
    fn child_in(child: &Child<'_>, frame: Frame) -> Option<(Verdict, Option<Day>)> {
        // Windows don't keep step: one counts where it ends.
        let ends_here = |period: &&Period| match (period.frame.cadence, period.verdict) {
            (Cadence::Window(_), Verdict::Met | Verdict::Missed) => {
                period.frame.to.is_some_and(|to| frame.holds(to))
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
            .overlapping(frame)
            .filter(ends_here)
            // A window may end here long after it was met.
            .map(|period| (period.verdict, period.met_on.map(|met| met.max(frame.from))))
            .min_by_key(|(verdict, _)| rank(*verdict))
    }

    /// A period judged by the children that stand under the goal at its end (SEMANTICS 4.3); nothing
    /// where there are none, and its own check-offs judge.
    pub(super) fn period_by_children(
        &self,
        goal: &Goal,
        life: &Life,
        children: &[Child<'_>],
        frame: Frame,
    ) -> Option<Period> {
        let end = frame.to.map_or(self.today, |to| to.min(self.today)).max(frame.from);
        let mut met_on = None;
        let (mut met, mut of, mut excused, mut present) = (0, 0, 0, 0);
        for child in children {
            let Some((verdict, day)) =
                child.counts(goal, end).then(|| Self::child_in(child, frame)).flatten()
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
        let now = frame.holds(self.today);
        let gone = present == 0 || (of == 0 && now);
        if gone && (!now || self.judging_children(goal).is_empty()) {
            return None;
        }
        let paused = life.paused(frame.from, frame.to);
        let skipped = life.is_skipped(frame.from, frame.to) || (excused > 0 && excused == present);
        let (verdict, reason) = if met > 0 && met == of {
            (Verdict::Met, Reason::Reached)
        } else if skipped {
            (Verdict::Excused, Reason::Skipped)
        } else if paused == Cover::All {
            (Verdict::Excused, Reason::Paused)
        } else if !self.is_over(life, frame) {
            (Verdict::Open, Reason::Running)
        } else if frame.cut == Cut::Partial {
            (Verdict::Neutral, Reason::Cut)
        } else if paused != Cover::None {
            (Verdict::Neutral, Reason::PartlyPaused)
        } else if of == 0 {
            (Verdict::Neutral, Reason::NoChild)
        } else {
            (Verdict::Missed, Reason::Short)
        };
        let bound = goal.schedule_on(frame.to.unwrap_or(Day::LAST)).bound();
        Some(Period {
            frame,
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
