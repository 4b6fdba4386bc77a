//! An entry, and what to make of a line: whole, torn, unreadable, or not wholly known.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::id;
use super::record::{ChangeRecord, change, names, names_within, record};
use crate::domain::model::change::Change;
use crate::domain::model::goal_field::Key;
use crate::domain::value::day::Day;
use crate::domain::value::ids::EntryId;
use crate::domain::value::text::recorded_field;

/// A command as the journal keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What orders it.
    pub id: EntryId,
    /// When it was written by the wall clock, RFC 3339 with offset and milliseconds.
    pub at: String,
    /// Who did it, where that is told (SEMANTICS 10.7).
    pub by: Option<String>,
    /// The import that it is a part of (SEMANTICS 10.11).
    pub of: Option<EntryId>,
    /// What it did, as far as this version knows.
    pub did: Vec<Change>,
}

/// An entry and the device in whose folder it lay.
#[derive(Clone, Debug)]
pub struct Recorded {
    pub entry: Entry,
    pub device: String,
}

/// The version of the journal that this program writes and reads.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryRecord<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    at: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    by: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    of: Option<Cow<'a, str>>,
    #[serde(default = "version", skip_serializing_if = "is_current")]
    v: u32,
    did: Vec<ChangeRecord>,
}

fn version() -> u32 {
    VERSION
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_current(version: &u32) -> bool {
    *version == VERSION
}

#[derive(Debug)]
pub(crate) enum Read {
    /// An entry; whether a newer version wrote some of it.
    Entry(Entry, Origin),
    /// A newer version wrote it in a form of its own.
    Newer,
    Torn,
    Unreadable(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Known,
    Newer,
}

/// The line of an entry.
///
/// # Errors
/// None that an entry could make.
pub fn write(entry: &Entry) -> Result<String, serde_json::Error> {
    serde_json::to_string(&EntryRecord {
        id: id::entry_text(entry.id).into(),
        at: entry.at.as_str().into(),
        by: entry.by.as_deref().map(Into::into),
        of: entry.of.map(|of| id::entry_text(of).into()),
        v: VERSION,
        did: entry.did.iter().cloned().map(record).collect(),
    })
}

pub(crate) fn read(line: &[u8]) -> Read {
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
    // It has one line; which of the file's that is, is told by who read it.
    let unreadable = || Read::Unreadable(error.to_string().replace(" at line 1 column ", " at column "));
    let mut entry_value = match serde_json::from_str(text) {
        Ok(Value::Object(entry_value)) => entry_value,
        Err(error) if error.is_eof() => return Read::Torn,
        Ok(_) | Err(_) => return unreadable(),
    };
    if newer_version(&entry_value).is_some() {
        return newer(entry_value.get("id").and_then(Value::as_str).unwrap_or_default());
    }
    if strip(&mut entry_value).is_none_or(|stripped| stripped.is_empty()) {
        return unreadable();
    }
    let known = Value::Object(entry_value).to_string();
    match serde_json::from_str::<EntryRecord<'_>>(&known) {
        Ok(record) => entry(record, Origin::Newer),
        Err(_) => unreadable(),
    }
}

/// The version that an entry asks for, where it is a newer one.
fn newer_version(entry: &Map<String, Value>) -> Option<u64> {
    entry.get("v").and_then(Value::as_u64).filter(|v| *v > VERSION.into())
}

/// Takes out of an entry what this version does not know, and names it; nothing where it has no changes
/// that could be known.
fn strip(entry: &mut Map<String, Value>) -> Option<Vec<String>> {
    let mut stripped = Vec::new();
    entry.retain(|name, _| {
        let known = ["id", "at", "by", "of", "v", "did"].contains(&name.as_str());
        if !known {
            stripped.push(format!("field {name}"));
        }
        known
    });
    let Some(Value::Array(did)) = entry.get_mut("did") else {
        return Some(stripped);
    };
    for change in std::mem::take(did) {
        let Value::Object(kinds) = change else {
            return None;
        };
        for (kind, mut fields) in kinds {
            let Some(names) = names(&kind) else {
                stripped.push(format!("kind {kind}"));
                continue;
            };
            retain_known(&mut fields, &names, &kind, &mut stripped);
            did.push(Value::Object([(kind, fields)].into_iter().collect()));
        }
    }
    Some(stripped)
}

/// Takes out of an object what is not among `names`, also within its own objects, and names it.
fn retain_known(object: &mut Value, names: &[&str], place: &str, stripped: &mut Vec<String>) {
    let Value::Object(fields) = object else { return };
    fields.retain(|name, value| {
        let known = names.contains(&name.as_str());
        let place = format!("{place}.{name}");
        match names_within(name) {
            _ if !known => stripped.push(format!("field {place}")),
            Some(names) => retain_known(value, names, &place, stripped),
            None => {}
        }
        known
    });
}

/// What of an entry only a newer version knows: `version 2`, `kind cheer`, `field check.mood`,
/// `field set.schedule.pace`, `setting mood=fine`.
pub(crate) fn unknown(line: &[u8]) -> Vec<String> {
    let Ok(Value::Object(mut entry)) = serde_json::from_slice(line) else {
        return Vec::new();
    };
    if let Some(version) = newer_version(&entry) {
        return vec![format!("version {version}")];
    }
    let mut unknown = strip(&mut entry).unwrap_or_default();
    let known = Value::Object(entry).to_string();
    if let Ok(record) = serde_json::from_str::<EntryRecord<'_>>(&known) {
        unknown.extend(record.did.into_iter().filter_map(unknown_setting));
    }
    unknown
}

fn unknown_setting(record: ChangeRecord) -> Option<String> {
    let ChangeRecord::Config { key, value, .. } = &record else {
        return None;
    };
    let named = format!("setting {key}={value}");
    matches!(change(record), Ok(None)).then_some(named)
}

/// The days in a line that lie beyond those there are, and were taken for the first or the last one.
pub fn days_beyond(line: &[u8]) -> Vec<String> {
    let Ok(Value::Object(entry)) = serde_json::from_slice(line) else {
        return Vec::new();
    };
    let changes = entry.get("did").and_then(Value::as_array).into_iter().flatten();
    let fields = changes.filter_map(Value::as_object).flat_map(Map::values).filter_map(Value::as_object);
    let is_day =
        |name: &str| ["day", "until", "on"].contains(&name) || matches!(Key::named(name), Some(Key::Day(_)));
    let days = fields.flatten().filter(|(name, _)| is_day(name));
    let beyond =
        |text: &&str| text.parse::<Day>().is_ok_and(|day| !text.starts_with(&day.year().to_string()));
    days.filter_map(|(_, day)| day.as_str()).filter(beyond).map(ToOwned::to_owned).collect()
}

/// An entry that only a newer version reads: its id orders those that follow, its changes wait.
fn newer(id: &str) -> Read {
    let entry = id::parse(id).map(|id| Entry { id, at: String::new(), by: None, of: None, did: Vec::new() });
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
    let of = match record.of.as_deref().map(id::parse) {
        Some(None) => return Read::Unreadable("it is of an import whose id is none".to_owned()),
        of => of.flatten(),
    };
    let mut did = Vec::with_capacity(record.did.len());
    for record in record.did {
        match change(record) {
            Ok(Some(change)) => did.push(change),
            Ok(None) => origin = Origin::Newer,
            Err(why) => return Read::Unreadable(why),
        }
    }
    let by = record.by.and_then(|by| recorded_field(&by));
    Read::Entry(Entry { id, at: record.at.into_owned(), by, of, did }, origin)
}
