//! What `undo` and `redo` share: an entry is voided, and what it did is told.

use super::changes::{Changed, Changes};
use super::context::Context;
use super::summary::Outcome;
use crate::domain::model::change::{Act, Change, Scope};
use crate::domain::model::goal_field::GoalField;
use crate::domain::model::state::State;
use crate::domain::model::tree::Tree;
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId, RewardId};
use crate::error::Error;
use crate::journal::format::entry::Recorded;
use crate::journal::{DecisionInput, Detail};

/// What is to be taken back.
pub(crate) enum Found {
    /// This entry, of which the words tell: of an undo what it undid.
    Entry { id: EntryId, told: Recorded },
    /// Nothing, for this reason.
    Nothing(String),
}

/// So many things that an entry did are told of.
const TOLD: usize = 12;

/// Voids the entry that is found, and tells what it was.
pub(crate) fn take_back(
    context: &mut Context<'_>,
    did: &str,
    find: impl Fn(&DecisionInput<'_>) -> Result<Found, Error>,
) -> Outcome {
    let clock = context.clock();
    context.leave_inbox();
    let appended = context.append_to(Detail::Entries, |input| {
        let found = find(&input)?;
        let changes = match &found {
            Found::Entry { id, .. } => vec![Change::Undo { entry: *id }],
            Found::Nothing(_) => Vec::new(),
        };
        Ok::<_, Error>((changes, (found, input.device.to_owned())))
    })?;
    let (recorded, device) = match &appended.decided {
        (Found::Nothing(why), _) => return context.summarize(&Changes::none(why)),
        (Found::Entry { told, .. }, device) => (told, device),
    };
    let mut summary = Changes::default();
    let after = &appended.state.tree;
    let judge = clock.judge(&appended.state);
    // A goal that was made is known before the undo, one made again after the redo.
    let what = in_short(recorded, [&appended.before.state, &appended.state], judge.today);
    let elsewhere = match &recorded.device {
        own if own == device => String::new(),
        other => format!(" (recorded on {other})"),
    };
    summary.line(format!("{did}: {what}{elsewhere}."));
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
        | Change::Import { .. }
        | Change::Inbox(_)
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

/// What an entry did, in words. Its goals are those of the first of these states that has them.
pub(crate) fn in_short(recorded: &Recorded, states: [&State; 2], today: Day) -> String {
    let code = |goal: GoalId| {
        let known = states.into_iter().find(|state| state.tree.goal(goal).is_some());
        known.unwrap_or(states[1]).tree.code(goal)
    };
    let reward = |goal, id| {
        let found = states.into_iter().find_map(|state| state.rewards.find(goal, id));
        found.map(|reward| reward.promise.text.clone()).unwrap_or_default()
    };
    let did = &recorded.entry.did;
    if let Some(import) = did.iter().find_map(import_in_words) {
        let made = did.iter().filter(|change| matches!(change, Change::Add { .. })).count();
        return match made {
            0 => import,
            1 => format!("{import}, which made 1 goal"),
            made => format!("{import}, which made {made} goals"),
        };
    }
    let [_, after] = states;
    let is_inbox = |change: &&Change| matches!(change, Change::Inbox(_));
    let others = did.iter().filter(|change| !is_inbox(change));
    let mut what: Vec<String> =
        others.map(|change| in_words(change, &code, &reward, &after.tree, today)).collect();
    // The order of a page is one thing, however many goals are on it.
    what.dedup();
    let others = what.len().saturating_sub(TOLD);
    what.truncate(TOLD);
    what.extend((others > 0).then(|| format!("{others} more")));
    let from = if did.iter().any(|change| is_inbox(&change)) { "from the inbox: " } else { "" };
    format!("{from}{}", what.join("; "))
}

fn import_in_words(change: &Change) -> Option<String> {
    match change {
        Change::Import { kind } => Some(format!("import a file of the kind `{kind}`")),
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
        Change::Import { .. } => import_in_words(change).unwrap_or_default(),
        Change::Inbox(_) => "take in the inbox".to_owned(),
        Change::Undo { .. } => "take something back".to_owned(),
        Change::Config { setting, .. } => format!("set {} to {}", setting.key(), setting.value()),
    }
}
