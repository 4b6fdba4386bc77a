//! Every command on stores of every size, beside the least a program can do.

use std::path::Path;
use std::process::Command;

use crate::machine;
use crate::measure::{Run, Start, interleave, peak};
use crate::peers::{Peer, TASKWARRIOR, Tasks, has_taskwarrior};
use crate::programs::{STATIC, built, compiled, confirm, warm};
use crate::stores::{Shape, Shelf, Store, Streaks};
use crate::table::{Figure, Row, mebibytes, milliseconds, of_rows};

/// What is measured beside `goals`, and how often.
pub(crate) struct Options {
    pub(crate) rounds: u32,
    pub(crate) peers: Vec<Peer>,
}

/// The sizes, in check-offs, and the days they take at a hundred a day.
const SIZES: [(&str, u64); 4] = [("1k", 10), ("11k", 110), ("110k", 1100), ("365k", 3650)];

/// What a row's figures are measured by.
#[derive(Clone, Copy)]
enum By {
    /// Starting `/bin/true`.
    True,
    /// Starting an empty Rust program.
    Empty,
    /// Locking, appending a line, and waiting until it is on the disk.
    Append,
    /// The clock.
    Clock,
}

impl By {
    fn unit(self) -> &'static str {
        match self {
            Self::True => "× `/bin/true`",
            Self::Empty => "× empty",
            Self::Append => "× append",
            Self::Clock => "ms",
        }
    }

    /// The place of the run that makes one of the unit.
    fn place(self) -> Option<usize> {
        match self {
            Self::True => Some(0),
            Self::Empty => Some(1),
            Self::Append => Some(2),
            Self::Clock => None,
        }
    }
}

/// A row to be.
struct Line {
    what: String,
    by: By,
    bound: Option<f64>,
    /// The places of its runs, or why there are none.
    runs: Result<Vec<usize>, &'static str>,
}

/// What is run in turn, and the rows it makes.
struct Series {
    runs: Vec<Run>,
    lines: Vec<Line>,
}

/// The stores of each size: as they are, of which something is always new, the same with unbroken streaks,
/// to be checked off in, and to be forgotten.
struct Stores {
    typical: Vec<Store>,
    renewed: Vec<Store>,
    unbroken: Vec<Store>,
    checked: Vec<Store>,
    cold: Vec<Store>,
}

/// Measures all of it, and says it in Markdown.
pub(crate) fn measured(program: &Path, options: &Options) -> String {
    let shelf = Shelf::new(program);
    let stores = Stores::write(&shelf);
    let mut series = Series::with_references(&shelf);
    let still =
        compiled(&shelf, "empty", Some(STATIC)).map(|program| series.add(Run::new(Command::new(program))));
    series.add_goals(&shelf, &stores);
    series.add_peers(&shelf, &options.peers, &stores.typical);
    interleave(&mut series.runs, options.rounds);
    let mut rows = series.rows();
    rows.extend(memory(&stores));
    let sizes = SIZES.map(|(name, _)| name);
    let described = machine::described(shelf.path());
    let references = series.references(still);
    let rounds = options.rounds;
    format!(
        "Measured on {described}. Medians of up to {rounds} runs of whole processes, each in turn with all \
         others: {references}.\n\n{}",
        of_rows(&sizes, &rows)
    )
}

impl Stores {
    fn write(shelf: &Shelf) -> Self {
        let of = |streaks| -> Vec<Store> {
            SIZES.iter().map(|(_, days)| shelf.write(Shape { streaks, ..Shape::of_days(*days) })).collect()
        };
        let (typical, unbroken) = (of(Streaks::Typical), of(Streaks::Unbroken));
        for (store, (name, _)) in typical.iter().zip(SIZES) {
            eprintln!("{name}: {} check-offs", store.checks);
        }
        typical.iter().take(1).for_each(confirm);
        let copies = || typical.iter().map(|store| shelf.copy(store)).collect::<Vec<_>>();
        let (renewed, checked, cold) = (copies(), copies(), copies());
        warm(&[&typical, &renewed, &unbroken, &checked].into_iter().flatten().collect::<Vec<_>>());
        Self { typical, renewed, unbroken, checked, cold }
    }
}

/// A program with these words on each store.
fn on_each(program: &Path, stores: &[Store], words: &[&str], start: Start) -> Vec<Run> {
    let run = |store: &Store| {
        let mut command = store.command(program);
        command.args(words);
        Run::on(command, store, start)
    };
    stores.iter().map(run).collect()
}

impl Series {
    /// What everything is measured by, in the order of [`By::place`].
    fn with_references(shelf: &Shelf) -> Self {
        let host = "the toolchain compiles for this machine";
        let empty = compiled(shelf, "empty", None).expect(host);
        let mut append = Command::new(compiled(shelf, "append", None).expect(host));
        append.arg(shelf.place());
        let mut commands = [Command::new("/bin/true"), Command::new(empty), append];
        for command in &mut commands {
            command.env_clear();
        }
        Self { runs: commands.into_iter().map(Run::new).collect(), lines: Vec::new() }
    }

    fn add(&mut self, run: Run) -> usize {
        self.runs.push(run);
        self.runs.len() - 1
    }

