//! What is read off: the agenda, reviews, balances, suggestions, milestones.

pub mod agenda;
pub mod balance;
pub mod hints;
pub mod milestones;
pub mod review;
pub mod target_suggestion;
pub(crate) mod told;
pub(crate) mod who;
