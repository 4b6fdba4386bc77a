//! `goals prompt`.

use crate::common::with_goals;
use crate::harness::Store;

#[test]
fn an_empty_store_says_nothing() {
    let store = Store::new();
    assert_eq!(store.ok(&["prompt"]), "");
}

#[test]
fn it_counts_what_today_counts_and_names_the_longest_streak() {
    let mut store = Store::new();
    store.at("2026-11-17T09:00:00+01:00");
    store.ok(&["add", "Read every:day code:read"]);
    store.ok(&["add", "Run every:day code:run"]);
    store.ok(&["add", "Call n:3 every:week code:call"]);
    store.ok(&["check", "read"]);
    store.at("2026-11-18T09:00:00+01:00");
    assert_eq!(store.ok(&["prompt"]), "0/3 ▲1\n");
    store.ok(&["check", "read", "run"]);
    assert_eq!(store.ok(&["prompt"]), "2/3 ▲2\n");
    assert_eq!(
        store.ok(&["prompt", "--json"]).trim(),
        r#"{"schema":1,"done":2,"of":3,"streak":2,"pauses":0,"text":"2/3 ▲2","tooltip":"✓ Read\n✓ Run\n· Call","class":"open"}"#
    );
}

#[test]
fn without_a_streak_it_counts_alone_and_without_tasks_it_names_the_streak_alone() {
    let store = with_goals(&["Read every:day code:read"]);
    assert_eq!(store.ok(&["prompt"]), "0/1\n");
    let limits = Store::new();
    limits.ok(&["add", "No sweets every:day at-most:0 code:sweets"]);
    assert_eq!(limits.ok(&["prompt"]), "");
}

#[test]
fn what_is_wrong_with_the_journal_is_left_to_other_commands() {
    let store = with_goals(&["Read every:day code:read"]);
    let shard = store.shards().remove(0);
    let journal = std::fs::read_to_string(&shard).expect("a shard");
    std::fs::write(&shard, format!("{journal}no JSON\n")).expect("a line more");
    store.ok(&["check", "read"]);
    let told = store.run(&["prompt"]);
    assert_eq!((told.out.as_str(), told.err.as_str(), told.code), ("1/1 ▲1\n", "", 0));
}

#[test]
fn a_format_says_what_is_printed() {
    let mut store = Store::new();
    store.at("2026-11-17T09:00:00+01:00").ok(&["add", "Read every:day code:read"]);
    store.ok(&["add", "Run every:day code:run"]);
    store.ok(&["add", "Move house code:mh"]);
    store.ok(&["check", "read"]);
    store.at("2026-11-18T09:00:00+01:00").ok(&["check", "read"]);
    let of = |format: &str| store.ok(&["prompt", "--format", format]);
    assert_eq!(of("{done}/{of} {streak}"), "1/3 2\n");
    assert_eq!(of("read {streak:read}, run {streak:RUN}"), "read 2, run 0\n");
    assert_eq!(of("{{{done}}} of {of}}}, {pauses}"), "{1} of 3}, 0\n");
    assert_eq!(of("plain"), "plain\n");
    assert_eq!(of(""), "");
    for field in ["{don}", "{streak:}", "{next:read}", "{}", "{Done}"] {
        let ran = store.refused(2, &["prompt", "--format", field], &format!("`{field}` is not a field"));
        assert!(
            ran.err.contains("`{done}`, `{of}`, `{streak}`, each also as in `{streak:CODE}`, `{next}`"),
            "{ran:?}"
        );
    }
    store.refused(2, &["prompt", "--format", "{done"], "`{done` has no `}` behind it");
    store.refused(1, &["prompt", "--format", "{streak:rum}"], "no goal has the code `rum`");
    store.refused(1, &["prompt", "--format", "{streak:mh}"], "does not repeat");
    assert_eq!(Store::new().ok(&["prompt", "--format", "{done}/{of}"]), "");
}

#[test]
fn a_format_tells_how_far_one_goal_is() {
    let store = with_goals(&[
        "Pitch n:12 unit:emails every:week code:pitch",
        "Coffee every:day at-most:2 code:coffee",
        "Write n:52.5 unit:pages code:write",
    ]);
    store.ok(&["check", "pitch+4", "coffee", "write+1.5"]);
    let of = |format: &str| store.ok(&["prompt", "--format", format]);
    assert_eq!(of("{done:pitch}/{of:pitch}"), "4/12\n");
    assert_eq!(of("{done:COFFEE} of {of:coffee}, {done:write} of {of:write}"), "1 of 2, 1.5 of 52.5\n");
    for field in ["{done:pich}", "{of:pich}"] {
        store.refused(1, &["prompt", "--format", field], "no goal has the code `pich`");
    }
}

#[test]
fn a_format_names_what_comes_next() {
    let store = with_goals(&["Read every:day code:read", "Pay tax by:2026-11-10 code:tax"]);
    let next = || store.ok(&["prompt", "--format", "{next}"]);
    assert_eq!(next(), "Pay tax\n", "what is overdue, as `goals next` has it");
    store.ok(&["check", "tax"]);
    assert_eq!(next(), "Read\n");
    store.ok(&["check", "read"]);
    assert_eq!(next(), "", "nothing is left");
}

#[test]
fn a_format_has_the_class_that_the_document_has() {
    let store = with_goals(&["Read every:day code:read"]);
    let is = |wanted: &str| {
        assert_eq!(store.ok(&["prompt", "--format", "{class}"]), format!("{wanted}\n"));
        assert_eq!(store.json(&["prompt"])["class"], wanted);
    };
    is("open");
    store.ok(&["check", "read"]);
    is("done");
    store.ok(&["add", "Pay tax by:2026-11-10 code:tax"]);
    is("late");
    store.ok(&["archive", "tax"]);
    store.ok(&["check", "read=0"]);
    store.ok(&["pause", "--all"]);
    is("paused");
    store.ok(&["resume", "--all"]);
    store.ok(&["archive", "read"]);
    is("empty");
}

#[test]
fn a_status_bar_is_told_text_tooltip_and_class() {
    let store = with_goals(&["Read & write every:day code:read", "Run every:day code:run"]);
    let bar = |store: &Store| {
        let told = store.json(&["prompt"]);
        ["text", "tooltip", "class"].map(|key| told[key].as_str().expect("a text").to_owned())
    };
    store.ok(&["check", "run"]);
    assert_eq!(bar(&store), ["1/2 ▲1", "· Read & write\n✓ Run", "open"]);
    let told = store.json(&["prompt", "--format", "{done} done"]);
    assert_eq!((&told["text"], &told["done"]), (&"1 done".into(), &1.into()));
    store.ok(&["check", "read"]);
    assert_eq!(bar(&store)[2], "done");
    store.ok(&["add", "Pay tax by:2026-11-10"]);
    assert_eq!(bar(&store)[2], "late");
    let resting = with_goals(&["Read every:day code:read"]);
    resting.ok(&["pause", "--all"]);
    assert_eq!(bar(&resting)[2], "paused");
    assert_eq!(bar(&Store::new()), ["", "", "empty"]);
}
