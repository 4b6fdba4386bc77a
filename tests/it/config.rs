//! `config`: what is set once for everything.

use std::process::Stdio;

use serde_json::json;

use crate::harness::Store;

#[test]
fn all_settings_with_their_values() {
    let store = Store::new();
    let out = store.ok(&["config"]);
    for key in ["day-start", "week-start", "celebrate", "hints", "me"] {
        assert!(out.contains(key), "{out}");
    }
    assert!(!store.dir().exists());
}

#[test]
fn one_setting_alone_prints_its_value_for_scripts() {
    let store = Store::new();
    assert_eq!(store.ok(&["config", "day-start"]), "00:00\n");
    store.ok(&["config", "day-start", "04:00"]);
    assert_eq!(store.ok(&["config", "day-start"]), "04:00\n");
    store.ok(&["config", "me", "ann"]);
    assert_eq!(store.ok(&["config", "me"]), "ann\n");
    store.ok(&["config", "me", "none"]);
    assert_eq!(store.ok(&["config", "me"]), "none\n");
}

#[test]
fn what_holds_already_writes_nothing() {
    let store = Store::new();
    store.ok(&["config", "week-start", "sunday"]);
    let before = store.journal();
    store.ok(&["config", "week-start", "sunday"]);
    assert_eq!(store.journal(), before);
}

#[test]
fn a_week_from_sunday_2_2() {
    let mut store = Store::new();
    store.at("2026-11-01").ok(&["config", "week-start", "sunday"]);
    store.at(crate::harness::NOW);
    store.ok(&["add", "Swim every:week code:swim"]);
    store.ok(&["check", "swim", "--on", "2026-11-15"]);
    assert_eq!(store.goal("swim")["state"], "met");
    assert_eq!(store.goal("swim")["period"]["to"], "2026-11-21");
    let ran = store.run(&["add", "Plan", "--by", "eow"]);
    assert!(ran.err.contains("Saturday 21 November 2026"), "{ran:?}");
}

#[test]
fn json_has_the_settings() {
    let store = Store::new();
    let told = store.json(&["config", "me", "ann"]);
    assert_eq!(told["changed"].as_array().map(Vec::len), Some(1), "{told}");
    let settings = store.json(&["config"])["settings"].clone();
    assert!(
        settings.as_array().expect("settings").iter().any(|it| *it == json!({"key": "me", "value": "ann"}))
    );
}

#[test]
fn a_setting_that_is_nearly_named_is_offered_and_the_inbox_is_named_with_its_path() {
    let store = Store::new();
    let ran = store.refused(2, &["config", "inbx", "on"], "there is no setting `inbx`");
    assert!(ran.err.contains("did you mean `goals config inbox`?"), "{}", ran.err);
    let ran = store.refused(2, &["config", "frobnicate"], "there is no setting `frobnicate`");
    assert!(ran.err.contains("`me`, `stores`, `inbox`"), "{}", ran.err);
    let inbox = store.dir().join("inbox.txt");
    for words in [&["config", "inbox", "on"][..], &["config", "inbox", "on"], &["config", "inbox"]] {
        let ran = store.run(words);
        assert!(ran.err.contains(&inbox.display().to_string()), "{words:?}: {}", ran.err);
    }
    assert_eq!(store.run(&["config", "inbox", "off"]).err, "");
}

#[cfg(unix)]
#[test]
fn the_inbox_is_on_whatever_the_folder_of_the_store_is_called() {
    let store = Store::new();
    let stores = ["a\nb", "a", "b", "a\\nb"].map(|name| store.home().join(name).display().to_string());
    let kept = |dir: &str| store.json(&["--dir", dir, "config", "inbox"])["settings"][0]["value"].clone();
    for dir in &stores {
        store.ok(&["--dir", dir, "add", "Run every:day"]);
        assert_eq!(kept(dir), json!("off"), "{dir:?}");
        store.ok(&["--dir", dir, "config", "inbox", "on"]);
    }
    assert_eq!(stores.each_ref().map(|dir| kept(dir)), [(); 4].map(|()| json!("on")));
    let [odd, others @ ..] = &stores;
    store.ok(&["--dir", odd, "config", "inbox", "off"]);
    assert_eq!(kept(odd), json!("off"));
    assert!(others.iter().all(|dir| kept(dir) == json!("on")));
}

#[test]
fn inboxes_that_are_turned_on_at_once_are_all_on() {
    let store = Store::new();
    let names: Vec<String> =
        (0..8).map(|number| store.home().join(format!("s{number}")).display().to_string()).collect();
    let running: Vec<_> = names
        .iter()
        .map(|name| store.command(&["--dir", name, "config", "inbox", "on", "--json"]))
        .map(|mut command| command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts"))
        .collect();
    for mut running in running {
        assert!(running.wait().expect("it ends").success());
    }
    for name in &names {
        assert_eq!(store.ok(&["--dir", name, "config", "inbox"]), "on\n");
    }
}
