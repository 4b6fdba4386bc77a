//! Why a file can't be taken in, though it is known what it is.

use std::fmt;

use thiserror::Error;

/// What is wrong, where, and what to do. Nothing was written.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{}{}{what}", file.as_ref().map(|file| format!("{file}: ")).unwrap_or_default(), place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default())]
pub struct Unreadable {
    pub why: Why,
    /// The file, where there are several.
    pub file: Option<String>,
    pub place: Option<Place>,
    /// `a line ends inside a quoted text`, `12/11/2026 is 12 November or 11 December`.
    pub what: String,
    /// What to type or to do.
    pub hint: String,
}

/// Whether the file or the person has to tell more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// The file is damaged, cut off, or more than is taken.
    Damaged,
    /// It is of no format that is known.
    Unknown,
    /// It can be read in two ways, and an option tells which.
    Undecided,
}

/// A line of the file, from 1, and a column as the file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub row: usize,
    pub column: Option<String>,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.column {
            Some(column) => write!(f, "line {}, column “{column}”", self.row),
            None => write!(f, "line {}", self.row),
        }
    }
}

impl Unreadable {
    pub fn damaged(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::because(Why::Damaged, what, hint)
    }

    pub fn undecided(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::because(Why::Undecided, what, hint)
    }

    pub fn unknown(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::because(Why::Unknown, what, hint)
    }

    fn because(why: Why, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { why, file: None, place: None, what: what.into(), hint: hint.into() }
    }

    /// The same with where it is.
    #[must_use]
    pub fn at(self, row: usize, column: Option<&str>) -> Self {
        let column = column.map(ToOwned::to_owned);
        Self { place: Some(Place { row, column }), ..self }
    }

    /// The same with the file it is in.
    #[must_use]
    pub fn within(self, file: &str) -> Self {
        Self { file: Some(file.to_owned()), ..self }
    }
}
