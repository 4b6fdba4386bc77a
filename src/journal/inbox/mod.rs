//! The inbox: lines that others leave in the store's folder, each taken in once (SEMANTICS 10.12).
//!
//! `inbox.txt` is renamed to `.inbox-ID`; an entry is written that carries a hash of what was read in it; the file
//! becomes `.inbox-ID.N`, and what is left is the inbox again, or waits as another `.inbox-ID` where one has come
//! meanwhile. Killed in between, the next command finds `.inbox-ID`, and by the hash whether the entry is there. What
//! is written to the file after it was read stands behind its N bytes, and is taken in the next time.

mod files;
mod lines;

use std::path::{Path, PathBuf};
use std::time::SystemTime;

pub use self::lines::{Fate, is_remark, said, was_tried};

use self::files::{Claimed, Found, Lines, Looked};
use super::files::error::JournalError;
use super::files::{fs, lock};
use super::format::id;
use super::{Detail, Journal, Reading, Writer};
use crate::domain::model::change::Change;
use crate::domain::value::ids::EntryId;

/// The inbox of a store.
#[derive(Clone, Debug)]
pub struct Inbox<'j> {
    journal: &'j Journal,
    /// The folder of what belongs to this machine.
    state: PathBuf,
    /// The system's time, to compare with the times of files.
    now: SystemTime,
}

/// What the lines of a file come to.
pub struct Decided<T> {
    pub changes: Vec<Change>,
    /// For each line.
    pub fates: Vec<Fate>,
    /// What else the decision came to.
    pub told: T,
}

/// What came of a file.
pub enum Came<T> {
    /// Its lines were read; the entry that was written of them, if one was, and the name of the file in the store's
    /// folder that has what is left.
    Read {
        entry: Option<EntryId>,
        told: T,
        left: Result<Option<String>, JournalError>,
    },
    /// Somebody seems to be in the middle of the last line of the file of this name.
    Waits(String),
    /// The file of this name is none to be taken in, for this reason.
    LeftAlone(String, &'static str),
    Failed(JournalError),
}

impl<T> Came<T> {
    /// Whether nothing stops others from being taken in.
    fn is_put_away(&self) -> bool {
        !matches!(self, Self::Read { left: Err(_), .. })
    }
}

/// What lies in a store's folder where its inbox should be or one that is being taken in, and copies that a sync tool
/// made of it, each with what it is instead.
pub(super) fn not_taken_in(store: &Path) -> Vec<(String, &'static str)> {
    let claimed = Found::in_folder(store).unwrap_or_default().claimed.into_iter().map(Claimed::name);
    let names = std::iter::once(files::NAME.to_owned()).chain(claimed);
    let unfit = |name: String| match files::look_at(&store.join(&name), SystemTime::UNIX_EPOCH) {
        Ok(Looked::Unfit(why)) => Some((name, why)),
        Ok(Looked::Lines(_) | Looked::Gone) | Err(_) => None,
    };
    let mut found: Vec<_> = names.filter_map(unfit).collect();
    let copies = files::copies(store).into_iter();
    found.extend(copies.map(|name| {
        (name, "is named otherwise, as copies of sync tools are, and may hold lines of its own")
    }));
    found
}

/// How a file came to be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Since {
    Now,
    /// By a command that did not get to the end; its entry may be there.
    Before,
}

impl<'j> Inbox<'j> {
    pub fn new(journal: &'j Journal, state: PathBuf, now: SystemTime) -> Self {
        Self { journal, state, now }
    }

    /// Where others write.
    pub fn path(store: &Path) -> PathBuf {
        store.join(files::NAME)
    }

    /// Takes in what is there: each file as one entry of what `decide` makes of its lines, on all that was written
    /// before. When this returns, what was taken in is on the disk. After a failure the rest is left for the next
    /// time.
    pub fn take_in<T>(
        &self,
        writer: &Writer,
        decide: impl FnMut(&Reading, &[&[u8]]) -> Result<Decided<T>, JournalError>,
    ) -> Vec<Came<T>> {
        let mut came = Vec::new();
        if let Err(error) = self.take_each(writer, decide, &mut came) {
            came.push(Came::Failed(error));
        }
        came
    }

    fn take_each<T>(
        &self,
        writer: &Writer,
        mut decide: impl FnMut(&Reading, &[&[u8]]) -> Result<Decided<T>, JournalError>,
        came: &mut Vec<Came<T>>,
    ) -> Result<(), JournalError> {
        let store = self.journal.folder();
        if Found::in_folder(store)?.is_nothing() {
            return Ok(());
        }
        Journal::check_clock(writer.now)?;
        fs::make(&self.state)?;
        // Of all commands on this machine one at a time, whatever devices they write as.
        let _lock = lock::acquire(&self.state.join("inbox.lock"))?;
        for taken in Found::in_folder(store)?.taken {
            files::look_after(store, taken, self.now)?;
        }
        for claimed in Found::in_folder(store)?.claimed {
            if files::is_put_back(store, claimed) {
                files::remove(store, claimed)?;
            } else if let Some(one) = self.take_claimed(writer, claimed, Since::Before, &mut decide)? {
                let goes_on = one.is_put_away();
                came.push(one);
                if !goes_on {
                    return Ok(());
                }
            }
        }
        came.extend(self.take_open(writer, &mut decide)?);
        Ok(())
    }

