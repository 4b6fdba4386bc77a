//! What is read off: the agenda, reviews, balances, suggestions, milestones.

pub mod activities;
pub mod agenda;
pub mod away;
pub mod balance;
pub mod coming;
pub mod highlights;
pub mod hints;
pub mod mark;
pub mod milestones;
pub mod next;
pub mod pauses;
pub mod review;
pub mod span;
pub mod target_suggestion;
pub(crate) mod told;
pub mod totals;
pub mod trials;
pub mod typed_span;
pub mod week;
pub(crate) mod who;
pub mod whole_place;
