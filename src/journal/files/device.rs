//! This machine's name, under which it alone writes.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::error::{Doing, JournalError};
use super::{fs, lock};
use crate::journal::format::id;

/// The most characters of a host's name that are kept.
const LONGEST_HOST: usize = 24;

/// Checks a name given from outside: it has to be one folder's name.
pub fn checked(name: &str) -> Result<String, JournalError> {
    let fits = (1..=64).contains(&name.len())
        && !name.starts_with('.')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if fits { Ok(name.to_owned()) } else { Err(JournalError::DeviceName(name.to_owned())) }
}

/// The name kept in the state folder, made on first use: one, however many ask at once.
pub(crate) fn kept(state: &Path, host: &str) -> Result<String, JournalError> {
    let path = state.join("device");
    // A whole name is never changed again, so it is read without waiting for anybody.
    let plain = std::fs::metadata(&path).is_ok_and(|found| found.is_file());
    let text = plain.then(|| std::fs::read_to_string(&path).ok()).flatten();
    if let Some(name) = text.as_deref().and_then(whole_name) {
        return Ok(name);
    }
    fs::make(state)?;
    let unread = |error| JournalError::io(Doing::Reading, &path, error);
    let unwritten = |error| JournalError::io(Doing::Writing, &path, error);
    let mut file = lock::acquire(&path)?.file;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(unread)?;
    if let Some(name) = std::str::from_utf8(&bytes).ok().and_then(whole_name) {
        return Ok(name);
    }
    // Empty, or what a crash left of a name that nobody has used.
    let name = named_after(host)?;
    file.set_len(0).map_err(unwritten)?;
    file.seek(SeekFrom::Start(0)).map_err(unwritten)?;
    file.write_all(format!("{name}\n").as_bytes()).map_err(unwritten)?;
    file.sync_all().map_err(|error| JournalError::io(Doing::Confirming, &path, error))?;
    fs::sync_up(state)?;
    Ok(name)
}

/// A name with the newline that says that all of it is there.
fn whole_name(text: &str) -> Option<String> {
    text.strip_suffix('\n').and_then(|name| checked(name.trim()).ok())
}

/// The host's name and four random characters.
fn named_after(host: &str) -> Result<String, JournalError> {
    let plain: String = host
        .split('.')
        .next()
        .unwrap_or(host)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .take(LONGEST_HOST)
        .collect();
    let plain = plain.trim_matches('-');
    let chance: String = id::new_goal()?.to_string().chars().take(4).collect();
    Ok(format!("{}-{chance}", if plain.is_empty() { "device" } else { plain }))
}
