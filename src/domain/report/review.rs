//! A look back on a week or a month: what was met and missed, what was done where, and what wants attention.

use std::collections::BTreeMap;

use chrono::Weekday;

use super::agenda::Choice;
use super::balance::{Doings, Share};
use super::hints::{Hint, lacks};
use super::target_suggestion::Offer;
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::history::History;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::Progress;
use crate::domain::judge::status::Status;
use crate::domain::judge::timeline::Cover;
use crate::domain::judge::verdict::{JudgedPeriod, Verdict};
use crate::domain::model::activity::Done;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::refusal::Refusal;
use crate::domain::value::day::{Day, Look};
use crate::domain::value::ids::GoalId;

/// What a look back goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// A calendar week.
    Week,
    /// A calendar month.
    Month,
}

/// The days that are looked back on, both ends counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// A week or a month.
    pub length: Length,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
}

impl Span {
    /// The week that holds a day, for weeks that begin on `start`.
    pub fn week(day: Day, start: Weekday) -> Self {
        Self { length: Length::Week, from: day.week_begin(start), to: day.week_end(start) }
    }

    /// The calendar month that holds a day.
    pub fn month(day: Day) -> Self {
        Self { length: Length::Month, from: day.months_begin(1), to: day.months_end(1) }
    }

    /// The week or month before.
    #[must_use]
    pub fn before(self) -> Self {
        match self.length {
            Length::Week => Self { from: self.from.plus(-7), to: self.from.prev(), ..self },
            Length::Month => Self::month(self.from.prev()),
        }
    }

    /// Whether a day is in it, or in the one behind it.
    pub fn is_fresh(self, day: Day) -> bool {
        let next = match self.length {
            Length::Week => self.to.plus(7),
            Length::Month => self.to.next().months_end(1),
        };
        day <= next
    }

    /// Whether a day is in it.
    pub fn holds(self, day: Day) -> bool {
        self.from <= day && day <= self.to
    }
}

/// A month as typed: `2026-11`, a month's name (the latest, this one included), or a day in it.
///
/// # Errors
/// Where it is none of these.
pub fn typed_month(text: &str, calendar: &mut Calendar) -> Result<Span, Refusal> {
    let word = text.trim().to_ascii_lowercase();
    let today = calendar.today;
    let latest = |month: u32| Day::from_ymd(today.year() - i32::from(month > today.month()), month, 1);
    let named = named_month(&word).and_then(latest);
    let first = named.or_else(|| calendar.day(&format!("{word}-01"), Look::Back).ok());
    let day = first.map_or_else(|| calendar.day(text, Look::Back), Ok).map_err(|_| {
        let hint = "a month is `2026-11`, `november`, or a day in it: `today`, `-1m`, `2026-11-18`";
        Refusal::invalid_input(format!("`{text}` is no month"), hint)
    })?;
    Ok(Span::month(day))
}

/// The month with this English name, or the first three letters of it: 1 to 12.
fn named_month(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let named = |name: &&str| word == *name || name.get(..3) == Some(word);
    (1..).zip(NAMES).find(|(_, name)| named(name)).map(|(month, _)| month)
}

/// A goal that repeats, with what became of its periods.
#[derive(Clone, Debug)]
pub struct Row<'w> {
    /// The goal.
    pub goal: &'w Goal,
    /// The periods that ended in the span; where today is in it, also the one that is going on.
    pub periods: Vec<JudgedPeriod>,
    /// Those of the span before.
    pub before: Vec<JudgedPeriod>,
}

/// A goal nothing was done on for four weeks.
#[derive(Clone, Copy, Debug)]
pub struct Stale<'w> {
    /// The goal.
    pub goal: &'w Goal,
    /// The day on which something was done or read last.
    pub last: Option<Day>,
}

