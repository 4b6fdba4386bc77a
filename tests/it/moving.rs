//! `move`: a goal elsewhere in the tree.

use serde_json::json;

use crate::common::{codes, guest_posts};
use crate::harness::Store;

fn steps(store: &Store) -> Vec<String> {
    codes(&store.json(&["list", "post"])["goals"][0]["children"])
}

#[test]
fn to_the_top_and_under_another() {
    let store = guest_posts();
    store.ok(&["move", "ED", "--top"]);
    assert_eq!(codes(&store.json(&["list"])["goals"]), ["gp", "kids", "ed"]);
    assert_eq!(store.goal("ed")["cadence"], "once", "its cadence was its parent's (2.6)");
    store.ok(&["move", "ed", "--under", "kids"]);
    assert_eq!(store.goal("ed")["path"], json!(["kids", "ed"]));
    assert_eq!(store.goal("ed")["cadence"], "day");
    assert_eq!(store.goal("ed")["area"], "family");
}

#[test]
fn before_and_behind_a_sibling() {
    let store = guest_posts();
    store.ok(&["move", "pub", "--before", "pitch"]);
    assert_eq!(steps(&store), ["pub", "pitch", "fu", "outl", "write", "ed", "si"]);
    store.ok(&["move", "pub", "--after-sibling", "fu"]);
    assert_eq!(steps(&store), ["pitch", "fu", "pub", "outl", "write", "ed", "si"]);
    store.ok(&["move", "pitch", "--after-sibling", "si"]);
    assert_eq!(steps(&store), ["fu", "pub", "outl", "write", "ed", "si", "pitch"]);
    store.ok(&["move", "kids", "--before", "gp"]);
    assert_eq!(codes(&store.json(&["list"])["goals"]), ["kids", "gp"]);
}

#[test]
fn many_moves_to_the_same_place() {
    let store = guest_posts();
    for _ in 0..4 {
        for code in ["si", "ed", "write"] {
            store.ok(&["move", code, "--after-sibling", "pitch"]);
        }
    }
    assert_eq!(steps(&store), ["pitch", "write", "ed", "si", "fu", "outl", "pub"]);
}

#[test]
fn where_it_stands_already_writes_nothing() {
    let store = guest_posts();
    let before = store.journal();
    store.ok(&["move", "gp", "--top"]);
    store.ok(&["move", "ed", "--under", "post"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn its_history_goes_with_it() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4"]);
    store.ok(&["move", "post", "--top"]);
    assert_eq!(store.goal("pitch")["done"], 4);
    assert_eq!(store.goal("pitch")["path"], json!(["post", "pitch"]));
    assert_eq!(store.json(&["move", "post", "--under", "gp"])["changed"][0]["code"], "post");
}

#[test]
fn another_cadence_is_told_2_6() {
    let store = guest_posts();
    let out = store.ok(&["move", "ed", "--top"]);
    assert!(out.contains("once, was every week"), "{out}");
    let out = store.ok(&["move", "ed", "--under", "gp"]);
    assert!(!out.contains("was"), "once it stays: {out}");
}
