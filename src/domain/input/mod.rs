//! From text to meaning: goal lines, their fields, the goals they name.

pub mod cadence_words;
pub mod check_word;
pub(crate) mod day_line;
pub(crate) mod day_words;
pub mod fields;
pub mod goal_line;
pub mod inbox_line;
pub(crate) mod markdown;
pub mod places;
pub mod resolve;
mod sentence_amounts;
mod sentence_phrases;
pub mod sentences;
pub(crate) mod typed_day;
pub mod unknown_key;
pub mod win_line;
