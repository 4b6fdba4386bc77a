//! Other tools' files: what they are, what they hold in this program's words, and what of it is new here. Pure: bytes
//! come in, and no file, clock or journal is touched.

pub mod backup;
pub mod containers;
pub mod export;
pub mod reader;
pub mod reconcile;
pub mod registry;
mod shared;
pub mod tables;
mod tools;
