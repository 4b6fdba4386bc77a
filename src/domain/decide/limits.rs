//! What a limit can't have below it: children that would judge it (SEMANTICS 4.3).

use crate::domain::model::change::Change;
use crate::domain::model::goal::{Bound, Goal};
use crate::domain::model::goal_field::GoalField;
use crate::domain::model::refusal::Refusal;
use crate::domain::model::tree::Tree;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// Refuses what makes children judge a limit that did not `before`.
pub(crate) fn refuse_judged_limits(
    before: &Tree,
    after: &Tree,
    changes: &[Change],
    today: Day,
) -> Result<(), Refusal> {
    let touched = changes.iter().filter_map(touched);
    for child in touched.flat_map(|id| after.subtree(id)) {
        let Some(limit) = limit_judged_by(after, child, today) else { continue };
        if limit_judged_by(before, child, today).is_some_and(|known| known.id == limit.id) {
            continue;
        }
        let (limit, child) = (after.code(limit.id), after.code(child));
        return Err(Refusal::Conflict {
            what: format!("`{limit}` is a limit, and `{child}` below it, just as often, would judge it"),
            hint: format!(
                "a limit counts its own check-offs: put it beside `{child}`, or give `{child}` another cadence, as in `every:once`"
            ),
        });
    }
    Ok(())
}

/// The goal of which a change may make another rhythm, another place or a limit.
fn touched(change: &Change) -> Option<GoalId> {
    let (Change::Add { goal, fields, .. } | Change::Set { goal, fields, .. }) = change else { return None };
    let touches = |field: &GoalField| {
        matches!(field, GoalField::Place(_) | GoalField::Schedule(_) | GoalField::Baseline(_))
    };
    fields.iter().any(touches).then_some(*goal)
}

/// The limit right above a goal, where the goal has its cadence.
fn limit_judged_by(tree: &Tree, child: GoalId, today: Day) -> Option<&Goal> {
    let child = tree.goal(child).filter(|child| !tree.is_archived(child.id))?;
    let limit = tree.goal(child.parent()?)?;
    let is_limit = matches!(limit.schedule_on(today).bound(), Bound::AtMost(_));
    let cadence = is_limit.then(|| cadence(tree, limit, today)).filter(|cadence| cadence.repeats())?;
    (self::cadence(tree, child, today) == cadence).then_some(limit)
}

/// What a goal, or the nearest above it that does, states (SEMANTICS 2.6).
fn cadence(tree: &Tree, goal: &Goal, today: Day) -> Cadence {
    if goal.baseline.is_some() || goal.schedule_on(today).bound == Some(Bound::Any) {
        return Cadence::Once;
    }
    let line = std::iter::once(goal).chain(tree.ancestors(goal.id));
    line.into_iter().find_map(|goal| goal.schedule_on(today).every).unwrap_or(Cadence::Once)
}
