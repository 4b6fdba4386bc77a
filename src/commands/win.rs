//! `win`: something done that nobody planned.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::check::looked_back;
use super::completions::codes;
use super::shared::changes::{Changed, Changes};
use super::shared::goal_args::unshielded;
use super::{Context, Outcome};
use crate::domain::decide::check::win;
use crate::domain::model::change::Change;
use crate::domain::value::text::{TextError, Title, text_field};

/// Something done that nobody planned.
#[derive(Debug, Args)]
pub struct WinArgs {
    /// What it was
    #[arg(required = true, value_name = "TITLE")]
    title: Vec<String>,
    /// The sphere of life or work
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

/// `goals win`.
pub fn run(args: &WinArgs, context: &mut Context<'_>) -> Outcome {
    let words: Vec<&str> = args.title.iter().map(|word| unshielded(word)).collect();
    let title: Title = words.join(" ").parse()?;
    let clock = context.clock();
    let appended = context.append(|sight| {
        let state = &sight.reading.state;
        let mut calendar = clock.calendar(state);
        let day = looked_back(&mut calendar, args.on.as_deref())?;
        let under = args.under.as_deref().map(|code| state.tree.find_living(code)).transpose()?;
        let under = under.map(|goal| goal.id);
        let change = Change::Win { title: title.clone(), day, area: args.area.clone(), under };
        let change = win(&clock.judge(state), change, day)?;
        let area =
            args.area.clone().or_else(|| under.and_then(|id| state.tree.area(id)).map(ToOwned::to_owned));
        Ok((vec![change], (calendar, day, area)))
    })?;
    let (calendar, day, area) = appended.told;
    context.note_dates(&calendar);
    let mut view = Changes::default();
    let on = if day == calendar.today { String::new() } else { format!(" on {}", day.short()) };
    let in_area = area.as_ref().map(|area| format!(" ({area})")).unwrap_or_default();
    view.say(format!("✓ A win{on}: {title}{in_area}"));
    view.changed.push(Changed::win(title, day, area));
    Ok(Box::new(view))
}
