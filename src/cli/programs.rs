//! `goals NAME` is the program `goals-NAME`, where that is no command and no word that people type first.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::env::{Env, Hooks};

/// A program of somebody's own, and what it is handed.
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) args: Vec<OsString>,
    /// The store that was named before it.
    pub(crate) dir: Option<PathBuf>,
    pub(crate) hooks: Hooks,
}

/// The program that the word at `place` among the arguments names; nothing where there is none.
pub(crate) fn named(env: &Env, place: usize, word: &str) -> Option<Program> {
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if word.starts_with('-') || !word.chars().all(is_name) {
        return None;
    }
    let path = env.find_program(&format!("goals-{word}"))?;
    let Parted { mut others, dir, hooks } = parted(env.args.iter().take(place).skip(1));
    others.extend(env.args.iter().skip(place + 1).cloned());
    Some(Program { path, args: others, dir, hooks })
}

/// What lets a person at a terminal choose the goals of a command that was typed without any; nothing where it is not
/// there, or nobody can choose.
pub(crate) fn picker(env: &Env, args: &[OsString], command: &str) -> Option<Program> {
    if !env.draws() || args.iter().any(|arg| arg == "--json") {
        return None;
    }
    let path = env.find_program("goals-ui")?;
    let place = args.iter().position(|arg| arg == command)?;
    let (before, after) = args.split_at(place + 1);
    let (before, after) = (parted(before.iter().skip(1)), parted(after.iter()));
    let own = ["--pick", command, "--"].map(OsString::from);
    let hooks = if before.hooks == Hooks::LeftOut { before.hooks } else { after.hooks };
    let args = own.into_iter().chain(after.others).collect();
    Some(Program { path, args, dir: after.dir.or(before.dir), hooks })
}

/// Arguments, with those that another program takes from its environment apart.
struct Parted {
    others: Vec<OsString>,
    dir: Option<PathBuf>,
    hooks: Hooks,
}

fn parted<'a>(mut args: impl Iterator<Item = &'a OsString>) -> Parted {
    let mut parted = Parted { others: Vec::new(), dir: None, hooks: Hooks::Run };
    while let Some(arg) = args.next() {
        let joined = arg.to_str().and_then(|arg| arg.strip_prefix("--dir="));
        match joined {
            Some(folder) => parted.dir = Some(PathBuf::from(folder)),
            None if arg == "--dir" => parted.dir = args.next().map(PathBuf::from),
            None if arg == "--no-hooks" => parted.hooks = Hooks::LeftOut,
            None => parted.others.push(arg.clone()),
        }
    }
    parted
}

/// The screen, where it is asked for and is not there.
pub(crate) fn is_missing(word: &str) -> Option<&'static str> {
    (word == "ui")
        .then_some("`goals-ui` is not beside `goals`: packages bring both, as does `cargo install --path .`")
}
