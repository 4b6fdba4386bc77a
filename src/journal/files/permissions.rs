//! Whose a file or folder is, and who may do what with it.

use std::path::Path;

/// What is unusual about a file or folder, as the system tells it: folders are 0700, files 0600 and one's own.
#[cfg(unix)]
pub(crate) fn oddities(path: &Path) -> Vec<String> {
    use std::os::unix::fs::MetadataExt;

    use rustix::fs::{Access, access};

    // What is not there is nobody's, and what can't be looked at is found when it is read.
    let Ok(found) = std::fs::metadata(path) else {
        return Vec::new();
    };
    let private = if found.is_dir() { 0o700 } else { 0o600 };
    let mode = found.mode() & 0o777;
    let me = rustix::process::geteuid().as_raw();
    let owner = found.uid();
    let closed = found.is_dir() && access(path, Access::WRITE_OK).is_err();
    [
        (mode != private).then(|| format!("mode {mode:04o} instead of {private:04o}")),
        (owner != me).then(|| format!("belongs to user {owner}, you are {me}")),
        closed.then(|| "can't be written to".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

#[cfg(not(unix))]
pub(crate) fn oddities(_path: &Path) -> Vec<String> {
    Vec::new()
}
