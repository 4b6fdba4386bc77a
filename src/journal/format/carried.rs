//! What of a line has to be readable for it to be carried to other machines: its id, and the month in which it was
//! written. All else may be a newer version's.

use std::borrow::Cow;
use std::fmt;

use chrono::{DateTime, Datelike};
use serde::Deserialize;

use super::id;
use crate::domain::value::ids::EntryId;

/// A calendar month, as the clock of its writer said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    pub year: i32,
    /// 1 to 12.
    pub number: u32,
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.number)
    }
}

impl Month {
    /// `2026-11`, and nothing else.
    pub fn read(text: &str) -> Option<Self> {
        let (year, number) = text.split_once('-')?;
        let month = Self { year: year.parse().ok()?, number: number.parse().ok()? };
        ((1..=12).contains(&month.number) && month.to_string() == text).then_some(month)
    }
}

#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow)]
    at: Cow<'a, str>,
}

/// A line's id and month; nothing where one of them can't be read.
pub fn head(line: &[u8]) -> Option<(EntryId, Month)> {
    let head: Head<'_> = serde_json::from_str(std::str::from_utf8(line).ok()?).ok()?;
    let at = DateTime::parse_from_rfc3339(&head.at).ok()?;
    Some((id::parse(&head.id)?, Month { year: at.year(), number: at.month() }))
}

/// Whether a text is an id as it is written.
pub fn is_id(text: &str) -> bool {
    id::parse(text).is_some_and(|id| id::entry_text(id) == text)
}
