//! What the desktop and the system do for a reminder: a notification that is shown, a timer that is kept.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::home::Holds;
use super::world::{Env, folder_variable, text_variable, variable};
use crate::error::Error;

/// Who runs something each day on this system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheduler {
    Systemd,
    Launchd,
    /// Of Windows: it is told by a command, and keeps no file of ours.
    Tasks,
}

/// What became of a program that was to do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code, reason = "nothing is run there"))]
pub(crate) enum Obeyed {
    Done,
    Failed,
    /// It is not there.
    Missing,
}

/// What becomes of what such a program says of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code, reason = "nothing is run there"))]
pub(crate) enum Reasons {
    /// It goes to standard error; on a screen, nowhere.
    Told,
    Untold,
}

/// So long a notification may take, and a word to the system.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(10);

/// What shows notifications on desktops of the freedesktop kind.
const NOTIFIER: &str = "notify-send";

/// What has `AppleScript` show a notification: the heading and the body are its arguments, and no part of it.
const APPLE_SCRIPT: [&str; 6] = [
    "-e",
    "on run argv",
    "-e",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "-e",
    "end run",
];

impl Env {
    pub(crate) fn scheduler(&self) -> Scheduler {
        if cfg!(windows) {
            Scheduler::Tasks
        } else if cfg!(target_os = "macos") {
            Scheduler::Launchd
        } else {
            Scheduler::Systemd
        }
    }

    /// The folder in which the person's own timers are kept.
    pub(crate) fn timers(&self, scheduler: Scheduler) -> Result<PathBuf, Error> {
        match (scheduler, folder_variable("XDG_CONFIG_HOME")) {
            (Scheduler::Systemd, Some(config)) => Ok(config.join("systemd/user")),
            (Scheduler::Systemd, None) => Ok(self.home()?.join(".config/systemd/user")),
            (Scheduler::Launchd | Scheduler::Tasks, _) => Ok(self.home()?.join("Library/LaunchAgents")),
        }
    }

    /// Whether stores lie elsewhere than a program finds them that starts without these variables.
    pub(crate) fn has_data_elsewhere(&self) -> bool {
        folder_variable("XDG_DATA_HOME").is_some()
    }

    /// The variables that say where the state and the cache of this machine lie, for a program that starts without
    /// those of a shell.
    pub(crate) fn own_places(&self) -> Vec<(&'static str, PathBuf)> {
        let names = [Holds::State, Holds::Cache].map(Holds::variable);
        names.into_iter().filter_map(|name| Some((name, folder_variable(name)?))).collect()
    }

    /// The folder through which a session is reached.
    pub(crate) fn session(&self) -> Option<String> {
        text_variable("XDG_RUNTIME_DIR")
    }

    /// `goals` by a full path that stays when another version is installed: as `PATH` has it, where it does. From the
    /// screen it is the program beside that.
    pub(crate) fn own_path(&self) -> Result<PathBuf, Error> {
        let own = std::env::current_exe().context("could not find out where this program is");
        let mut own = own.map_err(Error::Outside)?;
        if own.file_stem() == Some(OsStr::new("goals-ui")) {
            own.set_file_name(format!("goals{}", std::env::consts::EXE_SUFFIX));
        }
        let real = |path: &Path| std::fs::canonicalize(path).ok();
        let name = own.file_name().unwrap_or_default();
        let path = variable("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
        let found = folders.map(|folder| folder.join(name)).find(|file| real(file) == real(&own));
        Ok(found.unwrap_or(own))
    }

    /// Shows a notification on the desktop; whether that was done.
    pub(crate) fn notify(&self, heading: &str, body: &str) -> bool {
        let marked_up = body
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
            // It reads `\n` as a new line.
            .replace('\\', "\\\\");
        let desktop = ["--app-name=goals", "--", heading, &marked_up];
        let apple = || [&APPLE_SCRIPT[..], &[heading, body]].concat();
        self.obey(NOTIFIER, &desktop, Reasons::Untold) == Obeyed::Done
            || cfg!(target_os = "macos") && self.obey("osascript", &apple(), Reasons::Untold) == Obeyed::Done
    }

    /// The program that is missing here for a notification to be shown; nothing where all is there.
    pub(crate) fn missing_notifier(&self) -> Option<&'static str> {
        let is_there = !cfg!(unix) || cfg!(target_os = "macos") || self.find_program(NOTIFIER).is_some();
        (!is_there).then_some(NOTIFIER)
    }

    /// Has the system's own program do something about timers.
    pub(crate) fn tell_system(&self, words: &[String], reasons: Reasons) -> Obeyed {
        let mut words = words.iter().map(String::as_str);
        let program = words.next().unwrap_or_default();
        self.obey(program, &words.collect::<Vec<_>>(), reasons)
    }

    #[cfg(unix)]
    fn obey(&self, program: &str, words: &[&str], reasons: Reasons) -> Obeyed {
        use super::bounded::{self, Ended};
        let Some(path) = self.find_program(program) else { return Obeyed::Missing };
        let mut command = std::process::Command::new(path);
        command.args(words);
        let says = match reasons {
            Reasons::Told => self.own_messages(),
            Reasons::Untold => std::process::Stdio::null(),
        };
        command.stdout(std::process::Stdio::null()).stderr(says);
        match bounded::run(command, String::new(), PATIENCE) {
            Ok(Ended::ByItself(status)) if status.success() => Obeyed::Done,
            Ok(_) | Err(_) => Obeyed::Failed,
        }
    }

    #[cfg(not(unix))]
    fn obey(&self, _program: &str, _words: &[&str], _reasons: Reasons) -> Obeyed {
        Obeyed::Missing
    }
}
