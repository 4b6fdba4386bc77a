//! How long whole processes take, each beside all others, and how much memory they had.

use std::ffi::OsStr;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::chance::Lot;
use crate::kernel::{PEAK_OF, on_one_processor};
use crate::stores::Store;

/// How a run begins.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// With all that earlier runs left.
    Warm,
    /// The same, but something has changed since the command showed anything.
    Renewed,
    /// With nothing remembered of the store.
    Cold,
    /// The same, and one processor.
    ColdOnOneProcessor,
}

/// A command line that is measured.
pub(crate) struct Run {
    command: Command,
    store: Option<Store>,
    start: Start,
    times: Vec<Duration>,
}

/// No program runs longer in sum than this, beyond the fewest runs.
const LONGEST: Duration = Duration::from_secs(4);
const FEWEST: u32 = 5;

impl Run {
    pub(crate) fn new(command: Command) -> Self {
        Self { command, store: None, start: Start::Warm, times: Vec::new() }
    }

    /// One that begins without some of what is remembered of a store.
    pub(crate) fn on(command: Command, store: &Store, start: Start) -> Self {
        Self { store: Some(store.clone()), start, ..Self::new(command) }
    }

    /// The median of the runs.
    pub(crate) fn median(&self) -> Duration {
        let mut times = self.times.clone();
        times.sort();
        times[times.len() / 2]
    }

    fn once(&mut self) -> Duration {
        match (&self.store, self.start) {
            (Some(store), Start::Renewed) => store.renew(),
            (Some(store), Start::Cold | Start::ColdOnOneProcessor) => store.forget(),
            (Some(_), Start::Warm) | (None, _) => {}
        }
        let command = self.command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut run = || {
            let begun = Instant::now();
            let status = command.status().expect("the program starts");
            (begun.elapsed(), status)
        };
        let (took, status) = match self.start {
            Start::Warm | Start::Renewed | Start::Cold => run(),
            Start::ColdOnOneProcessor => on_one_processor(run),
        };
        assert!(status.success(), "{:?}: {status}", self.command);
        took
    }
}

/// Runs all of them in rounds, each in another order, so that none always follows one that leaves the
/// caches cold; slow ones take part in fewer rounds, spread over all.
pub(crate) fn interleave(runs: &mut [Run], rounds: u32) {
    let every: Vec<u32> = runs.iter_mut().map(|run| rounds / affordable(run.once(), rounds)).collect();
    let mut lot = Lot::new(1);
    for round in 0..rounds {
        let mut order: Vec<usize> = (0..runs.len()).collect();
        order.sort_by_cached_key(|_| lot.next());
        for place in order {
            if round.is_multiple_of(every[place]) {
                let took = runs[place].once();
                runs[place].times.push(took);
            }
        }
    }
}

/// How often a program that takes so long is run.
fn affordable(took: Duration, rounds: u32) -> u32 {
    let runs = LONGEST.as_micros() / took.as_micros().max(1);
    u32::try_from(runs).unwrap_or(rounds).clamp(FEWEST.min(rounds), rounds)
}

/// The most memory, in KiB, that a program had. A process of its own asks for it: the kernel tells the most
/// of all children, and counts what their parent had when it started them.
pub(crate) fn peak(command: &Command) -> u64 {
    let mut asking = Command::new(std::env::current_exe().expect("this program"));
    asking.arg(PEAK_OF).arg(command.get_program()).args(command.get_args()).env_clear();
    let variables = command.get_envs().filter_map(|(name, value)| Some((name, value?)));
    let output = asking.envs(variables).output().expect("this program starts");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().parse().expect("a number")
}

/// Runs a program and prints how much memory it had.
pub(crate) fn print_peak(program: &OsStr, args: impl Iterator<Item = std::ffi::OsString>) {
    let status = Command::new(program).args(args).stdout(Stdio::null()).status().expect("it starts");
    assert!(status.success(), "{}: {status}", program.display());
    println!("{}", crate::kernel::peak_of_children());
}
