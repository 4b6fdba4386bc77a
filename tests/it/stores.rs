//! A store of one's own and shared ones beside it on one machine (`config stores`).

use serde_json::json;

use crate::common::codes;
use crate::files::bytes_below;
use crate::harness::Store;

/// One's own store with `run`, the family's with `bins`, the team's with `mail`; `water` is in all three.
fn three() -> Store {
    let store = Store::new();
    store.ok(&["add", "Run", "every:day", "n:9", "code:run"]);
    store.ok(&["add", "My water", "every:day", "n:9", "code:water"]);
    for (name, goal, code) in [("family", "Bins out", "bins"), ("team", "Answer mail", "mail")] {
        let dir = folder(&store, name);
        store.ok(&["--dir", &dir, "add", goal, "every:day", "n:9", "who:Ann,Ben", &format!("code:{code}")]);
        store.ok(&["--dir", &dir, "add", "Their water", "every:day", "n:9", "code:water"]);
    }
    store.ok(&["config", "stores", &folder(&store, "family"), &folder(&store, "team")]);
    store
}

fn folder(store: &Store, name: &str) -> String {
    store.home().join(name).display().to_string()
}

fn done(store: &Store, dir: &str, code: &str) -> serde_json::Value {
    let today = store.json(&["--dir", dir, "today", "--all"]);
    crate::common::find(&today["goals"], code)["done"].clone()
}

/// Every line of a store's journal.
fn lines(store: &Store, name: &str) -> usize {
    let shards = bytes_below(&store.home().join(name).join("journal"));
    shards.values().map(|bytes| String::from_utf8_lossy(bytes).lines().count()).sum()
}

#[test]
fn other_stores_are_kept_on_this_machine_and_in_no_store() {
    let store = three();
    let (family, team) = (folder(&store, "family"), folder(&store, "team"));
    assert_eq!(store.ok(&["config", "stores"]), format!("{family}\n{team}\n"));
    let rows = store.json(&["config"])["settings"].clone();
    assert!(rows.as_array().expect("rows").contains(&json!({"key": "stores", "value": team})), "{rows}");
    for name in ["goals", "family", "team"] {
        for (path, bytes) in bytes_below(&store.home().join(name)) {
            assert!(!String::from_utf8_lossy(&bytes).contains(&*family), "{}", path.display());
        }
    }
    let again = store.json(&["config", "stores", &family, &team]);
    assert_eq!(again["changed"], json!([]));
    let ran = store.refused(1, &["config", "stores", &folder(&store, "nowhere")], "there is no store at");
    assert_eq!(store.ok(&["config", "stores"]).lines().count(), 2, "{ran:?}");
    store.ok(&["config", "stores", "none"]);
    assert_eq!(store.ok(&["config", "stores"]), "none\n");
    store.refused(2, &["config", "me", "Ann", "Lee"], "`me` takes one value");
}

#[test]
fn the_pages_of_other_stores_stand_below_one_s_own() {
    let store = three();
    let page = store.ok(&["today", "--all-stores"]);
    let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    let order = ["run", "My water", "In family\n", "Bins out", "In team\n", "Answer mail"];
    assert!(order.windows(2).all(|pair| place(pair[0]) < place(pair[1])), "{page}");
    let told = store.json(&["today", "--all-stores"]);
    assert_eq!(codes(&told["goals"]), ["run", "water"]);
    assert_eq!(told["stores"][0]["folder"], folder(&store, "family"));
    assert_eq!(codes(&told["stores"][0]["goals"]), ["bins", "water"]);
    assert_eq!(codes(&told["stores"][1]["goals"]), ["mail", "water"]);
    assert!(!store.ok(&["today"]).contains("Bins"), "only when it is asked for");
    // Within one of them, the others are the rest.
    let family = folder(&store, "family");
    let told = store.json(&["--dir", &family, "today", "--all-stores"]);
    assert_eq!(told["stores"].as_array().map(Vec::len), Some(1), "{told}");
    // A store that is gone is said, and the rest is shown.
    std::fs::remove_dir_all(&family).expect("it was there");
    let ran = store.run(&["today", "--all-stores"]);
    assert!(ran.code == 0 && ran.err.contains("warning: there is no store at"), "{ran:?}");
    assert!(ran.out.contains("Answer mail"), "{ran:?}");
}

