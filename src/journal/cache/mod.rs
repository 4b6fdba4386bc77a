//! What is kept of readings, to read less the next time.

pub mod snapshot;
pub mod stamps;
