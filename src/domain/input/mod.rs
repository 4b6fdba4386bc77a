//! From text to meaning: goal lines, their fields, the goals they name.

pub mod amount_words;
pub mod cadence_words;
pub mod fields;
pub mod goal_line;
pub mod resolve;
