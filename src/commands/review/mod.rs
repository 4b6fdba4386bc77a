//! `review`: a look back on a week or a month, and what to change; on a quarter or a year, to be read.

mod browser_page;
mod data;
pub(super) mod look_back;
mod page;
mod story;

use std::path::PathBuf;

use clap::{Args, ValueHint};
use schemars::JsonSchema;
use serde::Serialize;

use self::look_back::LookBack;
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::html::write;
use super::shared::summary::{Outcome, Summary};
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::refusal::Refusal;
use crate::domain::report::review::Review;
use crate::domain::report::span::{Length, Span};
use crate::domain::report::typed_span::{typed_month, typed_quarter, typed_week, typed_year};
use crate::domain::value::day::Day;
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// A week: `last`, `47`, or a day in it; this week if left out
    #[arg(long, value_name = "WEEK", allow_hyphen_values = true, group = "span")]
    week: Option<String>,
    /// A month: `last`, `november`, `2026-11`, or a day in it
    #[arg(long, value_name = "MONTH", allow_hyphen_values = true, group = "span")]
    month: Option<String>,
    /// A quarter: `2026-q4`, `q4`, `last`, or a day in it; this one if left out
    #[arg(long, value_name = "QUARTER", num_args = 0..=1, default_missing_value = "", group = "span")]
    quarter: Option<String>,
    /// A year: `2026`, `last`, or a day in it; this one if left out
    #[arg(long, value_name = "YEAR", num_args = 0..=1, default_missing_value = "", group = "span")]
    year: Option<String>,
    /// Only this person's goals, and what she or he did
    #[arg(long, value_name = "NAME")]
    who: Option<String>,
    /// Write a page for browsers to this file; `-` prints it
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, allow_hyphen_values = true)]
    html: Option<PathBuf>,
}

pub(crate) fn run(args: &ReviewArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let mut calendar = context.clock().calendar(&reading.state);
    let span = asked(args, &mut calendar, |day| reading.state.settings.week_start_on(day))?;
    context.note_dates(&calendar);
    let who = args.who.as_deref().map(unshielded);
    context.check_filters(&reading.state, who, None)?;
    let now = context.judge(&reading.state);
    if now.today < span.from {
        return Err(ahead(span).into());
    }
    if span.to < now.today {
        let then = Judge::new(&reading.state, span.to);
        let review = Review::of_person(&now, &then, span, who);
        told(args, context, &LookBack { now: &now, then: &then, review, who })
    } else {
        let review = Review::of_person(&now, &now, span, who);
        told(args, context, &LookBack { now: &now, then: &now, review, who })
    }
}

fn told(args: &ReviewArgs, context: &Context<'_>, look_back: &LookBack<'_>) -> Outcome {
    match &args.html {
        Some(file) => write(context, file, &browser_page::page(look_back)),
        None => context.summarize(look_back),
    }
}

fn ahead(span: Span) -> Refusal {
    let length = span.length.name();
    let (what, typed) = match span.length {
        Length::Week => (format!("the week of {}", span.from.long()), "goals review".to_owned()),
        Length::Month | Length::Quarter | Length::Year => {
            (span.title(), format!("goals review --{length} today"))
        }
    };
    Refusal::Conflict {
        what: format!("{what} has not begun"),
        hint: format!("`{typed}` looks back on this {length} so far"),
    }
}

fn asked(
    args: &ReviewArgs,
    calendar: &mut Calendar,
    week_start: impl Fn(Day) -> chrono::Weekday,
) -> Result<Span, Refusal> {
    if let Some(month) = &args.month {
        return typed_month(month, calendar);
    }
    if let Some(quarter) = &args.quarter {
        return typed_quarter(quarter, calendar);
    }
    if let Some(year) = &args.year {
        return typed_year(year, calendar);
    }
    let day = args.week.as_deref().map_or(Ok(calendar.today), |week| typed_week(week, calendar))?;
    Ok(Span::week(day, week_start(day)))
}

impl Summary for LookBack<'_> {
    fn data(&self) -> impl JsonSchema + Serialize {
        data::Data::of(self)
    }

    fn render(&self, page: &mut Page) {
        self.render_page(page);
    }
}
