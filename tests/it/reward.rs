//! `reward`, `rewards`, `claim`: promised, earned, claimed.

use serde_json::{Value, json};

use crate::common::{codes, has_keys, says, shown, with_goals};
use crate::harness::Store;

fn posts() -> Store {
    let store = with_goals(&["Posts n:52 unit:posts code:gp"]);
    store.ok(&["reward", "add", "gp", "A weekend away", "--at", "50%"]);
    store
}

/// The rewards, each as `1 locked`.
fn states(store: &Store) -> Vec<String> {
    let rewards = store.json(&["rewards"])["rewards"].clone();
    let rewards = rewards.as_array().expect("rewards").clone();
    rewards
        .iter()
        .map(|it| format!("{} {}", it["number"], it["state"].as_str().unwrap_or_default()))
        .collect()
}

#[test]
fn check_undo_check_claim_undo_9_1() {
    let store = posts();
    assert_eq!(states(&store), ["1 locked"]);
    assert!(store.ok(&["check", "gp+26"]).contains("A weekend away"));
    assert_eq!(states(&store), ["1 earned"]);
    store.ok(&["undo"]);
    assert_eq!(states(&store), ["1 locked"]);
    let again = store.ok(&["check", "gp+26"]);
    // What was taken back is earned anew, and told.
    assert!(again.contains("A weekend away"), "{again}");
    assert_eq!(states(&store), ["1 earned"]);
    assert!(store.ok(&["claim", "1"]).contains("A weekend away"));
    assert_eq!(states(&store), ["1 claimed"]);
    let out = store.ok(&["undo"]);
    assert!(out.contains("claim the reward") && out.contains("A weekend away"), "{out}");
    assert_eq!(states(&store), ["1 earned"]);
    store.ok(&["redo"]);
    assert_eq!(states(&store), ["1 claimed"]);
}

#[test]
fn a_locked_one_is_refused_with_what_is_missing() {
    let store = posts();
    store.ok(&["check", "gp+13"]);
    let before = store.journal();
    let ran = store.refused(1, &["claim", "1"], "25 of 50 %");
    assert!(ran.err.contains("A weekend away"), "{ran:?}");
    assert_eq!(store.journal(), before);
}

#[test]
fn claimed_twice_writes_nothing_and_says_so() {
    let store = posts();
    store.ok(&["check", "gp+26"]);
    store.ok(&["claim", "1"]);
    let before = store.journal();
    assert!(store.ok(&["claim", "1"]).contains("already"));
    assert_eq!(store.journal(), before);
}

#[test]
fn what_can_t_be_meant() {
    let store = posts();
    let before = store.journal();
    store.refused(1, &["claim", "7"], "7");
    store.refused(2, &["claim", "0x"], "0x");
    store.refused(2, &["claim"], "");
    store.refused(1, &["reward", "remove", "2"], "2");
    store.refused(2, &["reward", "add", "gp"], "");
    store.refused(2, &["reward", "add", "gp", " "], "empty");
    store.refused(2, &["reward", "add", "gp", "Tea", "--at", "half"], "half");
    store.refused(2, &["reward", "add", "gp", "Tea", "--at", "0"], "0");
    store.refused(1, &["reward", "add", "nowhere", "Tea"], "nowhere");
    let ran = store.refused(1, &["reward", "add", "gp", "Tea", "--at", "60"], "52");
    assert!(ran.err.contains("hint: "), "{ran:?}");
    assert_eq!(store.journal(), before);
}

#[test]
fn numbers_stay_whatever_is_claimed_or_removed() {
    let store = posts();
    store.ok(&["reward", "add", "gp", "Tea", "--at", "1"]);
    store.ok(&["reward", "add", "gp", "Cake", "--at", "2"]);
    store.ok(&["check", "gp+2"]);
    store.ok(&["claim", "2"]);
    assert_eq!(states(&store), ["1 locked", "2 claimed", "3 earned"]);
    let out = store.ok(&["reward", "remove", "1"]);
    assert!(out.contains("A weekend away"), "{out}");
    assert_eq!(states(&store), ["2 claimed", "3 earned"]);
    store.ok(&["reward", "add", "gp", "Pie"]);
    assert_eq!(states(&store), ["2 claimed", "3 earned", "4 locked"]);
    store.ok(&["undo"]);
    let out = store.ok(&["undo"]);
    assert!(out.contains("A weekend away"), "{out}");
    assert_eq!(states(&store), ["1 locked", "2 claimed", "3 earned"]);
}

#[test]
fn a_goal_s_own_reward_is_one_like_the_others() {
    let store = with_goals(&["Paint the fence reward:\"an ice cream\" code:paint"]);
    let reward = store.json(&["rewards"])["rewards"][0].clone();
    assert_eq!((&reward["text"], &reward["at"]), (&json!("an ice cream"), &json!("done")));
    store.ok(&["check", "paint"]);
    store.ok(&["claim", "1"]);
    assert_eq!(states(&store), ["1 claimed"]);
    store.ok(&["edit", "paint", "--reward", "two ice creams"]);
    assert_eq!(states(&store), ["1 claimed"]);
    store.ok(&["edit", "paint", "--reward", "none"]);
    assert_eq!(states(&store), Vec::<String>::new());
}

