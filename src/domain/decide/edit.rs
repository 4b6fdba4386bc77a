//! Decisions on the tree: making goals, changing, moving and archiving them.

use std::collections::{BTreeMap, BTreeSet};

use super::limits::refuse_judged_limits;
use crate::domain::input::fields::GoalInput;
use crate::domain::input::goal_line::{OutlineLine, Tick};
use crate::domain::input::resolve::{Calendar, changed};
use crate::domain::model::change::{Act, Change};
use crate::domain::model::goal::{Bound, Goal, Place};
use crate::domain::model::goal_field::GoalField;
use crate::domain::model::refusal::Refusal;
use crate::domain::model::state::State;
use crate::domain::model::tree::{DEEPEST, Side, Tree};
use crate::domain::value::amount::Amount;
use crate::domain::value::code::Code;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;
use crate::domain::value::text::Title;

/// A goal of each line, at the top or under `parent`. What the lines don't say, `flags` say for all of them.
pub fn make(
    state: &State,
    parent: Option<&Goal>,
    lines: &[OutlineLine],
    flags: &GoalInput,
    calendar: &mut Calendar,
    new_id: &mut dyn FnMut() -> GoalId,
) -> Result<Vec<Change>, Refusal> {
    if flags.code().is_some() && lines.len() > 1 {
        return Err(Refusal::invalid_input(
            format!("`--code` names one goal, and there are {} lines", lines.len()),
            "give each line its own `code:`",
        ));
    }
    let tree = &state.tree;
    let mut lines = lines.to_vec();
    for line in &mut lines {
        line.spec.fields.fill_from(flags);
    }
    let codes = codes(tree, parent, &lines)?;
    let ids: Vec<GoalId> = lines.iter().map(|_| new_id()).collect();
    let batch: BTreeMap<&Code, GoalId> = codes.iter().zip(ids.iter().copied()).collect();
    let mut positions: BTreeMap<Option<usize>, i64> = BTreeMap::new();
    let mut changes = Vec::new();
    let mut ticks = Vec::new();
    for ((at, line), (id, code)) in lines.iter().enumerate().zip(ids.iter().zip(&codes)) {
        let above = match line.parent {
            Some(at) => ids.get(at).copied(),
            None => parent.map(|goal| goal.id),
        };
        let first = if line.parent.is_none() { tree.last_position(above) } else { 0 };
        let position = positions.entry(line.parent).and_modify(|last| *last += 1 << 20).or_insert(first);
        let place = Place { parent: above, position: *position };
        let change = made(state, *id, code, place, line, &batch, calendar);
        let change = change.map_err(|refusal| refusal.in_line(&line.spec.title, lines.len()))?;
        let has_children = lines.iter().any(|other| other.parent == Some(at));
        if let Change::Add { fields, .. } = &change
            && line.spec.tick == Tick::Done
            && !has_children
        {
            ticks.extend(ticked(*id, fields, calendar.today));
        }
        changes.push(change);
    }
    refuse_impossible(state, &changes, calendar.today)?;
    changes.extend(ticks);
    Ok(changes)
}

/// `batch` has the goals that are made with it, by their codes.
pub(crate) fn made(
    state: &State,
    id: GoalId,
    code: &Code,
    place: Place,
    line: &OutlineLine,
    batch: &BTreeMap<&Code, GoalId>,
    calendar: &mut Calendar,
) -> Result<Change, Refusal> {
    let after = waits_for(&state.tree, line.spec.fields.after(), batch)?;
    let mut fields = vec![
        GoalField::Title(line.spec.title.clone()),
        GoalField::Code(code.clone()),
        GoalField::Place(place),
    ];
    fields.extend(changed(&line.spec.fields, None, after, calendar)?);
    Ok(Change::Add { goal: id, day: calendar.today, fields })
}

/// `batch` has the goals that `after` may name beside those there are.
pub(crate) fn change_fields(
    state: &State,
    goal: &Goal,
    input: &GoalInput,
    batch: &BTreeMap<&Code, GoalId>,
    calendar: &mut Calendar,
) -> Result<Vec<GoalField>, Refusal> {
    let after = waits_for(&state.tree, input.after(), batch)?;
    changed(input, Some(goal), after, calendar)
}

