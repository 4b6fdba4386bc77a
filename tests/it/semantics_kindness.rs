//! SEMANTICS 9.2 to 9.4 of kindness: trials, and maps that begin with the goal.

use goals::domain::model::change::Change;
use goals::domain::report::agenda::{Agenda, Choice};
use goals::domain::report::trials::TrialResult;

use crate::common::{codes, with_goals};
use crate::harness::Store;
use crate::state::{Tale, day};

/// A daily goal on trial from Monday 2 November to Sunday 15 November.
fn on_trial() -> Tale {
    Tale::of("2026-11-02", "Get up early every:day pilot:2026-11-15 code:early")
}

/// Which trials `today` asks about.
fn asked(tale: &Tale) -> usize {
    Agenda::of(&tale.judge(), &Choice::default()).trials.len()
}

#[test]
fn rule_9_3_what_ends_unmet_after_a_trial_is_neutral() {
    let mut tale = on_trial();
    tale.check("early").later(1);
    assert_eq!(tale.verdicts("early"), "met open");
    tale.on("2026-11-15").check("early").on("2026-11-19");
    let run = tale.run("early");
    // Twelve days of the trial were missed, the 16th to the 18th are passed over, today is open.
    assert_eq!((run.met, run.missed, run.current), (2, 12, 1));
    assert!(tale.verdicts("early").ends_with("met neutral neutral neutral open"));
    // What is done meanwhile counts.
    assert_eq!(tale.check("early").current("early"), 2);
}

#[test]
fn rule_9_3_what_was_neutral_stays_so_after_the_decision() {
    let mut tale = on_trial();
    tale.check_on("2026-11-02", "early").on("2026-11-15").check("early").on("2026-11-19");
    tale.edit("early", "pilot:none");
    tale.on("2026-11-21");
    // The 16th to the 18th, before the day of deciding; it and the next one are missed.
    assert!(tale.verdicts("early").ends_with("met neutral neutral neutral missed missed open"));
    // Another trial decides as well.
    let mut tale = on_trial();
    tale.on("2026-11-18").edit("early", "pilot:2026-11-25").on("2026-11-28");
    assert!(tale.verdicts("early").contains("missed neutral neutral missed"));
    assert!(tale.verdicts("early").ends_with("missed neutral neutral open"));
}

#[test]
fn rule_9_3_a_week_that_ends_between_is_neutral_and_the_one_of_the_decision_is_not() {
    let mut tale = Tale::of("2026-11-02", "Swim every:week pilot:2026-11-11 code:swim");
    tale.on("2026-11-18").edit("swim", "pilot:none").on("2026-11-30");
    // The week of the 9th ended undecided; that of the 16th was decided in it.
    assert_eq!(tale.verdicts("swim"), "missed neutral missed missed open");
}

#[test]
fn rule_9_3_a_parent_judged_by_its_children_and_a_limit_are_passed_over_too() {
    let mut tale = Tale::of(
        "2026-11-02",
        "Fit every:week pilot:2026-11-08 code:fit\nSweets at-most:1 every:day pilot:2026-11-03 code:sweet",
    );
    tale.split("fit", "Run code:run").on("2026-11-05").check("sweet+2").on("2026-11-16");
    assert_eq!(tale.verdicts("fit"), "missed neutral open");
    assert_eq!(tale.periods("sweet")[3], "2026-11-05..2026-11-05 neutral");
}

#[test]
fn rule_9_3_today_asks_on_the_day_after_and_each_seventh() {
    let mut tale = on_trial();
    let days = ["2026-11-15", "2026-11-16", "2026-11-17", "2026-11-22", "2026-11-23", "2026-11-30"];
    assert_eq!(days.map(|day| asked(tale.on(day))), [0, 1, 0, 0, 1, 1]);
    assert_eq!(asked(tale.edit("early", "pilot:none")), 0);
}

#[test]
fn rule_9_3_what_is_done_is_not_asked_about() {
    let mut tale = Tale::of("2026-11-02", "Try the tool pilot:2026-11-15 code:tool");
    assert_eq!(asked(tale.check("tool").on("2026-11-16")), 0);
    let mut tale = Tale::of("2026-11-02", "Try every:day pilot:2026-11-15 by:2026-11-15 code:tool");
    assert_eq!(asked(tale.on("2026-11-16")), 0);
}

