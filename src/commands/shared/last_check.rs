//! Where the last command of this device was: a check-off may have been written into another store of this machine, and
//! it is there that it is taken back.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset};

use super::context::Context;
use super::other_stores::{on, stores_to_write};
use crate::domain::model::change::Change;
use crate::domain::value::ids::EntryId;
use crate::error::Error;
use crate::journal::Detail;
use crate::journal::fold::Entries;
use crate::journal::format::entry::{Entry, Recorded};

/// The entry that is to be voided, when it was written, and what it, or what it voided, did.
pub(crate) struct Last {
    pub(crate) id: EntryId,
    pub(crate) at: Option<DateTime<FixedOffset>>,
    pub(crate) did: Recorded,
}

impl Last {
    pub(crate) fn of(entry: &Entry, did: Recorded) -> Self {
        Self { id: entry.id, at: DateTime::parse_from_rfc3339(&entry.at).ok(), did }
    }
}

/// The other store in which what `find` finds is a check-off, and newer than what it finds in one's own. Newer is told
/// by the clock: ids of different stores have nothing to do with each other.
pub(crate) fn elsewhere(
    context: &mut Context<'_>,
    find: impl Fn(&Entries, &str) -> Option<Last>,
) -> Result<Option<PathBuf>, Error> {
    let folders = stores_to_write(context);
    if folders.is_empty() {
        return Ok(None);
    }
    let device = context.env().device()?.find()?;
    let last = |context: &mut Context<'_>| {
        Ok::<_, Error>(find(&context.read_if_there(Detail::Entries)?.entries, &device))
    };
    let mut newest = last(context)?.and_then(|last| last.at);
    let mut found = None;
    for folder in folders {
        let theirs = on(context, &folder, last).unwrap_or_default();
        let theirs = theirs.filter(|last| is_check_off(&last.did) && newest < last.at);
        if let Some(last) = theirs {
            newest = last.at;
            found = Some(folder);
        }
    }
    Ok(found)
}

fn is_check_off(recorded: &Recorded) -> bool {
    let did = &recorded.entry.did;
    !did.is_empty() && did.iter().all(|it| matches!(it, Change::Check { .. } | Change::Read { .. }))
}
