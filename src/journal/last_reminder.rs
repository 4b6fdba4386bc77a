//! On which day this machine reminded last of what is open in a store: a file in the state folder. Losing it repeats a
//! reminder, no more.

use std::path::{Path, PathBuf};

use super::files::error::JournalError;
use super::files::fs;
use super::seen_milestones::file_of;
use crate::domain::value::day::Day;

/// More bytes than a day has.
const LONGEST: u64 = 1 << 6;

/// The day; nothing where that can't be read.
pub(crate) fn kept(state: &Path, store: &Path) -> Option<Day> {
    let path: PathBuf = state.join(file_of("reminded", store));
    // What is no file could keep one waiting.
    let is_day = std::fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
    if is_day { std::fs::read_to_string(&path).ok()?.trim().parse().ok() } else { None }
}

/// Keeps it, whole under a hidden name first.
pub(crate) fn keep(state: &Path, store: &Path, day: Day) -> Result<(), JournalError> {
    fs::make(state)?;
    fs::write_whole(state, &file_of("reminded", store), format!("{day}\n"))
}
