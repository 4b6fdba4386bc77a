//! What readers share: how other tools write days and repeats, groups and titles, and the last steps of a reading.

pub(crate) mod groups;
pub(crate) mod guesses;
pub(crate) mod habit_log;
pub(crate) mod json_text;
pub(crate) mod lenient;
pub(crate) mod marks;
pub(crate) mod moments;
pub(crate) mod repeated_rows;
pub(crate) mod repeats;
pub(crate) mod rrule;
pub(crate) mod settled;
pub(crate) mod spans;
pub(crate) mod stays_open;
pub(crate) mod titles;
pub(crate) mod tree_order;
