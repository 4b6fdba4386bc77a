//! `list`: the tree.

use serde_json::json;

use crate::common::{codes, guest_posts, has_keys};

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
    has_keys(&list["goals"][0], "code title state children");
    assert_eq!((&list["goals"][1]["state"], &list["goals"][1]["children"]), (&json!("met"), &json!([])));
}
