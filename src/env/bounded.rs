//! A program that is given so much time and no more, in a process group of its own.

use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process_group, waitid};

/// How a program came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    ByItself(ExitStatus),
    /// Its time was over.
    Late,
    /// Ctrl-C was pressed.
    Interrupted,
}

/// How often one looks whether Ctrl-C was pressed.
const LOOK: Duration = Duration::from_millis(50);

/// Runs a program with a text on its standard input. When this returns, nothing of its process group runs any more.
pub(super) fn run(mut command: Command, input: String, limit: Duration) -> io::Result<Ended> {
    let is_interrupted = Arc::new(AtomicBool::new(false));
    let registered = signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::clone(&is_interrupted))?;
    let begun = Instant::now();
    let mut child = command.stdin(Stdio::piped()).process_group(0).spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // Who does not read it all is left to end.
        std::thread::spawn(move || drop(stdin.write_all(input.as_bytes())));
    }
    let (end, ended) = channel();
    let group = Pid::from_child(&child);
    // It is looked at and not taken away, so that its number stays its own until the group has ended.
    let ends = WaitIdOptions::EXITED | WaitIdOptions::NOWAIT;
    std::thread::spawn(move || {
        while matches!(waitid(WaitId::Pid(group), ends), Err(rustix::io::Errno::INTR)) {}
        end.send(()).ok();
    });
    let why = loop {
        let left = limit.saturating_sub(begun.elapsed());
        match ended.recv_timeout(left.min(LOOK)) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => break None,
            Err(RecvTimeoutError::Timeout) if is_interrupted.load(Ordering::Relaxed) => {
                break Some(Ended::Interrupted);
            }
            Err(RecvTimeoutError::Timeout) if begun.elapsed() >= limit => break Some(Ended::Late),
            Err(RecvTimeoutError::Timeout) => {}
        }
    };
    // Of a group that has ended there is nothing to end.
    kill_process_group(group, Signal::KILL).ok();
    let status = child.wait()?;
    signal_hook::low_level::unregister(registered);
    Ok(why.unwrap_or(Ended::ByItself(status)))
}
