//! `today`: the outline of the day, for people and programs.

use serde_json::{Value, json};

use crate::common::{codes, find, guest_posts, has_keys, says, with_goals};
use crate::harness::Store;

#[test]
fn goals_alone_is_today() {
    let store = guest_posts();
    assert_eq!(store.ok(&[]), store.ok(&["today"]));
    assert_eq!(store.json(&[]), store.json(&["today"]));
}

#[test]
fn json_says_at_least_what_was_promised() {
    let store = guest_posts();
    store.ok(&["check", "kids", "--note", "zoo"]);
    store.ok(&["win", "Cooked"]);
    let today = store.json(&["today", "--all"]);
    has_keys(&today, "day goals done_today counted");
    assert_eq!(today["day"], "2026-11-18");
    assert_eq!(today["counted"], json!({"done": 1, "of": 8}));
    for goal in today["goals"].as_array().expect("goals") {
        has_keys(
            goal,
            "code title path area cadence unit target at_most done state period share_today streak overdue \
             due who children",
        );
        has_keys(&goal["period"], "from to");
    }
    for done in today["done_today"].as_array().expect("what was done") {
        has_keys(done, "code title amount at note area");
    }
    let kids = find(&today["done_today"], "kids");
    assert_eq!((&kids["note"], &kids["area"], &kids["amount"]), (&json!("zoo"), &json!("family"), &json!(1)));
    assert!(
        kids["at"].as_str().is_some_and(|at| at.starts_with("2026-11-18T18:20:00") && at.ends_with("+01:00"))
    );
    assert_eq!(today["done_today"][1]["code"], Value::Null);
    let pitch = find(&today["goals"], "pitch");
    assert_eq!(pitch["path"], json!(["gp", "post", "pitch"]));
    says(pitch, &json!({"unit": "emails", "area": null, "who": null}));
    assert_eq!((&pitch["overdue"], &pitch["children"]), (&json!(false), &json!(0)));
    let gp = find(&today["goals"], "gp");
    says(gp, &json!({"due": "2027-11-18", "children": 1, "cadence": "once"}));
    assert_eq!(gp["period"]["to"], Value::Null);
}

#[test]
fn goals_with_children_are_in_the_json() {
    let store = guest_posts();
    let today = store.json(&["today"]);
    assert_eq!(
        codes(&today["goals"]),
        ["gp", "post", "pitch", "fu", "outl", "write", "ed", "si", "pub", "kids"]
    );
}

#[test]
fn another_day_is_shown_as_it_was() {
    let store = guest_posts();
    store.ok(&["check", "kids", "--on", "yesterday"]);
    let ran = store.run(&["today", "--on", "last tue"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("Tuesday 17 November 2026"), "{ran:?}");
    let then = store.json(&["today", "--on", "2026-11-17"]);
    assert_eq!(then["day"], "2026-11-17");
    assert_eq!(find(&then["goals"], "kids")["state"], "met");
    assert_eq!(codes(&then["done_today"]), ["kids"]);
    assert_eq!(find(&store.json(&["today"])["goals"], "kids")["state"], "open");
    store.refused(2, &["today", "--on", "someday"], "someday");
}

#[test]
fn one_area_alone() {
    let store = guest_posts();
    store.ok(&["win", "Cooked", "--area", "family"]);
    store.ok(&["win", "A new client", "--area", "work"]);
    let family = store.json(&["today", "--area", "Family"]);
    assert_eq!(codes(&family["goals"]), ["kids"]);
    assert_eq!(family["done_today"].as_array().map(Vec::len), Some(1));
    let ran = store.refused(1, &["today", "--area", "wrok"], "nothing has the area `wrok`");
    assert!(ran.err.contains("did you mean `work`?"), "{ran:?}");
}

#[test]
fn states_8_6() {
    let mut store = Store::new();
    store.at("2026-11-16");
    for line in [
        "Open every:day code:open",
        "Met every:day code:met",
        "Missed at-most:1 every:day code:missed",
        "Excused every:day code:excused",
        "Paused every:week code:paused",
        "Waiting every:day from:2026-12-01 code:waiting",
        "Done code:done",
        "Ended every:day by:2026-11-17 code:ended",
        "Blocked code:blocked after:open",
    ] {
        store.ok(&["add", line]);
    }
    store.at("2026-11-18");
    store.ok(&["check", "met", "missed+2", "done"]);
    store.ok(&["skip", "excused"]);
    store.ok(&["pause", "paused"]);
    for state in ["open", "met", "missed", "excused", "paused", "waiting", "done", "ended", "blocked"] {
        assert_eq!(store.goal(state)["state"], state);
    }
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["open", "met", "missed", "done"]);
}

#[test]
fn no_more_than_reading_is_done() {
    let store = Store::new();
    store.ok(&["today"]);
    store.ok(&["today", "--json"]);
    assert!(!store.dir().exists(), "the store is made by the first change");
}

