//! `check`: amounts, days, all or nothing.

use serde_json::{Value, json};

use crate::common::{codes, find, guest_posts, has_keys, shown};
use crate::harness::Store;

fn store(lines: &[&str]) -> Store {
    let store = Store::new();
    for line in lines {
        store.ok(&["add", line]);
    }
    store
}

fn done(store: &Store, code: &str) -> Value {
    store.goal(code)["done"].clone()
}

#[test]
fn plain_plus_and_equals_3_2() {
    let store = store(&["Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["check", "pitch"]);
    assert_eq!(done(&store, "pitch"), 1);
    store.ok(&["check", "pitch+4"]);
    assert_eq!(done(&store, "pitch"), 5);
    store.ok(&["check", "pitch=3"]);
    assert_eq!(done(&store, "pitch"), 3);
    store.ok(&["check", "pitch+0.5"]);
    assert_eq!(done(&store, "pitch"), 3.5);
    store.ok(&["check", "pitch=0"]);
    assert_eq!(done(&store, "pitch"), 0);
}

#[test]
fn to_set_the_day_s_sum_again_writes_nothing() {
    let store = store(&["Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["check", "pitch=5"]);
    let before = store.journal();
    store.ok(&["check", "pitch=5"]);
    assert_eq!(store.journal(), before);
    assert_eq!(done(&store, "pitch"), 5);
}

#[test]
fn equals_sets_the_sum_of_its_day_alone() {
    let store = store(&["Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["check", "pitch+4", "--on", "mon"]);
    store.ok(&["check", "pitch=2"]);
    assert_eq!(done(&store, "pitch"), 6);
}

#[test]
fn sums_are_exact_3_1() {
    let store = store(&["Run n:0.3 unit:km every:day code:run"]);
    store.ok(&["check", "run+0.1", "run+0.2"]);
    assert_eq!(done(&store, "run").to_string(), "0.3");
    assert_eq!(store.goal("run")["state"], "met");
}

#[test]
fn the_same_code_twice_counts_twice() {
    let store = store(&["Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["check", "pitch", "PITCH", "pitch+2"]);
    assert_eq!(done(&store, "pitch"), 4);
}

#[test]
fn several_at_once_in_any_case() {
    let store = store(&["Alpha every:day", "Beta every:day", "Gamma n:3 every:day"]);
    store.ok(&["check", "ALPH", "Beta", "gamm+2"]);
    assert_eq!(
        (done(&store, "alph"), done(&store, "beta"), done(&store, "gamm")),
        (json!(1), json!(1), json!(2))
    );
    assert_eq!(store.journal().len(), 4, "one command is one line");
}

#[test]
fn all_or_nothing() {
    let store = store(&["Alpha every:day", "Beta every:day"]);
    let before = store.journal();
    let ran = store.refused(1, &["check", "alph", "bta", "nowhere"], "bta");
    assert!(ran.err.contains("nowhere"), "{ran:?}");
    assert!(ran.err.contains("hint: ") && ran.err.contains("`beta`"), "{ran:?}");
    assert_eq!(store.journal(), before);
}

#[test]
fn once_a_day_is_enough_3_3() {
    let store = store(&["Alpha every:day", "Step code:step"]);
    store.ok(&["check", "alph", "step"]);
    let before = store.journal();
    let out = store.ok(&["check", "alph", "step"]);
    assert!(out.contains("already"), "{out}");
    assert_eq!(store.journal(), before);
    assert_eq!((done(&store, "alph"), done(&store, "step")), (json!(1), json!(1)));
}

#[test]
fn two_a_day_without_a_unit_takes_two_checks_3_3() {
    let store = store(&["Message two people n:2 every:day code:msg"]);
    store.ok(&["check", "msg"]);
    assert_eq!(store.goal("msg")["state"], "open");
    store.ok(&["check", "msg"]);
    assert_eq!((done(&store, "msg"), store.goal("msg")["state"].clone()), (json!(2), json!("met")));
}

#[test]
fn a_limit_is_missed_as_soon_as_it_is_passed_3_5() {
    let store = store(&["Beer at-most:4 every:week code:beer"]);
    store.ok(&["check", "beer+3"]);
    assert_eq!(store.goal("beer")["state"], "open");
    store.ok(&["check", "beer+3"]);
    assert_eq!((done(&store, "beer"), store.goal("beer")["state"].clone()), (json!(6), json!("missed")));
}

#[test]
fn readings_3_6() {
    let store = store(&["Debt baseline:5000 target:0 code:debt"]);
    let ran = store.refused(1, &["check", "debt"], "debt");
    assert!(ran.err.contains("debt="), "{ran:?}");
    store.refused(1, &["check", "debt+5"], "debt");
    store.ok(&["check", "debt=1250"]);
    assert_eq!(shown(&store, "debt")["fraction"], 0.75);
    store.ok(&["check", "debt=6000", "--on", "yesterday"]);
    assert_eq!(shown(&store, "debt")["fraction"], 0.75, "the latest day's is its value");
    store.ok(&["check", "debt=-10"]);
    assert_eq!(
        (&shown(&store, "debt")["fraction"], &store.goal("debt")["state"]),
        (&json!(1.0), &json!("done"))
    );
}

#[test]
fn a_day_is_looked_for_backwards() {
    let store = store(&["Run n:99 unit:km every:day code:run"]);
    for (typed, day, spoken) in [
        ("yesterday", "2026-11-17", "Tuesday 17 November 2026"),
        ("wed", "2026-11-18", "Wednesday 18 November 2026"),
        ("thursday", "2026-11-12", "Thursday 12 November 2026"),
        ("11-18", "2026-11-18", "Wednesday 18 November 2026"),
        ("12-01", "2025-12-01", "Monday 1 December 2025"),
        ("-2w", "2026-11-04", "Wednesday 4 November 2026"),
        ("-1m", "2026-10-18", "Sunday 18 October 2026"),
    ] {
        let ran = store.run(&["check", "run", "--on", typed, "--json"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let told: Value = serde_json::from_str(&ran.out).expect("a document");
        assert_eq!(told["changed"][0]["day"], day, "{typed}");
        assert!(ran.err.contains(typed) && ran.err.contains(spoken), "{typed}: {ran:?}");
    }
    let ran = store.run(&["check", "run", "--on", "2026-11-16"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "a date is not echoed");
    let ran = store.run(&["check", "run"]);
    assert_eq!(ran.err, "");
}

#[test]
fn the_future_is_refused_1_3() {
    let store = store(&["Run every:day code:run"]);
    store.refused(1, &["check", "run", "--on", "tomorrow"], "19 November 2026");
    store.refused(1, &["check", "run", "--on", "2027-01-01"], "2027");
    assert_eq!(store.journal().len(), 1);
}

#[test]
fn a_check_off_may_be_backdated_without_limit_1_3() {
    let store = store(&["Run every:week code:run"]);
    store.ok(&["check", "run", "--on", "1999-12-31"]);
    assert_eq!(shown(&store, "run")["recent"][0]["day"], "1999-12-31");
}

#[test]
fn a_note_stands_on_each() {
    let store = store(&["Alpha every:day", "Beta every:day"]);
    store.ok(&["check", "alph", "beta", "--note", "- in the rain"]);
    let entries = store.json(&["log"])["entries"].clone();
    for code in ["alph", "beta"] {
        assert_eq!(find(&entries, code)["note"], "- in the rain");
    }
}

#[test]
fn a_goal_that_its_children_judge_is_not_checked_off_4_3() {
    let store = guest_posts();
    let ran = store.refused(1, &["check", "post"], "post");
    for child in ["pitch", "fu", "outl", "write", "ed", "si", "pub"] {
        assert!(ran.err.lines().any(|line| line.starts_with("hint: ") && line.contains(child)), "{ran:?}");
    }
}

#[test]
fn a_goal_of_steps_is_not_checked_off_6_2() {
    let store = store(&["Big code:big"]);
    store.ok(&["split", "big", "One", "Two"]);
    let ran = store.refused(1, &["check", "big"], "big");
    assert!(ran.err.contains("`one`") && ran.err.contains("`two`"), "{ran:?}");
    store.ok(&["check", "one"]);
    assert_eq!(shown(&store, "big")["fraction"], 0.5);
    store.ok(&["check", "two"]);
    assert_eq!(store.goal("big")["state"], "done");
}

#[test]
fn amounts_that_can_t_be_meant() {
    let store = store(&["Run n:5 unit:km every:day code:run"]);
    for ask in ["run+0", "run+-1", "run+x", "run=", "run+", "run=-1", "run+1.2345", "+3", "run+1,5"] {
        store.refused(2, &["check", ask], "");
    }
    store.refused(2, &["check"], "");
    store.refused(2, &["check", "run", "--on", "someday"], "someday");
    store.refused(2, &["check", "run", "--frobnicate"], "--frobnicate");
    assert_eq!(store.journal().len(), 1);
}

#[test]
fn an_archived_goal_is_refused() {
    let store = store(&["Run every:day code:run"]);
    store.ok(&["archive", "run"]);
    store.refused(1, &["check", "run"], "run");
}

#[test]
fn json_tells_the_code_the_day_and_the_new_totals() {
    let store = store(&["Pitch n:12 unit:emails every:week code:pitch", "Kids every:day"]);
    let told = store.json(&["check", "pitch+4", "kids"]);
    assert_eq!(codes(&told["changed"]), ["pitch", "kids"]);
    has_keys(&told["changed"][0], &["code", "day", "done", "target"]);
    let pitch = &told["changed"][0];
    assert_eq!(
        (&pitch["day"], &pitch["done"], &pitch["target"]),
        (&json!("2026-11-18"), &json!(4), &json!(12))
    );
}

#[test]
fn one_line_says_what_it_moved() {
    let store = store(&["Pitch n:12 unit:emails every:week code:pitch"]);
    let out = store.ok(&["check", "pitch+4"]);
    assert_eq!(out.lines().count(), 1, "{out}");
    assert!(out.contains("pitch") && out.contains("4/12 emails this week"), "{out}");
}

#[test]
fn nothing_is_asked_without_a_terminal() {
    let store = store(&["Run every:day code:run"]);
    let ran = store.run_with_input(&["check"], "run\n");
    assert_eq!(ran.code, 2, "{ran:?}");
    assert_eq!(store.journal().len(), 1);
}

#[test]
fn an_unknown_code_in_a_store_without_goals() {
    let store = Store::new();
    store.refused(1, &["check", "run"], "run");
    assert!(store.journal().is_empty());
}

#[test]
fn after_midnight_it_still_is_yesterday_1_1() {
    let mut store = store(&["Run every:day code:run"]);
    store.ok(&["config", "day-start", "04:00"]);
    store.at("2026-11-22T01:30:00+01:00");
    assert_eq!(store.json(&["check", "run"])["changed"][0]["day"], "2026-11-21");
}

#[test]
fn a_check_off_in_no_period_says_so_2_2() {
    let mut store = Store::new();
    store.ok(&["add", "Gym every:weekday code:gym"]);
    store.at("2026-11-21");
    let out = store.ok(&["check", "gym"]);
    assert!(out.contains("in no period"), "{out}");
    assert_eq!(store.streak("gym")["met"], 0);
}
