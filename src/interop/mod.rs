//! Other tools' files: what they are, what they hold in this program's words, and what of it is new here. Pure: bytes
//! come in, and no file, clock or journal is touched.

pub mod backup;
pub mod cell;
mod csv_list;
mod csv_long;
mod csv_own;
mod csv_wide;
mod daylio;
pub mod export;
pub mod format;
pub mod formula;
mod habitbull;
pub mod imported;
pub mod options;
pub mod recognised;
pub mod reconcile;
pub mod registry;
pub mod source;
pub mod table;
pub mod table_day;
pub mod unreadable;
