//! Tables: a row a day, a row a check-off, a row a task. The counts are those of a person who read the files.

use crate::coming_in::{comes_in, days, goals};
use crate::harness::Store;

fn titles(store: &Store) -> Vec<String> {
    goals(store).into_iter().map(|(_, title)| title).collect()
}

/// Days on which a thing was done once.
fn ones(days: &[&str]) -> Vec<(String, f64)> {
    days.iter().map(|day| ((*day).to_owned(), 1.0)).collect()
}

fn amounts(days: &[(&str, f64)]) -> Vec<(String, f64)> {
    days.iter().map(|(day, amount)| ((*day).to_owned(), *amount)).collect()
}

#[test]
fn a_row_a_day_and_a_column_a_habit() {
    let store = comes_in("csv/wide-iso-01.csv", &[], &[("goals", 3), ("check_offs", 6)]);
    assert_eq!(titles(&store), ["ab_workout", "cold_shower", "omad"]);
    assert_eq!(days(&store, "ab"), ones(&["2026-11-16", "2026-11-17", "2026-11-19"]));
    assert_eq!(days(&store, "cold"), ones(&["2026-11-17", "2026-11-18"]));
    assert_eq!(days(&store, "omad"), ones(&["2026-11-19"]));
}

/// 14/03 tells that the day comes first; what adds habits up is no habit.
#[test]
fn a_sheet_with_scores_and_a_summary_beside_the_habits() {
    let store = comes_in("csv/wide-sheets-dmy-true-false.csv", &[], &[("goals", 3), ("check_offs", 8)]);
    assert_eq!(titles(&store), ["READ", "WORKOUT", "SLEEP 7h"]);
    assert_eq!(days(&store, "read"), ones(&["2026-03-01", "2026-03-03", "2026-03-14"]));
    assert_eq!(days(&store, "sleep"), ones(&["2026-03-03", "2026-03-14"]));
}

#[test]
fn a_day_in_three_columns_and_amounts() {
    let store = comes_in("csv/wide-day-month-year-yes-no.csv", &[], &[("goals", 5), ("check_offs", 10)]);
    assert_eq!(titles(&store), ["Wake Up Time", "Bedtime", "Hours of Sleep", "Read?", "Exercise?"]);
    assert_eq!(days(&store, "hours"), amounts(&[("2023-08-15", 8.0), ("2023-08-16", 6.5)]));
    assert_eq!(days(&store, "read"), ones(&["2023-08-15", "2023-08-16"]));
    assert_eq!(days(&store, "exercise"), ones(&["2023-08-15", "2023-08-17"]));
}

/// Windows' own characters, semicolons, a comma before decimals and a point between thousands.
#[test]
fn a_sheet_of_a_german_excel() {
    let store = comes_in("csv/wide-excel-de.csv", &[], &[("goals", 3), ("check_offs", 6)]);
    assert_eq!(titles(&store), ["Laufen", "Vokabeln", "Rückentraining"]);
    assert_eq!(store.goal("laufen")["unit"], "km");
    assert_eq!(days(&store, "laufen"), amounts(&[("2026-11-16", 5.5), ("2026-11-18", 1234.5)]));
    assert_eq!(days(&store, "rückentr"), ones(&["2026-11-16", "2026-11-18"]));
}

#[test]
fn a_row_a_check_off() {
    let store = comes_in("csv/long-habit-date-value.csv", &[], &[("goals", 3), ("check_offs", 3)]);
    assert_eq!(days(&store, "exercise"), amounts(&[("2026-08-13", 20.0)]));
    assert_eq!(store.goal("exercise")["unit"], "min");
    assert_eq!(store.goal("smoking")["at_most"], true, "what is to be quit is a limit");
    let log = store.json(&["log", "--all", "--goal", "take"]);
    assert_eq!(log["entries"][0]["note"], "😀 130/70");
}

/// What is done on no known day is put away, and on today where a person says so.
#[test]
fn a_row_a_task() {
    let file = "csv/airtable-style-utf8-bom.csv";
    let store = comes_in(file, &[], &[("goals", 2), ("archived", 1)]);
    assert_eq!(titles(&store), ["Read 10 pages", "Ship v1"]);
    let ship = store.json(&["show", "ship"]);
    assert_eq!((&ship["goal"]["area"], &ship["goal"]["by"]), (&"work".into(), &"2026-11-25".into()));
    let store = comes_in(file, &["--undated", "today"], &[("goals", 2), ("check_offs", 1)]);
    let read = store.json(&["show", "read"]);
    assert_eq!((&read["goal"]["state"], &read["goal"]["by"]), (&"done".into(), &"2026-11-23".into()));
    assert_eq!(read["goal"]["why"], "line one line two \"quoted\"");
    assert_eq!(read["goal"]["area"], "home");
}

#[test]
fn tasks_of_an_excel_with_its_own_characters() {
    let store = comes_in("csv/excel-de-windows1252-semicolon.csv", &[], &[("goals", 2), ("archived", 1)]);
    assert_eq!(titles(&store), ["Lesen üben", "Ship v1"]);
    assert_eq!(store.json(&["show", "ship"])["goal"]["by"], "2026-11-25");
    let store = comes_in("csv/excel-unicode-text-utf16le-tab.txt", &[], &[("goals", 1), ("archived", 1)]);
    assert_eq!(titles(&store), ["Read 日本"]);
}

#[test]
fn habitbull_s_rows_with_values_and_comments() {
    let store = comes_in("habitbull/HabitBullData.csv", &[], &[("goals", 2), ("check_offs", 3)]);
    assert_eq!(titles(&store), ["Breed dragons", "Pushups"]);
    assert_eq!(days(&store, "breed"), ones(&["2016-03-18"]));
    assert_eq!(days(&store, "pushups"), amounts(&[("2021-09-01", 30.0), ("2022-01-08", 1.0)]));
    let breed = store.json(&["show", "breed"]);
    assert_eq!(
        (&breed["goal"]["area"], &breed["goal"]["why"]),
        (&"Diet & Food".into(), &"with love and fire".into())
    );
    assert_eq!(store.json(&["log", "--all", "--goal", "breed"])["entries"][0]["note"], "text");
}

/// 7, 12 and 5 activities on three days, 14 different ones.
#[test]
fn daylio_s_activities_are_only_counted() {
    let store = comes_in("daylio/sample.csv", &[], &[("goals", 14), ("check_offs", 24)]);
    assert_eq!(goals(&store).len(), 14);
    assert_eq!(days(&store, "clean"), ones(&["2021-09-26", "2021-09-28"]));
    let streaks = store.json(&["streaks"]);
    let codes: Vec<&str> =
        streaks["goals"].as_array().expect("goals").iter().filter_map(|goal| goal["code"].as_str()).collect();
    assert_eq!(codes, ["own"], "nothing is asked of them, so they have no streak");
    assert!(!store.ok(&["today"]).contains("clean"), "nor a box");
}

#[test]
fn a_cadence_that_a_person_says_stays_when_the_file_comes_again() {
    let every = ["--every", "ab_workout=week"];
    let store = comes_in("csv/wide-iso-01.csv", &every, &[("goals", 3), ("check_offs", 6)]);
    let file = crate::coming_in::argument("csv/wide-iso-01.csv");
    assert_eq!(store.goal("ab")["cadence"], "week");
    assert!(store.ok(&["import", &file]).contains("Nothing in it is new"));
    assert_eq!(store.goal("ab")["cadence"], "week");
}
