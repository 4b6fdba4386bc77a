//! `plan` alone: the coming days.

use serde_json::{Value, json};

use crate::common::{codes, line_with, with_goals};
use crate::harness::{NOW, Store};

/// The row of a day.
fn day(told: &Value, day: &str) -> Value {
    let days = told["days"].as_array().expect("days");
    days.iter().find(|row| row["day"] == day).unwrap_or_else(|| panic!("no {day} in {told}")).clone()
}

/// Codes and amounts of what a day asks.
fn asks(told: &Value, of: &str) -> Vec<(String, Value)> {
    let row = day(told, of);
    let asks = row["asks"].as_array().expect("asks");
    asks.iter().map(|ask| (ask["code"].as_str().expect("a code").to_owned(), ask["amount"].clone())).collect()
}

fn ask(code: &str, amount: u32) -> (String, Value) {
    (code.to_owned(), json!(amount))
}

/// From Wednesday 18 November on.
fn store() -> Store {
    let mut store = Store::new();
    store.at("2026-11-16T09:00:00+01:00").ok(&["add", "Move house code:mh by:2026-12-31"]);
    store.ok(&[
        "split",
        "mh",
        "Pack code:pack",
        "Order a van code:van by:2026-11-21",
        "Pay code:pay by:2026-11-17",
    ]);
    store.ok(&["add", "Read 20 pages every:day n:20 unit:pages code:read"]);
    store.ok(&["add", "Swim every:mon,thu code:swim"]);
    store.ok(&["add", "Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["add", "Long walk every:week code:walk"]);
    store.ok(&["add", "Garden every:day from:2026-11-22 code:garden"]);
    store.ok(&["add", "No sweets every:day at-most:0 code:sweets"]);
    store.ok(&["add", "Course every:day by:2026-11-19 code:course"]);
    store.at(NOW);
    store.ok(&["plan", "pack", "--on", "fri"]);
    store
}

#[test]
fn rule_8_14_the_coming_seven_days_with_what_each_asks() {
    let store = store();
    let told = store.json(&["plan"]);
    assert_eq!((&told["day"], &told["until"]), (&json!("2026-11-18"), &json!("2026-11-24")));
    assert_eq!(told["days"].as_array().map(Vec::len), Some(7));
    // 12 of the week on its last five days: 3, 3, 2, 2, 2.
    let wednesday = [ask("read", 20), ask("pitch", 3), ask("course", 1)];
    assert_eq!(asks(&told, "2026-11-18"), wednesday);
    assert_eq!(codes(&day(&told, "2026-11-18")["goals"]), ["pay"]);
    assert_eq!(day(&told, "2026-11-18")["goals"][0]["overdue"], true);
    assert_eq!(day(&told, "2026-11-18")["count"], 4);
    let thursday = [ask("read", 20), ask("swim", 1), ask("pitch", 3), ask("course", 1)];
    assert_eq!(asks(&told, "2026-11-19"), thursday);
    assert_eq!(day(&told, "2026-11-19")["goals"][0]["ends"], true);
    assert_eq!(codes(&day(&told, "2026-11-20")["goals"]), ["pack"]);
    assert_eq!(codes(&day(&told, "2026-11-21")["goals"]), ["van"]);
    let sunday = [ask("read", 20), ask("pitch", 2), ask("walk", 1), ask("garden", 1)];
    assert_eq!(asks(&told, "2026-11-22"), sunday);
    assert_eq!(codes(&day(&told, "2026-11-22")["goals"]), ["garden"]);
    assert_eq!(day(&told, "2026-11-22")["goals"][0]["begins"], true);
    assert_eq!(day(&told, "2026-11-22")["count"], 4);
    // The next week shares anew over seven days.
    assert_eq!(
        asks(&told, "2026-11-23"),
        [ask("read", 20), ask("swim", 1), ask("pitch", 2), ask("garden", 1)]
    );
}

#[test]
fn rule_8_14_what_was_done_today_is_taken_off() {
    let store = store();
    store.ok(&["check", "read=20", "pitch+8", "course"]);
    let told = store.json(&["plan"]);
    assert_eq!(asks(&told, "2026-11-18"), []);
    assert_eq!(asks(&told, "2026-11-19")[2], ask("pitch", 1));
    assert_eq!(
        asks(&told, "2026-11-22"),
        [ask("read", 20), ask("pitch", 1), ask("walk", 1), ask("garden", 1)]
    );
    // Other periods ask as much as before.
    assert!(asks(&told, "2026-11-23").contains(&ask("pitch", 2)), "{told}");
    assert!(asks(&told, "2026-11-19").contains(&ask("read", 20)), "{told}");
    store.ok(&["pause", "read", "--from", "2026-11-20"]);
    let told = store.json(&["plan"]);
    assert!(!asks(&told, "2026-11-21").contains(&ask("read", 20)), "{told}");
    store.ok(&["check", "pack", "van"]);
    assert_eq!(day(&store.json(&["plan"]), "2026-11-20")["goals"], json!([]));
}

#[test]
fn it_reads_day_by_day() {
    let store = store();
    let page = store.ok(&["plan"]);
    assert!(line_with(&page, "18 November").ends_with("4 to do"), "{page}");
    assert!(line_with(&page, "Pay").contains("overdue since 17 Nov"), "{page}");
    assert!(line_with(&page, "  pack").ends_with("planned"), "{page}");
    assert!(line_with(&page, "  van").ends_with("due"), "{page}");
    assert!(page.contains("  read 20 pages, pitch 3 emails, course\n"), "{page}");
    assert!(!page.contains("sweets"), "{page}");
    assert_eq!(store.json(&["plan", "--until", "fri"])["days"].as_array().map(Vec::len), Some(3));
    assert!(store.run(&["plan", "--until", "fri"]).err.contains("Friday 20 November"));
    store.refused(2, &["plan", "--until", "2026-11-17"], "not within");
    store.refused(2, &["plan", "--until", "2028-01-01"], "not within");
    store.refused(2, &["plan", "pack"], "needs `--on DAY`");
    store.refused(2, &["plan", "--on", "fri"], "needs the code of a goal");
    store.refused(2, &["plan", "pack", "--on", "fri", "--until", "sat"], "can't both be given");
    assert!(Store::new().ok(&["plan"]).contains("No goals yet"));
    let calm = with_goals(&["Write a book code:book"]);
    assert!(line_with(&calm.ok(&["plan"]), "18 November").ends_with("nothing asked"));
}
