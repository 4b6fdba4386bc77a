//! `undo`: the last command of this device is taken back.

use super::shared::context::Context;
use super::shared::summary::Outcome;
use super::shared::taking_back::take_back;

pub(crate) fn run(context: &mut Context<'_>) -> Outcome {
    take_back(context, "Undone", "There is nothing to undo on this device.", |input| {
        let last = input.reading.entries.to_undo(input.device)?;
        Some((last.entry.id, last))
    })
}
