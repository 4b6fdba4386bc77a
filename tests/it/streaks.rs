//! `streaks`: the streak report.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, has_keys};
use crate::harness::Store;

/// A daily `run`, made on 1 November and done on these days of it.
fn run(days: &[u32]) -> Store {
    let mut store = Store::new();
    store.at("2026-11-01").ok(&["add", "Run every:day code:run"]);
    store.at(crate::harness::NOW);
    for day in days {
        store.ok(&["check", "run", "--on", &format!("2026-11-{day:02}")]);
    }
    store
}

#[test]
fn json_says_at_least_what_was_promised() {
    let store = guest_posts();
    let report = store.json(&["streaks"]);
    assert_eq!(report["day"], "2026-11-18");
    for goal in report["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            &[
                "code",
                "title",
                "cadence",
                "unit_of_streak",
                "current",
                "best",
                "met",
                "missed",
                "excused",
                "rate",
                "strength",
                "slack",
                "state",
            ],
        );
    }
}

#[test]
fn without_codes_every_repeating_goal_parents_included() {
    let store = guest_posts();
    assert_eq!(
        codes(&store.json(&["streaks"])["goals"]),
        ["post", "pitch", "fu", "outl", "write", "ed", "si", "pub", "kids"]
    );
    store.ok(&["archive", "post"]);
    assert_eq!(codes(&store.json(&["streaks"])["goals"]), ["kids"]);
}

#[test]
fn with_codes_those_in_any_case() {
    let store = guest_posts();
    assert_eq!(codes(&store.json(&["streaks", "KIDS", "pitch"])["goals"]), ["kids", "pitch"]);
    let ran = store.refused(1, &["streaks", "kidz"], "kidz");
    assert!(ran.err.contains("`kids`"), "{ran:?}");
}

#[test]
fn an_open_day_breaks_nothing_and_a_missed_one_does_5_2() {
    let mut store = run(&(8..=17).collect::<Vec<_>>());
    assert_eq!(store.streak("run")["current"], 10);
    store.at("2026-11-19");
    let streak = store.streak("run");
    assert_eq!((&streak["current"], &streak["best"]), (&json!(0), &json!(10)));
}

#[test]
fn a_gap_filled_later_joins_two_runs_5_2() {
    let store = run(&[8, 9, 10, 11, 12, 14, 15, 16, 17]);
    assert_eq!(store.streak("run")["current"], 4);
    store.ok(&["check", "run", "--on", "2026-11-13"]);
    let streak = store.streak("run");
    assert_eq!((&streak["current"], &streak["best"]), (&json!(10), &json!(10)));
}

#[test]
fn met_missed_and_the_rate_5_3() {
    let store = run(&[1, 2, 3, 18]);
    let streak = store.streak("run");
    assert_eq!((&streak["met"], &streak["missed"]), (&json!(4), &json!(14)));
    assert_eq!(streak["rate"], 0.176, "3 of 17 closed days");
}

#[test]
fn there_is_no_rate_before_the_first_closed_period() {
    let store = guest_posts();
    assert_eq!(store.streak("kids")["rate"], Value::Null);
}

#[test]
fn strength_5_4() {
    let mut store = Store::new();
    store.at("2026-11-01").ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-30");
    for day in 1..=30 {
        store.ok(&["check", "run", "--on", &format!("2026-11-{day:02}")]);
    }
    let strength = store.streak("run")["strength"].as_f64().expect("a number");
    assert!((strength - 79.8).abs() < 0.06, "{strength}");
}

#[test]
fn slack_5_5() {
    let mut store = Store::new();
    store.ok(&["add", "Swim n:3 every:week code:swim"]);
    store.ok(&["check", "swim", "--on", "2026-11-16"]);
    store.at("2026-11-19");
    assert_eq!(store.streak("swim")["slack"], 2);
    store.ok(&["add", "Pages n:3 unit:pages every:week code:pages"]);
    assert_eq!(store.streak("pages")["slack"], Value::Null);
}

#[test]
fn units_5_1() {
    let store = Store::new();
    for (cadence, unit) in [
        ("day", "days"),
        ("weekday", "days"),
        ("mon,thu", "days"),
        ("week", "weeks"),
        ("month", "months"),
        ("quarter", "quarters"),
        ("year", "years"),
        ("3d", "times"),
    ] {
        let code =
            unit.chars().chain(cadence.chars()).filter(char::is_ascii_alphanumeric).collect::<String>();
        store.ok(&["add", "Something", "--every", cadence, "--code", &code]);
        let streak = store.streak(&code);
        assert_eq!((&streak["unit_of_streak"], &streak["cadence"]), (&json!(unit), &json!(cadence)));
    }
}

#[test]
fn a_parent_is_met_when_its_children_are_4_3() {
    let store = guest_posts();
    store.ok(&["check", "pitch=12", "fu+2", "outl", "write=10", "ed", "si"]);
    assert_eq!(store.streak("post")["current"], 0);
    store.ok(&["check", "pub"]);
    assert_eq!(
        (&store.streak("post")["current"], &store.streak("post")["state"]),
        (&json!(1), &json!("met"))
    );
}

#[test]
fn nothing_repeats_yet() {
    let store = Store::new();
    assert_eq!(store.json(&["streaks"])["goals"], json!([]));
    store.ok(&["add", "Step code:step"]);
    assert_eq!(store.json(&["streaks"])["goals"], json!([]));
}
