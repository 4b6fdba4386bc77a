//! Check-offs of goals that live in other stores of this machine: each is written where its goal lives.

use std::path::PathBuf;

use crate::commands::shared::changes::Changes;
use crate::commands::shared::context::Context;
use crate::commands::shared::names::{Names, Said};
use crate::commands::shared::other_stores::{Elsewhere, on, stores_to_write, with_others};
use crate::commands::shared::summary::Outcome;
use crate::domain::decide::naming::Naming;
use crate::domain::input::check_word::Ask;
use crate::error::Error;
use crate::journal::Detail;

/// What is asked of one's own store, and of each other one.
struct Parted {
    own: Vec<Ask>,
    others: Vec<(PathBuf, Vec<Ask>)>,
}

/// Checks off where the goals live: in one's own store first, then in the first other one that has the code, written
/// whole; `check` is the check-off in one store. Where no store knows one of them, nothing is written, and one's own store says so.
pub(super) fn run(
    asks: &[Ask],
    refused: Error,
    context: &mut Context<'_>,
    check: impl Fn(&[Ask], &mut Context<'_>) -> Outcome,
) -> Outcome {
    let Some(Parted { own, others }) = part(asks, context)? else { return Err(refused) };
    let own = if own.is_empty() { context.summarize(&Changes::default())? } else { check(&own, context)? };
    let mut done = Vec::new();
    for (folder, asks) in others {
        match on(context, &folder, |other| check(&asks, other)) {
            Ok(output) => done.push(Elsewhere { folder, output }),
            // What is written stays written, and is told.
            Err(error) => {
                let mut told = with_others(context, own, &done);
                told.failure = Some(error);
                return Ok(told);
            }
        }
    }
    Ok(with_others(context, own, &done))
}

/// Which store each of them is of; nothing where one is of none.
fn part(asks: &[Ask], context: &mut Context<'_>) -> Result<Option<Parted>, Error> {
    let names = context.names();
    let mut parted = Parted { own: Vec::new(), others: Vec::new() };
    let folders = stores_to_write(context);
    for ask in asks {
        let is_own = context.read_if_there(Detail::Days).map(|reading| {
            names.each_asked(&context.judge(&reading.state), std::slice::from_ref(ask)).is_ok()
        })?;
        if is_own {
            parted.own.push(ask.clone());
            continue;
        }
        let mut found = None;
        for folder in &folders {
            if on(context, folder, |other| knows(ask, other)).unwrap_or(false) {
                found = Some(folder.clone());
                break;
            }
        }
        let Some(folder) = found else { return Ok(None) };
        match parted.others.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, asks)) => asks.push(ask.clone()),
            None => parted.others.push((folder, vec![ask.clone()])),
        }
    }
    // In the order of the stores.
    parted.others.sort_by_key(|(folder, _)| folders.iter().position(|it| it == folder));
    Ok(Some(parted))
}

/// Whether a store has the code, as it stands.
fn knows(ask: &Ask, context: &mut Context<'_>) -> Result<bool, Error> {
    let reading = context.read_if_there(Detail::Days)?;
    let names = Names::new(Naming::Exactly, Said::default());
    Ok(names.each_asked(&context.judge(&reading.state), std::slice::from_ref(ask)).is_ok())
}
