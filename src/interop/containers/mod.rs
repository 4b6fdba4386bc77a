//! Files that hold others, or tables: zip archives and databases of `SQLite`.

pub(crate) mod bytes_at;
pub mod sqlite;
pub mod sqlite_record;
pub(crate) mod sqlite_schema;
pub mod zip;
