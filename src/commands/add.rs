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
    let (text, empty) = match args.words.as_slice() {
        [word] if word == "-" => {
            let empty = Error::usage("standard input holds no goal line", "give one goal a line");
            (context.env().read_input()?, empty)
        }
        words => {
            let hint = "a title says in a few words what you want to get done";
            (joined_words(words, keyed), Error::usage("the title is empty", hint))
        }
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let lines = outline(text.lines())?;
    if lines.is_empty() {
        return Err(empty);
    }
    make(None, &lines, &args.flags.fields()?, context)
}