#[test]
fn a_person_whom_only_another_store_knows_is_found_there() {
    let store = three();
    store.refused(1, &["today", "--who", "Ben"], "nobody has the name `Ben`");
    let told = store.json(&["today", "--all-stores", "--who", "Ben"]);
    assert_eq!(codes(&told["stores"][0]["goals"]), ["bins", "water"]);
    store.refused(1, &["today", "--all-stores", "--who", "Zoe"], "nobody has the name `Zoe`");
}

#[test]
fn a_check_off_goes_where_its_goal_lives() {
    let store = three();
    let (family, team) = (folder(&store, "family"), folder(&store, "team"));
    let before = store.journal().len();
    let page = store.ok(&["check", "bins+2", "--as", "Ann"]);
    assert!(page.starts_with("In family\n") && page.contains("Bins out · +2"), "{page}");
    assert_eq!((done(&store, &family, "bins"), store.journal().len()), (json!(2), before));
    let (in_family, in_team) = (lines(&store, "family"), lines(&store, "team"));
    let told = store.json(&["check", "mail", "run+3", "bins"]);
    assert_eq!(codes(&told["changed"]), ["run"]);
    assert_eq!(codes(&told["stores"][0]["changed"]), ["bins"]);
    assert_eq!(codes(&told["stores"][1]["changed"]), ["mail"]);
    assert_eq!(store.goal("run")["done"], 3);
    assert_eq!((done(&store, &family, "bins"), done(&store, &team, "mail")), (json!(3), json!(1)));
    assert_eq!((lines(&store, "family"), lines(&store, "team")), (in_family + 1, in_team + 1));
    for (path, bytes) in bytes_below(&store.home().join("family")) {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("Run") && !text.contains("My water"), "{}", path.display());
    }
    // One's own store goes before.
    store.ok(&["check", "water"]);
    assert_eq!((store.goal("water")["done"].clone(), done(&store, &family, "water")), (json!(1), json!(0)));
}

#[test]
fn a_code_that_no_store_has_writes_nothing_anywhere() {
    let store = three();
    let all = |store: &Store| bytes_below(store.home());
    let before = all(&store);
    let ran = store.refused(1, &["check", "run", "bins", "nonsense"], "`nonsense`");
    assert!(ran.err.contains("nothing was written"), "{ran:?}");
    let journals = |files: std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>| -> Vec<_> {
        files.into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "jsonl")).collect()
    };
    assert_eq!(journals(all(&store)), journals(before));
    // Who names a store means that one.
    store.refused(1, &["--dir", &folder(&store, "team"), "check", "bins"], "no goal has the code");
    // Only `check` looks there.
    store.refused(1, &["edit", "bins", "--title", "Mine"], "no goal has the code");
    store.refused(1, &["move", "run", "--under", "bins"], "no goal has the code");
}

#[test]
fn what_was_checked_off_elsewhere_last_is_what_undo_takes_back() {
    let mut store = three();
    store.on_device("a");
    let family = folder(&store, "family");
    store.at("2026-11-18T18:21:00+01:00").ok(&["check", "run"]);
    store.at("2026-11-18T18:22:00+01:00").ok(&["check", "bins+2"]);
    let page = store.at("2026-11-18T18:23:00+01:00").ok(&["undo"]);
    assert!(page.starts_with("In family\nUndone: "), "{page}");
    assert_eq!((done(&store, &family, "bins"), store.goal("run")["done"].clone()), (json!(0), json!(1)));
    assert!(store.ok(&["redo"]).starts_with("In family\nRedone: "));
    assert_eq!(done(&store, &family, "bins"), 2);
    store.ok(&["undo"]);
    assert!(store.ok(&["undo"]).starts_with("Undone: check off `run`"), "then one's own");
    // What else was done there is not one's own store's to take back.
    store.at("2026-11-18T18:24:00+01:00");
    store.ok(&["--dir", &family, "add", "Shop", "every:week", "code:shop"]);
    assert!(!store.ok(&["undo"]).contains("family"));
    assert!(store.ok(&["--dir", &family, "list"]).contains("Shop"));
}
