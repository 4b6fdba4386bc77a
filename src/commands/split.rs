//! `split`: new goals under another.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::Changes;
use super::shared::context::Context;
use super::shared::editor::{Draft, Text};
use super::shared::goal_args::{GoalFlags, unshielded};
use super::shared::new_goals::make;
use super::shared::summary::Outcome;
use super::template::kept;
use crate::domain::decide::template::{Name, fitted};
use crate::domain::input::goal_line::outline;
use crate::error::Error;

#[derive(Debug, Args)]
pub(crate) struct SplitArgs {
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

pub(crate) fn run(args: &SplitArgs, context: &mut Context<'_>) -> Outcome {
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

fn from_template(args: &SplitArgs, name: &Name, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let state = &reading.state;
    let parent = context.names().living(&context.judge(state), &args.parent)?;
    let text = kept(state, name)?;
    let (lines, left_out) = fitted(&state.tree, Some(&state.tree.code(parent.id)), outline(text.lines())?);
    for it in left_out {
        context.note(it.in_words("in the template"));
    }
    make(Some(&args.parent), &lines, &args.flags.fields()?, context)
}

fn in_editor(args: &SplitArgs, context: &mut Context<'_>) -> Outcome {
    if !context.is_interactive() {
        return Err(Error::usage(
            format!("into what is `{}` to be split?", args.parent),
            "give goal lines, one a goal; `-` reads them from standard input",
        ));
    }
    let flags = args.flags.fields()?;
    let reading = context.read()?;
    let parent = context.names().living(&context.judge(&reading.state), &args.parent)?;
    let heading = format!("# Micro goals of `{}` {}, one a line:\n", args.parent, parent.title);
    let mut draft = Draft::of_outline(context.env(), &args.parent, &heading)?;
    loop {
        let lines = match draft.lines()? {
            Text::Read(lines) if !lines.is_empty() => lines,
            Text::Read(_) | Text::Unchanged => {
                draft.drop_file();
                return context.summarize(&Changes::none("No goals were given, nothing written."));
            }
        };
        match make(Some(&args.parent), &lines, &flags, context) {
            Ok(output) => {
                draft.drop_file();
                return Ok(output);
            }
            Err(failure @ Error::Refused(_)) => draft.refused(&failure)?,
            Err(failure) => return Err(draft.kept(&failure)),
        }
    }
}
