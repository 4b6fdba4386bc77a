//! `redo`: the last undo of this device is taken back.

use super::shared::context::Context;
use super::shared::summary::Outcome;
use super::shared::taking_back::take_back;
use crate::domain::model::change::Change;

pub(crate) fn run(context: &mut Context<'_>) -> Outcome {
    take_back(context, "Redone", "There is nothing to redo: the last command was no undo.", |input| {
        let entries = &input.reading.entries;
        let undo = entries.to_redo(input.device)?;
        let undone = undo.entry.did.iter().find_map(|change| match change {
            Change::Undo { entry } => entries.get(*entry),
            _ => None,
        })?;
        Some((undo.entry.id, undone))
    })
}
