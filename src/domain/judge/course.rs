//! What a goal's days get from where it stood: rhythm, pauses, skips and archivings, its own and those of the
//! goals that were above it by then (SEMANTICS 2.5 to 2.8, 4.1, 4.2).

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::Weekday;

use super::inherited::Known;
use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::model::state::State;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::rhythm::Rhythm;

/// A rhythm and the day from which it holds, until the next one does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CadenceSpan {
    pub(crate) from: Day,
    pub(crate) rhythm: Rhythm,
}

/// What a goal's days get from where it stood and from what was said of it and of those above it, whatever
/// the day of judging: found from the courses of the goals above, so that no line is walked for each goal
/// in it. What adds nothing of its own shares theirs.
#[derive(Clone, Debug)]
pub(crate) struct Course {
    pub(crate) spans: Rc<[CadenceSpan]>,
    /// The latest `--from` at it and above it, from each of these days on; the first day there is for none.
    pub(crate) begins: Rc<[(Day, Day)]>,
    /// The earliest `--by` of what repeats at it and above it, from each of these days on, but no day before it came
    /// there; the last day there is for none.
    pub(crate) ends: Rc<[(Day, Day)]>,
    /// Stretches of paused days, both ends inclusive, in order and apart.
    pub(crate) pauses: Rc<[(Day, Day)]>,
    pub(crate) skips: Rc<[Day]>,
    /// The days of archivings that were taken back.
    pub(crate) returned: Rc<[Day]>,
    /// The days from which it is archived for good, by itself or with what is above it now.
    pub(crate) archived: Rc<[Day]>,
}

/// The courses of a state's goals, each found when it is first asked for.
#[derive(Debug, Default)]
pub(crate) struct Courses {
    ground: OnceCell<Ground>,
    /// Nothing while it is being found.
    known: Known<Option<Rc<Course>>>,
}

/// What holds for whatever stands below nothing, for all weekly goals, and the pauses of each goal.
#[derive(Debug)]
struct Ground {
    course: Rc<Course>,
    weeks: Rc<[CadenceSpan]>,
    pauses: BTreeMap<GoalId, Vec<(Day, Day)>>,
}

pub(crate) const ONCE: CadenceSpan = CadenceSpan { from: Day::FIRST, rhythm: Rhythm::ONCE };

/// What holds on a day, of what holds from a day on each, the first since ever.
pub(crate) fn standing<T>(all: &[T], day: Day, from: impl Fn(&T) -> Day) -> Option<&T> {
    let next = all.partition_point(|it| from(it) <= day);
    all.get(next.saturating_sub(1))
}

/// The days from `from` to `to`, of days in order.
pub(crate) fn within(days: &[Day], from: Day, to: Day) -> &[Day] {
    let (_, rest) = days.split_at(days.partition_point(|day| *day < from));
    rest.split_at(rest.partition_point(|day| *day <= to)).0
}

impl Courses {
    fn ground(&self, state: &State) -> &Ground {
        self.ground.get_or_init(|| {
            let mut pauses: BTreeMap<GoalId, Vec<(Day, Day)>> = BTreeMap::new();
            let mut all = Vec::new();
            for pause in state.activity.pauses() {
                let days = (pause.from, pause.until.unwrap_or(Day::LAST));
                match pause.scope {
                    Scope::All => all.push(days),
                    Scope::Goal(goal) => pauses.entry(goal).or_default().push(days),
                }
            }
            let nothing: Rc<[Day]> = Rc::new([]);
            let course = Course {
                spans: Rc::new([ONCE]),
                begins: Rc::new([(Day::FIRST, Day::FIRST)]),
                ends: Rc::new([(Day::FIRST, Day::LAST)]),
                pauses: joined(all).into(),
                skips: Rc::clone(&nothing),
                returned: Rc::clone(&nothing),
                archived: nothing,
            };
            let mut weeks = Vec::new();
            rhythms(state, Cadence::Week, Day::FIRST, Day::FIRST, Day::LAST)
                .for_each(|span| push(&mut weeks, span));
            Ground { course: Rc::new(course), weeks: weeks.into(), pauses }
        })
    }

    fn known(&self, state: &State, id: GoalId) -> Rc<Course> {
        let known = self.known.borrow().get(&id).cloned().flatten();
        known.unwrap_or_else(|| Rc::clone(&self.ground(state).course))
    }

