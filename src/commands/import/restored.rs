//! A store that was exported whole comes back: its entries, as they stand.

use serde::Serialize;

use crate::commands::shared::context::Context;
use crate::commands::shared::summary::{Outcome, Summary};
use crate::interop::backup;
use crate::interop::reader::source::Source;
use crate::interop::reader::unreadable::Unreadable;
use crate::journal::transfer::{DeviceLines, first_bad};
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

/// The entries of a document, each of which can be taken in.
pub(super) fn lines(source: &Source) -> Result<DeviceLines, Unreadable> {
    let lines = backup::entries(source)?;
    let Some(bad) = first_bad(&lines) else { return Ok(lines) };
    let place = if bad.number == 0 { String::new() } else { format!(", entry {}", bad.number) };
    let what = format!("device `{}`{place}: {}", bad.device, bad.why);
    Err(Unreadable::damaged(what, "export it again, or take an older copy; nothing was written"))
}

/// Takes them in, or tells what that would come to.
pub(super) fn run(lines: DeviceLines, dry_run: bool, context: &mut Context<'_>) -> Outcome {
    let united = if dry_run { context.would_unite(&lines)? } else { context.unite(&lines)? };
    context.summarize(&Restored {
        entries: lines.values().map(Vec::len).sum(),
        devices: lines.into_keys().collect(),
        new: united.new,
        known: united.known,
        dry_run,
    })
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
