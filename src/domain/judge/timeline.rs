//! The days of one goal: from when to when it lives, in which rhythm, and what excuses it
//! (SEMANTICS 2.5 to 2.8, 4.1, 4.2).

use std::collections::BTreeSet;

use chrono::Weekday;

use crate::domain::model::change::Scope;
use crate::domain::model::goal::{Archiving, Goal};
use crate::domain::model::state::State;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// A rhythm and the day from which it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CadenceSpan {
    /// The first day.
    pub from: Day,
    /// How often.
    pub cadence: Cadence,
    /// The weekday on which weeks begin.
    pub week_start: Weekday,
}

/// What the calendar holds for one goal, whatever was done.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// Its first day (SEMANTICS 2.5).
    pub start: Day,
    /// Its last day, if it has ended or is going to.
    pub end: Option<Day>,
    /// Its rhythms, the first since ever; neighbours differ.
    pub spans: Vec<CadenceSpan>,
    /// The days on which it was archived: their period is partial.
    pub archived_on: Vec<Day>,
    /// The day from which it is archived for good.
    pub gone: Option<Day>,
    /// Stretches of paused days, both ends inclusive, in order and apart.
    pauses: Vec<(Day, Day)>,
    skips: BTreeSet<Day>,
}

/// Whether something holds on all, some or none of a stretch's days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cover {
    /// On each of them.
    All,
    /// On some.
    Some,
    /// On none.
    None,
}

/// The goals above one, from a day on.
struct Lineage {
    from: Day,
    to: Day,
    above: Vec<GoalId>,
}

impl Timeline {
    /// The days of a goal, as the state tells them on `today`.
    pub fn of(state: &State, goal: &Goal, today: Day) -> Self {
        let lineages = lineages(state, goal.id);
        let spans = spans(state, goal, &lineages);
        let mut archived_on = Vec::new();
        let mut gone: Option<Day> = None;
        let mut pauses = pauses(state, goal.id, &lineages);
        for (Lineage { from, to, .. }, archiving) in archivings(state, goal, &lineages) {
            match archiving.back {
                // Taken back the same day: as if nothing had been.
                Some(back) if back <= archiving.from => continue,
                Some(back) => pauses.push((archiving.from.next().max(*from), back.prev().min(*to))),
                None => {
                    // What was archived before the goal came below it holds from then on.
                    let last = archiving.from.max(*from);
                    gone = Some(gone.map_or(last, |gone| gone.min(last)));
                }
            }
            if *from <= archiving.from && archiving.from <= *to {
                archived_on.push(archiving.from);
            }
        }
        let end = match (last_day(state, goal, &lineages, today), gone) {
            (Some(end), Some(gone)) => Some(end.min(gone)),
            (end, gone) => end.or(gone),
        };
        Self {
            start: first_day(state, goal, today),
            end,
            spans,
            archived_on,
            gone,
            pauses: joined(pauses),
            skips: skips(state, goal.id, &lineages),
        }
    }

    /// The rhythm on a day.
    pub fn span_on(&self, day: Day) -> CadenceSpan {
        let standing = self.spans.iter().rev().find(|span| span.from <= day);
        standing.or(self.spans.first()).copied().unwrap_or(CadenceSpan {
            from: Day::FIRST,
            cadence: Cadence::Once,
            week_start: Weekday::Mon,
        })
    }

    /// How much of a stretch is paused; without an end, nothing ever is wholly.
    pub fn paused(&self, from: Day, to: Option<Day>) -> Cover {
        let last = to.unwrap_or(Day::LAST);
        let at = self.pauses.partition_point(|(_, until)| *until < from);
        match self.pauses.get(at) {
            Some((begin, until)) if *begin <= from && last <= *until => Cover::All,
            Some((begin, _)) if *begin <= last => Cover::Some,
            _ => Cover::None,
        }
    }

    /// Whether a day is paused.
    pub fn is_paused(&self, day: Day) -> bool {
        self.paused(day, Some(day)) == Cover::All
    }

    /// Whether a day in a stretch is skipped.
    pub fn is_skipped(&self, from: Day, to: Option<Day>) -> bool {
        self.skips.range(from..=to.unwrap_or(Day::LAST)).next().is_some()
    }
}

/// Stated; or the day it was made or first done, whichever is earlier. One that was made below a goal
/// that begins later waits for that (SEMANTICS 8.2), unless something was done before.
fn first_day(state: &State, goal: &Goal, today: Day) -> Day {
    if let Some(from) = goal.from {
        return from;
    }
    let begun = begun_on(state, goal);
    let done = state.activity.goal_days(goal.id).first_day(today);
    done.map_or(begun, |done| done.min(begun))
}

/// The day on which a goal was made, or the later one on which the goals that were above it then began.
fn begun_on(state: &State, goal: &Goal) -> Day {
    let above = state.tree.ancestors_on(goal.id, goal.made);
    above.into_iter().filter_map(|id| state.tree.goal(id)?.from).fold(goal.made, Day::max)
}

/// `--by` ends a goal that repeats, and what repeats below it, from the day on which it stands there.
fn last_day(state: &State, goal: &Goal, lineages: &[Lineage], today: Day) -> Option<Day> {
    if !Timeline::cadence_on(state, goal, today).repeats() {
        return None;
    }
    let now = lineages.last();
    let above = now.into_iter().flat_map(|lineage| {
        let ends = lineage.above.iter().filter_map(|id| state.tree.goal(*id));
        let ends = ends.filter(|above| Timeline::cadence_on(state, above, today).repeats());
        ends.filter_map(|above| above.by).map(|by| by.max(lineage.from))
    });
    goal.by.into_iter().chain(above).min()
}

