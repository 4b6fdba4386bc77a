//! How a goal's periods are judged, and what follows over a run of them: streaks, rate, strength
//! (SEMANTICS 4 and 5).

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::checkpoint::{Checkpoint, Checkpoints};
use super::history::History;
use super::inherited::{Inherited, Known};
use super::parts::Parts;
use super::periods::{Cut, PeriodRange, period_ranges};
use super::streaks::StreakStats;
use super::timeline::{Cover, Timeline, Timelines};
use super::verdict::{Basis, JudgedPeriod, Reason, Verdict};
use crate::domain::model::activity::Forward;
use crate::domain::model::goal::{Bound, Goal, Schedule};
use crate::domain::model::state::State;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// So many periods are kept, some 70 MiB; of goals since 1900 a thousand would take gigabytes. What was dropped
/// is judged again if it is asked for again.
const MOST_PERIODS: usize = 1 << 20;

/// The state as it is judged on a day. Keeps what it has judged, for parents ask their children.
pub struct Judge<'w> {
    pub state: &'w State,
    pub today: Day,
    /// Where judging begins, where only today is asked for.
    pub(crate) checkpoints: Option<&'w Checkpoints>,
    /// The children a goal has or ever had.
    pub(crate) offspring: Rc<BTreeMap<GoalId, BTreeSet<GoalId>>>,
    timelines: Timelines<'w>,
    judging: RefCell<BTreeSet<GoalId>>,
    judged: Known<Rc<History>>,
    /// How many periods these hold.
    periods: Cell<usize>,
    streaks: Known<StreakStats>,
    pub(crate) part_givers: Known<Rc<[GoalId]>>,
    pub(crate) parts: Known<Parts>,
    pub(crate) finished: Known<Option<Day>>,
    pub(crate) fractions: Known<Option<f64>>,
    pub(crate) gained: Known<Rc<BTreeMap<Day, Amount>>>,
    pub(crate) fed: Known<Rc<[(Day, Amount)]>>,
    /// The later day until which a goal waits.
    pub(crate) waits: Inherited<Option<Day>>,
    pub(crate) blocked: Inherited<bool>,
    /// The `--by` of a goal, else of the nearest above it that has one.
    pub(crate) deadlines: Inherited<Option<Day>>,
    /// The day with which a goal, or one above it, was closed by hand.
    pub(crate) closed: Inherited<Option<Day>>,
    /// Whether all parts of a goal, or of one above it, are done.
    pub(crate) complete: Inherited<bool>,
}

impl<'w> Judge<'w> {
    /// The state as of `today`: what comes later does not count yet (SEMANTICS 10.6).
    pub fn new(state: &'w State, today: Day) -> Self {
        Self::resuming(state, today, None)
    }

    /// The same from checkpoints on, which hold on that day. What lies before them is not asked for.
    pub fn resuming(state: &'w State, today: Day, checkpoints: Option<&'w Checkpoints>) -> Self {
        let mut offspring: BTreeMap<GoalId, BTreeSet<GoalId>> = BTreeMap::new();
        for id in state.tree.in_order() {
            for (_, place) in state.tree.goal(id).into_iter().flat_map(|goal| &goal.places) {
                if let Some(parent) = place.parent {
                    offspring.entry(parent).or_default().insert(id);
                }
            }
        }
        Self::knowing(Rc::new(offspring), Timelines::new(state, today), state, today, checkpoints)
    }

    /// The same state as of another day: what does not depend on the day is found once.
    pub(crate) fn as_of(&self, day: Day) -> Self {
        Self::knowing(Rc::clone(&self.offspring), self.timelines.as_of(day), self.state, day, None)
    }

