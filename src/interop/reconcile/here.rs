//! What is here before an import, and what a person says of the goals of its file.

use std::collections::BTreeSet;

use super::said::Said;
use crate::domain::model::state::State;
use crate::domain::value::cadence::Cadence;
use crate::domain::value::day::Day;
use crate::domain::value::ids::GoalId;

/// What is here.
pub struct Here<'a> {
    pub state: &'a State,
    pub today: Day,
    /// The goals that are made by something that stands.
    pub made: BTreeSet<GoalId>,
    /// By imports of the same kind.
    pub said: Said,
}

/// What a person says of the goals of a file.
#[derive(Clone, Debug, Default)]
pub struct Wishes {
    /// Where those go that have none above them.
    pub under: Option<GoalId>,
    /// The area of those that have none.
    pub area: Option<String>,
    /// Names of the file, and the goals here that they are.
    pub joined: Vec<(String, GoalId)>,
    /// Names of the file, and how often they are.
    pub every: Vec<(String, Cadence)>,
}