/// A look back.
#[derive(Clone, Debug)]
pub struct Review<'w> {
    /// What it goes over.
    pub span: Span,
    /// The goals that repeat, in the tree's order.
    pub goals: Vec<Row<'w>>,
    /// Check-offs and wins.
    pub activities: u32,
    /// Those of the span before.
    pub activities_before: u32,
    /// The day with the most of them, the earliest of several, and how many.
    pub best_day: Option<(Day, u32)>,
    /// What was done by area; areas of the plan in which nothing was done come last.
    pub balance: Vec<Share>,
    /// The wins, by day.
    pub wins: Vec<&'w Done>,
    /// The one-off goals that were done, by day.
    pub finished: Vec<(Day, &'w Goal)>,
    /// Macro goals behind their line, and not overdue.
    pub behind: Vec<Progress<'w>>,
    /// Goals whose deadline has passed.
    pub overdue: Vec<&'w Goal>,
    /// Offers to change a target.
    pub offers: Vec<Offer<'w>>,
    /// Goals whose trial is over.
    pub trials: Vec<&'w Goal>,
    /// Goals nothing was done on of late.
    pub stale: Vec<Stale<'w>>,
    /// Goals too vague to be done, with the first thing each lacks.
    pub vague: Vec<(Hint, &'w Goal)>,
}

/// So many days without anything done make a goal stale.
const QUIET: i64 = 28;

impl<'w> Review<'w> {
    /// A look back on a span as `now` knows it. `then` judges the day that is looked from: the span's last,
    /// or today where that is earlier.
    pub fn of(now: &Judge<'w>, then: &Judge<'w>, span: Span) -> Self {
        let before = span.before();
        let doings = now.doings(before.from, span.to);
        let days = doings.by_day();
        let total = |from: Day, to: Day| days.range(from..=to).map(|(_, count)| count).sum();
        let best =
            days.range(span.from..=span.to).max_by_key(|(day, count)| (**count, std::cmp::Reverse(**day)));
        // What to change is asked of the span that goes on and of the one before: of older ones it is history.
        let there: Vec<&Goal> = if span.is_fresh(now.today) { then.standing().collect() } else { Vec::new() };
        let overdue: Vec<&Goal> = there.iter().copied().filter(|goal| then.is_overdue(goal)).collect();
        let is_overdue = |goal: &Goal| overdue.iter().any(|late| late.id == goal.id);
        let quiet = there.iter().copied().filter(|goal| !is_overdue(goal) && then.is_stale(goal));
        let stale: Vec<Stale<'w>> = quiet.map(|goal| Stale { goal, last: then.last_done(goal) }).collect();
        let is_stale = |goal: &Goal| stale.iter().any(|quiet| quiet.goal.id == goal.id);
        Self {
            span,
            goals: now.rows(span),
            activities: total(span.from, span.to),
            activities_before: total(before.from, before.to),
            best_day: best.map(|(day, count)| (*day, *count)),
            balance: now
                .balance_of_plan(doings.balance(span.from, span.to), &then.standing().collect::<Vec<_>>()),
            wins: wins(&doings, span),
            finished: now.finished(span),
            behind: there.iter().filter_map(|goal| then.behind(goal)).collect(),
            offers: there
                .iter()
                .filter(|goal| !is_stale(goal) && then.is_wanted(goal))
                .filter_map(|goal| now.sizing(goal, span.to))
                .collect(),
            trials: then
                .ended_trials(&Choice::default())
                .into_iter()
                .filter(|goal| there.iter().any(|it| it.id == goal.id))
                .collect(),
            vague: there.iter().filter_map(|goal| then.vague(goal)).collect(),
            overdue,
            stale,
        }
    }
}

/// The wins of a span, by day.
fn wins<'w>(doings: &Doings<'w>, span: Span) -> Vec<&'w Done> {
    let mut wins: Vec<&Done> = doings.wins.iter().copied().filter(|win| span.holds(win.day)).collect();
    wins.sort_by_key(|win| win.day);
    wins
}

