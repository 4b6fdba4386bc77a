//! By when something is next to be done, for programs that know of no periods.

use super::chosen::Chosen;
use crate::domain::judge::timeline::Timeline;
use crate::domain::judge::verdict::Verdict;
use crate::domain::model::goal::Goal;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;

/// So many days ahead a day of the month lies at most.
const MONTH: i64 = 62;

impl Chosen<'_> {
    /// The deadline of a one-off goal. Of a repeating one the last day of the period that is open, or else of the next
    /// one; none where it has ended by then.
    pub(super) fn due(&self, goal: &Goal) -> Option<Day> {
        if !self.repeats(goal) {
            return goal.by;
        }
        let history = self.judge.history(goal);
        let timeline = &history.timeline;
        let first = match history.period_on(self.judge.today) {
            Some(period) if period.verdict == Verdict::Open => return period.range.to,
            Some(period) => period.range.to?.next(),
            None => self.judge.today.max(timeline.start),
        };
        period_end(timeline, first)
    }

    /// The last day of the period in which a goal is to be done first since its cadence is what it is.
    pub(super) fn first_due(&self, goal: &Goal) -> Option<Day> {
        let history = self.judge.history(goal);
        let timeline = &history.timeline;
        let begin = timeline.start.max(timeline.span_on(self.judge.today.max(timeline.start)).from);
        match timeline.rhythm_on(begin).cadence {
            // Windows open anew when they were met: those ahead are counted from the one that is open.
            Cadence::Window(_) => self.due(goal),
            _ => period_end(timeline, begin),
        }
    }

    /// The last day of a repeating goal, where it has one.
    pub(super) fn last_day(&self, goal: &Goal) -> Option<Day> {
        self.judge.history(goal).timeline.end
    }
}

/// The last day of the first period that does not end before a day.
fn period_end(timeline: &Timeline, first: Day) -> Option<Day> {
    if timeline.end.is_some_and(|end| end < first) {
        return None;
    }
    let rhythm = timeline.rhythm_on(first);
    let end = if let Cadence::Window(days) = rhythm.cadence {
        Some(first.plus(i64::from(days) - 1))
    } else {
        let mut days = (0..MONTH).map(|days| first.plus(days));
        days.find_map(|day| rhythm.calendar_span(day).map(|(_, end)| end))
    };
    end.map(|end| timeline.end.map_or(end, |last| end.min(last)))
}