/// Those that were given, and free ones for the others.
fn codes(tree: &Tree, parent: Option<&Goal>, lines: &[OutlineLine]) -> Result<Vec<Code>, Refusal> {
    let mut reserved = BTreeSet::new();
    for code in lines.iter().filter_map(|line| line.spec.fields.code()) {
        if !reserved.insert(code.clone()) {
            return Err(Refusal::CodeTwice(code.clone()));
        }
    }
    let mut codes: Vec<Code> = Vec::new();
    for line in lines {
        let above = match line.parent {
            Some(at) => codes.get(at).cloned(),
            None => parent.map(|goal| tree.code(goal.id)),
        };
        let code = tree.code_for(line.spec.fields.code(), &line.spec.title, above.as_ref(), &reserved)?;
        reserved.insert(code.clone());
        codes.push(code);
    }
    Ok(codes)
}

/// The goals that codes mean: lines of the batch first.
fn waits_for(
    tree: &Tree,
    codes: Option<&[Code]>,
    batch: &BTreeMap<&Code, GoalId>,
) -> Result<Option<Vec<GoalId>>, Refusal> {
    let Some(codes) = codes else { return Ok(None) };
    let others = codes.iter().filter(|code| !batch.contains_key(code)).map(Code::as_str);
    tree.find_all_living(others)?;
    let mut found = Vec::new();
    for code in codes {
        let id = batch.get(code).copied().or_else(|| tree.holder(code).map(|goal| goal.id));
        found.extend(id.filter(|id| !found.contains(id)));
    }
    Ok(Some(found))
}

/// What ticks a goal off that was pasted as done.
pub(crate) fn ticked(goal: GoalId, fields: &[GoalField], day: Day) -> Option<Change> {
    let baseline = fields.iter().any(|field| matches!(field, GoalField::Baseline(Some(_))));
    let bound = fields.iter().find_map(|field| match field {
        GoalField::Schedule(schedule) => Some(schedule.bound()),
        _ => None,
    });
    match bound {
        Some(Bound::AtLeast(value)) if baseline => Some(Change::Read { goal, day, value, note: None }),
        Some(Bound::AtLeast(n)) => Some(Change::Check { goal, day, n, note: None }),
        Some(Bound::AtMost(_) | Bound::Any) => None,
        None => Some(Change::Check { goal, day, n: Amount::ONE, note: None }),
    }
}

/// Refuses changes after which goals would wait for each other (SEMANTICS 8.4), or a limit have children that judge
/// it (4.3), naming them.
pub(crate) fn refuse_impossible(state: &State, changes: &[Change], today: Day) -> Result<(), Refusal> {
    let tree = state.tree.supposing(changes);
    refuse_circles(&tree, changes)?;
    refuse_judged_limits(&state.tree, &tree, changes, today)
}

fn refuse_circles(tree: &Tree, changes: &[Change]) -> Result<(), Refusal> {
    let waits = |field: &GoalField| matches!(field, GoalField::After(after) if !after.is_empty());
    let touched = |change: &Change| match change {
        Change::Add { goal, fields, .. } | Change::Set { goal, fields, .. } => Some(*goal)
            .filter(|_| fields.iter().any(|field| waits(field) || matches!(field, GoalField::Place(_)))),
        _ => None,
    };
    let sources: Vec<GoalId> = changes.iter().filter_map(touched).collect();
    for id in &sources {
        for other in tree.goal(*id).map(|goal| goal.after.clone()).unwrap_or_default() {
            let side = if tree.ancestors(*id).any(|above| above.id == other) {
                "above"
            } else if tree.ancestors(other).any(|above| above.id == *id) {
                "below"
            } else {
                continue;
            };
            return Err(Refusal::AfterKin { goal: tree.code(*id), other: tree.code(other), side });
        }
    }
    if let Some(circle) = tree.circle_from(&sources) {
        return Err(Refusal::Circle(circle.into_iter().map(|id| tree.code(id)).collect()));
    }
    match sources.iter().flat_map(|id| tree.subtree(*id)).find(|id| tree.depth(*id) > DEEPEST) {
        None => Ok(()),
        Some(id) => Err(Refusal::Conflict {
            what: format!("`{}` would stand below more than {DEEPEST} others", tree.code(id)),
            hint: "put it further up".to_owned(),
        }),
    }
}