    /// Takes in `inbox.txt`, which is left as it is where nothing of it can be.
    fn take_open<T>(
        &self,
        writer: &Writer,
        decide: &mut impl FnMut(&Reading, &[&[u8]]) -> Result<Decided<T>, JournalError>,
    ) -> Result<Option<Came<T>>, JournalError> {
        let store = self.journal.folder();
        let lines = match files::look_at(&Self::path(store), self.now)? {
            Looked::Lines(lines) => lines,
            Looked::Unfit(why) => return Ok(Some(Came::LeftAlone(files::NAME.to_owned(), why))),
            Looked::Gone => return Ok(None),
        };
        if lines::lines(&lines.bytes).all(is_remark) {
            return Ok(None);
        }
        if !lines.are_whole() {
            return Ok(Some(Came::Waits(files::NAME.to_owned())));
        }
        if let Some(told) = self.tried_in_vain(writer, &lines, decide)? {
            return Ok(Some(Came::Read { entry: None, told, left: Ok(Some(files::NAME.to_owned())) }));
        }
        let claimed = files::claim(store, Claimed(id::next(writer.now, None)?))?;
        match claimed {
            Some(claimed) => self.take_claimed(writer, claimed, Since::Now, decide),
            None => Ok(None),
        }
    }

    fn take_claimed<T>(
        &self,
        writer: &Writer,
        claimed: Claimed,
        since: Since,
        decide: &mut impl FnMut(&Reading, &[&[u8]]) -> Result<Decided<T>, JournalError>,
    ) -> Result<Option<Came<T>>, JournalError> {
        let store = self.journal.folder();
        let lines = match files::look_at(&files::path(store, claimed), self.now)? {
            Looked::Lines(lines) => lines,
            Looked::Unfit(why) => return Ok(Some(Came::LeftAlone(claimed.name(), why))),
            Looked::Gone => return Ok(None),
        };
        if !lines.are_whole() {
            return Ok(Some(Came::Waits(claimed.name())));
        }
        if let Some(told) = self.tried_in_vain(writer, &lines, decide)? {
            let left = files::put_back(store, claimed).map(Some);
            return Ok(Some(Came::Read { entry: None, told, left }));
        }
        if since == Since::Before
            && let Some(left) = self.left_of_taken(writer, claimed, &lines)?
        {
            files::settle(store, claimed, &lines, &left, self.now)?;
            return Ok(None);
        }
        let held = self.journal.hold(writer)?;
        let before = self.journal.read(Detail::Days, writer.now.naive_local())?;
        let Decided { mut changes, fates, told } =
            decide(&before, &lines::lines(&lines.bytes).collect::<Vec<_>>())?;
        let mut entry = None;
        if !changes.is_empty() {
            changes.insert(0, Change::Inbox(lines::mark(&claimed.name(), &lines.bytes, &fates)));
            entry = Some(self.journal.write(writer, held, &before, changes)?.entry.id);
        }
        let left = lines::left(&lines.bytes, &fates, files::LARGEST);
        let left = if left == lines.bytes && !left.is_empty() {
            files::put_back(store, claimed).map(Some)
        } else {
            files::settle(store, claimed, &lines, &left, self.now)
        };
        Ok(Some(Came::Read { entry, told, left }))
    }

    /// What is to be told of lines that were all tried before and say no more now; nothing where one of them does.
    fn tried_in_vain<T>(
        &self,
        writer: &Writer,
        lines: &Lines,
        decide: &mut impl FnMut(&Reading, &[&[u8]]) -> Result<Decided<T>, JournalError>,
    ) -> Result<Option<T>, JournalError> {
        if lines.bytes.is_empty() || !lines::lines(&lines.bytes).all(was_tried) {
            return Ok(None);
        }
        let before = self.journal.read(Detail::Days, writer.now.naive_local())?;
        let Decided { fates, told, .. } = decide(&before, &lines::lines(&lines.bytes).collect::<Vec<_>>())?;
        Ok((lines::left(&lines.bytes, &fates, files::LARGEST) == lines.bytes).then_some(told))
    }

    /// What is left of a file of which an entry tells; nothing where none does.
    fn left_of_taken(
        &self,
        writer: &Writer,
        claimed: Claimed,
        lines: &Lines,
    ) -> Result<Option<Vec<u8>>, JournalError> {
        let reading = self.journal.read(Detail::Entries, writer.now.naive_local())?;
        let mut taken = reading.entries.taken_lines();
        Ok(taken.find_map(|taken| lines::left_of_taken(&claimed.name(), &lines.bytes, taken)))
    }
}
