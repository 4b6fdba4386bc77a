//! `demo`: a throwaway store with a year of made-up history.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use goals::domain::value::day::Day;
use serde_json::Value;

use crate::common::{codes, find, with};
use crate::harness::{Ran, Store};

/// A store that is the demo's, made at this moment.
fn demo(moment: &str) -> (Store, Ran) {
    let mut store = Store::new();
    store.at(moment);
    let folder = store.dir();
    let ran = store.run(&["demo", "--dir", folder.to_str().expect("a path")]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    (store, ran)
}

fn entries(store: &Store) -> Vec<Value> {
    store.journal().iter().map(|line| serde_json::from_str(line).expect("an entry")).collect()
}

/// The `demo` folders in a folder.
fn made_in(folder: &Path) -> Vec<PathBuf> {
    let found = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    found
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("goals-demo-")))
        .collect()
}

#[test]
fn the_same_day_tells_the_same_tale() {
    let (one, _) = demo("2026-11-18T18:20:00+01:00");
    let (other, _) = demo("2026-11-18T20:00:00+01:00");
    assert!(one.journal().len() > 1000);
    assert_eq!(one.journal(), other.journal());
}

#[test]
fn on_each_day_it_tells_a_year_that_has_happened() {
    let days = ["16", "17", "18", "19", "20", "21", "22"].map(|day| format!("2026-11-{day}T05:10:00-03:30"));
    let edges = ["2028-02-29T23:59:59+14:00", "2027-01-01T00:00:00+00:00"].map(ToOwned::to_owned);
    for moment in days.iter().chain(&edges) {
        let (store, _) = demo(moment);
        let entries = entries(&store);
        let (mut id, mut at) = (String::new(), chrono::DateTime::UNIX_EPOCH.fixed_offset());
        let now = chrono::DateTime::parse_from_rfc3339(moment).expect("a moment");
        for entry in &entries {
            let next = entry["at"].as_str().expect("a moment");
            let written = chrono::DateTime::parse_from_rfc3339(next).expect("a moment");
            assert!(at <= written && written <= now, "{moment}: {entry}");
            assert!(id.as_str() < entry["id"].as_str().expect("an id"), "{moment}: {entry}");
            for check in entry["did"].as_array().expect("changes").iter().filter_map(|did| did.get("check")) {
                assert!(check["day"].as_str() <= next.get(..10), "{moment}: {entry}");
            }
            id = entry["id"].as_str().expect("an id").to_owned();
            at = written;
        }
        let first = entries[0]["at"].as_str().and_then(|at| at.get(..10)).expect("a day");
        let told = moment.get(..10).expect("a day");
        let days = first.parse::<Day>().expect("a day").days_to(told.parse().expect("a day"));
        assert!((364..371).contains(&days), "{moment}: {days}");
        assert!(!store.run(&["today"]).err.contains("warning"), "{moment}");
    }
}

#[test]
fn it_holds_what_a_year_holds() {
    let (store, _) = demo("2026-11-18T18:20:00+01:00");
    let today = store.json(&["today", "--all"]);
    let goals = &today["goals"];
    for code in ["gp", "post", "pitch", "out", "vms", "vcm", "fh", "kids"] {
        find(goals, code);
    }
    assert_eq!(find(goals, "offer")["overdue"], true);
    assert_eq!(find(goals, "price")["state"], "blocked");
    assert_eq!(find(goals, "fair")["planned"], "2026-11-19");
    assert_eq!(codes(&today["trials_ended"]), ["early"]);
    assert_eq!(find(goals, "vms")["who"], "Ana");
    assert_eq!(find(goals, "gp")["who"], Value::Null);
    assert!(store.json(&["list", "--all"]).to_string().contains("\"blog\""), "an archived goal");
    assert!(store.json(&["template", "list"]).to_string().contains("post-of-the-week"));
    let streaks = store.json(&["streaks"]);
    assert_eq!(find(&streaks["goals"], "kids")["current"], 11, "yesterday was the eleventh in a row");
    let sum = |field: &str| {
        let goals = streaks["goals"].as_array().expect("goals");
        goals.iter().filter_map(|goal| goal[field].as_u64()).sum::<u64>()
    };
    assert!(sum("missed") > 0 && sum("excused") > 0, "{streaks}");
    let log = store.json(&["log", "--all"]);
    let rows = log["entries"].as_array().expect("entries");
    let kinds: Vec<&str> = rows.iter().filter_map(|row| row["kind"].as_str()).collect();
    for kind in ["check", "reading", "win"] {
        assert!(kinds.contains(&kind), "no {kind}");
    }
    assert!(rows.iter().any(|row| row["at"].as_str().and_then(|at| at.get(..10)) > row["day"].as_str()));
    assert!(rows.iter().any(|row| row["note"].is_string()));
    let areas: std::collections::BTreeSet<&str> =
        rows.iter().filter_map(|row| row["area"].as_str()).collect();
    assert_eq!(areas.into_iter().collect::<Vec<_>>(), ["family", "health", "home", "work"]);
}

