//! The fault matrix: an inbox that is taken in by a command that is killed, or for which there is no room, that many
//! take in at once while somebody writes it, and that is none. Each line is counted once, and none is lost.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use crate::files::{done, watered, within};
use crate::harness::{Ran, Store};
use crate::judge::start_at_once;
use crate::other_user::{NOBODY, is_root};
use crate::shard::put;
use crate::strace::{own_calls, strace};
use crate::tools::{leave_out, needs};

/// Two lines that count 3 cups, a win, and one that stays.
const LINES: &str = "w\nw+2\nnope\nwin Slept\n";

/// The line that stays, as it is put back.
const LEFT: &str = "nope  # goals: no goal has the code `nope`\n";

fn store() -> Store {
    let store = watered();
    store.ok(&["config", "inbox", "on"]);
    store
}

fn inbox(store: &Store) -> PathBuf {
    store.dir().join("inbox.txt")
}

fn with_lines(lines: &str) -> Store {
    let store = store();
    put(&inbox(&store), lines);
    store
}

fn today(store: &Store) -> Command {
    store.command(&["today"])
}

fn wins(store: &Store) -> usize {
    let log = store.json(&["log", "--all"]);
    log["entries"].as_array().expect("entries").iter().filter(|entry| entry["kind"] == "win").count()
}

/// The files of the inbox but for those that were taken in, with what is in them.
fn open_files(store: &Store) -> Vec<Vec<u8>> {
    let names = std::fs::read_dir(store.dir()).expect("a folder").map(|entry| entry.expect("an entry"));
    let is_open =
        |name: &str| name == "inbox.txt" || (name.starts_with(".inbox-") && name.rfind('.') == Some(0));
    let open = names.filter(|entry| entry.file_name().to_str().is_some_and(is_open));
    open.map(|entry| std::fs::read(entry.path()).expect("a file")).collect()
}

