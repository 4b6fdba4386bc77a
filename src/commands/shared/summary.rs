//! What a command comes to: one summary, written as data for programs or as a page for people.

use schemars::JsonSchema;
use serde::Serialize;

use crate::error::Error;
use crate::ui::page::Page;

pub(crate) trait Summary {
    /// The fields of the JSON document.
    fn data(&self) -> impl JsonSchema + Serialize;

    fn render(&self, page: &mut Page);
}

/// In which form a summary is written. Where a program reads it, nothing is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Page,
    Json,
}

/// A summary as it is printed.
pub(crate) struct Output {
    pub(crate) text: String,
    pub(crate) reader: Reader,
    /// What the command ends with once that is printed; nothing where all is well.
    pub(crate) failure: Option<Error>,
}

/// In what a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    Screen,
    /// At a terminal, where it is longer than the screen.
    Pager,
}

pub(crate) type Outcome = Result<Output, Error>;
