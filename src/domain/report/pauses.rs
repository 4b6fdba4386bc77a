//! The pauses that stand or lie ahead (SEMANTICS 8.7).

use crate::domain::model::change::Scope;
use crate::domain::model::goal::Goal;
use crate::domain::model::state::State;
use crate::domain::value::day::Day;

/// Paused days in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub(crate) scope: Scope,
    pub(crate) from: Day,
    pub(crate) until: Option<Day>,
}

impl Stretch {
    pub(crate) fn holds(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Those of everything first, then by the goals in the tree's order. Archived goals have none.
pub fn pauses(state: &State, today: Day) -> Vec<Stretch> {
    let tree = &state.tree;
    let living = tree.in_order().into_iter().filter(|id| !tree.was_archived(*id, today));
    let scopes = std::iter::once(Scope::All).chain(living.map(Scope::Goal));
    let paused = |scope: &Scope| state.activity.pauses().iter().any(|pause| pause.scope == *scope);
    scopes.filter(paused).flat_map(|scope| pauses_of(state, scope, today)).collect()
}

/// Those of one goal, or of everything, in order; where one touches another, both are one stretch.
pub(crate) fn pauses_of(state: &State, scope: Scope, today: Day) -> Vec<Stretch> {
    let pauses = state.activity.pauses().iter().filter(|pause| pause.scope == scope);
    let mut ranges: Vec<(Day, Day)> =
        pauses.map(|pause| (pause.from, pause.until.unwrap_or(Day::LAST))).collect();
    ranges.retain(|(from, until)| from <= until);
    ranges.sort_unstable();
    let mut stretches: Vec<(Day, Day)> = Vec::new();
    for (from, until) in ranges {
        match stretches.last_mut().filter(|(_, end)| from <= end.next()) {
            Some((_, end)) => *end = until.max(*end),
            None => stretches.push((from, until)),
        }
    }
    let lasting = stretches.into_iter().filter(|(_, until)| today <= *until);
    let stretch =
        |(from, until)| Stretch { scope, from, until: Some(until).filter(|until| *until != Day::LAST) };
    lasting.map(stretch).collect()
}

/// Those that a goal is in: its own, of the goals above it, and of everything.
pub(crate) fn pauses_around(state: &State, goal: &Goal, today: Day) -> Vec<Stretch> {
    if state.activity.pauses().is_empty() {
        return Vec::new();
    }
    let line = std::iter::once(goal).chain(state.tree.ancestors(goal.id));
    let scopes = line.map(|goal| Scope::Goal(goal.id)).chain([Scope::All]);
    scopes.flat_map(|scope| pauses_of(state, scope, today)).collect()
}
