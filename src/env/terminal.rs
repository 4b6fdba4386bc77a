//! What is read from a person and shown to her.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Read, Write};
use std::sync::mpsc::{RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anstream::adapter::strip_str;
use anyhow::Context;

use super::world::{Env, text_variable, variable};
use crate::error::Error;
use crate::ui::charset::Charset;
use crate::ui::page::{Page, Width};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    In,
    Out,
    Err,
}

impl Env {
    pub(crate) fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            _ if self.screen.is_some() => true,
            Stream::In => io::stdin().is_terminal(),
            Stream::Out => io::stdout().is_terminal(),
            Stream::Err => io::stderr().is_terminal(),
        }
    }

    /// Whether somebody may read what is printed. The log of a service nobody reads, nor what is thrown away.
    #[cfg(unix)]
    pub(crate) fn is_output_read(&self) -> bool {
        use std::os::fd::AsFd;
        use std::os::unix::fs::MetadataExt;
        let out = io::stdout().as_fd().try_clone_to_owned().map(std::fs::File::from);
        let Ok(out) = out.and_then(|out| out.metadata()) else { return false };
        let is_thrown_away =
            out.rdev() != 0 && std::fs::metadata("/dev/null").is_ok_and(|null| null.rdev() == out.rdev());
        // systemd names the log by its device and number.
        let is_log = text_variable("JOURNAL_STREAM") == Some(format!("{}:{}", out.dev(), out.ino()));
        !is_thrown_away && !is_log
    }

    #[cfg(not(unix))]
    pub(crate) fn is_output_read(&self) -> bool {
        true
    }

    /// Whether something can be drawn at the terminal, in lines that change, and keys be read.
    pub(crate) fn draws(&self) -> bool {
        let is_dumb = text_variable("TERM").is_none_or(|term| term == "dumb");
        self.screen.is_none() && !is_dumb && self.is_terminal(Stream::In) && self.is_terminal(Stream::Out)
    }

    /// The columns there are: `COLUMNS`, else the terminal's; nothing where output is no terminal.
    pub(crate) fn columns(&self) -> Option<usize> {
        if let Some(screen) = self.screen.as_ref().filter(|screen| !screen.is_lent.get()) {
            return Some(screen.columns);
        }
        let wanted =
            text_variable("COLUMNS").and_then(|columns| columns.parse().ok()).filter(|columns| *columns > 0);
        let found = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        wanted.or_else(|| self.is_terminal(Stream::Out).then(found).flatten())
    }

    /// Whether to colour what goes to a stream. `NO_COLOR` has the last word.
    pub(crate) fn is_coloured(&self, stream: Stream) -> bool {
        let forced = variable("CLICOLOR_FORCE").is_some_and(|value| value != "0");
        let is_dumb = text_variable("TERM").is_some_and(|term| term == "dumb");
        let plain = variable("NO_COLOR").is_some() || (is_dumb && !forced);
        !plain && (forced || self.is_terminal(stream))
    }

    /// The text as a stream takes it: in one piece, to be written at once.
    pub(super) fn in_colour<'t>(&self, stream: Stream, text: &'t str) -> Cow<'t, str> {
        if self.is_coloured(stream) { text.into() } else { strip_str(text).to_string().into() }
    }

    pub(crate) fn page(&self) -> Page {
        let width = self.columns().map_or(Width::Free, Width::Columns);
        Page::new(width).written_in(self.charset())
    }

    /// The characters of the locale: the first of these variables that says something decides, as POSIX has it, and
    /// where none does the locale is `C`. On Windows programs write UTF-8.
    pub(crate) fn charset(&self) -> Charset {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(text_variable).unwrap_or_default();
        let locale = locale.to_ascii_lowercase();
        let is_utf8 = locale.contains("utf-8") || locale.contains("utf8");
        if cfg!(windows) || is_utf8 { Charset::Unicode } else { Charset::Ascii }
    }

    pub(crate) fn read_input(&self) -> Result<String, Error> {
        self.borrow_terminal();
        let mut bytes = Vec::new();
        let read = io::stdin().read_to_end(&mut bytes).context("could not read standard input");
        read.map_err(Error::Outside)?;
        String::from_utf8(bytes)
            .map_err(|_| Error::usage("standard input is not UTF-8 text", "give lines of plain text"))
    }

    /// One line of standard input; nothing at its end.
    pub(crate) fn read_line(&self) -> Result<Option<String>, Error> {
        self.borrow_terminal();
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line).context("could not read standard input");
        Ok((read.map_err(Error::Outside)? > 0).then_some(line))
    }

    pub(crate) fn print(&self, text: &str) -> Result<(), Error> {
        self.borrow_terminal();
        let text = self.in_colour(Stream::Out, text);
        let mut out = io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            // The reader has gone, as `head` does.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            Err(error) => {
                Err(Error::Outside(anyhow::Error::new(error).context("could not print to standard output")))
            }
        }
    }

    /// Tells at a terminal what goes on, once that takes over half a second: a line on standard error that counts the
    /// seconds, and is gone when the value is.
    pub(crate) fn waiting(&self, what: String) -> Option<Waiting> {
        (self.screen.is_none() && self.is_terminal(Stream::Err)).then(|| Waiting::new(what))
    }

    /// Prints to standard error; where that can't be done there is nobody to tell.
    pub(crate) fn eprint(&self, text: &str) {
        self.borrow_terminal();
        let text = self.in_colour(Stream::Err, text);
        drop(io::stderr().lock().write_all(text.as_bytes()));
    }
}

/// What is told while something goes on.
#[derive(Debug)]
pub(crate) struct Waiting {
    /// Its end tells that there is no more to wait for.
    end: Option<Sender<()>>,
    told: Option<JoinHandle<()>>,
}

impl Waiting {
    fn new(what: String) -> Self {
        let (end, ended) = std::sync::mpsc::channel();
        let told = std::thread::spawn(move || {
            let begun = Instant::now();
            let mut wait = Duration::from_millis(500);
            let mut is_shown = false;
            while ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                let line = format!("\r{what} … {} s", begun.elapsed().as_secs());
                drop(io::stderr().lock().write_all(line.as_bytes()));
                (is_shown, wait) = (true, Duration::from_secs(1));
            }
            if is_shown {
                drop(io::stderr().lock().write_all(b"\r\x1b[2K"));
            }
        });
        Self { end: Some(end), told: Some(told) }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        drop(self.end.take());
        drop(self.told.take().map(JoinHandle::join));
    }
}
