//! What docs/moving-in.md shows is what happens: each transcript is replayed on a store of its own, where the samples lie.
//!
//! `UPDATE_README=1 cargo test moving_in` writes what the transcripts print now into the page.

use std::path::Path;

use crate::coming_in::sample;
use crate::harness::Store;

#[test]
fn the_transcripts_are_what_happens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/moving-in.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let mut now = String::new();
    let mut lines = page.lines().peekable();
    let mut replayed = 0;
    while let Some(line) = lines.next() {
        now.push_str(line);
        now.push('\n');
        if line != "```console" {
            continue;
        }
        let mut store = Store::new();
        store.at("2026-11-28");
        while let Some(line) = lines.next_if(|line| *line != "```") {
            let Some(command) = line.strip_prefix("$ goals ") else { continue };
            let arguments: Vec<&str> = command.split(' ').collect();
            let ran = store.command(&arguments).current_dir(sample("")).output().expect("the program starts");
            let said = String::from_utf8([ran.stderr, ran.stdout].concat()).expect("UTF-8");
            now.extend([line, "\n", &said]);
            replayed += 1;
        }
    }
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, &now).expect("the page is written");
    }
    assert!(replayed >= 10, "each tool is shown");
    assert_eq!(now, page, "docs/moving-in.md shows something else than what happens");
}
