//! What a goal is: its names, its schedule by day, its place in the tree.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use super::amount::Amount;
use super::cadence::Cadence;
use super::change::EntryId;
use super::day::Day;

/// A goal's identity, which never changes: 40 random bits, written as eight base32 characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GoalId(u64);

/// Crockford's alphabet: no i, l, o, u.
const BASE32: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl GoalId {
    /// The id made of the lowest 40 of these bits.
    pub const fn from_bits(bits: u64) -> Self {
        Self(bits & 0xff_ffff_ffff)
    }

    /// The 40 bits.
    pub const fn bits(self) -> u64 {
        self.0
    }

    /// The id that these eight base32 characters write.
    pub fn from_base32(text: &[u8]) -> Option<Self> {
        let digits: &[u8; 8] = text.try_into().ok()?;
        let bits = digits.iter().try_fold(0, |bits, byte| Some(bits << 5 | u64::from(digit(*byte)?)))?;
        Some(Self(bits))
    }
}

/// The number that a character of [`BASE32`] stands for.
fn digit(byte: u8) -> Option<u8> {
    const NONE: u8 = u8::MAX;
    const DIGITS: [u8; 256] = {
        let mut digits = [NONE; 256];
        let mut digit = 0;
        while digit < 32 {
            digits[BASE32[digit as usize] as usize] = digit;
            digit += 1;
        }
        digits
    };
    DIGITS.get(usize::from(byte)).copied().filter(|digit| *digit != NONE)
}

impl fmt::Display for GoalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..8).rev() {
            let digit = usize::try_from(self.0 >> (place * 5) & 31).unwrap_or(0);
            write!(f, "{}", char::from(BASE32.get(digit).copied().unwrap_or(b'0')))?;
        }
        Ok(())
    }
}

impl fmt::Debug for GoalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text that is no goal id.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no goal id")]
pub struct GoalIdError(String);

impl FromStr for GoalId {
    type Err = GoalIdError;

    fn from_str(text: &str) -> Result<Self, GoalIdError> {
        Self::from_base32(text.as_bytes()).ok_or_else(|| GoalIdError(text.to_owned()))
    }
}

/// A goal's short handle: `[a-z0-9][a-z0-9-]{0,23}`, not `none`. Typed in any case, kept in lower.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(String);

/// The most characters a code has.
const LONGEST_CODE: usize = 24;

/// Why a text is no code.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum CodeError {
    /// Other characters, or too many.
    #[error(
        "`{0}` is no code: a code has 1 to 24 letters a-z, digits and hyphens, and begins with no hyphen"
    )]
    Shape(String),
    /// `none`, which clears a field.
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
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A code that was one when it was kept.
    pub(super) const fn kept(text: String) -> Self {
        Self(text)
    }

    /// The code of a goal that is not there: its id, which has the shape of one.
    pub(super) fn of_id(id: GoalId) -> Self {
        Self(id.to_string())
    }

    /// The code a title suggests: the initials of its first five words, accents dropped; of one
    /// word its first four letters; `g` where that leaves nothing (PRODUCT, "Words").
    pub fn suggested(title: &Title) -> Self {
        let plain: Vec<String> = title
            .0
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
    pub fn freed(self, parent: Option<&Self>, taken: impl Fn(&Self) -> bool) -> Self {
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
    pub fn numbered(&self, free: impl Fn(&Self) -> bool) -> Self {
        let mut number = 2_u64;
        loop {
            let suffix = format!("-{number}");
            let mut base = self.0.clone();
            base.truncate(LONGEST_CODE.saturating_sub(suffix.len()));
            let code = Self(format!("{base}{suffix}"));
            if free(&code) {
                return code;
            }
            number += 1;
        }
    }
}

/// A goal's title: 1 to 500 characters, runs of white space folded into one space.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Title(String);

/// The most characters a title, a note and every other text field has.
pub const LONGEST_TEXT: usize = 500;

/// Why a text can't be kept.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum TextError {
    /// Nothing but white space.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// More than 500 characters.
    #[error("{what} has {length} characters: 500 are the most")]
    TooLong {
        /// Which text.
        what: &'static str,
        /// How many characters it has.
        length: usize,
    },
}

impl FromStr for Title {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        text_field("the title", text).map(Self)
    }
}

impl fmt::Display for Title {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Title {
    /// A title that was one when it was kept.
    pub(super) const fn kept(text: String) -> Self {
        Self(text)
    }

    /// The title as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text field's text: white space folded, 1 to 500 characters. `what` names it in errors.
pub fn text_field(what: &'static str, text: &str) -> Result<String, TextError> {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match folded.chars().count() {
        0 => Err(TextError::Empty(what)),
        1..=LONGEST_TEXT => Ok(folded),
        length => Err(TextError::TooLong { what, length }),
    }
}

/// What counts as done in a period (SEMANTICS 3.4, 3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The sum has to reach this.
    AtLeast(Amount),
    /// The sum must not pass this.
    AtMost(Amount),
}

