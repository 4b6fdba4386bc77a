//! Files and folders of one's own: for nobody else's eyes, no link followed, and on the disk before anything is
//! said to be in them.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use super::error::{Doing, JournalError};

/// Makes a folder, with those above it, where it is missing.
pub(crate) fn make(path: &Path) -> Result<(), JournalError> {
    let unwritten = |error| JournalError::io(Doing::Writing, path, error);
    match std::fs::metadata(path) {
        Ok(found) if found.is_dir() => return Ok(()),
        Ok(_) => return Err(wrong_kind(path, "a folder")),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
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

/// The same for the folder that a device writes in, which is no link: it would lead to somebody else's.
pub(crate) fn make_device(path: &Path) -> Result<(), JournalError> {
    if std::fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(wrong_kind(path, "a folder"));
    }
    make(path)
}

fn wrong_kind(path: &Path, wanted: &'static str) -> JournalError {
    JournalError::WrongKind { path: path.to_owned(), wanted }
}

/// Opens a plain file to read; nothing where it is gone since it was listed, as sync tools make happen.
pub(crate) fn open_to_read(path: &Path) -> Result<Option<File>, JournalError> {
    // Looked at before it is opened, which would wait at a pipe.
    let opened = match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => return Err(wrong_kind(path, "a plain file")),
        Ok(_) => File::open(path),
        Err(error) => Err(error),
    };
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(JournalError::io(Doing::Reading, path, error))
        }
        // A link that leads nowhere is still there.
        Err(_) if std::fs::symlink_metadata(path).is_ok() => Err(wrong_kind(path, "a plain file")),
        Err(_) => Ok(None),
    }
}

/// Opens a plain file of one's own for writing: no link is followed, and no pipe waited at.
pub(crate) fn open_plainly(options: &mut OpenOptions, path: &Path) -> Result<File, JournalError> {
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt;
        let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits();
        options.mode(0o600).custom_flags(i32::try_from(flags).unwrap_or_default());
    }
    #[cfg(windows)]
    {
        use std::os::windows::fs::OpenOptionsExt;
        // To read and to write, not to delete: what is open is not replaced.
        options.share_mode(1 | 2);
    }
    let file = options.open(path).map_err(|error| {
        let link = std::fs::symlink_metadata(path).is_ok_and(|found| !found.is_file());
        if link { wrong_kind(path, "a plain file") } else { JournalError::io(Doing::Writing, path, error) }
    })?;
    let found = file.metadata().map_err(|error| JournalError::io(Doing::Writing, path, error))?;
    if found.is_file() { Ok(file) } else { Err(wrong_kind(path, "a plain file")) }
}

/// Puts a file with this text into a folder, in the place of one that is there, whole or not at all: it is written and
/// synced under a hidden name first. What a failed write left is taken away.
pub(crate) fn write_whole(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> Result<(), JournalError> {
    let hidden = folder.join(format!(".{name}.new"));
    let written = write_hidden(&hidden, &folder.join(name), text.as_ref());
    if written.is_err() {
        drop(std::fs::remove_file(&hidden));
    }
    written?;
    sync_up(folder)
}

fn write_hidden(hidden: &Path, path: &Path, text: &[u8]) -> Result<(), JournalError> {
    let unwritten = |error| JournalError::io(Doing::Writing, path, error);
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    let mut file = open_plainly(&mut options, hidden)?;
    file.write_all(text).map_err(unwritten)?;
    file.sync_all().map_err(|error| JournalError::io(Doing::Confirming, path, error))?;
    std::fs::rename(hidden, path).map_err(unwritten)
}

/// Whether a path still leads to an open file, as far as the system tells: only another file there, or none,
/// means that it does not.
#[cfg(unix)]
pub(crate) fn is_still(file: &File, path: &Path) -> bool {
    use std::fs::Metadata;
    use std::os::unix::fs::MetadataExt;

    let same = |a: &Metadata, b: &Metadata| a.dev() == b.dev() && a.ino() == b.ino();
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => same(&open, &there),
        (_, Err(error)) => error.kind() != ErrorKind::NotFound,
        (Err(_), Ok(_)) => true,
    }
}

/// An open file can't be replaced there.
#[cfg(not(unix))]
pub(crate) fn is_still(_file: &File, _path: &Path) -> bool {
    true
}

/// Waits until a folder's own entries are on the disk.
fn sync_folder(folder: &Path) -> Result<(), JournalError> {
    #[cfg(unix)]
    {
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        match synced {
            // Some file systems have nothing to wait for.
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {}
            synced => synced.map_err(|error| JournalError::io(Doing::Confirming, folder, error))?,
        }
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
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
