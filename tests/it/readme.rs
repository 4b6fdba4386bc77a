//! What README and the pages of docs/ show is what happens: the transcripts of each page are replayed in order on
//! one store, the aliases are run by the shells they are for, and the journal line that is explained is read.
//!
//! Those marked `demo` are replayed on the store that `goals demo` makes.
//!
//! `UPDATE_README=1 cargo test readme` writes what the transcripts print now into the pages.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::common::shell;
use crate::harness::Store;
use crate::tools::needs;

/// A page of the project, by its path there.
pub(crate) fn page(path: &str) -> String {
    std::fs::read_to_string(at(path)).expect("the page")
}

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The fenced blocks of a language, without their fences.
pub(crate) fn blocks(text: &str, language: &str) -> Vec<String> {
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

/// A page with what the transcripts of a kind print now, and those that it shows otherwise.
fn replay_all(page: &str, kind: &str, store: &Store) -> (String, Vec<String>) {
    let mut after = page.to_owned();
    let mut stale = Vec::new();
    for transcript in blocks(page, kind) {
        let now = replayed(store, &transcript);
        after = after.replacen(&format!("```{kind}\n{transcript}```"), &format!("```{kind}\n{now}```"), 1);
        if now != transcript {
            stale.push(now);
        }
    }
    (after, stale)
}

/// The transcripts of a page, the least number of which is known.
#[cfg(unix)]
fn are_what_happens(path: &str, [own, demo]: [usize; 2]) {
    let before = page(path);
    assert!(blocks(&before, "console").len() >= own, "{path} shows what is typed");
    assert!(blocks(&before, "console demo").len() >= demo, "{path} shows a year of it");
    let (after, mut stale) = replay_all(&before, "console", &Store::new());
    if demo > 0 {
        let (replayed, more) = replay_all(&after, "console demo", &Store::demo());
        stale.extend(more);
        write_if_asked(path, &replayed);
    } else {
        write_if_asked(path, &after);
    }
    assert!(stale.is_empty(), "{path} shows something else than what happens:\n{}", stale.join("\n"));
}

#[cfg(unix)]
fn write_if_asked(path: &str, text: &str) {
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(at(path), text).expect("the page is written");
    }
}

#[cfg(unix)]
#[test]
fn the_readme_s_transcripts_are_what_happens() {
    are_what_happens("README.md", [4, 0]);
}

#[cfg(unix)]
#[test]
fn the_guide_s_transcripts_are_what_happens() {
    are_what_happens("docs/guide.md", [10, 3]);
}

#[cfg(unix)]
#[test]
fn the_transcripts_about_scripts_are_what_happens() {
    are_what_happens("docs/scripting.md", [1, 0]);
}

#[test]
fn the_readme_is_read_in_a_few_minutes_and_leads_to_what_is_there() {
    let readme = page("README.md");
    assert!(readme.lines().count() < 200);
    for path in readme.split("](").skip(1).filter_map(|link| link.split(')').next()) {
        assert!(path.starts_with("https://") || at(path).exists(), "{path} is not there");
    }
}

/// The aliases that are shown for a shell check off in it, where these words come before.
fn aliases_check_off(language: &str, words: &[&str], before: &str) {
    let blocks = blocks(&page("docs/scripting.md"), language);
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
    let line = blocks(&page("docs/data.md"), "json").into_iter().next().expect("a journal line");
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
    let text = page("README.md");
    assert!(text.contains("cargo install --locked --path ."));
    assert!(blocks(&text, "sh").iter().any(|block| block.trim() == "cargo test"));
}
