//! `today`: the outline of the day, for people and programs.

use serde_json::{Value, json};

use crate::common::{codes, find, guest_posts, has_keys};
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
    has_keys(&today, &["day", "goals", "done_today", "counted"]);
    assert_eq!(today["day"], "2026-11-18");
    assert_eq!(today["counted"], json!({"done": 1, "of": 8}));
    for goal in today["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            &[
                "code",
                "title",
                "path",
                "area",
                "cadence",
                "unit",
                "target",
                "at_most",
                "done",
                "state",
                "period",
                "share_today",
                "streak",
                "overdue",
                "due",
                "who",
                "children",
            ],
        );
        has_keys(&goal["period"], &["from", "to"]);
    }
    for done in today["done_today"].as_array().expect("what was done") {
        has_keys(done, &["code", "title", "amount", "at", "note", "area"]);
    }
    let kids = find(&today["done_today"], "kids");
    assert_eq!((&kids["note"], &kids["area"], &kids["amount"]), (&json!("zoo"), &json!("family"), &json!(1)));
    assert!(
        kids["at"].as_str().is_some_and(|at| at.starts_with("2026-11-18T18:20:00") && at.ends_with("+01:00"))
    );
    assert_eq!(today["done_today"][1]["code"], Value::Null);
    let pitch = find(&today["goals"], "pitch");
    assert_eq!(pitch["path"], json!(["gp", "post", "pitch"]));
    assert_eq!(
        (&pitch["unit"], &pitch["area"], &pitch["who"]),
        (&json!("emails"), &Value::Null, &Value::Null)
    );
    assert_eq!((&pitch["overdue"], &pitch["children"]), (&json!(false), &json!(0)));
    let gp = find(&today["goals"], "gp");
    assert_eq!(
        (&gp["due"], &gp["children"], &gp["cadence"]),
        (&json!("2027-11-18"), &json!(1), &json!("once"))
    );
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
fn the_share_of_today_keeps_pace_7_6() {
    let store = Store::new();
    store.ok(&["add", "Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["check", "pitch+4", "--on", "2026-11-16"]);
    assert_eq!(store.goal("pitch")["share_today"], 2);
    store.ok(&["check", "pitch+2"]);
    assert_eq!(store.goal("pitch")["share_today"], 0);
    assert_eq!(store.json(&["today"])["counted"], json!({"done": 1, "of": 1}));
}

#[test]
fn a_met_week_is_shown_on_the_day_of_it_alone_8_1() {
    let mut store = Store::new();
    store.ok(&["add", "Swim every:week code:swim"]);
    store.ok(&["check", "swim"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["swim"]);
    store.at("2026-11-19");
    assert_eq!(codes(&store.json(&["today"])["goals"]), [""; 0]);
    assert_eq!(store.goal("swim")["state"], "met");
    store.at("2026-11-23");
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["swim"]);
}

#[test]
fn a_step_is_shown_until_the_day_it_is_done_8_1() {
    let mut store = Store::new();
    store.ok(&["add", "Call the bank code:bank"]);
    store.at("2026-11-19").ok(&["check", "bank"]);
    assert_eq!(store.goal("bank")["state"], "done");
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["bank"]);
    store.at("2026-11-20");
    assert_eq!(codes(&store.json(&["today"])["goals"]), [""; 0]);
    assert_eq!(codes(&store.json(&["today", "--all"])["goals"]), ["bank"]);
}

#[test]
fn blocked_and_waiting_steps_are_shown_by_all_alone_8_2() {
    let mut store = Store::new();
    store.ok(&["add", "Big code:big"]);
    store.ok(&["split", "big", "Outline", "Write code:write after:outl", "Party code:party from:2026-12-01"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["big", "outl"]);
    assert_eq!(store.goal("write")["state"], "blocked");
    assert_eq!(store.goal("party")["state"], "waiting");
    store.ok(&["check", "outl"]);
    assert_eq!(store.goal("write")["state"], "open");
    store.at("2026-12-01");
    assert_eq!(store.goal("party")["state"], "open");
}

#[test]
fn overdue_comes_first_within_an_area_8_3() {
    let store = Store::new();
    store.ok(&["add", "Later code:later"]);
    store.ok(&["add", "Tax code:tax by:2026-11-17"]);
    store.ok(&["add", "Soon code:soon by:today"]);
    let today = store.json(&["today"]);
    assert_eq!(codes(&today["goals"]), ["tax", "later", "soon"]);
    assert_eq!(find(&today["goals"], "tax")["overdue"], true);
    assert_eq!(find(&today["goals"], "soon")["overdue"], false);
    assert_eq!(find(&today["goals"], "soon")["due"], "2026-11-18");
}

#[test]
fn macro_goals_come_first_then_areas_then_other_8_3() {
    let store = Store::new();
    store.ok(&["add", "Loose code:loose"]);
    store.ok(&["add", "Kids code:kids area:family"]);
    store.ok(&["add", "Big code:big"]);
    store.ok(&["split", "big", "Step code:step"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["big", "step", "kids", "loose"]);
}

#[test]
fn limits_are_in_no_count_8_1() {
    let store = Store::new();
    store.ok(&["add", "Beer at-most:1 every:day code:beer"]);
    store.ok(&["add", "Run every:day code:run"]);
    assert_eq!(store.json(&["today"])["counted"], json!({"done": 0, "of": 1}));
    store.ok(&["check", "beer+2"]);
    assert_eq!(store.goal("beer")["at_most"], true);
    assert_eq!(store.json(&["today"])["counted"], json!({"done": 0, "of": 1}));
    assert!(codes(&store.json(&["today"])["goals"]).contains(&"beer".to_owned()));
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
    assert_eq!(store.json(&["today", "--area", "nowhere"])["goals"], json!([]));
}

#[test]
fn one_owner_s_and_nobody_s_8_5() {
    let store = Store::new();
    store.ok(&["add", "Anna's code:a who:ann"]);
    store.ok(&["add", "Bob's code:b who:bob"]);
    store.ok(&["add", "Nobody's code:n"]);
    assert_eq!(codes(&store.json(&["today", "--who", "ann"])["goals"]), ["a", "n"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["a", "b", "n"]);
    store.ok(&["config", "me", "bob"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["b", "n"]);
    assert_eq!(codes(&store.json(&["today", "--who", "ann"])["goals"]), ["a", "n"]);
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
