//! `--help`: all commands on one screen, and an example of each that can be typed as it stands.

use goals::cli;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use crate::common::{shell, with};
use crate::harness::Store;
use crate::tools::needs;

/// `goals --help` in so many columns.
fn help(store: &Store, columns: &str) -> String {
    let ran = with(store, &[("COLUMNS", columns)], &["--help"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    ran.out
}

/// The commands that `goals --help` lists.
pub(crate) fn listed(store: &Store) -> Vec<String> {
    let text = help(store, "80");
    let rows = text.split("\n\n").nth(2).expect("commands below the first steps");
    let names = rows
        .lines()
        .take_while(|row| !row.starts_with("Options"))
        .filter_map(|row| row.get(11..)?.split("  ").next());
    names.flat_map(|names| names.split(", ").map(ToOwned::to_owned)).collect()
}

/// The examples of all commands and of those below them, with the words that lead to the command.
pub(crate) fn examples() -> Vec<(String, String)> {
    let mut program = cli::command().disable_help_subcommand(true);
    program.build();
    let mut found = Vec::new();
    let mut open: Vec<&clap::Command> = program.get_subcommands().collect();
    while let Some(command) = open.pop() {
        open.extend(command.get_subcommands());
        let words = command.get_bin_name().expect("a built command").to_owned();
        let below = command.get_after_help().unwrap_or_else(|| panic!("no example: {words}")).to_string();
        let example = below.strip_prefix("Example: ").unwrap_or_else(|| panic!("no example: {words}"));
        found.push((words, example.to_owned()));
    }
    found
}

#[test]
fn help_lists_each_command_once() {
    let mut listed = listed(&Store::new());
    let mut known: Vec<String> =
        cli::command().get_subcommands().map(|it| it.get_name().to_owned()).collect();
    listed.sort();
    known.sort();
    assert_eq!(listed, known);
}

#[test]
fn help_fits_on_a_screen_of_eighty_by_twenty_four() {
    let text = help(&Store::new(), "80");
    assert!(text.lines().count() <= 24, "{text}");
    assert!(text.lines().all(|line| line.width() <= 80), "{text}");
}

#[test]
fn help_says_the_same_in_few_columns_as_in_many() {
    let store = Store::new();
    let words = |columns| {
        let text = help(&store, columns);
        let mut words: Vec<String> = text.split_whitespace().map(ToOwned::to_owned).collect();
        words.sort();
        words
    };
    assert_eq!(words("60"), words("80"));
    assert_eq!(words("120"), words("80"));
    assert_eq!(words("20"), words("80"));
    // What is to be typed is never broken, so it may be wider.
    let narrow = help(&store, "60");
    let wide: Vec<&str> = narrow.lines().filter(|line| line.width() > 60).collect();
    assert!(wide.iter().all(|line| line.starts_with("  goals ")), "{wide:?}");
}

#[test]
fn help_names_the_options_of_every_command() {
    let text = help(&Store::new(), "80");
    let mut program = cli::command();
    program.build();
    for long in program.get_arguments().filter_map(clap::Arg::get_long) {
        assert!(text.contains(&format!("--{long}")), "--{long} is not in {text}");
    }
}

/// What has to be there before an example can be typed; without more, the store of `demo` is.
fn before(words: &str) -> &'static str {
    match words {
        // Its code is taken there.
        "goals add" => "export GOALS_DIR=$HOME/empty",
        "goals redo" => "goals check plant && goals undo",
        "goals resume" => "goals pause --all",
        "goals claim" => "goals reward add gp Rest --at 10%",
        "goals reward remove" => "goals reward add gp Rest",
        "goals template remove" => "goals template save launch gp",
        "goals import" => "printf 'Date,Yoga\\n2026-11-16,1\\n' > habits.csv",
        // A server that is on this machine.
        "goals sync" => {
            "git init -q --bare goals.git; printf '#!/bin/sh\\ncd; shift; eval \"$1\"' >ssh; chmod +x ssh; \
             export GIT_SSH_VARIANT=simple GIT_SSH_COMMAND=$HOME/ssh"
        }
        "goals man" => "mkdir -p ~/.local/share/man/man1",
        _ => "true",
    }
}

#[cfg(unix)]
#[test]
fn every_example_is_accepted() {
    needs!("bash", "git");
    let demo = Store::demo();
    for (words, example) in examples() {
        let store = Store::new();
        let copied = std::process::Command::new("cp").arg("-r").arg(demo.dir()).arg(store.dir()).status();
        assert!(copied.expect("`cp` starts").success());
        let script = format!(
            "set -e; cd; export TMPDIR=$HOME; {{ {}; }} >/dev/null; {example}
             printf '%s' \"${{PS1@P}}\"",
            before(&words)
        );
        let ran = shell(&store, &["bash", "--norc", "--noprofile"], &script);
        assert_eq!(ran.code, 0, "{example}: {ran:?}");
        assert!(!ran.err.contains("error:"), "{example}: {ran:?}");
        assert!(!ran.out.trim().is_empty(), "{example}: {ran:?}");
        assert!(example.contains(&words) || words == "goals prompt", "{words}: {example}");
    }
}

#[test]
fn a_topic_is_explained_and_what_is_nearly_one_is_named() {
    let mut store = Store::new();
    let page = store.ok(&["help", "days"]);
    assert!(page.contains("Thu 19 Nov"), "{page}");
    assert_eq!(store.ok(&["help", "DAY"]), page);
    assert!(store.at("2027-01-01").ok(&["help", "days"]).contains("Sat 2 Jan"));
    let ran = store.refused(2, &["help", "dayz"], "no command or topic `dayz`");
    assert!(ran.err.contains("did you mean `goals help days`?"), "{ran:?}");
    let ran = store.refused(2, &["help", "chekc"], "no command or topic `chekc`");
    assert!(ran.err.contains("did you mean `goals help check`?"), "{ran:?}");
    let ran = store.refused(2, &["help", "frobnicate"], "no command or topic `frobnicate`");
    assert!(ran.err.contains("`goals help` lists"), "{ran:?}");
    assert!(store.ok(&["help", "check"]).contains("goals check pitch+4"));
    assert!(store.ok(&["help", "template", "save"]).contains("goals template save"));
    assert!(!store.dir().exists(), "nothing is written");
}

#[test]
fn topics_read_in_few_columns_as_in_many() {
    let store = Store::new();
    for columns in ["60", "80", "120"] {
        let page = with(&store, &[("COLUMNS", columns)], &["help", "days"]).out;
        let room: usize = columns.parse().expect("a number");
        assert!(page.lines().all(|line| line.width() <= room && !line.contains('…')), "{page}");
    }
}

/// The tables of a topic, as docs/commands.md has them.
fn tables_in_markdown(store: &Store, topic: &str) -> String {
    let guide = store.json(&["help", topic]);
    let texts = |row: &Value| -> Vec<String> {
        let cells = row.as_array().expect("a row").iter();
        cells.map(|cell| cell.as_str().expect("a text").to_owned()).collect()
    };
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | ")).replace("|  |", "| |");
    let mut tables = Vec::new();
    for table in guide["tables"].as_array().expect("tables") {
        let columns = texts(&table["columns"]);
        let mut text = line(columns.clone()) + &format!("|{}\n", "---|".repeat(columns.len()));
        for row in table["rows"].as_array().expect("rows") {
            let mut cells = texts(row);
            cells[0] = cells[0].split(", ").map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
            text += &line(cells);
        }
        tables.push(text);
    }
    tables.join("\n")
}

#[test]
fn docs_have_the_tables_of_each_topic() {
    let docs =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/commands.md")).expect("docs");
    let tables = tables_in_markdown(&Store::new(), "days");
    assert!(docs.contains(&tables), "docs/commands.md has other tables than these:\n{tables}");
}

#[test]
fn each_example_of_the_table_of_days_is_read() {
    let mut store = Store::new();
    for today in ["2026-11-18", "2028-02-29", "2026-12-31"] {
        let guide = store.at(today).json(&["help", "days"]);
        for row in guide["tables"][0]["rows"].as_array().expect("rows") {
            assert_ne!(row[2], "", "{row}");
        }
    }
    store.at("2026-11-18");
    store.ok(&["add", "Run every:day code:run"]);
    let guide = store.json(&["help", "days"]);
    for row in guide["tables"][0]["rows"].as_array().expect("rows") {
        for word in row[0].as_str().expect("words").split(", ") {
            store.ok(&["today", "--on", word]);
        }
    }
}

#[test]
fn help_lines_tells_of_every_key_and_each_example_is_typed() {
    let store = Store::new();
    let topic = store.json(&["help", "lines"]);
    let rows = topic["tables"][0]["rows"].as_array().expect("rows").clone();
    assert_eq!(rows.len(), goals::domain::model::goal_field::Key::ALL.len());
    store.ok(&["add", "Outline code:outline"]);
    store.ok(&["add", "Write code:write"]);
    for row in &rows {
        let word = row[0].as_str().expect("a word");
        let more = if word.starts_with("baseline:") { " n:75" } else { "" };
        store.ok(&["add", &format!("Title {word}{more}")]);
    }
    let page = store.ok(&["help", "keys"]);
    assert_eq!(page, store.ok(&["help", "lines"]));
    for key in ["n:12", "every:week", "## Outline"] {
        assert!(page.contains(key), "{page}");
    }
    for columns in ["60", "80", "120"] {
        let page = with(&store, &[("COLUMNS", columns)], &["help", "lines"]).out;
        let columns: usize = columns.parse().expect("a number");
        assert!(page.lines().all(|line| line.chars().count() <= columns), "{page}");
    }
    assert!(store.ok(&["man", "lines"]).contains("every:week"));
}
