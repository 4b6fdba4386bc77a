//! Goals that `add` and `split` make, and what is said of them.

use std::collections::BTreeSet;

use super::advice::Advice;
use super::changes::{Changed, Changes, Line, Sign};
use super::context::Context;
use super::new_outline::NewOutline;
use super::offers::New;
use super::summary::Outcome;
use super::words;
use crate::domain::input::fields::{FieldUpdate, GoalInput};
use crate::domain::input::goal_line::OutlineLine;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::goal_field::{DayKey, Key};
use crate::domain::model::settings::{Hints, Key as Setting, Setting as Value};
use crate::domain::report::hints::{Hint, lacks};
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
    let names = context.names();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let outline = NewOutline { parent, lines, flags, ids: &ids };
        let changes = outline.decide(state, &names, &clock, &mut calendar)?;
        Ok((changes, calendar))
    })?;
    context.note_dates(&appended.decided);
    let judge = context.judge(&appended.state);
    let hints = advice(&judge, &ids, lines, flags);
    context.hint(&hints);
    context.summarize(&Changes { hints, ..made(&judge, appended.decided.today, &ids) })
}

/// What words may be meant otherwise; and, unless hints are off, what sentences say and what the new goals lack to
/// be doable.
fn advice(judge: &Judge<'_>, ids: &[GoalId], lines: &[OutlineLine], flags: &GoalInput) -> Vec<Advice> {
    let tree = &judge.state.tree;
    let is_on = judge.state.settings.get(Setting::Hints) != Value::Hints(Hints::Off);
    let mut found = Vec::new();
    for (goal, line) in ids.iter().zip(lines).filter_map(|(id, line)| Some((tree.goal(*id)?, line))) {
        let given: Vec<Key> =
            line.spec.fields.updates().chain(flags.updates()).map(FieldUpdate::key).collect();
        let new = New { judge, goal, line, given: &given };
        found.extend(new.unknown_keys());
        if is_on {
            let (offer, offered) = new.sentence().unzip();
            let offered = offered.unwrap_or_default();
            found.extend(offer);
            found.extend(lacking(judge, goal, &offered));
            // What may be meant as a habit or a limit has no first step.
            if ![Key::Every, Key::AtMost].iter().any(|key| offered.contains(key)) {
                found.extend(first_step(judge, goal));
            }
        }
    }
    if is_on {
        found.extend(unmoved(judge, ids).into_iter().chain(asking_for_all(judge, ids)));
    }
    found
}

/// What a goal lacks to be doable, but for what was offered.
fn lacking(judge: &Judge<'_>, goal: &Goal, offered: &[Key]) -> Option<Advice> {
    let code = judge.state.tree.code(goal.id);
    let is_offered = |hint: &Hint| match hint {
        Hint::Target | Hint::Number => offered.contains(&Key::Target) || offered.contains(&Key::Every),
        Hint::Deadline => offered.contains(&Key::Day(DayKey::By)) || offered.contains(&Key::Every),
        Hint::Why => offered.contains(&Key::Every),
        Hint::Size => false,
    };
    lacks(judge, goal)
        .filter(|hint| !is_offered(hint))
        .map(|hint| Advice { text: hint.in_words(code.as_str()), command: Some(hint.command(code.as_str())) })
}

/// A macro goal without steps is asked for the first: none that repeats, is a limit or holds readings, or is due
/// within a week, which is a step itself.
fn first_step(judge: &Judge<'_>, goal: &Goal) -> Option<Advice> {
    const NEAR: i64 = 7;
    let tree = &judge.state.tree;
    let is_macro = goal.parent().is_none()
        && tree.living_children(Some(goal.id)).next().is_none()
        && !judge.cadence(goal).repeats()
        && matches!(judge.schedule(goal).bound(), Bound::AtLeast(_))
        && goal.baseline.is_none()
        && judge.done_on(goal).is_none();
    let is_near = goal.by.is_some_and(|by| judge.today.days_to(by) <= NEAR);
    let command = format!("goals split {} \"…\"", tree.code(goal.id));
    (is_macro && !is_near).then(|| Advice::with_command("One small thing for today?", command))
}

/// The targets that the new goals stand below, and that nothing there moves (SEMANTICS 6.6).
fn unmoved(judge: &Judge<'_>, ids: &[GoalId]) -> Vec<Advice> {
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
        let command = format!("goals edit {first} --feeds 1");
        let text = format!(
            "{codes} {moves} nothing of the target of `{}`; does a check-off add to it? `{command}`, or `--feeds sum` \
             for each unit",
            tree.code(goal.id)
        );
        Some(Advice { text, command: Some(command) })
    };
    unmoved.filter_map(hint).collect()
}

/// The targets with a unit that judge the new goals' parents no more: all of the children are asked for
/// (SEMANTICS 4.3).
fn asking_for_all(judge: &Judge<'_>, ids: &[GoalId]) -> Vec<Advice> {
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
            let command = format!("goals edit {code} --unit none");
            let text = format!(
                "`{code}` asks for all that is below it now, and no longer for {target} {unit}; `{command}` asks for \
                 {target} of them"
            );
            Advice { text, command: Some(command) }
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
