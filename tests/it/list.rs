//! `list`: the tree.

use serde_json::json;

use crate::common::{codes, find, guest_posts, has_keys, line_with};
use crate::files::{append, first_goal, line, shard, watered};
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

/// A move of house by two people.
fn house() -> Store {
    let store = Store::new();
    store.ok(&["add", "Move house code:mh by:2026-12-31 who:Ann area:home"]);
    store.ok(&[
        "split",
        "mh",
        "Pack code:pack who:Ben after:van",
        "Order a van code:van by:2026-11-21",
        "Paint code:paint from:2026-12-01",
        "Clean code:clean",
    ]);
    store.ok(&["plan", "clean", "--on", "2026-11-20"]);
    store.ok(&["add", "Pay tax code:tax by:2026-11-10 area:money why:\"no letters from the office\""]);
    store.ok(&["add", "Swim every:week code:swim area:health"]);
    store
}

#[test]
fn owner_dates_and_what_blocks_are_told() {
    let store = house();
    let page = store.ok(&["list"]);
    let says = |title: &str, words: &[&str]| {
        let line = line_with(&page, title);
        assert!(words.iter().all(|word| line.contains(word)), "{words:?} in {line}");
    };
    says("Move house", &["by 31 Dec", "Ann"]);
    says("Pack", &["after van", "Ben"]);
    says("Order a van", &["by 21 Nov"]);
    says("Paint", &["from 1 Dec"]);
    says("Clean", &["planned for Fri 20 Nov"]);
    assert!(!page.contains("waiting") && !page.contains("blocked"), "{page}");
    let list = store.json(&["list"])["goals"].clone();
    let steps = &list[0]["children"];
    assert_eq!(
        (&find(steps, "pack")["blocked_by"], &find(steps, "pack")["who"]),
        (&json!(["van"]), &json!("Ben"))
    );
    assert_eq!(find(steps, "paint")["from"], "2026-12-01");
    assert_eq!(find(steps, "clean")["planned"], "2026-11-20");
    assert_eq!(
        (&find(&list, "tax")["by"], &find(&list, "tax")["overdue"]),
        (&json!("2026-11-10"), &json!(true))
    );
}

#[test]
fn by_person_area_and_words_with_the_goals_above() {
    let store = house();
    let tops = |args: &[&str]| codes(&store.json(&[&["list"], args].concat())["goals"]);
    let below = |args: &[&str]| codes(&store.json(&[&["list"], args].concat())["goals"][0]["children"]);
    assert_eq!((tops(&["--who", "ben"]), below(&["--who", "ben"])), (vec!["mh".into()], vec!["pack".into()]));
    assert_eq!(below(&["--who", "Ann"]), ["van", "paint", "clean"]);
    assert_eq!(tops(&["--area", "Home"]), ["mh"]);
    assert_eq!(tops(&["--grep", "OFFICE"]), ["tax"]);
    assert_eq!(
        (tops(&["--grep", "van"]), below(&["--grep", "van"])),
        (vec!["mh".into()], vec!["van".into()])
    );
    assert_eq!(tops(&["mh", "--grep", "swim"]), [""; 0]);
    assert_eq!(tops(&["--area", "home", "--who", "Ben"]), ["mh"]);
    assert!(store.ok(&["list", "--grep", "opera"]).contains("No goal is of that kind"));
    let ran = store.refused(1, &["list", "--area", "helth"], "nothing has the area `helth`");
    assert!(ran.err.contains("`health`"), "{ran:?}");
    let ran = store.refused(1, &["list", "--who", "Bem"], "nobody has the name `Bem`");
    assert!(ran.err.contains("`Ben`"), "{ran:?}");
}
