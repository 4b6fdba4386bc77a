//! SEMANTICS 2: cadence and periods.

use goals::domain::decide::edit::{Destination, relocate};
use goals::domain::judge::status::Status;
use goals::domain::model::tree::Side;
use goals::domain::value::amount::Amount;
use goals::domain::value::cadence::Unit;
use goals::domain::value::day::Day;

use crate::state::{Tale, day};

/// The first and last days of the first `count` periods of a goal that begins on a day.
fn spans(begun: &str, every: &str, count: usize) -> Vec<String> {
    let mut tale = Tale::begun(begun);
    tale.add(&format!("Goal every:{every} code:g")).later(900);
    let spans = tale.periods("g").into_iter().take(count);
    spans.map(|period| period.split(' ').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn rule_2_1_periods_do_not_overlap_whatever_is_changed() {
    let mut tale = Tale::of("2026-11-01", "Run every:week code:run");
    for (days, cadence) in
        [(3, "day"), (9, "4d"), (2, "month"), (17, "mon,wed,fri"), (5, "quarter"), (40, "week")]
    {
        tale.later(days).edit("run", &format!("every:{cadence}"));
    }
    tale.later(30);
    let history = tale.judge().history(tale.goal("run"));
    for pair in history.periods.windows(2) {
        assert!(pair[0].range.to.is_some_and(|to| to < pair[1].range.from), "{pair:?}");
    }
}

/// A check-off on the day on which a cadence changes is in the new period alone.
#[test]
fn rule_2_1_a_check_off_counts_in_at_most_one_period() {
    let mut tale = Tale::of("2026-11-16", "Run every:week n:2 code:run");
    tale.on("2026-11-18").check("run").edit("run", "every:month");
    let history = tale.judge().history(tale.goal("run"));
    let sums: Vec<String> = history.periods.iter().map(|period| period.sum.to_string()).collect();
    assert_eq!(sums, ["0", "1"]);
}

#[test]
fn rule_2_2_each_day_is_a_period() {
    assert_eq!(
        spans("2026-11-16", "day", 3),
        ["2026-11-16..2026-11-16", "2026-11-17..2026-11-17", "2026-11-18..2026-11-18"]
    );
}

#[test]
fn rule_2_2_each_listed_day_is_a_period_of_its_own() {
    // Thursday 19, Friday 20, then Monday 23.
    assert_eq!(
        spans("2026-11-19", "weekday", 3),
        ["2026-11-19..2026-11-19", "2026-11-20..2026-11-20", "2026-11-23..2026-11-23"]
    );
    assert_eq!(
        spans("2026-11-16", "weekend", 3),
        ["2026-11-21..2026-11-21", "2026-11-22..2026-11-22", "2026-11-28..2026-11-28"]
    );
    assert_eq!(
        spans("2026-11-17", "mon,wed,fri", 3),
        ["2026-11-18..2026-11-18", "2026-11-20..2026-11-20", "2026-11-23..2026-11-23"]
    );
}

#[test]
fn rule_2_2_a_check_off_on_another_day_is_in_no_period() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Swim every:mon,wed,fri code:swim").on("2026-11-17").check("swim").on("2026-11-18");
    assert!(tale.judge().history(tale.goal("swim")).period_on(day("2026-11-17")).is_none());
    assert_eq!(tale.verdicts("swim"), "missed open");
    assert_eq!(tale.run("swim").met, 0);
}

#[test]
fn rule_2_2_a_check_off_on_another_day_adds_to_totals() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Swim far n:100 unit:km code:far").split("far", "Swim every:mon,wed,fri unit:km n:2 code:swim");
    tale.on("2026-11-17").check("swim+3");
    assert_eq!(tale.amount("far"), "3");
}

#[test]
fn rule_2_2_weeks_begin_on_monday() {
    assert_eq!(spans("2026-11-16", "week", 2), ["2026-11-16..2026-11-22", "2026-11-23..2026-11-29"]);
}

#[test]
fn rule_2_2_weeks_begin_on_the_week_start() {
    let mut tale = Tale::begun("2026-11-15");
    tale.config("week-start", "sunday").add("Run every:week code:run").later(7);
    assert_eq!(tale.periods("run"), ["2026-11-15..2026-11-21 missed", "2026-11-22..2026-11-28 open"]);
}

#[test]
fn rule_2_2_months_quarters_and_years_are_the_calendars() {
    assert_eq!(
        spans("2027-12-31", "month", 4),
        [
            "2027-12-31..2027-12-31",
            "2028-01-01..2028-01-31",
            "2028-02-01..2028-02-29",
            "2028-03-01..2028-03-31"
        ]
    );
    assert_eq!(
        spans("2026-11-18", "quarter", 3),
        ["2026-11-18..2026-12-31", "2027-01-01..2027-03-31", "2027-04-01..2027-06-30"]
    );
    assert_eq!(spans("2026-11-18", "year", 2), ["2026-11-18..2026-12-31", "2027-01-01..2027-12-31"]);
}

