//! `list`: the tree.

use serde_json::json;

use crate::common::{codes, guest_posts, has_keys, line_with};
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
fn the_page_is_set_in_by_depth() {
    let store = guest_posts();
    let out = store.ok(&["list"]);
    let indent = |words: &str| line_with(&out, words).find(|c: char| !c.is_whitespace()).unwrap_or(0);
    assert!(indent("Publish") < indent("Guest post of"), "{out}");
    assert!(indent("Guest post of") < indent("Pitch"), "{out}");
    assert_eq!(indent("Pitch"), indent("Follow"), "{out}");
    assert_eq!(indent("Publish"), indent("Time with"), "{out}");
    assert!(line_with(&out, "Pitch").contains("open"), "{out}");
}

#[test]
fn one_goal_and_what_is_below_it() {
    let store = guest_posts();
    let list = store.json(&["list", "POST"]);
    assert_eq!(codes(&list["goals"]), ["post"]);
    assert_eq!(list["goals"][0]["children"].as_array().map(Vec::len), Some(7));
    assert!(!store.ok(&["list", "post"]).contains("Publish"));
    store.refused(1, &["list", "pots"], "pots");
}

#[test]
fn archived_goals_with_all() {
    let store = guest_posts();
    store.ok(&["archive", "kids", "ed"]);
    assert_eq!(codes(&store.json(&["list"])["goals"]), ["gp"]);
    assert!(!store.ok(&["list"]).contains("Edit"));
    assert_eq!(codes(&store.json(&["list", "--all"])["goals"]), ["gp", "kids"]);
    assert!(line_with(&store.ok(&["list", "--all"]), "Edit").contains("archived"));
}

#[test]
fn an_empty_store() {
    let store = Store::new();
    assert!(store.ok(&["list"]).contains("goals add"));
    assert_eq!(store.json(&["list"])["goals"], json!([]));
    assert!(!store.dir().exists());
}
