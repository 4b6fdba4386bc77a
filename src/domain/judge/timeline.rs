//! The days of one goal: from when to when it lives, in which rhythm, and what excuses it
//! (SEMANTICS 2.5 to 2.8, 4.1, 4.2).

use std::rc::Rc;

use super::course::{CadenceSpan, Course, Courses, ONCE, first_day, standing, within};
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::state::State;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::rhythm::Rhythm;

/// What the calendar holds for one goal, whatever was done.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Its first day (SEMANTICS 2.5).
    pub start: Day,
    /// Its last day, if it has ended or is going to.
    pub end: Option<Day>,
    /// Its rhythms, the first since ever; neighbours differ.
    pub(crate) spans: Rc<[CadenceSpan]>,
    /// The day from which it is archived for good.
    pub(crate) gone: Option<Day>,
    course: Rc<Course>,
}

/// The timelines of a state's goals, as of a day.
pub(crate) struct Timelines<'w> {
    state: &'w State,
    today: Day,
    courses: Rc<Courses>,
}

/// Whether something holds on all, some or none of a stretch's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cover {
    All,
    Some,
    None,
}

impl Timeline {
    pub(crate) fn span_on(&self, day: Day) -> CadenceSpan {
        standing(&self.spans, day, |span| span.from).copied().unwrap_or(ONCE)
    }

    pub(crate) fn rhythm_on(&self, day: Day) -> Rhythm {
        self.span_on(day).rhythm
    }

    /// The first day after another on which the rhythm changes.
    pub(crate) fn next_span(&self, day: Day) -> Option<Day> {
        let next = self.spans.partition_point(|span| span.from <= day);
        self.spans.get(next).map(|span| span.from)
    }

    /// How much of a stretch is paused; without an end, nothing ever is wholly.
    pub(crate) fn paused(&self, from: Day, to: Option<Day>) -> Cover {
        let last = to.unwrap_or(Day::LAST);
        let pauses = &self.course.pauses;
        let at = pauses.partition_point(|(_, until)| *until < from);
        match pauses.get(at) {
            Some((begin, until)) if *begin <= from && last <= *until => Cover::All,
            Some((begin, _)) if *begin <= last => Cover::Some,
            _ => Cover::None,
        }
    }

    /// The first paused days of a stretch, as far as the pause goes; without an end up to the last day there is.
    pub(crate) fn pause_in(&self, from: Day, to: Day) -> Option<(Day, Day)> {
        let pauses = &self.course.pauses;
        let at = pauses.partition_point(|(_, until)| *until < from);
        pauses.get(at).copied().filter(|(begin, _)| *begin <= to)
    }

    pub(crate) fn is_paused(&self, day: Day) -> bool {
        self.paused(day, Some(day)) == Cover::All
    }

    /// Whether a day in a stretch is skipped.
    pub(crate) fn is_skipped(&self, from: Day, to: Option<Day>) -> bool {
        !within(&self.course.skips, from, to.unwrap_or(Day::LAST)).is_empty()
    }

    /// Whether the goal was archived on a day in a stretch, which makes it partial.
    pub(crate) fn is_cut_by_archiving(&self, from: Day, to: Option<Day>) -> bool {
        let to = to.unwrap_or(Day::LAST);
        !within(&self.course.returned, from, to).is_empty()
            || !within(&self.course.archived, from, to).is_empty()
    }
}

/// So many days back periods are judged: forty years. A thousand daily goals since 1900 would be 46 million periods.
const JUDGED: i64 = 14_610;

impl<'w> Timelines<'w> {
    pub(crate) fn new(state: &'w State, today: Day) -> Self {
        Self { state, today, courses: Rc::default() }
    }

    /// The same as of another day: what does not depend on the day is found once.
    pub(crate) fn as_of(&self, today: Day) -> Self {
        Self { courses: Rc::clone(&self.courses), ..Self::new(self.state, today) }
    }

    pub(crate) fn of(&self, goal: &Goal) -> Timeline {
        let course = self.courses.of(self.state, goal.id);
        let gone = course.archived.first().copied();
        let done = self.state.activity.goal_days(goal.id).first_day(self.today);
        Timeline {
            start: first_day(goal, &course.begins, done).max(self.today.plus(-JUDGED)),
            end: self.end_by_deadlines(goal, &course).into_iter().chain(gone).min(),
            spans: self.spans(goal),
            gone,
            course,
        }
    }

    /// The last day of what repeats, as deadlines have it.
    pub(crate) fn deadline(&self, goal: &Goal) -> Option<Day> {
        self.end_by_deadlines(goal, &self.courses.of(self.state, goal.id))
    }

    /// A goal's rhythms.
    pub(crate) fn spans(&self, goal: &Goal) -> Rc<[CadenceSpan]> {
        if self.is_once(goal) {
            return Rc::new([ONCE]);
        }
        Rc::clone(&self.courses.of(self.state, goal.id).spans)
    }

    /// Whether it has one period whatever stands above it: it holds readings, or is only counted (SEMANTICS 2.6).
    fn is_once(&self, goal: &Goal) -> bool {
        goal.baseline.is_some() || goal.schedule_on(self.today).bound == Some(Bound::Any)
    }

    /// How often a goal wants to be done as of the day of judging (SEMANTICS 2.6).
    pub(crate) fn cadence(&self, goal: &Goal) -> Cadence {
        if self.is_once(goal) {
            return Cadence::Once;
        }
        let course = self.courses.of(self.state, goal.id);
        standing(&course.spans, self.today, |span| span.from)
            .map_or(Cadence::Once, |span| span.rhythm.cadence)
    }

    /// `--by` ends a goal that repeats, and what repeats below it, from the day on which it stands there.
    fn end_by_deadlines(&self, goal: &Goal, course: &Course) -> Option<Day> {
        if !self.cadence(goal).repeats() {
            return None;
        }
        let above = course.ends.last().map(|(_, ends)| *ends).filter(|ends| *ends < Day::LAST);
        goal.by.into_iter().chain(above).min()
    }
}
