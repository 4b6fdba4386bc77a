//! How it stands: timelines, periods, verdicts, streaks, progress, pace.

pub mod checkpoint;
pub mod children;
pub(crate) mod count_parts;
pub(crate) mod course;
pub mod finished;
pub(crate) mod forecast;
pub mod history;
pub(crate) mod inherited;
#[allow(clippy::module_inception, reason = "the file of `Judge`, beside those of what it judges")]
pub mod judge;
pub(crate) mod make_checkpoints;
pub mod needed;
pub(crate) mod open_period;
pub mod pace;
pub mod parts;
pub mod periods;
pub mod progress;
pub mod rewards;
pub(crate) mod settled_day;
pub mod status;
pub mod streaks;
pub mod timeline;
pub mod verdict;