/// The last day there is, a Friday, is none of those that are listed, and no day comes behind it.
#[test]
fn listed_weekdays_end_with_the_last_day_there_is() {
    let mut store = with_goals(&["Swim every:mon,thu code:swim"]);
    store.at("9999-12-31");
    let ran = store.run(&["today"]);
    assert!(ran.out.contains("Friday 31 December 9999"), "{ran:?}");
}

/// The words of the page, in one line.
fn said(store: &Store) -> String {
    store.ok(&["today"]).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn rule_8_1_a_goal_with_a_child_stands_with_its_code_and_box() {
    let mut store = Store::new();
    store
        .at("2026-11-16T09:00:00+01:00")
        .ok(&["add", "Gym", "--code", "gym", "--every", "week", "--target", "2"]);
    store.ok(&["split", "gym", "Shoes code:sh every:once"]);
    assert!(store.ok(&["today"]).contains("\n[ ] gym   Gym    0/2 this week"), "{}", store.ok(&["today"]));
    assert!(store.ok(&["today"]).contains("\n  [ ] sh  Shoes\n"), "{}", store.ok(&["today"]));
    store.ok(&["check", "sh"]);
    store.at("2026-11-17T09:00:00+01:00");
    assert!(
        store.ok(&["today"]).contains("other\n  [ ] gym  Gym  0/2 this week"),
        "{}",
        store.ok(&["today"])
    );
}

#[test]
fn rule_8_1_the_mark_is_in_the_header_the_prompt_and_the_document() {
    let store = with_goals(&["Pitch n:12 unit:emails every:week code:pitch", "Read every:day code:read"]);
    store.ok(&["check", "pitch+4"]);
    let page = store.ok(&["today"]);
    assert!(
        page.contains("1 of 2 done") && page.contains("[~] pitch") && page.contains("[ ] read"),
        "{page}"
    );
    assert_eq!(store.ok(&["prompt"]), "1/2\n");
    let today = store.json(&["today"]);
    assert_eq!(find(&today["goals"], "pitch")["enough_today"], true);
    assert_eq!(find(&today["goals"], "read")["enough_today"], false);
    assert_eq!(today["counted"], json!({"done": 1, "of": 2}));
}

#[test]
fn rule_8_1_the_document_has_each_line_s_mark() {
    let store = with_goals(&[
        "Pitch n:12 unit:emails every:week code:pitch",
        "Read every:day code:read",
        "Run every:day code:run",
        "Coffee every:day at-most:2 code:coffee",
        "Sweets every:day at-most:0 code:sweets",
        "Pages n:any code:pages",
        "Move house code:mh",
    ]);
    store.ok(&["split", "mh", "Pack code:pack"]);
    store.ok(&["check", "pitch+4", "run", "sweets", "pages+3"]);
    let today = store.json(&["today", "--all"]);
    let mark = |code: &str| find(&today["goals"], code)["mark"].clone();
    for (code, wanted) in [
        ("pitch", "enough"),
        ("read", "open"),
        ("run", "done"),
        ("coffee", "kept"),
        ("sweets", "passed"),
        ("pages", "counted"),
        ("pack", "open"),
    ] {
        assert_eq!(mark(code), wanted, "{code}");
    }
    assert_eq!(mark("mh"), Value::Null, "what is below it is to be done");
    store.ok(&["pause", "read"]);
    assert_eq!(find(&store.json(&["today", "--all"])["goals"], "read")["mark"], "held");
}

#[test]
fn rule_8_7_what_is_paused_is_said_on_one_line() {
    let mut store = with_goals(&["Gym every:day code:gym", "Run every:day code:run"]);
    store.at("2026-11-20").ok(&["pause", "gym"]);
    store.at("2026-11-21");
    assert!(
        store.ok(&["today"]).contains("\nPaused: gym since 20 Nov, no end\n"),
        "{}",
        store.ok(&["today"])
    );
    store.ok(&["pause", "--all", "--until", "2026-11-27"]);
    let line = "Paused: everything until Fri 27 Nov; gym since 20 Nov, no end · `goals resume --all`";
    assert!(said(&store).contains(line), "{}", said(&store));
    store.ok(&["resume", "gym"]);
    let line = "Nothing to do today. Paused: everything until Fri 27 Nov · `goals resume --all`";
    assert!(said(&store).contains(line), "{}", said(&store));
    assert_eq!(store.ok(&["prompt"]), "paused\n");
    assert_eq!(
        store.json(&["today"])["paused"],
        json!([{"code": null, "from": "2026-11-21", "until": "2026-11-27"}])
    );
}

#[test]
fn rule_8_8_an_absence_is_said_until_it_is_answered() {
    let mut store = Store::new();
    store.at("2026-11-04").ok(&["add", "Read every:day code:read"]);
    store.ok(&["add", "Post n:2 every:week code:post"]);
    for day in ["2026-11-05", "2026-11-06", "2026-11-07"] {
        store.at(day).ok(&["check", "read"]);
    }
    // Two days are no absence.
    store.at("2026-11-10");
    assert_eq!(store.json(&["today"])["away"], Value::Null);
    store.at("2026-11-11");
    let line = "Away since Sun 8 Nov. `goals pause --away` pauses those days; streaks are kept.";
    assert!(said(&store).contains(line), "{}", said(&store));
    store.ok(&["check", "read"]);
    assert!(said(&store).contains(line), "it is not answered by going on: {}", said(&store));
    assert_eq!(store.streak("read")["current"], 1);
    let ran = store.ok(&["pause", "--away"]);
    assert!(ran.contains("Everything paused from Sun 8 Nov to Tue 10 Nov; the pace line goes on."), "{ran}");
    assert_eq!(store.json(&["today"])["away"], Value::Null);
    // The week that ended in it is passed over, too.
    assert_eq!((&store.streak("read")["current"], &store.streak("post")["missed"]), (&json!(4), &json!(0)));
    store.refused(1, &["pause", "--away"], "no days away");
    store.at("2026-11-12");
    assert_eq!(store.json(&["today"])["away"], Value::Null);
}

#[test]
fn rule_8_8_what_was_not_missed_or_was_entered_otherwise_is_no_absence() {
    let mut store = Store::new();
    store.at("2026-11-09").ok(&["add", "Post every:week code:post"]);
    store.at("2026-11-14");
    // Nothing was missed yet; then the week is.
    assert_eq!(store.json(&["today"])["away"], Value::Null);
    store.at("2026-11-16");
    assert_eq!(store.json(&["today"])["away"]["from"], "2026-11-10");
    // An entry of any kind is one, also for a day in between.
    store.ok(&["edit", "post", "--why", "x"]);
    store.at("2026-11-17");
    assert_eq!(store.json(&["today"])["away"], Value::Null);
    let mut store = Store::new();
    store.at("2026-11-04").ok(&["add", "Read every:day code:read"]);
    store.at("2026-11-12").ok(&["check", "read", "--on", "2026-11-10"]);
    assert_eq!(store.json(&["today"])["away"], Value::Null);
    // Paused days are no absence.
    let mut store = Store::new();
    store.at("2026-11-04").ok(&["add", "Read every:day code:read"]);
    store.ok(&["check", "read"]);
    store.ok(&["pause", "--all", "--from", "2026-11-05", "--until", "2026-11-15"]);
    store.at("2026-11-16");
    assert_eq!(store.json(&["today"])["away"], Value::Null);
}

#[test]
fn rule_8_9_all_done_is_said_and_on_the_last_day_what_the_week_came_to() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Read every:day code:read"]);
    for day in ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-20", "2026-11-21"] {
        store.at(day).ok(&["check", "read"]);
    }
    assert!(store.ok(&["today"]).contains("\nAll done for today.\n"), "{}", store.ok(&["today"]));
    assert_eq!(store.json(&["today"])["week"], Value::Null);
    store.at("2026-11-22");
    assert!(!store.ok(&["today"]).contains("All done"));
    store.ok(&["check", "read"]);
    let line = "All done for today. The week came to 6 activities: 6 met, 1 missed.";
    assert!(said(&store).contains(line), "{}", said(&store));
    assert_eq!(store.json(&["today"])["week"], json!({"activities": 6, "met": 6, "missed": 1}));
}

