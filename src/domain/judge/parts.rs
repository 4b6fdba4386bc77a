//! The parts of a one-off goal that states no target: it moves with all that is below it (SEMANTICS 6.2, 6.4).

use serde::{Deserialize, Serialize};

use super::verdict::{JudgedPeriod, Verdict};
use crate::domain::value::day::Day;

/// What periods come to, as parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PartCount {
    pub done: u32,
    pub of: u32,
    /// The sum of their shares, from `done` to `of`.
    pub share: f64,
    /// The day on which the last of those done was.
    pub(crate) done_on: Option<Day>,
}

/// What the parts of a goal have come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Parts {
    /// All of them, one-off ones and periods.
    pub all: PartCount,
    /// The one-off ones.
    pub steps: PartCount,
    pub until: Until,
}

/// How long something below a goal goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// No day is left.
    Over,
    /// Days are left, up to a known one.
    Ends,
    /// Something repeats, and nobody knows until when.
    NoEnd,
}

impl PartCount {
    pub(crate) fn add_period(&mut self, period: &JudgedPeriod) {
        match period.verdict {
            Verdict::Excused | Verdict::Neutral => {}
            // What was one-off for a time is a part if it was done.
            Verdict::Missed | Verdict::Open if !period.range.cadence.repeats() => {}
            Verdict::Met => self.add(1.0, period.met_on),
            Verdict::Missed | Verdict::Open => self.add(period.share.clamp(0.0, 1.0), None),
        }
    }

    /// Another part: it is done where there is a day on which it was.
    pub(crate) fn add(&mut self, share: f64, done_on: Option<Day>) {
        self.of = self.of.saturating_add(1);
        self.share += share;
        if done_on.is_some() {
            self.done = self.done.saturating_add(1);
            self.done_on = self.done_on.max(done_on);
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        Self {
            done: self.done.saturating_add(other.done),
            of: self.of.saturating_add(other.of),
            share: self.share + other.share,
            done_on: self.done_on.max(other.done_on),
        }
    }

    /// Only what is done of them.
    pub(crate) fn of_done(self) -> Self {
        Self { of: self.done, share: f64::from(self.done), ..self }
    }

    pub(crate) fn open(self) -> u32 {
        self.of - self.done
    }
}

impl Until {
    /// Whichever goes on longer.
    pub(crate) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::NoEnd, _) | (_, Self::NoEnd) => Self::NoEnd,
            (Self::Ends, _) | (_, Self::Ends) => Self::Ends,
            (Self::Over, Self::Over) => Self::Over,
        }
    }
}

impl Parts {
    /// From 0 to 1; nothing where something goes on without a known end.
    pub(crate) fn fraction(self) -> Option<f64> {
        let known = self.until != Until::NoEnd && self.all.of > 0;
        known.then(|| (self.all.share / f64::from(self.all.of)).clamp(0.0, 1.0))
    }

    /// How many are left to do; nothing where something goes on without a known end.
    pub(crate) fn open(self) -> Option<u32> {
        (self.until != Until::NoEnd).then(|| self.all.open())
    }

    /// The day on which the last part was done, where none is left.
    pub(crate) fn done_on(self) -> Option<Day> {
        self.all.done_on.filter(|_| self.until == Until::Over && self.all.of > 0 && self.all.open() == 0)
    }
}
