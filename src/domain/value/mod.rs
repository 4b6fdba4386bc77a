//! What is counted and named: days, amounts, cadences, identities, texts. Knows nothing of goals.

pub mod amount;
pub mod amount_words;
pub mod cadence;
pub mod code;
pub mod day;
pub mod ids;
mod json_schema;
pub(crate) mod likeness;
pub mod month_days;
pub(crate) mod rhythm;
pub mod share;
pub mod text;
pub(crate) mod title_words;
