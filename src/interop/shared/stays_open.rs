//! A task that its tool holds open though all that is below it is done.

use std::collections::BTreeMap;

use crate::domain::value::amount::Amount;
use crate::interop::reader::imported::{Asked, Imported, ImportedGoal, Standing};

/// Such a task is asked for once by itself: one that asks for nothing would be done by what is below it (SEMANTICS
/// 6.1, 6.2).
pub(crate) fn stays_open(imported: &mut Imported) {
    let is_over = |goal: &ImportedGoal| goal.done.is_some() || matches!(goal.standing, Standing::Archived(_));
    let mut all_over: BTreeMap<String, bool> = BTreeMap::new();
    for goal in &imported.goals {
        if let Some(parent) = &goal.parent {
            *all_over.entry(parent.clone()).or_insert(true) &= is_over(goal);
        }
    }
    for goal in &mut imported.goals {
        let is_open = !is_over(goal) && goal.every.is_none() && goal.asked == Asked::Unstated;
        if is_open && all_over.get(&goal.key) == Some(&true) {
            goal.asked = Asked::AtLeast(Amount::ONE);
        }
    }
}
