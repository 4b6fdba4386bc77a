//! `HabitKit`. The counts are those of a person who read the sample.

use crate::coming_in::comes_in;
use crate::harness::Store;
use crate::outline::{days, dropped, file, goal, outline, read, read_sample, refused};

#[test]
fn completions_belong_to_the_day_of_the_person() {
    let imported = read_sample("habitkit/export.json");
    assert_eq!(
        outline(&imported),
        ["Sport; every day; archived", "Alcohol; every day; at most 0; why at most"]
    );
    // 22:06 UTC, two hours east; the one with an amount of 0 is a no.
    assert_eq!(days(goal(&imported, "35656400-9dc4-4069-bca7-e34f2268705d")), ["2025-05-05 1 in the rain"]);
    // 23:00 UTC, one hour east.
    assert_eq!(days(goal(&imported, "14f78109-8944-43a3-854a-4fb4a7194816")), ["2026-01-01 2"]);
    assert_eq!(dropped(&imported), ["2 colours", "2 icons"]);
}

#[test]
fn newer_exports_say_how_often() {
    let habit = |id: &str| format!("{{\"id\":\"{id}\",\"name\":\"{id}\"}}");
    let interval =
        |id: &str, end: &str, rest: &str| format!("{{\"habitId\":\"{id}\",\"endDate\":{end},{rest}}}");
    let habits: Vec<String> = ["a", "b", "c", "d"].iter().map(|id| habit(id)).collect();
    let intervals = [
        interval("a", "\"2026-01-01\"", "\"type\":\"day\",\"requiredNumberOfCompletionsPerDay\":9"),
        interval("a", "null", "\"type\":\"week\",\"requiredNumberOfCompletions\":3"),
        interval("b", "null", "\"type\":\"month\",\"requiredNumberOfCompletions\":1"),
        interval(
            "c",
            "null",
            "\"type\":\"none\",\"requiredNumberOfCompletions\":null,\"requiredNumberOfCompletionsPerDay\":8",
        ),
    ];
    let document = format!(
        "{{\"habits\":[{}],\"completions\":[{{\"habitId\":\"d\",\"date\":\"2026-11-01T10:00:00Z\",\
         \"amountOfCompletions\":2}}],\"intervals\":[{}]}}",
        habits.join(","),
        intervals.join(",")
    );
    let imported = read(&file("export.json", document));
    assert_eq!(
        outline(&imported),
        ["a; every week; n 3", "b; every month", "c; every day; n 8", "d; every day; unit times"]
    );
    assert_eq!(imported.guessed, ["what counts more than once a day is counted in `times`: d"]);
}

#[test]
fn a_completion_of_no_habit_is_counted_and_a_cut_file_refused() {
    let stray = "{\"habits\":[],\"completions\":[{\"habitId\":\"x\",\"date\":\"2026-11-01T10:00:00Z\"}]}";
    assert_eq!(dropped(&read(&file("export.json", stray))), ["1 completion of a habit that is gone"]);
    assert_eq!(
        refused(&file("export.json", stray.strip_suffix('}').expect("its end"))).what,
        "it ends before its JSON does"
    );
}

/// The journal could not be read any more.
#[test]
fn an_amount_that_nobody_can_type_does_not_come_in() {
    let store = Store::new();
    let path = store.home().join("export.json");
    let document = "{\"habits\":[{\"id\":\"a\",\"name\":\"Steps\"}],\"completions\":[\
        {\"habitId\":\"a\",\"date\":\"2026-11-01T10:00:00Z\",\"amountOfCompletions\":9000000000000000},\
        {\"habitId\":\"a\",\"date\":\"2026-11-02T10:00:00Z\",\"amountOfCompletions\":1000000000000}]}";
    std::fs::write(&path, document).expect("a file");
    let told = store.ok(&["import", path.to_str().expect("a path")]);
    assert!(told.contains("1 amount beyond 1,000,000,000,000"), "{told}");
    store.ok(&["doctor"]);
}

#[test]
fn it_comes_in_is_taken_back_and_adds_nothing_again() {
    comes_in("habitkit/export.json", &[], &[("goals", 2), ("check_offs", 2), ("archived", 1)]);
}
