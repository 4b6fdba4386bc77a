//! A goal's fields: what each is called, how it is said, and where a goal keeps it. A new text or day is a key
//! here and an attribute of [`Goal`]; all that carries fields to and fro knows their kinds alone.

use super::goal::{Feeds, Goal, Place, Schedule};
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;

/// What can be said of a goal beside its title. An edit tells of it in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    Code,
    Target,
    AtMost,
    Unit,
    Every,
    Baseline,
    Day(DayKey),
    Text(TextKey),
    Feeds,
    After,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayKey {
    By,
    From,
    Pilot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TextKey {
    Why,
    Area,
    Who,
    Reward,
}

/// The words for a key.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Definition {
    /// In a goal line, as an option, and in the journal.
    pub(crate) name: &'static str,
    /// In a sentence: "changed the deadline".
    pub(crate) called: &'static str,
    /// What the option's help calls its value.
    pub(crate) value: &'static str,
    pub(crate) help: &'static str,
    /// A line's word with a value that is one.
    pub(crate) example: &'static str,
    /// What else it takes, where the example does not tell.
    pub(crate) takes: &'static str,
}

impl Key {
    /// In the order of the help.
    pub const ALL: [Self; 15] = [
        Self::Code,
        Self::Target,
        Self::AtMost,
        Self::Unit,
        Self::Every,
        Self::Baseline,
        Self::Day(DayKey::By),
        Self::Day(DayKey::From),
        Self::Text(TextKey::Why),
        Self::Text(TextKey::Area),
        Self::Text(TextKey::Who),
        Self::After,
        Self::Feeds,
        Self::Day(DayKey::Pilot),
        Self::Text(TextKey::Reward),
    ];

    pub(crate) const fn definition(self) -> Definition {
        let (name, called, value, help) = match self {
            Self::Code => ("code", "code", "C", "A short code of your own; else one is made from the title"),
            Self::Target => ("target", "target", "N", "How much is to be done"),
            Self::AtMost => ("at-most", "target", "N", "The limit: no more than this"),
            Self::Unit => ("unit", "unit", "U", "What is counted"),
            Self::Every => ("every", "cadence", "CADENCE", "How often"),
            Self::Baseline => ("baseline", "baseline", "N", "The value at which readings begin"),
            Self::Day(DayKey::By) => ("by", "deadline", "DAY", "The deadline, or the last day"),
            Self::Day(DayKey::From) => ("from", "first day", "DAY", "The first day"),
            Self::Day(DayKey::Pilot) => ("pilot", "trial", "DAY", "On trial until this day"),
            Self::Text(TextKey::Why) => ("why", "why", "TEXT", "Why it matters"),
            Self::Text(TextKey::Area) => ("area", "area", "A", "The area of life or work"),
            Self::Text(TextKey::Who) => ("who", "owner", "NAME", "Whose it is"),
            Self::Text(TextKey::Reward) => ("reward", "reward", "TEXT", "What it is worth to you"),
            Self::Feeds => {
                ("feeds", "feeding", "N|sum", "What it adds to its parent: a number each time, or `sum`")
            }
            Self::After => ("after", "dependencies", "CODE[,CODE]", "What has to be done before"),
        };
        let (example, takes) = self.values();
        Definition { name, called, value, help, example, takes }
    }

    /// An example of its word, and what it takes.
    const fn values(self) -> (&'static str, &'static str) {
        match self {
            Self::Code => ("code:pitch", "1 to 24 letters, digits, `-`"),
            Self::Target => ("n:12", "a number above 0, `+20%`, or `any`"),
            Self::AtMost => ("at-most:2", "a number, 0 or more"),
            Self::Unit => ("unit:emails", "words"),
            Self::Every => ("every:week", "`day`, `mon,wed`, `3d`, …"),
            Self::Baseline => ("baseline:82.5", "a number, beside a target"),
            Self::Day(DayKey::By) => ("by:2026-12-01", "a day: `fri`, `+3m`, `eoy`"),
            Self::Day(DayKey::From) => ("from:2026-12-01", "a day: `mon`, `12-01`"),
            Self::Day(DayKey::Pilot) => ("pilot:+2w", "a day: `12-01`, `+2w`"),
            Self::Text(TextKey::Why) => ("why:\"links back\"", "words"),
            Self::Text(TextKey::Area) => ("area:family", "words"),
            Self::Text(TextKey::Who) => ("who:Ann", "names, with commas"),
            Self::Text(TextKey::Reward) => ("reward:\"a day off\"", "words"),
            Self::Feeds => ("feeds:1", "`sum`, or a number above 0"),
            Self::After => ("after:outline,write", "codes, with commas"),
        }
    }

