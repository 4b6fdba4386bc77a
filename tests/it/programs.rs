//! `goals NAME` is the program `goals-NAME`.
#![cfg(unix)]

use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::common::{shell, with};
use crate::harness::{Ran, Store};
use crate::tools::needs;

/// A program that says what it was handed, and ends with 7.
fn program(folder: &Path, name: &str, says: &str) {
    std::fs::create_dir_all(folder).expect("a folder");
    let file = folder.join(name);
    let script = format!("#!/bin/sh\necho \"{says}: $* in ${{GOALS_DIR:-none}}\"\nexit 7\n");
    std::fs::write(&file, script).expect("a program");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("it may be run");
}

/// A run with these folders as the whole `PATH`.
fn on_path(store: &Store, folders: &str, args: &[&str]) -> Ran {
    with(store, &[("PATH", folders)], args)
}

#[test]
fn a_name_is_a_program_and_gets_all_that_is_behind_it() {
    let store = Store::new();
    let bin = store.home().join("bin");
    program(&bin, "goals-hello", "hello");
    let path = format!("relative:{}:/usr/bin:/bin", bin.display());
    let ran = on_path(&store, &path, &["hello", "--json", "two words", "--dir", "x"]);
    assert_eq!((ran.code, ran.out.as_str()), (7, "hello: --json two words --dir x in none\n"), "{ran:?}");
    // The store that is named before it is its store.
    let ran = on_path(&store, &path, &["--dir", "/tmp/elsewhere", "hello", "a"]);
    assert_eq!((ran.code, ran.out.as_str()), (7, "hello: a in /tmp/elsewhere\n"), "{ran:?}");
    let ran = on_path(&store, &path, &["--dir=/tmp/elsewhere", "hello"]);
    assert_eq!(ran.out, "hello:  in /tmp/elsewhere\n");
}

#[test]
fn commands_and_first_words_go_before_a_program_and_codes_behind() {
    let store = Store::new();
    store.ok(&["add", "Run every:day code:run"]);
    let bin = store.home().join("bin");
    for name in ["goals-list", "goals-ls", "goals-run"] {
        program(&bin, name, name);
    }
    let path = format!("{}:/usr/bin:/bin", bin.display());
    assert_eq!(on_path(&store, &path, &["list"]).out, store.ok(&["list"]));
    assert_eq!(on_path(&store, &path, &["ls"]).out, store.ok(&["list"]));
    assert_eq!(on_path(&store, &path, &["run"]).out, "goals-run:  in none\n");
}

#[test]
fn nothing_is_run_of_the_folder_one_stands_in_nor_what_may_not_be_run_nor_what_is_no_name() {
    needs!("sh");
    let store = Store::new();
    let here = store.home().join("here");
    program(&here, "goals-hello", "hello");
    let program_there = env!("CARGO_BIN_EXE_goals");
    for path in [".", "", "here", &here.display().to_string()] {
        let script = format!("cd {}; PATH='{path}' exec {program_there} hello", here.display());
        let ran = shell(&store, &["sh"], &script);
        assert_eq!(ran.code, 2, "{path}: {ran:?}");
        assert!(ran.err.contains("there is no command `hello`"), "{path}: {ran:?}");
    }
    let bin = store.home().join("bin");
    for name in ["goals-plain", "goals-Up", "goals-a.b", "goals--x"] {
        program(&bin, name, name);
    }
    std::fs::set_permissions(bin.join("goals-plain"), std::fs::Permissions::from_mode(0o644)).expect("modes");
    for word in ["plain", "Up", "a.b", "../bin/goals-plain"] {
        let ran = on_path(&store, &bin.display().to_string(), &[word]);
        assert_eq!(ran.code, 2, "{word}: {ran:?}");
    }
}

#[test]
fn the_screen_is_completed_where_it_is() {
    let store = Store::new();
    let offered = |program: &Path| {
        let mut command = std::process::Command::new(program);
        command.env_clear().envs([("GOALS_COMPLETE", "fish"), ("PATH", "/nowhere")]);
        command.env("HOME", store.home()).args(["--", "goals", "u"]);
        let out = command.output().expect("it runs").stdout;
        String::from_utf8(out).expect("UTF-8").lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let alone = store.home().join("bin/goals");
    std::fs::create_dir_all(alone.parent().expect("a folder")).expect("a folder");
    std::fs::copy(env!("CARGO_BIN_EXE_goals"), &alone).expect("a copy");
    let undo = "undo\tTake back the last command of this device, or the one that a mark of `log` names";
    assert_eq!(offered(&alone), [undo]);
    program(&store.home().join("bin"), "goals-ui", "ui");
    assert_eq!(offered(&alone), [undo, "ui\tShow the day on one screen"]);
}
