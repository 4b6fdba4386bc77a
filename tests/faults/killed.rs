//! The fault matrix: killed at each system call, what was acknowledged is there, and the next command works.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::files::{checked, done, first_goal, line, shard, watered};
use crate::harness::{Ran, Store};
use crate::judge::{Goals, killed_at_each_call};
use crate::shard::{get, put};
use crate::strace::{Traced, own_calls, strace};
use crate::tools::needs;

/// A store of which so much is known that it is worth a snapshot: 60 check-offs.
pub(crate) fn grown() -> Store {
    let store = watered();
    let (goal, shard) = (first_goal(&store), shard(&store));
    let more: String = (1..=60).map(|n| line(n, &checked(&goal)) + "\n").collect();
    put(&shard, [get(&shard), more.into_bytes()].concat());
    store
}

/// Whether a command finds what was kept of the last reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cache {
    /// It does, and reads what came since.
    Warm,
    /// It does not, and writes it anew.
    Cold,
}

/// Puts the cache in this state.
pub(crate) fn prepare(store: &Store, cache: Cache) {
    let folder = store.home().join(".cache");
    if cache == Cache::Cold && folder.exists() {
        std::fs::remove_dir_all(&folder).expect("it can be removed");
    } else if cache == Cache::Warm {
        store.ok(&["today"]);
        assert!(folder.join("goals").read_dir().expect("a cache").count() > 0, "nothing is kept");
    }
}

/// Panics unless what a reading tells is what one without a snapshot tells. Returns how much is done.
pub(crate) fn tells_what_the_journal_says(store: &Store, what: &str) -> u64 {
    let told = store.run(&["today", "--all", "--json"]);
    let mut without = store.command(&["today", "--all", "--json"]);
    without.env("XDG_CACHE_HOME", "/dev/null/none");
    let without: Ran = without.output().expect("it starts").into();
    assert_eq!((told.code, told.err.as_str()), (0, ""), "{what}: {told:?}");
    assert_eq!((told.out, told.err), (without.out, without.err), "{what}: the snapshot tells something else");
    done(store)
}

/// The ids of the entries that are whole.
pub(crate) fn entries(store: &Store) -> BTreeSet<String> {
    let lines = store.journal().into_iter();
    let read =
        |line: String| serde_json::from_str::<Value>(&line).ok()?["id"].as_str().map(ToOwned::to_owned);
    lines.filter_map(read).collect()
}

#[test]
fn a_check_killed_at_each_system_call_is_whole_or_absent() {
    needs!("strace");
    let verdict = killed_at_each_call(&Goals::new());
    assert!(verdict.lost.is_empty(), "{:#?}", verdict.lost);
    assert!(verdict.killed > 30 && verdict.there > 5, "kills before and after the write: {verdict:?}");
    assert!(verdict.killed - verdict.there > 20, "kills before the write: {verdict:?}");
}

/// With a snapshot to read, and with one to write.
#[test]
fn a_snapshot_killed_at_each_system_call_tells_nothing_false() {
    needs!("strace");
    for (cache, args) in [
        (Cache::Warm, &["today"][..]),
        (Cache::Cold, &["today"]),
        (Cache::Warm, &["check", "w"]),
        (Cache::Cold, &["check", "w"]),
    ] {
        let store = grown();
        prepare(&store, cache);
        let calls = own_calls(&store.command(args), store.home());
        let kept = calls.iter().any(|call| call.name == "rename");
        assert_eq!(kept, cache == Cache::Cold, "what takes reading everything is kept: {calls:?}");
        let mut killed = 0;
        for call in &calls {
            let what = format!("{cache:?} {args:?}, {} {}", call.name, call.when);
            prepare(&store, cache);
            let (before, sum) = (get(&shard(&store)), done(&store));
            prepare(&store, cache);
            let fault = format!("signal=SIGKILL:when={}", call.when);
            let traced = strace(&store.command(args), store.home(), &call.name, &fault);
            killed += usize::from(traced.was_killed());
            assert!(traced.was_killed() || traced.ran.code == 0, "{what}: {traced:?}");
            let after = get(&shard(&store));
            assert!(after.starts_with(&before), "{what}");
            assert!(args[0] == "check" || after == before, "{what}: reading wrote");
            let now = tells_what_the_journal_says(&store, &what);
            assert!((sum..=sum + u64::from(after != before)).contains(&now), "{what}: {now}");
            if !traced.was_killed() && args[0] == "check" {
                assert_eq!(now, sum + 1, "{what}: acknowledged");
            }
            store.ok(&["check", "w"]);
            assert_eq!(done(&store), now + 1, "{what}: the next one is there");
        }
        assert!(killed > calls.len() * 9 / 10, "{cache:?} {args:?}: {killed} of {} killed", calls.len());
    }
}

