//! `list`: the tree.

use serde_json::json;

use crate::common::{codes, guest_posts, has_keys};
use crate::files::{append, first_goal, line, shard, watered};

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

/// Another machine's clock was ahead: until that day it is there.
#[test]
fn an_archive_dated_ahead_is_shown_until_its_day() {
    let mut store = watered();
    let goal = first_goal(&store);
    append(
        &shard(&store),
        format!("{}\n", line(1, &format!(r#"{{"archive":{{"goal":"{goal}","day":"2026-11-20"}}}}"#))),
    );
    assert_eq!(codes(&store.json(&["list"])["goals"]), ["w"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["w"]);
    store.at("2026-11-20");
    assert_eq!(store.json(&["list"])["goals"], json!([]));
    assert_eq!(store.json(&["today"])["goals"], json!([]));
}
