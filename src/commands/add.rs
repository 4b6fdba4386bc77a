//! `add` and `split`: new goals from goal lines.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::{Changed, Changes, Line, Sign};
use super::shared::editor::{Draft, Text};
use super::shared::goal_args::{GoalFlags, unshielded};
use super::shared::words;
use super::template::kept;
use super::{Context, Outcome};
use crate::domain::decide::edit;
use crate::domain::decide::template::{Name, fitted};
use crate::domain::input::fields::GoalInput;
use crate::domain::input::goal_line::{OutlineLine, keyed, outline};
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::model::settings::{Hints, Key, Setting};
use crate::domain::report::hints::lacks;
use crate::domain::value::ids::GoalId;
use crate::error::Error;
use crate::journal::format::id::new_goal;

/// A new goal at the top.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// The goal line: a title, and `key:value` words
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    flags: GoalFlags,
}

/// New goals under another.
#[derive(Debug, Args)]
pub struct SplitArgs {
    /// The goal to split
    #[arg(value_name = "PARENT", add = ArgValueCompleter::new(codes))]
    parent: String,
    /// Goal lines, one a goal; `-` reads them from standard input; none opens the editor
    #[arg(value_name = "LINE", conflicts_with = "template")]
    lines: Vec<String>,
    /// The lines of a template
    #[arg(long, value_name = "NAME")]
    template: Option<Name>,
    #[command(flatten)]
    flags: GoalFlags,
}

pub fn add(args: &AddArgs, context: &mut Context<'_>) -> Outcome {
    let line = one_line(&args.words);
    let lines = outline([line.as_str()])?;
    if lines.is_empty() {
        return Err(Error::usage("the title is empty", "say what you want to get done, in a few words"));
    }
    make(None, &lines, &args.flags.fields()?, context)
}

pub fn split(args: &SplitArgs, context: &mut Context<'_>) -> Outcome {
    if let Some(name) = &args.template {
        return from_template(args, name, context);
    }
    if args.lines.is_empty() {
        return in_editor(args, context);
    }
    let text = match args.lines.as_slice() {
        [line] if line == "-" => context.env().read_input()?,
        lines => {
            if let Some(empty) = lines.iter().find(|line| unshielded(line).trim().is_empty()) {
                return Err(Error::usage(format!("the title is empty: `{empty}`"), "give each line a title"));
            }
            lines.iter().map(|line| unshielded(line)).collect::<Vec<_>>().join("\n")
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = outline(text.lines())?;
    if lines.is_empty() {
        return Err(Error::usage("standard input holds no goal line", "give one goal a line"));
    }
    make(Some(&args.parent), &lines, &args.flags.fields()?, context)
}

/// The lines of a template, under the parent.
fn from_template(args: &SplitArgs, name: &Name, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let state = &reading.state;
    let parent = state.tree.find_living(&args.parent)?;
    let text = kept(state, name)?;
    let lines = fitted(&state.tree, Some(&state.tree.code(parent.id)), outline(text.lines())?);
    make(Some(&args.parent), &lines, &args.flags.fields()?, context)
}

/// The lines that an editor comes back with, under the parent.
fn in_editor(args: &SplitArgs, context: &mut Context<'_>) -> Outcome {
    if !context.is_interactive() {
        return Err(Error::usage(
            format!("into what is `{}` to be split?", args.parent),
            "give goal lines, one a goal; `-` reads them from standard input",
        ));
    }
    let flags = args.flags.fields()?;
    let reading = context.read()?;
    let state = &reading.state;
    let parent = state.tree.find_living(&args.parent)?;
    let heading = format!("# Micro goals of `{}` {}, one a line:\n", args.parent, parent.title);
    let mut draft = Draft::new(context.env(), &args.parent, &heading)?;
    loop {
        let lines = match draft.lines()? {
            Text::Lines(lines) if !lines.is_empty() => lines,
            Text::Lines(_) | Text::Unchanged => {
                draft.drop_file();
                let mut view = Changes::default();
                view.say("No goals were given, nothing written.");
                return Ok(Box::new(view));
            }
        };
        match make(Some(&args.parent), &lines, &flags, context) {
            Ok(view) => {
                draft.drop_file();
                return Ok(view);
            }
            Err(failure @ Error::Refused(_)) => draft.refused(&failure)?,
            Err(failure) => return Err(draft.kept(&failure)),
        }
    }
}

/// The words as one goal line. A word that was quoted for the shell, like `why:no pitch, no post`,
/// is one value.
fn one_line(words: &[String]) -> String {
    let whole = |word: &str| {
        let value = keyed(word).map(|(_, value)| value);
        match value {
            Some(value) if words.len() > 1 && value.contains(char::is_whitespace) && !value.contains('"') => {
                let (key, _) = word.split_once(':').unwrap_or((word, ""));
                format!("{key}:\"{}\"", value.replace('\\', "\\\\"))
            }
            _ => word.to_owned(),
        }
    };
    words.iter().map(|word| whole(unshielded(word))).collect::<Vec<_>>().join(" ").replace(['\n', '\r'], " ")
}

fn make(
    parent: Option<&str>,
    lines: &[OutlineLine],
    flags: &GoalInput,
    context: &mut Context<'_>,
) -> Outcome {
    let ids: Vec<GoalId> = lines.iter().map(|_| new_goal()).collect::<Result<_, _>>()?;
    let clock = context.clock();
    let appended = context.append(|sight| {
        let state = &sight.reading.state;
        let mut calendar = clock.calendar(state);
        let parent = parent.map(|code| state.tree.find_living(code)).transpose()?;
        let mut fresh = ids.iter().copied();
        let mut next = || fresh.next().unwrap_or(GoalId::from_bits(0));
        let changes = edit::make(state, parent, lines, flags, &mut calendar, &mut next)?;
        Ok((changes, calendar))
    })?;
    context.note_dates(&appended.told);
    let judge = context.judge(&appended.state);
    let mut view = made(&judge, &appended.told, &ids);
    let hints = lacking(&judge, &ids);
    context.hint(&hints);
    view.hints = hints;
    Ok(Box::new(view))
}

/// What the new goals lack to be doable, unless hints are off.
fn lacking(judge: &Judge<'_>, ids: &[GoalId]) -> Vec<String> {
    let tree = &judge.state.tree;
    if judge.state.settings.get(Key::Hints) == Setting::Hints(Hints::Off) {
        return Vec::new();
    }
    let goals = ids.iter().filter_map(|id| tree.goal(*id));
    let hints = goals.flat_map(|goal| {
        let code = tree.code(goal.id);
        lacks(judge, goal).into_iter().map(move |lack| lack.in_words(code.as_str()))
    });
    hints.collect()
}

/// What was understood, one line a goal.
fn made(judge: &Judge<'_>, calendar: &Calendar, ids: &[GoalId]) -> Changes {
    let tree = &judge.state.tree;
    let mut view = Changes::default();
    for goal in ids.iter().filter_map(|id| tree.goal(*id)) {
        let depth = tree.ancestors(goal.id).filter(|above| ids.contains(&above.id)).count();
        let done = judge.was_done_today(goal) || judge.done_on(goal).is_some();
        view.lines.push(Line::Goal {
            sign: if done { Sign::Done } else { Sign::Nothing },
            depth,
            code: tree.code(goal.id),
            text: understood(judge, goal),
        });
        view.changed.push(Changed::of(judge, goal, calendar.today, None));
    }
    view
}

/// Everything that a goal says, in words.
pub fn understood(judge: &Judge<'_>, goal: &Goal) -> String {
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
