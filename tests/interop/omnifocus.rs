//! `OmniFocus`. The counts are those of a person who read the sample.

use proptest::prelude::proptest;

use crate::coming_in::comes_in;
use crate::outline::{days, dropped, file, goal, outline, read, read_or_refused, read_sample};

const HEADER: &str = "Task ID,Type,Name,Status,Project,Context,Start Date,Due Date,Completion Date,Duration,Flagged,Notes,Tags\n";

#[test]
fn actions_come_in_and_headings_do_not() {
    let imported = read_sample("omnifocus/OmniFocus.csv");
    assert_eq!(
        outline(&imported),
        [
            "Check on finances; in Miscellaneous; from 2017-06-12",
            "Read a chapter; in Books; by 2018-12-25; done 2018-12-25; why a note of two lines",
            "Read a chapter; in Books; by 2018-12-26; done 2018-12-26",
        ]
    );
    assert_eq!(
        goal(&imported, "Books/Read a chapter (2)").done.map(|day| day.to_string()).as_deref(),
        Some("2018-12-26")
    );
    assert_eq!(dropped(&imported), ["3 contexts and tags", "2 headings", "2 durations", "1 flag"]);
}

#[test]
fn five_rows_of_one_title_and_project_are_one_goal() {
    let row = |day: u32| {
        format!(
            "{day},Action,Water,,Home,,,2026-11-{day:02} 15:00:00 +0000,2026-11-{day:02} 16:00:00 +0000,,0,,\n"
        )
    };
    let open = "9,Action,Water,,Home,,,2026-11-30 15:00:00 +0000,,,0,,\n";
    let table =
        |days: &[u32]| format!("{HEADER}{}{open}", days.iter().map(|day| row(*day)).collect::<String>());
    let imported = read(&file("a.csv", table(&[9, 3, 6, 12])));
    assert_eq!(outline(&imported), ["Water; in Home; every 3d"]);
    assert_eq!(
        days(goal(&imported, "Home/Water")),
        ["2026-11-03 1", "2026-11-06 1", "2026-11-09 1", "2026-11-12 1"]
    );
    assert_eq!(imported.guessed, ["rows of one title are one goal that repeats: Water (3d)"]);
    assert_eq!(read(&file("a.csv", table(&[9, 3, 6]))).goals.len(), 4);
}

#[test]
fn actions_below_actions_and_projects_with_two_open_ones() {
    let rows = "1,Project,Site,active,,,,,,,0,why we do it,\n1.1,Action,Outline,,Site,,,,,,0,,\n\
                1.1.1,Action,Headline,,Site,,,,,,0,,\n1.2,Action,Write,,Site,,,,,,0,,\n";
    let imported = read(&file("a.csv", format!("{HEADER}{rows}")));
    assert_eq!(
        outline(&imported),
        [
            "Site; why why we do it",
            "Outline; below project/Site",
            "Headline; below Site/Outline",
            "Write; below project/Site",
        ]
    );
}

#[test]
fn it_comes_in_is_taken_back_and_adds_nothing_again() {
    comes_in("omnifocus/OmniFocus.csv", &[], &[("goals", 3), ("check_offs", 2)]);
}

proptest! {
    #[test]
    fn any_rows_are_read_or_refused(rows in "[ -~\n]{0,120}") {
        read_or_refused(&file("a.csv", format!("{HEADER}{rows}")));
    }
}
