//! A subtree as goal lines, and what changed when they came back from an editor.

use std::collections::{BTreeMap, BTreeSet};

use super::edit::{change_fields, made, refuse_impossible, ticked};
use crate::domain::input::fields::{FieldUpdate, Quantity, Target};
use crate::domain::input::goal_line::{OutlineLine, Spec, Tick};
use crate::domain::input::resolve::Calendar;
use crate::domain::judge::judge::Judge;
use crate::domain::model::change::{Act, Change};
use crate::domain::model::goal::{Bound, Goal, Place};
use crate::domain::model::goal_field::{GoalField, Key};
use crate::domain::model::refusal::Refusal;
use crate::domain::model::state::State;
use crate::domain::model::tree::{ROOM, Tree};
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Days {
    Dates,
    /// As so many days from this one: `+5d`.
    From(Day),
}

impl Days {
    fn write(self, day: Day) -> String {
        match self {
            Self::Dates => day.to_string(),
            Self::From(base) => format!("{:+}d", base.days_to(day)),
        }
    }
}

pub(crate) fn spec(tree: &Tree, goal: &Goal, today: Day, days: Days) -> Spec {
    let fields = Key::ALL.into_iter().filter_map(|key| update(tree, goal, today, days, key)).collect();
    Spec { title: goal.title.clone(), tick: Tick::Open, fields }
}

fn update(tree: &Tree, goal: &Goal, today: Day, days: Days, key: Key) -> Option<FieldUpdate> {
    let schedule = goal.schedule_on(today);
    Some(match (key, schedule.bound) {
        (Key::Code, _) => FieldUpdate::Code(tree.code(goal.id)),
        (Key::Target, Some(Bound::AtLeast(target))) => FieldUpdate::Target(Some(Target::Number(target))),
        (Key::Target, Some(Bound::Any)) => FieldUpdate::Target(Some(Target::Any)),
        (Key::AtMost, Some(Bound::AtMost(most))) => FieldUpdate::AtMost(Some(Quantity::Number(most))),
        (Key::Target | Key::AtMost, _) => return None,
        (Key::Unit, _) => FieldUpdate::Unit(Some(schedule.unit.clone()?)),
        (Key::Every, _) => FieldUpdate::Every(Some(schedule.every?)),
        (Key::Baseline, _) => FieldUpdate::Baseline(Some(Quantity::Number(goal.baseline?))),
        (Key::Day(key), _) => FieldUpdate::Day(key, Some(days.write(goal.day(key)?))),
        (Key::Text(key), _) => FieldUpdate::Text(key, Some(goal.text(key)?.clone())),
        (Key::Feeds, _) => FieldUpdate::Feeds(Some(goal.feeds?)),
        (Key::After, _) => {
            let known = goal.after.iter().filter(|id| tree.goal(**id).is_some());
            let codes: Vec<Code> = known.map(|id| tree.code(*id)).collect();
            Some(codes).filter(|codes| !codes.is_empty()).map(FieldUpdate::After)?
        }
    })
}

/// A goal and what is below it, one goal a line, children indented; archived ones left out.
pub(crate) fn written(tree: &Tree, root: &Goal, today: Day, days: Days) -> String {
    lines(tree, root, today, days, 0).into_iter().map(|line| line + "\n").collect()
}

fn lines(tree: &Tree, goal: &Goal, today: Day, days: Days, depth: usize) -> Vec<String> {
    let mut found = vec![format!("{}- {}", "  ".repeat(depth), spec(tree, goal, today, days))];
    for child in tree.living_children(Some(goal.id)).filter_map(|id| tree.goal(id)) {
        found.extend(lines(tree, child, today, days, depth + 1));
    }
    found
}

/// An outline that came back, and what it was made from.
#[derive(Debug)]
pub(crate) struct Edited<'a> {
    /// The state from which the outline was written.
    pub(crate) before: &'a State,
    pub(crate) root: GoalId,
    /// The day on which it was written.
    pub(crate) day: Day,
    pub(crate) lines: &'a [OutlineLine],
}

