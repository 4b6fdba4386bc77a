//! What people type first that is no command: what it is the same as, or which command answers it.
//!
//! Order of what a first word is: a command, a word of this list, a program `goals-NAME`, codes of goals.

use std::ffi::OsString;
use std::ops::RangeBounds;

use super::command;
use super::programs::is_missing;
use crate::commands::shared::guess::guess;
use crate::error::Error;

/// A word that is no command.
#[derive(Clone, Copy)]
pub(crate) enum FirstWord {
    /// The same as these words.
    Same { words: &'static [&'static str], said: Option<&'static str> },
    /// What there is instead.
    Instead(&'static str),
}

const fn same(words: &'static [&'static str]) -> FirstWord {
    FirstWord::Same { words, said: None }
}

const ARCHIVE: FirstWord = FirstWord::Same {
    words: &["archive"],
    said: Some("nothing is deleted: `goals archive` puts a goal out of sight, and keeps its history"),
};

const HOOKS: FirstWord = FirstWord::Instead(
    "a program of yours, `hooks/on-change` beside `ui.toml`, is told what each command writes: docs/scripting.md",
);

const WORDS: [(&str, FirstWord); 21] = [
    ("done", same(&["check"])),
    ("did", same(&["check"])),
    ("do", same(&["check"])),
    ("new", same(&["add"])),
    ("ls", same(&["list"])),
    ("status", same(&["today"])),
    ("tomorrow", same(&["today", "--on", "tomorrow"])),
    ("yesterday", same(&["today", "--on", "yesterday"])),
    ("streak", same(&["streaks"])),
    ("week", FirstWord::Same { words: &["review"], said: Some("`goals week` is `goals review`") }),
    ("rm", ARCHIVE),
    ("delete", ARCHIVE),
    ("remove", ARCHIVE),
    (
        "month",
        FirstWord::Same {
            words: &["review", "--month", "this"],
            said: Some("`goals month` is `goals review --month this`"),
        },
    ),
    (
        "who",
        FirstWord::Instead(
            "`goals list --who NAME` lists one owner's goals, `goals today --who NAME` what is to do",
        ),
    ),
    (
        "stats",
        FirstWord::Instead(
            "`goals streaks` tells streaks and rates, `goals progress` how far goals are, `goals review` how the week was",
        ),
    ),
    (
        "vacation",
        FirstWord::Instead("`goals pause --all --from DAY --until DAY` pauses everything; streaks are kept"),
    ),
    (
        "inbox",
        FirstWord::Instead(
            "`goals config inbox on` takes in what a phone writes; `goals help inbox` tells how",
        ),
    ),
    ("hook", HOOKS),
    ("hooks", HOOKS),
    (
        "search",
        FirstWord::Instead(
            "`goals list --all --grep TEXT` finds goals by what they say, `goals log --all --grep TEXT` what was done",
        ),
    ),
];

/// What it is, if people are known to type it.
pub(crate) fn known(word: &str) -> Option<FirstWord> {
    WORDS.into_iter().find(|(known, _)| word.eq_ignore_ascii_case(known)).map(|(_, meant)| meant)
}

/// Where the command stands among the arguments, behind options of every command.
pub(crate) fn place(args: &[OsString]) -> Option<usize> {
    let mut place = 1;
    loop {
        match args.get(place)?.to_str()? {
            "--dir" => place += 2,
            option if option.starts_with('-') => place += 1,
            _ => return Some(place),
        }
    }
}

/// The arguments with other words in the place of some.
pub(crate) fn with_words(args: &[OsString], place: impl RangeBounds<usize>, words: &[&str]) -> Vec<OsString> {
    let mut args = args.to_vec();
    args.splice(place, words.iter().map(OsString::from));
    args
}

/// That a word is no command.
pub(crate) fn unknown(word: &str, hint: Option<String>) -> Error {
    let hint = hint
        .or_else(|| is_missing(word).map(ToOwned::to_owned))
        .or_else(|| guess_command(word))
        .unwrap_or_else(|| "`goals --help` lists the commands".to_owned());
    Error::usage(format!("there is no command `{word}`"), hint)
}

/// The commands, and words of the list, that a word is like.
pub(crate) fn guess_command(word: &str) -> Option<String> {
    let program = command();
    let known = program
        .get_subcommands()
        .map(clap::Command::get_name)
        .chain(WORDS.into_iter().map(|(known, _)| known));
    guess(word, known).map(|near| format!("did you mean `{}`?", near.join("` or `")))
}
