//! One file of lines: reading it in bounded memory, appending to it so that nothing before is touched.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::error::{Doing, JournalError};
use super::folder::sync_up;
use super::lock::Locking;

/// The longest line there is: 1 MiB.
pub(super) const LONGEST: usize = 1 << 20;

const BLOCK: usize = 1 << 18;

/// A line of a shard.
#[derive(Clone, Copy)]
pub(super) enum Line<'a> {
    /// With its newline, which is not shown.
    Whole(&'a [u8]),
    /// The last one, without a newline.
    Last(&'a [u8]),
    /// Longer than a line may be.
    TooLong,
}

/// Shows every line with its number, from 1. Empty lines are passed over.
pub(super) fn each_line(path: &Path, mut show: impl FnMut(usize, Line<'_>)) -> Result<(), JournalError> {
    let unreadable = |error| JournalError::io(Doing::Reading, path, error);
    let Some(file) = open_to_read(path)? else {
        return Ok(());
    };
    let mut reader = BufReader::with_capacity(BLOCK, file);
    let mut line = Vec::new();
    let mut too_long = false;
    let mut number = 1;
    loop {
        let block = match reader.fill_buf() {
            Ok(block) => block,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(error)),
        };
        if block.is_empty() {
            break;
        }
        let newline = block.iter().position(|byte| *byte == b'\n');
        let (part, _) = block.split_at(newline.unwrap_or(block.len()));
        too_long |= line.len() + part.len() > LONGEST;
        if !too_long {
            line.extend_from_slice(part);
        }
        let used = part.len() + usize::from(newline.is_some());
        reader.consume(used);
        if newline.is_some() {
            if too_long {
                show(number, Line::TooLong);
            } else {
                show_text(number, &line, Line::Whole, &mut show);
            }
            line.clear();
            too_long = false;
            number += 1;
        }
    }
    if too_long {
        show(number, Line::TooLong);
    } else {
        show_text(number, &line, Line::Last, &mut show);
    }
    Ok(())
}

fn show_text<'a>(
    number: usize,
    line: &'a [u8],
    kind: impl Fn(&'a [u8]) -> Line<'a>,
    show: &mut impl FnMut(usize, Line<'_>),
) {
    let bare = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1).unwrap_or(line);
    if !bare.trim_ascii().is_empty() {
        show(number, kind(bare));
    }
}

/// Opens a shard; nothing where it is gone since it was listed, as sync tools make happen.
fn open_to_read(path: &Path) -> Result<Option<File>, JournalError> {
    let unreadable = |error| JournalError::io(Doing::Reading, path, error);
    let wrong_kind = || JournalError::WrongKind { path: path.to_owned(), wanted: "a plain file" };
    // Looked at before it is opened, which would wait at a pipe.
    let opened = match std::fs::metadata(path) {
        Ok(found) if !found.is_file() => return Err(wrong_kind()),
        Ok(_) => File::open(path),
        Err(error) => Err(error),
    };
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() != ErrorKind::NotFound => Err(unreadable(error)),
        // A link that leads nowhere is still there.
        Err(_) if std::fs::symlink_metadata(path).is_ok() => Err(wrong_kind()),
        Err(_) => Ok(None),
    }
}

/// Appends a line, and returns when it is on the disk. What a torn line left is closed with a newline first;
/// a write that fails half-way is taken back, where a lock keeps others out.
pub(super) fn append(path: &Path, line: &str, locking: Locking) -> Result<(), JournalError> {
    for _ in 0..REPLACED_AT_MOST {
        let unwritten = |error| JournalError::io(Doing::Writing, path, error);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let mut file = open_plainly(&mut options, path)?;
        let before = file.metadata().map_err(unwritten)?.len();
        // A shard that holds something lies in folders that are on the disk.
        if before == 0
            && let Some(folder) = path.parent()
        {
            sync_up(folder)?;
        }
        let mut bytes = Vec::with_capacity(line.len() + 2);
        if before > 0 && !ends_in_newline(&mut file).map_err(unwritten)? {
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(line.as_bytes());
        bytes.push(b'\n');
        if let Err(error) = file.write_all(&bytes) {
            take_back(&file, before, bytes.len(), locking);
            return Err(unwritten(error));
        }
        let unconfirmed = |error| JournalError::io(Doing::Confirming, path, error);
        file.sync_data().map_err(unconfirmed)?;
        // A sync tool may have put another file there; the line has to be in that one too.
        if is_still(&file, path) {
            return Ok(());
        }
    }
    Err(JournalError::Io {
        doing: Doing::Confirming,
        path: path.to_owned(),
        source: std::io::Error::other("it is replaced again and again while it is written"),
    })
}

const REPLACED_AT_MOST: u32 = 10;

/// Cuts off what a failed write left, if nothing else came behind it.
fn take_back(file: &File, before: u64, written: usize, locking: Locking) {
    let Locking::Held = locking else { return };
    let most = before.saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
    let now = file.metadata().map_or(before, |found| found.len());
    if before < now && now <= most {
        // Where this fails, the next line closes the torn one.
        drop(file.set_len(before));
    }
}

fn ends_in_newline(file: &mut File) -> std::io::Result<bool> {
    file.seek(SeekFrom::End(-1))?;
    let mut last = [0];
    file.read_exact(&mut last)?;
    Ok(last == [b'\n'])
}

/// Opens a plain file of one's own for writing: no link is followed, and no pipe waited at.
pub(super) fn open_plainly(options: &mut OpenOptions, path: &Path) -> Result<File, JournalError> {
    let wrong_kind = || JournalError::WrongKind { path: path.to_owned(), wanted: "a plain file" };
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
        if link { wrong_kind() } else { JournalError::io(Doing::Writing, path, error) }
    })?;
    let found = file.metadata().map_err(|error| JournalError::io(Doing::Writing, path, error))?;
    if found.is_file() { Ok(file) } else { Err(wrong_kind()) }
}

/// Waits until a folder's own entries are on the disk.
pub(super) fn sync_folder(folder: &Path) -> Result<(), JournalError> {
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

/// Whether a path still leads to an open file.
#[cfg(unix)]
pub(super) fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: &std::fs::Metadata, b: &std::fs::Metadata| a.dev() == b.dev() && a.ino() == b.ino();
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => same(&open, &there),
        _ => false,
    }
}

/// An open file can't be replaced there.
#[cfg(not(unix))]
pub(super) fn is_still(_file: &File, _path: &Path) -> bool {
    true
}
