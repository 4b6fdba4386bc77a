//! Who did how much of what was done on a day (SEMANTICS 10.7).

use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
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
