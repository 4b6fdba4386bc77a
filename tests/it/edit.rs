//! `edit`: what a goal says, changed by flags.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, shown};
use crate::harness::Store;

#[test]
fn everything_that_add_takes_can_be_changed() {
    let store = Store::new();
    store.ok(&["add", "First code:first"]);
    store.ok(&["add", "Write code:write"]);
    store.ok(&[
        "edit",
        "write",
        "--title",
        "Write more",
        "--target",
        "12",
        "--unit",
        "pages",
        "--every",
        "week",
        "--by",
        "2027-06-30",
        "--from",
        "2026-11-20",
        "--why",
        "no page",
        "--area",
        "work",
        "--who",
        "ann",
        "--code",
        "book",
        "--feeds",
        "sum",
        "--pilot",
        "14d",
        "--reward",
        "a week off",
        "--after",
        "first",
    ]);
    let book = shown(&store, "book");
    let expected = json!({
        "title": "Write more", "target": 12, "unit": "pages", "cadence": "week", "by": "2027-06-30",
        "from": "2026-11-20", "why": "no page", "area": "work", "who": "ann", "feeds": "sum", "pilot": "2026-12-02",
        "reward": "a week off",
    });
    for (key, value) in expected.as_object().expect("an object") {
        assert_eq!(book[key], *value, "{key} of {book}");
    }
    assert_eq!(codes(&book["after"]), ["first"]);
    store.refused(1, &["show", "write"], "write");
}

#[test]
fn none_clears_a_field() {
    let store = Store::new();
    store.ok(&["add", "First code:first"]);
    store.ok(&[
        "add", "Write n:12 unit:pages every:week by:2027-06-30 from:2026-11-20 why:because area:work who:ann code:book \
         feeds:sum pilot:2026-12-02 reward:tea after:first",
    ]);
    store.ok(&[
        "edit", "book", "--target", "none", "--unit", "none", "--every", "none", "--by", "none", "--from",
        "none", "--why", "none", "--area", "none", "--who", "none", "--feeds", "none", "--pilot", "none",
        "--reward", "none", "--after", "none",
    ]);
    let book = shown(&store, "book");
    for key in ["unit", "by", "from", "why", "area", "who", "feeds", "pilot", "reward"] {
        assert_eq!(book[key], Value::Null, "{key} of {book}");
    }
    assert_eq!((&book["target"], &book["cadence"], &book["after"]), (&json!(1), &json!("once"), &json!([])));
    assert_eq!(book["title"], "Write");
}

#[test]
fn a_limit_becomes_a_target_and_back() {
    let store = Store::new();
    store.ok(&["add", "Coffee every:day at-most:2 code:c"]);
    store.ok(&["edit", "c", "-n", "3"]);
    assert_eq!((&shown(&store, "c")["at_most"], &shown(&store, "c")["target"]), (&json!(false), &json!(3)));
    store.ok(&["edit", "c", "--at-most", "0"]);
    assert_eq!((&shown(&store, "c")["at_most"], &shown(&store, "c")["target"]), (&json!(true), &json!(0)));
}

#[test]
fn what_holds_already_changes_nothing_2_7() {
    let store = guest_posts();
    let before = store.journal();
    store.ok(&[
        "edit",
        "pitch",
        "--target",
        "12",
        "--unit",
        "emails",
        "--code",
        "PITCH",
        "--title",
        "Pitch websites",
    ]);
    assert_eq!(store.journal(), before);
}

#[test]
fn a_changed_target_holds_for_the_whole_open_period_2_7() {
    let store = guest_posts();
    store.ok(&["check", "pitch+10", "--on", "2026-11-17"]);
    store.ok(&["edit", "pitch", "--target", "14"]);
    let pitch = store.goal("pitch");
    assert_eq!((&pitch["done"], &pitch["target"], &pitch["state"]), (&json!(10), &json!(14), &json!("open")));
}

#[test]
fn a_changed_goal_never_rewrites_how_past_days_were_judged_2_7() {
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-18");
    for day in 2..=17 {
        store.ok(&["check", "run", "--on", &format!("2026-11-{day:02}")]);
    }
    store.ok(&["edit", "run", "--target", "2"]);
    let streak = store.streak("run");
    assert_eq!((&streak["current"], &streak["missed"]), (&json!(16), &json!(0)));
    store.ok(&["edit", "run", "--every", "week", "--target", "3"]);
    assert_eq!(store.streak("run")["current"], 16);
    store.ok(&["check", "run=3"]);
    let streak = store.streak("run");
    assert_eq!((&streak["current"], &streak["unit_of_streak"]), (&json!(17), &json!("times")));
}

#[test]
fn a_code_that_is_taken_is_refused() {
    let store = guest_posts();
    store.refused(1, &["edit", "kids", "--code", "Pitch"], "Pitch websites");
    store.refused(1, &["edit", "kid", "--target", "2"], "kid");
    store.ok(&["edit", "KIDS", "--code", "play"]);
    assert_eq!(store.json(&["check", "play"])["changed"][0]["code"], "play");
}

#[test]
fn what_can_t_be_meant() {
    let store = guest_posts();
    let before = store.journal();
    store.refused(2, &["edit"], "");
    store.refused(2, &["edit", "kids"], "kids");
    for flags in [
        ["--target", "x"],
        ["--target", "0"],
        ["--every", "never"],
        ["--by", "someday"],
        ["--title", " "],
        ["--code", "none"],
        ["--code", "a b"],
        ["--at-most", "-1"],
    ] {
        store.refused(2, &["edit", "kids", flags[0], flags[1]], "");
    }
    store.refused(1, &["edit", "kids", "--after", "nowhere"], "nowhere");
    store.refused(1, &["edit", "gp", "--after", "pitch"], "pitch");
    assert_eq!(store.journal(), before);
}

#[test]
fn an_archived_goal_is_refused() {
    let store = guest_posts();
    store.ok(&["archive", "kids"]);
    store.refused(1, &["edit", "kids", "--target", "2"], "archived");
}

#[test]
fn days_are_echoed_and_json_tells_the_totals() {
    let store = guest_posts();
    let ran = store.run(&["edit", "gp", "--by", "eoy"]);
    assert!(ran.err.contains("Thursday 31 December 2026"), "{ran:?}");
    let told = store.json(&["edit", "pitch", "--target", "14"]);
    assert_eq!((&told["changed"][0]["code"], &told["changed"][0]["target"]), (&json!("pitch"), &json!(14)));
}
