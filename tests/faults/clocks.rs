//! The fault matrix: clocks and zones that can't be believed.

use crate::files::{bytes_below, checked, done, first_goal, id, line, shard, watered, within};
use crate::harness::NOW;
use crate::shard::{get, put, warnings};

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
