//! What several commands share.

pub mod changes;
pub mod editor;
pub mod goal_args;
pub mod words;
pub mod write_files;
