//! What a check-off moved: the streak that grew, the share of the macro goal, the milestones that were
//! passed. Two states are compared, and each is asked only how it stands now.

use std::collections::BTreeSet;

use crate::domain::judge::judge::Judge;
use crate::domain::judge::streaks::StreakStats;
use crate::domain::judge::verdict::Verdict;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::rewards::RewardRecord;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{GoalId, RewardId};
use crate::domain::value::share::Share;

/// Something worth a word that was not so before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// One that was checked off, or one above it.
    pub(crate) goal: GoalId,
    pub kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The period that begins on this day is met.
    Met(Day),
    /// 7, 30, 100 or 365 in a row; `missed` is all that was missed so far, which tells one run from the next.
    Streak { count: u32, missed: u32 },
    /// So many percent of a macro goal: 25, 50, 75 or 100.
    Share(u32),
    /// `id` is nothing for the reward that the goal's own field tells of.
    Reward { number: usize, id: Option<RewardId> },
    /// The first check-off after a miss, in the period that begins on this day.
    Back(Day),
}

/// The streaks that are milestones.
const ROWS: [u32; 4] = [7, 30, 100, 365];

/// The shares of a macro goal that are milestones, in percent.
const SHARES: [u32; 4] = [25, 50, 75, 100];

#[derive(Clone, Debug)]
pub struct CheckEffects {
    pub(crate) goal: GoalId,
    /// Where it grew.
    pub(crate) streak: Option<StreakStats>,
    /// The goals above it that have a word of their own: the macro goal where its share grew, and others that
    /// passed a milestone; the nearest first. Each comes once, below the last goal of the command that it
    /// stands above.
    pub(crate) above: Vec<GoalId>,
    /// What was passed, of each kind the greatest, the goal's own first.
    pub milestones: Vec<Milestone>,
    /// What was passed on the way to those.
    pub(crate) lesser: Vec<Milestone>,
}

/// What check-offs on a day moved, for each goal that something was added to.
pub fn moved(before: &Judge<'_>, after: &Judge<'_>, goals: &[GoalId], day: Day) -> Vec<CheckEffects> {
    let tree = &after.state.tree;
    let mut found: Vec<CheckEffects> = Vec::new();
    let mut seen: BTreeSet<GoalId> = goals.iter().copied().collect();
    for id in goals.iter().rev() {
        let Some(goal) = tree.goal(*id) else { continue };
        let mut moved = of_goal(before, after, goal, day);
        for above in tree.ancestors(*id) {
            if !seen.insert(above.id) {
                continue;
            }
            let known = moved.milestones.len();
            passed(before, after, above, day, &mut moved);
            let ratio = |judge: &Judge<'_>| share(judge, above).map(Share::ratio);
            let grew = above.parent().is_none() && ratio(before) < ratio(after);
            if grew || moved.milestones.len() > known {
                moved.above.push(above.id);
            }
        }
        found.push(moved);
    }
    found.reverse();
    found
}

fn of_goal(before: &Judge<'_>, after: &Judge<'_>, goal: &Goal, day: Day) -> CheckEffects {
    let mut moved = CheckEffects {
        goal: goal.id,
        streak: None,
        above: Vec::new(),
        milestones: Vec::new(),
        lesser: Vec::new(),
    };
    if let Some(from) = came_back(before, after, goal, day) {
        moved.milestones.push(Milestone { goal: goal.id, kind: Kind::Back(from) });
    }
    passed(before, after, goal, day, &mut moved);
    moved.streak = grown(before, after, goal).map(|(_, run)| run);
    moved
}

/// The run of a goal before and after, where it grew.
fn grown(before: &Judge<'_>, after: &Judge<'_>, goal: &Goal) -> Option<(StreakStats, StreakStats)> {
    let (old, new) = (before.streak(goal), after.streak(goal));
    (after.cadence(goal).repeats() && old.current < new.current).then_some((old, new))
}

fn passed(before: &Judge<'_>, after: &Judge<'_>, goal: &Goal, day: Day, moved: &mut CheckEffects) {
    let milestone = |kind| Milestone { goal: goal.id, kind };
    let met = |judge: &Judge<'_>| {
        let history = judge.history(goal);
        history.period_on(day).filter(|it| it.verdict == Verdict::Met).map(|it| it.range)
    };
    if let Some(range) = met(after).filter(|range| range.cadence.repeats() && met(before).is_none()) {
        moved.milestones.push(milestone(Kind::Met(range.from)));
    }
    if let Some((old, new)) = grown(before, after, goal) {
        let reached = ROWS.into_iter().filter(|row| old.current < *row && *row <= new.current);
        let kinds = reached.map(|count| Kind::Streak { count, missed: new.missed });
        moved.greatest(kinds.map(milestone).collect());
    }
    if goal.parent().is_none() {
        let percent = |judge: &Judge<'_>| share(judge, goal).map_or(0, Share::percent);
        let (old, new) = (percent(before), percent(after));
        let reached = SHARES.into_iter().filter(|share| old < *share && *share <= new);
        moved.greatest(reached.map(Kind::Share).map(milestone).collect());
    }
    for (number, reward) in after.state.rewards.kept().filter(|(_, it)| it.goal == goal.id) {
        let mark = reward.promise.mark;
        let promised = reward.fate == RewardRecord::Promised;
        if promised && !before.has_reached(goal, mark) && after.has_reached(goal, mark) {
            moved.milestones.push(milestone(Kind::Reward { number, id: reward.id }));
        }
    }
}

impl CheckEffects {
    /// Of milestones that lie on one way the last is worth a word.
    fn greatest(&mut self, mut passed: Vec<Milestone>) {
        self.milestones.extend(passed.pop());
        self.lesser.extend(passed);
    }
}

/// How much of a one-off goal is done.
fn share(judge: &Judge<'_>, goal: &Goal) -> Option<Share> {
    if judge.cadence(goal).repeats() { None } else { judge.share(goal) }
}

/// The first day of the period one is in, where the last one that was judged was missed, one before it was
/// met, and this is the first check-off since.
fn came_back(before: &Judge<'_>, after: &Judge<'_>, goal: &Goal, day: Day) -> Option<Day> {
    let run = before.streak(goal);
    let history = after.history(goal);
    let period = history.period_on(after.today)?;
    let begun = period.range.holds(day) && matches!(period.bound, Bound::AtLeast(_));
    let old = before.history(goal);
    let nothing_yet = old.period_on(before.today).is_none_or(|old| !old.sum.is_positive());
    let missed = run.current == 0 && run.missed > 0 && run.met > 0;
    (period.range.cadence.repeats() && begun && nothing_yet && missed).then_some(period.range.from)
}

impl Milestone {
    /// The number of a reward that was earned.
    pub(crate) fn reward(&self) -> Option<usize> {
        match self.kind {
            Kind::Reward { number, .. } => Some(number),
            Kind::Met(_) | Kind::Streak { .. } | Kind::Share(_) | Kind::Back(_) => None,
        }
    }

    /// What names it, the same whenever it is passed again.
    pub(crate) fn key(&self) -> String {
        let goal = self.goal;
        match self.kind {
            Kind::Met(from) => format!("{goal} met {from}"),
            Kind::Streak { count, missed } => format!("{goal} streak {count} after {missed}"),
            Kind::Share(percent) => format!("{goal} share {percent}"),
            Kind::Reward { id: Some(id), .. } => format!("{goal} reward {id}"),
            Kind::Reward { id: None, .. } => format!("{goal} reward own"),
            Kind::Back(from) => format!("{goal} back {from}"),
        }
    }
}
