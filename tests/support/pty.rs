//! A terminal to run a program in.

use std::fs::File;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

pub(crate) struct Pty {
    /// Where keys are typed, and what is shown is read.
    pub(crate) terminal: File,
    /// The terminal as a program has it.
    pub(crate) own_end: File,
}

impl Pty {
    pub(crate) fn open(columns: u16, lines: u16) -> Self {
        let master =
            openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).expect("a terminal");
        grantpt(&master).expect("it is ours");
        unlockpt(&master).expect("it can be used");
        tcsetwinsize(&master, winsize(columns, lines)).expect("its size");
        let name = ptsname(&master, Vec::new()).expect("its name");
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let own_end = rustix::fs::open(&*name, flags, Mode::empty()).expect("its other end");
        Self { terminal: master.into(), own_end: own_end.into() }
    }
}

pub(crate) fn winsize(columns: u16, lines: u16) -> Winsize {
    Winsize { ws_row: lines, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 }
}
