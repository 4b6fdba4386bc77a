//! `TickTick`. The counts are those of a person who read the sample.

use proptest::prelude::proptest;

use crate::coming_in::comes_in;
use crate::outline::{days, dropped, file, goal, outline, read, read_or_refused, read_sample};

const HEAD: &str =
    "\"Date: 2026-11-20+0000\"\n\"Version: 7.1\"\n\"Status: \n0 Normal\n1 Completed\n2 Archived\"\n";
const HEADER: &str = "\"Folder Name\",\"List Name\",\"Title\",\"Kind\",\"Content\",\"Due Date\",\"Repeat\",\"Status\",\
                      \"Completed Time\",\"Is All Day\",\"taskId\",\"parentId\"\n";

struct Row<'a> {
    title: &'a str,
    due: &'a str,
    repeat: &'a str,
    status: &'a str,
    completed: &'a str,
    id: &'a str,
    parent: &'a str,
}

const OPEN: Row<'_> =
    Row { title: "A", due: "", repeat: "", status: "0", completed: "", id: "1", parent: "" };

fn table(rows: &[Row<'_>]) -> String {
    let row = |row: &Row<'_>| {
        format!(
            "\"\",\"Inbox\",\"{}\",\"TEXT\",\"\",\"{}\",\"{}\",\"{}\",\"{}\",\"true\",\"{}\",\"{}\"\n",
            row.title, row.due, row.repeat, row.status, row.completed, row.id, row.parent
        )
    };
    format!("{HEAD}{HEADER}{}", rows.iter().map(row).collect::<String>())
}

/// Buying boots is due on the 26th in Berlin: its midnight is 23:00 of the 25th in UTC.
#[test]
fn tasks_lists_and_checklists_come_in() {
    let imported = read_sample("ticktick/backup.csv");
    assert_eq!(
        outline(&imported),
        [
            "Home",
            "Buy boots; below list//Home; n 1; by 2026-11-26; why Need new boots",
            "Outline; below 1; done 2026-10-03",
            "headline; below 3; done 2026-10-03",
            "three points; below 3; done 2026-10-03",
            "Water the plants; below list//Home; every mon,thu",
            "Dropped; in Work; archived",
        ]
    );
    // What is below the boots is done, and they are not.
    assert_eq!(imported.guessed, Vec::<String>::new());
    assert_eq!(dropped(&imported), ["2 priorities", "1 tag"]);
}

#[test]
fn rows_of_a_repeat_are_one_goal() {
    let done = |completed, id| Row { status: "2", completed, id, ..OPEN };
    let imported = read(&file(
        "backup.csv",
        table(&[
            Row { repeat: "RRULE:FREQ=DAILY;INTERVAL=2", due: "2026-11-27T23:00:00+0000", id: "9", ..OPEN },
            done("2026-11-20T10:00:00+0000", "7"),
            done("2026-11-22T10:00:00+0000", "8"),
            Row { title: "Below", id: "10", parent: "8", ..OPEN },
        ]),
    ));
    assert_eq!(outline(&imported), ["A; in Inbox; every 2d", "Below; below 9"]);
    assert_eq!(days(goal(&imported, "9")), ["2026-11-20 1", "2026-11-22 1"]);
    assert_eq!(imported.guessed, ["rows of one title are one goal that repeats: A (2d)"]);
}

#[test]
fn five_rows_of_one_title_are_one_goal_and_four_are_four() {
    let row = |nth: usize| {
        let completed = [
            "2026-11-02T10:00:00+0000",
            "2026-11-09T10:00:00+0000",
            "2026-11-16T10:00:00+0000",
            "2026-11-23T10:00:00+0000",
            "2026-11-26T10:00:00+0000",
        ][nth];
        Row { status: "2", completed, id: ["1", "2", "3", "4", "5"][nth], ..OPEN }
    };
    let five = read(&file("backup.csv", table(&[row(0), row(1), row(2), row(3), row(4)])));
    assert_eq!(outline(&five), ["A; in Inbox; every week; archived"]);
    assert_eq!(days(goal(&five, "1")).len(), 5);
    let four = read(&file("backup.csv", table(&[row(0), row(1), row(2), row(3)])));
    assert_eq!(four.goals.len(), 4);
    assert_eq!(outline(&four)[1], "A; in Inbox; done 2026-11-09");
}

#[test]
fn parents_in_a_circle_or_gone_are_none() {
    let imported = read(&file(
        "backup.csv",
        table(&[
            Row { id: "1", parent: "2", ..OPEN },
            Row { title: "B", id: "2", parent: "1", ..OPEN },
            Row { title: "C", id: "3", parent: "gone", ..OPEN },
        ]),
    ));
    assert_eq!(outline(&imported), ["C", "A", "B; below 1"]);
}

/// The outline is closed with what is below it, its two points are checked off.
#[test]
fn it_comes_in_is_taken_back_and_adds_nothing_again() {
    let counts = [("goals", 7), ("check_offs", 2), ("finished", 1), ("archived", 1)];
    let store = comes_in("ticktick/backup.csv", &[], &counts);
    assert_eq!(store.goal("buy")["state"], "open");
}

proptest! {
    #[test]
    fn any_rows_are_read_or_refused(rows in "[ -~\n]{0,120}") {
        read_or_refused(&file("backup.csv", format!("{HEAD}{HEADER}{rows}")));
    }
}
