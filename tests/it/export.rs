//! `export` as it is typed: forms, files, what it refuses.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::common::{terminal, with_goals};
use crate::harness::Store;
use crate::tools::needs;

fn store() -> Store {
    let store = with_goals(&[
        "Time with the children every:day code:kids area:family",
        "Run n:20 unit:km every:week code:run area:health",
        "Read a book code:book",
    ]);
    store.ok(&["check", "kids", "run+5"]);
    store
}

fn file(store: &Store, name: &str) -> (PathBuf, String) {
    let path = store.home().join(name);
    let text = path.to_str().expect("a path").to_owned();
    (path, text)
}

#[test]
fn a_form_is_asked_for_and_there_is_but_one() {
    let store = store();
    let ran = store.refused(2, &["export"], "in which form?");
    assert!(
        ran.err.contains("--json") && ran.err.contains("--csv") && ran.err.contains("--markdown"),
        "{ran:?}"
    );
    store.refused(2, &["export", "--csv", "--org"], "--csv");
    store.refused(2, &["export", "--org", "--wide"], "`--wide` is for `--csv`");
    store.refused(2, &["export", "--json", "--goal", "run"], "`--json` holds everything");
    store.refused(2, &["export", "--markdown", "--since", "-2w"], "leave `--since` out");
    store.refused(2, &["export", "--ics", "--since", "-2w"], "leave `--since` out");
    store.refused(1, &["export", "--csv", "--goal", "rum"], "no goal has the code `rum`");
    store.refused(1, &["export", "--csv", "--area", "famly"], "famly");
}

#[test]
fn every_form_is_printed_and_written_alike() {
    let store = store();
    for form in
        ["--markdown", "--csv", "--ics", "--taskwarrior", "--org", "--obsidian", "--todotxt", "--json"]
    {
        let (path, name) = file(&store, &form.replace("--", "out."));
        let printed = store.ok(&["export", form]);
        assert!(printed.contains("Time with the children"), "{form}: {printed}");
        assert_eq!(store.ok(&["export", form, "-"]), printed, "{form}");
        let told = store.ok(&["export", form, &name]);
        assert!(told.contains(&name), "{form}: {told}");
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), printed, "{form}");
    }
}

#[cfg(unix)]
#[test]
fn what_is_written_is_for_nobody_elses_eyes() {
    use std::os::unix::fs::PermissionsExt;
    let store = store();
    let mode = |path: PathBuf| std::fs::metadata(path).expect("it is there").permissions().mode() & 0o777;
    let (path, name) = file(&store, "out.csv");
    store.ok(&["export", "--csv", &name]);
    assert_eq!(mode(path), 0o600);
    let (folder, name) = file(&store, "habits");
    store.ok(&["export", "--loop", &name]);
    assert_eq!(mode(folder.clone()), 0o700);
    assert_eq!(mode(folder.join("Habits.csv")), 0o600);
    assert_eq!(mode(folder.join("001 Time with the children")), 0o700);
}

#[test]
fn a_file_that_is_there_is_replaced_where_that_is_said() {
    let store = store();
    let (path, name) = file(&store, "out.csv");
    std::fs::write(&path, "mine\n").expect("a file");
    let ran = store.refused(73, &["export", "--csv", &name], "is there already");
    assert!(ran.err.contains("--force"), "{ran:?}");
    assert_eq!(std::fs::read_to_string(&path).expect("the file"), "mine\n");
    store.ok(&["export", "--csv", &name, "--force"]);
    assert!(std::fs::read_to_string(&path).expect("the file").starts_with("day,code,"));
    let beside: Vec<_> =
        std::fs::read_dir(store.home()).expect("the home").map(|it| it.expect("it").file_name()).collect();
    assert!(beside.iter().all(|name| !name.to_string_lossy().ends_with(".new")), "{beside:?}");
}

#[test]
fn a_file_in_no_folder_is_not_written() {
    let store = store();
    let (_, name) = file(&store, "no/such/out.csv");
    store.refused(74, &["export", "--csv", &name], "could not write");
}

#[test]
fn the_folder_of_loop_is_new_or_empty_and_can_be_made() {
    let store = store();
    store.refused(2, &["export", "--loop"], "needs a folder");
    store.refused(2, &["export", "--loop", "-"], "`--loop` writes a folder");
    let (folder, name) = file(&store, "habits");
    std::fs::create_dir(&folder).expect("a folder");
    store.ok(&["export", "--loop", &name]);
    assert!(folder.join("002 Run/Checkmarks.csv").is_file());
    let ran = store.refused(73, &["export", "--loop", &name], "is no empty folder");
    assert!(ran.err.contains("not there yet"), "{ran:?}");
    let (path, name) = file(&store, "taken");
    std::fs::write(path, "mine").expect("a file");
    store.refused(73, &["export", "--loop", &name], "is no empty folder");
    let (_, name) = file(&store, "taken/habits");
    store.refused(73, &["export", "--loop", &name], "could not make");
    let (_, name) = file(&store, "no/such/habits");
    store.refused(73, &["export", "--loop", &name], "could not make");
}

#[test]
fn beside_another_form_json_is_how_the_answer_looks() {
    let store = store();
    let printed = store.json(&["export", "--todotxt"]);
    assert_eq!(printed["todotxt"], json!(store.ok(&["export", "--todotxt"])));
    let (_, name) = file(&store, "out.txt");
    let written = store.json(&["export", "--todotxt", &name]);
    assert_eq!(written["file"], json!(name));
    assert!(written["bytes"].as_u64() > Some(100), "{written}");
    let (_, name) = file(&store, "habits");
    let written = store.json(&["export", "--loop", &name]);
    assert_eq!(written["files"][0], "Habits.csv");
}

