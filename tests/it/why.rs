//! `why`: the dates and the rule behind a streak, a break, a block or a forecast.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, half_way, line_with, with_goals};
use crate::harness::Store;

/// Daily since 10 November, missed on the 12th; it is the 18th, nothing done yet.
fn broken() -> Store {
    let mut store = Store::new();
    store.at("2026-11-10");
    store.ok(&["add", "Time with the children every:day code:kids"]);
    store.at("2026-11-18");
    for day in [10, 11, 13, 14, 15, 16, 17] {
        store.ok(&["check", "kids", "--on", &format!("2026-11-{day}")]);
    }
    store
}

/// The verdict of the period that begins on this day.
fn verdict(why: &Value, from: &str) -> String {
    let periods = why["periods"].as_array().expect("periods");
    let period = periods.iter().find(|period| period["from"] == from);
    let period = period.unwrap_or_else(|| panic!("no {from} in {why}"));
    period["verdict"].as_str().expect("a verdict").to_owned()
}

#[test]
fn a_break_long_ago_is_still_named() {
    let mut store = broken();
    store.at("2026-12-20");
    for day in
        (18..=30).map(|day| format!("2026-11-{day}")).chain((1..=19).map(|day| format!("2026-12-{day:02}")))
    {
        store.ok(&["check", "kids", "--on", &day]);
    }
    let out = store.ok(&["why", "kids"]);
    assert!(out.contains("37 days"), "{out}");
    assert!(out.lines().any(|line| line.contains("12 Nov") && line.contains("missed")), "{out}");
}

#[test]
fn what_blocks_a_step_is_named() {
    let store = with_goals(&["Move house code:mh"]);
    store.ok(&["split", "mh", "Pack code:pack after:boxes", "  Kitchen code:kit", "Get boxes code:boxes"]);
    for code in ["pack", "kit"] {
        let why = store.json(&["why", code]);
        assert_eq!(
            (&why["state"], codes(&why["blocked_by"])),
            (&json!("blocked"), vec!["boxes".to_owned()]),
            "{code}"
        );
    }
    store.ok(&["check", "boxes"]);
    assert_eq!(store.json(&["why", "kit"])["blocked_by"], json!([]));
}

#[test]
fn why_a_step_waits() {
    let store = with_goals(&["Ahead from:2026-12-01 code:ahead"]);
    store.ok(&["split", "ahead", "Below code:below"]);
    store.ok(&["add", "Planned code:planned"]);
    store.ok(&["plan", "planned", "--on", "2026-11-30"]);
    for (code, day) in [("ahead", "2026-12-01"), ("planned", "2026-11-30"), ("below", "2026-12-01")] {
        let why = store.json(&["why", code]);
        assert_eq!((&why["state"], &why["waiting_until"]), (&json!("waiting"), &json!(day)), "{code}");
    }
}

#[test]
fn what_fed_a_goal_is_told() {
    let mut store = with_goals(&["Publish 52 posts n:52 unit:posts by:+1y code:gp"]);
    store.ok(&["split", "gp", "Weekly every:week feeds:1 code:post", "Series n:5 unit:posts code:series"]);
    store.ok(&["check", "post", "series+3", "gp+2"]);
    store.at("2026-11-19");
    let out = store.ok(&["why", "gp"]);
    // 1 by the week, 3 by the same unit, 2 of its own.
    let line = line_with(&out, "`series`");
    assert!(
        line.contains('6') && line.contains("1 from `post`") && line.contains("3 from `series`"),
        "{out}"
    );
    assert!(line.contains('2'), "{out}");
    store.ok(&["archive", "series"]);
    assert!(store.ok(&["why", "gp"]).contains("3 from `series`"), "archiving takes nothing away");
}

// As if

