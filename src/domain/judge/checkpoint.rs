//! A state that begins in the midst of the days: the last days of them whole, and of all before only what
//! is needed to judge today. It costs the same after ten years as after ten days.
//!
//! What it tells of today, of streaks, amounts and states, is what the whole world tells
//! (`tests/it/carried.rs`). What it has not: the periods before, gains by day (so no forecast), goals
//! that closed long ago, templates.

use std::collections::{BTreeMap, BTreeSet};

use super::judge::{Judge, Verdict};
use super::periods::PeriodRange;
use super::streaks::StreakCounter;
use super::timeline::begun_on;
use crate::domain::model::change::Change;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::state::State;
use crate::domain::model::tree::Tree;
use crate::domain::value::amount::Amount;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// How many days before the day of carrying are kept whole, so that a check-off for yesterday, or for the
/// day before, still finds its day.
const WHOLE: i64 = 2;

/// How long a goal that closed is still kept, in days.
const REMEMBERED: i64 = 90;

/// What is kept of the days before.
#[derive(Clone, Debug)]
pub(crate) struct Carried {
    /// The first day that is kept whole.
    pub(crate) begin: Day,
    /// The day on which this was found out: nothing is known of it as of an earlier one.
    pub(crate) day: Day,
    /// How many goals are no longer kept.
    pub(crate) gone: usize,
    /// What is kept of each goal.
    pub(crate) goals: BTreeMap<GoalId, Carry>,
}

/// What is kept of one goal's days before.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Carry {
    /// The day from which periods are judged anew; nothing where none was judged before.
    pub(crate) resume: Option<Day>,
    /// What was counted over the periods before that.
    pub(crate) count: StreakCounter,
    /// How many of those were met.
    pub(crate) completions: u32,
    /// The units done on the days before (SEMANTICS 3.3, 6.1).
    pub(crate) units: Amount,
    /// Those of them that count for the goal itself, as it is now (2.7).
    pub(crate) own: Amount,
    /// What is left of the one that a goal done once counts in all (3.3).
    pub(crate) room: Amount,
    /// What was done on the days before in the one period of a one-off goal.
    pub(crate) once: Amount,
    /// The day on which that reached its target.
    pub(crate) reached: Option<Day>,
    /// The day on which the goal was done.
    pub(crate) done: Option<Day>,
    /// The first of the days before on which anything was done.
    pub(crate) first: Option<Day>,
    /// The day on which it was made, or the later one on which the goals then above it began (8.2).
    pub(crate) begun: Option<Day>,
    /// The day from which children judge it (4.3).
    pub(crate) edge: Option<Day>,
    /// The goals right below it that are no longer kept.
    pub(crate) closed: Closed,
}

/// What is kept of goals that closed long ago.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Closed {
    /// How many steps of their parent they are, all of them done (SEMANTICS 6.2).
    pub(crate) steps: u32,
    /// The day on which the last of those was done.
    pub(crate) last: Option<Day>,
    /// How many are not archived.
    pub(crate) living: u32,
    /// What they fed their parent.
    pub(crate) fed: Amount,
}

impl State {
    /// The first day that this state knows whole: the first there is, unless it was carried.
    pub fn begins(&self) -> Day {
        self.carried.as_ref().map_or(Day::FIRST, |carried| carried.begin)
    }

    /// The first day of which a state that was carried holds each record of what was done.
    pub fn records_since(&self) -> Option<Day> {
        self.carried.as_ref().map(|carried| carried.day)
    }

    /// Whether an entry on top of this state, which was carried, comes to the same as on top of the whole one:
    /// something done, on a day and for goals that this state knows.
    pub fn takes(&self, did: &[Change]) -> bool {
        did.iter().all(|change| {
            change.done().is_some_and(|(goal, day)| {
                self.begins() <= day && goal.is_none_or(|goal| self.tree.goal(goal).is_some())
            })
        })
    }

    /// Whether an entry on top of this state, which holds all goals, comes to the same as in its place among
    /// all others: nothing is undone, and no goal is referred to whose making was.
    pub fn takes_any(&self, did: &[Change]) -> bool {
        let makes =
            |change: &Change, goal: GoalId| matches!(change, Change::Add { goal: new, .. } if *new == goal);
        let known = |goal: GoalId| self.tree.goal(goal).is_some() || did.iter().any(|it| makes(it, goal));
        did.iter()
            .all(|change| !matches!(change, Change::Undo { .. }) && change.refers_to().into_iter().all(known))
    }

