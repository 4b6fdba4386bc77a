//! The fault matrix: who sits at the terminal goes away, and what is printed finds no place.

use std::io::{Read, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::files::{bytes_below, done, shard, watered, within};
use crate::harness::Store;
use crate::shard::script;

/// The program asking at a terminal, up to its question.
struct Asked {
    /// `script`, which holds the terminal.
    child: Child,
    /// Its number among the processes, a colon, and what it printed.
    said: String,
}

/// Starts `goals check` at a terminal, and waits until it asks.
fn asked(store: &Store) -> Asked {
    let mut child = Command::new("script")
        .args(["-qefc", "echo $$:; exec goals check", "/dev/null"])
        .env_clear()
        .envs(store.environment())
        .envs([("SHELL", "/bin/sh"), ("TERM", "dumb")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("`script` starts");
    let mut said = String::new();
    let out = child.stdout.as_mut().expect("a pipe");
    let mut byte = [0];
    while !said.contains("Which ones") {
        assert_eq!(out.read(&mut byte).expect("it can be read"), 1, "it never asks: {said}");
        said.push(char::from(byte[0]));
    }
    Asked { child, said }
}

impl Asked {
    /// Types these bytes, and waits for the end.
    fn answer(mut self, typed: &[u8]) -> i32 {
        let mut keys = self.child.stdin.take().expect("a pipe");
        keys.write_all(typed).expect("it is typed");
        keys.flush().expect("it is typed");
        let status = self.child.wait().expect("it ends");
        status.code().unwrap_or_else(|| panic!("{status:?}: {}", self.said))
    }
}

#[test]
fn an_answer_at_the_prompt_is_taken() {
    let store = watered();
    assert_eq!(asked(&store).answer(b"1\n"), 0);
    assert_eq!(done(&store), 1, "the terminal of these tests works");
}

#[test]
fn an_interrupt_at_the_prompt_changes_nothing() {
    let store = watered();
    let before = bytes_below(&store.dir());
    // Also behind an answer that was not yet given.
    for typed in [&b"\x03"[..], b"1\x03", b"w w\x03"] {
        assert_eq!(asked(&store).answer(typed), 128 + 2, "{typed:?}: it ends by the signal");
        assert_eq!(bytes_below(&store.dir()), before, "{typed:?}");
    }
    store.ok(&["check", "w"]);
    assert_eq!(done(&store), 1);
}

#[test]
fn an_end_of_input_at_the_prompt_checks_nothing_off() {
    let store = watered();
    let before = bytes_below(&store.dir());
    assert_eq!(asked(&store).answer(b"\x04"), 0);
    assert_eq!(bytes_below(&store.dir()), before);
}

#[test]
fn a_terminal_that_is_closed_at_the_prompt_changes_nothing() {
    let store = watered();
    let before = bytes_below(&store.dir());
    let mut asked = asked(&store);
    let (number, _) = asked.said.split_once(':').expect("its number");
    let status = Path::new("/proc").join(number.trim()).join("status");
    let lives = || std::fs::read_to_string(&status).is_ok_and(|text| !text.contains("State:\tZ"));
    assert!(lives(), "it asks, and waits: {}", asked.said);
    // With it the terminal is gone.
    asked.child.kill().expect("it can be killed");
    asked.child.wait().expect("it ends");
    let begun = Instant::now();
    while lives() {
        assert!(begun.elapsed() < Duration::from_secs(5), "it goes on asking nobody");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(bytes_below(&store.dir()), before);
    store.ok(&["check", "w"]);
}

/// The lowest number that is free becomes the next file: never one of the store's, into which it would print.
#[test]
fn closed_streams_are_printed_into_no_file_of_the_store() {
    let store = watered();
    let shard = shard(&store);
    let mut checked = 0;
    for closed in [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", "<&-"] {
        for words in ["check w", "check nothing", "today", "log --json"] {
            let before = std::fs::read(&shard).expect("a shard");
            let ran = within(10, script(&store, &format!("exec \"$0\" {words} {closed}")));
            let refused = words == "check nothing";
            assert!(
                if refused { ran.code == 1 } else { [0, 74].contains(&ran.code) },
                "{closed} {words}: {ran:?}"
            );
            let after = std::fs::read(&shard).expect("a shard");
            assert!(after.starts_with(&before), "{closed} {words}");
            checked += u64::from(words == "check w");
            assert_eq!(done(&store), checked, "{closed} {words}");
            let text = String::from_utf8(after).expect("text");
            assert!(text.lines().all(|line| line.starts_with(r#"{"id":"#)), "{closed} {words}: {text}");
        }
    }
}

/// Signals that ask to end, while another holds the lock.
#[test]
fn who_is_told_to_end_while_it_waits_ends_and_wrote_nothing() {
    let store = watered();
    let before = bytes_below(&store.dir());
    let lock = std::fs::File::open(store.dir().join("journal/a/.lock")).expect("the lock");
    lock.lock().expect("it is free");
    for signal in [Signal::INT, Signal::TERM, Signal::HUP] {
        let mut waiting = store.command(&["check", "w"]).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(150));
        kill_process(Pid::from_child(&waiting), signal).expect("it is sent");
        let begun = Instant::now();
        let status = waiting.wait().expect("it ends");
        assert!(
            status.signal().is_some() && begun.elapsed() < Duration::from_secs(2),
            "{signal:?}: {status:?}"
        );
        assert_eq!(bytes_below(&store.dir()), before, "{signal:?}");
    }
    lock.unlock().expect("it was held");
    store.ok(&["check", "w"]);
    assert_eq!(done(&store), 1);
}
