//! A page for browsers, printed or in a file: everything in it, no script, nothing from elsewhere. Text from the
//! store is escaped where it stands in a template, and made inert once it is there.

use std::path::Path;

use askama::Template;

use super::context::Context;
use super::summary::Outcome;
use super::written::{InFile, Printed};
use crate::error::Error;
use crate::ui::clean::{is_unsafe, visible};

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What was done in a goal, as a row of `totals.html`.
pub(crate) struct Total<'r> {
    pub(crate) code: String,
    pub(crate) title: &'r str,
    pub(crate) text: String,
}

/// Around a text that may be written in either direction, to keep that to itself. Noncharacters stand for the
/// marks that do it, until those of the store are made inert.
const ISOLATE: char = '\u{fdd1}';
const END_OF_ISOLATE: char = '\u{fdd2}';

/// Writes a page into a file; `-` prints it.
pub(crate) fn write(context: &Context<'_>, file: &Path, page: &impl Template) -> Outcome {
    let html = html(page).map_err(|error| Error::Outside(error.into()))?;
    if file.as_os_str() == "-" {
        return context.summarize(&Printed { name: "html", text: html });
    }
    context.env().write_file(file, &html)?;
    context.summarize(&InFile { file: file.display().to_string(), bytes: html.len() })
}

/// The page as HTML. Templates are plain ASCII: what would mislead the eye in it comes from the store.
fn html(page: &impl Template) -> Result<String, askama::Error> {
    let mut html = String::new();
    for c in page.render()?.chars() {
        match c {
            ISOLATE => html.push('\u{2068}'),
            END_OF_ISOLATE => html.push('\u{2069}'),
            c if c != '\n' && is_unsafe(c) => {
                html.push_str(&visible(c).replace('<', "&lt;").replace('>', "&gt;"));
            }
            c => html.push(c),
        }
    }
    Ok(html)
}

pub(crate) fn isolated(text: &str) -> String {
    if text.is_ascii() { text.to_owned() } else { format!("{ISOLATE}{text}{END_OF_ISOLATE}") }
}

/// A sentence in which the unit does not turn what follows it around.
pub(crate) fn with_unit_isolated(text: &str, unit: Option<&str>) -> String {
    match unit.filter(|unit| !unit.is_ascii()) {
        Some(unit) => text.replace(unit, &isolated(unit)),
        None => text.to_owned(),
    }
}
