//! The formats that are known, and which of them a file is of.

use std::cmp::Reverse;

use super::backup;
use super::reader::format::Format;
use super::reader::recognised::{Miss, Recognised};
use super::reader::source::Source;
use super::tables::{csv_list, csv_long, csv_own, csv_wide};
use super::tools::{
    daylio, google_tasks, habitbull, habitctl, habitica, habitkit, harsh, loop_tracker, markdown, omnifocus,
    org, taskbook, taskwarrior, ticktick, todoist, todotxt, trello, vtodo,
};

/// Those that are told by more come first: the first that recognises a file reads it. Last the tables, which are told
/// by little.
pub const FORMATS: &[Format] = &[
    backup::FORMAT,
    taskwarrior::FORMAT,
    loop_tracker::FORMAT,
    habitica::FORMAT,
    habitkit::FORMAT,
    trello::FORMAT,
    google_tasks::FORMAT,
    taskbook::FORMAT,
    vtodo::FORMAT,
    ticktick::FORMAT,
    todoist::FORMAT,
    omnifocus::FORMAT,
    habitbull::FORMAT,
    daylio::FORMAT,
    csv_own::FORMAT,
    org::FORMAT,
    markdown::FORMAT,
    harsh::FORMAT,
    habitctl::FORMAT,
    todotxt::FORMAT,
    csv_long::FORMAT,
    csv_list::FORMAT,
    csv_wide::FORMAT,
];

/// The format that a file is of, or of all formats how far it is from being of them, the nearest first.
pub fn recognise(source: &Source) -> Result<&'static Format, Vec<(&'static Format, Miss)>> {
    let mut misses = Vec::new();
    for format in FORMATS {
        match (format.recognise)(source) {
            Recognised::Yes => return Ok(format),
            Recognised::No(miss) => misses.push((format, miss)),
        }
    }
    misses.sort_by_key(|(_, miss): &(_, Miss)| Reverse(miss.near));
    Err(misses)
}

/// The formats that `--from` may mean by a word: several where a tool writes several forms.
pub fn of_kind(kind: &str) -> impl Iterator<Item = &'static Format> {
    FORMATS.iter().filter(move |format| format.kind == kind)
}
