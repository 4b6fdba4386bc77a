//! `add`: a new goal at the top.

use clap::Args;

use super::shared::context::Context;
use super::shared::goal_args::{GoalFlags, joined_words};
use super::shared::new_goals::make;
use super::shared::summary::Outcome;
use crate::domain::input::goal_line::{keyed, outline};
use crate::error::Error;

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The goal line: a title, and `key:value` words; `-` reads lines from standard input
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    flags: GoalFlags,
}

pub(crate) fn run(args: &AddArgs, context: &mut Context<'_>) -> Outcome {
    let text = match args.words.as_slice() {
        [word] if word == "-" => context.env().read_input()?,
        words => joined_words(words, keyed),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = outline(text.lines())?;
    if lines.is_empty() {
        return Err(Error::usage(
            "the title is empty",
            "a title says in a few words what you want to get done",
        ));
    }
    make(None, &lines, &args.flags.fields()?, context)
}
