//! What tests of the journal need: every byte below a folder, entries made by hand, a run with a time limit.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::harness::{Ran, Store};

/// Every file below a folder with its bytes; a folder stands as itself, without any.
pub(crate) fn bytes_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        found.insert(folder, Vec::new());
        for entry in entries {
            let path = entry.expect("an entry").path();
            let kind = std::fs::symlink_metadata(&path).expect("it is there").file_type();
            if kind.is_dir() {
                open.push(path);
            } else {
                let bytes = if kind.is_file() { std::fs::read(&path).expect("a file") } else { Vec::new() };
                found.insert(path, bytes);
            }
        }
    }
    found
}

/// A store of one device, `a`, with a daily goal `w` of 1000 cups.
pub(crate) fn watered() -> Store {
    let mut store = Store::new();
    store.on_device("a");
    store.ok(&["add", "Drink water", "n:1000", "unit:cups", "every:day", "code:w"]);
    store
}

/// The one shard of a store of one device in 2026.
pub(crate) fn shard(store: &Store) -> PathBuf {
    let mut shards = store.shards();
    assert_eq!(shards.len(), 1, "{shards:?}");
    shards.remove(0)
}

/// The id of the goal that the first line of the journal makes.
pub(crate) fn first_goal(store: &Store) -> String {
    let line: Value = serde_json::from_str(&store.journal()[0]).expect("a line of JSON");
    line["did"][0]["add"]["goal"].as_str().expect("it makes a goal").to_owned()
}

/// How much of `w` is done today.
pub(crate) fn done(store: &Store) -> u64 {
    store.goal("w")["done"].as_u64().expect("a whole number")
}

/// 18 November 2026, 17:20 UTC, in milliseconds.
pub(crate) const NOW_MS: u64 = 1_795_022_400_000;

/// The text of an id: milliseconds since 1970, and a number in place of chance.
pub(crate) fn id(milliseconds: u64, chance: u64) -> String {
    const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let number = u128::from(milliseconds) << 80 | u128::from(chance);
    (0..26).rev().map(|place| char::from(ALPHABET[(number >> (place * 5) & 31) as usize])).collect()
}

/// A line of the journal, without its newline, written `n` milliseconds after [`NOW_MS`].
pub(crate) fn line(n: u64, did: &str) -> String {
    format!(r#"{{"id":"{}","at":"2026-11-18T18:20:00.000+01:00","did":[{did}]}}"#, id(NOW_MS + n, n))
}

/// A check-off of 1 today, as a change.
pub(crate) fn checked(goal: &str) -> String {
    format!(r#"{{"check":{{"goal":"{goal}","day":"2026-11-18","n":1}}}}"#)
}

/// Runs a command, and ends it if it has not ended by then.
pub(crate) fn within(seconds: u64, mut command: Command) -> Ran {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts");
    let begun = Instant::now();
    while child.try_wait().expect("it can be waited for").is_none() {
        if begun.elapsed() > Duration::from_secs(seconds) {
            child.kill().expect("it can be ended");
            child.wait().expect("it has ended");
            panic!("{command:?} hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    child.wait_with_output().expect("it has ended").into()
}

/// Puts lines behind what a file holds, or into a new one.
pub(crate) fn append(path: &Path, text: impl AsRef<[u8]>) {
    let mut file = std::fs::File::options().create(true).append(true).open(path).expect("a file");
    file.write_all(text.as_ref()).expect("it is written");
}
