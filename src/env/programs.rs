//! The other programs that are run: an editor, a pager, `goals-NAME`.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use super::hooks::{Hooks, NO_HOOKS};
use super::terminal::Stream;
use super::world::{Env, text_variable, variable};
use crate::error::Error;

impl Env {
    /// The program with this name that a person put beside this one, or into a folder of her `PATH`; nothing of the
    /// folder one stands in, which may be anybody's.
    pub(crate) fn find_program(&self, name: &str) -> Option<PathBuf> {
        let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.to_owned()));
        let path = variable("PATH").unwrap_or_default();
        let here = self.current_folder();
        let on_path = std::env::split_paths(&path)
            .filter(|folder| folder.is_absolute() && here.as_ref().is_none_or(|here| here != folder));
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        beside.into_iter().chain(on_path).map(|folder| folder.join(&file)).find(|file| may_be_run(file))
    }

    /// Runs a program in the place of this one, on this store, with or without hooks; returns its exit code where the
    /// system can't replace one program by another.
    pub(crate) fn become_program(
        &self,
        program: &Path,
        args: &[OsString],
        dir: Option<&Path>,
        hooks: Hooks,
    ) -> Result<ExitCode, Error> {
        let mut command = std::process::Command::new(program);
        command.args(args);
        if let Some(dir) = dir {
            command.env("GOALS_DIR", self.store(Some(dir))?.path());
        }
        let failed = |error: io::Error| {
            let error = anyhow::Error::new(error).context(format!("could not start {}", program.display()));
            Error::Outside(error)
        };
        if hooks == Hooks::LeftOut {
            command.env(NO_HOOKS, "1");
        }
        #[cfg(unix)]
        {
            use std::os::unix::process::CommandExt;
            Err(failed(command.exec()))
        }
        #[cfg(not(unix))]
        {
            let status = command.status().map_err(failed)?;
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
        }
    }

    /// Where another program says what this one has no words for: on standard error; on a screen nowhere.
    #[cfg(unix)]
    pub(super) fn own_messages(&self) -> std::process::Stdio {
        use std::os::fd::AsFd;
        let error = if self.screen.is_some() { None } else { io::stderr().as_fd().try_clone_to_owned().ok() };
        error.map_or_else(std::process::Stdio::null, std::process::Stdio::from)
    }

    /// Opens the editor on a file and waits: `VISUAL`, else `EDITOR`, else the platform's.
    pub(crate) fn edit_draft(&self, path: &Path) -> Result<(), Error> {
        self.borrow_terminal();
        let usual = if cfg!(windows) { "notepad" } else { "vi" };
        let editor =
            text_variable("VISUAL").or_else(|| text_variable("EDITOR")).unwrap_or_else(|| usual.to_owned());
        let words = command_words(&editor);
        let failed = |text: String| Error::Outside(anyhow::anyhow!(text));
        let Some((program, arguments)) = words.split_first() else {
            return Err(failed(format!("the editor `{editor}` can't be understood; set VISUAL or EDITOR")));
        };
        let status = std::process::Command::new(program).args(arguments).arg(path).status();
        match status.with_context(|| format!("could not start the editor `{program}`")) {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(failed(format!("the editor `{program}` failed: {status}"))),
            Err(error) => Err(Error::Outside(error)),
        }
    }

    /// Prints a page that is longer than the screen through a pager: `PAGER`, else `less`. Anywhere but at a terminal,
    /// where `PAGER` is empty, and where the pager is missing or fails, it is printed straight.
    pub(crate) fn page_through(&self, text: &str) -> Result<(), Error> {
        let lines = text.lines().count();
        let rows = terminal_size::terminal_size().map_or(usize::MAX, |(_, height)| height.0.into());
        let fits = !self.is_terminal(Stream::Out) || !self.is_terminal(Stream::In) || lines < rows;
        if fits || self.through_pager(text).is_none() {
            return self.print(text);
        }
        Ok(())
    }

    /// Hands a text to the pager, and waits until it was read; nothing where that could not be done.
    fn through_pager(&self, text: &str) -> Option<()> {
        let pager = std::env::var("PAGER").unwrap_or_else(|_| "less -FRX".to_owned());
        let words = command_words(&pager);
        let (program, arguments) = words.split_first()?;
        let mut command = std::process::Command::new(program);
        command.args(arguments).stdin(std::process::Stdio::piped());
        if variable("LESS").is_none() {
            command.env("LESS", "FRX");
        }
        // What Ctrl-C means, the pager says: it would be left alone with the terminal.
        #[cfg(unix)]
        let interrupted = signal_hook::flag::register(signal_hook::consts::SIGINT, std::sync::Arc::default());
        let mut child = command.spawn().ok()?;
        // Who has read enough takes no more.
        drop(child.stdin.take()?.write_all(self.in_colour(Stream::Out, text).as_bytes()));
        let status = child.wait().ok()?;
        #[cfg(unix)]
        interrupted.ok().map(signal_hook::low_level::unregister);
        status.success().then_some(())
    }
}

/// A program and its arguments as a variable has them, split without a shell. The path of a program may hold blanks,
/// and on Windows backslashes.
fn command_words(command: &str) -> Vec<String> {
    if Path::new(command).is_file() {
        vec![command.to_owned()]
    } else {
        shlex::split(command).unwrap_or_default()
    }
}

#[cfg(unix)]
fn may_be_run(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(file).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn may_be_run(file: &Path) -> bool {
    file.is_file()
}
