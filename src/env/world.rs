//! What all of it stands on: what was typed, the variables, and who has the terminal.

use std::cell::Cell;
use std::ffi::OsString;
use std::path::PathBuf;

use crate::error::Error;

#[derive(Debug)]
pub struct Env {
    /// What was typed, the program's name first.
    pub(crate) args: Vec<OsString>,
    /// The screen that has the terminal; nothing where commands have it themselves.
    pub(super) screen: Option<Screen>,
}

/// A screen that shows what commands come to, and lends them the terminal when they ask or open an editor.
#[derive(Debug)]
pub(super) struct Screen {
    pub(super) columns: usize,
    lend: fn(),
    pub(super) is_lent: Cell<bool>,
}

pub(super) fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

pub(super) fn text_variable(name: &str) -> Option<String> {
    variable(name).map(|value| value.to_string_lossy().into_owned())
}

/// An absolute path from a variable; relative ones don't count, as the XDG specification has it.
pub(super) fn folder_variable(name: &str) -> Option<PathBuf> {
    variable(name).map(PathBuf::from).filter(|path| path.is_absolute())
}

impl Env {
    pub fn real() -> Self {
        Self { args: std::env::args_os().collect(), screen: None }
    }

    /// The world as a command finds it that is typed on a screen with so many columns for its page. `lend` gives it
    /// the terminal when it asks something, once.
    pub(crate) fn on_screen(args: Vec<OsString>, columns: usize, lend: fn()) -> Self {
        Self { args, screen: Some(Screen { columns, lend, is_lent: Cell::new(false) }) }
    }

    /// Whether the screen lent its terminal.
    pub(crate) fn is_lent(&self) -> bool {
        self.screen.as_ref().is_some_and(|screen| screen.is_lent.get())
    }

    pub(super) fn borrow_terminal(&self) {
        if let Some(screen) = self.screen.as_ref().filter(|screen| !screen.is_lent.replace(true)) {
            (screen.lend)();
        }
    }

    /// All variables, for another program.
    pub(crate) fn variables(&self) -> Vec<(OsString, OsString)> {
        std::env::vars_os().collect()
    }

    /// So many seconds each step of a sync may take where nobody is there to wait: `GOALS_SYNC_LIMIT`, else two minutes.
    pub(crate) fn sync_limit(&self) -> Result<u64, Error> {
        let Some(given) = text_variable("GOALS_SYNC_LIMIT") else { return Ok(120) };
        given.trim().parse().ok().filter(|seconds| (1..=86_400).contains(seconds)).ok_or_else(|| {
            Error::Environment {
                text: format!("GOALS_SYNC_LIMIT is no number of seconds: `{given}`"),
                hint: Some("write it as in `600`, or unset it".to_owned()),
            }
        })
    }

    pub(crate) fn asks_for_completions(&self, name: &str) -> bool {
        variable(name).is_some()
    }
}
