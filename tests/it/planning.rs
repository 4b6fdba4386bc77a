//! `plan`: puts goals on a day.

use serde_json::{Value, json};

use crate::common::{codes, find, line_with, with_goals};
use crate::harness::Store;

fn steps() -> Store {
    let store = Store::new();
    store.ok(&["add", "Move house", "--code", "mh"]);
    store.ok(&["split", "mh", "Pack code:pack", "Rent a van code:van", "Call the bank code:bank"]);
    store
}

/// The codes that `today` shows.
fn today(store: &Store) -> Vec<String> {
    codes(&store.json(&["today"])["goals"])
}

#[test]
fn a_step_waits_for_its_day() {
    let mut store = steps();
    let ran = store.run(&["plan", "pack", "--on", "friday"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("Friday 20 November 2026"), "the day is echoed: {ran:?}");
    assert!(ran.out.contains("pack") && ran.out.contains("20 Nov"), "{ran:?}");
    assert_eq!(store.goal("pack")["state"], "waiting");
    assert_eq!(today(&store), ["mh", "van"]);
    store.at("2026-11-20");
    assert_eq!(store.goal("pack")["state"], "open");
    assert_eq!(today(&store), ["mh", "pack", "van"]);
}

#[test]
fn none_takes_it_off_its_day() {
    let store = steps();
    store.ok(&["plan", "pack", "--on", "2026-12-01"]);
    store.ok(&["plan", "pack", "--on", "none"]);
    assert_eq!(store.goal("pack")["state"], "open");
    assert_eq!(today(&store), ["mh", "pack"]);
    let before = store.journal();
    let ran = store.run(&["plan", "pack", "--on", "none"]);
    assert_eq!((ran.code, store.journal()), (0, before), "{ran:?}");
}

#[test]
fn the_same_day_again_writes_nothing() {
    let store = steps();
    store.ok(&["plan", "pack", "--on", "2026-12-01"]);
    let before = store.journal();
    let out = store.ok(&["plan", "pack", "--on", "2026-12-01"]);
    assert_eq!(store.journal(), before);
    assert!(out.contains("nothing written"), "{out}");
}

#[test]
fn several_at_once_are_one_entry_and_all_or_nothing() {
    let store = steps();
    let entries = store.journal().len();
    let document = store.json(&["plan", "pack", "van", "pack", "--on", "2026-12-01"]);
    assert_eq!(codes(&document["changed"]), ["pack", "van"]);
    assert_eq!(document["changed"][0]["day"], "2026-12-01");
    assert_eq!(store.journal().len(), entries + 1);
    store.refused(1, &["plan", "bank", "nobody", "--on", "2026-12-02"], "nobody");
    assert_eq!(store.goal("bank")["state"], "open");
    store.ok(&["undo"]);
    assert_eq!(store.goal("pack")["state"], "open");
}

#[test]
fn a_repeating_goal_has_to_have_a_period_on_the_day() {
    let store =
        with_goals(&["Run every:mon,wed,fri code:run", "Course every:week by:2026-11-30 code:course"]);
    store.refused(1, &["plan", "run", "--on", "2026-11-19"], "run");
    store.refused(1, &["plan", "course", "--on", "2026-12-09"], "course");
    store.ok(&["plan", "run", "--on", "2026-11-20"]);
}

#[test]
fn weekdays_and_dates_without_a_year_look_ahead() {
    let store = steps();
    for (day, meant) in
        [("wednesday", "25 November 2026"), ("11-18", "18 November 2026"), ("+2d", "20 November 2026")]
    {
        let ran = store.run(&["plan", "pack", "--on", day]);
        assert!(ran.code == 0 && ran.err.contains(meant), "{day}: {ran:?}");
    }
}

#[test]
fn it_stands_in_the_outline_of_that_day_and_is_explained() {
    let store = steps();
    store.ok(&["plan", "pack", "--on", "2026-11-20"]);
    let all = store.ok(&["today", "--all"]);
    assert!(line_with(&all, "Pack").contains("20 Nov"), "{all}");
    assert!(store.ok(&["why", "pack"]).contains("20 November 2026"));
    let goals: Value = store.json(&["today", "--all"])["goals"].clone();
    assert_eq!(find(&goals, "pack")["state"], json!("waiting"));
}
