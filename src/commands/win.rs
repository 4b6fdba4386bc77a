//! `win`: something done that nobody planned.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::completions::codes;
use super::shared::changes::{Changed, Changes};
use super::shared::context::Context;
use super::shared::goal_args::unshielded;
use super::shared::summary::Outcome;
use crate::domain::decide::check::win;
use crate::domain::model::change::Change;
use crate::domain::value::day::Look;
use crate::domain::value::text::{TextError, Title, text_field};

#[derive(Debug, Args)]
pub(crate) struct WinArgs {
    /// What it was
    #[arg(required = true, value_name = "TITLE")]
    title: Vec<String>,
    /// The area of life or work
    #[arg(long, value_name = "A", value_parser = area)]
    area: Option<String>,
    /// The goal it belongs to
    #[arg(long, value_name = "CODE", add = ArgValueCompleter::new(codes))]
    under: Option<String>,
    /// The day
    #[arg(long, value_name = "DAY", allow_hyphen_values = true)]
    on: Option<String>,
}

fn area(text: &str) -> Result<String, TextError> {
    text_field("the area", unshielded(text))
}

pub(crate) fn run(args: &WinArgs, context: &mut Context<'_>) -> Outcome {
    let words: Vec<&str> = args.title.iter().map(|word| unshielded(word)).collect();
    let title: Title = words.join(" ").parse()?;
    let clock = context.clock();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let day = calendar.day_or_today(args.on.as_deref(), Look::Back)?;
        let under = args.under.as_deref().map(|code| state.tree.find_living(code)).transpose()?;
        let under = under.map(|goal| goal.id);
        let change = Change::Win { title: title.clone(), day, area: args.area.clone(), under };
        let change = win(&clock.judge(state), change, day)?;
        let area =
            args.area.clone().or_else(|| under.and_then(|id| state.tree.area(id)).map(ToOwned::to_owned));
        Ok((vec![change], (calendar, day, area)))
    })?;
    let (calendar, day, area) = appended.decided;
    context.note_dates(&calendar);
    let mut changes = Changes::default();
    let on = if day == calendar.today { String::new() } else { format!(" on {}", day.short(calendar.today)) };
    let in_area = area.as_ref().map(|area| format!(" ({area})")).unwrap_or_default();
    changes.line(format!("✓ A win{on}: {title}{in_area}"));
    changes.changed.push(Changed::win(title, day, area));
    context.summarize(&changes)
}
