//! The note of the tests that are left out in this run: each writes a line, `tests/left_out.rs` reads them.

use std::path::{Path, PathBuf};

/// The file of this run, which is known by the process that runs all tests, and by when that began: what an
/// earlier run noted, or one at the same time, is in another.
pub(crate) fn note() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("left-out").join(run())
}

#[cfg(unix)]
fn run() -> String {
    let cargo = std::os::unix::process::parent_id();
    let stat = std::fs::read_to_string(format!("/proc/{cargo}/stat")).unwrap_or_default();
    // Behind the name, which may hold anything, the twentieth field is the time.
    let began = stat.rsplit(") ").next().and_then(|fields| fields.split(' ').nth(19));
    format!("{cargo}-{}", began.unwrap_or_default())
}

#[cfg(not(unix))]
fn run() -> String {
    "all".to_owned()
}
