//! The one shard of a store: what stands there, what is put there instead, and whether the store works then.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::files::done;
use crate::harness::{Ran, Store};

/// Panics unless all that was there is there still, and files have only grown at their ends.
pub(crate) fn only_grew(before: &BTreeMap<PathBuf, Vec<u8>>, after: &BTreeMap<PathBuf, Vec<u8>>, what: &str) {
    for (path, old) in before {
        let new = after.get(path).unwrap_or_else(|| panic!("{what}: {} is gone", path.display()));
        assert!(new.starts_with(old), "{what}: {} was rewritten", path.display());
    }
}

/// The lines of standard error that warn.
pub(crate) fn warnings(ran: &Ran) -> Vec<&str> {
    ran.err.lines().filter(|line| line.starts_with("warning: ")).collect()
}

/// Puts bytes in place of what a file holds.
pub(crate) fn put(path: &Path, bytes: impl AsRef<[u8]>) {
    std::fs::write(path, bytes).expect("it is written");
}

/// What a file holds.
pub(crate) fn get(path: &Path) -> Vec<u8> {
    std::fs::read(path).expect("a file")
}

/// Reads and then writes, and panics unless both work and the file only grows, by a line of its own.
/// Returns what the reading said.
pub(crate) fn works(store: &Store, shard: &Path, wanted: u64, what: &str) -> Ran {
    let before = get(shard);
    let ran = store.run(&["today", "--all", "--json"]);
    assert_eq!(ran.code, 0, "{what}: {ran:?}");
    assert_eq!(get(shard), before, "{what}: reading wrote");
    assert_eq!(done(store), wanted, "{what}");
    let wrote = store.run(&["check", "w"]);
    assert_eq!(wrote.code, 0, "{what}: {wrote:?}");
    let after = get(shard);
    assert!(after.starts_with(&before), "{what}: what was there was rewritten");
    assert!(after.ends_with(b"\n"), "{what}");
    let added = String::from_utf8(after[before.len()..].to_vec()).expect("an entry is text");
    let starts_anew = before.is_empty() || before.ends_with(b"\n") || added.starts_with('\n');
    assert!(starts_anew && added.trim_start().starts_with(r#"{"id":"#), "{what}: {added:?}");
    assert_eq!(done(store), wanted + 1, "{what}");
    ran
}

/// A script in which `$0` is the program.
pub(crate) fn script(store: &Store, script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script, env!("CARGO_BIN_EXE_goals")]);
    command.env_clear().envs(store.environment()).stdin(Stdio::null());
    command
}
