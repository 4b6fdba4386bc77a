//! How long whole processes take, each beside all others, and how much memory one has.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::stores::{FULL, Goals, Store, TEN_YEARS, chance};

/// To leave a store as it is.
const LEAVE: fn(&Store) = |_| {};

/// No bound.
const NONE: f64 = f64::INFINITY;
/// The stores of a row (each has some for every use that disturbs others), the command, how it begins, what is
/// said of that, what it is measured by, and what it may be at most with 40 and with 365 thousand check-offs.
type Row = (usize, &'static str, fn(&Store), &'static str, &'static str, [f64; 2]);

const ROWS: [Row; 16] = [
    (3, "/bin/true", LEAVE, "", "ms", [NONE, NONE]),
    (3, "empty", LEAVE, ", a Rust program", "ms", [NONE, NONE]),
    (3, "append", LEAVE, ", which locks, appends a line and calls fdatasync", "ms", [NONE, NONE]),
    (0, "goals today", Store::check, "", "× empty", [1.8, 1.9]),
    (0, "goals prompt", Store::check, "", "× empty", [1.8, 1.9]),
    (0, "goals check c", LEAVE, "", "× append", [1.7, 1.8]),
    (3, "goals today", Store::check, ", 10,000 closed goals beside", "× empty", [4.0, NONE]),
    (0, "goals streaks", Store::check, "", "ms", [10.0, 30.0]),
    (0, "goals review", Store::check, "", "ms", [10.0, 30.0]),
    (0, "goals report", Store::check, "", "ms", [10.0, 30.0]),
    (0, "goals log --since -6d", Store::check, "", "ms", [10.0, 30.0]),
    (0, "goals show c", Store::check, "", "ms", [10.0, 30.0]),
    (1, "goals undo", Store::check, "", "ms", [60.0, 400.0]),
    (2, "goals today", Store::forget, ", nothing kept", "ms", [45.0, 250.0]),
    (0, "task list", LEAVE, "", "× empty", [NONE, NONE]),
    (1, "task add Drink water", LEAVE, "", "× append", [NONE, NONE]),
];

/// No command runs longer in sum than this, beyond the fewest runs.
const LONGEST: Duration = Duration::from_secs(10);
const FEWEST: usize = 5;

struct Run<'s> {
    store: &'s Store,
    words: &'static str,
    before: fn(&Store),
    times: Vec<Duration>,
}

impl Run<'_> {
    fn once(&mut self) {
        (self.before)(self.store);
        let mut command = self.store.command(&self.words.split(' ').collect::<Vec<_>>());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let status = command.status().expect("the program starts");
        self.times.push(begun.elapsed());
        assert!(status.success(), "{command:?}: {status}");
    }

    /// In milliseconds.
    fn median(&mut self) -> f64 {
        self.times.sort();
        self.times[self.times.len() / 2].as_secs_f64() * 1000.0
    }
}

/// In each round another order, so that none always follows one that leaves the caches cold; slow ones take
/// part in fewer rounds, spread over all.
fn interleave(runs: &mut [Run], rounds: u32) {
    for round in 1..=rounds {
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by_key(|place| chance((round, place)));
        for place in order {
            let (run, share) = (&mut runs[place], LONGEST * round / rounds);
            if run.times.len() < FEWEST || run.times.iter().sum::<Duration>() < share {
                run.once();
            }
        }
    }
}

/// Measures all of it, and says it in Markdown.
pub(crate) fn measured(programs: &Path, rounds: u32) -> String {
    let of = |goals, a_day| Store::written(programs, (goals, TEN_YEARS, a_day));
    let two = || [11, FULL].map(|a_day| of(Goals::Typical(0), a_day)).into();
    let stores: [Vec<Store>; 4] = [two(), two(), two(), vec![of(Goals::Typical(10_000), 11)]];
    let has_tasks = std::process::Command::new("task").arg("--version").output().is_ok();
    stores.iter().take(2).flatten().filter(|_| has_tasks).for_each(Store::add_tasks);
    let mut runs = Vec::new();
    let rows: Vec<&Row> = ROWS.iter().filter(|row| has_tasks || !row.1.starts_with("task")).collect();
    for (place, words, before, ..) in &rows {
        let run = |store| Run { store, words, before: *before, times: Vec::new() };
        runs.extend(stores[*place].iter().map(run));
    }
    let peaks = stores[2].iter().zip([NONE, 48.0]).map(|(store, bound)| cell(peak(store), bound));
    let peaks: String = peaks.collect();
    interleave(&mut runs, rounds);
    let medians: Vec<f64> = runs.iter_mut().map(Run::median).collect();
    let mut text = format!(
        "Medians of up to {rounds} runs of whole processes, each in turn with all others.\n\n\
         | ten years of check-offs | | 40k | bound | 365k | bound |\n|---|---|--:|---|--:|---|\n"
    );
    let mut figures = medians.iter();
    for (place, words, _, how, unit, bounds) in rows {
        let one = ROWS.iter().position(|row| unit.strip_prefix("× ") == Some(row.1));
        let one = one.map_or(1.0, |one| medians[one]);
        let cells = figures.by_ref().take(stores[*place].len()).zip(bounds);
        let cells: String = cells.map(|(figure, bound)| cell(figure / one, *bound)).collect();
        writeln!(text, "| `{words}`{how} | {unit} |{cells}").expect("a string takes it");
    }
    writeln!(text, "| memory of `goals today`, nothing kept | MiB |{peaks}").expect("a string takes it");
    text
}

fn cell(figure: f64, bound: f64) -> String {
    let digits = if figure < 10.0 { 2 } else { usize::from(figure < 100.0) };
    format!(" {figure:.digits$} | {} |", judged(figure, bound))
}

pub(crate) fn judged(figure: f64, bound: f64) -> String {
    let missed = if figure <= bound { "" } else { ", **not met**" };
    if bound < NONE { format!("≤ {bound}{missed}") } else { String::new() }
}

/// The most memory that `today` has with nothing kept, in MiB.
fn peak(store: &Store) -> f64 {
    let script = "import resource as r, subprocess as s, sys; s.run(sys.argv[1:], stdout=-3); \
                  print(r.getrusage(r.RUSAGE_CHILDREN).ru_maxrss)";
    store.forget();
    let kibibytes = store.run(&["python3", "-c", script, "goals", "today"]).trim().parse::<f64>();
    kibibytes.expect("a number") / 1024.0
}