    fn line(&mut self, what: &str, by: By, bound: Option<f64>, runs: Result<Vec<Run>, &'static str>) {
        let runs = runs.map(|runs| runs.into_iter().map(|run| self.add(run)).collect());
        self.lines.push(Line { what: what.to_owned(), by, bound, runs });
    }

    fn add_goals(&mut self, place: &Shelf, stores: &Stores) {
        let dynamic = stores.typical[0].program().to_owned();
        let still = built(place, STATIC).ok_or("not installed");
        let with = |stores: &[Store], words: &[&str], start| Ok(on_each(&dynamic, stores, words, start));
        let (typical, renewed) = (&stores.typical, &stores.renewed);
        let today = &["today"];
        self.line("`goals today`", By::Empty, Some(1.35), with(typical, today, Start::Warm));
        let runs = with(renewed, today, Start::Renewed);
        self.line("`goals today`, the first after a change", By::Empty, None, runs);
        let runs = with(&stores.unbroken, today, Start::Renewed);
        self.line("the same, unbroken streaks", By::Empty, None, runs);
        let static_today = |stores: &[Store], start| {
            still.as_ref().map(|program| on_each(program, stores, today, start)).map_err(|why| *why)
        };
        let runs = static_today(typical, Start::Warm);
        self.line(&format!("`goals today`, static (`{STATIC}`)"), By::True, Some(0.8), runs);
        let runs = static_today(renewed, Start::Renewed);
        self.line("the same, the first after a change", By::True, None, runs);
        let prompt = &["prompt"];
        self.line("`goals prompt`", By::Empty, None, with(typical, prompt, Start::Warm));
        let runs = with(renewed, prompt, Start::Renewed);
        self.line("`goals prompt`, the first after a change", By::Empty, None, runs);
        let runs = with(&stores.checked, &["check", "c"], Start::Warm);
        self.line("`goals check c`", By::Append, Some(1.45), runs);
        for command in ["streaks", "review", "report"] {
            let runs = with(typical, &[command], Start::Warm);
            self.line(&format!("`goals {command}`"), By::Clock, Some(20.0), runs);
        }
        let runs = with(&stores.cold, today, Start::Cold);
        self.line("`goals today`, no snapshot", By::Clock, Some(100.0), runs);
        let runs = with(&stores.cold, today, Start::ColdOnOneProcessor);
        self.line("the same on one processor", By::Clock, Some(150.0), runs);
    }

    fn add_peers(&mut self, place: &Shelf, peers: &[Peer], stores: &[Store]) {
        let tasks: Result<Vec<Tasks>, _> = if has_taskwarrior() {
            Ok(stores.iter().map(|store| Tasks::write(place, store.checks)).collect())
        } else {
            Err("not installed")
        };
        for (name, words) in TASKWARRIOR {
            let runs = tasks.as_ref().map(|tasks| tasks.iter().map(|tasks| Run::new(tasks.command(words))));
            self.line(&format!("`{name}`"), By::True, None, runs.map(Iterator::collect).map_err(|why| *why));
        }
        for peer in peers {
            let runs = SIZES.iter().map(|(size, _)| Run::new(peer.command(size))).collect();
            self.line(&format!("`{}`", peer.name), By::True, None, Ok(runs));
        }
    }

    fn rows(&self) -> Vec<Row> {
        self.lines.iter().map(|line| self.row(line)).collect()
    }

    fn row(&self, line: &Line) -> Row {
        let figures = match &line.runs {
            Ok(places) => places.iter().map(|place| Figure::Of(self.figure(*place, line.by))).collect(),
            Err(why) => vec![Figure::Missing(why), Figure::Empty, Figure::Empty, Figure::Empty],
        };
        Row { what: line.what.clone(), unit: line.by.unit(), figures, bound: line.bound }
    }

    fn figure(&self, place: usize, by: By) -> f64 {
        let time = self.runs[place].median();
        by.place().map_or_else(|| milliseconds(time), |one| time.div_duration_f64(self.runs[one].median()))
    }

    /// How long what everything is measured by takes.
    fn references(&self, still: Option<usize>) -> String {
        let [truth, empty, append] = [0, 1, 2].map(|place| milliseconds(self.runs[place].median()));
        let still = still.map_or_else(
            || "static: not installed".to_owned(),
            |place| format!("static: {:.2}", self.figure(place, By::True)),
        );
        format!(
            "`/bin/true` {truth:.2} ms; an empty Rust program {empty:.2} ms ({:.2} × `/bin/true`, {still}); one \
             that locks, appends a line and calls fdatasync {append:.2} ms",
            empty / truth
        )
    }
}

/// The most memory that `today` has.
fn memory(stores: &Stores) -> [Row; 2] {
    let row = |what: &str, stores: &[Store], bound, start: Start| {
        let figures = stores.iter().map(|store| {
            if start == Start::Cold {
                store.forget();
            }
            Figure::Of(mebibytes(peak(&store.goals(&["today"]))))
        });
        Row { what: what.to_owned(), unit: "MiB", figures: figures.collect(), bound: Some(bound) }
    };
    [
        row("memory of `goals today`", &stores.typical, 5.0, Start::Warm),
        row("memory of `goals today`, no snapshot", &stores.cold, 24.0, Start::Cold),
    ]
}
