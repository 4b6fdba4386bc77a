//! The fault matrix: a disk that is full or fails, at each system call and for real.

use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::files::{checked, first_goal, line, shard, watered, within};
use crate::harness::{Ran, Store};
use crate::judge::{Goals, told_before_it_is_on_the_disk};
use crate::killed::{Cache, entries, grown, prepare, tells_what_the_journal_says};
use crate::other_user::is_root;
use crate::shard::{get, put, script, works};
use crate::strace::{Call, Traced, own_calls, strace, strace_file};
use crate::tools::{in_ci, leave_out, needs};

/// The system calls of a program about its files. Closing fails after the fact, and nobody asks.
const OF_FILES: &str = "fdatasync flock fsync ftruncate getdents64 lseek mkdir newfstatat openat read rename \
                        statx unlink write";

const ERRORS: [&str; 5] = ["ENOSPC", "EDQUOT", "EIO", "EINTR", "EMFILE"];

/// What a command that met an error says of itself has to be so: 0 is done; "not saved" and "could not read"
/// left every byte as it was; what could not be confirmed or told may be there.
fn is_honest(args: &[&str], traced: &Traced, (bytes, ids): (&[u8], usize), store: &Store, what: &str) {
    let Ran { code, err, .. } = &traced.ran;
    let (now, written) = (get(&shard(store)), entries(store).len() - ids);
    assert!(now.starts_with(bytes), "{what}: what was there was rewritten");
    let wanted = match (code, err.lines().find(|line| line.starts_with("error: "))) {
        (0, None) => usize::from(args[0] == "check")..=usize::from(args[0] == "check"),
        (74, Some(error)) if error.contains("not saved") || error.contains("could not read") => {
            assert_eq!(now, bytes, "{what}: {traced:?}");
            0..=0
        }
        (74, Some(error)) if error.contains("could not confirm") => 0..=1,
        (74, Some(error)) if error.contains("could not print") => 1..=1,
        // Nothing can be said any more; the code is.
        (74, None)
            if traced.calls.lines().any(|call| call.starts_with("write(2<") && call.contains("INJ")) =>
        {
            0..=1
        }
        _ => panic!("{what}: {traced:?}"),
    };
    let wanted = if args[0] == "check" { wanted } else { 0..=0 };
    assert!(wanted.contains(&written), "{what}: {written} written, {traced:?}");
}

/// How often a fault happened, and how often it kept a command from its end.
#[derive(Debug, Default)]
struct Seen {
    happened: usize,
    failed: usize,
}

/// An error in each system call of a command, once or from then on.
fn in_each_call(cache: Cache, args: &[&str], error: &str, lasting: &str) -> Seen {
    let store = grown();
    prepare(&store, cache);
    let calls: Vec<Call> = own_calls(&store.command(args), store.home())
        .into_iter()
        .filter(|call| OF_FILES.split(' ').any(|name| name == call.name))
        .collect();
    let mut seen = Seen::default();
    for call in &calls {
        let what = format!("{cache:?} {args:?}, {error} at {} {}{lasting}", call.name, call.when);
        prepare(&store, cache);
        let (before, ids) = (get(&shard(&store)), entries(&store).len());
        let fault = format!("error={error}:when={}{lasting}", call.when);
        let traced = strace(&store.command(args), store.home(), &call.name, &fault);
        let Some(failed) = traced.failed() else { continue };
        seen.happened += 1;
        seen.failed += usize::from(traced.ran.code != 0);
        is_honest(args, &traced, (&before, ids), &store, &what);
        // The standard library opens a folder and reads its names once; what fails there is told.
        let of_a_folder = failed.contains("O_DIRECTORY");
        let retried = ["openat", "read", "write", "flock", "fdatasync"].contains(&call.name.as_str());
        assert!(error != "EINTR" || !retried || of_a_folder || traced.ran.code == 0, "{what}: {traced:?}");
        let of_the_cache = failed.contains("/.cache/") && lasting.is_empty();
        assert!(!of_the_cache || traced.ran.code == 0, "{what}: {traced:?}");
        let now = tells_what_the_journal_says(&store, &what);
        let next = store.json(&["check", "w"]);
        assert_eq!(next["changed"][0]["day_total"], now + 1, "{what}");
    }
    assert!(seen.happened > calls.len() * 9 / 10, "{args:?}, {error}: {seen:?} of {}", calls.len());
    seen
}

#[test]
fn an_error_at_each_system_call_of_a_check_is_told_as_it_is() {
    needs!("strace");
    for error in ERRORS {
        for cache in [Cache::Warm, Cache::Cold] {
            let seen = in_each_call(cache, &["check", "w"], error, "");
            assert!(error == "EINTR" || seen.failed > 10, "{error}: {seen:?}");
        }
    }
}

