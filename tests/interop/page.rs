//! docs/moving-in.md: what it shows is what happens with the samples.

use std::fmt::Write as _;
use std::path::Path;

use crate::coming_in::sample;
use crate::harness::{Ran, Store};

const FENCE: &str = "```console\n";

/// Each block of the page, typed in a store of its own in the folder of the samples. `UPDATE_README=1` writes what
/// happens now.
#[cfg(unix)]
#[test]
fn the_page_about_moving_in_shows_what_happens() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/moving-in.md");
    let before = std::fs::read_to_string(&path).expect("the page");
    let mut after = String::new();
    let mut rest = before.as_str();
    let mut blocks = 0;
    while let Some((text, block)) = rest.split_once(FENCE) {
        let (shown, behind) = block.split_once("```").expect("it is closed");
        after = after + text + FENCE + &replayed(shown) + "```";
        rest = behind;
        blocks += 1;
    }
    after += rest;
    assert!(blocks >= 5, "a block a tool");
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, &after).expect("the page is written");
    }
    assert_eq!(before, after, "the page shows something else than what happens");
}

/// What a block's commands print now.
fn replayed(block: &str) -> String {
    let mut store = Store::new();
    store.at("2026-12-01");
    let mut now = String::new();
    for line in block.lines().filter_map(|line| line.strip_prefix("$ ")) {
        let mut command = std::process::Command::new("sh");
        command.args(["-c", line]).env_clear().envs(store.environment()).env("COLUMNS", "80");
        let ran: Ran = command.current_dir(sample("")).output().expect("a shell starts").into();
        write!(now, "$ {line}\n{}{}", ran.out, ran.err).expect("a string takes it");
    }
    now
}

/// Every format that is told apart has a section, found by its kind or its tool's name.
#[test]
fn each_tool_has_a_section() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/moving-in.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let mut missing = Vec::new();
    for format in goals::interop::registry::FORMATS {
        let by_itself = format!("\n{}", format.tool);
        if !page.contains(&by_itself) && !page.contains(&format!("`{}`", format.kind)) {
            missing.push(format.tool);
        }
    }
    assert_eq!(missing, Vec::<&str>::new());
}
