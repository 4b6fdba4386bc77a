//! What a person says of a file beside the file, and what is known of where it is read.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// What readers go by. What is said of goals once they are read (`--under`, `--area`, which goal here one is) is no
/// concern of theirs.
pub struct Options<'a> {
    /// `--date-format`; without it, a reader that can't tell asks.
    pub date_order: Option<DateOrder>,
    /// `--undated`; without it, [`Undated::Drop`].
    pub undated: Undated,
    /// `--lists-as`; without it, a reader that can't tell asks.
    pub lists_as: Option<ListsAs>,
    /// `--area-from-group`, else [`Groups::Parents`].
    pub groups: Groups,
    /// `--every 'COLUMN=CADENCE'`: titles or columns, and how often they are. A table takes such a column even where
    /// it does not look like a habit. It is applied to all that was read: [`super::imported`] need not know.
    pub every: Vec<(String, Cadence)>,
    /// `--map 'COLUMN=CODE'`: the titles or columns that are a goal here.
    pub mapped: Vec<String>,
    pub clock: Clock<'a>,
}

/// The order of `11/12/2026`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    DayMonthYear,
    MonthDayYear,
    YearMonthDay,
}

/// What is done with a check-off of which no day is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Undated {
    /// Its goal is archived, and the check-off dropped and counted.
    #[default]
    Drop,
    /// It counts on the day of the import.
    Today,
}

/// What the lists of a board are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListsAs {
    /// Topics: each list is a goal above its cards.
    Parent,
    /// Stages: `Done` tells that a card is done.
    State,
}

/// What a group of two open things or more becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Groups {
    /// A goal without a target, above them.
    #[default]
    Parents,
    /// Such a goal, and its area has the group's name.
    ParentsAndAreas,
}

/// Which day it is, and which day a moment was here.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    pub today: Day,
    /// What the wall clock here showed at a moment.
    pub local: &'a dyn Fn(DateTime<Utc>) -> NaiveDateTime,
    /// When a day begins (SEMANTICS 1.1).
    pub day_start: NaiveTime,
}

impl Clock<'_> {
    /// The day to which something belongs that was done at this moment: `day-start` applies.
    pub fn day_of(&self, moment: DateTime<Utc>) -> Day {
        Day::of((self.local)(moment), self.day_start)
    }

    /// The date here at this moment, for deadlines and what else is midnight in another zone.
    pub fn date_of(&self, moment: DateTime<Utc>) -> Day {
        Day::of((self.local)(moment), NaiveTime::MIN)
    }

    /// The same for a count of seconds since 1970; nothing beyond the calendar.
    pub fn day_of_seconds(&self, seconds: i64) -> Option<Day> {
        DateTime::from_timestamp(seconds, 0).map(|moment| self.day_of(moment))
    }
}
