//! Decisions on rewards: what can be promised, claimed and taken away (SEMANTICS 9).

use crate::domain::judge::judge::Judge;
use crate::domain::judge::progress::Measure;
use crate::domain::judge::rewards::{Judged, RewardStatus};
use crate::domain::model::change::Change;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::goal_field::{GoalField, TextKey};
use crate::domain::model::refusal::Refusal;
use crate::domain::model::rewards::{Promise, RewardCondition};
use crate::domain::value::cadence::Cadence;
use crate::domain::value::ids::RewardId;

/// Refused where its mark can never be reached.
pub fn promised(judge: &Judge<'_>, goal: &Goal, id: RewardId, promise: Promise) -> Result<Change, Refusal> {
    refuse_out_of_reach(judge, goal, promise.mark)?;
    Ok(Change::Reward { goal: goal.id, id, promise: Some(promise) })
}

fn refuse_out_of_reach(judge: &Judge<'_>, goal: &Goal, mark: RewardCondition) -> Result<(), Refusal> {
    let code = judge.state.tree.code(goal.id);
    let never = |why: String, hint: &str| Err(Refusal::Conflict { what: why, hint: hint.to_owned() });
    let repeats = judge.cadence(goal).repeats();
    let bound = judge.schedule(goal).bound();
    let through_children = !judge.judging_children(goal).is_empty();
    match (mark, bound, judge.measure(goal)) {
        (RewardCondition::Streak(count), ..) if repeats => {
            let most = periods_in_all(judge, goal);
            if most.is_none_or(|most| usize::try_from(count).is_ok_and(|count| count <= most)) {
                return Ok(());
            }
            never(format!("`{code}` ends before it was met {count} times in a row"), "name a shorter streak")
        }
        (RewardCondition::Streak(_), ..) => never(
            format!("`{code}` does not repeat, so it has no streak"),
            "name a share (`--at 50%`) or an amount (`--at 26`), or leave `--at` out for its completion",
        ),
        (RewardCondition::Share(_), ..) if repeats => never(
            format!("`{code}` repeats, so there is no share of it to be done"),
            "name a streak (`--at streak:30`) or an amount in all (`--at 500`)",
        ),
        (RewardCondition::Share(_), Bound::AtLeast(_), _) if judge.fraction(goal).is_some() => Ok(()),
        (RewardCondition::Share(_) | RewardCondition::Amount(_), Bound::AtMost(_), _) => never(
            format!("`{code}` is a limit, and nothing to be reached"),
            "leave `--at` out: the reward is earned when the limit was kept",
        ),
        (RewardCondition::Share(_), ..) => never(
            format!("`{code}` has no end that one could be a part of the way to"),
            &format!("`goals edit {code} --by DAY` says until when; a target does as well"),
        ),
        (RewardCondition::Amount(_), ..) if repeats && through_children => never(
            format!("`{code}` is checked off through its children, and has no amount of its own"),
            "name a streak, as in `--at streak:4`",
        ),
        (RewardCondition::Amount(_), _, Measure::Parts) if !repeats => never(
            format!("`{code}` is done by its steps, and has no amount of its own"),
            "name a share, as in `--at 50%`",
        ),
        (RewardCondition::Amount(wanted), Bound::AtLeast(target), Measure::Readings) => {
            let baseline = goal.baseline.unwrap_or_default();
            let (low, high) = (baseline.min(target), baseline.max(target));
            if low <= wanted && wanted <= high && wanted != baseline {
                return Ok(());
            }
            never(
                format!("{wanted} is not on the way from {baseline} to {target}"),
                "name a value between them",
            )
        }
        (RewardCondition::Amount(wanted), ..) if !wanted.is_positive() => Err(Refusal::invalid_input(
            format!("{wanted} is reached by doing nothing"),
            "name an amount above 0",
        )),
        (RewardCondition::Amount(wanted), Bound::AtLeast(target), Measure::Amount)
            if !repeats && wanted > target =>
        {
            never(
                format!("`{code}` is done at {target}, before {wanted}"),
                "name less, or leave `--at` out for its completion",
            )
        }
        (RewardCondition::Done, Bound::Any, _) => never(
            format!("`{code}` is only counted, and so is never done"),
            "name an amount, as in `--at 100`",
        ),
        (RewardCondition::Done, Bound::AtMost(_), _) if !repeats && goal.by.is_none() => never(
            format!("`{code}` is a limit without a last day, and so is never done"),
            "give it one with `goals edit --by`",
        ),
        (RewardCondition::Amount(_) | RewardCondition::Done, ..) => Ok(()),
    }
}

/// How many periods a repeating goal has until it ends; nothing where it does not end, or where a window
/// that is met early makes room for more.
fn periods_in_all(judge: &Judge<'_>, goal: &Goal) -> Option<usize> {
    let end = judge.history(goal).timeline.end?;
    let windows = matches!(judge.cadence(goal), Cadence::Window(_));
    (!windows).then(|| judge.outlook(goal, end).periods.len())
}

/// None where it is claimed already. Refused where it is not earned.
pub fn claimed(judge: &Judge<'_>, number: usize) -> Result<Option<Change>, Refusal> {
    let Judged { reward, goal, stage, .. } = numbered(judge, number)?;
    match stage {
        RewardStatus::Claimed(_) => Ok(None),
        RewardStatus::Earned(_) => {
            Ok(Some(Change::Claim { goal: reward.goal, id: reward.id, day: judge.today }))
        }
        RewardStatus::Locked => Err(Refusal::Conflict {
            what: format!(
                "reward {number}, “{}”, is not earned yet (`{}`: {})",
                reward.promise.text,
                judge.state.tree.code(goal.id),
                judge.way_to(goal, reward.promise.mark).words
            ),
            hint: "`goals rewards` tells what each is earned at".to_owned(),
        }),
    }
}

pub(crate) fn removed(judge: &Judge<'_>, number: usize) -> Result<Change, Refusal> {
    let Judged { reward, .. } = numbered(judge, number)?;
    Ok(match reward.id {
        Some(id) => Change::Reward { goal: reward.goal, id, promise: None },
        None => Change::Set {
            goal: reward.goal,
            day: judge.today,
            fields: vec![GoalField::Text(TextKey::Reward, None)],
        },
    })
}

pub fn numbered<'w>(judge: &Judge<'w>, number: usize) -> Result<Judged<'w>, Refusal> {
    let rewards = judge.rewards();
    let known: Vec<usize> = rewards.iter().map(|it| it.number).collect();
    rewards.into_iter().find(|it| it.number == number).ok_or(Refusal::UnknownReward { number, known })
}