/// Done on Mon 2, Sun 8, Sat 14, Fri 20 and Thu 26 November: the week of the 2nd holds two, each other one.
#[test]
fn rule_2_2_two_a_week_done_every_sixth_day_breaks() {
    let mut tale = Tale::of("2026-11-02", "Run every:week n:2 code:run");
    for _ in 0..5 {
        tale.check("run").later(6);
    }
    tale.on("2026-11-30");
    assert_eq!(tale.verdicts("run"), "met missed missed missed open");
}

/// Done on days 0, 3, 5 and 9: windows on 0, 1-3, 4-5 (met on the 2nd of 3 days), 6-8 and 9.
#[test]
fn rule_2_3_a_window_opens_again_the_day_after_it_was_met_or_closed() {
    let mut tale = Tale::of("2026-11-16", "Water every:3d code:water");
    for on in ["2026-11-16", "2026-11-19", "2026-11-21", "2026-11-25"] {
        tale.on(on).check("water");
    }
    assert_eq!(
        tale.periods("water"),
        [
            "2026-11-16..2026-11-16 met",
            "2026-11-17..2026-11-19 met",
            "2026-11-20..2026-11-21 met",
            "2026-11-22..2026-11-24 missed",
            "2026-11-25..2026-11-25 met",
        ]
    );
    tale.later(1);
    assert_eq!(tale.periods("water").last().map(String::as_str), Some("2026-11-26..2026-11-28 open"));
}

#[test]
fn rule_2_3_a_window_opens_on_the_first_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:3d from:2026-11-20 code:water").on("2026-11-21");
    assert_eq!(tale.periods("water"), ["2026-11-20..2026-11-22 open"]);
}

#[test]
fn rule_2_3_a_window_that_asks_for_two_ends_with_the_second() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:5d n:2 code:water").check("water").on("2026-11-18").check("water").later(1);
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-18 met", "2026-11-19..2026-11-23 open"]);
}

/// A check-off filled in later shifts the windows behind it, as nothing is stored but check-offs.
#[test]
fn rule_2_3_a_backfilled_check_off_shifts_the_windows_after_it() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:3d code:water").on("2026-11-20").check("water");
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-18 missed", "2026-11-19..2026-11-20 met"]);
    tale.check_on("2026-11-17", "water");
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-17 met", "2026-11-18..2026-11-20 met"]);
}

#[test]
fn rule_2_4_once_is_one_period_without_end() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Read three books n:3 code:books").later(4000);
    assert_eq!(tale.periods("books"), ["2026-11-16.. open"]);
}

#[test]
fn rule_2_4_what_is_only_counted_is_never_done_and_has_no_streak() {
    let store = crate::harness::Store::new();
    store.ok(&["add", "Coffee n:any unit:cups code:coffee"]);
    store.ok(&["add", "Health every:day code:health"]);
    store.ok(&["split", "health", "Snack n:any code:snack"]);
    store.ok(&["check", "coffee+2", "snack"]);
    store.ok(&["check", "coffee"]);
    let coffee = store.goal("coffee");
    assert_eq!((&coffee["state"], &coffee["done"]), (&"open".into(), &3.into()));
    assert_eq!((&coffee["cadence"], &coffee["fraction"]), (&"once".into(), &serde_json::Value::Null));
    assert_eq!(store.goal("snack")["cadence"], "once", "whatever stands above it");
    let streaks = store.json(&["streaks"]);
    let with_streaks: Vec<&str> =
        streaks["goals"].as_array().expect("goals").iter().filter_map(|goal| goal["code"].as_str()).collect();
    assert_eq!(with_streaks, ["health"]);
    let page = store.ok(&["today"]);
    assert!(page.contains("0 of 1 done") && !page.contains("Coffee"), "it has no box: {page}");
    let all = store.ok(&["today", "--all"]);
    let line = all.lines().find(|line| line.contains("Coffee")).expect("its line");
    assert!(!line.contains('['), "nor has it one where all is shown: {line}");
    let totals = store.json(&["show", "coffee"])["goal"]["totals"][3]["amount"].clone();
    assert_eq!(totals, 3, "it has totals");
    assert_eq!(store.json(&["review"])["activities"], 4, "3 cups and 1 snack");
}

#[test]
fn rule_2_4_what_is_only_counted_is_no_part_of_what_is_above_it() {
    let store = crate::harness::Store::new();
    store.ok(&["add", "Move house", "--code", "move"]);
    store.ok(&["split", "move", "Boxes carried n:any code:boxes", "Hand over the keys code:keys"]);
    store.ok(&["check", "keys"]);
    assert_eq!(store.goal("move")["state"], "done");
}

