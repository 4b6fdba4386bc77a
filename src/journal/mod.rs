//! The journal: files of entries, each line one command, only ever appended to (ARCHITECTURE.md).
#![warn(clippy::indexing_slicing)]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "the journal is where files are")]

pub mod device;
pub mod entry;
pub mod error;
pub mod fold;
mod folder;
pub mod id;
mod lock;
mod record;
mod shard;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Datelike, FixedOffset, SecondsFormat};

use crate::domain::change::{Change, EntryId, Stamp};
use crate::domain::world::World;
use entry::{Entry, Origin, Read};
use error::{Doing, JournalError};
use fold::{Entries, Recorded};
use shard::Line;

/// A store: the folder in which a journal lies.
#[derive(Clone, Debug)]
pub struct Journal {
    folder: PathBuf,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Reading {
    /// Every entry, in order.
    pub entries: Entries,
    /// What they add up to.
    pub world: World,
    /// What is to be told of it.
    pub remarks: Remarks,
}

/// What was found in a journal beside entries.
#[derive(Debug, Default)]
pub struct Remarks {
    /// Lines that could not be read.
    pub unreadable: Vec<Remark>,
    /// How many entries hold something that only a newer version knows.
    pub newer: usize,
}

/// A place in a journal, and what is wrong there.
#[derive(Clone, Debug)]
pub struct Remark {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// Where this device's name comes from.
#[derive(Clone, Debug)]
pub enum DeviceName {
    /// It was given.
    Given(String),
    /// It is kept in this folder, and named after this host when it is made.
    Kept {
        /// The state folder.
        state: PathBuf,
        /// The host's name.
        host: String,
    },
}

impl DeviceName {
    fn find(&self) -> Result<String, JournalError> {
        match self {
            Self::Given(name) => device::checked(name),
            Self::Kept { state, host } => device::kept(state, host),
        }
    }
}

/// Who writes, and when.
#[derive(Clone, Debug)]
pub struct Writer {
    /// The device.
    pub device: DeviceName,
    /// The wall clock.
    pub now: DateTime<FixedOffset>,
}

/// What a decision sees.
pub struct Sight<'a> {
    /// The journal as it is read.
    pub reading: &'a Reading,
    /// This device's name.
    pub device: &'a str,
}

/// What came of an append.
pub struct Appended<T> {
    /// The journal as the decision saw it.
    pub before: Reading,
    /// The world with the new entry; as it was, where nothing was written.
    pub world: World,
    /// The new entry, if one was written.
    pub entry: Option<EntryId>,
    /// What else the decision came to.
    pub told: T,
}

impl Journal {
    /// The journal in this store.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The store's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Refuses a clock that can't be believed.
    ///
    /// # Errors
    /// Where it is before 2000 or after 2199.
    pub fn check_clock(now: DateTime<FixedOffset>) -> Result<(), JournalError> {
        id::milliseconds(now).map(|_| ())
    }

    /// Reads everything. Takes no lock and writes nothing; a store that is not there is empty.
    ///
    /// # Errors
    /// Where a file or folder is there and can't be read.
    pub fn read(&self) -> Result<Reading, JournalError> {
        let mut remarks = Remarks::default();
        let mut all = Vec::new();
        for (device, file) in self.shards()? {
            let mut keep = |entry| all.push(Recorded { entry, device: device.clone() });
            shard::each_line(&file, |line, text| remarks.take(&file, line, &text, &mut keep))?;
        }
        let entries = Entries::new(all);
        Ok(Reading { world: entries.world(), entries, remarks })
    }

    /// Every shard with the device in whose folder it lies, in the order of their names.
    fn shards(&self) -> Result<Vec<(String, PathBuf)>, JournalError> {
        let mut found = Vec::new();
        for (device, folder) in listed(&self.folder.join("journal"))? {
            let is_folder = std::fs::metadata(&folder)
                .map_err(|error| JournalError::io(Doing::Reading, &folder, error))?;
            if !is_folder.is_dir() {
                continue;
            }
            let shards = listed(&folder)?.into_iter().filter(|(name, _)| {
                Path::new(name).extension().is_some_and(|extension| extension == "jsonl")
            });
            found.extend(shards.map(|(_, file)| (device.clone(), file)));
        }
        Ok(found)
    }

