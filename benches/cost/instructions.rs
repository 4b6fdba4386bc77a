//! What a run costs in instructions, which is the same on a busy machine as on an idle one, and by how
//! much that may grow.

use std::path::Path;

use crate::programs::{confirm, warm};
use crate::stores::{Shape, Shards, Shelf, Store, Streaks};

/// Fewer are no run of the program: starting it takes more.
const FEWEST: u64 = 50_000;

const TEN_DAYS: Shape = Shape::of_days(10);
const TEN_YEARS: Shape = Shape::of_days(3650);
const SPARSE: Shape = Shape { checks_a_day: 3, ..TEN_YEARS };

/// The same on less and on more, and how many times the instructions more may take.
struct Pair {
    commands: &'static [&'static [&'static str]],
    less: (&'static str, Shape),
    more: (&'static str, Shape),
    bound: f64,
}

const TODAY: &[&str] = &["today"];
const PROMPT: &[&str] = &["prompt"];
const CHECK: &[&str] = &["check", "c"];

const PAIRS: [Pair; 4] = [
    Pair {
        commands: &[TODAY, PROMPT, CHECK],
        less: ("1k check-offs", TEN_DAYS),
        more: ("365k", TEN_YEARS),
        bound: 1.02,
    },
    Pair {
        commands: &[TODAY, CHECK],
        less: ("1k, unbroken streaks", Shape { streaks: Streaks::Unbroken, ..TEN_DAYS }),
        more: ("365k, unbroken", Shape { streaks: Streaks::Unbroken, ..TEN_YEARS }),
        bound: 1.05,
    },
    Pair {
        commands: &[TODAY, CHECK],
        less: ("1k", TEN_DAYS),
        more: ("1k and 10,000 closed goals", Shape { closed: 10_000, ..TEN_DAYS }),
        bound: 1.05,
    },
    Pair {
        commands: &[TODAY, CHECK],
        less: ("11k in one shard", Shape { shards: Shards::One, ..SPARSE }),
        more: ("11k in eleven", SPARSE),
        bound: 1.05,
    },
];

/// What a command took on less and on more.
pub(crate) struct Growth {
    pub(crate) command: String,
    pub(crate) less: (&'static str, u64),
    pub(crate) more: (&'static str, u64),
    pub(crate) bound: f64,
}

impl Growth {
    pub(crate) fn ratio(&self) -> f64 {
        crate::table::ratio(self.more.1, self.less.1)
    }

    pub(crate) fn holds(&self) -> bool {
        self.ratio() <= self.bound
    }
}

/// Counts everything that has a bound.
///
/// # Errors
/// Where nothing can be counted, or what was counted can't be what was meant.
pub(crate) fn count_all(shelf: &Shelf) -> Result<Vec<Growth>, String> {
    let version = std::process::Command::new("valgrind").arg("--version").output();
    if !version.is_ok_and(|version| version.status.success()) {
        return Err("valgrind is not installed".to_owned());
    }
    let stores: Vec<[Store; 2]> =
        PAIRS.iter().map(|pair| [pair.less.1, pair.more.1].map(|shape| shelf.write(shape))).collect();
    warm(&stores.iter().flatten().collect::<Vec<_>>());
    stores.iter().flatten().take(1).for_each(confirm);
    let mut grown = Vec::new();
    for (pair, [less, more]) in PAIRS.iter().zip(&stores) {
        // What writes comes last of a pair's commands: each is counted on a store as it was warmed.
        for words in pair.commands {
            grown.push(Growth {
                command: words.join(" "),
                less: (pair.less.0, count(less, words)?),
                more: (pair.more.0, count(more, words)?),
                bound: pair.bound,
            });
        }
    }
    Ok(grown)
}

/// The instructions that one run takes: not one that only shows again what was shown before.
fn count(store: &Store, words: &[&str]) -> Result<u64, String> {
    store.renew();
    let before = store.bytes();
    let mut command = store.command(Path::new("valgrind"));
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]);
    let output = command.arg(store.program()).args(words).output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stderr);
    let grew = store.bytes() > before;
    if !output.status.success() || output.stdout.is_empty() || grew != (words == CHECK) {
        return Err(format!("`goals {}` did not do its work: {}\n{said}", words.join(" "), output.status));
    }
    let collected = said.lines().find_map(|line| line.split_once("Collected :"));
    let count = collected.and_then(|(_, count)| count.trim().parse().ok()).filter(|count| *count >= FEWEST);
    count.ok_or_else(|| format!("valgrind counted no run of the program:\n{said}"))
}