#[test]
fn rule_2_4_what_is_only_counted_has_no_cadence_and_no_baseline() {
    let store = crate::harness::Store::new();
    store.refused(2, &["add", "Coffee n:any every:week"], "what is only counted is asked for at no time");
    store.refused(2, &["add", "Weight n:any baseline:82"], "a goal with a baseline has a target to get to");
    store.ok(&["add", "Coffee n:any code:coffee"]);
    store.refused(
        1,
        &["reward", "add", "coffee", "A day off"],
        "`coffee` is only counted, and so is never done",
    );
    store.ok(&["edit", "coffee", "--target", "5"]);
    store.ok(&["check", "coffee+5"]);
    assert_eq!(store.goal("coffee")["state"], "done");
}

#[test]
fn rule_2_4_once_is_done_when_its_target_is_reached() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Read three books n:3 code:books").check("books+2");
    assert_eq!(tale.judge().status(tale.goal("books")), Status::Open);
    tale.later(300).check("books");
    assert_eq!(tale.judge().status(tale.goal("books")), Status::Done);
    assert_eq!(tale.judge().done_on(tale.goal("books")), Some(day("2026-11-16").plus(300)));
}

#[test]
fn rule_2_5_a_goal_starts_on_the_day_it_was_made() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day code:run").later(1);
    assert_eq!(tale.periods("run"), ["2026-11-16..2026-11-16 missed", "2026-11-17..2026-11-17 open"]);
}

#[test]
fn rule_2_5_a_goal_starts_on_the_day_it_was_first_checked_off_if_that_is_earlier() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Run every:day code:run").check_on("2026-11-16", "run");
    assert_eq!(tale.verdicts("run"), "met missed open");
}

#[test]
fn rule_2_5_a_check_off_taken_back_starts_nothing() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Run every:day code:run").check_on("2026-11-10", "run").check_on("2026-11-10", "run=0");
    assert_eq!(tale.verdicts("run"), "open");
}

/// 7 December is a Monday: its week is open on the 8th, and nothing was asked for before.
#[test]
fn rule_2_5_nothing_is_missed_before_the_stated_start() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week from:2026-12-07 code:run").on("2026-11-18").check("run").on("2026-12-08");
    assert_eq!(tale.periods("run"), ["2026-12-07..2026-12-13 open"]);
    assert_eq!((tale.run("run").missed, tale.run("run").met), (0, 0));
}

#[test]
fn rule_2_5_a_day_before_the_stated_start_is_in_no_period() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day from:2026-12-07 code:run").on("2026-11-18").check("run").on("2026-12-07");
    assert_eq!(tale.verdicts("run"), "open");
}

#[test]
fn rule_2_5_check_offs_before_the_start_count_in_totals() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Far n:100 unit:km code:far").split("far", "Run every:day n:5 unit:km from:2026-12-07 code:run");
    tale.on("2026-11-18").check("run+4").on("2026-12-07");
    assert_eq!(tale.amount("far"), "4");
    assert_eq!(tale.standing("run"), "0 of 5");
}

#[test]
fn rule_2_5_a_repeating_goal_ends_with_its_last_day_both_inclusive() {
    let mut tale = Tale::begun("2026-11-10");
    tale.add("Run every:day from:2026-11-16 by:2026-11-18 code:run").on("2026-11-25");
    assert_eq!(
        tale.periods("run"),
        ["2026-11-16..2026-11-16 missed", "2026-11-17..2026-11-17 missed", "2026-11-18..2026-11-18 missed"]
    );
    assert_eq!(tale.judge().status(tale.goal("run")), Status::Ended);
}

#[test]
fn rule_2_5_daily_met_on_monday_and_tuesday_archived_on_wednesday() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day code:run").check("run").later(1).check("run").later(1).archive("run");
    for _ in 0..3 {
        assert_eq!(tale.verdicts("run").split(' ').take(2).collect::<Vec<_>>(), ["met", "met"]);
        assert_eq!((tale.current("run"), tale.run("run").missed), (2, 0), "{}", tale.today);
        tale.later(1);
    }
}

#[test]
fn rule_2_5_the_period_of_archiving_is_neutral_if_unmet() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").check("run").on("2026-11-18").archive("run").on("2026-12-01");
    assert_eq!(tale.verdicts("run"), "neutral");
}

#[test]
fn rule_2_5_the_period_of_archiving_is_met_if_it_was() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").check("run+3").on("2026-11-18").archive("run").on("2026-12-01");
    assert_eq!(tale.verdicts("run"), "met");
}