    fn knowing(
        offspring: Rc<BTreeMap<GoalId, BTreeSet<GoalId>>>,
        timelines: Timelines<'w>,
        state: &'w State,
        today: Day,
        checkpoints: Option<&'w Checkpoints>,
    ) -> Self {
        Self {
            state,
            today,
            checkpoints,
            offspring,
            timelines,
            judging: RefCell::default(),
            judged: Known::default(),
            periods: Cell::default(),
            streaks: Known::default(),
            part_givers: Known::default(),
            parts: Known::default(),
            finished: Known::default(),
            fractions: Known::default(),
            gained: Known::default(),
            fed: Known::default(),
            waits: Inherited::default(),
            blocked: Inherited::default(),
            deadlines: Inherited::default(),
            closed: Inherited::default(),
            complete: Inherited::default(),
        }
    }

    pub(crate) fn checkpoint(&self, goal: &Goal) -> Option<&'w Checkpoint> {
        self.checkpoints?.get(goal.id)
    }

    pub fn history(&self, goal: &Goal) -> Rc<History> {
        if let Some(known) = self.judged.borrow().get(&goal.id) {
            return Rc::clone(known);
        }
        // Those that judge it come first, one after the other: a line of them may be longer than a stack is high.
        let mut above = Vec::new();
        let mut next = (goal, self.may_judge(goal));
        loop {
            let (goal, children) = &mut next;
            let goal = *goal;
            self.judging.borrow_mut().insert(goal.id);
            let waits =
                |child: &&Goal| !self.judged.borrow().contains_key(&child.id) && !self.is_judging(child.id);
            if let Some(child) = children.find(waits) {
                let below = (child, self.may_judge(child));
                above.push(std::mem::replace(&mut next, below));
                continue;
            }
            let history = Rc::new(self.judge(goal, self.today));
            self.judging.borrow_mut().remove(&goal.id);
            self.periods.update(|known| known + history.periods.len());
            if above.is_empty() && self.periods.get() > MOST_PERIODS {
                self.judged.borrow_mut().clear();
                self.periods.set(history.periods.len());
            }
            self.judged.borrow_mut().insert(goal.id, Rc::clone(&history));
            match above.pop() {
                Some(parent) => next = parent,
                None => return history,
            }
        }
    }

    /// The children that a goal has or ever had, where it repeats or did.
    fn may_judge(&self, goal: &Goal) -> impl Iterator<Item = &'w Goal> + use<'_, 'w> {
        let repeats = || self.repeats_ever(goal);
        let children = self.offspring.get(&goal.id).filter(|_| repeats()).into_iter().flatten();
        children.filter_map(|id| self.state.tree.goal(*id))
    }

    pub fn streak(&self, goal: &Goal) -> StreakStats {
        if let Some(known) = self.streaks.borrow().get(&goal.id) {
            return *known;
        }
        let history = self.history(goal);
        let mut count = history.before;
        count.add(&history.periods, self.today);
        let run = count.stats(history.timeline.rhythm_on(self.today).cadence);
        self.streaks.borrow_mut().insert(goal.id, run);
        run
    }

    /// The periods that begin up to a day that may lie ahead, as far as they can be foreseen.
    pub(crate) fn outlook(&self, goal: &Goal, horizon: Day) -> History {
        self.judge(goal, horizon.max(self.today))
    }

    fn judge(&self, goal: &Goal, horizon: Day) -> History {
        let timeline = self.timeline(goal);
        let children = self.counting_children(goal, &timeline);
        let checkpoint = self.checkpoint(goal);
        let edge = children.iter().map(|child| child.since).min();
        let begin = checkpoint.and_then(|it| it.resume).unwrap_or(timeline.start);
        let edges: Vec<Day> = edge.into_iter().collect();
        let by_children = |day: Day| edge.is_some_and(|edge| edge <= day);
        let period_ranges = period_ranges(&timeline, begin, &edges, horizon, |from, to| {
            if by_children(from) {
                let cadence = timeline.rhythm_on(from).cadence;
                self.window_met_through_children(goal, &children, from, to, cadence)
            } else {
                self.window_met_on(goal, from, to)
            }
        });
        // Daily goals have by far the most periods.
        let last = timeline.end.map_or(horizon, |end| end.min(horizon));
        let daily = timeline.rhythm_on(last).cadence == Cadence::Day;
        let room = if daily { begin.days_through(last) } else { 0 };
        let mut periods = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
        let mut days = self.state.activity.goal_days(goal.id).forward();
        for range in period_ranges {
            let own = self.own_period(goal, &timeline, range, &mut days);
            let judged = if by_children(range.from) && range.cadence.repeats() {
                self.period_by_children(goal, &timeline, &children, range, own.verdict).unwrap_or(own)
            } else {
                own
            };
            periods.push(passed_over_on_trial(goal, judged, self.today));
        }
        History { timeline, periods, before: checkpoint.map(|it| it.streak).unwrap_or_default() }
    }

    pub fn cadence(&self, goal: &Goal) -> Cadence {
        self.timelines.cadence(goal)
    }

    /// Whether a goal repeats, did, or will.
    pub(crate) fn repeats_ever(&self, goal: &Goal) -> bool {
        self.timelines.spans(goal).iter().any(|span| span.rhythm.cadence.repeats())
    }

    pub(crate) fn timeline(&self, goal: &Goal) -> Timeline {
        self.timelines.of(goal)
    }

    pub(crate) fn end_by_deadlines(&self, goal: &Goal) -> Option<Day> {
        self.timelines.deadline(goal)
    }

    pub(crate) fn is_judging(&self, goal: GoalId) -> bool {
        self.judging.borrow().contains(&goal)
    }

    pub fn schedule<'g>(&self, goal: &'g Goal) -> &'g Schedule {
        goal.schedule_on(self.today)
    }

    /// Whether a period is closed, or ends today with the goal's archiving (SEMANTICS 2.5).
    pub(crate) fn is_over(&self, timeline: &Timeline, range: PeriodRange) -> bool {
        range.is_closed(self.today) || timeline.gone.is_some_and(|day| day <= self.today && range.holds(day))
    }

    /// The table of SEMANTICS 4 for a period judged by the goal's own check-offs.
    fn own_period(
        &self,
        goal: &Goal,
        timeline: &Timeline,
        range: PeriodRange,
        days: &mut Forward<'_>,
    ) -> JudgedPeriod {
        let schedule = goal.schedule_on(range.to.unwrap_or(Day::LAST));
        let bound = schedule.bound();
        let closes = closing_day(goal, range, bound);
        let last = closes.map_or(self.today, |day| day.min(self.today));
        let (sum, reached) = self.sum_of(goal, range, days.within(range.from, last));
        let repeats = range.cadence.repeats();
        let skipped = repeats && timeline.is_skipped(range.from, range.to);
        let paused = timeline.paused(range.from, range.to);
        let over = closes.is_some_and(|day| day < self.today) || self.is_over(timeline, range);
        let (verdict, reason, met_on) = match bound {
            // Nothing is asked of it, so nothing can be met or missed.
            Bound::Any if over => (Verdict::Neutral, Reason::Cut, None),
            Bound::Any => (Verdict::Open, Reason::Running, None),
            Bound::AtLeast(_) if reached.is_some() => (Verdict::Met, Reason::Reached, reached),
            _ if skipped => (Verdict::Excused, Reason::Skipped, None),
            _ if repeats && paused == Cover::All => (Verdict::Excused, Reason::Paused, None),
            Bound::AtMost(most) if sum > most => (Verdict::Missed, Reason::Passed, None),
            _ if !over => (Verdict::Open, Reason::Running, None),
            Bound::AtMost(_) if closes != range.to => (Verdict::Met, Reason::Kept, closes),
            _ if range.cut == Cut::Partial => (Verdict::Neutral, Reason::Cut, None),
            _ if paused != Cover::None => (Verdict::Neutral, Reason::PartlyPaused, None),
            Bound::AtLeast(_) => (Verdict::Missed, Reason::Short, None),
            Bound::AtMost(_) => (Verdict::Met, Reason::Kept, range.to),
        };
        let share = match (bound, verdict) {
            (_, Verdict::Met) => 1.0,
            (Bound::AtLeast(target), _) => (sum.as_f64() / target.as_f64()).clamp(0.0, 1.0),
            (Bound::AtMost(_) | Bound::Any, _) => 0.0,
        };
        JudgedPeriod { range, bound, sum, met_on, basis: Basis::Own, verdict, reason, share }
    }

    /// What a period's days up to `last` add up to, and the day on which that reached the target in force.
    pub(crate) fn sum_through(&self, goal: &Goal, range: PeriodRange, last: Day) -> (Amount, Option<Day>) {
        let bound = goal.schedule_on(range.to.unwrap_or(Day::LAST)).bound();
        let last = closing_day(goal, range, bound).map_or(last, |closes| closes.min(last));
        self.sum_of(goal, range, self.state.activity.goal_days(goal.id).days(range.from, last))
    }

    fn sum_of(
        &self,
        goal: &Goal,
        range: PeriodRange,
        days: impl Iterator<Item = (Day, Amount)>,
    ) -> (Amount, Option<Day>) {
        let schedule = goal.schedule_on(range.to.unwrap_or(Day::LAST));
        let is_endless = range.cadence == Cadence::Once && range.to.is_none();
        let checkpoint = if is_endless { self.checkpoint(goal) } else { None };
        let checkpoint = checkpoint.filter(|it| it.resume == Some(range.from));
        let mut sum = checkpoint.map_or(Amount::ZERO, |it| it.once);
        let mut reached = checkpoint.and_then(|it| it.reached);
        for (day, amount) in days {
            // Done twice, it still is done once (SEMANTICS 3.3).
            sum = match (schedule.counts_once(), range.cadence) {
                (true, Cadence::Once) => Amount::ONE.min(sum + amount),
                (true, _) => sum + amount.min(Amount::ONE),
                (false, _) => sum + amount,
            };
            if reached.is_none() && matches!(schedule.bound(), Bound::AtLeast(target) if sum >= target) {
                reached = Some(day);
            }
        }
        (sum, reached)
    }

    /// The first day on which a window's sum reaches the target in force that day (SEMANTICS 2.7).
    pub(crate) fn window_met_on(&self, goal: &Goal, from: Day, to: Day) -> Option<Day> {
        let last = to.min(self.today);
        let mut days: Vec<(Day, Amount)> = self.state.activity.goal_days(goal.id).days(from, last).collect();
        let changed = goal.later.keys().copied().filter(|day| from <= *day && *day <= last);
        days.extend(changed.map(|day| (day, Amount::ZERO)));
        days.sort_by_key(|(day, _)| *day);
        let mut sum = Amount::ZERO;
        let met = days.into_iter().find(|(day, done)| {
            let schedule = goal.schedule_on(*day);
            sum = sum + if schedule.counts_once() { Amount::ONE.min(*done) } else { *done };
            matches!(schedule.bound(), Bound::AtLeast(target) if sum >= target)
        });
        met.map(|(day, _)| day)
    }
}

/// The day with which a period closes: a one-off limit does with its deadline, whatever cuts or pauses it
/// (SEMANTICS 3.5, 4).
pub(crate) fn closing_day(goal: &Goal, range: PeriodRange, bound: Bound) -> Option<Day> {
    match (range.cadence, bound) {
        (Cadence::Once, Bound::AtMost(_)) => range.to.into_iter().chain(goal.by).min(),
        _ => range.to,
    }
}

/// The period itself, or neutral: what ends unmet while a trial is over and not decided, is passed over
/// (SEMANTICS 9.3).
fn passed_over_on_trial(goal: &Goal, period: JudgedPeriod, today: Day) -> JudgedPeriod {
    let missed = period.verdict == Verdict::Missed && period.range.is_closed(today);
    if missed && period.range.to.is_some_and(|to| goal.was_undecided(to)) {
        JudgedPeriod { verdict: Verdict::Neutral, reason: Reason::Undecided, ..period }
    } else {
        period
    }
}
