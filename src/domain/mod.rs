//! What goals, days and streaks are. No input or output, no clock: everything is passed in.

pub mod decide;
pub mod input;
pub mod judge;
pub mod model;
pub mod report;
pub mod value;
