//! What is accepted and said: SEMANTICS 2.5, 3.3, 4.1, 8.2; and that days of other years tell their year.

use crate::common::{line_with, with_goals};
use crate::harness::Store;

#[test]
fn rule_3_3_an_amount_that_a_goal_can_not_hold_is_said() {
    let store = with_goals(&["Run every:day code:run", "Shoes code:sh", "Swim every:day unit:km code:swim"]);
    let said = "`run` counts once a day; give it a unit to count more: `goals edit run --unit km`";
    for asked in ["run+5", "run=5", "run+5"] {
        let out = store.ok(&["check", asked]);
        assert!(out.contains(said), "{asked}: {out}");
    }
    assert_eq!(store.goal("run")["done"], 1);
    assert_eq!(store.json(&["check", "run+2"])["changed"][0]["remarks"][0], said);
    let out = store.ok(&["check", "sh", "sh"]);
    assert!(out.contains("`sh` counts once; give it a unit"), "{out}");
    assert!(!store.ok(&["check", "swim+5", "--on", "yesterday"]).contains("counts once"));
    assert!(!store.ok(&["check", "run"]).contains("counts once"), "a script may run twice");
}

#[test]
fn rule_3_3_again_in_its_period() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Swim every:week code:swim"]);
    assert!(!store.ok(&["check", "swim"]).contains("again"));
    let out = store.at("2026-11-18").ok(&["check", "swim"]);
    assert!(out.contains("again this week (2)"), "{out}");
    let out = store.ok(&["check", "swim", "--on", "yesterday"]);
    assert!(out.contains("again this week (3)"), "{out}");
    store.at("2026-11-25");
    let out = store.ok(&["check", "swim", "--on", "2026-11-20"]);
    assert!(out.contains("again that week (4)"), "{out}");
    assert!(!store.ok(&["check", "swim"]).contains("again"));
    store.ok(&["add", "Walk every:month code:walk"]);
    store.ok(&["check", "walk", "--on", "yesterday"]);
    assert!(store.ok(&["check", "walk"]).contains("again this month (2)"));
}

#[test]
fn rule_2_5_a_check_off_before_the_first_day_says_what_that_does() {
    let store = with_goals(&["Run every:day code:run", "Gym every:day from:2026-12-07 code:gym"]);
    let out = store.ok(&["check", "run", "--on", "2026-11-16"]);
    assert!(out.contains("it now begins on Mon 16 Nov"), "{out}");
    assert!(!store.ok(&["check", "run", "--on", "2026-11-17"]).contains("begins"));
    let out = store.ok(&["check", "run", "--on", "2025-11-17"]);
    assert!(out.contains("it now begins on Mon 17 Nov 2025"), "{out}");
    let out = store.ok(&["check", "gym"]);
    assert!(out.contains("it begins on Mon 7 Dec; this is added to its totals alone"), "{out}");
    store.ok(&["add", "Buy", "--from", "2026-12-07", "--code", "buy"]);
    let out = store.ok(&["check", "buy"]);
    assert!(out.contains("Buy · done") && !out.contains("totals"), "{out}");
}

#[test]
fn rule_8_2_a_check_off_of_what_is_blocked_says_so() {
    let store = with_goals(&["Plan code:plan", "Build code:build after:plan"]);
    let out = store.ok(&["check", "build"]);
    assert!(out.contains("it comes after `plan`, which is open"), "{out}");
    let store = with_goals(&["Plan code:plan", "Build code:build after:plan"]);
    assert!(!store.ok(&["check", "plan", "build"]).contains("comes after"));
}

#[test]
fn far_more_than_the_target_at_once_is_said() {
    let store =
        with_goals(&["Pitch every:week n:12 unit:emails code:pitch", "Sweets every:day at-most:2 code:sw"]);
    let out = store.ok(&["check", "pitch+61"]);
    assert!(
        out.contains("that is 61 at once, for a target of 12 emails; `goals undo` takes it back"),
        "{out}"
    );
    assert!(!store.ok(&["check", "pitch+60"]).contains("at once"));
    assert!(store.ok(&["check", "sw+11"]).contains("for a limit of 2"));
}

