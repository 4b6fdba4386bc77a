//! The journal: files of entries, each line one command, only ever appended to (ARCHITECTURE.md).
#![warn(clippy::indexing_slicing)]
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "the journal is where files are")]

pub mod bulk_write;
pub mod cache;
pub mod doctor;
pub mod files;
pub mod fold;
pub mod format;
pub mod read;
pub mod seen_milestones;

use std::ffi::OsString;
use std::fs::DirEntry;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDateTime, NaiveTime, SecondsFormat};

use crate::domain::judge::judge::Judge;
use crate::domain::model::change::{Change, Stamp};
use crate::domain::model::state::State;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
use cache::snapshot::{Kind, Snapshots, Wanted};
use cache::stamps::FileStamp;
use files::error::{Doing, JournalError};
use fold::{Entries, Recorded};
use format::entry::Entry;
use read::{DeviceFolder, Gathered, Keep, Known, Shard, gather};

/// So many bytes are read anew each time rather than kept: a page of a file.
const WORTH_KEEPING: u64 = 1 << 12;

/// The same for everything, which takes longer to write.
const WORTH_KEEPING_WHOLE: u64 = 1 << 16;

/// A store: the folder in which a journal lies, and where what it adds up to may be kept.
#[derive(Clone, Debug)]
pub struct Journal {
    folder: PathBuf,
    snapshots: Option<Snapshots>,
}

/// How much of a journal is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What is needed to judge today, and perhaps more.
    Today,
    /// All goals and all days; of the records of check-offs, only the last ones.
    Days,
    /// Every record, and the entries themselves.
    Records,
}

/// Where a reading comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Everything was read: so many bytes.
    Journal {
        /// How many.
        bytes: u64,
    },
    /// A snapshot told it, and what came since.
    Snapshot {
        /// Which.
        kind: Kind,
        /// How many bytes came since.
        since: u64,
    },
}

/// What was read.
#[derive(Debug)]
pub struct Reading {
    /// Every entry, in order; none where not everything was to be kept.
    pub entries: Entries,
    /// The greatest id there is.
    pub largest: Option<EntryId>,
    /// What they add up to.
    pub state: State,
    /// What is to be told of it.
    pub remarks: Remarks,
    /// The first day of which the state holds each record of what was done.
    pub records: Day,
    /// How deep was asked for.
    pub depth: Detail,
    /// Where this comes from.
    pub source: Source,
    /// The shards that were read.
    shards: Vec<Shard>,
    /// How far each is known.
    known: Vec<Known>,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            entries: Entries::default(),
            largest: None,
            state: State::default(),
            remarks: Remarks::default(),
            records: Day::FIRST,
            depth: Detail::Records,
            source: Source::Journal { bytes: 0 },
            shards: Vec::new(),
            known: Vec::new(),
        }
    }
}

impl Reading {
    /// Whether so much was read anew that keeping it spares the next command something.
    pub fn is_worth_keeping(&self) -> bool {
        match self.source {
            // Every record takes more room than it saves time.
            Source::Journal { bytes } => self.depth != Detail::Records && bytes > WORTH_KEEPING,
            Source::Snapshot { kind: Kind::Live, since } => since > WORTH_KEEPING,
            // Who asked for today and was told of all days had no snapshot of today.
            Source::Snapshot { kind: Kind::Whole, since } => {
                self.depth == Detail::Today || since > WORTH_KEEPING_WHOLE
            }
        }
    }
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
            Self::Given(name) => files::device::checked(name),
            Self::Kept { state, host } => files::device::kept(state, host),
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
pub struct DecisionInput<'a> {
    /// The journal as it is read.
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
    pub told: T,
}

