//! The fault matrix: modes and owners, links and pipes, limits and streams.

use std::fs::Permissions;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::files::{bytes_below, checked, done, first_goal, line, shard, watered, within};
use crate::harness::{Ran, Store};
use crate::other_user::{NOBODY, by_another, is_root};
use crate::shard::{get, put, script, works};

fn mode(path: &Path) -> u32 {
    std::fs::symlink_metadata(path).expect("it is there").mode() & 0o7777
}

#[test]
fn folders_and_files_are_for_nobody_else() {
    for mask in ["000", "022", "077"] {
        let store = Store::new();
        let made =
            within(10, script(&store, &format!("umask {mask}; \"$0\" add Sing code:s && \"$0\" check s")));
        assert_eq!(made.code, 0, "{made:?}");
        let mut files = 0;
        for root in [store.dir(), store.home().join(".local")] {
            for path in bytes_below(&root).into_keys() {
                let folder = path.is_dir();
                files += usize::from(!folder);
                let wanted = if folder { 0o700 } else { 0o600 };
                assert_eq!(mode(&path), wanted, "umask {mask}: {} {:o}", path.display(), mode(&path));
            }
        }
        assert_eq!(files, 4, "the shard, the lock, the device's name and what was said of milestones");
    }
}

type Make = fn(&Path, &Path);

/// Puts something in place of the lock, and of the shard, and panics unless writing is refused soon.
fn refused_in_place_of_a_file(what: &str, make: Make) {
    for name in [".lock", "2026.jsonl"] {
        let store = watered();
        let path = store.dir().join("journal/a").join(name);
        std::fs::remove_file(&path).expect("it was there");
        make(&path, store.home());
        let before = bytes_below(store.home());
        let ran = within(5, store.command(&["add", "Sing"]));
        assert!([73, 77].contains(&ran.code), "{name} is {what}: {ran:?}");
        assert!(ran.err.contains(name) && ran.err.contains("not a plain file"), "{name} is {what}: {ran:?}");
        assert_eq!(bytes_below(store.home()), before, "{name} is {what}");
        let ran = within(5, store.command(&["today"]));
        assert!([0, 73, 77].contains(&ran.code), "{name} is {what}: {ran:?}");
        assert!(name != ".lock" || ran.code == 0, "reading needs no lock: {ran:?}");
    }
}

#[test]
fn a_pipe_in_place_of_a_file_is_refused_without_waiting() {
    refused_in_place_of_a_file("a pipe", |path, _| {
        let made = Command::new("mkfifo").arg(path).status().expect("mkfifo");
        assert!(made.success() && std::fs::symlink_metadata(path).expect("it").file_type().is_fifo());
    });
}

#[test]
fn a_folder_in_place_of_a_file_is_refused() {
    refused_in_place_of_a_file("a folder", |path, _| std::fs::create_dir(path).expect("a folder"));
}

#[test]
fn a_link_in_place_of_a_file_is_refused() {
    refused_in_place_of_a_file("a link", |path, home| {
        let target = home.join("outside");
        put(&target, "");
        symlink(target, path).expect("a link");
    });
}

#[test]
fn a_link_to_nothing_in_place_of_a_file_is_refused() {
    refused_in_place_of_a_file("a link to nothing", |path, home| {
        symlink(home.join("outside"), path).expect("a link");
    });
}

#[test]
fn a_pipe_in_place_of_the_devices_name_is_refused_without_waiting() {
    let store = Store::new();
    let state = store.home().join(".local/state/goals");
    std::fs::create_dir_all(&state).expect("a folder");
    assert!(Command::new("mkfifo").arg(state.join("device")).status().expect("mkfifo").success());
    let ran = within(5, store.command(&["add", "Sing"]));
    assert_eq!(ran.code, 73, "{ran:?}");
    assert_eq!(store.journal().len(), 0);
}

