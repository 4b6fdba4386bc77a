//! What ends a command: the words, the hint, the exit code.

use std::path::PathBuf;

use thiserror::Error;

use crate::domain::input::goal_line::{LineError, OutlineError, keyed};
use crate::domain::model::refusal::Refusal;
use crate::domain::model::settings::{Key as Setting, SettingError};
use crate::domain::value::text::TextError;
use crate::interop::reader::unreadable::{Unreadable, Why};
use crate::journal::files::error::JournalError;
use crate::sync::error::SyncError;

/// Why a command did not do what was asked.
#[derive(Debug, Error)]
pub enum Error {
    /// The rules don't allow it, or the words can't be meant.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The journal could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The store could not be sent and fetched.
    #[error(transparent)]
    Sync(SyncError),
    /// The remote could not be asked; what is known all the same is told.
    #[error("{0}")]
    NotAsked(String),
    /// It may be tried again, and nobody wants to hear of it.
    #[error("not now")]
    NotNow,
    /// The store that was named is not there; `near` is the one beside it that may be meant.
    #[error("there is no store at {}", .folder.display())]
    NoStore { folder: PathBuf, near: Option<String> },
    /// The words are off.
    #[error("{text}")]
    Usage {
        /// What is wrong.
        text: String,
        /// What to type instead.
        hint: Option<String>,
    },
    /// The environment lacks something.
    #[error("{text}")]
    Environment {
        /// What is missing or wrong.
        text: String,
        /// What to do about it.
        hint: Option<String>,
    },
    /// What was being edited could not be done; the text is kept.
    #[error("{text}")]
    Kept {
        /// What is wrong.
        text: String,
        /// Where the text is.
        file: PathBuf,
        /// The exit code that this would have had.
        code: u8,
    },
    /// A file of another tool can't be taken in as it is.
    #[error(transparent)]
    Import(Box<Unreadable>),
    /// Some of what is stored can't be read.
    #[error("{0}")]
    Unreadable(String),
    /// Something else stands where a file is to be written.
    #[error("{} is not a plain file", .0.display())]
    NotAFile(PathBuf),
    /// Something else, or nothing, stands where a folder is to be written into.
    #[error("{} is not a folder", .0.display())]
    NotAFolder(PathBuf),
    /// A file stands where one is to be written, and nobody said that it may be replaced.
    #[error("{} is there already", .0.display())]
    IsThere(PathBuf),
    /// A file stands where one of a reminder is to be, and was written by somebody else.
    #[error("{} was not written by `goals remind`", .0.display())]
    NotOurs(PathBuf),
    /// A folder of files is to be written where something else stands, or where other files are.
    #[error("{} is there, and is no empty folder", .0.display())]
    NotAnEmptyFolder(PathBuf),
    /// A folder could not be made, or its files not be written.
    #[error("could not make {}: {source}", .path.display())]
    NotMade { path: PathBuf, source: std::io::Error },
    /// Something could not be read from or shown to the outside.
    #[error("{0:#}")]
    Outside(#[source] anyhow::Error),
}

impl Error {
    /// Words that are off, and what to type instead.
    pub fn usage(text: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Usage { text: text.into(), hint: Some(hint.into()) }
    }

    /// The exit code (PRODUCT, "Output").
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Sync(error) => error.exit_code(),
            Self::Refused(Refusal::InvalidInput { .. } | Refusal::CodeTwice(_)) | Self::Usage { .. } => 2,
            Self::Kept { code, .. } => *code,
            Self::Refused(_) | Self::NoStore { .. } | Self::Journal(JournalError::TooLong(_)) => 1,
            Self::Import(unreadable) => match unreadable.why {
                Why::Damaged | Why::Unknown => 65,
                Why::Undecided => 1,
            },
            Self::Unreadable(_) => 65,
            Self::Journal(JournalError::WrongKind { .. })
            | Self::NotAFile(_)
            | Self::NotAFolder(_)
            | Self::IsThere(_)
            | Self::NotOurs(_)
            | Self::NotAnEmptyFolder(_)
            | Self::NotMade { .. } => 73,
            Self::Journal(JournalError::Io { .. } | JournalError::Random(_)) | Self::Outside(_) => 74,
            Self::Journal(JournalError::Busy { .. }) | Self::NotAsked(_) | Self::NotNow => 75,
            Self::Journal(JournalError::Permission { .. }) => 77,
            Self::Journal(JournalError::Clock(_) | JournalError::DeviceName(_))
            | Self::Environment { .. } => 78,
        }
    }

    /// What to do instead.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => refusal.hint(),
            Self::Usage { hint, .. } | Self::Environment { hint, .. } => hint.clone(),
            Self::NoStore { near: Some(near), .. } => Some(format!("did you mean {near}?")),
            Self::NoStore { near: None, .. } => {
                Some("is that its name? `goals add` makes a store there with its first goal".to_owned())
            }
            Self::Journal(error) => journal_hint(error).map(ToOwned::to_owned),
            Self::Kept { file, .. } => {
                Some(format!("nothing was written; your text is kept in {}", file.display()))
            }
            Self::Import(unreadable) => Some(unreadable.hint.clone()),
            Self::NotAFile(_) => Some("name a file, or `-` to print it".to_owned()),
            Self::NotAFolder(_) => Some("make it first, or name one that is there".to_owned()),
            Self::NotOurs(_) => Some("move it away; it was left as it is".to_owned()),
            Self::IsThere(_) => Some("`--force` replaces it".to_owned()),
            Self::NotAnEmptyFolder(_) => Some("name a folder that is not there yet".to_owned()),
            Self::Sync(error) => error.hint().map(ToOwned::to_owned),
            Self::Unreadable(_)
            | Self::Outside(_)
            | Self::NotMade { .. }
            | Self::NotAsked(_)
            | Self::NotNow => None,
        }
    }

    /// Whether it is told by the exit code alone.
    pub fn is_silent(&self) -> bool {
        matches!(self, Self::NotNow)
    }
}

