//! A store of its own for each test, and the program run on it.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::documents;

/// The moment at which commands run where a test says nothing else: a Wednesday.
pub const NOW: &str = "2026-11-18T18:20:00+01:00";

/// A folder with a home and a store.
pub struct Store {
    folder: TempDir,
    now: String,
    device: Option<String>,
}

/// What a run of the program came to.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; -1 where a signal ended it.
    pub code: i32,
    /// What was printed.
    pub out: String,
    /// What was said on standard error.
    pub err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("what is printed is UTF-8"),
            err: String::from_utf8(output.stderr).expect("what is said is UTF-8"),
        }
    }
}

impl Store {
    /// An empty store.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder, now: NOW.to_owned(), device: None }
    }

    /// The store that `goals demo` makes.
    pub fn demo() -> Self {
        let store = Self::new();
        store.ok(&["demo", "--dir", store.dir().to_str().expect("a path")]);
        store
    }

    /// From now on commands run at this moment: a full one, or a day (then at 12:00 UTC).
    pub fn at(&mut self, moment: &str) -> &mut Self {
        self.now = if moment.len() == 10 { format!("{moment}T12:00:00+00:00") } else { moment.to_owned() };
        self
    }

    /// From now on commands run on this device.
    pub fn on_device(&mut self, device: &str) -> &mut Self {
        self.device = Some(device.to_owned());
        self
    }

    /// The home folder.
    pub fn home(&self) -> &Path {
        self.folder.path()
    }

    /// The store's folder.
    pub fn dir(&self) -> PathBuf {
        self.folder.path().join("goals")
    }

    /// The program with these arguments, in an environment of its own.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_goals"));
        command.args(args).env_clear().envs(self.environment()).stdin(Stdio::null());
        command
    }

    /// The environment in which commands run on this store, and nothing else. The program is on the PATH.
    pub fn environment(&self) -> Vec<(&'static str, OsString)> {
        let program = Path::new(env!("CARGO_BIN_EXE_goals")).parent().expect("a folder").to_owned();
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(program).chain(std::env::split_paths(&path));
        let mut variables = vec![
            ("PATH", std::env::join_paths(folders).expect("a list of folders")),
            ("HOME", self.home().into()),
            ("XDG_DATA_HOME", self.home().into()),
            ("GOALS_NOW", self.now.clone().into()),
            ("LANG", "C.UTF-8".into()),
        ];
        variables.extend(self.device.as_ref().map(|device| ("GOALS_DEVICE", device.into())));
        variables
    }

    /// Runs the program. A document that it prints is as its schema says.
    pub fn run(&self, args: &[&str]) -> Ran {
        let ran = self.command(args).output().expect("the program starts").into();
        documents::compare(args, &ran);
        ran
    }

    /// Runs it, expects 0, and returns what was printed.
    pub fn ok(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!(ran.code, 0, "goals {args:?}: {ran:?}");
        ran.out
    }

    /// Runs it with `--json`, expects 0, and returns the document.
    pub fn json(&self, args: &[&str]) -> Value {
        let out = self.ok(&[args, &["--json"]].concat());
        let document: Value = serde_json::from_str(&out).expect("a JSON document");
        assert_eq!(document["schema"], 1, "{out}");
        document
    }

    /// Runs it, expects this exit code and an error of one line, perhaps with a hint, whose first
    /// line holds `words`.
    pub fn refused(&self, code: i32, args: &[&str], words: &str) -> Ran {
        let ran = self.run(args);
        assert_eq!(ran.code, code, "goals {args:?}: {ran:?}");
        let errors: Vec<&str> = ran.err.lines().filter(|line| line.starts_with("error: ")).collect();
        assert_eq!(errors.len(), 1, "goals {args:?}: {ran:?}");
        assert!(errors[0].contains(words), "goals {args:?}: `{words}` is not in {ran:?}");
        assert!(ran.out.is_empty(), "goals {args:?}: {ran:?}");
        ran
    }

    /// The goal with this code in `today --all`, as of `on`.
    pub fn goal(&self, code: &str) -> Value {
        let today = self.json(&["today", "--all"]);
        let goals = today["goals"].as_array().expect("goals").clone();
        goals.into_iter().find(|goal| goal["code"] == code).unwrap_or_else(|| panic!("no {code} in {today}"))
    }

    /// Every line of the journal, shard by shard.
    pub fn journal(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for shard in self.shards() {
            let text = std::fs::read_to_string(shard).expect("a shard");
            lines.extend(text.lines().map(ToOwned::to_owned));
        }
        lines
    }

    /// The journal's files, in order.
    pub fn shards(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for device in list(&self.dir().join("journal")) {
            found.extend(
                list(&device).into_iter().filter(|path| path.extension().is_some_and(|it| it == "jsonl")),
            );
        }
        found
    }
}

/// The words of a line; what stands between apostrophes is one.
pub fn words(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, part) in line.split('\'').enumerate() {
        if at % 2 == 1 {
            found.push(part);
        } else {
            found.extend(part.split_whitespace());
        }
    }
    found
}

/// Commands with a semicolon between them.
pub fn commands(all: &str) -> impl Iterator<Item = Vec<&str>> {
    all.split(';').map(words)
}

fn list(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    found.sort();
    found
}
