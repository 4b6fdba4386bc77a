//! The fault matrix: lines that are torn, broken, unusual, newer or twice.

use crate::files::{bytes_below, checked, done, first_goal, id, line, shard, watered};
use crate::harness::{NOW, Store, commands};
use crate::shard::{get, only_grew, put, warnings, works};

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
        ("a greater version with all new", r#"{"v":2,"hello":"world"}"#.to_owned(), 0),
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
    assert!(store.ok(&["undo"]).contains("check off `w`"));
    assert_eq!(done(&store), 3, "its own check-off alone is taken back");
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
    let all = "add Publish n:52 by:+1y code:gp; split gp 'Pitch every:week n:3 code:pitch' 'Outline \
               code:out'; check w+4 pitch --note early; check w=2; check w --on yesterday; skip pitch --note \
               ill; skip pitch --undo; win 'Fixed the gate' --area family; edit w --target 6 --title Water \
               --why health; edit w --why none; move out --top; move out --before w; pause --all --until \
               +1w; resume --all; archive gp; archive gp --undo; config day-start 04:00; undo; undo; redo; \
               check w+1; today; streaks; log; list --all";
    for args in commands(all) {
        run(&store, &args);
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
