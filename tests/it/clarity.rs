//! Hints: what a goal lacks that makes it doable, said when it is made.

use serde_json::Value;

use crate::common::with_goals;
use crate::harness::Store;

fn hints(document: &Value) -> Vec<String> {
    let found = document["hints"].as_array().cloned().unwrap_or_default();
    let texts = found.iter().map(|hint| hint["text"].as_str().expect("a text").to_owned());
    texts.filter(|text| !text.contains("One small thing")).collect()
}

/// The hints for a macro goal.
fn added(line: &str) -> Vec<String> {
    hints(&Store::new().json(&["add", line]))
}

/// The hints for lines below a macro goal that lacks nothing.
fn split(lines: &[&str]) -> Vec<String> {
    let store = Store::new();
    let gp = store.json(&["add", "Publish 52 guest posts n:52 unit:posts by:+1y why:\"links back\" code:gp"]);
    assert_eq!(hints(&gp), [""; 0]);
    // Something below it moves its target.
    assert_eq!(hints(&store.json(&["split", "gp", "See it published every:week feeds:1"])), [""; 0]);
    hints(&store.json(&[&["split", "gp"], lines].concat()))
}

/// Exactly one hint, that has this word in it and is one line.
fn one(hints: &[String], word: &str) {
    assert_eq!(hints.len(), 1, "{hints:?}");
    assert!(hints[0].to_lowercase().contains(word), "`{word}` is not in {hints:?}");
    assert!(!hints[0].trim().contains('\n'), "{hints:?}");
}

#[test]
fn a_macro_goal_without_a_target() {
    one(&added("Publish guest posts by:+1y why:links"), "target");
    assert_eq!(added("Publish guest posts n:52 by:+1y why:links"), [""; 0]);
    assert_eq!(added("Lose weight baseline:90 n:80 by:+1y why:\"my knees\""), [""; 0]);
}

#[test]
fn a_macro_goal_without_a_deadline() {
    one(&added("Publish 52 guest posts n:52 why:links"), "deadline");
    one(&added("Raise site traffic by 20 % n:+20% baseline:1000 why:\"more readers\""), "deadline");
    assert_eq!(added("Publish 52 guest posts n:52 by:2027-11-17 why:links"), [""; 0]);
}

#[test]
fn a_macro_goal_without_a_reason() {
    one(&added("Publish 52 guest posts n:52 by:+1y"), "why");
    assert_eq!(added("Publish 52 guest posts n:52 by:+1y why:\"links back to our site\""), [""; 0]);
}

/// A small thing is none that has to be measured, and whoever has said nothing yet is asked one thing at a time.
#[test]
fn one_thing_is_asked_at_a_time_and_nothing_of_a_small_thing() {
    for small in ["Call the dentist", "Buy milk", "Be financially independent", "Fix the gate by:fri"] {
        assert_eq!(added(small), [""; 0], "{small}");
    }
    one(&added("Improve engagement by:+1y"), "vague");
    one(&added("Be financially independent by:+1y"), "target");
    one(&added("Be financially independent why:freedom"), "target");
    one(&added("Save 10000 n:10000 unit:euros"), "deadline");
}

#[test]
fn a_habit_of_its_own_and_a_micro_goal_lack_nothing() {
    assert_eq!(added("Time with the children every:day area:family"), [""; 0]);
    assert_eq!(added("No smoking at-most:0 every:day"), [""; 0]);
    assert_eq!(split(&["Pitch websites n:12 every:week", "Outline", "Write 100 words"]), [""; 0]);
}

#[test]
fn a_vague_title() {
    for bad in
        ["Improve engagement", "Write better", "More pitches", "IMPROVE the pitch", "Do it better, and often"]
    {
        one(&split(&[bad]), "vague");
    }
    for good in [
        "Raise engagement by 20 %",
        "Improve engagement by 20 %",
        "Send 2 more pitches",
        "Improve the pitch n:3",
        "Message two people",
        "Vacuum the front hall",
        "Call Mr Moreno",
        "Read about improvements",
    ] {
        assert_eq!(split(&[good]), [""; 0], "{good}");
    }
    assert!(added("Improve engagement by:+3m why:sales").iter().any(|hint| hint.contains("vague")));
}

