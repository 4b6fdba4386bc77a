//! Goals that `add` and `split` make, and what is said of them.

use std::collections::BTreeSet;

use super::changes::{Changed, Changes, Line, Sign};
use super::context::Context;
use super::summary::Outcome;
use super::words;
use crate::domain::decide::edit;
use crate::domain::input::fields::GoalInput;
use crate::domain::input::goal_line::OutlineLine;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::settings::{Hints, Key, Setting};
use crate::domain::report::hints::lacks;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::journal::format::id::new_goal;
use crate::ui::colour::Tone;

/// Writes the goals of an outline, under a parent where one is named.
pub(crate) fn make(
    parent: Option<&str>,
    lines: &[OutlineLine],
    flags: &GoalInput,
    context: &mut Context<'_>,
) -> Outcome {
    let ids: Vec<GoalId> = lines.iter().map(|_| new_goal()).collect::<Result<_, _>>()?;
    let clock = context.clock();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let parent = parent.map(|code| state.tree.find_living(code)).transpose()?;
        let mut fresh = ids.iter().copied();
        let mut next = || fresh.next().unwrap_or(GoalId::from_bits(0));
        let changes = edit::make(state, parent, lines, flags, &mut calendar, &mut next)?;
        Ok((changes, calendar))
    })?;
    context.note_dates(&appended.decided);
    let judge = context.judge(&appended.state);
    let hints = hints(&judge, &ids);
    context.hint(&hints);
    context.summarize(&Changes { hints, ..made(&judge, appended.decided.today, &ids) })
}

/// What the new goals lack to be doable, unless hints are off.
fn hints(judge: &Judge<'_>, ids: &[GoalId]) -> Vec<String> {
    let tree = &judge.state.tree;
    if judge.state.settings.get(Key::Hints) == Setting::Hints(Hints::Off) {
        return Vec::new();
    }
    let goals = ids.iter().filter_map(|id| tree.goal(*id));
    let hints = goals.flat_map(|goal| {
        let code = tree.code(goal.id);
        lacks(judge, goal).into_iter().map(move |hint| hint.in_words(code.as_str()))
    });
    hints.chain(unmoved(judge, ids)).chain(asking_for_all(judge, ids)).collect()
}

/// The targets that the new goals stand below, and that nothing there moves (SEMANTICS 6.6).
fn unmoved(judge: &Judge<'_>, ids: &[GoalId]) -> Vec<String> {
    let tree = &judge.state.tree;
    let parents: BTreeSet<GoalId> =
        ids.iter().filter_map(|id| tree.goal(*id)).filter_map(Goal::parent).collect();
    let unmoved =
        parents.into_iter().filter_map(|id| tree.goal(id)).filter(|it| judge.is_moved_by_no_child(it));
    let hint = |goal: &Goal| {
        let below: Vec<Code> = tree
            .living_children(Some(goal.id))
            .filter(|id| ids.contains(id))
            .map(|id| tree.code(id))
            .collect();
        let codes = below.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>().join(", ");
        let moves = if below.len() == 1 { "moves" } else { "move" };
        let first = below.first()?;
        Some(format!(
            "{codes} {moves} nothing of the target of `{}`; does a check-off add to it? `goals edit {first} --feeds 1`, \
             or `--feeds sum` for each unit",
            tree.code(goal.id)
        ))
    };
    unmoved.filter_map(hint).collect()
}

/// The targets with a unit that judge the new goals' parents no more: all of the children are asked for
/// (SEMANTICS 4.3).
fn asking_for_all(judge: &Judge<'_>, ids: &[GoalId]) -> Vec<String> {
    let tree = &judge.state.tree;
    let parents: BTreeSet<GoalId> =
        ids.iter().filter_map(|id| tree.goal(*id)).filter_map(Goal::parent).collect();
    let hint = |goal: &Goal| {
        let Schedule { bound: Some(Bound::AtLeast(target)), unit: Some(unit), .. } = judge.schedule(goal)
        else {
            return None;
        };
        let judged = judge.judging_children(goal).iter().any(|child| ids.contains(child));
        let code = tree.code(goal.id);
        judged.then(|| {
            format!(
                "`{code}` asks for all that is below it now, and no longer for {target} {unit}; \
                 `goals edit {code} --unit none` asks for {target} of them"
            )
        })
    };
    parents.into_iter().filter_map(|id| tree.goal(id)).filter_map(hint).collect()
}

/// What was understood, one line a goal.
fn made(judge: &Judge<'_>, today: Day, ids: &[GoalId]) -> Changes {
    let tree = &judge.state.tree;
    let mut changes = Changes::default();
    for goal in ids.iter().filter_map(|id| tree.goal(*id)) {
        let depth = tree.ancestors(goal.id).filter(|above| ids.contains(&above.id)).count();
        let done = judge.was_done_today(goal) || judge.done_on(goal).is_some();
        changes.lines.push(Line::Goal {
            sign: if done { Sign::Done } else { Sign::Nothing },
            depth,
            code: tree.code(goal.id),
            text: understood(judge, goal),
        });
        changes.changed.push(Changed::of(judge, goal, today, None));
        say_past_end(&mut changes, judge, goal);
    }
    changes
}

/// Says of the goal that was told last that its last day is over.
pub(crate) fn say_past_end(changes: &mut Changes, judge: &Judge<'_>, goal: &Goal) {
    let past = goal.by.filter(|by| *by < judge.today && judge.done_on(goal).is_none());
    let (Some(by), Some(totals)) = (past, changes.changed.last_mut()) else { return };
    let text = if judge.cadence(goal).repeats() {
        format!("its last day, {}, is over: nothing of it is due any more", by.short(judge.today))
    } else {
        format!("its deadline, {}, is over already", by.short(judge.today))
    };
    totals.remarks.push(text.clone());
    changes.lines.push(Line::Below { tone: Tone::Faint, text });
}

/// Everything that a goal says, in words.
pub(crate) fn understood(judge: &Judge<'_>, goal: &Goal) -> String {
    let tree = &judge.state.tree;
    let text = |label: &str, value: Option<&String>| {
        value.map(|value| format!("{label}{value}")).unwrap_or_default()
    };
    let codes: Vec<String> = goal.after.iter().map(|id| tree.code(*id).to_string()).collect();
    let parts = [
        goal.title.to_string(),
        words::demand(judge, goal),
        goal.from.map(|day| format!("from {}", day.dated())).unwrap_or_default(),
        goal.by.map(|day| format!("by {}", day.dated())).unwrap_or_default(),
        if codes.is_empty() { String::new() } else { format!("after {}", codes.join(", ")) },
        goal.feeds.map(|feeds| format!("feeds {feeds}")).unwrap_or_default(),
        goal.pilot.map(|day| format!("on trial until {}", day.dated())).unwrap_or_default(),
        text("area ", goal.area.as_ref()),
        text("who ", goal.who.as_ref()),
        text("why: ", goal.why.as_ref()),
        text("reward: ", goal.reward.as_ref()),
    ];
    words::joined(parts.iter().map(String::as_str))
}
