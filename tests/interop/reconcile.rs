//! What a later import adds (SEMANTICS 10.11): what is new, and nothing against what a person did here.

use crate::coming_in::{days, goals, views};
use crate::harness::{Ran, Store};

/// A store at a day after those of the files.
fn empty() -> Store {
    let mut store = Store::new();
    store.at("2026-11-30").on_device("here");
    store
}

/// A file in the store's home, and its path.
fn file(store: &Store, text: &str) -> String {
    let path = store.home().join("habits.csv");
    std::fs::write(&path, text).expect("a file");
    path.to_str().expect("a path").to_owned()
}

fn import(store: &Store, text: &str) -> String {
    store.ok(&["import", &file(store, text)])
}

fn ones(days: &[&str]) -> Vec<(String, f64)> {
    days.iter().map(|day| ((*day).to_owned(), 1.0)).collect()
}

/// The files that imports wrote.
fn import_files(store: &Store) -> usize {
    let name = |path: &std::path::PathBuf| path.file_name().expect("a name").to_string_lossy().into_owned();
    store.shards().iter().filter(|path| name(path).starts_with("import-")).count()
}

#[test]
fn rule_10_11_a_longer_file_adds_the_rest() {
    let store = empty();
    import(&store, "Date,Yoga\n2026-11-16,1\n2026-11-17,1\n");
    let told = import(&store, "Date,Yoga,Run\n2026-11-16,1,0\n2026-11-17,1,0\n2026-11-18,1,1\n");
    assert!(told.contains("1 goal, 2 check-offs"), "{told}");
    assert_eq!(days(&store, "yoga"), ones(&["2026-11-16", "2026-11-17", "2026-11-18"]));
    store.ok(&["undo"]);
    assert_eq!(
        days(&store, "yoga"),
        ones(&["2026-11-16", "2026-11-17"]),
        "the later one alone is taken back"
    );
    assert_eq!(goals(&store).len(), 1);
}

/// It is the last command even where it brought only old days, and a check-off before it stands.
#[test]
fn rule_10_11_undo_takes_the_import_before_what_was_done_by_hand() {
    let store = empty();
    store.ok(&["add", "Read every:day code:book"]);
    store.ok(&["check", "book"]);
    import(&store, "Date,Yoga\n1999-12-30,1\n2026-11-17,1\n");
    assert_eq!(days(&store, "yoga"), ones(&["1999-12-30", "2026-11-17"]));
    assert!(store.ok(&["undo"]).contains("import a file"), "the import is the last command");
    assert!(store.ok(&["undo"]).contains("check off `book`"));
    store.ok(&["redo"]);
    store.ok(&["redo"]);
    assert_eq!(days(&store, "yoga").len(), 2);
    assert_eq!(days(&store, "book").len(), 1);
}

#[test]
fn rule_10_11_a_mark_of_the_log_takes_the_whole_import_back() {
    let store = empty();
    import(&store, "Date,Yoga\n2026-11-16,1\n2026-11-17,1\n");
    store.ok(&["add", "Read every:day code:book"]);
    let log = store.json(&["log", "--all"]);
    let marks: Vec<&str> =
        log["entries"].as_array().expect("entries").iter().filter_map(|it| it["mark"].as_str()).collect();
    assert_eq!(marks[0], marks[1], "two days of one import have its mark");
    store.ok(&["undo", marks[0]]);
    assert_eq!(goals(&store).len(), 1);
}

#[test]
fn rule_10_11_a_day_whose_amount_fell_gets_the_difference() {
    let store = empty();
    import(&store, "Date,Run (km)\n2026-11-16,8\n2026-11-17,5.5\n2026-11-18,3\n");
    let told = import(&store, "Date,Run (km)\n2026-11-16,6\n2026-11-17,5.5\n2026-11-18,3\n");
    assert!(told.contains("1 check-off taken back"), "{told}");
    assert_eq!(store.json(&["show", "run"])["goal"]["totals"][3]["amount"], 14.5);
    import(&store, "Date,Run (km)\n2026-11-16,8\n2026-11-17,5.5\n2026-11-18,3\n");
    assert_eq!(store.json(&["show", "run"])["goal"]["totals"][3]["amount"], 16.5, "and gets it again");
    let told = import(&store, "Date,Run (km)\n2026-11-17,5.5\n2026-11-18,3\n");
    assert!(told.contains("Nothing in it is new"), "a file that begins later takes nothing away: {told}");
    import(&store, "Date,Run (km)\n2026-11-16,8\n2026-11-17,\n2026-11-18,3\n");
    assert_eq!(
        store.json(&["show", "run"])["goal"]["totals"][3]["amount"],
        11,
        "a day within it is what it says"
    );
}

