//! Which goal waits for which, and that none waits for itself (SEMANTICS 8.4, 10.3).

use std::collections::BTreeSet;

use super::tree::Tree;
use crate::domain::value::ids::GoalId;

impl Tree {
    /// What a goal waits for: what it and those above it come after, and, to be done, its children
    /// (SEMANTICS 8.4).
    fn waits_for(&self, id: GoalId) -> Vec<GoalId> {
        let own = self.goals.get(&id).into_iter().chain(self.ancestors(id));
        own.flat_map(|goal| &goal.after).chain(self.children(Some(id))).copied().collect()
    }

    /// Those of `sources` from which one of `goals` is met when going on. What was found on the way to one is
    /// known on the way to the next.
    fn reaching(&self, sources: &[GoalId], goals: &BTreeSet<GoalId>) -> BTreeSet<GoalId> {
        let mut reach: BTreeSet<GoalId> = goals.clone();
        let mut seen = BTreeSet::new();
        for source in sources {
            // The path so far, each goal with what it waits for and has not been asked yet.
            let mut path: Vec<(GoalId, Vec<GoalId>)> = Vec::new();
            let mut next = Some(*source);
            loop {
                match next {
                    Some(id) if reach.contains(&id) => {
                        reach.extend(path.iter().map(|(id, _)| *id));
                        break;
                    }
                    Some(id) if seen.insert(id) => path.push((id, self.waits_for(id))),
                    _ => {}
                }
                let Some((_, waits)) = path.last_mut() else { break };
                next = waits.pop();
                if next.is_none() {
                    path.pop();
                }
            }
        }
        reach
    }

    /// A circle of waiting that stands in the tree, met when going on from these goals, each goal in it
    /// before what it waits for.
    pub(crate) fn circle_from(&self, sources: &[GoalId]) -> Option<Vec<GoalId>> {
        let mut closed = BTreeSet::new();
        for source in sources {
            // The path so far, each goal with what it waits for and has not been asked yet.
            let mut path: Vec<(GoalId, Vec<GoalId>)> = Vec::new();
            let mut on_path = BTreeSet::new();
            let mut next = Some(*source);
            loop {
                if let Some(id) = next.take().filter(|id| !closed.contains(id)) {
                    if !on_path.insert(id) {
                        let ids = path.iter().map(|(id, _)| *id);
                        return Some(ids.skip_while(|other| *other != id).chain([id]).collect());
                    }
                    path.push((id, self.waits_for(id)));
                }
                let Some((id, waits)) = path.last_mut() else { break };
                next = waits.pop();
                if next.is_none() {
                    closed.insert(*id);
                    on_path.remove(id);
                    path.pop();
                }
            }
        }
        None
    }

    pub(super) fn waited_for(&self) -> &BTreeSet<GoalId> {
        let all = || self.goals.values().flat_map(|goal| &goal.after).copied().collect();
        self.derived.waited_for.get_or_init(all)
    }

    /// Edges that would close a circle are left out (SEMANTICS 10.3).
    pub(super) fn wait(&mut self, id: GoalId, goals: &[GoalId]) {
        if let Some(goal) = self.goals.get_mut(&id) {
            goal.after.clear();
        }
        // What is below a goal waits with it, and what is above it for it.
        let waiting: BTreeSet<GoalId> = self.subtree(id).into_iter().collect();
        let above: BTreeSet<GoalId> = self.ancestors(id).map(|goal| goal.id).collect();
        let known = self.waited_for();
        let closing = if waiting.iter().chain(&above).any(|id| known.contains(id)) {
            self.reaching(goals, &waiting)
        } else {
            waiting.into_iter().chain(above).collect()
        };
        let after: Vec<GoalId> = goals.iter().filter(|other| !closing.contains(other)).copied().collect();
        if let Some(known) = self.derived.waited_for.get_mut() {
            known.extend(&after);
        }
        if let Some(goal) = self.goals.get_mut(&id) {
            goal.after = after;
        }
    }
}