#[test]
fn head_that_has_seen_enough_is_no_error() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    let more: String = (1..5000).map(|n| line(n, &checked(&goal)) + "\n").collect();
    put(&shard, [&get(&shard), more.as_bytes()].concat());
    // What is printed is more than a pipe holds, so that the end of the pipe is met.
    assert!(store.ok(&["log"]).len() > 128 << 10);
    for args in [&["log"][..], &["log", "--json"]] {
        let mut command = store.command(args);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut out = BufReader::with_capacity(64, child.stdout.take().expect("a pipe"));
        let mut first = String::new();
        out.read_line(&mut first).expect("a line");
        drop(out);
        let mut said = String::new();
        child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("text");
        let status = child.wait().expect("it ends");
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{args:?}");
        assert!(!first.is_empty());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told() {
    let store = watered();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("/dev/full");
    for args in [&["today"][..], &["log"], &["list", "--json"], &["--help"], &["check", "w"]] {
        let before = store.journal().len();
        let mut command = store.command(args);
        let ran: Ran = command.stdout(full()).output().expect("it starts").into();
        assert_eq!(ran.code, 74, "{args:?}: {ran:?}");
        assert!(ran.err.contains("error: could not print"), "{args:?}: {ran:?}");
        assert_eq!(store.journal().len() - before, usize::from(args[0] == "check"), "{args:?}");
    }
    // Without a place to tell it, it is not told, and done all the same.
    let mut command = store.command(&["check", "w"]);
    let status = command.stdout(Stdio::null()).stderr(full()).status().expect("it starts");
    assert_eq!(status.code(), Some(0));
    assert_eq!(done(&store), 2);
}

/// A store that can only be read, by the one who runs this, and a folder to run commands in.
fn read_only() -> (Store, PathBuf) {
    let store = watered();
    store.ok(&["check", "w+3"]);
    for path in bytes_below(&store.dir()).into_keys() {
        let readable = if path.is_dir() { 0o555 } else { 0o444 };
        std::fs::set_permissions(&path, Permissions::from_mode(readable)).expect("modes");
    }
    let own = store.home().join("own");
    std::fs::create_dir(&own).expect("a folder");
    std::fs::set_permissions(&own, Permissions::from_mode(0o777)).expect("modes");
    (store, own)
}

#[test]
fn a_store_of_somebody_else_can_be_read_and_not_written() {
    let (store, own) = read_only();
    let before = bytes_below(&store.dir());
    // Their device, and one of one's own.
    for device in ["a", "mine"] {
        let run = |args: &[&str]| {
            let mut command = by_another(&store, args);
            command.env("HOME", &own).env("GOALS_DEVICE", device);
            within(10, command)
        };
        let ran = run(&["today", "--all"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        assert!(ran.out.contains("3/1000 cups"), "{ran:?}");
        for args in [&["check", "w"][..], &["add", "Sing"], &["undo"]] {
            let ran = run(args);
            // Nothing to undo on a device that never wrote.
            if args == ["undo"] && device == "mine" && ran.code == 0 {
                continue;
            }
            assert_eq!(ran.code, 77, "{device} {args:?}: {ran:?}");
            assert!(ran.err.contains("error: not saved") && ran.err.contains("permission"), "{ran:?}");
            if is_root() {
                let whose = format!("belongs to user 0, you are {NOBODY}");
                assert!(ran.err.contains(&whose), "{device} {args:?}: {ran:?}");
            }
        }
    }
    assert_eq!(bytes_below(&store.dir()), before);
    for path in before.into_keys().filter(|path| path.is_dir()) {
        std::fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("modes");
    }
}

#[test]
fn a_device_that_can_not_be_named_is_told_with_its_folder() {
    let (store, own) = read_only();
    std::fs::set_permissions(&own, Permissions::from_mode(0o555)).expect("modes");
    let run = |args: &[&str]| {
        let mut command = by_another(&store, args);
        command.env("HOME", &own).env_remove("GOALS_DEVICE");
        within(10, command)
    };
    let ran = run(&["list"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "reading needs no device: {ran:?}");
    let ran = run(&["check", "w"]);
    assert_eq!(ran.code, 77, "{ran:?}");
    assert!(ran.err.contains("own/.local/state/goals"), "it names the folder: {ran:?}");
    for path in bytes_below(&store.dir()).into_keys().filter(|path| path.is_dir()) {
        std::fs::set_permissions(&path, Permissions::from_mode(0o755)).expect("modes");
    }
}

/// A limit on the size of files cuts a write short in its midst, as a full disk does.
#[test]
fn a_write_cut_short_is_taken_back_or_heals() {
    let store = watered();
    let shard = shard(&store);
    let note = "x".repeat(300);
    // A shard that ends 50 bytes before the limit, so that a line fits in part.
    let limit = 4 * 512;
    let pad = limit - 50 - get(&shard).len();
    put(&shard, [get(&shard), vec![b' '; pad - 1], b"\n".to_vec()].concat());
    let before = get(&shard);
    let told =
        within(10, script(&store, &format!("trap '' XFSZ; ulimit -f 4; exec \"$0\" check w --note {note}")));
    assert_eq!(told.code, 74, "{told:?}");
    assert!(told.err.contains("error: not saved"), "{told:?}");
    assert_eq!(get(&shard), before, "what was written of it is taken back");
    let mut command = script(&store, &format!("ulimit -f 4; exec \"$0\" check w --note {note}"));
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("it starts");
    assert!(status.signal().is_some(), "the limit kills: {status:?}");
    assert_eq!(get(&shard).len(), limit, "a part of it was written");
    let ran = works(&store, &shard, 0, "after the kill");
    assert_eq!(ran.err, "");
}
