//! Other tools' files: what they are, what they hold in this program's words, and what of it is new here. Pure: bytes
//! come in, and no file, clock or journal is touched.

pub mod format;
mod google_tasks;
mod groups;
mod guesses;
mod habit_log;
mod habitctl;
mod harsh;
mod ical;
pub mod imported;
mod json_text;
mod markdown;
mod obsidian;
pub mod options;
mod org;
mod org_outline;
pub mod recognised;
pub mod reconcile;
pub mod registry;
mod repeated_rows;
mod rrule;
mod settled;
pub mod source;
mod spans;
mod taskbook;
mod taskwarrior;
mod taskwarrior_data;
mod taskwarrior_task;
mod titles;
mod todotxt;
mod tree_order;
mod trello;
pub mod unreadable;
mod vtodo;
