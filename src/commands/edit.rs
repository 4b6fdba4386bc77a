//! `edit`: changes what a goal says, by flags or in an editor.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::{Changed, Changes, Sign};
use super::shared::context::Context;
use super::shared::editor::{Draft, Text};
use super::shared::goal_args::{GoalFlags, unshielded};
use super::shared::new_goals::{say_past_end, understood};
use super::shared::summary::Outcome;
use super::shared::words;
use crate::domain::decide::edit::change;
use crate::domain::decide::outline::{Days, Edited, changes, written};
use crate::domain::input::goal_line::outline;
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::Change;
use crate::domain::model::goal::Goal;
use crate::domain::model::goal_field::{DayKey, GoalField, Key};
use crate::domain::model::refusal::Refusal;
use crate::domain::model::state::State;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::{TextError, Title};
use crate::error::Error;
use crate::journal::Appended;
use crate::journal::format::id::new_goal;

#[derive(Debug, Args)]
pub(crate) struct EditArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(codes))]
    goal: String,
    /// Another title
    #[arg(long, value_name = "TITLE", allow_hyphen_values = true, value_parser = title)]
    title: Option<Title>,
    #[command(flatten)]
    flags: GoalFlags,
}

fn title(text: &str) -> Result<Title, TextError> {
    unshielded(text).parse()
}

pub(crate) fn run(args: &EditArgs, context: &mut Context<'_>) -> Outcome {
    let input = args.flags.fields()?;
    if input.is_empty() && args.title.is_none() {
        return in_editor(args, context);
    }
    let clock = context.clock();
    let names = context.names();
    let appended = context.append(|decision| {
        let state = &decision.reading.state;
        let mut calendar = clock.calendar(state);
        let judge = clock.judge(state);
        let goal = names.living(&judge, &args.goal)?;
        let mut input = input.clone();
        names.name_after(&judge, &mut input, |_| false)?;
        let changes = change(state, goal, args.title.as_ref(), &input, &mut calendar)?;
        Ok((changes, (calendar, goal.id)))
    })?;
    let (calendar, id) = &appended.decided;
    context.note_dates(calendar);
    let judge = clock.judge(&appended.state);
    let mut summary = Changes::default();
    if let Some(goal) = judge.state.tree.goal(*id) {
        let text = understood(&judge, goal);
        match appended.entry {
            Some(_) => summary.goal(&judge, goal, Sign::Noted, text),
            None => summary.goal(&judge, goal, Sign::Nothing, format!("{text} · as it was, nothing written")),
        }
        summary.changed.push(Changed::of(&judge, goal, judge.today, None));
        if input.get(Key::Day(DayKey::By)).is_some() {
            say_past_end(&mut summary, &judge, goal);
        }
    }
    context.summarize(&summary)
}

/// The subtree as an outline in an editor; what came back is written as one entry.
fn in_editor(args: &EditArgs, context: &mut Context<'_>) -> Outcome {
    if !context.is_interactive() {
        return Err(Error::usage(
            format!("what is to change about `{}`?", args.goal),
            "say it with flags, as in `--target 14`, `--by none` or `--title \"…\"`",
        ));
    }
    let clock = context.clock();
    let reading = context.read()?;
    let before = &reading.state;
    let root = context.names().living(&clock.judge(before), &args.goal)?;
    let day = clock.today(before);
    let text = written(&before.tree, root, day, Days::Dates);
    let mut draft = Draft::of_outline(context.env(), &args.goal, &text)?;
    loop {
        let lines = match draft.lines()? {
            Text::Read(lines) => lines,
            Text::Unchanged => {
                return context.summarize(&Changes::none("Nothing was changed, nothing written."));
            }
        };
        match write(context, &Edited { before, root: root.id, day, lines: &lines }) {
            Ok(appended) => {
                draft.drop_file();
                return tell(context, &appended);
            }
            Err(failure @ Error::Refused(Refusal::ChangedMeanwhile { .. })) => {
                return Err(draft.kept(&failure));
            }
            Err(failure @ Error::Refused(_)) => draft.refused(&failure)?,
            Err(failure) => return Err(draft.kept(&failure)),
        }
    }
}