/// Archived on Wednesday, back on Saturday: Thursday and Friday lie between.
#[test]
fn rule_2_5_the_days_between_archiving_and_its_undoing_count_as_paused() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day code:run").check("run").later(1).check("run").later(1).archive("run");
    tale.on("2026-11-21").unarchive("run");
    assert_eq!(tale.verdicts("run"), "met met neutral excused excused open");
    tale.check("run");
    assert_eq!(tale.current("run"), 3);
}

#[test]
fn rule_2_5_a_week_that_holds_the_way_back_from_the_archive_is_neutral_if_unmet() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").on("2026-11-18").archive("run");
    tale.on("2026-12-02").unarchive("run").on("2026-12-07");
    // 16-22 holds the archiving, 23-29 is wholly paused, 30 Nov and 1 Dec of the third week are.
    assert_eq!(tale.verdicts("run"), "neutral excused neutral open");
}

#[test]
fn rule_2_5_a_subtree_is_archived_with_its_parent() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health code:health").split("health", "Run every:day code:run").check("run");
    tale.later(1).archive("health").on("2026-11-20");
    assert_eq!((tale.current("run"), tale.run("run").missed), (1, 0));
}

/// A goal starts on its own day, whatever stands above it: what was met before the move stays met.
#[test]
fn rule_2_5_a_move_under_a_goal_that_begins_later_takes_no_streak_away() {
    let mut tale = Tale::of("2026-11-16", "Run every:day code:run\nWinter from:2026-12-01 code:winter");
    tale.check("run").later(1).check("run").later(1).put("run", Some("winter"));
    assert_eq!((tale.current("run"), tale.run("run").met), (2, 2));
}

/// Tuesday's miss is the goal's own: that the other goal was in the archive then is no matter.
#[test]
fn rule_2_5_a_move_under_a_goal_that_was_archived_changes_no_past_verdict() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day code:run\nHealth code:health").check("run").archive("health");
    tale.on("2026-11-18").unarchive("health").later(1);
    assert_eq!(tale.verdicts("run"), "met missed missed open");
    tale.put("run", Some("health"));
    assert_eq!(tale.verdicts("run"), "met missed missed open");
}

/// Tuesday was passed in the archive, with the goal above; moving it away later makes no miss of that.
#[test]
fn rule_2_5_a_move_away_from_a_goal_that_was_archived_changes_no_past_verdict() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Health code:health\n  Run every:day code:run").check("run").archive("health");
    tale.on("2026-11-18").unarchive("health").later(1);
    assert_eq!(tale.verdicts("run"), "met excused missed open");
    tale.put("run", None);
    assert_eq!(tale.verdicts("run"), "met excused missed open");
}

/// It begins on the 20th, with what it is for; a check-off before counts in totals.
#[test]
fn rule_2_5_what_is_made_below_a_goal_that_begins_later_begins_with_it() {
    let mut tale = Tale::begun("2026-11-10");
    tale.add("Camp every:week from:2026-11-20 code:c").split("c", "Stretch every:day code:s");
    tale.on("2026-11-13").check("s").on("2026-11-19");
    assert_eq!((tale.verdicts("s"), tale.run("s").missed), (String::new(), 0));
    assert_eq!(tale.judge().status(tale.goal("s")), Status::Waiting);
    tale.on("2026-11-21");
    assert_eq!(tale.verdicts("s"), "missed open");
    assert_eq!(tale.judge().done_on_day(tale.goal("s"), day("2026-11-13")), Amount::ONE);
}

/// The same two levels down, and with a check-off of a day before the goal above began.
#[test]
fn rule_2_5_nothing_begins_before_what_it_was_made_below() {
    let mut tale = Tale::begun("2026-11-10");
    tale.add("Camp from:2026-11-20 code:c").split("c", "Body code:b").split("b", "Stretch every:day code:s");
    tale.on("2026-11-13").check("s").on("2026-11-21");
    assert_eq!(tale.verdicts("s"), "missed open");
    let mut tale = Tale::begun("2026-11-21");
    tale.add("Camp from:2026-11-20 code:c").split("c", "Stretch every:day code:s");
    tale.check_on("2026-11-13", "s");
    assert_eq!(tale.verdicts("s"), "missed open");
}

