//! `redo`: the last undo of this device is taken back.

use super::shared::context::Context;
use super::shared::summary::Outcome;
use super::shared::taking_back::{Found, take_back};
use crate::domain::model::change::Change;

pub(crate) fn run(context: &mut Context<'_>) -> Outcome {
    take_back(context, "Redone", |input| {
        let entries = &input.reading.entries;
        let undone = |undo: &Change| match undo {
            Change::Undo { entry } => entries.get(*entry),
            _ => None,
        };
        let undo = entries.to_redo(input.device);
        let found = undo.and_then(|undo| Some((undo.entry.id, undo.entry.did.iter().find_map(undone)?)));
        Ok(match found {
            Some((id, told)) => Found::Entry { id, told },
            None => Found::Nothing("There is nothing to redo: the last command was no undo.".to_owned()),
        })
    })
}
