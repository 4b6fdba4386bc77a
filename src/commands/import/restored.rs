//! A store that was exported whole comes back: its entries, as they stand.

use serde::Serialize;

use super::ImportArgs;
use crate::commands::shared::context::Context;
use crate::commands::shared::summary::{Outcome, Summary};
use crate::error::Error;
use crate::interop::backup;
use crate::interop::source::Source;
use crate::interop::unreadable::Unreadable;
use crate::journal::transfer::first_bad;
use crate::ui::colour::Tone;
use crate::ui::page::Page;

#[derive(Serialize)]
struct Restored {
    /// How many entries the document holds.
    entries: usize,
    devices: Vec<String>,
    new: usize,
    known: usize,
    dry_run: bool,
}

pub(super) fn run(args: &ImportArgs, source: &Source, context: &mut Context<'_>) -> Outcome {
    args.refuse_wishes()?;
    let lines = backup::entries(source).map_err(|error| super::named(error, source))?;
    if let Some(bad) = first_bad(&lines) {
        let place = if bad.number == 0 { String::new() } else { format!(", entry {}", bad.number) };
        let what = format!("device `{}`{place}: {}", bad.device, bad.why);
        let hint = "export it again, or take an older copy; nothing was written";
        return Err(super::named(Unreadable::damaged(what, hint), source));
    }
    let united = if args.dry_run { context.would_unite(&lines)? } else { context.unite(&lines)? };
    context.summarize(&Restored {
        entries: lines.values().map(Vec::len).sum(),
        devices: lines.into_keys().collect(),
        new: united.new,
        known: united.known,
        dry_run: args.dry_run,
    })
}

impl ImportArgs {
    /// What is said of another tool's goals says nothing of a store's own entries.
    fn refuse_wishes(&self) -> Result<(), Error> {
        let wishes = [
            ("--map", !self.map.is_empty()),
            ("--every", !self.every.is_empty()),
            ("--under", self.under.is_some()),
            ("--area", self.area.is_some()),
            ("--date-format", self.date_format.is_some()),
            ("--undated", self.undated.is_some()),
            ("--lists-as", self.lists_as.is_some()),
            ("--area-from-group", self.area_from_group),
        ];
        match wishes.into_iter().find(|(_, given)| *given) {
            Some((option, _)) => Err(Error::usage(
                format!("a store that was exported comes in as it is: `{option}` can't be given"),
                "leave it out; `goals edit` and `goals move` change goals that are here",
            )),
            None => Ok(()),
        }
    }
}

impl Summary for Restored {
    fn data(&self) -> impl Serialize {
        self
    }

    fn render(&self, page: &mut Page) {
        let entries = |count: usize| match count {
            1 => "1 entry".to_owned(),
            count => format!("{count} entries"),
        };
        let devices = match self.devices.as_slice() {
            [] => String::new(),
            [one] => format!(" of the device {one}"),
            several => format!(" of the devices {}", several.join(", ")),
        };
        page.wrapped(Tone::Strong, &format!("A store of goals: {}{devices}", entries(self.entries)), 2);
        if self.new == 0 {
            return page.wrapped(Tone::Plain, "Nothing new: all of it is here.", 2);
        }
        let would = if self.dry_run { "would come" } else { "came" };
        let there = if self.known == 0 { String::new() } else { format!(", {} were here", self.known) };
        page.wrapped(Tone::Plain, &format!("{} {would} in{there}.", entries(self.new)), 2);
        if !self.dry_run {
            let text = "They are entries as any others: `goals log` tells of them, `goals undo MARK` takes one back.";
            page.wrapped(Tone::Faint, text, 2);
        }
    }
}
