//! What `goals ui` costs: `cargo bench --bench screen` runs it in a terminal, on a store of ten years, and prints when
//! the first frame is there, how long a key's answer takes, and how much is written; with `-- --write docs/ui.md` puts
//! it into that page between the comments `<!-- cost -->` and `<!-- /cost -->`.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "what goes wrong ends it")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "files and processes are its own")]

#[cfg(target_os = "linux")]
#[path = "../cost/machine.rs"]
mod machine;
#[cfg(target_os = "linux")]
mod measure;
#[cfg(target_os = "linux")]
#[path = "../../tests/support/pty.rs"]
mod pty;
#[cfg(target_os = "linux")]
#[path = "../cost/stores.rs"]
#[allow(dead_code, reason = "the other bench uses more of it")]
mod stores;

#[cfg(target_os = "linux")]
fn main() {
    const COMMENTS: [&str; 2] = ["<!-- cost -->\n", "<!-- /cost -->"];
    let words: Vec<String> = std::env::args().skip(1).collect();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    for (name, program) in
        [("goals", env!("CARGO_BIN_EXE_goals")), ("goals-ui", env!("CARGO_BIN_EXE_goals-ui"))]
    {
        std::fs::copy(program, folder.path().join(name)).expect("it is copied");
    }
    let told =
        format!("Measured on {}.\n\n{}", machine::machine(folder.path()), measure::measured(folder.path()));
    println!("{told}");
    if let Some(place) = words.iter().position(|word| word == "--write") {
        let path = words.get(place + 1).expect("a page");
        let page = std::fs::read_to_string(path).expect("the page can be read");
        let (before, rest) = page.split_once(COMMENTS[0]).expect("the page says where the table begins");
        let (_, after) = rest.split_once(COMMENTS[1]).expect("the page says where the table ends");
        let page = [before, COMMENTS[0], &told, COMMENTS[1], after].concat();
        std::fs::write(path, page).expect("the page can be written");
    }
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("This is measured on Linux.");
}
