//! Decisions on the tree: making goals, changing, moving and archiving them.

use std::collections::{BTreeMap, BTreeSet};

use super::amount::Amount;
use super::change::{Act, Change, Field};
use super::day::Day;
use super::fields::{Calendar, changed};
use super::goal::{Bound, Code, Goal, GoalId, Place, Title};
use super::line::{OutlineLine, Spec, Tick};
use super::plan::{Plan, Side};
use super::refusal::Refusal;
use super::said::{Codes, Fields, Said};
use super::world::World;

/// The changes that make a goal of each line, at the top or under `parent`. What the lines don't say,
/// `flags` say for all of them.
///
/// # Errors
/// Where a code is taken or unknown, a value can't be meant, or goals would wait for each other.
pub fn make(
    world: &World,
    parent: Option<&Goal>,
    lines: &[OutlineLine],
    flags: &Fields,
    calendar: &mut Calendar,
    new_id: &mut dyn FnMut() -> GoalId,
) -> Result<Vec<Change>, Refusal> {
    if flags.code.is_some() && lines.len() > 1 {
        return Err(Refusal::misread(
            format!("`--code` names one goal, and there are {} lines", lines.len()),
            "give each line its own `code:`",
        ));
    }
    let plan = &world.plan;
    let said: Vec<Fields> = lines.iter().map(|line| line.spec.fields.clone().or(flags)).collect();
    let codes = codes(plan, parent, lines, &said)?;
    let ids: Vec<GoalId> = lines.iter().map(|_| new_id()).collect();
    let batch: BTreeMap<&Code, GoalId> = codes.iter().zip(ids.iter().copied()).collect();
    let mut positions: BTreeMap<Option<usize>, i64> = BTreeMap::new();
    let mut changes = Vec::new();
    let mut ticks = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let (Some(said), Some(id), Some(code)) = (said.get(at), ids.get(at), codes.get(at)) else {
            continue;
        };
        let above = match line.parent {
            Some(at) => ids.get(at).copied(),
            None => parent.map(|goal| goal.id),
        };
        let first = if line.parent.is_none() { plan.last_position(above) } else { 0 };
        let position = positions.entry(line.parent).and_modify(|last| *last += 1 << 20).or_insert(first);
        let place = Place { parent: above, position: *position };
        let line =
            OutlineLine { parent: line.parent, spec: Spec { fields: said.clone(), ..line.spec.clone() } };
        let change = made(world, *id, code, place, &line, &batch, calendar)?;
        let has_children = lines.iter().any(|other| other.parent == Some(at));
        if let Change::Add { fields, .. } = &change
            && line.spec.tick == Tick::Done
            && !has_children
        {
            ticks.extend(ticked(*id, fields, calendar.today));
        }
        changes.push(change);
    }
    refuse_circles(world, &changes)?;
    changes.extend(ticks);
    Ok(changes)
}

/// The change that makes one goal of a line. `batch` has the goals that are made with it, by their codes.
pub(super) fn made(
    world: &World,
    id: GoalId,
    code: &Code,
    place: Place,
    line: &OutlineLine,
    batch: &BTreeMap<&Code, GoalId>,
    calendar: &mut Calendar,
) -> Result<Change, Refusal> {
    let after = waits_for(&world.plan, line.spec.fields.after.as_ref(), batch)?;
    let mut fields =
        vec![Field::Title(line.spec.title.clone()), Field::Code(code.clone()), Field::Place(place)];
    fields.extend(changed(&line.spec.fields, None, after, calendar)?);
    Ok(Change::Add { goal: id, day: calendar.today, fields })
}

/// The fields that this changes about a goal. `batch` has the goals that `after` may name beside those there are.
pub(super) fn change_fields(
    world: &World,
    goal: &Goal,
    said: &Fields,
    batch: &BTreeMap<&Code, GoalId>,
    calendar: &mut Calendar,
) -> Result<Vec<Field>, Refusal> {
    let after = waits_for(&world.plan, said.after.as_ref(), batch)?;
    changed(said, Some(goal), after, calendar)
}

