//! `man`: a page for every command, made of the same definitions as its help.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::harness::Store;
use crate::help::examples;

/// A folder with all pages in it.
fn pages(store: &Store) -> PathBuf {
    let folder = store.home().join("pages");
    std::fs::create_dir(&folder).expect("a folder");
    store.ok(&["man", "--into", folder.to_str().expect("a path")]);
    folder
}

fn files(folder: &Path) -> BTreeSet<String> {
    let found = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
    found.map(|entry| entry.file_name().into_string().expect("a name")).collect()
}

fn text(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).expect("a page")
}

/// A line as roff has it.
fn escaped(line: &str) -> String {
    line.replace('\\', "\\\\").replace('-', "\\-").replace('\'', "\\*(Aq")
}

/// The line below a heading.
fn below<'t>(page: &'t str, heading: &str) -> &'t str {
    let rest =
        page.split_once(&format!("\n.SH {heading}\n")).unwrap_or_else(|| panic!("no {heading}: {page}")).1;
    rest.lines().find(|line| !line.starts_with('.')).expect("a line")
}

#[test]
fn every_command_and_topic_has_a_page_and_nothing_else_has() {
    let store = Store::new();
    let expected: BTreeSet<String> = examples()
        .into_iter()
        .map(|(words, _)| format!("{}.1", words.replace(' ', "-")))
        .chain(["goals.1", "goals-days.1", "goals-inbox.1", "goals-lines.1"].map(ToOwned::to_owned))
        .collect();
    assert!(expected.contains("goals-check.1") && expected.contains("goals-template-save.1"));
    assert_eq!(files(&pages(&store)), expected);
    assert!(!store.dir().exists());
}

#[test]
fn every_page_has_its_sections_and_the_example_of_its_command() {
    let store = Store::new();
    let folder = pages(&store);
    let first = "goals add \"Publish 52 guest posts\" --target 52 --by +1y --code gp".to_owned();
    for (words, example) in examples().into_iter().chain([("goals".to_owned(), first)]) {
        let name = words.replace(' ', "-");
        let page = text(&folder, &format!("{name}.1"));
        let title = format!(".TH {name} 1 \" \" \"goals {}\" \"User Commands\"\n", env!("CARGO_PKG_VERSION"));
        assert!(page.contains(&title), "{page}");
        assert!(below(&page, "NAME").starts_with(&format!("{} \\- ", escaped(&name))), "{page}");
        assert!(below(&page, "SYNOPSIS").starts_with(&format!("\\fB{words}\\fR ")), "{page}");
        assert!(below(&page, "DESCRIPTION").contains(' '), "{page}");
        assert!(page.contains("\n.SH OPTIONS\n"), "{page}");
        assert!(page.contains("\\fB\\-\\-dir\\fR"), "{page}");
        assert_eq!(below(&page, "EXAMPLES"), escaped(&example), "{page}");
    }
}

#[test]
fn text_is_escaped() {
    let store = Store::new();
    let folder = pages(&store);
    for file in files(&folder) {
        for line in text(&folder, &file).lines().filter(|line| !line.starts_with('.')) {
            assert!(!line.replace("\\-", "").contains('-'), "{file}: {line}");
            assert!(!line.replace("\\*(Aq", "").contains('\''), "{file}: {line}");
        }
    }
}

#[test]
fn no_page_tells_of_the_command_help() {
    let store = Store::new();
    let folder = pages(&store);
    for file in files(&folder) {
        let page = text(&folder, &file);
        assert!(!page.contains("Print this message"), "{page}");
        assert!(!page.contains("\\-help("), "{page}");
    }
}

#[test]
fn pages_lead_to_those_below_and_to_the_one_above() {
    let store = Store::new();
    let folder = pages(&store);
    let files = files(&folder);
    for file in &files {
        let name = file.strip_suffix(".1").expect("a page of section 1");
        let above = name.rsplit_once('-').map(|(above, _)| above);
        if let Some(above) = above {
            assert!(text(&folder, &format!("{above}.1")).contains(&escaped(name)));
            let page = text(&folder, file);
            assert_eq!(below(&page, "\"SEE ALSO\""), format!("\\fB{}\\fR(1)", escaped(above)));
        }
    }
    let root = text(&folder, "goals.1");
    assert!(
        root.split_once("SEE ALSO").is_some_and(|(_, rest)| rest.contains("goals\\-days\\fR(1)")),
        "{root}"
    );
}

#[test]
fn one_page_is_printed() {
    let store = Store::new();
    let folder = pages(&store);
    assert_eq!(store.ok(&["man"]), text(&folder, "goals.1"));
    assert_eq!(store.ok(&["man", "check"]), text(&folder, "goals-check.1"));
    assert_eq!(store.ok(&["man", "template", "save"]), text(&folder, "goals-template-save.1"));
    assert_eq!(store.ok(&["man", "days"]), text(&folder, "goals-days.1"));
    assert_eq!(store.ok(&["man", "lines"]), text(&folder, "goals-lines.1"));
    assert_eq!(store.json(&["man", "check"])["page"], text(&folder, "goals-check.1"));
}

#[test]
fn what_was_written_is_told() {
    let store = Store::new();
    let folder = store.home().join("pages");
    std::fs::create_dir(&folder).expect("a folder");
    let named = folder.to_str().expect("a path");
    let told = store.json(&["man", "--into", named]);
    assert_eq!(told["folder"], named);
    let told: BTreeSet<String> = told["files"]
        .as_array()
        .expect("files")
        .iter()
        .map(|it| it.as_str().expect("a name").to_owned())
        .collect();
    assert_eq!(told, files(&folder));
    // A second time the pages are replaced.
    let said = store.ok(&["man", "--into", named]);
    assert!(said.contains(named) && said.contains("goals-check.1"), "{said}");
    assert_eq!(told, files(&folder));
}

#[test]
fn what_is_no_command_and_what_is_no_folder() {
    let store = Store::new();
    store.refused(2, &["man", "chekc"], "no command `chekc`");
    store.refused(2, &["man", "check", "x"], "no command `check x`");
    store.refused(2, &["man", "help"], "no command `help`");
    store.refused(2, &["man", "check", "--into", "."], "can't both be given");
    let missing = store.home().join("missing");
    store.refused(73, &["man", "--into", missing.to_str().expect("a path")], "is not a folder");
    assert!(!missing.exists());
    let file = store.home().join("file");
    std::fs::write(&file, "mine").expect("a file");
    let ran = store.refused(73, &["man", "--into", file.to_str().expect("a path")], "is not a folder");
    assert!(ran.err.contains("hint: "), "{ran:?}");
    assert_eq!(std::fs::read_to_string(&file).expect("the file"), "mine");
}
