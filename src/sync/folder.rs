//! What `sync` keeps of one store in the state folder, never in the store: where it is sent to, and git's own folder,
//! which is a cache and may be deleted.

use std::fs::Metadata;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, SecondsFormat};
use serde::{Deserialize, Serialize};

use crate::journal::files::error::{Doing, JournalError};
use crate::journal::files::fs;
use crate::journal::files::lock::{self, Lock};

/// A cache of more bytes is made anew: what git keeps of each sync adds up.
const LARGEST_CACHE: u64 = 32 << 20;

/// The folder of one store.
#[derive(Clone, Debug)]
pub(super) struct SyncFolder(PathBuf);

/// Where a store is sent to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) url: String,
    /// The store's id, the same on all machines.
    pub(super) store: String,
    /// When both held the same last, by this machine's clock.
    pub(super) last: Option<String>,
}

impl Kept {
    pub(super) fn last(&self) -> Option<DateTime<FixedOffset>> {
        DateTime::parse_from_rfc3339(self.last.as_deref()?).ok()
    }
}

/// A moment as it is kept.
pub(super) fn moment(now: DateTime<FixedOffset>) -> String {
    now.to_rfc3339_opts(SecondsFormat::Secs, false)
}

impl SyncFolder {
    /// The one of a store, by the folder in which it lies.
    pub(super) fn of(state: &Path, store: &Path) -> Self {
        Self(state.join("sync").join(format!("{:016x}", name(&real(store)))))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Git's own folder.
    pub(super) fn git(&self) -> PathBuf {
        self.0.join("sync.git")
    }

    /// The list of files that git makes of a tree to be sent; of this process alone, for what one that was killed left
    /// running may still write its own.
    pub(super) fn index(&self) -> PathBuf {
        self.0.join(format!("index-{}", std::process::id()))
    }

    /// One `sync` of a store at a time.
    pub(super) fn lock(&self) -> Result<Lock, JournalError> {
        fs::make(&self.0)?;
        lock::acquire(&self.0.join("lock"))
    }

    /// Nothing where the store was never sent anywhere, or that can't be read.
    pub(super) fn read(&self) -> Option<Kept> {
        let path = self.0.join("remote");
        let found = std::fs::metadata(&path).ok().filter(Metadata::is_file);
        serde_json::from_slice(&std::fs::read(path).ok().filter(|_| found.is_some())?).ok()
    }

    pub(super) fn keep(&self, kept: &Kept) -> Result<(), JournalError> {
        let failed = |error| JournalError::io(Doing::Writing, &self.0, std::io::Error::other(error));
        fs::write_whole(&self.0, "remote", serde_json::to_vec(kept).map_err(failed)?)
    }

    /// Whether git's folder is there and worth keeping.
    pub(super) fn has_cache(&self) -> bool {
        std::fs::metadata(self.git().join("HEAD")).is_ok() && bytes(&self.git()) <= LARGEST_CACHE
    }

    pub(super) fn drop_cache(&self) -> Result<(), JournalError> {
        self.drop_index()?;
        gone(&self.git(), std::fs::remove_dir_all(self.git()))
    }

    /// Drops all such lists, with their locks, whoever left them.
    pub(super) fn drop_index(&self) -> Result<(), JournalError> {
        for entry in std::fs::read_dir(&self.0).into_iter().flatten().flatten() {
            if entry.file_name().as_encoded_bytes().starts_with(b"index") {
                gone(&entry.path(), std::fs::remove_file(entry.path()))?;
            }
        }
        Ok(())
    }

    /// Drops all that is kept. The lock stays, for somebody may be waiting for it.
    pub(super) fn forget(&self) -> Result<(), JournalError> {
        self.drop_cache()?;
        let path = self.0.join("remote");
        gone(&path, std::fs::remove_file(&path))
    }
}

fn gone(path: &Path, removed: std::io::Result<()>) -> Result<(), JournalError> {
    match removed {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(JournalError::io(Doing::Writing, path, error))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A folder without links, as far as it is there.
fn real(folder: &Path) -> PathBuf {
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let there = folder.ancestors().find_map(|at| Some((at, std::fs::canonicalize(at).ok()?)));
    let Some((at, real)) = there else { return folder };
    // Part by part, for an empty rest would put a slash behind it.
    folder.strip_prefix(at).map_or(real.clone(), |rest| rest.iter().fold(real, |real, part| real.join(part)))
}

/// A number for a path, the same in every version of this program (FNV-1a).
fn name(path: &Path) -> u64 {
    path.as_os_str()
        .as_encoded_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// What a folder holds, with all below; links count nothing.
fn bytes(folder: &Path) -> u64 {
    let mut sum = 0;
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(found) if found.is_dir() => open.push(entry.path()),
                Ok(found) if found.is_file() => sum += found.len(),
                Ok(_) | Err(_) => {}
            }
        }
    }
    sum
}
