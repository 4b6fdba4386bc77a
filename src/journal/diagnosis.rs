//! What may be found in a store: what it is made of, and what is wrong with it.

use std::fmt;

use serde::Serialize;

use crate::domain::value::code::Code;
use crate::domain::value::day::Day;

/// What was found in a store. Files are named as they lie in it.
#[derive(Debug, Default, Serialize)]
pub struct Diagnosis {
    /// How many entries there are, each counted once.
    pub entries: usize,
    /// The devices that wrote them, in the order of their names.
    pub devices: Vec<Device>,
    /// Lines, files and folders that can't be read.
    pub unreadable: Vec<Unreadable>,
    /// Lines that end inside their JSON.
    pub torn: Vec<Torn>,
    /// Entries that hold something only a newer version knows.
    pub newer: Vec<Newer>,
    /// Entries that are there more than once.
    pub repeated: Vec<Repeated>,
    /// Files that a sync tool made of others.
    pub copies: Vec<ConflictCopy>,
    /// What was done on days ahead (SEMANTICS 10.6).
    pub days_ahead: Vec<DayAhead>,
    /// Days before 1900 or after 2199, which count as the first or the last there is.
    pub days_beyond: Vec<DaysBeyond>,
    /// Limits that are judged by what is below them, as no command makes them any more (SEMANTICS 4.3).
    pub judged_limits: Vec<JudgedLimit>,
    /// Entries written by a clock that was ahead of this one.
    pub clocks_ahead: Vec<ClockAhead>,
    /// What is unusual about who may read and write.
    pub permissions: Vec<Permission>,
    /// What lies beside the inbox, or in its place, and is not taken in.
    pub inbox: Vec<NotTakenIn>,
    /// Whether two commands at once are kept apart.
    pub locks: Locks,
    /// What is kept of a reading, so that the next is spared it.
    pub snapshot: SnapshotUse,
}

/// What the snapshot of the journal is good for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SnapshotUse {
    /// There is none.
    #[default]
    Missing,
    /// It tells what the journal says, perhaps with what came since put on top.
    Current,
    /// The journal says something else by now; everything is read.
    Stale,
    /// It is damaged, of another store, or of another version; everything is read.
    Unusable,
}

/// A device's folder.
#[derive(Debug, Default, Serialize)]
pub struct Device {
    /// Its name.
    pub name: String,
    /// How many files of entries there are.
    pub shards: usize,
    /// How many entries are in them, each counted once.
    pub entries: usize,
    /// The earliest moment of an entry by its writer's clock, RFC 3339.
    pub first: Option<String>,
    /// The latest.
    pub last: Option<String>,
    /// How long the files are in all.
    pub bytes: u64,
}

/// A place in a store.
#[derive(Clone, Debug, Serialize)]
pub struct Place {
    /// The file or folder.
    pub file: String,
    /// The line, from 1; nothing where all of the file is meant.
    pub line: Option<usize>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Something that can't be read.
#[derive(Debug, Serialize)]
pub struct Unreadable {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// Why.
    pub why: String,
}

/// A line that was cut off: a command that did not happen.
#[derive(Debug, Serialize)]
pub struct Torn {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What came behind it.
    pub tail: Tail,
}

/// What comes behind a torn line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Tail {
    /// A newline: the next command closed it.
    Healed,
    /// Nothing: the next command will close it.
    Open,
}

/// An entry that a newer version wrote.
#[derive(Debug, Serialize)]
pub struct Newer {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What this version does not know: `version 2`, `kind cheer`, `field check.mood`, `setting mood=fine`.
    pub unknown: Vec<String>,
}

/// Entries that are more than once in the same files.
#[derive(Debug, Serialize)]
pub struct Repeated {
    /// The files. Where they say different things, the first one's counts.
    pub files: Vec<String>,
    /// The entries' ids.
    pub ids: Vec<String>,
    /// Those among them that do not say the same everywhere.
    pub differing: Vec<String>,
}

/// A file that is named as this program names none.
#[derive(Debug, Serialize)]
pub struct ConflictCopy {
    /// The file.
    pub file: String,
    /// How many entries are in it.
    pub entries: usize,
    /// How many of them are in no other file.
    pub alone: usize,
}

/// Something done on a day ahead.
#[derive(Debug, Serialize)]
pub struct DayAhead {
    /// Where it is recorded.
    #[serde(flatten)]
    pub place: Place,
    /// The day.
    pub day: Day,
    /// The goal; a win has none.
    pub code: Option<Code>,
}

/// A line that names days beyond those there are.
#[derive(Debug, Serialize)]
pub struct DaysBeyond {
    #[serde(flatten)]
    pub place: Place,
    /// As they are written.
    pub days: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct JudgedLimit {
    pub code: Code,
    /// What judges it.
    pub children: Vec<Code>,
}

/// An entry whose moment is still to come.
#[derive(Debug, Serialize)]
pub struct ClockAhead {
    /// Where.
    #[serde(flatten)]
    pub place: Place,
    /// What its writer's clock said, RFC 3339.
    pub at: String,
}

/// Something unusual about who may read and write.
#[derive(Debug, Serialize)]
pub struct Permission {
    /// The file or folder.
    pub file: String,
    /// What is unusual.
    pub what: String,
}

/// A file that looks like an inbox and is none.
#[derive(Debug, Serialize)]
pub struct NotTakenIn {
    pub file: String,
    /// What it is instead.
    pub what: &'static str,
}

/// Whether the file system has locks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Locks {
    /// It has.
    Work,
    /// It has none: a write that fails half-way is not taken back.
    Missing,
    /// No lock was there to try.
    #[default]
    NotTried,
}
