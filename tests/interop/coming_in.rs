//! What holds for each file that comes in, whatever its format.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::harness::Store;

/// A sample by its path below `samples/`.
pub fn sample(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/interop/samples").join(path)
}

/// The same as an argument.
pub fn argument(path: &str) -> String {
    sample(path).to_str().expect("a path").to_owned()
}

/// Imports a sample with these options, and says what was counted; all that is not named is 0. Shows that looking at it
/// writes nothing, that it adds nothing the second time, that `undo` leaves everything as it was before, and that it
/// comes in again after that. In the store that is left it is in, beside a goal of one's own, `own`.
pub fn comes_in(path: &str, options: &[&str], counts: &[(&str, u64)]) -> Store {
    let mut store = Store::new();
    // No sample tells of a later day.
    store.at("2026-12-01");
    store.ok(&["add", "A goal of one's own", "every:day", "code:own"]);
    store.ok(&["check", "own"]);
    comes_into(&store, path, options, counts);
    store
}

/// The same into a store that is there.
pub fn comes_into(store: &Store, path: &str, options: &[&str], counts: &[(&str, u64)]) {
    let file = argument(path);
    let import = [&["import", file.as_str()], options].concat();
    let before = views(store);
    let journal = store.journal();
    let told = store.json(&[&import[..], &["--dry-run"]].concat());
    assert_eq!(counted(&told), expected(counts), "{path}: {told}");
    assert_eq!(store.journal(), journal, "{path}: looking writes nothing");
    let told = store.json(&import);
    assert_eq!(counted(&told), expected(counts), "{path}: {told}");
    let after = views(store);
    assert_ne!(after, before, "{path}: something came in");
    let journal = store.journal();
    let again = store.json(&import);
    assert_eq!(counted(&again), Vec::new(), "{path}: the same again adds nothing: {again}");
    assert_eq!(store.journal(), journal, "{path}: the same again writes nothing");
    store.ok(&["undo"]);
    assert_eq!(views(store), before, "{path}: undo leaves everything as it was");
    let told = store.json(&import);
    assert_eq!(counted(&told), expected(counts), "{path}: it comes in again after undo: {told}");
    assert_eq!(views(store), after, "{path}: as it was before undo");
}

/// What programs are told of a store.
pub fn views(store: &Store) -> Vec<Value> {
    let commands: [&[&str]; 5] =
        [&["list", "--all"], &["log", "--all"], &["streaks"], &["progress"], &["today", "--all"]];
    let mut found: Vec<Value> = commands.iter().map(|command| store.json(command)).collect();
    // Each import is another entry, written at another moment.
    for view in &mut found {
        for entry in view["entries"].as_array_mut().into_iter().flatten() {
            let entry = entry.as_object_mut().expect("an entry");
            for name in ["id", "mark", "at"] {
                entry.remove(name);
            }
        }
    }
    found
}

/// What is not 0 of what an import counts, by name.
fn counted(told: &Value) -> Vec<(String, u64)> {
    let new = told["new"].as_object().expect("counts");
    let counts = new.iter().map(|(name, count)| (name.clone(), count.as_u64().expect("a number")));
    let mut found: Vec<(String, u64)> = counts.filter(|(_, count)| *count > 0).collect();
    found.sort();
    found
}

fn expected(counts: &[(&str, u64)]) -> Vec<(String, u64)> {
    let mut found: Vec<(String, u64)> =
        counts.iter().map(|(name, count)| ((*name).to_owned(), *count)).collect();
    found.sort();
    found
}

/// What was done for a goal, as `log --json` tells it: days and amounts, the earliest first.
pub fn days(store: &Store, code: &str) -> Vec<(String, f64)> {
    let log = store.json(&["log", "--all", "--goal", code]);
    let entries = log["entries"].as_array().expect("entries").clone();
    let told = entries.iter().filter(|entry| entry["kind"] == "check" || entry["kind"] == "reading");
    let mut found: Vec<(String, f64)> = told
        .map(|entry| {
            let day = entry["day"].as_str().expect("a day").to_owned();
            (day, entry["amount"].as_f64().expect("an amount"))
        })
        .collect();
    found.reverse();
    found
}

/// The goals that are there, archived ones too, beside `own`: code and title.
pub fn goals(store: &Store) -> Vec<(String, String)> {
    let list = store.json(&["list", "--all"]);
    let mut found = Vec::new();
    let mut open: Vec<Value> = list["goals"].as_array().expect("goals").iter().rev().cloned().collect();
    while let Some(goal) = open.pop() {
        let text = |name: &str| goal[name].as_str().expect("a text").to_owned();
        if text("code") != "own" {
            found.push((text("code"), text("title")));
        }
        open.extend(goal["children"].as_array().into_iter().flatten().rev().cloned());
    }
    found
}
