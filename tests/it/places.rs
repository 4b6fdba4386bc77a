//! Where a store lies: one that is named and is not there, `~/`, a folder from here.

use crate::common::with;
use crate::harness::{Ran, Store};

/// A run where `GOALS_DIR` says this.
fn in_dir(store: &Store, dir: &str, args: &[&str]) -> Ran {
    with(store, &[("GOALS_DIR", dir)], args)
}

#[test]
fn a_named_store_that_is_not_there_is_no_free_day() {
    let store = Store::new();
    let missing = store.home().join("gaols").display().to_string();
    for args in [
        &["today"][..],
        &[],
        &["next"],
        &["plan"],
        &["list"],
        &["log"],
        &["show", "kids"],
        &["check", "kids"],
        &["undo"],
        &["redo"],
        &["streaks"],
        &["review"],
        &["report"],
        &["rewards"],
        &["today", "--json"],
    ] {
        let ran = in_dir(&store, &missing, args);
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}: {ran:?}");
        assert!(ran.err.contains(&format!("error: there is no store at {missing}")), "{args:?}: {ran:?}");
        assert!(ran.err.contains("goals add"), "{args:?}: {ran:?}");
        let ran = store.run(&[&["--dir", &missing], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{args:?}: {ran:?}");
    }
    assert!(!store.home().join("gaols").exists());
}

#[test]
fn the_store_beside_it_that_may_be_meant_is_named() {
    let store = Store::new();
    store.ok(&["add", "Read every:day code:read"]);
    let mistyped = store.home().join("gaols").display().to_string();
    let ran = store.refused(1, &["today", "--dir", &mistyped], "gaols");
    assert!(ran.err.contains(&format!("did you mean {}?", store.dir().display())), "{ran:?}");
}

#[test]
fn what_needs_no_store_works_without_one() {
    let store = Store::new();
    let missing = store.home().join("gaols").display().to_string();
    for (args, said) in [
        (&["prompt"][..], ""),
        (&["config", "week-start"], "monday\n"),
        (&["doctor"], "There is no store yet."),
        (&["help", "days"], ""),
        (&["--help"], "First steps"),
        (&["completions", "bash"], "goals"),
        (&["man"], ""),
    ] {
        let ran = in_dir(&store, &missing, args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}: {ran:?}");
        assert!(ran.out.contains(said), "{args:?}: {ran:?}");
    }
    assert!(!store.home().join("gaols").exists());
    // The default one is not there before the first goal.
    assert!(store.ok(&["today"]).contains("No goals yet"));
    assert!(!store.dir().exists());
}

#[test]
fn what_makes_something_makes_the_store() {
    for args in [&["add", "Read every:day"][..], &["win", "Cooked"], &["config", "week-start", "sunday"]] {
        let store = Store::new();
        let named = store.home().join("a/b").display().to_string();
        let ran = in_dir(&store, &named, args);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}: {ran:?}");
        assert!(store.home().join("a/b/journal").is_dir());
    }
}

#[test]
fn a_tilde_is_the_home() {
    let store = Store::new();
    assert_eq!(in_dir(&store, "~/my goals", &["add", "Read every:day"]).code, 0);
    assert!(store.home().join("my goals/journal").is_dir());
    assert!(store.ok(&["list", "--dir=~/my goals"]).contains("Read"));
    assert!(store.ok(&["list", "--dir", "~/my goals"]).contains("Read"));
    let ran = store.run(&["demo", "--dir=~/year"]);
    assert!(ran.code == 0 && store.home().join("year/journal").is_dir(), "{ran:?}");
}

#[test]
fn a_relative_folder_is_taken_from_here_and_said_once() {
    let store = Store::new();
    let here = |args: &[&str]| -> Ran {
        let mut command = store.command(args);
        command.current_dir(store.home()).output().expect("the program starts").into()
    };
    let ran = here(&["add", "Read every:day code:read", "--dir", "year"]);
    let whole = store.home().canonicalize().expect("a folder").join("year");
    assert_eq!(ran.err, format!("a new store: {}\n", whole.display()));
    assert!(whole.join("journal").is_dir());
    let ran = here(&["check", "read", "--dir", "year"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    let ran = here(&["today", "--dir", "yaer"]);
    assert!(ran.code == 1 && ran.err.contains(&whole.display().to_string()), "{ran:?}");
}
