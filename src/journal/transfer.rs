//! All entries of a journal as their lines stand: taken out, and united with another journal's.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};

use super::Journal;
use super::files::error::JournalError;
use super::files::fs::write_whole;
use super::files::shard::{self, Known, Line, Understood, each_line};
use super::files::{device, fs};
use super::format::entry::{self, Read};
use super::format::id;
use super::written_lines::Part;
use crate::domain::value::ids::EntryId;

/// The lines of each device, without their newlines, in the order in which they were read.
pub type DeviceLines = BTreeMap<String, Vec<String>>;

/// What a line of another journal is that can't be taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    pub device: String,
    /// From 1.
    pub number: usize,
    pub why: String,
}

/// What was new.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct United {
    /// How many entries came in.
    pub new: usize,
    /// How many were there before.
    pub known: usize,
    /// The files that were made of them.
    pub files: Vec<Part>,
}

/// What tells an entry from all others: what two imports brought may have one id, and is of each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    id: EntryId,
    of: Option<EntryId>,
}

/// An entry's line, as this version reads it.
enum Kind {
    Entry(Identity),
    /// A newer version wrote it, in a form of its own.
    Newer,
}

fn understood(line: &[u8]) -> Result<Kind, String> {
    match entry::read(line) {
        Read::Entry(entry, _) => Ok(Kind::Entry(Identity { id: entry.id, of: entry.of })),
        Read::Newer => Ok(Kind::Newer),
        Read::Torn => Err("it is cut off".to_owned()),
        Read::Unreadable(why) => Err(why),
    }
}

impl Journal {
    /// Every entry there is, void ones too, each once, with the devices that wrote them. What can't be read is left
    /// out.
    ///
    /// # Errors
    /// Where a file or folder is there and can't be read.
    pub fn lines(&self) -> Result<DeviceLines, JournalError> {
        let mut lines = DeviceLines::new();
        let mut seen = BTreeSet::new();
        for shard in shard::list(&self.root())? {
            each_line(&shard.path, Known::default(), |_, line| {
                let (Line::Whole(text) | Line::Last(text)) = line else { return Understood::Whole };
                let Ok(known) = understood(text) else { return Understood::Torn };
                let is_new = match known {
                    Kind::Entry(identity) => seen.insert(identity),
                    Kind::Newer => true,
                };
                if is_new {
                    let line = String::from_utf8_lossy(text).trim().to_owned();
                    lines.entry((*shard.device).to_owned()).or_default().push(line);
                }
                Understood::Whole
            })?;
        }
        Ok(lines)
    }

    /// Takes in the entries that are not here yet, each in a new file of the device that wrote it: as if the two
    /// journals had lain in one folder.
    ///
    /// # Errors
    /// Where a device's name is none, and what the system says.
    pub fn unite(&self, now: DateTime<FixedOffset>, lines: &DeviceLines) -> Result<United, JournalError> {
        Self::check_clock(now)?;
        let new = self.new_lines(lines)?;
        let mut files = Vec::new();
        for (device, lines) in &new {
            let folder = self.root().join(device::checked(device)?);
            fs::make_device(&folder)?;
            let file = id::next(now, None)?;
            let name = format!("import-{}.jsonl", id::entry_text(file));
            let text: String = lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
            write_whole(&folder, &name, &text)?;
            files.push(Part::File(file));
        }
        Ok(united(lines, &new, files))
    }

    /// What [`Journal::unite`] would come to.
    ///
    /// # Errors
    /// Where a file or folder is there and can't be read.
    pub fn would_unite(&self, lines: &DeviceLines) -> Result<United, JournalError> {
        self.new_lines(lines).map(|new| united(lines, &new, Vec::new()))
    }

    /// Those that are not here yet.
    fn new_lines(&self, lines: &DeviceLines) -> Result<DeviceLines, JournalError> {
        let here = self.lines()?;
        let texts: BTreeSet<&str> = here.values().flatten().map(String::as_str).collect();
        let known: BTreeSet<Identity> = texts.iter().filter_map(|line| identity(line)).collect();
        let is_new = |line: &&String| match identity(line) {
            Some(identity) => !known.contains(&identity),
            None => !texts.contains(line.as_str()),
        };
        let of_device = |(device, lines): (&String, &Vec<String>)| {
            let new: Vec<String> = lines.iter().filter(is_new).cloned().collect();
            (!new.is_empty()).then(|| (device.clone(), new))
        };
        Ok(lines.iter().filter_map(of_device).collect())
    }
}

fn united(all: &DeviceLines, new: &DeviceLines, files: Vec<Part>) -> United {
    let count = |lines: &DeviceLines| lines.values().map(Vec::len).sum::<usize>();
    United { new: count(new), known: count(all) - count(new), files }
}

fn identity(line: &str) -> Option<Identity> {
    match understood(line.as_bytes()) {
        Ok(Kind::Entry(identity)) => Some(identity),
        Ok(Kind::Newer) | Err(_) => None,
    }
}

/// The first line that is no entry, or longer than one may be; and devices whose names are none.
pub fn first_bad(lines: &DeviceLines) -> Option<BadLine> {
    let bad = |device: &str, number: usize, why: String| BadLine { device: device.to_owned(), number, why };
    lines.iter().find_map(|(device, lines)| {
        if let Err(error) = device::checked(device) {
            return Some(bad(device, 0, error.to_string()));
        }
        (1..).zip(lines).find_map(|(number, line)| {
            let why = match understood(line.as_bytes()) {
                _ if line.len() >= shard::LONGEST => "it is longer than 1 MiB".to_owned(),
                Ok(_) => return None,
                Err(why) => why,
            };
            Some(bad(device, number, why))
        })
    })
}
