//! SEMANTICS 1: days.

use chrono::{NaiveDate, NaiveTime};
use goals::domain::model::refusal::Refusal;
use goals::domain::value::day::Day;
use goals::journal::format::entry::days_beyond;
use serde_json::Value;

use crate::common::{shown, written_by_hand};
use crate::files::line;
use crate::harness::{Ran, Store};
use crate::state::{Tale, day};

/// Runs the program in a time zone.
fn run_in(store: &Store, zone: &str, args: &[&str]) -> Ran {
    let ran: Ran = store.command(args).env("TZ", zone).output().expect("the program starts").into();
    assert_eq!(ran.code, 0, "{args:?}: {ran:?}");
    ran
}

fn json_in(store: &Store, zone: &str, args: &[&str]) -> Value {
    let ran = run_in(store, zone, &[args, &["--json"]].concat());
    serde_json::from_str(&ran.out).expect("a JSON document")
}

fn clock(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("a time")
}

fn on_22_november(hour: u32, minute: u32, day_start: NaiveTime) -> Day {
    let date = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    Day::of(date.and_time(clock(hour, minute)), day_start)
}

#[test]
fn rule_1_1_half_past_one_is_the_day_before_where_days_start_at_four() {
    assert_eq!(on_22_november(1, 30, clock(4, 0)), day("2026-11-21"));
}

#[test]
fn rule_1_1_day_start_itself_is_the_new_day() {
    assert_eq!(on_22_november(3, 59, clock(4, 0)), day("2026-11-21"));
    assert_eq!(on_22_november(4, 0, clock(4, 0)), day("2026-11-22"));
}

#[test]
fn rule_1_1_by_default_a_day_starts_at_midnight() {
    assert_eq!(on_22_november(0, 0, NaiveTime::default()), day("2026-11-22"));
}

#[test]
fn rule_1_1_a_check_off_at_half_past_one_is_stored_for_the_day_before() {
    let mut store = Store::new();
    store.ok(&["config", "day-start", "04:00"]);
    store.ok(&["add", "Read", "--every", "day", "--code", "read"]);
    let changed = store.at("2026-11-22T01:30:00+01:00").json(&["check", "read"]);
    assert_eq!(changed["changed"][0]["day"], "2026-11-21");
}

#[test]
fn rule_1_1_today_is_that_day_everywhere() {
    let mut store = Store::new();
    store.ok(&["config", "day-start", "04:00"]);
    store.ok(&["add", "Read", "--every", "day", "--code", "read"]);
    store.at("2026-11-22T01:30:00+01:00");
    assert_eq!(store.json(&["today"])["day"], "2026-11-21");
    assert_eq!(store.json(&["streaks"])["day"], "2026-11-21");
    assert_eq!(store.json(&["skip", "read"])["changed"][0]["day"], "2026-11-21");
    assert_eq!(store.json(&["win", "Slept late"])["changed"][0]["day"], "2026-11-21");
    assert_eq!(store.json(&["add", "Walk"])["changed"][0]["day"], "2026-11-21");
    store.refused(1, &["check", "read", "--on", "2026-11-22"], "has not come");
}

/// Four hours before 04:30 on that morning the clock read 23:30 on the 28th: hours must not be taken off
/// the moment.
#[test]
fn rule_1_1_on_a_day_of_23_hours_half_past_four_is_that_day() {
    for moment in ["2026-03-29T02:30:00Z", "2026-03-29T04:30:00+02:00"] {
        let mut store = Store::new();
        store.at("2026-03-20").ok(&["config", "day-start", "04:00"]);
        store.at(moment);
        let today = json_in(&store, "Europe/Berlin", &["today"]);
        assert_eq!(today["day"], "2026-03-29", "{moment}");
    }
}

#[test]
fn rule_1_1_ten_to_midnight_in_new_york_stays_that_day_when_read_in_berlin() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Read", "--every", "day", "--code", "read"]);
    store.at("2026-11-19T04:50:00Z");
    run_in(&store, "America/New_York", &["check", "read"]);
    store.at("2026-11-19T10:00:00Z");
    let log = json_in(&store, "Europe/Berlin", &["log"]);
    assert_eq!(log["entries"][0]["day"], "2026-11-18");
    assert_eq!(json_in(&store, "Europe/Berlin", &["today"])["done_today"], Value::Array(Vec::new()));
}

#[test]
fn rule_1_1_a_check_off_is_stored_with_its_day_the_moment_and_the_offset() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Read", "--every", "day", "--code", "read"]);
    store.at("2026-11-19T04:50:00Z");
    run_in(&store, "America/New_York", &["check", "read"]);
    let line: Value = serde_json::from_str(store.journal().last().expect("an entry")).expect("JSON");
    assert_eq!(line["at"], "2026-11-18T23:50:00.000-05:00");
    assert_eq!(line["did"][0]["check"]["day"], "2026-11-18");
}

#[test]
fn rule_1_2_a_later_day_start_moves_no_check_off() {
    let mut store = Store::new();
    store.at("2026-11-20").ok(&["add", "Read", "--every", "day", "--code", "read"]);
    store.at("2026-11-22T01:30:00+01:00").ok(&["check", "read"]);
    store.at("2026-11-22T12:00:00+01:00").ok(&["config", "day-start", "04:00"]);
    let log = store.json(&["log"]);
    assert_eq!(log["entries"].as_array().map(Vec::len), Some(1));
    assert_eq!(log["entries"][0]["day"], "2026-11-22");
}