/// The goal's own archivings for all time, and those of the goals above it while they were.
fn archivings<'l>(state: &State, goal: &Goal, lineages: &'l [Lineage]) -> Vec<(&'l Lineage, Archiving)> {
    let mut found = Vec::new();
    for lineage in lineages {
        let above = lineage.above.iter().filter_map(|id| state.tree.goal(*id));
        for archiving in std::iter::once(goal).chain(above).flat_map(|goal| &goal.archivings) {
            // One that has no end holds where the goal stands now.
            let meets = archiving.from <= lineage.to && archiving.back.is_none_or(|back| lineage.from < back);
            let holds = archiving.back.is_some() || lineage.to == Day::LAST;
            if meets && holds {
                found.push((lineage, *archiving));
            }
        }
    }
    found
}

impl Timeline {
    /// How often a goal wants to be done as of a day (SEMANTICS 2.6).
    pub fn cadence_on(state: &State, goal: &Goal, day: Day) -> Cadence {
        if goal.baseline.is_some() {
            return Cadence::Once;
        }
        let above = |goal: &&Goal| goal.parent_on(day).and_then(|parent| state.tree.goal(parent));
        // History may run in a circle where clocks disagreed: no line is longer than there are goals.
        let line = std::iter::successors(Some(goal), above).take(state.tree.len());
        line.into_iter().find_map(|goal| goal.schedule_on(day).every).unwrap_or(Cadence::Once)
    }
}

/// The goal and all that were ever above it.
fn kin(state: &State, id: GoalId) -> Vec<&Goal> {
    let mut found: Vec<&Goal> = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![id];
    while let Some(id) = open.pop() {
        if let Some(goal) = state.tree.goal(id).filter(|_| seen.insert(id)) {
            found.push(goal);
            open.extend(goal.places.iter().filter_map(|(_, place)| place.parent));
        }
    }
    found
}

fn lineages(state: &State, id: GoalId) -> Vec<Lineage> {
    if let Some(above) = unmoved(state, id) {
        return vec![Lineage { from: Day::FIRST, to: Day::LAST, above }];
    }
    let moves = kin(state, id).into_iter().flat_map(|goal| goal.places.iter().skip(1));
    let mut days: BTreeSet<Day> = moves.map(|(day, _)| *day).collect();
    days.insert(Day::FIRST);
    let days: Vec<Day> = days.into_iter().collect();
    let ends = days.iter().skip(1).map(|day| day.prev()).chain([Day::LAST]);
    days.iter()
        .zip(ends)
        .map(|(from, to)| Lineage { from: *from, to, above: state.tree.ancestors_on(id, *from) })
        .collect()
}

/// The goals above one, if none of the line was ever moved.
fn unmoved(state: &State, id: GoalId) -> Option<Vec<GoalId>> {
    let mut above = Vec::new();
    let mut at = state.tree.goal(id);
    while let Some(goal) = at {
        let [(_, place)] = goal.places.as_slice() else { return None };
        above.extend(place.parent);
        at = place.parent.and_then(|parent| state.tree.goal(parent));
    }
    Some(above)
}

fn spans(state: &State, goal: &Goal, lineages: &[Lineage]) -> Vec<CadenceSpan> {
    let line = || lineages.iter().flat_map(|lineage| &lineage.above).filter_map(|id| state.tree.goal(*id));
    let changes = std::iter::once(goal).chain(line()).flat_map(|goal| goal.later.keys().copied());
    let begins = lineages.iter().map(|lineage| lineage.from);
    let mut days: Vec<Day> = begins.chain(changes).chain(state.settings.week_start_days()).collect();
    days.sort_unstable();
    days.dedup();
    let mut spans: Vec<CadenceSpan> = Vec::new();
    for day in days {
        let cadence = Timeline::cadence_on(state, goal, day);
        let week_start = match cadence {
            Cadence::Week => state.settings.week_start_on(day),
            _ => Weekday::Mon,
        };
        let span = CadenceSpan { from: day, cadence, week_start };
        let same = spans.last().is_some_and(|last| last.cadence == cadence && last.week_start == week_start);
        if !same {
            spans.push(span);
        }
    }
    spans
}

fn pauses(state: &State, id: GoalId, lineages: &[Lineage]) -> Vec<(Day, Day)> {
    let mut found = Vec::new();
    for pause in state.activity.pauses() {
        let until = pause.until.unwrap_or(Day::LAST);
        match pause.scope {
            Scope::All => found.push((pause.from, until)),
            Scope::Goal(paused) if paused == id => found.push((pause.from, until)),
            Scope::Goal(paused) => {
                let below = lineages.iter().filter(|lineage| lineage.above.contains(&paused));
                found.extend(below.map(|lineage| (pause.from.max(lineage.from), until.min(lineage.to))));
            }
        }
    }
    found
}

/// The same days as stretches in order that don't touch.
fn joined(mut stretches: Vec<(Day, Day)>) -> Vec<(Day, Day)> {
    stretches.retain(|(from, until)| from <= until);
    stretches.sort_unstable();
    let mut joined: Vec<(Day, Day)> = Vec::new();
    for (from, until) in stretches {
        match joined.last_mut() {
            Some((_, last)) if from <= last.next() => *last = (*last).max(until),
            _ => joined.push((from, until)),
        }
    }
    joined
}

fn skips(state: &State, id: GoalId, lineages: &[Lineage]) -> BTreeSet<Day> {
    let days = |id| state.activity.goal_days(id).skipped().map(|(day, _)| day);
    let mut found: BTreeSet<Day> = days(id).collect();
    for lineage in lineages {
        for above in &lineage.above {
            found.extend(days(*above).filter(|day| lineage.from <= *day && *day <= lineage.to));
        }
    }
    found
}
