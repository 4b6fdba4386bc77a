//! `streaks`: the streak report.

use serde_json::json;

use crate::common::{codes, guest_posts, has_keys};
use crate::harness::Store;

#[test]
fn json_says_at_least_what_was_promised() {
    let store = guest_posts();
    let report = store.json(&["streaks"]);
    assert_eq!(report["day"], "2026-11-18");
    for goal in report["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            "code title cadence unit_of_streak current best met missed excused rate strength slack state",
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
fn units_5_1() {
    let store = Store::new();
    let rows = "day days; weekday days; mon,thu days; week weeks; month months; quarter quarters; year \
                years; 3d times";
    for row in rows.split("; ") {
        let (cadence, unit) = row.split_once(' ').expect("a cadence and its unit");
        let code =
            unit.chars().chain(cadence.chars()).filter(char::is_ascii_alphanumeric).collect::<String>();
        store.ok(&["add", "Something", "--every", cadence, "--code", &code]);
        let streak = store.streak(&code);
        assert_eq!((&streak["unit_of_streak"], &streak["cadence"]), (&json!(unit), &json!(cadence)));
    }
}

/// The day on which a limit was passed is marked, and none on which it was kept.
#[test]
fn only_days_over_the_limit_are_marked_so() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Coffee", "--every", "week", "--at-most", "2", "--code", "cof"]);
    for day in ["2026-11-18", "2026-11-19", "2026-11-20"] {
        store.at(day);
        store.ok(&["check", "cof"]);
    }
    let page = store.ok(&["streaks", "cof"]);
    let cell =
        |name: &str| page.lines().find_map(|line| line.trim().strip_prefix(name)).expect("a day").trim();
    assert_eq!(["Tue", "Wed", "Thu", "Fri"].map(cell), ["·", "▪", "▪", "!"], "{page}");
}