impl Bound {
    /// The number itself.
    pub const fn number(self) -> Amount {
        match self {
            Self::AtLeast(number) | Self::AtMost(number) => number,
        }
    }
}

/// What a goal asks for from some day on: one field of the journal (SEMANTICS 10.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// How often, where the goal states it itself (SEMANTICS 2.6).
    pub every: Option<Cadence>,
    /// How much, where it is stated.
    pub bound: Option<Bound>,
    /// What is counted: a label (SEMANTICS 2.7).
    pub unit: Option<String>,
}

impl Schedule {
    /// What counts as done: at least 1 where nothing is stated.
    pub fn bound(&self) -> Bound {
        self.bound.unwrap_or(Bound::AtLeast(Amount::ONE))
    }

    /// Whether this counts at most once a day (SEMANTICS 3.3).
    pub fn counts_once(&self) -> bool {
        self.unit.is_none() && self.bound() == Bound::AtLeast(Amount::ONE)
    }
}

/// What a child's doing adds to its parent (SEMANTICS 6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeds {
    /// Each completion adds this much, above 0.
    Each(Amount),
    /// Each unit done adds up.
    Sum,
}

/// A text that says no feeding.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`{0}` is no way to feed: it is `sum` or a number above 0")]
pub struct FeedsError(String);

impl FromStr for Feeds {
    type Err = FeedsError;

    fn from_str(text: &str) -> Result<Self, FeedsError> {
        if text.eq_ignore_ascii_case("sum") {
            return Ok(Self::Sum);
        }
        text.parse()
            .ok()
            .filter(|amount: &Amount| amount.is_positive())
            .map(Self::Each)
            .ok_or_else(|| FeedsError(text.to_owned()))
    }
}

impl fmt::Display for Feeds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Each(amount) => fmt::Display::fmt(amount, f),
            Self::Sum => f.pad("sum"),
        }
    }
}

/// Where a goal stands in the tree: one field of the journal (SEMANTICS 10.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The goal above, if any.
    pub parent: Option<GoalId>,
    /// Siblings stand in the order of this, ties by goal id.
    pub position: i64,
}

/// A stretch out of sight: from the day of archiving until the day it was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Archiving {
    /// The day it was archived.
    pub from: Day,
    /// The day it came back, if it did.
    pub back: Option<Day>,
}

/// A goal with everything the journal says of it.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Its identity.
    pub id: GoalId,
    /// The day it was made.
    pub made: Day,
    /// Its title.
    pub title: Title,
    /// The code it claims; [`super::plan::Plan::code`] tells the one it shows.
    pub claimed: Code,
    /// Which entry claimed it, and in which place there: the least wins (SEMANTICS 10.3).
    pub claim: (EntryId, usize),
    /// Why it matters.
    pub why: Option<String>,
    /// The sphere of life it states itself.
    pub area: Option<String>,
    /// Whose it is.
    pub who: Option<String>,
    /// Its last day, or its deadline where it does not repeat.
    pub by: Option<Day>,
    /// Its first day, where stated.
    pub from: Option<Day>,
    /// What has to be done before it.
    pub after: Vec<GoalId>,
    /// The day it was put on.
    pub planned: Option<Day>,
    /// What its doing adds to its parent, where stated.
    pub feeds: Option<Feeds>,
    /// On trial until this day.
    pub pilot: Option<Day>,
    /// What it is worth.
    pub reward: Option<String>,
    /// Where its readings begin (SEMANTICS 3.6).
    pub baseline: Option<Amount>,
    /// What it asked for when it was made.
    pub first: Schedule,
    /// What it asks for from each of these days on.
    pub later: BTreeMap<Day, Schedule>,
    /// Where it stood, from which day on; never empty, the first since ever.
    pub places: Vec<(Day, Place)>,
    /// When it was out of sight, in order.
    pub archivings: Vec<Archiving>,
}

impl Goal {
    /// The schedule in force on a day.
    pub fn schedule_on(&self, day: Day) -> &Schedule {
        self.later.range(..=day).next_back().map_or(&self.first, |(_, schedule)| schedule)
    }

    /// Its place as it is now.
    pub fn place(&self) -> Place {
        self.places.last().map_or(Place { parent: None, position: 0 }, |(_, place)| *place)
    }

    /// The goal above it as it is now.
    pub fn parent(&self) -> Option<GoalId> {
        self.place().parent
    }

    /// The goal above it on a day.
    pub fn parent_on(&self, day: Day) -> Option<GoalId> {
        let standing = self.places.iter().rev().find(|(from, _)| *from <= day);
        standing.or(self.places.first()).and_then(|(_, place)| place.parent)
    }

    /// The archiving that holds now, if it is archived itself.
    pub fn archived(&self) -> Option<Archiving> {
        self.archivings.last().copied().filter(|archiving| archiving.back.is_none())
    }
}
