//! What is kept of readings, to read less the next time.

pub(crate) mod append_notes;
pub(crate) mod folder;
pub(crate) mod snapshot;
pub(crate) mod stamps;
