//! The fault matrix: locks that are not to be had, and files that are replaced under a writer.

use std::os::unix::fs::MetadataExt;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::files::{done, shard, watered};
use crate::harness::Store;
use crate::shard::get;
use crate::strace::strace;
use crate::tools::needs;

#[test]
fn a_file_system_without_locks_is_written_all_the_same_and_doctor_says_so() {
    needs!("strace");
    for error in ["ENOLCK", "ENOSYS", "EOPNOTSUPP"] {
        let store = watered();
        let traced =
            strace(&store.command(&["check", "w"]), store.home(), "flock", &format!("error={error}"));
        assert!(traced.failed().is_some(), "{error}: {traced:?}");
        assert_eq!(traced.ran.code, 0, "{error}: {traced:?}");
        assert_eq!(done(&store), 1, "{error}");
        let traced =
            strace(&store.command(&["doctor", "--json"]), store.home(), "flock", &format!("error={error}"));
        assert!(traced.failed().is_some(), "{error}: {traced:?}");
        let told: Value = serde_json::from_str(&traced.ran.out).expect("a document");
        assert_eq!((traced.ran.code, traced.ran.err.as_str()), (0, ""), "{error}: {traced:?}");
        assert_eq!(
            (&told["locks"], &told["health"]),
            (&json!("missing"), &json!("remarks")),
            "{error}: {told}"
        );
        assert_eq!(store.json(&["doctor"])["locks"], "work", "and where there are some");
    }
}

/// Other errors are none of a file system without locks.
#[test]
fn a_lock_that_fails_is_not_taken_for_one_that_is_missing() {
    needs!("strace");
    for error in ["EIO", "EBADF"] {
        let store = watered();
        let before = get(&shard(&store));
        let traced =
            strace(&store.command(&["check", "w"]), store.home(), "flock", &format!("error={error}"));
        assert!(traced.failed().is_some(), "{error}: {traced:?}");
        assert_eq!(traced.ran.code, 74, "{error}: {traced:?}");
        assert!(
            traced.ran.err.contains("error: not saved") && traced.ran.err.contains(".lock"),
            "{traced:?}"
        );
        assert_eq!(get(&shard(&store)), before, "{error}");
    }
}

#[test]
fn a_first_command_waits_for_another_that_is_slow_to_name_the_device() {
    needs!("strace");
    let store = Store::new();
    std::thread::scope(|scope| {
        let slow = scope.spawn(|| {
            let first = store.command(&["add", "First", "code:first"]);
            strace(&first, store.home(), "write", "delay_enter=700000:when=1")
        });
        let device = store.home().join(".local/state/goals/device");
        let begun = Instant::now();
        while !device.exists() {
            assert!(begun.elapsed().as_secs() < 10, "nothing is made");
            std::thread::sleep(Duration::from_millis(2));
        }
        std::thread::sleep(Duration::from_millis(200));
        assert_eq!(get(&device), b"", "the name is not written yet");
        store.ok(&["add", "Second", "code:second"]);
        let traced = slow.join().expect("it ends");
        assert_eq!(traced.ran.code, 0, "{traced:?}");
    });
    assert_eq!(store.shards().len(), 1, "{:?}", store.shards());
    assert_eq!(store.journal().len(), 2);
}

/// A sync tool puts another file in the place of the shard, between the writing and the telling.
#[test]
fn a_shard_renamed_over_while_it_is_written_gets_the_entry_too() {
    needs!("strace");
    let store = watered();
    let shard = shard(&store);
    let other = store.home().join("other");
    std::fs::copy(&shard, &other).expect("a copy");
    let inode = std::fs::metadata(&other).expect("it").ino();
    let before = get(&shard).len();
    let traced = std::thread::scope(|scope| {
        let slow = scope.spawn(|| {
            let check = store.command(&["check", "w"]);
            strace(&check, store.home(), "fdatasync", "delay_enter=1500000:when=1")
        });
        let begun = Instant::now();
        while get(&shard).len() == before {
            assert!(begun.elapsed().as_secs() < 10, "nothing is written");
            std::thread::sleep(Duration::from_millis(5));
        }
        std::fs::rename(&other, &shard).expect("renamed over");
        assert_eq!(get(&shard).len(), before, "the entry is in the old file alone");
        slow.join().expect("it ends")
    });
    assert_eq!(traced.ran.code, 0, "{traced:?}");
    assert_eq!(std::fs::metadata(&shard).expect("it").ino(), inode, "still the new file");
    assert_eq!(done(&store), 1);
    assert_eq!(traced.calls.matches("fdatasync(").count(), 2, "{traced:?}");
}

/// The lock is taken away while one waits for it: the old file would keep nobody out.
#[test]
fn a_lock_replaced_while_it_is_waited_for_is_taken_anew() {
    let store = watered();
    let path = store.dir().join("journal/a/.lock");
    let old = std::fs::File::open(&path).expect("the lock");
    old.lock().expect("it is free");
    let mut waiting = store.command(&["check", "w"]).stdout(Stdio::null()).spawn().expect("it starts");
    std::thread::sleep(Duration::from_millis(300));
    assert!(waiting.try_wait().expect("it runs").is_none(), "it did not wait");
    std::fs::remove_file(&path).expect("it was there");
    let new = std::fs::File::create(&path).expect("a new lock");
    new.lock().expect("it is free");
    old.unlock().expect("it was held");
    std::thread::sleep(Duration::from_millis(300));
    assert!(waiting.try_wait().expect("it runs").is_none(), "the old lock let it in");
    assert_eq!(done(&store), 0);
    new.unlock().expect("it was held");
    assert!(waiting.wait().expect("it ends").success());
    assert_eq!(done(&store), 1);
}
