//! From text to meaning: goal lines, their fields, the goals they name.

pub mod cadence_words;
pub mod check_word;
pub(crate) mod day_words;
pub mod fields;
pub mod goal_line;
pub mod resolve;
pub(crate) mod typed_day;
