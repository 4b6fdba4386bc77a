//! The day as of which pace is judged: the last one that is over, or the last day of the last period that is,
//! where what feeds a goal comes by periods (SEMANTICS 7.1).

use std::cmp::Reverse;

use super::judge::Judge;
use crate::domain::model::goal::{Feeds, Goal};
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::rhythm::Rhythm;

/// The stretch of days that is going on, of the cadence by which a goal's pace is judged, and those before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settling {
    /// The first and the last day of the one that is going on.
    pub(crate) running: (Day, Day),
    /// Those before that reach into the goal's life, the latest first, [`LAST`] of them at the most.
    pub(crate) closed: Vec<(Day, Day)>,
}

/// So many closed periods say what comes (SEMANTICS 7.4).
const LAST: usize = 4;

/// A reading stands for so many days at the most.
const READING_HOLDS: i64 = 31;

impl Judge<'_> {
    /// As of which day the amount of a goal that begins and ends on these days is compared with its line. `over`
    /// is the last day that is over.
    pub(crate) fn settled_day(
        &self,
        goal: &Goal,
        (from, by): (Day, Day),
        over: Day,
        settling: Option<&Settling>,
    ) -> Day {
        if by <= over {
            return over;
        }
        if goal.baseline.is_some() {
            // What is read on the first day says where the line begins.
            let read = self.reading(goal).map(|(day, _)| day).filter(|day| from < *day);
            let oldest = self.today.plus(-READING_HOLDS);
            return read.unwrap_or_else(|| from.prev()).max(oldest).min(self.today);
        }
        settling.map_or(over, |it| it.running.0.prev())
    }

    /// The longest cadence, of a week or longer, of what feeds a goal and goes on, that fits three times into
    /// the goal's days.
    pub(crate) fn settling(&self, goal: &Goal, (from, by): (Day, Day), over: Day) -> Option<Settling> {
        let mut feeding = Vec::new();
        self.find_feeding(goal, &mut feeding);
        let settles = feeding.into_iter().filter_map(|child| {
            let cadence = settling_cadence(self.cadence(child))?;
            let fits = fits_three_times(cadence, from, by);
            Some((child, cadence, self.running(child, cadence, over).filter(|_| fits)?))
        });
        // Windows don't keep step: the one that began first is over last.
        let (child, cadence, running) =
            settles.min_by_key(|(_, cadence, running)| (Reverse(length(*cadence)), *running))?;
        Some(Settling { running, closed: self.closed(child, cadence, running.0, from) })
    }

    /// The repeating goals that feed a goal, right below it or through one-off goals, and go on.
    fn find_feeding<'g>(&'g self, goal: &Goal, found: &mut Vec<&'g Goal>) {
        let tree = &self.state.tree;
        for child in tree.children(Some(goal.id)).iter().filter_map(|id| tree.goal(*id)) {
            let lives = || self.timeline(child).end.is_none_or(|end| self.today <= end);
            if tree.was_archived(child.id, self.today) {
                continue;
            }
            match self.feeds(goal, child) {
                Some(_) if self.cadence(child).repeats() => found.extend(lives().then_some(child)),
                Some(Feeds::Sum) if self.passes(child) => self.find_feeding(child, found),
                Some(Feeds::Sum | Feeds::Each(_)) | None => {}
            }
        }
    }

    /// The stretch of a child's days that goes on when a day is over.
    fn running(&self, child: &Goal, cadence: Cadence, over: Day) -> Option<(Day, Day)> {
        let first = over.next();
        match cadence {
            Cadence::Window(length) => {
                let history = self.history(child);
                let range = history.period_on(self.today)?.range;
                let to = range.to?;
                let next = (first, first.plus(i64::from(length) - 1));
                Some(if to < first { next } else { (range.from, to) })
            }
            cadence => self.settling_rhythm(child, cadence, first).calendar_span(first),
        }
    }

    fn closed(&self, child: &Goal, cadence: Cadence, running: Day, from: Day) -> Vec<(Day, Day)> {
        if let Cadence::Window(_) = cadence {
            let history = self.history(child);
            let windows = history.periods.iter().rev().map(|period| period.range);
            let windows = windows.filter(|it| it.cadence == cadence && it.from < running);
            let days = windows.filter_map(|it| Some((it.from, it.to?)));
            return days.take_while(|(_, to)| from <= *to).take(LAST).collect();
        }
        let rhythm = self.settling_rhythm(child, cadence, self.today);
        let before = |day: Day| rhythm.calendar_span(day.prev()).filter(|(_, to)| from <= *to);
        std::iter::successors(before(running), |(from, _)| before(*from)).take(LAST).collect()
    }

    /// The stretches of a cadence by which a child settles, as they are cut on a day.
    fn settling_rhythm(&self, child: &Goal, cadence: Cadence, day: Day) -> Rhythm {
        let week_start = self.state.settings.week_start_on(day);
        Rhythm { cadence, week_start, ..self.timeline(child).rhythm_on(self.today) }
    }
}

/// The cadence by which what a child feeds is judged: a set of weekdays by the week, of days of the month by the
/// month. Shorter ones are judged when a day is over.
fn settling_cadence(cadence: Cadence) -> Option<Cadence> {
    match cadence {
        Cadence::Once | Cadence::Day | Cadence::Window(..7) => None,
        Cadence::On(_) => Some(Cadence::Week),
        Cadence::OnDates(_) => Some(Cadence::Month),
        Cadence::Week
        | Cadence::Month
        | Cadence::Quarter
        | Cadence::Year
        | Cadence::Weeks(_)
        | Cadence::Months(_)
        | Cadence::Window(_) => Some(cadence),
    }
}

/// By which one cadence is longer than another: about so many days, and of two alike that of the calendar.
fn length(cadence: Cadence) -> (u16, u16) {
    match cadence {
        Cadence::Once | Cadence::Day | Cadence::On(_) | Cadence::OnDates(_) => (0, 0),
        Cadence::Week => (7, 1),
        Cadence::Weeks(count) => (7 * count, 1),
        Cadence::Months(count) => (count.saturating_mul(365) / 12, 1),
        Cadence::Month => (30, 1),
        Cadence::Quarter => (91, 1),
        Cadence::Year => (365, 1),
        Cadence::Window(days) => (days, 0),
    }
}

fn fits_three_times(cadence: Cadence, from: Day, by: Day) -> bool {
    let after = match cadence {
        Cadence::Once | Cadence::Day | Cadence::On(_) | Cadence::Week => from.plus(3 * 7),
        Cadence::Month | Cadence::OnDates(_) => from.plus_months(3),
        Cadence::Weeks(count) => from.plus(3 * 7 * i64::from(count)),
        Cadence::Months(count) => from.plus_months(3 * i32::from(count)),
        Cadence::Quarter => from.plus_months(9),
        Cadence::Year => from.plus_months(36),
        Cadence::Window(days) => from.plus(3 * i64::from(days)),
    };
    after.prev() <= by
}