impl From<SyncError> for Error {
    fn from(error: SyncError) -> Self {
        match error {
            SyncError::Journal(error) => Self::Journal(error),
            error => Self::Sync(error),
        }
    }
}

fn journal_hint(error: &JournalError) -> Option<&'static str> {
    match error {
        JournalError::Busy { .. } => Some("try again; nothing was written"),
        JournalError::Clock(_) => Some("set the clock, or give the moment as `GOALS_NOW`"),
        JournalError::DeviceName(_) => {
            Some("`GOALS_DEVICE` has 1 to 64 letters, digits, `-`, `_` and `.`, and begins with no dot")
        }
        JournalError::TooLong(_) => Some("say it in several commands"),
        JournalError::WrongKind { .. } => Some("move it away, or name another store with `--dir`"),
        JournalError::Io { .. } | JournalError::Permission { .. } | JournalError::Random(_) => None,
    }
}

impl From<Unreadable> for Error {
    fn from(unreadable: Unreadable) -> Self {
        Self::Import(Box::new(unreadable))
    }
}

impl From<TextError> for Error {
    fn from(error: TextError) -> Self {
        let hint = match error {
            TextError::Empty(_) => "say it in a few words",
            TextError::TooLong { .. } => "say it shorter",
        };
        Self::usage(error.to_string(), hint)
    }
}

impl From<LineError> for Error {
    fn from(error: LineError) -> Self {
        let hint = match &error {
            LineError::Title(TextError::Empty(_)) => {
                "a goal line is a title with `key:value` words, as in `Pitch websites n:12 every:week`"
                    .to_owned()
            }
            LineError::Title(TextError::TooLong { .. }) => {
                "say it shorter; `why:` holds the reasons".to_owned()
            }
            LineError::Unclosed(word) => {
                let key = word.split(':').next().unwrap_or("why");
                format!("put quotation marks on both ends: `{key}:\"two words\"`")
            }
            LineError::Twice(_) => "leave one of them out".to_owned(),
            LineError::BothBounds => "a goal has a target or a limit: leave one out".to_owned(),
            LineError::Value { word, .. } => value_hint(word),
        };
        Self::usage(error.to_string(), hint)
    }
}

/// What a key takes; and how its word stays in the title, where it may be meant for it.
fn value_hint(word: &str) -> String {
    let Some((key, value)) = keyed(word) else { return "`goals help lines` tells what keys take".to_owned() };
    let definition = key.definition();
    let as_title = if value.is_empty() || value.starts_with(char::is_alphabetic) {
        format!("; in a title it is `\"{word}\"`")
    } else {
        String::new()
    };
    format!("`{}:` takes {}, as in `{}`{as_title}", key.in_line(), definition.takes, definition.example)
}

impl From<OutlineError> for Error {
    fn from(error: OutlineError) -> Self {
        let OutlineError { line, error } = error;
        let named = !line.is_empty() && !matches!(error, LineError::Title(_));
        match Self::from(error) {
            Self::Usage { text, hint } if named => {
                Self::Usage { text: format!("in “{line}”: {text}"), hint }
            }
            other => other,
        }
    }
}

impl From<SettingError> for Error {
    fn from(error: SettingError) -> Self {
        let hint = match &error {
            SettingError::Key(_) => {
                let names: Vec<String> = Setting::ALL.iter().map(|key| format!("`{key}`")).collect();
                format!("the settings are {}", names.join(", "))
            }
            SettingError::Value { key, .. } => format!("it is {}", key.values()),
        };
        Self::usage(error.to_string(), hint)
    }
}