#[test]
fn an_error_at_each_system_call_of_reading_changes_nothing() {
    needs!("strace");
    for error in ERRORS {
        for cache in [Cache::Warm, Cache::Cold] {
            let seen = in_each_call(cache, &["today"], error, "");
            assert!(error == "EINTR" || seen.failed > 2, "{error}: {seen:?}");
        }
    }
}

/// Not once, but from some moment on.
#[test]
fn a_disk_that_fails_from_some_moment_on_is_told_of() {
    needs!("strace");
    for error in ["ENOSPC", "EIO", "EMFILE"] {
        for (cache, args) in [(Cache::Warm, &["check", "w"][..]), (Cache::Cold, &["today"])] {
            let seen = in_each_call(cache, args, error, "+");
            assert!(seen.failed > 2, "{error}: {seen:?}");
        }
    }
}

/// What reads everything names the file that can't be read, and reads the others.
#[test]
fn a_disk_that_fails_under_one_file_is_named_by_doctor_65() {
    needs!("strace");
    let store = watered();
    let goal = first_goal(&store);
    let good = shard(&store);
    let other = good.with_file_name("2025.jsonl");
    std::fs::copy(&good, &other).expect("a copy");
    put(&other, line(1, &checked(&goal)) + "\n");
    let traced = strace_file(&store.command(&["doctor", "--json"]), store.home(), &good, "read", "error=EIO");
    assert_eq!(traced.ran.code, 65, "{traced:?}");
    let told: Value = serde_json::from_str(&traced.ran.out).expect("a document");
    let unreadable = told["unreadable"].as_array().expect("a list");
    assert_eq!(
        (unreadable.len(), &unreadable[0]["file"]),
        (1, &Value::from("journal/a/2026.jsonl")),
        "{told}"
    );
    assert!(unreadable[0]["why"].as_str().is_some_and(|why| why.contains("os error 5")), "{told}");
    for kind in
        ["torn", "newer", "repeated", "copies", "days_ahead", "days_beyond", "clocks_ahead", "permissions"]
    {
        assert_eq!(told[kind], json!([]), "{kind}: {told}");
    }
    assert_eq!(told["entries"], 1, "the other file is read: {told}");
}

