//! What is said of a goal, by keys of a line or by flags: not yet what it means.

use std::fmt;
use std::str::FromStr;

use super::goal_line::LineError;
use crate::domain::model::goal::Feeds;
use crate::domain::value::amount::{Amount, AmountError};
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::{Code, CodeError};
use crate::domain::value::text::{TextError, text_field};

/// A value that was said: a new one, or `none`, which clears the field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldUpdate<T> {
    /// `none`.
    Nothing,
    /// This.
    Value(T),
}

impl<T> FieldUpdate<T> {
    /// The value, unless it is cleared.
    pub fn value(self) -> Option<T> {
        match self {
            Self::Nothing => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T: FromStr> FromStr for FieldUpdate<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        if text.eq_ignore_ascii_case("none") { Ok(Self::Nothing) } else { text.parse().map(Self::Value) }
    }
}

/// A target as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// This number.
    Number(Amount),
    /// So many percent above the baseline, or below when negative (SEMANTICS 3.6).
    Percent(Amount),
}

impl FromStr for Target {
    type Err = AmountError;

    fn from_str(text: &str) -> Result<Self, AmountError> {
        match text.strip_suffix('%') {
            Some(percent) if text.starts_with(['+', '-']) => percent.parse().map(Self::Percent),
            _ => text.parse().map(Self::Number),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::Percent(percent) if *percent < Amount::ZERO => write!(f, "{percent}%"),
            Self::Percent(percent) => write!(f, "+{percent}%"),
        }
    }
}

/// A day as it is said; it means something once today is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidDay(String);

impl FromStr for SaidDay {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(Self(text.to_owned()))
    }
}

impl From<String> for SaidDay {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl SaidDay {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// One line of text, white space folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidText(String);

impl FromStr for SaidText {
    type Err = TextError;

    fn from_str(text: &str) -> Result<Self, TextError> {
        text_field("the text", text).map(Self)
    }
}

impl From<String> for SaidText {
    /// A text that was checked before, as the journal keeps it.
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<SaidText> for String {
    fn from(text: SaidText) -> Self {
        text.0
    }
}

/// Codes with commas between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes(pub Vec<Code>);

impl FromStr for Codes {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        text.split(',').map(|code| code.trim().parse()).collect::<Result<_, _>>().map(Self)
    }
}

/// What a goal line or the flags beside it say; what is not said is `None`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalInput {
    /// `code:`.
    pub code: Option<Code>,
    /// `target:` or `n:`.
    pub target: Option<FieldUpdate<Target>>,
    /// `at-most:`.
    pub at_most: Option<FieldUpdate<Amount>>,
    /// `unit:`.
    pub unit: Option<FieldUpdate<SaidText>>,
    /// `every:`.
    pub every: Option<FieldUpdate<Cadence>>,
    /// `baseline:`.
    pub baseline: Option<FieldUpdate<Amount>>,
    /// `by:`.
    pub by: Option<FieldUpdate<SaidDay>>,
    /// `from:`.
    pub from: Option<FieldUpdate<SaidDay>>,
    /// `why:`.
    pub why: Option<FieldUpdate<SaidText>>,
    /// `area:`.
    pub area: Option<FieldUpdate<SaidText>>,
    /// `who:`.
    pub who: Option<FieldUpdate<SaidText>>,
    /// `after:`.
    pub after: Option<FieldUpdate<Codes>>,
    /// `feeds:`.
    pub feeds: Option<FieldUpdate<Feeds>>,
    /// `pilot:`.
    pub pilot: Option<FieldUpdate<SaidDay>>,
    /// `reward:`.
    pub reward: Option<FieldUpdate<SaidText>>,
}

impl GoalInput {
    /// At least and at most are one choice.
    pub fn check_bounds(&self) -> Result<(), LineError> {
        match (&self.target, &self.at_most) {
            (Some(FieldUpdate::Value(_)), Some(FieldUpdate::Value(_))) => Err(LineError::BothBounds),
            _ => Ok(()),
        }
    }

