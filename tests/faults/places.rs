//! The fault matrix: homes and folders that are missing, or are something else.

use crate::files::{bytes_below, within};
use crate::harness::Store;
use crate::shard::{get, put};
#[cfg(target_os = "linux")]
use crate::{disk::mounting, other_user, tools::leave_out};

#[test]
fn a_store_that_is_a_file_is_of_the_wrong_kind() {
    let store = Store::new();
    put(&store.dir(), "not a folder");
    for args in [&["today"][..], &["add", "Sing"]] {
        let ran = store.refused(73, args, "goals");
        assert!(ran.err.contains("is not a folder"), "{ran:?}");
        assert!(ran.err.contains("hint: "), "{ran:?}");
    }
    assert_eq!(get(&store.dir()), b"not a folder");
}

#[test]
fn a_full_or_absent_home_is_told_apart() {
    let store = Store::new();
    // Nowhere to be.
    let mut command = store.command(&["add", "Sing"]);
    command.env("HOME", "relative/home").env_remove("XDG_DATA_HOME").current_dir(store.home());
    let ran = within(10, command);
    assert_eq!(ran.code, 78, "{ran:?}");
    assert!(ran.err.contains("error: ") && ran.err.contains("home") && ran.err.contains("hint: "), "{ran:?}");
    // The same, though the store is named: there is no place for the device's name.
    let mut command = store.command(&["add", "Sing"]);
    command.env("HOME", "relative/home").current_dir(store.home());
    let ran = within(10, command);
    assert_eq!(ran.code, 78, "{ran:?}");
    assert_eq!(bytes_below(store.home()).len(), 1, "something was made");
    // With all that is needed said, nobody asks for a home; reading needs no device.
    for home in [None, Some(""), Some("relative/home")] {
        let with = |args: &[&str], device: Option<&str>| {
            let mut command = store.command(args);
            command.current_dir(store.home()).env_remove("HOME");
            if let Some(home) = home {
                command.env("HOME", home);
            }
            if let Some(device) = device {
                command.env("GOALS_DEVICE", device);
            }
            within(10, command)
        };
        let ran = with(&["add", "Sing"], Some("a"));
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{home:?}: {ran:?}");
        let ran = with(&["list"], None);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{home:?}: {ran:?}");
    }
    let made: Vec<_> =
        std::fs::read_dir(store.home()).expect("the home").map(|it| it.expect("it").file_name()).collect();
    assert_eq!(made, ["goals"]);
    // Nothing but the user's own entry to go by: it is read, or the want of a home is told.
    for home in [None, Some("")] {
        let mut command = store.command(&["list"]);
        command.env_remove("HOME").env_remove("XDG_DATA_HOME").current_dir(store.home());
        if let Some(home) = home {
            command.env("HOME", home);
        }
        let ran = within(10, command);
        assert!([0, 78].contains(&ran.code), "{home:?}: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{home:?}: {ran:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_home_it_is_the_one_that_etc_passwd_has() {
    let Some(mut command) = mounting() else { return };
    let store = Store::new();
    let (home, people) = (store.home().join("jo"), store.home().join("passwd"));
    std::fs::create_dir(&home).expect("a folder");
    let listed =
        format!("daemon:x:1:0:0:/0:\njo:x:0:0:Jo, of 0:{}:/bin/sh\nroot:x:0:0::/nowhere:\n", home.display());
    std::fs::write(&people, listed).expect("a list");
    let alone = r#"mount --bind "$1" /etc/passwd || exit 99; exec "$0" add Sing"#;
    command.args(["sh", "-c", alone, env!("CARGO_BIN_EXE_goals")]).arg(&people);
    command.env_clear().envs(store.environment()).env_remove("HOME").env_remove("XDG_DATA_HOME");
    let ran = within(10, command);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(
        home.join(".local/share/goals/journal").is_dir() && home.join(".local/state/goals/device").is_file()
    );
}

#[cfg(target_os = "linux")]
#[test]
fn who_is_nowhere_listed_is_told_what_to_set() {
    if !other_user::is_root() {
        return leave_out(&["run the tests as root"]);
    }
    let store = Store::new();
    let run = |args: &[&str]| {
        let mut command = other_user::by_user(54_321, &store, args);
        command.env_remove("HOME").env_remove("XDG_DATA_HOME");
        within(10, command)
    };
    let ran = run(&["list"]);
    assert_eq!((ran.code, ran.out.as_str()), (78, ""), "{ran:?}");
    let said = "error: there is no home folder to keep anything in\n\
                hint: set `HOME` to a full path, or name a folder with `--dir FOLDER` or `GOALS_DIR`\n";
    assert_eq!(ran.err, said);
    let ran = run(&["list", "--dir", &store.dir().display().to_string()]);
    assert!(ran.code == 1 && ran.err.contains("there is no store at"), "{ran:?}");
}

#[cfg(unix)]
#[test]
fn folders_of_the_xdg_specification_are_taken_where_they_are_whole_paths() {
    let store = Store::new();
    let run = |data: &str, state: &str, args: &[&str]| {
        let mut command = store.command(args);
        command.current_dir(store.home());
        command.env("XDG_DATA_HOME", data).env("XDG_STATE_HOME", state);
        within(10, command)
    };
    let there = |path: &str| store.home().join(path).exists();
    assert_eq!(run("relative", "relative", &["add", "One"]).code, 0);
    assert!(!there("relative"), "a relative folder was used");
    assert!(there(".local/share/goals/journal") && there(".local/state/goals/device"));
    assert_eq!(run("", "", &["add", "Two"]).code, 0);
    let whole = store.home().join("data").to_string_lossy().into_owned();
    let state = store.home().join("state").to_string_lossy().into_owned();
    assert_eq!(run(&whole, &state, &["add", "Three"]).code, 0);
    assert!(there("data/goals/journal") && there("state/goals/device"));
    assert!(run(&whole, &state, &["list"]).out.contains("Three"));
    let out = run("", "", &["list"]).out;
    assert!(out.contains("One") && out.contains("Two") && !out.contains("Three"), "{out}");
}
