//! `config`: what is set once for everything.

use serde_json::json;

use crate::harness::Store;

#[test]
fn all_settings_with_their_values() {
    let store = Store::new();
    let out = store.ok(&["config"]);
    for key in ["day-start", "week-start", "celebrate", "hints", "me"] {
        assert!(out.contains(key), "{out}");
    }
    assert!(!store.dir().exists());
}

#[test]
fn one_setting_alone_prints_its_value_for_scripts() {
    let store = Store::new();
    assert_eq!(store.ok(&["config", "day-start"]), "00:00\n");
    store.ok(&["config", "day-start", "04:00"]);
    assert_eq!(store.ok(&["config", "day-start"]), "04:00\n");
    store.ok(&["config", "me", "ann"]);
    assert_eq!(store.ok(&["config", "me"]), "ann\n");
    store.ok(&["config", "me", "none"]);
    assert_eq!(store.ok(&["config", "me"]), "none\n");
}

#[test]
fn what_holds_already_writes_nothing() {
    let store = Store::new();
    store.ok(&["config", "week-start", "sunday"]);
    let before = store.journal();
    store.ok(&["config", "week-start", "sunday"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn what_can_t_be_set_is_refused_with_what_can() {
    let store = Store::new();
    for (key, value) in [
        ("day-start", "25:00"),
        ("day-start", "noon"),
        ("week-start", "someday"),
        ("celebrate", "loud"),
        ("hints", "maybe"),
    ] {
        let ran = store.refused(2, &["config", key, value], value);
        assert!(ran.err.contains("hint: "), "{ran:?}");
    }
    let ran = store.refused(2, &["config", "week-begin", "monday"], "week-begin");
    assert!(ran.err.contains("week-start"), "{ran:?}");
    assert!(store.journal().is_empty());
}

#[test]
fn a_week_from_sunday_2_2() {
    let mut store = Store::new();
    store.at("2026-11-01").ok(&["config", "week-start", "sunday"]);
    store.at(crate::harness::NOW);
    store.ok(&["add", "Swim every:week code:swim"]);
    store.ok(&["check", "swim", "--on", "2026-11-15"]);
    assert_eq!(store.goal("swim")["state"], "met");
    assert_eq!(store.goal("swim")["period"]["to"], "2026-11-21");
    let ran = store.run(&["add", "Plan", "--by", "eow"]);
    assert!(ran.err.contains("Saturday 21 November 2026"), "{ran:?}");
}

#[test]
fn a_day_from_four_in_the_morning_1_1() {
    let mut store = Store::new();
    store.ok(&["config", "day-start", "04:00"]);
    store.at("2026-11-22T01:30:00+01:00");
    assert_eq!(store.json(&["today"])["day"], "2026-11-21");
    store.at("2026-11-22T04:00:00+01:00");
    assert_eq!(store.json(&["today"])["day"], "2026-11-22");
}

#[test]
fn a_changed_setting_touches_no_past_check_off_1_2() {
    let mut store = Store::new();
    store.ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-19T01:30:00+01:00").ok(&["check", "run"]);
    store.ok(&["config", "day-start", "04:00"]);
    assert_eq!(store.json(&["log"])["entries"][0]["day"], "2026-11-19");
}

#[test]
fn json_has_the_settings() {
    let store = Store::new();
    let told = store.json(&["config", "me", "ann"]);
    assert_eq!(told["changed"].as_array().map(Vec::len), Some(1), "{told}");
    let settings = store.json(&["config"])["settings"].clone();
    assert!(
        settings.as_array().expect("settings").iter().any(|it| *it == json!({"key": "me", "value": "ann"}))
    );
}
