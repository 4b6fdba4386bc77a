//! `win`: something done that nobody planned.

use serde_json::{Value, json};

use crate::common::{guest_posts, has_keys, says};
use crate::harness::Store;

#[test]
fn a_win_stands_in_today_and_in_the_log() {
    let store = Store::new();
    store.ok(&["win", "Fixed", "the", "gate", "--area", "family"]);
    let today = store.json(&["today"]);
    let win = &today["done_today"][0];
    says(win, &json!({"code": null, "title": "Fixed the gate", "area": "family"}));
    let entry = store.json(&["log"])["entries"][0].clone();
    says(&entry, &json!({"code": null, "title": "Fixed the gate", "day": "2026-11-18"}));
    assert!(store.ok(&["today"]).contains("Fixed the gate"));
    assert!(store.ok(&["log"]).contains("Fixed the gate"));
}

#[test]
fn it_is_no_goal_and_feeds_nothing() {
    let store = guest_posts();
    store.ok(&["win", "A reader wrote", "--under", "gp"]);
    assert_eq!(store.goal("gp")["done"], 0);
    assert_eq!(store.goal("gp")["children"], 1);
    assert_eq!(store.json(&["list"])["goals"].as_array().map(Vec::len), Some(2));
}

#[test]
fn under_a_goal_it_is_found_by_that_goal() {
    let store = guest_posts();
    store.ok(&["win", "A hug", "--under", "kids"]);
    store.ok(&["win", "A new client"]);
    let entries = store.json(&["log", "--goal", "kids"])["entries"].clone();
    assert_eq!(entries.as_array().map(Vec::len), Some(1), "{entries}");
    assert_eq!((&entries[0]["title"], &entries[0]["area"]), (&json!("A hug"), &json!("family")));
}

#[test]
fn on_another_day_which_is_echoed() {
    let store = Store::new();
    let ran = store.run(&["win", "Cooked", "--on", "fri"]);
    assert!(ran.err.contains("Friday 13 November 2026"), "{ran:?}");
    assert_eq!(store.json(&["log"])["entries"][0]["day"], "2026-11-13");
    assert_eq!(store.json(&["today"])["done_today"], json!([]));
    assert_eq!(store.json(&["today", "--on", "2026-11-13"])["done_today"][0]["title"], "Cooked");
}

#[test]
fn keys_are_no_keys_in_a_win() {
    let store = Store::new();
    store.ok(&["win", "Read n:3 pages at 10:30"]);
    assert_eq!(store.json(&["log"])["entries"][0]["title"], "Read n:3 pages at 10:30");
}

#[test]
fn undo_takes_it_back() {
    let store = Store::new();
    store.ok(&["win", "Cooked"]);
    assert!(store.ok(&["undo"]).contains("Cooked"));
    assert_eq!(store.json(&["log"])["entries"], json!([]));
}

#[test]
fn json_tells_what_was_written() {
    let store = Store::new();
    let told = store.json(&["win", "Cooked"]);
    has_keys(&told["changed"][0], "code day");
    assert_eq!(told["changed"][0]["code"], Value::Null);
}
