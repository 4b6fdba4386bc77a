//! What can keep a store from being sent and fetched.

use thiserror::Error;

use crate::journal::files::error::JournalError;

/// Why `sync` did not do what was asked. Each URL is as it may be shown.
#[derive(Debug, Error)]
pub enum SyncError {
    #[error("git is not there; `sync` sends and fetches with it")]
    NoGit,
    #[error("git is too old: `sync` needs 2.25 or newer, this is {0}")]
    OldGit(String),
    #[error("this store has no remote yet")]
    NoRemote,
    #[error("`{url}` can be no remote: {why}")]
    Url { url: String, why: &'static str },
    /// There is a branch of our name that is something else.
    #[error("the branch `goals` of {0} holds no store; nothing was written")]
    NoStoreThere(String),
    /// Both have been sent somewhere before, under different ids.
    #[error("{0} holds another store; nothing was written")]
    OtherStore(String),
    /// Both hold entries, and none that the other has.
    #[error("this store and the one at {0} began apart; nothing was written")]
    BeganApart(String),
    /// No network, no permission, a password that is wrong.
    #[error("{url} can't be reached: {said}")]
    Unreachable { url: String, said: String },
    #[error("{url} did not answer within {seconds} seconds")]
    Silent { url: String, seconds: u64 },
    /// What came is here; what is here was not taken.
    #[error("{url} did not take what was sent: {said}")]
    Declined { url: String, said: String },
    #[error("others sent to {url} each time that this store was about to, {tries} times")]
    Overtaken { url: String, tries: u32 },
    /// What git itself would not take in.
    #[error("what {url} sends is no sound repository: {said}")]
    Unsound { url: String, said: String },
    /// The remote names what it keeps otherwise than the cache does, which is to be made anew.
    #[error("the remote keeps what it has in the format {0}, which this git does not know")]
    OtherFormat(&'static str),
    /// Git failed at what needs no network.
    #[error("git failed: {0}")]
    Git(String),
    #[error(transparent)]
    Journal(#[from] JournalError),
}

impl SyncError {
    /// The exit code (PRODUCT, "Output"). 75 may be tried again as it is.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoRemote | Self::NoStoreThere(_) | Self::OtherStore(_) | Self::BeganApart(_) => 1,
            Self::Url { .. } => 2,
            Self::Unsound { .. } => 65,
            Self::Git(_) | Self::Journal(_) => 74,
            Self::Unreachable { .. }
            | Self::Silent { .. }
            | Self::Declined { .. }
            | Self::Overtaken { .. } => 75,
            Self::NoGit | Self::OldGit(_) | Self::OtherFormat(_) => 78,
        }
    }

    /// What to do instead.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoGit | Self::OldGit(_) | Self::OtherFormat(_) => {
                Some("install git from your system's packages, or from https://git-scm.com")
            }
            Self::NoRemote => Some(
                "`goals sync URL` sets it: an empty git repository of your own, as in `goals sync git@example.org:goals.git`",
            ),
            Self::Url { .. } => Some(
                "it begins with `https://`, `ssh://` or `file://`, or is written as in `git@example.org:goals.git`",
            ),
            Self::NoStoreThere(_) => Some("name a repository that has no branch `goals`, or an empty one"),
            Self::OtherStore(_) | Self::BeganApart(_) => Some(
                "`--join` unites both, for everybody who syncs there; to look at it alone, name a new folder with `--dir`",
            ),
            Self::Unreachable { .. } | Self::Silent { .. } => {
                Some("nothing is lost: all else works without it, and the next `goals sync` begins again")
            }
            Self::Declined { .. } => Some(
                "what you did is safe here; ask whoever keeps that repository whether you may push to it",
            ),
            Self::Overtaken { .. } => Some("type it again in a minute; what you did is safe here"),
            Self::Unsound { .. } => Some("look into that repository with git; nothing of it was taken in"),
            Self::Git(_) | Self::Journal(_) => None,
        }
    }
}
