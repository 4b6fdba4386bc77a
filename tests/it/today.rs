//! `today`: the outline of the day, for people and programs.

use serde_json::{Value, json};

use crate::common::{codes, find, guest_posts, has_keys, says, with_goals};
use crate::harness::Store;

#[test]
fn goals_alone_is_today() {
    let store = guest_posts();
    assert_eq!(store.ok(&[]), store.ok(&["today"]));
    assert_eq!(store.json(&[]), store.json(&["today"]));
}

#[test]
fn json_says_at_least_what_was_promised() {
    let store = guest_posts();
    store.ok(&["check", "kids", "--note", "zoo"]);
    store.ok(&["win", "Cooked"]);
    let today = store.json(&["today", "--all"]);
    has_keys(&today, "day goals done_today counted");
    assert_eq!(today["day"], "2026-11-18");
    assert_eq!(today["counted"], json!({"done": 1, "of": 8}));
    for goal in today["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            "code title path area cadence unit target at_most done state period share_today streak overdue \
             due who children",
        );
        has_keys(&goal["period"], "from to");
    }
    for done in today["done_today"].as_array().expect("what was done") {
        has_keys(done, "code title amount at note area");
    }
    let kids = find(&today["done_today"], "kids");
    assert_eq!((&kids["note"], &kids["area"], &kids["amount"]), (&json!("zoo"), &json!("family"), &json!(1)));
    assert!(
        kids["at"].as_str().is_some_and(|at| at.starts_with("2026-11-18T18:20:00") && at.ends_with("+01:00"))
    );
    assert_eq!(today["done_today"][1]["code"], Value::Null);
    let pitch = find(&today["goals"], "pitch");
    assert_eq!(pitch["path"], json!(["gp", "post", "pitch"]));
    says(pitch, &json!({"unit": "emails", "area": null, "who": null}));
    assert_eq!((&pitch["overdue"], &pitch["children"]), (&json!(false), &json!(0)));
    let gp = find(&today["goals"], "gp");
    says(gp, &json!({"due": "2027-11-18", "children": 1, "cadence": "once"}));
    assert_eq!(gp["period"]["to"], Value::Null);
}

#[test]
fn goals_with_children_are_in_the_json() {
    let store = guest_posts();
    let today = store.json(&["today"]);
    assert_eq!(
        codes(&today["goals"]),
        ["gp", "post", "pitch", "fu", "outl", "write", "ed", "si", "pub", "kids"]
    );
}

#[test]
fn another_day_is_shown_as_it_was() {
    let store = guest_posts();
    store.ok(&["check", "kids", "--on", "yesterday"]);
    let ran = store.run(&["today", "--on", "tue"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("Tuesday 17 November 2026"), "{ran:?}");
    let then = store.json(&["today", "--on", "2026-11-17"]);
    assert_eq!(then["day"], "2026-11-17");
    assert_eq!(find(&then["goals"], "kids")["state"], "met");
    assert_eq!(codes(&then["done_today"]), ["kids"]);
    assert_eq!(find(&store.json(&["today"])["goals"], "kids")["state"], "open");
    store.refused(2, &["today", "--on", "someday"], "someday");
}

#[test]
fn one_area_alone() {
    let store = guest_posts();
    store.ok(&["win", "Cooked", "--area", "family"]);
    store.ok(&["win", "A new client", "--area", "work"]);
    let family = store.json(&["today", "--area", "Family"]);
    assert_eq!(codes(&family["goals"]), ["kids"]);
    assert_eq!(family["done_today"].as_array().map(Vec::len), Some(1));
    let ran = store.refused(1, &["today", "--area", "wrok"], "nothing has the area `wrok`");
    assert!(ran.err.contains("did you mean `work`?"), "{ran:?}");
}

#[test]
fn states_8_6() {
    let mut store = Store::new();
    store.at("2026-11-16");
    for line in [
        "Open every:day code:open",
        "Met every:day code:met",
        "Missed at-most:1 every:day code:missed",
        "Excused every:day code:excused",
        "Paused every:week code:paused",
        "Waiting every:day from:2026-12-01 code:waiting",
        "Done code:done",
        "Ended every:day by:2026-11-17 code:ended",
        "Blocked code:blocked after:open",
    ] {
        store.ok(&["add", line]);
    }
    store.at("2026-11-18");
    store.ok(&["check", "met", "missed+2", "done"]);
    store.ok(&["skip", "excused"]);
    store.ok(&["pause", "paused"]);
    for state in ["open", "met", "missed", "excused", "paused", "waiting", "done", "ended", "blocked"] {
        assert_eq!(store.goal(state)["state"], state);
    }
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["open", "met", "missed", "done"]);
}

#[test]
fn no_more_than_reading_is_done() {
    let store = Store::new();
    store.ok(&["today"]);
    store.ok(&["today", "--json"]);
    assert!(!store.dir().exists(), "the store is made by the first change");
}

/// The last day there is, a Friday, is none of those that are listed, and no day comes behind it.
#[test]
fn listed_weekdays_end_with_the_last_day_there_is() {
    let mut store = with_goals(&["Swim every:mon,thu code:swim"]);
    store.at("9999-12-31");
    let ran = store.run(&["today"]);
    assert!(ran.out.contains("Friday 31 December 9999"), "{ran:?}");
}
