//! What goals have from the line of goals above them, found once for each.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::domain::model::goal::Goal;
use crate::domain::model::tree::Tree;
use crate::domain::value::ids::GoalId;

pub(crate) type Known<T> = RefCell<BTreeMap<GoalId, T>>;

/// What is known of a goal and of those above it, so that no line is walked for each goal in it.
#[derive(Debug, Default)]
pub(crate) struct Inherited<T>(Known<T>);

impl<T: Copy + Default> Inherited<T> {
    /// What `add` makes of a line, from the top down to a goal.
    pub(crate) fn of(&self, tree: &Tree, goal: &Goal, add: impl Fn(&Goal, T) -> T) -> T {
        let mut value = T::default();
        let mut line = Vec::new();
        for goal in tree.goal(goal.id).into_iter().chain(tree.ancestors(goal.id)) {
            if let Some(known) = self.0.borrow().get(&goal.id) {
                value = *known;
                break;
            }
            line.push(goal);
        }
        for goal in line.into_iter().rev() {
            value = add(goal, value);
            self.0.borrow_mut().insert(goal.id, value);
        }
        value
    }
}