    /// A goal's course, those of the goals that were ever above it first.
    pub(crate) fn of(&self, state: &State, id: GoalId) -> Rc<Course> {
        if let Some(Some(known)) = self.known.borrow().get(&id) {
            return Rc::clone(known);
        }
        let mut open = vec![id];
        while let Some(id) = open.last().copied() {
            let entry = self.known.borrow().get(&id).cloned();
            let Some(goal) = state.tree.goal(id).filter(|_| !matches!(entry, Some(Some(_)))) else {
                open.pop();
                continue;
            };
            let above = goal.places.iter().filter_map(|(_, place)| place.parent);
            if entry.is_none() {
                let known = &mut *self.known.borrow_mut();
                known.insert(id, None);
                open.extend(above.filter(|parent| !known.contains_key(parent)));
                continue;
            }
            // Of a goal that is still being found, this one was above, and it of this one.
            let circle =
                above.into_iter().any(|parent| matches!(self.known.borrow().get(&parent), Some(None)));
            let course = if circle { Rc::new(self.walked(state, goal)) } else { self.below(state, goal) };
            self.known.borrow_mut().insert(id, Some(course));
            open.pop();
        }
        self.known(state, id)
    }

    /// The course of a goal below those whose courses are known.
    fn below(&self, state: &State, goal: &Goal) -> Rc<Course> {
        let above = |parent: Option<GoalId>| {
            parent.map_or_else(|| Rc::clone(&self.ground(state).course), |id| self.known(state, id))
        };
        let parents = goal.parents();
        if let ([(_, parent)], false) = (parents.as_slice(), self.adds(state, goal)) {
            return above(*parent);
        }
        let lines = pieces(parents.into_iter().map(|(from, parent)| (from, above(parent))));
        Rc::new(self.compose(state, goal, &lines))
    }

    /// Whether a goal says anything of its days, other than where it stands.
    fn adds(&self, state: &State, goal: &Goal) -> bool {
        goal.from.is_some()
            || goal.by.is_some()
            || !goal.archivings.is_empty()
            || goal.finish.is_some()
            || std::iter::once(&goal.first).chain(goal.later.values()).any(|it| it.every.is_some())
            || self.ground(state).pauses.contains_key(&goal.id)
            || state.activity.goal_days(goal.id).skipped().next().is_some()
    }

    /// The same, where history runs in a circle: clocks that disagree can make it do. Each stretch of days
    /// through which nothing was moved has a line of its own, which ends where it comes back.
    fn walked(&self, state: &State, goal: &Goal) -> Course {
        let moves = kin(state, goal.id).into_iter().flat_map(|goal| goal.places.iter().skip(1));
        let days: BTreeSet<Day> = moves.map(|(day, _)| *day).chain([Day::FIRST]).collect();
        let line = |day: Day| {
            let line = state.tree.ancestors_on(goal.id, day);
            let ground = Rc::clone(&self.ground(state).course);
            line.iter().rev().filter_map(|id| state.tree.goal(*id)).fold(ground, |above, goal| {
                Rc::new(self.compose(state, goal, &[Piece { from: Day::FIRST, to: Day::LAST, it: above }]))
            })
        };
        let lines = pieces(days.iter().map(|day| (*day, line(*day))));
        self.compose(state, goal, &lines)
    }

    /// What a goal's own adds to the courses above it, each through its days.
    fn compose(&self, state: &State, goal: &Goal, above: &[Piece<Rc<Course>>]) -> Course {
        let ground = self.ground(state);
        let lasting = goal.archivings.iter().filter(|it| it.back.is_none()).map(|it| it.from);
        let lasting = lasting.chain(goal.finish.iter().map(|finish| finish.day)).collect();
        // Taken back the same day: as if nothing had been.
        let returned = goal.archivings.iter().filter_map(|it| Some((it.from, it.back?)));
        let returned: Vec<(Day, Day)> = returned.filter(|(from, back)| from < back).collect();
        let mut pauses = ground.pauses.get(&goal.id).cloned().unwrap_or_default();
        pauses.extend(returned.iter().map(|(from, back)| (from.next(), back.prev())));
        pauses.extend(ended_before_moved(above));
        let skips = state.activity.goal_days(goal.id).skipped().map(|(day, _)| day).collect();
        let returned = returned.iter().map(|(from, _)| *from).collect();
        let begins = begins(goal.from, above);
        let done = state.activity.goal_days(goal.id).first_day(Day::LAST);
        let spans = spans(state, ground, goal, first_day(goal, &begins, done), above);
        let repeats = |day: &Day| {
            goal.baseline.is_none()
                && standing(&spans, *day, |span| span.from).is_some_and(|span| span.rhythm.cadence.repeats())
        };
        Course {
            begins,
            ends: ends(goal.by.filter(repeats), above),
            spans,
            pauses: paused(pauses, above),
            skips: days(skips, above, |above| &above.skips),
            returned: days(returned, above, |above| &above.returned),
            archived: archived(lasting, above),
        }
    }
}

