//! A journal written at once, where there is none yet.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, Datelike, FixedOffset, SecondsFormat};

use super::Journal;
use super::files::error::{Doing, JournalError};
use super::files::shard::{self, LONGEST};
use super::files::{device, fs, lock};
use super::format::entry::Entry;
use super::format::{entry, id};
use crate::domain::model::change::Change;
use crate::domain::value::ids::EntryId;

/// What one entry holds.
#[derive(Clone, Debug)]
pub struct DatedChanges {
    /// When it was written by the wall clock.
    pub at: DateTime<FixedOffset>,
    /// What it did.
    pub did: Vec<Change>,
}

impl Journal {
    /// Writes a journal where there is none, as this device: an entry for each of these changes, in that order. The
    /// same changes make the same bytes. Each shard is written whole and synced under a hidden name, and
    /// then renamed, so that one that is there is complete.
    ///
    /// # Errors
    /// Where the store holds entries already, an entry is longer than a line may be or its moment can't be
    /// believed, and what the system says.
    pub fn write_new(&self, device: &str, changes: Vec<DatedChanges>) -> Result<(), JournalError> {
        let is_new = || match shard::list(&self.root())?.as_slice() {
            [] => Ok(()),
            _ => Err(JournalError::WrongKind { path: self.folder().to_owned(), wanted: "a new store" }),
        };
        // Asked before anything is made, too: a store that is there is left as it is.
        is_new()?;
        let folder = self.root().join(device::checked(device)?);
        fs::make(&folder)?;
        let lock = lock::acquire(&folder.join(".lock"))?;
        is_new()?;
        for (year, text) in shards(changes, &folder)? {
            fs::write_whole(&folder, &format!("{year:04}.jsonl"), &text)?;
        }
        drop(lock);
        Ok(())
    }
}

/// The text of each year's shard.
fn shards(changes: Vec<DatedChanges>, folder: &Path) -> Result<BTreeMap<i32, String>, JournalError> {
    let mut shards: BTreeMap<i32, String> = BTreeMap::new();
    let mut largest: Option<EntryId> = None;
    for (place, DatedChanges { at: moment, did }) in (0_u128..).zip(changes) {
        let id = id::later(moment, largest, place)?;
        let at = moment.to_rfc3339_opts(SecondsFormat::Millis, false);
        let line = entry::write(&Entry { id, at, by: None, of: None, did })
            .map_err(|error| JournalError::io(Doing::Writing, folder, std::io::Error::other(error)))?;
        if line.len() >= LONGEST {
            return Err(JournalError::TooLong(line.len()));
        }
        let shard = shards.entry(moment.year()).or_default();
        shard.push_str(&line);
        shard.push('\n');
        largest = Some(id);
    }
    Ok(shards)
}
