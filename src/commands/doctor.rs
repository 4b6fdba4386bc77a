//! `doctor`: whether all that is stored can be read, and what else there is to know of it.

use chrono::DateTime;
use clap::Args;
use schemars::JsonSchema;
use serde::Serialize;

use super::shared::context::Context;
use super::shared::summary::{Outcome, Output, Summary};
use crate::error::Error;
use crate::journal::diagnosis::{Device, Diagnosis, Locks, SnapshotUse, Tail};
use crate::journal::files::inbox_switch::Switch;
use crate::ui::colour::Tone;
use crate::ui::columns::{Align, Cell, Columns, cell};
use crate::ui::page::Page;

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Delete the snapshot that makes commands faster; the next command makes it again
    #[arg(long)]
    rebuild: bool,
}

#[derive(JsonSchema, Serialize)]
pub(crate) struct Doctor {
    store: String,
    health: Health,
    #[serde(flatten)]
    found: Diagnosis,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, JsonSchema, Serialize)]
#[serde(rename_all = "lowercase")]
enum Health {
    Well,
    /// Everything can be read; there is something to know.
    Remarks,
    Unreadable,
}

struct Section {
    title: &'static str,
    rows: Vec<String>,
    /// Whether all of them are named on a page.
    length: Length,
    hint: String,
}

#[derive(Clone, Copy)]
enum Length {
    Whole,
    /// The first ones; `--json` has all.
    Short,
}

/// So many remarks of a kind are named.
const NAMED: usize = 10;

pub(crate) fn run(args: &DoctorArgs, context: &mut Context<'_>) -> Outcome {
    if args.rebuild {
        context.forget()?;
        context.note("the snapshot is dropped: the next command reads the journal");
    }
    let inbox = context.inbox_path();
    if context.inbox_switch() == Switch::Off && context.env().is_there(&inbox) {
        let inbox = inbox.display();
        context.note(format!("{inbox} is not taken in on this machine; `goals config inbox on` has it so"));
    }
    let found = context.doctor();
    let store = context.folder().display().to_string();
    let mut doctor = Doctor { store, health: Health::Well, found };
    doctor.health = match (doctor.found.unreadable.is_empty(), doctor.remarks().is_empty()) {
        (false, _) => Health::Unreadable,
        (true, false) => Health::Remarks,
        (true, true) => Health::Well,
    };
    let failure = match doctor.health {
        Health::Well | Health::Remarks => None,
        Health::Unreadable => Some(Error::Unreadable(format!("{} in {}", doctor.unreadable(), doctor.store))),
    };
    Ok(Output { failure, ..context.summarize(&doctor)? })
}

impl Doctor {
    fn unreadable(&self) -> String {
        let lines = self.found.unreadable.iter().filter(|it| it.place.line.is_some()).count();
        let files = self.found.unreadable.len() - lines;
        let counted = [(lines, "line", "lines"), (files, "file or folder", "files or folders")]
            .into_iter()
            .filter(|(number, ..)| *number > 0)
            .map(|(number, one, more)| format!("{number} {}", if number == 1 { one } else { more }));
        format!("{} can't be read", counted.collect::<Vec<_>>().join(" and "))
    }

    fn losses(&self) -> Vec<Section> {
        let rows = |whole: bool| {
            let of_kind = self.found.unreadable.iter().filter(|it| it.place.line.is_none() == whole);
            of_kind.map(|it| format!("{}: {}", it.place, it.why)).collect()
        };
        let sections = [
            Section {
                title: "Files and folders that can't be read",
                rows: rows(true),
                length: Length::Whole,
                hint: "Other commands stop at them: make them readable, or move them out of the journal."
                    .to_owned(),
            },
            Section {
                title: "Lines that can't be read",
                rows: rows(false),
                length: Length::Whole,
                hint:
                    "They are passed over and left as they are. One that is mended in an editor counts again."
                        .to_owned(),
            },
        ];
        sections.into_iter().filter(|section| !section.rows.is_empty()).collect()
    }

    fn remarks(&self) -> Vec<Section> {
        let sections = [
            self.torn(),
            self.newer(),
            self.repeated(),
            self.copies(),
            self.days_ahead(),
            self.days_beyond(),
            self.judged_limits(),
            self.clocks_ahead(),
            self.permissions(),
            self.inbox(),
            self.locks(),
        ];
        sections.into_iter().filter(|section| !section.rows.is_empty()).collect()
    }