/// Something that holds through a stretch of days, both ends inclusive.
struct Piece<T> {
    from: Day,
    to: Day,
    it: T,
}

/// What holds from a day on each, until the next does.
fn pieces<T>(all: impl Iterator<Item = (Day, T)>) -> Vec<Piece<T>> {
    let mut pieces: Vec<Piece<T>> = Vec::new();
    for (from, it) in all {
        pieces.pop_if(|before| from <= before.from);
        if let Some(before) = pieces.last_mut() {
            before.to = from.prev();
        }
        pieces.push(Piece { from, to: Day::LAST, it });
    }
    pieces
}

/// The course above, where that is one for all days.
fn only(above: &[Piece<Rc<Course>>]) -> Option<&Course> {
    match above {
        [Piece { from: Day::FIRST, to: Day::LAST, it }] => Some(it),
        _ => None,
    }
}

/// What holds in a stretch, of what holds from a day on each, the first since ever.
fn steps<T>(
    all: &[T],
    from: Day,
    to: Day,
    day: impl Fn(&T) -> Day + Copy,
) -> impl Iterator<Item = (Day, &T)> {
    let first = all.partition_point(|it| day(it) <= from).saturating_sub(1);
    let there = all.iter().skip(first).take_while(move |it| day(it) <= to);
    there.map(move |it| (from.max(day(it)), it))
}

/// A goal's first day: stated; or the day on which it was made or first `done`, whichever is earlier, but none on
/// which what it was made below waits for its own (SEMANTICS 2.5): what is moved away from there begins with that.
pub(crate) fn first_day(goal: &Goal, begins: &[(Day, Day)], done: Option<Day>) -> Day {
    if let Some(from) = goal.from {
        return from;
    }
    let first = begins.partition_point(|(from, _)| *from <= goal.made).saturating_sub(1);
    let mut stretches = begins.iter().skip(first).peekable();
    let mut came = goal.made;
    while let Some((_, begins)) = stretches.next() {
        match stretches.peek() {
            Some((moved, _)) if *moved <= came.max(*begins) => came = *moved,
            _ => return done.map_or(came, |done| done.min(came)).max(*begins),
        }
    }
    came
}

/// The rhythms: what the goal states, else what those above it do.
fn spans(
    state: &State,
    ground: &Ground,
    goal: &Goal,
    first_day: Day,
    above: &[Piece<Rc<Course>>],
) -> Rc<[CadenceSpan]> {
    let stated = std::iter::once((Day::FIRST, goal.schedule_at_first().every));
    let stated = pieces(stated.chain(goal.later.iter().map(|(day, schedule)| (*day, schedule.every))));
    match (stated.as_slice(), only(above)) {
        ([Piece { it: None, .. }], Some(above)) => return Rc::clone(&above.spans),
        ([Piece { it: Some(Cadence::Week), .. }], _) => return Rc::clone(&ground.weeks),
        _ => {}
    }
    let mut spans: Vec<CadenceSpan> = Vec::new();
    for Piece { from, to, it } in stated {
        if let Some(cadence) = it {
            // The count goes on while the cadence stays, and keeps step with that of what is above.
            let counts = |span: &CadenceSpan| span.rhythm.cadence == cadence;
            let counted_from = match spans.last().filter(|span| counts(span)) {
                _ if !cadence.is_counted() => Day::FIRST,
                Some(before) => before.rhythm.counted_from,
                None => {
                    let begin = from.max(first_day);
                    let there = above.iter().find(|piece| begin <= piece.to);
                    let there = there.and_then(|piece| standing(&piece.it.spans, begin, |span| span.from));
                    there.filter(|span| counts(span)).map_or(begin, |span| span.rhythm.counted_from)
                }
            };
            rhythms(state, cadence, counted_from, from, to).for_each(|span| push(&mut spans, span));
            continue;
        }
        let first = above.partition_point(|piece| piece.to < from);
        for piece in above.iter().skip(first).take_while(|piece| piece.from <= to) {
            let there = steps(&piece.it.spans, piece.from.max(from), piece.to.min(to), |span| span.from);
            there.for_each(|(from, span)| push(&mut spans, CadenceSpan { from, ..*span }));
        }
    }
    spans.into()
}

