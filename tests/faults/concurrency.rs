//! Many at once, and some of them killed: nothing that was acknowledged is lost (ARCHITECTURE.md, "Appending").

use std::fs::OpenOptions;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::files::{done, watered, within};
use crate::harness::{Ran, Store};
use crate::judge::{Goals, Verdict, killed_at_random, many_at_once, start_at_once};

/// Starts all of them before it waits for any.
fn at_once(store: &Store, commands: &[Vec<String>]) -> Vec<Ran> {
    let args = |words: &Vec<String>| store.command(&words.iter().map(String::as_str).collect::<Vec<_>>());
    start_at_once(commands.iter().map(args))
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(ToOwned::to_owned).collect()
}

/// Panics unless every line is whole, and each has a greater id than the one before.
fn ids_rise(store: &Store) {
    let ids: Vec<String> = store
        .journal()
        .iter()
        .map(|line| {
            let line: Value = serde_json::from_str(line).expect("a whole line");
            line["id"].as_str().expect("an id").to_owned()
        })
        .collect();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[test]
fn thirty_two_check_offs_at_once_lose_nothing() {
    let goals = Goals::new();
    let verdict = many_at_once(&goals, 32);
    assert!(verdict.lost.is_empty() && verdict.acknowledged == 32, "{verdict:#?}");
    assert_eq!(done(&goals.0), 32);
    assert_eq!(goals.0.journal().len(), 1 + 32);
    ids_rise(&goals.0);
}

#[test]
fn eight_who_edit_the_plan_at_once_lose_nothing() {
    let store = watered();
    let adds = (0..8).map(|n| words(&format!("add Goal {n} code:g{n}")));
    let edits = (0..8).map(|n| words(&format!("edit w --why Reason{n}")));
    for ran in at_once(&store, &adds.chain(edits).collect::<Vec<_>>()) {
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    }
    let journal = store.journal();
    assert_eq!(journal.len(), 1 + 16);
    for n in 0..8 {
        store.goal(&format!("g{n}"));
        assert!(journal.iter().any(|line| line.contains(&format!("Reason{n}"))), "{journal:#?}");
    }
    let last = journal.iter().rev().find(|line| line.contains("Reason")).expect("an edit");
    let last: Value = serde_json::from_str(last).expect("JSON");
    let why = last["did"][0]["set"]["why"].as_str().expect("a reason");
    assert!(store.ok(&["show", "w"]).contains(why), "the last edit holds");
    ids_rise(&store);
}

#[test]
fn of_eight_who_want_one_code_at_once_one_gets_it() {
    let store = watered();
    let before = store.journal().len();
    let ran = at_once(&store, &vec![words("add Mine code:mine"); 8]);
    let (got, refused): (Vec<&Ran>, Vec<&Ran>) = ran.iter().partition(|ran| ran.code == 0);
    assert_eq!((got.len(), refused.len()), (1, 7), "{ran:?}");
    assert!(refused.iter().all(|ran| ran.code == 1 && ran.err.contains("`mine` is taken by")), "{refused:?}");
    assert_eq!(store.journal().len(), before + 1);
}

#[test]
fn thirty_two_first_commands_at_once_make_one_device() {
    let store = Store::new();
    let commands: Vec<Vec<String>> = (0..32).map(|n| words(&format!("add Goal {n} code:g{n}"))).collect();
    for ran in at_once(&store, &commands) {
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    }
    let state = store.home().join(".local/state/goals");
    let kept: Vec<_> = std::fs::read_dir(&state).expect("the state folder").collect();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let name = std::fs::read_to_string(state.join("device")).expect("the device's name");
    assert_eq!(name.lines().count(), 1, "{name:?}");
    let devices: Vec<_> = std::fs::read_dir(store.dir().join("journal"))
        .expect("the journal")
        .map(|device| device.expect("a device").file_name())
        .collect();
    assert_eq!(devices, [name.trim()]);
    assert_eq!(store.journal().len(), 32);
    for n in 0..32 {
        store.goal(&format!("g{n}"));
    }
    ids_rise(&store);
}

#[test]
fn what_was_acknowledged_survives_the_killing_of_writers() {
    let goals = Goals::new();
    let verdict = killed_at_random(&goals, 8, 40);
    assert!(verdict.lost.is_empty(), "{:#?}", verdict.lost);
    let Verdict { killed, acknowledged, .. } = verdict;
    assert!(killed > 5 && acknowledged > 5, "{killed} killed, {acknowledged} not");
    let before = done(&goals.0);
    assert!(before >= u64::try_from(acknowledged).expect("few"));
    goals.0.ok(&["check", "w"]);
    assert_eq!(done(&goals.0), before + 1);
}

#[test]
fn a_store_that_stays_locked_is_busy_after_ten_seconds() {
    let store = watered();
    let lock = OpenOptions::new().write(true).open(store.dir().join("journal/a/.lock")).expect("the lock");
    lock.lock().expect("it is free");
    let before = store.journal();
    let begun = Instant::now();
    let ran = within(20, store.command(&["check", "w"]));
    let took = begun.elapsed();
    assert_eq!(ran.code, 75, "{ran:?}");
    assert!(ran.err.contains("error: the store is busy") && ran.err.contains(".lock"), "{ran:?}");
    assert!(ran.err.contains("hint: try again"), "{ran:?}");
    assert!((Duration::from_millis(9_500)..Duration::from_millis(12_500)).contains(&took), "{took:?}");
    assert_eq!(store.journal(), before);
    // Reading waits for nobody.
    let begun = Instant::now();
    assert_eq!(done(&store), 0);
    assert!(begun.elapsed() < Duration::from_secs(5));
    lock.unlock().expect("it was held");
    store.ok(&["check", "w"]);
    assert_eq!(done(&store), 1);
}

#[test]
fn a_lock_that_is_let_go_in_time_is_waited_for() {
    let store = watered();
    let lock = OpenOptions::new().write(true).open(store.dir().join("journal/a/.lock")).expect("the lock");
    lock.lock().expect("it is free");
    let mut command = store.command(&["check", "w"]);
    let mut waiting = command.stdout(Stdio::null()).spawn().expect("the program starts");
    std::thread::sleep(Duration::from_millis(700));
    assert!(waiting.try_wait().expect("it runs").is_none(), "it did not wait");
    assert_eq!(store.journal().len(), 1);
    lock.unlock().expect("it was held");
    assert!(waiting.wait().expect("it ends").success());
    assert_eq!(done(&store), 1);
}
