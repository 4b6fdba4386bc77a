//! `log`: what was done, newest first.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, has_keys, line_with, terminal, with_goals};
use crate::harness::{NOW, Store};
use crate::tools::needs;

/// Guest posts with things done on three days.
fn store() -> Store {
    let mut store = guest_posts();
    store.at("2026-11-16T09:00:00+01:00").ok(&["check", "pitch+3", "--note", "three at once"]);
    store.at("2026-11-17T09:00:00+01:00").ok(&["check", "kids"]);
    store.at("2026-11-17T10:00:00+01:00").ok(&["check", "pitch"]);
    store.at(NOW).ok(&["win", "A reader wrote", "--area", "work"]);
    store
}

#[test]
fn newest_first_with_what_was_promised() {
    let store = store();
    let entries = store.json(&["log"])["entries"].clone();
    assert_eq!(codes(&entries), ["-", "pitch", "kids", "pitch"]);
    for entry in entries.as_array().expect("entries") {
        has_keys(entry, "id at day code title amount note by");
    }
    let first = &entries[3];
    assert_eq!((&first["day"], &first["amount"]), (&json!("2026-11-16"), &json!(3)));
    assert_eq!((&first["note"], &first["title"]), (&json!("three at once"), &json!("Pitch websites")));
    assert_eq!((&entries[0]["code"], &entries[0]["note"]), (&Value::Null, &Value::Null));
}

#[test]
fn by_tells_the_device() {
    let mut store = Store::new();
    store.on_device("desk").ok(&["win", "Cooked"]);
    assert!(store.json(&["log"])["entries"][0]["by"].as_str().is_some_and(|by| by.starts_with("desk")));
}

#[test]
fn since_and_until_are_inclusive() {
    let store = store();
    let of = |args: &[&str]| codes(&store.json(&[&["log"], args].concat())["entries"]);
    assert_eq!(of(&["--since", "2026-11-17"]), ["-", "pitch", "kids"]);
    assert_eq!(of(&["--until", "2026-11-16"]), ["pitch"]);
    assert_eq!(of(&["--since", "2026-11-17", "--until", "2026-11-17"]), ["pitch", "kids"]);
    assert_eq!(of(&["--since", "-2w"]).len(), 4);
    assert_eq!(of(&["--since", "today"]), ["-"]);
}

#[test]
fn days_are_looked_for_backwards_and_echoed() {
    let store = store();
    let ran = store.run(&["log", "--since", "tue"]);
    assert!(ran.err.contains("Tuesday 17 November 2026"), "{ran:?}");
    store.refused(2, &["log", "--since", "someday"], "someday");
}

#[test]
fn a_goal_stands_for_what_is_below_it() {
    let store = store();
    let of = |args: &[&str]| codes(&store.json(&[&["log"], args].concat())["entries"]);
    assert_eq!(of(&["--goal", "gp"]), ["pitch", "pitch"]);
    assert_eq!(of(&["--goal", "KIDS"]), ["kids"]);
    store.refused(1, &["log", "--goal", "gb"], "gb");
}

#[test]
fn one_area_alone() {
    let store = store();
    let of = |args: &[&str]| codes(&store.json(&[&["log"], args].concat())["entries"]);
    assert_eq!(of(&["--area", "family"]), ["kids"]);
    assert_eq!(of(&["--area", "Work"]), ["-"]);
}

#[test]
fn one_of_a_unit_is_told_in_the_singular() {
    let store = with_goals(&["Empty cans code:can every:week n:5 unit:cans"]);
    store.ok(&["check", "can"]);
    store.ok(&["check", "can+2"]);
    let page = store.ok(&["log"]);
    assert!(page.contains("+1 can ") && page.contains("+2 cans "), "{page}");
}

/// A habit that was done on these days at nine.
fn done_on(days: &[&str]) -> Store {
    let mut store = Store::new();
    store.at("2026-01-01T09:00:00+01:00").ok(&["add", "Read every:day code:read"]);
    for day in days {
        store.at(&format!("{day}T09:00:00+01:00")).ok(&["check", "read"]);
    }
    store.at(NOW);
    store
}

fn days_of(store: &Store, args: &[&str]) -> Vec<String> {
    let entries = store.json(&[&["log"], args].concat())["entries"].clone();
    let entries = entries.as_array().expect("entries").iter();
    entries.map(|entry| entry["day"].as_str().expect("a day").to_owned()).collect()
}

#[test]
fn alone_it_tells_of_the_last_seven_days() {
    let store = done_on(&["2026-03-01", "2026-11-11", "2026-11-12", "2026-11-18"]);
    assert_eq!(days_of(&store, &[]), ["2026-11-18", "2026-11-12"]);
    let told = store.json(&["log"]);
    assert_eq!((&told["since"], &told["last_day"]), (&json!("2026-11-12"), &Value::Null));
    assert_eq!(days_of(&store, &["--all"]), ["2026-11-18", "2026-11-12", "2026-11-11", "2026-03-01"]);
    assert_eq!(store.json(&["log", "--all"])["since"], Value::Null);
    assert_eq!(days_of(&store, &["--until", "2026-11-11"]), ["2026-11-11", "2026-03-01"]);
    let page = store.ok(&["log"]);
    assert!(page.contains("12 November") && !page.contains("11 November"), "{page}");
}

