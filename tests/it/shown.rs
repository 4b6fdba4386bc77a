//! What `today` and `prompt` showed last is shown again where it is still so, and nowhere else.

use std::hash::{DefaultHasher, Hasher};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use goals::journal::cache::shown::{Asked, Shown};
use goals::journal::{Detail, Journal};

use crate::harness::{NOW, Ran, Store};

const DAILY: [&str; 2] = ["today", "prompt"];

/// The file of what a command showed.
fn kept(store: &Store, command: &str) -> Option<PathBuf> {
    let entries = std::fs::read_dir(store.home().join(".cache/goals")).ok()?;
    let mut files = entries.map(|entry| entry.expect("an entry").path());
    files.find(|file| file.extension().is_some_and(|extension| extension == command))
}

/// Lets what was shown be old enough to be believed: what it hangs on is not of the same moment.
pub(crate) fn age(store: &Store) {
    for file in DAILY.iter().filter_map(|command| kept(store, command)) {
        let file = std::fs::File::options().append(true).open(file).expect("a file");
        file.set_modified(SystemTime::now() + Duration::from_secs(60)).expect("its time is set");
    }
}

/// Makes what was shown say something else, in as many bytes, so that one sees where it is shown again.
fn mark(store: &Store, command: &str, from: &str, to: &str) {
    let file = kept(store, command).expect("it is kept");
    let mut bytes = std::fs::read(&file).expect("it can be read");
    let at = bytes.windows(from.len()).position(|part| part == from.as_bytes()).expect("it is in there");
    assert_eq!(from.len(), to.len());
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    // Behind a line of its own stands the sum of what follows.
    let sum = bytes.iter().position(|byte| *byte == b'\n').expect("a line") + 1;
    let mut hasher = DefaultHasher::new();
    hasher.write(&bytes[sum + 8..]);
    bytes[sum..sum + 8].copy_from_slice(&hasher.finish().to_le_bytes());
    std::fs::write(&file, bytes).expect("it is written");
    age(store);
}

/// A store whose `today` is shown again: with wine in the place of what is true.
fn marked() -> Store {
    let mut store = Store::new();
    store.on_device("a");
    store.ok(&["add", "Drink water", "n:3", "every:day", "code:water"]);
    store.ok(&["today"]);
    mark(&store, "today", "Drink water", "Drink wine!");
    assert!(is_shown_again(&store), "{:?}", store.run(&["today"]));
    store
}

fn is_shown_again(store: &Store) -> bool {
    says_wine(&store.run(&["today"]))
}

fn says_wine(ran: &Ran) -> bool {
    assert!(ran.code == 0 && ran.err.is_empty(), "{ran:?}");
    assert!(!ran.out.is_empty(), "{ran:?}");
    ran.out.contains("Drink wine!")
}

fn shard(store: &Store) -> PathBuf {
    store.shards().remove(0)
}

#[test]
fn what_nothing_can_have_changed_is_shown_again() {
    let store = marked();
    assert!(is_shown_again(&store));
    // `goals` alone is `goals today`.
    assert!(says_wine(&store.run(&[])));
    store.ok(&["prompt"]);
    mark(&store, "prompt", "0/1", "5/7");
    assert_eq!(store.ok(&["prompt"]), "5/7\n");
}

#[test]
fn other_words_are_answered_anew() {
    let store = marked();
    for words in [
        &["today", "--all"][..],
        &["today", "--json"],
        &["today", "--on", "2026-11-18"],
        &["--dir", "store", "today"],
    ] {
        let mut command = store.command(words);
        let ran: Ran = command.current_dir(store.home()).output().expect("the program starts").into();
        assert!(!says_wine(&ran), "{words:?}");
    }
    assert!(is_shown_again(&store));
}

#[test]
fn what_was_done_since_is_seen() {
    for words in [&["check", "water"][..], &["undo"], &["config", "me", "kim"], &["win", "Drink tea"]] {
        let store = marked();
        store.ok(words);
        assert!(!is_shown_again(&store), "{words:?}");
    }
}

#[test]
fn files_that_come_go_or_change_in_place_are_seen() {
    let changes: [fn(&Store); 4] = [
        |store| {
            let other = store.dir().join("journal/b");
            std::fs::create_dir(&other).expect("a folder");
            std::fs::write(other.join("2026.jsonl"), "").expect("a shard");
        },
        |store| {
            let text = std::fs::read_to_string(shard(store)).expect("a shard");
            std::fs::write(shard(store), text.replace("Drink water", "Drink latte")).expect("it is written");
        },
        |store| {
            let (new, shard) = (store.home().join("new"), shard(store));
            std::fs::copy(&shard, &new).and_then(|_| std::fs::rename(&new, &shard)).expect("another file");
        },
        |store| {
            std::fs::rename(shard(store), shard(store).with_file_name("2025.jsonl")).expect("another name");
        },
    ];
    for (number, change) in changes.iter().enumerate() {
        let store = marked();
        change(&store);
        age(&store);
        assert!(!is_shown_again(&store), "change {number}");
    }
}

#[test]
fn it_holds_for_its_day_alone() {
    let mut store = marked();
    store.at("2026-11-18T23:59:59+01:00");
    assert!(is_shown_again(&store));
    store.at("2026-11-19T00:00:00+01:00");
    assert!(!is_shown_again(&store));
    // A day may begin late.
    let mut store = Store::new();
    store.ok(&["add", "Drink water", "every:day", "code:water"]);
    store.ok(&["config", "day-start", "04:00"]);
    store.ok(&["today"]);
    mark(&store, "today", "Drink water", "Drink wine!");
    store.at("2026-11-19T03:59:00+01:00");
    assert!(is_shown_again(&store));
    store.at("2026-11-19T04:00:00+01:00");
    assert!(!is_shown_again(&store));
}

