//! `undo` and `redo`: commands taken back, one by one.

use serde_json::{Value, json};

use crate::common::{codes, find, guest_posts, shown};
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
fn again_takes_the_one_before() {
    let store = guest_posts();
    store.ok(&["check", "pitch"]);
    store.ok(&["check", "pitch+2"]);
    store.ok(&["check", "pitch+3"]);
    for left in [3, 1, 0] {
        store.ok(&["undo"]);
        assert_eq!(done(&store, "pitch"), left);
    }
}

#[test]
fn redo_takes_undos_back_one_by_one() {
    let store = guest_posts();
    store.ok(&["check", "pitch"]);
    store.ok(&["check", "pitch+2"]);
    store.ok(&["undo"]);
    store.ok(&["undo"]);
    for now in [1, 3] {
        let out = store.ok(&["redo"]);
        assert!(out.contains("pitch"), "{out}");
        assert_eq!(done(&store, "pitch"), now);
    }
    let before = store.journal();
    store.ok(&["redo"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn nothing_is_redone_after_another_command() {
    let store = guest_posts();
    store.ok(&["check", "pitch"]);
    store.ok(&["undo"]);
    store.ok(&["check", "kids"]);
    let before = store.journal();
    store.ok(&["redo"]);
    assert_eq!(store.journal(), before);
    assert_eq!(done(&store, "pitch"), 0);
}

#[test]
fn what_was_redone_can_be_undone() {
    let store = guest_posts();
    store.ok(&["check", "pitch+2"]);
    for left in [0, 2, 0, 2] {
        store.ok(&[if left == 0 { "undo" } else { "redo" }]);
        assert_eq!(done(&store, "pitch"), left);
    }
}

#[test]
fn nothing_to_undo_is_no_failure() {
    let store = Store::new();
    assert!(!store.ok(&["undo"]).is_empty());
    assert!(!store.ok(&["redo"]).is_empty());
    assert!(store.journal().is_empty());
}

#[test]
fn another_device_s_commands_stay_10_2() {
    let mut store = Store::new();
    store.on_device("desk").ok(&["add", "Run n:9 every:day code:run"]);
    store.ok(&["check", "run"]);
    store.on_device("phone").ok(&["undo"]);
    assert_eq!(done(&store, "run"), 1, "the phone did nothing yet");
    store.ok(&["check", "run+2"]);
    store.on_device("desk").ok(&["undo"]);
    assert_eq!(done(&store, "run"), 2);
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
        &["config", "me", "ann"],
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
fn an_undone_goal_is_gone_and_its_code_free() {
    let store = Store::new();
    store.ok(&["add", "Run", "--code", "run"]);
    store.ok(&["undo"]);
    assert_eq!(store.json(&["list", "--all"])["goals"], json!([]));
    store.refused(1, &["check", "run"], "run");
    store.ok(&["add", "Rune", "--code", "run"]);
    assert_eq!(shown(&store, "run")["title"], "Rune");
}

#[test]
fn an_undone_goal_with_check_offs_of_another_device_is_kept_out_of_sight_10_2() {
    let mut store = Store::new();
    store.on_device("desk").ok(&["add", "Run n:9 every:day code:run"]);
    store.on_device("phone").ok(&["check", "run+2"]);
    store.on_device("desk").ok(&["undo"]);
    assert_eq!(store.json(&["list"])["goals"], json!([]));
    let all = store.json(&["list", "--all"]);
    assert_eq!(codes(&all["goals"]), ["run"]);
    assert_eq!(find(&store.json(&["log"])["entries"], "run")["amount"], 2);
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
