//! The outside world as one value: arguments, variables, clock, folders, streams, terminal. Nothing
//! else touches them.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this is the one place for it")]
#![allow(clippy::unused_self, reason = "who has no `Env` can't reach the outside world")]

use std::borrow::Cow;
use std::cell::Cell;
use std::ffi::{OsStr, OsString};
use std::io::{self, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant, SystemTime};

use anstream::adapter::strip_str;
use anyhow::Context;
use chrono::{DateTime, FixedOffset, Local, NaiveDateTime, TimeDelta, TimeZone, Utc};
use directories::{BaseDirs, ProjectDirs};

use crate::error::Error;
use crate::interop::source::{Member, Source};
use crate::interop::unreadable::Unreadable;
use crate::journal::DeviceName;
use crate::ui::charset::Charset;
use crate::ui::page::{Page, Width};

#[derive(Debug)]
pub struct Env {
    /// What was typed, the program's name first.
    pub(crate) args: Vec<OsString>,
    /// The screen that has the terminal; nothing where commands have it themselves.
    screen: Option<Screen>,
}

/// A screen that shows what commands come to, and lends them the terminal when they ask or open an editor.
#[derive(Debug)]
struct Screen {
    columns: usize,
    lend: fn(),
    is_lent: Cell<bool>,
}

/// Where a store lies.
#[derive(Clone, Debug)]
pub(crate) enum StoreFolder {
    /// Where it is when nobody says otherwise.
    Usual(PathBuf),
    /// With `--dir` or `GOALS_DIR`.
    Named(PathBuf),
}

impl StoreFolder {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Usual(path) | Self::Named(path) => path,
        }
    }
}

/// Who may read a file that is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Readers {
    /// As the system has it.
    Usual,
    Oneself,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stream {
    In,
    Out,
    Err,
}

fn variable(name: &str) -> Option<OsString> {
    std::env::var_os(name).filter(|value| !value.is_empty())
}

fn text_variable(name: &str) -> Option<String> {
    variable(name).map(|value| value.to_string_lossy().into_owned())
}

