//! The rules for the code that no lint holds (ARCHITECTURE.md, "Invariants").

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

pub(crate) fn sources() -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn every_file_says_what_it_is_about() {
    for file in sources() {
        let text = std::fs::read_to_string(&file).expect("a source file");
        assert!(text.starts_with("//! "), "{} begins with no word on its subject", file.display());
    }
}

#[test]
fn no_globs_are_imported_and_nothing_is_left_to_do() {
    for file in sources() {
        let text = std::fs::read_to_string(&file).expect("a source file");
        // A remark that begins with it; Org and calendars have words that end so.
        for sign in ["::*;", "// TODO", "//! TODO", "/// TODO", "todo!", "FIXME", "unimplemented!"] {
            assert!(!text.contains(sign), "{} holds `{sign}`", file.display());
        }
    }
}

#[test]
fn the_codemap_names_every_folder_but_those_of_single_commands_and_tools() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let map = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("the page");
    let folders: BTreeSet<PathBuf> =
        sources().into_iter().filter_map(|file| file.parent().map(Path::to_owned)).collect();
    let root = root.join("src");
    for folder in folders {
        let name = folder.strip_prefix(&root).expect("below src").to_string_lossy().replace('\\', "/");
        let of_a_command = name.starts_with("commands/") && name != "commands/shared";
        let of_a_tool = name.starts_with("interop/tools/");
        assert!(
            of_a_command
                || of_a_tool
                || map.contains(&format!("`{name}/`"))
                || name.is_empty()
                || name == "domain",
            "{name}"
        );
    }
}

/// The editor, the pager, `goals-NAME`, the hook of the person, for `remind` alone the desktop's and the system's and, for
/// `sync` alone, git are the only other programs there are, and no part of the standard library that speaks to a network
/// is used.
#[test]
fn nothing_is_run_but_what_a_person_put_there_and_git_for_sync_and_nothing_is_sent() {
    let mut runs = Vec::new();
    for file in sources() {
        let text = std::fs::read_to_string(&file).expect("a source file");
        for sign in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!text.contains(sign), "{} uses `{sign}`", file.display());
        }
        let imported = text.contains("use std::process::{") || text.contains("process::Command;");
        let started = if imported { "Command::new" } else { "process::Command::new" };
        let count = text.matches(started).count();
        let programs = text.matches("Command::new(\"git\")").count();
        runs.extend((count > 0).then(|| (file.file_name().expect("a name").to_owned(), count, programs)));
    }
    runs.sort();
    assert_eq!(
        runs,
        [
            ("git.rs".into(), 1, 1),
            ("hooks.rs".into(), 1, 0),
            ("programs.rs".into(), 3, 0),
            ("services.rs".into(), 1, 0)
        ]
    );
}
