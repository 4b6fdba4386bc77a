//! The files of a journal: which there are, reading their lines in bounded memory, appending to one so that nothing
//! before is touched.

use std::ffi::OsString;
use std::fs::{DirEntry, File, Metadata, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::error::{Doing, JournalError};
use super::fs::{is_still, open_plainly, open_to_read, sync_up};
use super::lock::Locking;

/// The longest line there is: 1 MiB.
pub(crate) const LONGEST: usize = 1 << 20;

const BLOCK: usize = 1 << 18;

/// A file of lines in a device's folder.
#[derive(Clone, Debug)]
pub(crate) struct Shard {
    pub(crate) device: Rc<str>,
    pub(crate) path: PathBuf,
    /// What the system told of it when it was listed.
    pub(crate) found: Option<Metadata>,
}

impl Shard {
    pub(crate) fn bytes(&self) -> u64 {
        self.found.as_ref().map_or(0, Metadata::len)
    }

    /// The device's folder and the shard's name in it, with a slash between them.
    pub(crate) fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        format!("{}/{name}", self.device)
    }
}

/// Every shard, in the order of the devices' names and their own.
pub(crate) fn list(journal: &Path) -> Result<Vec<Shard>, JournalError> {
    let mut shards = Vec::new();
    for (device, entry) in visible(journal)? {
        let path = entry.path();
        let unreadable = |error| JournalError::io(Doing::Reading, &path, error);
        let kind = entry.file_type().map_err(unreadable)?;
        let is_folder =
            kind.is_dir() || (kind.is_symlink() && std::fs::metadata(&path).map_err(unreadable)?.is_dir());
        if !is_folder {
            continue;
        }
        let device: Rc<str> = device.to_string_lossy().into();
        for (name, entry) in visible(&path)? {
            if name.as_encoded_bytes().ends_with(b".jsonl") {
                let found = entry.metadata().ok().filter(|found| !found.is_symlink());
                let found = found.or_else(|| std::fs::metadata(entry.path()).ok());
                shards.push(Shard { device: Rc::clone(&device), path: entry.path(), found });
            }
        }
    }
    Ok(shards)
}

/// What lies in a folder, without what is hidden, in the order of names. A folder that is missing is empty.
pub(crate) fn visible(folder: &Path) -> Result<Vec<(OsString, DirEntry)>, JournalError> {
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

/// A line of a shard.
#[derive(Clone, Copy)]
pub(crate) enum Line<'a> {
    /// With its newline, which is not shown.
    Whole(&'a [u8]),
    /// The last one, without a newline.
    Last(&'a [u8]),
    /// Longer than a line may be.
    TooLong,
}

/// How far a shard is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    /// How many lines ended by then.
    pub(crate) lines: usize,
    /// The byte behind what is known.
    pub(crate) bytes: u64,
}

/// What a reader makes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Understood {
    /// It is known from now on.
    Whole,
    /// More of it may come, where it has no newline yet.
    Torn,
}

/// Shows every line behind what is known, with its number, from 1. Empty lines are passed over.
pub(crate) fn each_line(
    path: &Path,
    from: Known,
    mut show: impl FnMut(usize, Line<'_>) -> Understood,
) -> Result<Known, JournalError> {
    let unreadable = |error| JournalError::io(Doing::Reading, path, error);
    let mut known = from;
    let Some(mut file) = open_to_read(path)? else {
        return Ok(known);
    };
    if from.bytes > 0 {
        file.seek(SeekFrom::Start(from.bytes)).map_err(unreadable)?;
    }
    let mut reader = BufReader::with_capacity(BLOCK, file);
    let mut line = Vec::new();
    loop {
        line.clear();
        let most = LONGEST as u64 + 1;
        let mut read = reader.by_ref().take(most).read_until(b'\n', &mut line).map_err(unreadable)? as u64;
        let number = known.lines + 1;
        let (text, ended) = match line.strip_suffix(b"\n") {
            Some(text) => (text, true),
            None => (line.as_slice(), false),
        };
        if !ended && read == most {
            read += reader.skip_until(b'\n').map_err(unreadable)? as u64;
            show(number, Line::TooLong);
        } else {
            // Some editors put a mark at the beginning of a file.
            let bare = text.strip_prefix(b"\xef\xbb\xbf").filter(|_| known.bytes == 0).unwrap_or(text);
            let understood = match (bare.trim_ascii().is_empty(), ended) {
                (true, _) => Understood::Whole,
                (false, true) => show(number, Line::Whole(bare)),
                (false, false) => show(number, Line::Last(bare)),
            };
            if !ended {
                known.bytes += if understood == Understood::Whole { read } else { 0 };
                return Ok(known);
            }
        }
        known = Known { lines: number, bytes: known.bytes + read };
    }
}

/// Appends a line, and returns when it is on the disk. What a torn line left is closed with a newline first;
/// a write that fails half-way is taken back, where a lock keeps others out.
pub(crate) fn append(path: &Path, line: &str, locking: Locking) -> Result<(), JournalError> {
    for round in 0..REPLACED_AT_MOST {
        // Written once, the line may be there, whatever fails from now on.
        let doing = if round == 0 { Doing::Writing } else { Doing::Confirming };
        let unwritten = |error| JournalError::io(doing, path, error);
        let mut options = OpenOptions::new();
        options.read(true).append(true).create(true);
        let mut file = open_plainly(&mut options, path).map_err(|error| error.said_of(doing))?;
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