#[test]
fn as_if_tomorrow_were_skipped() {
    let store = broken();
    store.ok(&["check", "kids"]);
    let before = store.journal();
    let ran = store.run(&["why", "kids", "--if", "skip tomorrow"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("skip tomorrow") && ran.out.contains("nothing is written"), "{ran:?}");
    assert!(ran.out.contains("6 days"), "the streak stands: {ran:?}");
    assert!(ran.err.contains("Thursday 19 November 2026"), "{ran:?}");
    let why = store.json(&["why", "kids", "--if", "skip tomorrow"]);
    assert_eq!(why["day"], "2026-11-19");
    assert_eq!(verdict(&why, "2026-11-19"), "excused");
    assert_eq!(why["streak"]["current"], 6);
    assert_eq!(store.journal(), before);
    assert_eq!(store.goal("kids")["streak"], 6);
    assert_eq!(store.json(&["why", "kids"])["supposed"], Value::Null);
}

#[test]
fn as_if_today_were_skipped_or_done() {
    let store = broken();
    let skipped = store.json(&["why", "kids", "--if", "skip"]);
    assert_eq!(
        (verdict(&skipped, "2026-11-18").as_str(), &skipped["streak"]["current"]),
        ("excused", &json!(5))
    );
    let done = store.json(&["why", "kids", "--if", "check"]);
    assert_eq!((verdict(&done, "2026-11-18").as_str(), &done["streak"]["current"]), ("met", &json!(6)));
    let gap = store.json(&["why", "kids", "--if", "skip 2026-11-12"]);
    assert_eq!((verdict(&gap, "2026-11-12").as_str(), &gap["streak"]["current"]), ("excused", &json!(7)));
    assert_eq!(store.json(&["why", "kids"])["streak"]["current"], 5);
}

#[test]
fn as_if_three_more_were_done() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4"]);
    let before = (store.journal(), store.json(&["today", "--all"]), store.json(&["log"]));
    let why = store.json(&["why", "pitch", "--if", "check +3"]);
    assert_eq!((&why["periods"][0]["sum"], &why["periods"][0]["verdict"]), (&json!(7), &json!("open")));
    let why = store.json(&["why", "pitch", "--if", "check +8"]);
    assert_eq!((&why["state"], &why["streak"]["current"]), (&json!("met"), &json!(1)));
    let why = store.json(&["why", "pitch", "--if", "check =2"]);
    assert_eq!(why["periods"][0]["sum"], 2);
    assert_eq!((store.journal(), store.json(&["today", "--all"]), store.json(&["log"])), before);
}

#[test]
fn as_if_changes_a_forecast() {
    let store = half_way();
    store.ok(&["check", "gp+4", "--on", "2026-06-20"]);
    // 7 in 28 days, 21 left: 84 days.
    let pace = store.json(&["why", "gp", "--if", "check +3"])["pace"].clone();
    assert_eq!(pace["forecast"], "2026-09-23");
    // The 32nd of 52 is asked for at the end of day 224, the 29th at that of day 203.
    assert_eq!(pace["buffer_days"], 223 - 181);
    assert_eq!(store.json(&["why", "gp"])["pace"]["buffer_days"], 202 - 181);
}

#[test]
fn an_as_if_that_the_rules_do_not_allow() {
    let store = guest_posts();
    store.ok(&["add", "Lose weight baseline:90 n:80 by:+1y code:kg"]);
    let ran = store.refused(1, &["why", "post", "--if", "check"], "post");
    assert!(ran.err.contains("pitch"), "{ran:?}");
    store.refused(1, &["why", "kg", "--if", "check +3"], "kg");
    assert_eq!(store.json(&["why", "kg", "--if", "check =85"])["code"], "kg");
}

#[test]
fn an_as_if_that_says_nothing() {
    let store = guest_posts();
    for words in
        ["", "dance", "check +lots", "skip someday", "check +0", "check --3", "skip tomorrow and friday"]
    {
        let ran = store.run(&["why", "kids", "--if", words]);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{words}: {ran:?}");
    }
    store.refused(1, &["why", "nobody"], "nobody");
    store.refused(2, &["why"], "");
}

#[test]
fn asking_writes_no_file_at_all() {
    let store = Store::new();
    store.refused(1, &["why", "nobody", "--if", "check +3"], "nobody");
    assert!(!store.dir().exists());
    let store = broken();
    let device = std::fs::read_dir(store.home()).expect("a home").count();
    let shard = store.shards();
    store.ok(&["why", "kids", "--if", "check", "--json"]);
    assert_eq!((store.shards(), std::fs::read_dir(store.home()).expect("a home").count()), (shard, device));
}

#[test]
fn rule_7_1_a_goal_that_was_made_this_minute_is_on_pace() {
    let store = guest_posts();
    store.ok(&["add", "Learn it all n:3650 by:+10y code:learn"]);
    for code in ["gp", "learn"] {
        let out = store.ok(&["why", code]);
        assert!(out.contains("Expected: nothing yet") && out.contains("Pace: on pace"), "{out}");
        assert!(!out.contains("behind") && !out.contains("Forecast"), "{out}");
        let pace = store.json(&["why", code])["pace"].clone();
        assert_eq!(pace["expected"], 0, "{pace}");
        assert!(pace["buffer_days"].as_i64().is_some_and(|days| days >= 0), "{pace}");
    }
    assert!(!store.ok(&["today"]).contains("behind"));
    assert!(!store.ok(&["report"]).contains("behind"));
    assert!(!store.ok(&["review"]).contains("Behind"));
}
