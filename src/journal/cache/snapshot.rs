//! What the journal added up to when it was last read, so that it need not be read again: never the truth. Lost,
//! stale, damaged or made by another version, it costs time and nothing else.

use serde::{Deserialize, Serialize};

use super::folder::{CacheFolder, Kept, Parts};
use super::stamps::ShardStamp;
use crate::domain::judge::checkpoint::Checkpoints;
use crate::domain::model::state::{OldState, State};
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
use crate::journal::format::remarks::Remarks;

const EXTENSION: &str = "snapshot";

/// A reading, but for the days that only those who look back ask for.
#[derive(Serialize, Deserialize)]
pub(crate) struct Snapshot {
    pub(crate) largest: Option<EntryId>,
    pub(crate) remarks: Remarks,
    pub(crate) stamps: Vec<ShardStamp>,
    /// Where judging may begin. Without them all days are in the state.
    pub(crate) checkpoints: Option<Checkpoints>,
    /// The first day of which the state holds each record of what was done.
    pub(crate) records_since: Day,
    /// The same once the old days were put back.
    pub(crate) all_records_since: Day,
    pub(crate) state: State,
}

/// The days before the checkpoints, not read yet.
pub(crate) struct OldDays(Parts);

impl OldDays {
    pub(crate) fn read(self) -> Option<OldState> {
        self.0.second()
    }
}

impl Snapshot {
    /// The snapshot that is kept of a store, when its shards were looked at, and its old days.
    pub(crate) fn read(folder: &CacheFolder) -> Option<(Self, std::time::SystemTime, OldDays)> {
        let (snapshot, parts) = folder.read::<Self>(EXTENSION)?;
        Some((snapshot, parts.written, OldDays(parts)))
    }

    pub(crate) fn is_there(folder: &CacheFolder) -> bool {
        folder.holds(EXTENSION)
    }

    pub(crate) fn write(&self, old: &OldState, folder: &CacheFolder) -> Kept {
        folder.replace(EXTENSION, self, old)
    }
}
