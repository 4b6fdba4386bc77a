//! A look back on a week, a month, a quarter or a year: what was met and missed, what was done where, what fell due,
//! and what wants attention.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::agenda::{Choice, ended_trials};
use super::balance::{Doings, Share};
use super::highlights::{Run, Stretch, best_day, best_week, longest_run, parts, total};
use super::hints::{Hint, lacks};
use super::mark::stands_for_children;
use super::span::Span;
use super::target_suggestion::Offer;
use super::totals::Total;
use crate::domain::judge::finished::Outcome;
use crate::domain::judge::history::History;
use crate::domain::judge::judge::Judge;
use crate::domain::judge::pace::{Line, Progress, Standing};
use crate::domain::judge::status::Status;
use crate::domain::judge::timeline::Cover;
use crate::domain::judge::verdict::{JudgedPeriod, Verdict};
use crate::domain::model::activity::ActivityRecord;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// A goal that repeats.
#[derive(Clone, Debug)]
pub struct Row<'w> {
    pub goal: &'w Goal,
    /// The periods that ended in the span; where today is in it, also the one that is going on.
    pub periods: Vec<JudgedPeriod>,
    /// Those of the span before.
    pub before: Vec<JudgedPeriod>,
}

/// A one-off goal that was done for good, or any that was closed by hand.
#[derive(Clone, Copy, Debug)]
pub struct Finished<'w> {
    pub day: Day,
    pub goal: &'w Goal,
    /// What was said when it was closed, or else on that day.
    pub note: Option<&'w str>,
    pub outcome: Outcome,
}

/// A one-off goal whose deadline lies in the span.
#[derive(Clone, Copy, Debug)]
pub struct Due<'w> {
    pub day: Day,
    pub goal: &'w Goal,
    /// When it was done, if it was by the day that is looked from.
    pub done: Option<Day>,
}

/// A goal nothing was done on for four weeks.
#[derive(Clone, Copy, Debug)]
pub struct Stale<'w> {
    pub goal: &'w Goal,
    /// When something was done or read last.
    pub last: Option<Day>,
    pub left: Left,
}

/// How long a goal was left alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    ForWeeks,
    /// Without anything, and without a pause, for eight weeks.
    ForLong,
}

#[derive(Clone, Debug)]
pub struct Review<'w> {
    pub(crate) span: Span,
    /// In the tree's order.
    pub goals: Vec<Row<'w>>,
    /// Of check-offs and wins (SEMANTICS 11.2).
    pub activities: u32,
    /// Those of the span before.
    pub activities_before: u32,
    /// On how many days there were any.
    pub days_done: usize,
    /// Its days, weeks or months.
    pub parts: Vec<Stretch>,
    /// The day with the most, the earliest of several, and how many.
    pub best_day: Option<(Day, u32)>,
    pub best_week: Option<Stretch>,
    /// What was done in it or in the span before, in the tree's order.
    pub totals: Vec<Total<'w>>,
    /// The longest runs of periods met in it.
    pub runs: Vec<Run<'w>>,
    /// Areas of the plan in which nothing was done come last.
    pub balance: Vec<Share>,
    /// By day.
    pub wins: Vec<&'w ActivityRecord>,
    /// By day.
    pub finished: Vec<Finished<'w>>,
    /// By deadline.
    pub due: Vec<Due<'w>>,
    /// Macro goals behind their line, and not overdue.
    pub behind: Vec<Progress<'w>>,
    pub overdue: Vec<&'w Goal>,
    pub offers: Vec<Offer<'w>>,
    pub(crate) trials: Vec<&'w Goal>,
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
        Self::of_person(now, then, span, None)
    }

    /// The same of one person's goals, and of what she or he did (SEMANTICS 10.7).
    pub(crate) fn of_person(now: &Judge<'w>, then: &Judge<'w>, span: Span, who: Option<&str>) -> Self {
        let before = span.before();
        let is_hers = |goal: &Goal| who.is_none_or(|who| now.state.tree.is_owner(goal.id, who));
        let doings = Doings::of(now, before.from, span.to);
        let doings = match who {
            Some(who) => doings.by(now, who),
            None => doings,
        };
        let days = doings.by_day();
        let week_start = now.state.settings.week_start_on(then.today);
        let goals = now.state.tree.goals_in_order().filter(|goal| is_hers(goal));
        let standing: Vec<&Goal> = goals.filter(|goal| stands(then, goal)).collect();
        // What to change is asked of the span that goes on and of the one before: of older ones it is history.
        let there: &[&Goal] = if span.is_fresh(now.today) { &standing } else { &[] };
        let (overdue, others): (Vec<&Goal>, Vec<&Goal>) =
            there.iter().copied().partition(|goal| then.is_overdue(goal));
        let stale = stale(then, &others);
        let is_stale: BTreeSet<GoalId> = stale.iter().map(|quiet| quiet.goal.id).collect();
        let sized = there.iter().filter(|goal| !is_stale.contains(&goal.id) && is_wanted(then, goal));
        let trials = ended_trials(then, &Choice::default()).into_iter().filter(|goal| is_hers(goal));
        let mut rows = rows(now, span);
        rows.retain(|row| is_hers(row.goal));
        Self {
            span,
            activities: total(&days, span.from, span.to),
            activities_before: total(&days, before.from, before.to),
            days_done: days.range(span.from..=span.to).count(),
            parts: parts(&days, span, week_start),
            best_day: best_day(&days, span),
            best_week: best_week(&days, span, week_start),
            totals: totals(now, span).into_iter().filter(|total| is_hers(total.goal)).collect(),
            runs: runs(&rows),
            goals: rows,
            balance: balance_of_plan(doings.balance(span.from, span.to), then, &standing),
            wins: wins(&doings, span),
            finished: finished(now, span).into_iter().filter(|it| is_hers(it.goal)).collect(),
            due: due(now, then, span).into_iter().filter(|due| is_hers(due.goal)).collect(),
            behind: there.iter().filter_map(|goal| behind(now, then, goal)).collect(),
            offers: sized.filter_map(|goal| Offer::of(now, goal, span.to)).collect(),
            trials: trials.filter(|goal| !there.is_empty() && stands(then, goal)).collect(),
            vague: there.iter().filter_map(|goal| vague(then, goal)).collect(),
            overdue,
            stale,
        }
    }
}

