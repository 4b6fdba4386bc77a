//! `today --all-stores`: the pages of the other stores of this machine below one's own.

use crate::commands::shared::context::Context;
use crate::commands::shared::other_stores::{Elsewhere, on, other_stores, with_others};
use crate::commands::shared::summary::Outcome;
use crate::domain::model::refusal::Refusal;
use crate::error::Error;

/// Whether a filter names somebody, or an area, that this store does not know.
fn is_about_others(error: &Error) -> bool {
    matches!(error, Error::Refused(Refusal::UnknownPerson { .. } | Refusal::UnknownArea { .. }))
}

/// A store that does not know who or what is asked for has nothing to show, where another one does.
pub(super) fn run(context: &mut Context<'_>, page: impl Fn(&mut Context<'_>) -> Outcome) -> Outcome {
    let own = page(context);
    let mut others = Vec::new();
    for folder in other_stores(context) {
        match on(context, &folder, |other| page(other)) {
            Ok(output) => others.push(Elsewhere { folder, output }),
            Err(error) if is_about_others(&error) => {}
            Err(error) => context.note(format!("warning: {error}")),
        }
    }
    match own {
        Err(error) if is_about_others(&error) && !others.is_empty() => {
            let own = context.nothing()?;
            Ok(with_others(context, own, &others))
        }
        own => Ok(with_others(context, own?, &others)),
    }
}
