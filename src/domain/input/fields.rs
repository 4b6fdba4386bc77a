//! What is said of a goal, by keys of a line or by options: not yet what it means.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use super::cadence_words::often;
use crate::domain::model::goal::Feeds;
use crate::domain::model::goal_field::{DayKey, Key, TextKey};
use crate::domain::value::amount::Amount;
use crate::domain::value::amount_words::{self, AmountWordError};
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::{Code, CodeError};
use crate::domain::value::text::{NONE, text_field};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    Number(Amount),
    /// So many percent above the baseline, or below when negative (SEMANTICS 3.6).
    Percent(Amount),
    /// A time in minutes, `1h30`: the goal's unit tells what it comes to.
    Time(Amount),
    /// `2-3`: the lower end counts.
    Range(Amount, Amount),
    /// It is only counted (SEMANTICS 2.4).
    Any,
}

/// What is typed as the target of what is only counted.
const ANY: &str = "any";

impl FromStr for Target {
    type Err = AmountWordError;

    fn from_str(text: &str) -> Result<Self, AmountWordError> {
        if text.eq_ignore_ascii_case(ANY) {
            return Ok(Self::Any);
        }
        match text.strip_suffix('%') {
            Some(percent) if text.starts_with(['+', '-']) => amount_words::amount(percent).map(Self::Percent),
            _ => match (amount_words::amount(text), amount_words::minutes(text), amount_words::range(text)) {
                (Ok(number), _, _) => Ok(Self::Number(number)),
                (_, Some(minutes), _) => Ok(Self::Time(minutes)),
                (_, _, Some((least, most))) => Ok(Self::Range(least, most)),
                (Err(error), None, None) => Err(error),
            },
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) | Self::Range(number, _) => fmt::Display::fmt(number, f),
            Self::Any => f.write_str(ANY),
            Self::Time(minutes) => write!(f, "{minutes}min"),
            Self::Percent(percent) if *percent < Amount::ZERO => write!(f, "{percent}%"),
            Self::Percent(percent) => write!(f, "+{percent}%"),
        }
    }
}

/// A limit, or a value at which readings begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    Number(Amount),
    /// A time in minutes, `30m`: the goal's unit tells what it comes to.
    Time(Amount),
}

impl FromStr for Quantity {
    type Err = AmountWordError;

    fn from_str(text: &str) -> Result<Self, AmountWordError> {
        let number = amount_words::amount(text).map(Self::Number);
        number.or_else(|error| amount_words::minutes(text).map(Self::Time).ok_or(error))
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => fmt::Display::fmt(number, f),
            Self::Time(minutes) => write!(f, "{minutes}min"),
        }
    }
}

/// `None`, and no code at all, clear the field: they are typed as `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldUpdate {
    Code(Code),
    Target(Option<Target>),
    AtMost(Option<Quantity>),
    Unit(Option<String>),
    Every(Option<Cadence>),
    Baseline(Option<Quantity>),
    /// The words for a day: they mean something once today is known.
    Day(DayKey, Option<String>),
    Text(TextKey, Option<String>),
    Feeds(Option<Feeds>),
    After(Vec<Code>),
}

impl FieldUpdate {
    /// What one value says: `every:2/week` is a target too.
    pub fn read_all(key: Key, text: &str) -> Result<Vec<Self>, String> {
        if key != Key::Every || text.eq_ignore_ascii_case(NONE) {
            return Self::read(key, text).map(|update| vec![update]);
        }
        let often = often(text)?;
        let times = often.times.map(|times| Self::Target(Some(Target::Number(times))));
        Ok(std::iter::once(Self::Every(Some(often.cadence))).chain(times).collect())
    }

    /// The error says in words what is wrong with the value.
    pub fn read(key: Key, text: &str) -> Result<Self, String> {
        fn value<T: FromStr<Err: fmt::Display>>(text: &str) -> Result<Option<T>, String> {
            let value = (!text.eq_ignore_ascii_case(NONE)).then(|| text.parse()).transpose();
            value.map_err(|error: T::Err| error.to_string())
        }
        // What reads as `none` once its white space is folded would clear the field when it is read again.
        let line = || {
            let text = text_field("the text", text).map_err(|error| error.to_string())?;
            Ok::<_, String>(Some(text).filter(|text| !text.eq_ignore_ascii_case(NONE)))
        };
        Ok(match key {
            Key::Code => Self::Code(text.parse().map_err(|error: CodeError| error.to_string())?),
            Key::Target => Self::Target(value(text)?),
            Key::AtMost => Self::AtMost(value(text)?),
            Key::Unit => Self::Unit(line()?),
            Key::Every => Self::Every(value(text)?),
            Key::Baseline => Self::Baseline(value(text)?),
            Key::Day(key) => Self::Day(key, value(text)?),
            Key::Text(key) => Self::Text(key, line()?),
            Key::Feeds => Self::Feeds(value(text)?),
            Key::After if text.eq_ignore_ascii_case(NONE) => Self::After(Vec::new()),
            Key::After => {
                let codes: Result<_, CodeError> = text.split(',').map(|code| code.trim().parse()).collect();
                Self::After(codes.map_err(|error| error.to_string())?)
            }
        })
    }

