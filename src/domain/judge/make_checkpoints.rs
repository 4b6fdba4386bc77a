//! How far a goal's days can be folded into a checkpoint, and what they come to.

use std::collections::{BTreeMap, BTreeSet};

use super::checkpoint::{Checkpoint, Checkpoints};
use super::judge::Judge;
use super::periods::PeriodRange;
use super::streaks::StreakCounter;
use super::verdict::Verdict;
use crate::domain::model::goal::Goal;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// So many days before the day of making stay whole, so that a check-off for yesterday, or of a machine whose
/// clock is behind, leaves the checkpoints standing.
const WHOLE: i64 = 2;

impl Judge<'_> {
    /// What all goals have come to. Nothing where something is dated ahead that would change how the days
    /// before are judged, as clocks that disagree can make it.
    pub fn checkpoints(&self) -> Option<Checkpoints> {
        if self.is_dated_ahead() {
            return None;
        }
        let mut goals = BTreeMap::new();
        let of_late = self.state.done().filter(|done| self.whole_from() <= done.day);
        let promised = self.state.rewards.kept().map(|(_, reward)| reward.goal);
        let needed: BTreeSet<GoalId> = of_late.filter_map(|done| done.what.about()).chain(promised).collect();
        // Trees that closed long ago have none: nobody who judges today asks for them.
        let families = self.families().into_iter();
        for family in families.filter(|family| !self.is_closed(family, &needed)) {
            let through = self.settled_through(&family);
            let open = family.iter().filter_map(|goal| self.first_open(goal, through));
            let begin = open.map(|range| range.from).fold(through.next(), Day::min);
            goals.extend(family.iter().map(|goal| (goal.id, self.come_to(goal, through, begin))));
        }
        Some(Checkpoints { made: self.today, goals })
    }

    fn is_dated_ahead(&self) -> bool {
        let ahead = |day: Day| day > self.today;
        let tree = &self.state.tree;
        self.state.settings.week_start_days().any(ahead)
            || tree.in_order().into_iter().filter_map(|id| tree.goal(id)).any(|goal| {
                goal.later.keys().copied().any(ahead)
                    || goal.places.iter().any(|(day, _)| ahead(*day))
                    || goal.archivings.iter().any(|it| ahead(it.from) || it.back.is_some_and(ahead))
            })
    }

    /// The first day that is always judged anew.
    fn whole_from(&self) -> Day {
        self.today.plus(-WHOLE)
    }

    /// Whether all goals of a family were archived for good before the days that are judged anew, nothing was
    /// done for them since, and none is `needed`.
    fn is_closed(&self, family: &[&Goal], needed: &BTreeSet<GoalId>) -> bool {
        family.iter().all(|goal| {
            let archived = self.state.tree.archived_at(goal.id).and_then(Goal::archived);
            let last_day = self.state.activity.goal_days(goal.id).last_day();
            archived.is_some_and(|archiving| archiving.from < self.whole_from())
                && last_day.is_none_or(|day| day < self.whole_from())
                && !needed.contains(&goal.id)
        })
    }

    /// The goals that ever stood in one tree.
    fn families(&self) -> Vec<Vec<&Goal>> {
        let tree = &self.state.tree;
        let mut seen = BTreeSet::new();
        let mut families = Vec::new();
        for id in tree.in_order() {
            let (mut family, mut open) = (Vec::new(), vec![id]);
            while let Some(id) = open.pop() {
                if let Some(goal) = tree.goal(id).filter(|_| seen.insert(id)) {
                    family.push(goal);
                    open.extend(goal.places.iter().filter_map(|(_, place)| place.parent));
                    open.extend(self.offspring.get(&id).into_iter().flatten());
                }
            }
            if !family.is_empty() {
                families.push(family);
            }
        }
        families
    }

    /// The last day by which nothing of a family will be judged otherwise: the day before its earliest period
    /// that is not over. Where children judge a parent (SEMANTICS 4.3), no period of theirs reaches beyond it.
    fn settled_through(&self, family: &[&Goal]) -> Day {
        let mut through = self.whole_from().prev();
        let mut bound = BTreeSet::new();
        for goal in family {
            let history = self.history(goal);
            let running = history.periods.iter().map(|period| period.range);
            let running = running.filter(|range| range.cadence.repeats() && !range.is_closed(self.today));
            through = running.map(|range| range.from.prev()).fold(through, Day::min);
            let children = self.counting_children(goal, &history.timeline);
            bound.extend(children.iter().map(|child| child.goal.id));
            bound.extend((!children.is_empty()).then_some(goal.id));
        }
        loop {
            let bound = family.iter().filter(|goal| bound.contains(&goal.id));
            let open = bound.filter_map(|goal| self.first_open(goal, through));
            let earlier = open.map(|range| range.from.prev()).fold(through, Day::min);
            if earlier == through {
                return through;
            }
            through = earlier;
        }
    }

    /// The first of a goal's periods that has an end, and ends after a day.
    fn first_open(&self, goal: &Goal, through: Day) -> Option<PeriodRange> {
        let history = self.history(goal);
        history
            .periods
            .iter()
            .map(|period| period.range)
            .find(|range| range.to.is_some_and(|to| through < to))
    }

    fn come_to(&self, goal: &Goal, through: Day, begin: Day) -> Checkpoint {
        let history = self.history(goal);
        let settled = history.periods.partition_point(|it| it.range.to.is_some_and(|to| to <= through));
        let (settled, open) = history.periods.split_at(settled);
        let mut streak = StreakCounter::default();
        streak.add(settled, self.today);
        let met = settled.iter().filter(|it| it.verdict == Verdict::Met && it.met_on.is_some());
        let completions = met.filter(|it| history.is_completion(it)).count();
        let resume = match (settled.last(), open.first()) {
            (Some(_), Some(next)) => Some(next.range.from),
            (Some(last), None) => last.range.to.map(Day::next),
            (None, next) => next.map(|next| next.range.from).filter(|from| *from < begin),
        };
        let endless = open.first().filter(|it| it.range.cadence == Cadence::Once && it.range.to.is_none());
        let (once, reached) =
            endless.map(|it| self.sum_through(goal, it.range, begin.prev())).unwrap_or_default();
        let done = if self.cadence(goal).repeats() { None } else { self.done_on(goal) };
        let counts_from = self.begun(goal);
        let closed = self.closed_on(goal);
        let (units, room) =
            self.own_units_and_room(goal, closed.map_or(begin, |closed| begin.min(closed.next())));
        let sum = |units: &[(Day, Amount)]| units.iter().map(|(_, amount)| *amount).sum::<Amount>();
        let first_own = units.partition_point(|(day, _)| *day < counts_from);
        Checkpoint {
            through,
            begin,
            resume,
            ahead: settled.last().and_then(|period| self.first_ahead(goal, period)),
            streak,
            parts: self.as_parts(goal, settled),
            reading: self.closed_on(goal).and_then(|_| self.reading(goal)),
            completions: u32::try_from(completions).unwrap_or(u32::MAX),
            units: sum(&units),
            whole: units.iter().all(|(_, amount)| amount.is_whole()),
            own: sum(units.get(first_own..).unwrap_or_default()),
            room,
            once,
            reached,
            done: done.filter(|day| *day <= through),
        }
    }
}