    /// Whether no goal was ever made, archived and long closed ones counted.
    pub fn has_no_goals(&self) -> bool {
        self.tree.is_empty() && self.carried.as_ref().is_none_or(|carried| carried.gone == 0)
    }

    /// Whether this state can be judged as of a day. One that was carried looks ahead alone.
    pub fn reaches(&self, today: Day) -> bool {
        self.carried.as_ref().is_none_or(|carried| carried.day <= today)
    }

    /// How many goals right below one are neither archived nor kept any longer.
    pub fn living_before(&self, goal: GoalId) -> usize {
        let living = self.carry(goal).map_or(0, |carry| carry.closed.living);
        usize::try_from(living).unwrap_or(usize::MAX)
    }
}

impl Judge<'_> {
    /// This state from shortly before the day of judging on. Nothing where something is dated ahead that
    /// would change how the days before are judged, as clocks that disagree can make it.
    pub fn carried(&self) -> Option<State> {
        if !self.can_be_carried() {
            return None;
        }
        let begin = self.today.plus(-WHOLE).max(self.state.begins());
        let kept = self.kept(begin);
        let goals: BTreeMap<GoalId, Carry> = kept
            .iter()
            .filter_map(|id| self.state.tree.goal(*id))
            .map(|goal| (goal.id, self.carry(goal, begin, &kept)))
            .collect();
        let reach = kept
            .iter()
            .filter_map(|id| self.state.tree.goal(*id))
            .map(|goal| self.reach(goal, self.brink(goal, begin), &goals))
            .fold(begin, Day::min);
        let mut state = self.state.clone();
        state.tree.keep(&kept, reach);
        state.activity.keep(reach, |id| {
            let goal = self.state.tree.goal(id)?;
            goals.get(&id).map(|_| self.first_whole(goal, self.brink(goal, begin)))
        });
        state.activity.keep_records(self.today);
        state.settings.keep(reach);
        state.templates = BTreeMap::new();
        let gone_before = self.state.carried.as_ref().map_or(0, |carried| carried.gone);
        let gone = gone_before + self.state.tree.len() - state.tree.len();
        state.carried = Some(Carried { begin, day: self.today, gone, goals });
        Some(state)
    }

    fn can_be_carried(&self) -> bool {
        let ahead = |day: Day| day > self.today;
        let tree = &self.state.tree;
        let goals = tree.in_order().into_iter().filter_map(|id| tree.goal(id));
        self.state.reaches(self.today)
            && !self.state.settings.week_start_days().any(ahead)
            && goals.into_iter().all(|goal| {
                !goal.later.keys().copied().any(ahead)
                    && !goal.places.iter().any(|(day, _)| ahead(*day))
                    && !goal.archivings.iter().any(|it| ahead(it.from) || it.back.is_some_and(ahead))
            })
    }

    /// The goals that are still needed: the open ones, those that closed of late, what was done of late,
    /// and all that stand above one of them, or did.
    fn kept(&self, begin: Day) -> BTreeSet<GoalId> {
        let tree = &self.state.tree;
        let mut open: Vec<GoalId> = tree.in_order();
        open.retain(|id| {
            tree.goal(*id).is_some_and(|goal| !self.closed_long_ago(goal) || self.has_say_still(goal, begin))
        });
        let of_late = self.state.done().filter(|done| begin <= done.day);
        open.extend(of_late.filter_map(|done| done.what.about()));
        let mut kept = BTreeSet::new();
        while let Some(id) = open.pop() {
            if let Some(goal) = tree.goal(id).filter(|_| kept.insert(id)) {
                open.extend(goal.places.iter().filter_map(|(_, place)| place.parent));
                // Below one that is archived, what is not done is no less a step of it.
                if tree.is_archived(id) {
                    let below = tree.children(Some(id)).iter().filter_map(|id| tree.goal(*id));
                    open.extend(below.filter(|step| self.done_on(step).is_none()).map(|step| step.id));
                }
            }
        }
        kept
    }

    /// Whether a goal was done or archived long ago, and nothing was done in it since.
    fn closed_long_ago(&self, goal: &Goal) -> bool {
        let long_ago = self.today.plus(-REMEMBERED);
        let tree = &self.state.tree;
        let above = tree.goal(goal.id).into_iter().chain(tree.ancestors(goal.id));
        let archived = above.filter_map(Goal::archived).any(|archiving| archiving.from < long_ago);
        let done = || {
            !self.cadence(goal).repeats()
                && matches!(self.schedule(goal).bound(), Bound::AtLeast(_))
                && self.done_on(goal).is_some_and(|day| day < long_ago)
        };
        (archived || done())
            && goal.pilot.is_none()
            && self.state.activity.goal_days(goal.id).last_day().is_none_or(|day| day < long_ago)
    }

    /// Whether what a goal did is part of a period of one above it that is not over.
    fn has_say_still(&self, goal: &Goal, begin: Day) -> bool {
        let brink = self.brink(goal, begin);
        self.first_left(goal, brink).is_some_and(|range| range.cadence.repeats())
    }

    /// What is to be kept of a goal's days before `begin`.
    fn carry(&self, goal: &Goal, begin: Day, kept: &BTreeSet<GoalId>) -> Carry {
        let (first, begin) = (begin, self.brink(goal, begin));
        let history = self.history(goal);
        let old = self.state.carry(goal.id);
        let over = |range: PeriodRange| range.to.is_some_and(|to| to < begin);
        let folded = history.periods.partition_point(|period| over(period.range));
        let (folded, left) = history.periods.split_at(folded);
        let mut count = history.before;
        let mut completions = old.map_or(0, |carry| carry.completions);
        count.add(folded, self.today);
        for period in folded {
            let met = period.verdict == Verdict::Met && period.met_on.is_some();
            completions += u32::from(met && period.range.cadence.repeats());
        }
        let resume = match (left.first(), folded.last()) {
            (Some(next), before) if before.is_some() || next.range.from < first => Some(next.range.from),
            (None, Some(_)) => Some(begin),
            _ => old.and_then(|carry| carry.resume),
        };
        let mut carry = Carry {
            resume,
            count,
            completions,
            done: if self.cadence(goal).repeats() { None } else { self.done_on(goal) },
            begun: Some(begun_on(self.state, goal)),
            edge: self.edge(goal),
            closed: self.closing(goal, kept),
            ..Carry::default()
        };
        let whole = self.first_whole(goal, begin);
        let units = self.own_units(goal).into_iter().take_while(|(day, _)| *day < whole);
        // Of a day that is kept, what is taken back is seen.
        let known = old.and_then(|carry| carry.first).into_iter();
        carry.first = known.chain(self.state.activity.goal_days(goal.id).first_day(whole.prev())).min();
        let counts_from = self.begun(goal);
        carry.units = old.map(|carry| carry.units).unwrap_or_default();
        carry.own = old.map(|carry| carry.own).unwrap_or_default();
        for (day, amount) in units {
            carry.units = carry.units + amount;
            carry.own = carry.own + if counts_from <= day { amount } else { Amount::ZERO };
        }
        carry.room = self.room(goal, whole);
        if let Some(period) = left.first().filter(|period| period.range.cadence == Cadence::Once) {
            (carry.once, carry.reached) = self.sum_through(goal, period.range, whole.prev());
        }
        carry
    }

    /// The day before which a goal's periods are over for those above it as well: what it did in a period
    /// that one of them is still judged by stays (SEMANTICS 4.3).
    fn brink(&self, goal: &Goal, begin: Day) -> Day {
        let mut brink = begin;
        let mut seen = BTreeSet::new();
        self.lower(goal, &mut brink, &mut seen);
        brink
    }

    fn lower(&self, goal: &Goal, brink: &mut Day, seen: &mut BTreeSet<GoalId>) {
        *brink = self.unsettled(goal, &mut BTreeSet::new()).min(*brink);
        let timeline = &self.history(goal).timeline;
        for parent in goal.places.iter().filter_map(|(_, place)| self.state.tree.goal(place.parent?)) {
            if !seen.insert(parent.id) {
                continue;
            }
            self.lower(parent, brink, seen);
            let shared = |range: &PeriodRange| {
                range.cadence.repeats() && timeline.spans.iter().any(|span| span.cadence == range.cadence)
            };
            if let Some(range) = self.first_left(parent, *brink).filter(shared) {
                *brink = range.from.min(*brink);
            }
        }
    }

    /// The first day of the periods that may still be judged otherwise: of those that are going on, and of
    /// those that are over while one of a child, which reaches into them, is not.
    fn unsettled(&self, goal: &Goal, seen: &mut BTreeSet<GoalId>) -> Day {
        let below = self.offspring.get(&goal.id).into_iter().flatten();
        let below = below.filter_map(|id| self.state.tree.goal(*id));
        let mut edge = self.today;
        for child in below {
            if seen.insert(child.id) {
                edge = self.unsettled(child, seen).min(edge);
            }
        }
        let range = self.first_left(goal, edge).filter(|range| range.cadence.repeats());
        range.map_or(Day::LAST, |range| range.from)
    }

    /// What is left, after the days before `until`, of the one that a goal done once counts in all.
    fn room(&self, goal: &Goal, until: Day) -> Amount {
        let before = self.state.carry(goal.id).map_or(Amount::ONE, |carry| carry.room);
        let history = self.history(goal);
        let counts = |day: Day| {
            let once = !history.timeline.span_on(day).cadence.repeats();
            day < until && once && goal.schedule_on(day).counts_once()
        };
        let units = self.own_units(goal).into_iter().filter(|(day, _)| counts(*day));
        units.fold(before, |room, (_, amount)| room - amount)
    }

    /// The day from which children judge a goal (SEMANTICS 4.3).
    fn edge(&self, goal: &Goal) -> Option<Day> {
        let children = self.counting_children(goal, &self.history(goal).timeline);
        let known = self.state.carry(goal.id).and_then(|carry| carry.edge);
        children.iter().map(|child| child.since).chain(known).min()
    }

    /// The first of a goal's days that are kept one by one: all of a period that is judged anew, unless
    /// it has no end.
    fn first_whole(&self, goal: &Goal, begin: Day) -> Day {
        let left = self.first_left(goal, begin).filter(|range| range.cadence.repeats());
        left.map_or(begin, |range| range.from.min(begin))
    }

    /// The first of a goal's periods that is not over before `begin`.
    fn first_left(&self, goal: &Goal, begin: Day) -> Option<PeriodRange> {
        let history = self.history(goal);
        let mut period_ranges = history.periods.iter().map(|period| period.range);
        period_ranges.find(|range| range.to.is_none_or(|to| begin <= to))
    }

    /// The first day of which something else than what was done still matters to a goal.
    fn reach(&self, goal: &Goal, begin: Day, carries: &BTreeMap<GoalId, Carry>) -> Day {
        let limit = matches!(self.schedule(goal).bound(), Bound::AtMost(_));
        let resume = carries.get(&goal.id).and_then(|carry| carry.resume);
        match self.first_left(goal, begin) {
            Some(range) if range.cadence.repeats() || limit => range.from,
            // What was one-off from the beginning is told by its sums alone.
            Some(_) if self.history(goal).timeline.spans.len() == 1 => Day::LAST,
            _ => resume.unwrap_or(Day::LAST),
        }
    }

    /// What is to be kept of the goals right below one that are no longer kept themselves.
    fn closing(&self, goal: &Goal, kept: &BTreeSet<GoalId>) -> Closed {
        let tree = &self.state.tree;
        let mut closed = self.state.carry(goal.id).map(|carry| carry.closed).unwrap_or_default();
        let steps: BTreeSet<GoalId> = self.steps(goal).into_iter().map(|step| step.id).collect();
        let gone = tree.children(Some(goal.id)).iter().filter(|id| !kept.contains(id));
        for child in gone.filter_map(|id| tree.goal(*id)) {
            if steps.contains(&child.id) {
                closed.steps += 1;
                closed.last = closed.last.max(self.done_on(child));
            }
            closed.living += u32::from(!tree.is_archived(child.id));
            let fed = self.fed(goal, child).into_iter().map(|(_, amount)| amount).sum();
            closed.fed = closed.fed + self.fed_before(goal, child) + fed;
        }
        closed
    }
}

impl Tree {
    /// Keeps these goals alone, as they were from a day on. Codes stay as they were dealt.
    fn keep(&mut self, kept: &BTreeSet<GoalId>, reach: Day) {
        self.goals.retain(|id, _| kept.contains(id));
        for goal in self.goals.values_mut() {
            if let Some((day, _)) = goal.later.range(..=reach).next_back() {
                let day = *day;
                let behind = goal.later.split_off(&day.next());
                goal.first = goal.schedule_on(day).clone();
                goal.later = behind;
            }
            let standing = goal.places.iter().rposition(|(day, _)| *day < reach).unwrap_or(0);
            goal.places.drain(..standing);
            goal.archivings.retain(|it| it.back.is_none_or(|back| reach <= back));
        }
        self.children.retain(|parent, children| {
            children.retain(|id| kept.contains(id));
            parent.is_none_or(|id| kept.contains(&id)) && !children.is_empty()
        });
        self.codes.retain(|_, id| kept.contains(id));
        self.shown.retain(|id, _| kept.contains(id));
    }
}
