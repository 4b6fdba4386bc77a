//! From text to meaning: goal lines, their fields, the goals they name.

pub mod fields;
pub mod goal_line;
pub mod resolve;
