//! Goals in an order in which what is above comes first.

use std::collections::{BTreeMap, BTreeSet};

use crate::interop::reader::imported::ImportedGoal;

/// Puts each goal behind the one it is below, and takes off a parent that is none of them or stands in a circle with it.
pub(crate) fn parents_first(goals: Vec<ImportedGoal>) -> Vec<ImportedGoal> {
    let known: BTreeSet<String> = goals.iter().map(|goal| goal.key.clone()).collect();
    let mut below: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut tops = Vec::new();
    let mut waiting: Vec<Option<ImportedGoal>> = Vec::new();
    for (at, mut goal) in goals.into_iter().enumerate() {
        goal.parent = goal.parent.filter(|parent| known.contains(parent));
        match &goal.parent {
            Some(parent) => below.entry(parent.clone()).or_default().push(at),
            None => tops.push(at),
        }
        waiting.push(Some(goal));
    }
    let mut ordered = Vec::new();
    let in_circles: Vec<usize> = (0..waiting.len()).collect();
    for top in tops.into_iter().chain(in_circles) {
        if let Some(Some(goal)) = waiting.get_mut(top) {
            // Still there though all tops are taken first: it is below itself.
            if goal.parent.is_some() {
                goal.parent = None;
            }
        }
        let mut open = vec![top];
        while let Some(at) = open.pop() {
            let Some(goal) = waiting.get_mut(at).and_then(Option::take) else { continue };
            let children = below.get(&goal.key).into_iter().flatten().rev();
            open.extend(children);
            ordered.push(goal);
        }
    }
    ordered
}
