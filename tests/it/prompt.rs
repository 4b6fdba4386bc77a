//! `goals prompt`.

use crate::common::with_goals;
use crate::harness::Store;

#[test]
fn an_empty_store_says_nothing() {
    let store = Store::new();
    assert_eq!(store.ok(&["prompt"]), "");
}

#[test]
fn it_counts_what_today_counts_and_names_the_longest_streak() {
    let mut store = Store::new();
    store.at("2026-11-17T09:00:00+01:00");
    store.ok(&["add", "Read every:day code:read"]);
    store.ok(&["add", "Run every:day code:run"]);
    store.ok(&["add", "Call n:3 every:week code:call"]);
    store.ok(&["check", "read"]);
    store.at("2026-11-18T09:00:00+01:00");
    assert_eq!(store.ok(&["prompt"]), "0/3 ▲1\n");
    store.ok(&["check", "read", "run"]);
    assert_eq!(store.ok(&["prompt"]), "2/3 ▲2\n");
    assert_eq!(
        store.ok(&["prompt", "--json"]).trim(),
        r#"{"schema":1,"done":2,"of":3,"streak":2,"pauses":0}"#
    );
}

#[test]
fn without_a_streak_it_counts_alone_and_without_tasks_it_names_the_streak_alone() {
    let store = with_goals(&["Read every:day code:read"]);
    assert_eq!(store.ok(&["prompt"]), "0/1\n");
    let limits = Store::new();
    limits.ok(&["add", "No sweets every:day at-most:0 code:sweets"]);
    assert_eq!(limits.ok(&["prompt"]), "");
}

#[test]
fn what_is_wrong_with_the_journal_is_left_to_other_commands() {
    let store = with_goals(&["Read every:day code:read"]);
    let shard = store.shards().remove(0);
    let journal = std::fs::read_to_string(&shard).expect("a shard");
    std::fs::write(&shard, format!("{journal}no JSON\n")).expect("a line more");
    store.ok(&["check", "read"]);
    let told = store.run(&["prompt"]);
    assert_eq!((told.out.as_str(), told.err.as_str(), told.code), ("1/1 ▲1\n", "", 0));
}
