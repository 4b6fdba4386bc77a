//! An import: a file of entries of its own, written whole (SEMANTICS 10.11).

use std::io::ErrorKind;

use chrono::SecondsFormat;

use super::files::error::{Doing, JournalError};
use super::files::fs::write_whole;
use super::files::shard::LONGEST;
use super::files::{fs, lock};
use super::format::entry::Entry;
use super::format::{entry, id};
use super::{Detail, Journal, Reading, Writer};
use crate::domain::model::change::Change;
use crate::domain::value::ids::EntryId;

/// What an import writes.
#[derive(Clone, Debug, Default)]
pub struct ImportEntries {
    /// The kind of file it came from.
    pub kind: String,
    /// What is said of goals.
    pub goals: Vec<Change>,
    /// What was done, each an entry of its own with this id.
    pub days: Vec<(EntryId, Change)>,
}

/// So many changes stand in one line at most: it stays shorter than a line may be.
const IN_A_LINE: usize = 60;

/// The largest file that an import makes, in bytes: no larger one is sent to other machines.
const LARGEST: usize = 64 << 20;

impl Journal {
    /// Writes what `decide` comes to as an import, seeing everything that was written before: the entry that is undone
    /// to take all of it back, with those that are of it; none where there is nothing to write. When this returns,
    /// it is on the disk.
    ///
    /// # Errors
    /// What `decide` refuses, and what the system does; then nothing was written.
    pub fn import<T, E: From<JournalError>>(
        &self,
        writer: &Writer,
        mut decide: impl FnMut(&Reading) -> Result<(ImportEntries, T), E>,
    ) -> Result<(Option<EntryId>, T), E> {
        Self::check_clock(writer.now)?;
        let root = self.root();
        if std::fs::symlink_metadata(&root).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            // A refusal leaves no empty store behind.
            let (entries, decided) = decide(&Reading::empty())?;
            if entries.is_empty() {
                return Ok((None, decided));
            }
        }
        let folder = root.join(writer.device.find()?);
        fs::make_device(&folder)?;
        let lock = lock::acquire(&folder.join(".lock"))?;
        let before = self.read(Detail::Entries, writer.now.naive_local())?;
        let (entries, decided) = decide(&before)?;
        if entries.is_empty() {
            return Ok((None, decided));
        }
        let import = id::next(writer.now, before.largest)?;
        let text = text(import, writer, entries)
            .map_err(|error| JournalError::io(Doing::Writing, &folder, std::io::Error::other(error)))?;
        write_whole(&folder, &format!("import-{}.jsonl", id::entry_text(import)), &text)?;
        drop(lock);
        Ok((Some(import), decided))
    }
}

impl ImportEntries {
    fn is_empty(&self) -> bool {
        self.goals.is_empty() && self.days.is_empty()
    }
}

/// The lines of the file: first the import, with what is said of goals, then each day.
fn text(import: EntryId, writer: &Writer, entries: ImportEntries) -> Result<String, String> {
    let ImportEntries { kind, goals, days } = entries;
    let at = writer.now.to_rfc3339_opts(SecondsFormat::Millis, false);
    let said: Vec<Change> = std::iter::once(Change::Import { kind }).chain(goals).collect();
    let heads = said.chunks(IN_A_LINE).zip(0..).map(|(did, place)| (EntryId(import.0 + place), did.to_vec()));
    let mut text = String::new();
    for (id, did) in heads.chain(days.into_iter().map(|(id, change)| (id, vec![change]))) {
        let of = Some(import).filter(|import| *import != id);
        let line = entry::write(&Entry { id, at: at.clone(), by: writer.by.clone(), of, did })
            .map_err(|error| error.to_string())?;
        if line.len() >= LONGEST || text.len() + line.len() >= LARGEST {
            return Err("it is more than an import may hold: bring it in in parts".to_owned());
        }
        text.push_str(&line);
        text.push('\n');
    }
    Ok(text)
}
