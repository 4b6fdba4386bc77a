//! A note never goes, and is told wherever what it is about is told: SEMANTICS 11.4.

use serde_json::{Value, json};

use crate::common::{line_with, shown, with_goals};
use crate::harness::Store;
use crate::state::{Tale, day};
use goals::domain::decide::check::check;
use goals::domain::input::check_word::Ask;
use goals::domain::model::change::Change;
use goals::domain::value::amount::Amount;

/// Run daily since Monday, skipped two days ago with a note.
fn ill() -> Store {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-18").ok(&["skip", "run", "--on", "-2d", "--note", "ILL"]);
    store
}

#[test]
fn rule_11_4_the_note_of_a_skip_is_told_wherever_the_skip_is() {
    let store = ill();
    for args in [&["why", "run"][..], &["show", "run"], &["log"], &["review"], &["report", "--notes"]] {
        let page = store.ok(args);
        assert!(page.contains("ILL"), "{args:?}: {page}");
        assert!(store.ok(&[args, &["--json"]].concat()).contains("ILL"), "{args:?}, as JSON");
    }
    let echo = store.ok(&["skip", "run", "--on", "-2d", "--note", "flu"]);
    assert!(echo.contains("“flu”"), "{echo}");
    assert!(line_with(&store.ok(&["why", "run"]), "Mon 16 Nov").contains("skipped (“flu”)"));
    let html = store.ok(&["report", "--notes", "--html", "-"]);
    assert!(html.contains("skipped: flu"), "{html}");
    store.ok(&["skip", "run", "--on", "-2d", "--undo"]);
    assert!(!store.ok(&["log"]).contains("skipped"));
}

#[test]
fn rule_11_4_a_skip_of_a_goal_above_tells_its_note_below() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Fit", "--code", "fit"]);
    store.ok(&["split", "fit", "Run every:day code:run"]);
    store.at("2026-11-18").ok(&["skip", "fit", "--on", "-2d", "--note", "ILL"]);
    assert!(line_with(&store.ok(&["why", "run"]), "Mon 16 Nov").contains("skipped (“ILL”)"));
    assert!(store.ok(&["show", "run"]).contains("skipped: ILL"));
    assert!(store.ok(&["log", "--goal", "run"]).contains("ILL"));
}

#[test]
fn rule_11_4_the_days_of_a_pause_are_told() {
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-08").ok(&["pause", "run", "--from", "2026-11-09", "--until", "2026-11-15"]);
    store.at("2026-11-18");
    let why = store.ok(&["why", "run"]);
    assert!(line_with(&why, "Tue 10 Nov").contains("paused Mon 9 Nov to Sun 15 Nov"), "{why}");
    assert!(line_with(&store.ok(&["show", "run"]), "Mon 9 Nov").contains("paused until Sun 15 Nov"));
    assert!(line_with(&store.ok(&["log"]), "paused").contains("until Sun 15 Nov"));
    assert!(store.ok(&["report", "--notes"]).contains("paused until Sun 15 Nov"));
    assert!(store.ok(&["review", "--week", "2026-11-10"]).contains("paused until Sun 15 Nov"));
    let wanted = json!([{"code": "run", "from": "2026-11-09", "until": "2026-11-15"}]);
    assert_eq!(shown(&store, "run")["pauses"], wanted);
    let entry = store.json(&["log"])["entries"][0].clone();
    assert_eq!(
        (&entry["kind"], &entry["day"], &entry["until"]),
        (&json!("pause"), &json!("2026-11-09"), &json!("2026-11-15"))
    );
    // One of everything that lies ahead leaves its trace as well.
    store.ok(&["pause", "--all", "--from", "2026-12-24"]);
    assert!(line_with(&store.ok(&["log"]), "everything").contains("no end"));
    assert!(line_with(&store.ok(&["show", "run"]), "  Thu 24 Dec  ").contains("paused, no end"));
}

#[test]
fn rule_11_4_a_note_on_what_is_done_already_is_written() {
    let store = with_goals(&["Time with the children every:day code:kids"]);
    store.ok(&["check", "kids"]);
    let out = store.ok(&["check", "kids", "--note", "wrestling"]);
    assert!(out.contains("already done today; the note is kept"), "{out}");
    let lines = store.journal().len();
    store.ok(&["check", "kids", "--note", "wrestling"]);
    assert_eq!(store.journal().len(), lines, "the same note is there already");
    for args in
        [&["today"][..], &["log"], &["show", "kids"], &["why", "kids"], &["review"], &["report", "--notes"]]
    {
        assert!(store.ok(args).contains("wrestling"), "{args:?}");
        assert!(
            store.ok(&[args, &["--json"]].concat()).contains("wrestling") || args == ["report", "--notes"],
            "{args:?}"
        );
    }
    let entry = store.json(&["log"])["entries"][0].clone();
    assert_eq!((&entry["amount"], &entry["note"]), (&json!(0), &json!("wrestling")));
    assert_eq!(store.goal("kids")["done"], 1);
    assert_eq!(store.json(&["check", "kids", "--note", "chess"])["changed"][0]["amount"], 0);
    let undone = store.ok(&["undo"]);
    assert!(undone.contains("note “chess” for `kids`"), "{undone}");
}