/// Panics unless, after one more command, each of [`LINES`] is counted once or there once.
fn each_counts_once(store: &Store, what: &str) {
    let ran = store.run(&["today"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{what}: {ran:?}");
    assert_eq!((done(store), wins(store)), (3, 1), "{what}");
    let left = open_files(store).concat();
    assert_eq!(String::from_utf8_lossy(&left), LEFT, "{what}");
    assert_eq!(std::fs::read_to_string(inbox(store)).expect("it is there"), LEFT, "{what}");
    assert_eq!(store.run(&["doctor"]).code, 0, "{what}");
}

#[test]
fn an_inbox_whose_taking_in_is_killed_at_each_system_call_counts_once() {
    needs!("strace");
    let seen = with_lines(LINES);
    let (mut before, mut after) = (0, 0);
    for call in own_calls(&today(&seen), seen.home()) {
        let store = with_lines(LINES);
        let what = format!("{} {}", call.name, call.when);
        let fault = format!("signal=SIGKILL:when={}", call.when);
        let traced = strace(&today(&store), store.home(), &call.name, &fault);
        assert!(traced.was_killed() || traced.ran.code == 0, "{what}: {traced:?}");
        if store.journal().concat().contains("\"inbox\"") {
            after += 1;
        } else {
            before += 1;
        }
        each_counts_once(&store, &what);
    }
    assert!(before > 20 && after > 10, "kills before and after the entry: {before}, {after}");
}

#[test]
fn an_inbox_for_which_there_is_no_room_is_told_and_counts_once() {
    needs!("strace");
    let seen = with_lines(LINES);
    let writes =
        ["rename", "fsync", "fdatasync", "link", "linkat", "unlink", "fchmod", "chmod", "utimensat", "flock"];
    let calls = own_calls(&today(&seen), seen.home());
    let (mut told, mut told_behind) = (0, 0);
    for call in calls.iter().filter(|call| writes.contains(&call.name.as_str())) {
        let store = with_lines(LINES);
        let what = format!("{} {}", call.name, call.when);
        let fault = format!("error=ENOSPC:when={}", call.when);
        let traced = strace(&today(&store), store.home(), &call.name, &fault);
        assert!(traced.failed().is_some(), "{what}: {traced:?}");
        assert_eq!(traced.ran.code, 0, "{what}: the day is shown all the same: {traced:?}");
        assert!(traced.ran.out.contains("Drink water"), "{what}: {traced:?}");
        told += usize::from(traced.ran.out.contains("warning: the inbox is not taken in: "));
        let put_away = "warning: the file of the inbox was read, and could not be put away: ";
        told_behind += usize::from(traced.ran.out.contains(put_away));
        // What could not be confirmed is told when it is found.
        let is_counted = store.journal().concat().contains("\"inbox\"") && call.name != "fdatasync";
        let says_so = traced.ran.out.starts_with("From the inbox: w +3, the win “Slept”.\n");
        assert_eq!(says_so, is_counted, "{what}: {traced:?}");
        each_counts_once(&store, &what);
    }
    assert!(told > 4 && told_behind > 2, "{told}, {told_behind}");
}

/// What is on the disk is handed on, whatever becomes of the file behind it.
#[test]
fn an_inbox_that_can_not_be_put_away_is_told_to_the_hook() {
    needs!("strace");
    let seen = with_lines(LINES);
    let script = "umask 077; mkdir -p \"$1\"; printf '#!/bin/sh\ncat > \"$HOME/told\"\n' > \"$1/on-change\"; chmod \
                 700 \"$1/on-change\"";
    let calls = own_calls(&today(&seen), seen.home());
    let mut stopped = 0;
    for call in calls.iter().filter(|call| call.name == "rename") {
        let store = with_lines(LINES);
        let hooks = store.home().join(".config/goals/hooks");
        let made = Command::new("sh").args(["-c", script, "sh"]).arg(hooks).status();
        assert!(made.expect("it starts").success());
        let fault = format!("error=ENOSPC:when={}", call.when);
        let traced = strace(&today(&store), store.home(), "rename", &fault);
        if traced.ran.out.contains("could not be put away") {
            stopped += 1;
            let document = std::fs::read_to_string(store.home().join("told")).unwrap_or_default();
            assert!(document.contains("\"title\":\"Slept\""), "{traced:?}, {document}");
        }
    }
    assert!(stopped > 0);
}

/// Makes the line that stays one that can be taken in, and tells how often it came.
fn came_of_the_rest(store: &Store) -> serde_json::Value {
    store.ok(&["add", "Nothing in particular n:9 every:day code:nope"]);
    // The one waits for the place of the other.
    store.ok(&["today"]);
    store.ok(&["today"]);
    store.goal("nope")["done"].clone()
}

/// An inbox that was claimed, and another one that came meanwhile.
fn with_another() -> Store {
    let store = with_lines("w\n");
    put(&store.dir().join(".inbox-01KABCDEFGHJKMNPQRSTVWXYZ0"), "w\nnope\n");
    store
}

#[test]
fn an_inbox_that_came_while_another_is_taken_in_has_nothing_twice_wherever_that_is_killed() {
    needs!("strace");
    let seen = with_another();
    let changes = ["rename", "link", "linkat", "unlink", "write", "fsync", "fdatasync"];
    let calls = own_calls(&today(&seen), seen.home());
    let mut killed = 0;
    for call in calls.iter().filter(|call| changes.contains(&call.name.as_str())) {
        let store = with_another();
        let what = format!("{} {}", call.name, call.when);
        let fault = format!("signal=SIGKILL:when={}", call.when);
        killed += usize::from(strace(&today(&store), store.home(), &call.name, &fault).was_killed());
        assert_eq!(came_of_the_rest(&store), 1, "{what}");
        assert_eq!(done(&store), 2, "{what}");
        assert_eq!(open_files(&store), [b""; 0], "{what}");
    }
    assert!(killed > 10, "{killed}");
}

/// As on the file systems of sticks and phones.
#[test]
fn an_inbox_where_there_are_no_hard_links_is_said_to_stay_where_it_does() {
    needs!("strace");
    let store = with_lines(LINES);
    let traced = strace(&today(&store), store.home(), "link,linkat", "error=EPERM");
    assert!(traced.failed().is_some(), "{traced:?}");
    let flat = traced.ran.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, path) = flat.split_once("1 line stays in the inbox; correct it in ").expect("it is told");
    let (path, _) = path.split_once(", or take it out: `nope`").expect("it is told");
    assert_eq!(std::fs::read_to_string(path).expect("it is there"), LEFT);
    assert!(!inbox(&store).exists());
    put(path.as_ref(), "w+4\n");
    strace(&today(&store), store.home(), "link,linkat", "error=EPERM");
    assert_eq!((done(&store), open_files(&store).len()), (7, 0));
}

/// Else a power cut could bring back the name under which the lines would be counted once more.
#[test]
fn an_inbox_is_claimed_on_the_disk_before_it_is_counted() {
    needs!("strace");
    let store = with_lines(LINES);
    let traced = strace(&today(&store), store.home(), "rename,fsync,write", "delay_enter=1:when=1");
    let place = |name: &str, about: &str| {
        let found = traced.calls.lines().position(|call| {
            call.split_once('(').is_some_and(|(called, rest)| called.ends_with(name) && rest.contains(about))
        });
        found.unwrap_or_else(|| panic!("no {name} of {about}: {}", traced.calls))
    };
    let folder = format!("<{}>)", store.dir().display());
    let (claimed, on_disk) = (place("rename", "/inbox.txt\""), place("fsync", &folder));
    let (counted, kept) = (place("write", "2026.jsonl>"), place("fdatasync", "2026.jsonl>"));
    let settled = place("rename", &format!(".{}\"", LINES.len()));
    assert!(claimed < on_disk && on_disk < counted && counted < kept && kept < settled, "{}", traced.calls);
}

#[test]
fn an_inbox_that_many_take_in_while_it_is_written_counts_each_line_once() {
    const LINES: u64 = 150;
    let store = store();
    let path = inbox(&store);
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for line in 0..LINES {
                let mut file =
                    std::fs::File::options().create(true).append(true).open(&path).expect("a file");
                // Somebody may be kept from writing after she opened it.
                std::thread::sleep(Duration::from_millis(line % 7));
                file.write_all(b"w\n").expect("it is written");
            }
        });
        while !writer.is_finished() {
            for ran in start_at_once((0..8).map(|_| today(&store))) {
                assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
            }
        }
    });
    // What was written to a file that was taken in already comes now.
    store.ok(&["today"]);
    assert_eq!(done(&store), LINES);
    assert_eq!(open_files(&store), [b""; 0]);
    assert_eq!(store.run(&["doctor"]).code, 0);
}