    /// Appends what `decide` comes to, seeing everything that was written before: one entry, or none
    /// where there is nothing to write. When this returns, the entry is on the disk.
    ///
    /// # Errors
    /// What `decide` refuses, and what the system does; then nothing was written, unless the error
    /// says that it could not be confirmed.
    pub fn append<T, E: From<JournalError>>(
        &self,
        writer: &Writer,
        mut decide: impl FnMut(Sight<'_>) -> Result<(Vec<Change>, T), E>,
    ) -> Result<Appended<T>, E> {
        Self::check_clock(writer.now)?;
        let root = self.folder.join("journal");
        if std::fs::symlink_metadata(&root).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            // A refusal leaves no empty store behind.
            let before = Reading::default();
            let (changes, told) = decide(Sight { reading: &before, device: "" })?;
            if changes.is_empty() {
                return Ok(Appended { world: World::default(), before, entry: None, told });
            }
        }
        let device = writer.device.find()?;
        let folder = root.join(&device);
        folder::make(&folder)?;
        let lock = lock::acquire(&folder.join(".lock"))?;
        let before = self.read()?;
        let (changes, told) = decide(Sight { reading: &before, device: &device })?;
        if changes.is_empty() {
            return Ok(Appended { world: before.world.clone(), before, entry: None, told });
        }
        let at = writer.now.to_rfc3339_opts(SecondsFormat::Millis, false);
        let entry = Entry { id: id::next(writer.now, before.entries.largest())?, at, did: changes };
        let line = entry::write(&entry)
            .map_err(|error| JournalError::io(Doing::Writing, &folder, std::io::Error::other(error)))?;
        if line.len() >= shard::LONGEST {
            return Err(JournalError::TooLong(line.len()).into());
        }
        let shard = folder.join(format!("{:04}.jsonl", writer.now.year()));
        shard::append(&shard, &line, lock.locking)?;
        drop(lock);
        let stamp = Stamp { id: entry.id, place: 0, at: &entry.at, device: &device };
        let undoes = entry.did.iter().any(|change| matches!(change, Change::Undo { .. }));
        let world = if undoes {
            let recorded = Recorded { entry: entry.clone(), device };
            before.entries.with(recorded).world()
        } else {
            before.world.with(stamp, &entry.did)
        };
        Ok(Appended { world, before, entry: Some(entry.id), told })
    }
}

impl Remarks {
    fn take(&mut self, file: &Path, number: usize, line: &Line<'_>, keep: &mut dyn FnMut(Entry)) {
        let (text, last) = match line {
            Line::Whole(text) => (text, false),
            Line::Last(text) => (text, true),
            Line::TooLong => {
                self.note(file, number, "longer than 1 MiB");
                return;
            }
        };
        match entry::read(text) {
            Read::Entry(entry, origin) => {
                self.newer += usize::from(origin == Origin::Newer);
                keep(entry);
            }
            Read::Newer => self.newer += 1,
            // A command that did not happen; no disk writes NULs of its own accord.
            Read::Torn => {}
            Read::Unreadable(_) if last && !text.contains(&0) => {}
            Read::Unreadable(why) => self.note(file, number, &why),
        }
    }

    fn note(&mut self, file: &Path, line: usize, why: &str) {
        self.unreadable.push(Remark { file: file.to_owned(), line, why: why.to_owned() });
    }
}

/// What lies in a folder, without what is hidden, in the order of names. A folder that is missing is
/// empty; names that are not UTF-8 are shown as near as can be.
fn listed(folder: &Path) -> Result<Vec<(String, PathBuf)>, JournalError> {
    let unreadable = |error| JournalError::io(Doing::Reading, folder, error);
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(unreadable)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}
