//! What a command wrote, as the journal has it by then.

use std::collections::BTreeSet;

use super::Journal;
use super::exchange::import;
use super::files::error::JournalError;
use super::files::shard::{self, Known, Line, Understood, each_line};
use super::format::carried::head;
use super::format::entry::{self, Entry, Read};
use super::format::id;
use crate::domain::value::ids::EntryId;

/// Something that was written at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Entry(EntryId),
    /// A file `import-ID.jsonl`, with all that is in it.
    File(EntryId),
}

/// A line of the journal.
#[derive(Clone, Debug)]
pub struct WrittenLine {
    pub device: String,
    pub text: String,
    /// What this version understands of it.
    pub entry: Option<Entry>,
}

impl Journal {
    /// The lines of these parts, each once, device by device.
    ///
    /// # Errors
    /// Where a file or folder is there and can't be read.
    pub fn lines_of(&self, parts: &BTreeSet<Part>) -> Result<Vec<WrittenLine>, JournalError> {
        let mut found = Vec::new();
        if parts.is_empty() {
            return Ok(found);
        }
        let mut seen = BTreeSet::new();
        for shard in shard::list(&self.root())? {
            let name = shard.path.file_name().unwrap_or_default().to_string_lossy();
            let file = import(&name).and_then(id::parse).map(Part::File);
            let is_whole = file.is_some_and(|file| parts.contains(&file));
            each_line(&shard.path, Known::default(), |_, line| {
                if let Line::Whole(text) | Line::Last(text) = line
                    && let Some((id, _)) = head(text)
                    && (is_whole || parts.contains(&Part::Entry(id)))
                    && seen.insert(id)
                {
                    found.push(WrittenLine {
                        device: (*shard.device).to_owned(),
                        text: String::from_utf8_lossy(text).trim().to_owned(),
                        entry: match entry::read(text) {
                            Read::Entry(entry, _) => Some(entry),
                            Read::Newer | Read::Torn | Read::Unreadable(_) => None,
                        },
                    });
                }
                Understood::Whole
            })?;
        }
        Ok(found)
    }
}
