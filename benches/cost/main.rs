//! What `goals` costs: `cargo bench` prints a table of whole processes, `cargo bench -- --guard` fails where
//! the instructions of a command grow with the history.
//!
//! Options, behind `--`: `--guard`; `--program FILE`, another build of `goals`; `--rounds N` (200); `--write FILE`, which puts the table between the
//! comments `<!-- cost -->` and `<!-- /cost -->`; `--peer 'NAME=COMMAND'`, again and again, where `{}` in the
//! command stands for the size (`1k`, `11k`, `110k`, `365k`).

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a measurement that goes wrong ends, and has its files, its processes and its output itself"
)]

mod chance;
mod instructions;
mod kernel;
mod machine;
mod measure;
mod peers;
mod plan;
mod programs;
mod series;
mod stores;
mod table;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use instructions::Growth;
use peers::Peer;
use series::Options;
use stores::Shelf;

/// Where the table stands in a page.
const COMMENTS: (&str, &str) = ("<!-- cost -->\n", "<!-- /cost -->");

/// What is asked for.
struct Asked {
    /// The build of `goals` that is measured.
    program: PathBuf,
    what: What,
}

enum What {
    /// The table, which is also put into a page.
    Table { options: Options, write: Option<PathBuf> },
    /// Whether the bounds hold in which instructions may grow.
    Guard,
}

fn main() -> ExitCode {
    let mut args = std::env::args_os().skip(1);
    if std::env::args_os().nth(1).is_some_and(|word| word == kernel::PEAK_OF) {
        let program = args.nth(1).expect("a program");
        measure::print_peak(&program, args);
        return ExitCode::SUCCESS;
    }
    match asked(args.map(|word| word.into_string().expect("text"))) {
        Ok(Asked { program, what: What::Guard }) => guard(&program),
        Ok(Asked { program, what: What::Table { options, write } }) => {
            print_table(&program, &options, write);
            ExitCode::SUCCESS
        }
        Err(wrong) => {
            eprintln!("error: {wrong}");
            ExitCode::from(2)
        }
    }
}

fn asked(mut words: impl Iterator<Item = String>) -> Result<Asked, String> {
    let mut options = Options { rounds: 200, peers: Vec::new() };
    let (mut write, mut guarded) = (None, false);
    let mut program: PathBuf = env!("CARGO_BIN_EXE_goals").into();
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("`{word}` needs a value"));
        match word.as_str() {
            // Cargo's own.
            "--bench" => {}
            "--guard" => guarded = true,
            "--program" => program = value()?.into(),
            "--rounds" => {
                let rounds = value()?.parse().ok().filter(|rounds| *rounds > 0);
                options.rounds = rounds.ok_or("`--rounds` is a number")?;
            }
            "--write" => write = Some(value()?.into()),
            "--peer" => {
                let peer = Peer::parse(&value()?).ok_or("`--peer` is `NAME=COMMAND`")?;
                options.peers.push(peer);
            }
            _ => {
                return Err(format!(
                    "`{word}` is none of `--guard`, `--program`, `--rounds`, `--write`, `--peer`"
                ));
            }
        }
    }
    Ok(Asked { program, what: if guarded { What::Guard } else { What::Table { options, write } } })
}

fn print_table(program: &Path, options: &Options, write: Option<PathBuf>) {
    let times = series::measured(program, options);
    let counted = match instructions::count_all(&Shelf::new(program)) {
        Ok(grown) => table::of_growth(&grown),
        Err(why) => format!("Instructions were not counted: {why}.\n"),
    };
    let text = format!("{times}\n{counted}");
    println!("{text}");
    if let Some(path) = write {
        let page = std::fs::read_to_string(&path).expect("the page can be read");
        let (before, rest) = page.split_once(COMMENTS.0).expect("the page says where the table begins");
        let (_, after) = rest.split_once(COMMENTS.1).expect("the page says where the table ends");
        let page = format!("{before}{}{text}{}{after}", COMMENTS.0, COMMENTS.1);
        std::fs::write(path, page).expect("the page can be written");
    }
}

/// Fails unless everything was counted, and nothing grows by more than it may.
fn guard(program: &Path) -> ExitCode {
    match instructions::count_all(&Shelf::new(program)) {
        Ok(grown) => {
            print!("{}", table::of_growth(&grown));
            let holds = !grown.is_empty() && grown.iter().all(Growth::holds);
            if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(why) => {
            eprintln!("error: {why}");
            ExitCode::FAILURE
        }
    }
}
