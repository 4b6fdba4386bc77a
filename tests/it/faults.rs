//! The fault matrix (QUALITY): what is on the disk stays there, what can be read is read, and a command
//! that says it is done is done.

use std::path::Path;

use crate::files::{
    bytes_below, checked, done, first_goal, get, id, line, only_grew, put, shard, warnings, watered, within,
    works,
};
use crate::harness::{NOW, Ran, Store};

#[test]
fn a_tail_torn_at_every_byte_is_passed_over_in_silence() {
    let store = watered();
    store.ok(&["check", "w"]);
    // What a person writes has characters of several bytes.
    store.ok(&["check", "w", "--note", "früh · 早"]);
    let shard = shard(&store);
    let whole = get(&shard);
    let last = whole[..whole.len() - 1].iter().rposition(|byte| *byte == b'\n').expect("lines") + 1;
    assert_eq!(done(&store), 2);
    for cut in last..whole.len() {
        put(&shard, &whole[..cut]);
        // Without its newline alone, it is whole JSON.
        let left = if cut == whole.len() - 1 { 2 } else { 1 };
        let ran = works(&store, &shard, left, &format!("cut at {cut}"));
        assert_eq!(ran.err, "", "cut at {cut}");
        let healed = store.run(&["today"]);
        assert_eq!(healed.err, "", "cut at {cut}, and written after");
    }
}

#[test]
fn a_tail_of_nuls_is_warned_of() {
    let store = watered();
    store.ok(&["check", "w"]);
    let shard = shard(&store);
    let whole = get(&shard);
    for (kept, what) in [(whole.len(), "after a line"), (whole.len() - 20, "in a line")] {
        let mut bytes = whole[..kept].to_vec();
        bytes.resize(kept + 300, 0);
        put(&shard, &bytes);
        let ran = works(&store, &shard, u64::from(kept == whole.len()), what);
        assert_eq!(warnings(&ran).len(), 1, "{what}: {ran:?}");
        assert!(ran.err.contains("2026.jsonl:"), "{what}: {ran:?}");
    }
}