#[test]
fn the_weeks_rise_to_25_to_35_activities_and_rest_once() {
    let (store, _) = demo("2026-11-18T18:20:00+01:00");
    let mut weeks: BTreeMap<i64, u32> = (0..52).map(|week| (week, 0)).collect();
    let first: Day = "2025-11-17".parse().expect("a Monday");
    for row in store.json(&["log", "--all"])["entries"].as_array().expect("entries") {
        let day: Day = row["day"].as_str().expect("a day").parse().expect("a day");
        let limit = row["code"] == "scr";
        *weeks.entry(first.days_to(day) / 7).or_default() += u32::from(row["kind"] == "check" && !limit);
    }
    let counts: Vec<u32> = weeks.into_values().collect();
    let mean = |weeks: &[u32]| weeks.iter().sum::<u32>() / u32::try_from(weeks.len()).expect("few");
    assert!(mean(&counts[..4]) < mean(&counts[4..12]), "{counts:?}");
    assert!(mean(&counts[4..12]) < mean(&counts[16..28]), "{counts:?}");
    assert_eq!(counts[30..32], [0, 0], "{counts:?}");
    let full: Vec<u32> = counts[14..30].iter().chain(&counts[32..52]).copied().collect();
    let inside = full.iter().filter(|count| (25..=35).contains(*count)).count();
    assert!(inside * 10 >= full.len() * 8, "{full:?}");
}

#[cfg(unix)]
#[test]
fn it_is_made_in_a_private_temporary_folder_and_the_line_leads_there() {
    use std::os::unix::fs::PermissionsExt;
    let store = Store::new();
    let folder = store.home().join("it's temporary");
    std::fs::create_dir(&folder).expect("a folder");
    let ran = with(&store, &[("TMPDIR", folder.to_str().expect("a path")), ("COLUMNS", "60")], &["demo"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    let made = made_in(&folder);
    assert_eq!(made.len(), 1, "{made:?}");
    let permissions = std::fs::metadata(&made[0]).expect("a folder").permissions();
    assert_eq!(permissions.mode() & 0o777, 0o700);
    let line = ran.out.lines().find(|line| line.trim_start().starts_with("export ")).expect("a line to type");
    let inside = crate::common::shell(&store, &["sh"], &format!("{line}\ngoals today"));
    let today = ran.out.split("\nAll of this is made up").next().expect("today's page");
    assert!(
        inside.out.starts_with(today.lines().next().expect("a heading").split("  ").next().expect("a date"))
    );
    assert!(inside.out.contains("Time with the children"), "{inside:?}");
    // Nothing else was made, no store of one's own, no name for this device; what `today` keeps to be faster
    // is a cache.
    let mut left: Vec<_> = std::fs::read_dir(store.home())
        .expect("a folder")
        .map(|it| it.expect("an entry").file_name())
        .collect();
    left.sort();
    assert_eq!(left, [".cache", "it's temporary"]);
}

#[test]
fn what_is_there_is_not_touched() {
    let store = Store::new();
    store.ok(&["add", "Write", "every:day"]);
    let before = store.journal();
    let folder = store.dir();
    store.refused(73, &["demo", "--dir", folder.to_str().expect("a path")], "is not a new store");
    assert_eq!(store.journal(), before);
}

#[test]
fn json_tells_where_it_is() {
    let store = Store::new();
    let folder = store.dir();
    let told = store.json(&["demo", "--dir", folder.to_str().expect("a path")]);
    assert_eq!(told["folder"], folder.to_str().expect("a path"));
    assert_eq!(told["day"], "2026-11-18");
    assert_eq!(told["entries"].as_u64(), Some(store.journal().len() as u64));
}

#[test]
fn what_one_does_in_it_is_one_s_own() {
    let (store, _) = demo("2026-11-18T18:20:00+01:00");
    assert!(store.run(&["undo"]).out.to_lowercase().contains("nothing"));
    store.ok(&["check", "kids"]);
    assert_eq!(store.streak("kids")["current"], 12);
    assert!(store.ok(&["undo"]).contains("`kids`"));
    assert_eq!(store.streak("kids")["current"], 11);
}
