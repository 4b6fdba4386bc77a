//! Trees that are as deep as no person makes them: no line of goals is longer than a command can take.

use std::fmt::Write;

use crate::files::line;
use crate::harness::Store;

/// What every command that judges goals is asked for.
const VIEWS: [&[&str]; 9] = [
    &["prompt"],
    &["today", "--all", "--json"],
    &["list"],
    &["list", "--json"],
    &["progress"],
    &["streaks"],
    &["review"],
    &["report", "--json"],
    &["check", "c0", "c1099"],
];

fn id(place: usize) -> String {
    format!("g00{place:05}")
}

/// A goal below another, on a day.
fn added(place: usize, below: Option<usize>, schedule: &str) -> String {
    let parent = below.map(|below| format!(r#""parent":"{}","#, id(below))).unwrap_or_default();
    let id = id(place);
    format!(
        r#"{{"add":{{"goal":"{id}","day":"2026-11-16","title":"Goal {place}","code":"c{place}","place":{{{parent}"position":0}}{schedule}}}}}"#
    )
}

fn store(changes: impl Iterator<Item = String>) -> Store {
    let store = Store::new();
    let folder = store.dir().join("journal/hand");
    std::fs::create_dir_all(&folder).expect("a folder");
    let mut text = String::new();
    for (n, change) in (1..).zip(changes) {
        writeln!(text, "{}", line(n, &change)).expect("a string takes it");
    }
    std::fs::write(folder.join("2026.jsonl"), text).expect("it is written");
    store
}

#[test]
fn rule_10_3_what_would_stand_too_deep_stands_on_its_own() {
    let store = store((0..1100).map(|place| added(place, place.checked_sub(1), "")));
    for view in VIEWS {
        let ran = store.run(view);
        // The first has steps, and can't be checked off itself: that is said, and the program has not died.
        assert!(matches!(ran.code, 0 | 1), "{view:?}: {ran:?}");
    }
    // However deep, a title has room beside its code.
    let list = store.ok(&["list"]);
    let begun = |code: &str| {
        list.lines().find(|line| line.trim_start().starts_with(code)).and_then(|line| line.find('c'))
    };
    assert_eq!(["c0 ", "c12 ", "c13 ", "c400 "].map(begun), [Some(0), Some(24), Some(24), Some(24)]);
    assert_eq!(store.goal("c500")["path"].as_array().map(Vec::len), Some(501));
    assert_eq!(store.goal("c501")["path"].as_array().map(Vec::len), Some(1), "501 would stand above it");
    store.refused(1, &["split", "c500", "One more"], "below more than 500");
    store.refused(1, &["move", "c501", "--under", "c0"], "below more than 500");
    store.ok(&["move", "c501", "--top"]);
    store.ok(&["move", "c1099", "--under", "c499"]);
}

#[test]
fn each_made_below_the_one_before_and_moved_away() {
    let below = |place: usize| {
        let away = format!(
            r#"{{"set":{{"goal":"{}","day":"2026-11-17","place":{{"position":{place}}}}}}}"#,
            id(place)
        );
        [added(place, place.checked_sub(1), r#","schedule":{"every":"day"}"#), away]
    };
    let store = store((0..1100).flat_map(below));
    for view in VIEWS {
        store.ok(view);
    }
}
