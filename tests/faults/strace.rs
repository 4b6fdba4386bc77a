//! The program under strace, with a fault in its system calls.

use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use crate::harness::Ran;

/// What strace saw of a command.
#[derive(Debug)]
pub(crate) struct Traced {
    /// How it ended.
    pub(crate) status: ExitStatus,
    /// What it said.
    pub(crate) ran: Ran,
    /// Its system calls, one a line.
    pub(crate) calls: String,
}

impl Traced {
    /// Whether it was killed; strace ends by the same signal.
    pub(crate) fn was_killed(&self) -> bool {
        self.status.signal() == Some(9) || self.status.code() == Some(137)
    }

    /// The first system call that was made to fail.
    pub(crate) fn failed(&self) -> Option<&str> {
        self.calls.lines().find(|call| call.contains("(INJECTED)"))
    }
}

/// Runs a command under strace, which notes these system calls, and each fdatasync, and makes a fault in them.
pub(crate) fn strace(command: &Command, home: &Path, calls: &str, fault: &str) -> Traced {
    let (trace, inject) = (format!("trace={calls},fdatasync"), format!("inject={calls}:{fault}"));
    run(command, home, &["-e", &trace, "-e", &inject])
}

/// The same for the system calls that are about one file alone.
pub(crate) fn strace_file(command: &Command, home: &Path, file: &Path, calls: &str, fault: &str) -> Traced {
    let file = file.to_str().expect("a path that is text");
    run(command, home, &["-P", file, "-e", &format!("inject={calls}:{fault}")])
}

fn run(command: &Command, home: &Path, rules: &[&str]) -> Traced {
    let trace = home.join("trace");
    let mut traced = Command::new("strace");
    traced.args(["-qq", "-y", "-e", "signal=none", "-o"]).arg(&trace).args(rules);
    traced.arg(command.get_program()).args(command.get_args()).env_clear().stdin(Stdio::null());
    traced.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let output = traced.output().expect("`strace` starts");
    let calls = std::fs::read_to_string(&trace).unwrap_or_else(|error| {
        panic!("strace can't trace here ({error}): {}", String::from_utf8_lossy(&output.stderr))
    });
    std::fs::remove_file(&trace).expect("it was read");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(!complaint.contains("strace:"), "strace can't trace here: {complaint}");
    Traced { status: output.status, ran: output.into(), calls }
}

/// A system call of a command: its name, and how many of that name there were up to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// Its name.
    pub(crate) name: String,
    /// Its number among those of this name, from 1.
    pub(crate) when: usize,
}

/// The system calls of a command from the first one on that is about what lies below `home`; those before
/// start a process, and are not the program's.
pub(crate) fn own_calls(command: &Command, home: &Path) -> Vec<Call> {
    let traced = run(command, home, &["-e", "trace=all"]);
    let mut calls: Vec<Call> = Vec::new();
    let mut own = None;
    for (place, line) in traced.calls.lines().enumerate() {
        let Some((name, rest)) = line.split_once('(') else { continue };
        if own.is_none() && name != "execve" && rest.contains(&*home.to_string_lossy()) {
            own = Some(place);
        }
        let when = calls.iter().filter(|call| call.name == name).count() + 1;
        calls.push(Call { name: name.to_owned(), when });
    }
    let own = own.unwrap_or_else(|| panic!("nothing is done there: {traced:?}"));
    calls.split_off(own).into_iter().filter(|call| call.name != "exit_group").collect()
}
