//! Whose a goal is, and who did something: SEMANTICS 8.5 and 10.7.

use serde_json::{Value, json};

use crate::common::{codes, line_with, says, with_goals};
use crate::files::{first_goal, line};
use crate::harness::Store;
use crate::state::Tale;
use goals::domain::report::agenda::{Agenda, Choice};

fn of(tale: &Tale, who: &str) -> String {
    let judge = tale.judge();
    let agenda = Agenda::of(&judge, &Choice { who: Some(who.to_owned()), ..Choice::default() });
    let lines = agenda.groups.iter().flat_map(|group| &group.lines);
    lines.map(|line| tale.state.tree.code(line.goal.id).to_string()).collect::<Vec<_>>().join(" ")
}

/// What `report` says of each.
fn owners(store: &Store) -> Vec<(String, Value)> {
    let report = store.json(&["report"]);
    let owners = report["owners"].as_array().expect("owners");
    owners
        .iter()
        .map(|owner| (owner["name"].as_str().expect("a name").to_owned(), owner["activities"].clone()))
        .collect()
}

#[test]
fn rule_8_5_several_owners_are_people_of_whom_each_is_it() {
    let tale = Tale::of("2026-11-16", "A who:Ann,Ben code:a\nB who:\"Ben, Cleo\" code:b\nN code:n");
    assert_eq!(of(&tale, "ann"), "a n");
    assert_eq!(of(&tale, "BEN"), "a b n");
    assert_eq!(of(&tale, "Cleo"), "b n");
    assert_eq!(of(&tale, "Ann,Ben"), "n");
}

#[test]
fn rule_8_5_a_filter_refuses_a_name_nobody_has() {
    let store = with_goals(&["A every:day who:Ann,Ben area:work code:a"]);
    for command in ["today", "log"] {
        let ran = store.refused(1, &[command, "--who", "Anm"], "nobody has the name `Anm`");
        assert!(ran.err.contains("hint: did you mean `Ann`?"), "{ran:?}");
        let ran = store.refused(1, &[command, "--who", "Zacharias"], "nobody has the name `Zacharias`");
        assert!(ran.err.contains("hint: known so far: `Ann`, `Ben`"), "{ran:?}");
        store.ok(&[command, "--who", "ben"]);
    }
    for command in ["today", "log", "report"] {
        let ran = store.refused(1, &[command, "--area", "wrok"], "nothing has the area `wrok`");
        assert!(ran.err.contains("hint: did you mean `work`?"), "{ran:?}");
        store.ok(&[command, "--area", "WORK"]);
    }
    let ran = Store::new().refused(1, &["today", "--who", "Ann"], "nobody has the name `Ann`");
    assert!(ran.err.contains("`--who NAME` of `goals add`"), "{ran:?}");
}

#[test]
fn rule_8_5_a_name_is_known_by_what_was_done_or_by_who_is_at_the_keyboard() {
    let store = with_goals(&["A every:day code:a"]);
    store.ok(&["check", "a", "--as", "Ann"]);
    assert_eq!(codes(&store.json(&["today", "--who", "ann"])["goals"]), ["a"]);
    store.ok(&["config", "me", "Kim"]);
    store.ok(&["today", "--who", "kim"]);
    store.ok(&["win", "Cooked", "--area", "family"]);
    store.ok(&["today", "--area", "family"]);
}