#[test]
fn rule_9_3_how_it_went() {
    let mut tale = on_trial();
    for (date, note) in [("2026-11-03", true), ("2026-11-04", false), ("2026-11-06", true)] {
        let note = note.then(|| "dark".to_owned());
        let goal = tale.goal("early").id;
        let n = "1".parse().expect("an amount");
        tale.on(date).happened(&[Change::Check { goal, day: day(date), n, note }]);
    }
    tale.on("2026-11-14").skip("early").on("2026-11-20");
    let result = TrialResult::of(&tale.judge(), tale.goal("early")).expect("a trial");
    // One of the fourteen was skipped.
    assert_eq!((result.met, result.judged, result.notes), (3, 13, 2));
}

/// The words of the page, in one line.
fn said(store: &Store, args: &[&str]) -> String {
    store.ok(args).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rule_9_3_the_three_ways_come_with_how_it_went() {
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Get up early every:day pilot:2026-11-15 code:early"]);
    for day in ["2026-11-02", "2026-11-03", "2026-11-04", "2026-11-05", "2026-11-15"] {
        let args = ["check", "early", "--note", "dark"];
        store.at(day).ok(if day < "2026-11-05" { &args } else { &args[..2] });
    }
    store.at("2026-11-16");
    let trial = "The trial of early “Get up early” ended on 15 Nov 2026: met 5 of 14 · 3 notes: `goals why \
                 early` keep goals edit early --pilot none adjust goals edit early drop goals archive early";
    let page = said(&store, &["today"]);
    assert!(page.contains(trial), "{page}");
    let told = store.json(&["today"])["trials_ended"][0].clone();
    assert_eq!((&told["met"], &told["of"], &told["notes"]), (&5.into(), &14.into(), &3.into()));
    store.at("2026-11-17");
    assert!(!said(&store, &["today"]).contains("trial"));
    assert!(said(&store, &["review"]).contains("met 5 of 14 · 3 notes"));
    assert!(said(&store, &["why", "early"]).contains("its trial was over and not decided"));
    store.ok(&["archive", "early"]);
    assert_eq!(codes(&store.json(&["review"])["trials_ended"]), [""; 0]);
}

#[test]
fn rule_9_4_a_map_has_its_month_above_it_and_begins_with_the_goal() {
    let mut store = Store::new();
    store.at("2026-08-09").ok(&["add", "Run every:day code:run"]);
    store.ok(&["check", "run"]);
    let page = store.ok(&["streaks", "run"]);
    assert!(page.contains("      Aug\n"), "{page}");
    assert!(page.contains("  Sun ■\n") && page.contains("  Sat\n"), "{page}");
    // One that began on 2 November has three weeks on the 18th, and no more.
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Run every:day code:run"]);
    store.ok(&["check", "run"]);
    store.at("2026-11-18").ok(&["check", "run"]);
    let page = store.ok(&["streaks", "run"]);
    assert!(page.contains("      Nov\n") && page.contains("  Mon ■ · ·\n"), "{page}");
    assert!(page.contains("  Wed · · ■\n") && page.contains("  Thu · ·\n"), "{page}");
    let report = store.ok(&["report"]);
    assert!(report.contains("  Mon █ · ·\n"), "{report}");
    let html = store.ok(&["report", "--html", "-"]);
    assert!(html.contains("on 2 days since 2 Nov 2026"), "{html}");
}

#[test]
fn rule_9_4_months_stand_apart_and_the_newest_has_its_name() {
    let mut store = Store::new();
    store.at("2026-07-06").ok(&["add", "Run every:day code:run"]);
    store.at("2026-08-09").ok(&["check", "run"]);
    let page = store.ok(&["streaks", "run"]);
    assert!(page.contains("      Jul     Aug\n  Mon · · ·   · ·\n"), "{page}");
    // One that began yesterday is named too.
    let mut store = Store::new();
    store.at("2026-10-19").ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-01").ok(&["check", "run"]);
    let page = store.ok(&["streaks", "run"]);
    assert!(page.contains("      Oct Nov\n  Mon ·   ·\n"), "{page}");
}

#[test]
fn rule_9_4_weeks_that_are_met_are_filled() {
    let mut store = with_goals(&[]);
    store.at("2026-11-02").ok(&["add", "Swim every:week n:2 code:swim"]);
    store.at("2026-11-03").ok(&["check", "swim"]);
    store.at("2026-11-05").ok(&["check", "swim"]);
    store.at("2026-11-10").ok(&["check", "swim"]);
    store.at("2026-11-18");
    let page = store.ok(&["streaks", "swim"]);
    let rows = ["  Mon □ · ·\n", "  Tue ■ ▪ ·\n", "  Wed □ · ·\n", "  Thu ■ ·\n", "  Sun □ ·\n"];
    assert!(rows.iter().all(|row| page.contains(row)), "{page}");
    assert!(page.contains("□ the rest of a week"), "{page}");
}