#[test]
fn a_write_that_fails_is_not_saved_and_touches_nothing() {
    needs!("strace");
    for error in ["ENOSPC", "EIO", "EDQUOT", "EFBIG"] {
        let store = watered();
        store.ok(&["check", "w"]);
        let shard = shard(&store);
        // Also behind a torn line.
        for torn in [false, true] {
            if torn {
                put(&shard, [&get(&shard), br#"{"id":"01"#.as_slice()].concat());
            }
            let before = get(&shard);
            let fault = format!("error={error}:when=1");
            let traced = strace(&store.command(&["check", "w"]), store.home(), "write", &fault);
            let failed = traced.failed().unwrap_or_default();
            assert!(failed.contains("2026.jsonl"), "{error}: {traced:?}");
            let ran = &traced.ran;
            assert_eq!(ran.code, 74, "{error}: {ran:?}");
            assert!(ran.err.contains("error: not saved"), "{error}: {ran:?}");
            assert!(ran.err.contains("2026.jsonl") && ran.out.is_empty(), "{error}: {ran:?}");
            assert_eq!(get(&shard), before, "{error}");
        }
        works(&store, &shard, 1, error);
    }
}

#[test]
fn a_sync_that_fails_can_not_be_confirmed_and_is_not_tried_again() {
    needs!("strace");
    for error in ["EIO", "ENOSPC", "EDQUOT"] {
        let store = watered();
        let before = get(&shard(&store));
        let fault = format!("error={error}");
        let traced = strace(&store.command(&["check", "w"]), store.home(), "fdatasync", &fault);
        let ran = &traced.ran;
        assert_eq!(ran.code, 74, "{error}: {ran:?}");
        assert!(ran.err.contains("error: could not confirm"), "{error}: {ran:?}");
        assert!(!ran.err.contains("not saved") && ran.out.is_empty(), "{error}: {ran:?}");
        let calls: Vec<&str> = traced.calls.lines().filter(|line| line.starts_with("fdatasync(")).collect();
        assert_eq!(calls.len(), 1, "{error}: {traced:?}");
        assert!(calls[0].contains("(INJECTED)"), "{error}: {traced:?}");
        assert!(get(&shard(&store)).starts_with(&before), "{error}");
    }
}

#[test]
fn a_check_off_is_on_the_disk_before_it_is_told() {
    needs!("strace");
    let verdict = told_before_it_is_on_the_disk(&Goals::new());
    assert!(verdict.lost.is_empty(), "{verdict:?}");
}

#[test]
fn a_device_whose_name_can_not_be_kept_is_not_made() {
    needs!("strace");
    let store = Store::new();
    let first = store.command(&["add", "First"]);
    let traced = strace(&first, store.home(), "write", "error=ENOSPC:when=1");
    assert!(traced.failed().is_some_and(|call| call.contains("/device>")), "{traced:?}");
    let ran = &traced.ran;
    assert_eq!(ran.code, 74, "{ran:?}");
    assert!(ran.err.contains("error: not saved") && ran.err.contains("device"), "{ran:?}");
    assert_eq!(store.shards().len(), 0);
    store.ok(&["add", "Second"]);
    assert_eq!(store.journal().len(), 1);
}

/// The descriptors that may be open end at each number in turn.
#[test]
fn too_few_open_files_are_told_of() {
    let store = watered();
    let (mut done, mut refused) = (0, 0);
    // Below 4 the loader finds no library.
    for most in 4..=12 {
        let before = get(&shard(&store));
        let ran = within(10, script(&store, &format!("ulimit -n {most} && exec \"$0\" check w")));
        let now = get(&shard(&store));
        match ran.code {
            0 => {
                done += 1;
                assert_eq!(entries(&store).len(), 1 + done, "{most}: {ran:?}");
            }
            74 => {
                refused += 1;
                assert!(ran.err.contains("error: ") && ran.err.contains("Too many open files"), "{ran:?}");
                assert_eq!(now, before, "{most}: {ran:?}");
            }
            _ => panic!("{most}: {ran:?}"),
        }
    }
    assert!(done > 0 && refused > 0, "{done} done, {refused} refused");
}

/// Fills a file system, and goes on writing until that is refused; then there is room again.
const FULL: &str = r#"
mount -t tmpfs -o size=64k none "$HOME" || exit 99
cd "$HOME" || exit 98
"$0" add "Drink water" n:1000 unit:cups every:day code:w >/dev/null || exit 97
shard=store/journal/a/2026.jsonl
dd if=/dev/zero of=fill bs=4096 2>/dev/null && exit 96
done=0 code=0
while [ $code = 0 ] && [ $done -lt 40 ]; do
  before=$(cksum <$shard)
  said=$("$0" check w --note "$NOTE" 2>&1 >/dev/null)
  code=$?
  [ $code = 0 ] && done=$((done + 1))
done
[ "$before" = "$(cksum <$shard)" ] && same=yes || same=no
"$0" today >/dev/null 2>&1
reading=$?
rm fill
"$0" check w >/dev/null
printf '%s\n' "$code" "$same" "$reading" "$?" "$done" "$said"
"$0" log --json
"#;

/// What gives a command a file system of its own, where tests may have one. Who can't make one leaves its test
/// out; in CI, and as root, that is a failure.
pub(crate) fn mounting() -> Option<Command> {
    let mut command = Command::new("unshare");
    command.arg(if is_root() { "-m" } else { "-Urm" });
    let mut probe = Command::new("unshare");
    probe.args(command.get_args()).args(["mount", "-t", "tmpfs", "none", "/mnt"]);
    let may = probe.output().is_ok_and(|tried| tried.status.success());
    assert!(may || !(in_ci() && is_root()), "no file system can be mounted: {:?}", probe.output());
    if !may {
        leave_out(&["let `unshare` mount a file system"]);
    }
    may.then_some(command)
}

#[test]
fn a_full_disk_is_told_and_written_again_when_there_is_room() {
    let Some(mut command) = mounting() else { return };
    let mut store = Store::new();
    store.on_device("a");
    command.args(["sh", "-c", FULL, env!("CARGO_BIN_EXE_goals")]);
    command.env_clear().envs(store.environment()).env("NOTE", "x".repeat(450)).stdin(Stdio::null());
    let ran = within(30, command);
    assert_eq!(ran.code, 0, "{ran:?}");
    let told: Vec<&str> = ran.out.lines().collect();
    let [code, same, reading, freed, done, said, log] = told[..] else { panic!("{ran:?}") };
    assert_eq!((code, same, reading, freed), ("74", "yes", "0", "0"), "{ran:?}");
    assert!(said.starts_with("error: not saved") && said.contains("No space left"), "{ran:?}");
    let done: usize = done.parse().expect("a number");
    assert!((1..12).contains(&done), "the end of a page is met: {ran:?}");
    let log: Value = serde_json::from_str(log).expect("JSON");
    assert_eq!(log["entries"].as_array().expect("entries").len(), done + 1, "all that was acknowledged");
}
