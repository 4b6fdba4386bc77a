//! Decisions to close a goal by hand, and to open it again (SEMANTICS 6.4).

use crate::domain::judge::judge::Judge;
use crate::domain::model::change::{Act, Change};
use crate::domain::model::goal::Goal;
use crate::domain::model::refusal::{Against, Refusal};
use crate::domain::value::day::Day;

/// None where it is closed like that already. Refused for a day ahead, or before the goal began, and below a
/// goal that is closed.
pub fn finish(
    judge: &Judge<'_>,
    goal: &Goal,
    day: Day,
    note: Option<&str>,
) -> Result<Option<Change>, Refusal> {
    if day > judge.today {
        return Err(Refusal::Future(day));
    }
    refuse_below_closed(judge, goal)?;
    let code = judge.state.tree.code(goal.id);
    let start = judge.history(goal).timeline.start;
    if day < start {
        let what = format!("`{code}` begins on {}, after {}", start.long(), day.long());
        let hint = format!("`goals archive {code}` puts away what was never begun");
        return Err(Refusal::invalid_input(what, hint).given(Against::Store));
    }
    let standing = goal.finish.as_ref();
    let same = standing.is_some_and(|it| it.day == day && (note.is_none() || it.note.as_deref() == note));
    let note = note.map(ToOwned::to_owned).or_else(|| standing.and_then(|it| it.note.clone()));
    Ok((!same).then_some(Change::Finish { goal: goal.id, day, act: Act::Set, note }))
}

/// None where it is open. Refused where a goal above it is closed, and it is not.
pub fn reopen(judge: &Judge<'_>, goal: &Goal) -> Result<Option<Change>, Refusal> {
    if goal.finish.is_none() {
        refuse_below_closed(judge, goal)?;
        return Ok(None);
    }
    Ok(Some(Change::Finish { goal: goal.id, day: judge.today, act: Act::Lift, note: None }))
}

fn refuse_below_closed(judge: &Judge<'_>, goal: &Goal) -> Result<(), Refusal> {
    let tree = &judge.state.tree;
    match tree.ancestors(goal.id).find(|above| above.finish.is_some()) {
        Some(above) => Err(Refusal::Finished { code: tree.code(goal.id), root: tree.code(above.id) }),
        None => Ok(()),
    }
}
