//! What a goal is: its names, its schedule by day, its place in the tree.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use thiserror::Error;

use super::origin::Origin;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::{EntryId, GoalId};
use crate::domain::value::text::{Title, as_text};

/// What counts as done in a period (SEMANTICS 3.4, 3.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    AtLeast(Amount),
    AtMost(Amount),
    /// It is counted, and nothing is asked of it (SEMANTICS 2.4).
    Any,
}

impl Bound {
    /// What is to be reached, or not to be passed; 0 where nothing is.
    pub const fn number(self) -> Amount {
        match self {
            Self::AtLeast(number) | Self::AtMost(number) => number,
            Self::Any => Amount::ZERO,
        }
    }
}

/// What a goal asks for from some day on: one field of the journal (SEMANTICS 10.1).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// How often, where the goal states it itself (SEMANTICS 2.6).
    pub every: Option<Cadence>,
    pub bound: Option<Bound>,
    /// What is counted: a label (SEMANTICS 2.7).
    pub unit: Option<String>,
}

impl Schedule {
    /// At least 1 where nothing is stated.
    pub fn bound(&self) -> Bound {
        self.bound.unwrap_or(Bound::AtLeast(Amount::ONE))
    }

    /// Whether this counts at most once a day (SEMANTICS 3.3).
    pub(crate) fn counts_once(&self) -> bool {
        self.unit.is_none() && self.bound() == Bound::AtLeast(Amount::ONE)
    }
}

/// What a child's doing adds to its parent (SEMANTICS 6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feeds {
    Each(Amount),
    Sum,
}

#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("`feeds` takes `sum` or a number above 0, not `{0}`")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub parent: Option<GoalId>,
    /// Siblings stand in the order of this, ties by goal id.
    pub position: i64,
}

/// A stretch out of sight: from the day of archiving until the day it was taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Archiving {
    pub(crate) from: Day,
    pub(crate) back: Option<Day>,
}

/// That a goal was closed by hand (SEMANTICS 6.4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finish {
    /// Its last day.
    pub day: Day,
    pub note: Option<String>,
    pub(crate) origin: Origin,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Goal {
    pub id: GoalId,
    pub(crate) made: Day,
    pub title: Title,
    /// [`super::tree::Tree::code`] has the one it shows.
    pub(crate) claimed: Code,
    /// Which entry claimed it, and in which place there: the least wins (SEMANTICS 10.3).
    pub(crate) claim: (EntryId, usize),
    pub why: Option<String>,
    pub(crate) area: Option<String>,
    pub(crate) who: Option<String>,
    /// Its last day, or its deadline where it does not repeat.
    pub by: Option<Day>,
    pub(crate) from: Option<Day>,
    pub after: Vec<GoalId>,
    pub(crate) planned: Option<Day>,
    /// Where it stands on the page of the day that was put in order last.
    pub(crate) order: Option<(Day, u32)>,
    pub(crate) feeds: Option<Feeds>,
    pub(crate) pilot: Option<Day>,
    /// The days between the last one of a trial and that on which it was decided, of each trial it had.
    pub(crate) undecided: Vec<(Day, Day)>,
    pub(crate) reward: Option<String>,
    pub(crate) baseline: Option<Amount>,
    /// What it was in files of other tools, each `kind:key`.
    pub origins: Vec<String>,
    pub(crate) first: Schedule,
    pub(crate) later: BTreeMap<Day, Schedule>,
    /// Where it stood, from which day on; never empty, the first since ever.
    pub(crate) places: Vec<(Day, Place)>,
    /// In order.
    pub(crate) archivings: Vec<Archiving>,
    pub(crate) finish: Option<Finish>,
}

impl Goal {
    pub(crate) fn new(
        id: GoalId,
        made: Day,
        title: Title,
        (claimed, claim): (Code, (EntryId, usize)),
        first: Schedule,
    ) -> Self {
        Self {
            id,
            made,
            title,
            claimed,
            claim,
            why: None,
            area: None,
            who: None,
            by: None,
            from: None,
            after: Vec::new(),
            planned: None,
            order: None,
            feeds: None,
            pilot: None,
            undecided: Vec::new(),
            reward: None,
            baseline: None,
            origins: Vec::new(),
            first,
            later: BTreeMap::new(),
            places: Vec::new(),
            archivings: Vec::new(),
            finish: None,
        }
    }

    pub fn schedule_on(&self, day: Day) -> &Schedule {
        // Asked for each period of most goals, which were never changed.
        if self.later.is_empty() {
            return &self.first;
        }
        self.later
            .range(..=day)
            .next_back()
            .map_or_else(|| self.schedule_at_first(), |(_, schedule)| schedule)
    }

    /// What it asked for since ever: as it was put right on the day it was made (SEMANTICS 2.7).
    pub(crate) fn schedule_at_first(&self) -> &Schedule {
        self.later.get(&self.made).unwrap_or(&self.first)
    }

    /// From when on it stood below what, the first since ever; where it stands among its siblings says nothing here.
    pub(crate) fn parents(&self) -> Vec<(Day, Option<GoalId>)> {
        let days = std::iter::once(Day::FIRST).chain(self.places.iter().skip(1).map(|(day, _)| *day));
        let mut parents: Vec<(Day, Option<GoalId>)> =
            days.zip(&self.places).map(|(day, (_, place))| (day, place.parent)).collect();
        parents.dedup_by_key(|(_, parent)| *parent);
        parents
    }

    /// Puts it on trial until another day, or ends that. What was over by then was decided on that day.
    pub(crate) fn put_on_trial(&mut self, day: Day, until: Option<Day>) {
        let over = self.pilot.filter(|last| last.next() < day);
        self.undecided.extend(over.map(|last| (last.next(), day.prev())));
        self.pilot = until;
    }

    /// Whether its trial was over on a day, and not decided (SEMANTICS 9.3).
    pub(crate) fn was_undecided(&self, day: Day) -> bool {
        self.pilot.is_some_and(|last| last < day)
            || self.undecided.iter().any(|(from, to)| *from <= day && day <= *to)
    }

    /// Where it stands on a day's page, if somebody put that in order.
    pub(crate) fn position_on(&self, day: Day) -> Option<u32> {
        self.order.filter(|(ordered, _)| *ordered == day).map(|(_, position)| position)
    }

    pub fn place(&self) -> Place {
        self.places.last().map_or(Place { parent: None, position: 0 }, |(_, place)| *place)
    }

    pub fn parent(&self) -> Option<GoalId> {
        self.place().parent
    }

    pub(crate) fn parent_on(&self, day: Day) -> Option<GoalId> {
        let standing = self.places.iter().rev().find(|(from, _)| *from <= day);
        standing.or(self.places.first()).and_then(|(_, place)| place.parent)
    }

    /// The archiving that holds now, if it is archived itself.
    pub(crate) fn archived(&self) -> Option<Archiving> {
        self.archivings.last().copied().filter(|archiving| archiving.back.is_none())
    }
}

as_text! {
    Feeds as Option<Amount>:
        |feeds| match feeds { Feeds::Sum => None, Feeds::Each(amount) => Some(*amount) },
        |amount| Some(amount.map_or(Self::Sum, Self::Each));
}

impl JsonSchema for Feeds {
    fn schema_name() -> Cow<'static, str> {
        "Feeds".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What doing it adds to the goal above: an amount, or `sum`.",
            "type": "string"
        })
    }
}
