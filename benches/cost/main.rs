//! What `goals` costs: `cargo bench` prints a table of whole processes and of instructions, and with
//! `-- --write docs/speed.md` puts it into that page between the comments `<!-- cost -->` and `<!-- /cost -->`;
//! `-- --guard` fails where the instructions of a command grow. Beside these: `--program FILE`, another build
//! of `goals`, and `--rounds N` (100).

#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "what goes wrong ends it")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "files and processes are its own")]

mod growth;
mod machine;
mod stores;
mod table;

use std::process::{Command, ExitCode};

const OPTIONS: [&str; 5] = ["--bench", "--guard", "--program", "--rounds", "--write"];
const COMMENTS: [&str; 2] = ["<!-- cost -->\n", "<!-- /cost -->"];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let unknown = words.iter().find(|word| word.starts_with("--") && !OPTIONS.contains(&word.as_str()));
    assert!(unknown.is_none(), "{unknown:?} is none of {OPTIONS:?}");
    let place = |option| words.iter().position(|word| word == option);
    let value =
        |option| place(option).map(|place| words.get(place + 1).expect("an option has a value").as_str());
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let programs = folder.path();
    // How fast a program starts hangs on how its file came into memory, and linkers differ in that.
    let program = value("--program").unwrap_or(env!("CARGO_BIN_EXE_goals"));
    std::fs::copy(program, programs.join("goals")).expect("it is copied");
    if place("--guard").is_some() {
        let (text, all_hold) = growth::counted(programs);
        println!("{text}");
        return if all_hold { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    for name in ["empty", "append"] {
        // As the release profile would.
        let flags = ["opt-level=2", "lto=fat", "codegen-units=1", "panic=abort", "strip=symbols"];
        let mut rustc = Command::new("rustc");
        rustc.arg(format!("{}/benches/programs/{name}.rs", env!("CARGO_MANIFEST_DIR"))).arg("--edition=2024");
        let status = rustc.args(flags.map(|flag| format!("-C{flag}"))).current_dir(programs).status();
        assert!(status.is_ok_and(|status| status.success()), "{rustc:?}");
    }
    let rounds = value("--rounds").map_or(100, |rounds| rounds.parse().expect("a number of rounds"));
    let times = format!("Measured on {}. {}", machine::machine(programs), table::measured(programs, rounds));
    println!("{times}");
    let (growth, _) = growth::counted(programs);
    println!("{growth}");
    if let Some(path) = value("--write") {
        let page = std::fs::read_to_string(path).expect("the page can be read");
        let (before, rest) = page.split_once(COMMENTS[0]).expect("the page says where the table begins");
        let (_, after) = rest.split_once(COMMENTS[1]).expect("the page says where the table ends");
        let page = [before, COMMENTS[0], &times, "\n", &growth, COMMENTS[1], after].concat();
        std::fs::write(path, page).expect("the page can be written");
    }
    ExitCode::SUCCESS
}