impl Journal {
    /// The journal in this store.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder, snapshots: None }
    }

    /// The same, with snapshots of what it adds up to in a cache folder. `now` is the system's time, before
    /// anything is looked at.
    #[must_use]
    pub fn with_snapshots(self, cache: PathBuf, now: SystemTime) -> Self {
        let snapshots = Some(Snapshots::new(cache, &self.folder, now));
        Self { snapshots, ..self }
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
        format::id::milliseconds(now).map(|_| ())
    }

    /// Reads as much as is asked for. Takes no lock and writes nothing; a store that is not there is empty.
    ///
    /// # Errors
    /// Where a file or folder is there and can't be read.
    pub fn read(&self, depth: Detail, now: NaiveDateTime) -> Result<Reading, JournalError> {
        let shards = self.shards()?;
        let kinds: &[Kind] = match depth {
            Detail::Today => &[Kind::Live, Kind::Whole],
            Detail::Days => &[Kind::Whole],
            Detail::Records => &[],
        };
        let told = self.snapshots.as_ref().and_then(|snapshots| {
            kinds.iter().find_map(|kind| snapshots.read(Wanted { kind: *kind, now }, &shards))
        });
        let reading = match (told, depth) {
            (Some(reading), _) => reading,
            (None, Detail::Records) => Self::read_shards(&shards, Keep::Everything)?,
            // Where the day begins late, today is still yesterday.
            (None, Detail::Today | Detail::Days) => {
                Self::read_shards(&shards, Keep::Since(Day::of(now, NaiveTime::MIN).prev()))?
            }
        };
        Ok(Reading { depth, shards, ..reading })
    }

    fn read_shards(shards: &[Shard], keep: Keep) -> Result<Reading, JournalError> {
        let Gathered { plain, others, remarks, known } = gather(shards, keep)?;
        let entries = Entries::of(others, plain);
        let largest = entries.largest();
        let (state, entries) = entries.into_state(keep);
        let records = match keep {
            Keep::Everything => Day::FIRST,
            Keep::Since(day) => day,
        };
        let source = Source::Journal { bytes: shards.iter().map(Shard::bytes).sum() };
        Ok(Reading { entries, largest, state, remarks, records, source, known, ..Reading::default() })
    }

    /// Keeps what a reading came to, so that the next need not read it again, where that is worth it.
    pub fn keep(&self, reading: &Reading, today: Day) {
        let Some(snapshots) = self.snapshots.as_ref().filter(|_| reading.is_worth_keeping()) else { return };
        let whole = match reading.source {
            Source::Journal { .. } => true,
            Source::Snapshot { kind: Kind::Whole, since } => since > WORTH_KEEPING_WHOLE,
            Source::Snapshot { kind: Kind::Live, .. } => false,
        };
        if matches!(reading.source, Source::Journal { .. }) {
            // Of two snapshots one that was not believed must not outlast the other, and be believed again
            // once an append vouches for the shard: killed in between, neither is there.
            drop(snapshots.remove());
        }
        if whole {
            snapshots.write(Kind::Whole, reading, &reading.state);
        }
        if let Some(live) = Judge::new(&reading.state, today).carried() {
            snapshots.write(Kind::Live, reading, &live);
        }
    }

    /// Drops what is kept of readings; the next command reads everything.
    ///
    /// # Errors
    /// Where something is kept that can't be removed.
    pub fn forget(&self) -> Result<(), JournalError> {
        self.snapshots.as_ref().map_or(Ok(()), Snapshots::remove)
    }

    /// Every shard, in the order of the devices' names and their own.
    fn shards(&self) -> Result<Vec<Shard>, JournalError> {
        let mut found = Vec::new();
        for (device, entry) in listed(&self.folder.join("journal"))? {
            let path = entry.path();
            let unreadable = |error| JournalError::io(Doing::Reading, &path, error);
            let kind = entry.file_type().map_err(unreadable)?;
            let is_folder = kind.is_dir()
                || (kind.is_symlink() && std::fs::metadata(&path).map_err(unreadable)?.is_dir());
            if !is_folder {
                continue;
            }
            let device = device.to_string_lossy().into_owned();
            let folder = Arc::new(DeviceFolder { device, path });
            for (name, entry) in listed(&folder.path)? {
                if name.as_encoded_bytes().ends_with(b".jsonl") {
                    let found_there = entry.metadata().ok().filter(|found| !found.is_symlink());
                    let looked_at = found_there.or_else(|| std::fs::metadata(entry.path()).ok());
                    found.push(Shard { folder: Arc::clone(&folder), name, found: looked_at });
                }
            }
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
        depth: Detail,
        mut decide: impl FnMut(DecisionInput<'_>) -> Result<(Vec<Change>, T), E>,
    ) -> Result<Appended<T>, E> {
        Self::check_clock(writer.now)?;
        let root = self.folder.join("journal");
        if std::fs::symlink_metadata(&root).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            // A refusal leaves no empty store behind.
            let before = Reading::default();
            let (changes, told) = decide(DecisionInput { reading: &before, device: "" })?;
            if changes.is_empty() {
                return Ok(Appended { state: State::default(), before, entry: None, told });
            }
        }
        let device = writer.device.find()?;
        let folder = root.join(&device);
        files::fs::make(&folder)?;
        let lock = files::lock::acquire(&folder.join(".lock"))?;
        let before = self.read(depth, writer.now.naive_local())?;
        let (changes, told) = decide(DecisionInput { reading: &before, device: &device })?;
        if changes.is_empty() {
            return Ok(Appended { state: before.state.clone(), before, entry: None, told });
        }
        let at = writer.now.to_rfc3339_opts(SecondsFormat::Millis, false);
        let entry = Entry { id: format::id::next(writer.now, before.largest)?, at, did: changes };
        let line = format::entry::write(&entry)
            .map_err(|error| JournalError::io(Doing::Writing, &folder, std::io::Error::other(error)))?;
        if line.len() >= files::shard::LONGEST {
            return Err(JournalError::TooLong(line.len()).into());
        }
        let shard = folder.join(format!("{:04}.jsonl", writer.now.year()));
        let seen = before.seen(&shard);
        files::shard::append(&shard, &line, lock.locking)?;
        if let Some(seen) = seen {
            self.vouch(&device, &shard, seen);
        }
        drop(lock);
        let stamp = Stamp { id: entry.id, place: 0, at: &entry.at, device: &device };
        let undoes = entry.did.iter().any(|change| matches!(change, Change::Undo { .. }));
        let state = if undoes {
            let recorded = Recorded { entry: entry.clone(), device };
            before.entries.with(recorded).state()
        } else {
            before.state.with(stamp, &entry.did)
        };
        Ok(Appended { state, before, entry: Some(entry.id), told })
    }
}