#[test]
fn the_last_ones_are_told_however_old_they_are() {
    let store = done_on(&["2025-03-01", "2026-03-01", "2026-11-11", "2026-11-18"]);
    assert_eq!(days_of(&store, &["-n", "2"]), ["2026-11-18", "2026-11-11"]);
    assert_eq!(days_of(&store, &["-n3"]), ["2026-11-18", "2026-11-11", "2026-03-01"]);
    assert_eq!(days_of(&store, &["-n", "20"]).len(), 4);
    assert_eq!(days_of(&store, &["-n", "1", "--until", "2026-10-01"]), ["2026-03-01"]);
    assert_eq!(days_of(&store, &["-n", "1", "--since", "2026-01-01"]), ["2026-11-18"]);
    store.refused(2, &["log", "-n", "0"], "above 0");
    store.refused(2, &["log", "-n", "few"], "above 0");
    store.refused(2, &["log", "--all", "-n", "3"], "can't both be given");
    store.refused(2, &["log", "--all", "--since", "mon"], "can't both be given");
}

#[test]
fn where_nothing_was_done_the_last_day_that_has_some_is_named() {
    let store = done_on(&["2026-03-01", "2026-11-02"]);
    let page = store.ok(&["log"]);
    assert!(page.contains("Nothing was done in the last seven days."), "{page}");
    assert!(page.contains("Mon 2 Nov: `goals log --since 2026-11-02`"), "{page}");
    assert_eq!(store.json(&["log"])["last_day"], "2026-11-02");
    assert_eq!(days_of(&store, &["--since", "2026-11-02"]).len(), 1);
    let page = store.ok(&["log", "--since", "2026-10-01", "--until", "2026-10-31", "--goal", "read"]);
    assert!(page.contains("--since 2026-03-01 --until 2026-10-31 --goal read`"), "{page}");
    assert_eq!(
        store.ok(&["log", "--since", "2026-01-01", "--until", "2026-01-31"]).trim(),
        "Nothing was done in that time."
    );
    assert_eq!(
        store.ok(&["log", "--grep", "swim"]).trim(),
        "Nothing of that kind was done in the last seven days."
    );
    let empty = Store::new();
    assert!(empty.ok(&["log"]).contains("Nothing was done yet"));
    assert_eq!(empty.json(&["log"])["last_day"], Value::Null);
}

#[test]
fn words_are_looked_for_in_titles_and_notes() {
    let store = store();
    let of = |args: &[&str]| codes(&store.json(&[&["log"], args].concat())["entries"]);
    assert_eq!(of(&["--grep", "AT ONCE"]), ["pitch"]);
    assert_eq!(of(&["--grep", "websites"]), ["pitch", "pitch"]);
    assert_eq!(of(&["--grep", "reader wrote"]), ["-"]);
    assert_eq!(of(&["--grep", "pitch", "--since", "tue"]), ["pitch"]);
}

#[test]
fn each_entry_has_a_mark_the_end_of_its_id() {
    let store = store();
    store.ok(&["check", "kids", "ed"]);
    let entries = store.json(&["log"])["entries"].as_array().expect("entries").clone();
    let page = store.ok(&["log"]);
    for entry in &entries {
        let (id, mark) = (entry["id"].as_str().expect("an id"), entry["mark"].as_str().expect("a mark"));
        assert!(id.to_lowercase().ends_with(mark) && mark.len() >= 4, "{entry}");
        line_with(&page, mark);
    }
    assert_eq!(entries[0]["mark"], entries[1]["mark"], "one command: {entries:?}");
    assert_ne!(entries[1]["mark"], entries[2]["mark"], "{entries:?}");
}

#[test]
fn a_log_longer_than_the_screen_is_paged() {
    needs!("script");
    let store =
        done_on(&["2026-11-12", "2026-11-13", "2026-11-14", "2026-11-15", "2026-11-16", "2026-11-17"]);
    let pager = store.home().join("my pager");
    std::fs::write(&pager, "#!/bin/sh\necho paged \"$@\"\ncat\nexit ${FAILS:-0}\n").expect("it is written");
    let run = |vars: &[(&str, &str)], line: &str| {
        let ran =
            terminal(&store, vars, &format!("chmod +x '{}'; stty rows 10 cols 80; {line}", pager.display()));
        assert_eq!(ran.code, 0, "{ran:?}");
        ran.out
    };
    let straight = store.ok(&["log"]);
    let quoted = format!("'{}' -a \"b c\"", pager.display());
    let shown = run(&[("PAGER", &quoted)], "goals log");
    assert_eq!(shown, format!("paged -a b c\n{straight}"));
    assert_eq!(run(&[("PAGER", pager.to_str().expect("a path"))], "goals log"), format!("paged\n{straight}"));
    // One that fails has shown nothing that counts.
    assert!(run(&[("PAGER", &quoted), ("FAILS", "3")], "goals log").ends_with(&straight));
    assert_eq!(run(&[("PAGER", "no-such-program")], "goals log"), straight);
    assert_eq!(run(&[("PAGER", "")], "goals log"), straight);
    assert_eq!(run(&[("PAGER", "'")], "goals log"), straight);
    // No shell reads it.
    assert_eq!(run(&[("PAGER", "cat; touch ran")], "goals log"), straight);
    assert!(!std::path::Path::new("ran").exists());
    // Short pages, JSON and pipes are printed straight.
    assert!(!run(&[("PAGER", &quoted)], "goals log -n 1").contains("paged"));
    assert!(!run(&[("PAGER", &quoted)], "goals log --json").contains("paged"));
    assert!(!run(&[("PAGER", &quoted)], "goals log | cat").contains("paged"));
}
