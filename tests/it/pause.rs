//! `pause` and `resume`: days that can't break anything.

use serde_json::json;

use crate::common::{codes, guest_posts, with_goals};
use crate::harness::Store;

/// A daily `run`, met on 16 and 17 November.
fn run() -> Store {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Run every:day code:run"]);
    store.ok(&["check", "run"]);
    store.at("2026-11-17").ok(&["check", "run"]);
    store.at("2026-11-18");
    store
}

#[test]
fn days_are_looked_for_ahead_and_echoed() {
    let store = run();
    let ran = store.run(&["pause", "run", "--from", "fri", "--until", "12-01"]);
    assert!(
        ran.err.contains("Friday 20 November 2026") && ran.err.contains("Tuesday 1 December 2026"),
        "{ran:?}"
    );
    assert_eq!(store.goal("run")["state"], "open");
}

#[test]
fn a_pause_in_the_past_forgives() {
    let mut store = run();
    store.at("2026-11-21");
    assert_eq!(store.streak("run")["current"], 0);
    store.ok(&["pause", "run", "--from", "-3d", "--until", "yesterday"]);
    assert_eq!(store.streak("run")["current"], 2);
}

#[test]
fn resume_all_ends_a_vacation() {
    let mut store = run();
    store.ok(&["pause", "--all"]);
    store.at("2026-11-20").ok(&["resume", "--all"]);
    assert_eq!((&store.goal("run")["state"], &store.streak("run")["current"]), (&json!("open"), &json!(2)));
}

#[test]
fn to_resume_what_is_not_paused_writes_nothing() {
    let store = run();
    let before = store.journal();
    store.ok(&["resume", "run"]);
    store.ok(&["resume", "--all"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn several_at_once_with_json() {
    let store = guest_posts();
    assert_eq!(codes(&store.json(&["pause", "kids", "pitch"])["changed"]), ["kids", "pitch"]);
    assert_eq!(codes(&store.json(&["resume", "kids", "pitch"])["changed"]), ["kids", "pitch"]);
}

#[test]
fn json_of_a_pause_of_everything_names_what_it_covers() {
    let store = with_goals(&["Run every:day code:run", "Read every:day code:read"]);
    store.ok(&["archive", "read"]);
    for args in [&["pause", "--all"][..], &["resume", "--all"]] {
        let changed = store.json(args)["changed"].clone();
        assert_eq!(changed.as_array().expect("a list").len(), 1, "{args:?}: {changed}");
        assert_eq!(changed[0]["code"], "run");
    }
    assert_eq!(store.json(&["resume", "--all"])["changed"], json!([]));
}