/// An absolute path from a variable; relative ones don't count, as the XDG specification has it.
fn folder_variable(name: &str) -> Option<PathBuf> {
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

    fn borrow_terminal(&self) {
        if let Some(screen) = self.screen.as_ref().filter(|screen| !screen.is_lent.replace(true)) {
            (screen.lend)();
        }
    }

    /// The wall clock: `GOALS_NOW` where it is set, else the system's, in the local time zone. A
    /// `GOALS_NOW` with a numeric offset is the wall clock as it reads; one that ends in `Z` tells the
    /// moment alone, and is read in the local time zone.
    pub(crate) fn now(&self) -> Result<DateTime<FixedOffset>, Error> {
        check_zone()?;
        let Some(given) = text_variable("GOALS_NOW") else {
            return Ok(Local::now().fixed_offset());
        };
        let moment = DateTime::parse_from_rfc3339(given.trim()).map_err(|_| Error::Environment {
            text: format!("GOALS_NOW is not a date with a time: `{given}`"),
            hint: Some("write it as in `2026-11-18T18:20:00+01:00`, or unset it".to_owned()),
        })?;
        let zoneless = given.trim_end().ends_with(['Z', 'z']);
        Ok(if zoneless { moment.with_timezone(&Local).fixed_offset() } else { moment })
    }

    /// What the wall clock here showed at a moment.
    pub(crate) fn local(&self, moment: DateTime<Utc>) -> NaiveDateTime {
        moment.with_timezone(&Local).naive_local()
    }

    /// The moment at which the wall clock here shows a time: of two, the first. Where it is put forward over it, the
    /// first moment behind that at a full hour.
    pub(crate) fn moment(&self, wall: NaiveDateTime) -> DateTime<Utc> {
        let shown = |wall: NaiveDateTime| Local.from_local_datetime(&wall).earliest();
        let skipped = || (1..=24).find_map(|hours| shown(wall + TimeDelta::hours(hours)));
        shown(wall).or_else(skipped).map_or(wall.and_utc(), |moment| moment.to_utc())
    }

    /// The store's folder: the one that was named, else `GOALS_DIR`, else the data folder's.
    pub(crate) fn store(&self, named: Option<&Path>) -> Result<StoreFolder, Error> {
        if let Some(named) = named.map(Path::to_owned).or_else(|| variable("GOALS_DIR").map(PathBuf::from)) {
            return Ok(StoreFolder::Named(from_home(named)));
        }
        match folder_variable("XDG_DATA_HOME") {
            Some(data) => Ok(StoreFolder::Usual(data.join("goals"))),
            None => project("GOALS_DIR").map(|dirs| StoreFolder::Usual(dirs.data_dir().to_owned())),
        }
    }

    /// The stores that lie beside a folder, by the names of theirs.
    pub(crate) fn stores_beside(&self, folder: &Path) -> Vec<String> {
        let beside = std::fs::read_dir(self.absolute(folder).parent().unwrap_or(folder));
        let stores = beside.into_iter().flatten().flatten().filter(|it| it.path().join("journal").is_dir());
        stores.filter_map(|it| it.file_name().into_string().ok()).collect()
    }

    /// Where what can be found out again may be kept; nothing where there is no such place.
    pub(crate) fn cache(&self) -> Option<PathBuf> {
        match folder_variable("XDG_CACHE_HOME") {
            Some(cache) => Some(cache.join("goals")),
            None => project("XDG_CACHE_HOME").ok().map(|dirs| dirs.cache_dir().to_owned()),
        }
    }

    pub(crate) fn device(&self) -> Result<DeviceName, Error> {
        if let Some(given) = text_variable("GOALS_DEVICE") {
            return Ok(DeviceName::Given(given));
        }
        Ok(DeviceName::Kept { state: self.state()?, host: host() })
    }

    /// The folder of what belongs to this machine alone.
    pub(crate) fn state(&self) -> Result<PathBuf, Error> {
        match folder_variable("XDG_STATE_HOME").map(|state| state.join("goals")) {
            Some(state) => Ok(state),
            None => project_state(),
        }
    }

    /// A file of settings that the person writes herself, with where it is; nothing where there is none.
    pub(crate) fn settings_file(&self, name: &str) -> Result<Option<(PathBuf, String)>, Error> {
        let folder = match folder_variable("XDG_CONFIG_HOME") {
            Some(config) => config.join("goals"),
            None => match project("XDG_CONFIG_HOME") {
                Ok(dirs) => dirs.config_dir().to_owned(),
                Err(_) => return Ok(None),
            },
        };
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Some((path, text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => {
                let error = anyhow::Error::new(error).context(format!("could not read {}", path.display()));
                Err(Error::Outside(error))
            }
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

    /// The system's time, whatever `GOALS_NOW` says: to compare with the times of files.
    pub(crate) fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    pub(crate) fn asks_for_completions(&self, name: &str) -> bool {
        variable(name).is_some()
    }

    /// A folder as it was typed: `~/` is the home, a relative one is taken from here.
    pub(crate) fn typed_folder(&self, path: &Path) -> PathBuf {
        self.absolute(&from_home(path.to_owned()))
    }

    pub(crate) fn absolute(&self, path: &Path) -> PathBuf {
        std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
    }

    pub(crate) fn current_folder(&self) -> Option<PathBuf> {
        std::env::current_dir().ok()
    }

    pub(crate) fn is_terminal(&self, stream: Stream) -> bool {
        match stream {
            _ if self.screen.is_some() => true,
            Stream::In => io::stdin().is_terminal(),
            Stream::Out => io::stdout().is_terminal(),
            Stream::Err => io::stderr().is_terminal(),
        }
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
    fn in_colour<'t>(&self, stream: Stream, text: &'t str) -> Cow<'t, str> {
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

    /// The files at these paths as they are to be imported: `-` is standard input, a folder all that is in it but what
    /// is hidden. No link inside a folder is followed.
    pub(crate) fn read_sources(&self, paths: &[PathBuf]) -> Result<Source, Error> {
        if paths.iter().any(|path| path == Path::new("-")) {
            self.borrow_terminal();
        }
        if let [path] = paths
            && !path.is_dir()
        {
            return Ok(Source::File(imported_file(path, path)?));
        }
        let mut members = Vec::new();
        for path in paths {
            if path.is_dir() {
                imported_folder(path, &mut members)?;
            } else {
                members.push(imported_file(path, path)?);
            }
        }
        Ok(Source::Several(members))
    }

    /// One line of standard input; nothing at its end.
    pub(crate) fn read_line(&self) -> Result<Option<String>, Error> {
        self.borrow_terminal();
        let mut line = String::new();
        let read = io::stdin().read_line(&mut line).context("could not read standard input");
        Ok((read.map_err(Error::Outside)? > 0).then_some(line))
    }

    /// Makes a file of one's own for an editor.
    pub(crate) fn make_draft(&self, name: &str, text: &str) -> Result<PathBuf, Error> {
        let folder = std::env::temp_dir();
        let number = getrandom::u32().map_err(|error| Error::Outside(anyhow::anyhow!("{error}")))?;
        let path = folder.join(format!("goals-{name}-{number:08x}.txt"));
        let mut options = std::fs::OpenOptions::new();
        own_file(options.write(true).create_new(true));
        let written = options.open(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.with_context(|| format!("could not write {}", path.display())).map_err(Error::Outside)?;
        Ok(path)
    }

    /// Makes a folder of one's own among the temporary ones, for a store to throw away.
    pub(crate) fn make_throwaway(&self, name: &str) -> Result<PathBuf, Error> {
        let number = getrandom::u32().map_err(|error| Error::Outside(anyhow::anyhow!("{error}")))?;
        let folder = std::env::temp_dir().join(format!("goals-{name}-{number:08x}"));
        let made = own_folders().create(&folder).and_then(|()| std::path::absolute(&folder));
        made.with_context(|| format!("could not make {}", folder.display())).map_err(Error::Outside)
    }

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

    /// Runs a program in the place of this one, on this store; returns its exit code where the system can't replace
    /// one program by another.
    pub(crate) fn become_program(
        &self,
        program: &Path,
        args: &[OsString],
        dir: Option<&Path>,
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

    pub(crate) fn read_draft(&self, path: &Path) -> Result<String, Error> {
        let read =
            std::fs::read_to_string(path).with_context(|| format!("could not read {}", path.display()));
        read.map_err(Error::Outside)
    }

    pub(crate) fn has_draft(&self, path: &Path) -> bool {
        path.exists()
    }

    pub(crate) fn write_draft(&self, path: &Path, text: &str) -> Result<(), Error> {
        let written =
            std::fs::write(path, text).with_context(|| format!("could not write {}", path.display()));
        written.map_err(Error::Outside)
    }

    /// Takes an editor's file away; one that stays behind does no harm.
    pub(crate) fn drop_draft(&self, path: &Path) {
        drop(std::fs::remove_file(path));
    }

    pub(crate) fn is_there(&self, path: &Path) -> bool {
        path.exists()
    }

    pub(crate) fn is_folder(&self, path: &Path) -> bool {
        path.is_dir()
    }

    /// Writes a file that was asked for, whole: under a hidden name beside it first. One that is there is
    /// replaced; a link is followed.
    pub(crate) fn write_file(&self, path: &Path, text: &str) -> Result<(), Error> {
        self.write_as(path, text, Readers::Usual)
    }

    /// The same with a file for nobody else's eyes. One that is there stays as readable as it is.
    pub(crate) fn write_own_file(&self, path: &Path, text: &str) -> Result<(), Error> {
        self.write_as(path, text, Readers::Oneself)
    }

    /// Makes a folder that is for nobody else, with these files in it, each a path below it and a text. It is there
    /// whole or not at all; an empty one that is there takes them.
    pub(crate) fn write_own_folder(&self, path: &Path, files: &[(String, String)]) -> Result<(), Error> {
        let is_free = match std::fs::read_dir(path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(_) => std::fs::symlink_metadata(path).is_err(),
        };
        let (Some(name), true) = (path.file_name(), is_free) else {
            return Err(Error::NotAnEmptyFolder(path.to_owned()));
        };
        let hidden = path.with_file_name(hidden_name(name)?);
        let written = own_folders().create(&hidden).and_then(|()| {
            for (file, text) in files {
                let file = hidden.join(file);
                own_folders().recursive(true).create(file.parent().unwrap_or(&hidden))?;
                let mut options = std::fs::OpenOptions::new();
                own_file(options.write(true).create_new(true));
                let mut file = options.open(file)?;
                file.write_all(text.as_bytes()).and_then(|()| file.sync_all())?;
            }
            std::fs::rename(&hidden, path)
        });
        if written.is_err() {
            drop(std::fs::remove_dir_all(&hidden));
        }
        written.map_err(|source| Error::NotMade { path: path.to_owned(), source })
    }

    fn write_as(&self, path: &Path, text: &str, readers: Readers) -> Result<(), Error> {
        let (path, permissions) = match std::fs::metadata(path) {
            // `/dev/stdout` may be a file, and what stands in it is not this program's to replace.
            Ok(found) if !found.is_file() || path.starts_with("/dev") || path.starts_with("/proc") => {
                return Err(Error::NotAFile(path.to_owned()));
            }
            Ok(found) => {
                let there = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
                (there, Some(found.permissions()))
            }
            // A link that leads nowhere is no file.
            Err(_) if std::fs::symlink_metadata(path).is_ok() => {
                return Err(Error::NotAFile(path.to_owned()));
            }
            Err(_) => (path.to_owned(), None),
        };
        let Some(name) = path.file_name() else {
            return Err(Error::NotAFile(path));
        };
        let hidden = path.with_file_name(hidden_name(name)?);
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        if readers == Readers::Oneself {
            own_file(&mut options);
        }
        let written = options
            .open(&hidden)
            .and_then(|mut file| {
                // Who may read what is replaced may read what replaces it, and nobody else.
                permissions.map_or(Ok(()), |permissions| file.set_permissions(permissions))?;
                file.write_all(text.as_bytes()).and_then(|()| file.sync_all())
            })
            .and_then(|()| std::fs::rename(&hidden, &path));
        if written.is_err() {
            drop(std::fs::remove_file(&hidden));
        }
        written.with_context(|| format!("could not write {}", path.display())).map_err(Error::Outside)
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

/// The largest file that is imported: 64 MiB.
const LARGEST_IMPORT: u64 = 64 << 20;

/// So many files of a folder are imported at most, with so many bytes in all.
const MOST_IMPORTED: usize = 20_000;
const LARGEST_FOLDER: usize = 256 << 20;

/// A file to be imported, under the name that it has within `folder`.
fn imported_file(path: &Path, name: &Path) -> Result<Member, Error> {
    let read = |mut from: Box<dyn Read>| -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        from.by_ref().take(LARGEST_IMPORT + 1).read_to_end(&mut bytes).map(|_| bytes)
    };
    let is_input = path.as_os_str() == "-";
    let name = if is_input { "standard input".into() } else { name.to_string_lossy().replace('\\', "/") };
    let bytes = if is_input {
        read(Box::new(io::stdin()))
    } else {
        std::fs::File::open(path).and_then(|file| read(Box::new(file)))
    };
    let bytes = bytes.with_context(|| format!("could not read {name}")).map_err(Error::Outside)?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_IMPORT) {
        let hint = "cut it into parts, by year for instance, and import one after the other";
        return Err(Unreadable::damaged("it is larger than 64 MiB, the most that is read", hint)
            .within(&name)
            .into());
    }
    Ok(Member { name, bytes })
}

/// The files of a folder, in the order of their names.
fn imported_folder(folder: &Path, members: &mut Vec<Member>) -> Result<(), Error> {
    let unread = |path: &Path| format!("could not read {}", path.display());
    let mut open = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).with_context(|| unread(&next)).map_err(Error::Outside)? {
            let entry = entry.with_context(|| unread(&next)).map_err(Error::Outside)?;
            let kind = entry.file_type().with_context(|| unread(&next)).map_err(Error::Outside)?;
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            match kind {
                _ if is_hidden => {}
                kind if kind.is_dir() => open.push(entry.path()),
                kind if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
        if files.len() + open.len() > MOST_IMPORTED {
            let what = format!("it holds more than {MOST_IMPORTED} files");
            let hint = "name the folder that the other tool wrote";
            return Err(Unreadable::damaged(what, hint).within(&folder.display().to_string()).into());
        }
    }
    files.sort();
    let mut bytes = 0;
    for path in files {
        let member = imported_file(&path, path.strip_prefix(folder).unwrap_or(&path))?;
        bytes += member.bytes.len();
        members.push(member);
        if bytes > LARGEST_FOLDER {
            let hint = "name the folder that the other tool wrote";
            let unreadable = Unreadable::damaged("its files have more than 256 MiB", hint);
            return Err(unreadable.within(&folder.display().to_string()).into());
        }
    }
    Ok(())
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

/// A path as a shell reads it: `~/` is the home, also where no shell saw it.
fn from_home(path: PathBuf) -> PathBuf {
    let at_home = |below: &Path| Some(home()?.join(below));
    path.strip_prefix("~").ok().and_then(at_home).unwrap_or(path)
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
/// A name beside another, under which a file is written before it takes that.
fn hidden_name(name: &OsStr) -> Result<OsString, Error> {
    let number = getrandom::u32().map_err(|error| Error::Outside(anyhow::anyhow!("{error}")))?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{number:08x}.new"));
    Ok(hidden)
}

/// Makes a new file one for nobody else.
#[cfg(unix)]
fn own_file(options: &mut std::fs::OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(0o600);
}

#[cfg(not(unix))]
fn own_file(_options: &mut std::fs::OpenOptions) {}

/// Makes folders that are for nobody else.
#[cfg(unix)]
fn own_folders() -> std::fs::DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = std::fs::DirBuilder::new();
    builder.mode(0o700);
    builder
}

#[cfg(not(unix))]
fn own_folders() -> std::fs::DirBuilder {
    std::fs::DirBuilder::new()
}

/// The home folder, where it is a full path.
fn home() -> Option<PathBuf> {
    BaseDirs::new().map(|dirs| dirs.home_dir().to_owned()).filter(|home| home.is_absolute())
}

fn project(instead: &str) -> Result<ProjectDirs, Error> {
    home().and_then(|_| ProjectDirs::from("", "", "goals")).ok_or_else(|| Error::Environment {
        text: "there is no home folder to keep anything in".to_owned(),
        hint: Some(format!("set `HOME` to a full path, or `{instead}`")),
    })
}

/// The platform's state folder; where it has none, one beside the data folder.
fn project_state() -> Result<PathBuf, Error> {
    let dirs = project("XDG_STATE_HOME")?;
    if let Some(state) = dirs.state_dir() {
        return Ok(state.to_owned());
    }
    let mut beside = dirs.data_local_dir().as_os_str().to_owned();
    beside.push("-state");
    Ok(beside.into())
}

#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

#[cfg(not(unix))]
fn host() -> String {
    text_variable("COMPUTERNAME").unwrap_or_default()
}

/// Refuses a `TZ` that names no zone, which would be taken for UTC in silence.
#[cfg(unix)]
fn check_zone() -> Result<(), Error> {
    const ZONES: [&str; 3] = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"];
    let Some(zone) = text_variable("TZ") else {
        return Ok(());
    };
    let name = zone.strip_prefix(':').unwrap_or(&zone);
    let inside = !Path::new(name).components().any(|part| part == std::path::Component::ParentDir);
    let known = ["UTC", "localtime"].contains(&name)
        || is_posix_zone(name)
        || (Path::new(name).is_absolute() && Path::new(name).is_file())
        || (inside && !name.is_empty() && ZONES.iter().any(|folder| Path::new(folder).join(name).is_file()));
    if known {
        return Ok(());
    }
    Err(Error::Environment {
        text: format!("TZ names no time zone: `{zone}`"),
        hint: Some("set it as in `TZ=Europe/Berlin`, or unset it".to_owned()),
    })
}

#[cfg(not(unix))]
fn check_zone() -> Result<(), Error> {
    Ok(())
}

/// `EST5EDT,M3.2.0,M11.1.0`: a name of three letters or more, or one in angle brackets, and an offset.
#[cfg(unix)]
fn is_posix_zone(text: &str) -> bool {
    let after_name = match text.strip_prefix('<') {
        Some(rest) => rest.split_once('>').filter(|(name, _)| name.len() >= 3).map(|(_, rest)| rest),
        None => Some(text.trim_start_matches(|c: char| c.is_ascii_alphabetic()))
            .filter(|rest| text.len() - rest.len() >= 3),
    };
    after_name
        .map(|rest| rest.strip_prefix(['+', '-']).unwrap_or(rest))
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}
