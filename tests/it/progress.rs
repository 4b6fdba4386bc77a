//! `progress`: how far goals are, whether they keep pace, when they will be done.

use serde_json::{Value, json};

use crate::common::{codes, find, has_keys, line_with, with};
use crate::harness::Store;

/// 52 posts in 364 days, on day 182, so many of them done in spring: SEMANTICS 7.5.
fn half_way(done: u32) -> Store {
    let mut store = Store::new();
    store.at("2026-01-01");
    store.ok(&["add", "Publish 52 guest posts n:52 unit:posts from:2026-01-01 by:2026-12-30 code:gp"]);
    store.at("2026-07-01");
    store.ok(&["check", &format!("gp+{done}"), "--on", "2026-05-01"]);
    store
}

fn row(store: &Store, code: &str) -> Value {
    find(&store.json(&["progress"])["goals"], code).clone()
}

fn near(value: &Value, expected: f64) {
    let value = value.as_f64().unwrap_or_else(|| panic!("no number: {value}"));
    assert!((value - expected).abs() <= 0.001, "{value} is not {expected}");
}

#[test]
fn semantics_7_5_the_buffer_half_way() {
    for (done, buffer, words) in [(26, 0, "on pace"), (28, 14, "14 days"), (24, -14, "14 days behind")] {
        let store = half_way(done);
        let gp = row(&store, "gp");
        assert_eq!((&gp["expected"], &gp["buffer_days"]), (&json!(26), &json!(buffer)), "{gp}");
        near(&gp["needed_per_day"], f64::from(52 - done) / 183.0);
        near(&gp["fraction"], f64::from(done) / 52.0);
        let out = store.ok(&["progress"]);
        assert!(out.contains(words), "{words}: {out}");
        assert!(out.contains(&format!("{done} of 52 posts")), "{out}");
        assert!(out.contains("26 expected"), "{out}");
    }
    let gp = row(&half_way(24), "gp");
    near(&gp["needed_per_week"], 28.0 / 183.0 * 7.0);
}

#[test]
fn semantics_7_4_the_forecast() {
    let store = half_way(24);
    assert_eq!(row(&store, "gp")["forecast"], Value::Null, "nothing in the last 28 days");
    // 4 in 28 days, 24 left: 168 days.
    store.ok(&["check", "gp+4", "--on", "2026-06-04"]);
    assert_eq!(row(&store, "gp")["forecast"], "2026-12-16");
    assert!(store.ok(&["progress"]).contains("16 Dec 2026"));
    // A day earlier is outside.
    let store = half_way(24);
    store.ok(&["check", "gp+4", "--on", "2026-06-03"]);
    assert_eq!(row(&store, "gp")["forecast"], Value::Null);
}

#[test]
fn semantics_7_4_the_forecast_of_a_young_goal() {
    let mut store = Store::new();
    store.at("2026-07-01");
    store.ok(&["add", "Ten n:10 from:2026-06-28 by:2026-12-30 code:ten"]);
    store.ok(&["check", "ten+2", "--on", "2026-06-29"]);
    // 2 in 7 days, 8 left: 28 days.
    assert_eq!(row(&store, "ten")["forecast"], "2026-07-29");
}

#[test]
fn what_is_overdue_needs_all_that_is_left() {
    let mut store = half_way(24);
    store.at("2027-01-10");
    let gp = row(&store, "gp");
    assert_eq!((&gp["needed_per_day"], &gp["expected"]), (&json!(28), &json!(52)), "{gp}");
    assert!(line_with(&store.ok(&["progress"]), "overdue").contains("30 Dec 2026"));
}

#[test]
fn what_is_complete_says_so() {
    let store = half_way(52);
    let gp = row(&store, "gp");
    assert_eq!((&gp["complete"], &gp["fraction"], &gp["amount"]), (&json!(true), &json!(1.0), &json!(52)));
    let out = store.ok(&["progress"]);
    assert!(out.contains("100 %") && out.contains("done"), "{out}");
    assert!(!out.contains("behind") && !out.contains("needs"), "{out}");
    let more = half_way(60);
    assert_eq!(row(&more, "gp")["fraction"], 1.0);
    assert_eq!(row(&more, "gp")["amount"], 60);
}

#[test]
fn semantics_7_7_readings_run_from_the_baseline() {
    let mut store = Store::new();
    store.at("2026-01-01");
    // 100 days from 90 to 80; day 50 is 19 February.
    store.ok(&["add", "Lose weight baseline:90 n:80 unit:kg from:2026-01-01 by:2026-04-10 code:kg"]);
    store.at("2026-02-19");
    store.ok(&["check", "kg=84"]);
    let kg = row(&store, "kg");
    assert_eq!(
        (&kg["amount"], &kg["expected"], &kg["buffer_days"]),
        (&json!(84), &json!(85), &json!(10)),
        "{kg}"
    );
    near(&kg["fraction"], 0.6);
    // 4 kg left for 51 days.
    near(&kg["needed_per_day"], 4.0 / 51.0);
    // 6 kg in 28 days: ⌈4 / (6 / 28)⌉ = 19 days.
    assert_eq!(kg["forecast"], "2026-03-10");
}