#[test]
fn rule_10_11_what_was_done_here_is_left_as_it_is() {
    let store = empty();
    let text = "Date,Yoga\n2026-11-16,1\n2026-11-17,1\n";
    import(&store, text);
    store.ok(&["check", "yoga", "--on", "2026-11-18"]);
    store.ok(&["edit", "yoga", "--title", "Yoga at home", "--every", "week"]);
    let before = views(&store);
    assert!(import(&store, text).contains("Nothing in it is new"));
    assert_eq!(views(&store), before);
    store.ok(&["archive", "yoga"]);
    assert!(import(&store, text).contains("Nothing in it is new"), "nor is what was put away taken back");
}

/// Of a long table: the title is written otherwise, the key is the same.
#[test]
fn rule_10_11_a_title_changed_there_changes_here_unless_it_was_changed_here() {
    let (first, second) = ("Habit,Date,Value\nyoga,2026-11-16,1\n", "Habit,Date,Value\nYoga,2026-11-16,1\n");
    let store = empty();
    import(&store, first);
    assert!(import(&store, second).contains("1 goal changed"));
    assert_eq!(goals(&store)[0].1, "Yoga");
    let other = empty();
    import(&other, first);
    other.ok(&["edit", "yoga", "--title", "Stretching"]);
    let told = import(&other, second);
    assert!(told.contains("as you changed it here: Yoga"), "{told}");
    assert_eq!(goals(&other)[0].1, "Stretching");
}

