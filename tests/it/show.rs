//! `show`: one goal whole.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, shown, with_goals};
use crate::harness::Store;

#[test]
fn recent_check_offs_newest_first() {
    let store = guest_posts();
    store.ok(&["check", "pitch+3", "--on", "2026-11-16", "--note", "three"]);
    store.ok(&["check", "pitch+2"]);
    let recent = shown(&store, "pitch")["recent"].clone();
    assert_eq!((&recent[0]["day"], &recent[0]["amount"]), (&json!("2026-11-18"), &json!(2)));
    assert_eq!((&recent[1]["amount"], &recent[1]["note"]), (&json!(3), &json!("three")));
}

#[test]
fn dependencies_stand_in_both_directions() {
    let store = with_goals(&["Move house code:mh"]);
    store.types(
        "split mh 'Get boxes code:boxes' 'Pack code:pack after:boxes' 'Drive code:drive after:pack,boxes'",
    );
    let (boxes, pack) = (shown(&store, "boxes"), shown(&store, "pack"));
    assert_eq!(
        (codes(&boxes["after"]), codes(&boxes["before"])),
        (vec![], vec!["pack".into(), "drive".into()])
    );
    assert_eq!((codes(&pack["after"]), codes(&pack["before"])), (vec!["boxes".into()], vec!["drive".into()]));
}

#[test]
fn the_whys_of_all_ancestors_from_the_top_down() {
    let store = with_goals(&["Be independent code:ind why:\"time is mine\""]);
    store.types(
        "split ind 'Earn from writing code:earn why:\"it is what I can\"' '  Pitch code:pitch why:\"no \
         pitch, no post\"'",
    );
    let path = shown(&store, "pitch")["path"].clone();
    assert_eq!(codes(&path), ["ind", "earn"]);
    assert_eq!((&path[0]["why"], &path[1]["why"]), (&json!("time is mine"), &json!("it is what I can")));
}

#[test]
fn schedule_versions() {
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Pitch n:12 unit:emails every:week code:pitch"]);
    store.at("2026-11-18").ok(&["edit", "pitch", "--target", "14"]);
    store.at("2026-11-30").ok(&["edit", "pitch", "--every", "month", "--at-most", "40"]);
    let schedule = shown(&store, "pitch")["schedule"].clone();
    assert_eq!(schedule.as_array().map(Vec::len), Some(3), "{schedule}");
    assert_eq!((&schedule[2]["at_most"], &schedule[2]["every"]), (&json!(true), &json!("month")));
}

/// A day on which something was done and taken back comes to nothing, and is shown all the same.
#[test]
fn what_was_taken_back_long_ago_is_among_the_last_check_offs() {
    let mut store = Store::new();
    store.at("2026-01-05").ok(&["add", "Read every:day code:read"]);
    store.ok(&["check", "read"]);
    store.ok(&["check", "read=0"]);
    store.at("2026-11-18").ok(&["check", "read"]);
    let amounts: Vec<Value> = shown(&store, "read")["recent"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|recent| recent["amount"].clone())
        .collect();
    assert_eq!(amounts, [json!(1), json!(-1), json!(1)]);
}
