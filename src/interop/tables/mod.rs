//! Tables: how one is read, and its cells; tables that nobody's tool wrote, and what this program writes as one.

pub mod cell;
pub(crate) mod csv_list;
pub(crate) mod csv_long;
pub(crate) mod csv_own;
pub(crate) mod csv_rows;
pub(crate) mod csv_wide;
pub mod formula;
pub mod table;
pub mod table_day;
