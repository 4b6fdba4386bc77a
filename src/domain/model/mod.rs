//! What is: goals, their tree, what was done, what is set; and how changes are applied to it.

pub mod activity;
pub mod change;
pub mod codes;
pub mod goal;
pub mod goal_field;
pub(crate) mod inherited;
pub(crate) mod origin;
pub(crate) mod people;
pub mod refusal;
pub mod rewards;
pub mod settings;
pub mod state;
pub mod tree;
mod tree_changes;
mod waiting;
