//! `archive`: out of sight, history kept.

use crate::common::{codes, guest_posts, line_with, shown};
use crate::harness::Store;

#[test]
fn a_goal_goes_out_of_sight_with_its_subtree_and_keeps_its_history() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4"]);
    store.ok(&["archive", "GP"]);
    assert_eq!(codes(&store.json(&["list"])["goals"]), ["kids"]);
    assert_eq!(codes(&store.json(&["today", "--all"])["goals"]), ["kids"]);
    assert_eq!(codes(&store.json(&["streaks"])["goals"]), ["kids"]);
    assert_eq!(codes(&store.json(&["log"])["entries"]), ["pitch"]);
    assert_eq!(shown(&store, "pitch")["done"], 4);
}

#[test]
fn it_comes_back_as_it_was() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4"]);
    let before = (store.json(&["list"]), store.goal("pitch"));
    store.ok(&["archive", "gp"]);
    store.ok(&["archive", "gp", "--undo"]);
    assert_eq!((store.json(&["list"]), store.goal("pitch")), before);
}

#[test]
fn nothing_is_written_twice() {
    let store = guest_posts();
    store.ok(&["archive", "kids"]);
    let before = store.journal();
    store.ok(&["archive", "kids"]);
    store.ok(&["archive", "gp", "--undo"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn a_code_in_use_keeps_an_archived_goal_from_coming_back_10_3() {
    let store = Store::new();
    store.ok(&["add", "Old run", "--code", "run"]);
    store.ok(&["archive", "run"]);
    store.ok(&["add", "New run", "--code", "run"]);
    assert_eq!(shown(&store, "run")["title"], "New run");
    store.ok(&["archive", "run"]);
    store.ok(&["add", "Newest run", "--code", "run"]);
    store.ok(&["archive", "run"]);
    store.ok(&["archive", "run", "--undo"]);
    assert_eq!(shown(&store, "run")["title"], "Newest run", "the one archived last");
}

#[test]
fn a_goal_below_an_archived_one_comes_back_with_that() {
    let store = guest_posts();
    store.ok(&["archive", "post"]);
    let ran = store.refused(1, &["check", "pitch"], "archived");
    assert!(ran.err.contains("goals archive post --undo"), "{ran:?}");
    store.refused(1, &["archive", "pitch", "--undo"], "pitch");
}

#[test]
fn several_at_once_and_all_or_nothing() {
    let store = guest_posts();
    store.refused(1, &["archive", "kids", "nowhere"], "nowhere");
    assert_eq!(codes(&store.json(&["list"])["goals"]), ["gp", "kids"]);
    let told = store.json(&["archive", "kids", "ed"]);
    assert_eq!(codes(&told["changed"]), ["kids", "ed"]);
    store.refused(2, &["archive"], "");
    line_with(&store.ok(&["list", "--all"]), "Edit");
}
