//! Goals of a file that are done, put away, paused or planned.

use std::collections::BTreeSet;

use super::difference::Difference;
use super::identity::entry_id;
use super::matched::{How, Matched, Placed};
use crate::domain::model::change::{Act, Change, Scope};
use crate::domain::value::amount::Amount;
use crate::domain::value::day::{Day, YEARS};
use crate::interop::reader::imported::{Activity, Asked, Did, ImportedGoal, Noun, Standing, noun};

const NO_DAY: Noun = noun(
    "check-off on a day before 1900 or ahead of today",
    "check-offs on days before 1900 or ahead of today",
);

/// Says so of each of which it was not said yet.
pub(super) fn put(matched: &Matched<'_>, found: &mut Difference) {
    let parents: BTreeSet<&str> =
        matched.imported.goals.iter().filter_map(|goal| goal.parent.as_deref()).collect();
    for (goal, at) in matched.pairs() {
        if parents.contains(goal.key.as_str()) {
            finish(matched, goal, at, found);
        } else {
            check_off(matched, goal, at, found);
        }
        if at.how != How::Joined {
            put_away(matched, goal, at, found);
            plan(matched, goal, at, found);
        }
    }
}

/// The day on which it was done, where that can be told.
fn done_on(matched: &Matched<'_>, goal: &ImportedGoal, found: &mut Difference) -> Option<Day> {
    let day = goal.done?;
    let known = day.year() >= *YEARS.start() && day <= matched.here.today;
    found.dropped.count(NO_DAY, usize::from(!known));
    known.then_some(day)
}

/// What has others below it is closed with them.
fn finish(matched: &Matched<'_>, goal: &ImportedGoal, at: &Placed, found: &mut Difference) {
    let is_closed = matched.here.state.tree.goal(at.id).is_some_and(|goal| goal.finish.is_some());
    let Some(day) = done_on(matched, goal, found).filter(|_| at.how == How::New || !is_closed) else {
        return;
    };
    let said = matched.here.said.goals.get(&at.id).is_some_and(|said| said.finished);
    if !said {
        found.counts.finished += 1;
        found.goals.push(Change::Finish { goal: at.id, day, act: Act::Set, note: None });
    }
}

/// What stands alone is checked off, where it is not done already.
fn check_off(matched: &Matched<'_>, goal: &ImportedGoal, at: &Placed, found: &mut Difference) {
    let Some(day) = done_on(matched, goal, found) else { return };
    let n = match goal.asked {
        Asked::AtLeast(target) => target,
        Asked::Unstated | Asked::AtMost(_) | Asked::OnlyCounted => Amount::ONE,
    };
    let here = matched.here;
    let done = here.state.activity.goal_days(at.id).days(Day::FIRST, Day::LAST).map(|(_, sum)| sum);
    let is_done = done.sum::<Amount>() >= n;
    let was_said = here
        .said
        .days
        .range((at.id, Day::FIRST)..=(at.id, Day::LAST))
        .any(|(_, said)| said.checks.iter().any(|(said, _)| *said >= n));
    if is_done || was_said {
        return;
    }
    let mut nth = 1;
    let mut id = entry_id(&at.origin, day, "done", nth);
    while here.said.entries.contains(&id) {
        nth += 1;
        id = entry_id(&at.origin, day, "done", nth);
    }
    found.counts.check_offs += 1;
    found.days.push((id, Change::Check { goal: at.id, day, n, note: None }));
}

/// Archived, or paused. What was never done in any way is put away today: it begins no earlier.
fn put_away(matched: &Matched<'_>, goal: &ImportedGoal, at: &Placed, found: &mut Difference) {
    let here = matched.here;
    let said = here.said.goals.get(&at.id);
    let said_archived = said.is_some_and(|said| said.archived == Some(Act::Set));
    let is_archived = here.state.tree.goal(at.id).is_some_and(|goal| goal.archived().is_some());
    let is_archived = is_archived && at.how != How::New;
    match goal.standing {
        Standing::Archived(since) if !said_archived && !is_archived => {
            found.counts.archived += 1;
            let day = last_day(goal).map_or(here.today, |last| since.map_or(last, |since| since.max(last)));
            let day = day.min(here.today);
            found.goals.push(Change::Archive { goal: at.id, day, act: Act::Set });
        }
        Standing::Active | Standing::Paused if said_archived && is_archived => {
            found.counts.changed += 1;
            found.goals.push(Change::Archive { goal: at.id, day: here.today, act: Act::Lift });
        }
        Standing::Paused if said.is_none_or(|said| !said.paused) => {
            found.counts.paused += 1;
            let scope = Scope::Goal(at.id);
            found.goals.push(Change::Pause { scope, from: here.today, until: None });
        }
        Standing::Archived(_) | Standing::Active | Standing::Paused => {}
    }
}

/// The last day on which anything was done in it.
fn last_day(goal: &ImportedGoal) -> Option<Day> {
    let done = |it: &&Activity| {
        matches!(it.what, Did::Check(n) if n > Amount::ZERO) || matches!(it.what, Did::Read(_))
    };
    goal.activity.iter().filter(done).map(|it| it.day).chain(goal.done).max()
}

/// A day that it is planned for, when it is new and that is not over.
fn plan(matched: &Matched<'_>, goal: &ImportedGoal, at: &Placed, found: &mut Difference) {
    let ahead = goal.planned.filter(|day| *day >= matched.here.today && goal.done.is_none());
    if let Some(day) = ahead.filter(|_| at.how == How::New) {
        found.goals.push(Change::Plan { goal: at.id, day: Some(day) });
    }
}
