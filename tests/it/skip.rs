//! `skip`: a period excused.

use serde_json::json;

use crate::common::guest_posts;
use crate::harness::Store;

fn daily() -> Store {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Run every:day code:run"]);
    store
}

#[test]
fn a_skip_excuses_and_the_streak_passes_over_it_4_1() {
    let mut store = daily();
    store.ok(&["check", "run"]);
    store.at("2026-11-17").ok(&["skip", "run", "--note", "a cold"]);
    assert_eq!(store.goal("run")["state"], "excused");
    assert_eq!(store.streak("run")["current"], 1);
    store.ok(&["check", "run"]);
    assert_eq!((&store.goal("run")["state"], &store.streak("run")["current"]), (&json!("met"), &json!(2)));
}

#[test]
fn met_skipped_skipped_skipped_met_5_2() {
    let mut store = daily();
    store.ok(&["check", "run"]);
    store.at("2026-11-20");
    for day in ["2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20"] {
        store.ok(&["skip", "run", "--on", day]);
    }
    let streak = store.streak("run");
    assert_eq!(
        (&streak["current"], &streak["excused"], &streak["missed"]),
        (&json!(1), &json!(4), &json!(0))
    );
}

#[test]
fn it_excuses_the_whole_period_that_holds_the_day() {
    let mut store = Store::new();
    store.at("2026-11-09").ok(&["add", "Swim every:week code:swim"]);
    store.at("2026-11-25").ok(&["skip", "swim", "--on", "2026-11-18"]);
    let streak = store.streak("swim");
    assert_eq!((&streak["missed"], &streak["excused"]), (&json!(1), &json!(1)));
}

#[test]
fn a_day_in_no_period_is_refused() {
    let store = Store::new();
    store.ok(&["add", "Gym every:mon,wed,fri code:gym"]);
    store.refused(1, &["skip", "gym", "--on", "2026-11-17"], "gym");
    store.refused(1, &["skip", "gym", "--on", "2020-01-01"], "gym");
    store.refused(1, &["skip", "gim"], "gim");
    store.refused(2, &["skip", "gym", "--on", "someday"], "someday");
    store.refused(2, &["skip"], "");
    assert_eq!(store.journal().len(), 1);
}

#[test]
fn a_met_or_skipped_period_is_accepted() {
    let store = daily();
    store.ok(&["check", "run"]);
    store.ok(&["skip", "run"]);
    store.ok(&["skip", "run"]);
    assert_eq!(store.goal("run")["state"], "met");
}

#[test]
fn undo_of_a_skip_takes_it_back() {
    let mut store = daily();
    store.at("2026-11-18");
    store.ok(&["skip", "run", "--on", "yesterday"]);
    assert_eq!(store.streak("run")["missed"], 1);
    store.ok(&["skip", "run", "--on", "yesterday", "--undo"]);
    assert_eq!(store.streak("run")["missed"], 2);
}

#[test]
fn what_is_below_is_excused_too_and_several_at_once() {
    let store = guest_posts();
    store.ok(&["skip", "post", "kids"]);
    for code in ["post", "pitch", "fu", "pub", "kids"] {
        assert_eq!(store.goal(code)["state"], "excused", "{code}");
    }
    assert_eq!(store.goal("gp")["state"], "open");
}

#[test]
fn all_or_nothing() {
    let store = daily();
    let before = store.journal();
    store.refused(1, &["skip", "run", "nowhere"], "nowhere");
    assert_eq!(store.journal(), before);
}

#[test]
fn json_and_the_echo_of_the_day() {
    let mut store = daily();
    store.at("2026-11-18");
    let ran = store.run(&["skip", "run", "--on", "tue", "--json"]);
    assert!(ran.err.contains("Tuesday 17 November 2026"), "{ran:?}");
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("a document");
    assert_eq!(
        (&told["changed"][0]["code"], &told["changed"][0]["day"]),
        (&json!("run"), &json!("2026-11-17"))
    );
}