#[test]
fn other_commands_killed_at_each_system_call_are_whole_or_absent() {
    needs!("strace");
    for args in [
        &["add", "Sing", "every:day"][..],
        &["edit", "w", "--target", "900"],
        &["split", "w", "Glass every:day"],
        &["skip", "w"],
        &["undo"],
        &["archive", "w"],
    ] {
        let store = grown();
        store.ok(&["check", "w"]);
        let (before, entries_before) = (get(&shard(&store)), entries(&store));
        prepare(&store, Cache::Cold);
        let calls = own_calls(&store.command(args), store.home());
        assert_eq!(entries(&store).len(), entries_before.len() + 1, "{args:?} writes");
        let mut killed = 0;
        for call in &calls {
            let what = format!("{args:?}, {} {}", call.name, call.when);
            // From the beginning: what is done once may be refused the next time.
            put(&shard(&store), &before);
            prepare(&store, Cache::Cold);
            let fault = format!("signal=SIGKILL:when={}", call.when);
            let traced = strace(&store.command(args), store.home(), &call.name, &fault);
            killed += usize::from(traced.was_killed());
            let after = entries(&store);
            assert!(get(&shard(&store)).starts_with(&before) && after.is_superset(&entries_before), "{what}");
            let written = after.len() - entries_before.len();
            assert!(written == 1 || (written == 0 && traced.was_killed()), "{what}: {written} {traced:?}");
            store.ok(&["add", "Next", "code:next"]);
            assert_eq!(entries(&store).len(), after.len() + 1, "{what}");
            assert_eq!(store.run(&["list"]).err, "", "{what}");
        }
        assert!(killed > calls.len() * 9 / 10, "{args:?}: {killed} of {} killed", calls.len());
    }
}

#[test]
fn a_first_command_killed_at_each_system_call_does_not_stop_the_next() {
    needs!("strace");
    let args = ["add", "First", "code:first"];
    let seen = Store::new();
    let calls = own_calls(&seen.command(&args), seen.home());
    assert!(calls.iter().any(|call| call.name.starts_with("mkdir")), "{calls:?}");
    let mut killed = 0;
    for call in calls {
        let store = Store::new();
        let fault = format!("signal=SIGKILL:when={}", call.when);
        let traced = strace(&store.command(&args), store.home(), &call.name, &fault);
        let what = format!("{} {}", call.name, call.when);
        killed += usize::from(traced.was_killed());
        assert!(traced.was_killed() || traced.ran.code == 0, "{what}: {traced:?}");
        let next = store.run(&["add", "Second", "code:second"]);
        assert_eq!((next.code, next.err.as_str()), (0, ""), "{what}: {next:?}");
        let journal = store.journal();
        assert!((1..=2).contains(&journal.len()), "{what}: {journal:?}");
        assert!(journal.iter().all(|line| line.ends_with("}]}")), "{what}: {journal:?}");
        assert_eq!(store.shards().len(), 1, "{what}: one device");
        let list = store.ok(&["list"]);
        assert!(list.contains("Second"), "{what}: {list}");
        assert_eq!(list.contains("First"), journal.len() == 2, "{what}: {list}");
        assert!(traced.was_killed() || journal.len() == 2, "{what}: acknowledged");
    }
    assert!(killed > 40, "{killed} were killed");
}

/// When a command ends with 0, every folder that leads to its entry was synced, by it or before: also when the
/// one that made the folder was killed before it did.
#[test]
fn what_a_killed_first_command_did_not_sync_the_next_one_does() {
    needs!("strace");
    // The folders and files that were synced, below the home.
    let synced = |store: &Store, traced: &Traced| -> BTreeSet<String> {
        let done = traced.calls.lines().filter(|line| line.contains("fsync(") && line.contains(" = 0"));
        let below = format!("<{}", store.home().display());
        done.filter_map(|line| Some(line.split_once(&below)?.1.split_once('>')?.0.to_owned())).collect()
    };
    let run = |store: &mut Store, fault: &str, title: &str| {
        store.on_device("a");
        strace(&store.command(&["add", title]), store.home(), "fsync", fault)
    };
    let mut store = Store::new();
    let traced = run(&mut store, "delay_enter=1:when=1", "First");
    assert_eq!(traced.ran.code, 0, "{traced:?}");
    let usual = synced(&store, &traced);
    let wanted = ["", "/goals", "/goals/journal", "/goals/journal/a"].map(ToOwned::to_owned);
    assert_eq!(usual, BTreeSet::from(wanted), "every folder something was made in");
    let mut store = Store::new();
    let mut all = BTreeSet::new();
    let mut kills = 0;
    for _ in 0..20 {
        let traced = run(&mut store, "signal=SIGKILL:when=1", "First");
        all.extend(synced(&store, &traced));
        if !traced.was_killed() {
            break;
        }
        kills += 1;
    }
    assert!(kills > 0, "nothing was killed");
    let traced = run(&mut store, "delay_enter=1:when=1", "Second");
    assert_eq!(traced.ran.code, 0, "{traced:?}");
    all.extend(synced(&store, &traced));
    assert_eq!(all, usual, "something is acknowledged that a power cut may take away");
}