/// 16 and 17 November are what is left of the week from Monday; the week from Sunday that holds the 18th
/// began on the 15th, so what is left of that is partial too.
#[test]
fn rule_1_2_a_new_week_start_cuts_a_week_like_a_changed_cadence() {
    let mut tale = Tale::begun("2026-11-09");
    tale.add("Run every:week n:3 code:run").check_on("2026-11-09", "run+3");
    tale.on("2026-11-18").config("week-start", "sunday").on("2026-11-29");
    assert_eq!(
        tale.periods("run"),
        [
            "2026-11-09..2026-11-15 met",
            "2026-11-16..2026-11-17 neutral",
            "2026-11-18..2026-11-21 neutral",
            "2026-11-22..2026-11-28 missed",
            "2026-11-29..2026-12-05 open",
        ]
    );
}

#[test]
fn rule_1_2_a_new_week_start_cuts_weekly_goals_alone() {
    let mut tale = Tale::of("2026-11-16", "Read every:3d code:read\nSave every:month code:save");
    tale.on("2026-11-17").config("week-start", "wednesday").on("2026-11-18");
    assert_eq!(tale.periods("read"), ["2026-11-16..2026-11-18 open"]);
    assert_eq!(tale.periods("save"), ["2026-11-16..2026-11-30 open"]);
}

#[test]
fn rule_1_2_the_week_start_that_holds_already_cuts_nothing() {
    let mut tale = Tale::of("2026-11-16", "Run every:week code:run");
    tale.on("2026-11-18").config("week-start", "monday");
    assert_eq!(tale.periods("run"), ["2026-11-16..2026-11-22 open"]);
}

#[test]
fn rule_1_3_a_check_off_may_be_backdated_without_limit() {
    let store = Store::new();
    store.ok(&["add", "Publish 52 posts", "--target", "52", "--unit", "posts", "--code", "gp"]);
    store.ok(&["check", "gp+3", "--on", "1987-06-05"]);
    assert_eq!(store.goal("gp")["done"], 3);
}

#[test]
fn rule_1_3_a_check_off_in_the_future_is_refused() {
    let tale = Tale::of("2026-11-18", "Run every:day code:run");
    let tomorrow = day("2026-11-19");
    assert_eq!(tale.would_check(tomorrow, "run").err(), Some(Refusal::Future(tomorrow)));
}

#[test]
fn rule_1_3_a_clock_that_runs_backwards_changes_nothing_recorded() {
    let mut store = Store::new();
    store.at("2026-11-17").ok(&["add", "Run", "--every", "day", "--code", "run"]);
    store.at("2026-11-18").ok(&["check", "run"]);
    let before = store.journal();
    store.at("2026-11-17").ok(&["check", "run"]);
    assert_eq!(store.journal().get(..before.len()), Some(before.as_slice()));
    assert_eq!(store.streak("run")["current"], 1);
    assert_eq!(store.at("2026-11-18").streak("run")["current"], 2);
}

#[test]
fn rule_1_3_days_before_1900_and_after_2199_are_refused() {
    let store = Store::new();
    store.ok(&["add", "Run", "every:day", "code:run"]);
    for (command, day) in [
        (&["check", "run", "--on"], "1899-12-31"),
        (&["check", "run", "--on"], "-9999999d"),
        (&["check", "run", "--on"], "-99999999999y"),
        (&["edit", "run", "--from"], "0001-01-01"),
        (&["edit", "run", "--from"], "-9999999d"),
        (&["edit", "run", "--by"], "2200-01-01"),
        (&["edit", "run", "--by"], "+9999m"),
        (&["edit", "run", "--pilot"], "99999w"),
        (&["plan", "run", "--on"], "9999-12-31"),
    ] {
        let ran = store.refused(2, &[&command[..], &[day]].concat(), day);
        assert!(ran.err.contains("not within the years 1900 to 2199"), "{ran:?}");
    }
    store.refused(2, &["add", "Walk from:1899-12-31"], "1899-12-31");
    store.refused(2, &["review", "--month", "1899-12"], "is not a month");
    store.ok(&["edit", "run", "--from", "1900-01-01", "--by", "2199-12-31"]);
    assert_eq!(shown(&store, "run")["from"], "1900-01-01");
}

#[test]
fn days_of_the_journal_are_bounded_to_those_one_can_type() {
    let did = r#"{"add":{"goal":"aaaaaaaa","day":"0001-01-01","title":"Run","code":"run","from":"1899-12-31","by":"2200-01-01"}},{"check":{"goal":"aaaaaaaa","day":"0001-01-01","n":1}}"#;
    let store = Store::new();
    written_by_hand(&store, did);
    let run = shown(&store, "run");
    let days = ["made", "from", "by"].map(|field| run[field].as_str().unwrap_or("-").to_owned());
    assert_eq!(days, ["1900-01-01", "1900-01-01", "2199-12-31"]);
    assert_eq!(run["recent"][0]["day"], "1900-01-01");
    let beyond = days_beyond(line(1, did).as_bytes());
    assert_eq!(beyond, ["2200-01-01", "0001-01-01", "1899-12-31", "0001-01-01"]);
    let within = r#"{"pause":{"from":"1900-01-01","until":"2199-12-31"}},{"win":{"title":"0001-01-01","day":"2026-1-5"}}"#;
    assert_eq!(days_beyond(line(1, within).as_bytes()), Vec::<String>::new());
}

#[test]
fn a_day_of_the_journal_has_a_year_of_four_digits() {
    for text in
        ["26-11-18", "2026-011-18", "2026-11", "2026-11-18-1", "+026-11-18", "18.11.2026", "2026-02-30"]
    {
        assert!(text.parse::<Day>().is_err(), "{text}");
    }
    assert_eq!("2026-1-5".parse(), Ok(day("2026-01-05")));
}