/// The changes that make the plan as it is `now` what the edited outline says, keeping what others changed
/// meanwhile. Refused where the outline is not that goal's, or the same was changed otherwise meanwhile.
pub(crate) fn changes(
    edited: &Edited<'_>,
    now: &State,
    calendar: &mut Calendar,
    new_id: &mut dyn FnMut() -> GoalId,
) -> Result<Vec<Change>, Refusal> {
    let tree = &edited.before.tree;
    let old: BTreeMap<Code, GoalId> = tree
        .subtree(edited.root)
        .into_iter()
        .filter(|id| !tree.is_archived(*id))
        .map(|id| (tree.code(id), id))
        .collect();
    refuse_other_roots(edited)?;
    let named = named(edited, now, &old, new_id)?;
    let batch: BTreeMap<&Code, GoalId> = named.iter().map(|line| (&line.code, line.id)).collect();
    let places = places(edited, now, &named);
    let mut changes = Vec::new();
    let mut ticks = Vec::new();
    for (at, (line, entry)) in named.iter().zip(edited.lines).enumerate() {
        let has_children = edited.lines.iter().any(|other| other.parent == Some(at));
        let place = places.get(&line.id).copied();
        match line.known {
            None => {
                let place = place.unwrap_or(Place { parent: line.parent, position: 0 });
                let change = made(now, line.id, &line.code, place, entry, &batch, calendar)?;
                if let Change::Add { fields, .. } = &change
                    && entry.spec.tick == Tick::Done
                    && !has_children
                {
                    ticks.extend(ticked(line.id, fields, calendar.today));
                }
                changes.push(change);
            }
            Some(before) => {
                let Some(goal) = still_there(now, before) else {
                    // Others put it away; what was not touched here stays so.
                    if place.is_none() && is_untouched(edited, before, entry) {
                        continue;
                    }
                    let what = "it was archived".to_owned();
                    return Err(Refusal::ChangedMeanwhile { code: tree.code(before.id), what });
                };
                let mut fields = own_changes(edited, now, before, goal, entry, &batch, calendar)?;
                fields.extend(place.filter(|place| *place != goal.place()).map(GoalField::Place));
                if !fields.is_empty() {
                    changes.push(Change::Set { goal: line.id, day: calendar.today, fields });
                }
                if entry.spec.tick == Tick::Done && !has_children {
                    ticks.extend(tick_again(now, goal, calendar.today));
                }
            }
        }
    }
    let kept: BTreeSet<GoalId> = named.iter().map(|line| line.id).collect();
    for id in old.values().filter(|id| !kept.contains(id)) {
        let parent = tree.goal(*id).and_then(Goal::parent);
        let with_parent = parent
            .is_some_and(|parent| old.values().any(|known| *known == parent) && !kept.contains(&parent));
        if !with_parent && !now.tree.is_archived(*id) {
            changes.push(Change::Archive { goal: *id, day: calendar.today, act: Act::Set });
        }
    }
    refuse_impossible(now, &changes, calendar.today)?;
    changes.extend(ticks);
    Ok(changes)
}

struct Named<'a> {
    id: GoalId,
    code: Code,
    parent: Option<GoalId>,
    /// The goal as it was, where it was there.
    known: Option<&'a Goal>,
}

fn refuse_other_roots(edited: &Edited<'_>) -> Result<(), Refusal> {
    let code = edited.before.tree.code(edited.root);
    let tops: Vec<&OutlineLine> = edited.lines.iter().filter(|line| line.parent.is_none()).collect();
    match tops.as_slice() {
        [only] if only.spec.fields.code() == Some(&code) => Ok(()),
        _ => Err(Refusal::invalid_input(
            format!("the outline has to begin with `code:{code}`, everything else indented below it"),
            format!("`goals archive {code}` puts the whole of it out of sight"),
        )),
    }
}

