//! Judges of those who write: what was acknowledged has to be there. Each returns what was lost, so that
//! [`crate::control`] can show on a careless writer that it would be found.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::files::watered;
use crate::harness::{Ran, Store};
#[cfg(target_os = "linux")]
use crate::shard::get;
#[cfg(target_os = "linux")]
use crate::strace::{own_calls, strace};

/// Who writes notes.
pub(crate) trait Writer: Sync {
    /// The command that writes a note, and acknowledges it with 0.
    fn write(&self, note: &str) -> Command;
    /// The notes that can be read.
    fn notes(&self) -> Vec<String>;
    /// Where they are written.
    fn file(&self) -> PathBuf;
    /// The folder all of it is in.
    fn home(&self) -> &Path;
}

/// `goals`, checking off.
pub(crate) struct Goals(pub(crate) Store);

impl Goals {
    pub(crate) fn new() -> Self {
        Self(watered())
    }
}

impl Writer for Goals {
    fn write(&self, note: &str) -> Command {
        self.0.command(&["check", "w", "--note", note])
    }

    fn notes(&self) -> Vec<String> {
        let ran = self.0.run(&["log", "--json"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        let log: Value = serde_json::from_str(&ran.out).expect("JSON");
        let notes = log["entries"].as_array().expect("entries").iter();
        notes.filter_map(|entry| entry["note"].as_str().map(ToOwned::to_owned)).collect()
    }

    fn file(&self) -> PathBuf {
        self.0.dir().join("journal/a/2026.jsonl")
    }

    fn home(&self) -> &Path {
        self.0.home()
    }
}

/// What a judge came to.
#[derive(Debug, Default)]
pub(crate) struct Verdict {
    /// What was lost, in words.
    pub(crate) lost: Vec<String>,
    /// How many commands were killed.
    pub(crate) killed: usize,
    /// How many notes are there though their writers were killed.
    pub(crate) there: usize,
    /// How many commands said that they were done.
    pub(crate) acknowledged: usize,
}

impl Verdict {
    /// Looks for each acknowledged note, which has to be there once.
    fn look(&mut self, writer: &dyn Writer, acknowledged: &[String]) {
        self.acknowledged += acknowledged.len();
        let notes = writer.notes();
        for note in acknowledged {
            let times = notes.iter().filter(|there| *there == note).count();
            if times != 1 {
                self.lost.push(format!("{note} was acknowledged and is there {times} times"));
            }
        }
    }
}

/// Starts all of them before it waits for any.
pub(crate) fn start_at_once(commands: impl IntoIterator<Item = Command>) -> Vec<Ran> {
    let children: Vec<Child> = commands
        .into_iter()
        .map(|mut command| {
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program starts")
        })
        .collect();
    children.into_iter().map(|child| child.wait_with_output().expect("it ends").into()).collect()
}

/// So many write at once: all are acknowledged, all is there, and each saw what the others did before it.
pub(crate) fn many_at_once(writer: &dyn Writer, many: usize) -> Verdict {
    let notes: Vec<String> = (0..many).map(|number| format!("at once {number}")).collect();
    let ran = start_at_once(notes.iter().map(|note| writer.write(note)));
    let mut verdict = Verdict::default();
    let mut told = BTreeSet::new();
    for (ran, note) in ran.iter().zip(&notes) {
        if (ran.code, ran.err.as_str()) != (0, "") {
            verdict.lost.push(format!("{note} was refused: {ran:?}"));
        }
        if !told.insert(&ran.out) {
            verdict.lost.push(format!("{note} was told what another was told: {}", ran.out));
        }
    }
    verdict.look(writer, &notes);
    verdict
}

/// Some write in turn, several at once, and about half are killed in the midst of it.
pub(crate) fn killed_at_random(writer: &dyn Writer, writers: usize, rounds: usize) -> Verdict {
    // How long one takes here when all of them run.
    let begun = Instant::now();
    start_at_once((0..writers).map(|number| writer.write(&format!("before {number}"))));
    let usual = u64::try_from(begun.elapsed().as_micros()).expect("it is short");
    let outcomes: Vec<(String, bool)> = std::thread::scope(|scope| {
        let one = |number| {
            move || -> Vec<(String, bool)> {
                let notes = (0..rounds).map(|round| format!("writer {number} round {round}"));
                notes
                    .map(|note| {
                        let mut command = writer.write(&note);
                        command.stdout(Stdio::null()).stderr(Stdio::null());
                        let mut child = command.spawn().expect("it starts");
                        std::thread::sleep(Duration::from_micros(chance() % (2 * usual)));
                        child.kill().expect("it can be killed");
                        let status = child.wait().expect("it ends");
                        assert!(matches!(status.code(), Some(0) | None), "{status:?}");
                        (note, status.success())
                    })
                    .collect()
            }
        };
        let running: Vec<_> = (0..writers).map(|number| scope.spawn(one(number))).collect();
        running.into_iter().flat_map(|writer| writer.join().expect("a writer")).collect()
    });
    let (done, killed): (Vec<_>, Vec<_>) = outcomes.into_iter().partition(|(_, done)| *done);
    let mut verdict = Verdict { killed: killed.len(), ..Verdict::default() };
    let acknowledged: Vec<String> = done.into_iter().map(|(note, _)| note).collect();
    verdict.look(writer, &acknowledged);
    verdict
}

/// A number nobody can foresee.
fn chance() -> u64 {
    std::collections::hash_map::RandomState::new().build_hasher().finish()
}

/// Killed at each system call in turn: what it wrote is whole or absent, what was there is there, and who
/// writes next is heard.
#[cfg(target_os = "linux")]
pub(crate) fn killed_at_each_call(writer: &dyn Writer) -> Verdict {
    let mut verdict = Verdict::default();
    let mut acknowledged = vec!["the first".to_owned()];
    let first: Ran = writer.write("the first").output().expect("it starts").into();
    assert_eq!(first.code, 0, "{first:?}");
    for call in own_calls(&writer.write("to be looked at"), writer.home()) {
        let before = get(&writer.file());
        let (killed, next) =
            (format!("{} {}", call.name, call.when), format!("after {} {}", call.name, call.when));
        let fault = format!("signal=SIGKILL:when={}", call.when);
        let traced = strace(&writer.write(&killed), writer.home(), &call.name, &fault);
        let after = get(&writer.file());
        if !after.starts_with(&before) {
            verdict.lost.push(format!("{killed}: what was there before is gone"));
        }
        let there = writer.notes().iter().filter(|note| **note == killed).count();
        let torn = after.len() > before.len() && there == 0;
        if torn || there > 1 {
            verdict.lost.push(format!("{killed}: it is there {there} times, and {} bytes", after.len()));
        }
        if traced.was_killed() {
            verdict.killed += 1;
            verdict.there += there;
        } else {
            acknowledged.push(killed);
        }
        let ran: Ran = writer.write(&next).output().expect("it starts").into();
        if ran.code == 0 {
            acknowledged.push(next);
        } else {
            verdict.lost.push(format!("{next} was refused: {ran:?}"));
        }
    }
    verdict.look(writer, &acknowledged);
    verdict
}

/// What is acknowledged has to be on the disk before: written, synced, and then told, in that order.
#[cfg(target_os = "linux")]
pub(crate) fn told_before_it_is_on_the_disk(writer: &dyn Writer) -> Verdict {
    let mut verdict = Verdict::default();
    let calls = "write,fsync,fdatasync";
    // A delay of next to nothing: everything is as usual.
    let traced = strace(&writer.write("watched"), writer.home(), calls, "delay_enter=1:when=1");
    let file = format!("<{}>", writer.file().display());
    let place = |name: &str, about: &str| {
        traced.calls.lines().position(|call| {
            call.split_once('(').is_some_and(|(called, rest)| called.ends_with(name) && rest.contains(about))
        })
    };
    let (written, synced, told) = (place("write", &file), place("sync", &file), place("write", "1<"));
    let told = told.unwrap_or_else(|| panic!("nothing is told: {traced:?}"));
    match (written, synced) {
        (Some(written), Some(synced)) if written < synced && synced < told => {}
        _ => verdict.lost.push(format!("written {written:?}, synced {synced:?}, told at {told}")),
    }
    verdict
}
