//! What several commands share.

pub(crate) mod advice;
pub(crate) mod again;
pub(crate) mod away;
pub(crate) mod calendar;
pub(crate) mod changes;
pub(crate) mod clock;
pub(crate) mod completed;
pub(crate) mod context;
pub(crate) mod editor;
pub(crate) mod goal_args;
pub(crate) mod html;
pub(crate) mod new_goals;
pub(crate) mod notes;
pub(crate) mod offers;
pub(crate) mod overdue;
pub(crate) mod pause_words;
pub(crate) mod pauses;
pub(crate) mod rewards;
pub(crate) mod streak_cells;
pub(crate) mod summary;
pub(crate) mod taking_back;
pub(crate) mod totals;
pub(crate) mod trials;
pub(crate) mod way;
pub(crate) mod words;
pub(crate) mod write_files;
