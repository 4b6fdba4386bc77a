//! A goal's days and periods, judged.

use super::periods::PeriodRange;
use super::streaks::StreakCounter;
use super::timeline::Timeline;
use super::verdict::JudgedPeriod;
use crate::domain::value::day::Day;

#[derive(Clone, Debug)]
pub struct History {
    pub timeline: Timeline,
    /// All periods that have begun, in order; with a checkpoint, those since.
    pub periods: Vec<JudgedPeriod>,
    /// What was counted over the periods before the checkpoint.
    pub(crate) before: StreakCounter,
}

impl History {
    pub fn period_on(&self, day: Day) -> Option<&JudgedPeriod> {
        let at = self.periods.partition_point(|period| period.range.from <= day);
        self.periods.get(at.checked_sub(1)?).filter(|period| period.range.holds(day))
    }

    /// Whether a period is over for good once it is met: not that of what is done once now.
    pub(crate) fn is_completion(&self, period: &JudgedPeriod) -> bool {
        let turned = self.timeline.spans.last().map_or(Day::FIRST, |span| span.from);
        period.range.cadence.repeats() || period.range.from < turned
    }

    pub(crate) fn overlapping(&self, range: PeriodRange) -> impl Iterator<Item = &JudgedPeriod> {
        let first = self.periods.partition_point(|period| period.range.to.is_some_and(|to| to < range.from));
        self.periods
            .iter()
            .skip(first)
            .take_while(move |period| range.to.is_none_or(|to| period.range.from <= to))
            .filter(move |period| period.range.cadence == range.cadence)
    }
}
