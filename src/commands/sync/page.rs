//! What `sync` came to, in words: one line.

use chrono::NaiveTime;
use schemars::JsonSchema;
use serde::Serialize;

use crate::commands::shared::summary::Summary;
use crate::domain::value::day::Day;
use crate::sync::{Came, Renamed, Standing, Synced};
use crate::ui::colour::Tone;
use crate::ui::page::Page;

/// The remote that was forgotten.
pub(crate) struct Forgotten {
    pub(super) url: String,
}

/// What came and went.
pub(crate) struct SyncedPage {
    pub(super) synced: Synced,
}

/// The remote, and what either side lacks.
pub(crate) struct StandingPage {
    pub(super) standing: Standing,
    pub(super) today: Day,
}

#[derive(JsonSchema, Serialize)]
struct Row<'s> {
    device: &'s str,
    /// The import that they are of.
    #[schemars(regex(pattern = "^[0-9A-HJKMNP-TV-Z]{26}$"))]
    import: Option<&'s str>,
    entries: usize,
}

fn rows(came: &[Came]) -> Vec<Row<'_>> {
    came.iter()
        .map(|it| Row { device: &it.device, import: it.import.as_deref(), entries: it.entries })
        .collect()
}

fn entries(count: usize) -> String {
    if count == 1 { "1 entry".to_owned() } else { format!("{count} entries") }
}

/// `12 entries from anna-laptop, 3 from ben`.
fn from(came: &[Came]) -> Vec<String> {
    let source = |it: &Came| match it.import {
        Some(_) => format!("an import on {}", it.device),
        None => it.device.clone(),
    };
    let count =
        |place: usize, it: &Came| if place == 0 { entries(it.entries) } else { it.entries.to_string() };
    came.iter().enumerate().map(|(place, it)| format!("{} from {}", count(place, it), source(it))).collect()
}

impl Summary for SyncedPage {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'s> {
            remote: &'s str,
            received: Vec<Row<'s>>,
            sent: usize,
            renamed: Option<&'s str>,
            left_alone: usize,
        }
        let Synced { url, came, sent, renamed, strange } = &self.synced;
        let renamed = renamed.as_ref().and_then(|renamed| match renamed {
            Renamed::To(name) => Some(name.as_str()),
            Renamed::NotThis(_) => None,
        });
        Data { remote: url, received: rows(came), sent: *sent, renamed, left_alone: *strange }
    }

    fn render(&self, page: &mut Page) {
        let Synced { came, sent, .. } = &self.synced;
        let mut told = from(came);
        match (told.is_empty(), *sent) {
            (_, 0) => {}
            (true, sent) => told.push(format!("{} sent", entries(sent))),
            (false, sent) => told.push(format!("{sent} sent")),
        }
        let line = if told.is_empty() { "Nothing new.".to_owned() } else { format!("{}.", told.join(", ")) };
        page.wrapped(Tone::Plain, &line, 0);
    }
}

impl Summary for Forgotten {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'s> {
            forgotten: &'s str,
        }
        Data { forgotten: &self.url }
    }

    fn render(&self, page: &mut Page) {
        let line =
            format!("Forgotten: {}. What is here stays here, and what is there stays there.", self.url);
        page.wrapped(Tone::Plain, &line, 0);
    }
}

impl Summary for StandingPage {
    fn data(&self) -> impl JsonSchema + Serialize {
        #[derive(JsonSchema, Serialize)]
        struct Data<'s> {
            remote: &'s str,
            last: Option<String>,
            to_send: Option<usize>,
            to_receive: Option<Vec<Row<'s>>>,
        }
        let Standing { url, last, found } = &self.standing;
        let found = found.as_ref().ok();
        Data {
            remote: url,
            last: last.map(|last| last.to_rfc3339()),
            to_send: found.map(|(unsent, _)| *unsent),
            to_receive: found.map(|(_, came)| rows(came)),
        }
    }

    fn render(&self, page: &mut Page) {
        let Standing { url, last, found } = &self.standing;
        let last = last.map_or_else(
            || "never".to_owned(),
            |last| {
                let day = Day::of(last.naive_local(), NaiveTime::MIN);
                format!("{} {}", day.short(self.today), last.format("%H:%M"))
            },
        );
        let mut rows = vec![("Remote", url.clone()), ("Last", last)];
        if let Ok((unsent, came)) = found {
            let come = if came.is_empty() { "nothing".to_owned() } else { from(came).join(", ") };
            let send = if *unsent == 0 { "nothing".to_owned() } else { entries(*unsent) };
            rows.extend([("To come", come), ("To send", send)]);
        }
        for (name, value) in rows {
            page.wrap_after(&[(Tone::Handle, &format!("{name:9}"))], Tone::Plain, &value, 9);
        }
    }
}
