//! The stores whose inbox this machine takes in: a file in the state folder, with a NUL behind each
//! folder (SEMANTICS 10.12): the one byte that no path has.

use std::path::{Path, PathBuf};

use super::error::JournalError;
use super::stores::are_same;
use super::{fs, lock};

const NAME: &str = "inboxes";

/// Behind each folder.
const END: u8 = 0;

/// More bytes than a list has.
const LONGEST: u64 = 1 << 16;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    On,
    Off,
}

/// Whether a store's inbox is taken in here; off where that can't be read, for no command may fail for an inbox.
pub fn of(state: &Path, store: &Path) -> Switch {
    if kept(state).iter().any(|known| are_same(known, store)) { Switch::On } else { Switch::Off }
}

/// Turns it on or off.
///
/// # Errors
/// Where that can't be kept.
pub fn turn(state: &Path, store: &Path, switch: Switch) -> Result<(), JournalError> {
    fs::make(state)?;
    // Two that turn it on at once both do.
    let _lock = lock::acquire(&state.join("inbox.lock"))?;
    let mut stores: Vec<PathBuf> = kept(state).into_iter().filter(|known| !are_same(known, store)).collect();
    if switch == Switch::On {
        // Where the folder leads to, so that another way to it leads there too.
        let there = std::fs::canonicalize(store).or_else(|_| std::path::absolute(store));
        stores.push(there.unwrap_or_else(|_| store.to_owned()));
    }
    let mut text = Vec::new();
    for store in &stores {
        text.extend_from_slice(store.as_os_str().as_encoded_bytes());
        text.push(END);
    }
    fs::write_whole(state, NAME, text)
}

fn kept(state: &Path) -> Vec<PathBuf> {
    let path = state.join(NAME);
    let is_list = std::fs::metadata(&path).is_ok_and(|found| found.is_file() && found.len() <= LONGEST);
    let text = if is_list { std::fs::read(&path).unwrap_or_default() } else { Vec::new() };
    text.split(|byte| *byte == END).filter(|line| !line.is_empty()).map(folder).collect()
}

#[cfg(unix)]
fn folder(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn folder(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}
