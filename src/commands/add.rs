//! `add`: a new goal at the top.

use clap::Args;

use super::shared::context::Context;
use super::shared::goal_args::{GoalFlags, unshielded};
use super::shared::new_goals::make;
use super::shared::summary::Outcome;
use crate::domain::input::goal_line::{keyed, outline};
use crate::error::Error;

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// The goal line: a title, and `key:value` words
    #[arg(required = true, value_name = "WORDS")]
    words: Vec<String>,
    #[command(flatten)]
    flags: GoalFlags,
}

pub(crate) fn run(args: &AddArgs, context: &mut Context<'_>) -> Outcome {
    let line = one_line(&args.words);
    let lines = outline([line.as_str()])?;
    if lines.is_empty() {
        return Err(Error::usage("the title is empty", "say what you want to get done, in a few words"));
    }
    make(None, &lines, &args.flags.fields()?, context)
}

/// The words as one goal line. A word that was quoted for the shell, like `why:no pitch, no post`,
/// is one value.
fn one_line(words: &[String]) -> String {
    let whole = |word: &str| match keyed(word) {
        Some((_, value))
            if words.len() > 1 && value.contains(char::is_whitespace) && !value.contains('"') =>
        {
            let (key, _) = word.split_once(':').unwrap_or((word, ""));
            format!("{key}:\"{}\"", value.replace('\\', "\\\\"))
        }
        _ => word.to_owned(),
    };
    words.iter().map(|word| whole(unshielded(word))).collect::<Vec<_>>().join(" ").replace(['\n', '\r'], " ")
}
