//! What a check-off says: what it moved, in one line; each milestone once.

use goals::domain::judge::judge::Judge;
use goals::domain::report::milestones::{Kind, moved};
use serde_json::{Value, json};

use crate::common::{find, guest_posts, line_with, with_goals};
use crate::harness::Store;
use crate::state::Tale;

/// The milestones of the first goal that a check changed, each as `streak 7`.
fn milestones(told: &Value, code: &str) -> Vec<String> {
    let list = find(&told["changed"], code)["milestones"].as_array().expect("milestones").clone();
    list.iter()
        .map(|it| {
            let kind = it["kind"].as_str().unwrap_or_default();
            it["number"].as_i64().map_or_else(|| kind.to_owned(), |number| format!("{kind} {number}"))
        })
        .collect()
}

#[test]
fn the_amount_in_the_period_and_no_streak_that_did_not_grow() {
    let mut store = with_goals(&["Pitch n:12 unit:emails every:week code:pitch"]);
    store.ok(&["check", "pitch+12"]);
    store.at("2026-11-25");
    let out = store.ok(&["check", "pitch+4"]);
    assert_eq!(out.trim_end(), "✓ pitch  Pitch · +4 · 4/12 emails this week");
    let out = store.ok(&["check", "pitch+8"]);
    assert_eq!(out.trim_end(), "✓ pitch  Pitch · +8 · 12/12 emails this week: met · ▲ 2 weeks");
}

#[test]
fn the_macro_goal_is_told_where_its_share_grew() {
    let store = guest_posts();
    let out = store.ok(&["check", "pitch+12", "fu+2", "outl", "write+10", "ed", "si"]);
    assert!(!out.contains("gp"), "{out}");
    let out = store.ok(&["check", "pub", "kids"]);
    let line = line_with(&out, "See it published");
    assert!(line.contains("post 7 of 7 steps this week: met") && line.contains("gp 1 of 52 posts"), "{out}");
    assert!(!line_with(&out, "Time with").contains("gp"), "{out}");
    assert_eq!(out.lines().count(), 2, "one line a goal: {out}");
}

#[test]
fn seven_thirty_a_hundred_and_365_in_a_row() {
    let mut tale = Tale::of("2025-11-01", "Run every:day code:run");
    let run = tale.goal("run").id;
    let mut said = Vec::new();
    for days in 1..=370 {
        let before = tale.state.clone();
        tale.check("run");
        let moved = moved(&Judge::new(&before, tale.today), &tale.judge(), &[run], tale.today);
        let streaks = moved[0].milestones.iter().filter(|it| matches!(it.kind, Kind::Streak { .. }));
        said.extend(streaks.map(|_| days));
        tale.later(1);
    }
    assert_eq!(said, [7, 30, 100, 365]);
}

#[test]
fn filling_the_gap_that_reaches_today_counts() {
    let mut store = Store::new();
    store.at("2026-11-01").ok(&["add", "Run every:day code:run"]);
    store.at("2026-11-09");
    for day in [2, 3, 4, 5, 6, 7] {
        let told = store.json(&["check", "run", "--on", &format!("2026-11-{day:02}")]);
        assert_eq!(milestones(&told, "run"), ["met"]);
    }
    let told = store.json(&["check", "run", "--on", "2026-11-08"]);
    assert_eq!(milestones(&told, "run"), ["met", "streak 7"]);
}

#[test]
fn a_new_run_reaches_seven_anew() {
    let mut store = Store::new();
    store.at("2026-11-01").ok(&["add", "Run every:day code:run"]);
    for day in [1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14] {
        store.at(&format!("2026-11-{day:02}")).ok(&["check", "run"]);
    }
    let out = store.at("2026-11-15").ok(&["check", "run"]);
    assert!(out.contains("▲ 7 days in a row"), "{out}");
}

#[test]
fn a_quarter_half_three_quarters_and_all_of_a_macro_goal() {
    let store = with_goals(&["Posts n:52 unit:posts code:gp"]);
    let mut said = Vec::new();
    for more in ["gp+12", "gp", "gp+12", "gp", "gp+13", "gp+13"] {
        let out = store.ok(&["check", more]);
        said.push(out.trim_end().rsplit_once(": ").map(|(_, words)| words.to_owned()));
    }
    let words = |text: &str| Some(text.to_owned());
    let expected =
        [None, words("a quarter"), None, words("half way"), words("three quarters"), words("complete")];
    assert_eq!(said, expected);
}

#[test]
fn at_once_past_several_the_last_is_said() {
    let store = with_goals(&["Posts n:52 unit:posts code:gp"]);
    assert_eq!(milestones(&store.json(&["check", "gp+40"]), "gp"), ["share 75"]);
    store.ok(&["undo"]);
    assert_eq!(milestones(&store.json(&["check", "gp+13"]), "gp"), Vec::<String>::new(), "it lay on the way");
}

#[test]
fn a_step_of_a_macro_goal_is_no_macro_goal() {
    let store = with_goals(&["Launch code:nl"]);
    store.ok(&["split", "nl", "One code:one", "Two code:two"]);
    let told = store.json(&["check", "one"]);
    let one = find(&told["changed"], "one");
    assert_eq!(one["milestones"], json!([{"kind": "share", "number": 50, "code": "nl", "text": "half way"}]));
    let out = store.ok(&["check", "two"]);
    assert!(out.contains("nl 2 of 2 steps: complete"), "{out}");
}

#[test]
fn coming_back_counts() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Run n:3 unit:km every:day code:run"]);
    store.ok(&["check", "run+3"]);
    store.at("2026-11-18");
    let out = store.ok(&["check", "run"]);
    assert!(out.contains("back after a miss"), "{out}");
    let out = store.ok(&["check", "run"]);
    assert!(!out.contains("back"), "the first one alone: {out}");
    store.ok(&["check", "run=0"]);
    assert!(!store.ok(&["check", "run"]).contains("back"), "and once");
}