/// None where it holds already.
pub fn change(
    state: &State,
    goal: &Goal,
    title: Option<&Title>,
    input: &GoalInput,
    calendar: &mut Calendar,
) -> Result<Vec<Change>, Refusal> {
    let mut fields = Vec::new();
    if let Some(title) = title.filter(|title| **title != goal.title) {
        fields.push(GoalField::Title(title.clone()));
    }
    if let Some(code) = input.code() {
        state.tree.refuse_taken(code, Some(goal.id))?;
        if state.tree.code(goal.id) != *code {
            fields.push(GoalField::Code(code.clone()));
        }
    }
    fields.extend(change_fields(state, goal, input, &BTreeMap::new(), calendar)?);
    if fields.is_empty() {
        return Ok(Vec::new());
    }
    let changes = vec![Change::Set { goal: goal.id, day: calendar.today, fields }];
    refuse_impossible(state, &changes, calendar.today)?;
    Ok(changes)
}

#[derive(Clone, Copy, Debug)]
pub enum Destination<'a> {
    /// Behind the last goal under this one, or at the top.
    Under(Option<&'a Goal>),
    Beside(&'a Goal, Side),
}

/// None where it stands there already. Refused where it would stand under itself, or goals would wait for
/// each other.
pub fn relocate(
    state: &State,
    goal: &Goal,
    destination: Destination<'_>,
    today: Day,
) -> Result<Vec<Change>, Refusal> {
    let tree = &state.tree;
    let parent = match destination {
        Destination::Under(parent) => parent.map(|parent| parent.id),
        Destination::Beside(sibling, _) => sibling.parent(),
    };
    let line = parent.into_iter().chain(parent.into_iter().flat_map(|id| tree.ancestors(id).map(|it| it.id)));
    if let Some(under) = parent.filter(|_| line.into_iter().any(|id| id == goal.id)) {
        return Err(Refusal::UnderItself { goal: tree.code(goal.id), under: tree.code(under) });
    }
    let places = match destination {
        Destination::Under(_) if goal.parent() == parent => Vec::new(),
        Destination::Under(_) => vec![(goal.id, Place { parent, position: tree.last_position(parent) })],
        Destination::Beside(sibling, _) if sibling.id == goal.id => Vec::new(),
        Destination::Beside(sibling, side) => tree.places_beside(goal.id, sibling, side),
    };
    let changes: Vec<Change> = places
        .into_iter()
        .filter(|(id, place)| tree.goal(*id).is_none_or(|goal| goal.place() != *place))
        .map(|(id, place)| Change::Set { goal: id, day: today, fields: vec![GoalField::Place(place)] })
        .collect();
    refuse_impossible(state, &changes, today)?;
    Ok(changes)
}

/// None where it is out of sight already.
pub fn archive(state: &State, goal: &Goal, today: Day) -> Option<Change> {
    (!state.tree.is_archived(goal.id)).then_some(Change::Archive { goal: goal.id, day: today, act: Act::Set })
}

/// None where it is not archived. Refused where it is archived with a goal above it, or a code of its subtree
/// is in use.
pub fn unarchive(state: &State, goal: &Goal, today: Day) -> Result<Option<Change>, Refusal> {
    let tree = &state.tree;
    if goal.archived().is_none() {
        return match tree.archived_at(goal.id) {
            None => Ok(None),
            Some(root) => Err(Refusal::Archived { code: tree.code(goal.id), root: tree.code(root.id) }),
        };
    }
    if let Some(above) = tree.ancestors(goal.id).find(|above| above.archived().is_some()) {
        return Err(Refusal::Archived { code: tree.code(goal.id), root: tree.code(above.id) });
    }
    for back in tree.returning(goal.id).into_iter().filter_map(|id| tree.goal(id)) {
        if let Some(holder) = tree.holder(&back.claimed) {
            return Err(Refusal::CodeInUse { code: back.claimed.clone(), holder: holder.title.to_string() });
        }
    }
    Ok(Some(Change::Archive { goal: goal.id, day: today, act: Act::Lift }))
}