#[test]
fn lines_that_can_not_be_read_are_told_of_once_and_left_alone() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    let first = get(&shard);
    let good = line(9, &checked(&goal));
    let long = "x".repeat(3 << 20);
    let noted = |note: &str| {
        line(5, &format!(r#"{{"check":{{"goal":"{goal}","day":"2026-11-18","n":1,"note":"{note}"}}}}"#))
    };
    let n = |n: &str| line(5, &checked(&goal).replace(r#""n":1"#, &format!(r#""n":{n}"#)));
    let nested = format!("{}{}", "[".repeat(200), "]".repeat(200));
    let cases: Vec<(&str, Vec<u8>, usize)> = vec![
        ("invalid UTF-8", [b"{\"id\":\"".as_slice(), &[0xff, 0xfe], b"\"}"].concat(), 0),
        (
            "invalid UTF-8 in a note",
            noted("?").into_bytes().iter().map(|b| if *b == b'?' { 0xff } else { *b }).collect(),
            0,
        ),
        ("merge markers", b"<<<<<<< ours\n=======\n>>>>>>> theirs".to_vec(), 2),
        ("a long line", long.clone().into_bytes(), 0),
        ("a long entry", noted(&long).into_bytes(), 0),
        ("nesting", nested.clone().into_bytes(), 0),
        (
            "nesting in an entry",
            line(5, &checked(&goal)).replace(r#""did":"#, &format!(r#""new":{nested},"did":"#)).into(),
            0,
        ),
        ("an array", b"[3]".to_vec(), 0),
        ("null", b"null".to_vec(), 0),
        ("a number", b"42".to_vec(), 0),
        ("an empty object", b"{}".to_vec(), 0),
        ("prose", b"remember the milk".to_vec(), 0),
        ("NULs", vec![0; 50], 0),
        ("a huge number", n("1e999").into(), 0),
        ("too large an amount", n("1e15").into(), 0),
        ("too fine an amount", n("0.0001").into(), 0),
        ("a text for an amount", n(r#""1""#).into(), 0),
        ("a key twice in a change", n(r#"1,"n":5"#).into(), 0),
        (
            "a key twice in an entry",
            line(5, &checked(&goal)).replace(r#""at":"#, r#""at":"2026","at":"#).into(),
            0,
        ),
        ("a day there is not", line(5, &checked(&goal)).replace("11-18\"", "02-31\"").into(), 0),
        ("no moment", line(5, &checked(&goal)).replace("18T18:20:00.000+01:00", "18").into(), 0),
        ("no id", line(5, &checked(&goal)).replace(&id(crate::files::NOW_MS + 5, 5), "5").into(), 0),
        (
            "an id of 1999",
            line(5, &checked(&goal))
                .replace(&id(crate::files::NOW_MS + 5, 5), &id(946_000_000_000, 5))
                .into(),
            0,
        ),
        (
            "an id of 2200",
            line(5, &checked(&goal))
                .replace(&id(crate::files::NOW_MS + 5, 5), &id(7_258_118_400_001, 5))
                .into(),
            0,
        ),
        ("two values", format!("{good}{good}").into(), 0),
    ];
    for (what, bad, more) in cases {
        put(&shard, [first.as_slice(), &bad, b"\n", good.as_bytes(), b"\n"].concat());
        let ran = works(&store, &shard, 1, what);
        let warned = warnings(&ran);
        assert_eq!((warned.len(), ran.err.lines().count()), (1, 1), "{what}: {}", ran.err);
        assert!(warned[0].contains(&format!("{}:2 ", shard.display())), "{what}: {warned:?}");
        assert!(warned[0].len() < 1000, "{what}: {}", warned[0].len());
        assert_eq!(warned[0].contains(&format!("{more} more")), more > 0, "{what}: {warned:?}");
    }
}

#[test]
fn lines_that_are_merely_unusual_are_read() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    let first = String::from_utf8(get(&shard)).expect("text");
    let good = line(9, &checked(&goal));
    let spaced = good.replace(':', " : ").replace("18 : 20 : 00.000+01 : 00", "18:20:00.000+01:00");
    let cases: Vec<(&str, String)> = vec![
        ("a byte order mark", format!("\u{feff}{first}{good}\n")),
        ("CRLF", format!("{}\r\n{good}\r\n", first.trim_end())),
        ("CRLF, the last without", format!("{}\r\n{good}", first.trim_end())),
        ("empty lines", format!("\n\n{first}\n \n\r\n\t\n{good}\n\n\n")),
        ("no newline at the end", format!("{first}{good}")),
        ("spaces", format!("{first}  {spaced}  \n")),
        ("escapes", format!("{first}{}\n", good.replace("check", r"\u0063heck"))),
        ("another order of lines", format!("{good}\n{first}")),
        ("a line twice", format!("{first}{good}\n{good}\n{first}")),
        ("a whole number with a fraction", format!("{first}{}\n", good.replace(r#""n":1"#, r#""n":1.0"#))),
    ];
    for (what, text) in cases {
        put(&shard, &text);
        let ran = works(&store, &shard, 1, what);
        assert_eq!(ran.err, "", "{what}");
    }
}

#[test]
fn what_a_newer_version_wrote_is_kept_and_told_of() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    let first = get(&shard);
    let check = checked(&goal);
    let entry = line(9, &check);
    let cases: Vec<(&str, String, u64)> = vec![
        ("an unknown kind before", line(9, &format!(r#"{{"cheer":{{"loud":true}}}},{check}"#)), 1),
        ("an unknown kind behind", line(9, &format!(r#"{check},{{"cheer":[1]}}"#)), 1),
        ("an unknown kind alone", line(9, r#"{"cheer":{}}"#), 0),
        ("an unknown field of an entry", entry.replace(r#""did":"#, r#""mood":"fine","did":"#), 1),
        ("an unknown field of a change", entry.replace(r#""n":1"#, r#""n":1,"mood":{"a":[null]}"#), 1),
        ("a greater version", entry.replace(r#""did":"#, r#""v":2,"did":"#), 0),
        ("a greater version with all new", r#"{"v":2,"hello":"state"}"#.to_owned(), 0),
        (
            "an unknown setting",
            line(9, &format!(r#"{{"config":{{"key":"mood","value":"fine","day":"2026-11-18"}}}},{check}"#)),
            1,
        ),
        ("version 1, said", entry.replace(r#""did":"#, r#""v":1,"did":"#), 1),
    ];
    for (what, newer, wanted) in cases {
        put(&shard, [&first, newer.as_bytes(), b"\n"].concat());
        let ran = works(&store, &shard, wanted, what);
        if what == "version 1, said" {
            assert_eq!(ran.err, "", "{what}");
            continue;
        }
        assert_eq!((warnings(&ran).len(), ran.err.lines().count()), (1, 1), "{what}: {ran:?}");
        assert!(ran.err.contains("newer version"), "{what}: {ran:?}");
    }
}

/// ARCHITECTURE: "whoever saw an edit and edits again wins", also over an edit that waits.
#[test]
fn an_edit_made_after_one_of_a_newer_version_is_later() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    let set = format!(r#"{{"set":{{"goal":"{goal}","day":"2026-11-18","title":"Theirs"}}}}"#);
    let theirs = id(crate::files::NOW_MS + 400_000, 7);
    let newer = format!(r#"{{"id":"{theirs}","at":"2026-11-18T18:26:40.000+01:00","v":2,"did":[{set}]}}"#);
    put(&shard, [&get(&shard), newer.as_bytes(), b"\n"].concat());
    store.ok(&["edit", "w", "--title", "Ours"]);
    let ours: serde_json::Value =
        serde_json::from_str(store.journal().last().expect("a line")).expect("JSON");
    let ours = ours["id"].as_str().expect("an id");
    assert!(ours > theirs.as_str(), "{ours} was written knowing {theirs}");
}

#[test]
fn an_entry_at_the_end_of_time_loses_none_that_follow() {
    let store = watered();
    let goal = first_goal(&store);
    let shard = shard(&store);
    // The last millisecond of 2199.
    let last = line(9, &checked(&goal)).replace(&id(crate::files::NOW_MS + 9, 9), &id(7_258_118_399_999, 9));
    put(&shard, [&get(&shard), last.as_bytes(), b"\n"].concat());
    assert_eq!(done(&store), 1, "it counts");
    let before = get(&shard);
    let ran = store.run(&["check", "w"]);
    match ran.code {
        0 => assert_eq!(done(&store), 2, "what was acknowledged is there: {ran:?}"),
        78 => assert_eq!(get(&shard), before, "{ran:?}"),
        _ => panic!("{ran:?}"),
    }
}

#[test]
fn conflict_copies_are_united() {
    for name in
        ["2026 (conflict).jsonl", "2026.sync-conflict-20261118-182000-ABCDEFG.jsonl", "2026 (1).jsonl"]
    {
        let store = watered();
        store.ok(&["check", "w+3"]);
        let shard = shard(&store);
        let copy = shard.with_file_name(name);
        std::fs::copy(&shard, &copy).expect("a copy");
        assert_eq!(done(&store), 3, "{name}");
        // The copy went its own way.
        let more = line(9, &checked(&first_goal(&store)));
        put(&copy, [&get(&copy), more.as_bytes(), b"\n"].concat());
        assert_eq!(done(&store), 4, "{name}");
        let kept = get(&copy);
        let ran = works(&store, &shard, 4, name);
        assert_eq!(ran.err, "", "{name}");
        assert_eq!(get(&copy), kept, "{name}: the copy was touched");
    }
}

#[test]
fn two_devices_with_one_id_are_united() {
    let mut store = watered();
    store.ok(&["check", "w+3"]);
    let folder = store.dir().join("journal");
    std::fs::create_dir(folder.join("b")).expect("a folder");
    std::fs::copy(folder.join("a/2026.jsonl"), folder.join("b/2026.jsonl")).expect("a copy");
    assert_eq!(done(&store), 3);
    let kept = get(&folder.join("a/2026.jsonl"));
    store.on_device("b");
    works(&store, &folder.join("b/2026.jsonl"), 3, "on the copy");
    assert_eq!(get(&folder.join("a/2026.jsonl")), kept, "another device's file was touched");
    assert!(store.ok(&["undo"]).contains("checked off `w`"));
    assert_eq!(done(&store), 3, "its own check-off alone is taken back");
}

#[test]
fn a_laptop_in_2030_does_not_win_over_a_later_edit() {
    let mut store = watered();
    store.on_device("laptop").at("2030-01-01");
    store.ok(&["edit", "w", "--title", "Title of 2030"]);
    store.on_device("a").at(NOW);
    assert_eq!(store.goal("w")["title"], "Title of 2030", "it was merged");
    store.ok(&["edit", "w", "--title", "Title of 2026"]);
    assert_eq!(store.goal("w")["title"], "Title of 2026");
    let shard = store.dir().join("journal/a/2026.jsonl");
    let text = String::from_utf8(get(&shard)).expect("text");
    let mine: serde_json::Value = serde_json::from_str(text.lines().last().expect("a line")).expect("JSON");
    assert_eq!(mine["at"], "2026-11-18T18:20:00.000+01:00");
    // And what is checked off belongs to this day.
    store.ok(&["check", "w"]);
    assert_eq!(done(&store), 1);
}

#[test]
fn a_clock_that_goes_back_changes_nothing_that_was_recorded() {
    let mut store = watered();
    store.ok(&["check", "w+2"]);
    store.at("2026-11-17");
    store.ok(&["check", "w+3"]);
    store.at(NOW);
    assert_eq!(done(&store), 2);
    assert_eq!(store.json(&["log"])["entries"].as_array().expect("entries").len(), 2);
}

#[test]
fn a_clock_that_can_not_be_believed_reads_and_does_not_write() {
    for now in
        ["1969-12-31T23:59:59Z", "1999-12-31T12:00:00Z", "2200-01-01T12:00:00Z", "9999-12-31T23:59:59Z"]
    {
        let mut store = watered();
        store.ok(&["check", "w+3"]);
        store.at(now);
        let before = bytes_below(store.home());
        let words = format!("the year {}", now.split('-').next().expect("a year"));
        for read in [&["today", "--all"][..], &["log"], &["list"], &["streaks"], &["show", "w"], &[]] {
            let ran = within(20, store.command(read));
            assert_eq!(ran.code, 0, "{now} {read:?}: {ran:?}");
            assert_eq!(warnings(&ran).len(), 1, "{now} {read:?}: {ran:?}");
            assert!(ran.err.contains(&words), "{now} {read:?}: {ran:?}");
        }
        for write in [
            &["check", "w", "--on", "2026-11-18"][..],
            &["add", "Sing"],
            &["undo"],
            &["edit", "w", "--why", "x"],
        ] {
            let ran = store.refused(78, write, &words);
            assert!(ran.err.contains("hint: set the clock"), "{now} {write:?}: {ran:?}");
        }
        assert_eq!(bytes_below(store.home()), before, "{now}");
    }
}

#[test]
fn moments_and_zones_that_are_none() {
    let mut store = watered();
    let before = bytes_below(store.home());
    for args in [&["today"][..], &["check", "w"]] {
        for now in ["garbage", "2026-11-18", "2026-11-18T18:20:00", "1795022400", "2026-02-31T00:00:00Z"] {
            let mut command = store.command(args);
            command.env("GOALS_NOW", now);
            let ran = within(10, command);
            assert_eq!(ran.code, 78, "{now}: {ran:?}");
            assert!(ran.err.starts_with("error: GOALS_NOW") && ran.err.contains(now), "{now}: {ran:?}");
            assert!(ran.err.contains("hint: "), "{now}: {ran:?}");
        }
    }
    assert_eq!(bytes_below(store.home()), before);
    store.at("2026-11-18T18:20:00.123456789+01:00");
    store.ok(&["check", "w"]);
}

#[cfg(unix)]
#[test]
fn zones_that_are_none() {
    let store = watered();
    let before = bytes_below(store.home());
    for args in [&["today"][..], &["check", "w"]] {
        for zone in ["Nowhere/Land", "Europe/Berlinn", "/no/such/file", "../etc/passwd", ":"] {
            let mut command = store.command(args);
            command.env("TZ", zone);
            let ran = within(10, command);
            assert_eq!(ran.code, 78, "{zone}: {ran:?}");
            assert!(ran.err.starts_with("error: TZ") && ran.err.contains(zone), "{zone}: {ran:?}");
            assert!(ran.err.contains("hint: "), "{zone}: {ran:?}");
        }
    }
    assert_eq!(bytes_below(store.home()), before);
    for zone in ["UTC", "", "EST5EDT,M3.2.0,M11.1.0", "<+03>-3"] {
        let mut command = store.command(&["today"]);
        command.env("TZ", zone);
        let ran = within(10, command);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{zone}");
    }
}

#[test]
fn a_store_that_is_a_file_is_of_the_wrong_kind() {
    let store = Store::new();
    put(&store.dir(), "not a folder");
    for args in [&["today"][..], &["add", "Sing"]] {
        let ran = store.refused(73, args, "store");
        assert!(ran.err.contains("is not a folder"), "{ran:?}");
        assert!(ran.err.contains("hint: "), "{ran:?}");
    }
    assert_eq!(get(&store.dir()), b"not a folder");
}

#[test]
fn a_full_or_absent_home_is_told_apart() {
    let store = Store::new();
    // Nowhere to be.
    let mut command = store.command(&["add", "Sing"]);
    command.env("HOME", "relative/home").env_remove("GOALS_DIR").current_dir(store.home());
    let ran = within(10, command);
    assert_eq!(ran.code, 78, "{ran:?}");
    assert!(ran.err.contains("error: ") && ran.err.contains("home") && ran.err.contains("hint: "), "{ran:?}");
    // The same, though the store is named: there is no place for the device's name.
    let mut command = store.command(&["add", "Sing"]);
    command.env("HOME", "relative/home").current_dir(store.home());
    let ran = within(10, command);
    assert_eq!(ran.code, 78, "{ran:?}");
    assert_eq!(bytes_below(store.home()).len(), 1, "something was made");
    // With all that is needed said, nobody asks for a home; reading needs no device.
    for home in [None, Some(""), Some("relative/home")] {
        let with = |args: &[&str], device: Option<&str>| {
            let mut command = store.command(args);
            command.current_dir(store.home()).env_remove("HOME");
            if let Some(home) = home {
                command.env("HOME", home);
            }
            if let Some(device) = device {
                command.env("GOALS_DEVICE", device);
            }
            within(10, command)
        };
        let ran = with(&["add", "Sing"], Some("a"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{home:?}: {ran:?}");
        let ran = with(&["list"], None);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{home:?}: {ran:?}");
    }
    let made: Vec<_> =
        std::fs::read_dir(store.home()).expect("the home").map(|it| it.expect("it").file_name()).collect();
    assert_eq!(made, ["store"]);
    // Nothing but the user's own entry to go by: it is read, or the want of a home is told.
    for home in [None, Some("")] {
        let mut command = store.command(&["list"]);
        command.env_remove("HOME").env_remove("GOALS_DIR").current_dir(store.home());
        if let Some(home) = home {
            command.env("HOME", home);
        }
        let ran = within(10, command);
        assert!([0, 78].contains(&ran.code), "{home:?}: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{home:?}: {ran:?}");
    }
}

#[cfg(unix)]
#[test]
fn folders_of_the_xdg_specification_are_taken_where_they_are_whole_paths() {
    let store = Store::new();
    let run = |data: &str, state: &str, args: &[&str]| {
        let mut command = store.command(args);
        command.env_remove("GOALS_DIR").current_dir(store.home());
        command.env("XDG_DATA_HOME", data).env("XDG_STATE_HOME", state);
        within(10, command)
    };
    let there = |path: &str| store.home().join(path).exists();
    assert_eq!(run("relative", "relative", &["add", "One"]).code, 0);
    assert!(!there("relative"), "a relative folder was used");
    assert!(there(".local/share/goals/journal") && there(".local/state/goals/device"));
    assert_eq!(run("", "", &["add", "Two"]).code, 0);
    let whole = store.home().join("data").to_string_lossy().into_owned();
    let state = store.home().join("state").to_string_lossy().into_owned();
    assert_eq!(run(&whole, &state, &["add", "Three"]).code, 0);
    assert!(there("data/goals/journal") && there("state/goals/device"));
    assert!(run(&whole, &state, &["list"]).out.contains("Three"));
    let out = run("", "", &["list"]).out;
    assert!(out.contains("One") && out.contains("Two") && !out.contains("Three"), "{out}");
}

#[test]
fn nothing_in_the_journal_changes_but_by_growing() {
    let mut store = watered();
    let journal = store.dir().join("journal");
    let mut seen = bytes_below(&journal);
    let mut grown = 0;
    let mut run = |store: &Store, args: &[&str]| {
        store.ok(args);
        let now = bytes_below(&journal);
        only_grew(&seen, &now, &format!("{args:?}"));
        grown += usize::from(now != seen);
        seen = now;
    };
    let commands: &[&[&str]] = &[
        &["add", "Publish", "n:52", "by:+1y", "code:gp"],
        &["split", "gp", "Pitch every:week n:3 code:pitch", "Outline code:out"],
        &["check", "w+4", "pitch", "--note", "early"],
        &["check", "w=2"],
        &["check", "w", "--on", "yesterday"],
        &["skip", "pitch", "--note", "ill"],
        &["skip", "pitch", "--undo"],
        &["win", "Fixed the gate", "--area", "family"],
        &["edit", "w", "--target", "6", "--title", "Water", "--why", "health"],
        &["edit", "w", "--why", "none"],
        &["move", "out", "--top"],
        &["move", "out", "--before", "w"],
        &["pause", "--all", "--until", "+1w"],
        &["resume", "--all"],
        &["archive", "gp"],
        &["archive", "gp", "--undo"],
        &["config", "day-start", "04:00"],
        &["undo"],
        &["undo"],
        &["redo"],
        &["check", "w+1"],
        &["today"],
        &["streaks"],
        &["log"],
        &["list", "--all"],
    ];
    for args in commands {
        run(&store, args);
    }
    // Another year, another device, and the first again.
    store.at("2027-01-02");
    run(&store, &["check", "w"]);
    store.on_device("b");
    run(&store, &["check", "w"]);
    run(&store, &["undo"]);
    store.on_device("a").at(NOW);
    run(&store, &["undo"]);
    assert_eq!(grown, 21 + 4, "every command that changes something wrote");
    assert_eq!(store.shards().len(), 3);
}

#[cfg(unix)]
mod unix {
    use std::fs::Permissions;
    use std::io::{BufRead, BufReader, Read};
    use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
    use std::os::unix::process::{CommandExt, ExitStatusExt};
    use std::path::PathBuf;
    use std::process::{Command, Stdio};

    use super::*;

    fn mode(path: &Path) -> u32 {
        std::fs::symlink_metadata(path).expect("it is there").mode() & 0o7777
    }

    fn script(store: &Store, script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_goals")]);
        command.env_clear().envs(store.environment()).stdin(Stdio::null());
        command
    }

    #[test]
    fn folders_and_files_are_for_nobody_else() {
        for mask in ["000", "022", "077"] {
            let store = Store::new();
            let made = within(
                10,
                script(&store, &format!("umask {mask}; \"$0\" add Sing code:s && \"$0\" check s")),
            );
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
            assert!(
                ran.err.contains(name) && ran.err.contains("not a plain file"),
                "{name} is {what}: {ran:?}"
            );
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
        let more: String = (1..4000).map(|n| line(n, &checked(&goal)) + "\n").collect();
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

    /// The program where anybody may run it.
    fn for_all(store: &Store) -> PathBuf {
        let copy = store.home().join("goals");
        // Not copied by this process: what it starts meanwhile would hold the copy open for writing.
        let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_goals")).arg(&copy).status().expect("cp");
        assert!(copied.success());
        std::fs::set_permissions(&copy, Permissions::from_mode(0o755)).expect("modes");
        std::fs::set_permissions(store.home(), Permissions::from_mode(0o755)).expect("modes");
        copy
    }

    const NOBODY: u32 = 65534;

    /// A store that can only be read, by the one who runs this, and a folder to run commands in.
    fn read_only() -> (Store, PathBuf, PathBuf) {
        let store = watered();
        store.ok(&["check", "w+3"]);
        let program = for_all(&store);
        for path in bytes_below(&store.dir()).into_keys() {
            let readable = if path.is_dir() { 0o555 } else { 0o444 };
            std::fs::set_permissions(&path, Permissions::from_mode(readable)).expect("modes");
        }
        let own = store.home().join("own");
        std::fs::create_dir(&own).expect("a folder");
        std::fs::set_permissions(&own, Permissions::from_mode(0o777)).expect("modes");
        (store, program, own)
    }

    #[test]
    fn a_store_of_somebody_else_can_be_read_and_not_written() {
        let (store, program, own) = read_only();
        let owner = std::fs::metadata(store.dir()).expect("the store").uid();
        let before = bytes_below(&store.dir());
        // Their device, and one of one's own.
        for device in ["a", "mine"] {
            let run = |args: &[&str]| {
                let mut command = Command::new(&program);
                command.args(args).env_clear().envs(store.environment()).stdin(Stdio::null());
                command.env("HOME", &own).env("GOALS_DEVICE", device);
                if owner == 0 {
                    command.uid(NOBODY).gid(NOBODY);
                }
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
                if owner == 0 {
                    let whose = format!("belongs to user {owner}, you are {NOBODY}");
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
        let (store, program, own) = read_only();
        let owner = std::fs::metadata(store.dir()).expect("the store").uid();
        std::fs::set_permissions(&own, Permissions::from_mode(0o555)).expect("modes");
        let run = |args: &[&str]| {
            let mut command = Command::new(&program);
            command.args(args).env_clear().envs(store.environment()).stdin(Stdio::null());
            command.env("HOME", &own).env_remove("GOALS_DEVICE");
            if owner == 0 {
                command.uid(NOBODY).gid(NOBODY);
            }
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
        let told = within(
            10,
            script(&store, &format!("trap '' XFSZ; ulimit -f 4; exec \"$0\" check w --note {note}")),
        );
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
}