/// Moved to the top while the other still waits, it begins by itself: with that day, or what was done before.
#[test]
fn rule_2_5_what_is_moved_away_from_a_goal_that_begins_later_begins_by_itself() {
    let camp = || {
        let mut tale = Tale::begun("2026-11-10");
        tale.add("Camp from:2026-11-20 code:c").split("c", "Stretch every:day code:s");
        tale
    };
    let mut at_once = camp();
    at_once.put("s", None).on("2026-11-12");
    assert_eq!(at_once.verdicts("s"), "missed missed open");
    let mut later = camp();
    later.on("2026-11-12").put("s", None).later(1);
    assert_eq!(later.verdicts("s"), "missed open");
    let mut done = camp();
    done.on("2026-11-11").check("s").later(1).put("s", None).later(1);
    assert_eq!(done.verdicts("s"), "met missed open");
    // Once it had begun, a move changes no more.
    let mut begun = camp();
    begun.on("2026-11-22").put("s", None);
    assert_eq!(begun.verdicts("s"), "missed missed open");
    let mut elsewhere = camp();
    elsewhere.add("Winter from:2026-12-01 code:w").on("2026-11-12").put("s", Some("w")).on("2026-12-02");
    assert_eq!(elsewhere.verdicts("s"), "missed open");
}

/// A day's work that ended on the 3rd, each day done.
fn ended() -> Tale {
    let mut tale = Tale::begun("2026-11-01");
    tale.add("T every:day by:2026-11-03 code:t").split("t", "A code:a\nB code:b").check("a b");
    tale.later(1).check("a b").later(1).check("a b").on("2026-11-20");
    tale
}

#[test]
fn rule_2_5_moving_things_in_a_goal_that_has_ended_changes_nothing() {
    let mut tale = ended();
    let sibling = Destination::Beside(tale.goal("a"), Side::Before);
    let changes = relocate(&tale.state, tale.goal("b"), sibling, tale.today).expect("a move");
    tale.happened(&changes);
    for _ in 0..3 {
        for code in ["t", "a", "b"] {
            assert_eq!(tale.verdicts(code), "met met met", "{code}");
            assert_eq!(tale.judge().status(tale.goal(code)), Status::Ended, "{code}");
        }
        tale.later(1);
    }
}

#[test]
fn rule_2_5_moving_a_goal_that_has_ended_changes_nothing() {
    for year in ["Year code:y", "Year every:day code:y", "Year every:day by:2026-11-10 code:y"] {
        let mut tale = ended();
        tale.add(year).put("t", Some("y")).later(1);
        for code in ["t", "a", "b"] {
            assert_eq!(tale.verdicts(code), "met met met", "{code}");
            assert_eq!(tale.judge().status(tale.goal(code)), Status::Ended, "{code}");
        }
    }
}

/// Taken out of what had ended it goes on from that day; nothing was missed between.
#[test]
fn rule_2_5_what_is_moved_out_of_a_goal_that_has_ended_goes_on_from_there() {
    let mut tale = ended();
    tale.put("b", None).edit("b", "every:day").check("b").later(2);
    let run = tale.run("b");
    assert_eq!((run.met, run.missed, run.current, run.excused), (4, 1, 0, 16));
    assert_eq!(tale.verdicts("t"), "met met met");
    // And so does what is below it.
    let mut tale = Tale::begun("2026-11-01");
    tale.add("X every:day by:2026-11-03 code:x")
        .split("x", "T code:t")
        .split("t", "A every:week code:a")
        .check("a");
    tale.on("2026-11-20").put("t", None);
    assert_eq!((tale.run("a").met, tale.run("a").missed), (1, 0));
    assert_eq!(tale.judge().status(tale.goal("a")), Status::Open);
}

/// Moved back and forth it ends where it stands.
#[test]
fn rule_2_5_an_end_above_holds_from_the_day_on_which_a_goal_came_there() {
    let mut tale = Tale::begun("2026-11-01");
    tale.add("T every:day by:2026-11-03 code:t\nA every:day code:a").on("2026-11-05").put("a", Some("t"));
    tale.on("2026-11-07");
    assert_eq!(tale.verdicts("a"), "missed missed missed missed missed");
    assert_eq!(tale.judge().status(tale.goal("a")), Status::Ended);
}

/// Put right on the day it was made, it holds for the days before, as a place does.
#[test]
fn rule_2_7_a_schedule_put_right_on_the_day_the_goal_was_made_holds_since_ever() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Run every:day n:5 unit:km code:run")
        .check_on("2026-11-16", "run+3")
        .edit("run", "every:week n:3");
    assert_eq!(tale.periods("run"), ["2026-11-16..2026-11-22 met"]);
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Run every:day n:2 code:run").edit("run", "n:1").check_on("2026-11-16", "run").on("2026-11-19");
    assert_eq!(tale.verdicts("run"), "met missed missed open");
    tale.edit("run", "n:2").later(1);
    assert_eq!(tale.verdicts("run"), "met missed missed missed open");
}

#[test]
fn rule_2_6_a_goal_without_a_cadence_follows_its_nearest_ancestor_that_states_one() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add(
        "Blog every:month code:blog\n  Post every:week code:post\n    Draft code:draft\n      Word code:word",
    );
    assert_eq!(tale.periods("word"), ["2026-11-16..2026-11-22 open"]);
}

