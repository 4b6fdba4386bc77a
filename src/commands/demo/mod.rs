//! `demo`: a throwaway store with a year of made-up history, to look around in.

mod made_up_year;

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;

use self::made_up_year::Episode;
use super::shared::context::Context;
use super::shared::summary::{Form, Outcome, Summary};
use super::today;
use super::today::TodayArgs;
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::journal::Journal;
use crate::journal::bulk_write::DatedChanges;
use crate::ui::clean::clean;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// The device in whose name it is made up: who looks around undoes only what she did herself.
const DEVICE: &str = "demo";

pub(crate) struct Demo {
    day: Day,
    folder: String,
    entries: usize,
    /// The page of `today` in it.
    today: String,
}

pub(crate) fn run(context: &mut Context<'_>) -> Outcome {
    let now = context.clock().now;
    let day = context.clock().today(&State::default());
    let entries: Vec<DatedChanges> =
        made_up_year::year(day)?.into_iter().map(|episode| dated(episode, now)).collect();
    let folder = match context.named_folder() {
        Some(named) => named.to_owned(),
        None => context.env().make_throwaway("demo")?,
    };
    let count = entries.len();
    Journal::new(folder.clone()).write_new(DEVICE, entries)?;
    let mut inside = Context::new(context.env(), Some(&folder), Form::Page)?;
    let today = today::run(&TodayArgs::default(), &mut inside)?.text;
    let folder = context.env().absolute(&folder).display().to_string();
    context.summarize(&Demo { day, folder, entries: count, today })
}

/// The moment of an episode, by the wall clock of now, which none of them is ahead of.
fn dated(episode: Episode, now: DateTime<FixedOffset>) -> DatedChanges {
    let day = episode.day;
    let at = NaiveDate::from_ymd_opt(day.year(), day.month(), day.day_of_month())
        .and_then(|date| date.and_hms_opt(episode.minute / 60, episode.minute % 60, 0))
        .and_then(|moment| moment.and_local_timezone(now.timezone()).single());
    DatedChanges { at: at.map_or(now, |at| at.min(now)), did: episode.did }
}

impl Summary for Demo {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'a> {
            /// Today.
            day: Day,
            folder: &'a str,
            entries: usize,
        }
        Data { day: self.day, folder: &self.folder, entries: self.entries }
    }

    fn render(&self, page: &mut Page) {
        page.verbatim(&self.today);
        page.gap();
        page.wrapped(Tone::Plain, "All of this is made up, in a folder of its own. To look around, type:", 0);
        page.gap();
        // To be typed as it stands, however narrow the page.
        page.verbatim(&format!("  {}\n", clean(&line_to_type(&self.folder))));
        page.gap();
        page.wrapped(
            Tone::Faint,
            "`goals streaks`, `goals review` and `goals report` show the year; `unset GOALS_DIR` leads back. Nothing of yours is touched.",
            0,
        );
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
