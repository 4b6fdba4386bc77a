//! The fault matrix: a line of a gigabyte, a line edited by hand, paths that are no text.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;

use crate::files::{checked, done, first_goal, line, shard, watered, within};
use crate::harness::{Ran, Store};
use crate::killed::{Cache, grown, prepare, tells_what_the_journal_says};
use crate::shard::{get, put, script, warnings};

/// The program with so many KiB of data and no more.
fn with_memory(store: &Store, kibibytes: u32, words: &str) -> Ran {
    within(60, script(store, &format!("ulimit -d {kibibytes} && exec \"$0\" {words}")))
}

/// A hole of a gigabyte, without a newline, behind what was written: read in less than 20 MiB, and kept.
#[test]
fn a_line_of_a_gigabyte_is_passed_over_in_20_mib() {
    const GIGABYTE: u64 = 1 << 30;
    let store = watered();
    store.ok(&["check", "w"]);
    let shard = shard(&store);
    let whole = get(&shard);
    let file = std::fs::OpenOptions::new().write(true).open(&shard).expect("the shard");
    file.set_len(whole.len() as u64 + GIGABYTE).expect("a file system with holes");
    let ran = with_memory(&store, 20 << 10, "today --all");
    assert_eq!((ran.code, warnings(&ran).len()), (0, 1), "{ran:?}");
    assert!(ran.out.contains("1/1000 cups") && ran.err.contains("2026.jsonl:3 "), "{ran:?}");
    let ran = with_memory(&store, 20 << 10, "check w");
    assert_eq!(ran.code, 0, "{ran:?}");
    let length = file.metadata().expect("the shard").len();
    assert!(length > whole.len() as u64 + GIGABYTE, "it was rewritten");
    file.set_len(whole.len() as u64).expect("it is cut");
    // The limit is one: with less than a start takes, there is none.
    assert_ne!(with_memory(&store, 100, "today").code, 0, "no limit holds here");
}

/// The file's length and its end stay what they were; only its times tell.
#[test]
fn a_line_edited_by_hand_in_place_is_seen_by_the_next_command() {
    let store = grown();
    let goal = first_goal(&store);
    for (n, sum) in [(2, 61), (3, 62), (9, 68), (1, 60)] {
        prepare(&store, Cache::Warm);
        let shard = shard(&store);
        let mut lines: Vec<String> = store.journal();
        lines[1] = line(1, &checked(&goal).replace(r#""n":1"#, &format!(r#""n":{n}"#)));
        let edited = lines.join("\n") + "\n";
        assert_eq!(edited.len(), get(&shard).len(), "of the same length");
        put(&shard, edited);
        assert_eq!(tells_what_the_journal_says(&store, &format!("n is {n}")), sum);
    }
    store.ok(&["check", "w"]);
    assert_eq!(done(&store), 61);
}

#[test]
fn paths_that_are_no_text_work() {
    let home = Store::new();
    let odd = home.home().join(OsStr::from_bytes(b"h\xf6me \xff\x1b[31m"));
    std::fs::create_dir(&odd).expect("a file system that takes any bytes");
    let run = |args: &[&str], dir: bool| {
        let mut command = home.command(args);
        command.env("HOME", &odd).env("GOALS_DIR", odd.join("store"));
        if dir {
            command.env_remove("GOALS_DIR").arg("--dir").arg(odd.join("store"));
        }
        within(10, command)
    };
    for dir in [false, true] {
        for args in
            [&["add", "Sing", "every:day"][..], &["today"], &["log"], &["doctor"], &["list", "--json"]]
        {
            let ran = run(args, dir);
            assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}: {ran:?}");
            assert!(!ran.out.contains('\u{1b}'), "{args:?}: {ran:?}");
        }
    }
    assert!(odd.join("store/journal").is_dir() && odd.join(".local/state/goals/device").is_file());
    put(&odd.join("store/journal/a"), "a file among the devices' folders");
    put(&home.home().join("file"), "");
    let mut command = home.command(&["add", "Sing"]);
    command.env("GOALS_DIR", home.home().join(OsStr::from_bytes(b"file/\xff\x1b[31m")));
    let ran = within(10, command);
    assert!([73, 74].contains(&ran.code) && !ran.err.contains('\u{1b}'), "{ran:?}");
}
