//! What a word may become that is being typed on a screen, as a shell would be answered.

use std::ffi::OsString;
use std::path::Path;

use crate::cli;
use crate::commands::completions::complete;

/// A word that fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub word: String,
    pub about: String,
}

/// What the last word of a line may become; a line that ends in a blank begins another word.
pub(super) fn candidates(dir: Option<&Path>, line: &str) -> Vec<Candidate> {
    let begun = line.ends_with(' ') || line.is_empty();
    let Some(mut words) = shlex::split(line) else { return Vec::new() };
    if begun {
        words.push(String::new());
    }
    let mut args = vec![OsString::from("goals")];
    args.extend(dir.into_iter().flat_map(|dir| [OsString::from("--dir"), dir.into()]));
    args.extend(words.iter().map(OsString::from));
    let found = complete(cli::command(), args);
    found.into_iter().map(|(word, about)| Candidate { word, about }).collect()
}