impl<'w> Judge<'w> {
    fn goals(&self) -> impl Iterator<Item = &'w Goal> {
        let tree = &self.state.tree;
        tree.in_order().into_iter().filter_map(|id| tree.goal(id))
    }

    /// Whether a goal was there on the day of judging, and still is: what is said of it can be acted on.
    fn stands(&self, goal: &Goal) -> bool {
        let tree = &self.state.tree;
        goal.made <= self.today && !tree.was_archived(goal.id, self.today) && !tree.is_archived(goal.id)
    }

    fn standing(&self) -> impl Iterator<Item = &'w Goal> {
        self.goals().filter(|goal| self.stands(goal))
    }

    /// Whether something is, or will be, to be done for a goal.
    fn is_wanted(&self, goal: &Goal) -> bool {
        match self.status(goal) {
            Status::Open
            | Status::Met
            | Status::Missed
            | Status::Excused
            | Status::Blocked
            | Status::Waiting => true,
            Status::Paused | Status::Done | Status::Ended => false,
        }
    }

    fn rows(&self, span: Span) -> Vec<Row<'w>> {
        let row = |goal: &'w Goal| {
            let history = self.history(goal);
            let periods = self.periods_of(&history, span);
            let told = periods.iter().any(|period| period.verdict != Verdict::Neutral);
            told.then(|| Row { goal, periods, before: self.periods_of(&history, span.before()) })
        };
        self.goals().filter_map(row).collect()
    }

    fn periods_of(&self, history: &History, span: Span) -> Vec<JudgedPeriod> {
        let first =
            history.periods.partition_point(|period| period.range.to.is_some_and(|to| to < span.from));
        let ends_here = |period: &&JudgedPeriod| match period.range.to {
            Some(to) => span.holds(to) || (span.holds(self.today) && period.range.holds(self.today)),
            None => false,
        };
        let begun = history.periods.iter().skip(first).take_while(|period| period.range.from <= span.to);
        begun.filter(ends_here).copied().collect()
    }

    /// The balance of areas, with the areas of the plan in which nothing was done.
    fn balance_of_plan(&self, mut shares: Vec<Share>, goals: &[&Goal]) -> Vec<Share> {
        let mut quiet: BTreeMap<String, &str> = BTreeMap::new();
        for area in goals.iter().filter_map(|goal| self.state.tree.area(goal.id)) {
            quiet.entry(area.to_lowercase()).or_insert(area);
        }
        for area in shares.iter().filter_map(|share| share.area.as_deref()) {
            quiet.remove(&area.to_lowercase());
        }
        shares.extend(quiet.into_values().map(|area| Share { area: Some(area.to_owned()), activities: 0 }));
        shares
    }

    fn finished(&self, span: Span) -> Vec<(Day, &'w Goal)> {
        let gone_before = |goal: &Goal| self.state.tree.was_archived(goal.id, span.from.prev());
        let once = self.goals().filter(|goal| !self.cadence(goal).repeats() && !gone_before(goal));
        let done = once.filter_map(|goal| Some((self.done_on(goal)?, goal)));
        let mut found: Vec<(Day, &Goal)> = done.filter(|(day, _)| span.holds(*day)).collect();
        found.sort_by_key(|(day, _)| *day);
        found
    }

    /// A macro goal's progress, where it is behind its line and its deadline is still ahead.
    fn behind(&self, goal: &'w Goal) -> Option<Progress<'w>> {
        if goal.parent().is_some() || self.cadence(goal).repeats() || !self.is_wanted(goal) {
            return None;
        }
        let progress = self.progress(goal);
        let behind = progress.line.is_some_and(|line| line.buffer_days < 0 && self.today <= line.by);
        (behind && !progress.complete).then_some(progress)
    }

    /// The first thing that makes a goal too vague to be done. A reason and a deadline that were left out when
    /// it was made are not asked for each week.
    fn vague(&self, goal: &'w Goal) -> Option<(Hint, &'w Goal)> {
        let vague = |lack: &Hint| match lack {
            Hint::Number | Hint::Target | Hint::Size => true,
            Hint::Deadline | Hint::Why => false,
        };
        let wanted = self.is_wanted(goal);
        wanted.then(|| lacks(self, goal).into_iter().find(vague)).flatten().map(|lack| (lack, goal))
    }

    /// Whether a goal could be done, and nothing was for four weeks; where its periods are longer, not since
    /// the one before the current began either. Of steps that stand in a row only the next can be.
    fn is_stale(&self, goal: &Goal) -> bool {
        let history = self.history(goal);
        let since = self.quiet_since(goal, &history);
        let timeline = &history.timeline;
        let there = goal.made.max(timeline.start) < since && timeline.end.is_none_or(|end| self.today <= end);
        let limit = matches!(self.schedule(goal).bound(), Bound::AtMost(_));
        let leaf = self.state.tree.living_children(Some(goal.id)).next().is_none();
        there
            && leaf
            && !limit
            && timeline.paused(since, Some(self.today)) == Cover::None
            && !self.is_done(goal, &history)
            && !self.is_held_up(goal)
            && !self.was_touched(goal.id, since)
            && self.is_next_step(goal, since)
    }

    fn quiet_since(&self, goal: &Goal, history: &History) -> Day {
        let weeks = self.today.plus(1 - QUIET);
        if !self.cadence(goal).repeats() {
            return weeks;
        }
        let last_two = history.periods.len().saturating_sub(2);
        history.periods.get(last_two).map_or(weeks, |period| period.range.from.min(weeks))
    }

    fn is_done(&self, goal: &Goal, history: &History) -> bool {
        if self.cadence(goal).repeats() {
            history.period_on(self.today).is_some_and(|period| period.verdict == Verdict::Met)
        } else {
            self.done_on(goal).is_some()
        }
    }

    fn is_held_up(&self, goal: &Goal) -> bool {
        self.waits_until(goal).is_some() || !self.blockers(goal).is_empty()
    }

    /// Whether something was done or read since a day.
    fn was_touched(&self, goal: GoalId, since: Day) -> bool {
        let days = self.state.activity.goal_days(goal);
        let read = days.readings(self.today).next_back();
        days.days(since, self.today).next().is_some() || read.is_some_and(|(day, _)| since <= day)
    }

    /// Whether a goal does not stand in a row of steps, or is the next in a row in which nothing was done.
    fn is_next_step(&self, goal: &Goal, since: Day) -> bool {
        let tree = &self.state.tree;
        let Some(parent) = goal.parent().and_then(|id| tree.goal(id)) else { return true };
        if self.cadence(goal).repeats() {
            return true;
        }
        let steps = self.steps(parent);
        let below = steps.iter().flat_map(|step| tree.subtree(step.id));
        let next = steps.iter().find(|step| self.done_on(step).is_none() && !self.is_held_up(step));
        next.is_some_and(|step| step.id == goal.id)
            && !below.into_iter().any(|id| self.was_touched(id, since))
    }

    fn last_done(&self, goal: &Goal) -> Option<Day> {
        let days = self.state.activity.goal_days(goal.id);
        let checked = days.days(Day::FIRST, self.today).last().map(|(day, _)| day);
        let read = days.readings(self.today).next_back().map(|(day, _)| day);
        checked.max(read)
    }
}