    /// How a goal line that is written names it.
    pub(crate) const fn in_line(self) -> &'static str {
        if matches!(self, Self::Target) { "n" } else { self.definition().name }
    }

    /// A goal line begins with what is asked for, then has the code, and ends with the longest, the why.
    pub(crate) fn line_order() -> [Self; 15] {
        let mut keys = Self::ALL;
        keys.sort_by_key(|key| match key {
            Self::Code => 1,
            Self::Text(TextKey::Why) => 3,
            Self::Text(_) | Self::After | Self::Feeds | Self::Day(DayKey::Pilot) => 2,
            _ => 0,
        });
        keys
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|key| key.definition().name == name)
    }
}

/// A field of a goal with its new value, as the journal keeps it; `None` clears it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GoalField {
    Title(Title),
    Code(Code),
    /// Parent and position, together one field (SEMANTICS 10.1).
    Place(Place),
    /// Cadence, target, unit and direction, together one field of a day (SEMANTICS 10.1).
    Schedule(Schedule),
    Text(TextKey, Option<String>),
    Day(DayKey, Option<Day>),
    After(Vec<GoalId>),
    Feeds(Option<Feeds>),
    Baseline(Option<Amount>),
    /// What it was in a file of another tool, `kind:key`; one more, beside those it has (SEMANTICS 10.11).
    Origin(String),
}

impl GoalField {
    /// The names in the journal, in the order in which it has them.
    pub const NAMES: [&'static str; 15] = [
        "title", "code", "place", "schedule", "why", "area", "who", "by", "from", "after", "feeds", "pilot",
        "reward", "baseline", "origin",
    ];

    pub const fn name(&self) -> &'static str {
        match self.key() {
            Ok(key) => key.definition().name,
            Err(name) => name,
        }
    }

    /// What it is called in a sentence.
    pub(crate) const fn called(&self) -> &'static str {
        match self.key() {
            Ok(key) => key.definition().called,
            Err(name) => name,
        }
    }

    /// Its key, or the name of what no key alone says.
    const fn key(&self) -> Result<Key, &'static str> {
        match self {
            Self::Title(_) => Err("title"),
            Self::Place(_) => Err("place"),
            Self::Schedule(_) => Err("schedule"),
            Self::Code(_) => Ok(Key::Code),
            Self::Text(key, _) => Ok(Key::Text(*key)),
            Self::Day(key, _) => Ok(Key::Day(*key)),
            Self::After(_) => Ok(Key::After),
            Self::Feeds(_) => Ok(Key::Feeds),
            Self::Baseline(_) => Ok(Key::Baseline),
            Self::Origin(_) => Err("origin"),
        }
    }

    pub(crate) fn refers_to(&self) -> &[GoalId] {
        match self {
            Self::After(goals) => goals,
            Self::Place(place) => place.parent.as_slice(),
            _ => &[],
        }
    }
}

impl Goal {
    pub(crate) const fn text(&self, key: TextKey) -> Option<&String> {
        match key {
            TextKey::Why => self.why.as_ref(),
            TextKey::Area => self.area.as_ref(),
            TextKey::Who => self.who.as_ref(),
            TextKey::Reward => self.reward.as_ref(),
        }
    }

    pub(crate) const fn text_mut(&mut self, key: TextKey) -> &mut Option<String> {
        match key {
            TextKey::Why => &mut self.why,
            TextKey::Area => &mut self.area,
            TextKey::Who => &mut self.who,
            TextKey::Reward => &mut self.reward,
        }
    }

    pub(crate) const fn day(&self, key: DayKey) -> Option<Day> {
        match key {
            DayKey::By => self.by,
            DayKey::From => self.from,
            DayKey::Pilot => self.pilot,
        }
    }

    pub(crate) const fn day_mut(&mut self, key: DayKey) -> &mut Option<Day> {
        match key {
            DayKey::By => &mut self.by,
            DayKey::From => &mut self.from,
            DayKey::Pilot => &mut self.pilot,
        }
    }
}
