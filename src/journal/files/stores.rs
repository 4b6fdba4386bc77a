//! Which other stores stand beside one's own on this machine: a file in the state folder, one folder a line. No store
//! names another.

use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::fs;

/// More bytes than a list has.
const LONGEST: u64 = 1 << 16;

/// What was kept; nothing where that can't be read, for no command may fail for another store.
pub(crate) fn kept(state: &Path) -> Vec<PathBuf> {
    let path = state.join("stores");
    let is_list = std::fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
    let text = if is_list { std::fs::read_to_string(&path).unwrap_or_default() } else { String::new() };
    text.lines().map(PathBuf::from).filter(|folder| folder.is_absolute()).collect()
}

/// Keeps these folders, in this order.
pub(crate) fn keep(state: &Path, folders: &[String]) -> Result<(), JournalError> {
    fs::make(state)?;
    let lines: String = folders.iter().flat_map(|folder| [folder.as_str(), "\n"]).collect();
    fs::write_whole(state, "stores", lines)
}

/// Whether two paths lead to the same folder.
pub(crate) fn are_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}
