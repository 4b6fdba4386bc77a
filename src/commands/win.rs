//! `win`: something done that nobody planned.

use clap::Args;
use clap_complete::engine::ArgValueCompleter;

use super::check::note;
use super::completions::codes;
use super::shared::advice::Advice;
use super::shared::changes::{Changed, Changes};
use super::shared::context::Context;
use super::shared::goal_args::{joined_words, unshielded};
use super::shared::summary::Outcome;
use crate::domain::decide::check::win;
use crate::domain::input::goal_line::LineError;
use crate::domain::input::unknown_key::UnknownKey;
use crate::domain::input::win_line::{WinLine, win_key};
use crate::domain::model::change::Change;
use crate::domain::model::goal_field::{Key, TextKey};
use crate::domain::value::day::{Day, Look};
use crate::domain::value::text::{TextError, Title, text_field};
use crate::error::Error;

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
    /// A note on it
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, value_parser = note)]
    note: Option<String>,
}

pub(super) fn area(text: &str) -> Result<String, TextError> {
    text_field("the area", unshielded(text))
}

pub(crate) fn run(args: &WinArgs, context: &mut Context<'_>) -> Outcome {
    let line = WinLine::read(&joined_words(&args.title, win_key)).map_err(|error| match error {
        LineError::Title(error) => Error::from(error),
        other => other.into(),
    })?;
    let WinLine { title, unknown, .. } = line;
    let area = one_of("area", args.area.clone(), line.area)?;
    let under = one_of("under", args.under.clone(), line.under)?;
    let clock = context.clock();
    let names = context.names();
    let appended = context.append(|input| {
        let state = &input.reading.state;
        let mut calendar = clock.calendar(state);
        let day = calendar.day_or_today(args.on.as_deref(), Look::Back)?;
        let judge = clock.judge(state);
        let under = under.as_deref().map(|code| names.living(&judge, code)).transpose()?;
        let under = under.map(|goal| goal.id);
        let note = args.note.clone();
        let change = Change::Win { title: title.clone(), day, area: area.clone(), under, note };
        let change = win(&judge, change, day)?;
        let area = area.clone().or_else(|| under.and_then(|id| state.tree.area(id)).map(ToOwned::to_owned));
        Ok((vec![change], (calendar, day, area)))
    })?;
    let (calendar, day, area) = appended.decided;
    context.note_dates(&calendar);
    let hints: Vec<Advice> = unknown.iter().map(stays).collect();
    context.hint(&hints);
    let mut changes = Changes { hints, ..Changes::default() };
    changes.line(in_words(&title, area.as_deref(), day, calendar.today));
    changes.changed.push(Changed::win(title, day, area));
    context.summarize(&changes)
}

/// `✓ A win on Fri 13 Nov: Fixed the gate (family)`.
pub(crate) fn in_words(title: &Title, area: Option<&str>, day: Day, today: Day) -> String {
    let on = if day == today { String::new() } else { format!(" on {}", day.short(today)) };
    let in_area = area.map(|area| format!(" ({area})")).unwrap_or_default();
    format!("✓ A win{on}: {title}{in_area}")
}

/// What an option or a word of the line says, and not both.
fn one_of(name: &str, option: Option<String>, word: Option<String>) -> Result<Option<String>, Error> {
    match (option, word) {
        (Some(_), Some(_)) => Err(Error::usage(
            format!("`--{name}` and `{name}:` can't both be given"),
            "leave one of them out",
        )),
        (option, word) => Ok(option.or(word)),
    }
}

/// That a word stays in the title, and what may have been meant.
fn stays(key: &UnknownKey) -> Advice {
    let meant = match key.near {
        Some(Key::Text(TextKey::Area)) => format!("did you mean `area:{}`?", key.value),
        Some(Key::Text(TextKey::Why)) => "did you mean `--note`?".to_owned(),
        _ => "a win takes `area:`, `under:` and `--on DAY`".to_owned(),
    };
    Advice::of_words(format!("`{}` stays in the title; {meant}", key.word))
}