#[test]
fn a_goal_that_was_never_missed_has_nowhere_to_come_back_from() {
    let store = with_goals(&["Run every:day code:run"]);
    assert!(!store.ok(&["check", "run"]).contains("back"));
}

#[test]
fn a_milestone_is_said_once_after_undo_and_after_zero() {
    let store = with_goals(&["Pitch n:12 unit:emails every:week code:pitch"]);
    assert_eq!(milestones(&store.json(&["check", "pitch+12"]), "pitch"), ["met"]);
    store.ok(&["undo"]);
    assert_eq!(milestones(&store.json(&["check", "pitch+12"]), "pitch"), Vec::<String>::new());
    store.ok(&["check", "pitch=0"]);
    let out = store.ok(&["check", "pitch+12"]);
    assert_eq!(out.trim_end(), "✓ pitch  Pitch · +12 · 12/12 emails this week · ▲ 1 week");
}

#[test]
fn what_was_said_of_one_store_is_not_said_of_another() {
    let store = with_goals(&["Posts n:2 unit:posts code:gp"]);
    let copy = store.home().join("copy");
    let status = std::process::Command::new("cp").arg("-r").arg(store.dir()).arg(&copy).status();
    assert!(status.expect("`cp` starts").success());
    assert!(store.ok(&["check", "gp"]).contains("half way"));
    let copy = copy.to_str().expect("a path");
    assert!(store.ok(&["--dir", copy, "check", "gp"]).contains("half way"));
}

#[test]
fn what_can_t_be_remembered_fails_no_check_off() {
    let store = with_goals(&["Posts n:2 unit:posts code:gp"]);
    let ran = crate::common::with(
        &store,
        &[("GOALS_DEVICE", "desk"), ("XDG_STATE_HOME", "/dev/null/nowhere")],
        &["check", "gp"],
    );
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(ran.out.contains("half way"), "{ran:?}");
}

#[test]
fn what_was_said_long_ago_is_forgotten_before_the_file_grows_large() {
    let store = with_goals(&["Posts n:4 unit:posts code:gp"]);
    store.ok(&["check", "gp"]);
    let state = store.home().join(".local/state/goals");
    let files = std::fs::read_dir(&state).expect("a folder").map(|it| it.expect("an entry").path());
    let said = files.filter(|path| path.to_string_lossy().contains("said-")).collect::<Vec<_>>();
    let text = std::fs::read_to_string(&said[0]).expect("what was said");
    let older = "00000000 met 2020-01-01\n".repeat(4000);
    std::fs::write(&said[0], format!("{older}{text}")).expect("a written file");
    assert!(store.ok(&["check", "gp"]).contains("half way"));
    let now = std::fs::read_to_string(&said[0]).expect("what was said");
    assert!(now.len() < older.len() * 2 / 3, "{} bytes", now.len());
    assert!(now.starts_with("00000000") && now.contains(&text) && now.ends_with("share 50\n"));
}

#[test]
fn a_limit_that_is_used_up_is_nothing_to_celebrate() {
    let mut store = Store::new();
    store.at("2026-11-16").ok(&["add", "Beer at-most:1 every:day code:beer"]);
    store.ok(&["check", "beer+2"]);
    store.at("2026-11-18");
    assert_eq!(milestones(&store.json(&["check", "beer"]), "beer"), Vec::<String>::new());
}

#[test]
fn off_says_the_fact_alone() {
    let store = with_goals(&["Posts n:4 unit:posts code:gp", "Kids every:day code:kids"]);
    store.ok(&["config", "celebrate", "off"]);
    let out = store.ok(&["check", "gp+2", "kids"]);
    assert_eq!(out, "✓ gp    Posts · +2 · 2 of 4 posts\n✓ kids  Kids\n");
    store.ok(&["undo"]);
    store.ok(&["config", "celebrate", "quiet"]);
    assert!(store.ok(&["check", "gp+2"]).contains("half way"), "what was not said may be said");
}

#[test]
fn full_is_one_plain_line_where_there_is_no_terminal() {
    let store = with_goals(&["Posts n:4 unit:posts code:gp"]);
    store.ok(&["config", "celebrate", "full"]);
    let out = store.ok(&["check", "gp+2"]);
    assert_eq!(out, "✓ gp  Posts · +2 · 2 of 4 posts: half way\n");
}

#[test]
#[cfg(unix)]
fn full_takes_up_to_three_lines_at_a_terminal() {
    let store = with_goals(&["Posts n:4 unit:posts code:gp"]);
    store.ok(&["split", "gp", "Post every:week feeds:1 code:post"]);
    store.ok(&["reward", "add", "gp", "Tea", "--at", "25%"]);
    store.ok(&["config", "celebrate", "full"]);
    let out = crate::common::terminal(&store, &[], "goals check post").out;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    assert!(lines[1].contains("gp a quarter") && lines[1].contains("Tea"), "{out}");
    assert!(lines[2].contains('█') && lines[2].contains("1 of 4 posts"), "{out}");
}

#[test]
fn off_takes_no_note_in_json_either() {
    let store = with_goals(&["Posts n:4 unit:posts code:gp"]);
    store.ok(&["config", "celebrate", "off"]);
    assert_eq!(find(&store.json(&["check", "gp+2"])["changed"], "gp")["milestones"], json!([]));
}

#[test]
fn other_commands_speak_of_no_milestones() {
    let store = with_goals(&["Posts n:4 unit:posts code:gp"]);
    store.ok(&["check", "gp+2"]);
    assert_eq!(find(&store.json(&["undo"])["changed"], "gp").get("milestones"), None);
}