/// The codes of new goals: those that were given, and free ones for the others.
fn codes(
    plan: &Plan,
    parent: Option<&Goal>,
    lines: &[OutlineLine],
    said: &[Fields],
) -> Result<Vec<Code>, Refusal> {
    let mut reserved = BTreeSet::new();
    for code in said.iter().filter_map(|fields| fields.code.as_ref()) {
        if !reserved.insert(code.clone()) {
            return Err(Refusal::CodeTwice(code.clone()));
        }
    }
    let mut codes: Vec<Code> = Vec::new();
    for (line, fields) in lines.iter().zip(said) {
        let above = match line.parent {
            Some(at) => codes.get(at).cloned(),
            None => parent.map(|goal| plan.code(goal.id)),
        };
        let code = plan.code_for(fields.code.as_ref(), &line.spec.title, above.as_ref(), &reserved)?;
        reserved.insert(code.clone());
        codes.push(code);
    }
    Ok(codes)
}

/// The goals that codes mean: lines of the batch first.
fn waits_for(
    plan: &Plan,
    said: Option<&Said<Codes>>,
    batch: &BTreeMap<&Code, GoalId>,
) -> Result<Option<Vec<GoalId>>, Refusal> {
    let codes = match said {
        None => return Ok(None),
        Some(Said::Nothing) => return Ok(Some(Vec::new())),
        Some(Said::Value(codes)) => &codes.0,
    };
    let others = codes.iter().filter(|code| !batch.contains_key(code)).map(Code::as_str);
    plan.find_all_living(others)?;
    let mut found = Vec::new();
    for code in codes {
        let id = batch.get(code).copied().or_else(|| plan.holder(code).map(|goal| goal.id));
        found.extend(id.filter(|id| !found.contains(id)));
    }
    Ok(Some(found))
}

/// What ticks a goal off that was pasted as done.
pub(super) fn ticked(goal: GoalId, fields: &[Field], day: Day) -> Option<Change> {
    let baseline = fields.iter().any(|field| matches!(field, Field::Baseline(Some(_))));
    let bound = fields.iter().find_map(|field| match field {
        Field::Schedule(schedule) => Some(schedule.bound()),
        _ => None,
    });
    match bound {
        Some(Bound::AtLeast(value)) if baseline => Some(Change::Read { goal, day, value, note: None }),
        Some(Bound::AtLeast(n)) => Some(Change::Check { goal, day, n, note: None }),
        Some(Bound::AtMost(_)) => None,
        None => Some(Change::Check { goal, day, n: Amount::ONE, note: None }),
    }
}

/// Refuses changes after which goals would wait for each other, naming them (SEMANTICS 8.4).
pub(super) fn refuse_circles(world: &World, changes: &[Change]) -> Result<(), Refusal> {
    let waits = |field: &Field| matches!(field, Field::After(after) if !after.is_empty());
    let touched = |change: &Change| match change {
        Change::Add { goal, fields, .. } | Change::Set { goal, fields, .. } => Some(*goal)
            .filter(|_| fields.iter().any(|field| waits(field) || matches!(field, Field::Place(_)))),
        _ => None,
    };
    let sources: Vec<GoalId> = changes.iter().filter_map(touched).collect();
    let plan = world.plan.supposing(changes);
    for id in &sources {
        for other in plan.goal(*id).map(|goal| goal.after.clone()).unwrap_or_default() {
            let side = if plan.ancestors(*id).any(|above| above.id == other) {
                "above"
            } else if plan.ancestors(other).any(|above| above.id == *id) {
                "below"
            } else {
                continue;
            };
            return Err(Refusal::AfterKin { goal: plan.code(*id), other: plan.code(other), side });
        }
    }
    match plan.circle_from(&sources) {
        None => Ok(()),
        Some(circle) => Err(Refusal::Circle(circle.into_iter().map(|id| plan.code(id)).collect())),
    }
}