#[test]
fn a_goal_s_own_reward_can_be_removed() {
    let store = with_goals(&["Paint the fence reward:\"an ice cream\" code:paint"]);
    store.ok(&["reward", "remove", "1"]);
    assert_eq!(states(&store), Vec::<String>::new());
    assert_eq!(shown(&store, "paint")["reward"], Value::Null);
    store.ok(&["undo"]);
    assert_eq!(states(&store), ["1 locked"]);
}

#[test]
fn one_that_is_reached_already_is_earned_at_once() {
    let store = with_goals(&["Posts n:52 unit:posts code:gp"]);
    store.ok(&["check", "gp+30", "--on", "2026-11-16"]);
    let out = store.ok(&["reward", "add", "gp", "Tea", "--at", "26"]);
    assert!(out.contains("earned") && out.contains("goals claim 1"), "{out}");
    assert_eq!(store.json(&["rewards"])["rewards"][0]["earned"], "2026-11-16");
}

#[test]
fn what_is_archived_hides_what_is_locked_there() {
    let store = posts();
    store.ok(&["reward", "add", "gp", "Tea", "--at", "1"]);
    store.ok(&["check", "gp"]);
    store.ok(&["archive", "gp"]);
    assert_eq!(states(&store), ["2 earned"]);
    store.ok(&["claim", "2"]);
    store.refused(1, &["reward", "add", "gp", "Cake"], "archived");
}

#[test]
fn an_undone_promise_is_gone() {
    let store = posts();
    let out = store.ok(&["undo"]);
    assert!(out.contains("reward") && out.contains("A weekend away"), "{out}");
    assert_eq!(states(&store), Vec::<String>::new());
}

#[test]
fn json_tells_the_goal_and_the_reward() {
    let store = posts();
    store.ok(&["check", "gp+26"]);
    let told = store.json(&["claim", "1"]);
    assert_eq!(codes(&told["changed"]), ["gp"]);
    let reward = &told["rewards"][0];
    has_keys(reward, "number code title text at state reached wanted earned claimed");
    assert_eq!((&reward["state"], &reward["claimed"]), (&json!("claimed"), &json!("2026-11-18")));
    let added = store.json(&["reward", "add", "gp", "Tea", "--at", "40"]);
    let reward = &added["rewards"][0];
    says(reward, &json!({"number": 2, "at": "40", "reached": 26, "wanted": 40}));
}

#[test]
fn the_journal_says_it_in_plain_words() {
    let store = posts();
    store.ok(&["check", "gp+26"]);
    store.ok(&["claim", "1"]);
    let lines: Vec<Value> =
        store.journal().iter().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let reward = &lines[1]["did"][0]["reward"];
    assert_eq!((&reward["text"], &reward["at"]), (&json!("A weekend away"), &json!("50%")));
    let claim = &lines[3]["did"][0]["claim"];
    assert_eq!((&claim["id"], &claim["day"]), (&reward["id"], &json!("2026-11-18")));
}

#[test]
fn a_mark_that_only_a_newer_version_knows_is_kept_and_passed_over() {
    let store = posts();
    let shard = store.shards().remove(0);
    let text = std::fs::read_to_string(&shard).expect("a shard");
    std::fs::write(&shard, text.replace("50%", "moon:full")).expect("a written shard");
    let ran = store.run(&["rewards"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("newer version"), "{ran:?}");
}

/// SEMANTICS 6.2: steps, and what repeats until a known day, are parts.
#[test]
fn a_share_of_what_has_parts_is_a_mark() {
    let store = with_goals(&["Move house code:mh", "Be fit by:2026-12-31 code:fit", "Read more code:more"]);
    store.ok(&[
        "split",
        "mh",
        "Pack code:pack",
        "Order a van code:van",
        "Paint code:paint",
        "Clean code:clean",
    ]);
    store.ok(&["split", "fit", "Walk every:day code:walk"]);
    store.ok(&["split", "more", "Read every:day code:read"]);
    store.ok(&["reward", "add", "mh", "Cake", "--at", "50%"]);
    store.ok(&["reward", "add", "fit", "Shoes", "--at", "2%"]);
    let state = |number: usize| store.json(&["rewards"])["rewards"][number - 1]["state"].clone();
    store.ok(&["check", "pack"]);
    assert_eq!((state(1), state(2)), ("locked".into(), "locked".into()));
    store.ok(&["check", "van", "walk"]);
    // Two of four steps; one of 44 days.
    assert_eq!((state(1), state(2)), ("earned".into(), "earned".into()));
    let ran = store.refused(1, &["reward", "add", "more", "Tea", "--at", "50%"], "has no end");
    assert!(ran.err.contains("`goals edit more --by DAY`"), "{ran:?}");
}
