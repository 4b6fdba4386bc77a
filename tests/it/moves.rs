//! Whatever the tree and whatever was done: a check-off moves all that stands above it, nothing is complete
//! while something below it goes on, and nothing is behind on its first day (SEMANTICS 6 and 7).
//!
//! Trees and lives are drawn from numbers, some twenty thousand of them; `PROPTEST_CASES` says how many.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use goals::domain::judge::judge::Judge;
use goals::domain::judge::parts::Parts;
use goals::domain::judge::progress::Measure;
use goals::domain::judge::status::Status;
use goals::domain::judge::verdict::{Basis, Verdict};
use goals::domain::model::change::{Act, Change, Scope, Stamp};
use goals::domain::model::goal::{Bound, Feeds, Goal, Place, Schedule};
use goals::domain::model::goal_field::{DayKey, GoalField};
use goals::domain::model::state::State;
use goals::domain::value::amount::Amount;
use goals::domain::value::cadence::Cadence;
use goals::domain::value::day::Day;
use goals::domain::value::ids::{EntryId, GoalId};

use crate::state::day;

/// Numbers that look like chance, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn one<T: Clone>(&mut self, of: &[T]) -> T {
        let at = self.below(u64::try_from(of.len()).expect("few"));
        of[usize::try_from(at).expect("few")].clone()
    }

    /// In so many of a hundred cases.
    fn often(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    fn days(&mut self, from: i64, to: i64) -> i64 {
        from + i64::try_from(self.below(u64::try_from(to - from).expect("days"))).expect("few")
    }
}

fn first() -> Day {
    day("2026-11-16")
}

fn id(place: u64) -> GoalId {
    GoalId::from_bits(place + 1)
}

fn stamp<'a>(number: usize) -> Stamp<'a> {
    let id = EntryId(u128::try_from(number + 1).expect("a number"));
    Stamp { id, place: 0, at: "2026-11-16T12:00:00.000+00:00", device: "one", by: None, of: None }
}

/// A goal of a tree: what it states, below a parent that repeats or does not.
fn goal(chance: &mut Chance, place: u64, parent: Option<GoalId>) -> Change {
    let every = if parent.is_none() {
        chance.one(&["once", "once", "once", "week", "day"])
    } else {
        chance.one(&["", "once", "once", "day", "day", "week", "3d", "mon,thu", "month", "2w", "1st,15th"])
    };
    let every: Option<Cadence> = (!every.is_empty()).then(|| every.parse().expect("a cadence"));
    let number = chance.one(&[1, 1, 2, 3, 10]);
    let bound = match chance.below(10) {
        0..5 => None,
        5..9 => Some(Bound::AtLeast(Amount::whole(number))),
        _ => Some(Bound::AtMost(Amount::whole(number))),
    };
    let unit = chance.often(25).then(|| "km".to_owned());
    let feeds = chance.one(&[None, None, Some(Feeds::Sum), Some(Feeds::Each(Amount::ONE))]);
    let mut fields = vec![
        GoalField::Title(format!("Goal {place}").parse().expect("a title")),
        GoalField::Code(format!("g{place}").parse().expect("a code")),
        GoalField::Place(Place { parent, position: i64::try_from(place).expect("few") }),
        GoalField::Schedule(Schedule { every, bound, unit }),
        GoalField::Feeds(feeds),
    ];
    let by = chance.often(if parent.is_none() { 60 } else { 20 }).then(|| first().plus(chance.days(10, 60)));
    fields.push(GoalField::Day(DayKey::By, by));
    if chance.often(10) {
        fields.push(GoalField::Day(DayKey::From, Some(first().plus(chance.days(-3, 12)))));
    }
    Change::Add { goal: id(place), day: first(), fields }
}

