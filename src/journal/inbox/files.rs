//! The files of an inbox: `inbox.txt`, which others write; `.inbox-ID`, which is being taken in; `.inbox-ID.N`, of
//! which N bytes were, and which is kept for a while for those that still have it open.

use std::fs::{OpenOptions, Permissions};
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use super::lines;
use crate::domain::value::ids::EntryId;
use crate::journal::files::error::{Doing, JournalError};
use crate::journal::files::fs::{open_plainly, sync_up, write_whole};
use crate::journal::files::shard::visible;
use crate::journal::format::id;

pub(super) const NAME: &str = "inbox.txt";

/// What the name of a file that is being taken in begins with.
const CLAIMED: &str = ".inbox-";

/// Larger files are none that a person or her phone wrote by the line.
pub(super) const LARGEST: u64 = 1 << 20;

/// So long a file has to be left alone for its last line to be whole that has no end.
const AT_REST: Duration = Duration::from_secs(2);

/// So long a file that was taken in is kept after it was last written.
const KEPT: Duration = Duration::from_secs(60);

/// What lies in a store's folder.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) is_open: bool,
    /// In the order in which they were claimed.
    pub(super) claimed: Vec<Claimed>,
    pub(super) taken: Vec<Taken>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Claimed(pub(super) EntryId);

/// A file of which so many bytes were taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Taken {
    file: Claimed,
    bytes: u64,
}

impl Claimed {
    pub(super) fn name(self) -> String {
        format!("{CLAIMED}{}", id::entry_text(self.0))
    }

    /// The file for something that comes out of this one, always the same for the same `what`: where it is made once
    /// more, it is no second one. It stands behind this one.
    fn next(self, what: &str) -> Self {
        let hash: [u8; 32] = Sha256::new().chain_update(self.name()).chain_update(what).finalize().into();
        let step = hash.iter().take(5).fold(1, |bits, byte| bits << 8 | u128::from(*byte));
        Self(EntryId(self.0.0.saturating_add(step)))
    }
}

impl Taken {
    fn name(self) -> String {
        format!("{}.{}", self.file.name(), self.bytes)
    }
}

impl Found {
    pub(super) fn is_nothing(&self) -> bool {
        !self.is_open && self.claimed.is_empty() && self.taken.is_empty()
    }

    pub(super) fn in_folder(store: &Path) -> Result<Self, JournalError> {
        let unreadable = |error| JournalError::io(Doing::Reading, store, error);
        let entries = match std::fs::read_dir(store) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Self::default()),
            entries => entries.map_err(unreadable)?,
        };
        let mut found = Self::default();
        for entry in entries {
            let name = entry.map_err(unreadable)?.file_name();
            let Some(name) = name.to_str() else { continue };
            found.is_open |= name == NAME;
            let Some(named) = name.strip_prefix(CLAIMED) else { continue };
            let (id, bytes) = match named.split_once('.') {
                None => (named, None),
                Some((id, bytes)) => (id, Some(bytes)),
            };
            let Some(id) = id::parse(id).filter(|it| id::entry_text(*it) == id) else { continue };
            match bytes.map(str::parse) {
                None => found.claimed.push(Claimed(id)),
                Some(Ok(bytes)) => found.taken.push(Taken { file: Claimed(id), bytes }),
                Some(Err(_)) => {}
            }
        }
        found.claimed.sort();
        found.taken.sort();
        Ok(found)
    }
}

