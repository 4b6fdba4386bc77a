//! A store that leaves as one document and comes back: everything is there, as it stood.

use std::collections::BTreeMap;

use goals::domain::model::change::Change;
use goals::domain::model::rewards::{Promise, RewardCondition};
use goals::domain::value::ids::{EntryId, GoalId, RewardId};
use goals::journal::format::entry::{Entry, Recorded, write};
use proptest::prelude::{prop_assert_eq, proptest};
use serde_json::{Value, json};

use crate::files::NOW_MS;
use crate::harness::Store;
use crate::properties::{cases, entries};
use crate::state::day;

/// All that tells of a store, as programs read it.
const VIEWS: [&[&str]; 7] = [
    &["list", "--all"],
    &["log", "--all"],
    &["streaks"],
    &["progress"],
    &["review", "--week", "2026-11-16"],
    &["rewards"],
    &["config"],
];

fn views(store: &Store) -> Vec<String> {
    VIEWS.iter().map(|view| store.ok(&[view, &["--json"][..]].concat())).collect()
}

/// An empty store with what another one holds.
fn moved(store: &Store) -> Store {
    let (mut other, file) = (Store::new(), store.home().join("backup.json"));
    let file = file.to_str().expect("a path");
    store.ok(&["export", "--json", file, "--force"]);
    other.at("2026-12-01");
    other.ok(&["import", file]);
    other
}

/// The document without the moment at which it was made.
fn document(store: &Store) -> Value {
    let mut document: Value = serde_json::from_str(&store.ok(&["export", "--json"])).expect("a document");
    document["exported"] = Value::Null;
    document
}

/// A store with these entries, each in its device's folder.
fn holding(entries: Vec<Recorded>) -> Store {
    let mut store = Store::new();
    store.at("2026-12-01");
    let mut shards: BTreeMap<String, String> = BTreeMap::new();
    for Recorded { entry, device } in entries {
        let line = write(&entry).expect("a line");
        shards.entry(device).or_default().push_str(&(line + "\n"));
    }
    for (device, text) in shards {
        let folder = store.dir().join("journal").join(device);
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::write(folder.join("2026.jsonl"), text).expect("a shard");
    }
    store
}

/// An id of this year.
fn believed(id: EntryId) -> EntryId {
    EntryId((u128::from(NOW_MS) << 80) + id.0)
}

fn in_this_year(recorded: &Recorded) -> Recorded {
    let Recorded { entry: Entry { id, did, .. }, device } = recorded;
    let did = did.iter().map(|change| match change {
        Change::Undo { entry } => Change::Undo { entry: believed(*entry) },
        other => other.clone(),
    });
    let entry = Entry { id: believed(*id), did: did.collect(), ..recorded.entry.clone() };
    Recorded { entry, device: device.clone() }
}

/// What the strategy of all others leaves out, of its first goal.
fn more(behind: usize) -> Vec<Recorded> {
    let goal = GoalId::from_bits(1);
    let id = RewardId::from_bits(7);
    let promise = Some(Promise { text: "Cake".to_owned(), mark: RewardCondition::Done });
    let all = [
        Change::Template { name: "t".to_owned(), outline: Some("- Outline\n".to_owned()) },
        Change::Reward { goal, id, promise },
        Change::Claim { goal, id: Some(id), day: day("2026-11-20") },
        Change::Plan { goal, day: Some(day("2026-12-24")) },
    ];
    let recorded = |(place, change): (usize, Change)| {
        let id = EntryId(u128::try_from(behind + place + 1).expect("a small number"));
        let at = "2026-11-18T12:00:00.000+00:00".to_owned();
        let entry = Entry { id, at, by: Some("Ann".to_owned()), of: None, did: vec![change] };
        Recorded { entry, device: "one".to_owned() }
    };
    all.into_iter().enumerate().map(recorded).collect()
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_store_that_was_moved_tells_the_same_of_everything(all in entries()) {
        let behind = all.len();
        let all = all.iter().chain(&more(behind)).map(in_this_year).collect();
        let store = holding(all);
        let moved = moved(&store);
        for ((before, after), view) in views(&store).into_iter().zip(views(&moved)).zip(VIEWS) {
            prop_assert_eq!(before, after, "{:?}", view);
        }
        prop_assert_eq!(document(&store), document(&moved));
    }
}

