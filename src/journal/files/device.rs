//! This machine's name, under which it alone writes.

use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use super::error::{Doing, JournalError};
use super::{fs, lock};
use crate::journal::format::id;

/// The most characters of a host's name that are kept.
const LONGEST_HOST: usize = 24;

/// The most characters of a name.
const LONGEST: usize = 64;

/// Checks a name given from outside: it has to be one folder's name, on every system. Capitals are taken as small
/// letters, for some systems tell no folders apart by them.
pub fn checked(name: &str) -> Result<String, JournalError> {
    let small = name.to_ascii_lowercase();
    if everywhere(&small) == small { Ok(small) } else { Err(JournalError::DeviceName(name.to_owned())) }
}

/// The name under which all machines know a device's folder: small letters, digits, `-`, `_` and `.`, with no dot at
/// either end, and none that Windows keeps for itself. A name that is so already stays as it is.
pub fn everywhere(folder: &str) -> String {
    let plain: String = folder
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || "-_.".contains(c) { c.to_ascii_lowercase() } else { '-' })
        .take(LONGEST)
        .collect();
    let plain = plain.trim_matches('.');
    let stem = plain.split('.').next().unwrap_or(plain);
    let is_kept = ["con", "prn", "aux", "nul"].contains(&stem)
        || ["com", "lpt"].iter().any(|port| {
            stem.strip_prefix(port)
                .is_some_and(|number| number.len() == 1 && number.chars().all(|c| c.is_ascii_digit()))
        });
    match plain {
        "" => "device".to_owned(),
        plain if is_kept => {
            let kept: String = format!("device-{plain}").chars().take(LONGEST).collect();
            kept.trim_end_matches('.').to_owned()
        }
        plain => plain.to_owned(),
    }
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

/// Takes another name, where another machine writes under this one's.
pub(crate) fn renew(state: &Path, host: &str) -> Result<String, JournalError> {
    let name = named_after(host)?;
    fs::write_whole(state, "device", format!("{name}\n"))?;
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