    pub(crate) const fn key(&self) -> Key {
        match self {
            Self::Code(_) => Key::Code,
            Self::Target(_) => Key::Target,
            Self::AtMost(_) => Key::AtMost,
            Self::Unit(_) => Key::Unit,
            Self::Every(_) => Key::Every,
            Self::Baseline(_) => Key::Baseline,
            Self::Day(key, _) => Key::Day(*key),
            Self::Text(key, _) => Key::Text(*key),
            Self::Feeds(_) => Key::Feeds,
            Self::After(_) => Key::After,
        }
    }
}

impl fmt::Display for FieldUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn text(value: Option<&impl ToString>) -> Option<String> {
            value.map(ToString::to_string)
        }
        let text = match self {
            Self::Code(code) => Some(code.to_string()),
            Self::Target(target) => text(target.as_ref()),
            Self::AtMost(amount) | Self::Baseline(amount) => text(amount.as_ref()),
            Self::Every(cadence) => text(cadence.as_ref()),
            Self::Unit(text) | Self::Day(_, text) | Self::Text(_, text) => text.clone(),
            Self::Feeds(feeds) => text(feeds.as_ref()),
            Self::After(codes) => {
                let codes: Vec<&str> = codes.iter().map(Code::as_str).collect();
                Some(codes.join(",")).filter(|codes| !codes.is_empty())
            }
        };
        f.pad(text.as_deref().unwrap_or(NONE))
    }
}

/// What a goal line or the options beside it say, each field once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoalInput(BTreeMap<Key, FieldUpdate>);

impl FromIterator<FieldUpdate> for GoalInput {
    fn from_iter<T: IntoIterator<Item = FieldUpdate>>(updates: T) -> Self {
        Self(updates.into_iter().map(|update| (update.key(), update)).collect())
    }
}

impl GoalInput {
    /// Returns what was set before.
    pub(crate) fn set(&mut self, update: FieldUpdate) -> Option<FieldUpdate> {
        self.0.insert(update.key(), update)
    }

    pub(crate) fn leave_out(&mut self, key: Key) {
        self.0.remove(&key);
    }

    pub(crate) fn get(&self, key: Key) -> Option<&FieldUpdate> {
        self.0.get(&key)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// In the order of the keys.
    pub(crate) fn updates(&self) -> impl Iterator<Item = &FieldUpdate> {
        self.0.values()
    }

    pub fn code(&self) -> Option<&Code> {
        match self.get(Key::Code)? {
            FieldUpdate::Code(code) => Some(code),
            _ => None,
        }
    }

    pub(crate) fn after(&self) -> Option<&[Code]> {
        match self.get(Key::After)? {
            FieldUpdate::After(codes) => Some(codes),
            _ => None,
        }
    }

    /// At least and at most are one choice: who sets one of them, says it whole.
    fn bound(&self) -> [Option<&FieldUpdate>; 2] {
        BOUND.map(|key| self.get(key))
    }

    /// What these say otherwise than `before` did; what they no longer say is cleared. The code, which
    /// names the goal, is left out.
    #[must_use]
    pub(crate) fn since(&self, before: &Self) -> Self {
        let changed =
            Key::ALL.into_iter().filter(|key| *key != Key::Code && self.get(*key) != before.get(*key));
        let update = |key| self.get(key).cloned().or_else(|| FieldUpdate::read(key, NONE).ok());
        let mut since: Self = changed.filter_map(update).collect();
        // One bound for the other is no clearing.
        if matches!(since.get(Key::Target), Some(FieldUpdate::Target(Some(_)))) {
            since.leave_out(Key::AtMost);
        } else if matches!(since.get(Key::AtMost), Some(FieldUpdate::AtMost(Some(_)))) {
            since.leave_out(Key::Target);
        }
        since
    }

    /// The first thing of which both say something, and not the same.
    pub(crate) fn contradicts(&self, others: &Self) -> Option<&'static str> {
        let differ = |key: &Key| {
            let (own, other) = (self.get(*key), others.get(*key));
            if BOUND.contains(key) {
                let (own, other) = (self.bound(), others.bound());
                own != other && own != [None; 2] && other != [None; 2]
            } else {
                *key != Key::Code && own.is_some() && other.is_some() && own != other
            }
        };
        Key::ALL.into_iter().find(differ).map(|key| key.definition().called)
    }

    /// Takes over what `others` say where these say nothing.
    pub(crate) fn fill_from(&mut self, others: &Self) {
        let bounded = self.bound() != [None; 2];
        for update in others.updates().filter(|update| !bounded || !BOUND.contains(&update.key())) {
            self.0.entry(update.key()).or_insert_with(|| update.clone());
        }
    }
}

const BOUND: [Key; 2] = [Key::Target, Key::AtMost];