/// Which goal each line means: by its code, or a new one.
fn named<'a>(
    edited: &Edited<'a>,
    now: &State,
    old: &BTreeMap<Code, GoalId>,
    new_id: &mut dyn FnMut() -> GoalId,
) -> Result<Vec<Named<'a>>, Refusal> {
    let mut reserved: BTreeSet<Code> = BTreeSet::new();
    for code in edited.lines.iter().filter_map(|line| line.spec.fields.code()) {
        if !reserved.insert(code.clone()) {
            return Err(Refusal::CodeTwice(code.clone()));
        }
    }
    let mut found: Vec<Named<'_>> = Vec::new();
    for line in edited.lines {
        let above = line.parent.and_then(|at| found.get(at));
        let parent = match above {
            Some(above) => Some(above.id),
            None => edited.before.tree.goal(edited.root).and_then(Goal::parent),
        };
        let above_code = above.map(|above| above.code.clone());
        let given = line.spec.fields.code();
        let known = given.and_then(|code| old.get(code)).and_then(|id| edited.before.tree.goal(*id));
        let known = known.or_else(|| given.and_then(|_| renamed(edited, old, line, parent)));
        let (id, code) = if let (Some(goal), Some(code)) = (known, given) {
            let same = edited.before.tree.code(goal.id) == *code;
            let code =
                if same { code.clone() } else { now.tree.code_for(given, &goal.title, None, &reserved)? };
            (goal.id, code)
        } else {
            let code = now.tree.code_for(given, &line.spec.title, above_code.as_ref(), &reserved)?;
            (new_id(), code)
        };
        reserved.insert(code.clone());
        found.push(Named { id, code, parent, known });
    }
    Ok(found)
}

/// The goal whose line came back with another code: the one that is missing, with that title, in that place.
fn renamed<'a>(
    edited: &Edited<'a>,
    old: &BTreeMap<Code, GoalId>,
    line: &OutlineLine,
    parent: Option<GoalId>,
) -> Option<&'a Goal> {
    let tree = &edited.before.tree;
    let given: BTreeSet<&Code> = edited.lines.iter().filter_map(|line| line.spec.fields.code()).collect();
    let missing = old.iter().filter(|(code, _)| !given.contains(code)).filter_map(|(_, id)| tree.goal(*id));
    let mut found = missing.filter(|goal| goal.title == line.spec.title && goal.parent() == parent);
    let goal = found.next()?;
    found.next().is_none().then_some(goal)
}

fn still_there<'w>(now: &'w State, goal: &Goal) -> Option<&'w Goal> {
    now.tree.goal(goal.id).filter(|goal| !now.tree.is_archived(goal.id))
}

/// Whether a line says of a goal what it said before.
fn is_untouched(edited: &Edited<'_>, goal: &Goal, line: &OutlineLine) -> bool {
    let old = spec(&edited.before.tree, goal, edited.day, Days::Dates);
    line.spec.title == old.title
        && line.spec.tick == Tick::Open
        && line.spec.fields.since(&old.fields).is_empty()
}

/// The fields that were edited, on top of the goal as it is now.
fn own_changes(
    edited: &Edited<'_>,
    now: &State,
    before: &Goal,
    goal: &Goal,
    line: &OutlineLine,
    batch: &BTreeMap<&Code, GoalId>,
    calendar: &mut Calendar,
) -> Result<Vec<GoalField>, Refusal> {
    let old = spec(&edited.before.tree, before, edited.day, Days::Dates);
    let there = spec(&now.tree, goal, edited.day, Days::Dates);
    let code = edited.before.tree.code(goal.id);
    let conflict = |what: &str| Refusal::ChangedMeanwhile {
        code: code.clone(),
        what: format!("its {what} was changed"),
    };
    let input = line.spec.fields.since(&old.fields);
    let theirs = there.fields.since(&old.fields);
    if let Some(what) = input.contradicts(&theirs) {
        return Err(conflict(what));
    }
    let title = (line.spec.title != old.title).then_some(&line.spec.title);
    if title.is_some() && there.title != old.title && Some(&there.title) != title {
        return Err(conflict("title"));
    }
    let mut fields = Vec::new();
    fields.extend(line.spec.fields.code().filter(|given| **given != code).cloned().map(GoalField::Code));
    if let Some(title) = title.filter(|title| **title != goal.title) {
        fields.push(GoalField::Title(title.clone()));
    }
    fields.extend(change_fields(now, goal, &input, batch, calendar)?);
    Ok(fields)
}