    fn torn(&self) -> Section {
        let rows = self.found.torn.iter().map(|torn| {
            let tail = match torn.tail {
                Tail::Healed => "ends in the middle",
                Tail::Open => "ends in the middle; the next command begins a line of its own",
            };
            format!("{}: {tail}", torn.place)
        });
        Section {
            title: "Cut off while it was written",
            rows: rows.collect(),
            length: Length::Short,
            hint: "Such a command never said that it was done, and does not count. What `goals log` lacks, do again.".to_owned(),
        }
    }

    fn newer(&self) -> Section {
        let rows = self.found.newer.iter().map(|it| format!("{}: {}", it.place, it.unknown.join(", ")));
        Section {
            title: "Written by a newer version",
            rows: rows.collect(),
            length: Length::Short,
            hint: "It is kept, and shown by a `goals` that knows it.".to_owned(),
        }
    }

    fn repeated(&self) -> Section {
        let rows = self.found.repeated.iter().map(|it| {
            let entries = entries(it.ids.len());
            let differing = match it.differing.len() {
                0 => String::new(),
                number => format!("; {number} not the same everywhere: the first file's counts"),
            };
            format!("{}: {entries}{differing}", it.files.join(", "))
        });
        Section {
            title: "There more than once",
            rows: rows.collect(),
            length: Length::Short,
            hint: "Each counts once.".to_owned(),
        }
    }

    fn copies(&self) -> Section {
        let rows = self.found.copies.iter().map(|it| {
            let alone = match it.alone {
                0 => "none of them here alone".to_owned(),
                alone => format!("{alone} of them here alone"),
            };
            format!("{}: {}, {alone}", it.file, entries(it.entries))
        });
        Section {
            title: "Copies that a sync tool made",
            rows: rows.collect(),
            length: Length::Short,
            hint: "They are read like all others. Where they keep coming, two machines write under one name: give one of them another with `GOALS_DEVICE`.".to_owned(),
        }
    }

    fn days_ahead(&self) -> Section {
        let rows = self.found.days_ahead.iter().map(|it| {
            let what = it.code.as_ref().map_or("a win", |code| code.as_str());
            format!("{}: {what} on {}", it.place, it.day.dated())
        });
        Section {
            title: "Done on days ahead",
            rows: rows.collect(),
            length: Length::Short,
            hint: "It counts when the day comes.".to_owned(),
        }
    }

    fn days_beyond(&self) -> Section {
        let rows = self.found.days_beyond.iter().map(|it| format!("{}: {}", it.place, it.days.join(", ")));
        Section {
            title: "Days before 1900 or after 2199",
            rows: rows.collect(),
            length: Length::Short,
            hint: "They count as the first or the last day there is.".to_owned(),
        }
    }

    fn judged_limits(&self) -> Section {
        let rows = self.found.judged_limits.iter().map(|it| {
            let children: Vec<String> = it.children.iter().map(|code| format!("`{code}`")).collect();
            format!("`{}` by {}", it.code, children.join(", "))
        });
        Section {
            title: "Limits that are judged by what is below them",
            rows: rows.collect(),
            length: Length::Short,
            hint: "They are met when what is below them is, and count no check-offs of their own. A limit beside these goals counts what is checked off in it.".to_owned(),
        }
    }

    fn clocks_ahead(&self) -> Section {
        let rows = self.found.clocks_ahead.iter().map(|it| format!("{}: {}", it.place, it.at));
        Section {
            title: "Written by a clock ahead of this one",
            rows: rows.collect(),
            length: Length::Short,
            hint: "Entries keep their order all the same. Set the clock that is wrong.".to_owned(),
        }
    }

    fn permissions(&self) -> Section {
        let rows = self.found.permissions.iter().map(|it| format!("{}: {}", it.file, it.what));
        let quoted = shlex::try_quote(&self.store).map_or_else(|_| self.store.clone(), Into::into);
        Section {
            title: "Permissions",
            rows: rows.collect(),
            length: Length::Short,
            hint: format!(
                "`chmod -R go=,u-x+rwX {quoted}` lets nobody else in; what is somebody else's is for `chown`."
            ),
        }
    }

