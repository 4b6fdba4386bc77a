//! From meaning to changes, or to a refusal.

pub mod check;
pub(crate) mod day_outline;
pub mod edit;
pub mod finish;
pub(crate) mod limits;
pub mod naming;
pub mod outline;
pub mod reward;
pub(crate) mod taken_codes;
pub mod template;
