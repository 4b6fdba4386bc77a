//! Other programs on as much data: Taskwarrior where it is installed, and those that were named.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::stores::Shelf;

/// A program that was named: `NAME=COMMAND`, in which `{}` stands for `1k`, `11k`, `110k`, `365k`.
pub(crate) struct Peer {
    pub(crate) name: String,
    words: Vec<String>,
}

impl Peer {
    /// Reads an option's value.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (name, command) = text.split_once('=')?;
        let words = shlex::split(command).filter(|words| !words.is_empty())?;
        Some(Self { name: name.to_owned(), words })
    }

    /// Its command for a size.
    pub(crate) fn command(&self, size: &str) -> Command {
        let mut words = self.words.iter().map(|word| word.replace("{}", size));
        let mut command = Command::new(words.next().expect("a program"));
        command.args(words);
        command
    }
}

/// What Taskwarrior is asked: the open tasks, and to take up one more.
pub(crate) const TASKWARRIOR: [(&str, &[&str]); 2] =
    [("task list", &["list"]), ("task add", &["add", "Drink", "water"])];

/// Whether Taskwarrior is installed.
pub(crate) fn has_taskwarrior() -> bool {
    let mut command = Command::new("task");
    command.arg("--version").env_clear().stdout(Stdio::null()).stderr(Stdio::null());
    command.env("HOME", env!("CARGO_TARGET_TMPDIR")).status().is_ok_and(|status| status.success())
}

/// Thirty open tasks and so many that are done, which is how Taskwarrior has what is checked off.
pub(crate) struct Tasks {
    folder: std::path::PathBuf,
}

impl Tasks {
    pub(crate) fn write(shelf: &Shelf, done: usize) -> Self {
        let folder = shelf.place();
        write(&folder, "pending.data", &tasks(0..30, r#"status:"pending""#));
        write(&folder, "completed.data", &tasks(30..30 + done, r#"end:"1700003600" status:"completed""#));
        write(&folder, "taskrc", &format!("data.location={}\n", folder.display()));
        Self { folder }
    }

    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new("task");
        command.args(words).env_clear().env("PATH", "/usr/local/bin:/usr/bin:/bin");
        command.env("HOME", &self.folder).env("TASKRC", self.folder.join("taskrc"));
        command
    }
}

fn write(folder: &Path, name: &str, text: &str) {
    std::fs::write(folder.join(name), text).expect("it is written");
}

fn tasks(numbers: std::ops::Range<usize>, rest: &str) -> String {
    let mut text = String::new();
    for number in numbers {
        writeln!(
            text,
            r#"[description:"Task {number}" entry:"1700000000" modified:"1700003600" {rest} uuid:"00000000-0000-4000-8000-{number:012}"]"#
        )
        .expect("a string takes it");
    }
    text
}