#[test]
fn rule_2_6_without_any_cadence_above_it_is_done_once() {
    let tale = Tale::of("2026-11-16", "Blog code:blog\n  Post code:post");
    assert_eq!(tale.periods("post"), ["2026-11-16.. open"]);
}

#[test]
fn rule_2_6_a_changed_cadence_above_changes_its_own() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Blog every:week code:blog\n  Post code:post")
        .on("2026-11-18")
        .edit("blog", "every:day")
        .later(1);
    assert_eq!(
        tale.periods("post"),
        ["2026-11-16..2026-11-17 neutral", "2026-11-18..2026-11-18 missed", "2026-11-19..2026-11-19 open"]
    );
}

#[test]
fn rule_2_6_a_move_changes_the_cadence_it_follows() {
    let mut tale =
        Tale::of("2026-11-16", "Weekly every:week code:w\n  Post code:post\nDaily every:day code:d");
    tale.on("2026-11-18").put("post", Some("d")).later(1);
    assert_eq!(
        tale.periods("post"),
        ["2026-11-16..2026-11-17 neutral", "2026-11-18..2026-11-18 missed", "2026-11-19..2026-11-19 open"]
    );
}

#[test]
fn rule_2_6_a_move_to_the_top_ends_the_cadence_it_followed() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Weekly every:week code:w\n  Post code:post").on("2026-11-18").put("post", None).later(30);
    assert_eq!(tale.periods("post"), ["2026-11-16..2026-11-17 neutral", "2026-11-18.. open"]);
}

#[test]
fn rule_2_6_a_move_changes_nothing_where_a_cadence_is_stated() {
    let mut tale = Tale::of(
        "2026-11-16",
        "Weekly every:week code:w\n  Post every:week code:post\nDaily every:day code:d",
    );
    tale.on("2026-11-18").put("post", Some("d")).later(1);
    assert_eq!(tale.periods("post"), ["2026-11-16..2026-11-22 open"]);
}

/// 30 June 2026 is a Tuesday: 1 to 5 July are what is left of that week.
#[test]
fn rule_2_7_daily_until_30_june_then_three_a_week() {
    let mut tale = Tale::begun("2026-06-28");
    tale.add("Run every:day code:run").check("run").on("2026-06-30").check("run");
    tale.on("2026-07-01").edit("run", "every:week n:3").on("2026-07-06").check("run").later(1).check("run");
    tale.later(1).check("run");
    assert_eq!(
        tale.periods("run"),
        [
            "2026-06-28..2026-06-28 met",
            "2026-06-29..2026-06-29 missed",
            "2026-06-30..2026-06-30 met",
            "2026-07-01..2026-07-05 neutral",
            "2026-07-06..2026-07-12 met",
        ]
    );
}

#[test]
fn rule_2_7_a_changed_target_holds_for_the_whole_week_that_holds_that_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Pitch every:week n:12 unit:emails code:pitch").check("pitch+6").later(1).check("pitch+4");
    tale.on("2026-11-18").edit("pitch", "n:14");
    assert_eq!(tale.periods("pitch"), ["2026-11-16..2026-11-22 open"]);
    assert_eq!(tale.standing("pitch"), "10 of 14");
}

#[test]
fn rule_2_7_closed_periods_keep_their_target() {
    let mut tale = Tale::begun("2026-11-09");
    tale.add("Pitch every:week n:12 code:pitch").check("pitch+12").on("2026-11-18").edit("pitch", "n:14");
    tale.check("pitch+13").on("2026-11-23");
    assert_eq!(tale.verdicts("pitch"), "met missed open");
}

#[test]
fn rule_2_7_a_once_goal_keeps_its_one_period() {
    let mut tale = Tale::begun("2026-01-01");
    tale.add("Publish n:52 unit:posts code:gp").check("gp+20").on("2026-06-01").edit("gp", "n:40").later(30);
    assert_eq!(tale.periods("gp"), ["2026-01-01.. open"]);
    assert_eq!(tale.standing("gp"), "20 of 40");
}

/// At most 5 would be kept with 3 done; at least 4 is not.
#[test]
fn rule_2_7_a_changed_direction_holds_for_the_whole_period() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Coffee every:week at-most:5 code:cof").check("cof+3").on("2026-11-18");
    tale.edit("cof", "at-most:none n:4").on("2026-11-23");
    assert_eq!(tale.periods("cof"), ["2026-11-16..2026-11-22 missed", "2026-11-23..2026-11-29 open"]);
}

#[test]
fn rule_2_7_a_window_is_met_against_the_target_in_force_that_day() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:5d n:2 code:water").check("water").later(1).edit("water", "n:3").check("water");
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-20 open"]);
    tale.later(1).check("water");
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-18 met"]);
}

