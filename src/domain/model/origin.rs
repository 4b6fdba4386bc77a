//! Where what happened was written down: by which entry, when, on which device, by whom.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::domain::value::ids::EntryId;

/// What an entry tells of its writing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Origin {
    pub(crate) entry: EntryId,
    /// RFC 3339.
    pub(crate) at: String,
    pub(crate) device: Rc<str>,
    pub(crate) by: Option<Rc<str>>,
    /// The import that the entry is a part of.
    pub(crate) of: Option<EntryId>,
}

impl Origin {
    /// The entry that is undone where this is to be taken back.
    pub(crate) fn undone_with(&self) -> EntryId {
        self.of.unwrap_or(self.entry)
    }
}
