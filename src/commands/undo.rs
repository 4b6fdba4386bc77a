//! `undo`: the last command of this device is taken back, or the one that a mark names.

use clap::Args;

use super::shared::changes::Changes;
use super::shared::context::Context;
use super::shared::last_check::{Last, elsewhere};
use super::shared::other_stores::{Elsewhere, on, with_others};
use super::shared::summary::Outcome;
use super::shared::taking_back::{Found, in_short, take_back};
use crate::domain::model::refusal::Refusal;
use crate::domain::value::day::Day;
use crate::error::Error;
use crate::journal::DecisionInput;
use crate::journal::fold::Entries;
use crate::journal::format::mark::{Marks, TypedMark};

#[derive(Debug, Args)]
pub(crate) struct UndoArgs {
    /// Which one: its mark, as `goals log` shows it, or its whole id
    #[arg(value_name = "MARK", value_parser = mark)]
    mark: Option<Typed>,
}

/// A mark, and how it was typed.
#[derive(Clone, Debug)]
struct Typed {
    text: String,
    mark: TypedMark,
}

fn mark(text: &str) -> Result<Typed, &'static str> {
    let mark = TypedMark::read(text);
    let mark = mark.ok_or("not a mark; `goals log` shows one before each entry, as in `goals undo 7k3m`")?;
    Ok(Typed { text: text.to_owned(), mark })
}

pub(crate) fn run(args: &UndoArgs, context: &mut Context<'_>) -> Outcome {
    if args.mark.is_none() {
        let last = |entries: &Entries, device: &str| {
            entries.to_undo(device).map(|did| Last::of(&did.entry.clone(), did))
        };
        if let Some(folder) = elsewhere(context, last)? {
            let output = on(context, &folder, |other| undo_here(args, other))?;
            return Ok(with_others(
                context,
                context.summarize(&Changes::default())?,
                &[Elsewhere { folder, output }],
            ));
        }
    }
    undo_here(args, context)
}

/// Takes back in one store.
fn undo_here(args: &UndoArgs, context: &mut Context<'_>) -> Outcome {
    let clock = context.clock();
    take_back(context, "Undone", |input| match &args.mark {
        Some(typed) => marked(input, typed, clock.today(&input.reading.state)),
        None => Ok(match input.reading.entries.to_undo(input.device) {
            Some(last) => Found::Entry { id: last.entry.id, told: last },
            None => Found::Nothing("There is nothing to undo on this device.".to_owned()),
        }),
    })
}

/// The one entry that the mark fits, of whatever device.
fn marked(input: &DecisionInput<'_>, typed: &Typed, today: Day) -> Result<Found, Error> {
    let (entries, state) = (&input.reading.entries, &input.reading.state);
    let ids = entries.marked(typed.mark);
    let found: Vec<_> = ids.iter().filter_map(|id| entries.get(*id)).collect();
    let short = |recorded| in_short(recorded, [state, state], today);
    match found.as_slice() {
        [] => Err(Error::Refused(Refusal::Conflict {
            what: format!("no entry has the mark `{}`", typed.text),
            hint:
                "`goals log` shows the marks; `goals undo` alone takes back the last command of this device"
                    .to_owned(),
        })),
        [one] if entries.is_void(one.entry.id) => {
            Ok(Found::Nothing(format!("Undone already: {}; nothing written.", short(one))))
        }
        [one] => Ok(Found::Entry { id: one.entry.id, told: one.clone() }),
        several => {
            let marks = Marks::of(ids.iter().copied());
            let mark = |id| format!("`goals undo {}`", marks.mark(id));
            let each = several.iter().map(|it| format!("{} ({})", mark(it.entry.id), short(it)));
            Err(Error::Refused(Refusal::Conflict {
                what: format!("several entries have the mark `{}`", typed.text),
                hint: format!("type {}", each.collect::<Vec<_>>().join(" or ")),
            }))
        }
    }
}
