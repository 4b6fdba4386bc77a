//! `undo` and `redo`: commands taken back, one by one.

use serde_json::{Value, json};

use crate::common::{find, guest_posts, shown};
use crate::harness::Store;

fn done(store: &Store, code: &str) -> Value {
    store.goal(code)["done"].clone()
}

#[test]
fn the_last_command_is_taken_back_whole_and_named() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4", "kids"]);
    let out = store.ok(&["undo"]);
    assert!(out.contains("pitch") && out.contains("kids"), "{out}");
    assert_eq!((done(&store, "pitch"), done(&store, "kids")), (json!(0), json!(0)));
}

#[test]
fn a_command_that_wrote_nothing_is_passed_over() {
    let store = guest_posts();
    store.ok(&["check", "kids"]);
    store.ok(&["check", "kids"]);
    store.ok(&["undo"]);
    assert_eq!(done(&store, "kids"), 0);
}

#[test]
fn every_kind_of_command_can_be_undone_and_redone() {
    let store = guest_posts();
    store.ok(&["check", "pitch"]);
    store.ok(&["reward", "add", "gp", "Cake"]);
    store.ok(&["reward", "add", "pitch", "Pie", "--at", "1"]);
    let state = |store: &Store| {
        let mut all = store.json(&["today", "--all"]);
        all["list"] = store.json(&["list", "--all"]);
        all["config"] = store.json(&["config"]);
        all["streaks"] = store.json(&["streaks"]);
        all["rewards"] = store.json(&["rewards"]);
        all
    };
    let before = state(&store);
    for args in [
        &["add", "Something else"][..],
        &["split", "gp", "Thank the editors"],
        &["check", "pitch=9", "kids"],
        &["skip", "fu"],
        &["win", "Cooked"],
        &["move", "ed", "--top"],
        &["pause", "kids"],
        &["pause", "--all"],
        &["archive", "post"],
        &["config", "week-start", "sunday"],
        &["reward", "add", "gp", "Tea", "--at", "50%"],
        &["reward", "remove", "1"],
        &["claim", "2"],
    ] {
        store.ok(args);
        let after = state(&store);
        assert_ne!(after, before, "{args:?}");
        store.ok(&["undo"]);
        assert_eq!(state(&store), before, "undone: {args:?}");
        store.ok(&["redo"]);
        assert_eq!(state(&store), after, "redone: {args:?}");
        store.ok(&["undo"]);
    }
}

#[test]
fn an_edit_can_be_undone_and_redone() {
    let store = guest_posts();
    store.ok(&["edit", "kids", "--title", "Play", "--target", "2", "--code", "play"]);
    store.ok(&["undo"]);
    let kids = shown(&store, "kids");
    assert_eq!((&kids["title"], &kids["target"]), (&json!("Time with the children"), &json!(1)));
    store.ok(&["redo"]);
    assert_eq!(shown(&store, "play")["title"], "Play");
}

#[test]
fn a_resume_can_be_undone() {
    let store = guest_posts();
    store.ok(&["pause", "kids"]);
    store.ok(&["resume", "kids"]);
    assert_eq!(store.goal("kids")["state"], "open");
    store.ok(&["undo"]);
    assert_eq!(store.goal("kids")["state"], "excused");
}

#[test]
fn json_tells_what_changed() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4"]);
    let told = store.json(&["undo"]);
    let pitch = find(&told["changed"], "pitch");
    assert_eq!((&pitch["done"], &pitch["day"]), (&json!(0), &json!("2026-11-18")));
    assert_eq!(find(&store.json(&["redo"])["changed"], "pitch")["done"], 4);
}

#[test]
fn undo_takes_no_arguments() {
    let store = Store::new();
    store.refused(2, &["undo", "3"], "3");
}

#[test]
fn json_of_an_undone_win_names_it() {
    let store = Store::new();
    store.ok(&["win", "Fixed the gate", "--area", "family"]);
    let changed = store.json(&["undo"])["changed"].clone();
    assert_eq!((&changed[0]["code"], &changed[0]["title"]), (&Value::Null, &"Fixed the gate".into()));
}
