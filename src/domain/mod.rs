//! What goals, days and streaks are. No input or output, no clock: everything is told.

pub mod agenda;
pub mod amount;
pub mod cadence;
pub mod change;
pub mod checking;
pub mod day;
pub mod edit;
pub mod fields;
pub mod goal;
pub mod life;
pub mod line;
pub mod pace;
pub mod period;
pub mod plan;
pub mod progress;
pub mod refusal;
pub mod settings;
pub mod state;
pub mod tally;
mod text;
pub mod verdict;
pub mod world;
