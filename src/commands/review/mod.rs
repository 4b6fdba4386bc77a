//! `review`: a look back on the week or a month, and what to change.

mod data;
mod look_back;
mod page;

use clap::Args;
use serde::Serialize;

use self::look_back::LookBack;
use super::shared::context::Context;
use super::shared::summary::{Outcome, Summary};
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::refusal::Refusal;
use crate::domain::report::review::{Length, Review, Span, typed_month};
use crate::domain::value::day::{Day, Look};
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct ReviewArgs {
    /// The week that holds this day; this week if left out
    #[arg(long, value_name = "DAY", allow_hyphen_values = true, conflicts_with = "month")]
    week: Option<String>,
    /// A month: `2026-11`, `november`, or a day in it
    #[arg(long, value_name = "MONTH", allow_hyphen_values = true)]
    month: Option<String>,
}

pub(crate) fn run(args: &ReviewArgs, context: &mut Context<'_>) -> Outcome {
    let reading = context.read()?;
    let mut calendar = context.clock().calendar(&reading.state);
    let span = asked(args, &mut calendar, |day| reading.state.settings.week_start_on(day))?;
    context.note_dates(&calendar);
    let now = context.judge(&reading.state);
    if now.today < span.from {
        return Err(ahead(span).into());
    }
    if span.to < now.today {
        let then = Judge::new(&reading.state, span.to);
        context.summarize(&LookBack { now: &now, then: &then, review: Review::of(&now, &then, span) })
    } else {
        context.summarize(&LookBack { now: &now, then: &now, review: Review::of(&now, &now, span) })
    }
}

fn ahead(span: Span) -> Refusal {
    let (what, hint) = match span.length {
        Length::Week => (
            format!("the week of {} has not begun", span.from.long()),
            "`goals review` looks back on this week so far",
        ),
        Length::Month => (
            format!("{} has not begun", span.from.month_long()),
            "`goals review --month today` looks back on this month so far",
        ),
    };
    Refusal::Conflict { what, hint: hint.to_owned() }
}

fn asked(
    args: &ReviewArgs,
    calendar: &mut Calendar,
    week_start: impl Fn(Day) -> chrono::Weekday,
) -> Result<Span, Refusal> {
    if let Some(month) = &args.month {
        return typed_month(month, calendar);
    }
    let day = calendar.day_or_today(args.week.as_deref(), Look::Back)?;
    Ok(Span::week(day, week_start(day)))
}

impl Summary for LookBack<'_> {
    fn data(&self) -> impl Serialize {
        data::Data::of(self)
    }

    fn render(&self, page: &mut Page) {
        self.render_page(page);
    }
}
