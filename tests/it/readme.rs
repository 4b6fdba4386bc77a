//! What the README shows is what happens: its transcripts are replayed in order on one store, its
//! aliases are run by the shells they are for, and the journal line it explains is read.
//!
//! Those marked `demo` are replayed on the store that `goals demo` makes.
//!
//! `UPDATE_README=1 cargo test readme` writes what the transcripts print now into the README.

use std::fmt::Write as _;

use crate::common::shell;
use crate::harness::Store;
use crate::tools::needs;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn readme() -> String {
    std::fs::read_to_string(README).expect("the README")
}

/// The fenced blocks of a language, without their fences.
fn blocks(text: &str, language: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(name)) if name == language => open = Some(String::new()),
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(block), None) => {
                block.push_str(line);
                block.push('\n');
            }
            _ => {}
        }
    }
    found
}

/// The transcript as it comes out now: each `$ command` with what it says and prints below it.
fn replayed(store: &Store, transcript: &str) -> String {
    let mut now = String::new();
    let mut lines = transcript.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ ") else { continue };
        let mut command = command.to_owned();
        writeln!(now, "{line}").expect("a string takes it");
        while command.ends_with('\\') {
            let more = lines.next().expect("a continued command goes on");
            writeln!(now, "{more}").expect("a string takes it");
            command.push('\n');
            command.push_str(more);
        }
        let ran = shell(store, &["env", "COLUMNS=80", "sh"], &command);
        now.push_str(&ran.err);
        now.push_str(&ran.out);
    }
    now
}

/// The README with what the transcripts of a kind print now, and those that it shows otherwise.
fn replay_all(readme: &str, kind: &str, store: &Store) -> (String, Vec<String>) {
    let mut after = readme.to_owned();
    let mut stale = Vec::new();
    for transcript in blocks(readme, kind) {
        let now = replayed(store, &transcript);
        after = after.replacen(&format!("```{kind}\n{transcript}```"), &format!("```{kind}\n{now}```"), 1);
        if now != transcript {
            stale.push(now);
        }
    }
    (after, stale)
}

#[cfg(unix)]
#[test]
fn the_transcripts_are_what_happens() {
    let (store, demo) = (Store::new(), Store::demo());
    let before = readme();
    assert!(blocks(&before, "console").len() >= 4, "the README shows first steps");
    assert!(blocks(&before, "console demo").len() >= 3, "the README shows a year of it");
    let (after, mut stale) = replay_all(&before, "console", &store);
    let (after, more) = replay_all(&after, "console demo", &demo);
    stale.extend(more);
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(README, &after).expect("the README is written");
    }
    assert!(stale.is_empty(), "the README shows something else than what happens:\n{}", stale.join("\n"));
}

/// The aliases that are shown for a shell check off in it, where these words come before.
fn aliases_check_off(language: &str, words: &[&str], before: &str) {
    let blocks = blocks(&readme(), language);
    let aliases = blocks.iter().find(|block| block.contains("alias ")).expect("aliases for each shell");
    let store = Store::new();
    store.ok(&["add", "Pitch websites", "n:12", "unit:emails", "every:week", "code:pitch"]);
    store.ok(&["add", "Time with the children", "every:day", "code:kids"]);
    let ran = shell(&store, words, &format!("{before}{aliases}\neval pitched\neval kids\n"));
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(store.goal("pitch")["done"], 1, "{ran:?}");
    assert_eq!(store.goal("kids")["done"], 1, "{ran:?}");
}

#[test]
fn the_aliases_check_off_in_bash() {
    needs!("bash");
    // In scripts they hold only where that is said.
    aliases_check_off("bash", &["bash"], "shopt -s expand_aliases\n");
}

#[test]
fn the_aliases_for_bash_check_off_in_zsh() {
    needs!("zsh");
    aliases_check_off("bash", &["zsh"], "");
}

#[test]
fn the_aliases_check_off_in_fish() {
    needs!("fish");
    aliases_check_off("fish", &["fish"], "");
}

#[test]
fn the_journal_line_that_is_explained_is_read() {
    let line = blocks(&readme(), "json").into_iter().next().expect("a journal line");
    let store = Store::new();
    store.ok(&["add", "Pitch websites", "n:12", "unit:emails", "every:week", "code:pitch"]);
    let made: serde_json::Value = serde_json::from_str(&store.journal()[0]).expect("JSON");
    let shown: serde_json::Value = serde_json::from_str(&line).expect("JSON");
    let its_goal = shown["did"][0]["check"]["goal"].as_str().expect("a goal");
    let the_goal = made["did"][0]["add"]["goal"].as_str().expect("a goal");
    let shard = store.shards().remove(0);
    let text = std::fs::read_to_string(&shard).expect("the shard");
    std::fs::write(&shard, format!("{text}{}", line.replace(its_goal, the_goal))).expect("it is written");
    let ran =
        store.run(&["today", "--json", "--on", shown["did"][0]["check"]["day"].as_str().expect("a day")]);
    assert!(!ran.err.contains("warning"), "{ran:?}");
    let today: serde_json::Value = serde_json::from_str(&ran.out).expect("JSON");
    assert_eq!(today["done_today"][0]["code"], "pitch");
    assert_eq!(today["done_today"][0]["amount"], shown["did"][0]["check"]["n"]);
}

#[test]
fn the_test_command_and_the_install_command_stand_there() {
    let text = readme();
    assert!(text.contains("cargo install --locked --path ."));
    assert!(blocks(&text, "sh").iter().any(|block| block.trim() == "cargo test"));
}