#[test]
fn void_entries_and_other_devices_come_along_and_can_be_redone() {
    let mut store = Store::new();
    store.on_device("a").ok(&["add", "Run", "--every", "day", "--code", "run"]);
    store.on_device("b").ok(&["check", "run"]);
    store.on_device("b").ok(&["undo"]);
    let mut moved = moved(&store);
    moved.at(crate::harness::NOW).on_device("b");
    assert_eq!(moved.goal("run")["done"], 0);
    moved.ok(&["redo"]);
    assert_eq!(moved.goal("run")["done"], 1);
}

#[test]
fn the_same_document_again_adds_nothing_and_a_longer_one_the_rest() {
    let store = Store::new();
    store.ok(&["add", "Run", "--every", "day", "--code", "run"]);
    let moved = moved(&store);
    let file = store.home().join("backup.json");
    let file = file.to_str().expect("a path");
    let lines = moved.journal();
    let again = moved.json(&["import", file]);
    assert_eq!((&again["new"], &again["known"]), (&json!(0), &json!(1)));
    assert_eq!(moved.journal(), lines);
    store.ok(&["check", "run"]);
    moved.ok(&["check", "run", "--on", "yesterday"]);
    store.ok(&["export", "--json", file, "--force"]);
    let told = moved.json(&["import", file, "--dry-run"]);
    assert_eq!((&told["new"], &told["dry_run"]), (&json!(1), &json!(true)));
    assert_eq!(moved.journal().len(), lines.len() + 1, "nothing is written but when it is asked for");
    moved.ok(&["import", file]);
    assert_eq!(moved.json(&["log", "--all"])["entries"].as_array().expect("entries").len(), 2);
}

#[test]
fn what_a_newer_version_wrote_comes_along() {
    let store = Store::new();
    store.ok(&["add", "Run", "--every", "day", "--code", "run"]);
    let shard = store.shards().remove(0);
    let newer = crate::files::line(1, r#"{"cheer":{"loud":true}}"#);
    crate::files::append(&shard, newer.clone() + "\n");
    let moved = moved(&store);
    assert!(moved.journal().contains(&newer), "{:?}", moved.journal());
}

#[test]
fn a_document_that_was_laid_out_anew_is_the_same() {
    let store = Store::new();
    store.ok(&["add", "Run", "--every", "day", "--code", "run", "--target", "2.5", "--unit", "km"]);
    let file = store.home().join("pretty.json");
    let text = serde_json::to_string_pretty(&document(&store)).expect("a document");
    std::fs::write(&file, text).expect("a file");
    let moved = Store::new();
    moved.ok(&["import", file.to_str().expect("a path")]);
    assert_eq!(views(&moved), views(&store));
}

#[test]
fn a_document_that_is_cut_off_or_changed_is_refused_and_nothing_is_written() {
    let store = Store::new();
    store.ok(&["add", "Run", "--every", "day", "--code", "run"]);
    let text = store.ok(&["export", "--json"]);
    let (before, entry) = text.rsplit_once("\"add\"").expect("an entry");
    let misspelt = entry.replacen("\"goal\"", "\"gaol\"", 1);
    for (name, text, words) in [
        ("cut", before.to_owned(), "EOF"),
        ("entry", format!("{before}\"add\"{misspelt}"), "entry 1"),
        ("device", text.replace("\"devices\":[{\"name\":\"", "\"devices\":[{\"name\":\"../"), "../"),
    ] {
        let file = store.home().join(name);
        std::fs::write(&file, text).expect("a file");
        let other = Store::new();
        let ran = other.refused(65, &["import", file.to_str().expect("a path")], words);
        assert!(ran.err.contains("nothing was written"), "{ran:?}");
        assert!(!other.dir().exists(), "{name}");
    }
}

#[test]
fn wishes_for_other_tools_goals_are_refused_of_a_store() {
    let store = Store::new();
    store.ok(&["add", "Run", "--every", "day", "--code", "run"]);
    let file = store.home().join("backup.json");
    let file = file.to_str().expect("a path");
    store.ok(&["export", "--json", file]);
    store.refused(2, &["import", file, "--under", "run"], "`--under` can't be given");
}
