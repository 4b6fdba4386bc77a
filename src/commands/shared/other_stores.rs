//! The other stores of this machine (`config stores`): the same command done on them, and what that came to put below
//! one's own. Nothing of a store is ever written into another.

use std::path::{Path, PathBuf};

use super::context::Context;
use super::summary::{Form, Output};
use crate::error::Error;
use crate::journal::files::stores;
use crate::ui::colour::Tone;
use crate::ui::json;

/// What a command came to on another store.
pub(crate) struct Elsewhere {
    pub(crate) folder: PathBuf,
    pub(crate) output: Output,
}

/// The other stores, in the order in which they were named; a store is none beside itself.
pub(crate) fn other_stores(context: &Context<'_>) -> Vec<PathBuf> {
    let kept = context.env().state().map(|state| stores::kept(&state)).unwrap_or_default();
    kept.into_iter().filter(|folder| !stores::are_same(folder, context.folder())).collect()
}

/// The same, for a command that writes: who names a store with `--dir` means that one.
pub(crate) fn stores_to_write(context: &Context<'_>) -> Vec<PathBuf> {
    if context.named_folder().is_some() { Vec::new() } else { other_stores(context) }
}

/// Does something on another store. What is to be said beside it is said with what is said of one's own.
pub(crate) fn on<'e, T>(
    context: &mut Context<'e>,
    folder: &Path,
    act: impl FnOnce(&mut Context<'e>) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut other = Context::new(context.env(), Some(folder), context.form())?;
    let done = act(&mut other);
    context.take_over(other);
    done
}

/// One's own page with the others below, each under the name of its folder; as JSON with `stores[]`.
pub(crate) fn with_others(context: &Context<'_>, own: Output, others: &[Elsewhere]) -> Output {
    let text = match context.form() {
        Form::Json => {
            let others: Vec<(String, &str)> =
                others.iter().map(|it| (it.folder.display().to_string(), it.output.text.as_str())).collect();
            json::with_stores(&own.text, &others)
        }
        Form::Page => {
            let mut text = own.text;
            for Elsewhere { folder, output } in others {
                if !text.is_empty() {
                    text.push('\n');
                }
                let mut page = context.env().page();
                page.wrapped(Tone::Strong, &format!("In {}", name(folder)), 0);
                text.push_str(&page.into_text());
                text.push_str(&output.text);
            }
            text
        }
    };
    Output { text, ..own }
}

/// What a store is called: its folder.
pub(crate) fn name(folder: &Path) -> String {
    folder.file_name().unwrap_or(folder.as_os_str()).to_string_lossy().into_owned()
}
