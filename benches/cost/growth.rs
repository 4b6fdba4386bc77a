//! What a run costs in instructions, the same on a busy machine as on an idle one, and by how much that grows.

use std::fmt::Write as _;
use std::path::Path;

use crate::stores::Goals::{Dailies, Typical};
use crate::stores::{FULL, Size, Store, TEN_YEARS};
use crate::table::judged;

const ALONE: fn(usize) -> usize = |_| 0;
const CHAIN: fn(usize) -> usize = |place| place;
const WIDE: fn(usize) -> usize = |place| place.min(1);

type Pair = (&'static str, Size, Size, f64);

/// Less and more, and how many times the instructions may grow, after a check-off.
const HISTORIES: [Pair; 3] = [
    ("365k check-offs over 1k", (Typical(0), 10, FULL), (Typical(0), TEN_YEARS, FULL), 1.1),
    ("the same, unbroken", (Dailies(30, ALONE), 10, FULL), (Dailies(30, ALONE), TEN_YEARS, FULL), 1.1),
    ("40k in eleven shards over 3k in one", (Typical(0), 300, 11), (Typical(0), TEN_YEARS, 11), 1.1),
];
/// The same with nothing kept: 1.2 times as much as the goals do.
const TREES: [Pair; 3] = [
    ("a chain of 200 goals over 100", (Dailies(100, CHAIN), 10, 0), (Dailies(200, CHAIN), 10, 0), 2.4),
    ("a chain of 400 goals over 100", (Dailies(100, CHAIN), 10, 0), (Dailies(400, CHAIN), 10, 0), 4.8),
    ("4,000 below one goal over 1,000", (Dailies(1001, WIDE), 10, 0), (Dailies(4001, WIDE), 10, 0), 4.8),
];

/// Everything that has a bound, as a table, and whether all bounds are met.
pub(crate) fn counted(programs: &Path) -> (String, bool) {
    let mut text = "| instructions | | less | more | ratio | bound |\n|---|---|--:|--:|--:|---|\n".to_owned();
    let mut all_hold = true;
    let mut count_pairs = |pairs: &[Pair], commands: &[&str], before: fn(&Store)| {
        for (what, less, more, bound) in pairs {
            let stores = [less, more].map(|size| Store::written(programs, *size));
            for words in commands {
                let [less, more] = stores.each_ref().map(|store| count(store, words, before));
                let (ratio, judged) = (more / less, judged(more / less, *bound));
                all_hold &= ratio <= *bound;
                let row = format!("`{words}` | {what} | {less:.3} M | {more:.3} M | {ratio:.3} | {judged}");
                writeln!(text, "| {row} |").expect("a string takes it");
            }
        }
    };
    count_pairs(&HISTORIES, &["goals today", "goals prompt", "goals check c"], Store::check);
    count_pairs(&TREES, &["goals prompt", "goals list", "goals progress", "goals report"], Store::forget);
    (text, all_hold)
}

/// The instructions that one run takes, in millions.
fn count(store: &Store, words: &str, before: fn(&Store)) -> f64 {
    before(store);
    let tool = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"];
    let line: Vec<&str> = tool.into_iter().chain(words.split(' ')).collect();
    let output = store.command(&line).output().expect("valgrind is installed");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !output.stdout.is_empty(), "{words}: {}\n{said}", output.status);
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    let count = collected.and_then(|(_, count)| count.trim().parse::<f64>().ok());
    count.expect("valgrind says how many it counted") / 1e6
}