fn wins<'w>(doings: &Doings<'w>, span: Span) -> Vec<&'w ActivityRecord> {
    let mut wins: Vec<&ActivityRecord> =
        doings.wins.iter().copied().filter(|win| span.holds(win.day)).collect();
    wins.sort_by_key(|win| win.day);
    wins
}

/// Whether a goal was there on the day of judging, and still is: what is said of it can be acted on.
fn stands(judge: &Judge<'_>, goal: &Goal) -> bool {
    let tree = &judge.state.tree;
    goal.made <= judge.today && !tree.was_archived(goal.id, judge.today) && !tree.is_archived(goal.id)
}

/// Whether something is, or will be, to be done for a goal.
fn is_wanted(judge: &Judge<'_>, goal: &Goal) -> bool {
    match judge.status(goal) {
        Status::Open | Status::Met | Status::Missed | Status::Excused | Status::Blocked | Status::Waiting => {
            true
        }
        Status::Paused | Status::Done | Status::Ended => false,
    }
}

fn rows<'w>(judge: &Judge<'w>, span: Span) -> Vec<Row<'w>> {
    let row = |goal: &'w Goal| {
        let history = judge.history(goal);
        let periods = periods_of(&history, span, judge.today);
        let judged = periods.iter().any(|period| period.verdict != Verdict::Neutral);
        judged.then(|| Row { goal, periods, before: periods_of(&history, span.before(), judge.today) })
    };
    judge.state.tree.goals_in_order().filter_map(row).collect()
}

/// The periods that ended in a span; where today is in it, also the one that goes on.
fn periods_of(history: &History, span: Span, today: Day) -> Vec<JudgedPeriod> {
    let first = history.periods.partition_point(|period| period.range.to.is_some_and(|to| to < span.from));
    let ends_here = |period: &&JudgedPeriod| match period.range.to {
        Some(to) => span.holds(to) || (span.holds(today) && period.range.holds(today)),
        None => false,
    };
    let begun = history.periods.iter().skip(first).take_while(|period| period.range.from <= span.to);
    begun.filter(|period| period.range.cadence.repeats()).filter(ends_here).copied().collect()
}

/// The balance of areas, with the areas of the plan in which nothing was done, and something could have been.
fn balance_of_plan(mut shares: Vec<Share>, judge: &Judge<'_>, goals: &[&Goal]) -> Vec<Share> {
    let mut quiet: BTreeMap<String, &str> = BTreeMap::new();
    let countable = goals.iter().filter(|goal| can_count(judge, goal));
    for area in countable.filter_map(|goal| judge.state.tree.area(goal.id)) {
        quiet.entry(area.to_lowercase()).or_insert(area);
    }
    for area in shares.iter().filter_map(|share| share.area.as_deref()) {
        quiet.remove(&area.to_lowercase());
    }
    shares.extend(quiet.into_values().map(|area| Share { area: Some(area.to_owned()), goal_days: 0 }));
    shares
}

