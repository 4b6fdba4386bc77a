//! What became of a period, and why (SEMANTICS 4).

use super::periods::PeriodRange;
use crate::domain::model::goal::Bound;
use crate::domain::value::amount::Amount;
use crate::domain::value::day::Day;
use crate::domain::value::share::Share;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Met,
    Missed,
    /// Skipped, or paused throughout: passed over.
    Excused,
    Open,
    /// Cut or partly paused, and not met: passed over.
    Neutral,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The goal's own check-offs.
    Own,
    /// The children of its cadence (SEMANTICS 4.3); `of` are those neither excused nor neutral, of which as many as
    /// are `asked` have to be met.
    Children { met: u32, asked: u32, of: u32 },
}

/// Which line of the table of SEMANTICS 4 gave a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The sum reached the target, or as many children are met as are asked for.
    Reached,
    /// A day of it was skipped, or all its children are excused.
    Skipped,
    /// Every day of it was paused.
    Paused,
    /// The sum passed the limit.
    Passed,
    Running,
    Cut,
    /// Some day of it was paused.
    PartlyPaused,
    NoChild,
    /// Its trial was over, and not decided (SEMANTICS 9.3).
    Undecided,
    /// The sum did not reach the target, or a child missed.
    Short,
    /// The limit was kept.
    Kept,
}

#[derive(Clone, Copy, Debug)]
pub struct JudgedPeriod {
    pub range: PeriodRange,
    pub bound: Bound,
    /// What was done in it, up to the day of judging: where children judge, how many are met.
    pub sum: Amount,
    /// The day on which it was met: for at most, the day it closed.
    pub met_on: Option<Day>,
    pub basis: Basis,
    pub verdict: Verdict,
    pub reason: Reason,
    /// From 0 to 1, what was done of what was asked: where children judge, the mean of theirs (SEMANTICS 4.3, 5.4).
    pub share: f64,
}

impl JudgedPeriod {
    /// How much of what was asked is done; nothing for a limit, and where nothing is asked (SEMANTICS 9.4).
    pub fn fraction(&self) -> Option<Share> {
        let share = match (self.bound, self.basis) {
            (Bound::AtLeast(target), Basis::Own) => Share::of(self.sum, target),
            (_, Basis::Children { of, .. }) if of > 0 => Share::near(self.share),
            (Bound::AtMost(_) | Bound::Any, Basis::Own) | (_, Basis::Children { .. }) => return None,
        };
        match self.verdict {
            Verdict::Met => Some(share),
            Verdict::Open | Verdict::Missed => Some(share.unfinished()),
            Verdict::Excused | Verdict::Neutral => None,
        }
    }
}
