//! `undo` and `redo`: commands taken back, one by one.

use serde_json::{Value, json};

use crate::common::{find, guest_posts, shown};
use crate::harness::Store;

fn done(store: &Store, code: &str) -> Value {
    store.goal(code)["done"].clone()
}

#[test]
fn the_last_command_is_taken_back_whole_and_named() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4", "kids"]);
    let out = store.ok(&["undo"]);
    assert!(out.contains("pitch") && out.contains("kids"), "{out}");
    assert_eq!((done(&store, "pitch"), done(&store, "kids")), (json!(0), json!(0)));
}

#[test]
fn a_command_that_wrote_nothing_is_passed_over() {
    let store = guest_posts();
    store.ok(&["check", "kids"]);
    store.ok(&["check", "kids"]);
    store.ok(&["undo"]);
    assert_eq!(done(&store, "kids"), 0);
}

#[test]
fn every_kind_of_command_can_be_undone_and_redone() {
    let store = guest_posts();
    store.ok(&["check", "pitch"]);
    store.ok(&["reward", "add", "gp", "Cake"]);
    store.ok(&["reward", "add", "pitch", "Pie", "--at", "1"]);
    let state = |store: &Store| {
        let mut all = store.json(&["today", "--all"]);
        all["list"] = store.json(&["list", "--all"]);
        all["config"] = store.json(&["config"]);
        all["streaks"] = store.json(&["streaks"]);
        all["rewards"] = store.json(&["rewards"]);
        all
    };
    let before = state(&store);
    for args in [
        &["add", "Something else"][..],
        &["split", "gp", "Thank the editors"],
        &["check", "pitch=9", "kids"],
        &["skip", "fu"],
        &["win", "Cooked"],
        &["move", "ed", "--top"],
        &["pause", "kids"],
        &["pause", "--all"],
        &["archive", "post"],
        &["config", "week-start", "sunday"],
        &["reward", "add", "gp", "Tea", "--at", "50%"],
        &["reward", "remove", "1"],
        &["claim", "2"],
    ] {
        store.ok(args);
        let after = state(&store);
        assert_ne!(after, before, "{args:?}");
        store.ok(&["undo"]);
        assert_eq!(state(&store), before, "undone: {args:?}");
        store.ok(&["redo"]);
        assert_eq!(state(&store), after, "redone: {args:?}");
        store.ok(&["undo"]);
    }
}

#[test]
fn an_edit_can_be_undone_and_redone() {
    let store = guest_posts();
    store.ok(&["edit", "kids", "--title", "Play", "--target", "2", "--code", "play"]);
    store.ok(&["undo"]);
    let kids = shown(&store, "kids");
    assert_eq!((&kids["title"], &kids["target"]), (&json!("Time with the children"), &json!(1)));
    store.ok(&["redo"]);
    assert_eq!(shown(&store, "play")["title"], "Play");
}

#[test]
fn a_resume_can_be_undone() {
    let store = guest_posts();
    store.ok(&["pause", "kids"]);
    store.ok(&["resume", "kids"]);
    assert_eq!(store.goal("kids")["state"], "open");
    store.ok(&["undo"]);
    assert_eq!(store.goal("kids")["state"], "excused");
}

#[test]
fn json_tells_what_changed() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4"]);
    let told = store.json(&["undo"]);
    let pitch = find(&told["changed"], "pitch");
    assert_eq!((&pitch["done"], &pitch["day"]), (&json!(0), &json!("2026-11-18")));
    assert_eq!(find(&store.json(&["redo"])["changed"], "pitch")["done"], 4);
}

/// The marks that `log` shows, the latest entry first.
fn marks(store: &Store) -> Vec<String> {
    let entries = store.json(&["log", "--all"])["entries"].as_array().expect("entries").clone();
    entries.iter().map(|entry| entry["mark"].as_str().expect("a mark").to_owned()).collect()
}