#[test]
fn a_last_day_that_is_over_is_said() {
    let store = Store::new();
    let out = store.ok(&["add", "Tax", "--by", "2026-11-01", "--code", "tax"]);
    assert!(out.contains("its deadline, Sun 1 Nov, is over already"), "{out}");
    store.ok(&["add", "Run every:day code:run"]);
    let out = store.ok(&["edit", "run", "--by", "2025-11-01"]);
    assert!(out.contains("its last day, Sat 1 Nov 2025, is over: nothing of it is due any more"), "{out}");
    assert!(!store.ok(&["edit", "tax", "--area", "home"]).contains("is over"));
    assert!(!store.ok(&["edit", "tax", "--by", "2026-12-01"]).contains("is over"));
}

#[test]
fn rule_4_1_a_step_with_nothing_that_repeats_below_it_is_not_skipped() {
    let store = with_goals(&["Shoes code:sh", "Fit code:fit"]);
    for args in [&["skip", "sh"][..], &["skip", "sh", "--undo"], &["skip", "fit"]] {
        let ran = store.refused(1, args, "is to be done once");
        assert!(ran.err.contains("`goals plan") && ran.err.contains("`goals archive"), "{ran:?}");
    }
    store.ok(&["split", "fit", "Run every:day code:run"]);
    store.ok(&["skip", "fit"]);
}

#[test]
fn a_day_of_another_year_is_shown_with_its_year() {
    let mut store = Store::new();
    store.at("2025-11-10").ok(&["add", "Run every:day code:run"]);
    store.ok(&["add", "Shoes code:sh"]);
    store.at("2026-11-18");
    assert!(store.ok(&["check", "run", "--on", "2025-11-17"]).contains("on Mon 17 Nov 2025"));
    assert!(store.ok(&["check", "run", "--on", "2026-11-17"]).contains("on Tue 17 Nov ·"));
    assert!(store.ok(&["skip", "run", "--on", "2025-11-18"]).contains("Tue 18 Nov 2025"));
    assert!(store.ok(&["win", "Cooked", "--on", "2025-11-17"]).contains("on Mon 17 Nov 2025"));
    assert!(store.ok(&["plan", "sh", "--on", "2027-01-04"]).contains("on Mon 4 Jan 2027"));
    let paused = store.ok(&["pause", "run", "--from", "2027-01-04", "--until", "2027-01-05"]);
    assert!(paused.contains("from Mon 4 Jan 2027") && paused.contains("to Tue 5 Jan 2027"), "{paused}");
    assert!(store.ok(&["undo"]).contains("from Mon 4 Jan 2027"));
    assert!(store.ok(&["check", "sh", "--on", "2025-11-17"]).contains("2025"));
    assert!(store.ok(&["check", "sh"]).contains("already done on Mon 17 Nov 2025"));
}

#[test]
fn rows_of_years_tell_which_year_they_are() {
    let mut store = Store::new();
    store.at("2022-01-01").ok(&["add", "Climb every:year code:climb"]);
    store.at("2026-11-18");
    let why = store.ok(&["why", "climb"]);
    for row in ["Sat 1 Jan to Sat 31 Dec 2022", "Sun 1 Jan to Sun 31 Dec 2023", "Thu 1 Jan to Thu 31 Dec"] {
        line_with(&why, row);
    }
}

#[test]
fn log_tells_the_time_where_it_is_on_its_day() {
    let mut store = Store::new();
    store.at("2026-11-10").ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-20T09:00:00+01:00").ok(&["check", "run", "--on", "2026-11-19"]);
    store.ok(&["check", "run", "--on", "2026-11-11"]);
    store.ok(&["check", "run"]);
    let log = store.ok(&["log", "--all"]);
    let of = |day: &str| {
        let at = log.lines().position(|line| line == day).expect("a day");
        log.lines().nth(at + 1).expect("a row").to_owned()
    };
    assert!(of("Thursday 19 November 2026").ends_with("recorded Fri 09:00"), "{log}");
    assert!(of("Wednesday 11 November 2026").ends_with("recorded Fri 20 Nov 09:00"), "{log}");
    assert!(of("Friday 20 November 2026").contains("  09:00  run"), "{log}");
    assert!(!of("Friday 20 November 2026").contains("recorded"), "{log}");
    // In the night before the day begins, the time is on its day.
    store.ok(&["config", "day-start", "04:00"]);
    store.at("2026-11-22T01:30:00+01:00").ok(&["check", "run"]);
    assert!(line_with(&store.ok(&["log"]), "01:30").contains("run"));
}
