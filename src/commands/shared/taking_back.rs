//! What `undo` and `redo` share: an entry is voided, and what it did is told.

use super::changes::{Changed, Changes};
use super::context::Context;
use super::summary::Outcome;
use crate::domain::model::change::{Act, Change, Scope};
use crate::domain::model::goal_field::GoalField;
use crate::domain::model::tree::Tree;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId, RewardId};
use crate::error::Error;
use crate::journal::format::entry::Recorded;
use crate::journal::{DecisionInput, Detail};

/// Voids the entry that `find` names, and tells what the other one it names was.
pub(crate) fn take_back(
    context: &mut Context<'_>,
    did: &str,
    nothing: &str,
    find: impl Fn(&DecisionInput<'_>) -> Option<(EntryId, Recorded)>,
) -> Outcome {
    let clock = context.clock();
    let appended = context.append_to(Detail::Entries, |input| {
        let found = find(&input);
        let changes = found.iter().map(|(entry, _)| Change::Undo { entry: *entry }).collect();
        Ok::<_, Error>((changes, found))
    })?;
    let Some((_, recorded)) = &appended.decided else {
        return context.summarize(&Changes::none(nothing));
    };
    let mut summary = Changes::default();
    // A goal that was made is known before the undo, one made again after the redo.
    let before = &appended.before.state.tree;
    let after = &appended.state.tree;
    let code = |goal: GoalId| {
        let tree = if before.goal(goal).is_some() { before } else { after };
        tree.code(goal)
    };
    let judge = clock.judge(&appended.state);
    let reward = |goal, id| {
        let states = [&appended.before.state, &appended.state];
        let found = states.into_iter().find_map(|state| state.rewards.find(goal, id));
        found.map(|reward| reward.promise.text.clone()).unwrap_or_default()
    };
    let mut what: Vec<String> = recorded
        .entry
        .did
        .iter()
        .map(|change| in_words(change, &code, &reward, after, judge.today))
        .collect();
    // The order of a page is one thing, however many goals are on it.
    what.dedup();
    summary.line(format!("{did}: {}.", what.join("; ")));
    let mut seen: Vec<GoalId> = Vec::new();
    for goal in recorded.entry.did.iter().filter_map(touched) {
        if seen.contains(&goal) {
            continue;
        }
        seen.push(goal);
        if let Some(goal) = after.goal(goal) {
            let day = recorded.entry.did.iter().find_map(day_of).unwrap_or(judge.today);
            summary.changed.push(Changed::of(&judge, goal, day, None));
        }
    }
    summary.changed.extend(recorded.entry.did.iter().filter_map(|change| match change {
        Change::Win { title, day, area, .. } => Some(Changed::win(title.clone(), *day, area.clone())),
        _ => None,
    }));
    context.summarize(&summary)
}

fn touched(change: &Change) -> Option<GoalId> {
    match change {
        Change::Add { goal, .. }
        | Change::Set { goal, .. }
        | Change::Check { goal, .. }
        | Change::Read { goal, .. }
        | Change::Skip { goal, .. }
        | Change::Archive { goal, .. }
        | Change::Finish { goal, .. }
        | Change::Plan { goal, .. }
        | Change::Order { goal, .. }
        | Change::Reward { goal, .. }
        | Change::Claim { goal, .. }
        | Change::Pause { scope: Scope::Goal(goal), .. }
        | Change::Resume { scope: Scope::Goal(goal), .. } => Some(*goal),
        Change::Pause { scope: Scope::All, .. }
        | Change::Resume { scope: Scope::All, .. }
        | Change::Win { .. }
        | Change::Template { .. }
        | Change::Undo { .. }
        | Change::Config { .. } => None,
    }
}

fn day_of(change: &Change) -> Option<Day> {
    match change {
        Change::Check { day, .. }
        | Change::Read { day, .. }
        | Change::Skip { day, .. }
        | Change::Finish { day, .. }
        | Change::Claim { day, .. } => Some(*day),
        _ => None,
    }
}

/// What a change does, in words: ``check off `pitch` (+4) on Wed 18 Nov``.
fn in_words(
    change: &Change,
    code: &dyn Fn(GoalId) -> Code,
    reward: &dyn Fn(GoalId, Option<RewardId>) -> String,
    tree: &Tree,
    today: Day,
) -> String {
    let scoped = |scope: &Scope| match scope {
        Scope::All => "everything".to_owned(),
        Scope::Goal(goal) => format!("`{}`", code(*goal)),
    };
    match change {
        Change::Add { goal, fields, .. } => {
            let title = fields.iter().find_map(|field| match field {
                GoalField::Title(title) => Some(title.to_string()),
                _ => None,
            });
            let known = tree.goal(*goal).map(|goal| goal.title.to_string());
            format!("add `{}` “{}”", code(*goal), title.or(known).unwrap_or_default())
        }
        Change::Set { goal, fields, .. } => {
            let names: Vec<&str> = fields.iter().map(GoalField::called).collect();
            format!("change the {} of `{}`", names.join(", "), code(*goal))
        }
        Change::Check { goal, day, n, .. } if n.is_positive() => {
            format!("check off `{}` (+{n}) on {}", code(*goal), day.short(today))
        }
        Change::Check { goal, day, n: Amount::ZERO, note } => {
            let note = note.as_deref().unwrap_or_default();
            format!("note “{note}” for `{}` on {}", code(*goal), day.short(today))
        }
        Change::Check { goal, day, n, .. } => {
            format!("take {} off `{}` on {}", -*n, code(*goal), day.short(today))
        }
        Change::Read { goal, day, value, .. } => {
            format!("read {value} for `{}` on {}", code(*goal), day.short(today))
        }
        Change::Skip { goal, day, act: Act::Set, .. } => {
            format!("skip `{}` on {}", code(*goal), day.short(today))
        }
        Change::Skip { goal, day, act: Act::Lift, .. } => {
            format!("take back the skip of `{}` on {}", code(*goal), day.short(today))
        }
        Change::Pause { scope, from, .. } => format!("pause {} from {}", scoped(scope), from.short(today)),
        Change::Resume { scope, .. } => format!("resume {}", scoped(scope)),
        Change::Archive { goal, act: Act::Set, .. } => format!("archive `{}`", code(*goal)),
        Change::Archive { goal, act: Act::Lift, .. } => {
            format!("take `{}` back from the archive", code(*goal))
        }
        Change::Finish { goal, day, act: Act::Set, .. } => {
            format!("finish `{}` on {}", code(*goal), day.short(today))
        }
        Change::Finish { goal, act: Act::Lift, .. } => format!("open `{}` again", code(*goal)),
        Change::Plan { goal, day: Some(day) } => {
            format!("plan `{}` for {}", code(*goal), day.short(today))
        }
        Change::Plan { goal, day: None } => format!("take `{}` off its day", code(*goal)),
        Change::Order { day, .. } => format!("put the page of {} in order", day.short(today)),
        Change::Template { name, outline: Some(_) } => format!("save the template `{name}`"),
        Change::Template { name, outline: None } => format!("remove the template `{name}`"),
        Change::Win { title, day, .. } => format!("write down the win “{title}” on {}", day.short(today)),
        Change::Reward { goal, promise: Some(promise), .. } => {
            format!("promise the reward “{}” for `{}`", promise.text, code(*goal))
        }
        Change::Reward { goal, id, promise: None } => {
            format!("remove the reward “{}” of `{}`", reward(*goal, Some(*id)), code(*goal))
        }
        Change::Claim { goal, id, .. } => {
            format!("claim the reward “{}” of `{}`", reward(*goal, *id), code(*goal))
        }
        Change::Undo { .. } => "take something back".to_owned(),
        Change::Config { setting, .. } => format!("set {} to {}", setting.key(), setting.value()),
    }
}
