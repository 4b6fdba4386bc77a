//! `skip`: a period excused.

use serde_json::json;

use crate::common::says;
use crate::harness::Store;

fn daily() -> Store {
    let mut store = Store::new();
    store.at("2026-11-16");
    store.ok(&["add", "Run every:day code:run"]);
    store
}

#[test]
fn undo_of_a_skip_takes_it_back() {
    let mut store = daily();
    store.at("2026-11-18");
    store.ok(&["skip", "run", "--on", "yesterday"]);
    assert_eq!(store.streak("run")["missed"], 1);
    store.ok(&["skip", "run", "--on", "yesterday", "--undo"]);
    assert_eq!(store.streak("run")["missed"], 2);
}

#[test]
fn json_and_the_echo_of_the_day() {
    let mut store = daily();
    store.at("2026-11-18");
    let ran = store.run(&["skip", "run", "--on", "17 Nov", "--json"]);
    assert!(ran.err.contains("Tuesday 17 November 2026"), "{ran:?}");
    let told: serde_json::Value = serde_json::from_str(&ran.out).expect("a document");
    says(&told["changed"][0], &json!({"code": "run", "day": "2026-11-17"}));
}