/// What a look at a file came to.
pub(super) enum Looked {
    Lines(Lines),
    /// It is none to be taken in, for this reason, and is left as it is.
    Unfit(&'static str),
    /// It is not there.
    Gone,
}

pub(super) struct Lines {
    pub(super) bytes: Vec<u8>,
    permissions: Permissions,
    /// How long ago it was written.
    age: Duration,
}

impl Lines {
    /// Whether nobody seems to be in the middle of a line.
    pub(super) fn are_whole(&self) -> bool {
        lines::ends(&self.bytes) || self.age >= AT_REST
    }
}

/// Reads a file of the user's own. No link is followed, and no pipe waited at.
pub(super) fn look_at(path: &Path, now: SystemTime) -> Result<Looked, JournalError> {
    let unreadable = |error| JournalError::io(Doing::Reading, path, error);
    let found = match std::fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Looked::Gone),
        found => found.map_err(unreadable)?,
    };
    if let Some(why) = unfit(&found) {
        return Ok(Looked::Unfit(why));
    }
    let mut options = OpenOptions::new();
    let file = match open_plainly(options.read(true), path) {
        Err(JournalError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {
            return Ok(Looked::Gone);
        }
        file => file.map_err(|error| error.said_of(Doing::Reading))?,
    };
    // Another one may stand there by now.
    let found = file.metadata().map_err(unreadable)?;
    if let Some(why) = unfit(&found) {
        return Ok(Looked::Unfit(why));
    }
    let mut bytes = Vec::new();
    (&file).take(LARGEST + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST {
        return Ok(Looked::Unfit(TOO_LARGE));
    }
    if bytes.contains(&0) {
        return Ok(Looked::Unfit("is no text"));
    }
    let age = found.modified().map_or(Duration::MAX, |modified| apart(modified, now));
    Ok(Looked::Lines(Lines { bytes, permissions: found.permissions(), age }))
}

const TOO_LARGE: &str = "is larger than 1 MiB";

fn unfit(found: &std::fs::Metadata) -> Option<&'static str> {
    if found.is_symlink() {
        return Some("is a link");
    }
    if !found.is_file() {
        return Some("is no plain file");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if found.uid() != rustix::process::geteuid().as_raw() {
            return Some("belongs to somebody else");
        }
    }
    (found.len() > LARGEST).then_some(TOO_LARGE)
}

/// How far a time is from now, on either side: a file may come from where the clock is ahead.
fn apart(time: SystemTime, now: SystemTime) -> Duration {
    now.duration_since(time).unwrap_or_else(|ahead| ahead.duration())
}

/// Takes the inbox away from those that will open it; nothing where it is gone.
pub(super) fn claim(store: &Path, claimed: Claimed) -> Result<Option<Claimed>, JournalError> {
    let path = store.join(NAME);
    match std::fs::rename(&path, store.join(claimed.name())) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(JournalError::io(Doing::Writing, &path, error)),
    }
    // Else the lines could be here again under the other name, after they were counted.
    sync_up(store)?;
    Ok(Some(claimed))
}

/// Whether a claimed file is the inbox again, and only its hidden name is to be taken away.
#[cfg(unix)]
pub(super) fn is_put_back(store: &Path, claimed: Claimed) -> bool {
    let mut options = OpenOptions::new();
    let file = open_plainly(options.read(true), &store.join(claimed.name()));
    let inbox = store.join(NAME);
    std::fs::symlink_metadata(&inbox).is_ok()
        && file.is_ok_and(|file| crate::journal::files::fs::is_still(&file, &inbox))
}

#[cfg(not(unix))]
pub(super) fn is_put_back(_store: &Path, _claimed: Claimed) -> bool {
    false
}

pub(super) fn remove(store: &Path, claimed: Claimed) -> Result<(), JournalError> {
    let path = store.join(claimed.name());
    std::fs::remove_file(&path).map_err(|error| JournalError::io(Doing::Writing, &path, error))
}

/// Puts what is left of a claimed file back into the inbox, and keeps the file for those that still write it. The name
/// under which what is left lies; none where nothing is.
pub(super) fn settle(
    store: &Path,
    claimed: Claimed,
    lines: &Lines,
    left: &[u8],
    now: SystemTime,
) -> Result<Option<String>, JournalError> {
    let rest = claimed.next("left");
    if left.is_empty() {
        // One may stand there that a command made which did not get further.
        drop(std::fs::remove_file(store.join(rest.name())));
    } else {
        write_whole(store, &rest.name(), left)?;
        // Who may write the inbox may write it again; where that can't be had, it is one's own.
        drop(std::fs::set_permissions(store.join(rest.name()), lines.permissions.clone()));
    }
    let path = store.join(claimed.name());
    // From now on it is as old as this: it may have come with a time of its own.
    let mut options = OpenOptions::new();
    drop(open_plainly(options.read(true), &path).map(|file| file.set_modified(now)));
    let taken = Taken { file: claimed, bytes: lines.bytes.len() as u64 };
    std::fs::rename(&path, store.join(taken.name()))
        .map_err(|error| JournalError::io(Doing::Writing, &path, error))?;
    if left.is_empty() {
        return Ok(None);
    }
    // Else what is left could be here twice: by itself, and in the file that is to be settled again.
    sync_up(store)?;
    put_back(store, rest).map(Some)
}

