//! `redo`: the last undo of this device is taken back.

use super::shared::changes::Changes;
use super::shared::context::Context;
use super::shared::last_check::{Last, elsewhere};
use super::shared::other_stores::{Elsewhere, on, with_others};
use super::shared::summary::Outcome;
use super::shared::taking_back::{Found, take_back};
use crate::domain::model::change::Change;
use crate::journal::fold::Entries;

pub(crate) fn run(context: &mut Context<'_>) -> Outcome {
    if let Some(folder) = elsewhere(context, last_undo)? {
        let output = on(context, &folder, redo_here)?;
        return Ok(with_others(
            context,
            context.summarize(&Changes::default())?,
            &[Elsewhere { folder, output }],
        ));
    }
    redo_here(context)
}

/// The undo that is to be taken back, and what it undid.
fn last_undo(entries: &Entries, device: &str) -> Option<Last> {
    let undo = entries.to_redo(device)?;
    let undone = |undo: &Change| match undo {
        Change::Undo { entry } => entries.get(*entry),
        _ => None,
    };
    Some(Last::of(&undo.entry, undo.entry.did.iter().find_map(undone)?))
}

/// Takes an undo back in one store.
fn redo_here(context: &mut Context<'_>) -> Outcome {
    take_back(context, "Redone", |input| {
        Ok(match last_undo(&input.reading.entries, input.device) {
            Some(Last { id, did, .. }) => Found::Entry { id, told: did },
            None => Found::Nothing("There is nothing to redo: the last command was no undo.".to_owned()),
        })
    })
}
