//! Who did how much of what was done on a day (SEMANTICS 10.7).

use super::balance::{DayCount, Doings};
use crate::domain::judge::judge::Judge;
use crate::domain::model::activity::{Activity, ActivityRecord};
use crate::domain::model::goal::Goal;
use crate::domain::model::people::same;
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

/// Each one's share of what is counted of a goal on a day, rounded: by the amounts that are told to be somebody's,
/// what is left being its owners'. Together they are `count`, but that each of several owners has what is theirs.
pub(crate) fn who_did<'w>(judge: &Judge<'w>, goal: &'w Goal, day: Day, count: u32) -> Vec<(&'w str, u32)> {
    let state = judge.state;
    let days = state.activity.goal_days(goal.id);
    let doers = days.doers(day);
    let parts = |amount: Amount| u128::try_from(amount.thousandths()).unwrap_or_default();
    let told: u128 = doers.iter().map(|(_, amount)| parts(*amount)).sum();
    let all = parts(days.sum(day)).max(told);
    let mut shares = Vec::new();
    let (mut sum, mut given) = (0, 0);
    for (name, amount) in doers {
        sum += parts(amount);
        let upto = (2 * u128::from(count) * sum + all) / (2 * all).max(1);
        let upto = u32::try_from(upto).unwrap_or(count).min(count);
        shares.push((name, upto - given));
        given = upto;
    }
    let left = count - given;
    shares.extend(state.tree.owners(goal.id).filter(|_| left > 0).map(|owner| (owner, left)));
    shares
}

impl<'w> Doings<'w> {
    /// Of all this what one person did.
    #[must_use]
    pub(crate) fn by(mut self, judge: &Judge<'w>, name: &str) -> Self {
        let state = judge.state;
        self.wins.retain(|win| won_by(state, win, name));
        let won = self.wins.iter().map(|win| {
            let area = state.area_of(&win.what);
            DayCount { day: win.day, goal: None, area, count: 1 }
        });
        let done = self.activities.iter().filter_map(|done| {
            let goal = state.tree.goal(done.goal?)?;
            let shares = who_did(judge, goal, done.day, done.count);
            let count = shares.iter().filter(|(who, _)| same(who, name)).map(|(_, share)| share).sum();
            (count > 0).then_some(DayCount { count, ..*done })
        });
        self.activities = won.chain(done).collect();
        self
    }
}

/// A win is of whom it tells, else of the owners of the goal it belongs to.
fn won_by(state: &State, win: &ActivityRecord, name: &str) -> bool {
    match (&win.origin.by, &win.what) {
        (Some(by), _) => same(by, name),
        (None, Activity::Win { under: Some(goal), .. }) => state.tree.is_owner(*goal, name),
        (None, _) => false,
    }
}
