//! The journal: files of entries, each line one command, only ever appended to (ARCHITECTURE.md).
#![warn(clippy::indexing_slicing)]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "the journal is where files are")]

pub mod bulk_write;
mod cache;
pub mod diagnosis;
pub mod doctor;
pub mod exchange;
pub mod files;
pub mod fold;
pub mod format;
pub mod import_file;
pub mod inbox;
pub mod last_reminder;
pub mod read;
pub mod seen_milestones;
pub mod transfer;
pub mod written_lines;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, SecondsFormat};

use crate::domain::judge::checkpoint::Checkpoints;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::{Change, Stamp};
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
pub use read::{Detail, Reading};

use cache::append_notes::AppendNotes;
use cache::folder::CacheFolder;
use cache::stamps::FileStamp;
use files::error::{Doing, JournalError};
use files::lock::Lock;
use files::{device, fs, lock, shard};
use format::entry::{Entry, Recorded};
use format::{entry, id};

/// A store: the folder in which a journal lies, and where what it adds up to may be kept.
#[derive(Clone, Debug)]
pub struct Journal {
    folder: PathBuf,
    cache: Option<CacheFolder>,
}

/// Where this device's name comes from.
#[derive(Clone, Debug)]
pub enum DeviceName {
    Given(String),
    /// It is kept in the state folder, and named after the host when it is made.
    Kept {
        state: PathBuf,
        host: String,
    },
}

impl DeviceName {
    /// The name, made where there is none yet.
    ///
    /// # Errors
    /// Where it can be none, or can't be kept.
    pub(crate) fn find(&self) -> Result<String, JournalError> {
        match self {
            Self::Given(name) => device::checked(name),
            Self::Kept { state, host } => device::kept(state, host),
        }
    }

    /// Another name from now on, where it is this machine's to choose.
    ///
    /// # Errors
    /// Where it can't be kept.
    pub(crate) fn renew(&self) -> Result<Option<String>, JournalError> {
        match self {
            Self::Given(_) => Ok(None),
            Self::Kept { state, host } => device::renew(state, host).map(Some),
        }
    }
}

/// Who writes, and when by the wall clock.
#[derive(Clone, Debug)]
pub struct Writer {
    pub device: DeviceName,
    pub now: DateTime<FixedOffset>,
    /// Whose doing it is, where that is to be told (SEMANTICS 10.7).
    pub by: Option<String>,
}

/// What a decision sees.
pub struct DecisionInput<'a> {
    pub reading: &'a Reading,
    /// This device's name.
    pub device: &'a str,
}

/// What came of an append.
pub struct Appended<T> {
    /// The journal as the decision saw it.
    pub before: Reading,
    /// The state with the new entry; as it was, where nothing was written.
    pub state: State,
    /// The new entry, if one was written.
    pub entry: Option<EntryId>,
    /// What else the decision came to.
    pub decided: T,
    checkpoints: Option<Checkpoints>,
}

impl<T> Appended<T> {
    /// The state with the new entry, as it is judged on the day of writing.
    pub fn judge(&self, today: Day) -> Judge<'_> {
        Judge::resuming(&self.state, today, self.checkpoints.as_ref())
    }
}

/// A device's folder while nobody else writes in it.
struct Held {
    device: String,
    folder: PathBuf,
    lock: Lock,
}

