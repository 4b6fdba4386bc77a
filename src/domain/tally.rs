//! What was done, by goal and day; what was excused and what was paused.

use std::collections::BTreeMap;

use super::amount::Amount;
use super::change::{Act, EntryId, Scope};
use super::day::Day;
use super::goal::{GoalId, Title};

/// Everything that was done, skipped and paused.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    ledgers: BTreeMap<GoalId, Ledger>,
    pauses: Vec<Pause>,
    done: Vec<Done>,
}

/// One goal's days.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    checks: BTreeMap<Day, Amount>,
    readings: BTreeMap<Day, Amount>,
    skips: BTreeMap<Day, (Act, Option<String>)>,
}

/// A range of days that can't break anything (SEMANTICS 4.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// What it covers.
    pub scope: Scope,
    /// Its first day.
    pub from: Day,
    /// Its last day, if it has one; a pause cut before it began ends before `from`.
    pub until: Option<Day>,
}

impl Pause {
    /// Whether it holds on a day.
    pub fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// One record of something done.
#[derive(Clone, Debug)]
pub struct Done {
    /// The entry that recorded it.
    pub entry: EntryId,
    /// When that was, RFC 3339.
    pub at: String,
    /// Where that was.
    pub device: String,
    /// The day it counts for.
    pub day: Day,
    /// What it was.
    pub what: Deed,
    /// A note.
    pub note: Option<String>,
}

/// What was done.
#[derive(Clone, Debug)]
pub enum Deed {
    /// A check-off; negative where something was taken off a day's sum.
    Check(GoalId, Amount),
    /// A reading.
    Reading(GoalId, Amount),
    /// An unplanned win.
    Win {
        /// What.
        title: Title,
        /// The sphere of life it was given.
        area: Option<String>,
        /// The goal it belongs to.
        under: Option<GoalId>,
    },
}

impl Deed {
    /// The goal that was checked off or read.
    pub fn goal(&self) -> Option<GoalId> {
        match self {
            Self::Check(goal, _) | Self::Reading(goal, _) => Some(*goal),
            Self::Win { .. } => None,
        }
    }
}

impl Ledger {
    /// A day's sum, never below 0 (SEMANTICS 3.1).
    pub fn sum(&self, day: Day) -> Amount {
        self.raw(day).at_least_zero()
    }

    /// What a day's entries add up to, which may be below 0 after devices took off the same
    /// check-off (SEMANTICS 10.4).
    pub fn raw(&self, day: Day) -> Amount {
        self.checks.get(&day).copied().unwrap_or_default()
    }

    /// The days from `from` to `to` on which something was done, with their sums.
    pub fn days(&self, from: Day, to: Day) -> impl Iterator<Item = (Day, Amount)> + '_ {
        let range = (from <= to).then(|| self.checks.range(from..=to));
        range.into_iter().flatten().filter(|(_, sum)| sum.is_positive()).map(|(day, sum)| (*day, *sum))
    }

    /// The first day on which something was done or read, not after `until`.
    pub fn first_day(&self, until: Day) -> Option<Day> {
        let checked = self.days(Day::FIRST, until).next().map(|(day, _)| day);
        let read = self.readings.range(..=until).next().map(|(day, _)| *day);
        match (checked, read) {
            (Some(checked), Some(read)) => Some(checked.min(read)),
            (checked, read) => checked.or(read),
        }
    }

    /// The readings up to a day, each day's last, oldest first.
    pub fn readings(&self, until: Day) -> impl DoubleEndedIterator<Item = (Day, Amount)> + '_ {
        self.readings.range(..=until).map(|(day, value)| (*day, *value))
    }

    /// The days that are skipped, with their notes.
    pub fn skipped(&self) -> impl Iterator<Item = (Day, Option<&str>)> + '_ {
        let set = self.skips.iter().filter(|(_, (act, _))| *act == Act::Set);
        set.map(|(day, (_, note))| (*day, note.as_deref()))
    }

    /// Whether anything was ever recorded here.
    pub fn is_empty(&self) -> bool {
        self.checks.is_empty() && self.readings.is_empty()
    }
}

impl Tally {
    /// A goal's days.
    pub fn ledger(&self, goal: GoalId) -> &Ledger {
        static NOTHING: Ledger =
            Ledger { checks: BTreeMap::new(), readings: BTreeMap::new(), skips: BTreeMap::new() };
        self.ledgers.get(&goal).unwrap_or(&NOTHING)
    }

    /// All pauses, in the order in which they were entered.
    pub fn pauses(&self) -> &[Pause] {
        &self.pauses
    }

    /// Everything done, in the order of the entries.
    pub fn done(&self) -> &[Done] {
        &self.done
    }

    pub(super) fn record(&mut self, done: Done) {
        match &done.what {
            Deed::Check(goal, n) => {
                let sum = self.ledgers.entry(*goal).or_default().checks.entry(done.day).or_default();
                *sum = *sum + *n;
            }
            Deed::Reading(goal, value) => {
                self.ledgers.entry(*goal).or_default().readings.insert(done.day, *value);
            }
            Deed::Win { .. } => {}
        }
        self.done.push(done);
    }

    pub(super) fn skip(&mut self, goal: GoalId, day: Day, act: Act, note: Option<String>) {
        self.ledgers.entry(goal).or_default().skips.insert(day, (act, note));
    }

    pub(super) fn pause(&mut self, pause: Pause) {
        self.pauses.push(pause);
    }

    /// Cuts every pause of this scope entered so far (SEMANTICS 10.4).
    pub(super) fn resume(&mut self, scope: Scope, day: Day) {
        let last = day.prev();
        for pause in self.pauses.iter_mut().filter(|pause| pause.scope == scope) {
            pause.until = Some(pause.until.map_or(last, |until| until.min(last)));
        }
    }
}
