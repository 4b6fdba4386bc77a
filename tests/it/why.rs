//! `why`: the dates and the rule behind a streak, a break, a block or a forecast.

use serde_json::{Value, json};

use crate::common::{codes, guest_posts, line_with, with};
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

/// 52 posts in 364 days, on day 182, with 28 of them, 4 of late.
fn half_way() -> Store {
    let mut store = Store::new();
    store.at("2026-01-01");
    store.ok(&["add", "Publish 52 guest posts n:52 unit:posts from:2026-01-01 by:2026-12-30 code:gp"]);
    store.at("2026-07-01");
    store.ok(&["check", "gp+24", "--on", "2026-05-01"]);
    store.ok(&["check", "gp+4", "--on", "2026-06-20"]);
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
fn why_a_streak_is_what_it_is() {
    let store = broken();
    let why = store.json(&["why", "kids"]);
    assert_eq!((&why["streak"]["current"], &why["streak"]["best"]), (&json!(5), &json!(5)), "{why}");
    for (day, expected) in [(10, "met"), (11, "met"), (12, "missed"), (13, "met"), (17, "met"), (18, "open")]
    {
        assert_eq!(verdict(&why, &format!("2026-11-{day}")), expected, "{day}");
    }
    let out = store.ok(&["why", "kids"]);
    assert!(out.contains("5 days"), "{out}");
    assert!(line_with(&out, "Thu 12 Nov  ").contains("missed"), "{out}");
    assert!(line_with(&out, "Tue 17 Nov").contains("met"), "{out}");
    assert!(line_with(&out, "Wed 18 Nov").contains("open"), "{out}");
}

#[test]
fn a_week_with_its_total_and_the_day_it_was_reached() {
    let mut store = guest_posts();
    store.at("2026-12-02");
    store.ok(&["check", "pitch+7", "--on", "2026-11-24"]);
    store.ok(&["check", "pitch+6", "--on", "2026-11-26"]);
    store.ok(&["check", "pitch+3"]);
    let out = store.ok(&["why", "pitch"]);
    let met = line_with(&out, "Mon 23 Nov");
    assert!(met.contains("met") && met.contains("13 of 12 emails") && met.contains("Thu 26 Nov"), "{out}");
    let open = line_with(&out, "Mon 30 Nov");
    assert!(open.contains("open") && open.contains("3 of 12 emails"), "{out}");
}

#[test]
fn each_verdict_has_its_rule() {
    let mut store = Store::new();
    store.at("2026-11-01");
    store.ok(&["add", "Walk every:day code:walk", "--from", "2026-11-10"]);
    store.ok(&["add", "Sweets at-most:4 every:week code:sweets", "--from", "2026-11-02"]);
    store.at("2026-11-18");
    store.ok(&["skip", "walk", "--on", "2026-11-11"]);
    store.ok(&["pause", "walk", "--from", "2026-11-13", "--until", "2026-11-14"]);
    store.ok(&["check", "sweets+5", "--on", "2026-11-03"]);
    store.ok(&["check", "sweets+4", "--on", "2026-11-10"]);
    store.ok(&["check", "sweets+6", "--on", "2026-11-17"]);
    let why = store.json(&["why", "walk"]);
    for (day, expected) in [(10, "missed"), (11, "excused"), (13, "excused"), (14, "excused"), (15, "missed")]
    {
        assert_eq!(verdict(&why, &format!("2026-11-{day}")), expected, "{day}");
    }
    let out = store.ok(&["why", "walk"]);
    let row = |words: &str| {
        let rows = out.lines().filter(|line| line.starts_with("  "));
        rows.into_iter()
            .find(|line| line.contains(words))
            .unwrap_or_else(|| panic!("{words}: {out}"))
            .to_owned()
    };
    assert!(row("Wed 11 Nov").contains("skip"), "{out}");
    assert!(row("Fri 13 Nov").contains("pause"), "{out}");
    assert!(row("Sun 15 Nov").contains("missed"), "{out}");
    let sweets = store.json(&["why", "sweets"]);
    assert_eq!(verdict(&sweets, "2026-11-02"), "missed");
    assert_eq!(verdict(&sweets, "2026-11-09"), "met");
    assert_eq!(verdict(&sweets, "2026-11-16"), "missed", "passed, while today is in it");
    assert!(line_with(&store.ok(&["why", "sweets"]), "Mon 9 Nov").contains("4 of at most 4"));
}

#[test]
fn a_parent_is_told_by_its_children() {
    let store = guest_posts();
    store.ok(&["check", "pitch+12", "fu+2"]);
    let out = store.ok(&["why", "post"]);
    assert!(line_with(&out, "Sun 22 Nov").contains("2 of 7"), "{out}");
}

#[test]
fn slack_and_rate_are_told() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Run n:3 every:week code:run"]);
    store.ok(&["check", "run"]);
    store.at("2026-11-19");
    // SEMANTICS 5.5: Thursday, 1 done on Monday: 4 − 2.
    assert_eq!(store.json(&["why", "run"])["streak"]["slack"], 2);
    assert!(line_with(&store.ok(&["why", "run"]), "unharmed").contains('2'));
    let out = broken().ok(&["why", "kids"]);
    // 7 met, 1 missed.
    assert!(line_with(&out, "rate").contains("88 %"), "{out}");
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
    let store = Store::new();
    store.ok(&["add", "Move house code:mh"]);
    store.ok(&["split", "mh", "Pack code:pack after:boxes", "  Kitchen code:kit", "Get boxes code:boxes"]);
    for code in ["pack", "kit"] {
        let why = store.json(&["why", code]);
        assert_eq!(
            (&why["state"], codes(&why["blocked_by"])),
            (&json!("blocked"), vec!["boxes".to_owned()]),
            "{code}"
        );
        let out = store.ok(&["why", code]);
        assert!(out.contains("`boxes`") && out.contains("Get boxes"), "{code}: {out}");
    }
    store.ok(&["check", "boxes"]);
    assert_eq!(store.json(&["why", "kit"])["blocked_by"], json!([]));
}