    fn inbox(&self) -> Section {
        let rows = self.found.inbox.iter().map(|it| format!("{} {}", it.file, it.what));
        Section {
            title: "Not taken in with the inbox",
            rows: rows.collect(),
            length: Length::Short,
            hint: "The inbox is a text file of your own, named `inbox.txt`, of at most 1 MiB. Put the lines that are missing \
                   into it, and the other file away."
                .to_owned(),
        }
    }

    fn locks(&self) -> Section {
        let row = match self.found.locks {
            Locks::Missing => Some("The file system has none.".to_owned()),
            Locks::Work | Locks::NotTried => None,
        };
        Section {
            title: "Locks",
            rows: row.into_iter().collect(),
            length: Length::Whole,
            hint: "Commands on one device at the same time are not kept apart; a line that a full disk cuts off stays."
                .to_owned(),
        }
    }

    fn render_head(&self, page: &mut Page) {
        match self.health {
            Health::Well if self.found.devices.is_empty() => page.line(Tone::Plain, "There is no store yet."),
            Health::Well => page.line(Tone::Good, "Nothing is wrong."),
            Health::Remarks => page.line(Tone::Strong, "Everything can be read; there is something to know."),
            Health::Unreadable => page.line(Tone::Bad, &format!("{}.", self.unreadable())),
        }
        page.wrapped(Tone::Plain, &format!("{} in {}", entries(self.found.entries), self.store), 0);
        let locks = match self.found.locks {
            Locks::Work => "Locks work.",
            Locks::Missing => "There are no locks.",
            Locks::NotTried => "Locks were not tried.",
        };
        page.wrapped(Tone::Faint, &format!("{locks} {}", self.snapshot()), 0);
    }

    fn snapshot(&self) -> &'static str {
        match self.found.snapshot {
            SnapshotUse::Missing => "There is no snapshot.",
            SnapshotUse::Current => "The snapshot is current.",
            SnapshotUse::Stale => "The snapshot is stale and not used.",
            SnapshotUse::Unusable => "The snapshot is unusable and not used.",
        }
    }

    fn render_devices(&self, page: &mut Page) {
        if self.found.devices.is_empty() {
            return;
        }
        page.gap();
        let align = [Align::Left, Align::Right, Align::Right, Align::Right, Align::Left, Align::Left];
        let mut table = Columns::new(&align, 0);
        let head = ["device", "entries", "files", "size", "first", "last"];
        table.row(head.iter().map(|text| cell(Tone::Faint, text)).collect());
        for device in &self.found.devices {
            table.row(row(device));
        }
        table.render(page);
    }
}

fn row(device: &Device) -> Vec<Cell> {
    let day = |at: &Option<String>| {
        let at = at.as_deref().and_then(|at| DateTime::parse_from_rfc3339(at).ok());
        at.map(|at| at.format("%-d %b %Y").to_string()).unwrap_or_default()
    };
    vec![
        cell(Tone::Handle, &device.name),
        cell(Tone::Plain, device.entries.to_string()),
        cell(Tone::Plain, device.shards.to_string()),
        cell(Tone::Plain, size(device.bytes)),
        cell(Tone::Plain, day(&device.first)),
        cell(Tone::Plain, day(&device.last)),
    ]
}

fn entries(number: usize) -> String {
    if number == 1 { "1 entry".to_owned() } else { format!("{number} entries") }
}

/// `312 B`, `12 KiB`, `3 MiB`.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} B"),
        1024..1_048_576 => format!("{} KiB", bytes / 1024),
        _ => format!("{} MiB", bytes / 1_048_576),
    }
}

impl Section {
    fn render(&self, page: &mut Page) {
        page.gap();
        page.line(Tone::Strong, self.title);
        let named = match self.length {
            Length::Whole => self.rows.len(),
            Length::Short => NAMED,
        };
        for row in self.rows.iter().take(named) {
            page.wrapped(Tone::Plain, &format!("  {row}"), 4);
        }
        if self.rows.len() > named {
            let more = format!("  and {} more, all of them with `--json`", self.rows.len() - named);
            page.line(Tone::Faint, &more);
        }
        page.wrapped(Tone::Faint, &self.hint, 0);
    }
}

impl Summary for Doctor {
    fn data(&self) -> impl JsonSchema + Serialize {
        self
    }

    fn render(&self, page: &mut Page) {
        self.render_head(page);
        self.render_devices(page);
        for section in self.losses().iter().chain(&self.remarks()) {
            section.render(page);
        }
    }
}
