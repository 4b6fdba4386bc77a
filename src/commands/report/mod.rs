//! `report`: one page to look at or to share.

pub mod chart;
mod choice;
mod data;
mod html;
mod page;
mod summary;
mod text;

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use self::choice::Choice;
use self::summary::Report;
use super::completions::all_codes;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::html::write;
use super::shared::summary::{Outcome, Summary};
use crate::domain::value::day::Look;
use crate::error::Error;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Write a page for browsers to this file; `-` prints it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, allow_hyphen_values = true)]
    html: Option<PathBuf>,
    /// Only this goal and what is below it; may be said several times
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    goal: Vec<String>,
    /// Only this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
    /// What was done from this day on; a year back if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    since: Option<String>,
    /// The notes of check-offs, too
    #[arg(long)]
    notes: bool,
}

pub(crate) fn run(args: &ReportArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let state = &reading.state;
    let judge = context.judge(state);
    let tree = &state.tree;
    let mut calendar = context.clock().calendar(state);
    let since = match args.since.as_deref() {
        Some(typed) => calendar.day(typed, Look::Since)?,
        None => judge.today.plus_months(-12).next(),
    };
    context.note_dates(&calendar);
    if since > judge.today {
        return Err(Error::usage(
            format!("nothing is done yet on {}", since.dated()),
            "`--since` is a day that has come",
        ));
    }
    let named = tree.find_all(args.goal.iter().map(String::as_str))?;
    let area = args.area.as_deref().map(|area| unshielded(area).to_owned());
    context.check_filters(state, None, area.as_deref())?;
    let choice = Choice::new(&judge, &named, area);
    let only_goals = named.iter().map(|goal| tree.code(goal.id)).collect();
    let report = Report::of(&choice, only_goals, since, args.notes);
    let Some(file) = &args.html else {
        return context.summarize(&report);
    };
    write(context, file, &page::page(&report))
}

impl Summary for Report<'_> {
    fn data(&self) -> impl Serialize {
        data::data(self)
    }

    fn render(&self, page: &mut Page) {
        text::render(page, self);
    }
}