impl Journal {
    /// The journal in this store.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, cache: None }
    }

    /// The same, with what it adds up to kept in a cache folder. `now` is the system's time, before anything is
    /// looked at.
    #[must_use]
    pub fn with_cache(self, cache: PathBuf, now: SystemTime) -> Self {
        let cache = Some(CacheFolder::new(cache, &self.folder, now));
        Self { cache, ..self }
    }

    /// The store's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the devices' folders.
    pub fn root(&self) -> PathBuf {
        self.folder.join("journal")
    }

    /// Refuses a clock that can't be believed.
    ///
    /// # Errors
    /// Where it is before 2000 or after 2199.
    pub fn check_clock(now: DateTime<FixedOffset>) -> Result<(), JournalError> {
        id::milliseconds(now).map(|_| ())
    }

    /// Reads as much as is asked for. Takes no lock and writes nothing; a store that is not there is empty.
    ///
    /// # Errors
    /// Where a file or folder is there and can't be read.
    pub fn read(&self, detail: Detail, now: NaiveDateTime) -> Result<Reading, JournalError> {
        read::read(&self.root(), self.cache.as_ref(), detail, now)
    }

    /// Keeps what a reading came to, so that the next need not read it again, where that is worth it.
    pub fn keep(&self, reading: Reading, now: NaiveDateTime) {
        let Some(cache) = self.cache.as_ref().filter(|_| reading.is_worth_keeping()) else { return };
        let reading = match reading.detail {
            Detail::Today if reading.from_snapshot => self.read(Detail::Days, now).ok(),
            Detail::Today | Detail::Days => Some(reading),
            Detail::Entries | Detail::Records => None,
        };
        if let Some(reading) = reading {
            let today = Day::of(now, reading.state.settings.day_start());
            read::keep(reading, today, cache);
        }
    }

    /// Drops what is kept of readings; the next command reads everything.
    ///
    /// # Errors
    /// Where something is kept that can't be removed.
    pub fn forget(&self) -> Result<(), JournalError> {
        self.cache.as_ref().map_or(Ok(()), CacheFolder::clear)
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
        detail: Detail,
        mut decide: impl FnMut(DecisionInput<'_>) -> Result<(Vec<Change>, T), E>,
    ) -> Result<Appended<T>, E> {
        Self::check_clock(writer.now)?;
        let root = self.root();
        if std::fs::symlink_metadata(&root).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            // A refusal leaves no empty store behind.
            let before = Reading::empty();
            let (changes, decided) = decide(DecisionInput { reading: &before, device: "" })?;
            if changes.is_empty() {
                return Ok(Appended::nothing(before, decided));
            }
        }
        let held = self.hold(writer)?;
        let before = self.read(detail, writer.now.naive_local())?;
        let (changes, decided) = decide(DecisionInput { reading: &before, device: &held.device })?;
        if changes.is_empty() {
            return Ok(Appended::nothing(before, decided));
        }
        let recorded = self.write(writer, held, &before, changes)?;
        Ok(Appended::one(before, recorded, decided))
    }

    /// Keeps other writers out of this device's folder.
    fn hold(&self, writer: &Writer) -> Result<Held, JournalError> {
        let device = writer.device.find()?;
        let folder = self.root().join(&device);
        fs::make_device(&folder)?;
        let lock = lock::acquire(&folder.join(".lock"))?;
        Ok(Held { device, folder, lock })
    }

    /// Writes an entry behind all that was read, and lets others write again.
    fn write(
        &self,
        writer: &Writer,
        held: Held,
        before: &Reading,
        changes: Vec<Change>,
    ) -> Result<Recorded, JournalError> {
        let Held { device, folder, lock } = held;
        let at = writer.now.to_rfc3339_opts(SecondsFormat::Millis, false);
        let by = writer.by.clone();
        let entry = Entry { id: id::next(writer.now, before.largest)?, at, by, of: None, did: changes };
        let line = entry::write(&entry)
            .map_err(|error| JournalError::io(Doing::Writing, &folder, std::io::Error::other(error)))?;
        if line.len() >= shard::LONGEST {
            return Err(JournalError::TooLong(line.len()));
        }
        let shard = folder.join(format!("{:04}.jsonl", writer.now.year()));
        let found = before.as_found(&shard);
        shard::append(&shard, &line, lock.locking)?;
        if let (Some(cache), Some((name, found))) = (&self.cache, found)
            && let Ok(left) = std::fs::metadata(&shard)
        {
            AppendNotes::note(cache, name, found, FileStamp::of(&left));
        }
        Ok(Recorded { entry, device })
    }
}

impl<T> Appended<T> {
    fn nothing(before: Reading, decided: T) -> Self {
        let (state, checkpoints) = (before.state.clone(), before.checkpoints.clone());
        Self { before, state, entry: None, decided, checkpoints }
    }

    fn one(mut before: Reading, recorded: Recorded, decided: T) -> Self {
        let Recorded { entry, device } = &recorded;
        let id = entry.id;
        let undoes = entry.did.iter().any(|change| matches!(change, Change::Undo { .. }));
        let state = if undoes {
            std::mem::take(&mut before.entries).with(recorded).state()
        } else {
            let stamp = Stamp { id, place: 0, at: &entry.at, device, by: entry.by.as_deref(), of: None };
            before.state.with(stamp, &entry.did)
        };
        let checkpoints = before.checkpoints.clone();
        Self { before, state, entry: Some(id), decided, checkpoints }
    }
}

impl Reading {
    /// How a shard was found, where a snapshot told of it and it is still the same.
    fn as_found(&self, path: &Path) -> Option<(String, FileStamp)> {
        let then = self.shards.iter().rev().find(|shard| shard.path == path)?;
        let stamp = FileStamp::of(then.found.as_ref()?);
        let now = FileStamp::of(&std::fs::metadata(path).ok()?);
        (self.from_snapshot && stamp == now).then(|| (then.name(), now))
    }
}
