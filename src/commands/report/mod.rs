//! `report`: one page to look at or to share.

mod big_goal;
mod came;
pub mod chart;
mod choice;
mod data;
mod html;
mod lead;
mod markdown;
mod page;
mod plan;
mod plan_page;
pub(super) mod summary;
mod text;
pub mod timeline;

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::engine::ArgValueCompleter;
use schemars::JsonSchema;
use serde::Serialize;

use self::choice::Choice;
use self::markdown::markdown;
use self::summary::Report;
use super::completions::all_codes;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::html::write;
use super::shared::summary::{Outcome, Summary};
use crate::domain::model::goal::Goal;
use crate::domain::value::day::Look;
use crate::domain::value::text::text_field;
use crate::error::Error;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Write a page for browsers to this file; `-` prints it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, allow_hyphen_values = true)]
    html: Option<PathBuf>,
    /// Print the plan and how it stands as Markdown, to paste into a chat
    #[arg(long, conflicts_with = "html")]
    markdown: bool,
    /// What the page is called
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Only this goal and what is below it; can be given several times
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(all_codes))]
    goal: Vec<String>,
    /// Only this area
    #[arg(long, value_name = "A")]
    area: Option<String>,
    /// Only this person's goals, and what she or he did
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
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
    let named = context.names().each(&judge, &args.goal)?;
    let (who, area) = (args.who.as_deref().map(unshielded), args.area.as_deref().map(unshielded));
    context.check_filters(state, who, area)?;
    let title = match args.title.as_deref().map(unshielded) {
        Some(typed) => text_field("the title of the page", typed)?,
        None => title(&named, who, area, context.me(&state.settings).as_deref()),
    };
    let choice = Choice::new(&judge, &named, area.map(ToOwned::to_owned), who.map(ToOwned::to_owned));
    let only_goals = named.iter().map(|goal| tree.code(goal.id)).collect();
    let report = Report::of(&choice, title, only_goals, since, args.notes);
    match &args.html {
        Some(file) => write(context, file, &page::page(&report)),
        None if args.markdown => context.summarize(&markdown(&report)),
        None => context.summarize(&report),
    }
}

/// What a page is called that was given no name: the one goal's title, the area, or whose goals they are.
fn title(named: &[&Goal], who: Option<&str>, area: Option<&str>, me: Option<&str>) -> String {
    match (named, area, who.or(me)) {
        ([goal], ..) => goal.title.to_string(),
        (_, Some(area), _) => who.map_or_else(|| area.to_owned(), |who| format!("{area}, {who}")),
        (_, None, Some(who)) => format!("Goals of {who}"),
        (_, None, None) => "Goals".to_owned(),
    }
}

impl Summary for Report<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        data::data(self)
    }

    fn render(&self, page: &mut Page) {
        text::render(page, self);
    }
}
