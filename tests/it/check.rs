//! `check`: amounts, days, all or nothing.

use serde_json::{Value, json};

use crate::common::{codes, find, has_keys, says, with_goals};
use crate::harness::Store;

fn done(store: &Store, code: &str) -> Value {
    store.goal(code)["done"].clone()
}

#[test]
fn several_at_once_in_any_case() {
    let store = with_goals(&["Alpha every:day", "Beta every:day", "Gamma n:3 every:day"]);
    store.ok(&["check", "ALPHA", "Beta", "gamma+2"]);
    assert_eq!(
        (done(&store, "alpha"), done(&store, "beta"), done(&store, "gamma")),
        (json!(1), json!(1), json!(2))
    );
    assert_eq!(store.journal().len(), 4, "one command is one line");
}

#[test]
fn a_day_is_looked_for_backwards() {
    let store = with_goals(&["Run n:99 unit:km every:day code:run"]);
    for (typed, day, spoken) in [
        ("yesterday", "2026-11-17", "Tuesday 17 November 2026"),
        ("wed", "2026-11-18", "Wednesday 18 November 2026"),
        ("thursday", "2026-11-12", "Thursday 12 November 2026"),
        ("11-18", "2026-11-18", "Wednesday 18 November 2026"),
        ("6 Jun", "2026-06-06", "Saturday 6 June 2026"),
        ("-2w", "2026-11-04", "Wednesday 4 November 2026"),
        ("-1m", "2026-10-18", "Sunday 18 October 2026"),
    ] {
        let ran = store.run(&["check", "run", "--on", typed, "--json"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let told: Value = serde_json::from_str(&ran.out).expect("a document");
        assert_eq!(told["changed"][0]["day"], day, "{typed}");
        assert!(ran.err.contains(typed) && ran.err.contains(spoken), "{typed}: {ran:?}");
    }
    let ran = store.run(&["check", "run", "--on", "2026-11-16"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "a date is not echoed");
    let ran = store.run(&["check", "run"]);
    assert_eq!(ran.err, "");
}

#[test]
fn a_note_stands_on_each() {
    let store = with_goals(&["Alpha every:day", "Beta every:day"]);
    store.ok(&["check", "alpha", "beta", "--note", "- in the rain"]);
    let entries = store.json(&["log"])["entries"].clone();
    for code in ["alpha", "beta"] {
        assert_eq!(find(&entries, code)["note"], "- in the rain");
    }
}

#[test]
fn json_tells_the_code_the_day_and_the_new_totals() {
    let store = with_goals(&["Pitch n:12 unit:emails every:week code:pitch", "Kids every:day"]);
    let told = store.json(&["check", "pitch+4", "kids"]);
    assert_eq!(codes(&told["changed"]), ["pitch", "kids"]);
    has_keys(&told["changed"][0], "code day done target");
    let pitch = &told["changed"][0];
    says(pitch, &json!({"day": "2026-11-18", "done": 4, "target": 12}));
}

#[test]
fn nothing_is_asked_without_a_terminal() {
    let store = with_goals(&["Run every:day code:run"]);
    let ran = store.run_with_input(&["check"], "run\n");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(store.journal().len(), 1);
}

#[test]
fn a_check_off_in_no_period_says_so_2_2() {
    let mut store = with_goals(&["Gym every:weekday code:gym"]);
    store.at("2026-11-21");
    let out = store.ok(&["check", "gym"]);
    assert!(
        out.contains("not due on Saturdays; for last Friday: `goals check gym --on \"last fri\"`"),
        "{out}"
    );
    assert_eq!(store.streak("gym")["met"], 0);
    // On a day on which it is due, and of one that has ended, nothing is offered.
    let out = store.ok(&["check", "gym", "--on", "2026-11-15"]);
    assert!(out.contains("not due on Sundays"), "{out}");
    store.ok(&["add", "Swim every:tue from:2026-11-01 by:2026-11-18 code:swim"]);
    let out = store.ok(&["check", "swim"]);
    assert!(out.contains("after its last day") && !out.contains("--on"), "{out}");
}
