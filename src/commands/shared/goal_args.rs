//! The flags of `add`, `split` and `edit`: the names of a goal line, as options.

use std::str::FromStr;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use crate::commands::completions::codes;
use crate::domain::input::fields::{Codes, FieldUpdate, GoalInput, SaidDay, SaidText, Target};
use crate::domain::model::goal::Feeds;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::error::Error;

/// What can be said of a goal.
#[derive(Debug, Args)]
pub struct GoalFlags {
    /// A handle of your own; else one is made from the title
    #[arg(long, value_name = "C")]
    code: Option<Code>,
    /// How much counts as done
    #[arg(long, short = 'n', value_name = "N", allow_hyphen_values = true, conflicts_with = "at_most")]
    target: Option<FieldUpdate<Target>>,
    /// How much is the limit
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    at_most: Option<FieldUpdate<Amount>>,
    /// What is counted
    #[arg(long, value_name = "U", value_parser = text)]
    unit: Option<FieldUpdate<SaidText>>,
    /// How often: day, weekday, weekend, mon,wed,fri, week, month, quarter, year, 3d, once
    #[arg(long, value_name = "CADENCE")]
    every: Option<FieldUpdate<Cadence>>,
    /// Where readings begin
    #[arg(long, value_name = "N", allow_hyphen_values = true)]
    baseline: Option<FieldUpdate<Amount>>,
    /// The deadline, or the last day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    by: Option<FieldUpdate<SaidDay>>,
    /// The first day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    from: Option<FieldUpdate<SaidDay>>,
    /// Why it matters
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = text)]
    why: Option<FieldUpdate<SaidText>>,
    /// The sphere of life or work
    #[arg(long, value_name = "A", value_parser = text)]
    area: Option<FieldUpdate<SaidText>>,
    /// Whose it is
    #[arg(long, value_name = "NAME", value_parser = text)]
    who: Option<FieldUpdate<SaidText>>,
    /// What has to be done before
    #[arg(long, value_name = "CODE[,CODE]", add = ArgValueCompleter::new(codes))]
    after: Option<FieldUpdate<Codes>>,
    /// What it adds to its parent: a number each time, or `sum`
    #[arg(long, value_name = "N|sum")]
    feeds: Option<FieldUpdate<Feeds>>,
    /// On trial until
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    pilot: Option<FieldUpdate<SaidDay>>,
    /// What it is worth to you
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = text)]
    reward: Option<FieldUpdate<SaidText>>,
}

fn text(value: &str) -> Result<FieldUpdate<SaidText>, <SaidText as FromStr>::Err> {
    unshielded(value).parse()
}

impl GoalFlags {
    /// What was said.
    ///
    /// # Errors
    /// Where the flags contradict each other.
    pub fn fields(&self) -> Result<GoalInput, Error> {
        let fields = GoalInput {
            code: self.code.clone(),
            target: self.target.clone(),
            at_most: self.at_most.clone(),
            unit: self.unit.clone(),
            every: self.every.clone(),
            baseline: self.baseline.clone(),
            by: self.by.clone(),
            from: self.from.clone(),
            why: self.why.clone(),
            area: self.area.clone(),
            who: self.who.clone(),
            after: self.after.clone(),
            feeds: self.feeds.clone(),
            pilot: self.pilot.clone(),
            reward: self.reward.clone(),
        };
        fields.check_bounds()?;
        Ok(fields)
    }
}

/// What shields an argument that begins with a bullet from being taken for an option. A noncharacter, which
/// no text holds.
pub const SHIELD: char = '\u{fdd0}';

/// An argument like `- [ ] Outline`, shielded: it is text, and no option has a space in its name.
pub fn shielded(argument: &str) -> Option<String> {
    let bullet = argument.starts_with("- ") || argument.starts_with("-\t");
    bullet.then(|| format!("{SHIELD}{argument}"))
}

/// The text as it was typed.
pub fn unshielded(text: &str) -> &str {
    text.strip_prefix(SHIELD).unwrap_or(text)
}
