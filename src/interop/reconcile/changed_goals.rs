//! What a file says otherwise of a goal than imports did before: it counts here where nobody changed it here.

use super::difference::Difference;
use super::matched::{How, Matched};
use super::new_goals::stated;
use super::said::SaidOfGoal;
use crate::domain::model::change::Change;
use crate::domain::model::goal::{Goal, Place, Schedule};
use crate::domain::model::goal_field::{DayKey, GoalField, TextKey};
use crate::domain::value::day::Day;
use crate::interop::reader::imported::{Cadences, ImportedGoal};

/// Changes goals that imports made, and joins others to goals of one's own.
pub(super) fn change(matched: &Matched<'_>, found: &mut Difference) {
    let here = matched.here;
    for (goal, at) in matched.pairs() {
        let fields = match at.how {
            How::New => continue,
            How::Joined => {
                found.counts.joined += 1;
                vec![GoalField::Origin(at.origin.clone())]
            }
            How::Known => {
                let said = here.said.goals.get(&at.id).filter(|said| !said.fields.is_empty());
                let (Some(said), Some(now)) = (said, here.state.tree.goal(at.id)) else { continue };
                let (changed, kept): (Vec<_>, Vec<_>) =
                    news(matched, goal, said).into_iter().partition(|field| {
                        let current = current(now, field, here.today);
                        told(said, field).is_none_or(|told| told == current)
                    });
                let differs = |field: &GoalField| current(now, field, here.today) != *field;
                found.kept.extend(kept.iter().any(differs).then(|| goal.title.clone()));
                let changed: Vec<GoalField> = changed.into_iter().filter(differs).collect();
                found.counts.changed += usize::from(!changed.is_empty());
                changed
            }
        };
        if !fields.is_empty() {
            found.goals.push(Change::Set { goal: at.id, day: here.today, fields });
        }
    }
}

/// The fields that the file has otherwise than imports said.
fn news(matched: &Matched<'_>, goal: &ImportedGoal, said: &SaidOfGoal) -> Vec<GoalField> {
    let mut wanted = stated(matched, goal);
    // An area may have been wished for, and is never taken away; the others are what the file says they are.
    let missing = [GoalField::Text(TextKey::Why, None), GoalField::Text(TextKey::Who, None)];
    let missing = missing.into_iter().chain([DayKey::By, DayKey::From].map(|key| GoalField::Day(key, None)));
    for field in missing.chain([GoalField::After(Vec::new())]) {
        if wanted.iter().all(|known| known.name() != field.name()) {
            wanted.push(field);
        }
    }
    if let Some(GoalField::Schedule(before)) = said.fields.get("schedule")
        && matched.imported.cadences == Cadences::Guessed
    {
        for field in &mut wanted {
            if let GoalField::Schedule(schedule) = field {
                schedule.every = before.every;
            }
        }
    }
    if let (Some(_), Some(parent), Some(GoalField::Place(before))) =
        (&goal.parent, matched.parent(goal), said.fields.get("place"))
        && before.parent != Some(parent)
    {
        let position = matched.here.state.tree.last_position(Some(parent));
        wanted.push(GoalField::Place(Place { parent: Some(parent), position }));
    }
    wanted.retain(|field| told(said, field).as_ref() != Some(field));
    wanted
}

/// What imports said of a field; what they did not speak of is empty.
fn told(said: &SaidOfGoal, field: &GoalField) -> Option<GoalField> {
    said.fields.get(field.name()).cloned().or(match field {
        GoalField::Text(key, _) => Some(GoalField::Text(*key, None)),
        GoalField::Day(key, _) => Some(GoalField::Day(*key, None)),
        GoalField::After(_) => Some(GoalField::After(Vec::new())),
        GoalField::Schedule(_) => Some(GoalField::Schedule(Schedule::default())),
        _ => None,
    })
}

/// The same field as it is here.
fn current(goal: &Goal, field: &GoalField, today: Day) -> GoalField {
    match field {
        GoalField::Title(_) => GoalField::Title(goal.title.clone()),
        GoalField::Place(_) => GoalField::Place(goal.place()),
        GoalField::Schedule(_) => GoalField::Schedule(goal.schedule_on(today).clone()),
        GoalField::Text(key, _) => GoalField::Text(*key, goal.text(*key).cloned()),
        GoalField::Day(key, _) => GoalField::Day(*key, goal.day(*key)),
        GoalField::After(_) => GoalField::After(goal.after.clone()),
        other => other.clone(),
    }
}