#[test]
fn a_step_that_is_too_large_for_a_day() {
    one(&split(&["Write the book by:+6m"]), "split");
    one(&split(&["Write the book by:2026-12-20"]), "split");
    for good in [
        &["Write the outline by:+2w"][..],
        &["Write the outline by:2026-12-18"],
        &["Write the book by:+6m", "  Write 100 words every:day"],
        &["Write 100 words every:day by:+6m"],
        &["Write the book"],
    ] {
        assert_eq!(split(good), [""; 0], "{good:?}");
    }
}

#[test]
fn hints_name_the_goal_they_are_about() {
    let found = split(&["Write better code:wb", "Write the book by:+6m code:book", "Outline"]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("`wb`") && found[1].contains("book"), "{found:?}");
}

#[test]
fn what_a_hint_advises_ends_it() {
    let store = Store::new();
    for (line, key) in [
        ("Publish guest posts why:links", "target"),
        ("Publish 52 guest posts n:52", "by"),
        ("Publish 52 guest posts n:52 by:+1y", "why"),
    ] {
        let found = hints(&store.json(&["add", line, "--code", key]));
        let command = found[0].split('`').find(|part| part.starts_with("goals ")).expect("a command");
        let words: Vec<&str> =
            command.split_whitespace().skip(1).map(|word| word.trim_matches('"')).collect();
        let before = store.json(&["show", key])["goal"][key].clone();
        store.ok(&words);
        assert_ne!(store.json(&["show", key])["goal"][key], before, "{command}");
    }
}

#[test]
fn off_a_terminal_no_hint_is_on_standard_error() {
    let store = Store::new();
    let ran = store.run(&["add", "Publish guest posts"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(!ran.out.contains("deadline"), "{ran:?}");
    let ran = store.run(&["add", "Publish other posts", "--json"]);
    assert_eq!(ran.err, "", "{ran:?}");
}

#[cfg(unix)]
#[test]
fn on_a_terminal_hints_are_on_standard_error() {
    use crate::common::terminal;

    let store = Store::new();
    let ran = terminal(&store, &[], "goals add Publish guest posts");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.out.lines().filter(|line| line.starts_with("hint: ")).count(), 1, "{ran:?}");
    let quiet = terminal(&store, &[], "goals add Publish guest posts 2>/dev/null");
    assert!(!quiet.out.contains("hint"), "they are not on standard output: {quiet:?}");
    store.ok(&["config", "hints", "off"]);
    let ran = terminal(&store, &[], "goals add Publish guest posts");
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.out.contains("hint"), "{ran:?}");
}

#[test]
fn hints_off_silences_them_and_on_brings_them_back() {
    let store = Store::new();
    store.ok(&["config", "hints", "off"]);
    assert_eq!(hints(&store.json(&["add", "Improve engagement code:e"])), [""; 0]);
    assert_eq!(hints(&store.json(&["split", "e", "Write better", "Write a book by:+1y"])), [""; 0]);
    store.ok(&["config", "hints", "on"]);
    assert!(!hints(&store.json(&["add", "Improve morale"])).is_empty());
}

#[test]
fn hints_hold_for_templates_and_never_for_what_is_refused() {
    let store = with_goals(&["Publish 52 guest posts n:52 unit:posts by:+1y why:links code:gp"]);
    for name in ["guest-post", "direct-outreach"] {
        assert_eq!(hints(&store.json(&["split", "gp", "--template", name])), [""; 0], "{name}");
    }
    let ran = store.refused(2, &["add", "Improve n:lots"], "lots");
    assert!(!ran.err.contains("vague"), "{ran:?}");
}
