//! One writer at a time on one device: the lock beside its shards.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::Path;
use std::time::{Duration, Instant};

use super::error::{Doing, JournalError};
use super::fs::{is_still, open_plainly};

/// How long a writer waits for others.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long it waits between two tries.
const PAUSE: Duration = Duration::from_millis(3);

/// Whether others are kept out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locking {
    /// They are.
    Held,
    /// The file system has no locks.
    Unavailable,
}

/// A lock, held until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    /// Whether it keeps others out.
    pub(crate) locking: Locking,
    /// The locked file; closing it unlocks.
    pub(crate) file: File,
}

/// Locks the file at `path`, made where it is missing and never deleted.
pub(crate) fn acquire(path: &Path) -> Result<Lock, JournalError> {
    let begun = Instant::now();
    loop {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = open_plainly(&mut options, path)?;
        let locking = wait(&file, path, begun)?;
        // Replaced while one waited, the lock would keep nobody out.
        if is_still(&file, path) {
            return Ok(Lock { locking, file });
        }
        if begun.elapsed() > PATIENCE {
            return Err(busy(path));
        }
    }
}

fn wait(file: &File, path: &Path, begun: Instant) -> Result<Locking, JournalError> {
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Locking::Held),
            Err(TryLockError::WouldBlock) if begun.elapsed() > PATIENCE => return Err(busy(path)),
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            Err(TryLockError::Error(error)) if error.kind() == ErrorKind::Interrupted => {}
            Err(TryLockError::Error(error)) if has_no_locks(&error) => return Ok(Locking::Unavailable),
            Err(TryLockError::Error(error)) => return Err(JournalError::io(Doing::Writing, path, error)),
        }
    }
}

/// Whether locks can be had, asked of a lock file that is there. It is let go at once, so that nobody waits
/// for it; nothing where it can't be asked.
pub(crate) fn try_out(path: &Path) -> Option<Locking> {
    let mut options = OpenOptions::new();
    options.read(true);
    let file = open_plainly(&mut options, path).ok()?;
    match file.try_lock_shared() {
        Ok(()) | Err(TryLockError::WouldBlock) => Some(Locking::Held),
        Err(TryLockError::Error(error)) if has_no_locks(&error) => Some(Locking::Unavailable),
        Err(TryLockError::Error(_)) => None,
    }
}

fn busy(path: &Path) -> JournalError {
    JournalError::Busy { path: path.to_owned(), seconds: PATIENCE.as_secs() }
}

#[cfg(unix)]
fn has_no_locks(error: &std::io::Error) -> bool {
    use rustix::io::Errno;
    let codes = [Errno::NOLCK, Errno::NOSYS, Errno::OPNOTSUPP].map(Errno::raw_os_error);
    error.kind() == ErrorKind::Unsupported || error.raw_os_error().is_some_and(|code| codes.contains(&code))
}

#[cfg(not(unix))]
fn has_no_locks(error: &std::io::Error) -> bool {
    error.kind() == ErrorKind::Unsupported
}
