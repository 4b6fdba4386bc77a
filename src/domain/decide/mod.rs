//! From meaning to changes, or to a refusal.

pub mod check;
pub mod edit;
pub mod finish;
pub(crate) mod limits;
pub mod outline;
pub mod reward;
pub mod template;
