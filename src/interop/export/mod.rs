//! What is here, as other programs read it. Pure: a state comes in, and the text of a file goes out.

pub mod chosen;
pub mod csv_long;
pub mod csv_wide;
mod due;
pub mod ics;
pub mod loop_habits;
pub mod markdown;
pub mod obsidian;
pub mod org;
pub mod table;
pub mod taskwarrior;
mod text;
pub mod todotxt;