/// Whether there can be goal-days of a goal (SEMANTICS 11.3): not of a limit, of readings, of what is done for good,
/// and of what is done below it.
fn can_count(judge: &Judge<'_>, goal: &Goal) -> bool {
    goal.baseline.is_none()
        && matches!(judge.schedule(goal).bound(), Bound::AtLeast(_))
        && !matches!(judge.status(goal), Status::Done | Status::Ended)
        && !judge.has_parts(goal)
}

/// The one that took the most days first.
fn runs<'w>(rows: &[Row<'w>]) -> Vec<Run<'w>> {
    let mut runs: Vec<Run<'_>> = rows.iter().filter_map(|row| longest_run(row.goal, &row.periods)).collect();
    runs.sort_by_key(|run| Reverse(run.from.days_to(run.to)));
    runs
}

fn totals<'w>(judge: &Judge<'w>, span: Span) -> Vec<Total<'w>> {
    let before = span.before();
    let before = before.from..=before.to;
    let goals = judge.state.tree.goals_in_order();
    goals.filter_map(|goal| Total::of(judge, goal, span.from..=span.to, &before)).collect()
}

fn finished<'w>(judge: &Judge<'w>, span: Span) -> Vec<Finished<'w>> {
    let tree = &judge.state.tree;
    let gone_before = |goal: &Goal| tree.was_archived(goal.id, span.from.prev());
    let finished = |goal: &'w Goal| {
        let done = if judge.cadence(goal).repeats() { None } else { judge.done_on(goal) };
        let closed = judge.finished(goal);
        let day = done.or(closed.map(|closed| closed.finish.day))?;
        let outcome = if done.is_some() { Outcome::Complete } else { Outcome::Ended };
        let note = closed.and_then(|closed| closed.finish.note.as_deref());
        span.holds(day).then_some(Finished { day, goal, note, outcome })
    };
    let goals = tree.goals_in_order().filter(|goal| !gone_before(goal));
    let mut found: Vec<Finished<'_>> = goals.filter_map(finished).collect();
    let days: BTreeMap<GoalId, Day> = found.iter().map(|finished| (finished.goal.id, finished.day)).collect();
    let mut notes: BTreeMap<GoalId, &str> = BTreeMap::new();
    for record in judge.state.done() {
        if let (Some(goal), Some(note)) = (record.what.goal(), record.note.as_deref())
            && days.get(&goal) == Some(&record.day)
        {
            notes.insert(goal, note);
        }
    }
    for finished in &mut found {
        finished.note = finished.note.or(notes.get(&finished.goal.id).copied());
    }
    found.sort_by_key(|finished| finished.day);
    found
}

/// The one-off goals whose deadline lies in a span, but for limits, which are never to be done, for what was closed by
/// hand, and for what was done before it.
fn due<'w>(now: &Judge<'w>, then: &Judge<'w>, span: Span) -> Vec<Due<'w>> {
    let due = |goal: &'w Goal| {
        let day = goal.by.filter(|by| span.holds(*by))?;
        let done = now.done_on(goal).filter(|day| *day <= then.today);
        let once = !now.cadence(goal).repeats() && matches!(now.schedule(goal).bound(), Bound::AtLeast(_));
        let stands = || stands(then, goal) && then.closed_on(goal).is_none();
        let there = done.map_or_else(stands, |done| span.from <= done);
        (once && there).then_some(Due { day, goal, done })
    };
    let mut found: Vec<Due<'_>> = now.state.tree.goals_in_order().filter_map(due).collect();
    found.sort_by_key(|due| due.day);
    found
}

/// A macro goal's progress, where it is behind its line and its deadline is still ahead.
fn behind<'w>(now: &Judge<'w>, judge: &Judge<'w>, goal: &'w Goal) -> Option<Progress<'w>> {
    if goal.parent().is_some() || judge.cadence(goal).repeats() || !is_wanted(judge, goal) {
        return None;
    }
    let is_over = judge.today < now.today;
    let progress = if is_over { judge.progress_at_end_of_day(goal) } else { judge.progress(goal) };
    let is_behind = |line: Line| matches!(line.standing, Standing::Behind(_)) && judge.today <= line.by;
    let behind = progress.line.is_some_and(is_behind);
    (behind && !progress.complete).then_some(progress)
}

