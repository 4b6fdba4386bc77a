//! Git as another program: with which switches it is run, with what of the environment, and for how long.
#![allow(clippy::disallowed_types, clippy::disallowed_methods, reason = "git is run here, and nowhere else")]

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Read, Write as _};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::environment::{Prompts, environment};
use super::error::SyncError;
use super::folder::SyncFolder;
use super::url::{RemoteUrl, Way};

/// Nothing of the machine's or of a repository's making is run, changed or followed; sent and fetched is over https, ssh
/// and to folders alone, and what comes is looked into.
const SWITCHES: [&str; 19] = [
    "core.hooksPath=/dev/null",
    "core.fsmonitor=false",
    "core.autocrlf=false",
    "core.symlinks=false",
    "core.attributesFile=/dev/null",
    "commit.gpgSign=false",
    "push.gpgSign=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "transfer.fsckObjects=true",
    "fetch.recurseSubmodules=false",
    "push.recurseSubmodules=no",
    "http.lowSpeedLimit=1000",
    "http.lowSpeedTime=30",
    "protocol.allow=never",
    "protocol.https.allow=always",
    "protocol.ssh.allow=always",
    "protocol.file.allow=always",
    // Where a person says otherwise of her own fetches, that goes before `transfer`.
    "fetch.fsckObjects=true",
];

/// Between two looks at a process that has not ended.
const PAUSE: Duration = Duration::from_millis(4);

/// Behind its end, what a process said is waited for so long: what it left running may hold the pipe open.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Git on the folder of one store.
pub(super) struct Git<'a> {
    folder: &'a SyncFolder,
    environment: Vec<(OsString, OsString)>,
    prompts: Prompts,
    url: &'a RemoteUrl,
}

/// What a process came to.
pub(super) struct Ran {
    status: Option<ExitStatus>,
    pub(super) out: Vec<u8>,
    err: String,
}

impl Ran {
    /// What was printed, where it went well.
    pub(super) fn well(self) -> Result<Vec<u8>, Failed> {
        if self.status.is_some_and(|status| status.success()) {
            return Ok(self.out);
        }
        Err(Failed { out: String::from_utf8_lossy(&self.out).into_owned(), err: self.err })
    }
}

/// What git said of a failure, without the password.
#[derive(Debug)]
pub(super) struct Failed {
    pub(super) out: String,
    pub(super) err: String,
}

impl Failed {
    /// The line that says why.
    pub(super) fn reason(&self) -> String {
        const TAIL: [&str; 3] = [
            "Please make sure you have the correct access rights",
            "and the repository exists.",
            "fatal: Could not read from remote repository.",
        ];
        let lines: Vec<&str> = self.err.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let said = lines.iter().rev().find(|line| !TAIL.contains(line)).or(lines.last());
        let said = said.map_or("git says nothing", |line| line.strip_prefix("fatal: ").unwrap_or(line));
        said.chars().take(300).collect()
    }

    pub(super) fn says(&self, words: &str) -> bool {
        self.err.contains(words)
    }
}

impl<'a> Git<'a> {
    /// Git for one sync with a remote; `variables` are those of the process.
    pub(super) fn new(
        folder: &'a SyncFolder,
        url: &'a RemoteUrl,
        variables: &[(OsString, OsString)],
        prompts: Prompts,
        device: &str,
    ) -> Result<Self, SyncError> {
        let author = format!("{device}@goals.invalid");
        let mut git = Self { folder, environment: environment(variables, prompts, &author), prompts, url };
        if url.way() == Some(Way::Ssh) && prompts != Prompts::Asked && !git.has_ssh_command()? {
            git.environment.push(("GIT_SSH_COMMAND".into(), "ssh -oBatchMode=yes".into()));
        }
        Ok(git)
    }

    /// Whether the person says herself how ssh is to be run.
    fn has_ssh_command(&self) -> Result<bool, SyncError> {
        let is_set = |name: &str| self.environment.iter().any(|(known, _)| known == name);
        if is_set("GIT_SSH_COMMAND") || is_set("GIT_SSH") {
            return Ok(true);
        }
        let asked = self.start(&["config".as_ref(), "--get".as_ref(), "core.sshCommand".as_ref()], &[])?;
        Ok(asked.well().is_ok_and(|out| !out.trim_ascii().is_empty()))
    }

    /// Runs git in its folder, with this on its standard input.
    pub(super) fn run(&self, arguments: &[&str], input: &[u8]) -> Result<Ran, SyncError> {
        let mut folder = OsString::from("--git-dir=");
        folder.push(self.folder.git());
        let mut words: Vec<&OsStr> = vec![&folder];
        for switch in &SWITCHES {
            words.extend([OsStr::new("-c"), OsStr::new(switch)]);
        }
        words.extend(arguments.iter().map(OsStr::new));
        self.start(&words, input)
    }

