//! `goals NAME` is the program `goals-NAME`, where that is no command and no word that people type first.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::env::Env;

/// A program of somebody's own, and what it is handed.
pub(crate) struct Program {
    pub(crate) path: PathBuf,
    pub(crate) args: Vec<OsString>,
    /// The store that was named before it.
    pub(crate) dir: Option<PathBuf>,
}

/// The program that the word at `place` among the arguments names; nothing where there is none.
pub(crate) fn named(env: &Env, place: usize, word: &str) -> Option<Program> {
    let is_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if word.starts_with('-') || !word.chars().all(is_name) {
        return None;
    }
    let path = env.find_program(&format!("goals-{word}"))?;
    let mut args = Vec::new();
    let mut dir = None;
    let mut before = env.args.iter().take(place).skip(1);
    while let Some(option) = before.next() {
        let joined = option.to_str().and_then(|option| option.strip_prefix("--dir="));
        match joined {
            Some(folder) => dir = Some(PathBuf::from(folder)),
            None if option == "--dir" => dir = before.next().map(PathBuf::from),
            None => args.push(option.clone()),
        }
    }
    args.extend(env.args.iter().skip(place + 1).cloned());
    Some(Program { path, args, dir })
}

/// The screen, where it is asked for and is not there.
pub(crate) fn is_missing(word: &str) -> Option<&'static str> {
    (word == "ui").then_some("`goals-ui` is not beside `goals`; `cargo install --path .` installs both")
}
