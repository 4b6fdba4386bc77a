//! A remote, and homes that sync with it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::harness::Store;

/// A bare repository in a folder of its own.
pub(crate) struct Remote {
    folder: TempDir,
}

/// A file of a tree that is made by hand.
pub(crate) struct Made<'a> {
    pub(crate) mode: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) name: &'a str,
    pub(crate) object: String,
}

impl Remote {
    pub(crate) fn new() -> Self {
        Self::of_format("sha1")
    }

    pub(crate) fn of_format(format: &str) -> Self {
        let remote = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let format = format!("--object-format={format}");
        remote.git(&["init", "--quiet", "--bare", "--initial-branch=main", &format, "."], b"");
        remote
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.folder.path().join("r.git")
    }

    pub(crate) fn url(&self) -> String {
        format!("file://{}", self.path().display())
    }

    /// Runs git there, expects 0, and returns what was printed.
    pub(crate) fn git(&self, arguments: &[&str], input: &[u8]) -> String {
        std::fs::create_dir_all(self.path()).expect("a folder");
        run_git(&self.path(), arguments, input)
    }

    /// The files of the branch with their modes, in order.
    pub(crate) fn tree(&self) -> Vec<String> {
        let listed = self.git(&["ls-tree", "-r", "goals"], b"");
        listed.lines().map(|line| without_object(&line.replace('\t', " "))).collect()
    }

    /// What a file of the branch holds.
    pub(crate) fn file(&self, path: &str) -> String {
        self.git(&["cat-file", "blob", &format!("goals:{path}")], b"")
    }

    pub(crate) fn tip(&self) -> String {
        self.git(&["rev-parse", "goals"], b"").trim().to_owned()
    }

    /// How many lines of entries there are.
    pub(crate) fn lines(&self) -> usize {
        let paths = self.git(&["ls-tree", "-r", "--name-only", "goals", "journal"], b"");
        paths.lines().map(|path| self.file(path).lines().count()).sum()
    }

    pub(crate) fn blob(&self, bytes: &[u8]) -> String {
        self.git(&["hash-object", "-w", "--stdin"], bytes).trim().to_owned()
    }

    /// A tree of these, unchecked.
    pub(crate) fn tree_of(&self, items: &[Made<'_>]) -> String {
        let mut input = Vec::new();
        for Made { mode, kind, name, object } in items {
            input.extend_from_slice(format!("{mode} {kind} {object}\t{name}\0").as_bytes());
        }
        self.git(&["mktree", "-z", "--missing"], &input).trim().to_owned()
    }

    /// Puts the branch at a commit of this tree that has no parent.
    pub(crate) fn set(&self, tree: &str) {
        let commit = self.git(&["commit-tree", "-m", "by hand", tree], b"");
        self.git(&["update-ref", "refs/heads/goals", commit.trim()], b"");
    }

    /// Puts the branch at a tree in which these files stand, and its `goals.json`, beside what it holds.
    pub(crate) fn put(&self, files: &[(&str, &[u8])]) {
        let index = self.folder.path().join("index");
        let git = |arguments: &[&str], input: &[u8]| {
            let mut command = git_command(&self.path(), arguments);
            command.env("GIT_INDEX_FILE", &index);
            finish(command, input)
        };
        git(&["read-tree", "goals"], b"");
        for (path, bytes) in files {
            let object = self.blob(bytes);
            git(&["update-index", "--add", "--cacheinfo", &format!("100644,{object},{path}")], b"");
        }
        let tree = git(&["write-tree"], b"");
        let commit = git(&["commit-tree", "-m", "by hand", "-p", "goals", tree.trim()], b"");
        self.git(&["update-ref", "refs/heads/goals", commit.trim()], b"");
        std::fs::remove_file(index).expect("it was used");
    }

    /// A program that the remote runs when somebody pushes.
    pub(crate) fn hook(&self, name: &str, script: &str) {
        let path = self.path().join("hooks").join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        write_program(&path, script);
    }
}

fn without_object(line: &str) -> String {
    line.split(' ')
        .enumerate()
        .filter(|(place, _)| *place != 2)
        .map(|(_, word)| word)
        .collect::<Vec<_>>()
        .join(" ")
}

pub(crate) fn write_program(path: &Path, script: &str) {
    std::fs::write(path, format!("#!/bin/sh\n{script}\n")).expect("it is written");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).expect("it may be run");
}

fn git_command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.args(arguments).current_dir(folder).env_clear();
    command.envs(std::env::var_os("PATH").map(|path| ("PATH", path))).env("HOME", folder);
    command.envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_NAME"), "somebody")));
    command.envs(["AUTHOR", "COMMITTER"].map(|who| (format!("GIT_{who}_EMAIL"), "somebody@example.org")));
    command
}

fn finish(mut command: Command, input: &[u8]) -> String {
    use std::io::Write as _;
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("git starts");
    child.stdin.take().expect("a pipe").write_all(input).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

pub(crate) fn run_git(folder: &Path, arguments: &[&str], input: &[u8]) -> String {
    finish(git_command(folder, arguments), input)
}

/// A home whose device has this name.
pub(crate) fn clone(device: &str) -> Store {
    let mut store = Store::new();
    store.on_device(device);
    store
}

/// A home that names its device itself.
pub(crate) fn unnamed() -> Store {
    Store::new()
}

/// Two homes that hold the same: a goal `w` that is done often.
pub(crate) fn two(remote: &Remote) -> (Store, Store) {
    let (ann, ben) = (clone("ann"), clone("ben"));
    ann.ok(&["add", "Drink water", "n:1000", "unit:cups", "every:day", "code:w"]);
    ann.ok(&["sync", &remote.url()]);
    ben.ok(&["sync", &remote.url()]);
    (ann, ben)
}

/// Cups of water that are checked off.
pub(crate) fn cups(store: &Store) -> serde_json::Value {
    store.goal("w")["done"].clone()
}

/// The state folder of a home.
pub(crate) fn state(store: &Store) -> PathBuf {
    store.home().join(".local/state/goals")
}

/// What a home shows of everything, on the pages that tell most.
pub(crate) fn views(store: &Store) -> Vec<String> {
    [&["today", "--all"][..], &["list", "--all"], &["log", "--all"], &["streaks"], &["report", "--markdown"]]
        .iter()
        .flat_map(|page| [store.ok(page), store.ok(&[*page, &["--json"]].concat())])
        .collect()
}
