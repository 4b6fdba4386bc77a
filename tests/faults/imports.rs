//! The fault matrix: an import that is killed, or for which there is no room, is whole or absent, and the next one
//! brings it.

use serde_json::Value;

use crate::files::{shard, watered};
use crate::harness::Store;
use crate::shard::{get, put};
use crate::strace::{own_calls, strace};
use crate::tools::needs;

/// Two habits on four days, of which five are done.
const TABLE: &str = "Date,Yoga,Piano\n2026-11-12,1,0\n2026-11-13,1,1\n2026-11-14,0,1\n2026-11-15,1,0\n";
const DONE: usize = 5;

fn with_table() -> Store {
    let store = watered();
    put(&store.home().join("habits.csv"), TABLE);
    store
}

fn arguments(store: &Store) -> [String; 2] {
    ["import".to_owned(), store.home().join("habits.csv").display().to_string()]
}

/// How many check-offs there are of the table's habits.
fn came_in(store: &Store) -> usize {
    let log = store.json(&["log", "--all"]);
    let entries = log["entries"].as_array().expect("entries");
    let is_theirs = |entry: &&Value| entry["title"] == "Yoga" || entry["title"] == "Piano";
    entries.iter().filter(is_theirs).count()
}

#[test]
fn an_import_killed_at_each_system_call_is_whole_or_absent() {
    needs!("strace");
    let seen = with_table();
    let args = arguments(&seen);
    let calls = own_calls(&seen.command(&args.each_ref().map(String::as_str)), seen.home());
    let (mut absent, mut whole) = (0, 0);
    for call in &calls {
        let store = with_table();
        let args = arguments(&store);
        let args = args.each_ref().map(String::as_str);
        let path = shard(&store);
        let before = get(&path);
        let what = format!("{} {}", call.name, call.when);
        let fault = format!("signal=SIGKILL:when={}", call.when);
        let traced = strace(&store.command(&args), store.home(), &call.name, &fault);
        assert!(traced.was_killed() || traced.ran.code == 0, "{what}: {traced:?}");
        match came_in(&store) {
            0 => absent += 1,
            DONE => whole += 1,
            some => panic!("{what}: {some} of {DONE}"),
        }
        assert!(traced.was_killed() || came_in(&store) == DONE, "{what}: acknowledged");
        assert_eq!(get(&path), before, "{what}: another file changed");
        store.ok(&args);
        assert_eq!(came_in(&store), DONE, "{what}: the next one brings what is missing, and nothing twice");
        assert_eq!(store.run(&["doctor"]).code, 0, "{what}");
    }
    assert!(absent > 20 && whole > 3, "kills before and after: {absent}, {whole}");
}

#[test]
fn an_import_for_which_there_is_no_room_is_told_and_leaves_nothing() {
    needs!("strace");
    for (call, error) in [("write", "ENOSPC"), ("fsync", "EIO"), ("rename", "EDQUOT")] {
        let store = with_table();
        let args = arguments(&store);
        let args = args.each_ref().map(String::as_str);
        let traced = strace(&store.command(&args), store.home(), call, &format!("error={error}:when=1"));
        assert_eq!(traced.ran.code, 74, "{call}: {traced:?}");
        assert_eq!(came_in(&store), 0, "{call}");
        store.ok(&args);
        assert_eq!(came_in(&store), DONE, "{call}");
    }
}