#[test]
fn rule_8_9_a_filter_that_matches_nothing_says_so() {
    let store = with_goals(&["Read every:day area:home code:read"]);
    store.refused(1, &["today", "--area", "hoem"], "`hoem`");
    store.ok(&["add", "Old every:day area:attic code:old"]);
    store.ok(&["archive", "old"]);
    let page = store.ok(&["today", "--area", "attic"]);
    assert!(page.contains("No goal is in the area `attic`."), "{page}");
    store.ok(&["skip", "read"]);
    let page = store.ok(&["today", "--area", "home"]);
    assert!(page.contains("Nothing to do today."), "{page}");
}

#[test]
fn rule_8_11_what_can_wait_is_counted_and_named() {
    let store = with_goals(&[
        "Budget every:month n:2 code:money",
        "Call every:month code:call",
        "Tax every:year code:tax",
    ]);
    let page = store.ok(&["today"]);
    assert!(page.contains("\n+2 later this month: money, call\n"), "{page}");
    assert!(page.contains("\n+1 later this year: tax\n"), "{page}");
    assert_eq!(codes(&store.json(&["today"])["later"]), ["money", "call", "tax"]);
}

#[test]
fn rule_8_1_a_goal_below_which_nothing_goes_on_says_how_it_is_closed() {
    let mut store = Store::new();
    store.at("2026-11-02").ok(&["add", "Be fit", "--code", "fit"]);
    store.ok(&["split", "fit", "Walk every:day by:2026-11-03 code:walk", "Buy shoes code:shoes"]);
    store.ok(&["check", "walk", "shoes"]);
    store.at("2026-11-04");
    let page = store.ok(&["today"]);
    assert!(page.contains("[ ] fit  Be fit  2 of 3 · 1 of 1 step · `goals finish fit` closes it"), "{page}");
}