#[test]
fn another_width_or_colour_is_another_page() {
    let store = marked();
    for (name, value) in [("COLUMNS", "60"), ("CLICOLOR_FORCE", "1")] {
        let look = |store: &Store| -> Ran {
            store.command(&["today"]).env(name, value).output().expect("the program starts").into()
        };
        assert!(!says_wine(&look(&store)), "{name}");
        age(&store);
        assert_eq!(look(&store).out, look(&store).out);
        assert!(!is_shown_again(&store), "{name}");
        mark(&store, "today", "Drink water", "Drink wine!");
    }
    // Nor is any width another's, or none.
    let store = Store::new();
    store.ok(&["add", "Drink water", "every:day", "code:water"]);
    for columns in ["0", "4294967295", "9223372036854775848", "18446744073709551615"] {
        let told = |store: &Store, cache: &str| -> Ran {
            let mut command = store.command(&["today"]);
            command.env("COLUMNS", columns).env("XDG_CACHE_HOME", store.home().join(cache));
            command.output().expect("the program starts").into()
        };
        for before in ["", "40"] {
            let mut command = store.command(&["today"]);
            assert!(command.env("COLUMNS", before).output().expect("the program starts").status.success());
            age(&store);
            assert_eq!(told(&store, ".cache").out, told(&store, "none").out, "{columns} after {before}");
        }
    }
}

/// Two changes of a file in one moment may leave the same time behind.
#[test]
fn what_was_shown_right_after_a_change_is_not_believed() {
    let store = marked();
    let file =
        std::fs::File::options().append(true).open(kept(&store, "today").expect("a file")).expect("a file");
    let changed = std::fs::metadata(shard(&store)).and_then(|found| found.modified()).expect("a time");
    file.set_modified(changed + Duration::from_secs(1)).expect("its time is set");
    assert!(!is_shown_again(&store));
}

#[test]
fn what_is_wrong_is_told_each_time() {
    let store = marked();
    let text = std::fs::read_to_string(shard(&store)).expect("a shard");
    std::fs::write(shard(&store), format!("{text}no JSON\n")).expect("it is written");
    for _ in 0..3 {
        let ran = store.run(&["today"]);
        assert!(ran.err.contains("can't be read"), "{ran:?}");
        age(&store);
    }
    // Nor is a clock passed over that can't be believed.
    let mut store = marked();
    store.at("1969-07-20T12:00:00+00:00");
    for _ in 0..2 {
        let ran = store.run(&["today"]);
        assert!(ran.err.contains("warning: "), "{ran:?}");
        age(&store);
    }
}

#[test]
fn what_is_damaged_or_of_another_store_is_not_shown() {
    let store = marked();
    let file = kept(&store, "today").expect("it is kept");
    let good = std::fs::read(&file).expect("it can be read");
    for at in (0..good.len()).step_by(7) {
        let mut bad = good.clone();
        bad[at] ^= 1 << (at % 8);
        std::fs::write(&file, &bad).expect("it is written");
        age(&store);
        assert!(!is_shown_again(&store), "a bit flipped at {at}");
        std::fs::write(&file, &good[..at]).expect("it is written");
        age(&store);
        assert!(!is_shown_again(&store), "cut at {at}");
    }
    let other = marked();
    std::fs::copy(kept(&other, "today").expect("it is kept"), &file).expect("a copy");
    age(&store);
    assert!(!is_shown_again(&store));
}

#[test]
fn dropping_what_is_kept_drops_it_too() {
    let store = marked();
    store.ok(&["doctor", "--rebuild"]);
    assert_eq!(kept(&store, "today"), None);
}

#[test]
fn a_store_that_is_not_there_leaves_nothing_behind() {
    let mut store = Store::new();
    store.at(NOW);
    for command in DAILY {
        store.ok(&[command]);
        assert_eq!(kept(&store, command), None);
    }
}

/// However long the writing waited for the page to be read.
#[test]
fn what_was_looked_at_right_after_a_change_is_not_believed_later() {
    let store = Store::new();
    store.ok(&["add", "Drink water", "every:day", "code:water"]);
    let changed = std::fs::metadata(shard(&store)).and_then(|found| found.modified()).expect("a time");
    let asked = Asked { command: "today", look: 0 };
    let now = "2026-11-18T18:20:00".parse().expect("a moment");
    for (seconds, believed) in [(0, false), (1, false), (4, true)] {
        let looked = changed + Duration::from_secs(seconds);
        let journal = Journal::new(store.dir()).with_snapshots(store.home().join("cache"), looked);
        let reading = journal.read(Detail::Today, now).expect("it can be read");
        let day = "2026-11-18".parse().expect("a day");
        let shown = Shown { day_start: reading.state.settings.day_start(), day, text: "a page" };
        journal.keep_shown(asked, &reading, shown);
        let found = journal.find().expect("files");
        assert_eq!(journal.shown(asked, &found, now).is_some(), believed, "after {seconds} s");
    }
}

#[test]
fn a_file_beyond_all_bounds_is_not_read() {
    for (command, bytes) in [("today", 1 << 41), ("prompt", 1 << 41), ("today", 1 << 25)] {
        let store = marked();
        store.ok(&["prompt"]);
        let file = std::fs::File::options().write(true).open(kept(&store, command).expect("it is kept"));
        file.and_then(|file| file.set_len(bytes)).expect("a file with a hole");
        age(&store);
        let ran = store.run(&[command]);
        assert!(ran.code == 0 && ran.err.is_empty(), "{ran:?}");
        assert!(!ran.out.contains("wine"), "{ran:?}");
    }
}
