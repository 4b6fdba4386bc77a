//! Folders of one's own: for nobody else's eyes, and on the disk before anything is said to be in them.

use std::fs::DirBuilder;
use std::path::Path;

use super::error::{Doing, JournalError};
use super::shard::sync_folder;

/// Makes a folder, with those above it, where it is missing.
pub(crate) fn make(path: &Path) -> Result<(), JournalError> {
    let unwritten = |error| JournalError::io(Doing::Writing, path, error);
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => return Err(JournalError::WrongKind { path: path.to_owned(), wanted: "a folder" }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(unwritten(error)),
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(unwritten)
}

/// How many folders a store is deep: a device's, the journal's, the store's, and the one it lies in.
const OWN: usize = 4;

/// Waits until everything that leads to a folder is on the disk, whoever made it. Above the store, what
/// may not be opened is somebody else's care.
pub(crate) fn sync_up(folder: &Path) -> Result<(), JournalError> {
    for (depth, at) in folder.ancestors().enumerate() {
        let at = if at.as_os_str().is_empty() { Path::new(".") } else { at };
        match sync_folder(at) {
            Err(error) if depth < OWN => return Err(error),
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}