/// A life of some weeks: a tree, and what happened to it, up to a day.
fn life(chance: &mut Chance) -> (State, Day) {
    let mut changes = Vec::new();
    let goals = 2 + chance.below(6);
    for place in 0..goals {
        let parent = (place > 0 && chance.often(90)).then(|| id(chance.below(place)));
        changes.push(goal(chance, place, parent));
    }
    let today = first().plus(chance.days(0, 30));
    let days = first().days_to(today) + 1;
    for _ in 0..chance.below(25) {
        let (goal, day) = (id(chance.below(goals)), first().plus(chance.days(0, days)));
        let note = None;
        changes.push(match chance.below(30) {
            0 => Change::Skip { goal, day, act: Act::Set, note },
            1 => Change::Pause {
                scope: Scope::Goal(goal),
                from: day,
                until: Some(day.plus(chance.days(0, 6))),
            },
            2 => Change::Archive { goal, day, act: Act::Set },
            3 => Change::Finish { goal, day, act: Act::Set, note },
            _ => Change::Check { goal, day, n: Amount::whole(chance.one(&[1, 1, 1, 2, 5])), note },
        });
    }
    let stamped = changes.iter().enumerate().map(|(number, change)| (stamp(number), change));
    (State::of(stamped, &BTreeSet::new()), today)
}

/// Whether a check-off of today has to be seen above: the goal is open, no limit, below its target, and in a
/// period that counts.
fn has_to_move(judge: &Judge<'_>, goal: &Goal) -> bool {
    let repeats = judge.cadence(goal).repeats();
    let history = judge.history(goal);
    let Some(period) = history.period_on(judge.today) else { return false };
    let Bound::AtLeast(target) = period.bound else { return false };
    let below = if repeats { period.sum < target } else { judge.amount(goal) < target };
    let own = period.basis == Basis::Own && judge.judging_children(goal).is_empty();
    let counts = !repeats || judge.last_day(goal).is_none_or(|last| judge.today <= last);
    judge.status(goal) == Status::Open
        && period.verdict == Verdict::Open
        && (repeats || judge.measure(goal) == Measure::Amount)
        && own
        && below
        && counts
}

/// How far a goal is, so that more is more: its parts, or its period; nothing where it is neither.
fn figure(judge: &Judge<'_>, goal: &Goal) -> Option<f64> {
    if judge.cadence(goal).repeats() {
        let history = judge.history(goal);
        let period = history.period_on(judge.today)?;
        return matches!(period.basis, Basis::Children { .. }).then_some(period.share);
    }
    let Parts { all, .. } = judge.parts(goal)?;
    Some(judge.fraction(goal).unwrap_or(all.share))
}

fn is_count_of_children(judge: &Judge<'_>, goal: &Goal) -> bool {
    judge.cadence(goal).repeats() && judge.schedule(goal).bound.is_some()
}

