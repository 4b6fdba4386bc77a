//! A file, or a folder, for each tool whose files are read.

pub(crate) mod daylio;
pub(crate) mod google_tasks;
pub(crate) mod habitbull;
pub(crate) mod habitctl;
pub(crate) mod habitica;
pub(crate) mod habitkit;
pub(crate) mod harsh;
mod ical;
pub(crate) mod loop_tracker;
pub(crate) mod markdown;
mod obsidian;
pub(crate) mod omnifocus;
pub(crate) mod org;
mod org_outline;
pub(crate) mod taskbook;
pub(crate) mod taskwarrior;
pub(crate) mod ticktick;
mod ticktick_row;
pub(crate) mod todoist;
mod todoist_dates;
pub(crate) mod todotxt;
pub(crate) mod trello;
pub(crate) mod vtodo;
