//! `demo`: a throwaway store with a year of made-up history, to look around in.

pub mod tale;

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::Args;
use serde::Serialize;

use super::today::TodayArgs;
use super::{Asking, Context, Outcome, View, today};
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::journal::Journal;
use crate::journal::bulk_write::Told;
use crate::ui::clean::clean;
use crate::ui::colour::Tone;
use crate::ui::json;
use crate::ui::page::Page;
use tale::Episode;

/// A throwaway store with a year of made-up history.
#[derive(Debug, Args)]
pub struct DemoArgs {}

/// The device in whose name the tale is told: who looks around undoes only what she did herself.
const DEVICE: &str = "demo";

/// The store that was made, and its today.
struct Demo {
    made: Made,
    today: Box<dyn View>,
}

/// The store, for programs.
#[derive(Serialize)]
struct Made {
    day: Day,
    folder: String,
    entries: usize,
}

/// `goals demo`.
pub fn run(_args: &DemoArgs, context: &mut Context<'_>) -> Outcome {
    let now = context.clock.now;
    let day = context.clock.today(&State::default());
    let told: Vec<Told> = tale::year(day)?.into_iter().map(|episode| dated(episode, now)).collect();
    let folder = match &context.named {
        Some(named) => named.clone(),
        None => context.env.make_throwaway("demo")?,
    };
    let entries = told.len();
    Journal::new(folder.clone()).write_new(DEVICE, told)?;
    let mut inside = Context::new(context.env, Some(&folder), Asking::Allowed)?;
    let today = today::run(&TodayArgs::default(), &mut inside)?;
    Ok(Box::new(Demo {
        made: Made { day, folder: context.env.absolute(&folder).display().to_string(), entries },
        today,
    }))
}

/// The moment of an episode, by the wall clock of now, which none of them is ahead of.
fn dated(episode: Episode, now: DateTime<FixedOffset>) -> Told {
    let day = episode.day;
    let at = NaiveDate::from_ymd_opt(day.year(), day.month(), day.day_of_month())
        .and_then(|date| date.and_hms_opt(episode.minute / 60, episode.minute % 60, 0))
        .and_then(|moment| moment.and_local_timezone(now.timezone()).single());
    Told { at: at.map_or(now, |at| at.min(now)), did: episode.did }
}

impl View for Demo {
    fn draw(&self, page: &mut Page) {
        self.today.draw(page);
        page.gap();
        page.wrapped(Tone::Plain, "All of this is made up, in a folder of its own. To look around, type:", 0);
        page.gap();
        // To be typed as it stands, however narrow the page.
        page.verbatim(&format!("  {}\n", clean(&line_to_type(&self.made.folder))));
        page.gap();
        page.wrapped(
            Tone::Faint,
            "`goals streaks`, `goals review` and `goals report` show the year; `unset GOALS_DIR` leads back. Nothing of yours is touched.",
            0,
        );
    }

    fn json(&self) -> Result<String, serde_json::Error> {
        json::document(&self.made)
    }
}

/// What makes this folder the store, in the shell that is usual here.
fn line_to_type(folder: &str) -> String {
    if cfg!(windows) {
        return format!("$env:GOALS_DIR = '{}'", folder.replace('\'', "''"));
    }
    let quoted = shlex::try_quote(folder).map_or_else(|_| folder.to_owned(), Cow::into_owned);
    format!("export GOALS_DIR={quoted}")
}
