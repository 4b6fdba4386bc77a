//! A big goal of a report: how far it is, and how it came there.

use super::chart::{Point, Shape};
use super::choice::Choice;
use crate::commands::shared::way::{Way, has_way};
use crate::domain::judge::judge::Judge;
use crate::domain::judge::progress::Measure;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

pub(super) struct BigGoal<'w> {
    pub(super) way: Way<'w>,
    pub(super) who: Option<&'w str>,
    /// What it amounted to at the end of each day that changed it.
    pub(super) course: Vec<Point>,
    /// How many steps there are, where those count.
    steps: Amount,
}

impl BigGoal<'_> {
    /// Where it starts from: nothing, or the baseline.
    pub(super) fn begin(&self) -> Amount {
        self.way.goal().baseline.unwrap_or_default()
    }

    /// What it is to reach, or how many steps it has.
    pub(super) fn target(&self) -> Amount {
        self.way.progress.target.unwrap_or(self.steps)
    }

    /// The line it should keep to: where it begins, and where it ends.
    pub(super) fn line(&self) -> Option<[Point; 2]> {
        let (line, target) = self.way.progress.line.zip(self.way.progress.target)?;
        Some([(line.from.prev(), self.begin()), (line.by, target)])
    }

    /// What is read now and then changes in between; what is done stays until the next time.
    pub(super) fn shape(&self) -> Shape {
        if self.way.goal().baseline.is_some() { Shape::Slopes } else { Shape::Stairs }
    }
}

/// The topmost of the goals that are shared and have an end: those that live, then those done or closed since.
pub(super) fn big_goals<'w>(choice: &Choice<'w>, since: Day) -> Vec<BigGoal<'w>> {
    let judge = choice.judge;
    let tree = &judge.state.tree;
    let is_shown = |goal: &&Goal| {
        let ended = || judge.done_on(goal).or_else(|| judge.own_finish(goal));
        let done_since = || ended().is_some_and(|day| since <= day);
        let shown = if tree.is_archived(goal.id) { done_since() } else { has_way(judge, goal) };
        let topmost = !tree.ancestors(goal.id).any(|above| choice.holds(above.id));
        shown && topmost && !judge.cadence(goal).repeats()
    };
    let big_goal = |goal: &'w Goal| BigGoal {
        way: Way::of(judge, goal),
        who: judge.state.tree.owner(goal.id),
        course: course(judge, goal, since),
        steps: Amount::whole(i64::try_from(judge.steps(goal).len()).unwrap_or(i64::MAX)),
    };
    let mut goals: Vec<BigGoal<'w>> = choice.goals.iter().copied().filter(is_shown).map(big_goal).collect();
    goals.sort_by_key(|goal| goal.way.progress.complete || judge.own_finish(goal.way.goal()).is_some());
    goals
}

/// What a goal amounted to, from its start on or since a day: at the first day, at each that changed it, and
/// today, or when it was done. Nothing where it has no end to get to.
fn course(judge: &Judge<'_>, goal: &Goal, since: Day) -> Vec<Point> {
    let days = judge.state.activity.goal_days(goal.id);
    let (begin, changes): (Amount, Vec<(Day, Amount)>) = match judge.measure(goal) {
        Measure::Readings => (goal.baseline.unwrap_or_default(), days.readings(judge.today).collect()),
        Measure::Amount if judge.schedule(goal).bound.is_some() => {
            (Amount::ZERO, summed(judge.gained(goal).iter().map(|(day, amount)| (*day, *amount))))
        }
        Measure::Amount => return Vec::new(),
        Measure::Parts => {
            let mut days: Vec<Day> =
                judge.steps(goal).into_iter().filter_map(|step| judge.done_on(step)).collect();
            days.sort_unstable();
            (Amount::ZERO, summed(days.into_iter().map(|day| (day, Amount::ONE))))
        }
    };
    if matches!(judge.schedule(goal).bound(), Bound::AtMost(_)) {
        return Vec::new();
    }
    let end = judge.done_on(goal).unwrap_or(judge.today);
    let first = judge.history(goal).timeline.start.max(since).min(end);
    let on = |day: Day| changes.iter().rev().find(|(on, _)| *on <= day).map_or(begin, |(_, amount)| *amount);
    let between = changes.iter().filter(|(day, _)| first < *day && *day < end);
    let mut points = vec![(first, on(first))];
    points.extend(between.copied());
    if first < end {
        points.push((end, on(end)));
    }
    points
}

/// What gains add up to, day by day.
fn summed(gains: impl Iterator<Item = (Day, Amount)>) -> Vec<(Day, Amount)> {
    let mut sum = Amount::ZERO;
    let mut sums: Vec<(Day, Amount)> = Vec::new();
    for (day, amount) in gains {
        sum = sum + amount;
        match sums.last_mut().filter(|(last, _)| *last == day) {
            Some((_, known)) => *known = sum,
            None => sums.push((day, sum)),
        }
    }
    sums
}
