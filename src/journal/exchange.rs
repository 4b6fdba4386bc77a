//! Lines that go to other machines and come from them: where each lies, here and there, and taking in what came.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::Path;

use super::Journal;
use super::files::error::{Doing, JournalError};
use super::files::fs::open_to_read;
use super::files::lock::Locking;
use super::files::shard::{self, Known, LONGEST, Line, Understood, each_line};
use super::files::{device, fs, lock};
use super::format::carried::{Month, head, is_id};
use crate::domain::value::ids::EntryId;

/// Where lines are the same here and there, whatever files they are cut into.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The device's name, as all machines can write it.
    pub device: String,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// What was typed.
    Typed,
    /// What one import made, by its id.
    Import(String),
}

/// A file there: a month of what was typed, or an import.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sheet {
    pub place: Place,
    /// Nothing of an import.
    pub month: Option<Month>,
}

/// A line that can be carried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CarriedLine {
    pub id: EntryId,
    pub month: Month,
    pub text: String,
}

impl CarriedLine {
    /// Reads one, without its newline; nothing where it may not be carried.
    pub fn read(line: &[u8]) -> Option<Self> {
        let line = line.trim_ascii();
        if line.len() >= LONGEST {
            return None;
        }
        let (id, month) = head(line)?;
        Some(Self { id, month, text: std::str::from_utf8(line).ok()?.to_owned() })
    }

    /// The file in which it lies there.
    pub fn sheet(&self, place: &Place) -> Sheet {
        let month = matches!(place.kind, Kind::Typed).then_some(self.month);
        Sheet { place: place.clone(), month }
    }
}

/// The id in `import-01M7….jsonl`.
pub(super) fn import(file: &str) -> Option<&str> {
    file.strip_prefix("import-")?.strip_suffix(".jsonl").filter(|id| is_id(id))
}

impl Place {
    /// The place of a file of the store.
    fn of(folder: &str, file: &str) -> Self {
        let kind = import(file).map_or(Kind::Typed, |id| Kind::Import(id.to_owned()));
        Self { device: device::everywhere(folder), kind }
    }

    /// The name of the store's file that takes a line.
    fn file(&self, line: &CarriedLine) -> String {
        match &self.kind {
            Kind::Typed => format!("{:04}.jsonl", line.month.year),
            Kind::Import(id) => format!("import-{id}.jsonl"),
        }
    }
}

impl Sheet {
    /// Its path there.
    pub fn path(&self) -> String {
        let Place { device, kind } = &self.place;
        match (kind, self.month) {
            (Kind::Import(id), _) => format!("journal/{device}/import-{id}.jsonl"),
            (Kind::Typed, Some(month)) => format!("journal/{device}/{month}.jsonl"),
            (Kind::Typed, None) => format!("journal/{device}/0000-00.jsonl"),
        }
    }

    /// The file at a path there; nothing where no file of a journal has such a path.
    pub fn at(path: &str) -> Option<Self> {
        let (device, file) = path.strip_prefix("journal/")?.split_once('/')?;
        if device::everywhere(device) != device {
            return None;
        }
        let (kind, month) = match import(file) {
            Some(id) => (Kind::Import(id.to_owned()), None),
            None => (Kind::Typed, Some(Month::read(file.strip_suffix(".jsonl")?)?)),
        };
        Some(Self { place: Place { device: device.to_owned(), kind }, month })
    }
}

impl Journal {
    /// Shows every line that can be carried, with its place. Takes no lock: what is written meanwhile goes next time.
    ///
    /// # Errors
    /// Where a file is there and can't be read.
    pub fn each_carried(&self, mut show: impl FnMut(&Place, CarriedLine)) -> Result<(), JournalError> {
        for shard in shard::list(&self.root())? {
            let file = shard.path.file_name().unwrap_or_default().to_string_lossy();
            let place = Place::of(&shard.device, &file);
            each_line(&shard.path, Known::default(), |_, line| {
                if let Line::Whole(text) | Line::Last(text) = line
                    && let Some(line) = CarriedLine::read(text)
                {
                    show(&place, line);
                }
                Understood::Whole
            })?;
        }
        Ok(())
    }

    /// Makes the store's folder, where nothing is in it yet.
    ///
    /// # Errors
    /// What the system says.
    pub(crate) fn make(&self) -> Result<(), JournalError> {
        fs::make(&self.root())
    }

    /// Takes in lines that came for a place: those whose id is not there yet. In this device's `own` folder they are
    /// appended; elsewhere the file is made whole beside it and renamed, under the folder's lock, which whoever
    /// writes there holds too. Returns those that were written; by then they are on the disk.
    ///
    /// # Errors
    /// What the system does; what was there before is there still.
    pub fn take_in(
        &self,
        place: &Place,
        lines: &[CarriedLine],
        own: &str,
    ) -> Result<Vec<EntryId>, JournalError> {
        let folder = self.root().join(&place.device);
        fs::make_device(&folder)?;
        let lock = lock::acquire(&folder.join(".lock"))?;
        let mut files: BTreeMap<String, Vec<&CarriedLine>> = BTreeMap::new();
        for line in lines {
            files.entry(place.file(line)).or_default().push(line);
        }
        let mut written = Vec::new();
        for (name, lines) in files {
            let path = folder.join(&name);
            let mut known = ids(&path)?;
            let lacking: Vec<&CarriedLine> = lines.into_iter().filter(|line| known.insert(line.id)).collect();
            if lacking.is_empty() {
                continue;
            }
            let text = lacking.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
            match lock.locking {
                Locking::Held if place.device != own => replace(&folder, &name, &text)?,
                // Without a lock somebody may be writing, and what she appends to a file that is replaced is lost.
                Locking::Held | Locking::Unavailable => shard::append(&path, &text, lock.locking)?,
            }
            written.extend(lacking.iter().map(|line| line.id));
        }
        Ok(written)
    }
}

/// The ids in a file of the store; none where it is missing.
fn ids(path: &Path) -> Result<BTreeSet<EntryId>, JournalError> {
    let mut ids = BTreeSet::new();
    each_line(path, Known::default(), |_, line| {
        if let Line::Whole(text) | Line::Last(text) = line {
            ids.extend(head(text).map(|(id, _)| id));
        }
        Understood::Whole
    })?;
    Ok(ids)
}

/// Puts a file with more lines in the place of one, whole or not at all.
fn replace(folder: &Path, name: &str, lines: &str) -> Result<(), JournalError> {
    let path = folder.join(name);
    let mut bytes = Vec::new();
    if std::fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
        return Err(JournalError::WrongKind { path, wanted: "a plain file" });
    }
    if let Some(mut before) = open_to_read(&path)? {
        before.read_to_end(&mut bytes).map_err(|error| JournalError::io(Doing::Reading, &path, error))?;
    }
    if bytes.last().is_some_and(|last| *last != b'\n') {
        bytes.push(b'\n');
    }
    bytes.extend_from_slice(lines.as_bytes());
    bytes.push(b'\n');
    fs::write_whole(folder, name, &bytes)
}