#[test]
fn why_a_step_waits() {
    let store = Store::new();
    store.ok(&["add", "Ahead from:2026-12-01 code:ahead"]);
    store.ok(&["split", "ahead", "Below code:below"]);
    store.ok(&["add", "Planned code:planned"]);
    store.ok(&["plan", "planned", "--on", "2026-11-30"]);
    for (code, day, words) in [
        ("ahead", "2026-12-01", "1 December 2026"),
        ("planned", "2026-11-30", "30 November 2026"),
        ("below", "2026-12-01", "1 December 2026"),
    ] {
        let why = store.json(&["why", code]);
        assert_eq!((&why["state"], &why["waiting_until"]), (&json!("waiting"), &json!(day)), "{code}");
        assert!(store.ok(&["why", code]).contains(words), "{code}");
    }
}

#[test]
fn how_expected_buffer_and_forecast_come_about() {
    let store = half_way();
    let pace = store.json(&["why", "gp"])["pace"].clone();
    assert_eq!(
        (&pace["expected"], &pace["buffer_days"], &pace["forecast"]),
        (&json!(26), &json!(14), &json!("2026-12-16"))
    );
    let out = store.ok(&["why", "gp"]);
    let expected = line_with(&out, "Expected");
    for part in ["26 posts", "52", "182", "364", "1 Jan 2026", "30 Dec 2026"] {
        assert!(expected.contains(part), "{part}: {out}");
    }
    let buffer = line_with(&out, "Buffer");
    // 28 are what the line wants 14 days on.
    assert!(buffer.contains("14 days") && buffer.contains("15 Jul 2026"), "{out}");
    let needed = line_with(&out, "Needed");
    assert!(needed.contains("24 posts") && needed.contains("183 days"), "{out}");
    let forecast = line_with(&out, "Forecast");
    for part in ["4 posts", "28 days", "24", "16 December 2026"] {
        assert!(forecast.contains(part), "{part}: {out}");
    }
}

#[test]
fn no_forecast_and_a_deadline_gone_by() {
    let mut store = half_way();
    store.at("2027-01-10");
    let out = store.ok(&["why", "gp"]);
    assert!(line_with(&out, "Needed").contains("30 December 2026"), "{out}");
    assert!(line_with(&out, "Forecast").contains("none"), "{out}");
}

#[test]
fn what_is_done_says_when() {
    let store = half_way();
    store.ok(&["check", "gp+24", "--on", "2026-06-25"]);
    let out = store.ok(&["why", "gp"]);
    assert!(out.contains("25 June 2026"), "{out}");
    assert!(!out.contains("Needed"), "{out}");
}

#[test]
fn what_fed_a_goal_is_told() {
    let mut store = Store::new();
    store.ok(&["add", "Publish 52 posts n:52 unit:posts by:+1y code:gp"]);
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
    // 7 in 28 days, 21 left: 84 days.
    let pace = store.json(&["why", "gp", "--if", "check +3"])["pace"].clone();
    assert_eq!(pace["forecast"], "2026-09-23");
    // 31 of 52 are what the line wants on day 217.
    assert_eq!(pace["buffer_days"], 35);
    assert_eq!(store.json(&["why", "gp"])["pace"]["buffer_days"], 14);
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
        ["", "dance", "check +lots", "skip someday", "check +0", "check -3", "skip tomorrow and friday"]
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
fn it_fits_60_columns() {
    let store = half_way();
    store.ok(&["split", "gp", "Guest post of the week every:week n:3 unit:\"quite long units\" code:post"]);
    for code in ["gp", "post"] {
        for columns in [60, 80, 120] {
            let ran = with(&store, &[("COLUMNS", &columns.to_string())], &["why", code]);
            assert!(ran.out.lines().all(|line| line.chars().count() <= columns), "{columns}: {}", ran.out);
        }
    }
}