#[test]
fn rule_10_7_an_entry_tells_who_did_it() {
    let mut store = with_goals(&["Run every:week n:9 code:run"]);
    assert!(store.journal().iter().all(|line| !line.contains(r#""by""#)));
    store.ok(&["config", "me", "Ann"]);
    store.ok(&["check", "run"]);
    let last = store.journal().pop().expect("a line");
    let entry: Value = serde_json::from_str(&last).expect("JSON");
    assert_eq!(entry["by"], "Ann");
    store.ok(&["check", "run", "--as", "  Ben  Smith "]);
    store.ok(&["check", "run", "--as", "none"]);
    let entries = store.json(&["log"])["entries"].clone();
    let who: Vec<&Value> = entries.as_array().expect("entries").iter().map(|it| &it["who"]).collect();
    assert_eq!(who, [&Value::Null, &json!("Ben Smith"), &json!("Ann")]);
    // Another machine that shares the journal has nobody at it.
    store.on_device("other");
    let other = store.command(&["check", "run"]).env("XDG_STATE_HOME", store.home().join("other")).output();
    assert!(other.expect("it runs").status.success());
    assert_eq!(store.json(&["log"])["entries"][0]["who"], Value::Null);
    store.refused(2, &["check", "run", "--as", "Ann,Ben"], "more than one person");
    store.refused(2, &["config", "me", "Ann, Ben"], "more than one person");
}

#[test]
fn rule_10_7_me_is_kept_on_this_machine_and_not_in_the_journal() {
    let store = with_goals(&["A who:Ann code:a", "B who:Ben code:b"]);
    let before = store.journal();
    let told = store.json(&["config", "me", "Ann"]);
    assert_eq!(told["changed"], json!([{"key": "me", "value": "Ann"}]));
    assert_eq!(store.json(&["config", "me", "Ann"])["changed"], json!([]));
    assert_eq!(store.journal(), before);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["a"]);
    store.ok(&["config", "me", "none"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["a", "b"]);
}

#[test]
fn rule_10_7_an_old_config_me_holds_where_the_machine_has_none() {
    let store = with_goals(&["A who:Ann code:a", "B who:Ben code:b"]);
    let shard = store.shards().remove(0);
    let old = line(9_000_000, r#"{"config":{"key":"me","value":"Ann","day":"2026-11-18"}}"#);
    let text = std::fs::read_to_string(&shard).expect("a shard");
    std::fs::write(&shard, format!("{text}{old}\n")).expect("it is written");
    assert_eq!(store.ok(&["config", "me"]), "Ann\n");
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["a"]);
    // Whose machine that was is not known: nothing is written in Ann's name.
    store.ok(&["check", "a"]);
    assert!(!store.journal().pop().expect("a line").contains(r#""by""#));
    store.ok(&["undo"]);
    store.ok(&["config", "me", "none"]);
    assert_eq!(codes(&store.json(&["today"])["goals"]), ["a", "b"]);
    store.ok(&["config", "me", "Ben"]);
    assert_eq!(store.ok(&["config", "me"]), "Ben\n");
}

#[test]
fn rule_10_7_log_is_asked_for_what_somebody_did() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Meet every:day n:9 code:meet"]);
    store.ok(&["add", "Call every:day who:Ann,Ben code:call"]);
    store.ok(&["check", "meet", "--as", "Ben"]);
    store.ok(&["check", "call"]);
    store.at("2026-11-17").ok(&["check", "call", "--as", "Cleo"]);
    let of = |who: &str| {
        let entries = store.json(&["log", "--who", who])["entries"].clone();
        let entries = entries.as_array().expect("entries").clone();
        let told = entries.iter().map(|it| format!("{} {}", it["day"], it["code"]).replace('"', ""));
        told.collect::<Vec<_>>()
    };
    assert_eq!(of("ben"), ["2026-11-16 call", "2026-11-16 meet"]);
    assert_eq!(of("ANN"), ["2026-11-16 call"]);
    assert_eq!(of("Cleo"), ["2026-11-17 call"]);
    let page = store.ok(&["log"]);
    assert!(line_with(&page, "meet").ends_with("Ben"), "{page}");
}

#[test]
fn rule_10_7_who_does_what_counts_who_did_it_else_the_owner() {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Round every:week n:5 who:Ann code:round"]);
    store.ok(&["add", "Both every:day who:Ann,Ben code:both"]);
    store.ok(&["add", "Nobody's every:week n:9 code:free"]);
    for _ in 0..2 {
        store.ok(&["check", "round", "--as", "Ben"]);
    }
    store.ok(&["check", "round"]);
    store.ok(&["check", "both"]);
    store.ok(&["check", "free", "--as", "Cleo"]);
    store.ok(&["check", "free"]);
    store.ok(&["config", "me", "cleo"]);
    store.ok(&["win", "A new client"]);
    let wanted = [("Ann", 2), ("Ben", 3), ("Cleo", 2)].map(|(name, count)| (name.to_owned(), json!(count)));
    assert_eq!(owners(&store), wanted);
    // Also long after, when of what is old the sums alone are kept.
    store.at("2027-05-01");
    assert_eq!(owners(&store), wanted);
    assert_eq!(owners(&store), wanted, "from the snapshot");
}

#[test]
fn rule_10_7_who_did_most_of_what_counts_once_did_it() {
    let store = with_goals(&["Round every:day unit:km n:9 who:Ann code:round"]);
    store.ok(&["check", "round+1", "--as", "Ben"]);
    store.ok(&["check", "round+8", "--as", "Cleo"]);
    let told = owners(&store);
    let of = |name: &str| {
        told.iter().find(|(known, _)| known == name).map_or(json!(0), |(_, count)| count.clone())
    };
    assert!(of("Cleo").as_u64() > of("Ben").as_u64(), "{told:?}");
    assert_eq!(of("Ann"), 0, "{told:?}");
}

#[test]
fn rule_10_7_what_was_taken_back_is_nobody_s() {
    let store = with_goals(&["Round every:week n:5 who:Ann code:round"]);
    store.ok(&["check", "round+3", "--as", "Ben"]);
    store.ok(&["check", "round=1", "--as", "Ben"]);
    assert_eq!(owners(&store), [("Ann", 0), ("Ben", 1)].map(|(name, count)| (name.to_owned(), json!(count))));
}

#[test]
fn what_a_newer_version_added_within_a_field_is_passed_over_and_said_once() {
    let store = with_goals(&["Run every:day code:run"]);
    let goal = first_goal(&store);
    let shard = store.shards().remove(0);
    let text = std::fs::read_to_string(&shard).expect("a shard");
    let set = |field: &str| {
        let set = format!(r#"{{"set":{{"goal":"{goal}","day":"2026-11-18",{field}}}}}"#);
        line(9_000_000, &set)
    };
    for (field, unknown) in [
        (r#""schedule":{"every":"week","target":3,"pace":{"deep":[1]}}"#, "field set.schedule.pace"),
        (
            r#""place":{"position":7,"colour":"red"},"schedule":{"every":"week","target":3}"#,
            "field set.place.colour",
        ),
        (r#""mood":"fine","schedule":{"every":"week","target":3}"#, "field set.mood"),
    ] {
        std::fs::write(&shard, format!("{text}{}\n{}\n", set(field), line(9_000_001, r#"{"cheer":{}}"#)))
            .expect("it is written");
        let ran = store.run(&["list", "--json"]);
        assert_eq!(ran.err.matches("newer version").count(), 1, "{field}: {ran:?}");
        assert_eq!(ran.err.lines().count(), 1, "{field}: {ran:?}");
        says(&store.goal("run"), &json!({"cadence": "week", "target": 3}));
        let doctor = store.json(&["doctor"]);
        assert_eq!(doctor["unreadable"], json!([]), "{field}");
        assert_eq!(doctor["newer"][0]["unknown"], json!([unknown]), "{field}");
    }
}

#[test]
fn rule_10_7_what_somebody_did_today_is_hers_or_nobodys() {
    let store = with_goals(&["A code:a who:Ann", "B code:b who:Ben", "C code:c", "D code:d who:Ann,Ben"]);
    store.ok(&["check", "a", "b", "c", "d"]);
    store.ok(&["add", "E code:e"]);
    store.ok(&["add", "F code:f who:Ann"]);
    store.ok(&["check", "e", "f", "--as", "Ben"]);
    store.ok(&["win", "All did"]);
    let done = |args: &[&str]| {
        let items = store.json(args)["done_today"].clone();
        let items = items.as_array().expect("items").clone();
        items.iter().map(|it| it["title"].as_str().expect("a title").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(done(&["today", "--who", "ann"]), ["A", "C", "D", "All did"]);
    assert_eq!(done(&["today", "--who", "Ben"]), ["B", "C", "D", "E", "F", "All did"]);
    assert_eq!(done(&["today"]).len(), 7);
    assert!(!store.ok(&["today", "--who", "Ann"]).contains("  b"));
}