/// What is wrong with a life.
fn wrong(seed: u64) -> Option<String> {
    let mut chance = Chance(seed);
    let (state, today) = life(&mut chance);
    let judge = Judge::new(&state, today);
    let goals: Vec<&Goal> = state.tree.in_order().into_iter().filter_map(|id| state.tree.goal(id)).collect();
    for goal in &goals {
        let code = state.tree.code(goal.id);
        let progress = judge.progress(goal);
        let start = judge.history(goal).timeline.start;
        if start == today && progress.line.is_some_and(|line| line.buffer_days < 0) {
            return Some(format!("`{code}` is behind on its first day"));
        }
        if !judge.cadence(goal).repeats() && judge.parts(goal).is_some() && judge.done_on(goal).is_some() {
            let goes_on = |other: &&&Goal| {
                let line = std::iter::successors(Some(**other), |goal| state.tree.goal(goal.parent()?));
                // Below what is done itself, what goes on is nobody's part.
                let mut line =
                    line.skip(1).take_while(|above| judge.done_on(above).is_none() || above.id == goal.id);
                line.any(|above| above.id == goal.id)
                    && !matches!(judge.status(other), Status::Done | Status::Ended)
                    && !matches!(judge.schedule(other).bound(), Bound::AtMost(_))
                    && judge.last_day(other).is_none_or(|last| today < last)
            };
            if let Some(other) = goals.iter().find(goes_on) {
                let other = state.tree.code(other.id);
                return Some(format!("`{code}` is complete, and `{other}` below it goes on"));
            }
        }
    }
    let open: Vec<&&Goal> = goals.iter().filter(|goal| has_to_move(&judge, goal)).collect();
    let goal = (!open.is_empty()).then(|| chance.one(&open))?;
    let check = Change::Check { goal: goal.id, day: today, n: Amount::ONE, note: None };
    let after = state.with(stamp(9999), &[check]);
    let after = Judge::new(&after, today);
    let mut below = *goal;
    while let Some(above) = below.parent().and_then(|id| state.tree.goal(id)) {
        // What is past its last day as a part moves nothing.
        let is_past = judge.last_day(below).is_some_and(|last| last < today);
        let Some(before) = figure(&judge, above).filter(|_| !is_past || !judge.cadence(below).repeats())
        else {
            break;
        };
        // What is of another cadence, or a limit, has no say in a period.
        // Windows don't keep step: a child's may end in a later one.
        if matches!(judge.cadence(above), Cadence::Window(_)) {
            break;
        }
        let judges = judge.judging_children(above).contains(&below.id) || !judge.cadence(above).repeats();
        if !judges || judge.status(above) != Status::Open {
            break;
        }
        let now = figure(&after, after.state.tree.goal(above.id)?);
        let counted = is_count_of_children(&judge, above);
        let moved = now.is_some_and(|now| if counted { now >= before } else { now > before });
        if !moved {
            let (code, above) = (state.tree.code(goal.id), state.tree.code(above.id));
            return Some(format!(
                "`{code}` was checked off on {today}, and `{above}` stays: {before} {now:?}"
            ));
        }
        // What has no fraction gives none to what is above it.
        if counted || (!judge.cadence(above).repeats() && judge.fraction(above).is_none()) {
            break;
        }
        below = above;
    }
    None
}

/// The goals of a life, and how they stand.
fn story(seed: u64) -> String {
    let (state, today) = life(&mut Chance(seed));
    let judge = Judge::new(&state, today);
    let mut story = format!("as of {today}\n");
    for goal in state.tree.in_order().into_iter().filter_map(|id| state.tree.goal(id)) {
        let parent = goal.parent().map(|id| state.tree.code(id).to_string()).unwrap_or_default();
        let (code, status, schedule) = (state.tree.code(goal.id), judge.status(goal), judge.schedule(goal));
        let (cadence, by, done) = (judge.cadence(goal), goal.by, judge.done_on(goal));
        let (bound, parts, period) =
            (schedule.bound, judge.parts(goal), judge.history(goal).period_on(today).copied());
        writeln!(story, "{code} below `{parent}` {status:?} {cadence} {bound:?} by {by:?} done {done:?}")
            .expect("a text");
        writeln!(story, "    {parts:?} {period:?}").expect("a text");
    }
    story
}

/// How many lives each of the tests goes through.
fn lives() -> u64 {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    cases.unwrap_or(20_000) / 4
}

fn all_hold(shard: u64) {
    for number in 0..lives() {
        let seed = number * 4 + shard;
        if let Some(wrong) = wrong(seed) {
            panic!("life {seed}: {wrong}\n{}", story(seed));
        }
    }
}

#[test]
fn a_check_off_moves_what_stands_above_it_1() {
    all_hold(0);
}

#[test]
fn a_check_off_moves_what_stands_above_it_2() {
    all_hold(1);
}

#[test]
fn a_check_off_moves_what_stands_above_it_3() {
    all_hold(2);
}

#[test]
fn a_check_off_moves_what_stands_above_it_4() {
    all_hold(3);
}
