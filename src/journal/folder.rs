//! Folders of one's own: for nobody else's eyes, and on the disk before anything is put in them.

use std::fs::DirBuilder;
use std::path::Path;

use super::error::{Doing, JournalError};
use super::shard::sync_folder;

/// Makes a folder, with those above it, where it is missing.
pub(super) fn make(path: &Path) -> Result<(), JournalError> {
    let unwritten = |error| JournalError::io(Doing::Writing, path, error);
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => return Err(JournalError::WrongKind { path: path.to_owned(), wanted: "a folder" }),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => return Err(unwritten(error)),
    }
    let missing: Vec<&Path> = path
        .ancestors()
        .take_while(|at| !at.as_os_str().is_empty() && std::fs::metadata(at).is_err())
        .collect();
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path).map_err(unwritten)?;
    for made in missing {
        match made.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => sync_folder(parent)?,
            _ => sync_folder(Path::new("."))?,
        }
    }
    Ok(())
}