/// A cadence in a stretch of days: a week begins as was set by then.
fn rhythms(
    state: &State,
    cadence: Cadence,
    counted_from: Day,
    from: Day,
    to: Day,
) -> impl Iterator<Item = CadenceSpan> {
    let by_weeks = matches!(cadence, Cadence::Week | Cadence::Weeks(_));
    let set = by_weeks.then(|| state.settings.week_starts(from, to)).into_iter().flatten();
    let fixed = (!by_weeks).then_some((from, Weekday::Mon));
    fixed.into_iter().chain(set).map(move |(from, week_start)| CadenceSpan {
        from,
        rhythm: Rhythm { cadence, week_start, counted_from },
    })
}

fn push(spans: &mut Vec<CadenceSpan>, span: CadenceSpan) {
    if !spans.last().is_some_and(|last| last.rhythm == span.rhythm) {
        spans.push(span);
    }
}

fn begins(own: Option<Day>, above: &[Piece<Rc<Course>>]) -> Rc<[(Day, Day)]> {
    if let (None, Some(above)) = (own, only(above)) {
        return Rc::clone(&above.begins);
    }
    let there = above.iter().flat_map(|piece| steps(&piece.it.begins, piece.from, piece.to, |(day, _)| *day));
    there.map(|(day, (_, begins))| (day, own.map_or(*begins, |own| own.max(*begins)))).collect()
}

fn ends(own: Option<Day>, above: &[Piece<Rc<Course>>]) -> Rc<[(Day, Day)]> {
    if let (None, Some(above)) = (own, only(above)) {
        return Rc::clone(&above.ends);
    }
    let ends = above.iter().flat_map(ends_above);
    ends.map(|(day, ends)| (day, own.map_or(ends, |own| own.min(ends)))).collect()
}

/// When what is above ends, for what stands below it through a stretch of days: not before that came there.
fn ends_above(above: &Piece<Rc<Course>>) -> impl Iterator<Item = (Day, Day)> {
    let there = steps(&above.it.ends, above.from, above.to, |(day, _)| *day);
    there.map(|(day, (_, ends))| (day, *ends.max(&above.from)))
}

/// The days between the end of what was above and the move away from it, on which nothing was to be done
/// (SEMANTICS 2.5).
fn ended_before_moved(above: &[Piece<Rc<Course>>]) -> Vec<(Day, Day)> {
    let ends: Vec<(Day, Day)> = above.iter().flat_map(ends_above).collect();
    let moved = ends.iter().zip(ends.iter().skip(1));
    moved
        .map(|((_, ended), (moved, _))| (*ended, *moved))
        .filter(|(ended, moved)| ended.next() < *moved)
        .map(|(ended, moved)| (ended.next(), moved.prev()))
        .collect()
}

/// What was archived above before a goal came there holds from then on.
fn archived(mut own: Vec<Day>, above: &[Piece<Rc<Course>>]) -> Rc<[Day]> {
    if let (true, Some(above)) = (own.is_empty(), only(above)) {
        return Rc::clone(&above.archived);
    }
    own.extend(
        above.last().into_iter().flat_map(|now| now.it.archived.iter().map(|day| *day.max(&now.from))),
    );
    own.sort_unstable();
    own.dedup();
    own.into()
}

fn paused(mut own: Vec<(Day, Day)>, above: &[Piece<Rc<Course>>]) -> Rc<[(Day, Day)]> {
    if let (true, Some(above)) = (own.is_empty(), only(above)) {
        return Rc::clone(&above.pauses);
    }
    for piece in above {
        let first = piece.it.pauses.partition_point(|(_, until)| *until < piece.from);
        let there = piece.it.pauses.iter().skip(first).take_while(|(from, _)| *from <= piece.to);
        own.extend(there.map(|(from, until)| (*from.max(&piece.from), *until.min(&piece.to))));
    }
    joined(own).into()
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

fn days(mut own: Vec<Day>, above: &[Piece<Rc<Course>>], of: impl Fn(&Course) -> &Rc<[Day]>) -> Rc<[Day]> {
    if let (true, Some(above)) = (own.is_empty(), only(above)) {
        return Rc::clone(of(above));
    }
    own.extend(above.iter().flat_map(|piece| within(of(&piece.it), piece.from, piece.to)));
    own.sort_unstable();
    own.dedup();
    own.into()
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