impl Journal {
    /// Tells the next reader that a shard grew by the entry that was just appended, and by nothing else.
    fn vouch(&self, device: &str, shard: &Path, seen: FileStamp) {
        let (Some(snapshots), Some(folder), Some(name)) =
            (&self.snapshots, shard.parent(), shard.file_name())
        else {
            return;
        };
        let folder = DeviceFolder { device: device.to_owned(), path: folder.to_owned() };
        let found = std::fs::metadata(shard).ok();
        snapshots.vouch(seen, &Shard { folder: Arc::new(folder), name: name.to_owned(), found });
    }
}

impl Reading {
    /// How a shard was found, where a snapshot told of it and it is still the same.
    fn seen(&self, path: &Path) -> Option<FileStamp> {
        let (folder, name) = (path.parent(), path.file_name());
        let then = self.shards.iter().rev().find(|shard| {
            Some(shard.name.as_os_str()) == name && Some(shard.folder.path.as_path()) == folder
        });
        let then = FileStamp::of(then?.found.as_ref()?);
        let now = FileStamp::of(&std::fs::metadata(path).ok()?);
        (matches!(self.source, Source::Snapshot { .. }) && then == now).then_some(now)
    }
}

impl Remarks {
    fn note(&mut self, file: &Path, line: usize, why: &str) {
        self.unreadable.push(Remark { file: file.to_owned(), line, why: why.to_owned() });
    }

    fn add(&mut self, more: Self) {
        self.unreadable.extend(more.unreadable);
        self.newer += more.newer;
    }
}

/// What lies in a folder, without what is hidden, in the order of names. A folder that is missing is empty.
fn listed(folder: &Path) -> Result<Vec<(OsString, DirEntry)>, JournalError> {
    let unreadable = |error| JournalError::io(Doing::Reading, folder, error);
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(unreadable)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name();
        if !name.as_encoded_bytes().starts_with(b".") {
            found.push((name, entry));
        }
    }
    found.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(found)
}
