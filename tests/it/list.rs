//! `list`: the tree.

use serde_json::json;

use crate::common::{codes, guest_posts, has_keys};
use crate::harness::Store;

#[test]
fn the_tree_with_state() {
    let store = guest_posts();
    store.ok(&["check", "kids"]);
    let list = store.json(&["list"]);
    assert_eq!(codes(&list["goals"]), ["gp", "kids"]);
    assert_eq!(codes(&list["goals"][0]["children"]), ["post"]);
    assert_eq!(
        codes(&list["goals"][0]["children"][0]["children"]),
        ["pitch", "fu", "outl", "write", "ed", "si", "pub"]
    );
    has_keys(&list["goals"][0], &["code", "title", "state", "children"]);
    assert_eq!((&list["goals"][1]["state"], &list["goals"][1]["children"]), (&json!("met"), &json!([])));
}

#[test]
fn one_goal_and_what_is_below_it() {
    let store = guest_posts();
    let list = store.json(&["list", "POST"]);
    assert_eq!(codes(&list["goals"]), ["post"]);
    assert_eq!(list["goals"][0]["children"].as_array().map(Vec::len), Some(7));
    store.refused(1, &["list", "pots"], "pots");
}

#[test]
fn archived_goals_with_all() {
    let store = guest_posts();
    store.ok(&["archive", "kids", "ed"]);
    assert_eq!(codes(&store.json(&["list"])["goals"]), ["gp"]);
    assert_eq!(codes(&store.json(&["list", "--all"])["goals"]), ["gp", "kids"]);
}

#[test]
fn an_empty_store() {
    let store = Store::new();
    assert_eq!(store.json(&["list"])["goals"], json!([]));
    assert!(!store.dir().exists());
}
