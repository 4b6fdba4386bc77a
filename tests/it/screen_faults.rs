//! `goals ui` when something happens to it: the terminal is left as it was, the journal is whole, and what others
//! write is shown.

use std::os::unix::process::ExitStatusExt;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::files::{done, watered};
use crate::harness::Store;
use crate::screen::day;
use crate::seat::Seat;
use crate::tools::needs;

/// A screen of a store with one goal of 1000 cups a day.
fn seat(store: &Store) -> Seat {
    let seat = Seat::take(store, (80, 24), &[], &["ui"]);
    seat.sees("Drink water");
    seat
}

#[test]
fn a_signal_to_end_leaves_the_terminal_as_it_was() {
    needs!("setsid");
    let store = watered();
    for signal in [Signal::TERM, Signal::HUP, Signal::INT, Signal::QUIT] {
        let mut seat = seat(&store);
        seat.is_taken();
        seat.tells(signal);
        let status = seat.ends();
        assert_eq!(status.signal(), Some(signal.as_raw()), "{signal:?}: it ends by it: {status:?}");
        seat.is_as_before();
    }
}

#[test]
fn a_panic_leaves_the_terminal_as_it_was_and_is_read() {
    needs!("setsid");
    let store = watered();
    let mut seat = Seat::take(&store, (80, 24), &[("GOALS_UI_PANIC", "1")], &["ui"]);
    let status = seat.ends();
    assert!(!status.success(), "{status:?}");
    seat.is_as_before();
    let text = seat.bytes();
    let (_, behind) = text.rsplit_once("\u{1b}[?1049l").expect("it leaves the other screen");
    assert!(behind.contains("a test asked for it"), "{behind}");
}

#[test]
fn it_is_suspended_and_goes_on() {
    needs!("setsid");
    let store = watered();
    let mut seat = seat(&store);
    // By its key, and by a signal from elsewhere.
    for by_key in [true, false] {
        if by_key {
            seat.types("\u{1a}");
        } else {
            seat.tells(Signal::TSTP);
        }
        seat.is_in('T');
        seat.is_as_before();
        store.ok(&["check", "w"]);
        let cups = format!("{}/1000 cups", done(&store));
        assert!(!seat.text().contains(&cups), "nobody shows it");
        seat.tells(Signal::CONT);
        seat.sees(&cups);
        seat.is_taken();
    }
    // What only stopped it is not heard of, but that it goes on is.
    seat.tells(Signal::STOP);
    seat.is_in('T');
    seat.tells(Signal::CONT);
    seat.types(":check w+10\r");
    seat.sees("12/1000 cups");
    seat.types("q");
    seat.ends_well();
    seat.is_as_before();
}

#[test]
fn another_size_is_drawn_anew() {
    needs!("setsid");
    let store = watered();
    let mut seat = seat(&store);
    for (columns, lines) in [(120, 30), (20, 5), (100, 24), (40, 10), (1, 1), (300, 60)] {
        seat.resize(columns, lines);
        let wide = format!("{columns} columns");
        seat.waits_until(&wide, |text| match columns {
            1 => true,
            100.. => text.contains('│') && text.contains("Drink water"),
            _ => !text.contains('│') && text.contains("Drink w"),
        });
    }
    seat.types("q");
    seat.ends_well();
    seat.is_as_before();
}

#[test]
fn what_another_process_writes_is_shown_within_two_seconds() {
    needs!("setsid");
    let mut store = watered();
    let mut seat = seat(&store);
    for (device, cups) in [("a", 1), ("a", 2), ("b", 3), ("b", 4)] {
        // A device that was never heard of has a folder of its own.
        store.on_device(device);
        store.ok(&["check", "w"]);
        let begun = Instant::now();
        seat.sees(&format!("{cups}/1000 cups"));
        assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
    }
    seat.types("q");
    seat.ends_well();
}

#[test]
fn a_store_that_is_made_meanwhile_is_shown_too() {
    needs!("setsid");
    let store = Store::new();
    let mut seat = Seat::take(&store, (80, 24), &[], &["ui"]);
    seat.sees("No goals yet");
    store.ok(&["add", "Drink water every:day"]);
    seat.sees("Drink water");
    seat.types("q");
    seat.ends_well();
}