#[test]
fn json_says_at_least_what_was_promised() {
    let store = half_way(24);
    store.ok(&[
        "split",
        "gp",
        "Guest post every:week code:post feeds:1",
        "  Pitch n:12 code:pitch",
        "  Outline",
    ]);
    let document = store.json(&["progress"]);
    assert_eq!(document["day"], "2026-07-01");
    for goal in document["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            &[
                "code",
                "title",
                "target",
                "unit",
                "amount",
                "fraction",
                "from",
                "by",
                "expected",
                "buffer_days",
                "needed_per_day",
                "forecast",
                "rate",
                "complete",
            ],
        );
    }
    let gp = find(&document["goals"], "gp");
    assert_eq!(
        (&gp["from"], &gp["by"], &gp["unit"]),
        (&json!("2026-01-01"), &json!("2026-12-30"), &json!("posts"))
    );
    assert_eq!(
        (&gp["title"], &gp["rate"], &gp["complete"]),
        (&json!("Publish 52 guest posts"), &Value::Null, &json!(false))
    );
}

#[test]
fn goals_with_a_target_or_children_are_told() {
    let store = half_way(24);
    store.ok(&["add", "Just do it code:just"]);
    store.ok(&["add", "Move house code:mh"]);
    store.ok(&["split", "mh", "Pack code:pack", "Call 3 people n:3 code:call"]);
    assert_eq!(codes(&store.json(&["progress"])["goals"]), ["gp", "mh", "call"]);
    store.ok(&["archive", "mh"]);
    assert_eq!(codes(&store.json(&["progress"])["goals"]), ["gp"]);
}

#[test]
fn with_codes_only_those() {
    let store = half_way(24);
    store.ok(&["add", "Move house code:mh"]);
    store.ok(&["split", "mh", "Pack code:pack", "Call 3 people n:3 code:call"]);
    assert_eq!(codes(&store.json(&["progress", "gp"])["goals"]), ["gp"]);
    assert_eq!(codes(&store.json(&["progress", "call", "gp", "call"])["goals"]).len(), 2);
    assert!(codes(&store.json(&["progress", "MH"])["goals"]).contains(&"mh".to_owned()));
    store.refused(1, &["progress", "gp", "nobody"], "nobody");
}

#[test]
fn semantics_6_2_the_mean_of_its_steps() {
    let store = Store::new();
    store.ok(&["add", "Move house code:mh"]);
    store.ok(&["split", "mh", "Pack code:pack", "Call 4 people n:4 code:call", "Sell it code:sell"]);
    store.ok(&["check", "pack", "call+2"]);
    near(&row(&store, "mh")["fraction"], 0.5);
    store.ok(&["archive", "sell"]);
    near(&row(&store, "mh")["fraction"], 0.75);
    assert!(store.ok(&["progress", "mh"]).contains("75 %"));
}

#[test]
fn semantics_6_2_a_rate_where_all_below_repeats() {
    let mut store = Store::new();
    store.at("2026-11-10");
    store.ok(&["add", "Be fit code:fit"]);
    store.ok(&["split", "fit", "Walk every:day code:walk", "Swim every:day code:swim"]);
    store.at("2026-11-12");
    for day in ["2026-11-10", "2026-11-11"] {
        store.ok(&["check", "walk", "--on", day]);
    }
    // Walked on both closed days, swum on none.
    let fit = row(&store, "fit");
    assert_eq!(fit["fraction"], Value::Null);
    near(&fit["rate"], 0.5);
    assert!(store.ok(&["progress", "fit"]).contains("50 %"));
}

#[test]
fn the_mark_stands_where_today_should_be() {
    for (done, columns) in [(24, "80"), (28, "120"), (0, "60")] {
        let store = if done == 0 { half_way(1) } else { half_way(done) };
        let ran = with(&store, &[("COLUMNS", columns)], &["progress"]);
        let bar = line_with(&ran.out, "░");
        let cells: Vec<char> = bar.trim_start().chars().take_while(|c| "█░┃".contains(*c)).collect();
        let mark = cells.iter().position(|c| *c == '┃').unwrap_or_else(|| panic!("no mark: {bar}"));
        let wide = cells.len();
        assert!(mark.abs_diff(wide / 2) <= 1, "half of {wide}: {bar}");
        let filled = cells.iter().filter(|c| **c == '█').count();
        let share = usize::try_from(done).expect("a number") * wide / 52;
        assert!(filled.abs_diff(share) <= 1, "{filled} of {wide}: {bar}");
    }
}

#[test]
fn an_empty_store_says_what_to_do_and_nothing_is_written() {
    let store = Store::new();
    assert_eq!(store.json(&["progress"])["goals"], json!([]));
    assert!(!store.dir().exists());
    let store = half_way(24);
    let before = store.journal();
    store.ok(&["progress"]);
    assert_eq!(store.journal(), before);
}
