//! Files that can't be taken in: what is wrong, where, and what to do; nothing is written.

use std::fmt::Write as _;
use std::path::PathBuf;

use crate::coming_in::days;
use crate::harness::{Ran, Store};

/// Imports these bytes, and expects this exit code, these words and this hint, and that nothing was written.
fn is_refused(bytes: impl AsRef<[u8]>, options: &[&str], code: i32, words: &str, hint: &str) -> Ran {
    let store = Store::new();
    let path = file(&store, bytes);
    let ran = store.refused(code, &[&["import", path.to_str().expect("a path")], options].concat(), words);
    assert!(ran.err.contains(hint), "`{hint}` is not in {ran:?}");
    assert!(!store.dir().exists(), "a refusal leaves no store behind: {ran:?}");
    ran
}

fn file(store: &Store, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = store.home().join("habits.csv");
    std::fs::write(&path, bytes).expect("a file");
    path
}

#[test]
fn an_empty_file_is_told_to_be_one() {
    is_refused("", &[], 65, "is empty", "export it again");
    is_refused("\n\n", &[], 65, "is of no kind that goals knows", "nearest are");
}

/// The two nearest are named, and what each lacks.
#[test]
fn a_file_of_no_known_kind_is_told_what_it_is_near_to() {
    let ran = is_refused("Habit,Points\nYoga,3\n", &[], 65, "is of no kind that goals knows", "nearest are");
    assert!(
        ran.err.contains("Table with a row a check-off (it has a column of habits, and none of days"),
        "{ran:?}"
    );
    let picture = [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d];
    is_refused(picture, &[], 65, "is of no kind that goals knows", "it is not text");
}

#[test]
fn a_kind_that_a_file_is_not_of_is_refused_with_what_is_amiss() {
    let text = "Date,Yoga\n2026-11-16,1\n";
    is_refused(
        text,
        &["--from", "daylio"],
        65,
        "is no file of Daylio: its header has no column",
        "without `--from`",
    );
    is_refused(text, &["--from", "papyrus"], 2, "there is no kind of file `papyrus`", "the kinds are csv, ");
}

#[test]
fn a_day_that_can_be_two_is_asked_about() {
    let text = "Date,Yoga\n12/11/2026,1\n11/11/2026,1\n";
    let words = "line 2, column “Date”: `12/11/2026` is 12 November 2026 or 11 December 2026";
    is_refused(text, &[], 1, words, "--date-format dmy");
    for (order, first) in [("dmy", "2026-11-12"), ("mdy", "2026-12-11")] {
        let mut store = Store::new();
        store.at("2026-12-31");
        let path = file(&store, text);
        store.ok(&["import", path.to_str().expect("a path"), "--date-format", order]);
        assert_eq!(days(&store, "yoga").last().expect("a day").0, first);
    }
}

#[test]
fn days_in_two_orders_are_no_column_of_days() {
    let text = "Date,Yoga\n13/11/2026,1\n11/14/2026,1\n";
    is_refused(
        text,
        &[],
        65,
        "`13/11/2026` begins with the day, and `11/14/2026` with the month",
        "2026-11-30",
    );
}

#[test]
fn a_day_that_is_none_is_told_with_its_line() {
    let text = "Date,Yoga\n2026-11-16,1\n2026-02-30,1\n";
    is_refused(
        text,
        &[],
        65,
        "line 3, column “Date”: `2026-02-30` is no day of the calendar",
        "put the row right",
    );
}

#[test]
fn a_value_that_is_none_is_told_with_its_line() {
    let text = "Habit,Date,Value\nYoga,2026-11-16,1\nYoga,2026-11-17,plenty\n";
    is_refused(
        text,
        &[],
        65,
        "line 3, column “Value”: `plenty` is no value of a habit",
        "a number, yes or no",
    );
}

#[test]
fn a_table_that_was_cut_off_inside_a_text_is_told_so() {
    let text = "Habit,Date,Value,Memo\nYoga,2026-11-16,1,fine\nRun,2026-11-17,\"1,nic\nand more";
    is_refused(text, &[], 65, "line 3: a quotation mark opens a text here that never ends", "cut off");
    // Tables of rows by name are read by the same.
    let text = "TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE\n\
                task,Water,,4,1,,,,en,\ntask,\"Mow the lawn\nand";
    is_refused(text, &[], 65, "line 3: a quotation mark opens a text here that never ends", "cut off");
}

#[test]
fn a_table_without_habits_names_what_it_lacks() {
    let ran = is_refused("Date,Comment\n2026-11-16,fine\n", &[], 65, "is of no kind", "nearest are");
    assert!(ran.err.contains("no column of it holds marks or numbers"), "{ran:?}");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let mut text = b"Date,Yoga\n".to_vec();
    text.resize((64 << 20) + 1, b'\n');
    is_refused(text, &[], 65, "it is larger than 64 MiB", "cut it into parts");
}

#[test]
fn what_is_not_there_is_told() {
    let ran = Store::new().refused(74, &["import", "nowhere.csv"], "could not read nowhere.csv");
    assert!(ran.out.is_empty());
}

/// Titles, notes and units are no longer than those that are typed; a line of a terminal's codes is inert.
#[test]
fn long_and_hostile_texts_come_in_as_texts() {
    let mut store = Store::new();
    store.at("2026-12-31");
    let long = "x".repeat(600);
    let text = format!("Habit,Date,Value,Note\n{long},2026-11-16,1,{long}\nYo\u{1b}[31mga,2026-11-16,1,\n");
    let text = text.replace('\u{1b}', "\u{9b}");
    let path = file(&store, text);
    let told = store.ok(&["import", path.to_str().expect("a path")]);
    assert!(told.contains("1 title cut at 500 characters") && told.contains("1 note cut at 500"), "{told}");
    assert!(!told.contains('\u{9b}') && !store.ok(&["list"]).contains('\u{9b}'));
    assert_eq!(store.json(&["doctor"])["health"], "well");
}

/// Ten thousand rows, read and written whole, soon enough on a build that is not made to be fast.
#[test]
fn a_long_history_comes_in() {
    let mut store = Store::new();
    store.at("2026-12-31");
    let mut text = "Habit,Date,Value\n".to_owned();
    for day in 0..2500_u32 {
        let date = format!("{}-{:02}-{:02}", 2017 + day / 336, day / 28 % 12 + 1, day % 28 + 1);
        for habit in ["Yoga", "Run", "Read", "Sleep"] {
            writeln!(text, "{habit},{date},1").expect("a string takes it");
        }
    }
    let path = file(&store, text);
    let told = store.json(&["import", path.to_str().expect("a path")]);
    assert_eq!(told["new"]["check_offs"], 10_000);
    assert_eq!(store.json(&["doctor"])["health"], "well");
    assert_eq!(store.json(&["show", "yoga"])["goal"]["totals"][3]["amount"], 2500);
}