/// The change that says this of a goal; none where it holds already.
///
/// # Errors
/// Where a code is taken or unknown, a value can't be meant, or goals would wait for each other.
pub fn change(
    world: &World,
    goal: &Goal,
    title: Option<&Title>,
    said: &Fields,
    calendar: &mut Calendar,
) -> Result<Vec<Change>, Refusal> {
    let mut fields = Vec::new();
    if let Some(title) = title.filter(|title| **title != goal.title) {
        fields.push(Field::Title(title.clone()));
    }
    if let Some(code) = &said.code {
        match world.plan.holder(code) {
            Some(holder) if holder.id == goal.id => {}
            Some(holder) => {
                return Err(Refusal::CodeTaken { code: code.clone(), holder: holder.title.to_string() });
            }
            None => fields.push(Field::Code(code.clone())),
        }
    }
    fields.extend(change_fields(world, goal, said, &BTreeMap::new(), calendar)?);
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let changes = vec![Change::Set { goal: goal.id, day: calendar.today, fields }];
    refuse_circles(world, &changes)?;
    Ok(changes)
}

/// Where a goal is to go.
#[derive(Clone, Copy, Debug)]
pub enum Destination<'a> {
    /// Behind the last goal under this one, or at the top.
    Under(Option<&'a Goal>),
    /// Beside this one.
    Beside(&'a Goal, Side),
}

/// The changes that move a goal; none where it stands there already.
///
/// # Errors
/// Where it would stand under itself, or goals would wait for each other.
pub fn relocate(
    world: &World,
    goal: &Goal,
    destination: Destination<'_>,
    today: Day,
) -> Result<Vec<Change>, Refusal> {
    let plan = &world.plan;
    let parent = match destination {
        Destination::Under(parent) => parent.map(|parent| parent.id),
        Destination::Beside(sibling, _) => sibling.parent(),
    };
    let line = parent.into_iter().chain(parent.into_iter().flat_map(|id| plan.ancestors(id).map(|it| it.id)));
    if let Some(under) = parent.filter(|_| line.into_iter().any(|id| id == goal.id)) {
        return Err(Refusal::UnderItself { goal: plan.code(goal.id), under: plan.code(under) });
    }
    let places = match destination {
        Destination::Under(_) if goal.parent() == parent => Vec::new(),
        Destination::Under(_) => vec![(goal.id, Place { parent, position: plan.last_position(parent) })],
        Destination::Beside(sibling, _) if sibling.id == goal.id => Vec::new(),
        Destination::Beside(sibling, side) => plan.places_beside(goal.id, sibling, side),
    };
    let changes: Vec<Change> = places
        .into_iter()
        .filter(|(id, place)| plan.goal(*id).is_none_or(|goal| goal.place() != *place))
        .map(|(id, place)| Change::Set { goal: id, day: today, fields: vec![Field::Place(place)] })
        .collect();
    refuse_circles(world, &changes)?;
    Ok(changes)
}

/// The change that puts a goal out of sight; none where it is already.
pub fn archive(world: &World, goal: &Goal, today: Day) -> Option<Change> {
    (!world.plan.is_archived(goal.id)).then_some(Change::Archive { goal: goal.id, day: today, act: Act::Set })
}

/// The change that takes an archived goal back; none where it is not archived.
///
/// # Errors
/// Where it is archived with a goal above it, or a code of its subtree is in use.
pub fn unarchive(world: &World, goal: &Goal, today: Day) -> Result<Option<Change>, Refusal> {
    let plan = &world.plan;
    if goal.archived().is_none() {
        return match plan.archived_at(goal.id) {
            None => Ok(None),
            Some(root) => Err(Refusal::Archived { code: plan.code(goal.id), root: plan.code(root.id) }),
        };
    }
    if let Some(above) = plan.ancestors(goal.id).find(|above| above.archived().is_some()) {
        return Err(Refusal::Archived { code: plan.code(goal.id), root: plan.code(above.id) });
    }
    for back in plan.returning(goal.id).into_iter().filter_map(|id| plan.goal(id)) {
        if let Some(holder) = plan.holder(&back.claimed) {
            return Err(Refusal::CodeInUse { code: back.claimed.clone(), holder: holder.title.to_string() });
        }
    }
    Ok(Some(Change::Archive { goal: goal.id, day: today, act: Act::Lift }))
}
