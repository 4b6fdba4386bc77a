//! One file of lines: reading it in bounded memory, appending to it so that nothing before is touched.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::error::{Doing, JournalError};
use super::fs::sync_up;
use super::lock::Locking;

/// The longest line there is: 1 MiB.
pub(crate) const LONGEST: usize = 1 << 20;

const BLOCK: usize = 1 << 18;

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

/// A stretch of a shard that begins with a line: bytes from `from` up to `to`, or the file's end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    /// The first byte; where that is inside a line, the line behind it is the first.
    pub(crate) from: u64,
    /// The byte behind the last line that is shown; a line that begins before it is shown whole.
    pub(crate) to: Option<u64>,
}

impl Stretch {
    /// All of a file.
    pub(crate) const WHOLE: Self = Self { from: 0, to: None };
}

/// How far a reader came.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Extent {
    /// How many lines ended.
    pub(crate) lines: usize,
    /// The byte behind the last line that ended.
    pub(crate) ended: u64,
    /// The byte behind all that was read: further than `ended` where the last line has no newline.
    pub(crate) read: u64,
}

/// Shows every line that begins in a stretch, with its number in it, from 1. Empty lines are passed over.
pub(crate) fn each_line(
    path: &Path,
    stretch: Stretch,
    mut show: impl FnMut(usize, Line<'_>),
) -> Result<Extent, JournalError> {
    let unreadable = |error| JournalError::io(Doing::Reading, path, error);
    let mut extent = Extent { lines: 0, ended: stretch.from, read: stretch.from };
    let Some(mut file) = open_to_read(path)? else {
        return Ok(extent);
    };
    // A line that began before belongs to the stretch before.
    let mut skipping = stretch.from > 0;
    if skipping {
        extent.read = file.seek(SeekFrom::Start(stretch.from - 1)).map_err(unreadable)?;
    }
    let mut reader = BufReader::with_capacity(BLOCK, file);
    // What of a line was in blocks before.
    let mut begun = Vec::new();
    let mut too_long = false;
    loop {
        let mut block = match reader.fill_buf() {
            Ok(block) => block,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(unreadable(error)),
        };
        if block.is_empty() {
            break;
        }
        let all = block.len();
        while let Some(end) = memchr::memchr(b'\n', block) {
            let (part, rest) = block.split_at(end);
            block = rest.strip_prefix(b"\n").unwrap_or(rest);
            extent.read += end as u64 + 1;
            extent.ended = extent.read;
            if skipping {
                skipping = false;
            } else {
                extent.lines += 1;
                let place = Place { stretch, number: extent.lines };
                if too_long || begun.len() + part.len() > LONGEST {
                    show(extent.lines, Line::TooLong);
                } else if begun.is_empty() {
                    place.show(part, Line::Whole, &mut show);
                } else {
                    begun.extend_from_slice(part);
                    place.show(&begun, Line::Whole, &mut show);
                }
            }
            begun.clear();
            too_long = false;
            if stretch.to.is_some_and(|to| extent.read >= to) {
                return Ok(extent);
            }
        }
        extent.read += block.len() as u64;
        too_long |= begun.len() + block.len() > LONGEST;
        if !too_long && !skipping {
            begun.extend_from_slice(block);
        }
        reader.consume(all);
    }
    let place = Place { stretch, number: extent.lines + 1 };
    if too_long && !skipping {
        show(place.number, Line::TooLong);
    } else {
        place.show(&begun, Line::Last, &mut show);
    }
    Ok(extent)
}

/// Where a line stands.
struct Place {
    stretch: Stretch,
    number: usize,
}

impl Place {
    /// Shows a line without the mark that some editors put at the beginning of a file.
    fn show<'a>(
        &self,
        line: &'a [u8],
        kind: impl Fn(&'a [u8]) -> Line<'a>,
        show: &mut impl FnMut(usize, Line<'_>),
    ) {
        let first = self.stretch.from == 0 && self.number == 1;
        let bare = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| first).unwrap_or(line);
        if !bare.trim_ascii().is_empty() {
            show(self.number, kind(bare));
        }
    }
}

/// Opens a shard; nothing where it is gone since it was listed, as sync tools make happen.
pub(crate) fn open_to_read(path: &Path) -> Result<Option<File>, JournalError> {
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

/// Opens a plain file of one's own for writing: no link is followed, and no pipe waited at.
pub(crate) fn open_plainly(options: &mut OpenOptions, path: &Path) -> Result<File, JournalError> {
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
pub(crate) fn sync_folder(folder: &Path) -> Result<(), JournalError> {
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
pub(crate) fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |a: &std::fs::Metadata, b: &std::fs::Metadata| a.dev() == b.dev() && a.ino() == b.ino();
    match (file.metadata(), std::fs::symlink_metadata(path)) {
        (Ok(open), Ok(there)) => same(&open, &there),
        _ => false,
    }
}

/// An open file can't be replaced there.
#[cfg(not(unix))]
pub(crate) fn is_still(_file: &File, _path: &Path) -> bool {
    true
}