/// Of devices that write apart on one machine, one takes it in.
#[test]
fn an_inbox_is_taken_in_once_by_whatever_devices_at_once() {
    for _ in 0..5 {
        let store = with_lines(LINES);
        let commands = (0..8).map(|device| {
            let mut command = today(&store);
            command.env("GOALS_DEVICE", format!("d{device}"));
            command
        });
        for ran in start_at_once(commands) {
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        }
        each_counts_once(&store, "eight devices");
    }
}

/// A sync tool puts its own file in the place of the inbox, whole, again and again.
#[test]
fn an_inbox_that_is_replaced_while_it_is_taken_in_loses_nothing_and_is_not_written_over() {
    const FILES: u64 = 60;
    let store = store();
    let (path, new) = (inbox(&store), store.dir().join(".sync-new"));
    let begun = Instant::now();
    std::thread::scope(|scope| {
        let writer = scope.spawn(|| {
            for number in 0..FILES {
                // It does not replace what it has not fetched: it waits until the last one is taken in.
                while std::fs::read_to_string(&path).is_ok_and(|text| text.contains("w\n")) {
                    assert!(begun.elapsed() < Duration::from_secs(120), "nobody takes it in");
                    std::thread::sleep(Duration::from_millis(1));
                }
                std::fs::write(&new, format!("w\nnobody{number}\n")).expect("it is written");
                if std::fs::hard_link(&new, &path).is_err() {
                    let mut file =
                        std::fs::File::options().append(true).create(true).open(&path).expect("a file");
                    file.write_all(format!("w\nnobody{number}\n").as_bytes()).expect("it is written");
                }
                std::fs::remove_file(&new).expect("it is there");
            }
        });
        while !writer.is_finished() {
            start_at_once((0..2).map(|_| today(&store)));
        }
    });
    store.ok(&["today"]);
    store.ok(&["today"]);
    assert_eq!(done(&store), FILES);
    let left = String::from_utf8(open_files(&store).concat()).expect("text");
    for number in 0..FILES {
        let line = format!("nobody{number}  # ");
        assert_eq!(left.lines().filter(|it| it.starts_with(&line)).count(), 1, "{line} in {left}");
    }
}

/// What is there is left, and the command does its own work and says so once.
fn is_left_alone(store: &Store, why: &str) {
    let page = within(10, today(store));
    assert_eq!((page.code, page.err.as_str()), (0, ""), "{page:?}");
    let flat = page.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(flat.matches(why).count(), 1, "{why}: {page:?}");
    let check = within(10, store.command(&["check", "w"]));
    assert_eq!(check.code, 0, "{check:?}");
    assert_eq!(check.err.matches(why).count(), 1, "{why}: {check:?}");
    assert_eq!(done(store), 1);
}

