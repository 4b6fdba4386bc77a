//! Lives of several clones: work without a network, races, ends half-way, a remote that is put back or swept away.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::clones::{Remote, clone, views};
use crate::harness::Store;

/// Chance that is the same each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % most as u64).expect("it is small")
    }
}

/// The ids of all entries of a store.
fn ids(store: &Store) -> BTreeSet<String> {
    let id = |line: &String| {
        serde_json::from_str::<serde_json::Value>(line).ok()?["id"].as_str().map(ToOwned::to_owned)
    };
    store.journal().iter().filter_map(id).collect()
}

/// What happened, in numbers.
#[derive(Debug, Default)]
struct Told {
    commands: usize,
    syncs: usize,
    races: usize,
    killed: usize,
    swept: usize,
}

struct Life {
    remote: Remote,
    clones: Vec<Store>,
    chance: Chance,
    told: Told,
    commits: Vec<String>,
    /// How many of forty things that happen are a sync.
    syncs: usize,
}

impl Life {
    fn new(count: usize, syncs: usize, seed: u64) -> Self {
        let remote = Remote::new();
        // The last has the name of the first.
        let name = |number: usize| format!("device-{}", number % (count - 1));
        let mut clones: Vec<Store> = (0..count).map(|number| clone(&name(number))).collect();
        // On a device that takes nothing back.
        clones[0].on_device("origin");
        clones[0].ok(&["add", "Drink water", "n:100000", "unit:cups", "every:day", "code:w"]);
        clones[0].on_device(&name(0));
        for store in &clones {
            store.ok(&["sync", &remote.url()]);
        }
        let commits = vec![remote.tip()];
        Self { remote, clones, chance: Chance(seed), told: Told::default(), commits, syncs }
    }

    /// One thing that one of them does.
    fn work(&mut self) {
        let who = self.chance.below(self.clones.len());
        let minute = self.chance.below(600);
        let at = format!("2026-11-{:02}T{:02}:{:02}:00+01:00", 10 + minute % 9, 8 + minute / 60, minute % 60);
        let number = self.told.commands;
        let store = &mut self.clones[who];
        store.at(&at);
        let (title, code) = (format!("Title {number}"), format!("code:g{number}"));
        let words: Vec<&str> = match self.chance.below(12) {
            0 => vec!["win", &title],
            1 => vec!["edit", "w", "--title", &title],
            2 => vec!["undo"],
            3 => vec!["add", &title, "every:week", &code],
            _ => vec!["check", "w"],
        };
        store.ok(&words);
        self.told.commands += 1;
    }

    fn sync(&mut self) {
        let who = self.chance.below(self.clones.len());
        let ran = self.clones[who].run(&["sync"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        self.told.syncs += 1;
        self.commits.push(self.remote.tip());
    }

    fn race(&mut self) {
        let first = self.chance.below(self.clones.len());
        let racing = [0, 1, 2].map(|next| &self.clones[(first + next) % self.clones.len()]);
        std::thread::scope(|scope| {
            for store in racing {
                scope.spawn(|| {
                    let ran = store.run(&["sync"]);
                    // Overtaken eight times is nothing lost.
                    assert!(ran.code == 0 || ran.code == 75 && ran.err.contains("8 times"), "{ran:?}");
                });
            }
        });
        self.told.syncs += 3;
        self.told.races += 1;
    }

    fn kill(&mut self) {
        let who = self.chance.below(self.clones.len());
        let mut command = self.clones[who].command(&["sync"]);
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(self.chance.below(90) as u64));
        drop(child.kill());
        self.told.killed += usize::from(!child.wait().expect("it ends").success());
        self.told.syncs += 1;
        // What git was about may go on for a moment, and nobody waits for it.
    }

    fn sweep(&mut self) {
        let commit = self.commits[self.chance.below(self.commits.len())].clone();
        match self.chance.below(3) {
            0 => drop(self.remote.git(&["update-ref", "refs/heads/goals", &commit], b"")),
            1 => self.remote.set(&format!("{commit}^{{tree}}")),
            _ => drop(self.remote.git(&["update-ref", "-d", "refs/heads/goals"], b"")),
        }
        self.told.swept += 1;
    }

    fn live(&mut self, commands: usize) {
        while self.told.commands < commands {
            match self.chance.below(40) {
                0 if self.chance.below(10) < self.syncs => self.race(),
                1 if self.chance.below(10) < self.syncs => self.kill(),
                2 if self.chance.below(3) == 0 => self.sweep(),
                more if 3 <= more && more < 3 + self.syncs => self.sync(),
                _ => self.work(),
            }
        }
    }

    /// All come together: nothing is lost, all are alike, and there is nothing more to say.
    fn end(&mut self) {
        std::thread::sleep(Duration::from_millis(500));
        let all: BTreeSet<String> = self.clones.iter().flat_map(ids).collect();
        for _ in 0..2 {
            for store in &mut self.clones {
                store.at("2026-11-18T18:20:00+01:00").ok(&["sync"]);
            }
        }
        let tip = self.remote.tip();
        let first = views(&self.clones[0]);
        for store in &self.clones {
            assert_eq!(ids(store), all, "nothing is lost, and nothing is made up");
            assert_eq!(store.ok(&["sync"]), "Nothing new.\n");
            assert_eq!(store.run(&["doctor"]).code, 0);
            assert_eq!(views(store), first);
        }
        assert_eq!((self.remote.tip(), self.remote.lines()), (tip, all.len()));
    }
}

#[test]
fn three_clones_and_two_hundred_commands() {
    let mut life = Life::new(3, 10, 2026);
    life.live(200);
    life.end();
    let Told { races, killed, swept, .. } = life.told;
    assert!(races > 0 && killed > 0 && swept > 0, "all of it happened: {:?}", life.told);
}

/// `cargo test --locked --test git_sync -- --ignored --nocapture ten_clones`
#[test]
#[ignore = "it takes a quarter of an hour"]
fn ten_clones_and_ten_thousand_commands() {
    let begun = Instant::now();
    let mut life = Life::new(10, 3, 7);
    life.live(10_000);
    life.end();
    let mut told = String::new();
    write!(told, "{:?}, {} lines, {} s", life.told, life.remote.lines(), begun.elapsed().as_secs())
        .expect("text");
    std::fs::write(std::env::temp_dir().join("goals-simulation.txt"), told).expect("the figures");
}
