//! What can go wrong between the program and its files.

use std::path::{Path, PathBuf};
use std::{fmt, io};

use thiserror::Error;

/// What was being done to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Reading it.
    Reading,
    /// Making or writing it.
    Writing,
    /// Waiting until it is on the disk.
    Confirming,
}

impl fmt::Display for Doing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reading => "could not read",
            Self::Writing => "not saved: could not write",
            Self::Confirming => "could not confirm that it is saved in",
        })
    }
}

/// Why a journal could not be read or written.
#[derive(Debug, Error)]
pub enum JournalError {
    /// The system said no.
    #[error("{doing} {}: {source}", path.display())]
    Io {
        /// What was being done.
        doing: Doing,
        /// To which file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system said that one may not.
    #[error("{doing} {}: permission denied{}", path.display(), .owner.as_deref().unwrap_or_default())]
    Permission {
        /// What was being done.
        doing: Doing,
        /// To which file.
        path: PathBuf,
        /// Whose it is, where it is somebody else's.
        owner: Option<String>,
    },
    /// Something else stands where a file or a folder should be.
    #[error("{} is not {wanted}", path.display())]
    WrongKind {
        /// What stands there.
        path: PathBuf,
        /// What should.
        wanted: &'static str,
    },
    /// Another process holds the lock for long.
    #[error("the store is busy: another `goals` has held {} for {seconds} seconds", path.display())]
    Busy {
        /// The lock.
        path: PathBuf,
        /// How long was waited.
        seconds: u64,
    },
    /// A clock that can't be believed.
    #[error("the clock says it is the year {0}")]
    Clock(i32),
    /// No randomness to be had.
    #[error("not saved: the system gives no random numbers: {0}")]
    Random(String),
    /// A command that says more than a line holds.
    #[error("not saved: one command can write 1 MiB, this is {} KiB", .0 / 1024)]
    TooLong(usize),
    /// A device name that can be no folder.
    #[error("`{0}` can be no device's name")]
    DeviceName(String),
}

impl JournalError {
    /// What is wrong, for a place that is named already.
    pub(crate) fn reason(&self) -> String {
        match self {
            Self::Io { source, .. } => source.to_string(),
            Self::Permission { owner, .. } => {
                format!("permission denied{}", owner.as_deref().unwrap_or_default())
            }
            Self::WrongKind { wanted, .. } => format!("not {wanted}"),
            Self::Busy { .. } | Self::Clock(_) | Self::Random(_) | Self::TooLong(_) | Self::DeviceName(_) => {
                self.to_string()
            }
        }
    }

    /// The same, met while something else was being done.
    pub(crate) fn said_of(self, doing: Doing) -> Self {
        match self {
            Self::Io { path, source, .. } => Self::Io { doing, path, source },
            Self::Permission { path, owner, .. } => Self::Permission { doing, path, owner },
            other => other,
        }
    }

    /// What the system said of a file.
    pub(crate) fn io(doing: Doing, path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                let owner = owner(&path, source.kind());
                Self::Permission { doing, path, owner }
            }
            io::ErrorKind::NotADirectory => Self::WrongKind { path, wanted: "a folder" },
            io::ErrorKind::IsADirectory => Self::WrongKind { path, wanted: "a plain file" },
            _ => Self::Io { doing, path, source },
        }
    }
}

/// Whose the nearest thing there is that the path leads through, if somebody else's.
#[cfg(unix)]
#[allow(clippy::disallowed_methods, reason = "this is the journal's own look at its files")]
fn owner(path: &Path, kind: io::ErrorKind) -> Option<String> {
    use std::os::unix::fs::MetadataExt;

    if kind == io::ErrorKind::ReadOnlyFilesystem {
        return Some(" (the file system is read-only)".to_owned());
    }
    let (there, found) =
        path.ancestors().find_map(|at| std::fs::metadata(at).ok().map(|found| (at, found)))?;
    let me = rustix::process::geteuid().as_raw();
    (found.uid() != me)
        .then(|| format!(" ({} belongs to user {}, you are {me})", there.display(), found.uid()))
}

#[cfg(not(unix))]
fn owner(_path: &Path, _kind: io::ErrorKind) -> Option<String> {
    None
}
