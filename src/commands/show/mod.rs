//! `show`: one goal whole.

mod data;
mod page;

use clap::Args;
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use super::completions::all_codes;
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use crate::domain::judge::judge::Judge;
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Day;
use crate::journal::Reading;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// The goal
    #[arg(value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    code: String,
}

pub(crate) struct Show<'w> {
    judge: &'w Judge<'w>,
    goal: &'w Goal,
}

/// So many of the last check-offs are shown.
const RECENT: usize = 10;

pub(crate) fn run(args: &ShowArgs, context: &mut Context<'_>) -> Outcome {
    let (clock, names) = (context.clock(), context.names());
    let reading = context.read_records(|reading| {
        names
            .any(&clock.judge(&reading.state), &args.code)
            .map_or(true, |goal| shows_all_recent(reading, goal))
    })?;
    let judge = context.judge(&reading.state);
    let goal = context.names().any(&judge, &args.code)?;
    context.summarize(&Show { judge: &judge, goal })
}

/// Whether the last check-offs of a goal are among the records that were read.
fn shows_all_recent(reading: &Reading, goal: &Goal) -> bool {
    let since = reading.records_since;
    let known = reading.state.done().filter(|done| done.what.goal() == Some(goal.id) && since <= done.day);
    let days = reading.state.activity.goal_days(goal.id);
    known.count() >= RECENT || days.records(Day::FIRST, since.prev()).next().is_none()
}

impl Summary for Show<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        self.document()
    }

    fn render(&self, page: &mut Page) {
        self.render_page(page);
    }
}
