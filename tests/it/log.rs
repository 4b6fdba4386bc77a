//! `log`: what was done, newest first.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, has_keys, with_goals};
use crate::harness::Store;

/// Guest posts with things done on three days.
fn store() -> Store {
    let mut store = guest_posts();
    store.at("2026-11-16T09:00:00+01:00").ok(&["check", "pitch+3", "--note", "three at once"]);
    store.at("2026-11-17T09:00:00+01:00").ok(&["check", "kids"]);
    store.at("2026-11-17T10:00:00+01:00").ok(&["check", "pitch"]);
    store.at(crate::harness::NOW).ok(&["win", "A reader wrote", "--area", "work"]);
    store
}

#[test]
fn newest_first_with_what_was_promised() {
    let store = store();
    let entries = store.json(&["log"])["entries"].clone();
    assert_eq!(codes(&entries), ["-", "pitch", "kids", "pitch"]);
    for entry in entries.as_array().expect("entries") {
        has_keys(entry, "id at day code title amount note by");
    }
    let first = &entries[3];
    assert_eq!((&first["day"], &first["amount"]), (&json!("2026-11-16"), &json!(3)));
    assert_eq!((&first["note"], &first["title"]), (&json!("three at once"), &json!("Pitch websites")));
    assert_eq!((&entries[0]["code"], &entries[0]["note"]), (&Value::Null, &Value::Null));
}

#[test]
fn by_tells_the_device() {
    let mut store = Store::new();
    store.on_device("desk").ok(&["win", "Cooked"]);
    assert!(store.json(&["log"])["entries"][0]["by"].as_str().is_some_and(|by| by.starts_with("desk")));
}

#[test]
fn since_and_until_are_inclusive() {
    let store = store();
    let of = |args: &[&str]| codes(&store.json(&[&["log"], args].concat())["entries"]);
    assert_eq!(of(&["--since", "2026-11-17"]), ["-", "pitch", "kids"]);
    assert_eq!(of(&["--until", "2026-11-16"]), ["pitch"]);
    assert_eq!(of(&["--since", "2026-11-17", "--until", "2026-11-17"]), ["pitch", "kids"]);
    assert_eq!(of(&["--since", "-2w"]).len(), 4);
    assert_eq!(of(&["--since", "today"]), ["-"]);
}

#[test]
fn days_are_looked_for_backwards_and_echoed() {
    let store = store();
    let ran = store.run(&["log", "--since", "tue"]);
    assert!(ran.err.contains("Tuesday 17 November 2026"), "{ran:?}");
    store.refused(2, &["log", "--since", "someday"], "someday");
}

#[test]
fn a_goal_stands_for_what_is_below_it() {
    let store = store();
    let of = |args: &[&str]| codes(&store.json(&[&["log"], args].concat())["entries"]);
    assert_eq!(of(&["--goal", "gp"]), ["pitch", "pitch"]);
    assert_eq!(of(&["--goal", "KIDS"]), ["kids"]);
    store.refused(1, &["log", "--goal", "gb"], "gb");
}

#[test]
fn one_area_alone() {
    let store = store();
    let of = |args: &[&str]| codes(&store.json(&[&["log"], args].concat())["entries"]);
    assert_eq!(of(&["--area", "family"]), ["kids"]);
    assert_eq!(of(&["--area", "Work"]), ["-"]);
}

#[test]
fn one_of_a_unit_is_told_in_the_singular() {
    let store = with_goals(&["Empty cans code:can every:week n:5 unit:cans"]);
    store.ok(&["check", "can"]);
    store.ok(&["check", "can+2"]);
    let page = store.ok(&["log"]);
    assert!(page.contains("+1 can ") && page.contains("+2 cans "), "{page}");
}
