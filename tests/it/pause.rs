//! `pause` and `resume`: days that can't break anything.

use serde_json::json;

use crate::common::{codes, guest_posts};
use crate::harness::Store;

/// A daily `run`, met on 16 and 17 November.
fn run() -> Store {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Run every:day code:run"]);
    store.ok(&["check", "run"]);
    store.at("2026-11-17").ok(&["check", "run"]);
    store.at("2026-11-18");
    store
}

#[test]
fn a_range_of_days_breaks_nothing_4_2() {
    let mut store = run();
    store.ok(&["pause", "run", "--from", "2026-11-18", "--until", "2026-11-20"]);
    for day in ["2026-11-18", "2026-11-19", "2026-11-20"] {
        store.at(day);
        assert_eq!(store.goal("run")["state"], "excused", "every day of the period is paused");
        assert_eq!(store.json(&["today"])["goals"], json!([]));
    }
    store.at("2026-11-21");
    assert_eq!(store.goal("run")["state"], "open");
    assert_eq!(store.streak("run")["current"], 2);
    store.at("2026-11-22");
    assert_eq!(store.streak("run")["current"], 0);
}

#[test]
fn without_an_end_until_resume_which_ends_it_with_yesterday() {
    let mut store = run();
    store.ok(&["pause", "run"]);
    store.at("2026-12-24");
    assert_eq!(
        (&store.goal("run")["state"], &store.streak("run")["current"]),
        (&json!("excused"), &json!(2))
    );
    store.ok(&["resume", "run"]);
    assert_eq!((&store.goal("run")["state"], &store.streak("run")["current"]), (&json!("open"), &json!(2)));
    store.at("2026-12-25");
    assert_eq!(store.streak("run")["current"], 0);
}

#[test]
fn what_is_done_on_a_paused_day_counts() {
    let mut store = run();
    store.ok(&["pause", "run"]);
    store.ok(&["check", "run"]);
    store.at("2026-11-20");
    assert_eq!(store.streak("run")["current"], 3);
}

#[test]
fn days_are_looked_for_ahead_and_echoed() {
    let store = run();
    let ran = store.run(&["pause", "run", "--from", "fri", "--until", "12-01"]);
    assert!(
        ran.err.contains("Friday 20 November 2026") && ran.err.contains("Tuesday 1 December 2026"),
        "{ran:?}"
    );
    assert_eq!(store.goal("run")["state"], "open");
}

#[test]
fn a_pause_in_the_past_forgives() {
    let mut store = run();
    store.at("2026-11-21");
    assert_eq!(store.streak("run")["current"], 0);
    store.ok(&["pause", "run", "--from", "-3d", "--until", "yesterday"]);
    assert_eq!(store.streak("run")["current"], 2);
}

#[test]
fn a_subtree_shares_its_parent_s() {
    let mut store = guest_posts();
    store.at("2026-11-20").ok(&["pause", "gp", "--until", "2026-11-22"]);
    for code in ["gp", "post", "pitch", "pub"] {
        assert_eq!(store.goal(code)["state"], "paused", "{code}");
    }
    assert_eq!(store.goal("kids")["state"], "open");
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["kids"]);
}

#[test]
fn all_covers_goals_made_meanwhile() {
    let mut store = run();
    store.ok(&["pause", "--all", "--until", "2026-11-30"]);
    store.at("2026-11-20").ok(&["add", "Swim every:day code:swim"]);
    assert_eq!(store.goal("swim")["state"], "excused");
    assert_eq!(store.json(&["today"])["goals"], json!([]));
    store.at("2026-12-01");
    assert_eq!((&store.streak("swim")["missed"], &store.streak("run")["current"]), (&json!(0), &json!(2)));
}

#[test]
fn resume_all_ends_a_vacation() {
    let mut store = run();
    store.ok(&["pause", "--all"]);
    store.at("2026-11-20").ok(&["resume", "--all"]);
    assert_eq!((&store.goal("run")["state"], &store.streak("run")["current"]), (&json!("open"), &json!(2)));
}

#[test]
fn to_resume_what_is_not_paused_writes_nothing() {
    let store = run();
    let before = store.journal();
    store.ok(&["resume", "run"]);
    store.ok(&["resume", "--all"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn what_can_t_be_meant() {
    let store = run();
    let before = store.journal();
    store.refused(2, &["pause"], "");
    store.refused(2, &["resume"], "");
    store.refused(2, &["pause", "run", "--all"], "");
    store.refused(2, &["pause", "run", "--until", "someday"], "someday");
    store.refused(2, &["pause", "run", "--from", "2026-12-02", "--until", "2026-12-01"], "");
    store.refused(1, &["pause", "rum"], "rum");
    store.refused(1, &["resume", "run", "rum"], "rum");
    assert_eq!(store.journal(), before);
}

#[test]
fn several_at_once_with_json() {
    let store = guest_posts();
    assert_eq!(codes(&store.json(&["pause", "kids", "pitch"])["changed"]), ["kids", "pitch"]);
    assert_eq!(codes(&store.json(&["resume", "kids", "pitch"])["changed"]), ["kids", "pitch"]);
}

#[test]
fn json_of_a_pause_of_everything_names_what_it_covers() {
    let store = Store::new();
    store.ok(&["add", "Run every:day code:run"]);
    store.ok(&["add", "Read every:day code:read"]);
    store.ok(&["archive", "read"]);
    for args in [&["pause", "--all"][..], &["resume", "--all"]] {
        let changed = store.json(args)["changed"].clone();
        assert_eq!(changed.as_array().expect("a list").len(), 1, "{args:?}: {changed}");
        assert_eq!(changed[0]["code"], "run");
    }
    assert_eq!(store.json(&["resume", "--all"])["changed"], json!([]));
}
