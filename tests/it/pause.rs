//! `pause` and `resume`: days that can't break anything.

use serde_json::json;

use crate::common::{codes, guest_posts, with_goals};
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
fn several_at_once_with_json() {
    let store = guest_posts();
    assert_eq!(codes(&store.json(&["pause", "kids", "pitch"])["changed"]), ["kids", "pitch"]);
    assert_eq!(codes(&store.json(&["resume", "kids", "pitch"])["changed"]), ["kids", "pitch"]);
}

#[test]
fn json_of_a_pause_of_everything_names_what_it_covers() {
    let store = with_goals(&["Run every:day code:run", "Read every:day code:read"]);
    store.ok(&["archive", "read"]);
    for args in [&["pause", "--all"][..], &["resume", "--all"]] {
        let changed = store.json(args)["changed"].clone();
        assert_eq!(changed.as_array().expect("a list").len(), 1, "{args:?}: {changed}");
        assert_eq!(changed[0]["code"], "run");
    }
    assert_eq!(store.json(&["resume", "--all"])["changed"], json!([]));
}

#[test]
fn rule_8_7_pause_alone_lists_the_pauses_that_stand_or_lie_ahead() {
    let mut store = with_goals(&["Run every:day code:run", "Gym every:day code:gym"]);
    assert!(store.ok(&["pause"]).starts_with("Nothing is paused."));
    assert_eq!(store.json(&["pause"])["pauses"], json!([]));
    store.ok(&["pause", "run", "--from", "2026-11-01", "--until", "2026-11-10"]);
    store.ok(&["pause", "run", "--from", "2026-12-24", "--until", "2027-01-02"]);
    store.ok(&["pause", "gym", "--until", "2026-11-20"]);
    store.ok(&["pause", "gym", "--from", "2026-11-21"]);
    store.at("2026-11-19");
    let page = store.ok(&["pause"]);
    // What is over is left out, and what touches is one.
    assert_eq!(
        page,
        "run  from Thu 24 Dec to Sat 2 Jan 2027  `goals resume run`\n\
         gym  since 18 Nov, no end               `goals resume gym`\n"
    );
    let rows = json!([
        {"code": "run", "from": "2026-12-24", "until": "2027-01-02"},
        {"code": "gym", "from": "2026-11-18", "until": null},
    ]);
    assert_eq!(store.json(&["pause"])["pauses"], rows);
}

#[test]
fn rule_8_7_show_list_and_why_tell_of_pauses() {
    let mut store = with_goals(&["Fit code:fit", "Gym every:day code:gym"]);
    store.ok(&["split", "fit", "Run every:day code:run"]);
    store.ok(&["pause", "fit", "--from", "2026-12-24"]);
    store.ok(&["pause", "gym"]);
    store.at("2026-11-19");
    let said = |args: &[&str]| store.ok(args).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        said(&["show", "run"]).contains("paused from Thu 24 Dec, no end, with `fit`"),
        "{}",
        said(&["show", "run"])
    );
    assert!(
        said(&["why", "run"]).contains("Paused from Thu 24 Dec, no end, with `fit`."),
        "{}",
        said(&["why", "run"])
    );
    assert!(said(&["show", "gym"]).contains("paused since 18 Nov, no end"), "{}", said(&["show", "gym"]));
    assert!(said(&["list"]).contains("Gym excused · paused since 18 Nov, no end"), "{}", said(&["list"]));
    assert!(said(&["list"]).contains("Fit open · paused from Thu 24 Dec, no end"), "{}", said(&["list"]));
    assert_eq!(store.json(&["why", "run"])["pauses"][0]["code"], "fit");
    assert_eq!(store.json(&["show", "run"])["goal"]["pauses"][0]["from"], "2026-12-24");
    store.ok(&["pause", "--all"]);
    assert!(said(&["list"]).ends_with("Paused: everything since 19 Nov, no end · `goals resume --all`"));
    assert!(said(&["show", "run"]).contains("since 19 Nov, no end, with everything"));
}

#[test]
fn rule_8_7_resume_says_which_pause_it_ended() {
    let mut store = with_goals(&["Run every:day code:run"]);
    store.ok(&["pause", "run"]);
    store.at("2026-11-20");
    let said = store.ok(&["resume", "run"]);
    assert!(said.contains("goes on from today: the pause since Wed 18 Nov is over"), "{said}");
    store.ok(&["pause", "run", "--from", "2026-12-24", "--until", "2026-12-31"]);
    let said = store.ok(&["resume", "run"]);
    assert!(said.contains("goes on: the pause from Thu 24 Dec to Thu 31 Dec is called off"), "{said}");
    store.ok(&["pause", "--all", "--until", "2026-12-01"]);
    store.at("2026-11-21");
    let said = store.ok(&["resume", "--all"]);
    assert!(
        said.contains("Everything goes on from today: the pause from Fri 20 Nov to Tue 1 Dec is over."),
        "{said}"
    );
}
