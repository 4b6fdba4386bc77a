//! Runs behind all other tests, and says in one line how many were left out, and what to install for them.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "who runs the tests is told what was left out"
)]

#[path = "support/left_out.rs"]
mod left_out;

use std::collections::BTreeSet;

fn main() {
    // Who asks for a list of tests, as other runners do, finds none here.
    if std::env::args().any(|arg| arg == "--list") {
        return;
    }
    let note = left_out::note();
    let Ok(noted) = std::fs::read_to_string(&note) else { return };
    drop(std::fs::remove_file(note));
    let wanting: BTreeSet<&str> = noted.lines().flat_map(|line| line.split('\t')).collect();
    let (words, programs): (Vec<&str>, Vec<&str>) = wanting.into_iter().partition(|it| it.contains(' '));
    let install = Some(format!("install {}", programs.join(", "))).filter(|_| !programs.is_empty());
    let todo: Vec<String> = install.into_iter().chain(words.into_iter().map(ToOwned::to_owned)).collect();
    let count = noted.lines().count();
    println!("left out {count} test{}: {}", if count == 1 { "" } else { "s" }, todo.join("; "));
}