/// Two machines that are offline import the same file: it is there once; and stays while one of them stands by it.
#[cfg(unix)]
#[test]
fn rule_10_11_two_machines_that_import_the_same_make_it_once() {
    let text = "Date,Yoga,Run (km)\n2026-11-16,1,5\n2026-11-17,1,\n2026-11-18,skip,7.5\n";
    let one = empty();
    import(&one, text);
    let mut other = empty();
    other.at("2026-11-30T15:00:00+01:00").on_device("there");
    import(&other, text);
    let alone = views(&other);
    let from = one.dir().join("journal/here");
    let copied =
        std::process::Command::new("cp").arg("-r").arg(from).arg(other.dir().join("journal")).status();
    assert!(copied.expect("`cp` starts").success());
    let by_device = |views: Vec<serde_json::Value>| {
        let text = serde_json::to_string(&views).expect("JSON");
        text.replace(r#""by":"there""#, r#""by":"here""#)
    };
    assert_eq!(by_device(views(&other)), by_device(alone));
    assert!(
        other.json(&["doctor"])["repeated"].as_array().expect("a list").is_empty(),
        "nothing is odd about that"
    );
    other.ok(&["undo"]);
    assert_eq!(days(&other, "yoga").len(), 2, "the other machine's import stands");
    other.on_device("here").ok(&["undo"]);
    assert!(goals(&other).is_empty());
}

/// The goal of an import that was undone, and on which something was done, is there again with the next import, as it
/// was left.
#[test]
fn rule_10_11_what_was_said_of_a_goal_holds_when_its_import_was_undone_and_comes_again() {
    let store = empty();
    let text = "Date,Yoga\n2026-11-16,1\n";
    import(&store, text);
    let log = store.json(&["log", "--all"]);
    let mark = log["entries"][0]["mark"].as_str().expect("a mark").to_owned();
    store.ok(&["edit", "yoga", "--title", "Yoga at home"]);
    store.ok(&["check", "yoga", "--on", "2026-11-20"]);
    store.ok(&["undo", &mark]);
    assert_eq!(store.json(&["list", "--all"])["goals"][0]["archived"], true, "it counts as archived (10.2)");
    import(&store, text);
    let list = store.json(&["list"]);
    assert_eq!(list["goals"][0]["title"], "Yoga at home");
    assert_eq!(days(&store, "yoga"), ones(&["2026-11-16", "2026-11-20"]));
}

#[test]
fn rule_10_11_a_column_is_joined_to_a_goal_of_one_s_own() {
    let store = empty();
    store.ok(&["add", "Yoga", "--every", "week", "--code", "yo"]);
    let text = "Date,Yoga\n2026-11-16,1\n2026-11-17,1\n";
    let path = file(&store, text);
    let told = store.ok(&["import", &path, "--dry-run"]);
    assert!(told.contains("`yo` is called Yoga too; `--map Yoga=yo` makes them one"), "{told}");
    let told = store.ok(&["import", &path, "--map", "Yoga=yo"]);
    assert!(told.contains("1 goal joined to yours, 2 check-offs"), "{told}");
    assert_eq!(goals(&store).len(), 1);
    assert_eq!(store.goal("yo")["cadence"], "week", "what it asks for is left as it is");
    assert!(store.ok(&["import", &path]).contains("Nothing in it is new"), "that is remembered");
    assert_eq!(days(&store, "yo"), ones(&["2026-11-16", "2026-11-17"]));
}

#[test]
fn rule_10_11_a_renamed_column_is_pointed_out() {
    let store = empty();
    import(&store, "Date,Yoga\n2026-11-16,1\n");
    let path = file(&store, "Date,Stretching\n2026-11-16,1\n2026-11-17,1\n");
    let told = store.ok(&["import", &path, "--dry-run"]);
    assert!(told.contains("new: Stretching (did you rename Yoga? `--map Stretching=yoga`)"), "{told}");
    assert!(told.contains("not in this file: Yoga"), "{told}");
    let told = store.ok(&["import", &path, "--map", "Stretching=yoga"]);
    assert!(told.contains("1 check-off"), "what is there already is not written again: {told}");
    assert_eq!(days(&store, "yoga"), ones(&["2026-11-16", "2026-11-17"]));
}

#[test]
fn all_of_it_goes_where_a_person_says() {
    let store = empty();
    store.ok(&["add", "Body", "--code", "body"]);
    let path = file(&store, "Date,Yoga,Run\n2026-11-16,1,1\n");
    store.ok(&["import", &path, "--under", "body", "--area", "health"]);
    let list = store.json(&["list", "body"]);
    let below = list["goals"][0]["children"].as_array().expect("children").clone();
    assert_eq!(below.len(), 2);
    assert!(below.iter().all(|goal| goal["area"] == "health"), "{list}");
    store.refused(2, &["import", &path, "--map", "Swim=body"], "nothing in the file is called `Swim`");
    store.refused(1, &["import", &path, "--under", "boyd"], "no goal has the code `boyd`");
    assert!(store.ok(&["import", &path]).contains("Nothing in it is new"), "without them nothing is moved");
}

/// Each day of an import is an entry; all are in one file, which is there once it is whole.
#[test]
fn an_import_is_one_file_and_nothing_is_written_where_nothing_is_new() {
    let store = empty();
    let text = "Date,Yoga\n2026-11-16,1\n2026-11-17,1\n";
    import(&store, text);
    assert_eq!((import_files(&store), store.shards().len(), store.journal().len()), (1, 1, 3));
    import(&store, text);
    assert_eq!(store.shards().len(), 1);
}

#[test]
fn days_ahead_and_before_1900_do_not_come_in() {
    let store = empty();
    let told = import(&store, "Date,Yoga\n1899-12-31,1\n1900-01-01,1\n2026-11-30,1\n2026-12-01,1\n");
    assert!(told.contains("1 day before 1900 · 1 day ahead of today"), "{told}");
    assert_eq!(days(&store, "yoga"), ones(&["1900-01-01", "2026-11-30"]));
}

/// A skip of what nothing is asked of is no skip.
#[test]
fn a_skip_needs_something_to_be_skipped() {
    let store = empty();
    let path = file(&store, "Date,Yoga\n2026-11-16,1\n2026-11-17,skip\n");
    let Ran { out, .. } = store.run(&["import", &path, "--every", "Yoga=once"]);
    assert!(out.contains("1 skip (nothing is asked of it"), "{out}");
    store.ok(&["undo"]);
    let told = store.ok(&["import", &path]);
    assert!(told.contains("1 check-off, 1 skip"), "{told}");
}