/// The first thing that makes a goal too vague to be done. A reason and a deadline that were left out when
/// it was made are not asked for each week.
fn vague<'w>(judge: &Judge<'_>, goal: &'w Goal) -> Option<(Hint, &'w Goal)> {
    let vague = |lack: &Hint| match lack {
        Hint::Number | Hint::Target | Hint::Size => true,
        Hint::Deadline | Hint::Why => false,
    };
    let wanted = is_wanted(judge, goal);
    wanted.then(|| lacks(judge, goal).filter(vague)).flatten().map(|lack| (lack, goal))
}

/// The goals that could be done, and on which nothing was for four weeks; where their periods are longer, not
/// since the one before the current began either. Of steps that stand in a row only the next can be, where
/// nothing was done in the row for four weeks.
fn stale<'w>(judge: &Judge<'w>, goals: &[&'w Goal]) -> Vec<Stale<'w>> {
    let tree = &judge.state.tree;
    let weeks = judge.today.plus(1 - QUIET);
    let mut touched = BTreeSet::new();
    for (id, _) in judge.state.activity.goals().filter(|(id, _)| was_touched(judge, *id, weeks)) {
        let line = std::iter::once(id).chain(tree.ancestors(id).map(|goal| goal.id));
        line.take_while(|id| touched.insert(*id)).for_each(drop);
    }
    let mut rows: BTreeMap<GoalId, Option<GoalId>> = BTreeMap::new();
    let mut is_next_step = |goal: &Goal| {
        let parent = goal.parent().and_then(|id| tree.goal(id)).filter(|_| !judge.cadence(goal).repeats());
        let Some(parent) = parent else { return true };
        let next = rows.entry(parent.id).or_insert_with(|| {
            let steps = judge.steps(parent);
            let next = steps.iter().find(|step| judge.done_on(step).is_none() && !is_held_up(judge, step));
            let is_quiet = !steps.iter().any(|step| touched.contains(&step.id));
            next.filter(|_| is_quiet).map(|step| step.id)
        });
        *next == Some(goal.id)
    };
    let is_stale = |goal: &&&Goal| could_be_done(judge, goal, weeks) && is_next_step(goal);
    let found = goals.iter().filter(is_stale);
    found.map(|goal| Stale { goal, last: last_done(judge, goal), left: left(judge, goal) }).collect()
}

/// Whether a goal could be done, and nothing was for long.
fn could_be_done(judge: &Judge<'_>, goal: &Goal, weeks: Day) -> bool {
    let history = judge.history(goal);
    let repeats = judge.cadence(goal).repeats();
    let last_two = history.periods.len().saturating_sub(2);
    let last_two = history.periods.get(last_two).filter(|_| repeats);
    let since = last_two.map_or(weeks, |period| period.range.from.min(weeks));
    let timeline = &history.timeline;
    let there = goal.made.max(timeline.start) < since && timeline.end.is_none_or(|end| judge.today <= end);
    let is_done = || match history.period_on(judge.today) {
        _ if !repeats => judge.done_on(goal).is_some(),
        period => period.is_some_and(|period| period.verdict == Verdict::Met),
    };
    there
        && !stands_for_children(judge, goal)
        && matches!(judge.schedule(goal).bound(), Bound::AtLeast(_))
        && timeline.paused(since, Some(judge.today)) == Cover::None
        && !is_done()
        && !is_held_up(judge, goal)
        && !was_touched(judge, goal.id, since)
}

fn is_held_up(judge: &Judge<'_>, goal: &Goal) -> bool {
    judge.waits_until(goal).is_some() || judge.is_blocked(goal)
}

/// Whether something was done or read since a day.
fn was_touched(judge: &Judge<'_>, goal: GoalId, since: Day) -> bool {
    let days = judge.state.activity.goal_days(goal);
    let read = days.readings(judge.today).next_back();
    days.days(since, judge.today).next().is_some() || read.is_some_and(|(day, _)| since <= day)
}

/// So many days without anything done, or a pause, are long.
const LONG: i64 = 56;

fn left(judge: &Judge<'_>, goal: &Goal) -> Left {
    let since = judge.today.plus(1 - LONG);
    let timeline = judge.timeline(goal);
    let is_old = goal.made.max(timeline.start) < since;
    let paused = timeline.paused(since, Some(judge.today)) != Cover::None;
    if is_old && !paused && !was_touched(judge, goal.id, since) { Left::ForLong } else { Left::ForWeeks }
}

fn last_done(judge: &Judge<'_>, goal: &Goal) -> Option<Day> {
    let days = judge.state.activity.goal_days(goal.id);
    let checked = days.days(Day::FIRST, judge.today).last().map(|(day, _)| day);
    let read = days.readings(judge.today).next_back().map(|(day, _)| day);
    checked.max(read)
}
