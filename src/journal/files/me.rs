//! Who is at the keyboard of this machine: a file in the state folder (SEMANTICS 10.7).

use std::path::Path;

use super::error::JournalError;
use super::fs;

/// More bytes than a name has.
const LONGEST: u64 = 1 << 12;

/// What was kept, as it was typed; nothing where that can't be read, for no command may fail for a name.
pub(crate) fn kept(state: &Path) -> Option<String> {
    let path = state.join("me");
    // What is no file could keep one waiting.
    let is_name = std::fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
    let text = if is_name { std::fs::read_to_string(&path).ok()? } else { return None };
    text.strip_suffix('\n').map(ToOwned::to_owned)
}

/// Keeps it, whole under a hidden name first.
pub(crate) fn keep(state: &Path, typed: &str) -> Result<(), JournalError> {
    fs::make(state)?;
    fs::write_whole(state, "me", format!("{typed}\n"))
}