#[test]
fn a_mark_names_the_entry_that_is_taken_back() {
    let store = guest_posts();
    store.ok(&["check", "pitch+4", "kids"]);
    store.ok(&["check", "fu"]);
    let marks = marks(&store);
    let out = store.ok(&["undo", &marks[1].to_uppercase()]);
    assert!(out.starts_with("Undone: check off `pitch` (+4)") && out.contains("`kids`"), "{out}");
    let of = |code: &str| done(&store, code);
    assert_eq!((of("pitch"), of("kids"), of("fu")), (json!(0), json!(0), json!(1)));
    let again = store.run(&["undo", &marks[1]]);
    assert!(again.out.contains("Undone already") && again.code == 0, "{again:?}");
    assert_eq!(store.journal().len(), 7);
    store.ok(&["redo"]);
    assert_eq!((of("pitch"), of("fu")), (json!(4), json!(1)));
    // Without a mark it is the last command, as before.
    store.ok(&["undo"]);
    assert_eq!((of("pitch"), of("fu")), (json!(4), json!(0)));
}

#[test]
fn a_whole_id_names_it_too_and_one_of_another_device() {
    let mut store = guest_posts();
    store.on_device("desk").ok(&["check", "pitch+4"]);
    let id = store.json(&["log"])["entries"][0]["id"].as_str().expect("an id").to_owned();
    let out = store.on_device("phone").ok(&["undo", &id]);
    assert!(out.contains("(recorded on desk)"), "{out}");
    assert_eq!(done(&store, "pitch"), 0);
    // What the phone wrote itself is its undo alone.
    store.ok(&["redo"]);
    assert_eq!(done(&store, "pitch"), 4);
}

#[test]
fn an_old_plain_check_off_has_a_mark_too() {
    let mut store = Store::new();
    store.at("2025-03-01").ok(&["add", "Read every:day code:read"]);
    store.ok(&["check", "read"]);
    store.at("2026-11-18");
    let mark = marks(&store).remove(0);
    assert!(store.ok(&["undo", &mark]).contains("1 Mar 2025"));
    assert_eq!(store.json(&["log", "--all"])["entries"], json!([]));
    assert!(store.ok(&["undo", &mark]).contains("Undone already"));
}

#[test]
fn what_is_no_mark_or_nobody_s_is_refused() {
    let store = guest_posts();
    store.refused(2, &["undo", "3"], "not a mark");
    store.refused(2, &["undo", "kids!"], "not a mark");
    let before = store.journal();
    let ran = store.refused(1, &["undo", "0000"], "no entry has the mark `0000`");
    assert!(ran.err.contains("goals log"), "{ran:?}");
    store.refused(1, &["undo", "pitch"], "no entry has the mark `pitch`");
    assert_eq!(store.journal(), before);
    assert!(!Store::new().dir().exists());
}

/// Two entries with ids that end alike, as two machines may make them.
#[test]
fn entries_that_end_alike_have_longer_marks() {
    let store = Store::new();
    let folder = store.dir().join("journal/hand");
    std::fs::create_dir_all(&folder).expect("a folder");
    let win = |id: &str, title: &str| {
        format!(
            r#"{{"id":"{id}","at":"2026-11-18T09:00:00.000+01:00","did":[{{"win":{{"title":"{title}","day":"2026-11-18"}}}}]}}"#
        )
    };
    let lines = [win("01KABCDEFGHJKMNPQRSTVA7K3M", "Cooked"), win("01KABCDEFGHJKMNPQRSTVB7K3M", "Baked")];
    std::fs::write(folder.join("2026.jsonl"), lines.join("\n") + "\n").expect("it is written");
    assert_eq!(marks(&store), ["b7k3m", "a7k3m"]);
    let ran = store.refused(1, &["undo", "7k3m"], "several entries have the mark `7k3m`");
    assert!(ran.err.contains("`goals undo a7k3m` (write down the win “Cooked” on Wed 18 Nov)"), "{ran:?}");
    assert!(store.ok(&["undo", "A7K3M"]).contains("Cooked"));
    assert_eq!(marks(&store), ["7k3m"]);
}

#[test]
fn json_of_an_undone_win_names_it() {
    let store = Store::new();
    store.ok(&["win", "Fixed the gate", "--area", "family"]);
    let changed = store.json(&["undo"])["changed"].clone();
    assert_eq!((&changed[0]["code"], &changed[0]["title"]), (&Value::Null, &"Fixed the gate".into()));
}