    /// What these say otherwise than `before` did; what they no longer say is cleared. The code, which
    /// names the goal, is left out.
    #[must_use]
    pub fn since(&self, before: &Self) -> Self {
        fn said<T: Clone + PartialEq>(
            now: Option<&FieldUpdate<T>>,
            before: Option<&FieldUpdate<T>>,
        ) -> Option<FieldUpdate<T>> {
            match (now, before) {
                (now, before) if now == before => None,
                (Some(now), _) => Some(now.clone()),
                (None, _) => Some(FieldUpdate::Nothing),
            }
        }
        let (mut target, mut at_most) = (
            said(self.target.as_ref(), before.target.as_ref()),
            said(self.at_most.as_ref(), before.at_most.as_ref()),
        );
        // One bound for the other is no clearing.
        if matches!(target, Some(FieldUpdate::Value(_))) {
            at_most = None;
        } else if matches!(at_most, Some(FieldUpdate::Value(_))) {
            target = None;
        }
        Self {
            code: None,
            target,
            at_most,
            unit: said(self.unit.as_ref(), before.unit.as_ref()),
            every: said(self.every.as_ref(), before.every.as_ref()),
            baseline: said(self.baseline.as_ref(), before.baseline.as_ref()),
            by: said(self.by.as_ref(), before.by.as_ref()),
            from: said(self.from.as_ref(), before.from.as_ref()),
            why: said(self.why.as_ref(), before.why.as_ref()),
            area: said(self.area.as_ref(), before.area.as_ref()),
            who: said(self.who.as_ref(), before.who.as_ref()),
            after: said(self.after.as_ref(), before.after.as_ref()),
            feeds: said(self.feeds.as_ref(), before.feeds.as_ref()),
            pilot: said(self.pilot.as_ref(), before.pilot.as_ref()),
            reward: said(self.reward.as_ref(), before.reward.as_ref()),
        }
    }

    /// The first thing of which both say something, and not the same.
    pub fn contradicts(&self, others: &Self) -> Option<&'static str> {
        fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
            one.is_some() && other.is_some() && one != other
        }
        let bound = |fields: &Self| {
            (fields.target.is_some() || fields.at_most.is_some())
                .then(|| (fields.target.clone(), fields.at_most.clone()))
        };
        [
            (differ(bound(self).as_ref(), bound(others).as_ref()), "target"),
            (differ(self.unit.as_ref(), others.unit.as_ref()), "unit"),
            (differ(self.every.as_ref(), others.every.as_ref()), "cadence"),
            (differ(self.baseline.as_ref(), others.baseline.as_ref()), "baseline"),
            (differ(self.by.as_ref(), others.by.as_ref()), "deadline"),
            (differ(self.from.as_ref(), others.from.as_ref()), "first day"),
            (differ(self.why.as_ref(), others.why.as_ref()), "why"),
            (differ(self.area.as_ref(), others.area.as_ref()), "area"),
            (differ(self.who.as_ref(), others.who.as_ref()), "owner"),
            (differ(self.after.as_ref(), others.after.as_ref()), "dependencies"),
            (differ(self.feeds.as_ref(), others.feeds.as_ref()), "feeding"),
            (differ(self.pilot.as_ref(), others.pilot.as_ref()), "trial"),
            (differ(self.reward.as_ref(), others.reward.as_ref()), "reward"),
        ]
        .into_iter()
        .find_map(|(differs, what)| differs.then_some(what))
    }

    /// What these say, and what `others` say where these say nothing.
    #[must_use]
    pub fn or(self, others: &Self) -> Self {
        // Who sets a bound, says it whole.
        let (target, at_most) = match (self.target, self.at_most) {
            (None, None) => (others.target.clone(), others.at_most.clone()),
            said => said,
        };
        Self {
            code: self.code.or_else(|| others.code.clone()),
            target,
            at_most,
            unit: self.unit.or_else(|| others.unit.clone()),
            every: self.every.or_else(|| others.every.clone()),
            baseline: self.baseline.or_else(|| others.baseline.clone()),
            by: self.by.or_else(|| others.by.clone()),
            from: self.from.or_else(|| others.from.clone()),
            why: self.why.or_else(|| others.why.clone()),
            area: self.area.or_else(|| others.area.clone()),
            who: self.who.or_else(|| others.who.clone()),
            after: self.after.or_else(|| others.after.clone()),
            feeds: self.feeds.or_else(|| others.feeds.clone()),
            pilot: self.pilot.or_else(|| others.pilot.clone()),
            reward: self.reward.or_else(|| others.reward.clone()),
        }
    }
}
