//! `next`: the one thing to do now.

use serde_json::{Value, json};

use crate::common::{guest_posts, with_goals};
use crate::harness::Store;

/// The code, the reason and the command of what comes behind so many others.
fn next(store: &Store, skip: &str) -> (String, String, String) {
    let told = store.json(&["next", "--skip", skip])["next"].clone();
    let text = |key: &str| told[key].as_str().unwrap_or("-").to_owned();
    (text("code"), text("reason"), text("command"))
}

fn codes(store: &Store) -> Vec<String> {
    let left = store.json(&["next"])["left"].as_u64().expect("a number");
    (0..left).map(|skip| next(store, &skip.to_string()).0).collect()
}

#[test]
fn rule_8_13_overdue_planned_behind_then_what_ends_first() {
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Nothing presses code:calm"]);
    store.ok(&["add", "Read every:day code:read"]);
    store.ok(&["add", "Long walk every:week code:walk"]);
    store.ok(&["add", "Pay rent by:2026-12-01 code:rent"]);
    store.ok(&["add", "Publish 52 posts n:52 unit:posts from:2026-11-02 by:2027-01-02 code:gp"]);
    store.ok(&["split", "gp", "Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["add", "Sell 10 tickets n:10 unit:tickets from:2026-11-02 by:2027-06-02 code:sell"]);
    store.ok(&["split", "sell", "Ask a friend code:ask"]);
    store.ok(&["add", "Fix the tap code:tap"]);
    store.ok(&["add", "Tax by:2026-11-10 code:tax"]);
    store.ok(&["split", "tax", "Find the papers code:papers"]);
    store.at("2026-11-16").ok(&["plan", "tap", "--on", "2026-11-16"]);
    store.at(crate::harness::NOW);
    // `gp` is behind, `sell` is not; what has no end comes last.
    let turns = ["papers", "tap", "gp", "pitch", "read", "walk", "rent", "sell", "ask", "calm"];
    assert_eq!(codes(&store), turns);
    let reasons: Vec<String> = (0..10).map(|skip| next(&store, &skip.to_string()).1).collect();
    assert_eq!(reasons[..3], ["overdue", "planned", "behind"]);
    assert_eq!(
        (reasons[3].as_str(), reasons[4].as_str(), reasons[9].as_str()),
        ("behind", "ends", "in turn")
    );
}

#[test]
fn rule_8_13_what_was_put_in_order_stands_before_all() {
    let store = Store::new();
    store.ok(&["add", "Tax by:2026-11-10 code:tax"]);
    store.ok(&["add", "Read every:day code:read"]);
    store.ok(&["add", "Walk every:day code:walk"]);
    let goal = |code: &str| {
        let made =
            store.journal().into_iter().find(|line| line.contains(&format!("\"{code}\""))).expect("a line");
        made.split("\"goal\":\"").nth(1).expect("a goal").split('"').next().expect("an id").to_owned()
    };
    let order = |code: &str, position: u32| {
        format!(r#"{{"plan":{{"goal":"{}","on":"2026-11-18","position":{position}}}}}"#, goal(code))
    };
    let line = crate::files::line(50, &[order("walk", 0), order("tax", 1)].join(","));
    crate::files::append(&store.shards().remove(0), format!("{line}\n"));
    assert_eq!(codes(&store), ["walk", "tax", "read"]);
}

#[test]
fn it_says_why_and_how_to_check_it_off() {
    let mut store = Store::new();
    store
        .at("2026-11-02")
        .ok(&["add", "Publish 52 posts n:52 unit:posts from:2026-11-02 by:2027-01-02 code:gp"]);
    store.ok(&["split", "gp", "Pitch websites n:12 unit:emails every:week feeds:1 code:pitch"]);
    store.ok(&["add", "Weight n:75 baseline:82 unit:kg by:2026-11-20 code:kg"]);
    store.ok(&["add", "Early nights at-most:0 every:day code:late"]);
    store.at(crate::harness::NOW);
    let line = |skip: &str| store.ok(&["next", "--skip", skip]);
    assert_eq!(
        line("0"),
        "pitch  Pitch websites  11 posts behind on “Publish 52 posts” · `goals check pitch+3`\n"
    );
    assert!(line("1").contains("due Fri 20 Nov · `goals check kg=…`"), "{}", line("1"));
    // A limit is nothing to do.
    assert!(line("2").contains("No more than 2 goals left for today."), "{}", line("2"));
    assert_eq!(store.ok(&["next", "--skip"]), line("1"));
    assert_eq!(store.ok(&["today", "--one"]), line("0"));
    assert_eq!(store.ok(&["today", "--one", "--skip"]), line("1"));
    let told = store.json(&["next"]);
    assert_eq!(
        (&told["day"], &told["left"], &told["next"]["code"]),
        (&json!("2026-11-18"), &json!(2), &json!("pitch"))
    );
    store.refused(2, &["next", "--skip", "few"], "few");
    store.refused(2, &["today", "--one", "--on", "fri"], "can't both be given");
    store.refused(2, &["today", "--skip", "2"], "--one");
}

#[test]
fn its_command_does_what_the_day_asks() {
    let store = guest_posts();
    for _ in 0..40 {
        let told = store.json(&["next"])["next"].clone();
        let Some(command) = told["command"].as_str() else {
            assert_eq!(store.ok(&["next"]), "All done for today.\n");
            return;
        };
        store.types(command.strip_prefix("goals ").expect("a command"));
    }
    panic!("never done: {}", store.ok(&["next"]));
}

#[test]
fn nothing_to_do_is_said() {
    assert!(Store::new().ok(&["next"]).contains("No goals yet"));
    assert_eq!(Store::new().json(&["next"])["next"], Value::Null);
    let store =
        with_goals(&["Read every:day code:read area:mind", "Swim every:day code:swim area:body who:Ann"]);
    assert!(store.ok(&["next", "--area", "body"]).starts_with("swim"));
    store.refused(1, &["next", "--area", "bdoy"], "bdoy");
    store.refused(1, &["next", "--who", "Bob"], "Bob");
    store.ok(&["check", "read", "swim"]);
    assert_eq!(store.ok(&["next"]), "All done for today.\n");
    store.ok(&["pause", "--all", "--from", "today"]);
    let resting = with_goals(&["Read every:day code:read"]);
    resting.ok(&["pause", "--all"]);
    assert_eq!(resting.ok(&["next"]), "Nothing to do now.\n");
}
