//! Whose a goal is, who did something, and the areas there are: what filters name (SEMANTICS 8.5, 10.7).

use super::activity::Activity;
use super::refusal::Refusal;
use super::state::State;
use super::tree::Tree;
use crate::domain::value::ids::GoalId;
use crate::domain::value::likeness::nearest;

/// Several names stand with commas between them.
const COMMA: char = ',';

/// Names and areas are compared without regard to case.
pub(crate) fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// The people that an owner's text names.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(COMMA).map(str::trim).filter(|name| !name.is_empty())
}

/// Refuses what names several: one person is at a keyboard, and one does a thing.
pub(crate) fn one_name(name: &str) -> Result<(), Refusal> {
    if !name.contains(COMMA) {
        return Ok(());
    }
    Err(Refusal::invalid_input(format!("`{name}` names more than one person"), "give one name"))
}

impl Tree {
    /// Each of the people whose it is, or whose the nearest goal above it is that is somebody's.
    pub(crate) fn owners(&self, id: GoalId) -> impl Iterator<Item = &str> {
        self.owner(id).into_iter().flat_map(names)
    }

    /// Whether it is that person's.
    pub(crate) fn is_owner(&self, id: GoalId, name: &str) -> bool {
        self.owners(id).any(|owner| same(owner, name))
    }
}

impl State {
    /// Refuses a name that nobody has: no owner of a goal, nobody who did something.
    pub(crate) fn check_person(&self, typed: &str) -> Result<(), Refusal> {
        let refused = |name: String, near, known| Refusal::UnknownPerson { name, near, known };
        known(typed, &self.people(), refused)
    }

    /// Refuses an area that neither a goal nor a win has.
    pub(crate) fn check_area(&self, typed: &str) -> Result<(), Refusal> {
        let refused = |area: String, near, known| Refusal::UnknownArea { area, near, known };
        known(typed, &self.areas(), refused)
    }

    pub(crate) fn people(&self) -> Vec<&str> {
        let owners = self.tree.goals.values().filter_map(|goal| goal.who.as_deref()).flat_map(names);
        let checked = self.activity.goals().flat_map(|(_, days)| days.people());
        let recorded = self.activity.done().iter().filter_map(|done| done.origin.by.as_deref());
        once_each(owners.chain(checked).chain(recorded).collect())
    }

    pub(crate) fn areas(&self) -> Vec<&str> {
        let of_goals = self.tree.goals.values().filter_map(|goal| goal.area.as_deref());
        let of_wins = self.activity.done().iter().filter_map(|done| match &done.what {
            Activity::Win { area, .. } => area.as_deref(),
            Activity::Check(..) | Activity::Reading(..) => None,
        });
        once_each(of_goals.chain(of_wins).collect())
    }
}

/// Each once, however it is written, in order.
fn once_each(mut names: Vec<&str>) -> Vec<&str> {
    names.sort_by_cached_key(|name| name.to_lowercase());
    names.dedup_by(|one, other| same(one, other));
    names
}

fn known(
    typed: &str,
    all: &[&str],
    refused: impl Fn(String, Vec<String>, Vec<String>) -> Refusal,
) -> Result<(), Refusal> {
    let typed = typed.trim();
    if all.iter().any(|known| same(known, typed)) {
        return Ok(());
    }
    let owned = |names: Vec<&str>| names.into_iter().map(ToOwned::to_owned).collect();
    Err(refused(
        typed.to_owned(),
        owned(nearest(&[typed.to_owned()], all.iter().copied())),
        owned(all.to_vec()),
    ))
}