#[test]
fn rule_11_4_a_note_stays_when_the_day_s_sum_is_corrected() {
    let store = with_goals(&["Pitch every:week n:12 unit:emails code:pitch"]);
    store.ok(&["check", "pitch+4"]);
    store.ok(&["check", "pitch=4", "--note", "warm leads"]);
    store.ok(&["check", "pitch=3"]);
    let today = store.ok(&["today"]);
    assert!(today.contains("warm leads") && today.contains("pitch +3"), "{today}");
}

#[test]
fn rule_11_4_a_reading_that_stands_already_takes_a_note() {
    let store = with_goals(&["Weight baseline:82 target:78 unit:kg code:kg"]);
    store.ok(&["check", "kg=81"]);
    store.ok(&["check", "kg=81", "--note", "after lunch"]);
    assert!(store.ok(&["log"]).contains("after lunch"));
    assert_eq!(shown(&store, "kg")["done"], 81);
}

#[test]
fn rule_11_4_the_note_of_a_finished_goal_is_told() {
    let store = with_goals(&["Paint the fence n:10 unit:boards code:fence"]);
    store.ok(&["check", "fence+7"]);
    store.ok(&["finish", "fence", "--note", "rain came"]);
    for args in [&["report", "--notes"][..], &["review"], &["why", "fence"]] {
        assert!(store.ok(args).contains("rain came"), "{args:?}");
    }
}

fn noted(tale: &mut Tale, on: &str, code: &str) {
    let asks: Vec<Ask> = vec![code.parse().expect("an ask")];
    let checked = check(&tale.judge(), day(on), &asks, Some("words")).expect("a check");
    tale.happened(&checked.changes);
}

#[test]
fn rule_11_4_a_check_off_of_0_counts_nowhere() {
    let mut tale = Tale::of("2026-11-16", "Run every:day code:run\nOnce code:once");
    let goal = tale.goal("run").id;
    let nought =
        Change::Check { goal, day: day("2026-11-10"), n: Amount::ZERO, note: Some("words".to_owned()) };
    tale.happened(&[nought]);
    // It begins no goal, is no day on which something was done, and holds no streak.
    assert_eq!(tale.periods("run"), ["2026-11-16..2026-11-16 open"]);
    assert_eq!(tale.state.activity.goal_days(goal).last_day(), None);
    assert_eq!(tale.state.activity.goal_days(goal).records(day("2026-11-01"), tale.today).count(), 0);
    tale.later(1);
    let now = tale.today;
    let twice = |tale: &Tale| tale.state.activity.goal_days(goal).records(now, now).next();
    tale.check("run");
    assert_eq!(twice(&tale), Some((now, 1)));
    noted(&mut tale, "2026-11-17", "run");
    assert_eq!(twice(&tale), Some((now, 1)));
    assert_eq!((tale.current("run"), tale.standing("run")), (1, "1 of 1".to_owned()));
    // On a later day a one-off goal that is done takes a note, and nothing else.
    tale.check("once").later(3);
    noted(&mut tale, "2026-11-20", "once");
    assert_eq!(tale.judge().done_on(tale.goal("once")), Some(day("2026-11-17")));
    assert!(!tale.judge().was_done_today(tale.goal("once")));
}

#[test]
fn rule_11_4_a_note_of_0_is_no_activity_and_earns_nothing() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Shoes code:sh"]);
    store.ok(&["check", "sh"]);
    store.at("2026-11-17").ok(&["check", "sh", "--note", "red ones"]);
    let review = store.json(&["review"]);
    assert_eq!(review["activities"], 1, "{review}");
    assert_eq!(store.json(&["report"])["days"], json!({"2026-11-16": 1}));
    assert_eq!(store.json(&["today"])["counted"]["of"], 0);
    let noted: Vec<Value> = review["notes"].as_array().expect("notes").clone();
    assert_eq!(noted[0]["note"], "red ones");
}
