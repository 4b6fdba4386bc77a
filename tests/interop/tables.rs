//! Tables: a row a day, a row a check-off, a row a task. The counts are those of a person who read the files.

use crate::coming_in::{comes_in, days, goals};

#[test]
fn a_row_a_day_and_a_column_a_habit() {
    let store = comes_in("csv/wide-iso-01.csv", &[], &[("goals", 3), ("check_offs", 6)]);
    let titles: Vec<String> = goals(&store).into_iter().map(|(_, title)| title).collect();
    assert_eq!(titles, ["ab_workout", "cold_shower", "omad"]);
    let ones = |days: &[&str]| days.iter().map(|day| ((*day).to_owned(), 1.0)).collect::<Vec<_>>();
    assert_eq!(days(&store, "ab"), ones(&["2026-11-16", "2026-11-17", "2026-11-19"]));
}

#[test]
fn a_row_a_check_off() {
    let store = comes_in("csv/long-habit-date-value.csv", &[], &[("goals", 3), ("check_offs", 3)]);
    assert_eq!(days(&store, "exercise"), [("2026-08-13".to_owned(), 20.0)]);
    assert_eq!(store.goal("smoking")["at_most"], true, "what is to be quit is a limit");
}