#[test]
fn rule_2_7_a_window_that_was_met_stays_met_when_the_target_rises_later() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:5d n:2 code:water").check("water+2").later(1).edit("water", "n:3").later(1);
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-16 met", "2026-11-17..2026-11-21 open"]);
}

/// Two of three on Monday; on Tuesday two are enough, so Tuesday is the first day on which the sum
/// reaches the target in force, and the window ends that day (2.3).
#[test]
fn rule_2_7_a_window_is_met_on_the_day_on_which_its_target_is_lowered_to_its_sum() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:5d n:3 code:water").check("water+2").later(1).edit("water", "n:2").later(1);
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-17 met", "2026-11-18..2026-11-22 open"]);
}

/// Another machine, its clock ahead, made it weekly from 2030 on. Until then it is daily, and who changes
/// the target today does not make it weekly today.
#[test]
fn rule_2_7_a_cadence_that_holds_from_a_day_ahead_is_not_taken_over_today() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day n:2 code:run").on("2030-01-01").edit("run", "every:week n:5");
    tale.on("2026-11-17").edit("run", "n:3");
    assert_eq!(tale.periods("run"), ["2026-11-16..2026-11-16 missed", "2026-11-17..2026-11-17 open"]);
    assert_eq!(tale.standing("run"), "0 of 3");
}

#[test]
fn rule_2_7_a_unit_is_a_label() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Pitch every:week n:12 unit:emails code:pitch").check("pitch+5");
    tale.on("2026-11-18").edit("pitch", "unit:letters");
    assert_eq!(tale.periods("pitch"), ["2026-11-16..2026-11-22 open"]);
    assert_eq!(tale.standing("pitch"), "5 of 12");
}

#[test]
fn rule_2_7_setting_what_already_holds_changes_nothing() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Pitch every:week n:12 unit:emails by:2027-01-01 code:pitch").on("2026-11-18");
    assert_eq!(tale.would_edit("pitch", "every:week n:12 unit:emails by:2027-01-01"), []);
}

#[test]
fn rule_2_7_stating_the_cadence_that_was_followed_cuts_nothing() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Blog every:week code:blog\n  Post code:post").on("2026-11-18").edit("post", "every:week");
    assert_eq!(tale.periods("post"), ["2026-11-16..2026-11-22 open"]);
}

#[test]
fn rule_2_7_there_and_back_on_one_day_cuts_nothing() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week code:run").on("2026-11-18").edit("run", "every:day").edit("run", "every:week");
    assert_eq!(tale.periods("run"), ["2026-11-16..2026-11-22 open"]);
}

#[test]
fn rule_2_8_a_period_cut_by_the_start_is_neutral_if_unmet() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Run every:week n:3 code:run").check("run+2").on("2026-11-30");
    assert_eq!(tale.verdicts("run"), "neutral missed open");
}

#[test]
fn rule_2_8_a_partial_period_can_be_met() {
    let mut tale = Tale::begun("2026-11-18");
    tale.add("Run every:week n:3 code:run").check("run+3").on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "met open");
}

#[test]
fn rule_2_8_a_period_cut_by_the_end_is_neutral_if_unmet() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 by:2026-11-25 code:run").on("2026-12-07");
    assert_eq!(tale.periods("run"), ["2026-11-16..2026-11-22 missed", "2026-11-23..2026-11-25 neutral"]);
}

#[test]
fn rule_2_8_a_window_cut_by_the_end_is_neutral_if_unmet() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Water every:5d by:2026-11-22 code:water").on("2026-12-07");
    assert_eq!(tale.periods("water"), ["2026-11-16..2026-11-20 missed", "2026-11-21..2026-11-22 neutral"]);
}

#[test]
fn rule_2_8_a_period_cut_by_a_changed_cadence_is_neutral_if_unmet() {
    let mut tale = Tale::begun("2026-11-02");
    tale.add("Run every:month code:run").on("2026-12-10").edit("run", "every:year").on("2027-01-01");
    assert_eq!(
        tale.periods("run"),
        [
            "2026-11-02..2026-11-30 neutral",
            "2026-12-01..2026-12-09 neutral",
            "2026-12-10..2026-12-31 neutral",
            "2027-01-01..2027-12-31 open",
        ]
    );
}

#[test]
fn rule_2_8_a_period_cut_by_a_pause_is_neutral_if_unmet() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").later(1).pause("run", Some("2026-11-18")).on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "neutral open");
}

#[test]
fn rule_2_8_a_period_cut_by_a_pause_can_be_met() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").later(1).pause("run", Some("2026-11-18"));
    tale.on("2026-11-20").check("run+3").on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "met open");
}

#[test]
fn rule_2_8_a_start_on_the_first_day_of_a_period_cuts_nothing() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:week n:3 code:run").on("2026-11-23");
    assert_eq!(tale.verdicts("run"), "missed open");
}