    /// The same where it has to go well, and needs no network.
    pub(super) fn done(&self, arguments: &[&str], input: &[u8]) -> Result<Vec<u8>, SyncError> {
        self.run(arguments, input)?.well().map_err(|failed| SyncError::Git(failed.reason()))
    }

    /// The same, of which one line is printed.
    pub(super) fn line(&self, arguments: &[&str], input: &[u8]) -> Result<String, SyncError> {
        let out = self.done(arguments, input)?;
        Ok(String::from_utf8_lossy(out.trim_ascii()).into_owned())
    }

    /// Whether git complains of its own folder here, and not of the remote.
    pub(super) fn is_about_cache(&self, failed: &Failed) -> bool {
        failed.says(&self.folder.git().to_string_lossy())
    }

    /// Makes git's folder where there is none; `format` is how it is to name what it keeps, where that is not the usual.
    pub(super) fn make(&self, format: Option<&str>) -> Result<(), SyncError> {
        if self.folder.has_cache() && format.is_none() {
            return Ok(());
        }
        self.folder.drop_cache()?;
        self.check_version()?;
        let path = self.folder.git();
        let format = format.map(|format| format!("--object-format={format}"));
        let mut words: Vec<&OsStr> = Vec::new();
        for switch in &SWITCHES {
            words.extend([OsStr::new("-c"), OsStr::new(switch)]);
        }
        words.extend(["init", "--quiet", "--bare", "--template="].map(OsStr::new));
        words.extend(format.as_deref().map(OsStr::new));
        words.push(path.as_os_str());
        let made = self.start(&words, &[])?.well();
        made.map(drop).map_err(|failed| SyncError::Git(failed.reason()))
    }

    fn check_version(&self) -> Result<(), SyncError> {
        let told = self.start(&[OsStr::new("version")], &[])?.out;
        let told = String::from_utf8_lossy(&told);
        let version = told.split_whitespace().nth(2).unwrap_or_default();
        let mut numbers = version.split('.').map(|number| number.parse::<u32>().unwrap_or_default());
        let (major, minor) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
        if (major, minor) < (2, 25) { Err(SyncError::OldGit(version.to_owned())) } else { Ok(()) }
    }

    fn start(&self, words: &[&OsStr], input: &[u8]) -> Result<Ran, SyncError> {
        let mut command = Command::new("git");
        command.args(words).env_clear().envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.env("GIT_INDEX_FILE", self.folder.index()).current_dir(self.folder.path());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // At a terminal it has to stay in the foreground, to ask.
        #[cfg(unix)]
        if self.prompts != Prompts::Asked {
            use std::os::unix::process::CommandExt as _;
            command.process_group(0);
        }
        let mut child = command.spawn().map_err(|error| match error.kind() {
            ErrorKind::NotFound if self.folder.path().is_dir() => SyncError::NoGit,
            _ => SyncError::Git(error.to_string()),
        })?;
        let (out, err) = (read_all(child.stdout.take()), read_all(child.stderr.take()));
        let status = thread::scope(|scope| {
            let pipe = child.stdin.take();
            // What it does not want to read is its own affair.
            scope.spawn(move || drop(pipe.map(|mut pipe| pipe.write_all(input))));
            self.wait(&mut child)
        })?;
        let out =
            out.recv_timeout(LAST_WORDS).map_err(|_| SyncError::Git("its answer does not end".to_owned()))?;
        let err = err.recv_timeout(LAST_WORDS).unwrap_or_default();
        Ok(Ran { status, out, err: self.url.without_password(&String::from_utf8_lossy(&err)) })
    }

    /// Waits for its end, and makes one where it takes too long.
    fn wait(&self, child: &mut Child) -> Result<Option<ExitStatus>, SyncError> {
        let begun = Instant::now();
        let failed = |error: std::io::Error| SyncError::Git(error.to_string());
        let Prompts::Nobody { seconds } = self.prompts else {
            return child.wait().map(Some).map_err(failed);
        };
        loop {
            if let Some(status) = child.try_wait().map_err(failed)? {
                return Ok(Some(status));
            }
            if begun.elapsed() >= Duration::from_secs(seconds) {
                end(child);
                return Err(SyncError::Silent { url: self.url.shown(), seconds });
            }
            thread::sleep(PAUSE);
        }
    }
}

/// Ends a process with all that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        kill_process_group(Pid::from_child(child), Signal::KILL).ok();
    }
    drop(child.kill());
    drop(child.wait());
}

/// Reads a pipe to its end, beside all else.
fn read_all(pipe: Option<impl Read + Send + 'static>) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        drop(pipe.map(|mut pipe| pipe.read_to_end(&mut bytes)));
        drop(sender.send(bytes));
    });
    receiver
}

/// Whether a text names an object: 40 or 64 hexadecimal digits.
pub(super) fn is_object(text: &str) -> bool {
    [40, 64].contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
