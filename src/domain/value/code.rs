//! A goal's short handle.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::ids::GoalId;
use super::text::{Title, as_text};

/// A goal's short handle: `[a-z0-9][a-z0-9-]{0,23}`, not `none`. Typed in any case, kept in lower.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

const LONGEST_CODE: usize = 24;

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CodeError {
    #[error(
        "`{0}` is no code: a code has 1 to 24 letters a-z, digits and hyphens, and begins with no hyphen"
    )]
    Shape(String),
    #[error("`none` can be no code: it clears a field")]
    None,
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let lower = text.to_ascii_lowercase();
        let fits = lower.len() <= LONGEST_CODE
            && !lower.starts_with('-')
            && !lower.is_empty()
            && lower.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'));
        match (lower.as_str(), fits) {
            ("none", _) => Err(CodeError::None),
            (_, true) => Ok(Self(lower)),
            (_, false) => Err(CodeError::Shape(text.to_owned())),
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Code {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The code of a goal that is not there: its id, which has the shape of one.
    pub(crate) fn of_id(id: GoalId) -> Self {
        Self(id.to_string())
    }

    /// The code a title suggests: the initials of its first five words, accents dropped; of one
    /// word its first four letters; `g` where that leaves nothing (PRODUCT, "Words").
    pub(crate) fn suggested(title: &Title) -> Self {
        let plain: Vec<String> = title
            .as_str()
            .split_whitespace()
            .map(|word| {
                word.nfkd().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
            })
            .filter(|word| !word.is_empty())
            .collect();
        Self(match plain.as_slice() {
            [] => "g".to_owned(),
            [word] => word.chars().take(4).collect(),
            words => words.iter().take(5).filter_map(|word| word.chars().next()).collect(),
        })
    }

    /// This code, or with `parent`'s before it, or with a number behind it: the first that is free.
    #[must_use]
    pub(crate) fn freed(self, parent: Option<&Self>, taken: impl Fn(&Self) -> bool) -> Self {
        let free = |code: &Self| code.0 != "none" && !taken(code);
        if free(&self) {
            return self;
        }
        let base = match parent {
            Some(parent) => {
                let room = LONGEST_CODE.saturating_sub(self.0.len() + 1);
                let mut prefix = parent.0.clone();
                prefix.truncate(room);
                Self(format!("{}-{}", prefix.trim_end_matches('-'), self.0))
            }
            None => self,
        };
        if free(&base) { base } else { base.numbered(free) }
    }

    /// The first free one of `CODE-2`, `CODE-3`, ….
    #[must_use]
    fn numbered(&self, free: impl Fn(&Self) -> bool) -> Self {
        let mut number = 2;
        loop {
            let code = self.with_number(number);
            if free(&code) {
                return code;
            }
            number += 1;
        }
    }

    /// `CODE-2`, cut so that the number fits.
    pub(crate) fn with_number(&self, number: u64) -> Self {
        let suffix = format!("-{number}");
        let mut base = self.0.clone();
        base.truncate(LONGEST_CODE.saturating_sub(suffix.len()));
        Self(format!("{base}{suffix}"))
    }
}

as_text! { Code as String: |code| code.0.clone(), |text| Some(Self(text)); }
