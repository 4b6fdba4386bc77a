//! An entry, and what to make of a line: whole, torn, unreadable, or not wholly known.

use serde_json::Value;

use super::id;
use super::record::{EntryRecord, KNOWN, VERSION, change};
use crate::domain::change::{Change, EntryId};

/// A command as the journal keeps it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What orders it.
    pub id: EntryId,
    /// When it was written by the wall clock, RFC 3339 with offset and milliseconds.
    pub at: String,
    /// What it did, as far as this version knows.
    pub did: Vec<Change>,
}

/// A line that was read.
#[derive(Debug)]
pub(super) enum Read {
    /// An entry; whether a newer version wrote some of it.
    Entry(Entry, Origin),
    /// A newer version wrote it in a form of its own.
    Newer,
    /// It ends inside its JSON.
    Torn,
    /// It can't be read: why.
    Unreadable(String),
}

/// Whether all of an entry is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// It is.
    Known,
    /// Something in it is not.
    Newer,
}

/// An entry's line, without the newline at its end.
pub(super) fn write(entry: &Entry) -> Result<String, serde_json::Error> {
    serde_json::to_string(&EntryRecord::of(entry))
}

/// Reads a line.
pub(super) fn read(line: &[u8]) -> Read {
    let text = match std::str::from_utf8(line) {
        Ok(text) => text,
        // Torn inside a character.
        Err(error) if error.error_len().is_none() => return Read::Torn,
        Err(error) => return Read::Unreadable(format!("not UTF-8 after byte {}", error.valid_up_to())),
    };
    match serde_json::from_str::<EntryRecord<'_>>(text) {
        Ok(record) => entry(record, Origin::Known),
        Err(error) if error.is_eof() => Read::Torn,
        Err(error) => known_part(text, &error),
    }
}

/// What this version knows of a line that it does not know whole.
fn known_part(text: &str, error: &serde_json::Error) -> Read {
    let unreadable = || Read::Unreadable(error.to_string());
    let Ok(Value::Object(mut entry_value)) = serde_json::from_str(text) else {
        return unreadable();
    };
    if entry_value.get("v").and_then(Value::as_u64).is_some_and(|v| v > VERSION.into()) {
        return newer(entry_value.get("id").and_then(Value::as_str).unwrap_or_default());
    }
    let fields = entry_value.len();
    entry_value.retain(|name, _| ["id", "at", "v", "did"].contains(&name.as_str()));
    let mut stripped = fields - entry_value.len();
    if let Some(Value::Array(did)) = entry_value.get_mut("did") {
        let changes = std::mem::take(did);
        for change in changes {
            let Value::Object(kinds) = change else {
                return unreadable();
            };
            for (kind, mut fields) in kinds {
                let Some((_, names)) = KNOWN.iter().find(|(known, _)| *known == kind) else {
                    stripped += 1;
                    continue;
                };
                if let Value::Object(fields) = &mut fields {
                    let before = fields.len();
                    fields.retain(|name, _| names.contains(&name.as_str()));
                    stripped += before - fields.len();
                }
                did.push(Value::Object([(kind, fields)].into_iter().collect()));
            }
        }
    }
    if stripped == 0 {
        return unreadable();
    }
    let known = Value::Object(entry_value).to_string();
    match serde_json::from_str::<EntryRecord<'_>>(&known) {
        Ok(record) => entry(record, Origin::Newer),
        Err(_) => unreadable(),
    }
}

/// An entry that only a newer version reads: its id orders those that follow, its changes wait.
fn newer(id: &str) -> Read {
    let entry = id::parse(id).map(|id| Entry { id, at: String::new(), did: Vec::new() });
    entry.map_or(Read::Newer, |entry| Read::Entry(entry, Origin::Newer))
}

fn entry(record: EntryRecord<'_>, mut origin: Origin) -> Read {
    if record.v > VERSION {
        return newer(&record.id);
    }
    let Some(id) = id::parse(&record.id) else {
        return Read::Unreadable(format!("`{}` is no id of the years 2000 to 2199", record.id));
    };
    if chrono::DateTime::parse_from_rfc3339(&record.at).is_err() {
        return Read::Unreadable(format!("`{}` is no moment", record.at));
    }
    let mut did = Vec::with_capacity(record.did.len());
    for record in record.did {
        match change(record) {
            Ok(Some(change)) => did.push(change),
            Ok(None) => origin = Origin::Newer,
            Err(why) => return Read::Unreadable(why),
        }
    }
    Read::Entry(Entry { id, at: record.at.into_owned(), did }, origin)
}
