//! A goal's short handle.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::ids::GoalId;
use super::text::{Title, as_text};
use super::title_words::{folded, is_letter, telling_words};

/// A goal's short handle: 1 to 24 characters, a letter or digit of any script, then these, combining marks or
/// `-`; not `none`. Typed in any case, kept in lower, composed (NFC).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

/// In characters.
const LONGEST_CODE: usize = 24;

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CodeError {
    #[error("`{0}` is no code: a code has 1 to 24 letters, digits and hyphens, and begins with no hyphen")]
    Shape(String),
    #[error("`none` can be no code: it clears a field")]
    None,
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let kept = folded(text);
        let mut letters = kept.chars();
        let fits = letters.next().is_some_and(|first| is_letter(first) && !is_combining_mark(first))
            && letters.all(|letter| is_letter(letter) || letter == '-')
            && kept.chars().count() <= LONGEST_CODE;
        match (kept.as_str(), fits) {
            ("none", _) => Err(CodeError::None),
            (_, true) => Ok(Self(kept)),
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

    /// Whether a goal may be given it: `all` stands for what is below a place, and older journals may hold it.
    pub(crate) fn can_be_given(&self) -> bool {
        self.0 != "all"
    }

    /// The code for a new goal: the first word of its title that tells something; if that is taken, below a goal
    /// with the code of that before it, else with the next such word behind it; then a number; `g` where a title
    /// has no letters.
    pub fn for_title(title: &Title, parent: Option<&Self>, taken: impl Fn(&Self) -> bool) -> Self {
        let mut words = telling_words(title).into_iter().map(|word| cut(&word, LONGEST_CODE));
        let first = Self(words.next().unwrap_or_else(|| "g".to_owned()));
        let other = match parent {
            Some(parent) => Some(first.below(parent)),
            None => words.next().map(|next| first.beside(&next)),
        };
        first.first_free(other, taken)
    }

    /// What a goal shows whose journal has no code for it: the initials of the first five words of its title,
    /// accents dropped; of one word its first four letters; `g` where that leaves nothing.
    pub(crate) fn unwritten(title: &Title) -> Self {
        let plain: Vec<String> = title
            .as_str()
            .split_whitespace()
            .map(|word| {
                word.nfkd().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
            })
            .filter(|word| !word.is_empty())
            .collect();
        let code = Self(match plain.as_slice() {
            [] => "g".to_owned(),
            [word] => word.chars().take(4).collect(),
            words => words.iter().take(5).filter_map(|word| word.chars().next()).collect(),
        });
        if code.0 == "none" { code.with_number(2) } else { code }
    }

    /// This code, or with `parent`'s before it, or with a number behind it: the first that is free.
    #[must_use]
    pub(crate) fn freed(self, parent: Option<&Self>, taken: impl Fn(&Self) -> bool) -> Self {
        let below = parent.map(|parent| self.below(parent));
        self.first_free(below, taken)
    }

    fn first_free(self, other: Option<Self>, taken: impl Fn(&Self) -> bool) -> Self {
        let free = |code: &Self| code.0 != "none" && code.can_be_given() && !taken(code);
        if free(&self) {
            return self;
        }
        let base = other.unwrap_or(self);
        if free(&base) { base } else { base.numbered(free) }
    }

    /// `PARENT-CODE`, the parent's cut so that it fits.
    #[must_use]
    pub(crate) fn below(&self, parent: &Self) -> Self {
        let room = LONGEST_CODE.saturating_sub(self.0.chars().count() + 1);
        match cut(&parent.0, room).trim_end_matches('-') {
            "" => self.clone(),
            parent => Self(format!("{parent}-{}", self.0)),
        }
    }

    /// `CODE-WORD`, the word cut so that it fits.
    fn beside(&self, word: &str) -> Self {
        let room = LONGEST_CODE.saturating_sub(self.0.chars().count() + 1);
        match cut(word, room).as_str() {
            "" => self.clone(),
            word => Self(format!("{}-{word}", self.0)),
        }
    }

    /// The first free one of `CODE-2`, `CODE-3`, …; beyond a hundred of them not the first, for the sake of files that
    /// bring thousands.
    #[must_use]
    fn numbered(&self, free: impl Fn(&Self) -> bool) -> Self {
        const COUNTED: u64 = 100;
        let is_free = |number: u64| free(&self.with_number(number));
        if let Some(number) = (2..COUNTED).find(|number| is_free(*number)) {
            return self.with_number(number);
        }
        let mut taken = COUNTED;
        while !is_free(taken * 2) {
            taken *= 2;
        }
        // Between one that is taken, or the last that was tried, and one that is free.
        let mut open = taken * 2;
        while taken + 1 < open {
            let middle = taken.midpoint(open);
            if is_free(middle) { open = middle } else { taken = middle }
        }
        self.with_number(open)
    }

    /// `CODE-2`, cut so that the number fits.
    pub(crate) fn with_number(&self, number: u64) -> Self {
        let suffix = format!("-{number}");
        let base = cut(&self.0, LONGEST_CODE.saturating_sub(suffix.len()));
        Self(format!("{base}{suffix}"))
    }
}

/// So many characters of the beginning, or less: no letter is parted from its marks.
fn cut(text: &str, most: usize) -> String {
    let mut room = most;
    let fits = |letter: &&str| {
        let left = room.checked_sub(letter.chars().count());
        room = left.unwrap_or(0);
        left.is_some()
    };
    text.graphemes(true).take_while(fits).collect()
}

as_text! { Code as String: |code| code.0.clone(), |text| Some(Self(text)); }
