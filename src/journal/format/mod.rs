//! One line of the journal: its entry, its JSON, its id.

pub mod carried;
pub mod entry;
pub mod id;
pub(crate) mod mark;
pub mod record;
pub mod remarks;