#[test]
fn an_inbox_that_is_no_file_of_ones_own_is_left_alone_and_told_of() {
    let made = |make: &dyn Fn(&Store)| {
        let store = store();
        make(&store);
        store
    };
    let link = made(&|store| {
        put(&store.home().join("elsewhere"), "w+5\n");
        std::os::unix::fs::symlink(store.home().join("elsewhere"), inbox(store)).expect("a link");
    });
    is_left_alone(&link, "is a link");
    assert_eq!(std::fs::read(link.home().join("elsewhere")).expect("it is there"), b"w+5\n");
    assert!(std::fs::symlink_metadata(inbox(&link)).expect("it is there").is_symlink());
    let nowhere = made(&|store| std::os::unix::fs::symlink("nowhere", inbox(store)).expect("a link"));
    is_left_alone(&nowhere, "is a link");
    let folder = made(&|store| std::fs::create_dir(inbox(store)).expect("a folder"));
    is_left_alone(&folder, "is no plain file");
    let large = made(&|store| put(&inbox(store), "w\n".repeat(1 << 20)));
    is_left_alone(&large, "is larger than 1 MiB");
    assert_eq!(std::fs::metadata(inbox(&large)).expect("it is there").len(), 2 << 20);
    let zeros = made(&|store| put(&inbox(store), b"w\n\0\0\n"));
    is_left_alone(&zeros, "is no text");
    let claimed = made(&|store| {
        put(&store.home().join("elsewhere"), "w+5\n");
        let hidden = store.dir().join(".inbox-01KABCDEFGHJKMNPQRSTVWXYZ0");
        std::os::unix::fs::symlink(store.home().join("elsewhere"), hidden).expect("a link");
    });
    is_left_alone(&claimed, "is a link");
}

#[test]
fn an_inbox_that_is_a_pipe_is_not_waited_at() {
    needs!("mkfifo");
    let store = store();
    let made = Command::new("mkfifo").arg(inbox(&store)).status().expect("it starts");
    assert!(made.success());
    is_left_alone(&store, "is no plain file");
}

#[test]
fn an_inbox_of_somebody_else_is_left_alone() {
    if !is_root() {
        return leave_out(&["root, who may give files away"]);
    }
    let store = with_lines(LINES);
    std::os::unix::fs::chown(inbox(&store), Some(NOBODY), None).expect("root may");
    is_left_alone(&store, "belongs to somebody else");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) })]

    /// Whatever is in an inbox, each line is counted or is there, and the second command changes nothing.
    #[test]
    fn any_bytes_of_an_inbox_are_counted_or_still_there(
        pieces in vec(
            prop_oneof![
                Just(b"w\n".to_vec()),
                Just(b"w+1\r\n".to_vec()),
                Just(b"# ours\n".to_vec()),
                Just(b"  # \n".to_vec()),
                Just(b"\n".to_vec()),
                Just(b"\xef\xbb\xbf".to_vec()),
                vec(any::<u8>(), 0..12),
                "[d-v:+= #]{0,12}\n?".prop_map(String::into_bytes),
            ],
            0..30,
        )
    ) {
        let bytes = pieces.concat();
        let store = store();
        put(&inbox(&store), &bytes);
        std::fs::File::options().write(true).open(inbox(&store)).expect("it is there")
            .set_modified(std::time::SystemTime::now() - Duration::from_secs(5)).expect("it has a time");
        let ran: Ran = today(&store).output().expect("it starts").into();
        prop_assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        let left = open_files(&store).concat();
        if bytes.contains(&0) {
            prop_assert_eq!(&left, &bytes);
        } else {
            let mut counted = 0;
            for line in bytes.split(|byte| *byte == b'\n') {
                let mut line = line;
                while let Some(behind) = line.strip_prefix(b"\xef\xbb\xbf") {
                    line = behind;
                }
                let end = line.windows(4).position(|at| at == b"  # ").unwrap_or(line.len());
                match line[..end].trim_ascii() {
                    b"" => {}
                    b"w" | b"W" | b"w+1" | b"W+1" => counted += 1,
                    said => prop_assert!(contains(&left, said), "{:?} is in {:?}", said, left),
                }
            }
            prop_assert_eq!(done(&store), counted);
        }
        let journal = store.journal();
        store.ok(&["today"]);
        prop_assert_eq!(open_files(&store).concat(), left);
        prop_assert_eq!(store.journal(), journal);
    }
}

fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|at| at == part)
}
