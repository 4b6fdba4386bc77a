//! Programs that some tests use and a machine may not have. A test whose program is missing is left out, and
//! `tests/left_out.rs` says so when all have run; with `CI` set, it fails.

use std::io::Write;
use std::path::{Path, PathBuf};

use crate::left_out::note;

/// Leaves a test out, by returning from it, where one of these programs is missing.
macro_rules! needs {
    ($($program:literal),+) => {
        if !$crate::tools::are_there(&[$($program),+]) {
            return;
        }
    };
}
pub(crate) use needs;

/// Whether all these programs are there. Who hears that they are not leaves its test out.
pub(crate) fn are_there(programs: &[&str]) -> bool {
    let missing: Vec<&str> = programs.iter().copied().filter(|program| find(program).is_none()).collect();
    assert!(missing.is_empty() || !in_ci(), "{missing:?} missing: `.ci/run` installs what the tests need");
    if !missing.is_empty() {
        leave_out(&missing);
    }
    missing.is_empty()
}

/// Notes that a test is left out for want of these: names of programs, or what is to be done in words.
pub(crate) fn leave_out(wanting: &[&str]) {
    let note = note();
    std::fs::create_dir_all(note.parent().expect("a folder")).expect("the folder of notes");
    let mut file = std::fs::File::options().create(true).append(true).open(note).expect("the note");
    // In one write, beside others that write there.
    file.write_all(format!("{}\n", wanting.join("\t")).as_bytes()).expect("it is noted");
}

/// Where a program is that may be run.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| may_be_run(file))
}

#[cfg(unix)]
fn may_be_run(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn may_be_run(file: &Path) -> bool {
    file.with_extension("exe").is_file()
}

/// Whether this is CI, where nothing is left out.
pub(crate) fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| !["", "0", "false"].contains(&value.as_str()))
}