/// What an edited outline changes, written as one entry.
fn write(context: &mut Context<'_>, edited: &Edited<'_>) -> Result<Appended<(Calendar, Vec<Change>)>, Error> {
    let clock = context.clock();
    let ids: Vec<GoalId> = edited.lines.iter().map(|_| new_goal()).collect::<Result<_, _>>()?;
    context.append(|input| {
        let now = &input.reading.state;
        let mut calendar = clock.calendar(now);
        let mut fresh = ids.iter().copied();
        let mut next = || fresh.next().unwrap_or(GoalId::from_bits(0));
        let changes = changes(edited, now, &mut calendar, &mut next)?;
        Ok::<_, Error>((changes.clone(), (calendar, changes)))
    })
}

fn tell(context: &mut Context<'_>, appended: &Appended<(Calendar, Vec<Change>)>) -> Outcome {
    let (calendar, changes) = &appended.decided;
    context.note_dates(calendar);
    context.summarize(&summary(&context.judge(&appended.state), changes))
}

/// What stands before a goal in an outline.
const BULLET: &str = "- ";

/// The goal's own line of its outline.
pub(crate) fn line(context: &Context<'_>, before: &State, goal: &Goal) -> String {
    let day = context.clock().today(before);
    let text = written(&before.tree, goal, day, Days::Dates);
    let first = text.lines().next().unwrap_or_default();
    first.strip_prefix(BULLET).unwrap_or(first).to_owned()
}

/// The same as an outline from an editor in which that line alone was changed.
pub(crate) fn with_line(context: &mut Context<'_>, before: &State, code: &str, line: &str) -> Outcome {
    let root = before.tree.find_living(code)?;
    let day = context.clock().today(before);
    let text = written(&before.tree, root, day, Days::Dates);
    let first = format!("{BULLET}{line}");
    let lines = outline(std::iter::once(first.as_str()).chain(text.lines().skip(1)))?;
    let appended = write(context, &Edited { before, root: root.id, day, lines: &lines })?;
    tell(context, &appended)
}

/// Whether a last day is among what changed.
fn says_end(change: &Change) -> bool {
    let is_end = |field: &GoalField| matches!(field, GoalField::Day(DayKey::By, Some(_)));
    matches!(change, Change::Add { fields, .. } | Change::Set { fields, .. } if fields.iter().any(is_end))
}

/// What was changed, added, moved and archived, one line each.
fn summary(judge: &Judge<'_>, changes: &[Change]) -> Changes {
    if changes.is_empty() {
        return Changes::none("Nothing was changed, nothing written.");
    }
    let tree = &judge.state.tree;
    let mut summary = Changes::default();
    for change in changes {
        let (id, sign, what) = match change {
            Change::Add { goal, .. } => (*goal, Sign::Noted, "added".to_owned()),
            Change::Archive { goal, .. } => (*goal, Sign::Noted, "archived".to_owned()),
            Change::Check { goal, .. } | Change::Read { goal, .. } => {
                (*goal, Sign::Done, "checked off".to_owned())
            }
            Change::Set { goal, fields, .. } => {
                let (moved, others): (Vec<_>, Vec<_>) =
                    fields.iter().partition(|field| matches!(field, GoalField::Place(_)));
                let moved = if moved.is_empty() { "" } else { "moved" };
                let called = others.into_iter().map(GoalField::called).collect::<Vec<_>>().join(", ");
                let edited = if called.is_empty() { called } else { format!("changed the {called}") };
                (*goal, Sign::Noted, words::joined([moved, edited.as_str()]))
            }
            _ => continue,
        };
        if let Some(goal) = tree.goal(id) {
            let text = words::joined([what.as_str(), understood(judge, goal).as_str()]);
            summary.goal(judge, goal, sign, text);
            summary.changed.push(Changed::of(judge, goal, judge.today, None));
            if says_end(change) {
                say_past_end(&mut summary, judge, goal);
            }
        }
    }
    summary
}
