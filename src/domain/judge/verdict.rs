//! What became of a period, and why (SEMANTICS 4).

use super::periods::PeriodRange;
use crate::domain::model::goal::Bound;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;

/// What became of a period (SEMANTICS 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// What was asked was done.
    Met,
    /// It was not.
    Missed,
    /// Skipped, or paused throughout: passed over.
    Excused,
    /// It is still going on.
    Open,
    /// Cut or partly paused, and not met: passed over.
    Neutral,
}

/// By what a period is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The goal's own check-offs.
    Own,
    /// The children of its cadence (SEMANTICS 4.3).
    Children {
        /// How many of them are met.
        met: u32,
        /// How many count: those neither excused nor neutral.
        of: u32,
    },
}

/// Which line of the table of SEMANTICS 4 gave a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The sum reached the target, or every child that counts is met.
    Reached,
    /// A day of it was skipped, or all its children are excused.
    Skipped,
    /// Every day of it was paused.
    Paused,
    /// The sum passed the limit.
    Passed,
    /// It is still going on.
    Running,
    /// It is cut short.
    Cut,
    /// Some day of it was paused.
    PartlyPaused,
    /// No child counts in it.
    NoChild,
    /// The sum did not reach the target, or a child missed.
    Short,
    /// The limit was kept.
    Kept,
}

/// A period with its verdict.
#[derive(Clone, Copy, Debug)]
pub struct JudgedPeriod {
    /// Its days, as cut.
    pub range: PeriodRange,
    /// What it asks for.
    pub bound: Bound,
    /// What was done in it, up to the day of judging.
    pub sum: Amount,
    /// The day on which it was met: for at most, the day it closed.
    pub met_on: Option<Day>,
    /// By what it is judged.
    pub basis: Basis,
    /// What became of it.
    pub verdict: Verdict,
    /// Why.
    pub reason: Reason,
    /// From 0 to 1: what counts towards the strength (SEMANTICS 5.4).
    pub(crate) share: f64,
}