/// Makes a claimed file the inbox, and tells the name that it has then. Where something stands in that place, or the
/// file system has no hard links, it waits under its hidden name: nothing is ever written behind what others write.
pub(super) fn put_back(store: &Path, claimed: Claimed) -> Result<String, JournalError> {
    if std::fs::hard_link(store.join(claimed.name()), store.join(NAME)).is_err() {
        return Ok(claimed.name());
    }
    remove(store, claimed)?;
    Ok(NAME.to_owned())
}

/// Looks at a file that was taken in: lines that came since become a claimed file, all there are where it was written
/// anew; and one that nobody writes any more is removed.
pub(super) fn look_after(store: &Path, taken: Taken, now: SystemTime) -> Result<(), JournalError> {
    let path = store.join(taken.name());
    let Ok(found) = std::fs::symlink_metadata(&path) else { return Ok(()) };
    if unfit(&found).is_some_and(|why| why != TOO_LARGE) {
        return Ok(());
    }
    let is_at_rest = |least: Duration| found.modified().is_ok_and(|modified| apart(modified, now) >= least);
    let unwritten = |error| JournalError::io(Doing::Writing, &path, error);
    let from = if found.len() < taken.bytes { 0 } else { taken.bytes };
    let mut late = written_since(&path, from)?;
    let is_cut = late.len() as u64 >= LARGEST;
    if !lines::ends(&late) && (is_cut || !is_at_rest(AT_REST)) {
        late.truncate(late.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1));
    }
    if !late.is_empty() {
        write_whole(store, &taken.file.next(&taken.bytes.to_string()).name(), &late)?;
        let since = Taken { bytes: from + late.len() as u64, ..taken };
        return std::fs::rename(&path, store.join(since.name())).map_err(unwritten);
    }
    // A line that is longer than a look is nobody's; it is not thrown away.
    if is_at_rest(KEPT) && !is_cut { std::fs::remove_file(&path).map_err(unwritten) } else { Ok(()) }
}

/// What a file holds from a byte on, as much as one look takes.
fn written_since(path: &Path, from: u64) -> Result<Vec<u8>, JournalError> {
    let unread = |error| JournalError::io(Doing::Reading, path, error);
    let mut options = OpenOptions::new();
    let mut file = open_plainly(options.read(true), path)?;
    let mut late = Vec::new();
    file.seek(SeekFrom::Start(from)).map_err(unread)?;
    file.take(LARGEST).read_to_end(&mut late).map_err(unread)?;
    Ok(late)
}

/// `inbox (conflicted copy).txt`, `inbox.sync-conflict-20261118.txt`, `inbox 2.txt`; `Inbox.txt` and `inbox.md`, as phones
/// and editors name what they make.
pub(super) fn copies(store: &Path) -> Vec<String> {
    let names =
        visible(store).unwrap_or_default().into_iter().filter_map(|(name, _)| name.into_string().ok());
    // Where letters are not told apart by their size, the inbox may be named so.
    let is_there = std::fs::symlink_metadata(store.join(NAME)).is_ok();
    let is_copy = |name: &str| {
        let small = name.to_lowercase();
        let is_like = small.strip_prefix("inbox").is_some_and(|behind| behind.strip_suffix(".txt").is_some());
        name != NAME && (is_like || small == "inbox.md") && !(small == NAME && is_there)
    };
    names.filter(|name| is_copy(name)).collect()
}

/// The path of a claimed file.
pub(super) fn path(store: &Path, claimed: Claimed) -> PathBuf {
    store.join(claimed.name())
}