#[test]
fn rule_2_2_the_last_day_there_is_ends_the_periods() {
    let mut tale = Tale::begun("2026-11-16");
    tale.today = Day::LAST.prev();
    tale.add("Run every:day code:run\nSave every:month code:save\nWater every:5d code:water");
    tale.today = Day::LAST;
    assert_eq!(tale.verdicts("run"), "missed open");
    assert_eq!(tale.periods("save"), ["9999-12-30..9999-12-31 open"]);
    tale.check("water");
    assert_eq!(tale.judge().done_on_day(tale.goal("water"), Day::LAST), Amount::ONE);
}

#[test]
fn rule_2_5_nothing_begins_more_than_forty_years_back() {
    let mut tale = Tale::begun("2026-11-16");
    tale.add("Run every:day from:1900-01-01 code:run").check_on("1950-05-01", "run").check("run");
    let judge = tale.judge();
    let history = judge.history(tale.goal("run"));
    assert_eq!((history.timeline.start.to_string().as_str(), history.periods.len()), ("1986-11-16", 14_611));
    assert_eq!(tale.current("run"), 1);
}

/// 16 November 2026 is a Monday, 18 a Wednesday.
#[test]
fn rule_2_9_weeks_are_counted_from_the_one_it_starts_in() {
    assert_eq!(
        spans("2026-11-18", "2w", 3),
        ["2026-11-18..2026-11-29", "2026-11-30..2026-12-13", "2026-12-14..2026-12-27"]
    );
    let mut tale = Tale::begun("2026-11-18");
    tale.config("week-start", "sunday").add("Goal every:2w code:g").later(30);
    let first: Vec<String> = tale.periods("g").into_iter().take(2).collect();
    assert_eq!(first, ["2026-11-18..2026-11-28 neutral", "2026-11-29..2026-12-12 missed"]);
}

#[test]
fn rule_2_9_months_are_counted_from_the_one_it_starts_in() {
    assert_eq!(
        spans("2026-11-01", "3m", 3),
        ["2026-11-01..2027-01-31", "2027-02-01..2027-04-30", "2027-05-01..2027-07-31"]
    );
}

#[test]
fn rule_2_9_days_of_the_month_are_periods_of_their_own() {
    assert_eq!(
        spans("2027-12-20", "31st", 3),
        ["2027-12-31..2027-12-31", "2028-01-31..2028-01-31", "2028-02-29..2028-02-29"]
    );
    // The 30th and the last day of February are one day.
    assert_eq!(
        spans("2027-01-31", "30th,last-day", 3),
        ["2027-01-31..2027-01-31", "2027-02-28..2027-02-28", "2027-03-30..2027-03-30"]
    );
    assert_eq!(
        spans("2026-12-24", "2nd-tue,last-fri", 3),
        ["2026-12-25..2026-12-25", "2027-01-12..2027-01-12", "2027-01-29..2027-01-29"]
    );
}

#[test]
fn rule_2_9_the_count_goes_on_while_the_cadence_stays() {
    let mut tale = Tale::of("2026-11-16", "Goal every:2w code:g");
    tale.on("2026-11-24").edit("g", "n:2").on("2026-12-15");
    assert_eq!(
        tale.periods("g"),
        ["2026-11-16..2026-11-29 missed", "2026-11-30..2026-12-13 missed", "2026-12-14..2026-12-27 open"]
    );
    // Counted anew from the week of another cadence.
    tale.on("2026-12-23").edit("g", "every:3w").later(1);
    assert_eq!(tale.periods("g").last().map(String::as_str), Some("2026-12-23..2027-01-10 open"));
}

#[test]
fn rule_2_9_what_is_below_keeps_step() {
    let mut tale = Tale::of("2026-11-16", "Sprint every:2w code:s");
    tale.on("2026-11-25").split("s", "Demo every:2w code:d").check("d").later(1);
    assert_eq!(tale.periods("d"), ["2026-11-25..2026-11-29 met"]);
    assert_eq!(tale.periods("s").last().map(String::as_str), Some("2026-11-25..2026-11-29 met"));
}

#[test]
fn rule_2_9_archiving_cuts_and_streaks_count_times() {
    let mut tale = Tale::of("2026-11-16", "Goal every:2w code:g");
    tale.check("g").on("2026-12-01").check("g").on("2026-12-16").archive("g").later(1);
    assert_eq!(
        tale.periods("g"),
        ["2026-11-16..2026-11-29 met", "2026-11-30..2026-12-13 met", "2026-12-14..2026-12-16 neutral"]
    );
    assert_eq!((tale.current("g"), tale.run("g").unit), (2, Unit::Times));
}