/// Where each goal goes: only those whose parent changed or whose siblings stand in another order.
fn places(edited: &Edited<'_>, now: &State, named: &[Named<'_>]) -> BTreeMap<GoalId, Place> {
    let before = &edited.before.tree;
    let mut wanted: BTreeMap<GoalId, Vec<GoalId>> = BTreeMap::new();
    for line in named.iter().filter(|line| line.id != edited.root) {
        if let Some(parent) = line.parent {
            wanted.entry(parent).or_default().push(line.id);
        }
    }
    let mut places = BTreeMap::new();
    for (parent, wanted) in wanted {
        let was = |id: &GoalId| before.goal(*id).is_some_and(|goal| goal.parent() == Some(parent));
        let stood: Vec<GoalId> =
            before.children(Some(parent)).iter().copied().filter(|id| wanted.contains(id)).collect();
        let stays: Vec<GoalId> = wanted.iter().copied().filter(was).collect();
        let fitted = if stood == stays { fitted(&now.tree, parent, &wanted, &stays) } else { None };
        let all = || wanted.iter().copied().zip((0..).map(|at: i64| at * ROOM)).collect();
        let positions: Vec<(GoalId, i64)> = fitted.unwrap_or_else(all);
        for (id, position) in positions {
            places.insert(id, Place { parent: Some(parent), position });
        }
    }
    places
}

/// Positions for the goals that came, between those that stay where they are; nothing where there is no
/// room left between two.
fn fitted(tree: &Tree, parent: GoalId, wanted: &[GoalId], stays: &[GoalId]) -> Option<Vec<(GoalId, i64)>> {
    let position = |id: &GoalId| tree.goal(*id).map(|goal| goal.place().position);
    let mut found = Vec::new();
    let mut before: Option<i64> = None;
    for run in wanted.chunk_by(|one, other| stays.contains(one) == stays.contains(other)) {
        if stays.contains(run.first()?) {
            before = run.last().and_then(position);
            continue;
        }
        let last = run.last()?;
        let behind = wanted.iter().skip_while(|id| *id != last).nth(1).and_then(position);
        let count = i64::try_from(run.len()).ok()?;
        let (begin, step) = match (before, behind) {
            (Some(before), Some(behind)) => (before, (behind - before) / (count + 1)),
            (None, Some(behind)) => (behind.checked_sub(ROOM.checked_mul(count + 1)?)?, ROOM),
            (_, None) => (tree.last_position(Some(parent)).checked_sub(ROOM)?, ROOM),
        };
        if step < 1 {
            return None;
        }
        found.extend(run.iter().copied().zip((1..).map(|at| begin + step * at)));
    }
    Some(found)
}

/// What ticks a goal off that was there: what is left of it, if anything is.
fn tick_again(now: &State, goal: &Goal, day: Day) -> Option<Change> {
    let judge = Judge::new(now, day);
    let (goal, id) = (now.tree.goal(goal.id)?, goal.id);
    let (done, bound) = match judge.history(goal).period_on(day).filter(|it| it.range.cadence.repeats()) {
        Some(period) => (period.sum, period.bound),
        None => (judge.amount(goal), judge.schedule(goal).bound()),
    };
    match (bound, goal.baseline) {
        (Bound::AtMost(_) | Bound::Any, _) => None,
        (Bound::AtLeast(_), Some(_)) if judge.done_on(goal).is_some() => None,
        (Bound::AtLeast(value), Some(_)) => Some(Change::Read { goal: id, day, value, note: None }),
        (Bound::AtLeast(target), None) => {
            let n = target - done;
            n.is_positive().then_some(Change::Check { goal: id, day, n, note: None })
        }
    }
}