#[test]
fn nothing_yet_is_exported_as_nothing() {
    let store = Store::new();
    assert_eq!(store.ok(&["export", "--markdown"]), "");
    assert_eq!(store.ok(&["export", "--csv"]), "day,code,title,path,area,amount,unit,note,kind\n");
    assert_eq!(store.ok(&["export", "--csv", "--wide"]), "day\n");
    assert_eq!(store.ok(&["export", "--taskwarrior"]), "[\n\n]\n");
    let document: Value = serde_json::from_str(&store.ok(&["export", "--json"])).expect("a document");
    assert_eq!((&document["goals"], &document["devices"]), (&json!([]), &json!([])));
    assert!(!store.dir().exists(), "reading makes no store");
}

#[test]
fn a_word_for_excel_stands_only_where_it_is_asked_for() {
    let store = store();
    assert!(!store.ok(&["export", "--csv"]).starts_with('\u{feff}'));
    assert!(store.ok(&["export", "--csv", "--excel"]).starts_with("\u{feff}day,"));
    assert!(store.ok(&["export", "--csv", "--wide", "--excel"]).starts_with("\u{feff}day,"));
}

#[test]
fn what_a_spreadsheet_would_calculate_is_text_unless_it_is_asked_for_raw() {
    let store = Store::new();
    store.ok(&["add", "=1+2 of it", "--every", "day", "--code", "g"]);
    store.ok(&["check", "g", "--note", "@home"]);
    let rows = |args: &[&str]| store.ok(&[&["export", "--csv"], args].concat());
    assert!(rows(&[]).contains(",'=1+2 of it,") && rows(&[]).contains(",'@home,"), "{}", rows(&[]));
    assert!(rows(&["--raw"]).contains(",=1+2 of it,") && rows(&["--raw"]).contains(",@home,"));
    assert!(rows(&["--wide"]).starts_with("day,'=1+2 of it\n"));
}

#[cfg(unix)]
#[test]
fn a_terminal_is_told_nothing_that_it_would_obey() {
    needs!("script");
    let store = store();
    store.ok(&["check", "run", "--note", "\u{1b}[31mred\u{202e}"]);
    for form in ["--csv", "--json"] {
        let ran = terminal(&store, &[], &format!("goals export {form}"));
        assert!(ran.code == 0 && !ran.out.contains(['\u{1b}', '\u{202e}']), "{form}: {ran:?}");
        assert!(ran.out.contains("red"), "{form}: {ran:?}");
    }
}

#[test]
fn all_days_are_told_also_those_of_which_only_the_sum_is_kept() {
    let mut store = Store::new();
    store.at("2024-11-18");
    store.ok(&["add", "Run every:day unit:km code:run n:3"]);
    for day in 1..=40 {
        let on = format!("2024-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
        store.ok(&["check", "run+3", "--on", &on]);
    }
    store.at("2026-11-18");
    // A snapshot is kept by then.
    store.ok(&["today"]);
    store.ok(&["today"]);
    assert_eq!(store.ok(&["export", "--csv"]).lines().count(), 41);
}

/// What is exported and imported, of each goal the amounts by day.
fn amounts(store: &Store) -> Vec<(String, String, String)> {
    let entries = store.json(&["log", "--all"])["entries"].clone();
    let text = |row: &Value, key: &str| row[key].to_string();
    let rows = entries.as_array().expect("entries").iter().filter(|row| row["kind"] == "check");
    let mut rows: Vec<_> =
        rows.map(|row| (text(row, "title"), text(row, "day"), text(row, "amount"))).collect();
    rows.sort();
    rows
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_long_table_comes_back_with_its_titles_amounts_and_notes() {
    let store = Store::new();
    for (title, code) in [("=1+2 of it", "a"), ("'=x, \"quoted\"", "b"), ("Größe; 日本語", "c")] {
        store.ok(&["add", title, "--every", "day", "--unit", "cups", "--target", "3", "--code", code]);
        store.ok(&["check", &format!("{code}+2.5"), "--on", "yesterday"]);
        store.ok(&["check", &format!("{code}+1"), "--note", "@home,\n\"well\""]);
    }
    let (_, name) = file(&store, "history.csv");
    store.ok(&["export", "--csv", &name]);
    let other = Store::new();
    other.ok(&["import", &name]);
    assert_eq!(amounts(&other), amounts(&store));
    // What comes in is folded as titles are.
    let is_note = |row: &&Value| row["note"].as_str().is_some_and(|note| folded(note) == "@home, \"well\"");
    let notes = |store: &Store| {
        let entries = store.json(&["log", "--all"])["entries"].clone();
        entries.as_array().expect("entries").iter().filter(is_note).count()
    };
    assert_eq!((notes(&store), notes(&other)), (3, 3));
}

#[test]
fn a_wide_table_comes_back_with_its_days() {
    let store = store();
    store.ok(&["check", "run+2.5", "--on", "yesterday"]);
    let (_, name) = file(&store, "days.csv");
    store.ok(&["export", "--csv", "--wide", &name]);
    let other = Store::new();
    other.ok(&["import", &name]);
    assert_eq!(amounts(&other), amounts(&store));
}
