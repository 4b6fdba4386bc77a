//! Hooks: programs that the person put into `hooks` of her config folder, to be told what was done. There are none on
//! Windows, where no permissions tell whose a file is.

use std::path::{Path, PathBuf};

use super::world::{Env, variable};
use crate::error::Error;

/// Whether hooks are to be run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hooks {
    Run,
    LeftOut,
}

/// The variable with which they are left out.
pub(super) const NO_HOOKS: &str = "GOALS_NO_HOOKS";

/// A hook, as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(not(unix), allow(dead_code, reason = "there are no hooks"))]
pub(crate) enum Hook {
    Absent,
    /// It is there and is not run, for this reason.
    LeftOut(String),
    Ready(PathBuf),
}

impl Env {
    /// The hook of this name, for something that was written into these stores.
    pub(crate) fn hook(&self, name: &str, stores: &[&Path]) -> Hook {
        let folder = if variable(NO_HOOKS).is_some() { None } else { self.config() };
        folder.map_or(Hook::Absent, |folder| found(&folder.join("hooks").join(name), stores))
    }

    /// Runs a hook with a document on its standard input, and waits two seconds at most. What it prints goes to
    /// standard error; on a screen, nowhere. Whatever it started and left in its process group ends with it.
    ///
    /// # Errors
    /// Where it can't be started, fails, or takes longer.
    pub(crate) fn run_hook(&self, hook: &Path, store: &Path, document: String) -> Result<(), Error> {
        run(self, hook, store, document)
            .map_err(|what| Error::Outside(anyhow::anyhow!("the hook {} {what}", hook.display())))
    }
}

#[cfg(unix)]
fn found(path: &Path, stores: &[&Path]) -> Hook {
    use std::io::ErrorKind;
    match std::fs::symlink_metadata(path) {
        Ok(file) => match super::trust::objection(path, &file, stores, super::home::home().as_deref()) {
            Some(why) => Hook::LeftOut(why),
            None => Hook::Ready(path.to_owned()),
        },
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => Hook::Absent,
        Err(error) => Hook::LeftOut(format!("{}: {error}", path.display())),
    }
}

#[cfg(unix)]
fn run(env: &Env, hook: &Path, store: &Path, document: String) -> Result<(), String> {
    use super::bounded::{self, Ended};
    const SECONDS: u64 = 2;
    let mut command = std::process::Command::new(hook);
    command.env(NO_HOOKS, "1").env("GOALS_DIR", store);
    command.current_dir(hook.parent().unwrap_or(Path::new("/")));
    command.stdout(env.own_messages()).stderr(env.own_messages());
    match bounded::run(command, document, std::time::Duration::from_secs(SECONDS)) {
        Ok(Ended::ByItself(status)) if status.success() => Ok(()),
        Ok(Ended::ByItself(status)) => Err(match status.code() {
            Some(code) => format!("failed with exit code {code}"),
            None => "was killed".to_owned(),
        }),
        Ok(Ended::Interrupted) => Err("was ended by Ctrl-C".to_owned()),
        Ok(Ended::Late) => Err(format!("took longer than {SECONDS} seconds and was ended")),
        Err(error) => Err(format!("did not start: {error}")),
    }
}

#[cfg(not(unix))]
fn found(_path: &Path, _stores: &[&Path]) -> Hook {
    Hook::Absent
}

#[cfg(not(unix))]
fn run(_env: &Env, _hook: &Path, _store: &Path, _document: String) -> Result<(), String> {
    Ok(())
}