/// Between the look and the key somebody else did all of it.
#[test]
fn how_much_is_decided_anew_when_the_key_comes() {
    needs!("setsid");
    let store = day();
    let mut seat = Seat::take(&store, (120, 30), &[], &["ui"]);
    seat.sees("[ ] kids");
    seat.types("/kids\r");
    // It does not see what comes while it stands still, and has the key before it looks.
    seat.tells(Signal::STOP);
    seat.is_in('T');
    store.ok(&["check", "kids"]);
    let written = store.journal().len();
    seat.types(" ");
    seat.tells(Signal::CONT);
    seat.sees("nothing written");
    assert_eq!(store.journal().len(), written);
    seat.types("q");
    seat.ends_well();
}

#[test]
fn a_full_disk_is_told_and_nothing_is_ticked() {
    needs!("setsid", "sh");
    let store = watered();
    let before = store.journal();
    let shard = store.shards().remove(0);
    let room = std::fs::metadata(&shard).expect("a shard").len().div_ceil(512);
    // No file may grow beyond so many blocks of 512 bytes; that ends nobody.
    let script = format!("trap '' XFSZ; ulimit -f {room}; exec \"$0\" ui");
    let program = env!("CARGO_BIN_EXE_goals");
    let mut seat = Seat::take_program(&store, (80, 24), &[], &["sh", "-c", &script, program]);
    seat.sees("Drink water");
    for _ in 0..8 {
        seat.types("+1\r");
    }
    let text = seat.sees("error:");
    let saved = store.journal();
    assert!(saved.len() < before.len() + 8, "it was full: {saved:?}");
    assert_eq!(saved[..before.len()], before);
    assert!(text.contains(&format!("{}/1000 cups", saved.len() - before.len())), "no tick more: {text}");
    seat.types("q");
    seat.ends_well();
    store.ok(&["doctor"]);
}

#[test]
fn killed_at_any_moment_it_leaves_a_whole_journal() {
    needs!("setsid");
    let store = watered();
    for keys in 1..=6 {
        let mut seat = seat(&store);
        for _ in 0..keys {
            seat.types("+1\r");
        }
        // Before, within and after the writes.
        std::thread::sleep(Duration::from_millis(7 * keys));
        seat.tells(Signal::KILL);
        seat.ends();
        store.ok(&["doctor"]);
        store.ok(&["check", "w"]);
    }
    assert!(store.journal().iter().all(|line| line.starts_with('{') && line.ends_with('}')));
}

#[test]
fn without_a_terminal_it_says_what_to_type() {
    let store = watered();
    let ran = store.refused(2, &["ui"], "`goals ui` needs a terminal");
    assert!(ran.err.contains("hint: `goals` prints the day anywhere"), "{ran:?}");
}

#[test]
fn a_store_that_is_not_there_is_no_screen() {
    needs!("setsid");
    let store = watered();
    let mut seat = Seat::take(&store, (80, 24), &[], &["ui", "--dir", "/nowhere"]);
    assert_eq!(seat.ends().code(), Some(1));
    seat.is_as_before();
    assert!(seat.text().contains("error: there is no store at /nowhere"), "{}", seat.text());
}

/// Asleep it takes no time, and each key's answer is small.
#[test]
fn idle_it_sleeps_and_a_key_says_little() {
    needs!("setsid");
    let store = day();
    let mut seat = Seat::take(&store, (120, 40), &[], &["ui"]);
    seat.sees("[ ] kids");
    seat.is_in('S');
    let clears = |seat: &Seat| seat.bytes().matches("\u{1b}[2J").count();
    let at_start = clears(&seat);
    for key in ["j", "j", "k", " ", "u", "2", "3", "1", "?", "x"] {
        let before = seat.count();
        seat.types(key);
        seat.waits_until(&format!("{key} is answered"), |_| seat.count() > before);
        std::thread::sleep(Duration::from_millis(150));
        let said = seat.count() - before;
        assert!(said <= 8192, "{key}: {said} bytes");
    }
    assert_eq!(clears(&seat), at_start, "no key clears the screen");
    let switches = || {
        let process = std::fs::read_to_string(format!("/proc/{}/status", seat.child.id())).expect("it lives");
        let counts = process.lines().filter(|line| line.contains("ctxt_switches"));
        counts.map(ToOwned::to_owned).collect::<Vec<_>>()
    };
    std::thread::sleep(Duration::from_millis(200));
    let before = switches();
    std::thread::sleep(Duration::from_millis(2500));
    assert_eq!(switches(), before, "nothing woke it up");
    seat.types("q");
    seat.ends_well();
}
